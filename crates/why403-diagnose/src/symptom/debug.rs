//! What `aws --debug` writes: every request with its headers, whose credentials signed it, and the
//! answer.
//!
//! Lines of botocore's loggers come in, secrets hidden before; the first request that was refused
//! goes out. Source: botocore `credentials.py`, `endpoint.py`, `httpsession.py`, `parsers.py`,
//! `regions.py`.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::operations::Part;
use why403_model::request::Entry;

use super::pattern::{self, Field};
use super::{Source, Symptom, address};

/// Reads the log of a call, secrets hidden, its line breaks kept.
///
/// - `read_answer`: reads the error's document, or the sentence that the client made of it.
/// - `None` where the text is no such log, or no request in it was refused.
pub(crate) fn read(text: &str, read_answer: fn(&str) -> Option<Symptom>) -> Option<Symptom> {
    let mut log = Log::default();
    let mut is_log = false;
    for line in text.lines() {
        match Line::parse(line) {
            Some(line) => {
                is_log = true;
                log.take(&line);
            }
            None => log.go_on(line),
        }
    }
    if !is_log {
        return None;
    }
    log.end();
    log.refused
        .map(|it| it.symptom(&log.credentials, text, read_answer))
}

/// A line of a log: `TIME - THREAD - LOGGER - LEVEL - MESSAGE`
struct Line<'t> {
    logger: &'t str,
    message: &'t str,
}

impl<'t> Line<'t> {
    fn parse(line: &'t str) -> Option<Self> {
        let mut parts = line.splitn(5, " - ");
        let time = parts.next()?;
        let _thread = parts.next()?;
        let (logger, level, message) = (parts.next()?, parts.next()?, parts.next()?);
        let is_timed = time.trim().starts_with(|it: char| it.is_ascii_digit());
        let is_level = ["DEBUG", "INFO", "WARNING", "ERROR"].contains(&level);
        (is_timed && is_level).then_some(Self { logger, message })
    }
}

#[derive(Default)]
struct Log {
    credentials: Credentials,
    request: Exchange,
    /// The first exchange with a 403, else the last that S3 refused otherwise
    refused: Option<Exchange>,
    /// What the lines without a head belong to
    goes_on: GoesOn,
}

/// Whose credentials signed
#[derive(Default)]
struct Credentials {
    /// The id of botocore's provider that was asked last: `env`
    provider: Option<String>,
    /// The instance's role
    role: Option<String>,
}

#[derive(Clone, Copy, Default)]
enum GoesOn {
    Body,
    #[default]
    Nothing,
}

/// A request and its answer
#[derive(Clone, Default)]
struct Exchange {
    operation: Option<String>,
    url: Option<String>,
    method: Option<String>,
    /// Headers of the request as they were sent
    sent: Vec<(String, String)>,
    status: Option<u16>,
    /// Headers of the answer
    answered: Vec<(String, String)>,
    body: String,
}

/// Bytes of an answer that are kept; an error's document is shorter
const BODY: usize = 16_384;

impl Log {
    fn take(&mut self, line: &Line<'_>) {
        self.goes_on = GoesOn::Nothing;
        let message = line.message;
        match line.logger {
            "botocore.credentials" | "botocore.tokens" => self.credentials.take(message),
            "botocore.endpoint" if message.starts_with("Making request for OperationModel(") => {
                self.end();
                let name = after(message, "OperationModel(name=");
                self.request.operation = name.map(|it| word(it).to_string());
            }
            "botocore.endpoint" if message.starts_with("Sending http request:") => {
                let told = |label| after(message, label).map(|it| word(it).to_string());
                self.request.method = told(" method=");
                self.request.url = told(" url=");
                let headers = after(message, "headers={").unwrap_or_default();
                self.request.sent = pairs(headers);
            }
            "urllib3.connectionpool" => {
                let status = after(message, "HTTP/1.1\" ");
                let status = status.and_then(|it| word(it).parse().ok());
                self.request.status = status.or(self.request.status);
            }
            "botocore.parsers" => {
                if let Some(headers) = message.strip_prefix("Response headers: ") {
                    self.request.answered = pairs(headers);
                } else if let Some(body) = message.strip_prefix("Response body:") {
                    self.request.body = String::new();
                    self.goes_on = GoesOn::Body;
                    self.go_on(body);
                }
            }
            _ => {}
        }
    }

