//! Who stands behind a VPC endpoint: the subnets whose requests to S3 pass it, the functions in
//! them.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::network::{Start, ways};
use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::world::World;

use crate::fix::between::Difference;
use crate::fix::spot::Bearer;

/// Who sends requests through a VPC endpoint
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Behind {
    /// `vpce-…`
    pub endpoint: String,
    /// `subnet-…`: subnets whose requests to buckets of the endpoint's Region pass it
    pub subnets: Vec<String>,
    /// Names of Lambda functions in these subnets
    pub functions: Vec<String>,
    /// Whether the world tells of all subnets and their routes
    pub is_whole: bool,
}

/// Who stands behind the endpoints whose policies differ, in the order of their ids.
pub(super) fn of(world: &World, differences: &[Difference]) -> Vec<Behind> {
    let mut found = Vec::new();
    for difference in differences {
        let Difference::Policy(change) = difference else {
            continue;
        };
        for spot in &change.spots {
            if let Bearer::Endpoint(id) = &spot.bearer {
                found.push(behind(world, &spot.account, id));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn behind(world: &World, account: &AccountId, endpoint: &str) -> Behind {
    let mut found = Behind {
        endpoint: endpoint.to_string(),
        subnets: Vec::new(),
        functions: Vec::new(),
        is_whole: true,
    };
    let Some((region, _)) = world.endpoint(endpoint) else {
        found.is_whole = false;
        return found;
    };
    let Some(account) = world.accounts.get(account) else {
        found.is_whole = false;
        return found;
    };
    let network = account.networks.get(region);
    let subnets = network.and_then(|it| it.subnets.known());
    found.is_whole = subnets.is_some();
    for subnet in subnets.into_iter().flatten() {
        let start = Start::Subnets {
            account: account.id.clone(),
            region: region.to_string(),
            subnets: alloc::vec![subnet.id.clone()],
        };
        for way in ways(world, &start, &Fact::Known(region.to_string())) {
            match way.through {
                Fact::Known(Some(through)) if through.endpoint == endpoint => {
                    found.subnets.push(subnet.id.clone());
                }
                Fact::Known(_) => {}
                Fact::Unknown(_) => found.is_whole = false,
            }
        }
    }
    for function in account.functions.values() {
        let vpc = function.configuration.known().and_then(Option::as_ref);
        let vpc = vpc.and_then(|it| it.vpc.as_ref());
        if vpc.is_some_and(|it| it.subnets.iter().any(|it| found.subnets.contains(it))) {
            let name = function.arn.resource();
            let name = name.strip_prefix("function:").unwrap_or(name);
            found.functions.push(name.to_string());
        }
    }
    found
}
