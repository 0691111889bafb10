//! From layers to a decision: every layer runs, sets of verdicts are folded, the table is asked.
//!
//! Layers count as independent. Gates (authentication, SCP, RCP, endpoint, Block Public Access,
//! S3's own) are folded one by one; only what the allow table depends on together is enumerated.
//! Source: `spec/iam.md` E.2, E.15; `spec/s3.md` C.1, C.7.

use alloc::string::String;
use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::known::Fact;
use why403_model::request::{Principal, Request};

use crate::condition::Rules;
use crate::decide::{self, Caller, Relation, Row, Says, Side};
use crate::layer::acl::{self, Owner};
use crate::layer::kms_grant::{self, Reach};
use crate::layer::{
    access_point, authentication, block_public_access, boundary, endpoint, identity, rcp, resource,
    s3_gate, scp, session,
};
use crate::layers::{Exists, Layers};
use crate::matching::{Accounts, Scene, statement_matches};
use crate::trace::{self, LayerTrace};
use crate::truth::Truth;
use crate::verdict::{Layer, LayerSet, Strength, Verdict, Verdicts};

/// What is decided about one request
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// It is allowed
    Allow,
    /// It depends on something unknown
    Undetermined,
    /// Nothing allows it
    ImplicitDeny,
    /// Something denies it
    ExplicitDeny,
}

/// The decisions that are possible, and the layers behind a denial
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it may be allowed
    pub may_allow: bool,
    /// Whether it may be denied for lack of an Allow
    pub may_deny_implicitly: bool,
    /// Whether it may be denied explicitly
    pub may_deny_explicitly: bool,
    /// Layers that deny however the unknown facts turn out
    pub must: LayerSet,
    /// Layers that deny if unknown facts turn out so
    pub may: LayerSet,
    /// The rules of the allow table that were asked
    pub rules: decide::Rules,
}

/// A decision with everything that speaks for it
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// What is possible
    pub outcome: Outcome,
    /// One verdict set for each of [`Layer::ALL`], in that order
    pub verdicts: [Verdicts; 13],
    /// One trace for each of [`Layer::ALL`], in that order
    pub layers: Vec<LayerTrace>,
}

impl Outcome {
    /// The one decision, or that it is open
    #[must_use]
    pub fn decision(self) -> Decision {
        match (
            self.may_allow,
            self.may_deny_implicitly,
            self.may_deny_explicitly,
        ) {
            (true, false, false) => Decision::Allow,
            (false, true, false) => Decision::ImplicitDeny,
            (false, false, true) => Decision::ExplicitDeny,
            (_, _, _) => Decision::Undetermined,
        }
    }

    /// Whether it is denied, whatever kind of denial it is
    #[must_use]
    pub fn is_denied(self) -> Truth {
        match (
            self.may_allow,
            self.may_deny_implicitly || self.may_deny_explicitly,
        ) {
            (true, false) => Truth::No,
            (true, true) => Truth::Maybe,
            (false, _) => Truth::Yes,
        }
    }

    /// Whether a decision is among the possible ones
    #[must_use]
    pub fn admits(self, decision: Decision) -> bool {
        match decision {
            Decision::Allow => self.may_allow,
            Decision::ImplicitDeny => self.may_deny_implicitly,
            Decision::ExplicitDeny => self.may_deny_explicitly,
            Decision::Undetermined => self.decision() == Decision::Undetermined,
        }
    }
}

/// Decides one request in every layer, without a trace.
///
/// Cost: linear in statements × values; a pattern costs at most its length × the text's.
#[must_use]
pub fn decide(layers: &Layers, request: &Request, rules: Rules) -> Outcome {
    combine(layers, request, rules, &judge_all(layers, request, rules))
}

