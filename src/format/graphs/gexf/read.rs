//! Reads GEXF of ours and of others: 1.1 to 1.3.

use std::borrow::Cow;
use std::collections::HashMap;

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::super::xml::{self, Drawn, Edge, Field, Item, Kind};
use super::time::Time;
use crate::error::{Cause, FileId};
use crate::format::input::Settings;
use crate::format::tree::{Lines, Value};
use crate::graph::Builder;
use crate::model::Date;

/// What an `<attribute>` declares.
struct Column<'d> {
    title: Cow<'d, str>,
    kind: Kind,
    default: Option<Cow<'d, str>>,
}

/// The attributes of nodes, or of edges.
type Columns<'d> = FxHashMap<&'d str, Column<'d>>;

/// A reading of one document.
struct Reading<'d, 'r> {
    nodes: Columns<'d>,
    edges: Columns<'d>,
    drawn: Drawn<'d>,
    budget: xml::Budget,
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
        nodes: FxHashMap::default(),
        edges: FxHashMap::default(),
        drawn: Drawn::default(),
        budget: xml::Budget::default(),
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
            let title = element.attribute("title").unwrap_or(id);
            let kind = element.attribute("type").map_or(Kind::Text, Kind::of);
            let mut column = Column { title: title.into(), kind, default: None };
            if let Some(default) = xml::named(element, "default").next() {
                let text = xml::text(default);
                match kind.value(text.clone(), title) {
                    Ok(_) => column.default = Some(text),
                    Err(cause) => self.fault(cause, default),
                }
            }
            let columns = if is_of_edges { &mut self.edges } else { &mut self.nodes };
            if columns.contains_key(id) {
                let cause = Cause::Repeated { what: "attribute", id: id.into(), first: None };
                self.fault(cause, element);
            } else {
                columns.insert(id, column);
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
        if let (Some(key), Some(fields)) = (key, fields) {
            let label = element.attribute("label").map(Cow::from);
            let span = xml::tag(element);
            self.drawn.nodes.push(Item { key: Some(key.into()), label, fields, span });
        }
        self.parts(element, is_directed);
    }

    fn edge(&mut self, element: Node<'d, '_>, is_directed: bool) {
        let from = self.needed(element, "source", "the edge");
        let to = self.needed(element, "target", "the edge");
        let Some(mut fields) = self.fields(element, true) else { return };
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

    /// The values of an element; `None` where there are too many defaults.
    fn fields(&mut self, element: Node<'d, '_>, is_edge: bool) -> Option<Vec<Field<'d>>> {
        let columns = if is_edge { &self.edges } else { &self.nodes };
        let mut fields = Vec::<Field>::new();
        let mut known = HashMap::<&str, usize>::new();
        let mut changing = 0_usize;
        let values = xml::named(element, "attvalues");
        for value in values.flat_map(|values| xml::named(values, "attvalue")) {
            let place = |span| Some(self.lines.place(&span));
            let Some(id) = value.attribute("for").or_else(|| value.attribute("id")) else {
                let (kind, name, within) = ("attribute", "for", "the value");
                let cause = Cause::MissingField { kind, name, within };
                self.builder.fault(cause, place(xml::tag(value)));
                continue;
            };
            let (title, kind) = match columns.get(id) {
                Some(column) => (column.title.clone(), column.kind),
                // Early Gephi did not declare it.
                None if is_edge && id == "weight" => (id.into(), Kind::Number),
                None => {
                    let cause = Cause::UndeclaredKey { element: "attribute", name: id.into() };
                    self.builder.fault(cause, place(xml::tag(value)));
                    continue;
                }
            };
            let Some(text) = value.attribute_node("value") else {
                let (kind, name, within) = ("attribute", "value", "the value");
                let cause = Cause::MissingField { kind, name, within };
                self.builder.fault(cause, place(xml::tag(value)));
                continue;
            };
            let span = text.range_value();
            match kind.value(text.value().into(), &title) {
                Ok(Some(of)) => match known.get(id).filter(|_| has_time(value)) {
                    Some(number) => {
                        changing += 1;
                        fields[*number].value = of;
                    }
                    None => {
                        known.insert(id, fields.len());
                        fields.push(Field { name: title, value: of, span });
                    }
                },
                Ok(None) => {}
                Err(cause) => self.builder.fault(cause, place(span)),
            }
        }
        let defaults = columns.iter().filter(|(_, column)| column.default.is_some());
        drop(defaults);
        for _ in 0..changing {
            self.leave_out("earlier values of attributes that change", element);
        }
        Some(fields)
    }
}

/// Whether something is only for a time.
fn has_time(element: Node) -> bool {
    let names = ["start", "startopen", "end", "endopen", "timestamp"];
    names.iter().any(|name| element.attribute(*name).is_some())
}
