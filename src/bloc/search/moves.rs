//! Good blocs: simulated annealing, then greedy moves of single nodes.

use std::collections::VecDeque;

use crate::random::Random;

use super::anneal::{Effort, count};
use super::deadline::Deadline;
use super::simple_graph::SimpleGraph;

/// A partition, with what is needed to move nodes quickly.
struct Blocs<'g> {
    graph: &'g SimpleGraph,
    labels: Vec<usize>,
    /// How many members each bloc has.
    members: Vec<usize>,
    /// The blocs without a member.
    empty: Vec<usize>,
    /// How many blocs are allowed.
    most: usize,
    /// The weight from one node to each bloc; all zero between nodes.
    pull: Vec<f64>,
    /// Whether a bloc is among the options of this node.
    listed: Vec<bool>,
}

impl<'g> Blocs<'g> {
    fn new(graph: &'g SimpleGraph, labels: &[usize], most: usize) -> Self {
        let limit = most.min(graph.nodes);
        let mut members = vec![0; limit];
        for label in labels {
            members[*label] += 1;
        }
        let empty = (0..limit).rev().filter(|bloc| members[*bloc] == 0).collect();
        Self {
            graph,
            labels: labels.to_vec(),
            members,
            empty,
            most: limit,
            pull: vec![0.0; limit],
            listed: vec![false; limit],
        }
    }

    /// Where a node could go, with the gain of each move: the blocs of its neighbours, and a new one. If few blocs
    /// are allowed, also all others, for a node among enemies gains by a move to a bloc that it has no tie to.
    fn options(&mut self, node: usize, options: &mut Vec<(f64, usize)>) {
        options.clear();
        let graph = self.graph;
        for arc in graph.around(node) {
            let bloc = self.labels[arc.to];
            self.pull[bloc] += graph.edges[arc.edge].weight;
            self.list(bloc, options);
        }
        if let Some(bloc) = self.empty.last() {
            self.list(*bloc, options);
        }
        if self.most <= 8 {
            (0..self.most).for_each(|bloc| self.list(bloc, options));
        }
        let own = self.labels[node];
        let stay = self.pull[own];
        for (gain, bloc) in options.iter_mut() {
            *gain = self.pull[*bloc] - stay;
            self.listed[*bloc] = false;
        }
        options.retain(|(_, bloc)| *bloc != own);
        for arc in graph.around(node) {
            self.pull[self.labels[arc.to]] = 0.0;
        }
    }

    fn list(&mut self, bloc: usize, options: &mut Vec<(f64, usize)>) {
        if !std::mem::replace(&mut self.listed[bloc], true) {
            options.push((0.0, bloc));
        }
    }

    fn relocate(&mut self, node: usize, bloc: usize) {
        let old = self.labels[node];
        self.members[old] -= 1;
        if self.members[old] == 0 {
            self.empty.push(old);
        }
        if self.members[bloc] == 0 {
            // `options` offers the last empty bloc, so it is found at once.
            let place = self.empty.iter().rposition(|empty| *empty == bloc);
            self.empty.remove(place.expect("a bloc without members is listed as empty"));
        }
        self.members[bloc] += 1;
        self.labels[node] = bloc;
    }

    /// Moves single nodes, each to where it gains most, as long as a move gains.
    fn descend(&mut self, deadline: Deadline) {
        let nil = 1e-12 * self.graph.total();
        let mut options = Vec::new();
        let mut queue: VecDeque<usize> = (0..self.graph.nodes).collect();
        let mut queued = vec![true; self.graph.nodes];
        let mut looks = 0_usize;
        while let Some(node) = queue.pop_front() {
            queued[node] = false;
            looks += 1;
            if looks.is_multiple_of(256) && deadline.passed() {
                return;
            }
            self.options(node, &mut options);
            let best =
                options.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((_, bloc)) = best.filter(|(gain, _)| *gain > nil) {
                self.relocate(node, bloc);
                for arc in self.graph.around(node) {
                    if !std::mem::replace(&mut queued[arc.to], true) {
                        queue.push_back(arc.to);
                    }
                }
            }
        }
    }

    /// Offers every node one random move (Metropolis rule).
    fn sweep(&mut self, warmth: f64, rng: &mut Random, deadline: Deadline) {
        let mut options = Vec::new();
        for node in 0..self.graph.nodes {
            if node % 64 == 63 && deadline.passed() {
                return;
            }
            self.options(node, &mut options);
            if let Some((gain, bloc)) = rng.choice(&options).copied()
                && (gain >= 0.0 || rng.f64() < (gain / warmth).exp())
            {
                self.relocate(node, bloc);
            }
        }
    }
}

/// The labels after greedy moves; all are below `most`.
pub fn descend(
    graph: &SimpleGraph,
    labels: &[usize],
    most: usize,
    deadline: Deadline,
) -> Vec<usize> {
    let mut blocs = Blocs::new(graph, labels, most);
    blocs.descend(deadline);
    blocs.labels
}

/// The best blocs of several annealings, each of which starts from the best so far.
pub fn anneal(
    graph: &SimpleGraph,
    start: &[usize],
    most: usize,
    effort: Effort,
    rng: &mut Random,
    deadline: Deadline,
) -> Vec<usize> {
    let mut best = descend(graph, start, most, deadline);
    let mut value = graph.disagreement(&best);
    for _ in 0..effort.starts {
        let cooled = cool(graph, &best, most, effort.sweeps, 1.0, rng, deadline);
        let Some(labels) = cooled else { break };
        let found = graph.disagreement(&labels);
        if found < value {
            (value, best) = (found, labels);
        }
    }
    best
}

/// One annealing from these blocs, at a temperature that depends on the turn; the blocs if they are better.
pub fn again(
    graph: &SimpleGraph,
    start: &[usize],
    most: usize,
    turn: usize,
    rng: &mut Random,
    deadline: Deadline,
) -> Option<Vec<usize>> {
    let warmth = [0.2, 0.35, 0.5, 0.25, 1.0][turn % 5];
    let labels = cool(graph, start, most, 40, warmth, rng, deadline)?;
    (graph.disagreement(&labels) < graph.disagreement(start)).then_some(labels)
}

/// One annealing, from warm (in mean weights) to cold; `None` if time ran out, as in `anneal`.
fn cool(
    graph: &SimpleGraph,
    start: &[usize],
    most: usize,
    sweeps: usize,
    warmth: f64,
    rng: &mut Random,
    deadline: Deadline,
) -> Option<Vec<usize>> {
    let mut blocs = Blocs::new(graph, start, most);
    let mut temperature = warmth * graph.total() / count(graph.edges.len().max(1));
    let cooling = 0.05_f64.powf(1.0 / count(sweeps.max(2) - 1));
    for _ in 0..sweeps {
        blocs.sweep(temperature, rng, deadline);
        temperature *= cooling;
        if deadline.passed() {
            return None;
        }
    }
    blocs.descend(deadline);
    (!deadline.passed()).then_some(blocs.labels)
}
