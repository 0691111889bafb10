//! GitHub Actions: the action that gets credentials.
//!
//! Source: aws-actions/configure-aws-credentials `src/index.ts`.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "configure-aws-credentials",
    own: &[own(
        "Could not assume role with OIDC: {message}",
        "AssumeRoleWithWebIdentity",
        "the role has to trust the provider, and the sub of this repository",
    )],
    phrasings: &[],
};
