//! Signed graphs for tests and benchmarks: random ones, real ones, and one like a trust network.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "no test uses all of them, and benchmarks share them"
)]

use std::path::PathBuf;

use fastrand::Rng;
use stancegraph::bloc::{BlocCount, Pair, SignedGraph};

/// The properties of a random graph.
pub struct Shape {
    pub nodes: usize,
    pub ties: usize,
    pub negative: f64,
    /// Weights are whole numbers up to this, or, if it is 0, any numbers up to 1.
    pub heaviest: u32,
}

impl Shape {
    /// Shapes of all kinds, by seed: up to `most` nodes, sparse to dense, with mixed signs or only one.
    pub fn of(seed: u64, most: usize) -> Self {
        let mut rng = Rng::with_seed(seed ^ 0x5EED);
        let nodes = rng.usize(0..=most);
        let density = rng.usize(0..=4);
        Self {
            nodes,
            ties: nodes * density / 2 + rng.usize(0..=nodes),
            negative: [0.0, 0.2, 0.5, 0.8, 1.0][rng.usize(0..5)],
            heaviest: [0, 1, 1, 3, 10][rng.usize(0..5)],
        }
    }
}

pub fn random(seed: u64, shape: &Shape) -> SignedGraph {
    let mut rng = Rng::with_seed(seed);
    let mut graph = SignedGraph::new(shape.nodes);
    for _ in 0..if shape.nodes == 0 { 0 } else { shape.ties } {
        let (u, v) = (rng.usize(0..shape.nodes), rng.usize(0..shape.nodes));
        let weight = match shape.heaviest {
            0 => rng.f64(),
            most => f64::from(rng.u32(1..=most)),
        };
        let sign = if rng.f64() < shape.negative { -1.0 } else { 1.0 };
        graph.add(u, v, sign * weight).expect("nodes are there, weights are finite");
    }
    graph
}

/// The least disagreement, found by trying all partitions.
pub fn best_by_brute_force(graph: &SignedGraph, count: BlocCount) -> f64 {
    let most = match count {
        BlocCount::Two => 2,
        BlocCount::AtMost(most) => most.get(),
        BlocCount::Any => usize::MAX,
    };
    let pairs = graph.pairs();
    let mut around = vec![Vec::new(); graph.nodes()];
    for pair in &pairs {
        around[pair.v].push(*pair);
    }
    let mut best = f64::INFINITY;
    extend(&around, &mut Vec::new(), 0, most, 0.0, &mut best);
    best
}

fn extend(
    around: &[Vec<Pair>],
    blocs: &mut Vec<usize>,
    used: usize,
    most: usize,
    cost: f64,
    best: &mut f64,
) {
    if cost >= *best {
        return;
    }
    let node = blocs.len();
    if node == around.len() {
        *best = cost;
        return;
    }
    for bloc in 0..(used + 1).min(most) {
        blocs.push(bloc);
        let ties = around[node].iter().map(|pair| pair.disagreement(blocs[pair.u] == bloc));
        let more: f64 = ties.sum();
        extend(around, blocs, used.max(bloc + 1), most, cost + more, best);
        blocs.pop();
    }
}

/// The same graph with renumbered nodes, and its ties in another order.
pub fn relabelled(graph: &SignedGraph, seed: u64) -> SignedGraph {
    let mut rng = Rng::with_seed(seed);
    let mut names: Vec<usize> = (0..graph.nodes()).collect();
    rng.shuffle(&mut names);
    let mut ties = graph.ties().to_vec();
    rng.shuffle(&mut ties);
    let mut other = SignedGraph::new(graph.nodes());
    for tie in ties {
        other.add(names[tie.v], names[tie.u], tie.weight).expect("as good as before");
    }
    other
}

/// The same graph with some nodes switched: their ties to the others change sign.
pub fn switched(graph: &SignedGraph, seed: u64) -> SignedGraph {
    let mut rng = Rng::with_seed(seed);
    let side: Vec<bool> = (0..graph.nodes()).map(|_| rng.bool()).collect();
    let mut other = SignedGraph::new(graph.nodes());
    for tie in graph.ties() {
        let sign = if side[tie.u] == side[tie.v] { 1.0 } else { -1.0 };
        other.add(tie.u, tie.v, sign * tie.weight).expect("as good as before");
    }
    other
}

/// A network like those of trust among traders: a heavy-tailed degree distribution, many members with one or
/// two ties, one tie in ten negative, and most negative ties around a few members whom nobody trusts.
pub fn trust(nodes: usize, ties: usize, seed: u64) -> SignedGraph {
    let mut rng = Rng::with_seed(seed);
    let mut graph = SignedGraph::new(nodes);
    let mut ends = vec![0, 1];
    let mut known = std::collections::HashSet::new();
    let distrusted: Vec<bool> = (0..nodes).map(|_| rng.f64() < 0.07).collect();
    let mut tie = |u: usize, v: usize, rng: &mut Rng, ends: &mut Vec<usize>| {
        if u == v || !known.insert((u.min(v), u.max(v))) {
            return;
        }
        let bad = distrusted[u] || distrusted[v];
        let sign = if rng.f64() < if bad { 0.55 } else { 0.03 } { -1.0 } else { 1.0 };
        graph.add(u, v, sign).expect("nodes are there");
        ends.extend([u, v]);
    };
    for node in 1..nodes {
        let to = ends[rng.usize(0..ends.len())].min(node - 1);
        tie(node, to, &mut rng, &mut ends);
    }
    for _ in 0..4 * ties {
        if ends.len() / 2 > ties {
            break;
        }
        let (u, v) = (ends[rng.usize(0..ends.len())], ends[rng.usize(0..ends.len())]);
        tie(u, v, &mut rng, &mut ends);
    }
    graph
}

/// A file of the real data: from `STANCEGRAPH_DATA`, or beside the project.
fn data(name: &str) -> Option<String> {
    let folder = std::env::var_os("STANCEGRAPH_DATA").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let path = folder.unwrap_or(beside).join("signed").join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!(
            "skipped: signed/{name} is not there; say with STANCEGRAPH_DATA where the data are"
        );
    }
    text
}

/// `tribes` or `avatar`.
pub fn real(name: &str) -> Option<SignedGraph> {
    let text = data(&format!("{name}_edges.csv"))?;
    Some(signed_edges(text.lines().skip(1).map(|line| line.split(',').collect())))
}

/// One of the three networks of countries.
pub fn country(net: &str) -> Option<SignedGraph> {
    let text = data("countries_edges.csv")?;
    let rows = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    Some(signed_edges(rows.filter(|row| row[0] == net).map(|row| row[1..].to_vec())))
}

fn signed_edges<'t>(rows: impl Iterator<Item = Vec<&'t str>>) -> SignedGraph {
    let mut names = std::collections::BTreeMap::new();
    let mut ties = Vec::new();
    for row in rows {
        let mut number = |name| {
            let next = names.len();
            *names.entry(name).or_insert(next)
        };
        let (u, v) = (number(row[0]), number(row[1]));
        ties.push((u, v, row[2].trim_matches('"').parse::<f64>().expect("a sign")));
    }
    let mut graph = SignedGraph::new(names.len());
    for (u, v, weight) in ties {
        graph.add(u, v, weight).expect("nodes are there");
    }
    graph
}
