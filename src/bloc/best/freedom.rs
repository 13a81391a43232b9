//! Counts the moves to another bloc that cost nothing.

use std::collections::BTreeMap;

use super::super::partition::pulls;
use super::super::signed_graph::Pair;

/// The blocs of a partition, with the pull of each on each node.
pub(super) struct Freedom<'p> {
    components: &'p [usize],
    blocs: &'p [usize],
    /// How many nodes each bloc has in each component.
    sizes: Vec<BTreeMap<usize, usize>>,
    /// How many blocs each component may have.
    most: Vec<usize>,
    /// The net weight of each node's ties to each bloc to which it is tied.
    pulls: Vec<BTreeMap<usize, f64>>,
}

impl<'p> Freedom<'p> {
    /// `most` gives the most blocs that a component may have, from its number of nodes. O(n log n + p log p) for n
    /// nodes and p pairs.
    pub(super) fn new(
        components: &'p [usize],
        pairs: &[Pair],
        blocs: &'p [usize],
        most: impl Fn(usize) -> usize,
    ) -> Self {
        let mut sizes = vec![BTreeMap::new(); components.iter().max().map_or(0, |last| last + 1)];
        for (component, bloc) in components.iter().zip(blocs) {
            *sizes[*component].entry(*bloc).or_insert(0) += 1;
        }
        let most = sizes.iter().map(|blocs| most(blocs.values().sum())).collect();
        Self { components, blocs, sizes, most, pulls: pulls(pairs, blocs) }
    }

    /// For each node the number of moves that cost no more than the slack: to another bloc of its component, or to
    /// a new bloc of its own.
    pub(super) fn moves(&self, slack: f64) -> Vec<u64> {
        (0..self.components.len()).map(|node| self.moves_of(node, slack)).collect()
    }

    fn moves_of(&self, node: usize, slack: f64) -> u64 {
        let (component, own, pulls) = (self.components[node], self.blocs[node], &self.pulls[node]);
        let sizes = &self.sizes[component];
        let held = pulls.get(&own).copied().unwrap_or(0.0);
        let tied = pulls.iter().filter(|(bloc, _)| **bloc != own).map(|(_, pull)| *pull);
        let untied = sizes.len() - tied.clone().count() - 1;
        let may_leave = sizes[&own] > 1 && sizes.len() < self.most[component];
        // A bloc without ties to it, or a new one, does not pull at it.
        let elsewhere = std::iter::repeat_n(0.0, untied + usize::from(may_leave));
        tied.chain(elsewhere).filter(|pull| held - pull <= slack).count() as u64
    }
}
