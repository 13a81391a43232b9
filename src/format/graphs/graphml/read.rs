//! Reads GraphML of ours and of others.

use std::borrow::Cow;
use std::collections::HashSet;

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::super::xml::{self, Drawn, Edge, Field, Item, Kind};
use crate::error::{Cause, FileId};
use crate::format::input::Settings;
use crate::format::tree::Lines;
use crate::graph::Builder;

/// How many values may come from the defaults of keys, where nodes and edges have none of their own.
const DEFAULTS: usize = 10_000_000;

/// What a `<key>` declares.
struct Key<'d> {
    name: Cow<'d, str>,
    kind: Kind,
    scope: &'d str,
    default: Option<Cow<'d, str>>,
    /// What yEd keeps under it: the pictures of nodes and edges, with their labels in them.
    graphics: Option<&'d str>,
}

impl<'d> Key<'d> {
    fn of(id: &'d str, element: Node<'d, '_>) -> Self {
        let graphics = element.attribute("yfiles.type");
        let name = element.attribute("attr.name").unwrap_or(id);
        Self {
            name: name.into(),
            kind: element.attribute("attr.type").map_or(Kind::Text, Kind::of),
            scope: element.attribute("for").unwrap_or("all"),
            default: xml::named(element, "default").next().map(xml::text),
            graphics,
        }
    }

    fn is_of(&self, scope: &str) -> bool {
        self.scope == scope || self.scope == "all"
    }
}

/// A reading of one document.
struct Reading<'d, 'r> {
    keys: FxHashMap<&'d str, Key<'d>>,
    /// The keys that have a default, in the order of the document.
    with_default: Vec<&'d str>,
    defaulted: usize,
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
        keys: FxHashMap::default(),
        with_default: Vec::new(),
        defaulted: 0,
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
            if self.keys.contains_key(id) {
                let cause = Cause::Repeated { what: "key", id: id.into(), first: None };
                self.fault(cause, element);
                continue;
            }
            let mut key = Key::of(id, element);
            if let Some(default) = key.default.clone().filter(|_| key.graphics.is_none()) {
                match key.kind.value(default, &key.name) {
                    Ok(_) => self.with_default.push(id),
                    Err(cause) => {
                        key.default = None;
                        self.fault(cause, element);
                    }
                }
            }
            self.keys.insert(id, key);
        }
    }

    /// The first graph is read, with those that are in its nodes.
    fn graphs(&mut self, root: Node<'d, '_>) {
        let mut graphs = xml::named(root, "graph");
        let Some(first) = graphs.next() else {
            let cause = Cause::MissingField { kind: "element", name: "graph", within: "the file" };
            return self.fault(cause, root);
        };
        let mut whole = self.fields(root, "graphml", &mut None);
        whole.extend(self.fields(first, "graph", &mut None));
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
        let Some(item) = self.item(element, "node") else { return };
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
        let Some(item) = self.item(element, "edge") else { return };
        let (Some(from), Some(to)) = (from, to) else { return };
        let is_directed = match element.attribute("directed").map(str::trim) {
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            _ => is_directed,
        };
        let (from, to) = (from.into(), to.into());
        self.drawn.edges.push(Edge { item, from, to, is_directed, begin: None, end: None });
    }

    fn item(&mut self, element: Node<'d, '_>, scope: &'static str) -> Option<Item<'d>> {
        let mut label = None;
        let mut fields = self.fields(element, scope, &mut label);
        self.defaults(element, scope, &mut fields)?;
        if let Some(text) = description(element) {
            let span = xml::tag(element);
            fields.push(Field { name: "description".into(), value: xml::of_text(text), span });
        }
        let key = element.attribute("id").map(Cow::from);
        Some(Item { key, label, fields, span: xml::tag(element) })
    }

    /// The data of an element, and the label of it in the pictures of yEd.
    fn fields(
        &mut self,
        element: Node<'d, '_>,
        scope: &'static str,
        label: &mut Option<Cow<'d, str>>,
    ) -> Vec<Field<'d>> {
        let mut fields = Vec::new();
        for data in xml::named(element, "data") {
            let Some(id) = self.needed(data, "key", "the data") else { continue };
            let Some(key) = self.keys.get(id) else {
                let cause = Cause::UndeclaredKey { element: "key", name: id.into() };
                self.fault(cause, data);
                continue;
            };
            if key.graphics.is_some() {
                *label = label.take().or_else(|| drawn_label(data, scope));
                continue;
            }
            let span = xml::text_span(data);
            match key.kind.value(xml::text(data), &key.name) {
                Ok(Some(value)) => fields.push(Field { name: key.name.clone(), value, span }),
                Ok(None) => {}
                Err(cause) => self.builder.fault(cause, Some(self.lines.place(&span))),
            }
        }
        fields
    }

    /// What the element does not say, and its keys say for all that do not. `None` where that is too much.
    fn defaults(
        &mut self,
        element: Node<'d, '_>,
        scope: &'static str,
        fields: &mut Vec<Field<'d>>,
    ) -> Option<()> {
        if self.with_default.is_empty() {
            return Some(());
        }
        if self.defaulted > DEFAULTS {
            return None;
        }
        let said = fields.iter().map(|field| field.name.clone()).collect::<HashSet<_>>();
        self.defaulted += self.with_default.len();
        if self.defaulted > DEFAULTS {
            let limit = format!("{DEFAULTS} values");
            self.fault(Cause::TooLarge { what: "what comes from defaults", limit }, element);
            return None;
        }
        for id in &self.with_default {
            let key = &self.keys[id];
            let Some(default) = key.default.as_ref().filter(|_| key.is_of(scope)) else { continue };
            if said.contains(&key.name) {
                continue;
            }
            let span = xml::tag(element);
            let value = key.kind.value(default.clone(), &key.name);
            if let Some(value) = value.expect("it was looked at when it was declared") {
                fields.push(Field { name: key.name.clone(), value, span });
            }
        }
        Some(())
    }
}

/// What the `<desc>` of an element says.
fn description(element: Node) -> Option<String> {
    let text = xml::named(element, "desc").next().map(xml::text)?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The label in the picture of a node or an edge.
fn drawn_label<'d>(data: Node<'d, '_>, scope: &str) -> Option<Cow<'d, str>> {
    let name = if scope == "edge" { "EdgeLabel" } else { "NodeLabel" };
    let label = data.descendants().find(|element| element.tag_name().name() == name)?;
    let text = label.children().filter(Node::is_text).find_map(|node| node.text())?.trim();
    (!text.is_empty()).then(|| text.into())
}
