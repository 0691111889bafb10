//! KMS grants, and the grant that `CreateGrant` asks for

use serde_json::{Map, Value, json};

use super::rng::Rng;
use super::world::World;

const OPERATIONS: [&str; 8] = [
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "DescribeKey",
    "CreateGrant",
    "RetireGrant",
];

/// Adds `policies.grants` and `request.grantRequest`; `needed` makes one fit likely.
pub(super) fn add(
    rng: &mut Rng,
    world: &mut World,
    policies: &mut Map<String, Value>,
    needed: bool,
) {
    if world.action == "kms:CreateGrant" && rng.chance(85) {
        let mut request = json!({"grantee": "arn:aws:iam::111122223333:role/reader", "operations": operations(rng)});
        if let (Some(constraints), Some(request)) = (constraints(rng), request.as_object_mut()) {
            request.insert("constraints".to_owned(), constraints);
        }
        world.set("grantRequest", request);
    }
    if !(needed || rng.chance(45)) {
        return;
    }
    let mut grants = Vec::new();
    for _ in 0..=rng.below(3) {
        grants.push(grant(rng, world, needed));
    }
    policies.insert("grants".to_owned(), Value::Array(grants));
}

fn grant(rng: &mut Rng, world: &World, needed: bool) -> Value {
    let name = |rng: &mut Rng| {
        // ARNs only: ids and accounts are no grantees.
        let own: Vec<&String> = world
            .own_names
            .iter()
            .map(|it| &it.1)
            .filter(|it| it.starts_with("arn:aws"))
            .collect();
        let strangers = [
            "arn:aws:iam::111122223333:role/auditor",
            "arn:aws:sts::111122223333:assumed-role/reader/other",
        ];
        match own.as_slice() {
            [] => rng.text(&strangers),
            _ if rng.chance(15) => rng.text(&strangers),
            own => own
                .get(rng.below(own.len()))
                .map_or(String::new(), |it| (*it).clone()),
        }
    };
    let key = if rng.chance(92) {
        world.resource.clone()
    } else {
        format!("{}5", world.resource)
    };
    let mut operations = operations(rng);
    if needed || rng.chance(60) {
        let own = world.action.split(':').nth(1).unwrap_or_default();
        operations.push(own.to_owned());
    }
    if needed && rng.chance(75) {
        // What CreateGrant asks for
        let asked = world
            .request
            .get("grantRequest")
            .and_then(|it| it.get("operations")?.as_array());
        operations.extend(
            asked
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned),
        );
    }
    let mut grant = json!({"key": key, "grantee": name(rng), "operations": operations});
    if let Some(grant) = grant.as_object_mut() {
        if rng.chance(75) {
            let issuer = match (rng.chance(40), world.account.is_empty()) {
                (true, false) => world.account.clone(),
                _ => world.owner.clone(),
            };
            grant.insert("issuer".to_owned(), json!(issuer));
        }
        if rng.chance(if needed { 70 } else { 30 }) {
            grant.insert("retiring".to_owned(), json!(name(rng)));
        }
        if rng.chance(25) {
            let ids = ["AROAEXAMPLEREADER0000", "AROAEXAMPLEWRITER0000"];
            grant.insert("granteeRoleId".to_owned(), json!(rng.text(&ids)));
        }
        if let Some(constraints) = constraints(rng) {
            grant.insert("constraints".to_owned(), constraints);
        }
    }
    grant
}

fn operations(rng: &mut Rng) -> Vec<String> {
    OPERATIONS
        .iter()
        .filter(|_| rng.chance(35))
        .map(|it| (*it).to_owned())
        .collect()
}

fn constraints(rng: &mut Rng) -> Option<Value> {
    let pairs = [
        json!({"dept": "it"}),
        json!({"dept": "it", "project": "x"}),
        json!({"project": "x"}),
    ];
    let kind = rng.text(&["EncryptionContextEquals", "EncryptionContextSubset"]);
    rng.chance(40).then(|| json!({kind: rng.pick(&pairs)}))
}
