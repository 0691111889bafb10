//! Which way a request takes to S3: through a VPC endpoint, or past all of them.
//!
//! A fact, not a guess: from where a function or instance starts, by its subnet's route table,
//! to the endpoints of the VPC. Source: `spec/s3.md` D; VPC User Guide, "Route table
//! association"; AWS `PrivateLink` Guide, "Gateway endpoints for Amazon S3" and "Private DNS".

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_model::arn::AccountId;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::request::{Context, Entry};
use why403_model::world::{Endpoint, EndpointKind, Network, RouteTable, World};

/// From where a request starts
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// In no VPC of an account: the network of Lambda, or the internet
    NoVpc,
    /// In one of these subnets of an account and a Region
    Subnets {
        /// The account
        account: AccountId,
        /// The Region
        region: String,
        /// `subnet-…`, at least one
        subnets: Vec<String>,
    },
}

/// The way of a request from one subnet
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// `subnet-…`; `None` outside every VPC
    pub subnet: Option<String>,
    /// The endpoint that it passes, and the endpoint's VPC; `Known(None)` where it passes none
    pub through: Fact<Option<Through>>,
}

/// An endpoint that a request passes
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through {
    /// `vpce-…`
    pub endpoint: String,
    /// `vpc-…`
    pub vpc: String,
}

/// The ways that a request to a bucket of this Region can take, one for each subnet.
#[must_use]
pub fn ways(world: &World, start: &Start, bucket_region: &Fact<String>) -> Vec<Way> {
    let (account, region, subnets) = match start {
        Start::NoVpc => {
            return alloc::vec![Way {
                subnet: None,
                through: Fact::Known(None)
            }];
        }
        Start::Subnets {
            account,
            region,
            subnets,
        } => (account, region, subnets),
    };
    let network = world
        .accounts
        .get(account)
        .and_then(|it| it.networks.get(region));
    let way = |subnet: &String| Way {
        subnet: Some(subnet.clone()),
        through: match network {
            Some(network) => through(network, subnet, region, bucket_region),
            None => Fact::Unknown(not_collected(
                format!("the VPC endpoints of account {account} in {region}"),
                format!("aws ec2 describe-vpc-endpoints --region {region}"),
            )),
        },
    };
    subnets.iter().map(way).collect()
}

/// What the way says of the request's condition keys; nothing where the ways differ.
///
/// Through an endpoint a request has the endpoint's keys and no `aws:SourceIp`; otherwise the
/// reverse. Keys that were given stay as they are.
pub fn fill(context: &mut Context, ways: &[Way]) {
    let Some(Fact::Known(through)) = common(ways) else {
        return;
    };
    match through {
        Some(Through { endpoint, vpc }) => {
            context.set_if_unsaid("aws:SourceVpce", Entry::One(endpoint.clone()));
            context.set_if_unsaid("aws:SourceVpc", Entry::One(vpc.clone()));
            context.set_if_unsaid("aws:SourceIp", Entry::Absent);
        }
        None => {
            for key in ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"] {
                context.set_if_unsaid(key, Entry::Absent);
            }
        }
    }
}

/// The one thing that all ways say, if they agree
#[must_use]
pub fn common(ways: &[Way]) -> Option<&Fact<Option<Through>>> {
    let (first, rest) = ways.split_first()?;
    let is_same = rest.iter().all(|it| it.through == first.through);
    is_same.then_some(&first.through)
}

