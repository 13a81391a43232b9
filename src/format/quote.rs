//! Whether quotes are in the texts that they are quoted from.

use crate::error::Fault;
use crate::graph::StanceGraph;

/// x
#[must_use]
pub fn check_quotes(_graph: &StanceGraph) -> Vec<Fault> {
    Vec::new()
}
