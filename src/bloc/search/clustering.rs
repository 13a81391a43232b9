//! Any number of blocs, or at most so many: split, pack, assign or branch.
//!
//! The search for k blocs begins with all of that for two, three and so on, so that more blocs are
//! never worse.

use fastrand::Rng;

use super::anneal::{Effort, count};
use super::assign;
use super::blocks::blocks;
use super::cliques::negative_cliques;
use super::cycles::Cycles;
use super::decide::{Decision, decide};
use super::frustration::Solver;
use super::joins::Joins;
use super::moves::{again, anneal, descend};
use super::net::Net;
use super::packing::Proof;

/// Every count of blocs up to this is looked for on the way to more.
const FEW: usize = 8;

/// So many groups of mutual enemies enter a packing at most.
const CLIQUES: usize = 10_000;

/// The best blocs found, what they cost, and the least that any can cost.
pub struct Grouped {
    pub(crate) labels: Vec<usize>,
    pub(crate) value: f64,
    pub(crate) lower: f64,
}

impl Solver {
    /// At most `most` blocs, at least three.
    pub(crate) fn group(&mut self, net: &Net, most: usize) -> Grouped {
        let apart =
            if most >= net.nodes { between_friends(net) } else { vec![false; net.edges.len()] };
        let kept = (0..net.edges.len()).filter(|edge| !apart[*edge]);
        let kept = Net::new(net.nodes, kept.map(|edge| net.edges[edge]).collect());
        let mut joins = Joins::new(net.nodes, most);
        let mut lower = 0.0;
        let camps = self.camps(net);
        for edges in blocks(&kept) {
            let (part, members) = kept.part(&edges);
            let start: Vec<usize> = members.iter().map(|member| camps[*member]).collect();
            let found = self.group_block(&part, &start, most, f64::INFINITY, 0);
            lower += found.lower;
            joins.add(&members, &found.labels);
        }
        let labels = joins.labels();
        Grouped { value: net.disagreement(&labels), labels, lower }
    }

    fn group_block(
        &mut self,
        net: &Net,
        start: &[usize],
        most: usize,
        cutoff: f64,
        depth: usize,
    ) -> Grouped {
        let mut labels = match depth {
            0 => self.through_few(net, start, most),
            _ => {
                let effort = Effort::at(depth, net);
                anneal(net, start, most, effort, &mut self.rng, self.deadline)
            }
        };
        if net.nodes <= most {
            let alone: Vec<usize> = (0..net.nodes).collect();
            labels = better(net, labels, descend(net, &alone, most, self.deadline));
        }
        let mut best = Grouped { value: net.disagreement(&labels), labels, lower: 0.0 };
        if self.proves_nothing {
            return best;
        }
        let dense = if depth == 0 { self.dense_bound(net, most) } else { 0.0 };
        best.lower = self.grid.round_up(dense, best.value).clamp(0.0, best.value);
        if dense > 0.0 && self.is_hopeless(net, best.value, best.lower) {
            return self.group_seek(net, best, most);
        }
        let proof = self.group_pack(net, &mut best, most, cutoff);
        let bound = proof.bound.max(dense);
        best.lower = self.grid.round_up(bound, best.value).clamp(0.0, best.value);
        let goal = best.value.min(cutoff);
        if self.grid.closes(bound, best.value, goal) || self.deadline.passed() {
            return best;
        }
        if depth == 0 && self.is_hopeless(net, best.value, best.lower) {
            return self.group_seek(net, best, most);
        }
        if net.nodes <= self.small {
            return self.assign(net, best, most);
        }
        self.group_branch(net, best, &proof, most, cutoff, depth)
    }

    /// Two good camps of the whole, found as a search for two begins.
    fn camps(&mut self, net: &Net) -> Vec<usize> {
        let proves_nothing = std::mem::replace(&mut self.proves_nothing, true);
        let found = self.solve(net, &vec![false; net.nodes], f64::INFINITY, &[], 0);
        self.proves_nothing = proves_nothing;
        found.camps.into_iter().map(usize::from).collect()
    }

