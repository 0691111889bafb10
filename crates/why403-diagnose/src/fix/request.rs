//! Changes of the request: what is sent otherwise, in place of a change of the account.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::resolve::{Assume, SessionPolicies};
use why403_model::known::Fact;
use why403_model::operations::Part;
use why403_model::request::{Entry, Input, Principal};
use why403_model::world::Document;

use crate::operation::sent_as;
use crate::question::Question;

/// One change of the request
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestEdit {
    /// A header, a parameter or a member of the body is sent, or left out
    Sent {
        /// Which part of the request
        part: Part,
        /// Its name
        name: String,
        /// Its value; [`Entry::Absent`]: it is left out
        entry: Entry,
    },
    /// A condition key has another value: another way, another session
    Context {
        /// The key
        key: String,
        /// Its value
        entry: Entry,
    },
    /// The same is sent again, after what refused it before any policy is put right: the clock,
    /// the credentials, the signature
    Again,
    /// Somebody else asks: a service on behalf of the reader, or whoever signs for it
    By(Principal),
    /// The session is made again, with another session policy
    Session {
        /// The policy as it was passed
        old: Arc<Document>,
        /// As it will be passed
        new: Arc<Document>,
    },
}

/// The question as it is with the changes made; without the symptom, which is of another request.
#[must_use]
pub fn changed(question: &Question, edits: &[RequestEdit]) -> Question {
    let mut copy = question.clone();
    copy.symptom = None;
    for edit in edits {
        match edit {
            RequestEdit::Sent { part, name, entry } => {
                carry(&mut copy.request.input, name, entry);
                if let Some(call) = &mut copy.call {
                    carry(&mut call.request.input, name, entry);
                    call.sent.say(*part, name, entry.clone());
                }
            }
            RequestEdit::By(principal) => {
                copy.request.principal = principal.clone();
                if let Some(call) = &mut copy.call {
                    call.request.principal = principal.clone();
                }
            }
            RequestEdit::Context { key, entry } => {
                // By which way it comes is said anew.
                if key.to_ascii_lowercase().starts_with("aws:source") {
                    copy.ways.clear();
                }
                // Whoever comes from a VPC passes an endpoint, of which nobody told.
                if key.eq_ignore_ascii_case("aws:SourceVpc") && *entry != Entry::Absent {
                    copy.request.context.set("aws:SourceVpce", Entry::Unknown);
                    if let Some(call) = &mut copy.call {
                        call.request.context.set("aws:SourceVpce", Entry::Unknown);
                    }
                }
                copy.request.context.set(key, entry.clone());
                if let Some(call) = &mut copy.call {
                    call.request.context.set(key, entry.clone());
                    if let Some((part, name)) = sent_as(&key.to_ascii_lowercase()) {
                        call.sent.say(part, name, entry.clone());
                    }
                }
            }
            // The symptom was of the first try; what a session was made with is assumed, not asked.
            RequestEdit::Again | RequestEdit::Session { .. } => {}
        }
    }
    copy
}

/// Headers that decide and are no condition keys
fn carry(input: &mut Input, name: &str, entry: &Entry) {
    let value = match entry {
        Entry::One(value) => Some(value.as_str()),
        Entry::Many(_) | Entry::Absent | Entry::Unknown => None,
    };
    if name.eq_ignore_ascii_case("x-amz-request-payer") {
        input.request_payer = Fact::Known(value == Some("requester"));
    } else if name.eq_ignore_ascii_case("x-amz-expected-bucket-owner") {
        input.expected_bucket_owner = value.map(String::from);
    }
}

/// What is assumed as it is with the changes made: policies of a session made again.
#[must_use]
pub fn assumed(assume: &Assume, edits: &[RequestEdit]) -> Assume {
    let SessionPolicies::Known(passed) = &assume.session else {
        return assume.clone();
    };
    let made = |it: &Arc<Document>| {
        let swaps = edits.iter().filter_map(|edit| match edit {
            RequestEdit::Session { old, new } => Some((old, new)),
            RequestEdit::Sent { .. }
            | RequestEdit::Context { .. }
            | RequestEdit::By(_)
            | RequestEdit::Again => None,
        });
        // One step may build on another.
        swaps.fold(it.clone(), |at, (old, new)| {
            if Arc::ptr_eq(&at, old) || at == *old {
                new.clone()
            } else {
                at
            }
        })
    };
    let passed: Vec<Arc<Document>> = passed.iter().map(made).collect();
    Assume {
        session: SessionPolicies::Known(passed),
    }
}
