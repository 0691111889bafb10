//! Which way requests take, subnet by subnet: the fixtures of `fixtures/network`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_engine::network::{Start, ways};
use why403_model::arn::AccountId;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::world::World;
use why403_snapshot::Form;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Case {
    note: String,
    source: String,
    evidence: Evidence,
    /// From where the request starts, in account 111122223333 and eu-central-1
    subnets: Vec<String>,
    /// Known where it is given
    bucket_region: Option<String>,
    world: String,
    /// For each subnet an endpoint, `none` or `unknown`
    want: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Evidence {
    Documented,
    Inferred,
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let case: Case = toml::from_str(&std::fs::read_to_string(path)?)?;
    let (Evidence::Documented | Evidence::Inferred) = case.evidence;
    let tree = why403_snapshot::read_text("world.yaml", &case.world, Form::Yaml);
    let world = World::build(&tree);
    let problems: Vec<String> = world.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, [""; 0], "{}", case.note);
    let start = Start::Subnets {
        account: AccountId::parse("111122223333").ok_or("no account")?,
        region: "eu-central-1".to_string(),
        subnets: case.subnets,
    };
    let region = case.bucket_region.map_or_else(
        || {
            Fact::Unknown(Gap {
                what: "the Region of the bucket".to_string(),
                why: Reason::NotCollected,
                command: None,
                slot: None,
            })
        },
        Fact::Known,
    );
    let found = ways(&world, &start, &region).into_iter().map(|way| {
        let through = match way.through {
            Fact::Known(Some(through)) => through.endpoint,
            Fact::Known(None) => "none".to_string(),
            Fact::Unknown(_) => "unknown".to_string(),
        };
        (way.subnet.unwrap_or_default(), through)
    });
    let found: BTreeMap<String, String> = found.collect();
    assert_eq!(found, case.want, "{}\nsource: {}", case.note, case.source);
    Ok(())
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/network", pattern = r"\.toml$" },
}
