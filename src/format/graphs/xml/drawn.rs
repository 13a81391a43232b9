//! A network as a file says it, before it is known whose it is.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::Cause;
use crate::format::tree::Value;

/// A node, or what an edge and it have in common.
#[derive(Debug)]
pub(in crate::format::graphs) struct Item<'d> {
    /// Its id in the file.
    pub(in crate::format::graphs) key: Option<Cow<'d, str>>,
    /// What the format itself, and no attribute, says it is called.
    pub(in crate::format::graphs) label: Option<Cow<'d, str>>,
    pub(in crate::format::graphs) fields: Vec<Field<'d>>,
    /// The bytes of its tag.
    pub(in crate::format::graphs) span: Range<usize>,
}

/// An edge.
#[derive(Debug)]
pub(in crate::format::graphs) struct Edge<'d> {
    pub(in crate::format::graphs) item: Item<'d>,
    pub(in crate::format::graphs) from: Cow<'d, str>,
    pub(in crate::format::graphs) to: Cow<'d, str>,
    pub(in crate::format::graphs) is_directed: bool,
    /// From when until when, as it is written.
    pub(in crate::format::graphs) begin: Option<Cow<'d, str>>,
    pub(in crate::format::graphs) end: Option<Cow<'d, str>>,
}

/// An attribute of a node, an edge or the whole.
#[derive(Debug)]
pub(in crate::format::graphs) struct Field<'d> {
    pub(in crate::format::graphs) name: Cow<'d, str>,
    pub(in crate::format::graphs) value: Value<'d>,
    pub(in crate::format::graphs) span: Range<usize>,
}

/// Everything that a file says.
#[derive(Debug, Default)]
pub(in crate::format::graphs) struct Drawn<'d> {
    pub(in crate::format::graphs) title: Option<String>,
    pub(in crate::format::graphs) description: Option<String>,
    pub(in crate::format::graphs) fields: Vec<Field<'d>>,
    pub(in crate::format::graphs) nodes: Vec<Item<'d>>,
    pub(in crate::format::graphs) edges: Vec<Edge<'d>>,
}

/// What values an attribute has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format::graphs) enum Kind {
    Text,
    Number,
    Flag,
}

impl Kind {
    /// By its name in GraphML and GEXF; what is neither a number nor true or false is a text.
    pub(in crate::format::graphs) fn of(name: &str) -> Self {
        match name.trim() {
            "int" | "integer" | "long" | "short" | "byte" | "float" | "double" | "bigdecimal"
            | "biginteger" => Self::Number,
            "boolean" => Self::Flag,
            _ => Self::Text,
        }
    }

    /// A value of this kind; `None` where there is none, as for numbers that are not a number.
    pub(in crate::format::graphs) fn value<'d>(
        self,
        text: Cow<'d, str>,
        name: &str,
    ) -> Result<Option<Value<'d>>, Cause> {
        let wrong = |expected| Cause::WrongType { field: name.into(), expected, found: "a text" };
        match self {
            Self::Text => Ok(Some(Value::Text(text))),
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
                Ok(match number.is_finite() {
                    _ if number.is_nan() => None,
                    true => Some(Value::Number(trimmed.to_owned().into())),
                    false => Some(Value::Text(trimmed.to_owned().into())),
                })
            }
        }
    }
}

/// What R and Java write for a number that is not there.
fn is_missing(text: &str) -> bool {
    text.eq_ignore_ascii_case("na") || text.eq_ignore_ascii_case("null")
}
