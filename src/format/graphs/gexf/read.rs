//! Reads GEXF of ours and of others: 1.1 to 1.3.

use std::borrow::Cow;
use std::collections::HashMap;

use roxmltree::Node as Element;

use super::super::elements::{Edge, Elements, MARK, Node, Property, Value};
use super::super::xml::{self, Column, Columns, Kind, Report};
use super::time::{self, Time};
use crate::error::{Cause, FileId, Place};
use crate::format::input::Settings;
use crate::format::json;
use crate::format::tree::{self, Lines};
use crate::graph::Builder;

/// A reading of one document.
struct Reading<'d, 'r> {
    nodes: Columns<'d>,
    edges: Columns<'d>,
    elements: Elements<'d>,
    report: Report<'r>,
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
        elements: Elements { is_escaped: true, ..Elements::default() },
        report: Report { lines: &lines, file, builder },
    };
    reading.document(root);
    let elements = reading.elements;
    xml::build(elements, file, settings, builder);
}

impl<'d> Reading<'d, '_> {
    fn leave_out(&mut self, what: &str, element: Element) {
        let name = element.attribute("id").unwrap_or_default();
        self.report.leave_out(what, name);
    }

    fn document(&mut self, root: Element<'d, '_>) {
        for meta in xml::named(root, "meta") {
            self.meta(meta);
        }
        let Some(graph) = xml::named(root, "graph").next() else {
            let cause = Cause::MissingField { kind: "element", name: "graph", within: "the file" };
            return self.report.fault(cause, root);
        };
        for attributes in xml::named(graph, "attributes") {
            self.columns(attributes);
        }
        let is_directed = graph.attribute("defaultedgetype") == Some("directed");
        self.parts(graph, is_directed);
    }

    /// What is said of the whole: our own words are JSON in the keywords, which others keep.
    fn meta(&mut self, meta: Element<'d, '_>) {
        let text =
            |name| xml::named(meta, name).next().map(|element| (element, xml::text(element)));
        if let Some((element, text)) = text("keywords")
            && let Some(whole) = whole(&text, self.report.place(element))
        {
            self.elements.graph = whole;
        } else if let Some((element, text)) = text("description") {
            let (name, value) = ("description".into(), Value::Text(text));
            let place = Some(self.report.place(element));
            self.elements.graph.push(Property { name, value, place });
        }
    }

    fn columns(&mut self, attributes: Element<'d, '_>) {
        let is_of_edges = attributes.attribute("class") == Some("edge");
        for element in xml::named(attributes, "attribute") {
            let Some(id) = self.report.needed(element, "id", "the attribute") else { continue };
            let column = Column {
                name: element.attribute("title").unwrap_or(id).into(),
                kind: element.attribute("type").map_or(Kind::Text, Kind::of),
                default: xml::named(element, "default").next().map(xml::text),
            };
            let columns = if is_of_edges { &mut self.edges } else { &mut self.nodes };
            if let Err(cause) = columns.declare("attribute", id, column) {
                self.report.fault(cause, element);
            }
        }
    }

    /// The nodes and edges in a graph, or in a node.
    fn parts(&mut self, element: Element<'d, '_>, is_directed: bool) {
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

    fn node(&mut self, element: Element<'d, '_>, is_directed: bool) {
        let id = self.report.needed(element, "id", "the node");
        let mut properties = self.properties(element, false);
        self.add("label", Kind::Text, element, &mut properties);
        if has_time(element) || xml::named(element, "spells").next().is_some() {
            self.leave_out("lifetimes of nodes", element);
        }
        if element.attribute("pid").is_some() || xml::named(element, "nodes").next().is_some() {
            self.leave_out("nestings of nodes in a node", element);
        }
        if let Some(id) = id {
            let place = Some(self.report.place(element));
            self.elements.nodes.push(Node { id: id.into(), properties, place });
        }
        self.parts(element, is_directed);
    }

    fn edge(&mut self, element: Element<'d, '_>, is_directed: bool) {
        let before = self.report.builder.fault_count();
        let [from, to] =
            ["source", "target"].map(|name| self.report.needed(element, name, "the edge"));
        let mut properties = self.properties(element, true);
        for (name, kind) in [("label", Kind::Text), ("weight", Kind::Number), ("kind", Kind::Text)]
        {
            self.add(name, kind, element, &mut properties);
        }
        self.spell(element, &mut properties);
        // What else is wrong with it follows from what is.
        let (Some(from), Some(to), true) = (from, to, self.report.builder.fault_count() == before)
        else {
            return self.report.builder.incomplete();
        };
        let is_directed = match element.attribute("type") {
            Some("directed") => true,
            Some("undirected" | "mutual") => false,
            _ => is_directed,
        };
        let (id, place) =
            (element.attribute("id").map(Cow::from), Some(self.report.place(element)));
        let ends = [from.into(), to.into()];
        self.elements.edges.push(Edge { id, ends, is_directed, properties, place });
    }

    /// Adds an attribute of the tag to those of the values, unless it is there.
    fn add(
        &mut self,
        name: &'static str,
        kind: Kind,
        element: Element<'d, '_>,
        properties: &mut Vec<Property<'d>>,
    ) {
        let Some(attribute) = element.attribute_node(name) else { return };
        let place = self.report.lines.place(&attribute.range_value());
        match kind.value(attribute.value().into(), name) {
            Ok(Some(value)) if properties.iter().all(|known| known.name != name) => {
                properties.push(Property { name: name.into(), value, place: Some(place) });
            }
            Ok(_) => {}
            Err(cause) => self.report.builder.fault(cause, Some(place)),
        }
    }

    /// From when until when an edge is there: the first of its spells.
    fn spell(&mut self, element: Element<'d, '_>, properties: &mut Vec<Property<'d>>) {
        let spells = xml::named(element, "spells").flat_map(|spells| xml::named(spells, "spell"));
        let own = Some(element).filter(|element| has_time(*element));
        let mut spells = own.into_iter().chain(spells);
        let spell = spells.next();
        for _ in spells {
            self.leave_out("spells after the first of an edge", element);
        }
        if element.attribute("intervals").or(element.attribute("timestamps")).is_some() {
            self.leave_out("lists of intervals", element);
        }
        let Some(spell) = spell else { return };
        let times = [
            ("start", spell.attribute("start").or(spell.attribute("startopen"))),
            ("start", spell.attribute("timestamp")),
            ("end", spell.attribute("end")),
            ("endopen", spell.attribute("endopen")),
        ];
        for (attribute, text) in times {
            let name = attribute.trim_end_matches("open");
            let Some(text) = text.filter(|_| properties.iter().all(|known| known.name != name))
            else {
                continue;
            };
            match Time::of(text) {
                Time::Date(date) => {
                    if time::has_time_of_day(text) {
                        self.leave_out("times of day", element);
                    }
                    let is_open = attribute == "endopen";
                    let date = if is_open { time::day_before(text, date) } else { date };
                    let place = Some(self.report.place(spell));
                    properties.push(Property { place, ..Property::new(name, date.to_string()) });
                }
                Time::Open => {}
                Time::Other => self.leave_out("times that are no dates", element),
            }
        }
    }

    /// The values of an element.
    fn properties(&mut self, element: Element<'d, '_>, is_edge: bool) -> Vec<Property<'d>> {
        let mut properties = Vec::<Property>::new();
        let mut timed = HashMap::<&str, usize>::new();
        let values = xml::named(element, "attvalues");
        for value in values.flat_map(|values| xml::named(values, "attvalue")) {
            let Some((id, property)) = self.property(value, is_edge) else { continue };
            if let Some(number) = timed.get(id).copied() {
                self.leave_out("earlier values of attributes that change", element);
                properties[number] = property;
                continue;
            }
            if has_time(value) {
                timed.insert(id, properties.len());
            }
            properties.push(property);
        }
        let place = self.report.place(element);
        let columns = if is_edge { &mut self.edges } else { &mut self.nodes };
        if let Err(cause) = columns.fill(&mut properties, place) {
            self.report.fault(cause, element);
        }
        properties
    }

    /// A value, with the id of its attribute.
    fn property(
        &mut self,
        value: Element<'d, '_>,
        is_edge: bool,
    ) -> Option<(&'d str, Property<'d>)> {
        let id = match value.attribute("id") {
            Some(id) if value.attribute("for").is_none() => id,
            _ => self.report.needed(value, "for", "the value")?,
        };
        let text = self.report.needed(value, "value", "the value")?;
        let columns = if is_edge { &self.edges } else { &self.nodes };
        let (name, kind) = match columns.get(id) {
            Some(column) => (column.name.clone(), column.kind),
            // Early Gephi did not declare it.
            None if is_edge && id == "weight" => (id.into(), Kind::Number),
            None => {
                self.report
                    .fault(Cause::UndeclaredKey { element: "attribute", name: id.into() }, value);
                return None;
            }
        };
        let place = Some(self.report.place(value));
        match kind.value(text.into(), &name) {
            Ok(value) => Some((id, Property { name, value: value?, place })),
            Err(cause) => {
                self.report.builder.fault(cause, place);
                None
            }
        }
    }
}

/// What our writer says of the whole, as JSON; `None` where it is not ours.
fn whole(text: &str, place: Place) -> Option<Vec<Property<'static>>> {
    let root = json::parse(text).ok()?;
    let tree::Value::Table(fields) = root.value else { return None };
    if fields.iter().all(|(key, _)| key.text != MARK) {
        return None;
    }
    let properties = fields.iter().map(|(key, node)| {
        let value = match &node.value {
            tree::Value::Text(text) => text.to_string(),
            _ => text[node.span.clone()].to_owned(),
        };
        Property { place: Some(place), ..Property::new(key.text.to_string(), value) }
    });
    Some(properties.collect())
}

/// Whether something is only for a time.
fn has_time(element: Element) -> bool {
    let names = ["start", "startopen", "end", "endopen", "timestamp"];
    names.iter().any(|name| element.attribute(*name).is_some())
}
