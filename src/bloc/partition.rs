//! A partition into blocs, with its certificate.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::signed_graph::{Pair, SignedGraph, Tie};
use crate::model::exact::{self, Unit};

/// A partition of nodes into blocs: its cost, and what is proved about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Partition {
    /// The bloc of each node; blocs count from 0 in the order of their first members.
    pub blocs: Vec<usize>,
    /// The weight of disagreement: negative ties inside blocs, positive ties between them.
    pub value: f64,
    /// No partition into the allowed number of blocs has less disagreement than this.
    pub lower_bound: f64,
    /// Whether no partition is better: the lower bound equals the value.
    pub proved: bool,
}

impl Partition {
    /// The partition of `graph` that puts nodes with equal labels into one bloc.
    ///
    /// The lower bound is only the weight that disagrees with every partition: of opposed parallel ties and
    /// negative self-loops. Labels beyond the nodes of the graph are ignored.
    ///
    /// # Panics
    ///
    /// If there are fewer labels than nodes.
    ///
    /// ```
    /// use stancegraph::bloc::{Partition, SignedGraph};
    ///
    /// let mut graph = SignedGraph::new(3);
    /// graph.add(0, 1, 1.0)?;
    /// graph.add(1, 2, -2.0)?;
    /// let split = Partition::of(&graph, &[7, 3, 3]);
    /// assert_eq!(split.blocs, [0, 1, 1]);
    /// assert_eq!(split.value, 3.0);
    /// # Ok::<(), stancegraph::bloc::TieError>(())
    /// ```
    #[must_use]
    pub fn of(graph: &SignedGraph, labels: &[usize]) -> Self {
        let (unit, pairs) = graph.whole_pairs();
        let least = pairs.iter().map(unavoidable).fold(0.0, |sum, weight| sum + weight);
        Self::bounded(unit, &pairs, &labels[..graph.nodes()], least)
    }

    /// The same for weights and a bound in a unit; a bound that reaches the value is the proof.
    pub(super) fn bounded(unit: Unit, pairs: &[Pair], labels: &[usize], bound: f64) -> Self {
        let blocs = canonical(labels);
        let value = disagreement(pairs, &blocs);
        let proved = bound >= value - tolerance(unit, pairs);
        let lower_bound = unit.back(if proved { value } else { bound });
        Self { blocs, value: unit.back(value), lower_bound, proved }
    }

    /// By how much another partition could be better: 0 if proved.
    #[must_use]
    pub fn gap(&self) -> f64 {
        exact::sum(&[self.value, -self.lower_bound])
    }

    /// The number of blocs.
    #[must_use]
    pub fn count(&self) -> usize {
        self.blocs.iter().max().map_or(0, |last| last + 1)
    }

    /// The nodes of each bloc, in rising order.
    #[must_use]
    pub fn members(&self) -> Vec<Vec<usize>> {
        let mut members = vec![Vec::new(); self.count()];
        for (node, bloc) in self.blocs.iter().enumerate() {
            members[*bloc].push(node);
        }
        members
    }

    /// Whether two nodes share a bloc.
    #[must_use]
    pub fn together(&self, u: usize, v: usize) -> bool {
        self.blocs[u] == self.blocs[v]
    }

    /// The ties that disagree with the partition, each with its number in [`SignedGraph::ties`].
    ///
    /// Their absolute weights add up to the value.
    pub fn frustrated<'g>(
        &'g self,
        graph: &'g SignedGraph,
    ) -> impl Iterator<Item = (usize, &'g Tie)> {
        let disagrees = |tie: &Tie| self.together(tie.u, tie.v) != (tie.weight > 0.0);
        graph.ties().iter().enumerate().filter(move |(_, tie)| disagrees(tie))
    }
}

/// The weight of a pair that disagrees with every partition: its lighter side, or a negative self-loop.
pub(super) fn unavoidable(pair: &Pair) -> f64 {
    if pair.is_loop() { pair.negative } else { pair.positive.min(pair.negative) }
}

/// The rounding error allowed in a sum of these weights or a bound on it; for whole numbers far less than one.
pub(super) fn tolerance(unit: Unit, pairs: &[Pair]) -> f64 {
    let rounded = 1e-10 * pairs.iter().fold(0.0, |sum, pair| sum + pair.positive + pair.negative);
    if unit.is_exact() { rounded.min(0.25) } else { rounded }
}

pub(super) fn disagreement(pairs: &[Pair], blocs: &[usize]) -> f64 {
    let weight = |pair: &Pair| pair.disagreement(blocs[pair.u] == blocs[pair.v]);
    pairs.iter().map(weight).fold(0.0, |sum, weight| sum + weight)
}

/// For each node the net weight of its ties to each bloc that it is tied to.
pub(super) fn pulls(pairs: &[Pair], blocs: &[usize]) -> Vec<BTreeMap<usize, f64>> {
    let mut pulls = vec![BTreeMap::new(); blocs.len()];
    for pair in pairs.iter().filter(|pair| !pair.is_loop()) {
        for (node, other) in [(pair.u, pair.v), (pair.v, pair.u)] {
            *pulls[node].entry(blocs[other]).or_insert(0.0) += pair.net();
        }
    }
    pulls
}

/// Renumbers blocs in the order of their first members.
pub(super) fn canonical(labels: &[usize]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    let mut number = |label| {
        let next = numbers.len();
        *numbers.entry(label).or_insert(next)
    };
    labels.iter().map(|label| number(*label)).collect()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "sums of halves are exact")]
mod tests {
    use super::*;

    #[test]
    fn the_ties_that_disagree_add_up_to_the_value() {
        let mut graph = SignedGraph::new(4);
        let ties =
            [(0, 1, 1.0), (0, 1, -0.5), (1, 2, 2.0), (2, 3, -4.0), (3, 3, -8.0), (0, 0, 1.0)];
        for (u, v, weight) in ties {
            graph.add(u, v, weight).unwrap();
        }
        let found = Partition::of(&graph, &[5, 5, 1, 1]);
        let (numbers, ties): (Vec<_>, Vec<&Tie>) = found.frustrated(&graph).unzip();
        assert_eq!(numbers, [1, 2, 3, 4]);
        assert_eq!(found.value, ties.iter().map(|tie| tie.weight.abs()).sum::<f64>());
        assert_eq!((found.lower_bound, found.gap(), found.proved), (8.5, 6.0, false));
        assert_eq!(found.members(), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn nothing_to_group_is_proved() {
        let empty = Partition::of(&SignedGraph::new(0), &[]);
        assert!(empty.proved && empty.value == 0.0 && empty.count() == 0);
    }
}
