//! Node-link JSON of NetworkX and d3, and of Graphology in its variant.

use std::borrow::Cow;
use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::elements::json::{Object, Walk, get, write_graph, write_list, write_object};
use super::elements::{self, Edge, Elements, Node, Property};
use crate::error::{Cause, FileId};
use crate::format::options::Settings;
use crate::format::tree::{Node as Tree, Value};
use crate::graph::{Builder, StanceGraph};

/// Reads node-link JSON into a builder.
pub fn read(text: &str, file: FileId, settings: &Settings, builder: &mut Builder) {
    let mut walk = Walk::new(text, file, builder);
    let Some(root) = walk.root(&settings.limits) else { return };
    let elements = elements(&root, settings.network.node_id.as_deref(), &mut walk);
    elements.build(file, settings, builder);
}

fn elements<'n>(root: &'n Tree, wanted: Option<&'n str>, walk: &mut Walk) -> Elements<'n> {
    let fields = walk.object("the file", root);
    let mut elements = Elements::default();
    let is_directed = is_directed(fields);
    let mut nodes: &[Tree] = &[];
    let mut edges = Vec::new();
    for (key, node) in fields {
        match &*key.text {
            "directed" | "multigraph" | "options" => {}
            "graph" | "attributes" => elements.graph.extend(walk.whole(&key.text, node)),
            "nodes" => nodes = walk.list("nodes", node),
            "adjacency" => {
                let wrong = "these are adjacency data; write the graph with node_link_data";
                walk.fault(Cause::Syntax(wrong.into()), node);
            }
            "edges" | "links" => edges.extend(walk.list(&key.text, node)),
            name => elements.graph.extend(walk.property(name, node)),
        }
    }
    let is_graphology = is_graphology(fields, nodes);
    let Some(known) = known_by(nodes, &edges, wanted, is_graphology, walk) else {
        return Elements::default();
    };
    for (number, node) in nodes.iter().enumerate() {
        elements.nodes.push(self::node(number, node, &known, walk));
    }
    elements.edges.extend(edges.into_iter().filter_map(|node| edge(node, is_directed, walk)));
    elements
}

/// Whether edges are directed by default: NetworkX has a flag for it, Graphology an option.
fn is_directed(fields: Object) -> bool {
    let is = |node: &Tree| matches!(node.value, Value::Flag(true));
    let options = get(fields, "options").and_then(|options| field(options, "type"));
    match options.map(|kind| &kind.value) {
        Some(Value::Text(kind)) => kind != "undirected",
        _ => get(fields, "directed").is_some_and(is),
    }
}

/// Whether it is an export of Graphology, whose edges always name their ends by `key`.
fn is_graphology(fields: Object, nodes: &[Tree]) -> bool {
    let has = |node: &Tree, name: &str| {
        field(node, name).is_some_and(|value| matches!(value.value, Value::Table(_)))
    };
    let is_table =
        |name| get(fields, name).is_some_and(|node| matches!(node.value, Value::Table(_)));
    let has_keys =
        nodes.iter().all(|node| field(node, "key").is_some() && field(node, "id").is_none());
    has_keys && (is_table("options") || nodes.iter().any(|node| has(node, "attributes")))
}

/// How edges name their ends: by an attribute of nodes, or by their number in the list.
enum KnownBy<'n> {
    Attribute(Cow<'n, str>),
    Position,
}

/// The attributes that can identify nodes without an `id`.
const NAMES: [&str; 3] = ["key", "name", "label"];

/// The name for the number of a node in the list.
const POSITION: &str = "position";

/// Finds out how edges name their ends: by `id`, if all nodes have one; otherwise by what fits all edges. If
/// several fit, but lead to different nodes, reports a fault. `None` if the nodes cannot be told apart.
fn known_by<'n>(
    nodes: &'n [Tree],
    edges: &[&'n Tree],
    wanted: Option<&'n str>,
    is_graphology: bool,
    walk: &mut Walk,
) -> Option<KnownBy<'n>> {
    match wanted {
        Some(POSITION) => return Some(KnownBy::Position),
        Some(name) => return by(name, nodes, walk),
        None if is_graphology && !nodes.is_empty() => return by("key", nodes, walk),
        None => {}
    }
    let ends = edges.iter().flat_map(|edge| ["source", "target"].map(|name| field(edge, name)));
    let ends = ends.flatten().filter_map(text).collect::<Vec<_>>();
    let leads = |name: &str| leads_to(nodes, &ends, name);
    if nodes.iter().all(|node| field(node, "id").is_some()) {
        // The first versions of NetworkX wrote ids, but numbers of the list in edges.
        let is_one_each = leads_to(nodes, &[], "id").is_some();
        let is_by_number = is_one_each && leads("id").is_none() && leads(POSITION).is_some();
        return match is_by_number && !ends.is_empty() {
            true => Some(KnownBy::Position),
            false => by("id", nodes, walk),
        };
    }
    let fitting = NAMES.into_iter().chain([POSITION]);
    let mut fitting = fitting.filter_map(|name| Some((name, leads(name)?)));
    let Some((first, led)) = fitting.next() else {
        // Edges name nodes by an attribute that several nodes share.
        let names = NAMES.into_iter().find(|name| {
            let known = nodes.iter().filter_map(|node| field(node, name).and_then(text));
            let known = known.collect::<std::collections::HashSet<_>>();
            !known.is_empty() && !ends.is_empty() && ends.iter().all(|end| known.contains(end))
        });
        return names.map_or(Some(KnownBy::Position), |name| by(name, nodes, walk));
    };
    if let Some((second, _)) = fitting.find(|(_, other)| *other != led) {
        let (first, second) = (first.to_owned(), second.to_owned());
        let at = edges.first().copied().or(nodes.first());
        at.into_iter().for_each(|at| {
            let (first, second) = (first.clone(), second.clone());
            walk.fault(Cause::EitherEnds { first, second }, at);
        });
    }
    Some(if first == POSITION { KnownBy::Position } else { KnownBy::Attribute(first.into()) })
}

