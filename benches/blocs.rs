//! Measures how long a proved partition takes: `cargo bench --bench blocs`.

#[path = "../tests/shared/signed.rs"]
mod signed;

use std::time::Duration;

use divan::{Bencher, black_box};
use stancegraph::bloc::{BlocCount, Partition, Search, SignedGraph, balance};

fn main() {
    divan::main();
}

fn search(graph: &SignedGraph, count: BlocCount) -> Partition {
    Search::new(count).time_limit(Duration::from_mins(1)).partition(graph)
}

/// Two camps of a network of traders, from a tenth of its size up to the whole.
#[divan::bench(args = [(380, 1_400), (1_200, 4_400), (3_800, 14_000)], sample_count = 5)]
fn two_camps(bencher: Bencher, (nodes, ties): (usize, usize)) {
    let graph = signed::trust(nodes, ties, 1);
    assert!(search(&graph, BlocCount::Two).proved);
    bencher.bench_local(|| search(black_box(&graph), BlocCount::Two));
}

/// The same with any number of blocs.
#[divan::bench(args = [(380, 1_400), (1_200, 4_400), (3_800, 14_000)], sample_count = 5)]
fn any_number(bencher: Bencher, (nodes, ties): (usize, usize)) {
    let graph = signed::trust(nodes, ties, 1);
    assert!(search(&graph, BlocCount::Any).proved);
    bencher.bench_local(|| search(black_box(&graph), BlocCount::Any));
}

/// The real networks, if they are available.
#[divan::bench(args = ["tribes", "avatar", "46-49", "55-58", "96-99"])]
fn real(bencher: Bencher, name: &str) {
    let graph = signed::real(name).or_else(|| signed::country(name));
    let Some(graph) = graph.filter(|graph| graph.nodes() > 0) else { return };
    bencher.bench_local(|| search(black_box(&graph), BlocCount::Two));
}

/// Triangles and closed walks.
#[divan::bench(args = ["tribes", "avatar"])]
fn balance_of(bencher: Bencher, name: &str) {
    let Some(graph) = signed::real(name) else { return };
    bencher.bench_local(|| balance(black_box(&graph)));
}
