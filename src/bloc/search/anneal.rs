//! Two good camps by simulated annealing and by moving nodes greedily.

use fastrand::Rng;

use super::deadline::Deadline;
use super::net::Net;

/// Camps of a net, with what each node would gain by changing its camp.
pub struct Camps<'n> {
    net: &'n Net,
    pub(crate) camps: Vec<bool>,
    /// How much disagreement a node loses by changing: positive is better.
    gain: Vec<f64>,
    pub(crate) value: f64,
}

impl<'n> Camps<'n> {
    pub(crate) fn new(net: &'n Net, camps: Vec<bool>) -> Self {
        let value = net.disagreement(&camps);
        let mut gain = vec![0.0; net.nodes];
        for edge in &net.edges {
            let weight =
                if edge.disagrees(&camps) { edge.weight.abs() } else { -edge.weight.abs() };
            gain[edge.u] += weight;
            gain[edge.v] += weight;
        }
        Self { net, camps, gain, value }
    }

    fn flip(&mut self, node: usize) {
        self.value -= self.gain[node];
        self.gain[node] = -self.gain[node];
        self.camps[node] = !self.camps[node];
        for arc in self.net.around(node) {
            let edge = self.net.edges[arc.edge];
            let weight = 2.0 * edge.weight.abs();
            self.gain[arc.to] += if edge.disagrees(&self.camps) { weight } else { -weight };
        }
    }

    /// Moves single nodes while one gains by it.
    pub(crate) fn descend(&mut self) {
        let nil = 1e-12 * self.net.total();
        let mut queue: Vec<usize> = (0..self.net.nodes).rev().collect();
        while let Some(node) = queue.pop() {
            if self.gain[node] > nil {
                self.flip(node);
                queue.extend(self.net.around(node).iter().map(|arc| arc.to));
            }
        }
    }

    fn sweep(&mut self, warmth: f64, rng: &mut Rng) {
        for node in 0..self.net.nodes {
            let gain = self.gain[node];
            if gain >= 0.0 || rng.f64() < (gain / warmth).exp() {
                self.flip(node);
            }
        }
    }
}

/// How much work the search for good camps may be.
#[derive(Clone, Copy)]
pub struct Effort {
    pub(crate) starts: usize,
    pub(crate) sweeps: usize,
}

impl Effort {
    /// For a whole graph, less where it is large, or for one branch of a search.
    pub(crate) fn at(depth: usize, net: &Net) -> Self {
        let sweeps = 60;
        let once = 2 * sweeps * (1 + net.edges.len());
        match depth {
            0 => Self { starts: (20_000_000 / once).clamp(1, 6), sweeps },
            _ => Self { starts: 1, sweeps: 10 },
        }
    }
}

/// The best camps of several annealings, the first one from `start`.
pub fn anneal(
    net: &Net,
    start: &[bool],
    effort: Effort,
    rng: &mut Rng,
    deadline: Deadline,
) -> Vec<bool> {
    let mut first = Camps::new(net, start.to_vec());
    first.descend();
    let (mut value, mut best) = (first.value, first.camps);
    for _ in 0..effort.starts {
        let Some(run) = cool(net, &best, effort.sweeps, WARM, rng, deadline) else { break };
        if run.value < value {
            (value, best) = (run.value, run.camps);
        }
    }
    best
}

/// How warm an annealing begins, in mean weights: half of the moves are free.
const WARM: f64 = 2.0;

/// One annealing from these camps, more or less warm by its turn; better camps, if it ends there.
pub fn again(
    net: &Net,
    start: &[bool],
    turn: usize,
    rng: &mut Rng,
    deadline: Deadline,
) -> Option<Vec<bool>> {
    let warmth = WARM * [0.2, 0.35, 0.5, 0.25, 1.0][turn % 5];
    let run = cool(net, start, 60, warmth, rng, deadline)?;
    (run.value < net.disagreement(start)).then_some(run.camps)
}

/// One annealing, from warm to cold; `None` where time ran out: half of one may be better than the
/// whole, and then more time would be worse.
fn cool<'n>(
    net: &'n Net,
    start: &[bool],
    sweeps: usize,
    warmth: f64,
    rng: &mut Rng,
    deadline: Deadline,
) -> Option<Camps<'n>> {
    let mut run = Camps::new(net, start.to_vec());
    let mean = net.total() / count(net.edges.len().max(1));
    let cooling = 0.05_f64.powf(1.0 / count(sweeps.max(2) - 1));
    let mut warmth = warmth * mean;
    for _ in 0..sweeps {
        if deadline.passed() {
            return None;
        }
        run.sweep(warmth, rng);
        warmth *= cooling;
    }
    run.descend();
    Some(run)
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn count(n: usize) -> f64 {
    n as f64
}
