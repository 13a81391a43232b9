//! Measures each step for ten thousand, a hundred thousand and a million stances: `cargo bench`.
//!
//! The column `items/s` is constant if the cost is linear.

mod synthetic;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use stancegraph::measure::Measure;
use stancegraph::{Format, StanceGraph};
use synthetic::Synthetic;

const SIZES: [u64; 3] = [10_000, 100_000, 1_000_000];
const SEED: u64 = 2016;

fn main() {
    divan::main();
}

fn stances(stances: u64) -> Synthetic {
    Synthetic { stances, seed: SEED }
}

fn graph(size: u64) -> StanceGraph {
    stances(size).builder().build().expect("synthetic stances have no faults")
}

/// From a table in memory to a graph.
#[divan::bench(args = SIZES, sample_count = 10)]
fn read_csv(bencher: Bencher, size: u64) {
    let mut table = Vec::new();
    stances(size).write(&mut table).expect("memory takes everything");
    bencher
        .counter(ItemsCount::new(size))
        .bench_local(|| Format::Csv.read(black_box(table.as_slice())).expect("no faults"));
}

/// From a builder to a graph: names, labels, order.
#[divan::bench(args = SIZES, sample_count = 10)]
fn build(bencher: Bencher, size: u64) {
    bencher
        .counter(ItemsCount::new(size))
        .with_inputs(|| stances(size).builder())
        .bench_local_values(|builder| builder.build().expect("no faults"));
}

/// The standings: the sums of the stances of each actor on each target.
#[divan::bench(args = SIZES, sample_count = 10)]
fn standings(bencher: Bencher, size: u64) {
    let graph = graph(size);
    bencher
        .counter(ItemsCount::new(size))
        .bench_local(|| black_box(&graph).view().standings().len());
}

/// All pairs of 200 actors; the view has its standings already.
#[divan::bench(args = SIZES, sample_count = 10)]
fn alignments(bencher: Bencher, size: u64) {
    let graph = graph(size);
    let view = graph.view();
    view.standings();
    bencher
        .counter(ItemsCount::new(size))
        .bench_local(|| black_box(&view).alignments(Measure::Agreement).count());
}

/// From a graph to a table in memory.
#[divan::bench(args = SIZES, sample_count = 10)]
fn write_csv(bencher: Bencher, size: u64) {
    let graph = graph(size);
    bencher.counter(ItemsCount::new(size)).bench_local(|| {
        let mut table = Vec::new();
        Format::Csv.write(black_box(&graph), &mut table).expect("memory takes everything");
        table
    });
}
