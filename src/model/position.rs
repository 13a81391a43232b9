//! Positions: for, against, or neutral.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The side that a stance takes on its target.
///
/// ```
/// use stancegraph::model::Position;
///
/// assert_eq!("oppose".parse(), Ok(Position::Oppose));
/// assert!(Position::Oppose < Position::Neutral && Position::Neutral < Position::Support);
/// ```
// Closed: a stance is for, against or neither.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Position {
    /// Against it.
    Oppose = 0,
    /// Explicitly neither for nor against it.
    Neutral = 1,
    /// For it.
    Support = 2,
}

/// The error of a word that is no position.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown position \"{0}\"")]
pub struct UnknownPosition(pub String);

impl Position {
    /// All positions, from oppose to support.
    pub const ALL: [Self; 3] = [Self::Oppose, Self::Neutral, Self::Support];

    /// `-1`, `0` or `1`.
    #[must_use]
    pub fn sign(self) -> i8 {
        match self {
            Self::Oppose => -1,
            Self::Neutral => 0,
            Self::Support => 1,
        }
    }

    /// The other side; neutral stays neutral.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Oppose => Self::Support,
            Self::Neutral => Self::Neutral,
            Self::Support => Self::Oppose,
        }
    }

    /// The side against it; `None` for neutral.
    pub(crate) fn opposite(self) -> Option<Self> {
        (self != Self::Neutral).then(|| self.turned())
    }

    /// The other side if `turn`, else the same.
    #[must_use]
    pub fn turned_if(self, turn: bool) -> Self {
        if turn { self.turned() } else { self }
    }

    /// The word for it in files and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Oppose => "oppose",
            Self::Neutral => "neutral",
            Self::Support => "support",
        }
    }

    /// The label of a stance without a label of its own.
    #[must_use]
    pub fn default_label(self) -> &'static str {
        match self {
            Self::Oppose => "opposes",
            Self::Neutral => "is neutral on",
            Self::Support => "supports",
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Position {
    type Err = UnknownPosition;

    fn from_str(text: &str) -> Result<Self, UnknownPosition> {
        Self::ALL
            .into_iter()
            .find(|position| position.as_str() == text)
            .ok_or_else(|| UnknownPosition(text.into()))
    }
}
