//! The flags that say what is asked: who, what, on what, under which circumstances.

use std::sync::Arc;

use clap::Args;
use why403_diagnose::question::Flags;
use why403_diagnose::symptom::Symptom;
use why403_engine::resolve::SessionPolicies;
use why403_model::nearest::nearest;
use why403_model::operations::Part;
use why403_model::policy;
use why403_model::world::Document;

use crate::failure::Failure;
use crate::files::Files;

/// Who asks for what
#[derive(Clone, Args)]
#[group(skip)]
pub(crate) struct Asked {
    /// Who asks: the ARN of a user, role, session or root, `anonymous`, or a service of AWS
    #[arg(long, value_name = "ARN", conflicts_with = "role")]
    pub(crate) principal: Option<String>,
    /// Who asks: the name of a role in the world
    #[arg(long, value_name = "NAME")]
    pub(crate) role: Option<String>,
    /// What was called, such as `GetObject`: asks for every permission that it needs
    #[arg(long, value_name = "NAME", conflicts_with = "action")]
    pub(crate) operation: Option<String>,
    /// Who asks: a Lambda function of the world, by name or ARN, from its own network
    #[arg(long, value_name = "NAME", conflicts_with_all = ["principal", "role"])]
    pub(crate) function: Option<String>,
    /// From which subnet the request starts; can be given again
    #[arg(long, value_name = "SUBNET")]
    pub(crate) subnet: Vec<String>,
    /// One permission, such as s3:GetObject
    #[arg(long)]
    pub(crate) action: Option<String>,
    /// On what: <s3://BUCKET/KEY> or an ARN
    ///
    /// With --operation it may end in ?versionId=VERSION.
    #[arg(long, value_name = "ARN|URI")]
    pub(crate) resource: Option<String>,
    /// What a copy reads, as --resource; with --trigger what calls the function
    #[arg(long, value_name = "ARN|URI|NAME")]
    pub(crate) source: Option<String>,
    /// A header that the call sends, such as x-amz-tagging=team=data
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) header: Vec<String>,
    /// A parameter or a member of the body that the call has, such as `versionId=3`
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) param: Vec<String>,
    /// The call has no other headers, parameters and members than those given
    #[arg(long)]
    pub(crate) exact: bool,
    /// A condition key of the request; given twice it is a list
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) context: Vec<String>,
    /// A condition key that the request does not have
    #[arg(long, value_name = "KEY")]
    pub(crate) context_absent: Vec<String>,
    /// The session policy (a JSON file), or `unknown`; else it is assumed that there is none
    #[arg(long, value_name = "FILE|unknown")]
    pub(crate) session_policy: Option<String>,
}

impl Asked {
    /// What a question is made of
    pub(crate) fn flags(&self) -> Result<Flags, Failure> {
        let context = "write --context KEY=VALUE, such as --context aws:SourceIp=203.0.113.7";
        let pair = |text: &String| pair(text, "flags/context", "condition key", context);
        let mut sent = Vec::new();
        for text in &self.header {
            let help = "write --header NAME=VALUE, such as --header x-amz-acl=private";
            let (name, value) = self::pair(text, "flags/header", "header", help)?;
            sent.push((Part::Header, name, value));
        }
        for text in &self.param {
            let help = "write --param NAME=VALUE, such as --param versionId=3";
            let (name, value) = self::pair(text, "flags/param", "parameter", help)?;
            sent.push((Part::Query, name.clone(), value.clone()));
            sent.push((Part::Body, name, value));
        }
        Ok(Flags {
            principal: self.principal.clone(),
            role: self.role.clone(),
            function: self.function.clone(),
            subnets: self.subnet.clone(),
            action: self.action.clone(),
            resource: self.resource.clone(),
            context: self.context.iter().map(pair).collect::<Result<_, _>>()?,
            context_absent: self.context_absent.clone(),
            operation: self.operation.clone(),
            source: self.source.clone(),
            sent,
            only_sent: self.exact,
        })
    }

    /// Whether the flags leave it to a text to say what was asked for, or on what
    pub(crate) fn needs_text(&self) -> bool {
        let has_what = self.operation.is_some() || self.action.is_some();
        !has_what || self.resource.is_none()
    }

    /// The session policy of a file, or what is said instead of one
    pub(crate) fn session(&self, files: Files) -> Result<SessionPolicies, Failure> {
        session(self.session_policy.as_deref(), files)
    }

