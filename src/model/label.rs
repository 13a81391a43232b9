//! The meanings of labels that a file declares.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Position, Strength};

/// The meaning of a label: a position with a strength.
///
/// In a file it is a word, or a table:
///
/// ```toml
/// [labels]
/// "warns against" = "oppose"
/// "voices concern about" = { position = "oppose", strength = 0.5 }
/// ```
///
/// ```
/// use stancegraph::model::{LabelMeaning, Position, Strength};
///
/// let meaning = LabelMeaning::from(Position::Oppose);
/// assert_eq!(meaning.strength, Strength::FULL);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Written", into = "Written")]
#[schemars(with = "Written")]
#[non_exhaustive]
pub struct LabelMeaning {
    /// The position that the label implies.
    pub position: Position,
    /// The strength; a stance's own strength overrides it.
    pub strength: Strength,
}

setters! {
    LabelMeaning {
        with_strength(strength: Strength);
    }
}

impl From<Position> for LabelMeaning {
    fn from(position: Position) -> Self {
        Self { position, strength: Strength::FULL }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
enum Written {
    Word(Position),
    Table {
        position: Position,
        #[serde(default, skip_serializing_if = "Strength::is_full")]
        strength: Strength,
    },
}

impl From<Written> for LabelMeaning {
    fn from(written: Written) -> Self {
        match written {
            Written::Word(position) => position.into(),
            Written::Table { position, strength } => Self { position, strength },
        }
    }
}

impl From<LabelMeaning> for Written {
    fn from(LabelMeaning { position, strength }: LabelMeaning) -> Self {
        if strength.is_full() { Self::Word(position) } else { Self::Table { position, strength } }
    }
}
