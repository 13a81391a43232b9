//! Cytoscape JSON, as Cytoscape.js, Cytoscape and NetworkX write it.

use std::io::{self, Write};

use super::elements::json::{Object, Walk, get, write_graph, write_list, write_object};
use super::elements::{self, Edge, Elements, Node};
use crate::error::FileId;
use crate::format::options::Settings;
use crate::format::tree::{Node as Tree, Value};
use crate::graph::{Builder, StanceGraph};

/// Reads Cytoscape JSON into a builder.
pub fn read(text: &str, file: FileId, settings: &Settings, builder: &mut Builder) {
    let mut walk = Walk::new(text, file, builder);
    let Some(root) = walk.root(&settings.limits) else { return };
    let elements = match root.value.as_list() {
        Some(items) => of_list(items, true, &mut walk),
        None => of_object(&root, &mut walk),
    };
    elements.build(file, settings, builder);
}

fn of_object<'n>(root: &'n Tree, walk: &mut Walk) -> Elements<'n> {
    let fields = walk.object("the file", root);
    let is_undirected = |node: &Tree| matches!(node.value, Value::Flag(false));
    let is_directed = !get(fields, "directed").is_some_and(is_undirected);
    let Some(node) = walk.needed(fields, "elements", "the file", root) else {
        return Elements::default();
    };
    let mut elements = match node.value.as_list() {
        Some(items) => of_list(items, is_directed, walk),
        None => of_groups(walk.object("elements", node), is_directed, walk),
    };
    if let Some(data) = get(fields, "data") {
        elements.graph = walk.whole("data", data);
    }
    elements
}

/// Reads nodes and edges from separate lists.
fn of_groups<'n>(groups: Object<'n, '_>, is_directed: bool, walk: &mut Walk) -> Elements<'n> {
    let mut elements = Elements::default();
    for (key, node) in groups {
        match &*key.text {
            "nodes" => {
                let items = walk.list("nodes", node);
                elements.nodes.extend(items.iter().filter_map(|item| self::node(item, None, walk)));
            }
            "edges" => {
                let items = walk.list("edges", node);
                let edges = items.iter().filter_map(|item| edge(item, None, is_directed, walk));
                elements.edges.extend(edges);
            }
            name => walk.leave_out(name),
        }
    }
    elements
}

/// Reads nodes and edges from one list; edges are those with a source.
fn of_list<'n>(items: &'n [Tree], is_directed: bool, walk: &mut Walk) -> Elements<'n> {
    let mut elements = Elements::default();
    for item in items {
        let Some(data) = data(item, walk) else { continue };
        match get(data, "source").is_some() {
            true => elements.edges.extend(edge(item, Some(data), is_directed, walk)),
            false => elements.nodes.extend(node(item, Some(data), walk)),
        }
    }
    elements
}

fn data<'n, 't>(item: &'n Tree<'t>, walk: &mut Walk) -> Option<Object<'n, 't>> {
    let fields = walk.object("an element", item);
    let data = walk.needed(fields, "data", "the element", item)?;
    Some(walk.object("data", data))
}

fn node<'n, 't>(
    item: &'n Tree<'t>,
    known: Option<Object<'n, 't>>,
    walk: &mut Walk,
) -> Option<Node<'n>> {
    let data = known.or_else(|| data(item, walk))?;
    let id = walk.needed(data, "id", "the node", item)?;
    let properties = walk.properties(data, &["id"]);
    Some(Node { id: walk.name(id), properties, place: Some(walk.place(item)) })
}

fn edge<'n, 't>(
    item: &'n Tree<'t>,
    known: Option<Object<'n, 't>>,
    is_directed: bool,
    walk: &mut Walk,
) -> Option<Edge<'n>> {
    let data = known.or_else(|| data(item, walk))?;
    let [from, to] = ["source", "target"].map(|name| walk.needed(data, name, "the edge", item));
    let ends = [walk.name(from?), walk.name(to?)];
    // NetworkX stores the id of parallel edges as their key.
    let ids = [get(data, "id"), get(data, "key")].into_iter().flatten();
    let id = ids.filter(|id| matches!(id.value, Value::Text(_))).map(|id| walk.name(id)).next();
    let properties = walk.properties(data, &["id", "key", "source", "target"]);
    Some(Edge { id, ends, is_directed, properties, place: Some(walk.place(item)) })
}

/// Writes it, with one node or edge per line. NetworkX needs the value of each node and the key of each edge.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\n  \"data\": ")?;
    write_graph(&elements::graph(graph), out)?;
    writeln!(out, ",\n  \"directed\": true,\n  \"multigraph\": true,\n  \"elements\": {{")?;
    write_list("nodes", "    ", elements::nodes(graph), out, |node, out| {
        out.write_all(b"{\"data\": ")?;
        write_object(&[("id", &node.id), ("value", &node.id)], &node.properties, out)?;
        out.write_all(b"}")
    })?;
    writeln!(out, ",")?;
    write_list("edges", "    ", elements::edges(graph), out, |edge, out| {
        let ([from, to], id) = (&edge.ends, edge.id.as_deref().unwrap_or_default());
        let fields = [("id", id), ("source", from), ("target", to), ("key", id)];
        out.write_all(b"{\"data\": ")?;
        write_object(&fields, &edge.properties, out)?;
        out.write_all(b"}")
    })?;
    writeln!(out, "\n  }}\n}}")
}

/// Whether a JSON text is Cytoscape's: it has elements, or is a list of them.
pub fn is_cytoscape(root: &Tree) -> bool {
    match &root.value {
        Value::Table(fields) => get(fields, "elements").is_some(),
        Value::List(items) => items.first().is_some_and(|item| {
            item.value.as_table().is_some_and(|fields| get(fields, "data").is_some())
        }),
        Value::Text(_)
        | Value::Number(_)
        | Value::Flag(_)
        | Value::Day(_)
        | Value::Time
        | Value::Null => false,
    }
}
