//! Reads nodes and edges from our own DOT.

use std::borrow::Cow;

use super::syntax::{self, Id, Parser, Statement};
use super::{FLAG, NUMBER, TEXT};
use crate::error::{Cause, FileId, Place};
use crate::format::graphs::elements::{Edge, Elements, MARK, Node, Property, Value};
use crate::format::limit::check_parts;
use crate::format::options::Settings;
use crate::format::tree::Lines;
use crate::graph::Builder;

/// Reads our own DOT into a builder.
pub fn read(text: &str, file: FileId, settings: &Settings, builder: &mut Builder) {
    let lines = Lines::new(file, text);
    let mut reading = Reading { lines, elements: Elements::default() };
    reading.elements.is_escaped = true;
    if let Err((cause, span)) = reading.graph(text) {
        builder.incomplete();
        return builder.fault(cause, Some(reading.lines.place(&span)));
    }
    if !reading.elements.graph.iter().any(|property| property.name == MARK) {
        builder.incomplete();
        return builder.fault(Cause::OnlyDrawn, Some(reading.lines.place(&(0..text.len()))));
    }
    reading.elements.build(file, settings, builder);
}

struct Reading<'t> {
    lines: Lines<'t>,
    elements: Elements<'t>,
}

impl<'t> Reading<'t> {
    fn graph(&mut self, text: &'t str) -> syntax::Parsed<()> {
        let mut parser = Parser::new(text)?;
        let mut parts = 0;
        while let Some(statement) = parser.statement()? {
            parts += 1 + statement.attributes();
            check_parts(parts, text.len()).map_err(|cause| (cause, 0..0))?;
            match statement {
                Statement::Look => {}
                Statement::Graph(attributes) => {
                    let properties = self.properties(attributes);
                    self.elements.graph.extend(properties);
                }
                Statement::Node(id, attributes) => {
                    let (place, properties) = (Some(self.place(&id)), self.properties(attributes));
                    self.elements.nodes.push(Node { id: id.text, properties, place });
                }
                Statement::Edge(ends, attributes) => {
                    let (place, properties) =
                        (Some(self.place(&ends[0])), self.properties(attributes));
                    let ends = ends.map(|end| end.text);
                    let edge = Edge { id: None, ends, is_directed: true, properties, place };
                    self.elements.edges.push(edge);
                }
            }
        }
        Ok(())
    }

    fn place(&self, id: &Id) -> Place {
        self.lines.place(&id.span)
    }

    /// The attributes that carry data; the others only affect the drawing.
    fn properties(&self, attributes: syntax::Attributes<'t>) -> Vec<Property<'t>> {
        attributes.into_iter().filter_map(|(name, value)| self.property(name.text, value)).collect()
    }

    fn property(&self, name: Cow<'t, str>, value: Id<'t>) -> Option<Property<'t>> {
        let place = Some(self.place(&value));
        let (prefix, value) = if name.starts_with(TEXT) {
            (TEXT, Value::Text(value.text))
        } else if name.starts_with(NUMBER) {
            (NUMBER, value.text.parse().map_or(Value::Text(value.text), Value::Number))
        } else if name.starts_with(FLAG) {
            (FLAG, value.text.parse().map_or(Value::Text(value.text), Value::Flag))
        } else {
            return None;
        };
        let name = match name {
            Cow::Borrowed(name) => name[prefix.len()..].into(),
            Cow::Owned(name) => name[prefix.len()..].to_owned().into(),
        };
        Some(Property { name, value, place })
    }
}
