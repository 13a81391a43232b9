//! Graphs made of stances only.

use stancegraph::model::Stance;
use stancegraph::{StanceGraph, Undeclared};

/// A graph with only these stances and what they name.
pub fn graph_of(stances: &[Stance]) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for stance in stances {
        builder.stance(stance);
    }
    builder.build().expect("stances alone have no faults")
}
