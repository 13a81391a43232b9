//! At most k blocs, or any number, with proof: weighted correlation clustering by branch and bound.
//!
//! As for two camps, but without the reductions, which need exactly two. A component is bounded by cycles with
//! exactly one negative edge (Demaine et al. 2006), and for at most k blocs also by cliques of k + 1 enemies.
//! Small ones are then solved node by node, larger ones branch on pairs, together or apart.
//!
//! The search for k blocs anneals for two, three and so on first, each from the best of the last one, so
//! that more blocs are not worse.
//!
//! # References
//!
//! Demaine, E. D., Emanuel, D., Fiat, A. & Immorlica, N. (2006). Correlation clustering in general weighted
//! graphs. Theoretical Computer Science 361, 172-187.

use crate::random::Random;

use super::anneal::{Effort, count};
use super::assign;
use super::biconnected::biconnected_components;
use super::decide::{Decision, decide};
use super::frustration::Solver;
use super::joins::Joins;
use super::lp::Cycles;
use super::lp::Proof;
use super::lp::negative_cliques;
use super::moves::{again, anneal, descend};
use super::simple_graph::SimpleGraph;

/// On the way to many blocs, annealing stops at each count up to this one.
const FEW: usize = 8;

/// The most cliques of enemies that enter a packing.
const CLIQUES: usize = 10_000;

/// The best blocs found, what they cost, and a lower bound on the cost of any.
pub struct Grouped {
    pub(crate) labels: Vec<usize>,
    pub(crate) value: f64,
    pub(crate) lower: f64,
}

impl Solver {
    /// The best partition into at most `most` blocs, for a `most` of at least three.
    pub(crate) fn group(&mut self, graph: &SimpleGraph, most: usize) -> Grouped {
        let apart = if most >= graph.nodes {
            between_friends(graph)
        } else {
            vec![false; graph.edges.len()]
        };
        let edges = graph.edges.iter().zip(&apart).filter(|(_, apart)| !**apart);
        let tied = SimpleGraph::new(graph.nodes, edges.map(|(edge, _)| *edge).collect());
        let mut joins = Joins::new(graph.nodes, most);
        let mut lower = 0.0;
        let camps = self.camps(graph);
        for edges in biconnected_components(&tied) {
            let (component, members) = tied.subgraph(&edges);
            let start: Vec<usize> = members.iter().map(|member| camps[*member]).collect();
            let found = self.group_block(&component, &start, most, f64::INFINITY, 0);
            lower += found.lower;
            joins.add(&members, &found.labels);
        }
        let labels = joins.labels();
        Grouped { value: graph.disagreement(&labels), labels, lower }
    }

    /// Solves one biconnected component, or the graph of a branch.
    fn group_block(
        &mut self,
        graph: &SimpleGraph,
        start: &[usize],
        most: usize,
        cutoff: f64,
        depth: usize,
    ) -> Grouped {
        let mut labels = match depth {
            0 => self.through_few(graph, start, most),
            _ => {
                let effort = Effort::at(depth, graph);
                anneal(graph, start, most, effort, &mut self.rng, self.deadline)
            }
        };
        if graph.nodes <= most {
            let alone: Vec<usize> = (0..graph.nodes).collect();
            labels = better(graph, labels, descend(graph, &alone, most, self.deadline));
        }
        let mut best = Grouped { value: graph.disagreement(&labels), labels, lower: 0.0 };
        if self.proves_nothing {
            return best;
        }
        let dense = if depth == 0 { self.dense_bound(graph, most) } else { 0.0 };
        best.lower = self.value_step.round_up(dense, best.value).clamp(0.0, best.value);
        if dense > 0.0 && self.is_hopeless(graph, best.value, best.lower) {
            return self.group_seek(graph, best, most);
        }
        let proof = self.group_pack(graph, &mut best, most, cutoff);
        let bound = proof.bound.max(dense);
        best.lower = self.value_step.round_up(bound, best.value).clamp(0.0, best.value);
        let goal = best.value.min(cutoff);
        if self.value_step.closes(bound, best.value, goal) || self.deadline.passed() {
            return best;
        }
        if depth == 0 && self.is_hopeless(graph, best.value, best.lower) {
            return self.group_seek(graph, best, most);
        }
        if graph.nodes <= self.small {
            return self.assign(graph, best, most);
        }
        self.group_branch(graph, best, &proof, most, cutoff, depth)
    }

    /// Two good camps of the whole graph, as the search for two camps finds them first.
    fn camps(&mut self, graph: &SimpleGraph) -> Vec<usize> {
        let proves_nothing = std::mem::replace(&mut self.proves_nothing, true);
        let found = self.solve(graph, &vec![false; graph.nodes], f64::INFINITY, &[], 0);
        self.proves_nothing = proves_nothing;
        found.camps.into_iter().map(usize::from).collect()
    }

