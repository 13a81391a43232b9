//! Two camps, with proof: reduce, split, pack, branch.

use fastrand::Rng;

use super::anneal::{Camps, Effort, anneal};
use super::blocks::blocks;
use super::cycles::Cycles;
use super::deadline::Deadline;
use super::grid::Grid;
use super::net::Net;
use super::packing::{Packing, Proof};
use super::reduce::reduce;
use super::spanning::along_short_edges;

/// The best camps found, what they cost, and the least that any can cost.
pub(super) struct Found {
    pub(super) camps: Vec<bool>,
    pub(super) value: f64,
    pub(super) lower: f64,
}

pub(super) struct Solver {
    pub(super) grid: Grid,
    pub(super) deadline: Deadline,
    pub(super) rng: Rng,
    /// Up to this size, blocs are found node by node where the packing leaves a gap.
    pub(super) small: usize,
}

/// Above this size, the tree of node by node grows too fast.
pub(super) const SMALL: usize = 18;

impl Solver {
    /// Camps better than `hint` and than `cutoff`, or the proof that there are none.
    ///
    /// `lower` is a bound on every value, but no better than `cutoff`: above
    /// it, nobody asks.
    pub(super) fn solve(
        &mut self,
        net: &Net,
        hint: &[bool],
        cutoff: f64,
        merge: &[(usize, bool)],
        depth: usize,
    ) -> Found {
        let reduced = reduce(net, merge);
        let core = &reduced.core;
        let hint: Vec<bool> = reduced.members.iter().map(|member| hint[*member]).collect();
        let found = self.in_blocks(core, &hint, cutoff - reduced.constant, depth);
        let camps = reduced.expand(&found.camps);
        let value = net.disagreement(&camps);
        Found { camps, value, lower: (found.lower + reduced.constant).min(value) }
    }

    /// Disagreement is additive over blocks; so are bounds.
    fn in_blocks(&mut self, net: &Net, hint: &[bool], cutoff: f64, depth: usize) -> Found {
        let mut relation = vec![true; net.edges.len()];
        let mut lower = 0.0;
        let parts = blocks(net);
        let single = parts.len() == 1;
        for edges in parts {
            let (part, members) = net.part(&edges);
            let hint: Vec<bool> = members.iter().map(|member| hint[*member]).collect();
            let cutoff = if single { cutoff } else { f64::INFINITY };
            let found = self.block(&part, &hint, cutoff, depth);
            for (edge, local) in edges.iter().zip(&part.edges) {
                relation[*edge] = found.camps[local.u] == found.camps[local.v];
            }
            lower += found.lower;
        }
        let camps = along(net, &relation);
        Found { value: net.disagreement(&camps), camps, lower }
    }

    fn block(&mut self, net: &Net, hint: &[bool], cutoff: f64, depth: usize) -> Found {
        let effort = Effort::at(depth, net);
        let camps = anneal(net, hint, effort, &mut self.rng, self.deadline);
        let mut best = Found { value: net.disagreement(&camps), camps, lower: 0.0 };
        let proof = self.pack(net, &mut best, cutoff);
        let goal = best.value.min(cutoff);
        best.lower = self.grid.round_up(proof.bound, best.value).min(best.value);
        if self.grid.closes(proof.bound, best.value, goal) || self.deadline.passed() {
            return best;
        }
        self.narrow(net, best, &proof, cutoff, depth)
    }

    /// The linear program, until it proves the best camps, or is at its end.
    fn pack(&mut self, net: &Net, best: &mut Found, cutoff: f64) -> Proof {
        let capacity: Vec<f64> = net.edges.iter().map(|edge| edge.weight.abs()).collect();
        let mut cycles = Cycles::new(net, &best.camps);
        let deadline = self.deadline;
        let greedy = cycles.greedy(&capacity, || deadline.passed());
        let first = Proof { bound: greedy.bound, spare: greedy.spare };
        let goal = best.value.min(cutoff);
        if self.grid.closes(first.bound, best.value, goal) || self.deadline.passed() {
            return first;
        }
        let mut packing = Packing::new(capacity, self.shake(best.value), &mut self.rng);
        let mut fresh =
            greedy.cycles.into_iter().filter(|cycle| packing.add(cycle.clone())).count();
        loop {
            let enough = self.grid.enough(best.value, best.value.min(cutoff));
            let steps = if fresh == 0 { usize::MAX } else { 50 + 2 * fresh };
            let settled = packing.optimise(enough, steps, self.deadline);
            let proof = packing.proof();
            self.round(net, packing.lengths(), best);
            let goal = best.value.min(cutoff);
            let closed = self.grid.closes(proof.bound, best.value, goal);
            if closed || (settled && fresh == 0) || self.deadline.passed() {
                return if proof.bound < first.bound { first } else { proof };
            }
            let limit = 50 + net.edges.len() / 4;
            let found = cycles.shorter_than_one(packing.lengths(), limit, || deadline.passed());
            fresh = found.into_iter().filter(|cycle| packing.add(cycle.clone())).count();
        }
    }

