//! s5cmd, over the SDK for Go.
//!
//! Source: peak/s5cmd `log/message.go`, `error/error.go`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "s5cmd",
    own: &[],
    phrasings: &[
        "ERROR \"cp {from} {to}\": ",
        "ERROR \"mv {from} {to}\": ",
        "ERROR \"sync {from} {to}\": ",
        "ERROR \"ls {uri}\": ",
        "ERROR \"rm {uri}\": ",
        "ERROR \"cat {uri}\": ",
    ],
};
