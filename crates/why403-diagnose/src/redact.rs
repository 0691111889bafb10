//! A diagnosis with neutral names in place of the real ones, to be shown in public.
//!
//! Everything was decided with the real names; this maps what is shown, and decides nothing. What
//! only served to decide is left out: the layers' own policies and settings, compiled patterns.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::layers::{AclLayer, GateFacts, Grants, Layers, Levels, Policies};
use why403_engine::trace::{LayerTrace, PolicyTrace, Resolved, StatementTrace, TestTrace};
use why403_engine::{Prepared, evaluate::Evaluation, keys};
use why403_model::arn::AccountId;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::redact::{Edits, Kind, Redactor};
use why403_model::request::{Context, Entry, Input, Others, Principal, Request};
use why403_model::span::Span;
use why403_model::world::Document;

use crate::cause::{Cause, Decider};
use crate::checks::Check;
use crate::diagnosis::{Checked, Diagnosis, Unknown};
use crate::idea::Idea;
use crate::near_miss::{Missed, NearMiss};
use crate::operation::{Call, KeyUse, On, PlannedCheck, Sent, Source};
use crate::question::Question;
use crate::symptom::log::{Group, Place};
use crate::symptom::{self, Symptom};

/// The diagnosis with every name mapped.
///
/// - `redactor`: what it has learned, from [`Redactor::learn_world`] or an earlier diagnosis, keeps
///   its names.
/// - Decision, verdicts, marks, codes, certainties and the lines of documents stay as they are.
/// - The layers of the checks come out empty: nothing is decided again.
#[must_use]
pub fn redacted(diagnosis: &Diagnosis, redactor: &mut Redactor) -> Diagnosis {
    Pass::new(redactor).diagnosis(diagnosis)
}

/// The groups of a log with every name mapped, as [`redacted`] maps a diagnosis.
#[must_use]
pub fn redacted_groups(groups: &[Group], redactor: &mut Redactor) -> Vec<Group> {
    let mut pass = Pass {
        redactor,
        documents: Vec::new(),
    };
    groups.iter().map(|it| pass.group(it)).collect()
}

/// One pass over a diagnosis
pub(crate) struct Pass<'r> {
    redactor: &'r mut Redactor,
    /// Documents that were met, with what became of them
    documents: Vec<(Arc<Document>, Arc<Document>, Edits)>,
}

impl<'r> Pass<'r> {
    pub(crate) fn new(redactor: &'r mut Redactor) -> Self {
        Self {
            redactor,
            documents: Vec::new(),
        }
    }

    pub(crate) fn diagnosis(&mut self, diagnosis: &Diagnosis) -> Diagnosis {
        // Names are learned where their kind is plain, before sentences are read.
        let question = self.question(&diagnosis.question);
        let checks: Vec<Checked> = diagnosis.checks.iter().map(|it| self.checked(it)).collect();
        let causes = diagnosis.causes.iter().map(|it| self.cause(it)).collect();
        let ideas = diagnosis.ideas.iter().map(|it| self.idea(it)).collect();
        let unknowns = diagnosis
            .unknowns
            .iter()
            .map(|it| self.unknown(it))
            .collect();
        Diagnosis {
            question,
            decision: diagnosis.decision,
            outcome: diagnosis.outcome,
            checks,
            open: diagnosis.open.iter().map(|it| self.plan(it)).collect(),
            causes,
            ideas,
            fixes: self.plans(&diagnosis.fixes),
            unknowns,
            looks: diagnosis.looks.iter().map(|it| self.planned(it)).collect(),
            progress: diagnosis.progress.clone(),
            assumptions: diagnosis.assumptions.clone(),
            contradiction: diagnosis.contradiction.as_ref().map(|it| self.text(it)),
            notes: diagnosis.notes.iter().map(|it| self.text(it)).collect(),
        }
    }

    pub(crate) fn text(&mut self, text: &str) -> String {
        self.redactor.text(text)
    }

