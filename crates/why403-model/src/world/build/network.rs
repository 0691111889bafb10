//! VPC endpoints, route tables and subnets of one Region.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::answer::{STACK, field, flag, list, owned, required, texts};
use super::call::{ENDPOINTS, ROUTE_TABLES, SUBNETS, Scope};
use super::{Build, Cursor};
use crate::known::{Fact, Reason};
use crate::world::tree::TreeProblem;
use crate::world::{Endpoint, EndpointKind, Network, Route, RouteTable, Subnet};

impl<'t> Build<'t> {
    /// What stands in `ec2/`
    pub(super) fn network(&mut self, place: &Cursor<'t>, scope: &Scope) -> Network {
        self.check_members(place, "accounts/{account}/regions/{region}/ec2");
        let entries = self.fact(place, &ENDPOINTS, scope, Some(Vec::new()), |it| {
            list(it, "VpcEndpoints")?.whole(it)
        });
        let endpoints = match entries {
            Fact::Unknown(gap) => Fact::Unknown(gap),
            Fact::Known(entries) => {
                let read: Result<Vec<_>, _> = entries
                    .iter()
                    .map(|it| self.endpoint(it, place, scope))
                    .collect();
                match read {
                    Ok(endpoints) => Fact::Known(endpoints),
                    Err(problem) => {
                        let why = self.unreadable(problem);
                        Fact::Unknown(self.gap(place, &ENDPOINTS, scope, why))
                    }
                }
            }
        };
        Network {
            endpoints,
            route_tables: self.fact(place, &ROUTE_TABLES, scope, Some(Vec::new()), |it| {
                let tables = list(it, "RouteTables")?.whole(it)?;
                tables.iter().map(route_table).collect()
            }),
            subnets: self.fact(place, &SUBNETS, scope, Some(Vec::new()), |it| {
                let subnets = list(it, "Subnets")?.whole(it)?;
                subnets.iter().map(subnet).collect()
            }),
        }
    }

    /// One endpoint; a policy that cannot be read is a hole of this endpoint alone
    fn endpoint(
        &mut self,
        found: &Cursor<'t>,
        place: &Cursor<'t>,
        scope: &Scope,
    ) -> Result<Endpoint, TreeProblem> {
        let id = required(found, "VpcEndpointId")?.to_string();
        let kind = required(found, "VpcEndpointType")?;
        let kind = EndpointKind::parse(kind)
            .ok_or_else(|| found.bad_value("a type of VPC endpoint", kind))?;
        let label = alloc::format!("policy of VPC endpoint {id}");
        let folder = self.folder_of(place);
        let gap = |why| {
            let what = alloc::format!("the {label}");
            crate::known::Gap {
                what,
                ..scope.gap(&ENDPOINTS, why, folder)
            }
        };
        let policy = match found.get("PolicyDocument") {
            Some(it) if it.is_null() => Fact::Known(None),
            Some(it) => self.document_fact(&it, label.clone(), None, gap).map(Some),
            None if kind.has_policy() => Fact::Unknown(gap(Reason::NotCollected)),
            None => Fact::Known(None),
        };
        let entries = match found.get("DnsEntries").filter(|it| !it.is_null()) {
            Some(it) => list(&it, "DnsEntries")?.elements,
            None => Vec::new(),
        };
        let dns_name = |it: &Cursor<'_>| required(it, "DnsName").map(str::to_string);
        Ok(Endpoint {
            id,
            kind,
            service: required(found, "ServiceName")?.to_string(),
            vpc: field(found, "VpcId")?.unwrap_or("").to_string(),
            state: field(found, "State")?.map(str::to_ascii_lowercase),
            policy,
            route_tables: texts(found, "RouteTableIds")?,
            subnets: texts(found, "SubnetIds")?,
            private_dns: flag(found, "PrivateDnsEnabled")?.unwrap_or(false),
            stack: stack(found)?,
            dns_names: entries.iter().map(dns_name).collect::<Result<_, _>>()?,
        })
    }
}

/// The stack that the tags of an endpoint name
fn stack(found: &Cursor<'_>) -> Result<Option<String>, TreeProblem> {
    let Some(tags) = found.get("Tags").filter(|it| !it.is_null()) else {
        return Ok(None);
    };
    for it in &list(&tags, "Tags")?.elements {
        if field(it, "Key")? == Some(STACK) {
            return Ok(owned(field(it, "Value")?));
        }
    }
    Ok(None)
}

fn route_table(found: &Cursor<'_>) -> Result<RouteTable, TreeProblem> {
    let (mut is_main, mut subnets) = (false, Vec::new());
    let associations = match found.get("Associations") {
        Some(it) => list(&it, "Associations")?.elements,
        None => Vec::new(),
    };
    for it in &associations {
        let state = it.get("AssociationState").filter(|it| !it.is_null());
        let state = state.map(|it| field(&it, "State")).transpose()?.flatten();
        if matches!(state, Some("disassociated" | "failed")) {
            continue;
        }
        is_main |= flag(it, "Main")?.unwrap_or(false);
        subnets.extend(owned(field(it, "SubnetId")?));
    }
    let routes = match found.get("Routes") {
        Some(it) => list(&it, "Routes")?.elements,
        None => Vec::new(),
    };
    Ok(RouteTable {
        id: required(found, "RouteTableId")?.to_string(),
        vpc: required(found, "VpcId")?.to_string(),
        is_main,
        subnets,
        routes: routes.iter().map(route).collect::<Result<_, _>>()?,
    })
}

fn route(found: &Cursor<'_>) -> Result<Route, TreeProblem> {
    let destination = first(found, DESTINATIONS)?.ok_or_else(|| TreeProblem::Missing {
        at: found.place(),
        member: "DestinationCidrBlock",
    })?;
    Ok(Route {
        destination,
        target: first(found, TARGETS)?,
        is_active: field(found, "State")?.unwrap_or("active") == "active",
    })
}

/// The first of several fields that is there
fn first(found: &Cursor<'_>, names: &[&'static str]) -> Result<Option<String>, TreeProblem> {
    for name in names {
        if let Some(text) = field(found, name)? {
            return Ok(Some(text.to_string()));
        }
    }
    Ok(None)
}

fn subnet(found: &Cursor<'_>) -> Result<Subnet, TreeProblem> {
    Ok(Subnet {
        id: required(found, "SubnetId")?.to_string(),
        vpc: required(found, "VpcId")?.to_string(),
    })
}

/// Fields of a route that say where to. Source: EC2 API Reference, "Route"
const DESTINATIONS: &[&str] = &[
    "DestinationPrefixListId",
    "DestinationCidrBlock",
    "DestinationIpv6CidrBlock",
];

/// Fields of a route that say by what; routes to endpoints have `GatewayId`
const TARGETS: &[&str] = &[
    "GatewayId",
    "NatGatewayId",
    "TransitGatewayId",
    "EgressOnlyInternetGatewayId",
    "VpcPeeringConnectionId",
    "NetworkInterfaceId",
    "InstanceId",
    "LocalGatewayId",
    "CarrierGatewayId",
    "CoreNetworkArn",
];
