//! Nodes and edges: the files of network programs.

pub(super) mod cytoscape;
pub(super) mod dot;
pub(super) mod elements;
pub(super) mod gexf;
pub(super) mod graphml;
pub(super) mod json_lines;
pub(super) mod matrix_market;
pub(super) mod network;
pub(super) mod node_link;
pub(super) mod pajek;
mod plain;
pub(super) mod ucinet;
mod xml;

pub(super) use self::plain::names;
pub(super) use self::ucinet::write_square;

use super::{Format, json};

/// Which JSON a text is: ours, unless it has the fields of another.
pub(super) fn json_format(text: &str) -> Format {
    let may_be = ["\"nodes\"", "\"elements\"", "\"data\""].iter().any(|name| text.contains(name));
    let root = if may_be { json::parse(text).ok() } else { None };
    match root {
        Some(root) if node_link::is_node_link(&root) => Format::NodeLink,
        Some(root) if cytoscape::is_cytoscape(&root) => Format::Cytoscape,
        _ => Format::Json,
    }
}
