//! What makes something public is refused, unless somebody asked for it.
//!
//! A literal `*` alone decides nothing: endpoint policies need it, delegation to access points and
//! sharing within an organization use it with conditions. What counts is AWS's own test, and
//! whether strangers can do more than before.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::layer::public::{Tie, public_statements, tie};
use why403_model::policy::{Effect, Statement};
use why403_model::world::{Document, World};

use super::edit::{Edit, Place, is_same};
use super::exposure::{Exposure, Who};
use super::verify::VerifiedFix;

/// Why a proven fix is not one to propose unasked, in a sentence; `None` where it makes nothing
/// public.
#[must_use]
pub fn refusal(fix: &VerifiedFix, world: &World) -> Option<String> {
    let edits: Vec<&Edit> = fix.steps().iter().flat_map(|it| &it.world).collect();
    refused(&edits, fix.exposure(), world)
}

/// Why edits that open so much are not to be proposed unasked.
#[must_use]
pub fn refused(edits: &[&Edit], exposure: &Exposure, world: &World) -> Option<String> {
    let granting: Vec<&Edit> = edits
        .iter()
        .copied()
        .filter(|it| grants(it, world))
        .collect();
    if let Some(label) = granting.iter().find_map(|it| becomes_public(it, world)) {
        return Some(format!("{label} would be public by AWS's own test"));
    }
    let is_strange = |who: &Who| matches!(who, Who::Anonymous | Who::AnyAccount);
    let strange = exposure.opens.iter().find(|it| is_strange(&it.who))?;
    // Fences and policies of callers let no stranger in, whatever they open.
    let is_tied = granting.iter().all(|it| only_ties(it));
    let who = match strange.who {
        Who::Anonymous => "anybody, without credentials,",
        _ => "callers of any account",
    };
    (!is_tied).then(|| {
        format!(
            "{who} could then do {} on {}",
            strange.action, strange.resource
        )
    })
}

/// Whether an edit can let somebody in by itself: what only filters, or belongs to a caller of
/// the account, cannot
fn grants(edit: &Edit, world: &World) -> bool {
    match edit {
        Edit::Write { place, .. } => match place {
            Place::Bucket(_) | Place::AccessPoint(_) | Place::Function { .. } => true,
            Place::Role { .. } | Place::User { .. } | Place::Group { .. } | Place::Endpoint(_) => {
                false
            }
        },
        Edit::Rewrite { old, .. } => is_of_resource(world, old),
        Edit::PublicAccessBlock { .. }
        | Edit::Ownership { .. }
        | Edit::Acl { .. }
        | Edit::Grant { .. }
        | Edit::Tag { .. }
        | Edit::Encryption { .. }
        | Edit::Reencrypt { .. } => true,
    }
}

/// Whether a document is the policy of a resource: bucket, access point, key, function, trust
fn is_of_resource(world: &World, document: &Arc<Document>) -> bool {
    let is_it = |it: Option<&Arc<Document>>| it.is_some_and(|it| is_same(it, document));
    world.accounts.values().any(|account| {
        let buckets = account.buckets.values().map(|it| it.policy.known());
        let points = account.access_points.values().map(|it| it.policy.known());
        let functions = account.functions.values().flat_map(|it| {
            let qualified = it.qualifiers.values().map(|it| it.known());
            core::iter::once(it.policy.known()).chain(qualified)
        });
        let optional = buckets.chain(points).chain(functions);
        let mut optional = optional.map(|it| it.and_then(Option::as_ref));
        let keys = account.keys.values().map(|it| it.policy.known());
        let trusts = account.iam.roles.values().map(|it| it.trust.known());
        optional.any(is_it) || keys.chain(trusts).any(is_it)
    })
}

/// The label of a policy that AWS calls public as it will be, and did not as it is
fn becomes_public(edit: &Edit, world: &World) -> Option<String> {
    match edit {
        Edit::Rewrite { old, new } if is_of_s3(world, old) => {
            let texts = |of: &Document| -> Vec<String> {
                let all = public_statements(&of.policy).into_iter();
                all.filter_map(|it| of.policy.statements.get(it))
                    .map(|it| it.at.of(&of.text).to_string())
                    .collect()
            };
            let was = texts(old);
            let is_new = texts(new).iter().any(|it| !was.contains(it));
            is_new.then(|| new.label.clone())
        }
        Edit::Write {
            place: Place::Bucket(name) | Place::AccessPoint(name),
            document,
        } => {
            let is_public = !public_statements(&document.policy).is_empty();
            is_public.then(|| format!("the new policy of {name}"))
        }
        _ => None,
    }
}

