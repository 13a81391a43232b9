//! Nodes and edges as JSON objects.

use std::io::{self, Write};

use super::{LABELS, Property, SOURCES, Value};
use crate::error::{Cause, FileId, Place};
use crate::format::document::exact;
use crate::format::json;
use crate::format::limit::Limits;
use crate::format::tree::{Key, Lines, Node, Value as Tree};
use crate::graph::Builder;

/// Writes the attributes of a graph: its sources and labels are JSON and stay so, for readers who look them up.
pub fn write_graph(properties: &[Property], out: &mut dyn Write) -> io::Result<()> {
    write(&[], properties, |name| [SOURCES, LABELS].contains(&name), out)
}

/// Writes a node or an edge as an object: fields of the format, then attributes.
pub fn write_object(
    fields: &[(&str, &str)],
    properties: &[Property],
    out: &mut dyn Write,
) -> io::Result<()> {
    write(fields, properties, |_| false, out)
}

fn write(
    fields: &[(&str, &str)],
    properties: &[Property],
    is_json: fn(&str) -> bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all(b"{")?;
    let mut is_first = true;
    let mut name = |name: &str, out: &mut dyn Write| {
        let comma: &[u8] = if std::mem::take(&mut is_first) { b"" } else { b", " };
        out.write_all(comma)?;
        serde_json::to_writer(&mut *out, name)?;
        out.write_all(b": ")
    };
    for (field, text) in fields {
        name(field, out)?;
        serde_json::to_writer(&mut *out, text)?;
    }
    for property in properties {
        name(&property.name, out)?;
        match &property.value {
            Value::Text(json) if is_json(&property.name) => {
                out.write_all(json.as_bytes())?;
            }
            Value::Text(text) => serde_json::to_writer(&mut *out, text)?,
            other @ (Value::Flag(_) | Value::Number(_)) => write!(out, "{other}")?,
        }
    }
    out.write_all(b"}")
}