    /// Takes a line that belongs to the one before.
    fn go_on(&mut self, line: &str) {
        match self.goes_on {
            GoesOn::Body if self.request.body.len() + line.len() <= BODY => {
                self.request.body.push_str(line);
                self.request.body.push('\n');
            }
            GoesOn::Body | GoesOn::Nothing => {}
        }
    }

    /// Ends a request: the next one starts, or the log is over.
    fn end(&mut self) {
        let request = core::mem::take(&mut self.request);
        let is_found = self.refused.as_ref().and_then(|it| it.status) == Some(403);
        // S3 answers 400 to a token that is expired or malformed.
        if !is_found && matches!(request.status, Some(400 | 401 | 403)) {
            self.refused = Some(request);
        }
    }
}

impl Credentials {
    fn take(&mut self, message: &str) {
        if let Some(provider) = message.strip_prefix("Looking for credentials via: ") {
            self.provider = Some(word(provider).to_string());
        }
        if let Some(role) = message.strip_prefix("Found credentials from IAM Role: ") {
            self.role = Some(word(role).to_string());
        }
    }

    /// Where the credentials come from, in a sentence
    fn note(&self) -> Option<String> {
        let provider = self.provider.as_deref()?;
        let (_, place) = PROVIDERS.iter().find(|(it, _)| *it == provider)?;
        let role = match &self.role {
            Some(role) => format!(": {role}"),
            None => String::new(),
        };
        Some(format!("the credentials come from {place}{role}"))
    }
}

/// Providers of credentials in the order in which botocore asks them, and in words; source:
/// botocore `credentials.py`, `METHOD` of each class
#[rustfmt::skip] // One provider a row, in columns.
static PROVIDERS: &[(&str, &str)] = &[
    ("env",                           "environment variables, which win over every profile"),
    ("assume-role",                   "a role that the profile assumes"),
    ("assume-role-with-web-identity", "a web identity token, as pods and pipelines have it"),
    ("sso",                           "IAM Identity Center"),
    ("shared-credentials-file",       "the file of credentials, by profile"),
    ("login",                         "a login with the console"),
    ("custom-process",                "a process that the profile names"),
    ("config-file",                   "the config file, by profile"),
    ("ec2-credentials-file",          "the file that AWS_CREDENTIAL_FILE names"),
    ("boto-config",                   "the config file of boto"),
    ("container-role",                "the container: a task's role or Pod Identity"),
    ("iam-role",                      "the role of the instance"),
];

/// Headers that decide something: the log shows all that are sent, so that one which it does not
/// show was not sent
static DECIDING: &[&str] = &[
    "x-amz-acl",
    "x-amz-copy-source",
    "x-amz-expected-bucket-owner",
    "x-amz-request-payer",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-storage-class",
    "x-amz-tagging",
];

/// Headers of S3 that say nothing of the request, or are secret
static PASSED_OVER: &[&str] = &[
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-decoded-content-length",
    "x-amz-sdk-checksum-algorithm",
    "x-amz-trailer",
    "x-amz-user-agent",
];

impl Exchange {
    fn symptom(
        &self,
        credentials: &Credentials,
        text: &str,
        read_answer: fn(&str) -> Option<Symptom>,
    ) -> Symptom {
        let ended = text
            .rfind("An error occurred (")
            .and_then(|at| text.get(at..));
        let sentence = ended.and_then(|it| it.lines().next());
        let document = Some(self.body.as_str()).filter(|it| it.contains("<Code>"));
        let answer = document.or(sentence).and_then(read_answer);
        let mut symptom = Symptom {
            source: Source::Debug,
            client: Some("AWS CLI"),
            ..answer.unwrap_or_default()
        };
        symptom.status = self.status;
        symptom.operation = self.operation.clone().or(symptom.operation);
        let answered = |name: &str| header(&self.answered, name);
        symptom.request_id = symptom.request_id.or_else(|| answered("x-amz-request-id"));
        symptom.host_id = symptom.host_id.or_else(|| answered("x-amz-id-2"));
        self.tell_sent(&mut symptom);
        if let Some(address) = self.url.as_deref().and_then(address::read) {
            address.tell(&mut symptom);
        }
        symptom.region = symptom.region.or_else(|| answered("x-amz-bucket-region"));
        symptom.notes.extend(credentials.note());
        symptom
    }

