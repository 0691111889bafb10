//! What each code of a cause means: a sentence and help for a layer that denies or allows nothing.

use why403_diagnose::symptom::Denial;
use why403_engine::verdict::Layer;

/// What a rule says
pub(super) struct About {
    /// In one sentence
    pub(super) short: &'static str,
    /// What to look at
    pub(super) help: &'static str,
}

/// The rule of a layer that denies so
#[rustfmt::skip] // One rule an arm, in columns.
pub(super) fn about(layer: Layer, effect: Denial) -> About {
    let (short, help) = match (layer, effect) {
        (Layer::Identity, Denial::Implicit) =>
            ("No identity policy of the caller allows the action.",
             "Compare Action, Resource and Condition of the caller's statements with the request: objects and buckets have different ARNs."),
        (Layer::Resource, Denial::Implicit) =>
            ("The resource's own policy does not allow the action for the caller.",
             "A caller of another account, a KMS key and a role's trust policy need an Allow in the resource's policy; its owner writes it."),
        (Layer::AccessPoint, Denial::Implicit) =>
            ("The access point's policy does not allow the action.",
             "Through an access point both its policy and the bucket's side have to allow."),
        (Layer::Boundary, Denial::Implicit) =>
            ("The caller's permissions boundary does not allow the action.",
             "A boundary grants nothing: the action has to be allowed in it and in an identity policy."),
        (Layer::Session, Denial::Implicit) =>
            ("The session policy does not allow the action.",
             "Whoever assumed the role passed a policy that caps this session; assume it with a wider one or with none."),
        (Layer::Scp, Denial::Implicit) =>
            ("Some level of the organization allows the action in no service control policy.",
             "Every level from the root to the account needs an SCP that allows it; often FullAWSAccess was detached from one."),
        (Layer::Endpoint, Denial::Implicit) =>
            ("The VPC endpoint's policy does not allow the action.",
             "The request goes through a VPC endpoint; its policy has to allow action, resource and caller."),
        (Layer::Acl, Denial::Implicit) =>
            ("The object belongs to another account, and its ACL grants the caller nothing.",
             "Let the writer grant bucket-owner-full-control, or set Object Ownership to BucketOwnerEnforced."),
        (Layer::BlockPublicAccess, _) =>
            ("Block Public Access stands in the way.",
             "Four settings at account, bucket and access point; any level that has one on is enough. Grant to named principals rather than switch it off."),
        (Layer::KmsGrant, _) =>
            ("No KMS grant allows the action.",
             "Grants are one of three ways to use a key, beside its key policy and the identity policies that it delegates to."),
        (Layer::Authentication, _) =>
            ("The credentials themselves are refused.",
             "Check who the caller is: aws sts get-caller-identity."),
        (Layer::S3Gate, _) =>
            ("A rule of S3 beside all policies refuses the request.",
             "Look at the expected bucket owner, requester pays, Object Lock and the state of the object."),
        (Layer::Rcp, _) =>
            ("A resource control policy of the organization denies the action.",
             "It is a guardrail for resources: meet its conditions, or ask its owner for an exception."),
        (Layer::Scp, Denial::Explicit) =>
            ("A service control policy of the organization denies the action.",
             "It is a guardrail: meet its conditions, or ask its owner for an exception. No policy in the account can lift it."),
        (Layer::Endpoint, Denial::Explicit) =>
            ("The VPC endpoint's policy denies the action.",
             "No Allow elsewhere lifts an explicit Deny: meet its conditions, or change the endpoint's policy."),
        (Layer::Resource, Denial::Explicit) =>
            ("The resource's own policy denies the action.",
             "No Allow elsewhere lifts an explicit Deny: meet its conditions, or let the resource's owner change it."),
        (Layer::AccessPoint, Denial::Explicit) =>
            ("The access point's policy denies the action.",
             "No Allow elsewhere lifts an explicit Deny: meet its conditions, or change the access point's policy."),
        (Layer::Identity, Denial::Explicit) =>
            ("An identity policy of the caller denies the action.",
             "No Allow elsewhere lifts an explicit Deny: meet its conditions, or change the statement."),
        (Layer::Boundary, Denial::Explicit) =>
            ("The caller's permissions boundary denies the action.",
             "No Allow elsewhere lifts an explicit Deny: meet its conditions, or change the boundary."),
        (Layer::Session, Denial::Explicit) =>
            ("The session policy denies the action.",
             "No Allow elsewhere lifts an explicit Deny: assume the role with another session policy."),
        (Layer::Acl, Denial::Explicit) =>
            ("The ACL stands in the way.",
             "ACLs only grant; look at Object Ownership and at who owns the object."),
    };
    About { short, help }
}
