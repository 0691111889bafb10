//! Which resource of Terraform keeps the place of an edit, and what its next apply does with an
//! edit that was made by hand.
//!
//! A state has what AWS answered, not what the configuration says: of an argument that AWS fills in
//! where the configuration has none, nobody can tell from the state alone. That
//! `lifecycle { ignore_changes }` or the provider's `ignore_tags` leaves an edit alone is not in it
//! either. Source: Terraform AWS Provider 5 and 6, the page of each resource that is named here.

mod claim;

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::terraform::Declared;
use why403_model::world::{Document, World};

use super::edit::Edit;
use super::site::Located;
use claim::{claims, standing_alone};

/// A resource of Terraform that keeps a place
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Declaration {
    /// Its address, with modules and index
    pub address: String,
    /// The state that has it, by its file
    pub state: String,
    /// What of the place it holds
    pub holds: Holds,
    /// What its next apply does with an edit by hand
    pub apply: Apply,
}

/// What of a place a resource holds
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// All of it, and nothing else
    Whole,
    /// It is an argument of the resource
    Argument(&'static str),
    /// Its name has to be in a list of the resource, or it is removed
    ListedIn(&'static str),
    /// Nothing: the resource is what something is added to
    Nothing,
}

/// What an apply does with an edit by hand
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Apply {
    /// It sets it back
    SetsBack,
    /// It sets it back if the configuration has the argument, which a state does not tell
    MaySetBack,
    /// It leaves it alone
    Leaves,
}

/// Resources that are told of one place, at most: a second one is a mistake worth knowing
const TOLD: usize = 3;

/// The resources that keep the place of an edit: those whose apply does most with it
#[must_use]
pub(super) fn of_edit(edit: &Edit, at: &Located, world: &World) -> Vec<Declaration> {
    let gone = match edit {
        Edit::Rewrite { old, new } => gone(old, new),
        Edit::Write { .. }
        | Edit::PublicAccessBlock { .. }
        | Edit::Ownership { .. }
        | Edit::Acl { .. }
        | Edit::Grant { .. }
        | Edit::Tag { .. }
        | Edit::Encryption { .. }
        | Edit::Reencrypt { .. } => Vec::new(),
    };
    of_site(at, &gone, &world.declared)
}

/// The resources that keep a place.
///
/// - `gone`: of a function's policy, the ids of the statements that go or change.
#[must_use]
pub(super) fn of_site(at: &Located, gone: &[&str], declared: &[Declared]) -> Vec<Declaration> {
    if declared.is_empty() {
        return Vec::new();
    }
    let claims = claims(&at.site, gone, declared);
    let alone = standing_alone(&at.site, declared);
    let mut found = Vec::new();
    for it in declared.iter().filter(|it| is_near(it, at)) {
        let own = claims.iter().filter_map(|claim| claim.of(it, &alone));
        let Some((apply, holds)) = own.min() else {
            continue;
        };
        found.push(Declaration {
            address: it.address(),
            state: it.state.to_string(),
            holds,
            apply,
        });
    }
    let most = found.iter().map(|it| it.apply).min();
    found.retain(|it| Some(it.apply) == most);
    found.truncate(match most {
        Some(Apply::SetsBack) => TOLD,
        Some(Apply::MaySetBack | Apply::Leaves) | None => 1,
    });
    found
}

/// Whether a resource can be in the account and the Region of a place
fn is_near(it: &Declared, at: &Located) -> bool {
    let in_account = at.account.as_ref().is_none_or(|id| it.may_be_in(id));
    let region = it.text("region").zip(at.region.as_deref());
    in_account && region.is_none_or(|(own, wanted)| own == wanted)
}

/// The ids of statements that go or change
fn gone<'d>(old: &'d Arc<Document>, new: &Arc<Document>) -> Vec<&'d str> {
    let texts: Vec<&str> = new
        .policy
        .statements
        .iter()
        .map(|it| it.at.of(&new.text))
        .collect();
    let old_ones = old.policy.statements.iter();
    let gone = old_ones.filter(|it| !texts.contains(&it.at.of(&old.text)));
    gone.filter_map(|it| Some(it.sid.as_ref()?.text.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use why403_model::arn::AccountId;
    use why403_model::policy::PolicyKind;
    use why403_model::terraform::read;

    use super::super::acl::AclOf;
    use super::super::setting::Tagged;
    use super::super::site::Site;
    use super::*;

    /// What a state of one resource has to do with a place, `-` for nothing.
    ///
    /// Places that plans reach are held by `fixtures/managed`; these are the rest.
    #[track_caller]
    fn check(site: Site, gone: &[&str], kind: &str, attributes: &str, wanted: &str) {
        let state = format!(
            r#"{{"version": 4, "resources": [{{"mode": "managed", "type": "{kind}", "name": "r",
                "provider": "p", "instances": [{{"attributes": {{{attributes}}}}}]}}]}}"#
        );
        let declared = read("s", &state).unwrap();
        let at = Located {
            site,
            account: AccountId::parse("111122223333"),
            region: Some("eu-west-1".into()),
        };
        let found = of_site(&at, gone, &declared);
        let found = found.first().map(|it| match (it.apply, it.holds) {
            (Apply::SetsBack, Holds::Argument(name)) => format!("sets back {name}"),
            (Apply::MaySetBack, Holds::Argument(name)) => format!("may set back {name}"),
            (Apply::SetsBack, Holds::Whole) => "sets back".into(),
            (Apply::Leaves, Holds::Nothing) => "leaves".into(),
            (_, _) => format!("{it:?}"),
        });
        assert_eq!(
            found.as_deref().unwrap_or("-"),
            wanted,
            "{kind} {attributes}"
        );
    }

    #[test]
    fn settings_of_a_bucket() {
        let bucket = || "logs".to_string();
        let own = r#""bucket": "logs""#;
        let acl = || Site::Acl(AclOf::Bucket(bucket()));
        check(
            Site::Ownership(bucket()),
            &[],
            "aws_s3_bucket_ownership_controls",
            own,
            "sets back",
        );
        check(
            Site::Ownership(bucket()),
            &[],
            "aws_s3_bucket",
            own,
            "leaves",
        );
        check(acl(), &[], "aws_s3_bucket_acl", own, "sets back");
        check(acl(), &[], "aws_s3_bucket_policy", own, "-");
        let given = r#""bucket": "logs", "acl": "private""#;
        check(acl(), &[], "aws_s3_bucket", given, "may set back acl");
        check(acl(), &[], "aws_s3_bucket", own, "leaves");
        let kind = "aws_s3_bucket_server_side_encryption_configuration";
        check(Site::Encryption(bucket()), &[], kind, own, "sets back");
        let given = r#""bucket": "logs", "server_side_encryption_configuration": [{}]"#;
        let wanted = "may set back server_side_encryption_configuration";
        check(
            Site::Encryption(bucket()),
            &[],
            "aws_s3_bucket",
            given,
            wanted,
        );
        check(
            Site::Logging(bucket()),
            &[],
            "aws_s3_bucket_logging",
            own,
            "sets back",
        );
        check(
            Site::Tags(Tagged::Bucket(bucket())),
            &[],
            "aws_s3_bucket",
            own,
            "sets back tags",
        );
        check(Site::Trail(bucket()), &[], "aws_s3_bucket", own, "-");
    }

    #[test]
    fn objects_and_keys() {
        let (bucket, key) = ("logs".to_string(), "a/1".to_string());
        let own = r#""bucket": "logs", "key": "a/1""#;
        let tags = Site::Tags(Tagged::Object { bucket, key });
        check(tags.clone(), &[], "aws_s3_object", own, "sets back tags");
        let other = r#""bucket": "logs", "key": "a/2""#;
        check(tags, &[], "aws_s3_object", other, "-");
        let arn = "arn:aws:kms:eu-west-1:111122223333:key/0f1e".to_string();
        let own = format!(r#""arn": "{arn}""#);
        check(
            Site::Grants(arn.clone()),
            &[],
            "aws_kms_key",
            &own,
            "leaves",
        );
        check(
            Site::Tags(Tagged::Key(arn)),
            &[],
            "aws_kms_replica_key",
            &own,
            "sets back tags",
        );
    }

    #[test]
    fn policies_of_the_organization_and_of_functions() {
        let id = "p-a1b2".to_string();
        let kind = PolicyKind::Scp;
        let site = Site::OrganizationPolicy { id, kind };
        let own = r#""id": "p-a1b2", "arn": "arn:aws:organizations::111122223333:policy/o/x""#;
        check(
            site.clone(),
            &[],
            "aws_organizations_policy",
            own,
            "sets back content",
        );
        check(
            site,
            &[],
            "aws_organizations_policy",
            r#""id": "p-a1b3""#,
            "-",
        );
        let arn = "arn:aws:lambda:eu-west-1:111122223333:function:thumb".to_string();
        let of = |qualifier: Option<&str>| Site::FunctionPolicy {
            arn: arn.clone(),
            qualifier: qualifier.map(String::from),
        };
        let kind = "aws_lambda_permission";
        let own = r#""function_name": "thumb", "statement_id": "s3""#;
        check(of(None), &["s3"], kind, own, "sets back");
        check(of(None), &["sns"], kind, own, "-");
        check(of(Some("live")), &["s3"], kind, own, "-");
        let live = format!("{own}, \"qualifier\": \"live\"");
        check(of(Some("live")), &["s3"], kind, &live, "sets back");
        let long = format!(r#""function_name": "{arn}", "statement_id": "s3""#);
        check(of(None), &["s3"], kind, &long, "sets back");
        let far = format!(r#"{own}, "region": "us-east-1""#);
        check(of(None), &["s3"], kind, &far, "-");
    }
}
