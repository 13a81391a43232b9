//! Whether a stance has been confirmed by a person.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a person has confirmed a stance.
///
/// A draft is proposed by a rule, a program or a model. No answer and no picture counts it until a person confirms
/// it, or asks for drafts.
///
/// ```
/// use stancegraph::model::Status;
///
/// assert_eq!("draft".parse(), Ok(Status::Draft));
/// assert_eq!(Status::default(), Status::Confirmed);
/// ```
// Closed: a stance is confirmed or not.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Coded or confirmed by a person.
    #[default]
    Confirmed,
    /// Proposed, to be confirmed by a person.
    Draft,
}

/// The error of a word that is no status.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown status \"{0}\"")]
pub struct UnknownStatus(pub String);

impl Status {
    /// The word for it in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Draft => "draft",
        }
    }

    /// Whether a person has confirmed it.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        *self == Self::Confirmed
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Status {
    type Err = UnknownStatus;

    fn from_str(word: &str) -> Result<Self, UnknownStatus> {
        match word.trim().to_ascii_lowercase().as_str() {
            "confirmed" => Ok(Self::Confirmed),
            "draft" => Ok(Self::Draft),
            _ => Err(UnknownStatus(word.to_owned())),
        }
    }
}
