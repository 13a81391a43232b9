//! Good camps: simulated annealing, then greedy moves of single nodes.

use crate::random::Random;

use super::deadline::Deadline;
use super::simple_graph::SimpleGraph;

/// Two camps, with what each node would gain by a change of camp.
pub struct Camps<'g> {
    graph: &'g SimpleGraph,
    pub(crate) camps: Vec<bool>,
    /// By how much the disagreement falls if the node changes its camp.
    gain: Vec<f64>,
    pub(crate) value: f64,
}

impl<'g> Camps<'g> {
    pub(crate) fn new(graph: &'g SimpleGraph, camps: Vec<bool>) -> Self {
        let value = graph.disagreement(&camps);
        let mut gain = vec![0.0; graph.nodes];
        for edge in &graph.edges {
            let weight =
                if edge.disagrees(&camps) { edge.weight.abs() } else { -edge.weight.abs() };
            gain[edge.u] += weight;
            gain[edge.v] += weight;
        }
        Self { graph, camps, gain, value }
    }

    fn flip(&mut self, node: usize) {
        self.value -= self.gain[node];
        self.gain[node] = -self.gain[node];
        self.camps[node] = !self.camps[node];
        for arc in self.graph.around(node) {
            let edge = self.graph.edges[arc.edge];
            let weight = 2.0 * edge.weight.abs();
            self.gain[arc.to] += if edge.disagrees(&self.camps) { weight } else { -weight };
        }
    }

    /// Moves single nodes as long as a move gains.
    pub(crate) fn descend(&mut self) {
        let nil = 1e-12 * self.graph.total();
        let mut queue: Vec<usize> = (0..self.graph.nodes).rev().collect();
        while let Some(node) = queue.pop() {
            if self.gain[node] > nil {
                self.flip(node);
                queue.extend(self.graph.around(node).iter().map(|arc| arc.to));
            }
        }
    }

    /// Offers every node a move once (Metropolis rule).
    fn sweep(&mut self, warmth: f64, rng: &mut Random) {
        for node in 0..self.graph.nodes {
            let gain = self.gain[node];
            if gain >= 0.0 || rng.f64() < (gain / warmth).exp() {
                self.flip(node);
            }
        }
    }
}

/// How much work annealing may take.
#[derive(Clone, Copy)]
pub struct Effort {
    pub(crate) starts: usize,
    pub(crate) sweeps: usize,
}

impl Effort {
    /// For a whole graph (depth 0) less the larger it is; for a branch little.
    pub(crate) fn at(depth: usize, graph: &SimpleGraph) -> Self {
        let sweeps = 60;
        let once = 2 * sweeps * (1 + graph.edges.len());
        match depth {
            0 => Self { starts: (20_000_000 / once).clamp(1, 6), sweeps },
            _ => Self { starts: 1, sweeps: 10 },
        }
    }
}

/// The best camps of several annealings, each of which starts from the best so far.
pub fn anneal(
    graph: &SimpleGraph,
    start: &[bool],
    effort: Effort,
    rng: &mut Random,
    deadline: Deadline,
) -> Vec<bool> {
    let mut first = Camps::new(graph, start.to_vec());
    first.descend();
    let (mut value, mut best) = (first.value, first.camps);
    for _ in 0..effort.starts {
        let Some(run) = cool(graph, &best, effort.sweeps, WARM, rng, deadline) else { break };
        if run.value < value {
            (value, best) = (run.value, run.camps);
        }
    }
    best
}

/// The temperature at which an annealing begins, in mean weights: about half of all moves are accepted.
const WARM: f64 = 2.0;

/// One annealing from these camps, at a temperature that depends on the turn; the camps if they are better.
pub fn again(
    graph: &SimpleGraph,
    start: &[bool],
    turn: usize,
    rng: &mut Random,
    deadline: Deadline,
) -> Option<Vec<bool>> {
    let warmth = WARM * [0.2, 0.35, 0.5, 0.25, 1.0][turn % 5];
    let run = cool(graph, start, 60, warmth, rng, deadline)?;
    (run.value < graph.disagreement(start)).then_some(run.camps)
}

/// One annealing, from warm to cold; `None` if time ran out.
///
/// Camps of half an annealing could be better than those of the whole, and then more time would be worse.
fn cool<'g>(
    graph: &'g SimpleGraph,
    start: &[bool],
    sweeps: usize,
    warmth: f64,
    rng: &mut Random,
    deadline: Deadline,
) -> Option<Camps<'g>> {
    let mut run = Camps::new(graph, start.to_vec());
    let mean = graph.total() / count(graph.edges.len().max(1));
    let cooling = 0.05_f64.powf(1.0 / count(sweeps.max(2) - 1));
    let mut temperature = warmth * mean;
    for _ in 0..sweeps {
        if deadline.passed() {
            return None;
        }
        run.sweep(temperature, rng);
        temperature *= cooling;
    }
    run.descend();
    Some(run)
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn count(n: usize) -> f64 {
    n as f64
}
