//! Reads GEXF of ours and of others: 1.1 to 1.3.

use std::borrow::Cow;
use std::collections::HashMap;

use roxmltree::Node;

use super::super::xml::{self, Column, Columns, Drawn, Edge, Field, Item, Kind};
use super::time::Time;
use crate::error::{Cause, FileId};
use crate::format::input::Settings;
use crate::format::tree::{Lines, Value};
use crate::graph::Builder;
use crate::model::Date;

/// A reading of one document.
struct Reading<'d, 'r> {
    nodes: Columns<'d>,
    edges: Columns<'d>,
    drawn: Drawn<'d>,
    lines: &'r Lines<'r>,
    file: FileId,
    builder: &'r mut Builder,
}

/// Reads it into a builder.
pub(in crate::format) fn read(
    text: &str,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) {
    let lines = Lines::new(file, text);
    let Some(document) = xml::parse(text, &lines, &settings.limits, builder) else { return };
    let root = document.root_element();
    if !xml::is_root(root, "gexf", &lines, builder) {
        return;
    }
    let mut reading = Reading {
        nodes: Columns::default(),
        edges: Columns::default(),
        drawn: Drawn::default(),
        lines: &lines,
        file,
        builder,
    };
    reading.document(root);
    let drawn = reading.drawn;
    drawn.build(&lines, file, settings, builder);
}

