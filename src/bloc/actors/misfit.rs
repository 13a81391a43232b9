//! Ties that disagree with the blocs.

use std::cmp::Reverse;

use super::{Blocs, Tie, TieOrigin};
use crate::graph::ActorIx;

/// A tie that disagrees with the blocs: against within one, or for between two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Misfit {
    /// The number of the tie; its stances are [`ActorGraph::behind`](super::ActorGraph::behind) it.
    pub tie: usize,
    /// The two actors.
    pub pair: (ActorIx, ActorIx),
    /// Whether they share a bloc.
    pub together: bool,
    /// The weight of the tie: positive for, negative against.
    pub weight: f64,
}

impl Blocs<'_> {
    /// The ties that disagree: the heaviest first, of those the ones that rest on the most shared
    /// targets, then by the ids of the two.
    ///
    /// Their absolute weights add up to the value of the partition.
    #[must_use]
    pub fn misfits(&self) -> Vec<Misfit> {
        let misfit = |(number, tie): (usize, &Tie)| Misfit {
            tie: number,
            pair: (self.ties().nodes()[tie.u], self.ties().nodes()[tie.v]),
            together: self.partition().together(tie.u, tie.v),
            weight: tie.weight,
        };
        let frustrated = self.partition().frustrated(self.ties().signed());
        let mut misfits = frustrated.map(misfit).collect::<Vec<_>>();
        misfits.sort_by(|a, b| {
            let by_weight = b.weight.abs().total_cmp(&a.weight.abs());
            let shared = |misfit: &Misfit| Reverse(self.shared(misfit.tie));
            by_weight.then_with(|| (shared(a), a.pair, a.tie).cmp(&(shared(b), b.pair, b.tie)))
        });
        misfits
    }

    /// How many targets a tie rests on.
    fn shared(&self, tie: usize) -> usize {
        match self.ties().origin(tie) {
            TieOrigin::Alignment(pairing) => pairing.tally.shared,
            TieOrigin::Standing(_) => 1,
        }
    }
}
