//! Turns nodes and edges from other programs into a signed network.

use super::{Elements, Property, Value};
use crate::error::FileId;
use crate::format::graphs::network::{Ends, Network, Node, Tie};
use crate::format::options::Settings;
use crate::graph::Builder;
use crate::model::{Attribute, Attributes};

/// Adds nodes and ties to a builder; attributes of the graph become its title or description, or are left out.
pub(super) fn build(
    elements: Elements,
    ends: Ends,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) {
    for property in &elements.graph {
        whole(property, file, builder);
    }
    let mut network = Network::new(ends);
    for node in elements.nodes {
        let attributes = attributes(node.properties, file, builder);
        network.node(&node.id, Node { attributes, place: node.place, ..Node::default() });
    }
    for edge in elements.edges {
        let [from, to] = edge.ends;
        let id = edge.id.map(std::borrow::Cow::into_owned);
        let (is_directed, place) = (edge.is_directed, edge.place);
        let attributes = attributes(edge.properties, file, builder);
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

/// The attributes of an element; keeps the first of several with one name, and counts the others.
fn attributes(properties: Vec<Property>, file: FileId, builder: &mut Builder) -> Attributes {
    let mut attributes = Attributes::new();
    for property in properties {
        let value = match property.value {
            Value::Flag(flag) => Attribute::Flag(flag),
            Value::Number(number) => Attribute::Number(number),
            Value::Text(text) => Attribute::Text(text.into_owned()),
        };
        match attributes.get(&*property.name) {
            None => drop(attributes.insert(property.name.into_owned(), value)),
            Some(known) if known.to_string() == value.to_string() => {}
            Some(_) => {
                let name = property.name.chars().take(80).collect::<String>();
                builder.leave_out(file, "values beside another of the same attribute", name);
            }
        }
    }
    attributes
}
