//! Signed graphs: who is tied to whom, for or against.

use petgraph::EdgeType;
use petgraph::graph::{Graph, IndexType, NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;

use crate::model::Weight;
use crate::model::exact::{self, Unit};

/// A signed, weighted, undirected graph over the nodes `0..n`.
///
/// Parallel ties and self-loops count: where two nodes have positive and
/// negative ties, the lighter side disagrees with every partition, and so does
/// a negative self-loop.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SignedGraph {
    nodes: usize,
    ties: Vec<Tie>,
}

/// One tie between two nodes, or of a node with itself.
// Closed: two ends and a weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// One end.
    pub u: usize,
    /// The other end.
    pub v: usize,
    /// How strong it is: positive for, negative against; finite and not zero.
    pub weight: f64,
}

/// What all ties between two nodes (or of one with itself) add up to.
// Closed: two ends and two weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The end with the smaller number.
    pub u: usize,
    /// The end with the larger number, or the same one.
    pub v: usize,
    /// The weight of the ties for; at least zero.
    pub positive: f64,
    /// The weight of the ties against; at least zero.
    pub negative: f64,
}

/// Why a tie is none.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TieError {
    /// An end that the graph does not have.
    #[error("node {node} is not in this graph of {nodes} nodes; they count from 0")]
    NoSuchNode {
        /// The end.
        node: usize,
        /// How many nodes there are.
        nodes: usize,
    },
    /// A weight that is not a number, or so large that sums of such could be infinite.
    #[error("weight {0} is not a number between -1e100 and 1e100")]
    OutOfRange(f64),
}

/// Sums of weights up to this stay finite.
const HEAVIEST: f64 = Weight::HEAVIEST;

impl SignedGraph {
    /// A graph without ties.
    #[must_use]
    pub fn new(nodes: usize) -> Self {
        Self { nodes, ties: Vec::new() }
    }

    /// Ties two nodes, for (above zero) or against (below zero).
    ///
    /// A weight of zero says nothing, and is passed over.
    ///
    /// # Errors
    ///
    /// A node that is not there; a weight that is not between -1e100 and 1e100.
    pub fn add(&mut self, u: usize, v: usize, weight: f64) -> Result<(), TieError> {
        if let Some(node) = [u, v].into_iter().find(|node| *node >= self.nodes) {
            return Err(TieError::NoSuchNode { node, nodes: self.nodes });
        }
        if weight.is_nan() || weight.abs() > HEAVIEST {
            return Err(TieError::OutOfRange(weight));
        }
        if weight != 0.0 {
            self.ties.push(Tie { u, v, weight });
        }
        Ok(())
    }

    /// A signed graph out of a petgraph, whose directions say nothing: `weight` says how strong the tie of an edge is,
    /// positive for and negative against; 0 is none.
    ///
    /// # Errors
    ///
    /// A weight that is not between -1e100 and 1e100.
    ///
    /// ```
    /// use petgraph::graph::UnGraph;
    /// use stancegraph::bloc::{BlocCount, Search, SignedGraph};
    /// use stancegraph::petgraph;
    ///
    /// let own = UnGraph::<(), i8>::from_edges([(0, 1, 1), (1, 2, -1), (0, 2, -1)]);
    /// let graph = SignedGraph::from_petgraph(&own, |sign| f64::from(*sign))?;
    /// let camps = Search::new(BlocCount::Two).partition(&graph);
    /// assert_eq!((camps.blocs, camps.value), (vec![0, 0, 1], 0.0));
    /// assert_eq!(graph.to_petgraph().edge_count(), 3);
    /// # Ok::<(), stancegraph::bloc::TieError>(())
    /// ```
    pub fn from_petgraph<N, E, Ty: EdgeType, Ix: IndexType>(
        graph: &Graph<N, E, Ty, Ix>,
        weight: impl Fn(&E) -> f64,
    ) -> Result<Self, TieError> {
        let mut signed = Self::new(graph.node_count());
        for edge in graph.edge_references() {
            signed.add(edge.source().index(), edge.target().index(), weight(edge.weight()))?;
        }
        Ok(signed)
    }

    /// The same as a petgraph: node `i` is its `i`-th node, and tie `t` its `t`-th edge.
    #[must_use]
    pub fn to_petgraph(&self) -> UnGraph<(), f64> {
        let mut graph = UnGraph::with_capacity(self.nodes, self.ties.len());
        for _ in 0..self.nodes {
            graph.add_node(());
        }
        for tie in &self.ties {
            graph.add_edge(NodeIndex::new(tie.u), NodeIndex::new(tie.v), tie.weight);
        }
        graph
    }

