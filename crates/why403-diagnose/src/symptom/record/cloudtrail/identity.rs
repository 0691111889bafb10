//! Who called: every type of `userIdentity`.
//!
//! Source: CloudTrail User Guide, "CloudTrail userIdentity element"; `spec/iam.md` D.2, D.3;
//! `spec/s3.md` H.1.

use alloc::format;
use alloc::string::{String, ToString};

use why403_model::arn::Arn;
use why403_model::json::Node;
use why403_model::request::{Entry, Principal};

use super::super::network::one;
use super::{Event, Symptom};

/// Says who called, and which condition keys such a caller has.
pub(super) fn say(event: &Event<'_>, symptom: &mut Symptom) {
    let mut caller = Caller {
        event,
        kind: event.said(&["userIdentity", "type"]).unwrap_or_default(),
        symptom,
    };
    caller.say();
}

/// Who has no keys of sessions: `aws:TokenIssueTime` and those of MFA
const OF_SESSIONS: [&str; 3] = [
    "aws:TokenIssueTime",
    "aws:MultiFactorAuthPresent",
    "aws:MultiFactorAuthAge",
];

struct Caller<'n, 's> {
    event: &'n Event<'n>,
    kind: &'n str,
    symptom: &'s mut Symptom,
}

impl<'n> Caller<'n, '_> {
    fn text(&self, path: &[&str]) -> Option<&'n str> {
        let node = self.event.node.get("userIdentity")?;
        let found = path.iter().try_fold(node, |node, name| node.get(name))?;
        found.scalar().filter(|it| !it.is_empty())
    }

    fn put(&mut self, key: &str, entry: Entry) {
        self.symptom.context.push((key.to_string(), entry));
    }

    fn put_some(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.put(key, one(value));
        }
    }

    fn note(&mut self, text: String) {
        self.symptom.notes.push(text);
    }

    fn say(&mut self) {
        let account = self.text(&["accountId"]);
        let is_anonymous = account.is_some_and(|it| {
            it.eq_ignore_ascii_case("ANONYMOUS_PRINCIPAL") || it.eq_ignore_ascii_case("anonymous")
        });
        self.symptom.principal = match self.kind {
            "AWSAccount" if is_anonymous => Some("anonymous".to_string()),
            "AWSService" => self.text(&["invokedBy"]).map(String::from),
            "WebIdentityUser" => self.web_identity(),
            "SAMLUser" => self.of_request("principalArn"),
            _ => self.own_arn(),
        };
        if self.symptom.principal.is_none() {
            self.tell_of_nobody(account);
        }
        self.say_ids();
        self.say_session();
        self.say_via();
        if is_anonymous {
            for key in OF_SESSIONS
                .iter()
                .chain(&["s3:authType", "s3:signatureversion"])
            {
                self.put(key, Entry::Absent);
            }
        }
    }

    /// The caller's ARN: for a session its own, else made of the role's and the session's name
    fn own_arn(&self) -> Option<String> {
        if let Some(arn) = self.text(&["arn"]) {
            return Some(arn.to_string());
        }
        let role = Arn::parse(self.text(&["sessionContext", "sessionIssuer", "arn"])?).ok()?;
        let (_, session) = self.text(&["principalId"])?.split_once(':')?;
        let (partition, account) = (role.partition(), role.account_id()?);
        let name = role.resource().strip_prefix("role/").map(|_| role.name())?;
        Some(format!(
            "arn:{partition}:sts::{account}:assumed-role/{name}/{session}"
        ))
    }

    /// The provider, and what its token says: `PROVIDER:AUDIENCE:SUBJECT`
    fn web_identity(&mut self) -> Option<String> {
        let provider = self.text(&["identityProvider"])?;
        let issuer = provider.split_once(":oidc-provider/").map(|(_, it)| it);
        let claims = self.text(&["principalId"]).and_then(|it| {
            let rest = it.strip_prefix(provider)?.strip_prefix(':')?;
            rest.split_once(':')
        });
        if let (Some(issuer), Some((audience, subject))) = (issuer, claims) {
            self.put(&format!("{issuer}:aud"), one(audience));
            self.put(&format!("{issuer}:sub"), one(subject));
        }
        Some(provider.to_string())
    }

    fn of_request(&self, name: &str) -> Option<String> {
        let found = self.event.said(&["requestParameters", name]);
        found.map(String::from)
    }

    /// Why there is no ARN
    fn tell_of_nobody(&mut self, account: Option<&str>) {
        let Some(account) = account else {
            let kind = if self.kind.is_empty() {
                "unknown"
            } else {
                self.kind
            };
            self.note(format!(
                "the record has no ARN of the caller, of type {kind}"
            ));
            return;
        };
        self.put("aws:PrincipalAccount", one(account));
        self.note(format!(
            "of the caller the record tells only account {account}; the caller's name is in that \
             account's own trail"
        ));
    }

    /// `aws:userid`, and the role's ARN with its path
    fn say_ids(&mut self) {
        let is_session = matches!(self.kind, "AssumedRole" | "Role");
        if is_session {
            let role = self.text(&["sessionContext", "sessionIssuer", "arn"]);
            let role = role.filter(|it| it.contains(":role/"));
            self.put_some("aws:PrincipalArn", role);
        }
        let has_id = is_session || matches!(self.kind, "IAMUser" | "FederatedUser" | "AWSAccount");
        let id = self.text(&["principalId"]);
        // Some records have the access key where the id belongs.
        let id = id.filter(|it| has_id && !it.starts_with("AKIA") && !it.starts_with("ASIA"));
        self.put_some("aws:userid", id);
        let key = self.text(&["accessKeyId"]).unwrap_or_default();
        let last = key.len().checked_sub(4).and_then(|it| key.get(it..));
        self.symptom.access_key = last.filter(|_| key.len() >= 16).map(String::from);
    }

    /// Keys of the session, by the presence matrix
    fn say_session(&mut self) {
        let created = self.text(&["sessionContext", "attributes", "creationDate"]);
        let mfa = self.text(&["sessionContext", "attributes", "mfaAuthenticated"]);
        let provider = self.text(&["sessionContext", "webIdFederationData", "federatedProvider"]);
        let key = self.text(&["accessKeyId"]).unwrap_or_default();
        self.put_some(
            "aws:SourceIdentity",
            self.text(&["sessionContext", "sourceIdentity"]),
        );
        self.put_some(
            "ec2:RoleDelivery",
            self.text(&["sessionContext", "ec2RoleDelivery"]),
        );
        self.put_some("aws:FederatedProvider", provider);
        let function = self.text(&["inScopeOf", "credentialsIssuedTo"]);
        let function = function.filter(|it| it.contains(":function:"));
        self.put_some("lambda:SourceFunctionArn", function);
        if key.starts_with("AKIA") {
            // Long-term keys have no session.
            for key in OF_SESSIONS {
                self.put(key, Entry::Absent);
            }
            return;
        }
        self.put_some("aws:TokenIssueTime", created);
        // What services make of a session says nothing of MFA (`spec/iam.md` D.2).
        if self.event.invoked_by().is_some() {
            return;
        }
        match (self.kind, mfa) {
            (_, Some("true")) => self.put("aws:MultiFactorAuthPresent", one("true")),
            // A role's session without MFA may have `false` or no such key: nobody says which,
            // save that a federated one has none.
            ("AssumedRole", Some("false")) => {
                if provider.is_some() {
                    self.put("aws:MultiFactorAuthPresent", Entry::Absent);
                }
                self.put("aws:MultiFactorAuthAge", Entry::Absent);
            }
            ("IAMUser" | "Root", Some("false")) => {
                self.put("aws:MultiFactorAuthPresent", one("false"));
                self.put("aws:MultiFactorAuthAge", Entry::Absent);
            }
            (_, _) => {}
        }
    }

    /// Whether a service called in the caller's name
    fn say_via(&mut self) {
        let calls_itself = self.kind == "AWSService";
        if calls_itself || self.event.is_whole && self.event.invoked_by().is_none() {
            self.put("aws:ViaAWSService", one("false"));
            for key in ["aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast"] {
                self.put(key, Entry::Absent);
            }
            return;
        }
        if self.event.invoked_by().is_none() {
            return;
        }
        match self.kind {
            // A service has no credentials of a user: it passes the caller's on.
            "IAMUser" | "Root" | "FederatedUser" => self.put("aws:ViaAWSService", one("true")),
            "AssumedRole" if self.is_service_linked() => {
                self.put("aws:ViaAWSService", one("false"));
            }
            // A service may use a role of its own, or pass a session on.
            _ => {}
        }
    }

    fn is_service_linked(&self) -> bool {
        let arn = self.text(&["arn"]).and_then(|it| Arn::parse(it).ok());
        let principal = arn.as_ref().and_then(Principal::from_arn);
        principal.is_some_and(|it| it.is_service_linked())
    }
}

/// Whether S3 asked KMS for the caller: the encryption context names the object or bucket
pub(super) fn is_of_s3(event: &Event<'_>) -> bool {
    let context = event.at(&["requestParameters", "encryptionContext"]);
    let names_object = context.is_some_and(|it: &Node| it.get("aws:s3:arn").is_some());
    let by = event.invoked_by();
    event.service == "kms"
        && names_object
        && by.is_some_and(|it| it == "AWS Internal" || it == "s3.amazonaws.com")
}
