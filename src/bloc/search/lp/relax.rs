//! The rounds of the linear program: solve, add short obstructions, round to a partition.
//!
//! Small graphs start with a greedy packing, are solved by the simplex method, and get cycles by
//! shortest paths. Large ones start with all triangles, are solved by [`Gradient`], and get cycles of
//! up to five edges by [`Hops`]; only when these run out, shortest paths.

use super::cycles::Cycles;
use super::gradient::Gradient;
use super::hops::{Hops, triangles};
use super::simplex::Packing;
use super::{Obstruction, Proof};
use crate::bloc::search::frustration::Solver;
use crate::bloc::search::simple_graph::SimpleGraph;

/// With more edges, simplex pivots cost more than steps of the gradient method.
pub const LARGE: usize = 6_000;

/// The most triangles that enter a packing.
const TRIANGLES: usize = 2_000_000;

/// A round looks for cycles around every `TURNS`-th node, so that all nodes have had their turn after as
/// many rounds.
const TURNS: usize = 8;

/// The fewest and the most steps of a phase.
const STEPS: (usize, usize) = (60, 1_000);

/// How close the gradient method has to come to the best packing, as a share of its worth.
const CLOSE: f64 = 1e-5;

impl Solver {
    /// The bound that the linear program proves, starting from the `more` obstructions given.
    ///
    /// `value` is the best disagreement known. `round` is called with the lengths after each solution, looks for
    /// a better partition along them, and returns the best value now. The work ends when the bound leaves no
    /// room for anything better than the value or the cutoff, when no obstruction is short, or when time is up.
    pub(crate) fn relax(
        &mut self,
        graph: &SimpleGraph,
        cycles: &mut Cycles,
        more: Vec<Obstruction>,
        value: f64,
        cutoff: f64,
        round: impl FnMut(&mut Self, &[f64]) -> f64,
    ) -> Proof {
        if graph.edges.len() > self.large {
            self.relax_large(graph, cycles, &more, value, cutoff, round)
        } else {
            self.relax_small(graph, cycles, more, value, cutoff, round)
        }
    }

    /// Phases of the gradient method, each followed by `round` and a search for short cycles.
    ///
    /// A phase or a search that time cuts short is dropped, so that a longer run does everything that a
    /// shorter one does, in the same order.
    fn relax_large(
        &mut self,
        graph: &SimpleGraph,
        cycles: &mut Cycles,
        more: &[Obstruction],
        mut value: f64,
        cutoff: f64,
        mut round: impl FnMut(&mut Self, &[f64]) -> f64,
    ) -> Proof {
        let deadline = self.deadline;
        let stop = || deadline.passed();
        let capacity: Vec<f64> = graph.edges.iter().map(|edge| edge.weight.abs()).collect();
        let mut gradient = Gradient::new(&capacity);
        let (odd, many) = (cycles.odd.clone(), cycles.many);
        let first = triangles(graph, &odd, many, TRIANGLES, stop);
        for obstruction in first.iter().chain(more) {
            gradient.add(obstruction);
        }
        let mut hops = Hops::new(graph, &odd, many);
        let mut best = Proof { bound: 0.0, spare: capacity };
        // How many rounds in a row found no new cycle.
        let (mut turn, mut idle, mut steps) = (0, 0, STEPS.0);
        while !deadline.passed() && gradient.phase(steps, stop) {
            let proof = gradient.proof();
            let is_close = gradient.worth() - proof.bound < CLOSE * gradient.worth();
            if proof.bound > best.bound {
                best = proof;
            }
            if self.value_step.closes(best.bound, value, value.min(cutoff)) {
                break;
            }
            value = round(self, gradient.lengths());
            let found = match idle < TURNS {
                true => hops.turn(turn, TURNS, gradient.lengths(), stop),
                false => {
                    cycles.shorter_than_one(gradient.lengths(), 50 + graph.edges.len() / 4, stop)
                }
            };
            let fresh = found.iter().filter(|cycle| gradient.add(cycle)).count();
            if idle >= TURNS && fresh == 0 && is_close {
                break;
            }
            turn = (turn + 1) % TURNS;
            idle = if fresh == 0 { idle + 1 } else { 0 };
            // While many cycles are new, exact levels are wasted on them; later phases grow.
            steps = if 1_000 * fresh > graph.edges.len() {
                STEPS.0
            } else {
                (steps * 3 / 2).min(STEPS.1)
            };
        }
        best
    }

    /// Simplex runs, each followed by `round` and a search for short cycles.
    fn relax_small(
        &mut self,
        graph: &SimpleGraph,
        cycles: &mut Cycles,
        more: Vec<Obstruction>,
        mut value: f64,
        cutoff: f64,
        mut round: impl FnMut(&mut Self, &[f64]) -> f64,
    ) -> Proof {
        let deadline = self.deadline;
        let capacity: Vec<f64> = graph.edges.iter().map(|edge| edge.weight.abs()).collect();
        let greedy = cycles.greedy(&capacity, || deadline.passed());
        let first = Proof { bound: greedy.bound, spare: greedy.spare };
        if self.value_step.closes(first.bound, value, value.min(cutoff)) || deadline.passed() {
            return first;
        }
        let mut packing = Packing::new(capacity, self.shake(value), &mut self.rng);
        let mut fresh = add(&mut packing, greedy.cycles.into_iter().chain(more));
        let mut idle = false;
        loop {
            let enough = self.value_step.enough(value, value.min(cutoff));
            // After many new cycles a few pivots are enough, as better cycles follow. After none, the packing
            // goes to its optimum; the limit only guards against cycling.
            let last = 10_000 + 50 * graph.edges.len();
            let steps = if fresh == 0 { last } else { 50 + 2 * fresh };
            let settled = packing.optimise(enough, steps, deadline);
            let proof = packing.proof();
            if !deadline.passed() {
                value = round(self, packing.lengths());
            }
            let mut over = self.value_step.closes(proof.bound, value, value.min(cutoff));
            if !over && !deadline.passed() {
                let limit = 50 + graph.edges.len() / 4;
                let stop = || deadline.passed();
                let found = cycles.shorter_than_one(packing.lengths(), limit, stop);
                fresh = add(&mut packing, found.into_iter());
                over = fresh == 0 && (settled || idle);
                idle = fresh == 0;
            }
            if over || deadline.passed() {
                return if proof.bound < first.bound { first } else { proof };
            }
        }
    }

