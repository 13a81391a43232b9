//! Reads GEXF 1.1 to 1.3, from us and from other programs.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use roxmltree::Node as Element;

use super::super::elements::{Edge, Elements, MARK, Node, Property, Value};
use super::super::network::{self, Ends};
use super::super::xml::{self, Column, Columns, Kind, Report};
use super::span::{Changing, Piece, Span, Timed};
use super::time::{self, Time};
use crate::error::{Cause, FileId, Place};
use crate::format::json;
use crate::format::options::Settings;
use crate::format::tree::{self, Lines};
use crate::graph::Builder;
use crate::model::Date;

/// The state of reading one document.
struct Reading<'d, 'r> {
    nodes: Columns<'d>,
    edges: Columns<'d>,
    elements: Elements<'d>,
    report: Report<'r>,
    /// The attribute that is the sign, if it is set.
    sign: Option<&'r str>,
    /// The time in which the graph exists, which bounds everything in it.
    bounds: Span,
}

/// The largest number of stances from one edge, one for each time.
const MOST_TIMES: usize = 64;

/// Sets missing weights to 1, if other edges have one.
fn fill_weights(elements: &mut Elements) {
    let is_weight = |property: &&Property| property.name.eq_ignore_ascii_case("weight");
    let mut all = elements.edges.iter().flat_map(|edge| &edge.properties);
    let Some(name) = all.find(is_weight).map(|weight| weight.name.clone()) else { return };
    let has = |edge: &Edge| edge.properties.iter().any(|property| is_weight(&property));
    for edge in elements.edges.iter_mut().filter(|edge| !has(edge)) {
        let place = edge.place;
        edge.properties.push(Property { place, ..Property::new(name.clone(), Value::Number(1.0)) });
    }
}

