//! The best blocs of a small graph, node by node: Russian doll search.
//!
//! Every node joins an existing bloc or opens the next one, so no partition is tried under two names.
//! The search is run for the last node of the order, then for the last two, and so on. A branch ends if
//! three costs together are no better than the best known: what is paid so far, the least that each
//! open node pays toward the assigned ones, and the least that the open nodes pay among themselves, which
//! is the optimum of a smaller run.
//!
//! # References
//!
//! Verfaillie, G., Lemaître, M. & Schiex, T. (1996). Russian doll search for solving constraint
//! optimization problems. AAAI-96, 181-187.

use super::deadline::Deadline;
use super::simple_graph::SimpleGraph;

/// The best labels below `most`, or `labels` if they are as good; `None` if time ran out.
pub fn best(
    graph: &SimpleGraph,
    labels: &[usize],
    most: usize,
    tolerance: f64,
    deadline: Deadline,
) -> Option<Vec<usize>> {
    let order = order(graph);
    let mut dolls = vec![0.0; graph.nodes + 1];
    let mut best: Vec<usize> = Vec::new();
    for from in (0..graph.nodes).rev() {
        let mut search =
            Assign::new(graph, &order[from..], dolls[from..].to_vec(), most, tolerance, deadline);
        // With one node more than the last run, whose optimum can rise by all that the new node weighs.
        search.best = dolls[from + 1] + search.reach;
        if from == 0 {
            search.best = graph.disagreement(labels);
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
    let mut found = vec![0; graph.nodes];
    for (node, bloc) in order.iter().zip(&best) {
        found[*node] = *bloc;
    }
    Some(found)
}

/// The nodes, those with the most weight first: they decide most.
fn order(graph: &SimpleGraph) -> Vec<usize> {
    let weight = |node: usize| {
        graph.around(node).iter().map(|arc| graph.edges[arc.edge].weight.abs()).sum::<f64>()
    };
    let mut order: Vec<usize> = (0..graph.nodes).collect();
    order.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)).then(a.cmp(b)));
    order
}

/// One run over the last nodes of the order; a node's *place* is its position among these.
struct Assign {
    /// The weights between places.
    weight: Vec<Vec<f64>>,
    /// For each place the optimum of the run that begins there.
    dolls: Vec<f64>,
    most: usize,
    tolerance: f64,
    deadline: Deadline,
    labels: Vec<usize>,
    /// For each open place the weight to each bloc, and the positive weight to all assigned nodes.
    pull: Vec<Vec<f64>>,
    positive: Vec<f64>,
    /// More than the first node can cost: all its weight, and 1.
    reach: f64,
    best: f64,
    found: Vec<usize>,
    steps: usize,
    late: bool,
}

impl Assign {
    fn new(
        graph: &SimpleGraph,
        order: &[usize],
        dolls: Vec<f64>,
        most: usize,
        tolerance: f64,
        deadline: Deadline,
    ) -> Self {
        let places = order.len();
        let mut place_of = vec![usize::MAX; graph.nodes];
        for (place, node) in order.iter().enumerate() {
            place_of[*node] = place;
        }
        let mut weight = vec![vec![0.0; places]; places];
        for edge in &graph.edges {
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

    /// Assigns the nodes from a place on, with `used` blocs and `cost` paid before it.
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
            // Positive weight to other blocs and negative weight to this one: all positive weight less the pull.
            let more = (self.positive[place] + push).max(0.0);
            self.join(place, bloc, 1.0);
            self.labels.push(bloc);
            self.extend(place + 1, used.max(bloc + 1), cost + more);
            self.labels.pop();
            self.join(place, bloc, -1.0);
        }
    }

    /// A lower bound on every completion of the labels so far.
    fn least(&self, place: usize, used: usize, cost: f64) -> f64 {
        let open = (used + 1).min(self.most);
        let node = |place: usize| {
            let pull = self.pull[place][..open].iter().copied().fold(f64::MIN, f64::max);
            (self.positive[place] - pull).max(0.0)
        };
        cost + self.dolls[place] + (place..self.pull.len()).map(node).sum::<f64>()
    }

    /// Puts a node into a bloc (sign 1), or takes it out again (sign -1).
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
