//! ARNs and account ids: the names AWS gives to principals and resources.
//!
//! Source: IAM User Guide, "Amazon Resource Names"; an ARN has six parts separated by
//! colons, and the sixth keeps all further colons.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;

/// A twelve-digit AWS account id; leading zeros count
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(String);

impl AccountId {
    /// The id, if the text is exactly twelve digits
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_account(text).then(|| Self(text.to_owned()))
    }

    /// The twelve digits
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether the text is twelve digits
#[must_use]
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A text of the form `arn:partition:service:region:account:resource`
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arn {
    text: String,
    /// Where the second to the sixth part start; the first is always `arn`
    starts: [usize; 5],
}

/// Why a text is not an ARN
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArnError {
    /// The text does not start with `arn:`
    #[error("`{text}` does not start with `arn:`")]
    NoPrefix {
        /// As written
        text: String,
    },
    /// Fewer than six parts
    #[error("`{text}` has {found} of the six parts of an ARN")]
    TooShort {
        /// As written
        text: String,
        /// Parts found
        found: usize,
    },
    /// Partition, service or resource is empty
    #[error("`{text}` has no {part}")]
    EmptyPart {
        /// As written
        text: String,
        /// Which part
        part: &'static str,
    },
}

impl ArnError {
    /// The stable code of the error
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoPrefix { .. } => "arn/no-prefix",
            Self::TooShort { .. } => "arn/too-short",
            Self::EmptyPart { .. } => "arn/empty-part",
        }
    }
}

impl Arn {
    /// Reads an ARN; only its shape is checked, not whether such a thing exists.
    pub fn parse(text: &str) -> Result<Self, ArnError> {
        if !text.starts_with("arn:") {
            return Err(ArnError::NoPrefix {
                text: text.to_owned(),
            });
        }
        let mut starts = [0; 5];
        // Bytes: the parts are short, and a colon is never inside another character.
        let bytes = text.bytes().enumerate();
        let mut colons = bytes.filter(|it| it.1 == b':').map(|(at, _)| at);
        for (found, start) in (1..).zip(&mut starts) {
            let Some(colon) = colons.next() else {
                return Err(ArnError::TooShort {
                    text: text.to_owned(),
                    found,
                });
            };
            *start = colon + 1;
        }
        let arn = Self {
            text: text.to_owned(),
            starts,
        };
        for (part, name) in [
            (arn.partition(), "partition"),
            (arn.service(), "service"),
            (arn.resource(), "resource"),
        ] {
            if part.is_empty() {
                return Err(ArnError::EmptyPart {
                    text: text.to_owned(),
                    part: name,
                });
            }
        }
        Ok(arn)
    }

    /// The whole text
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part at `index` from 0, without the colon that ends it
    fn part(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|it| self.starts.get(it));
        let start = start.copied().unwrap_or(0);
        let end = self.starts.get(index).map_or(self.text.len(), |it| it - 1);
        self.text.get(start..end).unwrap_or("")
    }

    /// What stands after the last `/` of its resource: `reader` of `role/team/reader`
    #[must_use]
    pub fn name(&self) -> &str {
        let resource = self.resource();
        resource.rsplit_once('/').map_or(resource, |(_, name)| name)
    }

    /// `aws`, `aws-cn`, `aws-us-gov`
    #[must_use]
    pub fn partition(&self) -> &str {
        self.part(1)
    }

    /// `s3`, `kms`, `iam`
    #[must_use]
    pub fn service(&self) -> &str {
        self.part(2)
    }

    /// The Region; empty for global things and S3 buckets
    #[must_use]
    pub fn region(&self) -> &str {
        self.part(3)
    }

    /// The account as written; empty for S3 buckets and objects
    #[must_use]
    pub fn account(&self) -> &str {
        self.part(4)
    }

    /// The account, where there is one
    #[must_use]
    pub fn account_id(&self) -> Option<AccountId> {
        AccountId::parse(self.account())
    }

    /// All after the fifth colon
    #[must_use]
    pub fn resource(&self) -> &str {
        self.part(5)
    }

    /// The bucket of an S3 bucket or object ARN; `arn:aws:s3:::*`, which stands for every bucket
    /// where a listing is authorized, names none
    #[must_use]
    pub fn s3_bucket(&self) -> Option<&str> {
        if self.service() != "s3" || !self.region().is_empty() || !self.account().is_empty() {
            return None;
        }
        self.resource()
            .split('/')
            .next()
            .filter(|bucket| !bucket.is_empty() && *bucket != "*")
    }

    /// The key of an S3 object ARN; a key may start with `/` and hold anything
    #[must_use]
    pub fn s3_key(&self) -> Option<&str> {
        self.s3_bucket()?;
        self.resource().split_once('/').map(|(_, key)| key)
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_part_keeps_its_colons() {
        let arn = Arn::parse("arn:aws:s3:::b/a:b/c").unwrap();
        assert_eq!(arn.resource(), "b/a:b/c");
        assert_eq!(arn.s3_bucket(), Some("b"));
        assert_eq!(arn.s3_key(), Some("a:b/c"));
        assert_eq!(Arn::parse("arn:aws:s3:::b").unwrap().s3_key(), None);
        assert_eq!(Arn::parse("arn:aws:s3:::*").unwrap().s3_bucket(), None);
        assert_eq!(
            Arn::parse("arn:aws:s3:::b//k").unwrap().s3_key(),
            Some("/k")
        );
        let role = Arn::parse("arn:aws:iam::012345678901:role/x").unwrap();
        assert_eq!(role.account_id().unwrap().as_str(), "012345678901");
        assert_eq!(role.s3_bucket(), None);
    }

    #[test]
    fn what_is_no_arn_says_why() {
        #[track_caller]
        fn check(text: &str, code: &str) {
            assert_eq!(Arn::parse(text).unwrap_err().code(), code, "{text}");
        }
        let short = ArnError::TooShort {
            text: "arn:aws:s3".to_owned(),
            found: 3,
        };
        assert_eq!(Arn::parse("arn:aws:s3"), Err(short));
        check("my-bucket", "arn/no-prefix");
        check("arn:aws:s3", "arn/too-short");
        check("arn:aws:s3:::", "arn/empty-part");
        check("arn::s3:::b", "arn/empty-part");
    }
}
