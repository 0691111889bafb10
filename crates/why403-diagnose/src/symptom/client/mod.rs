//! What clients make of AWS's errors: a file a client, its phrasings as rows.
//!
//! A phrasing that names more stands before one that names less. What several rows tell is put
//! together; what an earlier row told stays, so that a tool that wraps an SDK stands before it.

mod http;
mod operation;
mod told;

mod athena;
mod browser;
mod cdk;
mod clickhouse;
mod databricks;
mod docker;
mod duckdb;
mod emr;
mod firehose;
mod fluent_bit;
mod github;
mod glue;
mod goofys;
mod hadoop;
mod lake_formation;
mod mountpoint;
mod object_store;
mod powershell;
mod pulumi;
mod pyarrow;
mod rclone;
mod redshift;
mod s3cmd;
mod s3fs;
mod s3fs_fuse;
mod s5cmd;
mod sagemaker;
mod snowflake;
mod terraform;
mod trino;

mod curl;
mod git_lfs;
mod gradle;
mod packages;
mod python;
mod wget;

mod aws_cli;
mod boto2;
mod boto3;
mod botocore;
mod dotnet;
mod go;
mod go1;
mod java;
mod java1;
mod javascript;
mod javascript2;
mod php;
mod ruby;
mod ruby1;
mod rust;

use super::pattern::{self, Runs};
pub(crate) use told::Told;

/// A client, and how it shows an error
pub(crate) struct Client {
    /// Its name as people say it
    pub(crate) name: &'static str,
    /// Its phrasings of a service's error, in the form of [`pattern`]
    pub(crate) phrasings: &'static [&'static str],
    /// What it says in words of its own
    pub(crate) own: &'static [Own],
}

/// A refusal in a client's own words: whoever reads it knows that something was refused, with no
/// code or status beside it
pub(crate) struct Own {
    pub(crate) phrasing: &'static str,
    /// The operation that it stands for; empty where it may be several
    pub(crate) operation: &'static str,
    /// What a person has to know of it, as a sentence; empty where it says all itself
    pub(crate) note: &'static str,
}

const fn own(phrasing: &'static str, operation: &'static str, note: &'static str) -> Own {
    Own {
        phrasing,
        operation,
        note,
    }
}

/// The note of a client that had nothing to sign with
const NO_CREDENTIALS: &str = "no credentials were found, so that nothing was sent";

/// Services and tools that wrap an SDK's error stand first, SDKs behind them, and what several
/// clients share last.
static CLIENTS: &[&Client] = &[
    &athena::CLIENT,
    &glue::CLIENT,
    &lake_formation::CLIENT,
    &redshift::CLIENT,
    &sagemaker::CLIENT,
    &snowflake::CLIENT,
    &databricks::CLIENT,
    &firehose::CLIENT,
    &emr::CLIENT,
    &pulumi::CLIENT,
    &terraform::CLIENT,
    &cdk::CLIENT,
    &github::CLIENT,
    &hadoop::CLIENT,
    &trino::CLIENT,
    &s3fs::CLIENT,
    &pyarrow::CLIENT,
    &object_store::CLIENT,
    &duckdb::CLIENT,
    &clickhouse::CLIENT,
    &fluent_bit::CLIENT,
    &rclone::CLIENT,
    &s3cmd::CLIENT,
    &s5cmd::CLIENT,
    &mountpoint::CLIENT,
    &goofys::CLIENT,
    &s3fs_fuse::CLIENT,
    &docker::CLIENT,
    &browser::CLIENT,
    &git_lfs::CLIENT,
    &gradle::CLIENT,
    &packages::CLIENT,
    &python::CLIENT,
    &curl::CLIENT,
    &wget::CLIENT,
    &powershell::CLIENT,
    &aws_cli::CLIENT,
    &boto2::CLIENT,
    &boto3::CLIENT,
    &java::CLIENT,
    &java1::CLIENT,
    &go::CLIENT,
    &go1::CLIENT,
    &javascript::CLIENT,
    &javascript2::CLIENT,
    &rust::CLIENT,
    &php::CLIENT,
    &ruby::CLIENT,
    &ruby1::CLIENT,
    &dotnet::CLIENT,
    &botocore::CLIENT,
];

/// Reads what any client says in a text on one line, secrets left out; `None` where no phrasing
/// fits.
pub(crate) fn read(line: &str) -> Option<Told> {
    let mut told = Told::default();
    let runs = Runs::of(line);
    let find = |phrasing: &'static str| {
        let may_be = runs.may_hold(phrasing);
        may_be.then(|| pattern::find(phrasing, line)).flatten()
    };
    for client in CLIENTS {
        for row in client.own {
            if let Some(found) = find(row.phrasing) {
                told.add(client.name, &found);
                told.add_own(row, &found);
            }
        }
        for phrasing in client.phrasings {
            if let Some(found) = find(phrasing) {
                told.add(client.name, &found);
            }
        }
    }
    told.client.is_some().then(|| told.settled())
}

#[cfg(test)]
mod tests;