    /// The best blocs for each count in turn, from the best for the last one.
    ///
    /// What a count does takes nothing from how many are allowed in the end: numbers of its own.
    fn through_few(&mut self, net: &Net, camps: &[usize], most: usize) -> Vec<usize> {
        let most = most.min(net.nodes).max(2);
        let whole = Effort::at(0, net);
        let effort = Effort { starts: whole.starts.min(3), ..whole };
        let mut labels = descend(net, camps, 2, self.deadline);
        let few = (2..=most.min(FEW)).chain((most > FEW).then_some(most));
        for few in few {
            let mut rng = Rng::with_seed(few as u64 ^ self.start);
            labels = anneal(net, &labels, few, effort, &mut rng, self.deadline);
            // Where the way from few leads astray, another one from one bloc.
            if effort.starts > 1 {
                let fresh = vec![0; net.nodes];
                let fresh = anneal(net, &fresh, few, effort, &mut rng, self.deadline);
                labels = better(net, labels, fresh);
            }
        }
        labels
    }

    /// Annealing from the best found, again and again, until time is up.
    fn group_seek(&mut self, net: &Net, mut best: Grouped, most: usize) -> Grouped {
        for turn in 0.. {
            if self.deadline.passed() {
                break;
            }
            self.group_seek_once(net, &mut best, most, turn);
        }
        best
    }

    fn group_seek_once(&mut self, net: &Net, best: &mut Grouped, most: usize, turn: usize) {
        let found = again(net, &best.labels, most, turn, &mut self.rng, self.deadline);
        if let Some(labels) = found {
            best.value = net.disagreement(&labels);
            best.labels = labels;
        }
    }

    fn assign(&mut self, net: &Net, best: Grouped, most: usize) -> Grouped {
        let most = most.min(net.nodes);
        match assign::best(net, &best.labels, most, self.grid.tolerance, self.deadline) {
            Some(labels) => {
                let value = net.disagreement(&labels);
                Grouped { labels, value, lower: value }
            }
            None => best,
        }
    }

    /// The linear program of conflicting cycles, and of groups of mutual enemies.
    fn group_pack(&mut self, net: &Net, best: &mut Grouped, most: usize, cutoff: f64) -> Proof {
        let mut cycles = Cycles::with_one_negative(net);
        let cliques = match most < net.nodes {
            true => negative_cliques(net, most + 1, CLIQUES, self.deadline),
            false => Vec::new(),
        };
        let mut turn = 0;
        self.relax(net, &mut cycles, cliques, best.value, cutoff, |solver, lengths| {
            solver.group_round(net, lengths, best, most);
            if net.edges.len() > solver.large {
                solver.group_seek_once(net, best, most, turn);
                turn += 1;
            }
            best.value
        })
    }

    /// Blocs of nodes that short positive edges join are often better.
    fn group_round(&mut self, net: &Net, lengths: &[f64], best: &mut Grouped, most: usize) {
        let mut joins = Joins::new(net.nodes, net.nodes);
        let short =
            net.edges.iter().zip(lengths).filter(|(edge, x)| edge.weight > 0.0 && **x < 0.3);
        for (edge, _) in short {
            joins.add(&[edge.u, edge.v], &[0, 0]);
        }
        let labels = joins.labels();
        let count = labels.iter().max().map_or(0, |last| last + 1);
        if count <= most.min(net.nodes) {
            let labels = descend(net, &labels, most, self.deadline);
            let value = net.disagreement(&labels);
            if value < best.value - self.grid.tolerance {
                best.value = value;
                best.labels = labels;
            }
        }
    }

    /// Two nodes are together, or they are not: both, and the better one.
    fn group_branch(
        &mut self,
        net: &Net,
        best: Grouped,
        proof: &Proof,
        most: usize,
        cutoff: f64,
        depth: usize,
    ) -> Grouped {
        let Some((u, v)) = undecided(net, proof, most, self.never) else { return best };
        let mut best = best;
        let own = best.lower;
        let mut lower = f64::INFINITY;
        let first = best.labels[u] == best.labels[v];
        for together in [first, !first] {
            let goal = best.value.min(cutoff);
            let found = self.group_child(
                net,
                &best.labels,
                Decision { u, v, together },
                most,
                goal,
                depth + 1,
            );
            lower = lower.min(found.lower.min(goal));
            if found.value < best.value - self.grid.tolerance {
                best.value = found.value;
                best.labels = found.labels;
            }
        }
        best.lower = lower.max(own).min(best.value);
        best
    }

