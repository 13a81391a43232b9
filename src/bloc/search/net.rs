//! The signed graph as a solver sees it: one tie per pair, no loops.

use crate::bloc::signed_graph::Pair;

/// A simple signed graph; parallel ties are their sum.
#[derive(Clone, Debug, Default)]
pub struct Net {
    pub(crate) nodes: usize,
    pub(crate) edges: Vec<Edge>,
    first: Vec<usize>,
    arcs: Vec<Arc>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    pub(crate) u: usize,
    pub(crate) v: usize,
    /// Never zero.
    pub(crate) weight: f64,
}

/// An edge, seen from one of its ends.
#[derive(Clone, Copy, Debug)]
pub struct Arc {
    pub(crate) to: usize,
    pub(crate) edge: usize,
}

impl Net {
    pub(crate) fn new(nodes: usize, edges: Vec<Edge>) -> Self {
        let mut first = vec![0; nodes + 1];
        for edge in &edges {
            first[edge.u + 1] += 1;
            first[edge.v + 1] += 1;
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut arcs = vec![Arc { to: 0, edge: 0 }; 2 * edges.len()];
        for (number, edge) in edges.iter().enumerate() {
            for (from, to) in [(edge.u, edge.v), (edge.v, edge.u)] {
                arcs[next[from]] = Arc { to, edge: number };
                next[from] += 1;
            }
        }
        Self { nodes, edges, first, arcs }
    }

    /// The pairs whose positive and negative ties do not cancel.
    pub(crate) fn of(nodes: usize, pairs: &[Pair]) -> Self {
        let tied = pairs.iter().filter(|pair| !pair.is_loop() && pair.net() != 0.0);
        let edges = tied.map(|pair| Edge { u: pair.u, v: pair.v, weight: pair.net() });
        Self::new(nodes, edges.collect())
    }

    pub(crate) fn around(&self, node: usize) -> &[Arc] {
        &self.arcs[self.first[node]..self.first[node + 1]]
    }

    pub(crate) fn disagreement<L: PartialEq>(&self, labels: &[L]) -> f64 {
        let costs = self.edges.iter().filter(|edge| edge.disagrees(labels));
        costs.fold(0.0, |sum, edge| sum + edge.weight.abs())
    }

    pub(crate) fn total(&self) -> f64 {
        self.edges.iter().fold(0.0, |sum, edge| sum + edge.weight.abs())
    }

    /// The graph of some edges, and which node is which of this one.
    pub(crate) fn part(&self, edges: &[usize]) -> (Self, Vec<usize>) {
        let mut members: Vec<usize> =
            edges.iter().flat_map(|edge| [self.edges[*edge].u, self.edges[*edge].v]).collect();
        members.sort_unstable();
        members.dedup();
        let local = |node| members.binary_search(&node).expect("an end of one of the edges");
        let edge = |edge: &usize| {
            let Edge { u, v, weight } = self.edges[*edge];
            Edge { u: local(u), v: local(v), weight }
        };
        (Self::new(members.len(), edges.iter().map(edge).collect()), members)
    }
}

impl Edge {
    /// Whether the edge disagrees with its ends being together, or not.
    pub(crate) fn disagrees<L: PartialEq>(self, labels: &[L]) -> bool {
        (labels[self.u] == labels[self.v]) != (self.weight > 0.0)
    }
}
