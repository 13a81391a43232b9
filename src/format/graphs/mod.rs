//! Nodes and edges: the files of network programs.

pub(super) mod cytoscape;
pub(super) mod dot;
pub(super) mod gexf;
pub(super) mod graphml;
pub(super) mod json_lines;
#[expect(dead_code, reason = "readers of networks come one by one")]
pub(super) mod network;
pub(super) mod node_link;
pub(super) mod pajek;
pub(super) mod ucinet;
mod xml;
