//! The bound: the linear program of obstructions, with cycles as they are needed.
//!
//! Small graphs: a greedy packing, then the simplex method, and cycles by shortest paths. Large ones:
//! all triangles, then [`Gradient`], and cycles of up to five edges by [`Hops`].

use super::cycles::Cycles;
use super::frustration::Solver;
use super::gradient::Gradient;
use super::hops::{Hops, triangles};
use super::net::Net;
use super::packing::{Obstruction, Packing, Proof};

/// With more edges, pivots cost more than steps of the gradient method.
pub const LARGE: usize = 6_000;

/// So many triangles enter a packing at most.
const TRIANGLES: usize = 2_000_000;

/// In each round, cycles are looked for around every so-manieth node.
const TURNS: usize = 8;

/// So many steps a phase has at least, and at most.
const STEPS: (usize, usize) = (60, 1_000);

/// How close the gradient method has to come to the best packing, as a share of it.
const CLOSE: f64 = 1e-5;

impl Solver {
    /// What packing obstructions proves; see [`Solver::relax_small`] and [`Solver::relax_large`].
    ///
    /// `round` looks for something better than `value` along the lengths, and says what is best now.
    pub(crate) fn relax(
        &mut self,
        net: &Net,
        cycles: &mut Cycles,
        more: Vec<Obstruction>,
        value: f64,
        cutoff: f64,
        round: impl FnMut(&mut Self, &[f64]) -> f64,
    ) -> Proof {
        if net.edges.len() > self.large {
            self.relax_large(net, cycles, &more, value, cutoff, round)
        } else {
            self.relax_small(net, cycles, more, value, cutoff, round)
        }
    }

    /// Phases of the gradient method, each followed by a search for short cycles and by `round`.
    ///
    /// What a phase or a search had when time ran out is left out, so that a longer run is the
    /// shorter one and more.
    fn relax_large(
        &mut self,
        net: &Net,
        cycles: &mut Cycles,
        more: &[Obstruction],
        mut value: f64,
        cutoff: f64,
        mut round: impl FnMut(&mut Self, &[f64]) -> f64,
    ) -> Proof {
        let deadline = self.deadline;
        let stop = || deadline.passed();
        let capacity: Vec<f64> = net.edges.iter().map(|edge| edge.weight.abs()).collect();
        let mut gradient = Gradient::new(&capacity);
        let (odd, many) = (cycles.odd.clone(), cycles.many);
        let first = triangles(net, &odd, many, TRIANGLES, stop);
        for obstruction in first.iter().chain(more) {
            gradient.add(obstruction);
        }
        let mut hops = Hops::new(net, &odd, many);
        let mut best = Proof { bound: 0.0, spare: capacity };
        let (mut turn, mut idle, mut steps) = (0, 0, STEPS.0);
        while !deadline.passed() && gradient.phase(steps, stop) {
            let proof = gradient.proof();
            let is_close = gradient.worth() - proof.bound < CLOSE * gradient.worth();
            if proof.bound > best.bound {
                best = proof;
            }
            if self.grid.closes(best.bound, value, value.min(cutoff)) {
                break;
            }
            value = round(self, gradient.lengths());
            let found = match idle < TURNS {
                true => hops.turn(turn, TURNS, gradient.lengths(), stop),
                false => {
                    cycles.shorter_than_one(gradient.lengths(), 50 + net.edges.len() / 4, stop)
                }
            };
            let fresh = found.iter().filter(|cycle| gradient.add(cycle)).count();
            if idle >= TURNS && fresh == 0 && is_close {
                break;
            }
            turn = (turn + 1) % TURNS;
            idle = if fresh == 0 { idle + 1 } else { 0 };
            steps = if 1_000 * fresh > net.edges.len() {
                STEPS.0
            } else {
                (steps * 3 / 2).min(STEPS.1)
            };
        }
        best
    }

