//! What is added to a place and replaces nothing there: statements of a function, grants of a key.

use why403_diagnose::fix::change::{Change, To};
use why403_diagnose::fix::site::Site;
use why403_model::shell::quoted;
use why403_model::world::{Encryption, Grant};

use super::super::call::{Call, Word};
use super::super::content;
use super::super::file::stem;
use super::super::permission::{Permission, permissions};
use super::{Numbered, Step, function, push};

/// The functions of a change, and the lines that call them
pub(super) fn step(out: &mut String, it: Numbered<'_>) -> Step {
    match (&it.change.at.site, &it.change.to) {
        (Site::Grants(key), To::Grant(grant)) => granted(out, it, key, grant),
        (Site::Trail(name), To::Trail { logs, .. }) => trailed(out, it, name, logs),
        (Site::Object { bucket, key }, To::Copy(to)) => copied(out, it, (bucket, key), to),
        (_, _) => permitted(out, it),
    }
}

/// The lines that add, without what a script does around them
pub(in crate::patch) fn lines(it: Numbered<'_>) -> Vec<String> {
    match (&it.change.at.site, &it.change.to) {
        (Site::Grants(key), To::Grant(grant)) => vec![create(it, key, grant)],
        (Site::Object { bucket, key }, To::Copy(to)) => vec![copy(it, (bucket, key), to)],
        (_, _) => {
            let all = permissions(it.change).unwrap_or_default();
            all.iter().map(|one| added(it.change, one)).collect()
        }
    }
}

/// The constraint of a grant, which stands in a file
pub(super) fn constraint(it: Numbered<'_>) -> Option<String> {
    match &it.change.to {
        To::Grant(grant) => content::constraint(grant).map(|it| content::pretty(&it)),
        To::Document { .. }
        | To::PublicAccessBlock { .. }
        | To::Ownership { .. }
        | To::Acl { .. }
        | To::Tag { .. }
        | To::Encryption { .. }
        | To::Logging(_)
        | To::Trail { .. }
        | To::Copy(_) => None,
    }
}

/// A trail of its own: those that are there, and what they record, stay as they are
fn trailed(out: &mut String, it: Numbered<'_>, name: &str, logs: &str) -> Step {
    let (number, stem) = (it.number, stem(it));
    let region = it.change.at.region.as_deref();
    let call = |verb: &str| Call::in_region(&format!("cloudtrail {verb}"), region);
    let look = call("get-trail").text("name", name).line();
    let create = call("create-trail")
        .text("name", name)
        .text("s3-bucket-name", logs);
    let select = call("put-event-selectors").text("trail-name", name).text(
        "advanced-event-selectors",
        format!("file://documents/{stem}.selectors.json"),
    );
    let start = call("start-logging").text("name", name).line();
    let delete = call("delete-trail").text("name", name).line();
    function(
        out,
        &format!("add_{number}"),
        &[
            format!(
                "if {look} >saved/{stem}.now 2>saved/{stem}.error; then say '{stem}: there is a trail of this name'; return; fi"
            ),
            format!(
                "grep -q TrailNotFound saved/{stem}.error || {{ cat saved/{stem}.error >&2; stop '{stem}: what is there cannot be read'; }}"
            ),
            format!("if [ \"$mode\" = check ]; then say '{stem}: ready to be made'; return; fi"),
            format!("{} >saved/{stem}.made", create.line()),
            format!("{} >/dev/null", select.line()),
            start,
            format!("say '{stem}: done'"),
        ],
    );
    function(
        out,
        &format!("undo_{number}"),
        &[
            format!(
                "if [ ! -e saved/{stem}.made ]; then say '{stem}: nothing was changed'; return; fi"
            ),
            delete,
            format!("rm saved/{stem}.made"),
            format!("say '{stem}: undone'"),
        ],
    );
    Step {
        apply: format!("add_{number}"),
        undo: format!("undo_{number}"),
    }
}

/// An object is copied onto itself; what it was stays where the bucket keeps versions
fn copied(
    out: &mut String,
    it: Numbered<'_>,
    (bucket, key): (&str, &str),
    to: &Encryption,
) -> Step {
    let (number, stem) = (it.number, stem(it));
    let region = it.change.at.region.as_deref();
    let look = Call::in_region("s3api head-object", region)
        .text("bucket", bucket)
        .text("key", key)
        .answer("[ServerSideEncryption, SSEKMSKeyId]", "json");
    function(
        out,
        &format!("add_{number}"),
        &[
            format!("{} >saved/{stem}.was", look.line()),
            format!("if [ \"$mode\" = check ]; then say '{stem}: ready to be copied'; return; fi"),
            format!("{} >saved/{stem}.copied", copy(it, (bucket, key), to)),
            format!("{} >saved/{stem}.now", look.line()),
            format!("say '{stem}: done'"),
        ],
    );
    function(
        out,
        &format!("undo_{number}"),
        &[format!(
            "say '{stem}: the version before is still there if the bucket keeps versions'"
        )],
    );
    Step {
        apply: format!("add_{number}"),
        undo: format!("undo_{number}"),
    }
}

fn copy(it: Numbered<'_>, (bucket, key): (&str, &str), to: &Encryption) -> String {
    let region = it.change.at.region.as_deref();
    let mut copy = Call::in_region("s3api copy-object", region)
        .text("bucket", bucket)
        .text("key", key)
        .text("copy-source", format!("{bucket}/{key}"))
        .text("server-side-encryption", to.algorithm.clone());
    if let Some(key) = &to.kms_key {
        copy = copy.text("ssekms-key-id", key.clone());
    }
    if to.bucket_key {
        copy = copy.with("bucket-key-enabled", Word::None);
    }
    copy.line()
}

