//! What clients make of AWS's errors: a file a client, its phrasings as rows.
//!
//! A phrasing that names more stands before one that names less. What several rows tell is put
//! together; what an earlier row told stays.

mod aws_cli;

use alloc::format;
use alloc::string::String;

use super::pattern::{self, Field, Found};

/// A client, and how it shows an error
pub(crate) struct Client {
    /// Its name as people say it
    pub(crate) name: &'static str,
    /// Its phrasings, in the form of [`pattern`]
    pub(crate) phrasings: &'static [&'static str],
}

/// Clients whose phrasings no other client has stand first.
static CLIENTS: &[&Client] = &[&aws_cli::CLIENT];

/// What a client's text tells
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// Which client it is
    pub(crate) client: Option<&'static str>,
    pub(crate) code: Option<String>,
    pub(crate) operation: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    pub(crate) host_id: Option<String>,
    pub(crate) region: Option<String>,
    /// An ARN
    pub(crate) resource: Option<String>,
    /// The service's message
    pub(crate) message: Option<String>,
}

/// Reads what any client says in a text on one line; `None` where no phrasing fits.
pub(crate) fn read(line: &str) -> Option<Told> {
    let mut told = Told::default();
    for client in CLIENTS {
        for phrasing in client.phrasings {
            if let Some(found) = pattern::find(phrasing, line) {
                told.client.get_or_insert(client.name);
                told.add(&found);
            }
        }
    }
    told.client.is_some().then_some(told)
}

impl Told {
    fn add(&mut self, found: &Found<'_>) {
        let fill = |place: &mut Option<String>, field: Field| {
            if place.is_none() {
                *place = pattern::owned(found, field);
            }
        };
        fill(&mut self.code, Field::Code);
        fill(&mut self.operation, Field::Operation);
        fill(&mut self.request_id, Field::RequestId);
        fill(&mut self.host_id, Field::HostId);
        fill(&mut self.region, Field::Region);
        fill(&mut self.message, Field::Message);
        let status = pattern::told(found, Field::Status);
        self.status = self.status.or_else(|| status?.parse().ok());
        let resource = resource(found);
        self.resource = self.resource.take().or(resource);
    }
}

/// The ARN of what a phrasing names
fn resource(found: &Found<'_>) -> Option<String> {
    let uri = pattern::told(found, Field::Uri).and_then(|it| it.split_once("://"));
    let path = pattern::told(found, Field::Path).or(uri.map(|(_, path)| path));
    let bucket = pattern::told(found, Field::Bucket);
    let key = pattern::told(found, Field::Key);
    match (path, bucket, key) {
        (Some(path), ..) => Some(format!("arn:aws:s3:::{}", path.trim_end_matches('/'))),
        (None, Some(bucket), Some(key)) => Some(format!("arn:aws:s3:::{bucket}/{key}")),
        (None, Some(bucket), None) => Some(format!("arn:aws:s3:::{bucket}")),
        (None, None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrasing_can_be_found() {
        for client in CLIENTS {
            for phrasing in client.phrasings {
                assert!(pattern::is_sound(phrasing), "{}: {phrasing}", client.name);
            }
        }
    }
}
