//! Nodes and edges: the files of network programs.

pub(super) mod cytoscape;
pub(super) mod dot;
pub(super) mod gexf;
pub(super) mod graphml;
pub(super) mod json_lines;
pub(super) mod network;
pub(super) mod node_link;
pub(super) mod pajek;
mod plain;
pub(super) mod ucinet;
