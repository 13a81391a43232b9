//! Searches for the partition with the least disagreement, and proves how good it is.
//!
//! Branch and bound on weighted correlation clustering, with two camps (the frustration index, which is
//! maximum cut in other words) as a case with stronger tools:
//!
//! | file | what |
//! |---|---|
//! | `frustration` | two camps: reduce, split, search, bound, fix, branch |
//! | `clustering` | more blocs: the same without the reductions |
//! | `reduce` | smaller graphs with the same optimum for two camps |
//! | `biconnected` | the split: disagreement adds up over biconnected components |
//! | `anneal`, `moves` | good partitions: simulated annealing and descent, for two camps and for more |
//! | `lp/` | the bound of sparse graphs: a packing of unbalanced cycles |
//! | `spectral`, `lanczos`, `cholesky` | the bound of dense graphs: a semidefinite program, certified |
//! | `assign`, `decide` | the ends of the search: small graphs node by node, and branches on a pair |
//!
//! Pieces of work follow one another in an order that the time limit does not change, and a piece that
//! time cuts short is dropped. So a longer run does what a shorter one does and more, and is never
//! worse, neither in the value nor in the bound.

mod anneal;
mod assign;
mod biconnected;
mod cholesky;
mod clustering;
mod deadline;
mod decide;
mod frustration;
mod joins;
mod lanczos;
mod lp;
mod moves;
mod reduce;
mod simple_graph;
mod spanning;
mod spectral;
mod value_step;

use std::num::NonZeroUsize;
use std::time::Duration;

use crate::random::Random;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::partition::{self, Partition};
use super::signed_graph::SignedGraph;
pub(super) use deadline::Deadline;
pub(super) use frustration::SMALL;
use frustration::Solver;
use lp::LARGE;
use simple_graph::SimpleGraph;
use value_step::ValueStep;

/// How many blocs a partition may have.
///
/// With serde it is a text: `2`, another number, or `auto`.
// Closed: two, at most so many, or any number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub enum BlocCount {
    /// One or two camps: the value is the frustration, or line index of balance.
    Two,
    /// This many or fewer.
    AtMost(NonZeroUsize),
    /// Any number: correlation clustering.
    Any,
}

/// A search for the partition with the least disagreement.
///
/// The same graph, count and seed give the same partition, whatever the order of the ties. Only a
/// time limit that is hit makes the answer depend on the machine.
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

    /// Limits the time: when it is over, the answer is the best partition and the best bound so far.
    ///
    /// Without a limit the search goes on until the partition is proved optimal. On large dense
    /// graphs that takes forever.
    pub fn time_limit(self, limit: Duration) -> Self {
        Self { time_limit: Some(limit), ..self }
    }

    pub(crate) fn is_limited(&self) -> bool {
        self.time_limit.is_some()
    }

    /// The same search with its time limit, if it has one, shortened.
    pub(crate) fn shortened(self, by: Duration) -> Self {
        Self { time_limit: self.time_limit.map(|limit| limit.saturating_sub(by)), ..self }
    }

    /// Looks for a good partition without a proof: quick, and the same on every machine.
    ///
    /// The lower bound is then only the weight that disagrees with every partition.
    pub fn without_proof(self) -> Self {
        Self { proves_nothing: true, ..self }
    }

    /// Seeds the random numbers of the local search; 0 by default.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    pub(crate) fn count(&self) -> BlocCount {
        self.count
    }

    pub(crate) fn seeded(&self) -> u64 {
        self.seed
    }

    /// Runs the search: the best partition found, with its lower bound.
    #[must_use]
    pub fn partition(&self, graph: &SignedGraph) -> Partition {
        let deadline = Deadline::after(self.time_limit);
        // Whole numbers of a unit: sums are exact, and bounds can be rounded up.
        let (unit, pairs) = graph.whole_pairs();
        let least = pairs.iter().map(partition::unavoidable).fold(0.0, |sum, weight| sum + weight);
        let simple = SimpleGraph::of(graph.nodes(), &pairs);
        let rng = Random::with_seed(self.seed);
        let value_step = ValueStep::of(&pairs);
        let never = 3.0 * simple.total() + value_step.step();
        let proves_nothing = self.proves_nothing;
        let (start, small, large) = (self.seed, SMALL, LARGE);
        let mut solver =
            Solver { value_step, deadline, rng, start, small, large, never, proves_nothing };
        let (labels, bound) = match self.count {
            BlocCount::Two => Self::two(&mut solver, &simple),
            BlocCount::AtMost(most) if most.get() == 1 => one(&simple),
            BlocCount::AtMost(most) if most.get() == 2 => Self::two(&mut solver, &simple),
            BlocCount::AtMost(most) => Self::many(&mut solver, &simple, most.get()),
            BlocCount::Any => Self::many(&mut solver, &simple, usize::MAX),
        };
        Partition::bounded(unit, &pairs, &labels, least + bound)
    }

    fn many(solver: &mut Solver, graph: &SimpleGraph, most: usize) -> (Vec<usize>, f64) {
        let found = solver.group(graph, most);
        (found.labels, found.lower)
    }

    fn two(solver: &mut Solver, graph: &SimpleGraph) -> (Vec<usize>, f64) {
        let found = solver.solve(graph, &vec![false; graph.nodes], f64::INFINITY, &[], 0);
        (found.camps.into_iter().map(usize::from).collect(), found.lower)
    }
}

/// Everyone in one bloc: the only partition into one.
fn one(graph: &SimpleGraph) -> (Vec<usize>, f64) {
    let labels = vec![0; graph.nodes];
    let value = graph.disagreement(&labels);
    (labels, value)
}
