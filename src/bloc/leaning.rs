//! Places nodes on an axis between two camps: an eigenvector of the signed Laplacian.

use super::signed_graph::SignedGraph;

/// What is added to the diagonal of the Laplacian so that it can be inverted.
const RAISE: f64 = 1e-3;
/// The most rounds of the inverse iteration.
const ROUNDS: usize = 200;
/// The most multiplications by an entry that all rounds together may take.
const PRODUCTS: usize = 1_000_000_000;
/// A component with a least eigenvalue below this is balanced.
const EXACT: f64 = 1e-12;
/// The rounds end once no place moves by more than this.
const STILL: f64 = 1e-9;

/// The places of the nodes of one connected component on an axis from one camp to the other.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Leaning {
    /// The nodes of the component, in rising order.
    pub nodes: Vec<usize>,
    /// The place of each node, in [-1, 1]: its entry of the eigenvector, divided by the largest one. The
    /// first node is at 0 or above.
    pub places: Vec<f64>,
    /// The least eigenvalue, in [0, 1]: 0 if two camps explain every tie; the larger, the less balanced.
    pub conflict: f64,
}

/// Places the nodes of each connected component on an axis: the eigenvector of the least eigenvalue of its
/// normalised signed Laplacian.
///
/// Components with the most nodes come first, then by their first nodes. A node without a tie is in none.
///
/// The places minimise the sum of |w| (x - x')² over ties for and of |w| (x + x')² over ties against,
/// divided by the sum of d x² over nodes, where d is the weight of all ties of a node. Ties for draw two nodes
/// to the same side, ties against to opposite sides; a node that is drawn to both is near 0. Without the weights
/// d, a single node with few ties could take the whole axis for itself.
///
/// The method is inverse iteration with conjugate gradients. It starts from the signs along a spanning
/// tree, which solve a balanced component exactly.
///
/// # Complexity
///
/// O(t) in the number of ties for each of some hundreds of steps.
///
/// # References
///
/// Kunegis, J. et al. (2010). Spectral analysis of signed graphs for clustering, prediction and
/// visualization. SIAM Data Mining. Galimberti, E. et al. (2020), arXiv:1912.00238.
///
/// # Examples
///
/// ```
/// use stancegraph::bloc::{SignedGraph, leanings};
///
/// let mut graph = SignedGraph::new(4);
/// for (u, v, sign) in [(0, 1, 1.0), (1, 2, -1.0), (2, 0, -1.0)] {
///     graph.add(u, v, sign)?;
/// }
/// let found = leanings(&graph);
/// assert_eq!(found.len(), 1);
/// assert_eq!((&found[0].nodes[..], &found[0].places[..]), (&[0, 1, 2][..], &[1.0, 1.0, -1.0][..]));
/// assert!(found[0].conflict.abs() < 1e-9);
/// # Ok::<(), stancegraph::bloc::TieError>(())
/// ```
#[must_use]
pub fn leanings(graph: &SignedGraph) -> Vec<Leaning> {
    let ties = Ties::of(graph);
    let mut components = ties.components();
    components.sort_by_key(|(nodes, _)| (std::cmp::Reverse(nodes.len()), nodes[0]));
    components.into_iter().map(|(nodes, signs)| ties.leaning(nodes, &signs)).collect()
}

/// The neighbours of each node, with the net weight of the ties to them.
struct Ties(Vec<Vec<(usize, f64)>>);

impl Ties {
    fn of(graph: &SignedGraph) -> Self {
        let mut ties = vec![Vec::new(); graph.nodes()];
        for pair in graph.pairs().iter().filter(|pair| !pair.is_loop() && pair.net() != 0.0) {
            ties[pair.u].push((pair.v, pair.net()));
            ties[pair.v].push((pair.u, pair.net()));
        }
        Self(ties)
    }

    /// The nodes of each connected component, and signs that fit a spanning tree.
    ///
    /// The walk that finds the signs finds the components, too; those of petgraph would be a second walk.
    fn components(&self) -> Vec<(Vec<usize>, Vec<f64>)> {
        let mut signs = vec![0.0_f64; self.0.len()];
        let mut components = Vec::new();
        for root in 0..self.0.len() {
            if signs[root] != 0.0 || self.0[root].is_empty() {
                continue;
            }
            signs[root] = 1.0;
            let mut component = vec![root];
            let mut next = 0;
            while let Some(node) = component.get(next).copied() {
                for (other, weight) in &self.0[node] {
                    if signs[*other] == 0.0 {
                        signs[*other] = signs[node] * weight.signum();
                        component.push(*other);
                    }
                }
                next += 1;
            }
            component.sort_unstable();
            let of_component = component.iter().map(|node| signs[*node]).collect();
            components.push((component, of_component));
        }
        components
    }

