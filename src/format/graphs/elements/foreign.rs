//! From nodes and edges that others made to a signed network.

use super::{Elements, Property, Value};
use crate::error::FileId;
use crate::format::graphs::network::{Ends, Network, Node, Tie};
use crate::format::input::Settings;
use crate::graph::Builder;
use crate::model::{Attribute, Attributes};

/// Gives nodes and ties to a builder; what is said of the whole is its title or description, or left out.
pub(super) fn build(elements: Elements, file: FileId, settings: &Settings, builder: &mut Builder) {
    for property in &elements.graph {
        whole(property, file, builder);
    }
    let mut network = Network::new(Ends::Declared);
    for node in elements.nodes {
        let attributes = attributes(node.properties);
        network.node(&node.id, Node { attributes, place: node.place, ..Node::default() });
    }
    for edge in elements.edges {
        let [from, to] = edge.ends;
        let id = edge.id.map(std::borrow::Cow::into_owned);
        let (is_directed, place) = (edge.is_directed, edge.place);
        let attributes = attributes(edge.properties);
        network.tie(&from, &to, Tie { id, is_directed, attributes, place, ..Tie::default() });
    }
    network.build(file, settings, builder);
}

fn whole(property: &Property, file: FileId, builder: &mut Builder) {
    match (&*property.name, &property.value) {
        ("title" | "name" | "label", Value::Text(title)) => drop(builder.title(&**title)),
        ("description", Value::Text(description)) => drop(builder.description(&**description)),
        (name, _) => builder.leave_out(file, "attributes of the graph", name),
    }
}

fn attributes(properties: Vec<Property>) -> Attributes {
    let properties = properties.into_iter().map(|property| {
        let value = match property.value {
            Value::Flag(flag) => Attribute::Flag(flag),
            Value::Number(number) => Attribute::Number(number),
            Value::Text(text) => Attribute::Text(text.into_owned()),
        };
        (property.name.into_owned(), value)
    });
    properties.collect()
}
