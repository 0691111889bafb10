//! Who asks, and what is known of the requests: the options that commands about commands share.

use clap::Args;
use why403_diagnose::question::Flags;
use why403_engine::resolve::SessionPolicies;
use why403_model::shell::quoted;

use crate::asked;
use crate::failure::Failure;
use crate::files::Files;

/// Who asks
#[derive(Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Who asks: the ARN of a user, role, session or root, `anonymous`, or a service of AWS
    #[arg(long, value_name = "ARN", conflicts_with = "role")]
    principal: Option<String>,
    /// Who asks: the name of a role in the world
    #[arg(long, value_name = "NAME")]
    role: Option<String>,
    /// Who asks: a Lambda function of the world, by name or ARN, from its own network
    #[arg(long, value_name = "NAME", conflicts_with_all = ["principal", "role"])]
    function: Option<String>,
    /// From which subnet the requests start; can be given again
    #[arg(long, value_name = "SUBNET")]
    subnet: Vec<String>,
    /// A condition key of the requests; given twice it is a list
    #[arg(long, value_name = "KEY=VALUE")]
    context: Vec<String>,
    /// A condition key that the requests do not have
    #[arg(long, value_name = "KEY")]
    context_absent: Vec<String>,
    /// The session policy (a JSON file), or `unknown`; else it is assumed that there is none
    #[arg(long, value_name = "FILE|unknown")]
    session_policy: Option<String>,
}

impl Options {
    /// The flags of a question, without what is asked
    pub(crate) fn flags(&self) -> Result<Flags, Failure> {
        let help = "write --context KEY=VALUE, such as --context aws:SourceIp=203.0.113.7";
        let pair = |text: &String| asked::pair(text, "flags/context", "condition key", help);
        Ok(Flags {
            principal: self.principal.clone(),
            role: self.role.clone(),
            function: self.function.clone(),
            subnets: self.subnet.clone(),
            context: self.context.iter().map(pair).collect::<Result<_, _>>()?,
            context_absent: self.context_absent.clone(),
            ..Flags::default()
        })
    }

    /// What is assumed of session policies
    pub(crate) fn session(&self) -> Result<SessionPolicies, Failure> {
        asked::session(self.session_policy.as_deref(), Files::Disk)
    }

    /// The same options as they are typed, each with its value
    pub(crate) fn typed(&self) -> Vec<String> {
        let one =
            |flag: &'static str, value: &Option<String>| value.clone().map(|value| (flag, value));
        let many = |flag: &'static str, values: &[String]| -> Vec<(&'static str, String)> {
            values.iter().map(|it| (flag, it.clone())).collect()
        };
        let single = [
            one("--principal", &self.principal),
            one("--role", &self.role),
            one("--function", &self.function),
            one("--session-policy", &self.session_policy),
        ];
        let lists = [
            many("--subnet", &self.subnet),
            many("--context", &self.context),
            many("--context-absent", &self.context_absent),
        ];
        let all = single
            .into_iter()
            .flatten()
            .chain(lists.into_iter().flatten());
        all.map(|(flag, value)| format!("{flag} {}", quoted(&value)))
            .collect()
    }
}
