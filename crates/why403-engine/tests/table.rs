//! The allow table in all its cases, against the same rules said another way, and its book-keeping.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use why403_engine::case::Case;
use why403_engine::decide::{Caller, Relation, Row, Says, Side, decide};
use why403_engine::layer::kms_grant::Carries;
use why403_engine::verdict::{Layer, LayerSet, Strength};

fn every_case() -> impl Iterator<Item = Row> {
    let mut all = Vec::new();
    for caller in [Caller::Iam, Caller::Root, Caller::Outside] {
        for relation in [Relation::SameAccount, Relation::CrossAccount] {
            for side in [Side::Optional, Side::Required, Side::Trust] {
                for grant in [
                    None,
                    Some(Strength::Account),
                    Some(Strength::Entity),
                    Some(Strength::Direct),
                ] {
                    for kms in [
                        Carries::Nothing,
                        Carries::KeySide,
                        Carries::WithinCeilings,
                        Carries::Alone,
                    ] {
                        for bits in 0..8u8 {
                            let says = |bit: u8| {
                                if bits >> bit & 1 == 1 {
                                    Says::Yes
                                } else {
                                    Says::No
                                }
                            };
                            let (identity, boundary, session) = (says(0), says(1), says(2));
                            all.push(Row {
                                caller,
                                relation,
                                side,
                                grant,
                                kms,
                                identity,
                                boundary,
                                session,
                            });
                        }
                    }
                }
            }
        }
    }
    all.into_iter()
}

/// The sentences of `spec/iam.md` E.5 to E.12 as one condition; shares no code with the table
fn definition(it: Row) -> bool {
    let capped = it.boundary == Says::Yes && it.session == Says::Yes;
    let own_side = it.identity == Says::Yes && capped;
    let named = it.grant.is_some();
    let same = it.relation == Relation::SameAccount;
    // E.12: unsigned callers and services have no policies of their own.
    if it.caller == Caller::Outside {
        return it.grant == Some(Strength::Direct) || it.kms == Carries::Alone;
    }
    // E.12: root is its account; a key or another account still has to say so.
    if it.caller == Caller::Root {
        return (same && it.side == Side::Optional) || named || it.kms != Carries::Nothing;
    }
    // E.9: grants, by how far they carry.
    if it.kms == Carries::Alone || (it.kms == Carries::WithinCeilings && capped) {
        return true;
    }
    if !same {
        // E.7: both sides; a grant of the key's account is the key's side.
        return own_side && (named || it.kms != Carries::Nothing);
    }
    match it.grant {
        // E.6 and, for trust policies, X8
        Some(Strength::Direct) => it.side != Side::Trust || it.boundary == Says::Yes,
        Some(Strength::Entity) => capped,
        Some(Strength::Account) => own_side,
        // E.8, E.9: keys and trust policies must speak; elsewhere identity is enough (E.5).
        None => own_side && it.side == Side::Optional,
    }
}

#[test]
fn the_table_agrees_with_the_definition_in_every_case() {
    let mut cases = 0;
    for row in every_case() {
        let (rule, blocked) = decide(row);
        // A grant that carries within ceilings and is stopped there leaves nothing else to allow.
        assert_eq!(
            blocked.is_empty(),
            definition(row),
            "{rule} {row:?} {blocked:?}"
        );
        cases += 1;
    }
    assert_eq!(cases, 3 * 2 * 3 * 4 * 4 * 8);
}

#[test]
fn only_layers_that_withhold_are_blamed() {
    for row in every_case() {
        let (_, blocked) = decide(row);
        for (layer, says) in [
            (Layer::Identity, row.identity),
            (Layer::Boundary, row.boundary),
            (Layer::Session, row.session),
        ] {
            assert!(
                !blocked.holds(layer) || says == Says::No,
                "{row:?} {blocked:?}"
            );
        }
        let others = blocked.iter().filter(|layer| {
            !matches!(
                layer,
                Layer::Identity | Layer::Boundary | Layer::Session | Layer::Resource
            )
        });
        assert_eq!(others.count(), 0);
    }
}

#[test]
fn opening_what_is_blamed_opens_the_row() {
    for row in every_case() {
        let (_, blocked) = decide(row);
        let opened = Row {
            grant: if blocked.holds(Layer::Resource) {
                Some(Strength::Direct)
            } else {
                row.grant
            },
            identity: if blocked.holds(Layer::Identity) {
                Says::Yes
            } else {
                row.identity
            },
            boundary: if blocked.holds(Layer::Boundary) {
                Says::Yes
            } else {
                row.boundary
            },
            session: if blocked.holds(Layer::Session) {
                Says::Yes
            } else {
                row.session
            },
            ..row
        };
        // A trust policy that names the caller is still capped by the boundary (X8).
        let is_capped = row.side == Side::Trust && opened.boundary == Says::No;
        assert!(
            is_capped || decide(opened).1 == LayerSet::NONE,
            "{row:?} {blocked:?}"
        );
    }
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn fixtures(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fixtures(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// A rule without a row in `data/rules.toml`, a row without code, and a rule that no fixture
/// reaches are each a failure.
#[test]
fn every_rule_has_its_row_and_a_fixture_that_reaches_it() {
    let table: toml::Table =
        toml::from_str(&std::fs::read_to_string(root().join("data/rules.toml")).unwrap()).unwrap();
    for (id, row) in &table {
        for member in ["rule", "source", "evidence"] {
            assert!(
                row[member].as_str().is_some_and(|it| !it.is_empty()),
                "{id} has no {member}"
            );
        }
    }
    let rows: BTreeSet<String> = table.keys().cloned().collect();
    let code: BTreeSet<String> = every_case().map(|row| decide(row).0.to_string()).collect();
    assert_eq!(rows, code);
    let mut files = Vec::new();
    fixtures(&root().join("fixtures/decisions"), &mut files);
    let mut reached: BTreeSet<String> = BTreeSet::new();
    for file in files {
        let fixture: toml::Table =
            toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let mut case = serde_json::to_value(&fixture).unwrap();
        if case["request"]["principal"] == "null" {
            case["request"]["principal"] = serde_json::Value::Null;
        }
        let case = Case::read(&case.to_string()).unwrap();
        reached.extend(
            case.answer()
                .outcome
                .rules
                .iter()
                .map(|rule| rule.to_string()),
        );
    }
    let missing: Vec<_> = rows.difference(&reached).collect();
    assert!(missing.is_empty(), "no fixture reaches {missing:?}");
}
