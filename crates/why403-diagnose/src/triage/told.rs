//! What text and flags tell, and how much of an answer AWS gave.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::find_bucket;
use why403_model::arn::{AccountId, Arn};
use why403_model::operations::{self, Operation, ResourceKind};
use why403_model::request::{Action, Context, Others, Principal};
use why403_model::shell::{is_read, quoted};
use why403_model::world::World;

use crate::cause::known::{self, Clues, Likelihood, Suspicion};
use crate::operation::Sent;
use crate::question::{Flags, Parts, QuestionError};
use crate::symptom::simulator::Simulated;
use crate::symptom::{Source, Symptom};

/// How much AWS said beside its refusal
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// Nobody saw an answer of S3
    Unseen,
    /// A status and no text: the answer to a HEAD, or a client that shows no more
    Empty,
    /// `Access Denied` and no reason
    Bare,
    /// A reason
    Reason,
}

/// What is told
pub(super) struct Told<'t> {
    pub(super) symptom: &'t Symptom,
    pub(super) world: &'t World,
    pub(super) simulated: &'t [Simulated],
    pub(super) parts: Parts,
    pub(super) bucket: Option<String>,
    pub(super) key: Option<String>,
    /// The account that owns the resource
    pub(super) owner: Option<AccountId>,
    pub(super) body: Body,
}

/// Codes that are no more than the status
const STATUS: &[&str] = &["403", "forbidden", "403 forbidden"];

/// Operations that are a HEAD
const HEADS: &[&str] = &["HeadObject", "HeadBucket"];

impl<'t> Told<'t> {
    pub(super) fn of(
        flags: &Flags,
        symptom: &'t Symptom,
        simulated: &'t [Simulated],
        world: &'t World,
    ) -> Result<Self, QuestionError> {
        Ok(Self::with(
            Parts::of(flags, symptom, world)?,
            symptom,
            simulated,
            world,
        ))
    }

    /// What the text tells alone
    pub(super) fn bare(symptom: &'t Symptom, world: &'t World) -> Self {
        let parts = Parts::of(&Flags::default(), symptom, world);
        let parts = parts.unwrap_or_else(|_| Parts {
            principal: None,
            action: None,
            operations: Vec::new(),
            resource: None,
            context: Context::new(Others::Unknown),
            sent: Sent::new(Others::Unknown),
        });
        Self::with(parts, symptom, &[], world)
    }

    /// What is told where the parts are known already
    pub(super) fn with(
        parts: Parts,
        symptom: &'t Symptom,
        simulated: &'t [Simulated],
        world: &'t World,
    ) -> Self {
        let arn = parts.resource.as_ref();
        let bucket = arn.and_then(Arn::s3_bucket).map(ToString::to_string);
        let key = arn.and_then(Arn::s3_key).filter(|it| !it.is_empty());
        let owner = arn.and_then(Arn::account_id);
        let told = symptom.resource_account.as_deref();
        let owner = owner.or_else(|| told.and_then(AccountId::parse));
        let found = bucket.as_deref().and_then(|it| find_bucket(world, it));
        let owner = owner.or_else(|| found.map(|(account, _)| account.id.clone()));
        let mut told = Self {
            key: key.map(ToString::to_string),
            body: body(symptom, &parts),
            bucket,
            owner,
            parts,
            symptom,
            simulated,
            world,
        };
        // A text that proves a cause is no bare one.
        let is_proven = |(_, it): &(_, Suspicion)| it.likelihood == Likelihood::Proven;
        let is_told = told.is_told_of_kms() || known::suspects(&told.clues()).iter().any(is_proven);
        if told.body == Body::Bare && is_told {
            told.body = Body::Reason;
        }
        told
    }

    /// Whether the text is what KMS says of a key behind S3
    pub(super) fn is_told_of_kms(&self) -> bool {
        let clues = self.clues();
        clues.says(&["ciphertext refers to a customer master key"])
    }

