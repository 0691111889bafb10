//! Results of queries: a row with the names of its columns, to the line that it is of.
//!
//! Columns of a record of `CloudTrail` are for `symptom/record/row`; here are those of S3's access
//! log, and what Logs Insights, Lake and Athena put around their rows in JSON.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_model::json::Node;

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

#[cfg(test)]
mod tests {
    use super::*;

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
