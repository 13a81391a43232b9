//! Wide tables: a row for each thing of one kind, a column for each thing of another.

use crate::error::Error;
use crate::format::tables::field::Field;

/// What the columns of a wide table stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wide {
    /// A row for each actor, a column for each issue.
    Issues,
    /// A row for each issue, a column for each actor.
    Actors,
    /// A row for each actor, a column for each actor that stances are toward.
    Toward,
}

impl Wide {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Issues, "issues"), (Self::Actors, "actors"), (Self::Toward, "toward")];

    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let names = Self::ALL.map(|(_, name)| name);
        let known = Self::ALL.into_iter().find(|(_, name)| *name == text);
        known.map(|(wide, _)| wide).ok_or_else(|| Error::not_one("sort of columns", text, &names))
    }

    pub(super) fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The field that the names of the columns are.
    pub(crate) fn of_columns(self) -> Field {
        match self {
            Self::Issues => Field::Issue,
            Self::Actors => Field::Actor,
            Self::Toward => Field::Toward,
        }
    }

    /// The field that the first column is.
    pub(crate) fn of_rows(self) -> Field {
        match self {
            Self::Issues | Self::Toward => Field::Actor,
            Self::Actors => Field::Issue,
        }
    }
}
