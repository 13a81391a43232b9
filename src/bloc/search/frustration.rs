//! Two camps with the least disagreement, with proof: the frustration index by branch and bound.
//!
//! Each node of the search tree reduces its graph, splits it into biconnected components, anneals for good
//! camps, and bounds the rest by the linear program (or, for dense graphs, the semidefinite one). Edges that
//! cannot disagree in anything better are fixed, which shrinks the graph; where none can be fixed, it branches on
//! one. (Aref, Mason & Wilson 2020 give the same program to a general solver.)

use crate::random::Random;

use super::anneal::{Camps, Effort, again, anneal, count};
use super::biconnected::biconnected_components;
use super::deadline::Deadline;
use super::lp::Cycles;
use super::lp::Proof;
use super::reduce::reduce;
use super::simple_graph::SimpleGraph;
use super::spanning::along_short_edges;
use super::spectral::most_gain;
use super::value_step::ValueStep;

/// The best camps found, what they cost, and a lower bound on the cost of any.
pub struct Found {
    pub(crate) camps: Vec<bool>,
    pub(crate) value: f64,
    pub(crate) lower: f64,
}

/// The settings and the state of one search.
pub struct Solver {
    pub(crate) value_step: ValueStep,
    pub(crate) deadline: Deadline,
    pub(crate) rng: Random,
    /// The seed, for pieces of work that have random numbers of their own.
    pub(crate) start: u64,
    /// Up to this many nodes, a gap is closed by Russian doll search instead of branching.
    pub(crate) small: usize,
    /// With more edges, the packing is found by the gradient method.
    pub(crate) large: usize,
    /// The weight against of a pair that must be apart: more than all disagreement.
    pub(crate) never: f64,
    /// Whether to anneal only, without any bound.
    pub(crate) proves_nothing: bool,
}

/// With more nodes, the tree of the Russian doll search grows too fast.
pub const SMALL: usize = 18;

/// With so few nodes the linear program and branching suffice: no semidefinite bound.
const FEW_NODES: usize = 40;

/// From this share of all pairs on, the semidefinite bound is better than that of cycles.
const DENSE: f64 = 0.02;

/// Large graphs are not branched on if the gap is a larger share of the value.
const HOPELESS: f64 = 0.005;

impl Solver {
    /// Camps better than `hint` and than `cutoff`, or the proof that there are none.
    ///
    /// `lower` is a bound on all camps that cost less than `cutoff`: what is beyond it is not looked into.
    pub(crate) fn solve(
        &mut self,
        graph: &SimpleGraph,
        hint: &[bool],
        cutoff: f64,
        merge: &[(usize, bool)],
        depth: usize,
    ) -> Found {
        let reduced = reduce(graph, merge);
        let core = &reduced.core;
        let start: Vec<bool> = reduced.members.iter().map(|member| hint[*member]).collect();
        let found = self.in_components(core, &start, cutoff - reduced.constant, depth);
        let camps = reduced.expand(&found.camps);
        let value = graph.disagreement(&camps);
        Found { camps, value, lower: (found.lower + reduced.constant).min(value) }
    }

    /// Solves each biconnected component: disagreement adds up over them, and so do bounds.
    fn in_components(
        &mut self,
        graph: &SimpleGraph,
        hint: &[bool],
        cutoff: f64,
        depth: usize,
    ) -> Found {
        let mut relation = vec![true; graph.edges.len()];
        let mut lower = 0.0;
        let components = biconnected_components(graph);
        // A cutoff for the sum says nothing about one of several components.
        let own_cutoff = if components.len() == 1 { cutoff } else { f64::INFINITY };
        for edges in components {
            let (component, members) = graph.subgraph(&edges);
            let start: Vec<bool> = members.iter().map(|member| hint[*member]).collect();
            let found = self.component(&component, &start, own_cutoff, depth);
            for (edge, local) in edges.iter().zip(&component.edges) {
                relation[*edge] = found.camps[local.u] == found.camps[local.v];
            }
            lower += found.lower;
        }
        let camps = along(graph, &relation);
        Found { value: graph.disagreement(&camps), camps, lower }
    }