fn is_of_s3(world: &World, document: &Arc<Document>) -> bool {
    let is_it = |it: Option<&Option<Arc<Document>>>| {
        it.and_then(Option::as_ref)
            .is_some_and(|it| is_same(it, document))
    };
    world.accounts.values().any(|account| {
        let buckets = account.buckets.values().map(|it| it.policy.known());
        let points = account.access_points.values().map(|it| it.policy.known());
        buckets.chain(points).any(is_it)
    })
}

/// Whether all that an edit adds or changes are Allows that are tied to callers
fn only_ties(edit: &Edit) -> bool {
    let is_tied = |it: &Statement| it.effect == Effect::Allow && ties_callers(it);
    match edit {
        Edit::Write { document, .. } => document.policy.statements.iter().all(is_tied),
        Edit::Rewrite { old, new } => {
            let texts = |of: &Document| -> Vec<String> {
                let all = of.policy.statements.iter();
                all.map(|it| it.at.of(&of.text).to_string()).collect()
            };
            let (was, will) = (texts(old), texts(new));
            let changed = new.policy.statements.iter();
            let mut changed =
                changed.filter(|it| !was.iter().any(|was| was == it.at.of(&new.text)));
            // What goes may have kept strangers out.
            let loses = old.policy.statements.iter().any(|it| {
                it.effect == Effect::Deny && !will.iter().any(|text| text == it.at.of(&old.text))
            });
            !loses && changed.all(is_tied)
        }
        Edit::PublicAccessBlock { .. }
        | Edit::Ownership { .. }
        | Edit::Acl { .. }
        | Edit::Grant { .. }
        | Edit::Tag { .. }
        | Edit::Encryption { .. }
        | Edit::Reencrypt { .. } => false,
    }
}

/// Keys that a stranger cannot bring: who calls, for whom, through whose access point
static OF_CALLERS: &[&str] = &[
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principalisawsservice",
    "aws:principalservicename",
    "aws:principalservicenameslist",
    "aws:userid",
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "s3:dataaccesspointarn",
    "s3:dataaccesspointaccount",
];

/// Whether a statement is for named callers, or for those with a key that strangers cannot have;
/// an address is nobody's name
fn ties_callers(statement: &Statement) -> bool {
    match tie(statement) {
        Tie::Principals => true,
        Tie::Keys(keys) => keys.iter().any(|it| OF_CALLERS.contains(&it.as_str())),
        Tie::Loose => false,
    }
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeMap;

    use why403_model::world::{Branch, Tree};

    use super::*;
    use crate::cause::Certainty;
    use crate::fix::document::of_statement;
    use crate::fix::exposure::Access;

    /// The verdict on a new bucket policy of one statement, where strangers were found among
    /// those whom it opens to
    #[track_caller]
    fn check(members: &str, is_refused: bool) {
        let statement = format!(
            r#"{{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/*", {members}}}"#
        );
        let edit = Edit::Write {
            place: Place::Bucket("logs".into()),
            document: of_statement("its new policy", &statement).unwrap(),
        };
        let exposure = Exposure {
            opens: alloc::vec![Access {
                who: Who::AnyAccount,
                action: "s3:GetObject".into(),
                resource: "arn:aws:s3:::logs/*".into(),
                certainty: Certainty::May,
            }],
            breaks: Vec::new(),
        };
        let empty = World::build(&Tree {
            root: Branch::Folder(BTreeMap::new()),
            folder: None,
            problems: Vec::new(),
        });
        let found = refused(&[&edit], &exposure, &empty);
        assert_eq!(found.is_some(), is_refused, "{members}: {found:?}");
    }

    #[test]
    fn a_literal_star_alone_decides_nothing() {
        let everybody = |key: &str, value: &str| {
            format!(r#""Principal": "*", "Condition": {{"StringEquals": {{"{key}": "{value}"}}}}"#)
        };
        check(r#""Principal": "*""#, true);
        check(r#""Principal": {"AWS": "*"}"#, true);
        check(
            r#""Principal": {"AWS": "arn:aws:iam::444455556666:root"}"#,
            false,
        );
        // Delegation to access points, and sharing within an organization.
        check(
            &everybody("s3:DataAccessPointAccount", "111122223333"),
            false,
        );
        check(&everybody("aws:PrincipalOrgID", "o-a1b2c3d4e5"), false);
        // By AWS's test not public; and for anybody who comes from there.
        check(&everybody("aws:SourceVpc", "vpc-0a1b2c3d"), true);
        check(
            r#""Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#,
            true,
        );
        // Whoever calls says what agent it is.
        check(&everybody("aws:UserAgent", "me"), true);
    }
}
