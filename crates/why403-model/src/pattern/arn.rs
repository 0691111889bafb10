//! ARN patterns: of `Resource` and of the ARN condition operators, whose rules differ.

use alloc::vec::Vec;

use super::glob::{Glob, Part};

/// How a `Resource` pattern with fewer than six parts is read; it depends on the policy type.
///
/// Source: `spec/iam.md` A.5.5 (read from a peer's tests; unconfirmed by AWS's pages).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShortArns {
    /// Missing parts become `*`: identity policies, boundaries, session policies
    Padded,
    /// Padded if there is a wildcard, else it matches nothing: resource and endpoint policies
    PaddedIfWildcard,
    /// Padded if its last given part ends in `*`, else it matches nothing: SCPs
    PaddedIfOpenEnded,
    /// Matches nothing: RCPs
    Nothing,
}

/// A text whose characters are literal or wildcards, as variable expansion leaves it.
///
/// `true` marks a literal character: what a variable brings in is never a wildcard.
pub(super) type Marked<'a> = &'a [(char, bool)];

/// A compiled `Resource` pattern
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourcePattern {
    /// `*`: everything, also actions without resources
    Everything,
    /// Matches nothing, whatever is asked: a short ARN where none may stand
    Nothing,
    /// An ARN with wildcards
    Arn(Glob),
}

impl ResourcePattern {
    /// Compiles an expanded pattern.
    ///
    /// A `*` runs over colons from the sixth part on, at the end of the pattern, and directly
    /// before a colon; elsewhere, and `?` in the first five parts, it stops at a colon.
    #[must_use]
    pub fn compile(text: Marked<'_>, short: ShortArns, has_variable: bool) -> Self {
        if text == [('*', false)] {
            return Self::Everything;
        }
        let colons = text.iter().filter(|(c, _)| *c == ':').count();
        let mut padded: Vec<(char, bool)>;
        let mut text = text;
        if colons < 5 && !has_variable {
            let has_wildcard = text.iter().any(|it| is_wildcard(*it));
            let open_ended = text.last() == Some(&('*', false));
            let pads = match short {
                ShortArns::Padded => true,
                ShortArns::PaddedIfWildcard => has_wildcard,
                ShortArns::PaddedIfOpenEnded => open_ended,
                ShortArns::Nothing => false,
            };
            if !pads {
                return Self::Nothing;
            }
            padded = text.to_vec();
            for _ in colons..5 {
                padded.extend([(':', true), ('*', false)]);
            }
            text = &padded;
        }
        Self::Arn(Glob::new(parts(text)))
    }

    /// Whether the request's resource, an ARN or `*`, is one of the pattern's.
    ///
    /// A request without a resource (`*`) is matched by the pattern `*` only.
    #[must_use]
    pub fn matches(&self, resource: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Nothing => false,
            Self::Arn(glob) => resource != "*" && glob.matches(resource),
        }
    }
}

fn is_wildcard((character, literal): (char, bool)) -> bool {
    !literal && (character == '*' || character == '?')
}

fn parts(text: Marked<'_>) -> Vec<Part> {
    let mut colons = 0;
    let mut parts = Vec::with_capacity(text.len());
    let mut units = [0; 2];
    for (at, &(character, literal)) in text.iter().enumerate() {
        match (character, literal) {
            ('*', false) => {
                let next = text.get(at + 1).map(|(next, _)| *next);
                parts.push(Part::Any {
                    crosses: colons >= 5 || matches!(next, None | Some(':')),
                });
            }
            ('?', false) => parts.push(Part::One {
                crosses: colons >= 5,
            }),
            _ => {
                if character == ':' {
                    colons += 1;
                }
                parts.extend(
                    character
                        .encode_utf16(&mut units)
                        .iter()
                        .map(|unit| Part::Unit(*unit)),
                );
            }
        }
    }
    parts
}

/// A compiled pattern of `ArnEquals`, `ArnLike` and their negations: six parts, one by one.
///
/// `*` in the first five parts never runs over a colon; short ARNs are not padded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArnPattern {
    /// A lone `*`: any ARN
    Everything,
    /// Six patterns
    Parts(Vec<Glob>),
}

