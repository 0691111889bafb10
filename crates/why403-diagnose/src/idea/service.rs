//! What lets a service of AWS do its work: a permission to call a function, trust of a role.

use alloc::format;
use alloc::string::{String, ToString};

use why403_engine::layers::Layers;
use why403_engine::verdict::Layer;
use why403_model::arn::Arn;
use why403_model::json;
use why403_model::request::{Found, Principal, Request};
use why403_model::shell::quoted;

use super::{Idea, trial};
use crate::cause::Cause;

/// A permission to call a function: for a service on behalf of one of its resources, or for
/// another account
pub(super) fn invoke(cause: &Cause, layers: &Layers, request: &Request) -> Option<Idea> {
    let key = |name: &str| match request.context.find(name) {
        Found::One(value) if !value.contains(['*', '?', '$']) => Some(value),
        Found::One(_) | Found::Many(_) | Found::Absent | Found::Unknown => None,
    };
    let (who, named, source) = match &request.principal {
        Principal::Service { name } => {
            let who = format!("{{\"Service\": {}}}", json::quoted(name));
            (who, name.clone(), Some(key("aws:sourcearn")?))
        }
        Principal::Root { arn } => {
            let who = format!("{{\"AWS\": {}}}", json::quoted(arn.as_str()));
            (who, arn.account_id()?.to_string(), None)
        }
        _ => return None,
    };
    let function = Arn::parse(&request.resource).ok()?;
    if !request.action.is("lambda:InvokeFunction") {
        return None;
    }
    // The ARN of a bucket does not say whose it is: one that is deleted may be anybody's next.
    let account = key("aws:sourceaccount").filter(|_| named == "s3.amazonaws.com");
    let condition = match (source, account) {
        (Some(source), Some(account)) => format!(
            ", \"Condition\": {{\"ArnLike\": {{\"AWS:SourceArn\": {}}}, \
             \"StringEquals\": {{\"AWS:SourceAccount\": {}}}}}",
            json::quoted(source),
            json::quoted(account)
        ),
        (Some(source), None) => format!(
            ", \"Condition\": {{\"ArnLike\": {{\"AWS:SourceArn\": {}}}}}",
            json::quoted(source)
        ),
        (None, _) => String::new(),
    };
    let statement = format!(
        "{{\"Effect\": \"Allow\", \"Action\": \"lambda:InvokeFunction\", \
         \"Principal\": {who}, \"Resource\": {}{condition}}}",
        json::quoted(&request.resource),
    );
    let layer = Layer::Resource;
    let tried = trial::adding(layers, request, layer, &statement, cause.layer)?;
    let function = function.resource().strip_prefix("function:")?;
    let (name, qualifier) = match function.split_once(':') {
        Some((name, qualifier)) => (
            name,
            format!(
                " \\\n  --qualifier {} --statement-id NAME \\\n  ",
                quoted(qualifier)
            ),
        ),
        None => (function, " --statement-id NAME \\\n  ".to_string()),
    };
    let source_arn = source.map_or(String::new(), |it| {
        format!(" \\\n  --source-arn {}", quoted(it))
    });
    let source_account = account.map_or(String::new(), |it| {
        format!(" --source-account {}", quoted(it))
    });
    let command = format!(
        "aws lambda add-permission --function-name {}{qualifier}\
         --action lambda:InvokeFunction --principal {named}{source_arn}{source_account}",
        quoted(name),
    );
    let text = match source {
        Some(_) => format!("let {named} call the function on behalf of this source"),
        None => format!("let account {named} call the function, and let it choose who may"),
    };
    Some(Idea {
        check: cause.check,
        layer,
        text,
        statement: None,
        command: Some(command),
        tried,
    })
}

/// Trust of a role in a service that is to take it on
pub(super) fn trust(cause: &Cause, layers: &Layers, request: &Request) -> Option<Idea> {
    let Principal::Service { name } = &request.principal else {
        return None;
    };
    if !request.action.is("sts:AssumeRole") {
        return None;
    }
    let statement = format!(
        "{{\n  \"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\",\n  \
         \"Principal\": {{\"Service\": {}}}\n}}",
        json::quoted(name)
    );
    let layer = Layer::Resource;
    let tried = trial::adding(layers, request, layer, &statement, cause.layer)?;
    Some(Idea {
        check: cause.check,
        layer,
        text: "add this statement to the trust policy of the role".to_string(),
        statement: Some(statement),
        command: None,
        tried,
    })
}

/// The policy of AWS that lets a function write its log, attached to the role
pub(crate) fn log(cause: &Cause, layers: &Layers, request: &Request) -> Option<Idea> {
    const STATEMENT: &str = "{\"Effect\": \"Allow\", \"Action\": [\"logs:CreateLogGroup\", \
                             \"logs:CreateLogStream\", \"logs:PutLogEvents\"], \
                             \"Resource\": \"*\"}";
    let Principal::RoleSession {
        role, partition, ..
    } = &request.principal
    else {
        return None;
    };
    let layer = Layer::Identity;
    let tried = trial::adding(layers, request, layer, STATEMENT, cause.layer)?;
    Some(Idea {
        check: cause.check,
        layer,
        text: format!("let role {role} write logs, with the policy that AWS keeps for functions"),
        statement: None,
        command: Some(format!(
            "aws iam attach-role-policy --role-name {} --policy-arn \\\n  \
             arn:{partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
            quoted(role)
        )),
        tried,
    })
}
