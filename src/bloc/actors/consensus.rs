//! What the members of a bloc say about one target.

use std::collections::BTreeMap;

use super::Blocs;
use crate::graph::{Counts, Node, Side, Standings};
use crate::measure::group::{cohesion, rice};

/// How many members of a bloc are on each side of a target.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Consensus {
    /// The bloc.
    pub bloc: usize,
    /// The target.
    pub target: Node,
    /// How many members support it, oppose it, or are neutral.
    pub counts: Counts,
    /// How many members have said both.
    pub mixed: u32,
}

impl Consensus {
    /// How many members have a standing.
    #[must_use]
    pub fn members(&self) -> u32 {
        self.counts.total() + self.mixed
    }

    /// [Rice's index](rice) of the members who take a side.
    #[must_use]
    pub fn rice(&self) -> Option<f64> {
        rice(self.counts)
    }

    /// The [agreement index](cohesion) of the members who have said one thing.
    #[must_use]
    pub fn cohesion(&self) -> Option<f64> {
        cohesion(self.counts)
    }

    /// The side of the majority; `None` if the sides are equal.
    #[must_use]
    pub fn side(&self) -> Option<Side> {
        let Counts { support, oppose, .. } = self.counts;
        match support.cmp(&oppose) {
            std::cmp::Ordering::Greater => Some(Side::Support),
            std::cmp::Ordering::Less => Some(Side::Oppose),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The mean of an index over the targets on which at least two members of a bloc have a standing; `None` if
    /// there is none. A single member always agrees with itself, so its targets say nothing.
    pub fn mean(of: &[Self], index: impl Fn(&Self) -> Option<f64>) -> Option<f64> {
        let indices = of.iter().filter(|one| one.members() > 1).filter_map(index);
        let (sum, count) = indices.fold((0.0, 0.0), |(sum, n), index| (sum + index, n + 1.0));
        (count > 0.0).then(|| sum / count)
    }

    /// By how many members the larger side leads.
    #[must_use]
    pub fn lead(&self) -> u32 {
        self.counts.support.abs_diff(self.counts.oppose)
    }

    /// Whether the target unites the bloc: at least two members have a standing, and all are on one side.
    #[must_use]
    pub fn unites(&self) -> bool {
        let most = self.counts.support.max(self.counts.oppose);
        most >= 2 && most == self.members()
    }
}

impl Blocs<'_> {
    /// What each bloc says about each target, by bloc, then by target. O(n log n) in the number of standings.
    #[must_use]
    pub fn consensus(&self, standings: Standings) -> Vec<Consensus> {
        let mut found = BTreeMap::new();
        for standing in standings.iter() {
            let Some(bloc) = self.actor_bloc(standing.actor_ix()) else { continue };
            let target = standing.target_node();
            let (counts, mixed) = found.entry((bloc, target)).or_insert((Counts::default(), 0));
            match standing.side() {
                Side::Support => counts.support += 1,
                Side::Oppose => counts.oppose += 1,
                Side::Neutral => counts.neutral += 1,
                Side::Mixed => *mixed += 1,
            }
        }
        let consensus = found.into_iter().map(|((bloc, target), (counts, mixed))| Consensus {
            bloc,
            target,
            counts,
            mixed,
        });
        consensus.collect()
    }
}