impl<'d> Reading<'d, '_> {
    fn fault(&mut self, cause: Cause, element: Node) {
        self.builder.fault(cause, Some(self.lines.place(&xml::tag(element))));
    }

    /// An attribute that has to be there.
    fn needed(
        &mut self,
        element: Node<'d, '_>,
        name: &'static str,
        within: &'static str,
    ) -> Option<&'d str> {
        let value = element.attribute(name);
        if value.is_none() {
            self.fault(Cause::MissingField { kind: "attribute", name, within }, element);
        }
        value
    }

    fn leave_out(&mut self, what: &str, element: Node) {
        let name = element.attribute("id").unwrap_or_default();
        self.builder.leave_out(self.file, what, name);
    }

    fn document(&mut self, root: Node<'d, '_>) {
        for meta in xml::named(root, "meta") {
            self.meta(meta);
        }
        let Some(graph) = xml::named(root, "graph").next() else {
            let cause = Cause::MissingField { kind: "element", name: "graph", within: "the file" };
            return self.fault(cause, root);
        };
        for attributes in xml::named(graph, "attributes") {
            self.columns(attributes);
        }
        let is_directed = graph.attribute("defaultedgetype") == Some("directed");
        self.parts(graph, is_directed);
    }

    fn meta(&mut self, meta: Node<'d, '_>) {
        for element in xml::elements(meta) {
            let text = xml::text(element);
            match element.tag_name().name() {
                "keywords" => {
                    let span = xml::text_span(element);
                    let value = Value::Text(text);
                    self.drawn.fields.push(Field { name: "keywords".into(), value, span });
                }
                "description" => {
                    self.drawn.description = Some(text.trim().to_owned());
                }
                _ => {}
            }
        }
    }

    fn columns(&mut self, attributes: Node<'d, '_>) {
        let is_of_edges = attributes.attribute("class") == Some("edge");
        for element in xml::named(attributes, "attribute") {
            let Some(id) = self.needed(element, "id", "the attribute") else { continue };
            let column = Column {
                name: element.attribute("title").unwrap_or(id).into(),
                kind: element.attribute("type").map_or(Kind::Text, Kind::of),
                default: xml::named(element, "default").next().map(xml::text),
            };
            let columns = if is_of_edges { &mut self.edges } else { &mut self.nodes };
            if let Err(cause) = columns.declare("attribute", id, column) {
                self.fault(cause, element);
            }
        }
    }

    /// The nodes and edges in a graph, or in a node.
    fn parts(&mut self, element: Node<'d, '_>, is_directed: bool) {
        for part in xml::elements(element) {
            match part.tag_name().name() {
                "nodes" => {
                    for node in xml::named(part, "node") {
                        self.node(node, is_directed);
                    }
                }
                "edges" => {
                    for edge in xml::named(part, "edge") {
                        self.edge(edge, is_directed);
                    }
                }
                _ => {}
            }
        }
    }

    fn node(&mut self, element: Node<'d, '_>, is_directed: bool) {
        let key = self.needed(element, "id", "the node");
        let fields = self.fields(element, false);
        if element.attribute("start").or(element.attribute("end")).is_some()
            || xml::named(element, "spells").next().is_some()
        {
            self.leave_out("lifetimes of nodes", element);
        }
        if element.attribute("pid").is_some() || xml::named(element, "nodes").next().is_some() {
            self.leave_out("nestings of nodes in a node", element);
        }
        if let Some(key) = key {
            let label = element.attribute("label").map(Cow::from);
            let span = xml::tag(element);
            self.drawn.nodes.push(Item { key: Some(key.into()), label, fields, span });
        }
        self.parts(element, is_directed);
    }

    fn edge(&mut self, element: Node<'d, '_>, is_directed: bool) {
        let from = self.needed(element, "source", "the edge");
        let to = self.needed(element, "target", "the edge");
        let mut fields = self.fields(element, true);
        let (Some(from), Some(to)) = (from, to) else { return };
        for (name, kind) in [("weight", Kind::Number), ("kind", Kind::Text)] {
            let Some(attribute) = element.attribute_node(name) else { continue };
            let span = attribute.range_value();
            match kind.value(attribute.value().into(), name) {
                Ok(Some(value)) if fields.iter().all(|field| field.name != name) => {
                    fields.push(Field { name: name.into(), value, span });
                }
                Ok(_) => {}
                Err(cause) => self.builder.fault(cause, Some(self.lines.place(&span))),
            }
        }
        let is_directed = match element.attribute("type") {
            Some("directed") => true,
            Some("undirected" | "mutual") => false,
            _ => is_directed,
        };
        let (begin, end) = self.spell(element);
        let key = element.attribute("id").map(Cow::from);
        let label = element.attribute("label").map(Cow::from);
        let item = Item { key, label, fields, span: xml::tag(element) };
        self.drawn.edges.push(Edge {
            item,
            from: from.into(),
            to: to.into(),
            is_directed,
            begin,
            end,
        });
    }

    /// From when until when an edge is there: the first of its spells.
    fn spell(&mut self, element: Node<'d, '_>) -> (Option<Date>, Option<Date>) {
        let spells = xml::named(element, "spells").flat_map(|spells| xml::named(spells, "spell"));
        let mut spells = spells.collect::<Vec<_>>();
        if has_time(element) {
            spells.insert(0, element);
        }
        for _ in spells.iter().skip(1) {
            self.leave_out("spells after the first of an edge", element);
        }
        if element.attribute("intervals").or(element.attribute("timestamps")).is_some() {
            self.leave_out("lists of intervals", element);
        }
        let Some(spell) = spells.first().copied() else { return (None, None) };
        let begin = ["start", "startopen", "timestamp"].iter().find_map(|name| spell.attribute(*name));
        let end = ["end", "endopen"].iter().find_map(|name| spell.attribute(*name));
        (self.date(begin, element), self.date(end, element))
    }

    fn date(&mut self, text: Option<&str>, element: Node) -> Option<Date> {
        match Time::of(text?) {
            Time::Date(date) => Some(date),
            Time::Open => None,
            Time::Other => {
                self.leave_out("times that are no dates", element);
                None
            }
        }
    }

    /// The values of an element.
    fn fields(&mut self, element: Node<'d, '_>, is_edge: bool) -> Vec<Field<'d>> {
        let mut fields = Vec::<Field>::new();
        let mut timed = HashMap::<&str, usize>::new();
        let values = xml::named(element, "attvalues");
        for value in values.flat_map(|values| xml::named(values, "attvalue")) {
            let Some((id, field)) = self.field(value, is_edge) else { continue };
            match timed.get(id).copied() {
                Some(number) => {
                    self.leave_out("earlier values of attributes that change", element);
                    fields[number] = field;
                }
                None => {
                    if has_time(value) {
                        timed.insert(id, fields.len());
                    }
                    fields.push(field);
                }
            }
        }
        let columns = if is_edge { &mut self.edges } else { &mut self.nodes };
        if let Err(cause) = columns.fill(&mut fields, &xml::tag(element)) {
            self.fault(cause, element);
        }
        fields
    }

    /// A value, with the id of its attribute.
    fn field(&mut self, value: Node<'d, '_>, is_edge: bool) -> Option<(&'d str, Field<'d>)> {
        let id = match value.attribute("id") {
            Some(id) if value.attribute("for").is_none() => id,
            _ => self.needed(value, "for", "the value")?,
        };
        let text = value.attribute_node("value");
        if text.is_none() {
            self.needed(value, "value", "the value");
        }
        let (text, span) = (text?.value(), text?.range_value());
        let columns = if is_edge { &self.edges } else { &self.nodes };
        let (name, kind) = match columns.get(id) {
            Some(column) => (column.name.clone(), column.kind),
            // Early Gephi did not declare it.
            None if is_edge && id == "weight" => (id.into(), Kind::Number),
            None => {
                self.fault(Cause::UndeclaredKey { element: "attribute", name: id.into() }, value);
                return None;
            }
        };
        match kind.value(text.into(), &name) {
            Ok(value) => Some((id, Field { name, value: value?, span })),
            Err(cause) => {
                self.builder.fault(cause, Some(self.lines.place(&span)));
                None
            }
        }
    }
}

/// Whether something is only for a time.
fn has_time(element: Node) -> bool {
    let names = ["start", "startopen", "end", "endopen", "timestamp"];
    names.iter().any(|name| element.attribute(*name).is_some())
}
