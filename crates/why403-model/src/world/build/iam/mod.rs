//! Users, groups and roles: from one answer that lists them all, or piece by piece.
//!
//! - [`details`]: `iam.json`, the answer of `get-account-authorization-details`
//! - [`pieces`]: `iam/roles/NAME/role.json` and so on, an answer a file
//! - [`entity`]: what both forms share
//! - [`managed`]: managed policies, which entities name by ARN

mod details;
mod entity;
mod managed;
mod pieces;

use alloc::collections::BTreeMap;

use super::answer::Answer;
use super::call::{
    Call, GROUP, GROUP_ATTACHED, GROUP_INLINE, GROUP_INLINE_NAMES, IAM, ROLE, ROLE_ATTACHED,
    ROLE_INLINE, ROLE_INLINE_NAMES, Scope, USER, USER_ATTACHED, USER_INLINE, USER_INLINE_NAMES,
};
use super::{Build, Cursor};
use crate::known::Gap;
use crate::world::tree::AwsError;
use crate::world::{AbsentEntities, Iam};

/// A kind of entity, and how AWS's answers name what it has
struct Kind {
    /// In words, and in ARNs
    word: &'static str,
    /// The member of `iam/` that holds them
    folder: &'static str,
    /// Their list in `iam.json`
    details: &'static str,
    /// The wrapper of one of them
    wrapper: &'static str,
    /// The field of its name
    name: &'static str,
    /// The field of its immutable id
    id: &'static str,
    /// The list of its inline policies in `iam.json`
    inline_list: &'static str,
    /// The call that tells one of them
    call: &'static Call,
    attached: &'static Call,
    inline_names: &'static Call,
    inline: &'static Call,
}

static ROLES: Kind = Kind {
    word: "role",
    folder: "roles",
    details: "RoleDetailList",
    wrapper: "Role",
    name: "RoleName",
    id: "RoleId",
    inline_list: "RolePolicyList",
    call: &ROLE,
    attached: &ROLE_ATTACHED,
    inline_names: &ROLE_INLINE_NAMES,
    inline: &ROLE_INLINE,
};

static USERS: Kind = Kind {
    word: "user",
    folder: "users",
    details: "UserDetailList",
    wrapper: "User",
    name: "UserName",
    id: "UserId",
    inline_list: "UserPolicyList",
    call: &USER,
    attached: &USER_ATTACHED,
    inline_names: &USER_INLINE_NAMES,
    inline: &USER_INLINE,
};

static GROUPS: Kind = Kind {
    word: "group",
    folder: "groups",
    details: "GroupDetailList",
    wrapper: "Group",
    name: "GroupName",
    id: "GroupId",
    inline_list: "GroupPolicyList",
    call: &GROUP,
    attached: &GROUP_ATTACHED,
    inline_names: &GROUP_INLINE_NAMES,
    inline: &GROUP_INLINE,
};

impl<'t> Build<'t> {
    /// What is known of an account's IAM
    pub(super) fn iam(&mut self, account: &Cursor<'t>, scope: &Scope) -> Iam {
        if let Some(found) = account.get("iam").filter(is_in_pieces) {
            return self.iam_pieces(&found, scope);
        }
        match self.answer(account, &IAM) {
            Answer::Present(found) => {
                let folder = self.folder_of(account);
                self.iam_details(&found, scope, folder)
            }
            Answer::Absent(_) => empty(None),
            Answer::Unknown(why) => empty(Some(self.gap(account, &IAM, scope, why))),
        }
    }
}

fn empty(incomplete: Option<Gap>) -> Iam {
    let (roles, users, groups) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    Iam {
        roles,
        users,
        groups,
        incomplete,
        absent: AbsentEntities::default(),
    }
}

fn is_in_pieces(found: &Cursor<'_>) -> bool {
    let is_error = || found.node().and_then(AwsError::of_node).is_some();
    let lists = [ROLES.details, USERS.details, GROUPS.details, managed::LIST];
    found.has_members() && lists.iter().all(|list| found.get(list).is_none()) && !is_error()
}
