//! Free attributes of actors and issues.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The free attributes of an actor or an issue, sorted by name.
pub type Attributes = BTreeMap<String, Attribute>;

/// The value of a free attribute.
///
/// ```
/// use stancegraph::model::Attribute;
///
/// assert_eq!(Attribute::from("EU").to_string(), "EU");
/// assert_eq!(Attribute::Number(27.0).to_string(), "27");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Attribute {
    /// Yes or no.
    Flag(bool),
    /// A finite number.
    Number(f64),
    /// Any text.
    Text(String),
}

impl From<&str> for Attribute {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => flag.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}
