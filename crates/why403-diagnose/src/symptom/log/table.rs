//! Results of queries: a row with the names of its columns, to the record or line that it is of.
//!
//! Athena and `CloudTrail` Lake give columns of a record, or of S3's access log, under their own
//! names; Logs Insights gives lines as they were written, in `@message`.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::json::{self, Member, Node, Value};
use why403_model::span::Span;

/// Members of CloudTrail's records, whose columns Athena writes in small letters.
///
/// Source: CloudTrail record contents; `spec/s3.md` H.1.
static MEMBERS: &[&str] = &[
    "eventVersion",
    "userIdentity",
    "eventTime",
    "eventSource",
    "eventName",
    "awsRegion",
    "sourceIPAddress",
    "userAgent",
    "errorCode",
    "errorMessage",
    "requestParameters",
    "responseElements",
    "additionalEventData",
    "requestID",
    "eventID",
    "readOnly",
    "resources",
    "eventType",
    "apiVersion",
    "managementEvent",
    "recipientAccountId",
    "serviceEventDetails",
    "sharedEventID",
    "vpcEndpointId",
    "vpcEndpointAccountId",
    "eventCategory",
    "tlsDetails",
    // Members of the members
    "type",
    "principalId",
    "arn",
    "accountId",
    "accessKeyId",
    "userName",
    "sessionContext",
    "sessionIssuer",
    "attributes",
    "mfaAuthenticated",
    "creationDate",
    "invokedBy",
    "webIdFederationData",
    "sourceIdentity",
    "inScopeOf",
    "onBehalfOf",
    "identityProvider",
    "tlsVersion",
    "cipherSuite",
    "clientProvidedHostHeader",
];

/// Columns of S3's access log in the order of its line, as Athena's documentation names them.
///
/// Source: S3 User Guide, "Using Amazon S3 server access logs to identify requests".
static ACCESS_LOG: &[(&str, Form)] = &[
    ("bucketowner", Form::Bare),
    ("bucket_name", Form::Bare),
    ("requestdatetime", Form::Time),
    ("remoteip", Form::Bare),
    ("requester", Form::Bare),
    ("requestid", Form::Bare),
    ("operation", Form::Bare),
    ("key", Form::Bare),
    ("request_uri", Form::Quoted),
    ("httpstatus", Form::Bare),
    ("errorcode", Form::Bare),
    ("bytessent", Form::Bare),
    ("objectsize", Form::Bare),
    ("totaltime", Form::Bare),
    ("turnaroundtime", Form::Bare),
    ("referrer", Form::Quoted),
    ("useragent", Form::Quoted),
    ("versionid", Form::Bare),
    ("hostid", Form::Bare),
    ("sigv", Form::Bare),
    ("ciphersuite", Form::Bare),
    ("authtype", Form::Bare),
    ("endpoint", Form::Bare),
    ("tlsversion", Form::Bare),
    ("accesspointarn", Form::Bare),
    ("aclrequired", Form::Bare),
];

/// How a field stands in a line of the access log
#[derive(Clone, Copy)]
enum Form {
    Bare,
    Quoted,
    Time,
}

/// Columns that only results of queries over logs have
static COLUMNS: &[&str] = &[
    "@message",
    "@timestamp",
    "@logstream",
    "@log",
    "message",
    "timestamp",
    "errorcode",
    "errormessage",
    "eventname",
    "eventsource",
    "eventtime",
    "useridentity",
    "requestparameters",
    "httpstatus",
    "requestdatetime",
    "bucket_name",
    "log_group",
    "textpayload",
];

/// Whether a first line names columns: two of them are known, or the only one is
pub(super) fn is_header(fields: &[&str]) -> bool {
    let known = fields.iter().filter(|field| {
        let name = field.trim();
        COLUMNS.iter().any(|it| it.eq_ignore_ascii_case(name))
    });
    known.count() >= fields.len().min(2) && !fields.is_empty()
}

/// Names and values of a row in JSON, as Insights and Lake give it: a list of cells.
///
/// - Insights: `[{"field": "@message", "value": "…"}]`; Lake: `[{"eventName": "GetObject"}]`
pub(super) fn cells(node: &Node) -> Option<(Vec<&str>, Vec<&str>)> {
    let cells = node.elements();
    let mut row = (Vec::new(), Vec::new());
    for cell in cells {
        let (name, value) = if let [one] = cell.members() {
            (one.name.as_str(), Some(&one.value))
        } else {
            (cell.get("field")?.as_str()?, cell.get("value"))
        };
        let value = value.and_then(Node::scalar).unwrap_or_default();
        row.0.push(name);
        row.1.push(value);
    }
    (!cells.is_empty()).then_some(row)
}

