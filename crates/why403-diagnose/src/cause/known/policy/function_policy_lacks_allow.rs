//! A function's policy does not let the service or account invoke it.
//!
//! Source: `spec/s3.md` F.2.

use alloc::format;

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, Look};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "function-policy-lacks-allow",
    title: "the function does not let the caller invoke it",
    refuses: None,
    explains: |cause, view| {
        cause.is(Layer::Resource, Denial::Implicit) && view.service() == "lambda"
    },
    suspected: |clues| {
        let told = clues.told(Layer::Resource, Denial::Implicit);
        let is_lambda = clues.acts(&["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"]);
        is_lambda.then(|| told.unwrap_or(Likelihood::Possible).max(Likelihood::Likely).since("who invokes from another account, or as a service, needs the function's own policy"))
    },
    looks: |clues| {
        let arn = clues.resource();
        let name = arn.as_ref().map_or("FUNCTION", |it| it.as_str());
        alloc::vec![
            Look::at(format!(
                "aws lambda get-policy --function-name {}",
                why403_model::shell::quoted(name)
            ))
            .tells(
                "ResourceNotFoundException",
                "there is no policy on this function or qualifier at all"
            )
            .tells(
                "a statement with another Principal or AWS:SourceArn",
                "it is for somebody else"
            ),
        ]
    },
};
