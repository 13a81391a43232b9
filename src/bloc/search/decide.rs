//! One branch of the search: two nodes are together, or apart.

use std::collections::BTreeMap;

use super::simple_graph::{Edge, SimpleGraph};

/// What a branch decides about two nodes.
#[derive(Clone, Copy)]
pub struct Decision {
    pub(crate) u: usize,
    pub(crate) v: usize,
    pub(crate) together: bool,
}

/// The graph of a branch.
pub struct Child {
    pub(crate) graph: SimpleGraph,
    /// The disagreement that the decision makes unavoidable, beyond that of the graph.
    pub(crate) constant: f64,
    /// For each node of the parent its node in this graph.
    pub(crate) node_of: Vec<usize>,
    /// For each node of this graph one of the parent's.
    pub(crate) keeps: Vec<usize>,
}

/// The graph in which the two nodes are one, or are kept apart by an edge of weight `-never`.
///
/// `never` is more than all disagreement, so no optimal partition pays it.
pub fn decide(graph: &SimpleGraph, decision: Decision, never: f64) -> Child {
    let Decision { u, v, together } = decision;
    let (u, v) = (u.min(v), u.max(v));
    let shift = |node: usize| if node > v { node - 1 } else { node };
    let mut node_of: Vec<usize> = (0..graph.nodes).collect();
    let mut keeps = node_of.clone();
    if together {
        node_of = node_of.into_iter().map(|node| if node == v { u } else { shift(node) }).collect();
        keeps.remove(v);
    }
    let mut constant = 0.0;
    let mut weights = BTreeMap::new();
    for edge in &graph.edges {
        let ends = (node_of[edge.u].min(node_of[edge.v]), node_of[edge.u].max(node_of[edge.v]));
        if ends.0 == ends.1 {
            constant += (-edge.weight).max(0.0);
            continue;
        }
        let sum: &mut f64 = weights.entry(ends).or_insert(0.0);
        if (*sum > 0.0) != (edge.weight > 0.0) {
            constant += sum.abs().min(edge.weight.abs());
        }
        *sum += edge.weight;
    }
    if !together {
        // A positive edge between them disagrees now. A negative one agrees, and the new edge replaces it.
        let sum = weights.entry((u, v)).or_insert(0.0);
        constant += sum.max(0.0);
        *sum = -never;
    }
    let edges = weights
        .into_iter()
        .filter(|(_, weight)| *weight != 0.0)
        .map(|((u, v), weight)| Edge { u, v, weight })
        .collect();
    Child { graph: SimpleGraph::new(keeps.len(), edges), constant, node_of, keeps }
}
