//! Reads GEXF of ours and of others: 1.1 to 1.3.

use std::borrow::Cow;
use std::collections::HashMap;

use roxmltree::Node as Element;

use super::super::elements::{Edge, Elements, MARK, Node, Property, Value};
use super::super::network::{Ends, SIGNS};
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
    /// The attribute that is the sign, where somebody says so.
    sign: Option<&'r str>,
}

/// The most stances that one edge may be, one for each time.
const MOST_TIMES: usize = 64;

/// An attribute of an edge that changes, or the times of the edge: what holds from when until when.
type Times<'d> = Vec<Vec<Property<'d>>>;

/// A weight that is left out is 1, where others have one.
fn fill_weights(elements: &mut Elements) {
    let has = |edge: &Edge| edge.properties.iter().any(|property| property.name == "weight");
    if !elements.edges.iter().any(has) {
        return;
    }
    for edge in elements.edges.iter_mut().filter(|edge| !has(edge)) {
        let place = edge.place;
        edge.properties.push(Property { place, ..Property::new("weight", Value::Number(1.0)) });
    }
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
        sign: None,
    };
    reading.sign = settings.network.sign.as_deref();
    reading.document(root);
    let mut elements = reading.elements;
    if !elements.are_ours() {
        fill_weights(&mut elements);
    }
    xml::build(elements, Ends::Counted, file, settings, builder);
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
        let mut properties = self.properties(element, false, None);
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
        let (mut properties, changes) = self.properties_in_time(element);
        for (name, kind) in [("label", Kind::Text), ("weight", Kind::Number), ("kind", Kind::Text)]
        {
            self.add(name, kind, element, &mut properties);
        }
        let spells = self.spells(element);
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
        let times = if changes.is_empty() { spells } else { changes };
        if times.len() <= 1 {
            properties.extend(times.into_iter().flatten());
            return self.elements.edges.push(Edge { id, ends, is_directed, properties, place });
        }
        for (number, time) in times.into_iter().enumerate() {
            if number >= MOST_TIMES {
                self.leave_out("times of an edge beyond sixty-four", element);
                continue;
            }
            let id = id.clone().filter(|_| number == 0);
            let properties = properties.iter().cloned().chain(time).collect();
            let ends = ends.clone();
            self.elements.edges.push(Edge { id, ends, is_directed, properties, place });
        }
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

    /// From when until when an edge is there, spell by spell.
    fn spells(&mut self, element: Element<'d, '_>) -> Times<'d> {
        let spells = xml::named(element, "spells").flat_map(|spells| xml::named(spells, "spell"));
        let spells = spells.collect::<Vec<_>>();
        if element.attribute("intervals").or(element.attribute("timestamps")).is_some() {
            self.leave_out("lists of intervals", element);
        }
        // The time of the edge itself spans its spells, where it has some.
        let own = Some(element).filter(|element| spells.is_empty() && has_time(*element));
        let all = own.into_iter().chain(spells);
        all.map(|spell| self.time(spell, element)).filter(|time| !time.is_empty()).collect()
    }

    /// From when until when something holds.
    fn time(&mut self, spell: Element<'d, '_>, element: Element<'d, '_>) -> Vec<Property<'d>> {
        let mut properties = Vec::<Property>::new();
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
        properties
    }

    /// The values of an edge; those of its sign, where that changes, each with its time.
    fn properties_in_time(&mut self, element: Element<'d, '_>) -> (Vec<Property<'d>>, Times<'d>) {
        let timed = attributes(element).filter(|value| has_time(*value)).collect::<Vec<_>>();
        let names = timed.iter().filter_map(|value| self.name_of(*value)).collect::<Vec<_>>();
        let is_there = |wanted: &&str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
        let known =
            self.sign.into_iter().filter(is_there).chain(SIGNS.into_iter().filter(is_there));
        let Some(sign) = known.map(str::to_owned).next() else {
            return (self.properties(element, true, None), Times::new());
        };
        let mut times = Times::new();
        for value in timed {
            let is_sign = self.name_of(value).is_some_and(|name| name.eq_ignore_ascii_case(&sign));
            if let Some((_, property)) = is_sign.then(|| self.property(value, true)).flatten() {
                let mut time = self.time(value, element);
                time.push(property);
                times.push(time);
            }
        }
        (self.properties(element, true, Some(&sign)), times)
    }

    /// What the attribute of a value of an edge is called.
    fn name_of(&self, value: Element<'d, '_>) -> Option<String> {
        let id = value.attribute("for").or_else(|| value.attribute("id"))?;
        Some(self.edges.get(id).map_or(id, |column| &*column.name).to_owned())
    }

    /// The values of an element.
    fn properties(
        &mut self,
        element: Element<'d, '_>,
        is_edge: bool,
        but: Option<&str>,
    ) -> Vec<Property<'d>> {
        let mut properties = Vec::<Property>::new();
        let mut timed = HashMap::<&str, usize>::new();
        for value in attributes(element) {
            let is_told = but.is_some_and(|but| {
                has_time(value)
                    && self.name_of(value).is_some_and(|name| name.eq_ignore_ascii_case(but))
            });
            if is_told {
                continue;
            }
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
        let is_there = but.is_some();
        let before = properties.len();
        let filled = columns.fill(&mut properties, place);
        if is_there {
            // The default of the sign holds at no time of which another is said.
            let is_sign =
                |property: &Property| but.is_some_and(|b| property.name.eq_ignore_ascii_case(b));
            let mut number = 0;
            properties.retain(|property| {
                number += 1;
                number <= before || !is_sign(property)
            });
        }
        if let Err(cause) = filled {
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
                let what = "declarations of attributes, whose values are texts";
                self.report.leave_out(what, id);
                (id.into(), Kind::Text)
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

/// The values of an element.
fn attributes<'d, 't: 'd>(
    element: Element<'d, 't>,
) -> impl Iterator<Item = Element<'d, 't>> + use<'d, 't> {
    let values = xml::named(element, "attvalues");
    values.flat_map(|values| xml::named(values, "attvalue"))
}

/// Whether something is only for a time.
fn has_time(element: Element) -> bool {
    let names = ["start", "startopen", "end", "endopen", "timestamp"];
    names.iter().any(|name| element.attribute(*name).is_some())
}
