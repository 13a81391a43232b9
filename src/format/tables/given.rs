//! The values of a row, by field.

use super::dictionary::Known;
use super::field::Field;

/// The value of a row for a field.
#[derive(Clone, Copy, Debug, Default)]
pub enum Given<'r> {
    #[default]
    Nothing,
    Text(&'r str),
    /// A value that was read before.
    Known(Known),
}

/// The values of a row for all fields.
pub type Texts<'r> = [Given<'r>; Field::ALL.len()];

impl<'r> Given<'r> {
    /// Wraps a text; nothing for `None`.
    pub fn of(text: Option<&'r str>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }

    pub fn is_something(self) -> bool {
        !matches!(self, Self::Nothing)
    }

    /// The text, unless it is empty or was read before.
    pub fn text(self) -> Option<&'r str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Nothing | Self::Known(_) => None,
        }
    }
}
