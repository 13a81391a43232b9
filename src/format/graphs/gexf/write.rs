//! Writes GEXF 1.3.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::super::elements::json::write_object;
use super::super::elements::{self, Edge, Node, Property, Value};
use super::super::xml::{Declared, Written, data, token};
use super::colour::{self, Colours};
use crate::graph::StanceGraph;
use crate::model::Date;

const NAMESPACE: &str = "http://gexf.net/1.3";
const VIZ: &str = "http://gexf.net/1.3/viz";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
const SCHEMA: &str = "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd";

/// The property that is an attribute of the tag, not a value.
const LABEL: &str = "label";

/// The property of edges that is an attribute of the tag.
const WEIGHT: &str = "weight";

/// The attributes of nodes or edges; their titles serve as ids.
struct Columns<'g> {
    declared: Declared<'g>,
    ids: Vec<String>,
}

impl<'g> Columns<'g> {
    fn of(all: impl Iterator<Item = Vec<Property<'g>>>) -> Self {
        let mut declared = Declared::default();
        for mut properties in all {
            properties.retain(|property| property.name != LABEL);
            declared.add(properties);
        }
        let ids = declared.all(data).map(|(name, _)| name).collect();
        Self { declared, ids }
    }

    fn write(&self, class: &str, out: &mut Written) -> io::Result<()> {
        if self.ids.is_empty() {
            return Ok(());
        }
        out.open("attributes", &[("class", Some(class)), ("mode", Some("static"))])?;
        for (name, kind) in self.declared.all(data) {
            let name = Some(&*name);
            let attributes = [("id", name), ("title", name), ("type", Some(kind))];
            out.empty("attribute", &attributes)?;
        }
        out.close("attributes")
    }

    fn write_values(&self, properties: &[Property], out: &mut Written) -> io::Result<()> {
        out.open("attvalues", &[])?;
        for property in properties.iter().filter(|property| property.name != LABEL) {
            let id = &self.ids[self.declared.number(property)];
            let text = match &property.value {
                Value::Text(text) => data(text),
                other @ (Value::Flag(_) | Value::Number(_)) => other.to_string().into(),
            };
            out.empty("attvalue", &[("for", Some(id)), ("value", Some(&*text))])?;
        }
        out.close("attvalues")
    }
}

/// Writes GEXF: actors and issues are nodes, stances are edges with all their values, which exist from their
/// date to the last day on which they hold.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let nodes = Columns::of(elements::nodes(graph).map(|node| node.properties));
    let edges = Columns::of(elements::edges(graph).map(|edge| values(edge.properties)));
    let kinds = graph.actors().iter().filter_map(|actor| actor.kind.as_deref());
    let colours = Colours::of(kinds.collect::<BTreeSet<_>>());
    let mut out = Written::document(out)?;
    let root = [
        ("xmlns", Some(NAMESPACE)),
        ("xmlns:viz", Some(VIZ)),
        ("xmlns:xsi", Some(INSTANCE)),
        ("xsi:schemaLocation", Some(SCHEMA)),
        ("version", Some("1.3")),
    ];
    out.open("gexf", &root)?;
    write_meta(graph, &mut out)?;
    let is_dynamic = graph.stances().any(|stance| stance.date().or(stance.until()).is_some());
    let timed = |value| Some(value).filter(|_| is_dynamic);
    let attributes = [
        ("mode", Some(if is_dynamic { "dynamic" } else { "static" })),
        ("defaultedgetype", Some("directed")),
        ("timeformat", timed("date")),
        ("timerepresentation", timed("interval")),
    ];
    out.open("graph", &attributes)?;
    nodes.write("node", &mut out)?;
    edges.write("edge", &mut out)?;
    out.open("nodes", &[])?;
    for node in elements::nodes(graph) {
        write_node(&node, &nodes, &colours, &mut out)?;
    }
    out.close("nodes")?;
    out.open("edges", &[])?;
    for edge in elements::edges(graph) {
        write_edge(&edge, &edges, &mut out)?;
    }
    out.close("edges")?;
    out.close("graph")?;
    out.close("gexf")?;
    out.finish()
}

/// Writes the metadata. GEXF has no attributes of the graph, so ours are JSON among the keywords.
fn write_meta(graph: &StanceGraph, out: &mut Written) -> io::Result<()> {
    let mut json = Vec::new();
    write_object(&[], &elements::graph(graph), &mut json)?;
    let json = String::from_utf8(json).expect("JSON is text");
    let said = [graph.title(), graph.description()].into_iter().flatten().collect::<Vec<_>>();
    out.open("meta", &[])?;
    out.text("creator", &[], "stancegraph")?;
    out.text("keywords", &[], &data(&json))?;
    if !said.is_empty() {
        out.text("description", &[], &data(&said.join(": ")))?;
    }
    out.close("meta")
}

fn write_node(
    node: &Node,
    columns: &Columns,
    colours: &Colours,
    out: &mut Written,
) -> io::Result<()> {
    let id = token(&node.id);
    let label = text(&node.properties, LABEL).map(data);
    out.open("node", &[("id", Some(&*id)), ("label", label.as_deref())])?;
    columns.write_values(&node.properties, out)?;
    let is_issue = text(&node.properties, "record") == Some("issue");
    write_colour(colours.node(is_issue, text(&node.properties, "kind")), out)?;
    out.close("node")
}

fn write_edge(edge: &Edge, columns: &Columns, out: &mut Written) -> io::Result<()> {
    let properties = &edge.properties;
    let [from, to] = [&edge.ends[0], &edge.ends[1]].map(|end| token(end));
    let id = edge.id.as_deref().map(token);
    let label = text(properties, LABEL).map(data);
    let position = text(properties, "position");
    let weight = find(properties, WEIGHT).or_else(|| find(properties, "strength"));
    let weight = weight.map(Value::to_string);
    let date = |name| text(properties, name).and_then(|date| date.parse::<Date>().ok());
    let start = date("date").map(|date| date.begin().to_string());
    let end = date("until").map(|date| date.end().to_string());
    let attributes = [
        ("id", id.as_deref()),
        ("source", Some(&*from)),
        ("target", Some(&*to)),
        ("label", label.as_deref()),
        ("kind", position),
        ("weight", weight.as_deref()),
        ("start", start.as_deref()),
        ("end", end.as_deref()),
    ];
    out.open("edge", &attributes)?;
    columns.write_values(&values(properties.clone()), out)?;
    write_colour(colour::edge(position.unwrap_or_default()), out)?;
    out.close("edge")
}

/// The values of an edge, without the attributes of its tag.
fn values(mut properties: Vec<Property>) -> Vec<Property> {
    properties.retain(|property| property.name != WEIGHT);
    properties
}

fn write_colour(colour: [u8; 3], out: &mut Written) -> io::Result<()> {
    let [red, green, blue] = colour.map(|part| part.to_string());
    out.empty("viz:color", &[("r", Some(&red)), ("g", Some(&green)), ("b", Some(&blue))])
}

fn find<'p>(properties: &'p [Property], name: &str) -> Option<&'p Value<'p>> {
    properties.iter().find(|property| property.name == name).map(|property| &property.value)
}

fn text<'p>(properties: &'p [Property], name: &str) -> Option<&'p str> {
    match find(properties, name)? {
        Value::Text(text) => Some(text),
        Value::Flag(_) | Value::Number(_) => None,
    }
}