/// Writes a list with one item per line.
pub fn write_list<T>(
    name: &str,
    indent: &str,
    things: impl Iterator<Item = T>,
    out: &mut dyn Write,
    mut write: impl FnMut(T, &mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    write!(out, "{indent}\"{name}\": [")?;
    let mut is_empty = true;
    for thing in things {
        let comma = if std::mem::take(&mut is_empty) { "" } else { "," };
        write!(out, "{comma}\n{indent}  ")?;
        write(thing, out)?;
    }
    if is_empty { write!(out, "]") } else { write!(out, "\n{indent}]") }
}

/// The fields of an object.
pub type Object<'n, 't> = &'n [(Key<'t>, Node<'t>)];

/// Walks through a JSON text, and reports its faults to the builder.
pub struct Walk<'t, 'b> {
    text: &'t str,
    lines: Lines<'t>,
    file: FileId,
    builder: &'b mut Builder,
}

impl<'w> Walk<'w, '_> {
    pub(crate) fn new<'b>(text: &'w str, file: FileId, builder: &'b mut Builder) -> Walk<'w, 'b> {
        Walk { text, lines: Lines::new(file, text), file, builder }
    }

    /// The tree of the text, unless it is not JSON or is nested too deeply.
    pub(crate) fn root(&mut self, limits: &Limits) -> Option<Node<'w>> {
        let (cause, span) = match json::parse(self.text) {
            Ok(root) if root.depth() > limits.depth => {
                let limit = format!("{} levels", limits.depth);
                (Cause::TooLarge { what: "the depth of the file", limit }, root.span)
            }
            Ok(root) => return Some(root),
            Err(broken) => broken,
        };
        self.builder.incomplete();
        let place = self.lines.place(&span);
        self.builder.fault(cause, Some(place));
        None
    }

    pub(crate) fn place(&self, node: &Node) -> Place {
        self.lines.place(&node.span)
    }

    pub(crate) fn fault(&mut self, cause: Cause, node: &Node) {
        let place = self.place(node);
        self.builder.fault(cause, Some(place));
    }

    /// Reports a fault, and marks the file as not fully read.
    pub(crate) fn refuse(&mut self, cause: Cause, node: &Node) {
        self.builder.incomplete();
        self.fault(cause, node);
    }

    pub(crate) fn wrong_type(&mut self, field: &str, expected: &'static str, node: &Node) {
        self.builder.incomplete();
        let found = node.value.kind();
        self.fault(Cause::WrongType { field: field.into(), expected, found }, node);
    }

    pub(crate) fn object<'n, 't>(&mut self, name: &str, node: &'n Node<'t>) -> Object<'n, 't> {
        node.value.as_table().unwrap_or_else(|| {
            self.wrong_type(name, "a table", node);
            &[]
        })
    }

    pub(crate) fn list<'n, 't>(&mut self, name: &str, node: &'n Node<'t>) -> &'n [Node<'t>] {
        node.value.as_list().unwrap_or_else(|| {
            self.wrong_type(name, "a list", node);
            &[]
        })
    }

    /// A name as text; numbers and lists can be names.
    pub(crate) fn name<'n>(&self, node: &'n Node) -> std::borrow::Cow<'n, str> {
        match &node.value {
            Tree::Text(text) | Tree::Number(text) => (&**text).into(),
            Tree::Flag(_)
            | Tree::Day(_)
            | Tree::Time
            | Tree::Null
            | Tree::List(_)
            | Tree::Table(_) => self.text[node.span.clone()].to_owned().into(),
        }
    }

    /// A required field.
    pub(crate) fn needed<'n, 't>(
        &mut self,
        fields: Object<'n, 't>,
        name: &'static str,
        within: &'static str,
        node: &Node,
    ) -> Option<&'n Node<'t>> {
        let found = get(fields, name);
        if found.is_none() {
            self.builder.incomplete();
            self.fault(Cause::MissingField { kind: "field", name, within }, node);
        }
        found
    }

    /// The attributes of an object, except the fields of the format.
    pub(crate) fn properties<'n>(
        &mut self,
        fields: Object<'n, '_>,
        own: &[&str],
    ) -> Vec<Property<'n>> {
        let fields = fields.iter().filter(|(key, _)| !own.contains(&&*key.text));
        fields.filter_map(|(key, node)| self.property(&key.text, node)).collect()
    }

    /// The attributes of the graph: a table, or a list of pairs, as NetworkX sometimes writes.
    pub(crate) fn whole<'n>(&mut self, name: &str, node: &'n Node) -> Vec<Property<'n>> {
        let Tree::List(pairs) = &node.value else {
            let fields = self.object(name, node);
            return self.properties(fields, &[]);
        };
        let pairs = pairs.iter().filter_map(|pair| match &pair.value {
            Tree::List(pair) => match pair.as_slice() {
                [Node { value: Tree::Text(name), .. }, value] => self.property(name, value),
                _ => None,
            },
            Tree::Text(_)
            | Tree::Number(_)
            | Tree::Flag(_)
            | Tree::Day(_)
            | Tree::Time
            | Tree::Null
            | Tree::Table(_) => None,
        });
        pairs.collect()
    }

    pub(crate) fn property<'n>(&mut self, name: &'n str, node: &'n Node) -> Option<Property<'n>> {
        let value = match &node.value {
            Tree::Null => return None,
            Tree::Flag(flag) => Value::Flag(*flag),
            Tree::Text(text) => Value::from(&**text),
            Tree::Number(digits) => match exact(name, digits) {
                Ok(number) => Value::Number(number),
                // A text keeps all digits.
                Err(_) => Value::from(&**digits),
            },
            Tree::Table(_) if [SOURCES, LABELS].contains(&name) => {
                Value::from(self.text[node.span.clone()].to_owned())
            }
            Tree::Day(_) | Tree::Time | Tree::List(_) | Tree::Table(_) => {
                self.leave_out(name);
                return None;
            }
        };
        Some(Property { place: Some(self.place(node)), ..Property::new(name, value) })
    }

    /// Counts a list or a table that cannot be an attribute.
    pub(crate) fn leave_out(&mut self, name: &str) {
        let what = "values that are lists or tables";
        self.builder.leave_out(self.file, what, name.chars().take(80).collect::<String>());
    }
}

pub fn get<'n, 't>(fields: Object<'n, 't>, name: &str) -> Option<&'n Node<'t>> {
    fields.iter().find(|(key, _)| key.text == name).map(|(_, node)| node)
}
