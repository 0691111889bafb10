//! What to look at, first what settles most: read-only commands, each with what its answers mean.
//!
//! The order is that of a search by halves: who asks; AWS's own reason, where it gave none; the
//! suspects that the text itself speaks for; whose the bucket is; then layer by layer, as
//! `layers` ranks them.
//!
//! - `of_layer`: what to ask AWS about each layer, with the place of the answer in a world
//! - `of_caller`: the same about the caller's own policies

mod of_caller;
mod of_layer;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_model::arn::Arn;
use why403_model::operations;
use why403_model::request::{Others, Principal};
use why403_model::shell::quoted;
use why403_model::world::World;

use super::Suspect;
use super::candidate::{self, Candidate};
use super::layers::{self, Ranked, Standing};
use super::told::{Body, Told};
use crate::cause::known::{Likelihood, Look};
use crate::diagnosis::{Diagnosis, Overall};
use crate::operation::Sent;
use crate::question::{Parts, Question};
use crate::symptom::Symptom;

/// A look, and what it finds out
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What it finds out, as a clause: `who asks, seen by the process that fails`
    pub why: String,
    /// The command and what its answers mean
    pub look: Look,
    /// Whether the world has the answer already
    pub is_answered: bool,
}

impl Planned {
    fn new(why: &str, look: Look) -> Self {
        Self {
            why: why.to_string(),
            look,
            is_answered: false,
        }
    }
}

/// A list without two looks of one command
#[derive(Default)]
struct List(Vec<Planned>);

impl List {
    /// Of two looks with one command the first stays, with the place that the other one knows
    fn add(&mut self, planned: Planned) {
        let same = |it: &&mut Planned| bare(&it.look.command) == bare(&planned.look.command);
        let Some(same) = self.0.iter_mut().find(same) else {
            self.0.push(planned);
            return;
        };
        same.is_answered |= planned.is_answered;
        if same.look.slot.is_none() {
            same.look.slot = planned.look.slot;
        }
    }

    fn all(&mut self, planned: impl IntoIterator<Item = Planned>) {
        planned.into_iter().for_each(|it| self.add(it));
    }

    /// What the world answers already goes last
    fn finish(mut self) -> Vec<Planned> {
        self.0.sort_by_key(|it| it.is_answered);
        self.0
    }
}

/// A command without the file that its answer goes to
fn bare(command: &str) -> &str {
    command.split(" > ").next().unwrap_or(command)
}

/// The looks of a question that cannot be evaluated
pub(super) fn looks(
    told: &Told<'_>,
    candidates: &[Candidate],
    layers: &[Ranked],
    suspects: &[Suspect],
    refused: Option<&Suspect>,
) -> Vec<Planned> {
    let mut list = List::default();
    let of_suspect = |it: &Suspect| -> Vec<Planned> {
        let looks = it.known.looks(&told.clues()).into_iter();
        looks
            .filter(|it| told.fits(&it.command))
            .map(|look| Planned::new(it.known.title, look))
            .collect()
    };
    if let Some(refused) = refused {
        list.all(of_suspect(refused));
        list.add(Planned::new(
            "whether these credentials work anywhere; run it in the process that fails",
            Look::at("aws sts get-caller-identity")
                .tells(
                    "an Arn",
                    "they work now, and the request was made with others",
                )
                .tells(
                    "the same error",
                    "they are refused everywhere: get new ones",
                ),
        ));
        return list.finish();
    }
    let is_untold = told.parts.principal.is_none();
    if (is_untold || told.body == Body::Empty) && !told.is_signing_in() {
        list.add(who(told));
    }
    list.all(reason(told, candidates));
    let of = |likelihood: Likelihood| {
        let found = suspects
            .iter()
            .filter(move |it| it.likelihood == likelihood);
        found.flat_map(of_suspect)
    };
    // Which of S3's own refusals it is, only the proven suspect tells.
    for layer in in_turn(layers, |it| it.standing == Standing::Denied) {
        if layer != Layer::S3Gate {
            list.all(of_layer::looks(layer, told, candidates));
        }
    }
    list.all(of(Likelihood::Proven));
    list.all(whose(told, candidates));
    list.all(existence(told, candidates));
    list.all(of(Likelihood::Likely));
    list.all(simulate(told, candidates, layers));
    for layer in in_turn(layers, |it| it.standing < Standing::Unlikely) {
        list.all(of_layer::looks(layer, told, candidates));
    }
    list.all(of(Likelihood::Possible));
    list.finish()
}

/// Open layers of which the likeliest is looked at first; fewer are told one by one
const MANY: usize = 3;

