//! Ties that disagree with the blocs.

use super::{Blocs, Tie};
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
    /// The ties that disagree, the heaviest first, then by the ids of the two.
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
            by_weight.then(a.pair.cmp(&b.pair)).then(a.tie.cmp(&b.tie))
        });
        misfits
    }
}
