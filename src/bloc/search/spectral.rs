//! The bound of dense graphs: the dual of the semidefinite program of maximum cut, certified.
//!
//! Give each node a vector of length 1: one vector for all of one camp, its opposite for the other.
//! The *gain* of vectors is the sum of weight times inner product over all edges. No camps gain more than the
//! best vectors do, and no vectors gain more than half the sum of u, for any u such that diag(u) - A has no
//! negative eigenvalue (Delorme & Poljak 1993; Goemans & Williamson 1995). Good vectors are found node by node
//! (low-rank factors, Burer & Monteiro 2003; the mixing method, Wang, Chang & Kolter 2017). At an optimum,
//! the right u for a node is the length of the sum of what pulls at it.
//!
//! The proof that no eigenvalue is negative is a Cholesky factorization that runs to its end, with an allowance
//! for rounding (Rump 2006). An estimate of the least eigenvalue would prove nothing.

use crate::random::Random;

use super::anneal::count;
use super::cholesky::{is_factored, lost};
use super::lanczos::largest;
use super::simple_graph::{Edge, SimpleGraph};

/// With more nodes, the factorization takes too long and too much memory.
const MOST: usize = 6_000;
/// The dimension of the vectors. From √(2n) on, every local optimum is a global one in nearly all cases.
const RANK: usize = 48;
/// The most times that every vector is improved.
const SWEEPS: usize = 400;
/// A sweep that gains a smaller share than this is the last one.
const GAIN: f64 = 2e-6;
/// How often a factorization is tried, each time with more on the diagonal.
const TRIES: u32 = 6;

/// An upper bound on the gain of any vectors of length 1, and so of any camps. `None` if the graph is too large,
/// or time ran out.
pub fn most_gain(
    graph: &SimpleGraph,
    rng: &mut Random,
    stop: impl Fn() -> bool + Sync,
) -> Option<f64> {
    if graph.nodes > MOST || graph.edges.is_empty() {
        return None;
    }
    let heaviest = graph.edges.iter().map(|edge| edge.weight.abs()).fold(0.0, f64::max);
    // A power of two, so that scaling is exact.
    let unit = heaviest.log2().floor().exp2();
    let scaled = graph.edges.iter().map(|edge| Edge { weight: edge.weight / unit, ..*edge });
    scaled_gain(&SimpleGraph::new(graph.nodes, scaled.collect()), rng, stop).map(|gain| gain * unit)
}

/// The same where weights are below 2.
fn scaled_gain(
    graph: &SimpleGraph,
    rng: &mut Random,
    stop: impl Fn() -> bool + Sync,
) -> Option<f64> {
    let pull = pulls(graph, rng, &stop)?;
    let mean = pull.iter().sum::<f64>() / count(graph.nodes);
    let beyond = largest(graph, &pull, rng).max(0.0);
    // The estimate is low, and a failed factorization costs more than a slightly worse bound.
    let mut shift = 6.0 * beyond + 1e-7 * mean.max(1.0);
    for _ in 0..TRIES {
        let diagonal: Vec<f64> = pull.iter().map(|pull| pull + shift).collect();
        match is_factored(graph, &diagonal, &stop) {
            Some(true) => {
                let sum = diagonal.iter().fold(0.0, |sum, entry| sum + entry);
                return Some(
                    0.5 * (sum + count(graph.nodes) * lost(graph.nodes, sum)) * (1.0 + 1e-12),
                );
            }
            Some(false) => shift *= 2.0,
            None => return None,
        }
    }
    None
}

/// How strongly its neighbours pull at each node once the vectors gain the most.
fn pulls(graph: &SimpleGraph, rng: &mut Random, stop: &impl Fn() -> bool) -> Option<Vec<f64>> {
    let rank = RANK.min(graph.nodes);
    let mut vectors: Vec<f64> = (0..rank * graph.nodes).map(|_| rng.f64() - 0.5).collect();
    for vector in vectors.chunks_mut(rank) {
        unit(vector);
    }
    let mut pull = vec![0.0; graph.nodes];
    let mut sum = vec![0.0; rank];
    for _ in 0..SWEEPS {
        if stop() {
            return None;
        }
        let mut gained = 0.0;
        for (node, pull) in pull.iter_mut().enumerate() {
            sum.fill(0.0);
            for arc in graph.around(node) {
                let weight = graph.edges[arc.edge].weight;
                let other = &vectors[rank * arc.to..rank * (arc.to + 1)];
                sum.iter_mut().zip(other).for_each(|(sum, x)| *sum += weight * x);
            }
            let own = &mut vectors[rank * node..rank * (node + 1)];
            let before: f64 = sum.iter().zip(&*own).map(|(x, y)| x * y).sum();
            *pull = unit(&mut sum);
            gained += *pull - before;
            if *pull > 0.0 {
                own.copy_from_slice(&sum);
            }
        }
        if gained < GAIN * pull.iter().sum::<f64>() {
            break;
        }
    }
    Some(pull)
}

/// Scales a vector to length 1, unless it is zero; returns its length before.
fn unit(vector: &mut [f64]) -> f64 {
    let length = vector.iter().map(|x| x * x).sum::<f64>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;

    #[test]
    fn three_enemies_gain_at_most_one_and_a_half() {
        let edges = [(0, 1), (1, 2), (2, 0)].map(|(u, v)| Edge { u, v, weight: -1.0 });
        let graph = SimpleGraph::new(3, edges.to_vec());
        let most = most_gain(&graph, &mut Random::with_seed(0), || false).expect("it is small");
        assert!((1.5..1.51).contains(&most), "{most}");
    }

    /// A packing of cycles cannot prove more than that a third of all edges disagrees.
    #[test]
    fn vectors_say_more_of_a_dense_graph_than_cycles_can() {
        let mut rng = Rng::with_seed(3);
        let pairs = (0..80).flat_map(|v| (0..v).map(move |u| (u, v)));
        let edges = pairs.map(|(u, v)| Edge { u, v, weight: if rng.bool() { 1.0 } else { -1.0 } });
        let graph = SimpleGraph::new(80, edges.collect());
        let all = graph.total();
        let most = most_gain(&graph, &mut Random::with_seed(0), || false).expect("it is small");
        assert!((all - most) / 2.0 > 0.38 * all, "{most} of {all}");
    }

    #[test]
    fn no_signs_gain_more() {
        for seed in 0..200 {
            let mut rng = Rng::with_seed(seed);
            let nodes = rng.usize(2..=10);
            let pairs = (0..nodes).flat_map(|v| (0..v).map(move |u| (u, v)));
            let scale = [1e-60, 1.0, 1e60][rng.usize(0..3)];
            let edges = pairs.map(|(u, v)| Edge { u, v, weight: scale * (rng.f64() - 0.5) });
            let graph = SimpleGraph::new(nodes, edges.collect());
            let most =
                most_gain(&graph, &mut Random::with_seed(seed), || false).expect("it is small");
            for signs in 0..1_u32 << nodes {
                let sign = |node: usize| if signs >> node & 1 == 1 { 1.0 } else { -1.0 };
                let gains =
                    graph.edges.iter().map(|edge| edge.weight * sign(edge.u) * sign(edge.v));
                assert!(gains.sum::<f64>() <= most, "{seed}");
            }
        }
    }
}
