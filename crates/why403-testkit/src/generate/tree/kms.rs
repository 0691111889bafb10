//! KMS keys: two of one Region, and a multi-Region pair whose policies differ

use serde_json::{Map, Value, json};

use super::plan::{Inner, Plan};
use super::question::Asked;
use super::{each, pairs, wrapped, written};
use crate::generate::grants;
use crate::generate::rng::Rng;
use crate::generate::statement::{Layer, Wish, documents};
use crate::generate::world::{Service, World};

/// (Region, id without its last digits, whether AWS manages it)
const KEYS: [(&str, &str, bool); 5] = [
    ("us-east-1", "1234abcd-12ab-34cd-56ef-12345678", false),
    ("us-east-1", "mrk-1234abcd12ab34cd56ef12345678", false),
    ("eu-west-1", "mrk-1234abcd12ab34cd56ef12345678", false),
    ("eu-west-1", "5678abcd-12ab-34cd-56ef-12345678", false),
    ("eu-west-1", "9999abcd-12ab-34cd-56ef-12345678", true),
];

/// The ARNs of an account's keys
pub(super) fn keys(account: &str) -> [String; 5] {
    KEYS.map(|(region, id, _)| format!("arn:aws:kms:{region}:{account}:key/{}", id_of(id, account)))
}

/// Every account has ids of its own.
fn id_of(id: &str, account: &str) -> String {
    format!("{id}{}", account.get(..4).unwrap_or_default())
}

/// Draws the folder `regions` of every account.
pub(super) fn draw(
    rng: &mut Rng,
    asked: &Asked,
    plan: &Plan,
    accounts: &[&str],
) -> Map<String, Value> {
    let mut all = Map::new();
    for account in accounts {
        let mut regions: Map<String, Value> = Map::new();
        for ((region, id, is_of_aws), arn) in KEYS.into_iter().zip(keys(account)) {
            let key = key(rng, asked, plan, &arn, is_of_aws);
            let place = regions.entry(region).or_insert_with(|| json!({"kms": {}}));
            if let Some(keys) = place.get_mut("kms").and_then(Value::as_object_mut) {
                keys.insert(id_of(id, account), key);
            }
        }
        all.insert((*account).to_owned(), Value::Object(regions));
    }
    all
}

fn key(rng: &mut Rng, asked: &Asked, plan: &Plan, arn: &str, is_of_aws: bool) -> Value {
    let worlds = [Some(&asked.world), asked.inner.as_ref()];
    let mut worlds = worlds.into_iter().flatten();
    let about = worlds.find(|it| it.service == Service::Key && it.resource == arn);
    let (policy, grants) = match about {
        Some(world) => key_asked(rng, world, plan, asked.inner.is_some()),
        None => (stranger(rng, asked, arn), json!([])),
    };
    let tags = match about {
        Some(world) if world.resource == asked.world.resource => asked.resource_tags.clone(),
        _ => Map::new(),
    };
    let manager = if is_of_aws { "AWS" } else { "CUSTOMER" };
    let data = json!({"Arn": arn, "KeyManager": manager, "KeyState": "Enabled"});
    let policy = json!({"Policy": written(rng, policy), "PolicyName": "default"});
    json!({
        "key": wrapped(rng, "KeyMetadata", data),
        "policy": policy,
        "grants": wrapped(rng, "Grants", grants),
        "tags": wrapped(rng, "Tags", pairs(&tags, ["TagKey", "TagValue"])),
        "aliases": {"Aliases": []},
    })
}

/// Policy and grants of the key that the question, or the call behind it, is about
fn key_asked(rng: &mut Rng, world: &World, plan: &Plan, is_inner: bool) -> (Value, Value) {
    let wish = match plan.inner {
        Inner::Fails(wish) if is_inner => wish,
        Inner::Passes if is_inner => Wish::Allow,
        Inner::Passes | Inner::Fails(_) => plan.resource.unwrap_or(Wish::Silent),
    };
    let drawn = documents(rng, world, Layer::Key, wish, &world.resource);
    let policy = each(drawn).into_iter().next().unwrap_or_default();
    // Drawn in the form of a case; a request for a grant is not asked about here.
    let mut policies = Map::new();
    let mut drawing = World {
        request: world.request.clone(),
        own_names: world.own_names.clone(),
        account: world.account.clone(),
        owner: world.owner.clone(),
        action: world.action.clone(),
        resource: world.resource.clone(),
        behind: world.behind.clone(),
        service: world.service,
        caller: world.caller,
    };
    let is_needed = plan.by_grant || world.action == "kms:RetireGrant";
    grants::add(rng, &mut drawing, &mut policies, is_needed);
    let flat = policies.remove("grants").unwrap_or_default();
    let all = flat.as_array().into_iter().flatten();
    // `list-grants` tells the grants of one key, and names a grantee by its ARN while it exists.
    let own = all.filter(|it| it.get("key") == Some(&json!(world.resource)));
    let grants = own.filter_map(|it| grant(it, world)).collect();
    (policy, Value::Array(grants))
}

fn grant(flat: &Value, world: &World) -> Option<Value> {
    let text = |name: &str| flat.get(name).and_then(Value::as_str);
    let mut grant = Map::new();
    grant.insert("GrantId".into(), json!("0c237476b39f8bc44e45212e08498fbe"));
    grant.insert("GranteePrincipal".into(), json!(text("grantee")?));
    let retiring = text("retiring").filter(|it| !it.is_empty());
    if let Some(retiring) = retiring {
        grant.insert("RetiringPrincipal".into(), json!(retiring));
    }
    let issuer = text("issuer").unwrap_or(&world.owner);
    let issuer = format!("arn:aws:iam::{issuer}:root");
    grant.insert("IssuingAccount".into(), json!(issuer));
    grant.insert("Operations".into(), flat.get("operations")?.clone());
    if let Some(constraints) = flat.get("constraints").and_then(Value::as_object) {
        // A question cannot say that the encryption context has no other pairs, which
        // `EncryptionContextEquals` would hang on.
        let pairs = constraints.values().next().cloned();
        let subset = json!({"EncryptionContextSubset": pairs});
        grant.insert("Constraints".into(), subset);
    }
    Some(Value::Object(grant))
}

/// The policy of a key that nothing is asked of; a replica has one of its own.
fn stranger(rng: &mut Rng, asked: &Asked, arn: &str) -> Value {
    let account = arn.split(':').nth(4).unwrap_or_default();
    let root = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"AWS": format!("arn:aws:iam::{account}:root")}, "Action": "kms:*", "Resource": "*"}]});
    let worlds = [Some(&asked.world), asked.inner.as_ref()];
    let is_replica = worlds.into_iter().flatten().any(|it| {
        let id = |arn: &str| arn.rsplit('/').next().map(str::to_owned);
        it.service == Service::Key && id(&it.resource) == id(arn)
    });
    if !is_replica {
        return root;
    }
    let deny = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Deny",
        "Principal": "*", "Action": "kms:*", "Resource": "*"}]});
    let allow = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": "*", "Action": "kms:*", "Resource": "*"}]});
    rng.pick(&[root, deny, allow])
}
