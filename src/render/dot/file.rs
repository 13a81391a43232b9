//! A graph as a file of DOT that reads back: what is drawn, and beside it what is not.

use std::io::{self, Write};

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::kept;
use crate::format::graphs::dot::{FLAG, NUMBER, TEXT};
use crate::format::graphs::elements::{self, Property, Value};
use crate::format::order::reading_order_in_graph;
use crate::graph::StanceGraph;
use crate::text::dot::{dot_attribute, dot_string};

/// Writes it: what is drawn, and beside it what is not.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let mut statements = kept::frame(graph);
    statements.insert(0, GraphAttributes::Graph(data(&elements::graph(graph))).into());
    let nodes = graph.petgraph().node_weights().zip(elements::nodes(graph));
    statements.extend(nodes.map(|(node, element)| {
        let mut attributes = kept::node(graph, *node);
        attributes.extend(data(&element.properties));
        Node { id: id(&element.id), attributes }.into()
    }));
    let mut stances = graph.stances().collect::<Vec<_>>();
    stances.sort_unstable_by(|a, b| reading_order_in_graph(*a, *b));
    let edges = stances.into_iter().zip(elements::edges(graph));
    statements.extend(edges.map(|(stance, element)| {
        let mut attributes = kept::stance(stance);
        attributes.extend(element.id.map(|id| text("id", &id)));
        attributes.extend(data(&element.properties));
        let [from, to] = element.ends.map(|end| Vertex::N(id(&end)));
        Stmt::from(Edge { ty: EdgeTy::Pair(from, to), attributes })
    }));
    let id = Id::Plain("stancegraph".into());
    let graph = Graph::DiGraph { id, strict: false, stmts: statements };
    writeln!(out, "{}", graph.print(&mut PrinterContext::default()))
}

fn id(id: &str) -> NodeId {
    NodeId(Id::Escaped(dot_string(id)), None)
}

fn text(name: &str, text: &str) -> Attribute {
    Attribute(Id::Escaped(dot_attribute(TEXT, name)), Id::Escaped(dot_string(text)))
}

fn data(properties: &[Property]) -> Vec<Attribute> {
    let properties = properties.iter().map(|property| {
        let prefix = match &property.value {
            Value::Text(value) => return text(&property.name, value),
            Value::Number(_) => NUMBER,
            Value::Flag(_) => FLAG,
        };
        let value = dot_string(&property.value.to_string());
        Attribute(Id::Escaped(dot_attribute(prefix, &property.name)), Id::Escaped(value))
    });
    properties.collect()
}