fn granted(out: &mut String, it: Numbered<'_>, key: &str, grant: &Grant) -> Step {
    let (number, stem) = (it.number, stem(it));
    let region = it.change.at.region.as_deref();
    let kms = |verb: &str| Call::in_region(&format!("kms {verb}"), region).text("key-id", key);
    let create = create(it, key, grant);
    let look = kms("list-grants")
        .with("grant-id", Word::Held("grant"))
        .line();
    let revoke = kms("revoke-grant")
        .with("grant-id", Word::Held("grant"))
        .line();
    let id = format!("saved/{stem}.id");
    function(
        out,
        &format!("add_{number}"),
        &[
            format!("if [ -s {id} ]; then say '{stem}: it was made already'; return; fi"),
            format!("if [ \"$mode\" = check ]; then say '{stem}: ready to be made'; return; fi"),
            format!("{create} >{id}"),
            format!("grant=$(cat {id})"),
            format!("{look} >/dev/null"),
            format!("say '{stem}: done'"),
        ],
    );
    function(
        out,
        &format!("undo_{number}"),
        &[
            format!("if [ ! -s {id} ]; then say '{stem}: nothing was changed'; return; fi"),
            format!("grant=$(cat {id})"),
            revoke,
            format!("rm {id}"),
            format!("say '{stem}: undone'"),
        ],
    );
    Step {
        apply: format!("add_{number}"),
        undo: format!("undo_{number}"),
    }
}

fn create(it: Numbered<'_>, key: &str, grant: &Grant) -> String {
    let stem = stem(it);
    let region = it.change.at.region.as_deref();
    let mut create = Call::in_region("kms create-grant", region)
        .text("key-id", key)
        .text("grantee-principal", grant.grantee.clone());
    if let Some(retiring) = &grant.retiring {
        create = create.text("retiring-principal", retiring.clone());
    }
    let constraints = constraint(it).map(|_| format!("file://documents/{stem}.constraints.json"));
    if let Some(file) = constraints {
        create = create.text("constraints", file);
    }
    let operations: Vec<String> = grant.operations.iter().map(|it| quoted(it)).collect();
    // A list of words: the last option, since it takes all that follow.
    format!(
        "{} --operations {}",
        create.answer("GrantId", "text").line(),
        operations.join(" ")
    )
}

fn permitted(out: &mut String, it: Numbered<'_>) -> Step {
    let (number, stem) = (it.number, stem(it));
    let Some(all) = permissions(it.change) else {
        push(
            out,
            &format!("# {stem}: no command says this; see README.md"),
        );
        return Step {
            apply: format!("say '{stem}: no command of Lambda says this: see README.md'"),
            undo: format!("say '{stem}: nothing was changed'"),
        };
    };
    let (mut add, mut undo) = (Vec::new(), Vec::new());
    for one in &all {
        let has = format!("has_statement_{number} {}", quoted(&one.id));
        add.push(format!(
            "if {has}; then say '{stem}: {} is there already'",
            one.id
        ));
        add.push(format!(
            "elif [ \"$mode\" = check ]; then say '{stem}: ready to be added'"
        ));
        add.push("else".to_string());
        add.push(format!("  {} >/dev/null", added(it.change, one)));
        add.push(format!(
            "  {has} || stop '{stem}: it was added, and AWS does not show it'"
        ));
        add.push(format!("  : >saved/{stem}.{}", one.id));
        add.push(format!("  say '{stem}: done'"));
        add.push("fi".to_string());
        undo.push(format!("if [ -e saved/{stem}.{} ]; then", one.id));
        undo.push(format!("  {}", removed(it.change, one)));
        undo.push(format!("  rm saved/{stem}.{}", one.id));
        undo.push(format!("  say '{stem}: undone'"));
        undo.push("fi".to_string());
    }
    let read = all.first().map(|one| {
        on(it.change, one, "get-policy")
            .answer("Policy", "text")
            .line()
    });
    let look = format!("grep -qF \"\\\"$1\\\"\" \"saved/{stem}.now\"");
    function(
        out,
        &format!("has_statement_{number}"),
        &[
            format!(
                "{} >saved/{stem}.now 2>saved/{stem}.error || {{ grep -q ResourceNotFoundException saved/{stem}.error && return 1; cat saved/{stem}.error >&2; stop '{stem}: what is there cannot be read'; }}",
                read.unwrap_or_default()
            ),
            look,
        ],
    );
    function(out, &format!("add_{number}"), &add);
    function(out, &format!("undo_{number}"), &undo);
    Step {
        apply: format!("add_{number}"),
        undo: format!("undo_{number}"),
    }
}

/// A call about the function or its version
fn on(change: &Change, it: &Permission, verb: &str) -> Call {
    let region = change.at.region.as_deref();
    let call = Call::in_region(&format!("lambda {verb}"), region);
    let call = call.text("function-name", it.function.clone());
    match &it.qualifier {
        Some(qualifier) => call.text("qualifier", qualifier.clone()),
        None => call,
    }
}

fn added(change: &Change, it: &Permission) -> String {
    let mut call = on(change, it, "add-permission")
        .text("statement-id", it.id.clone())
        .text("action", it.action.clone())
        .text("principal", it.principal.clone());
    let more = [
        ("source-arn", &it.source_arn),
        ("source-account", &it.source_account),
        ("principal-org-id", &it.organization),
    ];
    for (option, value) in more {
        if let Some(value) = value {
            call = call.text(option, value.clone());
        }
    }
    call.line()
}

fn removed(change: &Change, it: &Permission) -> String {
    on(change, it, "remove-permission")
        .text("statement-id", it.id.clone())
        .line()
}
