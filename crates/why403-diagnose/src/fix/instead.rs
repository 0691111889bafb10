//! What to do where nothing is edited: for each stop, a sentence for the one who was refused.

use alloc::format;
use alloc::string::{String, ToString};

use why403_engine::resolve::find_bucket;
use why403_model::arn::Arn;
use why403_model::request::{Principal, Request};
use why403_model::shell::quoted;
use why403_model::world::World;

use super::stop::Stop;
use super::wanted::{Guardrails, Wanted};
use crate::cause::{Cause, caller, place};
use crate::diagnosis::{Checked, Diagnosis};
use crate::idea::{complying, deny_is_meant, gate_text, unsigned};
use crate::near_miss::Missed;

/// What to do instead of an edit, in one sentence
pub(super) fn of(
    stop: Stop,
    cause: &Cause,
    checked: &Checked,
    world: &World,
    wanted: &Wanted,
) -> String {
    let request = &checked.check.request;
    match stop {
        Stop::BeforePolicies => before_policies(cause).to_string(),
        Stop::Quarantine => quarantine(request),
        Stop::Locked | Stop::Gate => cause.gate.map_or_else(
            || "find out what keeps it".to_string(),
            |gate| gate_text(gate, &checked.layers, request),
        ),
        Stop::Comply => comply(cause, request),
        Stop::Asserts => format!(
            "ask who keeps {} which tags {} should have: that is theirs to say",
            label(cause),
            place(request)
        ),
        Stop::Guardrail => {
            let text = format!(
                "comply with {}, or ask its owner for an exception",
                label(cause)
            );
            match wanted.guardrails {
                Guardrails::Kept => text + "; --include-guardrails shows what that would be",
                Guardrails::Included => text,
            }
        }
        Stop::Anonymous => format!(
            "{}; if everybody is to read it: --intent public-read",
            unsigned(cause, request)
        ),
        Stop::NotYours => not_yours(request),
        Stop::ServiceLinked => format!(
            "let {} in by the policy of the resource, or have the service use a role of yours",
            caller(&request.principal)
        ),
        Stop::OfWriter => format!(
            "ask the account that wrote it for a grant to {}, or the bucket's owner to turn ACLs \
             off and let it in by the bucket policy",
            caller(&request.principal)
        ),
        Stop::OfAws => "encrypt with a key of your own, whose policy you can write".to_string(),
        Stop::MissingKey => missing(request, world),
        Stop::Public => "name who is to have access; if it is everybody: --intent public-read, \
                         with --allow-public"
            .to_string(),
        Stop::Unsaid => unsaid(cause, request),
        Stop::Meant => deny_is_meant(cause, request),
    }
}

/// What to do about MFA Delete, which no policy lifts
pub(super) fn mfa_delete(bucket: &str) -> String {
    format!(
        "versions of bucket {bucket} are deleted by the root user only, with a code of its device: \
         --mfa \"SERIAL CODE\"; a delete without version id hides the object for all others"
    )
}

/// What to do about a key that no object has
pub(super) fn missing_key(diagnosis: &Diagnosis, world: &World) -> String {
    missing(&diagnosis.question.request, world)
}

fn missing(request: &Request, world: &World) -> String {
    let near = crate::idea::meant_key(request, world);
    match near {
        Some(path) => format!("ask for {}, which exists", quoted(&path)),
        None => "check the key: case, slashes, encoding, and whether it was written at all".into(),
    }
}

/// Which document it is, in words
fn label(cause: &Cause) -> String {
    let decider = cause.decider.as_ref();
    decider.map_or("the guardrail".into(), |it| match &it.level {
        Some(level) if !it.document.label.contains(level.as_str()) => {
            format!("{} at {level}", it.document.label)
        }
        Some(_) | None => it.document.label.clone(),
    })
}

fn quarantine(request: &Request) -> String {
    let user = match &request.principal {
        Principal::User { arn, .. } => format!(" --user-name {}", quoted(arn.name())),
        _ => String::new(),
    };
    format!(
        "make a new key, delete the leaked one, and look into what it did: aws iam \
         list-access-keys{user}, then CloudTrail for each key; AWS Support tells when the policy \
         may go"
    )
}

fn comply(cause: &Cause, request: &Request) -> String {
    match complying(cause, request).into_iter().next() {
        Some(change) => change.text,
        None => format!(
            "meet {}: send what it asks for, over TLS, encrypted, or in a session made with MFA",
            label(cause)
        ),
    }
}

fn not_yours(request: &Request) -> String {
    let arn = Arn::parse(&request.resource).ok();
    match arn.as_ref().and_then(Arn::s3_bucket) {
        Some(bucket) => format!(
            "check its name, and whose it is: aws s3api head-bucket --bucket {} \
             --expected-bucket-owner ACCOUNT",
            quoted(bucket)
        ),
        None => "check its name, and whose it is".to_string(),
    }
}

