//! ACLs, and the canonical ids by which they name accounts.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};

use super::answer::{field, list, required};
use super::call::{CANONICAL_USER, Scope};
use crate::arn::AccountId;
use crate::known::{Fact, Reason};
use crate::world::tree::{Cursor, TreeProblem};
use crate::world::{Acl, AclGrant, Grantee, Permission};

/// Which account a canonical id names
#[derive(Clone, Debug, Default)]
pub(super) struct Canonicals {
    facts: BTreeMap<AccountId, Fact<String>>,
    accounts: BTreeMap<String, AccountId>,
}

impl Canonicals {
    pub(super) fn add(&mut self, account: &AccountId, fact: Fact<String>) {
        if let Fact::Known(id) = &fact {
            self.accounts.insert(id.clone(), account.clone());
        }
        self.facts.insert(account.clone(), fact);
    }

    /// The canonical id of an account
    pub(super) fn of_account(&self, account: &AccountId, scope: &Scope) -> Fact<String> {
        let hole = || Fact::Unknown(scope.gap(&CANONICAL_USER, Reason::NotCollected, None));
        self.facts.get(account).cloned().unwrap_or_else(hole)
    }

    fn grantee(&self, id: &str) -> Grantee {
        let account = self.accounts.get(id).cloned();
        account.map_or_else(|| Grantee::Canonical(id.to_string()), Grantee::Account)
    }
}

/// The answer of `get-bucket-acl` or `get-object-acl`
pub(super) fn acl(found: &Cursor<'_>, canonicals: &Canonicals) -> Result<Acl, TreeProblem> {
    let owner = found.get("Owner");
    let owner = owner.ok_or_else(|| TreeProblem::Missing {
        at: found.place(),
        member: "Owner",
    })?;
    let owner = canonicals.grantee(required(&owner, "ID")?);
    let grants = list(found, "Grants")?.whole(found)?;
    let grants = grants
        .iter()
        .map(|it| grant(it, canonicals))
        .collect::<Result<_, _>>()?;
    Ok(Acl { owner, grants })
}

fn grant(found: &Cursor<'_>, canonicals: &Canonicals) -> Result<AclGrant, TreeProblem> {
    let permission = required(found, "Permission")?;
    let permission = Permission::parse(permission)
        .ok_or_else(|| found.bad_value("a permission of an ACL", permission))?;
    let grantee = found.get("Grantee");
    let grantee = grantee.ok_or_else(|| TreeProblem::Missing {
        at: found.place(),
        member: "Grantee",
    })?;
    let grantee = match (field(&grantee, "URI")?, field(&grantee, "ID")?) {
        (Some(uri), _) => Grantee::group(uri)
            .ok_or_else(|| grantee.bad_value("the URI of a group that S3 has", uri))?,
        (None, Some(id)) => canonicals.grantee(id),
        (None, None) => {
            return Err(TreeProblem::Missing {
                at: grantee.place(),
                member: "ID",
            });
        }
    };
    Ok(AclGrant {
        grantee,
        permission,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{Leaf, Tree};

    const PUBLIC: &str = r#"{"Owner": {"ID": "aa"}, "Grants": [
        {"Grantee": {"Type": "CanonicalUser", "ID": "bb"}, "Permission": "FULL_CONTROL"},
        {"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "READ"}]}"#;

    fn read(text: &str) -> Result<Acl, TreeProblem> {
        let tree = Tree::of_leaf(Leaf::json("acl.json".into(), text.into()));
        let mut canonicals = Canonicals::default();
        let account = AccountId::parse("111122223333").unwrap();
        canonicals.add(&account, Fact::Known("aa".into()));
        acl(&tree.cursor(), &canonicals)
    }

    #[test]
    fn canonical_ids_become_accounts_where_they_are_known() {
        let acl = read(PUBLIC).unwrap();
        assert_eq!(
            acl.owner,
            Grantee::Account(AccountId::parse("111122223333").unwrap())
        );
        assert_eq!(acl.grants[0].grantee, Grantee::Canonical("bb".into()));
        assert_eq!(acl.grants[1].grantee, Grantee::AllUsers);
    }

    #[test]
    fn a_grant_that_is_not_understood_makes_the_acl_unreadable() {
        #[track_caller]
        fn check(text: &str, code: &str) {
            assert_eq!(read(text).unwrap_err().code(), code, "{text}");
        }
        check(&PUBLIC.replace("AllUsers", "NewGroup"), "world/bad-value");
        check(&PUBLIC.replace("READ", "LOOK"), "world/bad-value");
        check(r#"{"Owner": {"ID": "aa"}}"#, "world/missing");
        check(r#"{"Grants": []}"#, "world/missing");
    }
}
