//! The signed graph as the solvers see it: simple, with one edge per pair and no loops.

use crate::bloc::signed_graph::Pair;

/// A simple signed graph, by adjacency lists in one array. Parallel ties are added up.
#[derive(Clone, Debug, Default)]
pub struct SimpleGraph {
    pub(crate) nodes: usize,
    pub(crate) edges: Vec<Edge>,
    first: Vec<usize>,
    arcs: Vec<Arc>,
}

/// An edge between two different nodes.
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

impl SimpleGraph {
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

    /// The graph of the pairs whose positive and negative ties do not cancel.
    pub(crate) fn of(nodes: usize, pairs: &[Pair]) -> Self {
        let tied = pairs.iter().filter(|pair| !pair.is_loop() && pair.net() != 0.0);
        let edges = tied.map(|pair| Edge { u: pair.u, v: pair.v, weight: pair.net() });
        Self::new(nodes, edges.collect())
    }

    /// The edges of a node, each with its other end.
    pub(crate) fn around(&self, node: usize) -> &[Arc] {
        &self.arcs[self.first[node]..self.first[node + 1]]
    }

    /// The weight of the edges that disagree with a partition.
    pub(crate) fn disagreement<L: PartialEq>(&self, labels: &[L]) -> f64 {
        let costs = self.edges.iter().filter(|edge| edge.disagrees(labels));
        costs.fold(0.0, |sum, edge| sum + edge.weight.abs())
    }

    /// The weight of all edges.
    pub(crate) fn total(&self) -> f64 {
        self.edges.iter().fold(0.0, |sum, edge| sum + edge.weight.abs())
    }

    /// The graph of some edges alone, and for each of its nodes the node of this graph.
    pub(crate) fn subgraph(&self, edges: &[usize]) -> (Self, Vec<usize>) {
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
    /// Whether the edge disagrees with a partition: positive between blocs, or negative within one.
    pub(crate) fn disagrees<L: PartialEq>(self, labels: &[L]) -> bool {
        (labels[self.u] == labels[self.v]) != (self.weight > 0.0)
    }
}
