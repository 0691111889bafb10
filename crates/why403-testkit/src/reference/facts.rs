//! What is known of the request: caller, owner, and the context with its derived keys (contract)

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::{self, Statement};
use super::principal::Caller;

/// The keys that are declared multivalued: IAM C.6 and the services' own
const MULTIVALUED: [&str; 14] = [
    "aws:calledvia",
    "aws:principalorgpaths",
    "aws:principalservicenameslist",
    "aws:resourceorgpaths",
    "aws:sourceorgpaths",
    "aws:tagkeys",
    "aws:vpceorgpaths",
    "kms:encryptioncontextkeys",
    "sts:transitivetagkeys",
    "s3:requestobjecttagkeys",
    "s3:inventoryaccessibleoptionalfields",
    "logs:loggeneratingresourcearns",
    "dynamodb:attributes",
    "dynamodb:leadingkeys",
];

/// A case seen from one of its resources
pub(super) struct Facts<'a> {
    policies: &'a Value,
    request: &'a Value,
    pub caller: Caller,
    pub action: String,
    pub resource: String,
    /// The account that owns the resource, if any is known
    pub owner: Option<String>,
    context: BTreeMap<String, Value>,
}

impl<'a> Facts<'a> {
    /// Reads a case; refuses one that withholds facts.
    pub(super) fn of(case: &'a Value, resource: &str) -> Result<Self, String> {
        let request = case.get("request").ok_or("the case has no request")?;
        let policies = case.get("policies").unwrap_or(&Value::Null);
        let withheld = [policies.get("unknown"), request.get("contextUnknown")];
        if withheld
            .into_iter()
            .any(|it| !document::texts(it).is_empty())
        {
            return Err("facts are withheld".to_owned());
        }
        let caller = Caller::of(request.get("principal").unwrap_or(&Value::Null))?;
        let action = request
            .get("action")
            .and_then(Value::as_str)
            .ok_or("the request has no action")?;
        // Contract, "Owner of the resource".
        let given = document::texts(request.get("resourceOwner"))
            .first()
            .cloned();
        let owner = given
            .and_then(|it| {
                if it.contains(':') {
                    account_in(&it)
                } else {
                    Some(it)
                }
            })
            .or_else(|| account_in(resource))
            .or_else(|| caller.account.clone());
        let given = request
            .get("context")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        let context = given
            .filter(|(_, it)| !it.is_null())
            .map(|(key, it)| (key.to_lowercase(), it.clone()));
        let mut facts = Facts {
            policies,
            request,
            caller,
            action: action.to_owned(),
            resource: resource.to_owned(),
            owner,
            context: context.collect(),
        };
        for (key, value) in facts.derived() {
            facts
                .context
                .entry(key.to_lowercase())
                .or_insert_with(|| Value::String(value));
        }
        Ok(facts)
    }

