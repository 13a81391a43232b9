//! Free attributes of actors and issues.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

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
    #[serde(serialize_with = "serialize_number")]
    Number(f64),
    /// Any text.
    Text(String),
}

/// The largest whole number up to which an `f64` represents all whole numbers.
pub const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// The number as an integer; `None` if it is not whole, or too large.
#[expect(clippy::cast_possible_truncation, reason = "whole and small enough")]
pub fn whole(number: f64) -> Option<i64> {
    let is_whole = number.fract() == 0.0 && number.abs() <= LARGEST_WHOLE;
    (is_whole && (number != 0.0 || number.is_sign_positive())).then_some(number as i64)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn serialize_number<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    match whole(*number) {
        Some(whole) => serializer.serialize_i64(whole),
        None => serializer.serialize_f64(*number),
    }
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