fn through(
    network: &Network,
    subnet: &str,
    region: &str,
    bucket_region: &Fact<String>,
) -> Fact<Option<Through>> {
    let endpoints = match &network.endpoints {
        Fact::Known(endpoints) => endpoints,
        Fact::Unknown(gap) => return Fact::Unknown(gap.clone()),
    };
    let service = format!("com.amazonaws.{region}.s3");
    let is_usable = |it: &&Endpoint| {
        let is_there = it.state.as_deref().is_none_or(|it| it == "available");
        it.service == service && is_there
    };
    let all: Vec<&Endpoint> = endpoints.iter().filter(is_usable).collect();
    if all.is_empty() {
        return Fact::Known(None);
    }
    // An endpoint serves the buckets of its own Region.
    match bucket_region {
        Fact::Known(found) if found != region => return Fact::Known(None),
        Fact::Known(_) => {}
        Fact::Unknown(gap) => return Fact::Unknown(gap.clone()),
    }
    let vpc = match vpc_of(network, subnet) {
        Fact::Known(Some(vpc)) => vpc,
        Fact::Known(None) => {
            return Fact::Unknown(not_collected(
                format!("the VPC of subnet {subnet}"),
                format!("aws ec2 describe-subnets --subnet-ids {subnet} --region {region}"),
            ));
        }
        Fact::Unknown(gap) => return Fact::Unknown(gap),
    };
    let in_vpc = |it: &&&Endpoint| it.vpc == vpc;
    let private = all
        .iter()
        .filter(in_vpc)
        .find(|it| it.kind == EndpointKind::Interface && it.private_dns)
        .copied();
    let has_gateway = all
        .iter()
        .filter(in_vpc)
        .any(|it| it.kind == EndpointKind::Gateway);
    let gateway = match gateway(network, &all, subnet, &vpc) {
        Fact::Known(gateway) => gateway,
        Fact::Unknown(_) if !has_gateway => None,
        Fact::Unknown(gap) => return Fact::Unknown(gap),
    };
    match (private, gateway) {
        // S3's name leads to the interface endpoint, or only for callers from outside the VPC:
        // an option of the endpoint that its description shows elsewhere.
        (Some(private), Some(_)) => Fact::Unknown(not_collected(
            format!(
                "whether private DNS of {} is for inbound resolver endpoints only",
                private.id
            ),
            format!(
                "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {} --query '*[].DnsOptions'",
                private.id
            ),
        )),
        (Some(only), None) | (None, Some(only)) => Fact::Known(Some(Through {
            endpoint: only.id.clone(),
            vpc,
        })),
        (None, None) => Fact::Known(None),
    }
}

/// The VPC of a subnet: as the subnets say, or a route table that lists it
fn vpc_of(network: &Network, subnet: &str) -> Fact<Option<String>> {
    let tables = network.route_tables.known().into_iter().flatten();
    let by_table = tables
        .filter(|it| it.subnets.iter().any(|it| it == subnet))
        .map(|it| it.vpc.clone())
        .next();
    match (&network.subnets, by_table) {
        (_, Some(vpc)) => Fact::Known(Some(vpc)),
        (Fact::Known(subnets), None) => {
            let found = subnets.iter().find(|it| it.id == subnet);
            Fact::Known(found.map(|it| it.vpc.clone()))
        }
        (Fact::Unknown(gap), None) => Fact::Unknown(gap.clone()),
    }
}

/// The gateway endpoint to which the subnet's route table leads
fn gateway<'e>(
    network: &Network,
    endpoints: &[&'e Endpoint],
    subnet: &str,
    vpc: &str,
) -> Fact<Option<&'e Endpoint>> {
    let tables = match &network.route_tables {
        Fact::Known(tables) => tables,
        Fact::Unknown(gap) => return Fact::Unknown(gap.clone()),
    };
    // A subnet without a table of its own is served by the VPC's main one.
    let own = tables
        .iter()
        .find(|it| it.subnets.iter().any(|it| it == subnet));
    let main = || tables.iter().find(|it| it.vpc == vpc && it.is_main);
    let Some(table) = own.or_else(main) else {
        return Fact::Unknown(not_collected(
            format!("the main route table of {vpc}"),
            format!("aws ec2 describe-route-tables --filters Name=vpc-id,Values={vpc}"),
        ));
    };
    let mut gateways = endpoints
        .iter()
        .filter(|it| it.kind == EndpointKind::Gateway);
    Fact::Known(gateways.find(|it| leads_to(table, it)).copied())
}

fn leads_to(table: &RouteTable, endpoint: &Endpoint) -> bool {
    let routed = table.routes.iter().any(|route| {
        route.is_active
            && route.destination.starts_with("pl-")
            && route.target.as_deref() == Some(endpoint.id.as_str())
    });
    routed || endpoint.route_tables.contains(&table.id)
}

fn not_collected(what: String, command: String) -> Gap {
    Gap {
        what,
        why: Reason::NotCollected,
        command: Some(command),
        slot: None,
    }
}
