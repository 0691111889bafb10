//! The organization: root, units, accounts; what is attached to each node

use serde_json::{Map, Value, json};

use super::plan::{Inner, Plan};
use super::question::Asked;
use super::{each, error, written};
use crate::generate::rng::Rng;
use crate::generate::statement::{Layer, Wish, documents};
use crate::generate::world::World;

/// The nodes above each account, and which types of policies are on
pub(super) struct Shape {
    exists: bool,
    /// Accounts with the nodes above them, root first
    chains: Vec<(String, Vec<&'static str>)>,
    management: String,
    scps: bool,
    rcps: bool,
}

/// One type of policy, and what it is to say
struct Type<'a> {
    layer: Layer,
    name: &'static str,
    wish: Wish,
    is_on: bool,
    worlds: &'a [&'a World],
    /// Nodes whose policies count
    chain: Vec<String>,
    /// The one that says what is wished
    special: String,
}

impl Shape {
    pub(super) const ID: &'static str = "o-1234567890";

    pub(super) fn of(rng: &mut Rng, accounts: &[&str]) -> Self {
        let chains = [
            vec!["r-ab12"],
            vec!["r-ab12", "ou-ab12-1"],
            vec!["r-ab12", "ou-ab12-1", "ou-ab12-2"],
            vec!["r-ab12", "ou-ab12-1", "ou-ab12-2"],
            vec!["r-ab12", "ou-ab12-3"],
        ];
        let chain = |it: &&str| ((*it).to_owned(), rng.pick(&chains));
        let chains = accounts.iter().map(chain).collect();
        let management = if rng.chance(15) {
            rng.text(accounts)
        } else {
            "999988887777".to_owned()
        };
        Self {
            exists: rng.chance(88),
            chains,
            management,
            scps: rng.chance(90),
            rcps: rng.chance(85),
        }
    }

    fn chain(&self, account: &str) -> Option<Vec<String>> {
        let (_, nodes) = self.chains.iter().find(|it| it.0 == account)?;
        let nodes = nodes.iter().copied().chain([account]);
        Some(nodes.map(str::to_owned).collect())
    }

    pub(super) fn path(&self, account: &str) -> Option<String> {
        let (_, nodes) = self.chains.iter().find(|it| it.0 == account)?;
        self.exists
            .then(|| format!("{}/{}/", Self::ID, nodes.join("/")))
    }

    pub(super) fn has_scps(&self, account: &str) -> bool {
        self.exists && self.scps && !account.is_empty() && self.management != account
    }

    pub(super) fn has_rcps(&self, account: &str) -> bool {
        self.exists && self.rcps && self.management != account
    }

    pub(super) fn draw(
        &self,
        rng: &mut Rng,
        asked: &Asked,
        plan: &Plan,
        accounts: &[&str],
    ) -> Value {
        if !self.exists {
            let none = error("AWSOrganizationsNotInUseException", "DescribeOrganization");
            let none = rng.pick(&[Value::Null, none]);
            return rng.pick(&[none.clone(), json!({"organization": none})]);
        }
        let asking: Vec<&World> = [&asked.world].into_iter().chain(&asked.inner).collect();
        let chain = |account: &String| self.chain(account).unwrap_or_default();
        let caller_chain = chain(&asked.world.account);
        let inner_fails = matches!(plan.inner, Inner::Fails(Wish::Deny)) && rng.chance(50);
        let key_owner = asked.inner.as_ref().map(|it| &it.owner);
        let resource_chain = match key_owner {
            Some(owner) if inner_fails => chain(owner),
            _ => chain(&asked.world.owner),
        };
        let key_at = asking.len() - 1;
        let only_key = asking.get(if inner_fails { key_at } else { 0 }..);
        let types = [
            Type {
                layer: Layer::Scp,
                name: "scp",
                wish: plan.scp,
                is_on: self.scps,
                worlds: &asking,
                special: rng.pick(&caller_chain),
                chain: caller_chain,
            },
            Type {
                layer: Layer::Rcp,
                name: "rcp",
                wish: if inner_fails { Wish::Deny } else { plan.rcp },
                is_on: self.rcps,
                worlds: only_key.unwrap_or(&asking),
                special: rng.pick(&resource_chain),
                chain: resource_chain,
            },
        ];
        let mut policies = Map::new();
        let mut targets = Map::new();
        let mut nodes = vec!["r-ab12", "ou-ab12-1", "ou-ab12-2", "ou-ab12-3"];
        nodes.extend(accounts);
        for node in nodes {
            let lists = types.each_ref().map(|it| {
                let attached = it.attached(rng, node, &mut policies);
                (it.name.to_owned(), attached)
            });
            targets.insert(node.to_owned(), Value::Object(lists.into_iter().collect()));
        }
        let mut place = Map::new();
        let own = json!({"Id": Self::ID, "MasterAccountId": self.management, "FeatureSet": "ALL"});
        let own = super::wrapped(rng, "Organization", own);
        place.insert("organization".into(), own);
        self.draw_nodes(rng, &mut place);
        place.insert("targets".into(), Value::Object(targets));
        place.insert("policies".into(), Value::Object(policies));
        Value::Object(place)
    }