    /// How many nodes there are.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.nodes
    }

    /// All ties, in the order in which they were added.
    #[must_use]
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// The weight of the positive and of the negative ties between two nodes.
    ///
    /// Both are at least zero. O(t) in the number of ties; for many pairs see
    /// [`pairs`](Self::pairs).
    #[must_use]
    pub fn between(&self, u: usize, v: usize) -> (f64, f64) {
        let joins = |tie: &&Tie| (tie.u, tie.v) == (u, v) || (tie.u, tie.v) == (v, u);
        let mut ties = self.ties.iter().filter(joins).copied().collect::<Vec<_>>();
        ties.sort_unstable_by(|a, b| a.weight.total_cmp(&b.weight));
        add_up(&ties)
    }

    /// Every tied pair with its weights as whole numbers of a common unit, where they have one; see
    /// [`pairs`](Self::pairs).
    pub(crate) fn whole_pairs(&self) -> (Unit, Vec<Pair>) {
        let pairs = self.pairs();
        let weights = pairs.iter().flat_map(|pair| [pair.positive, pair.negative]);
        let unit = Unit::of(weights).unwrap_or(Unit::NONE);
        let whole = |pair: Pair| Pair {
            positive: unit.whole(pair.positive),
            negative: unit.whole(pair.negative),
            ..pair
        };
        (unit, pairs.into_iter().map(whole).collect())
    }

    /// The weight of all ties, for and against.
    #[must_use]
    pub fn weight(&self) -> f64 {
        exact::sum(&self.ties.iter().map(|tie| tie.weight.abs()).collect::<Vec<_>>())
    }

    /// Every tied pair, by its numbers; self-loops are the pairs of a node with itself.
    ///
    /// The order in which ties were added makes no difference. O(t log t) in
    /// the number of ties.
    #[must_use]
    pub fn pairs(&self) -> Vec<Pair> {
        let ends = |tie: &Tie| (tie.u.min(tie.v), tie.u.max(tie.v));
        let mut ties = self.ties.clone();
        ties.sort_unstable_by(|a, b| {
            ends(a).cmp(&ends(b)).then_with(|| a.weight.total_cmp(&b.weight))
        });
        let pair = |ties: &[Tie]| {
            let (u, v) = ends(&ties[0]);
            let (positive, negative) = add_up(ties);
            Pair { u, v, positive, negative }
        };
        ties.chunk_by(|a, b| ends(a) == ends(b)).map(pair).collect()
    }
}

impl Pair {
    /// Whether it is one node, tied with itself.
    #[must_use]
    pub fn is_loop(&self) -> bool {
        self.u == self.v
    }

    /// Positive minus negative: on which side the pair is, all in all.
    #[must_use]
    pub fn net(&self) -> f64 {
        self.positive - self.negative
    }

    /// The weight that disagrees when the two are in one bloc, or are not.
    #[must_use]
    pub fn disagreement(&self, together: bool) -> f64 {
        if together { self.negative } else { self.positive }
    }
}

/// The positive and the negative sum of ties that are sorted by weight, so that their order makes no difference.
fn add_up(ties: &[Tie]) -> (f64, f64) {
    let (negative, positive) = ties.split_at(ties.partition_point(|tie| tie.weight < 0.0));
    let side = |ties: &[Tie]| match ties {
        [] => 0.0,
        [only] => only.weight.abs(),
        _ => exact::sum(&ties.iter().map(|tie| tie.weight.abs()).collect::<Vec<_>>()),
    };
    (side(positive), side(negative))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parallel_ties_and_loops_are_kept_and_added_up() {
        let mut graph = SignedGraph::new(2);
        for (u, v, weight) in [(1, 0, 2.0), (0, 1, -1.0), (1, 1, -3.0), (0, 1, 0.0), (0, 1, 0.5)] {
            graph.add(u, v, weight).unwrap();
        }
        assert_eq!(graph.ties().len(), 4);
        assert_eq!(graph.between(0, 1), (2.5, 1.0));
        assert_eq!(
            graph.pairs(),
            [
                Pair { u: 0, v: 1, positive: 2.5, negative: 1.0 },
                Pair { u: 1, v: 1, positive: 0.0, negative: 3.0 }
            ]
        );
    }

    #[test]
    fn what_is_no_tie_is_refused() {
        let mut graph = SignedGraph::new(2);
        let error = graph.add(0, 2, 1.0).unwrap_err();
        assert_eq!(error.to_string(), "node 2 is not in this graph of 2 nodes; they count from 0");
        let error = graph.add(0, 1, f64::INFINITY).unwrap_err();
        assert_eq!(error.to_string(), "weight inf is not a number between -1e100 and 1e100");
        assert!(graph.add(0, 1, f64::NAN).is_err());
        assert!(graph.ties().is_empty());
    }
}