/// The values of a row of `aws athena get-query-results`: `{"Data": [{"VarCharValue": "…"}]}`
pub(super) fn data(node: &Node) -> Option<Vec<&str>> {
    let cells = node.get("Data").filter(|it| it.is_array())?.elements();
    let values = cells
        .iter()
        .map(|it| it.get("VarCharValue").and_then(Node::as_str));
    Some(values.map(Option::unwrap_or_default).collect())
}

/// The columns of a CloudTrail record as that record; `None` where they are not of one
pub(super) fn cloud_trail(names: &[&str], values: &[&str]) -> Option<Node> {
    let has = |wanted: &str| names.iter().any(|it| it.eq_ignore_ascii_case(wanted));
    let is_one =
        has("eventName") && (has("errorCode") || has("errorMessage") || has("eventSource"));
    if !is_one {
        return None;
    }
    let mut members: Vec<Member> = Vec::new();
    for (name, value) in names.iter().zip(values) {
        let value = value.trim();
        if value.is_empty() || value == "null" || value == "-" {
            continue;
        }
        // `useridentity.arn` is how a query names a member of a member.
        let (outer, inner) = match name.split_once('.') {
            Some((outer, inner)) => (canonical(outer), Some(canonical(inner))),
            None => (canonical(name), None),
        };
        match inner {
            None => members.push(member(&outer, value_of(value))),
            Some(inner) => {
                let place = members.iter().position(|it| it.name == outer);
                let at = place.unwrap_or_else(|| {
                    members.push(member(&outer, node(Value::Object(Vec::new()))));
                    members.len() - 1
                });
                if let Some(Value::Object(inside)) =
                    members.get_mut(at).map(|it| &mut it.value.value)
                {
                    inside.push(member(&inner, value_of(value)));
                }
            }
        }
    }
    Some(node(Value::Object(members)))
}

/// The columns of S3's access log as its line; `None` where they are not of one
pub(super) fn access_log(names: &[&str], values: &[&str]) -> Option<String> {
    let of = |wanted: &str| {
        let is_meant = |it: &&str| {
            let it = it.trim();
            // `bucket` and `host_header` are what other tables call them.
            it.eq_ignore_ascii_case(wanted)
                || wanted == "bucket_name" && it.eq_ignore_ascii_case("bucket")
                || wanted == "endpoint" && it.eq_ignore_ascii_case("hostheader")
        };
        let at = names.iter().position(is_meant)?;
        values
            .get(at)
            .map(|it| it.trim())
            .filter(|it| !it.is_empty())
    };
    of("httpstatus").filter(|_| of("operation").is_some())?;
    let mut line = String::new();
    for (name, form) in ACCESS_LOG {
        let value = of(name).unwrap_or("-");
        let field = match form {
            Form::Bare => value.replace(' ', "+"),
            Form::Quoted => format!("\"{}\"", value.trim_matches('"')),
            Form::Time => format!("[{}]", value.trim_matches(['[', ']'])),
        };
        // Without its owner the line would not be known for what it is.
        let field = match (*name, field.as_str()) {
            ("bucketowner", "-") => "0".repeat(64),
            _ => field,
        };
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&field);
    }
    Some(line)
}

fn canonical(name: &str) -> String {
    let found = MEMBERS
        .iter()
        .find(|it| it.eq_ignore_ascii_case(name.trim()));
    found.map_or(name.trim(), |it| it).to_string()
}

fn node(value: Value) -> Node {
    Node {
        value,
        span: Span::default(),
    }
}

fn member(name: &str, value: Node) -> Member {
    Member {
        name: name.to_owned(),
        name_span: Span::default(),
        value,
    }
}

/// A cell: JSON, a row of Presto (`{type=AssumedRole, arn=…}`), or text
fn value_of(text: &str) -> Node {
    if text.starts_with(['{', '[']) {
        let read = json::read(text);
        if let (Some(node), true) = (read.node, read.problems.is_empty()) {
            return node;
        }
        let mut presto = Presto { rest: text };
        if let Some(node) = presto.value(0) {
            return node;
        }
    }
    node(Value::String(text.to_string()))
}

/// Athena's and Lake's form of a structure: names, equal signs, commas; nothing is quoted
struct Presto<'t> {
    rest: &'t str,
}

