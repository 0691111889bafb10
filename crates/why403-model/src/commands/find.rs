//! Commands by client and name.

use super::generated::{API, COMMANDS, COMMON, GLOBAL, S3};
use super::{Api, CliOption, Command};

/// Every command of every client, in the order of the data
#[must_use]
pub fn all() -> &'static [Command] {
    COMMANDS
}

/// The commands of one client
pub fn of_client(client: &str) -> impl Iterator<Item = &'static Command> {
    COMMANDS.iter().filter(move |it| it.client == client)
}

/// The row of `aws s3` with this name, such as `cp upload`
#[must_use]
pub fn aws_s3(name: &str) -> Option<&'static Command> {
    of_client("aws-cli").find(|it| it.names.contains(&name))
}

/// The options of `aws s3 COMMAND`; `None` where there is no such command
#[must_use]
pub fn s3_options(command: &str) -> Option<&'static [CliOption]> {
    let found = S3.iter().find(|(name, _)| *name == command);
    found.map(|(_, options)| *options)
}

/// The options that every command of the AWS CLI has
#[must_use]
pub fn global_options() -> &'static [CliOption] {
    GLOBAL
}

/// The options of the client itself that commands of `s3api` and `s3control` have
#[must_use]
pub fn common_options() -> &'static [CliOption] {
    COMMON
}

/// Every command of `aws s3api` and `aws s3control`
#[must_use]
pub fn api() -> &'static [Api] {
    API
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use super::*;
    use crate::operations;

    #[test]
    fn every_command_sends_operations_that_aws_has() {
        for command in all() {
            for row in command.calls.iter().chain(command.later) {
                let is_there = operations::named(row.operation).any(|it| it.name == row.operation);
                assert!(is_there, "{}: {}", command.form, row.operation);
            }
        }
        for api in api() {
            let mut found = operations::named(api.operation);
            assert!(
                found.any(|it| it.client.id() == api.client),
                "{}",
                api.command
            );
        }
    }

    #[test]
    fn every_operation_that_a_client_sends_has_its_command() {
        let of_s3 = |it: &&operations::Operation| matches!(it.client.id(), "s3" | "s3control");
        for operation in operations::all().iter().filter(of_s3) {
            let own = operation.client.id();
            let mut found = api().iter();
            let is_there = found.any(|it| it.operation == operation.name && it.client == own);
            assert!(is_there, "{}", operation.name);
        }
    }

    /// `data/cli-operations.json` has 71 records
    #[test]
    fn no_command_was_lost_and_names_tell_them_apart() {
        assert_eq!(all().len(), 71);
        let mut names = BTreeSet::new();
        for command in all() {
            for name in command.names {
                assert!(names.insert((command.client, *name)), "{name} means two");
            }
        }
        assert!(aws_s3("cp upload").is_some());
        assert!(aws_s3("cp sideways").is_none());
    }
}
