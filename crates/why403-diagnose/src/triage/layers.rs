//! Which layers can have refused, from the text alone: narrowed by the form of the message, by
//! what kind of request it is, and by what AWS did not say.
//!
//! A message proves that one of its layers denied; it clears no other. What is left out is only
//! what cannot have a say. Order among equals: how often people meet the cause.
//! Source: `spec/symptoms.md` 1, 2; `spec/s3.md` C.8, E.5; `spec/iam.md` F, G.3.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_model::request::Principal;

use super::candidate::Candidate;
use super::looks::is_kms_possible;
use super::simulation;
use super::told::{Body, Told};

/// A layer, and whether it can have refused
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The layer
    pub layer: Layer,
    /// Whether it can have refused
    pub standing: Standing,
    /// Why, in a sentence; empty where nothing speaks for or against it
    pub why: String,
}

/// Whether a layer can have refused
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It has: the message names it, and can mean no other
    Denied,
    /// It is among those that the message names, or what AWS did not say speaks for it
    Likely,
    /// Nothing speaks for or against it
    Possible,
    /// Something speaks against it, and does not clear it
    Unlikely,
    /// It has no say in such a request
    Out,
}

impl Standing {
    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Likely => "likely",
            Self::Possible => "possible",
            Self::Unlikely => "unlikely",
            Self::Out => "out",
        }
    }
}

use Layer::{
    AccessPoint, Acl, Authentication, BlockPublicAccess, Boundary, Endpoint, Identity, KmsGrant,
    Rcp, Resource, S3Gate, Scp, Session,
};
use Standing::{Denied, Likely, Out, Possible, Unlikely};

/// How often people meet a denial of each layer, the most frequent first
const USUAL: [Layer; 13] = [
    Identity,
    S3Gate,
    Resource,
    KmsGrant,
    BlockPublicAccess,
    Acl,
    Scp,
    Endpoint,
    Boundary,
    Rcp,
    Session,
    AccessPoint,
    Authentication,
];

/// What a rule says of a layer
pub(super) type Says = (Layer, Standing, String);