impl Presto<'_> {
    fn value(&mut self, depth: usize) -> Option<Node> {
        if depth > json::MAX_DEPTH {
            return None;
        }
        if let Some(rest) = self.rest.strip_prefix('{') {
            self.rest = rest;
            return self.members(depth);
        }
        if let Some(rest) = self.rest.strip_prefix('[') {
            self.rest = rest;
            return self.elements(depth);
        }
        // Text goes up to what can come next: the end, or a comma before another name.
        let mut from = 0;
        let end = loop {
            let rest = self.rest.get(from..)?;
            let at = from + rest.find([',', '}', ']'])?;
            let behind = self.rest.get(at + 1..)?;
            if !self.rest.get(at..)?.starts_with(',') || next_is_name(behind) {
                break at;
            }
            from = at + 1;
        };
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(node(match text.trim() {
            "null" => Value::Null,
            text => Value::String(text.to_string()),
        }))
    }

    fn members(&mut self, depth: usize) -> Option<Node> {
        let mut members = Vec::new();
        loop {
            self.rest = self.rest.trim_start_matches([' ', ',']);
            if let Some(rest) = self.rest.strip_prefix('}') {
                self.rest = rest;
                return Some(node(Value::Object(members)));
            }
            let (name, rest) = self.rest.split_once('=')?;
            self.rest = rest;
            let value = self.value(depth + 1)?;
            if value.value != Value::Null {
                members.push(member(&canonical(name), value));
            }
        }
    }

    fn elements(&mut self, depth: usize) -> Option<Node> {
        let mut elements = Vec::new();
        loop {
            self.rest = self.rest.trim_start_matches([' ', ',']);
            if let Some(rest) = self.rest.strip_prefix(']') {
                self.rest = rest;
                return Some(node(Value::Array(elements)));
            }
            elements.push(self.value(depth + 1)?);
        }
    }
}

/// Whether a name and an equal sign come next, within what a name can be
fn next_is_name(text: &str) -> bool {
    let text = text.strip_prefix(' ').unwrap_or(text);
    let is_part = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b':' | b'/');
    let length = text.bytes().take(64).take_while(is_part).count();
    length > 0 && text.as_bytes().get(length) == Some(&b'=') || text.starts_with(['{', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_structure_of_athena_becomes_a_record() {
        let names = ["eventname", "errorcode", "useridentity"];
        let identity = "{type=AssumedRole, principalid=AROA:s, arn=arn:aws:sts::111122223333:assumed-role/r/s, accountid=111122223333, invokedby=null, sessioncontext={attributes={mfaauthenticated=false, creationdate=2026-11-20T09:00:00Z}, sessionissuer={type=Role, username=a, b}}}";
        let record = cloud_trail(&names, &["GetObject", "AccessDenied", identity]).unwrap();
        assert_eq!(
            record.get("errorCode").unwrap().as_str(),
            Some("AccessDenied")
        );
        let caller = record.get("userIdentity").unwrap();
        let arn = caller.get("arn").unwrap().as_str();
        assert_eq!(arn, Some("arn:aws:sts::111122223333:assumed-role/r/s"));
        assert_eq!(caller.get("invokedBy"), None);
        let issuer = caller
            .get("sessionContext")
            .unwrap()
            .get("sessionIssuer")
            .unwrap();
        // A comma inside a value is no end of it.
        assert_eq!(issuer.get("userName").unwrap().as_str(), Some("a, b"));
    }

    #[test]
    fn structures_that_do_not_end_are_text() {
        for text in ["{a=b", "{a", "[", "{a={b={", "{=}", "{a=b, c"] {
            let read = value_of(text);
            assert!(read.as_str().is_some() || read.is_object(), "{text}");
        }
    }

    #[test]
    fn columns_of_the_access_log_become_its_line() {
        let names = [
            "bucket_name",
            "requestdatetime",
            "operation",
            "key",
            "httpstatus",
            "errorcode",
        ];
        let values = [
            "b",
            "20/Nov/2026:09:15:00 +0000",
            "REST.GET.OBJECT",
            "a b",
            "403",
            "AccessDenied",
        ];
        let line = access_log(&names, &values).unwrap();
        let start = format!(
            "{} b [20/Nov/2026:09:15:00 +0000] - - - REST.GET.OBJECT a+b \"-\" 403 AccessDenied - ",
            "0".repeat(64)
        );
        assert!(line.starts_with(&start), "{line}");
    }

    #[test]
    fn a_header_is_known_by_its_columns() {
        assert!(is_header(&["@timestamp", "@message"]));
        assert!(is_header(&["eventName", "errorCode", "other"]));
        assert!(is_header(&["@message"]));
        assert!(!is_header(&["2026-11-20", " started, all is well"]));
        assert!(!is_header(&["message of the day", "is this"]));
    }
}