impl ArnPattern {
    /// Compiles an expanded pattern; `None` where it is not of six parts starting with `arn`
    #[must_use]
    pub fn compile(text: Marked<'_>) -> Option<Self> {
        if text == [('*', false)] {
            return Some(Self::Everything);
        }
        let six: Vec<Marked<'_>> = text.splitn(6, |(c, _)| *c == ':').collect();
        let starts = text.iter().map(|(c, _)| *c).take(4).eq("arn:".chars());
        if six.len() < 6 || !starts {
            return None;
        }
        let compile = |part: &Marked<'_>| {
            let mut units = [0; 2];
            let mut steps = Vec::with_capacity(part.len());
            for &(character, literal) in *part {
                match (character, literal) {
                    ('*', false) => steps.push(Part::Any { crosses: true }),
                    ('?', false) => steps.push(Part::One { crosses: true }),
                    _ => steps.extend(
                        character
                            .encode_utf16(&mut units)
                            .iter()
                            .map(|unit| Part::Unit(*unit)),
                    ),
                }
            }
            Glob::new(steps)
        };
        Some(Self::Parts(six.iter().map(compile).collect()))
    }

    /// Whether the request's value is one of the pattern's; `None` where it is no ARN
    #[must_use]
    pub fn matches(&self, found: &str) -> Option<bool> {
        let parts: Vec<&str> = found.splitn(6, ':').collect();
        if parts.len() < 6 || parts.first() != Some(&"arn") {
            return None;
        }
        Some(match self {
            Self::Everything => true,
            Self::Parts(globs) => globs
                .iter()
                .zip(parts)
                .all(|(glob, part)| glob.matches(part)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<(char, bool)> {
        text.chars().map(|c| (c, false)).collect()
    }

    #[track_caller]
    fn resource(pattern: &str, found: &str, wanted: bool) {
        let compiled = ResourcePattern::compile(&marked(pattern), ShortArns::Padded, false);
        assert_eq!(compiled.matches(found), wanted, "{pattern} {found}");
    }

    #[test]
    fn stars_cross_colons_where_aws_lets_them() {
        resource(
            "arn:aws:s3:::p/folder/*/object",
            "arn:aws:s3:::p/folder/a:b/object",
            true,
        );
        resource(
            "arn:aws:s3:::p/folder/*/object",
            "arn:aws:s3:::p/folder/a/object/child",
            false,
        );
        resource(
            "arn:aws:s3:::bucket*",
            "arn:aws:s3:::bucket:suffix/object",
            true,
        );
        resource(
            "arn:aws:ec2:*:1:instance/i-1",
            "arn:aws:ec2:us-east-1:1:instance/i-1",
            true,
        );
        resource("arn:aws:ec2:us*1:1:x", "arn:aws:ec2:us-east-1:1:x", true);
        resource("arn:aws:ec2:us*1:1:x", "arn:aws:ec2:us:east-1:1:x", false);
        resource("arn:aws:sns:?:1:x", "arn:aws:sns:::1:x", false);
        resource("arn:aws:s3:::b", "arn:aws:s3:::b/k", false);
        resource("arn:aws:s3:::b/*", "arn:aws:s3:::b", false);
        resource("arn:aws:s3:::b/*", "*", false);
        resource("*", "*", true);
    }

    #[test]
    fn short_arns_are_read_by_policy_type() {
        #[track_caller]
        fn check(pattern: &str, short: ShortArns, wanted: bool) {
            let compiled = ResourcePattern::compile(&marked(pattern), short, false);
            assert_eq!(
                compiled.matches("arn:aws:s3:::b/k"),
                wanted,
                "{pattern} {short:?}"
            );
        }
        check("arn:aws:s3", ShortArns::Padded, true);
        check("arn:aws:s3", ShortArns::PaddedIfWildcard, false);
        check("arn:aws:s3:*", ShortArns::PaddedIfWildcard, true);
        check("arn:aws:s3:*", ShortArns::PaddedIfOpenEnded, true);
        check("arn:*:s3", ShortArns::PaddedIfOpenEnded, false);
        check("arn:aws:s3:*", ShortArns::Nothing, false);
    }

    #[test]
    fn arn_conditions_compare_part_by_part() {
        #[track_caller]
        fn check(pattern: &str, found: &str, wanted: Option<bool>) {
            let compiled = ArnPattern::compile(&marked(pattern)).unwrap();
            assert_eq!(compiled.matches(found), wanted, "{pattern} {found}");
        }
        let trap = "arn:aws:svc:us-east-2:999999999999:store/abc:111122223333:finance/x";
        check("arn:aws:svc:*:111122223333:finance/*", trap, Some(false));
        check(
            "arn:aws:sns:*:1:t*",
            "arn:aws:sns:us-east-1:1:topic",
            Some(true),
        );
        check("*", "arn:aws:sns:us-east-1:1:topic", Some(true));
        check("arn:aws:s3:::b", "not-an-arn", None);
        assert_eq!(ArnPattern::compile(&marked("not-an-arn")), None);
    }
}