/// The looks of a diagnosis that ends open, or that only AWS's message decides: for the layers of
/// which nothing is known, the likeliest first. Empty where something else is to be done.
pub(crate) fn for_diagnosis(diagnosis: &Diagnosis, world: &World) -> Vec<Planned> {
    let is_settled = diagnosis.decision == Overall::Allow || !diagnosis.ideas.is_empty();
    if is_settled || diagnosis.contradiction.is_some() {
        return Vec::new();
    }
    let question = &diagnosis.question;
    let none = Symptom::default();
    let symptom = question.symptom.as_ref().unwrap_or(&none);
    let told = Told::with(parts(question), symptom, &[], world);
    let mut candidates = candidate::candidates(&told);
    // What the world settles of the checks is no candidate any more.
    candidates.retain(|it| {
        let about = diagnosis.checks.iter();
        let mut about = about.filter(|check| check.check.request.action.is(&it.action));
        about.all(|it| crate::joined::denied(it) != why403_engine::truth::Truth::No)
    });
    let open = diagnosis.unknowns.iter().filter(|it| it.matters);
    let open: Vec<Option<Layer>> = open.map(|it| it.layer).collect();
    let layers = Layer::ALL
        .into_iter()
        .filter(|it| open.contains(&Some(*it)));
    // Where little is left to know, each hole has its own command.
    if layers.count() < MANY {
        return Vec::new();
    }
    let ranked = layers::ranked(&told, &candidates);
    let mut list = List::default();
    if told.body == Body::Empty {
        list.add(who(&told));
        list.all(reason(&told, &candidates));
    }
    let mut of_layers = Vec::new();
    let is_open = |layer: Layer| open.contains(&Some(layer));
    let is_asked = |it: &Ranked| {
        let is_named = it.standing == Standing::Denied;
        is_named || is_open(it.layer) && it.standing != Standing::Out
    };
    for layer in in_turn(&ranked, is_asked) {
        of_layers.extend(of_layer::looks(layer, &told, &candidates));
    }
    let is_own_open = [Layer::Identity, Layer::Scp].into_iter().all(is_open);
    let is_named = ranked
        .first()
        .is_some_and(|it| it.standing == Standing::Denied);
    if is_named {
        list.all(of_layers);
        return list.finish();
    }
    list.all(whose(&told, &candidates).filter(|_| is_open(Layer::Rcp)));
    list.all(existence(&told, &candidates).filter(|_| open.contains(&None)));
    list.all(simulate(&told, &candidates, &ranked).filter(|_| is_own_open));
    list.all(of_layers);
    list.finish()
}

/// Layers in the order to look at them: as they are ranked, but that S3's own refusals come after
/// their equals, as one command tells of one of them only
fn in_turn(ranked: &[Ranked], is_asked: impl Fn(&Ranked) -> bool) -> Vec<Layer> {
    let asked = ranked.iter().filter(|it| is_asked(it));
    let mut asked: Vec<&Ranked> = asked.collect();
    asked.sort_by_key(|it| (it.standing, it.layer == Layer::S3Gate));
    asked.into_iter().map(|it| it.layer).collect()
}

/// The parts of a whole question
fn parts(question: &Question) -> Parts {
    let request = &question.request;
    let call = question.call.as_ref();
    Parts {
        principal: Some(request.principal.clone()),
        action: call.is_none().then(|| request.action.clone()),
        operations: call.map(|it| it.operation).into_iter().collect(),
        resource: Arn::parse(&request.resource).ok(),
        context: request.context.clone(),
        sent: call.map_or_else(|| Sent::new(Others::Unknown), |it| it.sent.clone()),
    }
}

/// Whether one of the requests makes S3 ask KMS, or is one of KMS
pub(super) fn is_kms_possible(candidates: &[Candidate]) -> bool {
    candidates.iter().any(|it| it.action.starts_with("kms:"))
}

/// Who asks, as AWS sees it
fn who(told: &Told<'_>) -> Planned {
    let look = Look::at("aws sts get-caller-identity");
    let look = match told.parts.principal {
        None => look.tells("Arn", "the caller: add --principal ARN to this command"),
        Some(_) => look.tells(
            "another Arn than above",
            "another identity asks: the environment, a profile or the machine's role comes first",
        ),
    };
    let look = look.tells(
        "an error",
        "the credentials themselves are refused: no policy was asked",
    );
    Planned::new("who asks; run it in the process that fails", look)
}

/// The same request in a form that AWS answers with its reason
fn reason(told: &Told<'_>, candidates: &[Candidate]) -> Option<Planned> {
    if told.body != Body::Empty {
        return None;
    }
    let called = |name: &str| candidates.iter().any(|it| it.operation == Some(name));
    let (bucket, key) = (told.bucket_word(), told.key_word());
    let command = if called("HeadObject") || called("GetObject") {
        format!("aws s3api get-object --bucket {bucket} --key {key} --range bytes=0-0 /dev/null")
    } else if called("HeadBucket") || called("ListObjectsV2") {
        format!("aws s3api list-objects-v2 --bucket {bucket} --max-keys 1")
    } else {
        return None;
    };
    let is_object = command.contains(" get-object ");
    let mut look = Look::at(command).tells(
        "a text with `because` or `explicit deny`",
        "AWS's reason: give it to why403 in place of the text above",
    );
    if is_object {
        look = look.tells(
            "it names s3:ListBucket",
            "the object does not exist, or its key is written in another way",
        );
    }
    let look = look
        .tells(
            "it succeeds",
            "this caller may: the failing process has another identity, way or version",
        )
        .tells(
            "Access Denied and no more",
            "the bucket is of another organization, or S3 refuses without a policy",
        );
    Some(Planned::new(
        "AWS's reason: the same request as one that is answered with a text",
        look,
    ))
}

