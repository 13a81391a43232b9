//! Node-link JSON, as NetworkX 3 has it.

use std::borrow::Cow;
use std::io::{self, Write};

use super::elements::json::{Walk, get, write_graph, write_list, write_object};
use super::elements::{self, Edge, Elements, Node};
use crate::error::{Cause, FileId};
use crate::format::input::Settings;
use crate::format::tree::{Node as Tree, Value};
use crate::graph::{Builder, StanceGraph};

/// Reads it into a builder.
pub(in crate::format) fn read(
    text: &str,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) {
    let mut walk = Walk::new(text, file, builder);
    let Some(root) = walk.root(&settings.limits) else { return };
    let elements = elements(&root, &mut walk);
    elements.build(file, settings, builder);
}

fn elements<'n>(root: &'n Tree, walk: &mut Walk) -> Elements<'n> {
    let fields = walk.object("the file", root);
    let mut elements = Elements::default();
    let is_directed = get(fields, "directed").is_some_and(|n| matches!(n.value, Value::Flag(true)));
    for (key, node) in fields {
        match &*key.text {
            "directed" | "multigraph" => {}
            "graph" => elements.graph.extend(walk.whole("graph", node)),
            "nodes" => {
                let nodes = walk.list("nodes", node).iter().enumerate();
                elements.nodes.extend(nodes.map(|(number, node)| self::node(number, node, walk)));
            }
            "adjacency" => {
                let wrong = "these are adjacency data; write the graph with node_link_data";
                walk.fault(Cause::Syntax(wrong.into()), node);
            }
            "edges" | "links" => {
                let edges = walk.list(&key.text, node).iter();
                elements.edges.extend(edges.filter_map(|node| edge(node, is_directed, walk)));
            }
            name => elements.graph.extend(walk.property(name, node)),
        }
    }
    elements
}

/// A node; without an id it is known by its number.
fn node<'n>(number: usize, node: &'n Tree, walk: &mut Walk) -> Node<'n> {
    let fields = walk.object("nodes", node);
    let id = get(fields, "id").map(|id| walk.name(id));
    let id = id.unwrap_or_else(|| number.to_string().into());
    Node { id, properties: walk.properties(fields, &["id"]), place: Some(walk.place(node)) }
}

fn edge<'n>(node: &'n Tree, is_directed: bool, walk: &mut Walk) -> Option<Edge<'n>> {
    let fields = walk.object("edges", node);
    let [from, to] = ["source", "target"].map(|name| walk.needed(fields, name, "the edge", node));
    let ends = [walk.name(from?), walk.name(to?)];
    let id = get(fields, "key").and_then(key);
    let properties = walk.properties(fields, &["source", "target", "key"]);
    Some(Edge { id, ends, is_directed, properties, place: Some(walk.place(node)) })
}

/// A key that is a number is only that of a list.
fn key<'n>(key: &'n Tree) -> Option<Cow<'n, str>> {
    match &key.value {
        Value::Text(id) => Some((&**id).into()),
        _ => None,
    }
}

/// Writes it, a node or an edge a line.
pub(in crate::format) fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\n  \"directed\": true,\n  \"multigraph\": true,\n  \"graph\": ")?;
    write_graph(&elements::graph(graph), out)?;
    writeln!(out, ",")?;
    write_list("nodes", "  ", elements::nodes(graph), out, |node, out| {
        write_object(&[("id", &node.id)], &node.properties, out)
    })?;
    writeln!(out, ",")?;
    write_list("edges", "  ", elements::edges(graph), out, |edge, out| {
        let [from, to] = &edge.ends;
        let key = edge.id.as_deref().unwrap_or_default();
        write_object(&[("source", from), ("target", to), ("key", key)], &edge.properties, out)
    })?;
    writeln!(out, "\n}}")
}

/// Whether a JSON text is node-link: it has nodes, and links or edges. What NetworkX writes as adjacency
/// data is refused as such.
pub(in crate::format) fn is_node_link(root: &Tree) -> bool {
    let Value::Table(fields) = &root.value else { return false };
    let has = |name| get(fields, name).is_some_and(|node| matches!(node.value, Value::List(_)));
    has("nodes") && (has("links") || has("edges") || has("adjacency"))
}
