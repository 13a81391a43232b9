//! The search for the partition with the least disagreement: what to look for, and for how long.

mod anneal;
mod assign;
mod blocks;
mod cholesky;
mod cliques;
mod clustering;
mod cycles;
mod deadline;
mod decide;
mod elimination;
mod frustration;
mod gradient;
mod grid;
mod hops;
mod inverse;
mod joins;
mod lanczos;
mod moves;
mod net;
mod packing;
mod reduce;
mod relax;
mod spanning;
mod spectral;

use std::num::NonZeroUsize;
use std::time::Duration;

use fastrand::Rng;

use super::partition::{self, Partition};
use super::signed_graph::SignedGraph;
pub(super) use deadline::Deadline;
pub(super) use frustration::SMALL;
use frustration::Solver;
use grid::Grid;
use net::Net;
use relax::LARGE;

/// How many blocs a partition may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlocCount {
    /// One or two camps: the value is the frustration, or line index of balance.
    Two,
    /// So many, or fewer.
    AtMost(NonZeroUsize),
    /// As many as are best: correlation clustering.
    Any,
}

/// A search for the partition with the least disagreement.
///
/// The same graph, count and seed give the same partition, whatever the order
/// of the ties; only a time limit that is hit makes the answer depend on the
/// machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Search {
    count: BlocCount,
    time_limit: Option<Duration>,
    seed: u64,
    proves_nothing: bool,
}

impl Search {
    /// A search with no time limit and seed 0.
    pub fn new(count: BlocCount) -> Self {
        Self { count, time_limit: None, seed: 0, proves_nothing: false }
    }

    /// Stops after this time with the best partition found and the bound so far.
    ///
    /// Without a limit the search goes on until the partition is proved, which
    /// on large and dense graphs is never.
    pub fn time_limit(self, limit: Duration) -> Self {
        Self { time_limit: Some(limit), ..self }
    }

    pub(crate) fn is_limited(&self) -> bool {
        self.time_limit.is_some()
    }

    /// The same search with so much less time, where that is limited.
    pub(crate) fn shortened(self, by: Duration) -> Self {
        Self { time_limit: self.time_limit.map(|limit| limit.saturating_sub(by)), ..self }
    }

    /// Looks for a good partition and proves nothing: quick, and the same on every machine. The
    /// bound is what cannot be avoided in any case.
    pub fn without_proof(self) -> Self {
        Self { proves_nothing: true, ..self }
    }

    /// Where the random starts of the local search come from.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    pub(crate) fn count(&self) -> BlocCount {
        self.count
    }

    pub(crate) fn seeded(&self) -> u64 {
        self.seed
    }

    /// The best partition found, and what is proved about it.
    #[must_use]
    pub fn partition(&self, graph: &SignedGraph) -> Partition {
        let deadline = Deadline::after(self.time_limit);
        // Whole numbers of a unit: sums are exact, and bounds can be rounded up.
        let (unit, pairs) = graph.whole_pairs();
        let least = pairs.iter().map(partition::unavoidable).fold(0.0, |sum, weight| sum + weight);
        let net = Net::of(graph.nodes(), &pairs);
        let rng = Rng::with_seed(self.seed);
        let grid = Grid::of(&pairs);
        let never = 3.0 * net.total() + grid.step();
        let proves_nothing = self.proves_nothing;
        let (start, small, large) = (self.seed, SMALL, LARGE);
        let mut solver = Solver { grid, deadline, rng, start, small, large, never, proves_nothing };
        let (labels, bound) = match self.count {
            BlocCount::Two => Self::two(&mut solver, &net),
            BlocCount::AtMost(most) if most.get() == 1 => one(&net),
            BlocCount::AtMost(most) if most.get() == 2 => Self::two(&mut solver, &net),
            BlocCount::AtMost(most) => Self::many(&mut solver, &net, most.get()),
            BlocCount::Any => Self::many(&mut solver, &net, usize::MAX),
        };
        Partition::bounded(unit, &pairs, &labels, least + bound)
    }

    fn many(solver: &mut Solver, net: &Net, most: usize) -> (Vec<usize>, f64) {
        let found = solver.group(net, most);
        (found.labels, found.lower)
    }

    fn two(solver: &mut Solver, net: &Net) -> (Vec<usize>, f64) {
        let found = solver.solve(net, &vec![false; net.nodes], f64::INFINITY, &[], 0);
        (found.camps.into_iter().map(usize::from).collect(), found.lower)
    }
}

/// Everyone in one bloc: nothing to look for.
fn one(net: &Net) -> (Vec<usize>, f64) {
    let labels = vec![0; net.nodes];
    let value = net.disagreement(&labels);
    (labels, value)
}