/// Decides one request in every layer, and tells of every statement why it matched or not.
#[must_use]
pub fn evaluate(layers: &Layers, request: &Request, rules: Rules) -> Evaluation {
    let judged = judge_all(layers, request, rules);
    let outcome = combine(layers, request, rules, &judged);
    let scenes = Scenes::new(layers, request, rules);
    let traces = trace::layers(layers, &scenes);
    Evaluation {
        outcome,
        verdicts: judged.verdicts,
        layers: traces,
    }
}

/// The scenes of one request: what statements of each layer are matched against
pub(crate) struct Scenes<'r> {
    /// The request itself
    pub(crate) request: &'r Request,
    /// As the request names the resource
    pub(crate) front: Scene<'r>,
    /// The bucket behind an access point; `None` where the request names no access point
    pub(crate) behind: Option<(Option<String>, Scene<'r>)>,
}

impl<'r> Scenes<'r> {
    pub(crate) fn new(layers: &Layers, request: &'r Request, rules: Rules) -> Self {
        let has_boundary = match layers.boundary.exists {
            Exists::Yes => Truth::Yes,
            Exists::No(_) => Truth::No,
            Exists::Unknown => Truth::Maybe,
        };
        let front = Scene {
            principal: &request.principal,
            action: &request.action,
            resource: Some(&request.resource),
            context: &request.context,
            has_boundary,
            rules,
            accounts: Accounts::Delegate,
        };
        let behind = access_point_key(&request.resource).map(|(partition, key)| {
            let arn = request.input.bucket.as_ref().map(|bucket| match key {
                Some(key) => alloc::format!("arn:{partition}:s3:::{bucket}/{key}"),
                None => alloc::format!("arn:{partition}:s3:::{bucket}"),
            });
            (
                arn,
                Scene {
                    resource: None,
                    ..front
                },
            )
        });
        Self {
            request,
            front,
            behind,
        }
    }

    /// The scene that the resource's policy sees: behind an access point, the bucket
    pub(crate) fn resource(&self) -> Scene<'_> {
        match &self.behind {
            Some((arn, scene)) => Scene {
                resource: arn.as_deref(),
                ..*scene
            },
            None => self.front,
        }
    }
}

/// Partition and key of an access point ARN; the key is none where the access point itself is meant
fn access_point_key(resource: &str) -> Option<(String, Option<String>)> {
    let arn = Arn::parse(resource)
        .ok()
        .filter(|arn| arn.service() == "s3")?;
    let rest = arn.resource().strip_prefix("accesspoint/")?;
    let key = rest.split_once("/object/").map(|(_, key)| key.into());
    Some((arn.partition().into(), key))
}

/// What every layer says, and what the table needs beyond that
struct Judged {
    verdicts: [Verdicts; 13],
    acl: acl::Grants,
    kms: Reach,
    /// What identity policies say of the bucket behind an access point
    identity_behind: Option<Verdicts>,
}

