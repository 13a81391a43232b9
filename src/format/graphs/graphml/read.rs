//! Reads GraphML of ours and of others.

use std::borrow::Cow;
use std::collections::HashSet;

use roxmltree::Node;

use super::super::xml::{self, Column, Columns, Drawn, Edge, Field, Item, Kind};
use crate::error::{Cause, FileId};
use crate::format::input::Settings;
use crate::format::tree::{Lines, Value};
use crate::graph::Builder;

/// What has data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Node,
    Edge,
    Graph,
}

/// A reading of one document.
struct Reading<'d, 'r> {
    /// The keys of nodes, of edges and of graphs.
    keys: [Columns<'d>; 3],
    /// What yEd keeps its pictures of nodes and edges under, with their labels in them.
    pictures: HashSet<&'d str>,
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
    if !xml::is_root(root, "graphml", &lines, builder) {
        return;
    }
    let mut reading = Reading {
        keys: Default::default(),
        pictures: HashSet::new(),
        drawn: Drawn::default(),
        lines: &lines,
        file,
        builder,
    };
    reading.keys(root);
    reading.graphs(root);
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

    fn keys(&mut self, root: Node<'d, '_>) {
        for element in xml::named(root, "key") {
            let Some(id) = self.needed(element, "id", "the key") else { continue };
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
                    self.fault(cause, element);
                    break;
                }
            }
        }
    }

    /// The first graph is read, with those that are in its nodes.
    fn graphs(&mut self, root: Node<'d, '_>) {
        let mut graphs = xml::named(root, "graph");
        let Some(first) = graphs.next() else {
            let cause = Cause::MissingField { kind: "element", name: "graph", within: "the file" };
            return self.fault(cause, root);
        };
        let mut whole = self.fields(root, Scope::Graph, &mut None);
        whole.extend(self.fields(first, Scope::Graph, &mut None));
        self.drawn.fields = whole;
        self.drawn.description = description(first).or_else(|| description(root));
        self.graph(first, false);
        for graph in graphs {
            let name = graph.attribute("id").unwrap_or_default();
            self.builder.leave_out(self.file, "graphs after the first", name);
        }
    }

    fn graph(&mut self, graph: Node<'d, '_>, is_directed: bool) {
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

    fn leave_out(&mut self, what: &str, element: Node) {
        let name = element.attribute("id").or_else(|| element.attribute("name"));
        self.builder.leave_out(self.file, what, name.unwrap_or_default());
    }

    fn node(&mut self, element: Node<'d, '_>, is_directed: bool) {
        let item = self.item(element, Scope::Node);
        if item.key.is_none() {
            let cause =
                Cause::MissingField { kind: "attribute", name: "id", within: "the node" };
            self.fault(cause, element);
        } else {
            self.drawn.nodes.push(item);
        }
        for inner in xml::elements(element) {
            match inner.tag_name().name() {
                "port" => self.leave_out("ports", inner),
                "graph" => {
                    // Its nodes are nodes all the same; what they are in is not said of them.
                    self.leave_out("nestings of a graph in a node", element);
                    self.graph(inner, is_directed);
                }
                _ => {}
            }
        }
    }

    fn edge(&mut self, element: Node<'d, '_>, is_directed: bool) {
        let from = self.needed(element, "source", "the edge");
        let to = self.needed(element, "target", "the edge");
        let item = self.item(element, Scope::Edge);
        let (Some(from), Some(to)) = (from, to) else { return };
        let is_directed = match element.attribute("directed").map(str::trim) {
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            _ => is_directed,
        };
        let (from, to) = (from.into(), to.into());
        self.drawn.edges.push(Edge { item, from, to, is_directed, begin: None, end: None });
    }

    fn item(&mut self, element: Node<'d, '_>, scope: Scope) -> Item<'d> {
        let (mut label, span) = (None, xml::tag(element));
        let mut fields = self.fields(element, scope, &mut label);
        if let Some(text) = description(element) {
            let (name, value) = ("description".into(), Value::Text(text.into()));
            fields.push(Field { name, value, span: span.clone() });
        }
        if let Err(cause) = self.keys[scope as usize].fill(&mut fields, &span) {
            self.fault(cause, element);
        }
        Item { key: element.attribute("id").map(Cow::from), label, fields, span }
    }

    /// The data of an element, and the label of it in the pictures of yEd.
    fn fields(
        &mut self,
        element: Node<'d, '_>,
        scope: Scope,
        label: &mut Option<Cow<'d, str>>,
    ) -> Vec<Field<'d>> {
        let mut fields = Vec::new();
        for data in xml::named(element, "data") {
            let Some(id) = self.needed(data, "key", "the data") else { continue };
            let own = self.keys[scope as usize].get(id);
            let Some(key) = own.or_else(|| self.keys.iter().find_map(|keys| keys.get(id))) else {
                if self.pictures.contains(id) {
                    *label = label.take().or_else(|| drawn_label(data, scope));
                } else {
                    let cause = Cause::UndeclaredKey { element: "key", name: id.into() };
                    self.fault(cause, data);
                }
                continue;
            };
            let span = xml::text_span(data);
            match key.kind.value(xml::text(data), &key.name) {
                Ok(Some(value)) => fields.push(Field { name: key.name.clone(), value, span }),
                Ok(None) => {}
                Err(cause) => self.builder.fault(cause, Some(self.lines.place(&span))),
            }
        }
        fields
    }
}

/// What the `<desc>` of an element says.
fn description(element: Node) -> Option<String> {
    let text = xml::named(element, "desc").next().map(xml::text)?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The label in the picture of a node or an edge.
fn drawn_label<'d>(data: Node<'d, '_>, scope: Scope) -> Option<Cow<'d, str>> {
    let name = if scope == Scope::Edge { "EdgeLabel" } else { "NodeLabel" };
    let label = data.descendants().find(|element| element.tag_name().name() == name)?;
    let text = label.children().filter(Node::is_text).find_map(|node| node.text())?.trim();
    (!text.is_empty()).then(|| text.into())
}