    fn group_child(
        &mut self,
        net: &Net,
        labels: &[usize],
        decision: Decision,
        most: usize,
        goal: f64,
        depth: usize,
    ) -> Grouped {
        let child = decide(net, decision, self.never);
        let start: Vec<usize> = child.keeps.iter().map(|node| labels[*node]).collect();
        let start = within(&start, most.min(child.net.nodes));
        let found = self.group_block(&child.net, &start, most, goal - child.constant, depth);
        let labels: Vec<usize> = child.node_of.iter().map(|node| found.labels[*node]).collect();
        let value = net.disagreement(&labels);
        Grouped { value, labels, lower: found.lower + child.constant }
    }
}

fn better(net: &Net, a: Vec<usize>, b: Vec<usize>) -> Vec<usize> {
    if net.disagreement(&b) < net.disagreement(&a) { b } else { a }
}

/// Labels that are below a limit; those that are not become the last.
fn within(labels: &[usize], most: usize) -> Vec<usize> {
    labels.iter().map(|label| (*label).min(most - 1)).collect()
}

/// The pair to branch on: an edge that the packing uses up, else two that might be together.
fn undecided(net: &Net, proof: &Proof, most: usize, never: f64) -> Option<(usize, usize)> {
    let degree = |node: usize| net.around(node).len();
    let open = (0..net.edges.len()).filter(|edge| net.edges[*edge].weight > -0.5 * never);
    let used = |edge: &usize| {
        let ends = net.edges[*edge];
        (ends.weight.abs() - proof.spare[*edge]) * count(degree(ends.u) + degree(ends.v))
    };
    let edge = open.max_by(|a, b| used(a).total_cmp(&used(b)).then(b.cmp(a)));
    if let Some(edge) = edge {
        return Some((net.edges[edge].u, net.edges[edge].v));
    }
    if most >= net.nodes {
        return None;
    }
    let tied: std::collections::BTreeSet<(usize, usize)> =
        net.edges.iter().map(|edge| (edge.u.min(edge.v), edge.u.max(edge.v))).collect();
    let mut pairs = (0..net.nodes).flat_map(|v| (0..v).map(move |u| (u, v)));
    pairs.find(|pair| !tied.contains(pair))
}

/// The negative edges between nodes that no positive path joins: they never disagree.
fn between_friends(net: &Net) -> Vec<bool> {
    let mut joins = Joins::new(net.nodes, net.nodes);
    for edge in net.edges.iter().filter(|edge| edge.weight > 0.0) {
        joins.add(&[edge.u, edge.v], &[0, 0]);
    }
    let labels = joins.labels();
    net.edges.iter().map(|edge| labels[edge.u] != labels[edge.v]).collect()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "sums of whole numbers are exact")]
mod tests {
    use super::super::deadline::Deadline;
    use super::super::frustration::SMALL;
    use super::super::grid::Grid;
    use super::*;
    use crate::bloc::SignedGraph;

    fn dense(seed: u64) -> SignedGraph {
        let mut rng = Rng::with_seed(seed);
        let nodes = rng.usize(5..=10);
        let mut graph = SignedGraph::new(nodes);
        for (u, v) in (0..nodes).flat_map(|v| (0..v).map(move |u| (u, v))) {
            let weight = f64::from(rng.i8(-3..=2));
            graph.add(u, v, weight).expect("nodes are there");
        }
        graph
    }

    /// Without the way for small graphs, branching has to get as far.
    #[test]
    fn branching_and_assigning_agree() {
        for seed in 0..60 {
            let graph = dense(seed);
            let pairs = graph.pairs();
            let net = Net::of(graph.nodes(), &pairs);
            for most in [3, 4, usize::MAX] {
                let [branched, assigned] = [0, SMALL].map(|small| {
                    let (grid, deadline) = (Grid::of(&pairs), Deadline::after(None));
                    let rng = Rng::with_seed(0);
                    let (large, never) = (usize::MAX, 1e4);
                    let (start, proves_nothing) = (0, false);
                    Solver { grid, deadline, rng, start, small, large, never, proves_nothing }
                        .group(&net, most)
                });
                assert_eq!(branched.value, assigned.value, "{seed} {most}");
                assert_eq!(branched.lower, branched.value, "{seed} {most}");
            }
        }
    }
}
