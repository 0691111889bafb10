//! One record of CloudTrail: who called what, from where, and what came of it.
//!
//! In comes the JSON of a record; other forms become one in [`super::envelope`] and
//! [`super::row`]. Source: CloudTrail User Guide, "CloudTrail record contents" and "CloudTrail
//! userIdentity element" (read 2026-09); `spec/s3.md` H.1.

mod identity;
mod request;
mod service;

use alloc::string::{String, ToString};

use why403_engine::Layer;
use why403_model::facts;
use why403_model::json::{Node, Value};
use why403_model::operations;
use why403_model::request::Entry;

use super::super::{Denial, Source, Symptom, aws_message};
use super::network::{self, OF_ENDPOINTS, one};
use super::{Answer, Record, answer};

/// The symptom of a record of a refused request; `None` for any other JSON.
#[must_use]
pub fn read(record: &Node) -> Option<Symptom> {
    self::record(record)?.refusal()
}

/// Whatever a record tells, refused or not; `None` where the JSON is no record.
#[must_use]
pub fn record(node: &Node) -> Option<Record> {
    let event = Event::of(node)?;
    let code = event.text("errorCode");
    let status = event.at(&["additionalEventData", "httpStatusCode"]);
    let status = status.and_then(Node::scalar).and_then(|it| it.parse().ok());
    let answer = answer(code, status);
    let mut symptom = Symptom {
        source: Source::CloudTrail,
        code: code.map(String::from),
        status,
        request_id: owned(event.text("requestID")),
        host_id: owned(event.said(&["additionalEventData", "x-amz-id-2"])),
        region: owned(event.text("awsRegion")),
        time: owned(event.text("eventTime")),
        operation: Some(service::operation(&event)),
        ..Symptom::default()
    };
    identity::say(&event, &mut symptom);
    say_network(&event, &mut symptom);
    request::say(&event, &mut symptom);
    service::say(&event, &mut symptom);
    say_message(&event, answer, &mut symptom);
    Some(Record { symptom, answer })
}

/// A record as it is read
struct Event<'n> {
    node: &'n Node,
    /// `s3` of `s3.amazonaws.com`
    service: &'n str,
    name: &'n str,
    /// Whether this is the record with all its members. Of a row that somebody selected nobody
    /// knows what was left out.
    is_whole: bool,
}

impl<'n> Event<'n> {
    fn of(node: &'n Node) -> Option<Self> {
        let text = |name: &str| node.get(name).and_then(Node::as_str);
        let service = text("eventSource")?;
        let always = ["eventVersion", "eventTime", "eventID", "eventType"];
        let has_all = always.iter().all(|it| text(it).is_some());
        // A table says null for the endpoint of a request that passed none, a record leaves it out.
        let is_row = super::row::is_row(node);
        let has_endpoint = !is_row || node.get("vpcEndpointId").is_some();
        Some(Self {
            node,
            service: service.strip_suffix(".amazonaws.com").unwrap_or(service),
            name: text("eventName")?,
            is_whole: has_all && has_endpoint && node.get("userIdentity").is_some(),
        })
    }

    fn at(&self, path: &[&str]) -> Option<&'n Node> {
        path.iter().try_fold(self.node, |node, name| node.get(name))
    }

    /// A text that says something
    fn said(&self, path: &[&str]) -> Option<&'n str> {
        self.at(path)?.as_str().filter(|it| !it.is_empty())
    }

    fn text(&self, name: &str) -> Option<&'n str> {
        self.said(&[name])
    }

    /// The service behind the request, where it did not come from the caller: `invokedBy`
    fn invoked_by(&self) -> Option<&'n str> {
        let said = self.said(&["userIdentity", "invokedBy"]);
        said.or_else(|| self.text("sourceIPAddress").filter(|it| is_service(it)))
    }
}

/// `s3.amazonaws.com`, `AWS Internal`: what stands where a caller's address would
fn is_service(address: &str) -> bool {
    address == "AWS Internal" || address.ends_with(".amazonaws.com")
}