    fn leaning(&self, nodes: Vec<usize>, signs: &[f64]) -> Leaning {
        let laplacian = Laplacian::of(self, &nodes);
        let (places, conflict) = laplacian.least(signs);
        let largest = places.iter().fold(0.0_f64, |most, entry| most.max(entry.abs()));
        let sign = if places[0] < 0.0 { -1.0 } else { 1.0 };
        let places = places.iter().map(|entry| sign * entry / largest).collect();
        Leaning { nodes, places, conflict }
    }
}

/// The normalised signed Laplacian of one component, with [`RAISE`] added to its diagonal.
struct Laplacian {
    /// For each node the square root of the weight of all its ties.
    roots: Vec<f64>,
    rows: Vec<Vec<(usize, f64)>>,
    entries: usize,
}

impl Laplacian {
    fn of(ties: &Ties, nodes: &[usize]) -> Self {
        let place = |node| nodes.binary_search(node).expect("neighbours are in one component");
        let root =
            |node: &usize| ties.0[*node].iter().map(|(_, weight)| weight.abs()).sum::<f64>().sqrt();
        let roots = nodes.iter().map(root).collect::<Vec<_>>();
        let row = |(from, node): (usize, &usize)| {
            let row = ties.0[*node].iter().map(|(other, weight)| {
                let to = place(other);
                (to, weight / (roots[from] * roots[to]))
            });
            row.collect::<Vec<_>>()
        };
        let rows = nodes.iter().enumerate().map(row).collect::<Vec<_>>();
        let entries = rows.iter().map(Vec::len).sum();
        Self { roots, rows, entries }
    }

    /// The places of the least eigenvalue, and the eigenvalue.
    fn least(&self, signs: &[f64]) -> (Vec<f64>, f64) {
        let switched = signs.iter().zip(&self.roots).map(|(sign, root)| sign * root);
        let start = scaled(switched.collect());
        if self.quotient(&start) < EXACT {
            return (signs.to_vec(), 0.0);
        }
        // So that the start is not orthogonal to the eigenvector. Multiples of the golden ratio look random,
        // and are the same on every machine.
        let shaken = start.iter().enumerate().map(|(place, entry)| {
            entry * (1.0 + 0.1 * (float(place) * 0.618_033_988_749_895).fract())
        });
        let mut vector = scaled(shaken.collect());
        let mut steps = PRODUCTS / self.entries.max(1);
        for _ in 0..ROUNDS {
            let next = scaled(self.solved(&vector, &mut steps));
            let moved = next.iter().zip(&vector).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            vector = next;
            if moved < STILL || steps == 0 {
                break;
            }
        }
        let conflict = self.quotient(&vector).max(0.0);
        let places = vector.iter().zip(&self.roots).map(|(entry, root)| entry / root);
        (places.collect(), conflict)
    }

    /// The Rayleigh quotient of a vector of length 1, without the addition to the diagonal.
    fn quotient(&self, vector: &[f64]) -> f64 {
        dot(&self.times(vector), vector) - RAISE
    }

    fn times(&self, vector: &[f64]) -> Vec<f64> {
        let product = |(place, row): (usize, &Vec<(usize, f64)>)| {
            let beside = row.iter().map(|(other, weight)| weight * vector[*other]).sum::<f64>();
            (1.0 + RAISE) * vector[place] - beside
        };
        self.rows.iter().enumerate().map(product).collect()
    }

