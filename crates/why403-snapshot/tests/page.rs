//! The examples of `docs/world.md` are worlds.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails; clippy's exemption ends at helper functions"
)]

use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::world::World;
use why403_snapshot::{Form, read_text};

fn example() -> String {
    let page = include_str!("../../../docs/world.md");
    let (_, after) = page.split_once("```yaml\n").unwrap();
    after.split_once("```").unwrap().0.to_string()
}

#[test]
fn the_world_written_by_hand_is_whole() {
    let world = World::build(&read_text("world.yaml", &example(), Form::Yaml));
    assert_eq!(world.problems, []);
    let organization = world.organization.known().unwrap().as_ref().unwrap();
    let id = AccountId::parse("111122223333").unwrap();
    let levels = organization.levels[&id].known().unwrap();
    let labels: Vec<_> = levels
        .iter()
        .flat_map(|it| it.scps.known().unwrap())
        .map(|it| it.known().unwrap().label.as_str())
        .collect();
    assert_eq!(
        labels,
        [
            "SCP p-FullAWSAccess at root r-abcd",
            "SCP DenyUntaggedKeys at root r-abcd",
            "SCP p-FullAWSAccess at account 111122223333",
        ]
    );
    let account = &world.accounts[&id];
    let role = &account.iam.roles["reader"];
    assert_eq!(role.arn.as_str(), "arn:aws:iam::111122223333:role/reader");
    assert!(
        role.policies
            .known()
            .unwrap()
            .iter()
            .all(|it| it.known().is_some())
    );
    let logs = &account.buckets["logs"];
    assert!(matches!(logs.policy, Fact::Known(None)));
    assert!(
        logs.public_access_block
            .known()
            .unwrap()
            .restrict_public_buckets
    );
    let key = account.keys.values().next().unwrap();
    let document = key.policy.known().unwrap();
    let statement = &document.policy.statements[0];
    assert_eq!(
        statement.effect_at.of(&document.text),
        r#""Effect": "Allow""#
    );
    assert!(document.line.is_some());
}
