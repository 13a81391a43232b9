//! Measures how balanced a signed graph is: triangles and closed walks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::eigenvalues::eigenvalues;
use super::signed_graph::SignedGraph;

/// The largest connected component for which the walk balance is computed.
pub const WALK_LIMIT: usize = 1_500;

/// The number of triangles of each type, by their signs.
///
/// A pair of nodes has the sign of the sum of its ties' weights. A pair whose ties cancel counts as
/// untied, and self-loops are ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Triangles {
    /// `+++`: balanced.
    pub all_positive: u64,
    /// `++-`: not balanced.
    pub one_negative: u64,
    /// `+--`: balanced; two against a common third.
    pub two_negative: u64,
    /// `---`: not balanced with two camps, but with three.
    pub all_negative: u64,
}

impl Triangles {
    /// The number of all triangles.
    #[must_use]
    pub fn total(self) -> u64 {
        self.all_positive + self.one_negative + self.two_negative + self.all_negative
    }

    /// The number of triangles with an even number of negative ties.
    #[must_use]
    pub fn balanced(self) -> u64 {
        self.all_positive + self.two_negative
    }

    /// The share of balanced triangles, in [0, 1]; `None` without a triangle.
    ///
    /// # References
    ///
    /// Cartwright, D. & Harary, F. (1956). Structural balance: a generalization
    /// of Heider's theory. Psychological Review 63, 277-293.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn balance(self) -> Option<f64> {
        (self.total() > 0).then(|| self.balanced() as f64 / self.total() as f64)
    }

    fn count(&mut self, negative: usize) {
        match negative {
            0 => self.all_positive += 1,
            1 => self.one_negative += 1,
            2 => self.two_negative += 1,
            _ => self.all_negative += 1,
        }
    }
}

/// The balance of triangles and of closed walks; for the frustration see [`Search`](super::Search).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Balance {
    /// The number of triangles of each type.
    pub triangles: Triangles,
    /// The share of balanced triangles; `None` without a triangle.
    pub triangle_balance: Option<f64>,
    /// trace(exp A) / trace(exp abs A), in (0, 1]: closed walks of every length, in which short ones weigh
    /// more. `None` for a graph without nodes, or with a connected component of more than [`WALK_LIMIT`] nodes.
    pub walk_balance: Option<f64>,
}

/// Counts triangles and closed walks by their signs.
///
/// Triangles are counted in O(m √m) for m pairs, walks in O(n³) for a connected
/// component of n nodes. A is the matrix of net signs: 1, -1, and 0 for no tie.
///
/// # References
///
/// Estrada, E. (2019). Rethinking structural balance in signed social
/// networks. Discrete Applied Mathematics 268, 70-90.
///
/// # Examples
///
/// ```
/// use stancegraph::bloc::{SignedGraph, balance};
///
/// let mut graph = SignedGraph::new(3);
/// for (u, v, sign) in [(0, 1, 1.0), (1, 2, -1.0), (2, 0, -1.0)] {
///     graph.add(u, v, sign)?;
/// }
/// let found = balance(&graph);
/// assert_eq!(found.triangles.two_negative, 1);
/// assert_eq!(found.triangle_balance, Some(1.0));
/// assert!((found.walk_balance.unwrap() - 1.0).abs() < 1e-12);
/// # Ok::<(), stancegraph::bloc::TieError>(())
/// ```
#[must_use]
pub fn balance(graph: &SignedGraph) -> Balance {
    let signs = signs(graph);
    let triangles = triangles(&signs);
    Balance { triangles, triangle_balance: triangles.balance(), walk_balance: walks(&signs) }
}

/// For each node its neighbours, in rising order, and whether the tie is positive.
type Signs = Vec<Vec<(usize, bool)>>;

fn signs(graph: &SignedGraph) -> Signs {
    let mut signs = vec![Vec::new(); graph.nodes()];
    for pair in graph.pairs() {
        if !pair.is_loop() && pair.net() != 0.0 {
            signs[pair.u].push((pair.v, pair.net() > 0.0));
            signs[pair.v].push((pair.u, pair.net() > 0.0));
        }
    }
    for list in &mut signs {
        list.sort_unstable();
    }
    signs
}

/// Each triangle once, from its node of lowest degree.
fn triangles(signs: &Signs) -> Triangles {
    let before = |u: usize, v: usize| (signs[u].len(), u) < (signs[v].len(), v);
    let later = |u: usize| signs[u].iter().filter(move |(v, _)| before(u, *v));
    let mut sign_to: Vec<Option<bool>> = vec![None; signs.len()];
    let mut found = Triangles::default();
    for u in 0..signs.len() {
        for (v, sign) in later(u) {
            sign_to[*v] = Some(*sign);
        }
        for (v, first) in later(u) {
            for (w, second) in later(*v) {
                if let Some(third) = sign_to[*w] {
                    let signs = [*first, *second, third];
                    found.count(signs.iter().filter(|positive| !**positive).count());
                }
            }
        }
        for (v, _) in later(u) {
            sign_to[*v] = None;
        }
    }
    found
}

fn walks(signs: &Signs) -> Option<f64> {
    let components = components(signs);
    if components.is_empty() || components.iter().any(|component| component.len() > WALK_LIMIT) {
        return None;
    }
    let values = |signed: bool| -> Vec<f64> {
        components
            .iter()
            .flat_map(|component| eigenvalues(matrix(signs, component, signed)))
            .collect()
    };
    let (signed, plain) = (values(true), values(false));
    // Both traces are divided by exp(largest), or they would overflow.
    let largest = plain.iter().copied().fold(f64::MIN, f64::max);
    let trace = |values: &[f64]| values.iter().map(|value| (value - largest).exp()).sum::<f64>();
    Some((trace(&signed) / trace(&plain)).min(1.0))
}

fn matrix(signs: &Signs, component: &[usize], signed: bool) -> Vec<Vec<f64>> {
    let mut matrix = vec![vec![0.0; component.len()]; component.len()];
    for (row, node) in component.iter().enumerate() {
        for (other, positive) in &signs[*node] {
            let column = component.binary_search(other).expect("neighbours are in one component");
            matrix[row][column] = if *positive || !signed { 1.0 } else { -1.0 };
        }
    }
    matrix
}

/// The connected components, each in rising order.
fn components(signs: &Signs) -> Vec<Vec<usize>> {
    let mut seen = vec![false; signs.len()];
    let mut components = Vec::new();
    for root in 0..signs.len() {
        if !std::mem::replace(&mut seen[root], true) {
            let mut component = vec![root];
            let mut next = 0;
            while next < component.len() {
                for (other, _) in &signs[component[next]] {
                    if !std::mem::replace(&mut seen[*other], true) {
                        component.push(*other);
                    }
                }
                next += 1;
            }
            component.sort_unstable();
            components.push(component);
        }
    }
    components
}
