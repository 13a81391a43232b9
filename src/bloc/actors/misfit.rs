//! The ties that disagree with the blocs.

use std::cmp::Reverse;

use super::{Blocs, Tie, TieOrigin};
use crate::graph::ActorIx;

/// A tie that disagrees with the blocs: a tie against within a bloc, or a tie for between two.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Misfit {
    /// The number of the tie; [`ActorGraph::behind`](super::ActorGraph::behind) gives its stances.
    pub tie: usize,
    /// The two actors.
    pub pair: (ActorIx, ActorIx),
    /// Whether they share a bloc.
    pub together: bool,
    /// The weight of the tie: positive for, negative against.
    pub weight: f64,
}

impl Blocs<'_> {
    /// The ties that disagree with every best partition: the heaviest first, then those that rest on the most
    /// shared targets, then by the ids of the two actors.
    ///
    /// Ties of unplaced actors that disagree with some best partitions only are not among them. Their weight is
    /// [`Blocs::open_disagreement`]; it and the absolute weights of the misfits add up to the value of the
    /// partition.
    #[must_use]
    pub fn misfits(&self) -> Vec<Misfit> {
        let misfit = |(number, tie): (usize, &Tie)| Misfit {
            tie: number,
            pair: (self.ties().nodes()[tie.u], self.ties().nodes()[tie.v]),
            together: self.partition().together(tie.u, tie.v),
            weight: tie.weight,
        };
        let frustrated = self.partition().frustrated(self.ties().signed());
        let groups = self.groups();
        let firm = frustrated.filter(|(_, tie)| self.is_firm(&groups, tie));
        let mut misfits = firm.map(misfit).collect::<Vec<_>>();
        misfits.sort_by(|a, b| {
            let by_weight = b.weight.abs().total_cmp(&a.weight.abs());
            let shared = |misfit: &Misfit| Reverse(self.shared(misfit.tie));
            by_weight.then_with(|| (shared(a), a.pair, a.tie).cmp(&(shared(b), b.pair, b.tie)))
        });
        misfits
    }

    /// The weight of the disagreement that every best partition has, but on different ties: those of unplaced
    /// actors.
    #[must_use]
    pub fn open_disagreement(&self) -> f64 {
        let groups = self.groups();
        let frustrated = self.partition().frustrated(self.ties().signed());
        let open = frustrated.filter(|(_, tie)| !self.is_firm(&groups, tie));
        open.fold(0.0, |sum, (_, tie)| sum + tie.weight.abs())
    }

    /// A number for each node, the same for nodes that are always together.
    fn groups(&self) -> Vec<usize> {
        let mut groups = (0..self.ties().nodes().len()).collect::<Vec<_>>();
        for group in self.members().iter().chain(self.unplaced()) {
            group.iter().for_each(|node| groups[*node] = group[0]);
        }
        groups
    }

    /// Whether all best partitions agree on the ends of a tie: together, or apart.
    fn is_firm(&self, groups: &[usize], tie: &Tie) -> bool {
        let are_placed = self.bloc(tie.u).and(self.bloc(tie.v)).is_some();
        are_placed || groups[tie.u] == groups[tie.v]
    }

    /// The number of targets that a tie rests on.
    fn shared(&self, tie: usize) -> usize {
        match self.ties().origin(tie) {
            TieOrigin::Alignment(pairing) => pairing.tally.shared,
            TieOrigin::Standing(_) => 1,
        }
    }
}
