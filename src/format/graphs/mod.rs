//! Nodes and edges: the formats of network programs.

pub mod cytoscape;
pub mod dot;
pub mod elements;
pub mod gexf;
pub mod graphml;
pub mod json_lines;
pub mod matrix_market;
pub mod network;
pub mod node_link;
pub mod pajek;
mod plain;
pub mod ucinet;
pub mod xml;

pub use self::plain::names;

use super::{Format, json};

/// The format of a JSON text: ours, unless it has the fields of another.
pub fn json_format(text: &str) -> Format {
    let may_be = ["\"nodes\"", "\"elements\"", "\"data\""].iter().any(|name| text.contains(name));
    let root = if may_be { json::parse(text).ok() } else { None };
    match root {
        Some(root) if node_link::is_node_link(&root) => Format::NodeLink,
        Some(root) if cytoscape::is_cytoscape(&root) => Format::Cytoscape,
        _ => Format::Json,
    }
}
