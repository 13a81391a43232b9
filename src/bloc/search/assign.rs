//! The best blocs of a small graph, node by node.
//!
//! Every node joins a bloc that there is, or opens the next one, so that no
//! partition is tried under two names. A branch ends when what it costs, what
//! each other node costs at least toward those assigned, and what those others
//! cost among themselves (known, since smaller ends of the order were solved
//! first: Russian dolls, Verfaillie, Lemaître & Schiex 1996) is no better than
//! what is known.

use super::deadline::Deadline;
use super::net::Net;

/// The best labels below `most`, unless `labels` are as good; `None` where time is up.
pub fn best(
    net: &Net,
    labels: &[usize],
    most: usize,
    tolerance: f64,
    deadline: Deadline,
) -> Option<Vec<usize>> {
    let order = order(net);
    let mut dolls = vec![0.0; net.nodes + 1];
    let mut best: Vec<usize> = Vec::new();
    for from in (0..net.nodes).rev() {
        let mut search =
            Assign::new(net, &order[from..], dolls[from..].to_vec(), most, tolerance, deadline);
        // The last end with one node more: the new node alone, or with what is known.
        search.best = dolls[from + 1] + search.reach;
        if from == 0 {
            search.best = net.disagreement(labels);
        }
        search.extend(0, 0, 0.0);
        if search.late {
            return None;
        }
        dolls[from] = search.best;
        best = search.found;
    }
    if best.is_empty() {
        return Some(labels.to_vec());
    }
    let mut found = vec![0; net.nodes];
    for (node, bloc) in order.iter().zip(&best) {
        found[*node] = *bloc;
    }
    Some(found)
}

/// Most tied first.
fn order(net: &Net) -> Vec<usize> {
    let weight = |node: usize| {
        net.around(node).iter().map(|arc| net.edges[arc.edge].weight.abs()).sum::<f64>()
    };
    let mut order: Vec<usize> = (0..net.nodes).collect();
    order.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)).then(a.cmp(b)));
    order
}

struct Assign {
    /// Between places of the order.
    weight: Vec<Vec<f64>>,
    dolls: Vec<f64>,
    most: usize,
    tolerance: f64,
    deadline: Deadline,
    labels: Vec<usize>,
    /// For each place: the weight to each bloc, and the positive weight to all.
    pull: Vec<Vec<f64>>,
    positive: Vec<f64>,
    /// The positive and negative weight of the first node: what it costs at most.
    reach: f64,
    best: f64,
    found: Vec<usize>,
    steps: usize,
    late: bool,
}

impl Assign {
    fn new(
        net: &Net,
        order: &[usize],
        dolls: Vec<f64>,
        most: usize,
        tolerance: f64,
        deadline: Deadline,
    ) -> Self {
        let places = order.len();
        let mut place_of = vec![usize::MAX; net.nodes];
        for (place, node) in order.iter().enumerate() {
            place_of[*node] = place;
        }
        let mut weight = vec![vec![0.0; places]; places];
        for edge in &net.edges {
            let (u, v) = (place_of[edge.u], place_of[edge.v]);
            if u != usize::MAX && v != usize::MAX {
                weight[u][v] = edge.weight;
                weight[v][u] = edge.weight;
            }
        }
        let reach = weight[0].iter().map(|weight| weight.abs()).sum::<f64>() + 1.0;
        Self {
            weight,
            dolls,
            most,
            tolerance,
            deadline,
            labels: Vec::new(),
            pull: vec![vec![0.0; places + 1]; places],
            positive: vec![0.0; places],
            reach,
            best: f64::INFINITY,
            found: Vec::new(),
            steps: 0,
            late: false,
        }
    }

    fn extend(&mut self, place: usize, used: usize, cost: f64) {
        self.steps += 1;
        self.late = self.late || (self.steps.is_multiple_of(1024) && self.deadline.passed());
        if place == self.pull.len() {
            if cost < self.best - self.tolerance {
                self.best = cost;
                self.found.clone_from(&self.labels);
            }
            return;
        }
        if self.late || self.least(place, used, cost) >= self.best - self.tolerance {
            return;
        }
        let mut options: Vec<(f64, usize)> =
            (0..(used + 1).min(self.most)).map(|bloc| (-self.pull[place][bloc], bloc)).collect();
        options.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (push, bloc) in options {
            let more = (self.positive[place] + push).max(0.0);
            self.join(place, bloc, 1.0);
            self.labels.push(bloc);
            self.extend(place + 1, used.max(bloc + 1), cost + more);
            self.labels.pop();
            self.join(place, bloc, -1.0);
        }
    }

    /// What every way to go on costs, at least.
    fn least(&self, place: usize, used: usize, cost: f64) -> f64 {
        let open = (used + 1).min(self.most);
        let node = |place: usize| {
            let pull = self.pull[place][..open].iter().copied().fold(f64::MIN, f64::max);
            (self.positive[place] - pull).max(0.0)
        };
        cost + self.dolls[place] + (place..self.pull.len()).map(node).sum::<f64>()
    }

    fn join(&mut self, place: usize, bloc: usize, sign: f64) {
        for other in place + 1..self.pull.len() {
            let weight = sign * self.weight[place][other];
            if weight != 0.0 {
                self.pull[other][bloc] += weight;
                if self.weight[place][other] > 0.0 {
                    self.positive[other] += weight;
                }
            }
        }
    }
}
