//! Graphs made of stances only.

use stancegraph::model::Stance;
use stancegraph::{StanceGraph, Undeclared};

/// Whatever stances name is there, and nothing else.
pub fn graph_of(stances: &[Stance]) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for stance in stances {
        builder.stance(stance);
    }
    builder.build().expect("stances alone have no faults")
}