    /// How much the capacities of a packing may be disturbed without harm to its bound.
    pub(super) fn shake(&self, value: f64) -> f64 {
        if self.grid.step() > 0.0 {
            (0.02 * self.grid.step() / (1.0 + value)).min(1e-4)
        } else {
            1e-7
        }
    }

    /// Camps that agree with the shortest edges are often better.
    fn round(&mut self, net: &Net, lengths: &[f64], best: &mut Found) {
        let mut camps = Camps::new(net, along_short_edges(net, lengths));
        camps.descend();
        if camps.value < best.value - self.grid.tolerance {
            best.value = camps.value;
            best.camps = camps.camps;
        }
    }

    /// Merges what cannot disagree in anything better; where nothing is left to merge, branches.
    fn narrow(
        &mut self,
        net: &Net,
        best: Found,
        proof: &Proof,
        cutoff: f64,
        depth: usize,
    ) -> Found {
        let goal = best.value.min(cutoff);
        let fixed: Vec<(usize, bool)> = (0..net.edges.len())
            .filter(|edge| self.grid.closes(proof.bound + proof.spare[*edge], best.value, goal))
            .map(|edge| (edge, net.edges[edge].weight > 0.0))
            .collect();
        if !fixed.is_empty() {
            let lower = best.lower;
            let found = self.child(net, best, goal, &fixed, depth);
            return Found { lower: found.lower.max(lower), ..found };
        }
        let edge = heaviest_doubt(net, proof);
        let agrees = net.edges[edge].weight > 0.0;
        let lower = best.lower;
        let with = self.child(net, best, goal, &[(edge, agrees)], depth + 1);
        let bound = with.lower;
        let goal = with.value.min(goal);
        let mut found = self.child(net, with, goal, &[(edge, !agrees)], depth + 1);
        found.lower = found.lower.min(bound).max(lower);
        found
    }

    /// The best of what is known and of what is found with some edges decided.
    ///
    /// The bound is that of the child alone, but no better than `goal`.
    fn child(
        &mut self,
        net: &Net,
        best: Found,
        goal: f64,
        merge: &[(usize, bool)],
        depth: usize,
    ) -> Found {
        let mut found = self.solve(net, &best.camps, goal, merge, depth);
        let lower = found.lower.min(goal).max(0.0);
        if found.value >= best.value {
            found = best;
        }
        Found { lower, ..found }
    }
}

/// The edge to branch on: one that the packing leaves nothing of, among nodes with much weight.
fn heaviest_doubt(net: &Net, proof: &Proof) -> usize {
    let mut weight = vec![0.0; net.nodes];
    for edge in &net.edges {
        weight[edge.u] += edge.weight.abs();
        weight[edge.v] += edge.weight.abs();
    }
    let doubt = |edge: &usize| {
        let Some(ends) = net.edges.get(*edge) else { return 0.0 };
        let used = ends.weight.abs() - proof.spare[*edge];
        used * (weight[ends.u] + weight[ends.v])
    };
    let most = (0..net.edges.len()).max_by(|a, b| doubt(a).total_cmp(&doubt(b)).then(b.cmp(a)));
    most.expect("a block has edges")
}

/// Camps that realise what each edge says of its ends.
fn along(net: &Net, relation: &[bool]) -> Vec<bool> {
    let mut camps: Vec<Option<bool>> = vec![None; net.nodes];
    for root in 0..net.nodes {
        if camps[root].is_some() {
            continue;
        }
        camps[root] = Some(false);
        let mut queue = vec![root];
        while let Some(node) = queue.pop() {
            for arc in net.around(node) {
                if camps[arc.to].is_none() {
                    camps[arc.to] = camps[node].map(|camp| camp == relation[arc.edge]);
                    queue.push(arc.to);
                }
            }
        }
    }
    camps.into_iter().map(|camp| camp.unwrap_or(false)).collect()
}
