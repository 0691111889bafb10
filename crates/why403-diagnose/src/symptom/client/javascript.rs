//! The AWS SDK for JavaScript, version 3: its stack, and its error as the console or JSON shows it.
//!
//! Source: smithy-typescript `smithy-client/src/default-error-handler.ts`, `exceptions.ts`;
//! aws-sdk-js-v3 `protocols/Aws_restXml.ts`; `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS SDK for JavaScript 3",
    own: &[own(
        "CredentialsProviderError: Could not load credentials from any providers",
        "",
        NO_CREDENTIALS,
    )],
    phrasings: &[
        "{code=AccessDenied}: {message} at throwDefaultError",
        "{code=AccessDenied}: {message} at de_{operation}CommandError (",
        "{code=Forbidden}: {message} at throwDefaultError",
        // A HEAD has no body: the name is the status, or its word.
        "{code=Forbidden}: UnknownError",
        "{code=403}: UnknownError",
        "at de_{operation}CommandError (",
        "deserializeAws_restXml{operation}CommandError (",
        "httpStatusCode: {status}, requestId: '{request_id}', extendedRequestId: '{host_id}'",
        "httpStatusCode: {status}, requestId: undefined",
        "Code: '{code}', RequestId: '{request_id}', HostId: '{host_id}'",
        "\"errorType\":\"{code}\",\"errorMessage\":\"{message}\",{any}\"$metadata\"",
        "\"name\":\"{code}\",\"$fault\":\"client\"",
        "\"httpStatusCode\":{status},\"requestId\":\"{request_id}\",\"extendedRequestId\":\"{host_id}\"",
        "\"httpStatusCode\": {status}, \"requestId\": \"{request_id}\", \"extendedRequestId\": \"{host_id}\"",
    ],
};