/// A rule; what a later one says counts more
type Rule = fn(&Told<'_>, &[Candidate]) -> Vec<Says>;

static RULES: &[Rule] = &[
    unasked, absence, public, simulated, message, caller, request, refused,
];

/// Every layer, what must have refused first.
pub(super) fn ranked(told: &Told<'_>, candidates: &[Candidate]) -> Vec<Ranked> {
    let mut found: BTreeMap<Layer, (Standing, String)> = BTreeMap::new();
    for rule in RULES {
        for (layer, standing, why) in rule(told, candidates) {
            found.insert(layer, (standing, why));
        }
    }
    let mut all: Vec<Ranked> = USUAL
        .into_iter()
        .map(|layer| {
            let (standing, why) = found.remove(&layer).unwrap_or((Possible, String::new()));
            Ranked {
                layer,
                standing,
                why,
            }
        })
        .collect();
    all.sort_by_key(|it| it.standing);
    all
}

fn says(layer: Layer, standing: Standing, why: &str) -> Says {
    (layer, standing, why.to_string())
}

/// What the message names
fn message(told: &Told<'_>, _: &[Candidate]) -> Vec<Says> {
    let mut layers: Vec<Layer> = Vec::new();
    for (layer, _) in &told.symptom.denied_by {
        if !layers.contains(layer) {
            layers.push(*layer);
        }
    }
    let literal = layers.first().copied();
    let standing = if layers.len() == 1 { Denied } else { Likely };
    let mut all: Vec<Says> = layers
        .into_iter()
        .map(|layer| {
            let why = if Some(layer) == literal {
                "AWS's message names it"
            } else {
                "it can hide behind AWS's words"
            };
            says(layer, standing, why)
        })
        .collect();
    // AWS names the side of the resource to a caller whose own side has let it pass.
    let is_other = told.is_same_account() == Some(false);
    let names_resource = told
        .symptom
        .message
        .to_ascii_lowercase()
        .contains("no resource-based policy allows");
    if is_other && names_resource {
        all.push(says(
            Identity,
            Out,
            "across accounts AWS names the side of the resource where the caller's own side allows",
        ));
    }
    all
}

/// What it tells that AWS gave no reason, where it could have
fn absence(told: &Told<'_>, candidates: &[Candidate]) -> Vec<Says> {
    const OWN: &str = "AWS tells a caller of the same account or organization which policy it is";
    const OTHER: &str =
        "AWS gives no reason where caller and bucket belong to different organizations";
    let is_s3 = candidates
        .iter()
        .all(|it| !it.action.starts_with("s3express:"))
        && candidates.iter().any(|it| it.action.starts_with("s3:"));
    if told.body != Body::Bare || !is_s3 || told.is_about_nothing() {
        return Vec::new();
    }
    let same = told.is_same_account();
    let mut all = alloc::vec![says(
        S3Gate,
        Likely,
        "a refusal of S3 itself has no policy that AWS could name",
    )];
    // Whose bucket it is decides whether AWS would have told.
    match same {
        Some(true) => all.extend(
            [Identity, Boundary, Session, Scp, Resource, Rcp].map(|it| says(it, Unlikely, OWN)),
        ),
        Some(false) => all.extend([Resource, Rcp].map(|it| says(it, Likely, OTHER))),
        None => {
            all.extend([Resource].map(|it| says(it, Likely, OTHER)));
            all.extend([Boundary, Session, Scp].map(|it| says(it, Unlikely, OWN)));
        }
    }
    if same != Some(true) {
        all.push(says(
            Endpoint,
            Possible,
            "across accounts AWS does not name it",
        ));
    }
    let reads = candidates
        .iter()
        .any(|it| it.operation == Some("GetObject"));
    if reads && same != Some(true) {
        all.push(says(
            Acl,
            Likely,
            "an object that another account uploaded is that account's",
        ));
    }
    all
}

/// Requests that Block Public Access refuses most: they make something public
fn public(told: &Told<'_>, candidates: &[Candidate]) -> Vec<Says> {
    const WRITES: &[&str] = &["s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:PutObjectAcl"];
    let makes = |it: &Candidate| {
        it.certainty != super::Sure::Possible && WRITES.contains(&it.action.as_str())
    };
    let is_bare = matches!(told.body, Body::Bare | Body::Empty);
    if is_bare && candidates.iter().any(makes) {
        return alloc::vec![says(
            BlockPublicAccess,
            Likely,
            "it refuses what would be public, to administrators too",
        )];
    }
    Vec::new()
}

/// What the policy simulator does not ask, where it finds nothing against the request
fn unasked(told: &Told<'_>, candidates: &[Candidate]) -> Vec<Says> {
    let actions = super::candidate::actions(candidates);
    let results = told.simulated.iter();
    results
        .filter(|it| simulation::is_about(it, &actions))
        .flat_map(simulation::unasked)
        .collect()
}

/// What the policy simulator weighs
fn simulated(told: &Told<'_>, candidates: &[Candidate]) -> Vec<Says> {
    let actions = super::candidate::actions(candidates);
    let results = told.simulated.iter();
    results
        .filter(|it| simulation::is_about(it, &actions))
        .flat_map(simulation::weighed)
        .collect()
}

/// Layers that this kind of caller does not have
fn caller(told: &Told<'_>, _: &[Candidate]) -> Vec<Says> {
    let each = |layers: &[Layer], why: &str| -> Vec<Says> {
        layers.iter().map(|it| says(*it, Out, why)).collect()
    };
    let out = match &told.parts.principal {
        Some(Principal::User { .. }) => {
            each(&[Session], "a user's own keys have no session policy")
        }
        Some(Principal::Root { .. }) => each(
            &[Identity, Boundary, Session],
            "a root user has no policies of its own",
        ),
        Some(Principal::Anonymous) => each(
            &[Identity, Boundary, Session, Scp],
            "an unsigned request has no caller whose policies could count",
        ),
        Some(Principal::Service { .. }) => each(
            &[Identity, Boundary, Session, Scp],
            "a service of AWS has no policies of its own",
        ),
        Some(
            Principal::RoleSession { .. }
            | Principal::FederatedUser { .. }
            | Principal::Federated { .. }
            | Principal::Unstated,
        )
        | None => Vec::new(),
    };
    let mut out = out;
    if told.is_signing_in() {
        out.extend(each(
            &[Identity, Boundary, Session, Scp],
            "a caller that a provider has signed in has no policies of its own",
        ));
    }
    // What the message names stays: then the caller is not what it seems.
    let named = |layer: Layer| told.symptom.denied_by.iter().any(|(it, _)| *it == layer);
    out.into_iter()
        .filter(|(layer, ..)| !named(*layer))
        .collect()
}

/// Layers that have no say in this kind of request
fn request(told: &Told<'_>, candidates: &[Candidate]) -> Vec<Says> {
    let named = |layer: Layer| told.symptom.denied_by.iter().any(|(it, _)| *it == layer);
    let mut all = Vec::new();
    let services: Vec<&str> = candidates
        .iter()
        .filter_map(|it| Some(it.action.split_once(':')?.0))
        .collect();
    let is_only = |service: &str| !services.is_empty() && services.iter().all(|it| *it == service);
    if is_only("kms") {
        for layer in [Acl, BlockPublicAccess, S3Gate, AccessPoint] {
            all.push(says(layer, Out, "KMS knows no such thing"));
        }
    } else if is_only("sts") || is_only("lambda") {
        for layer in [Acl, BlockPublicAccess, S3Gate, AccessPoint, KmsGrant] {
            all.push(says(layer, Out, "only S3 and KMS know such a thing"));
        }
    } else if !is_kms_possible(candidates) {
        let why = if told.is_head() {
            "KMS is not asked for a HEAD"
        } else {
            "KMS is not asked for this"
        };
        all.push(says(KmsGrant, Out, why));
    }
    if told.is_about_nothing() {
        for layer in [Resource, Acl, BlockPublicAccess, AccessPoint, Rcp, S3Gate] {
            all.push(says(layer, Out, "the call is about no bucket"));
        }
    }
    let resource = told.parts.resource.as_ref();
    let is_point = resource.is_some_and(|it| it.resource().starts_with("accesspoint/"));
    // A client that was given an alias of an access point shows it in a bucket's place.
    let is_alias = |it: &str| it.ends_with("-s3alias") || it.ends_with("--ol-s3");
    let is_bucket = told.bucket.as_deref().is_some_and(|it| !is_alias(it));
    if is_bucket && !is_point {
        all.push(says(
            AccessPoint,
            Out,
            "the request names the bucket itself",
        ));
    }
    all.into_iter()
        .filter(|(layer, ..)| !named(*layer))
        .collect()
}

/// Whether the credentials themselves can have been refused
fn refused(told: &Told<'_>, _: &[Candidate]) -> Vec<Says> {
    let layer = told.refused().and_then(|it| it.known.refuses);
    if let Some(layer) = layer {
        let mut all: Vec<Says> = Layer::ALL
            .into_iter()
            .map(|it| says(it, Out, "AWS refused before it asked any policy"))
            .collect();
        all.push(says(layer, Denied, "AWS's answer says so"));
        return all;
    }
    match told.body {
        Body::Empty => alloc::vec![says(
            Authentication,
            Possible,
            "a HEAD with a wrong key, signature or clock is 403 without a text, too",
        )],
        Body::Unseen | Body::Bare | Body::Reason => alloc::vec![says(
            Authentication,
            Out,
            "credentials that are refused have codes of their own",
        )],
    }
}
