//! Requests that meet a condition: what to send, for the keys that a client can change.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::layers::{Layers, Policies};
use why403_engine::truth::Truth;
use why403_model::arn::Arn;
use why403_model::known::{Gap, Reason};
use why403_model::policy::{ConditionTest, Family, OperatorName};
use why403_model::request::{Entry, Found, Principal, Request};
use why403_model::shell::quoted;
use why403_model::value::{self, BareV6};
use why403_model::world::Document;

use super::{Idea, trial};
use crate::cause::{Cause, values};
use crate::near_miss::Missed;

/// A condition key that a client can change
struct Row {
    /// In lower case; one that ends with `/` stands for all keys that begin so
    key: &'static str,
    /// Where the key's value comes from
    from: Place,
    /// What to do; `{}` is what the policy wants
    text: &'static str,
}

/// Where a key's value comes from
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The way that the request takes; calls of AWS on behalf of a caller have none of it
    Network,
    /// Headers and parameters of the call
    Call,
    /// How the caller signed in
    Session,
    /// What the resource is
    Resource,
}

const fn row(key: &'static str, from: Place, text: &'static str) -> Row {
    Row { key, from, text }
}

use Place::{Call, Network, Resource, Session};

#[rustfmt::skip] // One key a row, in columns.
static ROWS: &[Row] = &[
    row("aws:securetransport",             Network,  "send the request over TLS: the client's endpoint URL has to begin with https://"),
    row("aws:sourcevpce",                  Network,  "send the request through VPC endpoint {}: from its VPC, where a route leads to it"),
    row("aws:sourcevpc",                   Network,  "send the request from VPC {}, through an endpoint of it"),
    row("aws:sourceip",                    Network,  "send the request from an address in {}"),
    row("aws:vpcsourceip",                 Network,  "send the request from a private address in {}"),
    row("s3:x-amz-server-side-encryption", Call,     "ask for the encryption: add --sse {} to aws s3, or --server-side-encryption {} to aws s3api"),
    row("s3:x-amz-server-side-encryption-aws-kms-key-id",
                                           Call,     "name the key: add --sse-kms-key-id {} to aws s3, or --ssekms-key-id {} to aws s3api"),
    row("s3:x-amz-acl",                    Call,     "send the ACL that is wanted: add --acl {}"),
    row("s3:x-amz-storage-class",          Call,     "name the storage class: add --storage-class {}"),
    row("s3:prefix",                       Call,     "list below that prefix, slash included"),
    row("sts:externalid",                  Call,     "send the external id that the role asks for: add --external-id {} to aws sts assume-role"),
    row("aws:multifactorauthpresent",      Session,  "ask with a session that was made with MFA"),
    row("aws:multifactorauthage",          Session,  "sign in with MFA again: the second factor must not be older than {} seconds"),
    row("s3:tlsversion",                   Network,  "have the client use TLS {} or newer"),
    row("aws:resourcetag/",                Resource, "ask the policy's owner which tag {} this resource should have: giving it one says that the resource complies"),
];

/// A value of a condition key that meets the deciding statement
pub(crate) struct Complying {
    /// Its document
    document: Arc<Document>,
    /// Its place in the document, from 0
    statement: usize,
    /// What the statement has to become: no for a Deny, yes for an Allow
    pub(crate) wanted: Truth,
    /// The key as written
    pub(crate) key: String,
    /// The value that meets it
    pub(crate) entry: Entry,
    /// What to do, in one sentence
    pub(crate) text: String,
    row: &'static Row,
}

/// What of the request would meet the conditions of a cause; empty where a client can change
/// nothing.
pub(crate) fn complying(cause: &Cause, request: &Request) -> Vec<Complying> {
    let (document, statement, wanted) = match (&cause.decider, cause.near_misses.first()) {
        (Some(decider), _) => (&decider.document, decider.statement, Truth::No),
        (None, Some(near))
            if matches!(near.missed, Missed::Condition { .. } | Missed::Open { .. }) =>
        {
            (&near.document, near.statement, Truth::Yes)
        }
        (None, _) => return Vec::new(),
    };
    let Some(source) = document.policy.statements.get(statement) else {
        return Vec::new();
    };
    let is_inner = request.context.find("aws:viaawsservice") == Found::One("true");
    let mut all = Vec::new();
    for test in &source.conditions {
        let Some(row) = find(&test.key.text) else {
            continue;
        };
        if is_inner && row.from != Resource {
            continue;
        }
        let test = &sendable(test);
        let entries = entries(row, test, wanted).into_iter();
        all.extend(entries.map(|entry| Complying {
            document: document.clone(),
            statement,
            wanted,
            key: test.key.text.clone(),
            text: text(row, test, &entry),
            entry,
            row,
        }));
    }
    all
}