    /// Solves one biconnected component.
    fn component(
        &mut self,
        graph: &SimpleGraph,
        hint: &[bool],
        cutoff: f64,
        depth: usize,
    ) -> Found {
        let effort = Effort::at(depth, graph);
        let camps = anneal(graph, hint, effort, &mut self.rng, self.deadline);
        let mut best = Found { value: graph.disagreement(&camps), camps, lower: 0.0 };
        if self.proves_nothing {
            return best;
        }
        let dense = if depth == 0 { self.dense_bound(graph, 2) } else { 0.0 };
        let goal = best.value.min(cutoff);
        best.lower = self.value_step.round_up(dense, best.value).clamp(0.0, best.value);
        if self.value_step.closes(dense, best.value, goal) {
            return best;
        }
        if dense > 0.0 && self.is_hopeless(graph, best.value, best.lower) {
            return self.seek(graph, best);
        }
        let proof = self.pack(graph, &mut best, cutoff);
        let goal = best.value.min(cutoff);
        let bound = proof.bound.max(dense);
        best.lower = self.value_step.round_up(bound, best.value).clamp(0.0, best.value);
        if self.value_step.closes(bound, best.value, goal) || self.deadline.passed() {
            return best;
        }
        if depth == 0 && self.is_hopeless(graph, best.value, best.lower) {
            return self.seek(graph, best);
        }
        self.narrow(graph, best, &proof, cutoff, depth)
    }

    /// The semidefinite bound on partitions into at most `most` blocs; 0 if the graph is not dense, or too large.
    ///
    /// With P the positive weight, D the sum of all weights, S an upper bound on the gain of vectors, the bound is
    /// P - S - (D - S) / k. Reason: let M be 1 for pairs in one bloc and 0 for the others. For at most k blocs,
    /// k M - J, with J all ones, has no negative eigenvalue and k - 1 on the diagonal, so it is k - 1 times the products
    /// of vectors of length 1. Hence the weight within blocs, Σ w M, is at most (D + (k - 1) S) / k, and the
    /// disagreement is P less that weight.
    pub(crate) fn dense_bound(&mut self, graph: &SimpleGraph, most: usize) -> f64 {
        let pairs = count(graph.nodes) * count(graph.nodes) / 2.0;
        if graph.nodes <= FEW_NODES || count(graph.edges.len()) < DENSE * pairs {
            return 0.0;
        }
        let deadline = self.deadline;
        // Random numbers of its own, so that any number of blocs gets the same vectors and the same gain.
        let mut rng = Random::with_seed(self.start);
        let Some(gain) = most_gain(graph, &mut rng, || deadline.passed()) else { return 0.0 };
        let weights = || graph.edges.iter().map(|edge| edge.weight);
        let positive = weights().fold(0.0, |sum, weight| sum + f64::max(weight, 0.0));
        let all = weights().fold(0.0, |sum, weight| sum + weight);
        let bound = positive - gain - (all - gain) / count(most.min(graph.nodes));
        (bound - 1e-12 * graph.total()).max(0.0)
    }

    /// Whether fixing and branching would certainly not end within the time limit.
    pub(crate) fn is_hopeless(&self, graph: &SimpleGraph, value: f64, lower: f64) -> bool {
        self.deadline.is_set() && graph.edges.len() > self.large && value - lower > HOPELESS * value
    }

    /// Anneals from the best camps, again and again, until time is up.
    fn seek(&mut self, graph: &SimpleGraph, mut best: Found) -> Found {
        for turn in 0.. {
            if self.deadline.passed() {
                break;
            }
            self.seek_once(graph, &mut best, turn);
        }
        best
    }

    fn seek_once(&mut self, graph: &SimpleGraph, best: &mut Found, turn: usize) {
        if let Some(camps) = again(graph, &best.camps, turn, &mut self.rng, self.deadline) {
            best.value = graph.disagreement(&camps);
            best.camps = camps;
        }
    }

    /// Solves the linear program, until it proves the best camps, or cannot do more.
    fn pack(&mut self, graph: &SimpleGraph, best: &mut Found, cutoff: f64) -> Proof {
        let mut cycles = Cycles::new(graph, &best.camps);
        let mut turn = 0;
        self.relax(graph, &mut cycles, Vec::new(), best.value, cutoff, |solver, lengths| {
            solver.round(graph, lengths, best);
            if graph.edges.len() > solver.large {
                solver.seek_once(graph, best, turn);
                turn += 1;
            }
            best.value
        })
    }

