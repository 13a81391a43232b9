//! The targets that divide blocs.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Consensus;
use crate::graph::{Node, Side};

/// A target on which blocs stand on opposite sides.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Division {
    /// The target.
    pub target: Node,
    /// The blocs in which more members support it than oppose it.
    pub support: Vec<Consensus>,
    /// The blocs in which more members oppose it.
    pub oppose: Vec<Consensus>,
}

impl Division {
    /// The lead of the weaker side: by how many members it is ahead in its own blocs.
    #[must_use]
    pub fn weight(&self) -> u32 {
        let lead = |blocs: &[Consensus]| blocs.iter().map(Consensus::lead).sum::<u32>();
        lead(&self.support).min(lead(&self.oppose))
    }

    /// The lead of all these blocs together, each on its side.
    fn lead(&self) -> u32 {
        self.support.iter().chain(&self.oppose).map(Consensus::lead).sum()
    }

    /// The targets that divide blocs: those that divide the most actors first, then by target.
    #[must_use]
    pub fn all(consensus: &[Consensus]) -> Vec<Self> {
        let mut targets: BTreeMap<Node, [Vec<Consensus>; 2]> = BTreeMap::new();
        for one in consensus {
            let Some(side) = one.side() else { continue };
            targets.entry(one.target).or_default()[usize::from(side == Side::Oppose)].push(*one);
        }
        let mut divisions = targets
            .into_iter()
            .map(|(target, [support, oppose])| Self { target, support, oppose })
            .filter(|division| !division.support.is_empty() && !division.oppose.is_empty())
            .collect::<Vec<_>>();
        divisions.sort_by_key(|division| Reverse((division.weight(), division.lead())));
        divisions
    }
}
