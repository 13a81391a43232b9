//! Writes GraphML.

use std::io::{self, Write};

use super::super::elements::{self, Edge, Node, Property, Value};
use super::super::xml::{Declared, Written, data, token};
use crate::graph::StanceGraph;

const NAMESPACE: &str = "http://graphml.graphdrawing.org/xmlns";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
const SCHEMA: &str =
    "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd";

/// The attributes of the graph, of nodes and of edges, with consecutive numbers for their keys.
struct Keys<'g> {
    graph: Declared<'g>,
    nodes: Declared<'g>,
    edges: Declared<'g>,
}

impl<'g> Keys<'g> {
    fn of(graph: &'g StanceGraph) -> Self {
        let mut keys = Self {
            graph: Declared::default(),
            nodes: Declared::default(),
            edges: Declared::default(),
        };
        keys.graph.add(elements::graph(graph));
        elements::nodes(graph).for_each(|node| keys.nodes.add(node.properties));
        edges(graph).for_each(|edge| keys.edges.add(edge.properties));
        keys
    }

    /// The number of keys before the first of nodes, and before the first of edges.
    fn starts(&self) -> [usize; 2] {
        let nodes = self.graph.len();
        [nodes, nodes + self.nodes.len()]
    }

    fn write(&self, out: &mut Written) -> io::Result<()> {
        let [nodes, edges] = self.starts();
        let scopes =
            [(0, "graph", &self.graph), (nodes, "node", &self.nodes), (edges, "edge", &self.edges)];
        for (start, scope, declared) in scopes {
            for (number, (name, kind)) in declared.all(token).enumerate() {
                let attributes = [
                    ("id", Some(&*key(start + number))),
                    ("for", Some(scope)),
                    ("attr.name", Some(&*name)),
                    ("attr.type", Some(kind)),
                ];
                out.empty("key", &attributes)?;
            }
        }
        Ok(())
    }
}

/// The stances, with their ids as a value: igraph takes the ids of edges for those of nodes.
fn edges(graph: &StanceGraph) -> impl Iterator<Item = Edge<'_>> {
    elements::edges(graph).map(|mut edge| {
        let id = edge.id.clone().unwrap_or_default();
        edge.properties.push(Property::new("id", Value::Text(id)));
        edge
    })
}

fn key(number: usize) -> String {
    format!("d{number}")
}

/// Writes GraphML: actors and issues are nodes, stances are edges with all their values.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let keys = Keys::of(graph);
    let [nodes, edges] = keys.starts();
    let mut out = Written::document(out)?;
    let namespaces = [
        ("xmlns", Some(NAMESPACE)),
        ("xmlns:xsi", Some(INSTANCE)),
        ("xsi:schemaLocation", Some(SCHEMA)),
    ];
    out.open("graphml", &namespaces)?;
    keys.write(&mut out)?;
    out.open("graph", &[("id", Some("G")), ("edgedefault", Some("directed"))])?;
    write_data(&elements::graph(graph), 0, &keys.graph, &mut out)?;
    for Node { id, properties, .. } in elements::nodes(graph) {
        out.open("node", &[("id", Some(&*token(&id)))])?;
        write_data(&properties, nodes, &keys.nodes, &mut out)?;
        out.close("node")?;
    }
    for Edge { id, ends: [from, to], properties, .. } in self::edges(graph) {
        let id = id.as_deref().map(token);
        let (from, to) = (token(&from), token(&to));
        let attributes = [("id", id.as_deref()), ("source", Some(&*from)), ("target", Some(&*to))];
        out.open("edge", &attributes)?;
        write_data(&properties, edges, &keys.edges, &mut out)?;
        out.close("edge")?;
    }
    out.close("graph")?;
    out.close("graphml")?;
    out.finish()
}

fn write_data(
    properties: &[Property],
    start: usize,
    declared: &Declared,
    out: &mut Written,
) -> io::Result<()> {
    for property in properties {
        let key = key(start + declared.number(property));
        let attributes = [("key", Some(&*key))];
        match &property.value {
            Value::Text(text) => out.text("data", &attributes, &data(text))?,
            other @ (Value::Flag(_) | Value::Number(_)) => {
                out.text("data", &attributes, &other.to_string())?;
            }
        }
    }
    Ok(())
}