    /// Packs cycles, and `more` obstructions, until that closes the gap, or is the best packing.
    fn relax_small(
        &mut self,
        net: &Net,
        cycles: &mut Cycles,
        more: Vec<Obstruction>,
        mut value: f64,
        cutoff: f64,
        mut round: impl FnMut(&mut Self, &[f64]) -> f64,
    ) -> Proof {
        let deadline = self.deadline;
        let capacity: Vec<f64> = net.edges.iter().map(|edge| edge.weight.abs()).collect();
        let greedy = cycles.greedy(&capacity, || deadline.passed());
        let first = Proof { bound: greedy.bound, spare: greedy.spare };
        if self.grid.closes(first.bound, value, value.min(cutoff)) || deadline.passed() {
            return first;
        }
        let mut packing = Packing::new(capacity, self.shake(value), &mut self.rng);
        let mut fresh = add(&mut packing, greedy.cycles.into_iter().chain(more));
        let mut idle = false;
        loop {
            let enough = self.grid.enough(value, value.min(cutoff));
            // With many new cycles, better ones are soon to come. Without any, to the end;
            // the limit only guards against a simplex method that goes in circles.
            let last = 10_000 + 50 * net.edges.len();
            let steps = if fresh == 0 { last } else { 50 + 2 * fresh };
            let settled = packing.optimise(enough, steps, deadline);
            let proof = packing.proof();
            if !deadline.passed() {
                value = round(self, packing.lengths());
            }
            let mut over = self.grid.closes(proof.bound, value, value.min(cutoff));
            if !over && !deadline.passed() {
                let limit = 50 + net.edges.len() / 4;
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

    /// How much the capacities of a packing may be disturbed without harm to its bound.
    fn shake(&self, value: f64) -> f64 {
        if self.grid.step() > 0.0 {
            (0.02 * self.grid.step() / (1.0 + value)).min(1e-4)
        } else {
            1e-7
        }
    }
}

/// Adds obstructions; how many of them are new.
fn add(packing: &mut Packing, obstructions: impl Iterator<Item = Obstruction>) -> usize {
    obstructions.filter(|obstruction| packing.add(obstruction.clone())).count()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "sums of whole numbers are exact")]
mod tests {
    use fastrand::Rng;

    use super::super::deadline::Deadline;
    use super::super::frustration::{SMALL, Solver};
    use super::super::grid::Grid;
    use super::super::net::Net;
    use crate::bloc::SignedGraph;

    fn random(seed: u64, heaviest: f64) -> SignedGraph {
        let mut rng = Rng::with_seed(seed);
        let nodes = rng.usize(4..=14);
        let mut graph = SignedGraph::new(nodes);
        for _ in 0..rng.usize(nodes..=4 * nodes) {
            let weight = (1.0 + (rng.f64() * heaviest).floor()) * [-1.0, 1.0][rng.usize(0..2)];
            let (u, v) = (rng.usize(0..nodes), rng.usize(0..nodes));
            graph.add(u, v, weight).expect("nodes are there");
        }
        graph
    }

    fn solver(graph: &SignedGraph, large: usize, deadline: Deadline) -> (Solver, Net) {
        let pairs = graph.pairs();
        let (grid, net) = (Grid::of(&pairs), Net::of(graph.nodes(), &pairs));
        let never = 3.0 * net.total() + grid.step();
        let rng = Rng::with_seed(0);
        let (start, small, proves_nothing) = (0, SMALL, false);
        (Solver { grid, deadline, rng, start, small, large, never, proves_nothing }, net)
    }

    /// The bounds of either packing end at the same optimum, and neither is above it on the way.
    #[test]
    fn both_packings_prove_the_same() {
        for seed in 0..120 {
            for heaviest in [1.0, 7.0] {
                let graph = random(seed, heaviest);
                let camps = [0, usize::MAX].map(|large| {
                    let (mut solver, net) = solver(&graph, large, Deadline::Never);
                    let start = vec![false; net.nodes];
                    let found = solver.solve(&net, &start, f64::INFINITY, &[], 0);
                    assert_eq!(found.lower, found.value, "{seed} {large}");
                    found.value
                });
                assert_eq!(camps[0], camps[1], "{seed}");
                let blocs = [0, usize::MAX].map(|large| {
                    let (mut solver, net) = solver(&graph, large, Deadline::Never);
                    let found = solver.group(&net, usize::MAX);
                    assert_eq!(found.lower, found.value, "{seed} {large}");
                    found.value
                });
                assert_eq!(blocs[0], blocs[1], "{seed}");
                assert!(blocs[0] <= camps[0]);
            }
        }
    }

    /// The seed of a graph, its size, and from how many edges on it is large.
    const SEARCHED: [(u64, usize, usize, usize); 4] =
        [(1, 30, 120, 0), (2, 30, 120, usize::MAX), (3, 50, 600, 0), (4, 50, 600, usize::MAX)];

    /// A longer run is a shorter one and more, wherever the shorter one is stopped.
    #[test]
    fn more_time_is_never_worse_on_either_side() {
        for (seed, nodes, ties, large) in SEARCHED {
            let mut rng = Rng::with_seed(seed);
            let mut graph = SignedGraph::new(nodes);
            for _ in 0..ties {
                let weight = if rng.f64() < 0.4 { -1.0 } else { 1.0 };
                let (u, v) = (rng.usize(0..nodes), rng.usize(0..nodes));
                graph.add(u, v, weight).expect("nodes are there");
            }
            for most in [2, 3, usize::MAX] {
                let (mut value, mut lower) = (f64::INFINITY, 0.0);
                for looks in (0..12).map(|power| 1 << power) {
                    let deadline = Deadline::after_looks(looks);
                    let (mut solver, net) = solver(&graph, large, deadline);
                    let found = if most == 2 {
                        let start = vec![false; net.nodes];
                        let found = solver.solve(&net, &start, f64::INFINITY, &[], 0);
                        (found.value, found.lower)
                    } else {
                        let found = solver.group(&net, most);
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