    /// An error code; AWS's own name nothing
    fn code(&mut self, text: &str) -> String {
        if symptom::is_code(text) {
            return text.to_string();
        }
        self.text(text)
    }

    /// A note of a symptom; what is said to everybody names nothing
    fn note(&mut self, text: &str) -> String {
        if symptom::is_common_note(text) {
            return text.to_string();
        }
        self.text(text)
    }

    pub(crate) fn name(&mut self, text: &str) -> String {
        self.redactor.written(Kind::Name, text)
    }

    /// A path of files
    pub(crate) fn path(&mut self, path: &str) -> String {
        self.redactor.path(path)
    }

    pub(crate) fn some(&mut self, text: Option<&String>) -> Option<String> {
        text.map(|it| self.name(it))
    }

    pub(crate) fn values(&mut self, values: &[String]) -> Vec<String> {
        let values = values.iter();
        values
            .map(|it| self.redactor.written(Kind::Value, it))
            .collect()
    }

    pub(crate) fn account(&mut self, account: &AccountId) -> AccountId {
        AccountId::parse(&self.name(account.as_str())).unwrap_or_else(|| account.clone())
    }

    /// Takes in the words of a sentence without names
    pub(crate) fn keep(&mut self, text: &str) {
        self.redactor.keep(text);
    }

    /// The name of a condition key, of which a tag's part may tell something
    pub(crate) fn key(&mut self, key: &str) -> String {
        self.redactor.written(Kind::Tag, key)
    }

    pub(crate) fn document(&mut self, found: &Arc<Document>) -> (Arc<Document>, Edits) {
        let known = self.documents.iter();
        let known = known
            .into_iter()
            .find(|(old, _, _)| Arc::ptr_eq(old, found));
        if let Some((_, new, edits)) = known {
            return (new.clone(), edits.clone());
        }
        let (new, edits) = self.redactor.document(found);
        let new = Arc::new(new);
        self.documents
            .push((found.clone(), new.clone(), edits.clone()));
        (new, edits)
    }

    fn placed(&mut self, found: &Arc<Document>, at: Span) -> (Arc<Document>, Span) {
        let (document, edits) = self.document(found);
        (document, edits.carried(at))
    }

    fn question(&mut self, found: &Question) -> Question {
        Question {
            request: self.request(&found.request),
            symptom: found.symptom.as_ref().map(|it| self.symptom(it)),
            call: found.call.as_ref().map(|it| self.call(it)),
            // Their answers are in the notes.
            ways: Vec::new(),
        }
    }

    /// The call without what it carries, which is not shown
    fn call(&mut self, found: &Call) -> Call {
        Call {
            operation: found.operation,
            request: self.request(&found.request),
            source: found.source.as_ref().map(|it| Source {
                object: self.redactor.arn(&it.object),
                version_id: it.version_id.as_deref().map(|it| self.name(it)),
            }),
            sent: Sent::new(Others::Unknown),
            states: found.states.clone(),
        }
    }

    fn plan(&mut self, found: &PlannedCheck) -> PlannedCheck {
        PlannedCheck {
            action: found.action.clone(),
            on: match &found.on {
                On::Known(arn) => On::Known(self.name(arn)),
                On::Likely(arn, gap) => On::Likely(self.name(arn), self.gap(gap)),
                On::Unknown(gap) => On::Unknown(self.gap(gap)),
            },
            needed: found.needed,
            effect: found.effect,
            because: self.text(&found.because),
            when: found.when.clone(),
            gaps: found.gaps.iter().map(|it| self.gap(it)).collect(),
            side: found.side,
            key: found.key.as_ref().map(|it| self.key_use(it)),
            note: found.note,
        }
    }

    fn key_use(&mut self, found: &KeyUse) -> KeyUse {
        KeyUse {
            basis: found.basis,
            via: found.via.clone(),
            context: match &found.context {
                Fact::Known(arn) => Fact::Known(self.name(arn)),
                Fact::Unknown(gap) => Fact::Unknown(self.gap(gap)),
            },
        }
    }