/// Whose the bucket is
fn whose(told: &Told<'_>, candidates: &[Candidate]) -> Option<Planned> {
    let is_s3 = candidates.iter().any(|it| it.action.starts_with("s3:"));
    let is_untold = told.parts.resource.is_none() && !told.is_about_nothing();
    let has_bucket = is_untold || told.bucket.is_some();
    if told.is_same_account().is_some() || told.owner.is_some() || !is_s3 || !has_bucket {
        return None;
    }
    let account = told.account().map(|it| it.to_string());
    let owner = account.as_deref().unwrap_or("ACCOUNT");
    let bucket = told.bucket_word();
    let mut planned = Planned::new(
        "whether caller and bucket are of the same account",
        Look::at(format!(
            "aws s3api head-bucket --bucket {bucket} --expected-bucket-owner {owner}"
        ))
        .tells(
            "no error",
            "the same account: one Allow is enough, in the caller's policies or the bucket's",
        )
        .tells(
            "403",
            "another account's bucket, where both sides must allow; or the caller may not ask",
        )
        .tells("404", "there is no such bucket: its name is written wrong"),
    );
    planned.is_answered = told.owner.is_some();
    Some(planned)
}

/// Whether the object is there
fn existence(told: &Told<'_>, candidates: &[Candidate]) -> Option<Planned> {
    // Calls on an object ask to list only where it is missing.
    let asks = |it: &Candidate| {
        let operation = it.operation.and_then(|it| operations::named(it).next());
        let path = operation.and_then(|it| it.http.as_ref()).map(|it| it.path);
        it.action == "s3:ListBucket" && path.is_some_and(|it| it.contains("{Key+}"))
    };
    let is_possible = candidates.iter().any(asks);
    if !is_possible {
        return None;
    }
    let (bucket, key) = (told.bucket_word(), told.key_word());
    Some(Planned::new(
        "whether the object exists",
        Look::at(format!(
            "aws s3api list-objects-v2 --bucket {bucket} --prefix {key} --max-items 5"
        ))
        .tells(
            "no Contents",
            "it does not exist; S3 says 403, not 404, to who may not s3:ListBucket",
        )
        .tells("the same Key", "it exists: the cause is another")
        .tells(
            "403",
            "this caller may not list, so that it cannot tell; ask one who may",
        ),
    ))
}

/// One question to the policy simulator about all that lies on the caller's side
fn simulate(told: &Told<'_>, candidates: &[Candidate], layers: &[Ranked]) -> Option<Planned> {
    if !told.simulated.is_empty() {
        return None;
    }
    let own = [Layer::Identity, Layer::Boundary, Layer::Scp];
    let is_out = |it: &Ranked| own.contains(&it.layer) && it.standing == Standing::Out;
    if layers.iter().filter(|it| is_out(it)).count() == own.len() {
        return None;
    }
    let source = match told.parts.principal.as_ref()? {
        Principal::RoleSession {
            role,
            account,
            partition,
            role_arn,
            ..
        } => role_arn.as_ref().map_or_else(
            || format!("arn:{partition}:iam::{account}:role/{role}"),
            ToString::to_string,
        ),
        Principal::User { arn, .. } => arn.to_string(),
        Principal::Root { .. }
        | Principal::FederatedUser { .. }
        | Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => return None,
    };
    let of_s3 = candidates
        .iter()
        .filter(|it| !it.action.starts_with("kms:"));
    let first = of_s3.min_by_key(|it| it.certainty)?;
    let resource = first.resource.as_deref();
    let resource = resource.map_or_else(|| "ARN".to_string(), quoted);
    Some(Planned::new(
        "what the caller's side says: its policies, boundary, and organization",
        Look::at(format!(
            "aws iam simulate-principal-policy --policy-source-arn {} --action-names {} \
             --resource-arns {resource}",
            quoted(&source),
            first.action
        ))
        .tells(
            "\"AllowedByOrganizations\": false",
            "a service control policy denies it",
        )
        .tells("implicitDeny", "the caller's policies do not allow it")
        .tells(
            "explicitDeny",
            "MatchedStatements names the policy that denies it",
        )
        .tells(
            "allowed",
            "the caller's side lets it pass; why403 takes the answer with --simulator FILE",
        ),
    ))
}
