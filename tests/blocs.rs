//! Partitions into blocs: exact against brute force, laws, real data, and time.

mod signed;

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use signed::{Shape, best_by_brute_force, country, random, real, trust};
use stancegraph::bloc::{BlocCount, Partition, Search, SignedGraph, balance};

fn at_most(blocs: usize) -> BlocCount {
    BlocCount::AtMost(NonZeroUsize::new(blocs).expect("not zero"))
}

fn best(graph: &SignedGraph, count: BlocCount) -> Partition {
    Search::new(count).partition(graph)
}

fn assert_exact(graph: &SignedGraph, count: BlocCount) {
    let found = best(graph, count);
    let wanted = best_by_brute_force(graph, count);
    assert!((found.value - wanted).abs() < 1e-9, "{count:?} {wanted} {found:?} {graph:?}");
    assert!(found.proved && found.gap() == 0.0, "{count:?} {found:?} {graph:?}");
    assert_eq!(Partition::of(graph, &found.blocs).value, found.value);
}

#[test]
fn two_camps_are_exact() {
    for seed in 0..1_500 {
        assert_exact(&random(seed, &Shape::of(seed, 12)), BlocCount::Two);
    }
}

#[test]
fn few_blocs_are_exact() {
    for seed in 0..1_000 {
        for most in [1, 2, 3, 4] {
            assert_exact(&random(seed, &Shape::of(seed, 10)), at_most(most));
        }
    }
}

#[test]
fn any_number_of_blocs_is_exact() {
    for seed in 0..1_500 {
        assert_exact(&random(seed, &Shape::of(seed, 10)), BlocCount::Any);
    }
}

#[test]
fn the_reference_values_of_the_real_networks() {
    for (name, wanted) in [("tribes", 7.0), ("avatar", 122.0)] {
        let Some(graph) = real(name) else { return };
        report(name, &graph, BlocCount::Two, wanted);
    }
    for (net, wanted) in [("46-49", 17.0), ("55-58", 35.0), ("96-99", 45.0)] {
        let Some(graph) = country(net) else { return };
        report(net, &graph, BlocCount::Two, wanted);
    }
}

fn report(name: &str, graph: &SignedGraph, count: BlocCount, wanted: f64) {
    let start = Instant::now();
    let found = Search::new(count).time_limit(Duration::from_mins(1)).partition(graph);
    println!("{name} {count:?}: {} in {:?}", found.value, start.elapsed());
    assert_eq!((found.value, found.proved), (wanted, true), "{name}");
}

#[test]
fn the_balance_of_the_tribes_and_of_the_countries() {
    let Some(tribes) = real("tribes") else { return };
    let found = balance(&tribes);
    assert!((found.triangle_balance.unwrap() - 0.867_647_1).abs() < 1e-7, "{found:?}");
    assert!((found.walk_balance.unwrap() - 0.357_576_1).abs() < 1e-7, "{found:?}");
    for (net, wanted) in [("46-49", 0.953_502_4), ("55-58", 0.872_710_6), ("96-99", 0.936_796_5)] {
        let found = balance(&country(net).expect("beside the tribes"));
        assert!((found.triangle_balance.unwrap() - wanted).abs() < 1e-7, "{net} {found:?}");
    }
    let Some(avatar) = real("avatar") else { return };
    let start = Instant::now();
    println!("{:?} in {:?}", balance(&avatar), start.elapsed());
}

#[test]
#[ignore = "only fast with --release"]
fn a_trust_network_is_proved() {
    let graph = trust(3_800, 14_000, 1);
    let start = Instant::now();
    let found = Search::new(BlocCount::Two).time_limit(Duration::from_secs(60)).partition(&graph);
    println!("trust: {} {} in {:?}", found.value, found.lower_bound, start.elapsed());
    assert!(found.proved);
}
