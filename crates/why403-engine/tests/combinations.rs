//! Every combination of what the layers can say, against the pseudo-code of `spec/iam.md` E.15.
//!
//! Each layer is a real policy that denies, allows or is silent about the request; the resource's
//! Allow names the caller directly, by role, by account, or not at all.

#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use why403_engine::case::Case;
use why403_engine::evaluate::Decision;

const DENY: &str = "deny";
const ALLOW: &str = "allow";
const SILENT: &str = "silent";
const ABSENT: &str = "absent";

fn document(says: &str, principal: Option<&str>) -> Value {
    let (effect, action) = match says {
        DENY => ("Deny", "*"),
        ALLOW => ("Allow", "*"),
        _ => ("Allow", "s3:ListBucket"),
    };
    let mut statement = json!({"Effect": effect, "Action": action, "Resource": "*"});
    if let Some(principal) = principal {
        statement["Principal"] = match principal {
            "*" => json!("*"),
            arn => json!({"AWS": arn}),
        };
    }
    json!({"Version": "2012-10-17", "Statement": [statement]})
}

/// What the resource's policy says: absent, silent, deny, or an Allow by whom it names
const RESOURCE: [&str; 6] = [ABSENT, SILENT, DENY, "account", "role", "session"];

struct Says {
    scp: &'static str,
    rcp: &'static str,
    endpoint: &'static str,
    resource: &'static str,
    identity: &'static str,
    boundary: &'static str,
    session: &'static str,
    is_same_account: bool,
}

/// E.15, read top down, with every layer that fails
fn definition(it: &Says) -> (Decision, Vec<&'static str>) {
    let mut blocked = Vec::new();
    let named = [
        ("scp", it.scp),
        ("rcp", it.rcp),
        ("endpoint", it.endpoint),
        ("resource", it.resource),
        ("identity", it.identity),
        ("boundary", it.boundary),
        ("session", it.session),
    ];
    let denied: Vec<&str> = named
        .iter()
        .filter(|(_, says)| *says == DENY)
        .map(|(name, _)| *name)
        .collect();
    blocked.extend(&denied);
    for (name, says) in [("scp", it.scp), ("endpoint", it.endpoint)] {
        if says == SILENT {
            blocked.push(name);
        }
    }
    let own_side = [
        ("identity", it.identity),
        ("boundary", it.boundary),
        ("session", it.session),
    ];
    let withheld = |names: &[&str]| -> Vec<&'static str> {
        let fails = own_side.iter().filter(|(name, says)| {
            names.contains(name) && !(*says == ALLOW || (*says == ABSENT && *name != "identity"))
        });
        fails.map(|(name, _)| *name).collect()
    };
    let is_granted = matches!(it.resource, "account" | "role" | "session");
    blocked.extend(match (it.is_same_account, it.resource) {
        (true, "session") => Vec::new(),
        (true, "role") => withheld(&["boundary", "session"]),
        (true, _) => withheld(&["identity", "boundary", "session"]),
        (false, _) => {
            let mut all = withheld(&["identity", "boundary", "session"]);
            all.extend((!is_granted).then_some("resource"));
            all
        }
    });
    let order = [
        "scp", "rcp", "endpoint", "resource", "identity", "boundary", "session",
    ];
    let blocked: Vec<_> = order
        .into_iter()
        .filter(|name| blocked.contains(name))
        .collect();
    let decision = match (denied.is_empty(), blocked.is_empty()) {
        (false, _) => Decision::ExplicitDeny,
        (true, false) => Decision::ImplicitDeny,
        (true, true) => Decision::Allow,
    };
    (decision, blocked)
}

fn case(it: &Says) -> Value {
    let account = if it.is_same_account {
        "111122223333"
    } else {
        "444455556666"
    };
    let principal = match it.resource {
        "account" => format!("arn:aws:iam::{account}:root"),
        "role" => format!("arn:aws:iam::{account}:role/team/reader"),
        "session" => format!("arn:aws:sts::{account}:assumed-role/reader/ci"),
        _ => "*".to_string(),
    };
    let resource = if matches!(it.resource, "account" | "role" | "session") {
        ALLOW
    } else {
        it.resource
    };
    let mut policies = json!({"identity": [document(it.identity, None)]});
    for (member, says, principal) in [
        ("endpoint", it.endpoint, Some("*")),
        ("resource", resource, Some(principal.as_str())),
        ("boundary", it.boundary, None),
        ("session", it.session, None),
    ] {
        if says != ABSENT {
            policies[member] = document(says, principal);
        }
    }
    for (member, says, principal) in [("scp", it.scp, None), ("rcp", it.rcp, Some("*"))] {
        if says != ABSENT {
            let all = document(ALLOW, principal);
            policies[member] = json!([[all], [document(says, principal)]]);
        }
    }
    json!({
        "policies": policies,
        "request": {
            "principal": format!("arn:aws:sts::{account}:assumed-role/reader/ci"),
            "action": "s3:GetObject",
            "resource": "arn:aws:s3:::logs/a.txt",
            "resourceOwner": "111122223333",
        },
    })
}

#[test]
fn every_combination_agrees_with_the_pseudo_code() {
    const FOUR: [&str; 4] = [ABSENT, ALLOW, SILENT, DENY];
    let mut cases = 0;
    let mut run = |says: &Says| {
        let case = case(says);
        let answer = Case::read(&case.to_string()).unwrap().answer();
        let blocked: Vec<_> = answer
            .blocked_by
            .iter()
            .map(why403_engine::Layer::id)
            .collect();
        assert_eq!((answer.decision, blocked), definition(says), "{case}");
        cases += 1;
    };
    for is_same_account in [true, false] {
        for scp in FOUR {
            for rcp in [ABSENT, ALLOW, DENY] {
                for endpoint in FOUR {
                    for resource in RESOURCE {
                        for identity in [ALLOW, SILENT, DENY] {
                            for boundary in FOUR {
                                for session in FOUR {
                                    run(&Says {
                                        scp,
                                        rcp,
                                        endpoint,
                                        resource,
                                        identity,
                                        boundary,
                                        session,
                                        is_same_account,
                                    });
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    assert_eq!(cases, 2 * 4 * 3 * 4 * 6 * 3 * 4 * 4);
}
