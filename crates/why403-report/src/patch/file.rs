//! Names of files, and texts of anybody on one line: nothing of a world ends a comment or a path.

use why403_diagnose::fix::site::Site;
use why403_model::shell::is_unseen;

use super::{File, Numbered};

/// A text on one line, in which nothing controls a terminal or ends a comment
pub(super) fn line(text: &str) -> String {
    let visible = |it: char| {
        if is_unseen(it) { ' ' } else { it }
    };
    text.chars().map(visible).collect()
}

/// The name of a change's files: `1-bucket-policy`
pub(super) fn stem(it: Numbered<'_>) -> String {
    format!("{}-{}", it.number, kind(&it.change.at.site))
}

/// What a place is, in letters and hyphens
pub(super) fn kind(site: &Site) -> &'static str {
    match site {
        Site::Inline { .. } => "inline-policy",
        Site::PermissionSet(_) => "permission-set",
        Site::Managed { .. } => "managed-policy",
        Site::Trust(_) => "trust-policy",
        Site::BucketPolicy(_) => "bucket-policy",
        Site::AccessPointPolicy(_) => "access-point-policy",
        Site::KeyPolicy(_) => "key-policy",
        Site::FunctionPolicy { .. } => "function-policy",
        Site::EndpointPolicy(_) => "endpoint-policy",
        Site::OrganizationPolicy { .. } => "organization-policy",
        Site::PublicAccessBlock(_) => "public-access-block",
        Site::Ownership(_) => "ownership",
        Site::Acl(_) => "acl",
        Site::Grants(_) => "grant",
        Site::Tags(_) => "tags",
        Site::Encryption(_) => "encryption",
        Site::Logging(_) => "logging",
        Site::Trail(_) => "trail",
        Site::Object { .. } => "object",
    }
}

/// A file that is read
pub(super) fn plain(path: impl Into<String>, text: impl Into<String>) -> File {
    File {
        path: path.into(),
        text: text.into(),
        is_executable: false,
    }
}

/// A file that is run
pub(super) fn script(path: impl Into<String>, text: impl Into<String>) -> File {
    File {
        path: path.into(),
        text: text.into(),
        is_executable: true,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(
            super::line("a\nb\r\u{1b}[2Jc\u{202e}d\u{2028}e"),
            "a b  [2Jc d e"
        );
    }
}