    /// What a symptom says, where the flags say nothing
    pub(crate) fn filled_from(&self, symptom: &Symptom) -> Self {
        let mut filled = self.clone();
        let says_who = self.role.is_some() || self.function.is_some() || self.principal.is_some();
        if !says_who {
            filled.principal.clone_from(&symptom.principal);
        }
        if self.operation.is_none() && self.action.is_none() {
            filled.action.clone_from(&symptom.action);
            if symptom.action.is_none() {
                filled.operation.clone_from(&symptom.operation);
            }
        }
        if self.resource.is_none() {
            filled.resource.clone_from(&symptom.resource);
        }
        filled
    }

    /// The same with changes, each `FLAG=VALUE` without the dashes, or `CONDITION:KEY=VALUE`
    pub(crate) fn with(&self, changes: &[String]) -> Result<Self, Failure> {
        let mut own = self.clone();
        let mut subnets = Vec::new();
        for change in changes {
            let help = "write what is different: resource=s3://BUCKET/KEY, role=NAME, \
                        aws:SourceIp=203.0.113.7, time=2026-11-23T09:00:00Z";
            let (name, value) = pair(change, "compare/change", "flag", help)?;
            if name == "subnet" {
                subnets.push(value);
            } else {
                own.set(&name, &value)?;
            }
        }
        if !subnets.is_empty() {
            own.subnet = subnets;
        }
        Ok(own)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        let said = Some(value.to_string());
        match name {
            "principal" => (self.principal, self.role, self.function) = (said, None, None),
            "role" => (self.principal, self.role, self.function) = (None, said, None),
            "function" => (self.principal, self.role, self.function) = (None, None, said),
            "operation" => (self.operation, self.action) = (said, None),
            "action" => (self.operation, self.action) = (None, said),
            "resource" => self.resource = said,
            "source" => self.source = said,
            "session-policy" => self.session_policy = said,
            "exact" => self.exact = value != "false",
            "header" => replace(&mut self.header, value),
            "param" => replace(&mut self.param, value),
            "time" => self.set("aws:CurrentTime", value)?,
            "context" => {
                let key = key_of(value);
                self.context_absent
                    .retain(|it| !it.eq_ignore_ascii_case(key));
                replace(&mut self.context, value);
            }
            "context-absent" => {
                self.context
                    .retain(|it| !key_of(it).eq_ignore_ascii_case(value));
                self.context_absent.push(value.to_string());
            }
            key if key.contains(':') => self.set("context", &format!("{key}={value}"))?,
            _ => {
                let near = nearest(name, CHANGES);
                let help = match near {
                    Some(near) => format!("did you mean {near}={value}?"),
                    None => format!("it can be {}, or a condition key", CHANGES.join(", ")),
                };
                let message = format!("`{name}` is no flag that can differ");
                return Err(Failure::new("compare/change", &message, Some(help)));
            }
        }
        Ok(())
    }
}

/// What can differ, by the names of the flags
const CHANGES: [&str; 15] = [
    "principal",
    "role",
    "function",
    "subnet",
    "operation",
    "action",
    "resource",
    "source",
    "header",
    "param",
    "exact",
    "context",
    "context-absent",
    "session-policy",
    "time",
];

fn key_of(pair: &str) -> &str {
    pair.split('=').next().unwrap_or(pair)
}

/// Puts `NAME=VALUE` in the place of whatever had the name
fn replace(all: &mut Vec<String>, pair: &str) {
    all.retain(|it| !key_of(it).eq_ignore_ascii_case(key_of(pair)));
    all.push(pair.to_string());
}

/// The session policy of a file, or what is said instead of one
pub(crate) fn session(said: Option<&str>, files: Files) -> Result<SessionPolicies, Failure> {
    let file = match said {
        None => return Ok(SessionPolicies::AssumedNone),
        Some("unknown") => return Ok(SessionPolicies::Unknown),
        Some(file) => file,
    };
    let text = files.text(file)?;
    let policy = policy::parse(&text)
        .sound()
        .map_err(|errors| Failure::of_policy(file, &text, &errors))?;
    let document = Document {
        label: format!("session policy {file}"),
        arn: None,
        file: Some(file.to_string()),
        line: None,
        text,
        policy,
        origin: None,
    };
    Ok(SessionPolicies::Known(vec![Arc::new(document)]))
}

/// The two sides of `NAME=VALUE`
pub(crate) fn pair(
    text: &str,
    code: &str,
    what: &str,
    help: &str,
) -> Result<(String, String), Failure> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_string(), value.to_string())),
        Some(_) | None => Err(Failure::new(
            code,
            &format!("`{text}` is no {what} with a value"),
            Some(help.into()),
        )),
    }
}
