//! A network as a file says it, before it is known whose it is.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use crate::error::{Cause, FileId, Place};
use crate::format::graphs::network::{self, Ends, Network, Tie};
use crate::format::input::Settings;
use crate::format::tree::{Lines, Value};
use crate::graph::Builder;
use crate::model::{Attribute, Attributes, Date, LARGEST_WHOLE};

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
    /// From when until when the file says it is there.
    pub(in crate::format::graphs) begin: Option<Date>,
    pub(in crate::format::graphs) end: Option<Date>,
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

impl Drawn<'_> {
    /// Gives everything to a builder.
    pub(in crate::format::graphs) fn build(
        self,
        lines: &Lines,
        file: FileId,
        settings: &Settings,
        builder: &mut Builder,
    ) {
        Foreign { lines, file, builder }.build(self, settings);
    }
}

/// The way of a network that others made into a builder.
struct Foreign<'a, 'b> {
    lines: &'a Lines<'a>,
    file: FileId,
    builder: &'b mut Builder,
}

impl Foreign<'_, '_> {
    fn build(&mut self, drawn: Drawn, settings: &Settings) {
        let Drawn { title, description, fields, nodes, edges } = drawn;
        self.whole(title, description, fields);
        let mut network = Network::new(Ends::Declared);
        for node in nodes {
            self.node(node, &mut network);
        }
        let has_ids = self.has_ids(&edges);
        for edge in edges {
            self.edge(edge, has_ids, &mut network);
        }
        network.build(self.file, settings, self.builder);
    }

    fn whole(&mut self, title: Option<String>, description: Option<String>, fields: Vec<Field>) {
        let mut attributes = self.attributes(fields);
        let mut said = |names: [&str; 2]| {
            let said = names.into_iter().find_map(|name| attributes.remove(name));
            said.map(|said| said.to_string())
        };
        let title = title.or_else(|| said(["title", "name"]));
        let description = description.or_else(|| said(["description", "desc"]));
        self.builder.title(title.unwrap_or_default());
        self.builder.description(description.unwrap_or_default());
        for name in attributes.into_keys() {
            self.builder.leave_out(self.file, "attributes of the whole network", name);
        }
    }

    fn node(&mut self, node: Item, network: &mut Network) {
        let place = Some(self.lines.place(&node.span));
        let attributes = self.attributes(node.fields);
        let name = node.label.map(Cow::into_owned);
        let key = node.key.unwrap_or_default();
        network.node(&key, network::Node { name, attributes, place, ..network::Node::default() });
    }

    /// Whether edges have ids of their own: those of NetworkX count parallel edges.
    fn has_ids(&mut self, edges: &[Edge]) -> bool {
        let ids = edges.iter().filter_map(|edge| edge.item.key.as_deref());
        let (mut known, mut is_unique) = (HashSet::new(), true);
        for id in ids {
            is_unique &= known.insert(id);
        }
        is_unique
    }

    fn edge(&mut self, edge: Edge, has_ids: bool, network: &mut Network) {
        let Edge { item, from, to, is_directed, begin, end } = edge;
        let id = item.key.filter(|_| has_ids).map(Cow::into_owned);
        let tie = Tie {
            id,
            label: item.label.map(Cow::into_owned),
            is_directed,
            date: begin,
            until: end,
            place: Some(self.lines.place(&item.span)),
            attributes: self.attributes(item.fields),
        };
        network.tie(&from, &to, tie);
    }

    fn attributes(&mut self, fields: Vec<Field>) -> Attributes {
        let mut attributes = Attributes::new();
        for Field { name, value, span } in fields {
            let known = attributes.insert(name.to_string(), attribute(&value));
            if known.is_some() {
                self.fault(Cause::RepeatedField(name.into()), self.lines.place(&span));
            }
        }
        attributes
    }

    fn fault(&mut self, cause: Cause, place: Place) {
        self.builder.fault(cause, Some(place));
    }
}

/// A value as nodes and ties have it; a number with more digits than numbers keep stays a text.
fn attribute(value: &Value) -> Attribute {
    match value {
        Value::Flag(flag) => Attribute::Flag(*flag),
        Value::Number(digits) => match digits.parse::<f64>() {
            Ok(number) if number.abs() <= LARGEST_WHOLE || number.fract() != 0.0 => {
                Attribute::Number(number)
            }
            Ok(number) if digits.contains(['.', 'e', 'E']) => Attribute::Number(number),
            _ => Attribute::Text(digits.to_string()),
        },
        Value::Text(text) => Attribute::Text(text.to_string()),
        _ => Attribute::Text(String::new()),
    }
}