    fn group(&mut self, found: &Group) -> Group {
        let symptom = self.symptom(&found.symptom);
        Group {
            symptom,
            count: found.count,
            first: found.first,
            last: found.last,
            resources: found.resources.iter().map(|it| self.name(it)).collect(),
            distinct: found.distinct,
            places: found.places.iter().map(|it| self.place(it)).collect(),
            function: found.function.as_ref().map(|it| self.name(it)),
            // Nothing is compared again.
            cases: Vec::new(),
            beyond: found.beyond,
        }
    }

    fn place(&mut self, found: &Place) -> Place {
        Place {
            file: found.file.as_ref().map(|it| self.redactor.path(it)),
            line: found.line,
        }
    }

    pub(crate) fn symptom(&mut self, found: &Symptom) -> Symptom {
        Symptom {
            source: found.source,
            client: found.client,
            // Whoever has these can ask AWS about the request.
            request_id: None,
            host_id: None,
            status: found.status,
            region: found.region.as_deref().map(|it| self.text(it)),
            time: found.time.clone(),
            resource_account: self.some(found.resource_account.as_ref()),
            access_key: None,
            context: found
                .context
                .iter()
                .map(|(key, entry)| (self.redactor.written(Kind::Tag, key), self.entry(entry)))
                .collect(),
            sent: found
                .sent
                .iter()
                .map(|(part, name, entry)| (*part, name.clone(), self.entry(entry)))
                .collect(),
            notes: found.notes.iter().map(|it| self.note(it)).collect(),
            code: found.code.as_deref().map(|it| self.code(it)),
            principal: self.some(found.principal.as_ref()),
            action: self.some(found.action.as_ref()),
            resource: self.some(found.resource.as_ref()),
            target: self.some(found.target.as_ref()),
            operation: found.operation.as_deref().map(|it| self.text(it)),
            policy: self.some(found.policy.as_ref()),
            message: self.text(&found.message),
            denied_by: found.denied_by.clone(),
        }
    }

    pub(crate) fn entry(&mut self, found: &Entry) -> Entry {
        match found {
            Entry::One(value) => Entry::One(self.redactor.written(Kind::Value, value)),
            Entry::Many(values) => Entry::Many(self.values(values)),
            Entry::Absent => Entry::Absent,
            Entry::Unknown => Entry::Unknown,
        }
    }

    pub(crate) fn request(&mut self, found: &Request) -> Request {
        let principal = self.principal(&found.principal);
        let mut context = Context::new(found.context.others());
        let resource = self.name(&found.resource);
        for (key, entry) in found.context.entries() {
            let entry = self.entry(entry);
            let key = self.redactor.written(Kind::Tag, key);
            context.set(&key, entry);
        }
        Request {
            principal,
            action: found.action.clone(),
            resource,
            resource_owner: match &found.resource_owner {
                Fact::Known(account) => Fact::Known(self.account(account)),
                Fact::Unknown(gap) => Fact::Unknown(self.gap(gap)),
            },
            context,
            input: Input::none(),
        }
    }

    pub(crate) fn principal(&mut self, found: &Principal) -> Principal {
        match found {
            Principal::User { arn, id } => Principal::User {
                arn: self.redactor.arn(arn),
                id: self.some(id.as_ref()),
            },
            Principal::Root { arn } => Principal::Root {
                arn: self.redactor.arn(arn),
            },
            Principal::RoleSession {
                partition,
                account,
                role,
                role_arn,
                session,
                id,
            } => Principal::RoleSession {
                partition: partition.clone(),
                account: self.account(account),
                role_arn: role_arn.as_ref().map(|it| self.redactor.arn(it)),
                role: self.redactor.written(Kind::Role, role),
                session: session
                    .as_deref()
                    .map(|it| self.redactor.written(Kind::Session, it)),
                id: self.some(id.as_ref()),
            },
            Principal::FederatedUser { arn } => Principal::FederatedUser {
                arn: self.redactor.arn(arn),
            },
            Principal::Anonymous => Principal::Anonymous,
            Principal::Service { name } => Principal::Service {
                name: self.name(name),
            },
            Principal::Federated { provider } => Principal::Federated {
                provider: self.name(provider),
            },
            Principal::Unstated => Principal::Unstated,
        }
    }

