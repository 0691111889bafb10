//! ACLs as S3 answers them, and the short command that puts a canned one.

use serde_json::{Value, json};
use why403_diagnose::fix::change::{Change, To};
use why403_diagnose::fix::site::Site;
use why403_diagnose::fix::{AclOf, Canned};
use why403_model::world::{Acl, Grantee};

use super::file::line;
use super::probe::safe;

/// The ACL as `get-object-acl` prints it; `None` where it names somebody by other than canonical id
pub(super) fn json(acl: &Acl) -> Option<Value> {
    let id = |it: &Grantee| match it {
        Grantee::Canonical(id) => Some(id.clone()),
        _ => None,
    };
    let grants = acl.grants.iter().map(|it| {
        let grantee = match it.grantee.uri() {
            Some(uri) => json!({"Type": "Group", "URI": uri}),
            None => json!({"Type": "CanonicalUser", "ID": id(&it.grantee)?}),
        };
        Some(json!({"Grantee": grantee, "Permission": it.permission.as_str()}))
    });
    let grants: Vec<Value> = grants.collect::<Option<_>>()?;
    Some(json!({"Owner": {"ID": id(&acl.owner)?}, "Grants": grants}))
}

/// The command that puts a canned ACL, in two pieces that may stand on a line each; `None` where
/// the CLI would take a name for that of a file
pub(crate) fn command(of: &AclOf, canned: Canned) -> Option<[String; 2]> {
    let (noun, place) = match of {
        AclOf::Bucket(name) => ("bucket", safe("bucket", name)?),
        AclOf::Object { bucket, key } => {
            let place = format!("{} {}", safe("bucket", bucket)?, safe("key", key)?);
            ("object", place)
        }
    };
    let put = format!("aws s3api put-{noun}-acl --acl {}", canned.as_str());
    Some([put, place])
}

/// What to do where a format has nothing for an ACL; `None` for other changes
pub(super) fn by_hand(change: &Change) -> Option<String> {
    let (Site::Acl(of), To::Acl { canned, .. }) = (&change.at.site, &change.to) else {
        return None;
    };
    // A name that has a line break can be written to a script, not shown on a line.
    let shown = command(of, *canned).map(|it| it.join(" "));
    let Some(command) = shown.filter(|it| line(it) == *it) else {
        return Some("write it with --format cli".to_string());
    };
    let who = change.at.account.as_ref();
    let who = who.map_or("whoever wrote it".to_string(), |it| format!("account {it}"));
    Some(format!("have it run by {who}: {command}"))
}