    /// Anneals for two blocs, then three and so on, each time from the best of the last count.
    ///
    /// Each count has random numbers of its own, so that it does the same whatever `most` is.
    fn through_few(&mut self, graph: &SimpleGraph, camps: &[usize], most: usize) -> Vec<usize> {
        let limit = most.min(graph.nodes).max(2);
        let whole = Effort::at(0, graph);
        let effort = Effort { starts: whole.starts.min(3), ..whole };
        let mut labels = descend(graph, camps, 2, self.deadline);
        for few in (2..=limit.min(FEW)).chain((limit > FEW).then_some(limit)) {
            let mut rng = Random::with_seed(few as u64 ^ self.start);
            labels = anneal(graph, &labels, few, effort, &mut rng, self.deadline);
            // The way from few blocs can lead astray, so annealing also starts from one bloc.
            if effort.starts > 1 {
                let one = vec![0; graph.nodes];
                let fresh = anneal(graph, &one, few, effort, &mut rng, self.deadline);
                labels = better(graph, labels, fresh);
            }
        }
        labels
    }

    /// Anneals from the best blocs, again and again, until time is up.
    fn group_seek(&mut self, graph: &SimpleGraph, mut best: Grouped, most: usize) -> Grouped {
        for turn in 0.. {
            if self.deadline.passed() {
                break;
            }
            self.group_seek_once(graph, &mut best, most, turn);
        }
        best
    }

    fn group_seek_once(
        &mut self,
        graph: &SimpleGraph,
        best: &mut Grouped,
        most: usize,
        turn: usize,
    ) {
        let found = again(graph, &best.labels, most, turn, &mut self.rng, self.deadline);
        if let Some(labels) = found {
            best.value = graph.disagreement(&labels);
            best.labels = labels;
        }
    }

    /// Solves a small graph node by node.
    fn assign(&mut self, graph: &SimpleGraph, best: Grouped, most: usize) -> Grouped {
        let limit = most.min(graph.nodes);
        match assign::best(graph, &best.labels, limit, self.value_step.tolerance, self.deadline) {
            Some(labels) => {
                let value = graph.disagreement(&labels);
                Grouped { labels, value, lower: value }
            }
            None => best,
        }
    }

    /// Solves the linear program of cycles with one negative edge and of cliques of enemies.
    fn group_pack(
        &mut self,
        graph: &SimpleGraph,
        best: &mut Grouped,
        most: usize,
        cutoff: f64,
    ) -> Proof {
        let mut cycles = Cycles::with_one_negative(graph);
        let cliques = match most < graph.nodes {
            true => negative_cliques(graph, most + 1, CLIQUES, self.deadline),
            false => Vec::new(),
        };
        let mut turn = 0;
        self.relax(graph, &mut cycles, cliques, best.value, cutoff, |solver, lengths| {
            solver.group_round(graph, lengths, best, most);
            if graph.edges.len() > solver.large {
                solver.group_seek_once(graph, best, most, turn);
                turn += 1;
            }
            best.value
        })
    }

    /// Rounds the lengths to blocs, the groups that short positive edges join, and keeps them if they are better.
    fn group_round(
        &mut self,
        graph: &SimpleGraph,
        lengths: &[f64],
        best: &mut Grouped,
        most: usize,
    ) {
        let mut joins = Joins::new(graph.nodes, graph.nodes);
        let short =
            graph.edges.iter().zip(lengths).filter(|(edge, x)| edge.weight > 0.0 && **x < 0.3);
        for (edge, _) in short {
            joins.add(&[edge.u, edge.v], &[0, 0]);
        }
        let joined = joins.labels();
        let count = joined.iter().max().map_or(0, |last| last + 1);
        if count <= most.min(graph.nodes) {
            let labels = descend(graph, &joined, most, self.deadline);
            let value = graph.disagreement(&labels);
            if value < best.value - self.value_step.tolerance {
                best.value = value;
                best.labels = labels;
            }
        }
    }

    /// Branches on two nodes, together and apart.
    fn group_branch(
        &mut self,
        graph: &SimpleGraph,
        mut best: Grouped,
        proof: &Proof,
        most: usize,
        cutoff: f64,
        depth: usize,
    ) -> Grouped {
        let Some((u, v)) = undecided(graph, proof, most, self.never) else { return best };
        let own = best.lower;
        let mut lower = f64::INFINITY;
        let first = best.labels[u] == best.labels[v];
        for together in [first, !first] {
            let goal = best.value.min(cutoff);
            let found = self.group_child(
                graph,
                &best.labels,
                Decision { u, v, together },
                most,
                goal,
                depth + 1,
            );
            lower = lower.min(found.lower.min(goal));
            if found.value < best.value - self.value_step.tolerance {
                best.value = found.value;
                best.labels = found.labels;
            }
        }
        best.lower = lower.max(own).min(best.value);
        best
    }