fn unsaid(cause: &Cause, request: &Request) -> String {
    let keys = cause.near_misses.first().map(|it| &it.missed);
    if let Principal::Service { name } = &request.principal {
        return format!(
            "say on behalf of which resource {name} asks, so that no other is let in: --context \
             aws:SourceArn=ARN"
        );
    }
    if let Principal::Federated { provider } = &request.principal {
        let host = provider.split("oidc-provider/").nth(1);
        if let Some(host) = host {
            return format!(
                "say what the token claims, so that no other is let in: --context {host}:sub=… \
                 --context {host}:aud=…"
            );
        }
    }
    let Some(Missed::Open { keys }) = keys else {
        return "say what the request has".to_string();
    };
    let flags: alloc::vec::Vec<String> = keys
        .iter()
        .map(|it| format!("--context {}", quoted(&format!("{it}=VALUE"))))
        .collect();
    format!("say what the request has: {}", flags.join(" "))
}

/// What to do about a refusal that came before any policy, by the known cause
fn before_policies(cause: &Cause) -> &'static str {
    row(cause).map_or(
        "what the message says, not a policy, is to be put right",
        |it| it.text,
    )
}

/// What the caller puts right before it sends the same again; `None` where that is not the
/// caller's to do
pub(super) fn again(cause: &Cause) -> Option<&'static str> {
    row(cause)
        .filter(|it| it.by == By::Caller)
        .map(|it| it.text)
}

fn row(cause: &Cause) -> Option<&'static Row> {
    let id = cause.known.filter(|it| it.refuses.is_some())?.id;
    BEFORE_POLICIES.iter().find(|it| it.cause == id)
}

/// What to do about one refusal that came before any policy
struct Row {
    cause: &'static str,
    by: By,
    text: &'static str,
}

/// Who can put it right
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// Whoever sends the request
    Caller,
    /// Somebody else, elsewhere
    Other,
}

const fn line(cause: &'static str, by: By, text: &'static str) -> Row {
    Row { cause, by, text }
}

#[rustfmt::skip] // One cause a row, in columns.
static BEFORE_POLICIES: &[Row] = &[
    line("clock-skew",             By::Caller, "set the clock of the machine that signs (NTP): it is off by more than 15 minutes"),
    line("credentials-expired",    By::Caller, "get new credentials: sign in again, or have the program ask for them again"),
    line("credentials-invalid",    By::Caller, "use the three values that were given out together: key id, secret, session token"),
    line("access-key-unknown",     By::Caller, "use a key that exists: look with aws sts get-caller-identity which one is used"),
    line("account-problem",        By::Other,  "ask AWS Support what is open about the account"),
    line("signature-mismatch",     By::Caller, "sign what is sent: the right secret, and nothing between client and S3 that changes the request"),
    line("presigned-url-expired",  By::Caller, "make a new URL; it ends with the credentials that signed it, whatever it says itself"),
    line("presigned-url-altered",  By::Caller, "use the URL as it was made, with the headers that were signed, or make a new one"),
    line("post-policy-failed",     By::Caller, "send the form's fields as its policy lists them, or make a new policy"),
    line("wrong-region",           By::Caller, "ask in the bucket's Region: --region, as aws s3api get-bucket-location tells it"),
    line("acl-disabled",           By::Caller, "send no ACL: the bucket has ACLs turned off, and its policy decides"),
    line("sse-c-wrong-key",        By::Caller, "send the key that the object was written with: S3 does not keep it"),
    line("cors-preflight",         By::Other,  "let the page's origin in by the bucket's CORS rules, which are no permissions"),
    line("kms-key-unusable",       By::Other,  "enable the key, or cancel its deletion: no policy helps while it is off"),
];

/// Whether a bucket of the world deletes no versions without a code
pub(super) fn has_mfa_delete(request: &Request, world: &World) -> bool {
    let needs_code = ["s3:DeleteObjectVersion", "s3:PutBucketVersioning"];
    if !needs_code.iter().any(|it| request.action.is(it)) {
        return false;
    }
    let arn = Arn::parse(&request.resource).ok();
    let bucket = arn.as_ref().and_then(Arn::s3_bucket);
    let found = bucket.and_then(|it| find_bucket(world, it));
    found.is_some_and(|(_, it)| it.versioning.known().is_some_and(|it| it.mfa_delete))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_before_the_policies_has_its_sentence() {
        for known in crate::cause::known::all().filter(|it| it.refuses.is_some()) {
            let has_row = BEFORE_POLICIES.iter().any(|it| it.cause == known.id);
            assert!(has_row, "{}", known.id);
        }
        for row in BEFORE_POLICIES {
            assert!(
                crate::cause::known::by_id(row.cause).is_some(),
                "{}",
                row.cause
            );
        }
    }
}