/// The test without the values that no request has: private networks are never the source that
/// S3 sees. Source: `spec/s3.md` D.
fn sendable(test: &ConditionTest) -> ConditionTest {
    let mut own = test.clone();
    if test.key.text.eq_ignore_ascii_case("aws:SourceIp") {
        let network = |text: &str| value::Network::parse(text, BareV6::Slash128);
        own.values
            .retain(|it| !network(&it.text).is_some_and(value::Network::is_private));
    }
    own
}

/// Values of a key under which a test comes out as wanted; of those that only have to be there, the
/// ones that AWS has
fn entries(row: &Row, test: &ConditionTest, wanted: Truth) -> Vec<Entry> {
    let found = value_for(test, wanted).filter(|it| is_offered(row, test, it));
    let is_any = row.from == Call && test.operator.name == OperatorName::Null;
    match found {
        Some(Entry::One(_)) if is_any => {
            let known: &[&str] = match row.key {
                "s3:x-amz-server-side-encryption" => &["AES256", "aws:kms"],
                "s3:x-amz-acl" => &["bucket-owner-full-control", "private"],
                "s3:x-amz-storage-class" => &["STANDARD"],
                // Nobody knows which.
                _ => &[],
            };
            known
                .iter()
                .map(|it| Entry::One((*it).to_string()))
                .collect()
        }
        found => found.into_iter().collect(),
    }
}

/// Changes of the request for the conditions of a cause; empty where a client can change none.
pub(super) fn ideas(cause: &Cause, layers: &Layers, request: &Request) -> Vec<Idea> {
    let mut all = Vec::new();
    for it in complying(cause, request) {
        let mut changed = request.clone();
        changed.context.set(&it.key, it.entry.clone());
        let mut copy = layers.clone();
        if it.row.key == "aws:sourcevpce" || it.row.key == "aws:sourcevpc" {
            copy.endpoint = Policies::unknown(the_endpoint(&it.entry));
        }
        let outcome = trial::statement(&copy, &changed, cause.layer, &it.document, it.statement);
        if outcome == Some(it.wanted) {
            all.push(Idea {
                check: cause.check,
                layer: cause.layer,
                text: it.text,
                statement: None,
                command: command(it.row, &it.entry, request),
                tried: trial::left(&copy, &changed, cause),
            });
        }
    }
    all
}

/// Whether a change is one to propose: a header can be left out, a network cannot; and a tag is
/// given where one has to be there, not to become what somebody may touch
fn is_offered(row: &Row, test: &ConditionTest, value: &Entry) -> bool {
    let asks_presence = test.operator.name == OperatorName::Null;
    match row.from {
        Call => true,
        Network | Session => *value != Entry::Absent && !asks_presence,
        Resource => *value != Entry::Absent && asks_presence,
    }
}

fn find(key: &str) -> Option<&'static Row> {
    let key = key.to_ascii_lowercase();
    let fits = |row: &&Row| row.key == key || row.key.ends_with('/') && key.starts_with(row.key);
    ROWS.iter().find(fits)
}

/// A value under which a test passes (`wanted` is yes) or fails (no)
pub(crate) fn value_for(test: &ConditionTest, wanted: Truth) -> Option<Entry> {
    let name = test.operator.name;
    let first = || test.values.first().map(|it| it.text.as_str());
    if name == OperatorName::Null {
        let absent = first()?.eq_ignore_ascii_case("true") == (wanted == Truth::Yes);
        return Some(if absent {
            Entry::Absent
        } else {
            Entry::One("VALUE".to_string())
        });
    }
    if name.family() == Family::Bool {
        let is_true = first()?.eq_ignore_ascii_case("true") == (wanted == Truth::Yes);
        return Some(Entry::One(is_true.to_string()));
    }
    if let Some(number) = number_for(test, wanted) {
        return Some(Entry::One(number));
    }
    let has_to_match = name.is_negated() == (wanted == Truth::No);
    if !has_to_match {
        return Some(Entry::Absent);
    }
    let mut literals = test.values.iter().filter_map(|it| literal(&it.text, name));
    literals.next().map(|it| Entry::One(it.to_string()))
}

/// The number nearest to the one that is compared with; `None` where nothing is larger or smaller
fn number_for(test: &ConditionTest, wanted: Truth) -> Option<String> {
    let [limit] = test.values.as_slice() else {
        return None;
    };
    let passes = wanted == Truth::Yes;
    let step = match (test.operator.name, passes) {
        (OperatorName::NumericLessThan | OperatorName::NumericGreaterThan, false)
        | (OperatorName::NumericLessThanEquals | OperatorName::NumericGreaterThanEquals, true) => 0,
        (OperatorName::NumericLessThan, true) | (OperatorName::NumericGreaterThanEquals, false) => {
            -1
        }
        (OperatorName::NumericGreaterThan, true) | (OperatorName::NumericLessThanEquals, false) => {
            1
        }
        _ => return None,
    };
    if step == 0 {
        return Some(limit.text.clone());
    }
    let number: i64 = limit.text.parse().ok()?;
    Some(number.checked_add(step)?.to_string())
}

