//! Gradle and Maven, with a repository on S3.
//!
//! Source: gradle `HttpErrorStatusCodeException`; Maven Resolver `HttpTransporter`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "Gradle or Maven",
    own: &[],
    phrasings: &[
        "Could not {method} '{url}'. Received status code {status} from server: Forbidden",
        "Could not transfer artifact {any} ({url}): {any}status code: {status}, reason phrase: Forbidden ({any})",
    ],
};
