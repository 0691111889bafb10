//! The allow table: who has to say yes, given who asks and what the resource's side says.
//!
//! It settles requests that nobody denies explicitly. The rows are read top down and the
//! compiler checks that they cover every case. `D-nn` is a row of `data/rules.toml`: the rule in
//! a sentence, its source, how we know it. Unknowns stay outside: [`evaluate`](mod@crate::evaluate) asks the
//! table once for every way the unknown facts may turn out.

use core::fmt;

use crate::layer::kms_grant::Carries;
use crate::switches;
use crate::verdict::{Layer, LayerSet, Strength};

/// Everything the table depends on
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What kind of caller asks
    pub caller: Caller,
    /// Whether caller and resource are of one account
    pub relation: Relation,
    /// Whether the resource's policy must allow even then
    pub side: Side,
    /// The strongest Allow of the resource's side: its policy or its ACL
    pub grant: Option<Strength>,
    /// How far a KMS grant carries
    pub kms: Carries,
    /// Whether an identity policy allows
    pub identity: Says,
    /// Whether the boundary allows, or there is none
    pub boundary: Says,
    /// Whether the session policies allow, or there are none
    pub session: Says,
}

/// The kinds of callers that the table tells apart
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// A user, a role session or a federated user
    Iam,
    /// The root user of an account
    Root,
    /// Unsigned, an AWS service, or an identity that has no account yet
    Outside,
}

/// How caller and resource stand to each other
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// One account
    SameAccount,
    /// Two accounts
    CrossAccount,
}

/// What the resource's own policy means within one account
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// It or an identity policy may allow
    Optional,
    /// It must allow: KMS keys
    Required,
    /// It must allow: role trust policies
    Trust,
}

/// Whether a layer that can withhold does
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Says {
    /// It allows, or it is not there
    Yes,
    /// It does not
    No,
}

/// The rule that applies, and the layers that withhold under it; none if it is allowed
#[must_use]
pub fn decide(row: Row) -> (Rule, LayerSet) {
    let Row {
        caller,
        relation,
        side,
        grant,
        kms,
        identity,
        boundary,
        session,
    } = row;
    let (rule, needs) = needs(caller, relation, side, grant, kms);
    let missing = LayerSet::only(Layer::Resource)
        .or(LayerSet::only_if(Layer::Identity, identity == Says::No))
        .or(LayerSet::only_if(Layer::Boundary, boundary == Says::No))
        .or(LayerSet::only_if(Layer::Session, session == Says::No));
    (rule, needs.and(missing))
}

/// A rule of the table: `D-01` to `D-18`, each a row of `data/rules.toml`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule(u8);

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "D-{:02}", self.0)
    }
}

/// The rules that were asked, over all ways the unknown facts may turn out
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rules(u32);

impl Rules {
    /// None
    pub const NONE: Self = Self(0);

    /// These and that one
    #[must_use]
    pub const fn with(self, rule: Rule) -> Self {
        Self(self.0 | 1 << rule.0)
    }

    /// These and those
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The rules, in their order
    pub fn iter(self) -> impl Iterator<Item = Rule> {
        (0..32)
            .filter(move |number| self.0 >> number & 1 == 1)
            .map(Rule)
    }
}

const NOBODY: LayerSet = LayerSet::NONE;
const RESOURCE: LayerSet = LayerSet::only(Layer::Resource);
const BOUNDARY: LayerSet = LayerSet::only(Layer::Boundary);
const SESSION: LayerSet = LayerSet::only(Layer::Session);
const CEILINGS: LayerSet = BOUNDARY.or(SESSION);
const OWN_SIDE: LayerSet = CEILINGS.or(LayerSet::only(Layer::Identity));
const BOTH_SIDES: LayerSet = OWN_SIDE.or(RESOURCE);

/// The rule that applies, and which layers have to say yes under it.
///
/// `Resource` among the needs means that its Allow is missing.
#[must_use]
pub fn needs(
    caller: Caller,
    relation: Relation,
    side: Side,
    grant: Option<Strength>,
    kms: Carries,
) -> (Rule, LayerSet) {
    use Caller::{Iam, Outside, Root};
    use Carries::{Alone, KeySide, Nothing, WithinCeilings};
    use Relation::{CrossAccount, SameAccount};
    use Side::{Optional, Required, Trust};
    use Strength::{Account, Direct, Entity};
    let trust_needs = if switches::BOUNDARY_LIMITS_ASSUME_ROLE {
        BOUNDARY
    } else {
        NOBODY
    };
    let direct_needs = if switches::SESSION_GRANT_PASSES_SESSION_POLICY {
        NOBODY
    } else {
        SESSION
    };
    #[rustfmt::skip] // One rule a row, in columns.
    let rule = match (caller, relation, side, grant, kms) {
        // caller  relation      side                grant                    kms              rule    needs
        (Outside,  _,            _,                  Some(Direct),            _)            => (Rule(1), NOBODY),
        (Outside,  _,            _,                  _,                       Alone)        => (Rule(2), NOBODY),
        (Outside,  _,            _,                  _,                       _)            => (Rule(3), RESOURCE),
        (Root,     SameAccount,  Optional,           _,                       _)            => (Rule(4), NOBODY),
        (Root,     _,            _,                  Some(_),                 _)            => (Rule(5), NOBODY),
        (Root,     _,            _,                  None, KeySide | WithinCeilings | Alone) => (Rule(6), NOBODY),
        (Root,     _,            _,                  None,                    Nothing)      => (Rule(7), RESOURCE),
        (Iam,      _,            _,                  _,                       Alone)        => (Rule(8), NOBODY),
        (Iam,      SameAccount,  Trust,              Some(Direct),            _)            => (Rule(9), trust_needs),
        (Iam,      SameAccount,  Optional | Required, Some(Direct),           _)            => (Rule(10), direct_needs),
        (Iam,      SameAccount,  _,                  Some(Entity),            _)            => (Rule(11), CEILINGS),
        (Iam,      _,            _,                  _,                       WithinCeilings) => (Rule(12), CEILINGS),
        (Iam,      SameAccount,  _,                  Some(Account),           _)            => (Rule(13), OWN_SIDE),
        (Iam,      SameAccount,  Optional,           None,                    _)            => (Rule(14), OWN_SIDE),
        // A grant is never the key side's alone in one account, but the compiler cannot know.
        (Iam,      SameAccount,  Required | Trust,   None,                    Nothing | KeySide) => (Rule(15), RESOURCE),
        (Iam,      CrossAccount, _,                  Some(_),                 _)            => (Rule(16), OWN_SIDE),
        (Iam,      CrossAccount, _,                  None,                    KeySide)      => (Rule(17), OWN_SIDE),
        (Iam,      CrossAccount, _,                  None,                    Nothing)      => (Rule(18), BOTH_SIDES),
    };
    rule
}
