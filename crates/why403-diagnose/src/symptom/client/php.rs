//! The AWS SDK for PHP.
//!
//! Source: aws-sdk-php `src/WrappedHttpHandler.php` (`parseError`), `AwsException.php`; Guzzle
//! `RequestException.php`; `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS SDK for PHP",
    own: &[own(
        "Error retrieving credentials from the instance profile metadata service.",
        "",
        NO_CREDENTIALS,
    )],
    phrasings: &[
        "Error executing \"{operation}\" on \"{url}\"; AWS HTTP error:",
        "resulted in a `{status} Forbidden` response",
        "{code=AccessDenied} (client): {message} - <?xml",
        "{code=AccessDenied} (client): {message}",
        "{code=SignatureDoesNotMatch} (client): {message} - <?xml",
        "(client): {status} Forbidden (Request-ID: {request_id})",
    ],
};
