//! Clues: what a symptom says, as far as it was understood, and what can be asked of it.

use alloc::format;
use alloc::string::{String, ToString};

use why403_engine::Layer;
use why403_engine::resolve::find_bucket;
use why403_model::arn::{AccountId, Arn};
use why403_model::request::{Action, Entry, Principal};
use why403_model::shell::{is_read, quoted};
use why403_model::world::World;

use super::{Likelihood, Suspicion};
use crate::symptom::{Denial, Symptom};

/// What is known of a denial before anything is evaluated
#[derive(Clone, Copy, Debug)]
pub struct Clues<'a> {
    /// What the person has
    pub symptom: &'a Symptom,
    /// What is known of AWS; may be empty
    pub world: &'a World,
    /// Who asked, where it is known
    pub principal: Option<&'a Principal>,
    /// For what, where it is known
    pub action: Option<&'a Action>,
    /// The bucket that is asked, where it is known
    pub bucket: Option<&'a str>,
    /// The key of the object, where it is known
    pub key: Option<&'a str>,
}

/// Codes and texts of a refusal that names no reason
const BARE_CODES: &[&str] = &[
    "AccessDenied",
    "AccessDeniedException",
    "Forbidden",
    "403",
    "403 Forbidden",
    "ACCESS_DENIED",
];

