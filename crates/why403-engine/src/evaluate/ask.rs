//! Asks the allow table once for every way in which the unknown facts may turn out.
//!
//! Only what the table's rows depend on together is enumerated: relation, grant, and what the
//! caller's own policies say. Source: `spec/iam.md` E.15; `spec/s3.md` C.1, C.7.

use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::known::Fact;
use why403_model::request::{Principal, Request};

use super::combine::GATES;
use super::judge::{Judged, effective_acl, of};
use crate::condition::Rules;
use crate::decide::{self, Caller, Relation, Row, Says, Side};
use crate::layer::acl::{self, Owner};
use crate::layer::{block_public_access, kms_grant, resource};
use crate::layers::{Exists, Layers};
use crate::truth::Truth;
use crate::verdict::{Layer, LayerSet, Strength, Verdict, Verdicts};

/// What the allow table says over all ways the unknown facts may turn out
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) may_allow: bool,
    pub(super) may_deny: bool,
    /// Layers that withhold in every row that was asked, if no row allows
    pub(super) must: LayerSet,
    /// Layers that withhold in some row
    pub(super) may: LayerSet,
    pub(super) rules: decide::Rules,
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

pub(super) fn ask_table(
    layers: &Layers,
    request: &Request,
    rules: Rules,
    judged: &Judged,
) -> Asked {
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

/// What the table says of one row, with the rule that was asked
fn decided(row: Row) -> (decide::Rules, LayerSet) {
    let (rule, blocked) = decide::decide(row);
    (decide::Rules::NONE.with(rule), blocked)
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
                            let (rules, blocked) = decided(Row {
                                caller: self.caller,
                                relation,
                                side: self.side,
                                grant: policy.max(acl),
                                kms,
                                identity,
                                boundary,
                                session,
                            });
                            (rules, renamed(blocked, covers))
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
                    decided(Row {
                        caller: self.caller,
                        relation,
                        side: Side::Optional,
                        grant,
                        kms: kms_grant::Carries::Nothing,
                        identity,
                        boundary,
                        session,
                    })
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