    fn checked(&mut self, found: &Checked) -> Checked {
        let evaluation = Evaluation {
            outcome: found.evaluation.outcome,
            verdicts: found.evaluation.verdicts,
            layers: Vec::new(),
        };
        let request = self.request(&found.check.request);
        let layers = found.evaluation.layers.iter();
        Checked {
            check: Check {
                request,
                plan: self.plan(&found.check.plan),
            },
            layers: no_layers(),
            evaluation: Evaluation {
                layers: layers.map(|it| self.layer(it)).collect(),
                ..evaluation
            },
        }
    }

    fn layer(&mut self, found: &LayerTrace) -> LayerTrace {
        LayerTrace {
            layer: found.layer,
            absent: found.absent,
            policies: found.policies.iter().map(|it| self.policy(it)).collect(),
            gaps: found.gaps.iter().map(|it| self.gap(it)).collect(),
        }
    }

    fn policy(&mut self, found: &PolicyTrace) -> PolicyTrace {
        let (document, _) = self.document(&found.policy.document);
        PolicyTrace {
            policy: Arc::new(Prepared {
                keys: keys::of_policy(&document.policy).into(),
                document,
                statements: Vec::new(),
            }),
            level: self.some(found.level.as_ref()),
            statements: found
                .statements
                .iter()
                .map(|it| self.statement(it))
                .collect(),
        }
    }

    fn statement(&mut self, found: &StatementTrace) -> StatementTrace {
        StatementTrace {
            index: found.index,
            effect: found.effect,
            outcome: found.outcome,
            strength: found.strength,
            action: found.action,
            principal: found.principal,
            resource: found.resource,
            resources: self.resolved(&found.resources),
            conditions: found.conditions.iter().map(|it| self.test(it)).collect(),
        }
    }

    fn test(&mut self, found: &TestTrace) -> TestTrace {
        TestTrace {
            index: found.index,
            key: self.redactor.written(Kind::Tag, &found.key),
            outcome: found.outcome,
            reason: found.reason,
            found: found.found.as_deref().map(|it| self.values(it)),
            wanted: self.resolved(&found.wanted),
        }
    }

    fn resolved(&mut self, found: &[Option<Resolved>]) -> Vec<Option<Resolved>> {
        let one = |it: &Resolved| match it {
            Resolved::Text(text) => Resolved::Text(self.redactor.written(Kind::Value, text)),
            Resolved::Unresolved { key } => Resolved::Unresolved {
                key: self.redactor.written(Kind::Tag, key),
            },
            Resolved::Unknown { key } => Resolved::Unknown {
                key: self.redactor.written(Kind::Tag, key),
            },
        };
        let mut one = one;
        found.iter().map(|it| it.as_ref().map(&mut one)).collect()
    }

    pub(crate) fn cause(&mut self, found: &Cause) -> Cause {
        Cause {
            check: found.check,
            layer: found.layer,
            effect: found.effect,
            certainty: found.certainty,
            proven: found.proven,
            gate: found.gate,
            known: found.known,
            decider: found.decider.as_ref().map(|it| self.decider(it)),
            near_misses: found
                .near_misses
                .iter()
                .map(|it| self.near_miss(it))
                .collect(),
            // What a symptom alone proves is told in words of the catalog, which name nobody.
            message: match found.known.and_then(|it| it.refuses) {
                Some(_) => found.message.clone(),
                None => self.text(&found.message),
            },
            confirm: found.confirm.iter().map(|it| self.text(it)).collect(),
        }
    }