impl Clues<'_> {
    /// Whether the message has one of these phrases, which are in lower case
    pub(crate) fn says(&self, phrases: &[&str]) -> bool {
        let lowered = self.symptom.message.to_ascii_lowercase();
        phrases.iter().any(|it| lowered.contains(it))
    }

    /// Proven by one of these codes or phrases; the sentence quotes which, in words that are ours
    pub(crate) fn proven(&self, codes: &[&str], phrases: &[&str]) -> Option<Suspicion> {
        let found = self.symptom.code.as_deref().unwrap_or_default();
        if let Some(code) = codes.iter().find(|it| it.eq_ignore_ascii_case(found)) {
            return Some(Likelihood::Proven.since(format!("AWS answers with the code {code}")));
        }
        let lowered = self.symptom.message.to_ascii_lowercase();
        let said = phrases.iter().find(|it| lowered.contains(**it))?;
        Some(Likelihood::Proven.since(format!("AWS says: {said}")))
    }

    /// Whether AWS gave no reason: a bare denial, one that names the action only, or none at all
    /// as with HEAD
    pub(crate) fn is_bare(&self) -> bool {
        let symptom = self.symptom;
        let code = symptom.code.as_deref();
        let is_code = code.is_none_or(|it| BARE_CODES.iter().any(|bare| bare == &it));
        let is_status = symptom.status.is_none_or(|it| it == 403);
        symptom.denied_by.is_empty() && is_code && is_status
    }

    /// What the message says of one way to deny: proven where it can mean nothing else, likely
    /// where it says so in words, possible where the layer can hide behind the words
    pub(crate) fn told(&self, layer: Layer, effect: Denial) -> Option<Likelihood> {
        let told = &self.symptom.denied_by;
        let place = told.iter().position(|it| *it == (layer, effect))?;
        Some(match (place, told.len()) {
            (0, 1) => Likelihood::Proven,
            (0, _) => Likelihood::Likely,
            (_, _) => Likelihood::Possible,
        })
    }

    /// What the message says of a Deny in a policy that can hold any condition: of the bucket or
    /// key, the organization, the caller
    pub(crate) fn told_of_deny(&self) -> Option<Likelihood> {
        let layers = [Layer::Resource, Layer::Scp, Layer::Identity];
        let mut told = layers.into_iter();
        told.find_map(|it| self.told(it, Denial::Explicit))
    }

    /// What the message says of one way to deny, with a sentence for it
    pub(crate) fn says_of(&self, layer: Layer, effect: Denial) -> Option<Suspicion> {
        let likelihood = self.told(layer, effect)?;
        let (what, policy) = (self.what(), policy(layer));
        let is_vowel = policy.starts_with(['a', 'e', 'i', 'o', 'u', 'A']);
        let article = if is_vowel { "an" } else { "a" };
        Some(likelihood.since(match (likelihood, effect) {
            (Likelihood::Possible, _) => {
                format!("behind the words of AWS's message {article} {policy} can stand as well")
            }
            (_, Denial::Implicit) => format!("AWS says that no {policy} allows {what}"),
            (_, Denial::Explicit) => format!("AWS says that {article} {policy} denies {what}"),
        }))
    }

    /// Suspected where AWS gave no reason
    pub(crate) fn bare(&self, likelihood: Likelihood, evidence: &str) -> Option<Suspicion> {
        self.is_bare().then(|| likelihood.since(evidence))
    }

    /// Suspected of a refusal that no policy makes. Within one organization AWS names the policy
    /// that denied, so a bare denial with a body makes such refusals likelier
    /// (`spec/s3.md` C.8, I.3).
    pub(crate) fn gate(&self, evidence: &str) -> Option<Suspicion> {
        if !self.is_bare() {
            return None;
        }
        if self.is_foreign() == Some(false) && !self.is_head() {
            return Some(Likelihood::Likely.since(format!(
                "{evidence}; AWS names the policy that denies in one's own account, and here it \
                 names none"
            )));
        }
        Some(Likelihood::Possible.since(evidence))
    }

    /// Whether the answer has no body, in which AWS could give its reason
    pub(crate) fn is_head(&self) -> bool {
        let called = self.symptom.operation.as_deref();
        // The code of a body is AccessDenied; clients make up another one from the status.
        let is_status = matches!(
            self.symptom.code.as_deref(),
            Some("403" | "Forbidden" | "403 Forbidden")
        );
        is_status || called.is_some_and(|it| it.starts_with("Head"))
    }

    /// Whether caller and bucket belong to different accounts, where both are known
    pub(crate) fn is_foreign(&self) -> Option<bool> {
        let own = self.principal?.account()?;
        Some(own != self.owner()?)
    }

    /// The account that owns the bucket: by the symptom, else by the world
    pub(crate) fn owner(&self) -> Option<AccountId> {
        let told = self.symptom.resource_account.as_deref();
        told.and_then(AccountId::parse).or_else(|| {
            let (account, _) = find_bucket(self.world, self.bucket?)?;
            Some(account.id.clone())
        })
    }

    /// Whether content or metadata of an object is read
    pub(crate) fn reads(&self) -> bool {
        const READS: &[&str] = &[
            "GetObject",
            "HeadObject",
            "GetObjectAttributes",
            "CopyObject",
        ];
        let is_read = self.acts(&["s3:GetObject", "s3:GetObjectVersion"]);
        is_read || self.service() == "s3" && self.calls(READS)
    }

    /// Whether an object is written
    pub(crate) fn writes(&self) -> bool {
        const WRITES: &[&str] = &[
            "PutObject",
            "CopyObject",
            "CreateMultipartUpload",
            "UploadPart",
            "CompleteMultipartUpload",
        ];
        self.acts(&["s3:PutObject"]) || self.service() == "s3" && self.calls(WRITES)
    }

    /// Whether the call carries one of these headers or parameters
    pub(crate) fn sends(&self, names: &[&str]) -> bool {
        let is_there = |it: &Entry| matches!(it, Entry::One(_) | Entry::Many(_));
        let mut sent = self.symptom.sent.iter();
        sent.any(|(_, name, entry)| {
            is_there(entry) && names.iter().any(|it| it.eq_ignore_ascii_case(name))
        })
    }

    /// The one value of a condition key that a record tells
    pub(crate) fn context(&self, wanted: &str) -> Option<&str> {
        let mut all = self.symptom.context.iter();
        let (_, entry) = all.find(|(key, _)| key.eq_ignore_ascii_case(wanted))?;
        match entry {
            Entry::One(value) => Some(value),
            Entry::Many(_) | Entry::Absent | Entry::Unknown => None,
        }
    }

    /// The service of the action; S3 where none is known
    pub(crate) fn service(&self) -> &str {
        self.action.map_or("s3", Action::service)
    }

    /// Whether the action is one of these
    pub(crate) fn acts(&self, names: &[&str]) -> bool {
        let action = self.action.map(Action::as_str);
        action.is_some_and(|it| names.iter().any(|name| name.eq_ignore_ascii_case(it)))
    }

    /// Whether the operation is one of these
    pub(crate) fn calls(&self, names: &[&str]) -> bool {
        let called = self.symptom.operation.as_deref();
        called.is_some_and(|it| names.iter().any(|name| name.eq_ignore_ascii_case(it)))
    }

    /// The action, for a sentence
    pub(crate) fn what(&self) -> String {
        match (self.action, self.symptom.operation.as_deref()) {
            (Some(action), _) => action.to_string(),
            (None, Some(operation)) => operation.to_string(),
            (None, None) => "the request".to_string(),
        }
    }

    /// The name of the caller's role as a word of a command
    pub(crate) fn role_word(&self) -> String {
        match self.principal {
            Some(Principal::RoleSession { role, .. }) => quoted(role),
            Some(_) | None => "ROLE".to_string(),
        }
    }

    /// The bucket as a word of a command
    pub(crate) fn bucket_word(&self) -> String {
        self.bucket.map_or_else(|| "BUCKET".to_string(), quoted)
    }

    /// The key as a word of a command; not one that the AWS CLI would take for a file to read
    pub(crate) fn key_word(&self) -> String {
        let key = self.key.filter(|it| !is_read(it));
        key.map_or_else(|| "KEY".to_string(), quoted)
    }

    /// The caller's account as a word of a command
    pub(crate) fn account_word(&self) -> String {
        let account = self.principal.and_then(Principal::account);
        account.map_or_else(|| "ACCOUNT".to_string(), |it| it.to_string())
    }

    /// `--bucket B --key K`
    pub(crate) fn object_words(&self) -> String {
        format!("--bucket {} --key {}", self.bucket_word(), self.key_word())
    }

    /// The ARN of the resource, where the symptom has it
    pub(crate) fn resource(&self) -> Option<Arn> {
        Arn::parse(self.symptom.resource.as_deref()?).ok()
    }
}

/// A policy of a layer, as AWS's messages call it
fn policy(layer: Layer) -> &'static str {
    match layer {
        Layer::Identity => "identity-based policy",
        Layer::Resource | Layer::AccessPoint => "resource-based policy",
        Layer::Boundary => "permissions boundary",
        Layer::Session => "session policy",
        Layer::Scp => "service control policy",
        Layer::Rcp => "resource control policy",
        Layer::Endpoint => "VPC endpoint policy",
        Layer::Acl => "ACL",
        Layer::BlockPublicAccess => "setting of Block Public Access",
        Layer::KmsGrant => "KMS grant",
        Layer::Authentication | Layer::S3Gate => "refusal of S3 itself",
    }
}