    /// Who is under whom, from below or from above; which types are on
    fn draw_nodes(&self, rng: &mut Rng, place: &mut Map<String, Value>) {
        let mut parents: Vec<(String, String)> = Vec::new();
        for (account, _) in &self.chains {
            let chain = self.chain(account).unwrap_or_default();
            for pair in chain.windows(2) {
                if let [above, below] = pair {
                    parents.push((below.clone(), above.clone()));
                }
            }
        }
        parents.sort();
        parents.dedup();
        if rng.chance(60) {
            let told = parents.into_iter().map(|(below, above)| {
                let full = json!({"Parents": [{"Id": above, "Type": "ROOT"}]});
                (below, rng.pick(&[full, json!(above)]))
            });
            let told = told.collect();
            place.insert("parents".into(), Value::Object(told));
        } else {
            let mut children: Map<String, Value> = Map::new();
            for (below, above) in parents {
                let list = children
                    .entry(above)
                    .or_insert_with(|| json!({"Children": []}));
                if let Some(list) = list.get_mut("Children").and_then(Value::as_array_mut) {
                    list.push(json!({"Id": below}));
                }
            }
            place.insert("children".into(), Value::Object(children));
        }
        if rng.chance(50) || !(self.scps && self.rcps) {
            let status = |is_on| if is_on { "ENABLED" } else { "PENDING_DISABLE" };
            let types = json!([
                {"Type": "SERVICE_CONTROL_POLICY", "Status": status(self.scps)},
                {"Type": "RESOURCE_CONTROL_POLICY", "Status": status(self.rcps)},
            ]);
            // Where a type is off, its lists are empty as well, so that either may be left out.
            if rng.chance(70) {
                let roots = json!([{"Id": "r-ab12", "Name": "Root", "PolicyTypes": types}]);
                place.insert("roots".into(), super::wrapped(rng, "Roots", roots));
            }
        }
    }
}

impl Type<'_> {
    /// The policies of this type at a node; those of nodes that do not count say anything.
    fn attached(&self, rng: &mut Rng, node: &str, policies: &mut Map<String, Value>) -> Value {
        if !self.is_on {
            return super::wrapped(rng, "Policies", json!([]));
        }
        let counts = self.chain.iter().any(|it| it == node);
        let wish = match (counts, self.special == node) {
            (true, true) => self.wish,
            (true, false) if self.layer == Layer::Rcp => Wish::Silent,
            (true, false) => Wish::Allow,
            (false, _) => rng.pick(&[Wish::Deny, Wish::Silent, Wish::Any]),
        };
        let mut list = Vec::new();
        let full = match self.layer {
            Layer::Rcp => "p-RCPFullAWSAccess",
            _ => "p-FullAWSAccess",
        };
        let has_full = self.layer == Layer::Rcp
            || (wish == Wish::Allow && rng.chance(50))
            || (wish == Wish::Deny && rng.chance(70));
        if has_full {
            let entry = json!({"Id": full, "Arn": format!("arn:aws:organizations::aws:policy/{full}"), "Name": full});
            list.push(rng.pick(&[entry, json!(full)]));
        }
        let has_more = list.is_empty() || self.special == node || rng.chance(30);
        if has_more {
            for world in self.worlds {
                // What is wished of the request holds for the call behind where all is to pass.
                let drawn = documents(rng, world, self.layer, wish, &world.resource);
                for document in each(drawn) {
                    list.push(self.entry(rng, node, document, policies));
                }
            }
        }
        super::wrapped(rng, "Policies", Value::Array(list))
    }

    /// An entry that names the policy, or holds it
    fn entry(
        &self,
        rng: &mut Rng,
        node: &str,
        document: Value,
        policies: &mut Map<String, Value>,
    ) -> Value {
        let id = format!("p-{}{:06}", self.name, policies.len());
        match rng.below(10) {
            0 => return document,
            1 => return json!({"Name": format!("at {node}"), "Content": document}),
            _ => {}
        }
        let content = written(rng, document);
        let described = json!({"PolicySummary": {"Id": id, "Name": id}, "Content": content});
        policies.insert(id.clone(), json!({"Policy": described}));
        rng.pick(&[json!({"Id": id, "Name": id}), json!(id)])
    }
}