fn judge_all(layers: &Layers, request: &Request, rules: Rules) -> Judged {
    let scenes = Scenes::new(layers, request, rules);
    let scene = &scenes.front;
    let behind = scenes.resource();
    let acl = acl::grants(layers, request);
    let kms = kms_grant::reach(&layers.grants, request, scene);
    let has_grants = !matches!(layers.grants, crate::layers::Grants::None);
    let verdicts = [
        authentication::verdicts(&request.principal, &request.action),
        scp::verdicts(layers, scene),
        rcp::verdicts(layers, scene),
        endpoint::verdicts(layers, scene),
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

fn effective_acl(layers: &Layers, acl: acl::Grants) -> Verdicts {
    match block_public_access::ignores_public_acls(layers) {
        Truth::Yes => acl.without_groups,
        Truth::Maybe => acl.without_groups.or(acl.with_groups),
        Truth::No => acl.with_groups,
    }
}

fn of(verdicts: &[Verdicts; 13], layer: Layer) -> Verdicts {
    verdicts
        .get(layer as usize)
        .copied()
        .unwrap_or(Verdicts::any())
}

/// Layers that refuse by themselves, whatever the others say
const GATES: [Layer; 6] = [
    Layer::Authentication,
    Layer::Scp,
    Layer::Rcp,
    Layer::Endpoint,
    Layer::BlockPublicAccess,
    Layer::S3Gate,
];

fn combine(layers: &Layers, request: &Request, rules: Rules, judged: &Judged) -> Outcome {
    if authentication::is_always_allowed(&request.action) {
        return Outcome {
            may_allow: true,
            may_deny_implicitly: false,
            may_deny_explicitly: false,
            must: LayerSet::NONE,
            may: LayerSet::NONE,
            rules: decide::Rules::NONE,
        };
    }
    let (mut must, mut may) = (LayerSet::NONE, LayerSet::NONE);
    let mut denied = Truth::No;
    for layer in Layer::ALL {
        let refuses = match (layer, judged.identity_behind) {
            (Layer::Identity, Some(behind)) => {
                behind.denies().or(of(&judged.verdicts, layer).denies())
            }
            (_, _) => of(&judged.verdicts, layer).denies(),
        };
        denied = denied.or(refuses);
        (must, may) = noted(must, may, layer, refuses);
    }
    let mut withheld = Truth::No;
    for layer in GATES {
        let withholds = of(&judged.verdicts, layer).withholds();
        withheld = withheld.or(withholds);
        (must, may) = noted(must, may, layer, withholds);
    }
    let table = ask_table(layers, request, rules, judged);
    must = must.or(table.must);
    may = may.or(table.may);
    // Without an explicit denial, a gate that withholds or the table denies implicitly.
    let may_pass = denied != Truth::Yes;
    Outcome {
        may_allow: may_pass && withheld != Truth::Yes && table.may_allow,
        may_deny_implicitly: may_pass && (withheld != Truth::No || table.may_deny),
        may_deny_explicitly: denied != Truth::No,
        must,
        may: may.or(must),
        rules: table.rules,
    }
}

fn noted(must: LayerSet, may: LayerSet, layer: Layer, truth: Truth) -> (LayerSet, LayerSet) {
    match truth {
        Truth::No => (must, may),
        Truth::Maybe => (must, may.or(LayerSet::only(layer))),
        Truth::Yes => (
            must.or(LayerSet::only(layer)),
            may.or(LayerSet::only(layer)),
        ),
    }
}

/// What the allow table says over all ways the unknown facts may turn out
#[derive(Clone, Copy)]
struct Asked {
    may_allow: bool,
    may_deny: bool,
    /// Layers that withhold in every row that was asked, if no row allows
    must: LayerSet,
    /// Layers that withhold in some row
    may: LayerSet,
    rules: decide::Rules,
}

impl Asked {
    const NOTHING: Self = Self {
        may_allow: false,
        may_deny: false,
        must: LayerSet::ALL,
        may: LayerSet::NONE,
        rules: decide::Rules::NONE,
    };

    fn add(self, rules: decide::Rules, blocked: LayerSet) -> Self {
        Self {
            rules: self.rules.or(rules),
            may_allow: self.may_allow || blocked.is_empty(),
            may_deny: self.may_deny || !blocked.is_empty(),
            must: self.must.and(blocked),
            may: self.may.or(blocked),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            rules: self.rules.or(other.rules),
            may_allow: self.may_allow || other.may_allow,
            may_deny: self.may_deny || other.may_deny,
            must: self.must.and(other.must),
            may: self.may.or(other.may),
        }
    }
}

fn ask_table(layers: &Layers, request: &Request, rules: Rules, judged: &Judged) -> Asked {
    let caller = match (&request.principal, rules) {
        (
            Principal::User { .. }
            | Principal::RoleSession { .. }
            | Principal::FederatedUser { .. }
            | Principal::Unstated,
            _,
        ) => Caller::Iam,
        (Principal::Root { .. }, _) => Caller::Root,
        (Principal::Anonymous | Principal::Service { .. } | Principal::Federated { .. }, _) => {
            Caller::Outside
        }
    };
    let side = if resource::assumes_role(&request.action) {
        Side::Trust
    } else if resource::is_required(&request.action, &request.resource) {
        Side::Required
    } else {
        Side::Optional
    };
    let is_rooted = rules == Rules::Simulation;
    let owned_by = |owner: &Fact<AccountId>| relations(request, owner);
    let asker = Asker {
        request,
        layers,
        judged,
        caller,
        side,
        is_rooted,
    };
    if judged.identity_behind.is_some() {
        return asker.through_access_point(&owned_by(&request.resource_owner));
    }
    match acl::object_owner(layers, request) {
        Owner::Bucket => asker.directly(&owned_by(&request.resource_owner), Covers::Object),
        Owner::Other(account) => {
            asker.directly(&owned_by(&Fact::Known(account)), Covers::NotObject)
        }
        Owner::Unknown => asker
            .directly(&owned_by(&request.resource_owner), Covers::Object)
            .or(asker.directly(
                &[Relation::SameAccount, Relation::CrossAccount],
                Covers::NotObject,
            )),
    }
}

/// How the caller may stand to an account
fn relations(request: &Request, owner: &Fact<AccountId>) -> Vec<Relation> {
    match (request.principal.account(), owner) {
        (Some(own), Fact::Known(owner)) if own == *owner => alloc::vec![Relation::SameAccount],
        (Some(_), Fact::Unknown(_)) => {
            alloc::vec![Relation::SameAccount, Relation::CrossAccount]
        }
        // The simulator without a caller asks on behalf of the account itself.
        (None, _) if request.principal == Principal::Unstated => {
            alloc::vec![Relation::SameAccount]
        }
        // Who has no account is of another one.
        (Some(_), Fact::Known(_)) | (None, _) => alloc::vec![Relation::CrossAccount],
    }
}

/// Whether Allows of the bucket policy cover the object
#[derive(Clone, Copy, PartialEq, Eq)]
enum Covers {
    /// They do
    Object,
    /// They do not: another account owns the object, and only its ACL grants
    NotObject,
}

struct Asker<'a> {
    request: &'a Request,
    layers: &'a Layers,
    judged: &'a Judged,
    caller: Caller,
    side: Side,
    /// Whether a grant to the account counts as one to the caller, as the simulator has it
    is_rooted: bool,
}

impl Asker<'_> {
    fn verdicts(&self, layer: Layer) -> Verdicts {
        of(&self.judged.verdicts, layer)
    }

    /// Every combination of identity, boundary and session
    fn own_side(&self, identity: Verdicts) -> Vec<(Says, Says, Says)> {
        let mut all = Vec::new();
        for identity in says(identity, Says::No) {
            for boundary in says(self.verdicts(Layer::Boundary), Says::Yes) {
                for session in says(self.verdicts(Layer::Session), Says::Yes) {
                    all.push((identity, boundary, session));
                }
            }
        }
        all
    }

    fn directly(&self, relations: &[Relation], covers: Covers) -> Asked {
        // Retiring a grant is decided by grants alone, not by what the key policy allows.
        let is_retiring = self.request.action.is("kms:RetireGrant");
        let policy = match covers {
            Covers::Object if !is_retiring => self.strengths(self.verdicts(Layer::Resource)),
            Covers::Object | Covers::NotObject => alloc::vec![None],
        };
        let ignores = block_public_access::ignores_public_acls(self.layers);
        let own_side = self.own_side(self.verdicts(Layer::Identity));
        let kept = self.strengths(effective_acl(self.layers, self.judged.acl));
        let full = self.strengths(self.judged.acl.with_groups);
        let mut asked = Asked::NOTHING;
        for &relation in relations {
            for &policy in &policy {
                for kms in self.judged.kms.each() {
                    for &(identity, boundary, session) in &own_side {
                        let row = |acl: Option<Strength>| {
                            let grant = policy.max(acl);
                            let (caller, side) = (self.caller, self.side);
                            let row = Row {
                                caller,
                                relation,
                                side,
                                grant,
                                kms,
                                identity,
                                boundary,
                                session,
                            };
                            let (rule, blocked) = decide::decide(row);
                            (decide::Rules::NONE.with(rule), renamed(blocked, covers))
                        };
                        for &acl in &kept {
                            // Grants to groups are a part of all grants: never less than the rest.
                            for &whole in full.iter().filter(|whole| **whole >= acl) {
                                let (rules, mut layers) = row(acl);
                                let made_the_difference =
                                    !layers.is_empty() && row(whole).1.is_empty();
                                if ignores != Truth::No && made_the_difference {
                                    layers = layers.or(LayerSet::only(Layer::BlockPublicAccess));
                                }
                                asked = asked.add(rules, layers);
                            }
                        }
                    }
                }
            }
        }
        self.unnamed_identity(asked)
    }

    /// Through an access point both it and the bucket behind it have to allow (`spec/s3.md` C.7)
    fn through_access_point(&self, bucket: &[Relation]) -> Asked {
        let behind = self.judged.identity_behind.unwrap_or(Verdicts::any());
        let owner = Arn::parse(&self.request.resource)
            .ok()
            .and_then(|arn| arn.account_id());
        let front = match owner {
            Some(account) => relations(self.request, &Fact::Known(account)),
            None => alloc::vec![Relation::SameAccount, Relation::CrossAccount],
        };
        let (access_point, policy) = (
            self.strengths(self.verdicts(Layer::AccessPoint)),
            self.strengths(self.verdicts(Layer::Resource)),
        );
        let mut asked = Asked::NOTHING;
        for &(identity, boundary, session) in &self.own_side(self.verdicts(Layer::Identity)) {
            for identity_behind in says(behind, Says::No) {
                let row = |relation, grant, identity| {
                    let (caller, side) = (self.caller, Side::Optional);
                    let kms = kms_grant::Carries::Nothing;
                    let row = Row {
                        caller,
                        relation,
                        side,
                        grant,
                        kms,
                        identity,
                        boundary,
                        session,
                    };
                    let (rule, blocked) = decide::decide(row);
                    (decide::Rules::NONE.with(rule), blocked)
                };
                for &front in &front {
                    for &grant in &access_point {
                        let (rules, at_front) = row(front, grant, identity);
                        let at_front = as_side(at_front, front, Layer::AccessPoint);
                        for &relation in bucket {
                            for &policy in &policy {
                                let (behind, at_back) = row(relation, policy, identity_behind);
                                let at_back = match relation {
                                    Relation::SameAccount => {
                                        as_side(at_back, relation, Layer::Resource)
                                    }
                                    // The bucket's account delegates; the caller's own side was
                                    // asked at the access point.
                                    Relation::CrossAccount => {
                                        at_back.and(LayerSet::only(Layer::Resource))
                                    }
                                };
                                asked = asked.add(rules.or(behind), at_front.or(at_back));
                            }
                        }
                    }
                }
            }
        }
        self.unnamed_identity(asked)
    }

    fn strengths(&self, verdicts: Verdicts) -> Vec<Option<Strength>> {
        let mut all: Vec<Option<Strength>> = Vec::new();
        for verdict in verdicts.iter() {
            let strength = match verdict {
                Verdict::Allow(Strength::Account) if self.is_rooted => Some(Strength::Direct),
                Verdict::Allow(strength) => Some(strength),
                Verdict::NotApplicable | Verdict::Silent | Verdict::Deny => None,
            };
            if !all.contains(&strength) {
                all.push(strength);
            }
        }
        all
    }

    /// A case that leaves identity policies out names them only where nothing else is to name
    fn unnamed_identity(&self, asked: Asked) -> Asked {
        if !matches!(self.layers.identity.exists, Exists::No(_)) {
            return asked;
        }
        let named = |set: LayerSet| Truth::of(set.iter().any(|it| it != Layer::Identity));
        let in_gates = GATES.iter().map(|it| self.verdicts(*it).withholds());
        let denying = Layer::ALL.iter().map(|it| self.verdicts(*it).denies());
        let beside = Truth::any(in_gates).or(Truth::any(denying));
        let certainly = beside.or(named(asked.must));
        let possibly = certainly.or(if named(asked.may) == Truth::Yes {
            Truth::Maybe
        } else {
            Truth::No
        });
        let without = |set: LayerSet| {
            let others = set.iter().filter(|it| *it != Layer::Identity);
            others.fold(LayerSet::NONE, |all, it| all.or(LayerSet::only(it)))
        };
        match possibly {
            Truth::No => asked,
            Truth::Maybe => Asked {
                must: without(asked.must),
                ..asked
            },
            Truth::Yes => Asked {
                must: without(asked.must),
                may: without(asked.may),
                ..asked
            },
        }
    }
}

