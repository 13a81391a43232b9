//! The bound of dense graphs: the dual of the semidefinite program, certified.
//!
//! Give each node a vector of length 1, the same or the opposite one to those of one camp: what a
//! partition gains, the sum of weight times product over all ties, is at most what any such vectors
//! gain. With u on the diagonal such that diag(u) - A has no negative eigenvalue, that is at most
//! half the sum of u (Delorme & Poljak 1993; Goemans & Williamson 1995). Good vectors are found node
//! by node (Burer & Monteiro 2003; the mixing method, Wang, Chang & Kolter 2017); at the best ones
//! u is the length of what pulls at each node.
//!
//! That no eigenvalue is negative is proved by a Cholesky factorization that runs to its end, with what
//! rounding can do added (Rump 2006): estimates of eigenvalues prove nothing.

use fastrand::Rng;

use super::anneal::count;
use super::cholesky::{is_factored, lost};
use super::lanczos::largest;
use super::net::{Edge, Net};

/// With more nodes, the factorization takes too long and too much memory.
const MOST: usize = 6_000;
/// How many numbers a vector has: with sqrt(2n), no local optimum is worse than the best.
const RANK: usize = 48;
/// So often every vector is improved, at most.
const SWEEPS: usize = 400;
/// A sweep that gains a smaller share is the last one.
const GAIN: f64 = 2e-6;
/// So often a failed factorization is tried again, with more on the diagonal.
const TRIES: u32 = 6;

/// At least as much as any vectors of length 1 gain, one for each node: the sum of weight
/// times inner product over all edges. `None` where the graph is too large, or time ran out.
pub fn most_gain(net: &Net, rng: &mut Rng, stop: impl Fn() -> bool + Sync) -> Option<f64> {
    if net.nodes > MOST || net.edges.is_empty() {
        return None;
    }
    let heaviest = net.edges.iter().map(|edge| edge.weight.abs()).fold(0.0, f64::max);
    // A power of two: exact.
    let unit = heaviest.log2().floor().exp2();
    let scaled = net.edges.iter().map(|edge| Edge { weight: edge.weight / unit, ..*edge });
    scaled_gain(&Net::new(net.nodes, scaled.collect()), rng, stop).map(|gain| gain * unit)
}

/// The same where weights are below 2.
fn scaled_gain(net: &Net, rng: &mut Rng, stop: impl Fn() -> bool + Sync) -> Option<f64> {
    let pull = pulls(net, rng, &stop)?;
    let mean = pull.iter().sum::<f64>() / count(net.nodes);
    let beyond = largest(net, &pull, rng).max(0.0);
    // The estimate is low, and a failure costs more than a little too much.
    let mut shift = 6.0 * beyond + 1e-7 * mean.max(1.0);
    for _ in 0..TRIES {
        let diagonal: Vec<f64> = pull.iter().map(|pull| pull + shift).collect();
        match is_factored(net, &diagonal, &stop) {
            Some(true) => {
                let sum = diagonal.iter().fold(0.0, |sum, entry| sum + entry);
                return Some(0.5 * (sum + count(net.nodes) * lost(net.nodes, sum)) * (1.0 + 1e-12));
            }
            Some(false) => shift *= 2.0,
            None => return None,
        }
    }
    None
}

/// How strongly the others pull at each node, where vectors gain the most.
fn pulls(net: &Net, rng: &mut Rng, stop: &impl Fn() -> bool) -> Option<Vec<f64>> {
    let rank = RANK.min(net.nodes);
    let mut vectors: Vec<f64> = (0..rank * net.nodes).map(|_| rng.f64() - 0.5).collect();
    for vector in vectors.chunks_mut(rank) {
        unit(vector);
    }
    let mut pull = vec![0.0; net.nodes];
    let mut sum = vec![0.0; rank];
    for _ in 0..SWEEPS {
        if stop() {
            return None;
        }
        let mut gained = 0.0;
        for (node, pull) in pull.iter_mut().enumerate() {
            sum.fill(0.0);
            for arc in net.around(node) {
                let weight = net.edges[arc.edge].weight;
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

/// Scales a vector to length 1, unless it is zero; its length before.
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

    #[test]
    fn three_enemies_gain_at_most_one_and_a_half() {
        let edges = [(0, 1), (1, 2), (2, 0)].map(|(u, v)| Edge { u, v, weight: -1.0 });
        let net = Net::new(3, edges.to_vec());
        let most = most_gain(&net, &mut Rng::with_seed(0), || false).expect("it is small");
        assert!((1.5..1.51).contains(&most), "{most}");
    }

    /// Cycles prove no more than that a third of all edges disagrees.
    #[test]
    fn vectors_say_more_of_a_dense_graph_than_cycles_can() {
        let mut rng = Rng::with_seed(3);
        let pairs = (0..80).flat_map(|v| (0..v).map(move |u| (u, v)));
        let edges = pairs.map(|(u, v)| Edge { u, v, weight: if rng.bool() { 1.0 } else { -1.0 } });
        let net = Net::new(80, edges.collect());
        let all = net.total();
        let most = most_gain(&net, &mut Rng::with_seed(0), || false).expect("it is small");
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
            let net = Net::new(nodes, edges.collect());
            let most = most_gain(&net, &mut rng, || false).expect("it is small");
            for signs in 0..1_u32 << nodes {
                let sign = |node: usize| if signs >> node & 1 == 1 { 1.0 } else { -1.0 };
                let gains = net.edges.iter().map(|edge| edge.weight * sign(edge.u) * sign(edge.v));
                assert!(gains.sum::<f64>() <= most, "{seed}");
            }
        }
    }
}
