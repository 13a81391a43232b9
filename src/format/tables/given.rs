//! What the cells of a row give for its fields.

use super::dictionary::Known;
use super::field::Field;

/// What a row gives for a field.
#[derive(Clone, Copy, Debug, Default)]
pub enum Given<'r> {
    #[default]
    Nothing,
    Text(&'r str),
    /// A value that was read before.
    Known(Known),
}

/// What a row gives for each field.
pub type Texts<'r> = [Given<'r>; Field::ALL.len()];

impl<'r> Given<'r> {
    /// What a text gives; nothing where there is none.
    pub fn of(text: Option<&'r str>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }

    pub fn is_something(self) -> bool {
        !matches!(self, Self::Nothing)
    }

    /// The text, where there is one and it was not read before.
    pub fn text(self) -> Option<&'r str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Nothing | Self::Known(_) => None,
        }
    }
}
