//! Swing actors: those who could move to another bloc at a low cost.

use std::collections::BTreeMap;

use super::Blocs;
use crate::bloc::partition::pulls;

/// An actor swings if a move adds at most this share of the weight of its ties to the disagreement. With a
/// third, at least a third of its ties pull it elsewhere.
pub const SWING_REACH: f64 = 1.0 / 3.0;

/// The cheapest move of an actor to another bloc.
// Closed: a move and what it costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// The actor's node.
    pub node: usize,
    /// The bloc that it would move to; `None` for a new bloc of its own. Numbers from the number of blocs on are
    /// blocs with unplaced members only.
    pub to: Option<usize>,
    /// How much the move adds to the disagreement of the [partition](Blocs::partition).
    pub cost: f64,
    /// The same as a share of the weight of all its ties; 1 if all of them hold it where it is.
    pub share: f64,
}

impl Swing {
    /// Whether the move costs at most this share of the weight of the actor's ties, for instance
    /// [`SWING_REACH`].
    ///
    /// ```
    /// use stancegraph::bloc::{SWING_REACH, Swing};
    ///
    /// // One of three ties pulls it elsewhere, and two hold it.
    /// let swing = Swing { node: 0, to: Some(1), cost: 1.0, share: 1.0 / 3.0 };
    /// assert!(swing.is_within(SWING_REACH) && !swing.is_within(0.3));
    /// ```
    #[must_use]
    pub fn is_within(&self, reach: f64) -> bool {
        // Sums of weights are not exact.
        self.share <= reach + 1e-9
    }
}

impl Blocs<'_> {
    /// For each placed actor its cheapest move to another bloc of its component, the cheapest first. An actor who
    /// could move at no cost is [unplaced](Blocs::unplaced), so it is not among them.
    ///
    /// An actor on its own has no move, nor one in the only bloc that its component can have. O(t log t) in the
    /// number of ties.
    #[must_use]
    pub fn swings(&self) -> Vec<Swing> {
        // Whole numbers of a unit, so that sums are exact.
        let (unit, pairs) = self.ties().signed().whole_pairs();
        let pulls = pulls(&pairs, self.casts());
        let (blocs_of, sizes) = (self.blocs_of_components(), self.cast_sizes());
        let weights = self.weights();
        let placed = pulls.iter().enumerate().filter(|(node, _)| self.bloc(*node).is_some());
        let mut swings = placed
            .filter_map(|(node, pulls)| {
                let is_alone = sizes[self.cast(node)] == 1;
                self.swing(node, pulls, &blocs_of[self.component(node)], is_alone)
            })
            .map(|swing| {
                let (cost, weight) = (unit.back(swing.cost), weights[swing.node]);
                Swing { cost, share: cost / weight.max(f64::MIN_POSITIVE), ..swing }
            })
            .collect::<Vec<_>>();
        swings.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.node.cmp(&b.node)));
        swings
    }

    /// The number of nodes of each bloc in the partition.
    fn cast_sizes(&self) -> Vec<usize> {
        let nodes = self.ties().nodes().len();
        let mut sizes = vec![0; self.members().len() + nodes];
        (0..nodes).for_each(|node| sizes[self.cast(node)] += 1);
        sizes
    }

    /// The blocs of each component.
    fn blocs_of_components(&self) -> Vec<Vec<usize>> {
        let mut blocs = vec![Vec::new(); self.component_count()];
        for node in 0..self.ties().nodes().len() {
            blocs[self.component(node)].push(self.cast(node));
        }
        for blocs in &mut blocs {
            blocs.sort_unstable();
            blocs.dedup();
        }
        blocs
    }

    /// The weight of all ties of each node.
    fn weights(&self) -> Vec<f64> {
        let mut weights = vec![0.0; self.ties().nodes().len()];
        for pair in self.ties().signed().pairs().iter().filter(|pair| !pair.is_loop()) {
            for node in [pair.u, pair.v] {
                weights[node] += pair.positive + pair.negative;
            }
        }
        weights
    }

    fn swing(
        &self,
        node: usize,
        pulls: &BTreeMap<usize, f64>,
        blocs: &[usize],
        is_alone: bool,
    ) -> Option<Swing> {
        let own = self.cast(node);
        let may_leave = !is_alone && blocs.len() < self.most();
        let alone = may_leave.then_some((None, 0.0));
        let tied =
            pulls.iter().filter(|(bloc, _)| **bloc != own).map(|(bloc, pull)| (Some(*bloc), *pull));
        let is_untied = |bloc: &&usize| **bloc != own && !pulls.contains_key(*bloc);
        let untied = blocs.iter().find(is_untied).map(|bloc| (Some(*bloc), 0.0));
        let moves = alone.into_iter().chain(tied).chain(untied);
        let best = moves.reduce(|best, next| if next.1 > best.1 { next } else { best });
        let held = pulls.get(&own).copied().unwrap_or(0.0);
        best.map(|(to, pulled)| Swing { node, to, cost: held - pulled, share: 1.0 })
    }
}
