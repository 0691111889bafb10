//! Actions: a service prefix and a name, compared without case.

use alloc::string::String;
use core::fmt;

/// An action such as `s3:GetObject`
#[derive(Clone, Debug)]
pub struct Action {
    text: String,
    lowered: String,
}

impl Action {
    /// The action, if the text has a service prefix and a colon.
    ///
    /// Whether AWS has such an action is another question, answered by [`crate::facts`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (service, _) = text.split_once(':')?;
        let is_prefix = !service.is_empty()
            && service
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_prefix.then(|| Self {
            text: text.into(),
            lowered: text.to_ascii_lowercase(),
        })
    }

    /// As written
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// In lower case, as patterns compare
    #[must_use]
    pub fn lowered(&self) -> &str {
        &self.lowered
    }

    /// The service prefix in lower case
    #[must_use]
    pub fn service(&self) -> &str {
        self.lowered.split(':').next().unwrap_or("")
    }

    /// The name behind the prefix, as written
    #[must_use]
    pub fn name(&self) -> &str {
        self.text.split_once(':').map_or("", |(_, name)| name)
    }

    /// Whether this is the action of that name, without regard to case
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.text.eq_ignore_ascii_case(name)
    }
}

impl PartialEq for Action {
    fn eq(&self, other: &Self) -> bool {
        self.lowered == other.lowered
    }
}

impl Eq for Action {}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
