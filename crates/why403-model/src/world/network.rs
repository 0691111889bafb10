//! VPC endpoints and what decides whether a request passes one: route tables and subnets.
//!
//! Source: EC2 API Reference, `DescribeVpcEndpoints`, `DescribeRouteTables`, `DescribeSubnets`.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::document::Document;
use crate::known::Fact;

/// What is known of one Region's networks in one account
#[derive(Clone, Debug)]
pub struct Network {
    /// All VPC endpoints; one that is not listed does not exist
    pub endpoints: Fact<Vec<Endpoint>>,
    /// All route tables
    pub route_tables: Fact<Vec<RouteTable>>,
    /// All subnets
    pub subnets: Fact<Vec<Subnet>>,
}

/// A VPC endpoint
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// `vpce-…`
    pub id: String,
    /// How it is reached
    pub kind: EndpointKind,
    /// `com.amazonaws.eu-central-1.s3`
    pub service: String,
    /// `vpc-…`
    pub vpc: String,
    /// `available`, `pending`, … in lower case, where the answer says so
    pub state: Option<String>,
    /// Its policy; `Known(None)` for kinds that have none
    pub policy: Fact<Option<Arc<Document>>>,
    /// `rtb-…`: where routes lead to a gateway endpoint
    pub route_tables: Vec<String>,
    /// `subnet-…`: where an interface endpoint has addresses
    pub subnets: Vec<String>,
    /// Whether the service's own names lead to it inside the VPC
    pub private_dns: bool,
    /// The stack of `CloudFormation` that it is of, as its tags tell; `None` where it is of none, or
    /// the answer has no tags
    pub stack: Option<String>,
    /// Its own DNS names: `*.vpce-….s3.eu-central-1.vpce.amazonaws.com`
    pub dns_names: Vec<String>,
}

/// How a VPC endpoint is reached
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointKind {
    /// By routes
    Gateway,
    /// By addresses in subnets
    Interface,
    /// By routes, for appliances; it has no policy
    GatewayLoadBalancer,
    /// For one resource of another account; it has no policy
    Resource,
    /// For a service network; it has no policy
    ServiceNetwork,
}

/// A route table
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteTable {
    /// `rtb-…`
    pub id: String,
    /// `vpc-…`
    pub vpc: String,
    /// Whether it serves the subnets of the VPC that have none of their own
    pub is_main: bool,
    /// `subnet-…`: the subnets that it is associated with
    pub subnets: Vec<String>,
    /// In the order listed
    pub routes: Vec<Route>,
}

/// One route
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// A range of addresses, or the prefix list of a service: `pl-…`
    pub destination: String,
    /// `vpce-…`, `igw-…`, `nat-…`, `local`, …; `None` where it is of a kind not known here
    pub target: Option<String>,
    /// Whether it leads anywhere
    pub is_active: bool,
}

/// A subnet
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// `subnet-…`
    pub id: String,
    /// `vpc-…`
    pub vpc: String,
}

impl EndpointKind {
    /// The kind of AWS's spelling
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "Gateway" => Some(Self::Gateway),
            "Interface" => Some(Self::Interface),
            "GatewayLoadBalancer" => Some(Self::GatewayLoadBalancer),
            "Resource" => Some(Self::Resource),
            "ServiceNetwork" => Some(Self::ServiceNetwork),
            _ => None,
        }
    }

    /// Whether endpoints of this kind have a policy.
    ///
    /// Source: AWS `PrivateLink` Guide, "Control access to VPC endpoints using endpoint policies"
    #[must_use]
    pub fn has_policy(self) -> bool {
        match self {
            Self::Gateway | Self::Interface => true,
            Self::GatewayLoadBalancer | Self::Resource | Self::ServiceNetwork => false,
        }
    }
}
