//! Why a command is not carried out.

use std::fmt;

use serde::Serialize;

use super::Alike;
use crate::error::Error;

/// Why a command is refused; as JSON, it is what a front end is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Refusal {
    /// The kind of reason.
    #[serde(skip)]
    pub why: Why,
    /// What is wrong.
    pub error: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// The field that it is about: "actor".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The names that an unknown name may mean.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alike: Vec<Alike>,
}

/// The kinds of reasons.
// Closed: a front end does one thing for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The command is no command.
    Malformed,
    /// There is nothing with this id.
    Missing,
    /// The files have changed there meanwhile, or cannot be written as they are.
    Conflict,
    /// What is said makes no sense.
    Senseless,
}

impl Refusal {
    /// A refusal of a kind.
    #[must_use]
    pub fn new(why: Why, error: impl Into<String>) -> Self {
        Self { why, error: error.into(), fix: None, field: None, alike: Vec::new() }
    }

    pub(super) fn malformed(error: impl Into<String>) -> Self {
        Self::new(Why::Malformed, error)
    }

    pub(super) fn missing(error: impl Into<String>) -> Self {
        Self::new(Why::Missing, error)
    }

    pub(super) fn conflict(error: impl Into<String>) -> Self {
        Self::new(Why::Conflict, error)
    }

    pub(super) fn senseless(error: impl Into<String>) -> Self {
        Self::new(Why::Senseless, error)
    }

    pub(super) fn at(mut self, field: &str) -> Self {
        self.field = Some(field.into());
        self
    }

    pub(super) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.error)?;
        self.fix.as_ref().map_or(Ok(()), |fix| write!(f, "; {fix}"))
    }
}

impl std::error::Error for Refusal {}

impl From<Error> for Refusal {
    /// Of faults, the first is told, with its fix.
    #[expect(clippy::wildcard_enum_match_arm, reason = "other errors say all in one sentence")]
    fn from(error: Error) -> Self {
        match error {
            Error::Faults(faults) => {
                let Some(first) = faults.iter().next() else {
                    return Self::senseless("the files would have faults");
                };
                let refusal = Self::senseless(first.message());
                match first.help() {
                    Some(help) => refusal.fix(help),
                    None => refusal,
                }
            }
            other => Self::senseless(other.to_string()),
        }
    }
}
