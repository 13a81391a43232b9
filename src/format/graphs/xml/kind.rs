//! The types of attributes, and their values.

use std::borrow::Cow;

use crate::error::Cause;
use crate::format::graphs::elements::Value;
use crate::model::LARGEST_WHOLE;

/// What values an attribute has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Flag,
}

impl Kind {
    /// By its name in GraphML and GEXF; what is neither a number nor true or false is a text.
    pub(crate) fn of(name: &str) -> Self {
        match name.trim() {
            "int" | "integer" | "long" | "short" | "byte" | "float" | "double" | "bigdecimal"
            | "biginteger" => Self::Number,
            "boolean" => Self::Flag,
            _ => Self::Text,
        }
    }

    /// Of a value of ours.
    pub(crate) fn of_value(value: &Value) -> Self {
        match value {
            Value::Text(_) => Self::Text,
            Value::Number(_) => Self::Number,
            Value::Flag(_) => Self::Flag,
        }
    }

    /// A value of this kind; `None` where there is none, as for numbers that are not a number.
    ///
    /// An empty text is none: igraph writes one for whoever has no value. Those of ours are escaped.
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
                    // No digit is lost in a text.
                    false => Some(Value::from(trimmed.to_owned())).filter(|_| !number.is_nan()),
                })
            }
        }
    }
}

/// What R and Java write for a number that is not there.
fn is_missing(text: &str) -> bool {
    text.eq_ignore_ascii_case("na") || text.eq_ignore_ascii_case("null")
}