    fn decider(&mut self, found: &Decider) -> Decider {
        let (document, at) = self.placed(&found.document, found.at);
        Decider {
            document,
            level: self.some(found.level.as_ref()),
            statement: found.statement,
            at,
            because: found.because.iter().map(|it| self.text(it)).collect(),
            beside: self.text(&found.beside),
        }
    }

    fn near_miss(&mut self, found: &NearMiss) -> NearMiss {
        let (document, at) = self.placed(&found.document, found.at);
        NearMiss {
            layer: found.layer,
            document,
            statement: found.statement,
            missed: self.missed(&found.missed),
            at,
        }
    }

    fn missed(&mut self, found: &Missed) -> Missed {
        match found {
            Missed::BucketForObject { written, needed } => Missed::BucketForObject {
                written: self.name(written),
                needed: self.name(needed),
            },
            Missed::ObjectsForBucket { written, needed } => Missed::ObjectsForBucket {
                written: self.name(written),
                needed: self.name(needed),
            },
            Missed::OtherResource { written } => Missed::OtherResource {
                written: self.values(written),
            },
            Missed::NoValue { key } => Missed::NoValue {
                key: self.redactor.written(Kind::Tag, key),
            },
            Missed::NoSuchAction { written } => Missed::NoSuchAction {
                written: self.name(written),
            },
            Missed::OtherAction { written } => Missed::OtherAction {
                written: self.values(written),
            },
            Missed::OtherPrincipal { written } => Missed::OtherPrincipal {
                written: self.values(written),
            },
            Missed::Delegates => Missed::Delegates,
            Missed::Open { keys } => Missed::Open {
                keys: keys
                    .iter()
                    .map(|it| self.redactor.written(Kind::Tag, it))
                    .collect(),
            },
            Missed::Condition {
                operator,
                key,
                wanted,
                found,
                reason,
            } => Missed::Condition {
                operator: operator.clone(),
                key: self.redactor.written(Kind::Tag, key),
                wanted: self.values(wanted),
                found: found.as_deref().map(|it| self.values(it)),
                reason: *reason,
            },
        }
    }

    pub(crate) fn idea(&mut self, found: &Idea) -> Idea {
        Idea {
            check: found.check,
            layer: found.layer,
            text: self.text(&found.text),
            statement: found.statement.as_deref().map(|it| self.text(it)),
            command: found.command.as_deref().map(|it| self.text(it)),
            tried: found.tried,
        }
    }

    pub(crate) fn unknown(&mut self, found: &Unknown) -> Unknown {
        Unknown {
            gap: self.gap(&found.gap),
            layer: found.layer,
            matters: found.matters,
        }
    }

    pub(crate) fn gap(&mut self, found: &Gap) -> Gap {
        Gap {
            slot: None,
            what: self.text(&found.what),
            why: match &found.why {
                Reason::NotCollected => Reason::NotCollected,
                Reason::Refused(text) => Reason::Refused(self.text(text)),
                Reason::Failed(text) => Reason::Failed(self.text(text)),
                Reason::NotVisible => Reason::NotVisible,
                Reason::NotGiven => Reason::NotGiven,
                Reason::Unreadable(text) => Reason::Unreadable(self.text(text)),
            },
            command: found.command.as_deref().map(|it| self.text(it)),
        }
    }
}

/// Layers of which nothing is said
fn no_layers() -> Layers {
    const WHY: &str = "redacted";
    Layers {
        scp: Levels::none(WHY),
        rcp: Levels::none(WHY),
        endpoint: Policies::none(WHY),
        is_interface_endpoint: false,
        resource: Policies::none(WHY),
        access_point: Policies::none(WHY),
        identity: Policies::none(WHY),
        boundary: Policies::none(WHY),
        session: Policies::none(WHY),
        acl: AclLayer::None,
        public_access_block: None,
        grants: Grants::None,
        gates: GateFacts::none(),
    }
}