    /// The keys that caller, owner and bucket tags determine: contract; IAM D.1, D.3
    fn derived(&self) -> Vec<(String, String)> {
        let caller = &self.caller;
        let owner = self.owner.clone().filter(|it| is_account(it));
        let mut keys = vec![
            ("aws:PrincipalArn", caller.principal_arn()),
            (
                "aws:PrincipalAccount",
                caller.account.clone().or(caller.if_anonymous("anonymous")),
            ),
            ("aws:PrincipalType", caller.principal_type()),
            ("aws:username", caller.user_name()),
            ("aws:userid", caller.user_id(self.role_id())),
            ("aws:PrincipalIsAWSService", caller.is_service_text()),
            ("aws:PrincipalServiceName", caller.service_name()),
            ("aws:ResourceAccount", owner.clone()),
        ];
        if self.is_of("s3") {
            keys.push(("s3:ResourceAccount", owner));
        }
        if self.is_of("kms") {
            keys.push(("kms:CallerAccount", caller.account.clone()));
        }
        let named = keys
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value?)));
        let abac = self.text("bucketAbac") == Some("Enabled"); // S3 J S139: tags count only then.
        let tags = self
            .member("bucketTags")
            .and_then(Value::as_object)
            .filter(|_| abac)
            .into_iter()
            .flatten();
        let tags = tags.flat_map(|(tag, value)| {
            let values = document::texts(Some(value)).into_iter();
            values.flat_map(move |it| {
                [
                    (format!("s3:BucketTag/{tag}"), it.clone()),
                    (format!("aws:ResourceTag/{tag}"), it),
                ]
            })
        });
        named.chain(tags).collect()
    }

    /// The values of a context key; none if it is absent. Names are compared without case: IAM C.1.
    pub(super) fn found(&self, key: &str) -> Option<Vec<String>> {
        self.context
            .get(&key.to_lowercase())
            .map(|it| document::texts(Some(it)))
    }

    /// Whether a key has many values: by declaration, else by the form in which it is given: IAM C.6
    pub(super) fn is_multivalued(&self, key: &str) -> bool {
        let key = key.to_lowercase();
        MULTIVALUED.contains(&key.as_str()) || self.context.get(&key).is_some_and(Value::is_array)
    }

    /// The request's encryption context, whose names have a case unlike condition keys: S3 E
    pub(super) fn encryption_context(&self) -> BTreeMap<String, String> {
        let given = self
            .member("context")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        let pairs = given.filter_map(|(key, value)| {
            let prefix = "kms:encryptioncontext:";
            let named = key
                .get(..prefix.len())
                .is_some_and(|it| it.eq_ignore_ascii_case(prefix));
            let name = key.get(prefix.len()..).filter(|_| named)?;
            Some((name.to_owned(), document::texts(Some(value)).concat()))
        });
        pairs.collect()
    }

    /// A member of `request` that is there and not null
    pub(super) fn member(&self, name: &str) -> Option<&'a Value> {
        self.request.get(name).filter(|it| !it.is_null())
    }

    /// A text member of `request`
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.member(name).and_then(Value::as_str)
    }

    /// A member of `policies` that is there and not null; left out means that there is no such layer
    pub(super) fn policy(&self, name: &str) -> Option<&'a Value> {
        self.policies.get(name).filter(|it| !it.is_null())
    }

    /// The statements of a member of `policies`
    pub(super) fn statements(&self, name: &str) -> Result<Option<Vec<Statement>>, String> {
        self.policy(name).map(document::statements).transpose()
    }

    /// The caller's immutable id, if the case tells it
    pub(super) fn role_id(&self) -> Option<&'a str> {
        self.text("principalRoleId")
    }

    /// Whether the action is this one; names have no case: IAM A.4
    pub(super) fn action_is(&self, name: &str) -> bool {
        self.action.eq_ignore_ascii_case(name)
    }

    /// Whether the action is one of this service
    pub(super) fn is_of(&self, service: &str) -> bool {
        self.service().eq_ignore_ascii_case(service)
    }

    /// The action's service prefix
    pub(super) fn service(&self) -> &str {
        self.action.split(':').next().unwrap_or_default()
    }

    /// `sts:AssumeRole*`, `sts:TagSession`, `sts:SetSourceIdentity`: decided by a trust policy: IAM E.8
    pub(super) fn is_trust_action(&self) -> bool {
        let assumes = self
            .action
            .get(..14)
            .is_some_and(|it| it.eq_ignore_ascii_case("sts:AssumeRole"));
        assumes || self.action_is("sts:TagSession") || self.action_is("sts:SetSourceIdentity")
    }

    /// Whether the caller is of the resource owner's account
    pub(super) fn is_same_account(&self) -> bool {
        self.caller.account.is_some() && self.caller.account == self.owner
    }

    /// Whether the caller is a role session of a service-linked role (contract)
    pub(super) fn is_service_linked_role(&self) -> bool {
        let arn = self.found("aws:PrincipalArn").unwrap_or_default().concat();
        arn.contains(":role/aws-service-role/") || self.caller.role_starts_with("AWSServiceRoleFor")
    }
}

/// The account part of an ARN, if it is not empty
pub(super) fn account_in(arn: &str) -> Option<String> {
    arn.split(':')
        .nth(4)
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
}

/// Whether the text is an account id
pub(super) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|it| it.is_ascii_digit())
}
