//! Reads GraphML, from us and from other programs.

use std::borrow::Cow;
use std::collections::HashSet;

use roxmltree::Node as Element;

use super::super::elements::{Edge, Elements, Node, Property, Value};
use super::super::network::Ends;
use super::super::xml::{self, Column, Columns, Kind, Report};
use crate::error::{Cause, FileId};
use crate::format::options::Settings;
use crate::format::tree::Lines;
use crate::graph::Builder;

/// The elements that have data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Node,
    Edge,
    Graph,
}

/// The state of reading one document.
struct Reading<'d, 'r> {
    /// The keys of nodes, of edges and of graphs.
    keys: [Columns<'d>; 3],
    /// The keys of yEd's pictures of nodes and edges, which contain their labels.
    pictures: HashSet<&'d str>,
    elements: Elements<'d>,
    report: Report<'r>,
}

/// Reads GraphML into a builder.
pub fn read(text: &str, file: FileId, settings: &Settings, builder: &mut Builder) {
    let lines = Lines::new(file, text);
    let Some(document) = xml::parse(text, &lines, &settings.limits, builder) else { return };
    let root = document.root_element();
    if !xml::is_root(root, "graphml", &lines, builder) {
        return;
    }
    let mut reading = Reading {
        keys: Default::default(),
        pictures: HashSet::new(),
        elements: Elements { is_escaped: true, ..Elements::default() },
        report: Report { lines: &lines, file, builder },
    };
    reading.keys(root);
    reading.graphs(root);
    let elements = reading.elements;
    xml::build(elements, Ends::Counted, file, settings, builder);
}

impl<'d> Reading<'d, '_> {
    fn keys(&mut self, root: Element<'d, '_>) {
        // Gephi and Graphology also read keys within the graph.
        let within = xml::named(root, "graph").flat_map(|graph| xml::named(graph, "key"));
        for element in xml::named(root, "key").chain(within) {
            let Some(id) = self.report.needed(element, "id", "the key") else { continue };
            if element.attribute("yfiles.type").is_some() {
                self.pictures.insert(id);
                continue;
            }
            let column = Column {
                name: element.attribute("attr.name").unwrap_or(id).into(),
                kind: element.attribute("attr.type").map_or(Kind::Text, Kind::of),
                default: xml::named(element, "default").next().map(xml::text),
            };
            let scopes: &[Scope] = match element.attribute("for") {
                Some("node") => &[Scope::Node],
                Some("edge") => &[Scope::Edge],
                Some("graph" | "graphml") => &[Scope::Graph],
                Some("port" | "hyperedge" | "endpoint") => &[],
                _ => &[Scope::Node, Scope::Edge, Scope::Graph],
            };
            for scope in scopes {
                let declared = self.keys[*scope as usize].declare("key", id, column.clone());
                if let Err(cause) = declared {
                    self.report.fault(cause, element);
                    break;
                }
            }
        }
    }

    /// Reads the first graph, and those nested in its nodes.
    fn graphs(&mut self, root: Element<'d, '_>) {
        let mut graphs = xml::named(root, "graph");
        let Some(first) = graphs.next() else {
            let cause = Cause::MissingField { kind: "element", name: "graph", within: "the file" };
            return self.report.fault(cause, root);
        };
        for element in [root, first] {
            let said = self.properties(element, Scope::Graph);
            self.elements.graph.extend(said);
        }
        self.graph(first, false);
        for graph in graphs {
            let name = graph.attribute("id").unwrap_or_default();
            self.report.leave_out("graphs after the first", name);
        }
    }

    fn graph(&mut self, graph: Element<'d, '_>, is_directed: bool) {
        let is_directed =
            graph.attribute("edgedefault").map_or(is_directed, |default| default != "undirected");
        for element in xml::elements(graph) {
            match element.tag_name().name() {
                "node" => self.node(element, is_directed),
                "edge" => self.edge(element, is_directed),
                "hyperedge" => self.leave_out("hyperedges", element),
                "locator" => self.leave_out("references to other files", element),
                _ => {}
            }
        }
    }