    /// Solves for the vector that the matrix turns into this one, by conjugate gradients.
    fn solved(&self, wanted: &[f64], steps: &mut usize) -> Vec<f64> {
        let mut found = vec![0.0; wanted.len()];
        let mut rest = wanted.to_vec();
        let mut direction = rest.clone();
        let mut size = dot(&rest, &rest);
        let enough = 1e-22 * size;
        for _ in 0..10 * wanted.len() + 10 {
            if size <= enough || *steps == 0 {
                break;
            }
            *steps -= 1;
            let product = self.times(&direction);
            let share = size / dot(&direction, &product);
            for place in 0..wanted.len() {
                found[place] += share * direction[place];
                rest[place] -= share * product[place];
            }
            let next = dot(&rest, &rest);
            for (way, rest) in direction.iter_mut().zip(&rest) {
                *way = rest + next / size * *way;
            }
            size = next;
        }
        found
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn scaled(mut vector: Vec<f64>) -> Vec<f64> {
    let length = dot(&vector, &vector).sqrt();
    vector.iter_mut().for_each(|entry| *entry /= length);
    vector
}

#[expect(clippy::cast_precision_loss, reason = "nodes are far fewer than 2^52")]
fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bloc::eigenvalues::eigenvalues;

    /// A connected pseudo-random graph: a tree and other ties.
    fn random(seed: u64, nodes: usize) -> SignedGraph {
        let mut state = seed;
        let mut below = |limit: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040);
            usize::try_from(state >> 33).unwrap() % limit
        };
        let mut graph = SignedGraph::new(nodes);
        for node in 1..nodes {
            let sign = if below(2) == 0 { 1.0 } else { -1.0 };
            graph.add(node, below(node), sign).unwrap();
        }
        for _ in 0..2 * nodes {
            let (u, v) = (below(nodes), below(nodes));
            graph.add(u, v, if below(2) == 0 { 1.5 } else { -1.0 }).unwrap();
        }
        graph
    }

    fn dense(graph: &SignedGraph, nodes: &[usize]) -> Vec<Vec<f64>> {
        let mut matrix = vec![vec![0.0; nodes.len()]; nodes.len()];
        let place = |node| nodes.binary_search(&node).ok();
        for pair in graph.pairs().iter().filter(|pair| !pair.is_loop()) {
            for (u, v) in [(pair.u, pair.v), (pair.v, pair.u)] {
                let (Some(u), Some(v)) = (place(u), place(v)) else { continue };
                matrix[u][v] -= pair.net();
                matrix[u][u] += pair.net().abs();
            }
        }
        matrix
    }

    #[test]
    fn it_is_the_vector_of_the_least_eigenvalue() {
        for seed in 0..40 {
            let graph = random(seed, 4 + usize::try_from(seed).unwrap());
            for found in leanings(&graph) {
                let plain = dense(&graph, &found.nodes);
                let degree = |node: usize| plain[node][node];
                let mut normal = plain.clone();
                for (u, row) in normal.iter_mut().enumerate() {
                    for (v, entry) in row.iter_mut().enumerate() {
                        *entry /= (degree(u) * degree(v)).sqrt();
                    }
                }
                let least = eigenvalues(normal).into_iter().fold(f64::INFINITY, f64::min);
                assert!((found.conflict - least).abs() < 1e-6, "{} {least}", found.conflict);
                for (node, row) in plain.iter().enumerate() {
                    let wanted = least * degree(node) * found.places[node];
                    assert!((dot(row, &found.places) - wanted).abs() < 1e-3, "seed {seed}");
                }
            }
        }
    }

    #[test]
    fn parts_are_apart_and_a_balanced_one_is_exact() {
        let mut graph = SignedGraph::new(6);
        for (u, v, weight) in [(4, 5, -2.0), (0, 1, -1.0), (1, 2, 1.0), (2, 0, -1.0)] {
            graph.add(u, v, weight).unwrap();
        }
        let found = leanings(&graph);
        assert_eq!(
            found.iter().map(|component| &component.nodes[..]).collect::<Vec<_>>(),
            [&[0, 1, 2][..], &[4, 5]]
        );
        assert_eq!(found[0].places, [1.0, -1.0, -1.0]);
        assert_eq!(found[1].places, [1.0, -1.0]);
    }

    #[test]
    fn who_is_drawn_to_both_sides_stands_in_the_middle() {
        let mut graph = SignedGraph::new(5);
        for (u, v, weight) in
            [(0, 1, 1.0), (2, 3, 1.0), (0, 2, -1.0), (1, 3, -1.0), (4, 0, 1.0), (4, 2, 1.0)]
        {
            graph.add(u, v, weight).unwrap();
        }
        let places = &leanings(&graph)[0].places;
        assert!(places[4].abs() < 1e-6, "{places:?}");
        assert!(places[0] > 0.5 && places[2] < -0.5, "{places:?}");
    }
}
