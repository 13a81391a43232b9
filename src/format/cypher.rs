//! An openCypher script, for Neo4j and its kin: `.cypher`.

use std::io::{self, Write};

use crate::graph::StanceGraph;

/// Writes it.
pub(in crate::format) fn write(_graph: &StanceGraph, _out: &mut dyn Write) -> io::Result<()> {
    Err(crate::format::not_built())
}
