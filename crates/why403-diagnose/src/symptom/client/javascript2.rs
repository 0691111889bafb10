//! The AWS SDK for JavaScript, version 2.
//!
//! Source: aws-sdk-js `lib/services/s3.js` (`extractError`), `lib/util.js` (`error`);
//! `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS SDK for JavaScript 2",
    own: &[own(
        "CredentialsError: Missing credentials in config",
        "",
        NO_CREDENTIALS,
    )],
    phrasings: &[
        "{code=AccessDenied}: {message} at Request.extractError",
        "{code=Forbidden}: {message} at Request.extractError",
        "code: '{code}', region: {any}, time: {time}, requestId: '{request_id}', extendedRequestId: '{host_id}', cfId: {any}, statusCode: {status}",
        "\"message\":\"{message}\",\"code\":\"{code}\",\"region\":null,\"time\":\"{time}\",\"requestId\":\"{request_id}\",\"extendedRequestId\":\"{host_id}\",\"statusCode\":{status}",
        "\"message\":null,\"code\":\"{code}\",\"region\":null,\"time\":\"{time}\",\"requestId\":\"{request_id}\",\"extendedRequestId\":\"{host_id}\",\"statusCode\":{status}",
    ],
};