    /// Rounds the lengths to camps, and keeps them if they are better.
    fn round(&mut self, graph: &SimpleGraph, lengths: &[f64], best: &mut Found) {
        let mut camps = Camps::new(graph, along_short_edges(graph, lengths));
        camps.descend();
        if camps.value < best.value - self.value_step.tolerance {
            best.value = camps.value;
            best.camps = camps.camps;
        }
    }

    /// Fixes the edges that cannot disagree in anything better; if there are none, branches.
    ///
    /// If an edge disagrees, the camps cost at least the bound and what the packing leaves of the edge (its
    /// reduced cost).
    fn narrow(
        &mut self,
        graph: &SimpleGraph,
        best: Found,
        proof: &Proof,
        cutoff: f64,
        depth: usize,
    ) -> Found {
        let goal = best.value.min(cutoff);
        let fixed: Vec<(usize, bool)> = (0..graph.edges.len())
            .filter(|edge| {
                self.value_step.closes(proof.bound + proof.spare[*edge], best.value, goal)
            })
            .map(|edge| (edge, graph.edges[edge].weight > 0.0))
            .collect();
        if !fixed.is_empty() {
            let lower = best.lower;
            let found = self.child(graph, best, goal, &fixed, depth);
            return Found { lower: found.lower.max(lower), ..found };
        }
        let edge = heaviest_doubt(graph, proof);
        let agrees = graph.edges[edge].weight > 0.0;
        let lower = best.lower;
        let with = self.child(graph, best, goal, &[(edge, agrees)], depth + 1);
        let bound = with.lower;
        let better = with.value.min(goal);
        let mut found = self.child(graph, with, better, &[(edge, !agrees)], depth + 1);
        found.lower = found.lower.min(bound).max(lower);
        found
    }

    /// Solves a branch in which some edges are decided: the better of its camps and the best known.
    ///
    /// `lower` is the bound of the branch alone, cut off at `goal`.
    fn child(
        &mut self,
        graph: &SimpleGraph,
        best: Found,
        goal: f64,
        merge: &[(usize, bool)],
        depth: usize,
    ) -> Found {
        let mut found = self.solve(graph, &best.camps, goal, merge, depth);
        let lower = found.lower.min(goal).max(0.0);
        if found.value >= best.value {
            found = best;
        }
        Found { lower, ..found }
    }
}

/// The edge to branch on: one of which the packing uses much, between nodes with much weight.
fn heaviest_doubt(graph: &SimpleGraph, proof: &Proof) -> usize {
    let mut weight = vec![0.0; graph.nodes];
    for edge in &graph.edges {
        weight[edge.u] += edge.weight.abs();
        weight[edge.v] += edge.weight.abs();
    }
    let doubt = |edge: &usize| {
        let Some(ends) = graph.edges.get(*edge) else { return 0.0 };
        let used = ends.weight.abs() - proof.spare[*edge];
        used * (weight[ends.u] + weight[ends.v])
    };
    let most = (0..graph.edges.len()).max_by(|a, b| doubt(a).total_cmp(&doubt(b)).then(b.cmp(a)));
    most.expect("a block has edges")
}

/// Camps in which each edge has its ends together or apart, as told; the relations of all cycles must fit.
fn along(graph: &SimpleGraph, relation: &[bool]) -> Vec<bool> {
    let mut camps: Vec<Option<bool>> = vec![None; graph.nodes];
    for root in 0..graph.nodes {
        if camps[root].is_some() {
            continue;
        }
        camps[root] = Some(false);
        let mut queue = vec![root];
        while let Some(node) = queue.pop() {
            for arc in graph.around(node) {
                if camps[arc.to].is_none() {
                    camps[arc.to] = camps[node].map(|camp| camp == relation[arc.edge]);
                    queue.push(arc.to);
                }
            }
        }
    }
    camps.into_iter().map(|camp| camp.unwrap_or(false)).collect()
}
