//! Good blocs by simulated annealing and by moving nodes greedily.

use std::collections::VecDeque;

use fastrand::Rng;

use super::anneal::{Effort, count};
use super::deadline::Deadline;
use super::net::Net;

/// Blocs of a net, each with its number of members.
struct Blocs<'n> {
    net: &'n Net,
    labels: Vec<usize>,
    members: Vec<usize>,
    /// The blocs that have no member.
    empty: Vec<usize>,
    /// How many blocs are allowed.
    most: usize,
    /// Weight to each bloc from the node that is looked at; zero between looks.
    pull: Vec<f64>,
    /// Whether a bloc is among the options.
    listed: Vec<bool>,
}

impl<'n> Blocs<'n> {
    fn new(net: &'n Net, labels: &[usize], most: usize) -> Self {
        let most = most.min(net.nodes);
        let mut members = vec![0; most];
        for label in labels {
            members[*label] += 1;
        }
        let empty = (0..most).rev().filter(|bloc| members[*bloc] == 0).collect();
        Self {
            net,
            labels: labels.to_vec(),
            members,
            empty,
            most,
            pull: vec![0.0; most],
            listed: vec![false; most],
        }
    }

    /// Where a node might go, with what that would gain: blocs of its neighbours, and a new one.
    fn options(&mut self, node: usize, options: &mut Vec<(f64, usize)>) {
        options.clear();
        let net = self.net;
        for arc in net.around(node) {
            let bloc = self.labels[arc.to];
            self.pull[bloc] += net.edges[arc.edge].weight;
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
        for arc in net.around(node) {
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
            // The last one is what most moves open.
            let place = self.empty.iter().rposition(|empty| *empty == bloc);
            self.empty.remove(place.expect("a bloc without members is listed as empty"));
        }
        self.members[bloc] += 1;
        self.labels[node] = bloc;
    }

    fn descend(&mut self, deadline: Deadline) {
        let nil = 1e-12 * self.net.total();
        let mut options = Vec::new();
        let mut queue: VecDeque<usize> = (0..self.net.nodes).collect();
        let mut queued = vec![true; self.net.nodes];
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
                for arc in self.net.around(node) {
                    if !std::mem::replace(&mut queued[arc.to], true) {
                        queue.push_back(arc.to);
                    }
                }
            }
        }
    }

    fn sweep(&mut self, warmth: f64, rng: &mut Rng, deadline: Deadline) {
        let mut options = Vec::new();
        for node in 0..self.net.nodes {
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

/// Labels below `most` after greedy moves.
pub fn descend(net: &Net, labels: &[usize], most: usize, deadline: Deadline) -> Vec<usize> {
    let mut blocs = Blocs::new(net, labels, most);
    blocs.descend(deadline);
    blocs.labels
}

/// The best blocs of several annealings, the first one from `start`.
pub fn anneal(
    net: &Net,
    start: &[usize],
    most: usize,
    effort: Effort,
    rng: &mut Rng,
    deadline: Deadline,
) -> Vec<usize> {
    let mut best = descend(net, start, most, deadline);
    let mut value = net.disagreement(&best);
    for _ in 0..effort.starts {
        let cooled = cool(net, &best, most, effort.sweeps, 1.0, rng, deadline);
        let Some(labels) = cooled else { break };
        let found = net.disagreement(&labels);
        if found < value {
            (value, best) = (found, labels);
        }
    }
    best
}

/// One annealing from these blocs, more or less warm by its turn; better blocs, if it ends there.
pub fn again(
    net: &Net,
    start: &[usize],
    most: usize,
    turn: usize,
    rng: &mut Rng,
    deadline: Deadline,
) -> Option<Vec<usize>> {
    let warmth = [0.2, 0.35, 0.5, 0.25, 1.0][turn % 5];
    let labels = cool(net, start, most, 40, warmth, rng, deadline)?;
    (net.disagreement(&labels) < net.disagreement(start)).then_some(labels)
}

/// One annealing, from warm (in mean weights) to cold; `None` where time ran out: half of one may be
/// better than the whole, and then more time would be worse.
fn cool(
    net: &Net,
    start: &[usize],
    most: usize,
    sweeps: usize,
    warmth: f64,
    rng: &mut Rng,
    deadline: Deadline,
) -> Option<Vec<usize>> {
    let mut blocs = Blocs::new(net, start, most);
    let mut warmth = warmth * net.total() / count(net.edges.len().max(1));
    let cooling = 0.05_f64.powf(1.0 / count(sweeps.max(2) - 1));
    for _ in 0..sweeps {
        blocs.sweep(warmth, rng, deadline);
        warmth *= cooling;
        if deadline.passed() {
            return None;
        }
    }
    blocs.descend(deadline);
    (!deadline.passed()).then_some(blocs.labels)
}