/// Reads GEXF into a builder.
pub fn read(text: &str, file: FileId, settings: &Settings, builder: &mut Builder) {
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
        sign: settings.network.sign.as_deref(),
        bounds: Span::default(),
    };
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
        let bound = |name| match graph.attribute(name).map(Time::of) {
            Some(Time::Date(date)) => Some(date),
            Some(Time::Open | Time::Other) | None => None,
        };
        self.bounds = Span { start: bound("start"), end: bound("end") };
        if self.bounds.reversed().is_some() {
            self.bounds = Span::default();
        }
        let is_directed = graph.attribute("defaultedgetype") == Some("directed");
        self.parts(graph, is_directed);
    }

    /// Reads the metadata: our own attributes are JSON in the keywords, which other programs keep.
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

    /// Reads the nodes and edges in a graph or in a node.
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
        let mut properties = self.properties(element, false, &[]);
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
        let told = self.changing_names(element);
        let mut properties = self.properties(element, true, &told);
        for (name, kind) in [("label", Kind::Text), ("weight", Kind::Number), ("kind", Kind::Text)]
        {
            if !told.iter().any(|told| told.eq_ignore_ascii_case(name)) {
                self.add(name, kind, element, &mut properties);
            }
        }
        let changes = self.changes(element, &told, &mut properties);
        let pieces = self.pieces(element, &changes);
        // Other faults of it would follow from these.
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
        for (number, piece) in pieces.into_iter().enumerate() {
            if number >= MOST_TIMES {
                self.leave_out("times of an edge beyond sixty-four", element);
                break;
            }
            let id = id.clone().filter(|_| number == 0);
            let date = |name, date: Option<Date>| {
                date.map(|date| Property { place, ..Property::new(name, date.to_string()) })
            };
            let dates = [date("start", piece.span.start), date("end", piece.span.end)];
            let properties = properties.iter().cloned().chain(piece.properties);
            let properties = properties.chain(dates.into_iter().flatten()).collect();
            let ends = [from.into(), to.into()];
            self.elements.edges.push(Edge { id, ends, is_directed, properties, place });
        }
    }

    /// Adds an attribute of the tag to the values, unless it is already there.
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
            Ok(Some(value))
                if properties.iter().all(|known| !known.name.eq_ignore_ascii_case(name)) =>
            {
                properties.push(Property { name: name.into(), value, place: Some(place) });
            }
            Ok(_) => {}
            Err(cause) => self.report.builder.fault(cause, Some(place)),
        }
    }

    /// The times of an edge, each with the values that hold then.
    fn pieces(&mut self, element: Element<'d, '_>, changes: &[Changing<'d>]) -> Vec<Piece<'d>> {
        let mut spells = self.spells(element);
        if spells.is_empty() {
            // An edge without a time of its own and without changing values is undated.
            let all = if changes.is_empty() { Span::default() } else { self.bounds };
            spells.push(all);
        }
        let bounds = self.bounds;
        let has_time = |span: &Span| *span != Span::default();
        let within = |span: Span| if has_time(&span) { span.and(bounds) } else { Some(span) };
        let pieces = spells.into_iter().filter_map(within);
        let pieces = pieces.map(|span| Piece { span, properties: Vec::new() });
        let mut pieces = pieces.collect::<Vec<_>>();
        for changing in changes {
            let (cut, unsaid) = changing.cut(&pieces, MOST_TIMES);
            pieces = cut;
            for _ in 0..unsaid {
                self.leave_out("times of edges at which nothing says their sign", element);
            }
        }
        if pieces.is_empty() {
            self.leave_out("edges that have no value at any of their times", element);
        }
        pieces
    }

    /// The times at which an edge exists, one for each spell.
    fn spells(&mut self, element: Element<'d, '_>) -> Vec<Span> {
        let spells = xml::named(element, "spells").flat_map(|spells| xml::named(spells, "spell"));
        let spells = spells.collect::<Vec<_>>();
        if element.attribute("intervals").or(element.attribute("timestamps")).is_some() {
            self.leave_out("lists of intervals", element);
        }
        // If an edge has spells, its own time only spans them.
        let own = Some(element).filter(|element| spells.is_empty() && has_time(*element));
        let all = own.into_iter().chain(spells);
        let spans = all.map(|spell| {
            let (span, other) = self.time(spell, element);
            if other.is_some() {
                self.leave_out("times that are no dates", element);
            }
            span
        });
        spans.filter(|span| *span != Span::default()).collect()
    }

    /// The time at which something holds, and a time that is not a date; reports an end before the start.
    fn time<'e>(&mut self, spell: Element<'e, '_>, element: Element) -> (Span, Option<&'e str>) {
        let (mut span, mut other) = (Span::default(), None);
        let times = [
            (true, "start"),
            (true, "startopen"),
            (true, "timestamp"),
            (false, "end"),
            (false, "endopen"),
        ];
        for (is_start, attribute) in times {
            let bound = if is_start { &mut span.start } else { &mut span.end };
            let Some(text) = spell.attribute(attribute).filter(|_| bound.is_none()) else {
                continue;
            };
            match Time::of(text) {
                Time::Date(date) => {
                    let is_open = attribute == "endopen";
                    *bound = Some(if is_open { time::day_before(text, date) } else { date });
                    if time::has_time_of_day(text) {
                        self.leave_out("times of day", element);
                    }
                }
                Time::Open => {}
                Time::Other => other = Some(text),
            }
        }
        if let Some((date, until)) = span.reversed() {
            self.report.fault(Cause::UntilBeforeDate { date, until }, spell);
        }
        (span, other)
    }

    /// The attributes of an edge that belong to a stance and have values for a time, in order.
    fn changing_names(&self, element: Element<'d, '_>) -> Vec<String> {
        let timed = attributes(element).filter(|value| has_time(*value));
        let mut names = timed.filter_map(|value| self.name_of(value)).collect::<Vec<_>>();
        names.retain(|name| {
            let is_sign = self.sign.is_some_and(|sign| name.eq_ignore_ascii_case(sign));
            is_sign || network::is_read(name)
        });
        let mut known = HashSet::new();
        names.retain(|name| known.insert(name.to_ascii_lowercase()));
        names
    }

    /// The changes of these attributes; their values at all other times are taken out of `properties`.
    fn changes(
        &mut self,
        element: Element<'d, '_>,
        told: &[String],
        properties: &mut Vec<Property<'d>>,
    ) -> Vec<Changing<'d>> {
        if told.is_empty() {
            return Vec::new();
        }
        let mut values = vec![Vec::<Timed>::new(); told.len()];
        for value in attributes(element).filter(|value| has_time(*value)) {
            let Some(name) = self.name_of(value) else { continue };
            let Some(number) = told.iter().position(|told| told.eq_ignore_ascii_case(&name)) else {
                continue;
            };
            let (span, other) = self.time(value, element);
            if let Some(text) = other {
                let field = format!("time of {name}");
                let cause = Cause::InvalidDate { field, text: text.into() };
                self.report.fault(cause, value);
            }
            let known = &mut values[number];
            match self.property(value, true) {
                Some((_, property)) if known.len() < MOST_TIMES => {
                    known.push(Timed { span, property });
                }
                Some(_) => self.leave_out("times of an edge beyond sixty-four", element),
                None => {}
            }
        }
        let says = self.says(told, properties);
        let changes = told.iter().zip(values).map(|(name, values)| {
            let is_it = |property: &Property| property.name.eq_ignore_ascii_case(name);
            let at = properties.iter().position(is_it);
            let otherwise = at.map(|at| properties.remove(at));
            Changing { values, otherwise, is_needed: says.as_ref() == Some(name) }
        });
        changes.collect()
    }

    /// The changing attribute that gives the sign, unless a constant one does.
    fn says(&self, told: &[String], properties: &[Property]) -> Option<String> {
        let is_there = |wanted: &str| {
            let stays =
                properties.iter().any(|property| property.name.eq_ignore_ascii_case(wanted));
            let changes = told.iter().find(|name| name.eq_ignore_ascii_case(wanted));
            (stays || changes.is_some()).then(|| changes.cloned())
        };
        self.sign.into_iter().chain(network::signs()).find_map(is_there).flatten()
    }

    /// The name of the attribute of an edge's value.
    fn name_of(&self, value: Element<'d, '_>) -> Option<String> {
        let id = value.attribute("for").or_else(|| value.attribute("id"))?;
        Some(self.edges.get(id).map_or(id, |column| &*column.name).to_owned())
    }

    /// The values of an element, except the timed values of some attributes.
    fn properties(
        &mut self,
        element: Element<'d, '_>,
        is_edge: bool,
        but: &[String],
    ) -> Vec<Property<'d>> {
        let is_told = |name: &str| but.iter().any(|told| told.eq_ignore_ascii_case(name));
        let mut properties = Vec::<Property>::new();
        let mut timed = HashMap::<&str, usize>::new();
        for value in attributes(element) {
            if has_time(value) && self.name_of(value).is_some_and(|name| is_told(&name)) {
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
        let before = properties.len();
        let filled = columns.fill(&mut properties, place);
        // A default does not hold at times that have another value.
        let defaults = properties.split_off(before);
        properties.extend(defaults.into_iter().filter(|property| !is_told(&property.name)));
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
            // Early versions of Gephi did not declare it.
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

/// The attributes of the graph that our writer stores as JSON; `None` in other files.
fn whole(text: &str, place: Place) -> Option<Vec<Property<'static>>> {
    let root = json::parse(text).ok()?;
    let tree::Value::Table(fields) = root.value else { return None };
    if fields.iter().all(|(key, _)| key.text != MARK) {
        return None;
    }
    let properties = fields.iter().map(|(key, node)| {
        let value = match &node.value {
            tree::Value::Text(text) => text.to_string(),
            tree::Value::Number(_)
            | tree::Value::Flag(_)
            | tree::Value::Day(_)
            | tree::Value::Time
            | tree::Value::Null
            | tree::Value::List(_)
            | tree::Value::Table(_) => text[node.span.clone()].to_owned(),
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

/// Whether something holds only for a time.
fn has_time(element: Element) -> bool {
    let names = ["start", "startopen", "end", "endopen", "timestamp"];
    names.iter().any(|name| element.attribute(*name).is_some())
}
