//! Condition keys that the world determines beyond those of a flat case: IAM D.1 to D.4, S3 G

use serde_json::{Value, json};

use super::answer::Known;
use super::iam::Entity;
use super::{Target, World};
use crate::reference::principal::{Caller, Kind};

impl World<'_> {
    /// Keys and their values; one that is not here is absent, unless the question says it.
    ///
    /// `aws:PrincipalTag` of a role session is left to the question: tags can be passed with the
    /// session, which no tree shows.
    pub(super) fn derived(
        &self,
        caller: &Caller,
        entity: Option<&Entity>,
        owner: Option<&str>,
        target: &Target,
        action: &str,
    ) -> Known<Vec<(String, Value)>> {
        let mut keys: Vec<(String, Value)> = Vec::new();
        if let Some(arn) = entity.and_then(|it| it.arn.as_ref()) {
            keys.push(("aws:PrincipalArn".into(), json!(arn)));
        }
        if let (Kind::User { .. }, Some(user)) = (&caller.kind, entity) {
            keys.extend(tagged("aws:PrincipalTag/", &user.tags));
        }
        let sides = [
            ("Principal", caller.account.as_deref()),
            ("Resource", owner),
        ];
        for (side, account) in sides {
            let path = account.map(|it| self.path(it)).transpose()?;
            if let Some((id, path)) = path.flatten() {
                keys.push((format!("aws:{side}OrgID"), json!(id)));
                keys.push((format!("aws:{side}OrgPaths"), json!([path])));
            }
        }
        match target {
            Target::Key(key) => keys.extend(tagged("aws:ResourceTag/", &key.tags()?)),
            // IAM D.4: during `AssumeRole` the target role's tags
            Target::Role(role) => keys.extend(tagged("aws:ResourceTag/", &role.tags)),
            Target::Bucket(bucket) if has_existing_tags(action) && bucket.key.is_some() => {
                let tags = bucket.object_tags()?;
                keys.extend(tagged("s3:ExistingObjectTag/", &tags));
            }
            Target::Bucket(_) | Target::Plain => {}
        }
        Ok(keys)
    }
}

fn tagged<'a>(
    prefix: &'a str,
    tags: &'a std::collections::BTreeMap<String, String>,
) -> impl Iterator<Item = (String, Value)> + 'a {
    tags.iter()
        .map(move |(tag, value)| (format!("{prefix}{tag}"), json!(value)))
}

/// S3 G, `s3:ExistingObjectTag`: not on uploads, deletions, restores and lists
fn has_existing_tags(action: &str) -> bool {
    let actions = [
        "GetObject",
        "GetObjectVersion",
        "GetObjectAcl",
        "GetObjectVersionAcl",
        "GetObjectAttributes",
        "GetObjectVersionAttributes",
        "GetObjectTagging",
        "GetObjectVersionTagging",
        "PutObjectAcl",
        "PutObjectVersionAcl",
        "PutObjectTagging",
        "PutObjectVersionTagging",
        "DeleteObjectTagging",
        "DeleteObjectVersionTagging",
    ];
    let name = action.split(':').nth(1).unwrap_or_default();
    actions.iter().any(|it| it.eq_ignore_ascii_case(name))
}
