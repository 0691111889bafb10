//! What every layer says of a request, each without knowing the others.

use why403_model::request::Request;

use super::scenes::Scenes;
use crate::condition::Rules;
use crate::layer::kms_grant::{self, Reach};
use crate::layer::{
    access_point, acl, authentication, block_public_access, boundary, endpoint, identity, rcp,
    resource, s3_gate, scp, session,
};
use crate::layers::Layers;
use crate::truth::Truth;
use crate::verdict::{Layer, Verdicts};

/// What every layer says, and what the table needs beyond that
pub(super) struct Judged {
    pub(super) verdicts: [Verdicts; 13],
    pub(super) acl: acl::Grants,
    pub(super) kms: Reach,
    /// What identity policies say of the bucket behind an access point
    pub(super) identity_behind: Option<Verdicts>,
}

pub(super) fn judge_all(layers: &Layers, request: &Request, rules: Rules) -> Judged {
    let scenes = Scenes::new(layers, request, rules);
    let scene = &scenes.front;
    let behind = scenes.resource();
    let acl = acl::grants(layers, request);
    let kms = kms_grant::reach(&layers.grants, request, scene);
    let has_grants = !matches!(layers.grants, crate::layers::Grants::None);
    // An endpoint has to let both names of the object pass (`spec/s3.md` C.7).
    let endpoint = match &scenes.behind {
        None => endpoint::verdicts(layers, scene),
        Some(_) => endpoint::verdicts(layers, scene).of_both(endpoint::verdicts(layers, &behind)),
    };
    let verdicts = [
        authentication::verdicts(&request.principal, &request.action),
        scp::verdicts(layers, scene),
        rcp::verdicts(layers, scene),
        endpoint,
        resource::verdicts(layers, request, &behind),
        access_point::verdicts(layers, scene),
        identity::verdicts(layers, scene),
        boundary::verdicts(layers, scene),
        session::verdicts(layers, scene),
        effective_acl(layers, acl),
        block_public_access::verdicts(layers, request),
        kms.verdicts(has_grants),
        s3_gate::verdicts(layers, request),
    ];
    let identity_behind = scenes
        .behind
        .is_some()
        .then(|| identity::verdicts(layers, &behind));
    Judged {
        verdicts,
        acl,
        kms,
        identity_behind,
    }
}

pub(super) fn effective_acl(layers: &Layers, acl: acl::Grants) -> Verdicts {
    match block_public_access::ignores_public_acls(layers) {
        Truth::Yes => acl.without_groups,
        Truth::Maybe => acl.without_groups.or(acl.with_groups),
        Truth::No => acl.with_groups,
    }
}

pub(super) fn of(verdicts: &[Verdicts; 13], layer: Layer) -> Verdicts {
    verdicts
        .get(layer as usize)
        .copied()
        .unwrap_or(Verdicts::any())
}