    fn leave_out(&mut self, what: &str, element: Element) {
        let name = element.attribute("id").or_else(|| element.attribute("name"));
        self.report.leave_out(what, name.unwrap_or_default());
    }

    fn node(&mut self, element: Element<'d, '_>, is_directed: bool) {
        let properties = self.properties(element, Scope::Node);
        if let Some(id) = self.report.needed(element, "id", "the node") {
            let place = Some(self.report.place(element));
            self.elements.nodes.push(Node { id: id.into(), properties, place });
        }
        for inner in xml::elements(element) {
            match inner.tag_name().name() {
                "port" => self.leave_out("ports", inner),
                "graph" => {
                    // Its nodes are read as nodes; the nesting is lost.
                    self.leave_out("nestings of a graph in a node", element);
                    self.graph(inner, is_directed);
                }
                _ => {}
            }
        }
    }

    fn edge(&mut self, element: Element<'d, '_>, is_directed: bool) {
        let before = self.report.builder.fault_count();
        let [from, to] =
            ["source", "target"].map(|name| self.report.needed(element, name, "the edge"));
        let properties = self.properties(element, Scope::Edge);
        // Other faults of it would follow from these.
        let (Some(from), Some(to), true) = (from, to, self.report.builder.fault_count() == before)
        else {
            return self.report.builder.incomplete();
        };
        let is_directed = match element.attribute("directed").map(str::trim) {
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            _ => is_directed,
        };
        let (id, place) =
            (element.attribute("id").map(Cow::from), Some(self.report.place(element)));
        let ends = [from.into(), to.into()];
        self.elements.edges.push(Edge { id, ends, is_directed, properties, place });
    }

    /// The data of an element, its description, and the label in its yEd picture.
    fn properties(&mut self, element: Element<'d, '_>, scope: Scope) -> Vec<Property<'d>> {
        let (mut properties, place) = (Vec::new(), self.report.place(element));
        let mut label = None;
        for data in xml::named(element, "data") {
            let Some(id) = self.report.needed(data, "key", "the data") else { continue };
            if self.pictures.contains(id) {
                label = label.or_else(|| drawn_label(data, scope));
            } else {
                properties.extend(self.property(id, data, scope));
            }
        }
        let more = [("label", label), ("description", description(element))];
        for (name, text) in more {
            if let Some(text) = text.filter(|_| properties.iter().all(|known| known.name != name)) {
                let (name, value) = (name.into(), Value::Text(text));
                properties.push(Property { name, value, place: Some(place) });
            }
        }
        if let Err(cause) = self.keys[scope as usize].fill(&mut properties, place) {
            self.report.fault(cause, element);
        }
        properties
    }

    fn property(&mut self, id: &str, data: Element<'d, '_>, scope: Scope) -> Option<Property<'d>> {
        let own = self.keys[scope as usize].get(id);
        let known = own.or_else(|| self.keys.iter().find_map(|keys| keys.get(id)));
        let place = self.report.lines.place(&xml::text_span(data));
        let Some(key) = known else {
            self.report.leave_out("declarations of keys, whose values are texts", id);
            let (name, value) = (Cow::Owned(id.to_owned()), Value::Text(xml::text(data)));
            return Some(Property { name, value, place: Some(place) });
        };
        let name = key.name.clone();
        match key.kind.value(xml::text(data), &name) {
            Ok(value) => Some(Property { name, value: value?, place: Some(place) }),
            Err(cause) => {
                self.report.builder.fault(cause, Some(place));
                None
            }
        }
    }
}

/// The text of an element's `<desc>`.
fn description<'d>(element: Element<'d, '_>) -> Option<Cow<'d, str>> {
    let text = xml::named(element, "desc").next().map(xml::text)?;
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The label in the picture of a node or an edge.
fn drawn_label<'d>(data: Element<'d, '_>, scope: Scope) -> Option<Cow<'d, str>> {
    let name = if scope == Scope::Edge { "EdgeLabel" } else { "NodeLabel" };
    let label = data.descendants().find(|element| element.tag_name().name() == name)?;
    let text = label.children().filter(Element::is_text).find_map(|node| node.text())?.trim();
    (!text.is_empty()).then(|| text.into())
}