    /// By which share capacities may be lowered without harm to the bound.
    ///
    /// With whole steps between values, the bound is rounded up to the next one, so it may lose a fiftieth of a
    /// step.
    fn shake(&self, value: f64) -> f64 {
        if self.value_step.step() > 0.0 {
            (0.02 * self.value_step.step() / (1.0 + value)).min(1e-4)
        } else {
            1e-7
        }
    }
}

/// Adds obstructions, and counts those that are new.
fn add(packing: &mut Packing, obstructions: impl Iterator<Item = Obstruction>) -> usize {
    obstructions.filter(|obstruction| packing.add(obstruction.clone())).count()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "sums of whole numbers are exact")]
mod tests {
    use crate::random::Random;
    use fastrand::Rng;

    use crate::bloc::SignedGraph;
    use crate::bloc::search::deadline::Deadline;
    use crate::bloc::search::frustration::{SMALL, Solver};
    use crate::bloc::search::simple_graph::SimpleGraph;
    use crate::bloc::search::value_step::ValueStep;

    fn random(seed: u64, heaviest: f64) -> SignedGraph {
        let mut rng = Rng::with_seed(seed);
        let nodes = rng.usize(4..=14);
        let mut signed = SignedGraph::new(nodes);
        for _ in 0..rng.usize(nodes..=4 * nodes) {
            let weight = (1.0 + (rng.f64() * heaviest).floor()) * [-1.0, 1.0][rng.usize(0..2)];
            let (u, v) = (rng.usize(0..nodes), rng.usize(0..nodes));
            signed.add(u, v, weight).expect("nodes are there");
        }
        signed
    }

    fn solver(signed: &SignedGraph, large: usize, deadline: Deadline) -> (Solver, SimpleGraph) {
        let pairs = signed.pairs();
        let (value_step, graph) = (ValueStep::of(&pairs), SimpleGraph::of(signed.nodes(), &pairs));
        let never = 3.0 * graph.total() + value_step.step();
        let rng = Random::with_seed(0);
        let (start, small, proves_nothing) = (0, SMALL, false);
        (Solver { value_step, deadline, rng, start, small, large, never, proves_nothing }, graph)
    }

    /// Both solvers end at the same optimum.
    #[test]
    fn both_packings_prove_the_same() {
        for seed in 0..120 {
            for heaviest in [1.0, 7.0] {
                let signed = random(seed, heaviest);
                let camps = [0, usize::MAX].map(|large| {
                    let (mut solver, graph) = solver(&signed, large, Deadline::Never);
                    let start = vec![false; graph.nodes];
                    let found = solver.solve(&graph, &start, f64::INFINITY, &[], 0);
                    assert_eq!(found.lower, found.value, "{seed} {large}");
                    found.value
                });
                assert_eq!(camps[0], camps[1], "{seed}");
                let blocs = [0, usize::MAX].map(|large| {
                    let (mut solver, graph) = solver(&signed, large, Deadline::Never);
                    let found = solver.group(&graph, usize::MAX);
                    assert_eq!(found.lower, found.value, "{seed} {large}");
                    found.value
                });
                assert_eq!(blocs[0], blocs[1], "{seed}");
                assert!(blocs[0] <= camps[0]);
            }
        }
    }

    /// The seed of a graph, its nodes and ties, and the most edges for the simplex method.
    const SEARCHED: [(u64, usize, usize, usize); 4] =
        [(1, 30, 120, 0), (2, 30, 120, usize::MAX), (3, 50, 600, 0), (4, 50, 600, usize::MAX)];

    /// Wherever a run is stopped, a longer one is at least as good.
    #[test]
    fn more_time_is_never_worse_on_either_side() {
        for (seed, nodes, ties, large) in SEARCHED {
            let mut rng = Rng::with_seed(seed);
            let mut signed = SignedGraph::new(nodes);
            for _ in 0..ties {
                let weight = if rng.f64() < 0.4 { -1.0 } else { 1.0 };
                let (u, v) = (rng.usize(0..nodes), rng.usize(0..nodes));
                signed.add(u, v, weight).expect("nodes are there");
            }
            for most in [2, 3, usize::MAX] {
                let (mut value, mut lower) = (f64::INFINITY, 0.0);
                for looks in (0..12).map(|power| 1 << power) {
                    let deadline = Deadline::after_looks(looks);
                    let (mut solver, graph) = solver(&signed, large, deadline);
                    let found = if most == 2 {
                        let start = vec![false; graph.nodes];
                        let found = solver.solve(&graph, &start, f64::INFINITY, &[], 0);
                        (found.value, found.lower)
                    } else {
                        let found = solver.group(&graph, most);
                        (found.value, found.lower)
                    };
                    let place = (seed, most, looks);
                    assert!(found.0 <= value && found.1 >= lower - 1e-9, "{place:?} {found:?}");
                    assert!(found.1 <= found.0, "{place:?} {found:?}");
                    (value, lower) = found;
                }
                assert!(lower > 0.0 || most > 2);
            }
        }
    }
}
