//! Reads the number of blocs as users write it.

use std::fmt;
use std::num::NonZeroUsize;
use std::str::FromStr;

use super::search::BlocCount;
use crate::error::Error;

impl FromStr for BlocCount {
    type Err = Error;

    /// Reads `2`, any other number from 1 on, or `auto`.
    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "auto" => Ok(Self::Any),
            "2" => Ok(Self::Two),
            _ => text.parse::<NonZeroUsize>().map(Self::AtMost).map_err(|_| {
                Error::Blocs(format!(
                    "\"{text}\" is not a number of blocs: write 1 or more, or auto"
                ))
            }),
        }
    }
}

impl fmt::Display for BlocCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Two => f.pad("2"),
            Self::AtMost(most) => most.fmt(f),
            Self::Any => f.pad("auto"),
        }
    }
}

impl From<BlocCount> for String {
    fn from(it: BlocCount) -> Self {
        it.to_string()
    }
}

impl TryFrom<String> for BlocCount {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}