/// What a layer may say to the table; one that is not there says `absent`
fn says(verdicts: Verdicts, absent: Says) -> Vec<Says> {
    let mut all = Vec::new();
    for verdict in verdicts.iter() {
        let said = match verdict {
            Verdict::NotApplicable => absent,
            Verdict::Allow(_) => Says::Yes,
            Verdict::Silent | Verdict::Deny => Says::No,
        };
        if !all.contains(&said) {
            all.push(said);
        }
    }
    all
}

/// On an object of another account the missing grant is one of its ACL
fn renamed(blocked: LayerSet, covers: Covers) -> LayerSet {
    match covers {
        Covers::Object => blocked,
        Covers::NotObject => blocked.iter().fold(LayerSet::NONE, |all, layer| {
            all.or(LayerSet::only(if layer == Layer::Resource {
                Layer::Acl
            } else {
                layer
            }))
        }),
    }
}

/// One side of an access point fails as that side's policy where the policy is missing, and in
/// its own account where identity is: either would do. Ceilings of the caller fail as themselves.
fn as_side(blocked: LayerSet, relation: Relation, policy: Layer) -> LayerSet {
    blocked.iter().fold(LayerSet::NONE, |all, layer| {
        let named = match (layer, relation) {
            (Layer::Resource, _) | (Layer::Identity, Relation::SameAccount) => policy,
            (_, _) => layer,
        };
        all.or(LayerSet::only(named))
    })
}

/// One statement that takes effect: layer, policy and statement by their places from 0
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Matched {
    /// In which layer
    pub layer: Layer,
    /// Which of the layer's policies; through levels, root first
    pub policy: usize,
    /// Which of its statements
    pub statement: usize,
}

/// Every statement that takes effect, in whatever layer and whatever the decision.
#[must_use]
pub fn matched(layers: &Layers, request: &Request, rules: Rules) -> Vec<Matched> {
    let scenes = Scenes::new(layers, request, rules);
    let verdicts = judge_all(layers, request, rules).verdicts;
    let mut all = Vec::new();
    for layer in Layer::ALL {
        if of(&verdicts, layer) == Verdicts::only(Verdict::NotApplicable) {
            continue;
        }
        let policies = trace::policies(layers, layer);
        for (policy, prepared) in policies.iter().enumerate() {
            for (index, statement) in prepared.statements.iter().enumerate() {
                let takes_effect = trace::scenes_of(&scenes, layer)
                    .iter()
                    .any(|scene| statement_matches(statement, scene).truth == Truth::Yes);
                if takes_effect {
                    all.push(Matched {
                        layer,
                        policy,
                        statement: index,
                    });
                }
            }
        }
    }
    all
}