    /// Solves one branch; its bound includes what the decision costs.
    fn group_child(
        &mut self,
        graph: &SimpleGraph,
        labels: &[usize],
        decision: Decision,
        most: usize,
        goal: f64,
        depth: usize,
    ) -> Grouped {
        let child = decide(graph, decision, self.never);
        let known: Vec<usize> = child.keeps.iter().map(|node| labels[*node]).collect();
        let start = within(&known, most.min(child.graph.nodes));
        let found = self.group_block(&child.graph, &start, most, goal - child.constant, depth);
        let labels: Vec<usize> = child.node_of.iter().map(|node| found.labels[*node]).collect();
        let value = graph.disagreement(&labels);
        Grouped { value, labels, lower: found.lower + child.constant }
    }
}

fn better(graph: &SimpleGraph, a: Vec<usize>, b: Vec<usize>) -> Vec<usize> {
    if graph.disagreement(&b) < graph.disagreement(&a) { b } else { a }
}

/// The labels, with those from a limit on replaced by the last one below it.
fn within(labels: &[usize], most: usize) -> Vec<usize> {
    labels.iter().map(|label| (*label).min(most - 1)).collect()
}

/// The pair to branch on: an edge of which the packing uses much, else two nodes without a tie.
fn undecided(
    graph: &SimpleGraph,
    proof: &Proof,
    most: usize,
    never: f64,
) -> Option<(usize, usize)> {
    let degree = |node: usize| graph.around(node).len();
    let open = (0..graph.edges.len()).filter(|edge| graph.edges[*edge].weight > -0.5 * never);
    let used = |edge: &usize| {
        let ends = graph.edges[*edge];
        (ends.weight.abs() - proof.spare[*edge]) * count(degree(ends.u) + degree(ends.v))
    };
    let edge = open.max_by(|a, b| used(a).total_cmp(&used(b)).then(b.cmp(a)));
    if let Some(edge) = edge {
        return Some((graph.edges[edge].u, graph.edges[edge].v));
    }
    if most >= graph.nodes {
        return None;
    }
    let tied: std::collections::BTreeSet<(usize, usize)> =
        graph.edges.iter().map(|edge| (edge.u.min(edge.v), edge.u.max(edge.v))).collect();
    let mut pairs = (0..graph.nodes).flat_map(|v| (0..v).map(move |u| (u, v)));
    pairs.find(|pair| !tied.contains(pair))
}

/// The negative edges between nodes that no positive path joins. With any number of blocs allowed they need
/// not disagree, as every cycle through one has another negative edge.
fn between_friends(graph: &SimpleGraph) -> Vec<bool> {
    let mut joins = Joins::new(graph.nodes, graph.nodes);
    for edge in graph.edges.iter().filter(|edge| edge.weight > 0.0) {
        joins.add(&[edge.u, edge.v], &[0, 0]);
    }
    let labels = joins.labels();
    graph.edges.iter().map(|edge| labels[edge.u] != labels[edge.v]).collect()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "sums of whole numbers are exact")]
mod tests {
    use super::super::deadline::Deadline;
    use super::super::frustration::SMALL;
    use super::super::value_step::ValueStep;
    use super::*;
    use crate::bloc::SignedGraph;

    fn dense(seed: u64) -> SignedGraph {
        let mut rng = fastrand::Rng::with_seed(seed);
        let nodes = rng.usize(5..=10);
        let mut signed = SignedGraph::new(nodes);
        for (u, v) in (0..nodes).flat_map(|v| (0..v).map(move |u| (u, v))) {
            let weight = f64::from(rng.i8(-3..=2));
            signed.add(u, v, weight).expect("nodes are there");
        }
        signed
    }

    /// Branching alone finds the same optimum as Russian doll search.
    #[test]
    fn branching_and_assigning_agree() {
        for seed in 0..60 {
            let signed = dense(seed);
            let pairs = signed.pairs();
            let graph = SimpleGraph::of(signed.nodes(), &pairs);
            for most in [3, 4, usize::MAX] {
                let [branched, assigned] = [0, SMALL].map(|small| {
                    let (value_step, deadline) = (ValueStep::of(&pairs), Deadline::after(None));
                    let rng = Random::with_seed(0);
                    let (large, never) = (usize::MAX, 1e4);
                    let (start, proves_nothing) = (0, false);
                    Solver { value_step, deadline, rng, start, small, large, never, proves_nothing }
                        .group(&graph, most)
                });
                assert_eq!(branched.value, assigned.value, "{seed} {most}");
                assert_eq!(branched.lower, branched.value, "{seed} {most}");
            }
        }
    }
}
