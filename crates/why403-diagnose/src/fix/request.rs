//! Changes of the request: what is sent otherwise, in place of a change of the account.

use alloc::string::String;

use why403_model::operations::Part;
use why403_model::request::Entry;

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
}

/// The question as it is with the changes made; without the symptom, which is of another request.
#[must_use]
pub fn changed(question: &Question, edits: &[RequestEdit]) -> Question {
    let mut copy = question.clone();
    copy.symptom = None;
    for edit in edits {
        match edit {
            RequestEdit::Sent { part, name, entry } => {
                if let Some(call) = &mut copy.call {
                    call.sent.say(*part, name, entry.clone());
                }
            }
            RequestEdit::Context { key, entry } => {
                // By which way it comes is said anew.
                if key.to_ascii_lowercase().starts_with("aws:source") {
                    copy.ways.clear();
                }
                copy.request.context.set(key, entry.clone());
                if let Some(call) = &mut copy.call {
                    call.request.context.set(key, entry.clone());
                    if let Some((part, name)) = sent_as(&key.to_ascii_lowercase()) {
                        call.sent.say(part, name, entry.clone());
                    }
                }
            }
        }
    }
    copy
}
