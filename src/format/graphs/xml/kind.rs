//! The types of attributes, and their values.

use std::borrow::Cow;

use crate::error::Cause;
use crate::format::graphs::elements::Value;
use crate::model::LARGEST_WHOLE;

/// The type of the values of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Flag,
}

impl Kind {
    /// The type with a name in GraphML and GEXF; anything but numbers and booleans is text.
    pub(crate) fn of(name: &str) -> Self {
        match name.trim() {
            "int" | "integer" | "long" | "short" | "byte" | "float" | "double" | "bigdecimal"
            | "biginteger" => Self::Number,
            "boolean" => Self::Flag,
            _ => Self::Text,
        }
    }

    /// The type of one of our values.
    pub(crate) fn of_value(value: &Value) -> Self {
        match value {
            Value::Text(_) => Self::Text,
            Value::Number(_) => Self::Number,
            Value::Flag(_) => Self::Flag,
        }
    }

    /// Parses a value of this type; `None` if there is none, for instance for NaN.
    ///
    /// An empty text is no value: igraph writes it for a missing one. Our own empty texts are escaped.
    pub(crate) fn value<'d>(
        self,
        text: Cow<'d, str>,
        name: &str,
    ) -> Result<Option<Value<'d>>, Cause> {
        let wrong = |expected| Cause::WrongType { field: name.into(), expected, found: "a text" };
        match self {
            Self::Text => Ok(Some(Value::Text(text)).filter(|text| *text != "".into())),
            Self::Flag => match text.trim() {
                "" => Ok(None),
                flag if flag.eq_ignore_ascii_case("true") || flag == "1" => {
                    Ok(Some(Value::Flag(true)))
                }
                flag if flag.eq_ignore_ascii_case("false") || flag == "0" => {
                    Ok(Some(Value::Flag(false)))
                }
                _ => Err(wrong("true or false")),
            },
            Self::Number => {
                let trimmed = text.trim();
                if trimmed.is_empty() || is_missing(trimmed) {
                    return Ok(None);
                }
                let number = trimmed.parse::<f64>().map_err(|_| wrong("a number"))?;
                let is_exact = number.abs() <= LARGEST_WHOLE || trimmed.contains(['.', 'e', 'E']);
                Ok(match number.is_finite() && is_exact {
                    true => Some(Value::Number(number)),
                    // A text keeps all digits.
                    false => Some(Value::from(trimmed.to_owned())).filter(|_| !number.is_nan()),
                })
            }
        }
    }
}

/// Whether it is what R and Java write for a missing number.
fn is_missing(text: &str) -> bool {
    text.eq_ignore_ascii_case("na") || text.eq_ignore_ascii_case("null")
}
