//! The bound: a greedy packing, then the linear program with cycles as they are needed.

use super::cycles::Cycles;
use super::frustration::Solver;
use super::net::Net;
use super::packing::{Obstruction, Packing, Proof};

impl Solver {
    /// Packs cycles, and `more` obstructions, until that closes the gap, or is the best packing.
    ///
    /// `round` looks for something better than `value` along the lengths, and
    /// says what is best now.
    pub(in crate::bloc) fn relax(
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
            value = round(self, packing.lengths());
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