/// From where the request came, and how
fn say_network(event: &Event<'_>, symptom: &mut Symptom) {
    let context = &mut symptom.context;
    let mut say = |key: &str, entry: Entry| context.push((key.to_string(), entry));
    if let Some(region) = event.text("awsRegion") {
        say("aws:RequestedRegion", one(region));
    }
    let tls = event.said(&["tlsDetails", "tlsVersion"]);
    let cipher = event.said(&["additionalEventData", "CipherSuite"]);
    if tls.is_some() || cipher.is_some() {
        say("aws:SecureTransport", one("true"));
    }
    if event.service == "s3" {
        if let Some(version) = tls.and_then(network::tls) {
            say("s3:TlsVersion", one(version));
        }
        let version = event.said(&["additionalEventData", "SignatureVersion"]);
        if let Some(version) = version.and_then(network::signature) {
            say("s3:signatureversion", one(version));
        }
        let method = event.said(&["additionalEventData", "AuthenticationMethod"]);
        if let Some(method) = method.and_then(network::authentication) {
            say("s3:authType", one(method));
        }
    }
    let endpoint = event.text("vpcEndpointId");
    let address = event.text("sourceIPAddress").unwrap_or_default();
    if event.invoked_by().is_some() && endpoint.is_none() {
        // A service passes neither network nor client on (`spec/iam.md` D.1); which address it
        // shows is not settled there.
        for key in OF_ENDPOINTS {
            say(key, Entry::Absent);
        }
        return;
    }
    let agent = event.text("userAgent").filter(|it| !is_service(it));
    if let Some(agent) = agent {
        // S3 writes it in brackets.
        let inside = agent.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
        say("aws:UserAgent", one(inside.unwrap_or(agent)));
    }
    if endpoint.is_some() || event.is_whole {
        network::say(context, address, endpoint);
    } else if let Some(public) = public(address) {
        context.extend([public]);
    }
}

/// The address of a caller, where nobody says whether it came through an endpoint: a public one
/// is what policies compare
fn public(address: &str) -> Option<(String, Entry)> {
    let mut context = alloc::vec::Vec::new();
    network::say(&mut context, address, None);
    context
        .into_iter()
        .find(|(key, entry)| key == "aws:SourceIp" && matches!(entry, Entry::One(_)))
}

/// What AWS's own words tell, and what the record tells of the denied action
fn say_message(event: &Event<'_>, answer: Answer, symptom: &mut Symptom) {
    let text = event.text("errorMessage");
    let told = text.and_then(|it| aws_message::of_text(it).ok());
    let told = told.unwrap_or_default();
    symptom.message = match (told.message.is_empty(), text) {
        (false, _) => told.message,
        (true, Some(text)) => text.chars().take(2_000).collect(),
        (true, None) => symptom.code.clone().unwrap_or_default(),
    };
    symptom.denied_by = told.denied_by;
    symptom.policy = told.policy;
    symptom.action = told.action;
    if symptom.principal.is_none() {
        symptom.principal = told.principal.filter(|it| it.starts_with("arn:"));
    }
    let is_of_event = |action: &String| {
        let prefix = action.split(':').next();
        prefix.is_some_and(|it| it.eq_ignore_ascii_case(event.service))
    };
    // What is said of a key is not about the bucket.
    let is_about_target = symptom.action.as_ref().is_none_or(is_of_event);
    let target = symptom.target.clone().filter(|_| is_about_target);
    symptom.resource = told.resource.or(target);
    if event.text("eventType") == Some("AwsVpceEvent") && answer == Answer::Refused {
        if symptom.denied_by.is_empty() {
            let both = [Denial::Implicit, Denial::Explicit];
            symptom.denied_by = both.map(|it| (Layer::Endpoint, it)).to_vec();
        }
        symptom.notes.push(
            "the policy of the VPC endpoint refused: the request did not reach the service"
                .to_string(),
        );
    }
    // Of an operation that has no row, the action of the same name is what is known.
    let name = symptom.operation.as_deref().unwrap_or_default();
    let is_row = operations::named(name).next().is_some();
    if symptom.action.is_none() && !is_row {
        let found = facts::action(event.service, name);
        symptom.action = found.map(|it| alloc::format!("{}:{}", event.service, it.name()));
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(String::from)
}

/// A scalar, or the one element of a list: older records have lists where newer ones have texts
fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Array(all) => match all.as_slice() {
            [one] => one.scalar(),
            _ => None,
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            node.scalar()
        }
    }
}
