//! Log groups of one Region: their names, which tell whether there is one to write to.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::answer::{list, required};
use super::call::{LOG_GROUPS, Scope};
use super::{Build, Cursor};
use crate::known::Fact;

impl<'t> Build<'t> {
    /// What stands in `logs/`
    pub(super) fn log_groups(&mut self, place: &Cursor<'t>, scope: &Scope) -> Fact<Vec<String>> {
        self.check_members(place, "accounts/{account}/regions/{region}/logs");
        self.fact(place, &LOG_GROUPS, scope, Some(Vec::new()), |it| {
            let groups = list(it, "logGroups")?.whole(it)?;
            let names = groups.iter().map(|it| required(it, "logGroupName"));
            names.map(|it| it.map(ToString::to_string)).collect()
        })
    }
}