/// The simplest value that a policy's value matches, if one can be read off it
fn literal(wanted: &str, name: OperatorName) -> Option<&str> {
    let literal = if name.family() == Family::Ip {
        wanted.split('/').next()?
    } else {
        wanted.split(['*', '?']).next()?
    };
    (!literal.is_empty() && !wanted.contains("${")).then_some(literal)
}

fn the_endpoint(value: &Entry) -> Gap {
    let name = match value {
        Entry::One(id) => format!("VPC endpoint {id}"),
        Entry::Many(_) | Entry::Absent | Entry::Unknown => "the VPC endpoint".to_string(),
    };
    Gap {
        slot: None,
        what: format!("the policy of {name}"),
        why: Reason::NotCollected,
        command: None,
    }
}

fn text(row: &Row, test: &ConditionTest, value: &Entry) -> String {
    let key = &test.key.text;
    if *value == Entry::Absent {
        return format!("send the request without {key}");
    }
    let all = || test.values.iter().map(|it| it.text.clone());
    let first = || all().find(|it| literal(it, test.operator.name).is_some());
    let wanted: Vec<String> = match (row.from, key.split_once('/')) {
        (Resource, Some((_, tag))) => alloc::vec![tag.to_string()],
        (Call, _) if test.operator.name == OperatorName::Null => match value {
            Entry::One(it) => alloc::vec![it.clone()],
            Entry::Many(_) | Entry::Absent | Entry::Unknown => Vec::new(),
        },
        (Call, _) => first().into_iter().collect(),
        (_, _) => all().collect(),
    };
    let advice = row.text.replace("{}", &values(&wanted));
    let asks_kms = matches!(value, Entry::One(it) if it.starts_with("aws:kms"));
    if asks_kms && row.from == Call {
        return format!("{advice}; the caller then needs kms:GenerateDataKey too");
    }
    advice
}

/// What to type, where the key has a command of its own
fn command(row: &Row, value: &Entry, request: &Request) -> Option<String> {
    let Entry::One(value) = value else {
        return None;
    };
    let arn = Arn::parse(&request.resource).ok();
    match row.key {
        "s3:prefix" => {
            let bucket = arn.as_ref()?.s3_bucket()?;
            let path = format!("s3://{bucket}/{value}");
            Some(format!("aws s3 ls {}", quoted(&path)))
        }
        "aws:multifactorauthpresent" => {
            let Principal::User { arn, .. } = &request.principal else {
                return None;
            };
            let name = arn.name();
            Some(format!(
                "aws sts get-session-token --token-code CODE \\\n  --serial-number {}",
                quoted(&format!(
                    "arn:{}:iam::{}:mfa/{name}",
                    arn.partition(),
                    arn.account()
                ))
            ))
        }
        "aws:resourcetag/" => {
            let arn = arn?;
            let key = arn.resource().strip_prefix("key/")?;
            Some(format!(
                "aws kms list-resource-tags --region {} \\\n  --key-id {}",
                quoted(arn.region()),
                quoted(key)
            ))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use why403_model::policy::parse;

    #[test]
    fn a_value_is_found_that_turns_the_test_round() {
        #[track_caller]
        fn check(condition: &str, wanted: Truth, answer: impl Into<Option<Entry>>) {
            let text = format!(
                r#"{{"Statement": {{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {condition}}}}}"#
            );
            let policy = parse(&text).sound().unwrap();
            let found = value_for(&policy.statements[0].conditions[0], wanted);
            assert_eq!(found, answer.into(), "{condition}");
        }
        let one = |text: &str| Entry::One(text.to_string());
        let (pass, fail) = (Truth::Yes, Truth::No);
        // A Deny stops to hold once a negated operator finds what it wants.
        check(r#"{"StringNotEquals": {"k": ["a", "b"]}}"#, fail, one("a"));
        check(
            r#"{"StringNotLike": {"k": "vpce-1*"}}"#,
            fail,
            one("vpce-1"),
        );
        check(
            r#"{"StringNotEquals": {"k": "${aws:username}"}}"#,
            fail,
            None,
        );
        check(r#"{"StringNotLike": {"k": "*"}}"#, fail, None);
        // The first address of a range is in the range.
        check(
            r#"{"NotIpAddress": {"k": "203.0.113.0/24"}}"#,
            fail,
            one("203.0.113.0"),
        );
        check(r#"{"Bool": {"k": "false"}}"#, fail, one("true"));
        check(r#"{"Null": {"k": "true"}}"#, fail, one("VALUE"));
        check(r#"{"Null": {"k": "false"}}"#, fail, Entry::Absent);
        check(
            r#"{"StringEquals": {"k": "public-read"}}"#,
            fail,
            Some(Entry::Absent),
        );
        // An Allow holds once a plain operator does.
        check(r#"{"StringLike": {"k": "sam/*"}}"#, pass, one("sam/"));
        check(r#"{"Bool": {"k": "true"}}"#, pass, one("true"));
        check(
            r#"{"StringNotEquals": {"k": "a"}}"#,
            pass,
            Some(Entry::Absent),
        );
    }
}