/// An attribute, unless two nodes share a value of it: a number and a text can look alike, and two nodes can
/// have one name.
fn by<'n>(name: &'n str, nodes: &'n [Tree], walk: &mut Walk) -> Option<KnownBy<'n>> {
    let mut known = FxHashMap::default();
    for node in nodes {
        let Some(value) = field(node, name) else { continue };
        let Some(called) = text(value) else { continue };
        if let Some(first) = known.insert(called.clone(), value) {
            let is_one = name == "id"
                && matches!(first.value, Value::Text(_)) == matches!(value.value, Value::Text(_));
            // A repeated id is reported with the nodes.
            if !is_one {
                let (what, called) = (name.to_owned(), called.chars().take(80).collect());
                walk.refuse(Cause::AlikeNodes { what, called }, value);
                return None;
            }
        }
    }
    Some(KnownBy::Attribute(name.into()))
}

/// The numbers of the nodes that ends lead to by an attribute; `None` if one leads nowhere, or nodes share a
/// value.
fn leads_to(nodes: &[Tree], ends: &[Cow<str>], name: &str) -> Option<Vec<usize>> {
    if name == POSITION {
        let number = |end: &Cow<str>| end.parse().ok().filter(|number| *number < nodes.len());
        return ends.iter().map(number).collect();
    }
    let mut numbers = FxHashMap::default();
    for (number, node) in nodes.iter().enumerate() {
        if numbers.insert(field(node, name).and_then(text)?, number).is_some() {
            return None;
        }
    }
    ends.iter().map(|end| numbers.get(end).copied()).collect()
}

fn field<'n, 't>(node: &'n Tree<'t>, name: &str) -> Option<&'n Tree<'t>> {
    get(node.value.as_table()?, name)
}

fn text<'n>(node: &'n Tree) -> Option<Cow<'n, str>> {
    node.value.as_text().or_else(|| node.value.as_number()).map(Cow::Borrowed)
}

/// Reads a node; without another name, its number identifies it.
fn node<'n>(number: usize, node: &'n Tree, known: &KnownBy<'n>, walk: &mut Walk) -> Node<'n> {
    let fields = walk.object("nodes", node);
    let name = match known {
        KnownBy::Attribute(name) => name.as_ref(),
        KnownBy::Position => "",
    };
    let own = get(fields, name).map(|id| walk.name(id));
    let id = own.unwrap_or_else(|| number.to_string().into());
    // The attribute that identifies it becomes only its id.
    let mut properties = attributes(fields, &[name, "attributes"], walk);
    if matches!(known, KnownBy::Position) && get(fields, "id").is_some() {
        properties.retain(|property| property.name != "id");
        let name = get(fields, "id").map(|id| walk.name(id)).unwrap_or_default();
        if properties.iter().all(|property| property.name != "name") {
            properties.push(Property {
                place: Some(walk.place(node)),
                ..Property::new("name", elements::Value::Text(name))
            });
        }
    }
    Node { id, properties, place: Some(walk.place(node)) }
}

/// The attributes of an element: its fields, and those of Graphology's `attributes`.
fn attributes<'n>(fields: Object<'n, '_>, others: &[&str], walk: &mut Walk) -> Vec<Property<'n>> {
    let nested = get(fields, "attributes").map(|node| &node.value);
    let Some(Value::Table(nested)) = nested else { return walk.properties(fields, others) };
    let mut properties = walk.properties(fields, others);
    let more = walk.properties(nested, &[]);
    properties.retain(|known| more.iter().all(|property| property.name != known.name));
    properties.extend(more);
    properties
}

fn edge<'n>(node: &'n Tree, is_directed: bool, walk: &mut Walk) -> Option<Edge<'n>> {
    let fields = walk.object("edges", node);
    let [from, to] = ["source", "target"].map(|name| walk.needed(fields, name, "the edge", node));
    let ends = [walk.name(from?), walk.name(to?)];
    let id = get(fields, "key").and_then(key);
    let is_undirected =
        get(fields, "undirected").map(|node| matches!(node.value, Value::Flag(true)));
    let is_directed = is_undirected.map_or(is_directed, |is_undirected| !is_undirected);
    let properties =
        attributes(fields, &["source", "target", "key", "undirected", "attributes"], walk);
    Some(Edge { id, ends, is_directed, properties, place: Some(walk.place(node)) })
}

/// The key of an edge; a number is only an index in a list.
fn key<'n>(key: &'n Tree) -> Option<Cow<'n, str>> {
    key.value.as_text().map(Cow::Borrowed)
}

/// Writes it, with one node or edge per line.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
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

/// Whether a JSON text is node-link: it has nodes, and links or edges. NetworkX's adjacency data also counts,
/// to be refused with a proper fault.
pub fn is_node_link(root: &Tree) -> bool {
    let Value::Table(fields) = &root.value else { return false };
    let has = |name| get(fields, name).is_some_and(|node| matches!(node.value, Value::List(_)));
    has("nodes") && (has("links") || has("edges") || has("adjacency"))
}
