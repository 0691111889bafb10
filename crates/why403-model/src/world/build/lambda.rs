//! Lambda functions of one Region. Of a configuration only the fields named here are read: it
//! may hold secrets.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::sync::Arc;

use super::answer::{STACK, error_at, field, owned, required, texts, unwrapped};
use super::call::{Call, FUNCTION, FUNCTION_POLICY, FUNCTION_URL, QUALIFIER_POLICY, Scope};
use super::document::{document, inside};
use super::{Build, Cursor, partition_of};
use crate::arn::Arn;
use crate::known::Fact;
use crate::world::tree::TreeProblem;
use crate::world::{Document, Function, FunctionConfiguration, FunctionUrl, FunctionVpc, UrlAuth};

impl<'t> Build<'t> {
    /// One function of an account and Region; `None` where its place cannot be one
    pub(super) fn function(&mut self, place: &Cursor<'t>, scope: &Scope) -> Option<Function> {
        const PATTERN: &str = "accounts/{account}/regions/{region}/lambda/{function}";
        self.check_members(place, PATTERN);
        let (region, name) = (scope.name("region"), scope.name("function"));
        let (partition, account) = (partition_of(region), scope.name("account"));
        let by_place = alloc::format!("arn:{partition}:lambda:{region}:{account}:function:{name}");
        let Some(arn) = Arn::parse(&by_place).ok().filter(|_| !name.contains(':')) else {
            self.problems
                .push(place.bad_value("the name of a function", name));
            return None;
        };
        let read = |it: &Cursor<'t>| configuration(it, &arn).map(Some);
        let configuration = self.fact(place, &FUNCTION, scope, Some(None), read);
        let label = alloc::format!("policy of function {name}");
        let policy = self.function_policy(place, &FUNCTION_POLICY, scope, label);
        let mut qualifiers = BTreeMap::new();
        for (qualifier, place) in self.members(place, "qualifiers") {
            let scope = scope.with("qualifier", qualifier);
            if error_at(&place).is_none() {
                self.check_members(
                    &place,
                    &alloc::format!("{PATTERN}/qualifiers/{{qualifier}}"),
                );
            }
            let label = alloc::format!("policy of function {name}:{qualifier}");
            let policy = self.function_policy(&place, &QUALIFIER_POLICY, &scope, label);
            qualifiers.insert(qualifier.to_string(), policy);
        }
        Some(Function {
            configuration,
            policy,
            qualifiers,
            url: self.fact(place, &FUNCTION_URL, scope, Some(None), url),
            arn,
        })
    }

    fn function_policy(
        &mut self,
        place: &Cursor<'t>,
        call: &Call,
        scope: &Scope,
        label: alloc::string::String,
    ) -> Fact<Option<Arc<Document>>> {
        self.fact(place, call, scope, Some(None), |it| {
            document(&inside(it, &[&["Policy"]]), label, None).map(|it| Some(it.into()))
        })
    }
}

/// `get-function-configuration`, or `get-function`, which wraps the same
fn configuration(found: &Cursor<'_>, arn: &Arn) -> Result<FunctionConfiguration, TreeProblem> {
    let tags = found.get("Tags").filter(|it| !it.is_null());
    let stack = tags.map(|it| field(&it, STACK)).transpose()?.flatten();
    let stack = owned(stack);
    let found = unwrapped(found, "Configuration");
    if let Some(told) = field(&found, "FunctionArn")? {
        let qualifier = told.strip_prefix(arn.as_str());
        if !qualifier.is_some_and(|it| it.is_empty() || it.starts_with(':')) {
            return Err(TreeProblem::Misfiled {
                at: found.place(),
                wanted: arn.as_str().to_string(),
                found: told.to_string(),
            });
        }
    }
    let role = required(&found, "Role")?;
    let role = Arn::parse(role).map_err(|_| found.bad_value("the ARN of a role", role))?;
    Ok(FunctionConfiguration {
        role,
        version: owned(field(&found, "Version")?),
        state: owned(field(&found, "State")?),
        vpc: vpc(&found)?,
        stack,
    })
}

/// A function that was taken out of its VPC keeps an empty `VpcConfig`
fn vpc(found: &Cursor<'_>) -> Result<Option<FunctionVpc>, TreeProblem> {
    let Some(vpc) = found.get("VpcConfig").filter(|it| !it.is_null()) else {
        return Ok(None);
    };
    let subnets = texts(&vpc, "SubnetIds")?;
    if subnets.is_empty() {
        return Ok(None);
    }
    let id = field(&vpc, "VpcId")?.filter(|it| !it.is_empty());
    Ok(Some(FunctionVpc {
        id: owned(id),
        subnets,
    }))
}

fn url(found: &Cursor<'_>) -> Result<Option<FunctionUrl>, TreeProblem> {
    let auth = match required(found, "AuthType")? {
        "NONE" => UrlAuth::None,
        "AWS_IAM" => UrlAuth::AwsIam,
        other => return Err(found.bad_value("`NONE` or `AWS_IAM`", other)),
    };
    let url = owned(field(found, "FunctionUrl")?);
    Ok(Some(FunctionUrl { auth, url }))
}