    pub(super) fn clues(&self) -> Clues<'_> {
        Clues {
            symptom: self.symptom,
            world: self.world,
            principal: self.parts.principal.as_ref(),
            action: self.parts.action.as_ref(),
            bucket: self.bucket.as_deref(),
            key: self.key.as_deref(),
        }
    }

    /// The caller's account
    pub(super) fn account(&self) -> Option<AccountId> {
        self.parts.principal.as_ref().and_then(Principal::account)
    }

    /// Whether caller and resource are known to be of the same account, or known not to be
    pub(super) fn is_same_account(&self) -> Option<bool> {
        Some(self.account()? == *self.owner.as_ref()?)
    }

    pub(super) fn is_head(&self) -> bool {
        let names = self.parts.operations.iter().map(|it| it.name);
        let told = self.symptom.operation.as_deref();
        names
            .chain(told)
            .any(|it| HEADS.iter().any(|head| head.eq_ignore_ascii_case(it)))
    }

    /// The operation as AWS writes it, else as the text has it
    pub(super) fn operation_name(&self) -> Option<String> {
        let known = self.parts.operations.first().map(|it| it.name.to_string());
        known.or_else(|| {
            let told = self.symptom.operation.as_deref()?;
            let named = operations::named(told).next();
            Some(named.map_or(told, |it| it.name).to_string())
        })
    }

    /// Whether the call is about no bucket, such as a listing of all
    pub(super) fn is_about_nothing(&self) -> bool {
        let operations = &self.parts.operations;
        let no_place = |it: &Operation| {
            let rows = it.actions.iter();
            it.client == operations::Client::S3
                && rows.map(|it| it.on).all(|it| it == ResourceKind::Any)
        };
        !operations.is_empty() && operations.iter().copied().all(no_place)
    }

    /// Whether a caller that a provider has signed in asks for a role
    pub(super) fn is_signing_in(&self) -> bool {
        const CALLS: &[&str] = &["AssumeRoleWithWebIdentity", "AssumeRoleWithSAML"];
        let called = self.parts.operations.iter().map(|it| it.name);
        let asked = self.parts.action.iter().map(Action::name);
        called.chain(asked).any(|it| CALLS.contains(&it))
    }

    /// Whether a command can tell something of this call: it is about a bucket or not, and the
    /// caller is one that STS knows or not
    pub(super) fn fits(&self, command: &str) -> bool {
        // A role is in no bucket, and neither is the list of all.
        let is_without = self.is_about_nothing() || self.is_signing_in();
        let is_elsewhere = is_without && command.contains(" --bucket ");
        let is_unknown = self.is_signing_in() && command.contains(" get-caller-identity");
        !is_elsewhere && !is_unknown
    }

    /// What nobody told of
    pub(super) fn lacks(&self) -> Vec<&'static str> {
        let parts = &self.parts;
        let is_called = parts.action.is_some() || !parts.operations.is_empty();
        let all = [
            ("principal", parts.principal.is_none()),
            ("action", !is_called),
            (
                "resource",
                parts.resource.is_none() && !self.is_about_nothing(),
            ),
        ];
        all.into_iter()
            .filter(|(_, lacks)| *lacks)
            .map(|(what, _)| what)
            .collect()
    }

    pub(super) fn bucket_word(&self) -> String {
        let name = self.bucket.as_deref();
        name.map_or_else(|| "BUCKET".to_string(), quoted)
    }

    /// The key as a word of a command; not one that the AWS CLI would take for a file to read
    pub(super) fn key_word(&self) -> String {
        let name = self.key.as_deref().filter(|it| !is_read(it));
        name.map_or_else(|| "KEY".to_string(), quoted)
    }

    /// What an operation is called on: what is told, completed with words that stand for names
    pub(super) fn target(&self, operation: &Operation) -> String {
        let path = operation.http.as_ref().map_or("", |it| it.path);
        let told = self
            .parts
            .resource
            .as_ref()
            .filter(|it| it.service() != "kms");
        let bucket = self.bucket.as_deref().unwrap_or("BUCKET");
        let is_of_object = path.contains("{Key+}");
        match told {
            // What is no bucket or object, such as an access point, is taken as it is.
            Some(arn) if arn.s3_bucket().is_none() => arn.to_string(),
            Some(arn) if is_of_object == self.key.is_some() => arn.to_string(),
            Some(_) | None if is_of_object => {
                let key = self.key.as_deref().unwrap_or("KEY");
                alloc::format!("arn:aws:s3:::{bucket}/{key}")
            }
            Some(_) | None if path.contains("{Bucket}") => alloc::format!("arn:aws:s3:::{bucket}"),
            Some(_) | None => "*".to_string(),
        }
    }
}

fn body(symptom: &Symptom, parts: &Parts) -> Body {
    if symptom.source == Source::Simulator || *symptom == Symptom::default() {
        return Body::Unseen;
    }
    if symptom.action.is_some() || !symptom.denied_by.is_empty() {
        return Body::Reason;
    }
    let code = symptom.code.as_deref().map(str::to_ascii_lowercase);
    let is_status = code.as_deref().is_some_and(|it| STATUS.contains(&it));
    let message = symptom.message.to_ascii_lowercase();
    let is_bare = message.contains("access denied") || message.contains("accessdenied");
    let names = parts.operations.iter().map(|it| it.name);
    let is_head = names
        .chain(symptom.operation.as_deref())
        .any(|it| HEADS.iter().any(|head| head.eq_ignore_ascii_case(it)));
    match code.as_deref() {
        _ if is_head || is_status => Body::Empty,
        Some("accessdenied" | "accessdeniedexception" | "access_denied") => Body::Bare,
        // Another code is a reason by itself.
        Some(_) => Body::Reason,
        None if is_bare => Body::Bare,
        None => Body::Empty,
    }
}
