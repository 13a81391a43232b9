//! Checked identifiers.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The longest identifier, in bytes.
pub const MAX_ID_LENGTH: usize = 1024;

/// Why a text is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// Nothing is left once the surrounding white space is gone.
    #[error("an id is empty")]
    Empty,
    /// The text is longer than [`MAX_ID_LENGTH`] bytes.
    #[error("an id is longer than {MAX_ID_LENGTH} bytes")]
    TooLong,
    /// The text has a line break or another control character.
    #[error("an id has a control character")]
    Control,
}

/// A text without white space at its ends. Most texts have none, which is checked first.
pub fn trimmed(text: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let is_tight = is_plain(text.as_bytes().first()) && is_plain(text.as_bytes().last());
    if is_tight { text } else { text.trim() }
}

/// Checks an identifier, and returns it without surrounding white space.
pub fn checked(text: &str) -> Result<&str, IdError> {
    let id = text.trim();
    if id.is_empty() {
        Err(IdError::Empty)
    } else if id.len() > MAX_ID_LENGTH {
        Err(IdError::TooLong)
    } else if id.chars().any(char::is_control) {
        Err(IdError::Control)
    } else {
        Ok(id)
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// An id is any text that is not empty, has no control characters and is at most 1024 bytes long. White space
        /// around it is ignored. `"010"` and `"NA"` are ids like any other.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        #[schemars(with = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// Makes an id of a text, if it is valid.
            ///
            /// # Errors
            ///
            /// [`IdError`] if the text is empty, too long, or has a control character.
            pub fn new(text: impl AsRef<str>) -> Result<Self, IdError> {
                checked(text.as_ref()).map(|id| Self(id.into()))
            }

            /// The text of the id.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.into()
            }
        }
    };
}

id! {
    /// The id of an [`Actor`](super::Actor).
    ///
    /// ```
    /// use stancegraph::model::{ActorId, IdError};
    ///
    /// assert_eq!(ActorId::new(" russia ")?.as_str(), "russia");
    /// assert_eq!(ActorId::new(" "), Err(IdError::Empty));
    /// # Ok::<(), IdError>(())
    /// ```
    ActorId
}

id! {
    /// The id of an [`Issue`](super::Issue).
    ///
    /// ```
    /// # use stancegraph::model::IssueId;
    /// assert_eq!(IssueId::new("thaad")?.to_string(), "thaad");
    /// # Ok::<(), stancegraph::model::IdError>(())
    /// ```
    IssueId
}

id! {
    /// The id of a [`Source`](super::Source).
    ///
    /// ```
    /// # use stancegraph::model::SourceId;
    /// assert_eq!(SourceId::new("press")?.as_str(), "press");
    /// # Ok::<(), stancegraph::model::IdError>(())
    /// ```
    SourceId
}

id! {
    /// The id of a [`Stance`](super::Stance): its own, or one derived from its content.
    ///
    /// ```
    /// # use stancegraph::model::StanceId;
    /// assert_eq!(StanceId::new("lavrov-7")?.as_str(), "lavrov-7");
    /// # Ok::<(), stancegraph::model::IdError>(())
    /// ```
    StanceId
}
