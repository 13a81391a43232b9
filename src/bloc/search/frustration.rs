//! Two camps, with proof: reduce, split, pack, branch.
//!
//! A longer run is a shorter one and more: pieces of work follow one another in an order that no
//! limit changes, and a piece that the end of time cuts short is left out.

use fastrand::Rng;

use super::anneal::{Camps, Effort, again, anneal, count};
use super::blocks::blocks;
use super::cycles::Cycles;
use super::deadline::Deadline;
use super::grid::Grid;
use super::net::Net;
use super::packing::Proof;
use super::reduce::reduce;
use super::spanning::along_short_edges;
use super::spectral::most_gain;

/// The best camps found, what they cost, and the least that any can cost.
pub struct Found {
    pub(crate) camps: Vec<bool>,
    pub(crate) value: f64,
    pub(crate) lower: f64,
}

pub struct Solver {
    pub(crate) grid: Grid,
    pub(crate) deadline: Deadline,
    pub(crate) rng: Rng,
    /// The seed: for pieces of work with random numbers of their own.
    pub(crate) start: u64,
    /// Up to this size, blocs are found node by node where the packing leaves a gap.
    pub(crate) small: usize,
    /// With more edges, packings are found by the gradient method.
    pub(crate) large: usize,
    /// What a pair weighs that is never to be together: more than all disagreement.
    pub(crate) never: f64,
    /// Whether annealing is all.
    pub(crate) proves_nothing: bool,
}

/// Above this size, the tree of node by node grows too fast.
pub const SMALL: usize = 18;

/// With no more nodes, packing and branching come to an end.
const FEW_NODES: usize = 40;

/// From this share of all pairs on, vectors say more than cycles.
const DENSE: f64 = 0.02;

/// With a larger share of the value left between it and the bound, large graphs are not branched on.
const HOPELESS: f64 = 0.005;

impl Solver {
    /// Camps better than `hint` and than `cutoff`, or the proof that there are none.
    ///
    /// `lower` is a bound on every value, but no better than `cutoff`: above
    /// it, nobody asks.
    pub(crate) fn solve(
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
        if self.proves_nothing {
            return best;
        }
        let dense = if depth == 0 { self.dense_bound(net, 2) } else { 0.0 };
        let goal = best.value.min(cutoff);
        best.lower = self.grid.round_up(dense, best.value).clamp(0.0, best.value);
        if self.grid.closes(dense, best.value, goal) {
            return best;
        }
        if dense > 0.0 && self.is_hopeless(net, best.value, best.lower) {
            return self.seek(net, best);
        }
        let proof = self.pack(net, &mut best, cutoff);
        let goal = best.value.min(cutoff);
        let bound = proof.bound.max(dense);
        best.lower = self.grid.round_up(bound, best.value).clamp(0.0, best.value);
        if self.grid.closes(bound, best.value, goal) || self.deadline.passed() {
            return best;
        }
        if depth == 0 && self.is_hopeless(net, best.value, best.lower) {
            return self.seek(net, best);
        }
        self.narrow(net, best, &proof, cutoff, depth)
    }

    /// What the vectors of a dense graph prove of so many blocs; 0 where there is nothing to try.
    ///
    /// Blocs of k mean vectors with products 1 and -1/(k-1): those of a partition into at most k are
    /// such, up to a matrix without negative eigenvalues.
    pub(crate) fn dense_bound(&mut self, net: &Net, most: usize) -> f64 {
        let pairs = count(net.nodes) * count(net.nodes) / 2.0;
        if net.nodes <= FEW_NODES || count(net.edges.len()) < DENSE * pairs {
            return 0.0;
        }
        let deadline = self.deadline;
        // Numbers of its own: the same vectors, and so the same gain, for any number of blocs.
        let mut rng = Rng::with_seed(self.start);
        let Some(gain) = most_gain(net, &mut rng, || deadline.passed()) else { return 0.0 };
        let weights = || net.edges.iter().map(|edge| edge.weight);
        let positive = weights().fold(0.0, |sum, weight| sum + f64::max(weight, 0.0));
        let all = weights().fold(0.0, |sum, weight| sum + weight);
        let bound = positive - gain - (all - gain) / count(most.min(net.nodes));
        (bound - 1e-12 * net.total()).max(0.0)
    }

    /// Whether fixing and branching would never come to an end in time.
    pub(crate) fn is_hopeless(&self, net: &Net, value: f64, lower: f64) -> bool {
        self.deadline.is_set() && net.edges.len() > self.large && value - lower > HOPELESS * value
    }

    /// Annealing from the best found, again and again, until time is up.
    fn seek(&mut self, net: &Net, mut best: Found) -> Found {
        for turn in 0.. {
            if self.deadline.passed() {
                break;
            }
            self.seek_once(net, &mut best, turn);
        }
        best
    }

    fn seek_once(&mut self, net: &Net, best: &mut Found, turn: usize) {
        if let Some(camps) = again(net, &best.camps, turn, &mut self.rng, self.deadline) {
            best.value = net.disagreement(&camps);
            best.camps = camps;
        }
    }

    /// The linear program, until it proves the best camps, or is at its end.
    fn pack(&mut self, net: &Net, best: &mut Found, cutoff: f64) -> Proof {
        let mut cycles = Cycles::new(net, &best.camps);
        let mut turn = 0;
        self.relax(net, &mut cycles, Vec::new(), best.value, cutoff, |solver, lengths| {
            solver.round(net, lengths, best);
            if net.edges.len() > solver.large {
                solver.seek_once(net, best, turn);
                turn += 1;
            }
            best.value
        })
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
