//! Who creates or updates a function has to be able to read its code.
//!
//! Source: `spec/symptoms.md` 1.5.

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "lambda-code-unreadable",
    title: "Lambda may not read the code from the bucket",
    refuses: None,
    explains: |_, _| false,
    suspected: |clues| {
        clues.says(&["your access has been denied by s3, please make sure your request credentials have permission to getobject"]).then(|| Likelihood::Proven.since("Lambda says that it was refused while it read the function's code with the caller's rights"))
    },
    looks: |clues| {
        alloc::vec![
            ask::one_byte(clues)
                .tells("AccessDenied", "as the caller: the code cannot be read")
                .tells("an answer", "this caller can read it: another one deployed"),
        ]
    },
};
