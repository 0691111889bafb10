//! ACLs as S3 answers them, and the short command that puts a canned one.

use serde_json::{Value, json};
use why403_diagnose::fix::change::{Change, To};
use why403_diagnose::fix::site::Site;
use why403_diagnose::fix::{AclOf, Canned};
use why403_model::shell::options;
use why403_model::world::{Acl, Grantee};

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

/// The command that puts a canned ACL, in two pieces that may stand on a line each
pub(crate) fn command(of: &AclOf, canned: Canned) -> [String; 2] {
    let (noun, place) = match of {
        AclOf::Bucket(name) => ("bucket", vec![("bucket", name.as_str())]),
        AclOf::Object { bucket, key } => {
            let place = vec![("bucket", bucket.as_str()), ("key", key.as_str())];
            ("object", place)
        }
    };
    let put = format!("aws s3api put-{noun}-acl --acl {}", canned.as_str());
    [put, options(&place).join(" ")]
}

/// What to do where a format has nothing for an ACL; `None` for other changes
pub(super) fn by_hand(change: &Change) -> Option<String> {
    let (Site::Acl(of), To::Acl { canned, .. }) = (&change.at.site, &change.to) else {
        return None;
    };
    let command = command(of, *canned).join(" ");
    let who = change.at.account.as_ref();
    let who = who.map_or("whoever wrote it".to_string(), |it| format!("account {it}"));
    Some(format!("have it run by {who}: {command}"))
}