    /// What the request carried, and who signed it
    fn tell_sent(&self, symptom: &mut Symptom) {
        let sent = |name: &str| header(&self.sent, name);
        if self.sent.is_empty() {
            return;
        }
        for (name, value) in &self.sent {
            let name = name.to_ascii_lowercase();
            let is_told = name.starts_with("x-amz-")
                && !name.starts_with("x-amz-checksum-")
                && !name.contains("customer-key")
                && !PASSED_OVER.contains(&name.as_str());
            if is_told {
                let entry = Entry::One(value.clone());
                symptom.sent.push((Part::Header, name, entry));
            }
        }
        for name in DECIDING {
            if sent(name).is_none() {
                let name = (*name).to_string();
                symptom.sent.push((Part::Header, name, Entry::Absent));
            }
        }
        let mut know = |key: &str, value: String| {
            symptom.context.push((key.to_string(), Entry::One(value)));
        };
        if let Some(agent) = sent("User-Agent") {
            know("aws:UserAgent", agent);
        }
        let signed = sent("Authorization").unwrap_or_default();
        let found = pattern::find(
            "{any=AWS4-HMAC-SHA256} Credential={path}/{any}/{region}/",
            &signed,
        );
        if let Some(found) = found {
            know("s3:authType", "REST-HEADER".to_string());
            know("s3:signatureversion", "AWS4-HMAC-SHA256".to_string());
            symptom.region = symptom
                .region
                .take()
                .or(pattern::owned(&found, Field::Region));
            let id = pattern::told(&found, Field::Path).unwrap_or_default();
            symptom.access_key = address::last_four(id);
        }
        symptom.time = symptom
            .time
            .take()
            .or_else(|| sent("X-Amz-Date").and_then(|it| instant(&it)));
    }
}

/// `20261120T091500Z` as `2026-11-20T09:15:00Z`
fn instant(text: &str) -> Option<String> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let is_number = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    if date.len() != 8 || time.len() != 6 || !is_number(date) || !is_number(time) {
        return None;
    }
    let (year, date) = date.split_at(4);
    let (month, day) = date.split_at(2);
    let (hour, time) = time.split_at(2);
    let (minute, second) = time.split_at(2);
    Some(format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))
}

/// The value of a header; names have no case
fn header(all: &[(String, String)], name: &str) -> Option<String> {
    let mut all = all.iter();
    all.find(|(it, _)| it.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.clone())
}

/// Names and values of a dictionary as Python prints it: `{'a': b'1', 'b': '2'}`
fn pairs(text: &str) -> Vec<(String, String)> {
    /// Headers of one request; S3 takes 8 KB of them
    const MOST: usize = 100;
    let mut found = Vec::new();
    let mut rest = text;
    while found.len() < MOST {
        let Some((_, behind)) = rest.split_once('\'') else {
            break;
        };
        let Some((name, behind)) = behind.split_once("': ") else {
            break;
        };
        let value = behind.strip_prefix('b').unwrap_or(behind);
        let quote = value.chars().next();
        match quote.filter(|it| "'\"".contains(*it)) {
            Some(quote) => {
                let Some((value, behind)) = value.get(1..).and_then(|it| it.split_once(quote))
                else {
                    break;
                };
                found.push((name.to_string(), value.to_string()));
                rest = behind;
            }
            // A number or a name: nothing that is told.
            None => rest = behind,
        }
    }
    found
}

fn after<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    text.find(label).and_then(|at| text.get(at + label.len()..))
}

/// The text up to what parts values
fn word(text: &str) -> &str {
    let end = text.find(|it: char| it.is_whitespace() || "),>".contains(it));
    let word = end.and_then(|end| text.get(..end)).unwrap_or(text);
    word.trim_end_matches('.')
}
