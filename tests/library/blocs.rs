//! Partitions into blocs: exact against brute force, laws, real data, and time.

#![allow(clippy::float_cmp, reason = "sums of whole numbers are exact")]

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use crate::shared::signed::{
    Shape, best_by_brute_force, country, random, real, relabelled, switched, trust,
};
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
    for seed in 0..600 {
        for most in [1, 2, 3, 4] {
            assert_exact(&random(seed, &Shape::of(seed, 9)), at_most(most));
        }
    }
}

/// Fewer, but as large as brute force can be asked for.
#[test]
fn fourteen_nodes_are_exact() {
    for seed in 0..40 {
        let graph = random(seed, &Shape { nodes: 14, ties: 35, negative: 0.4, heaviest: 2 });
        for count in COUNTS {
            assert_exact(&graph, count);
        }
    }
}

#[test]
fn any_number_of_blocs_is_exact() {
    for seed in 0..1_000 {
        assert_exact(&random(seed, &Shape::of(seed, 9)), BlocCount::Any);
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

/// A graph in which everyone is tied to everyone, for or against by chance.
fn complete(nodes: usize, seed: u64) -> SignedGraph {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut graph = SignedGraph::new(nodes);
    for (u, v) in (0..nodes).flat_map(|v| (0..v).map(move |u| (u, v))) {
        graph.add(u, v, if rng.bool() { 1.0 } else { -1.0 }).expect("nodes are there");
    }
    graph
}

const COUNTS: [BlocCount; 3] =
    [BlocCount::Two, BlocCount::AtMost(NonZeroUsize::new(3).expect("not zero")), BlocCount::Any];

#[test]
fn two_camps_that_need_branching_are_exact() {
    for seed in 0..40 {
        assert_exact(&complete(11, seed), BlocCount::Two);
    }
}

/// The scale of the weights makes no difference, from next to nothing to beyond all use.
#[test]
fn weights_of_every_size_are_exact() {
    for seed in 0..40 {
        let graph = random(seed, &Shape { nodes: 9, ties: 30, negative: 0.5, heaviest: 0 });
        for scale in [1e-90, 1e-9, 1e9, 1e90] {
            let mut scaled = SignedGraph::new(graph.nodes());
            for tie in graph.ties() {
                scaled.add(tie.u, tie.v, tie.weight * scale).expect("within the range");
            }
            for count in COUNTS {
                let (found, wanted) = (best(&scaled, count), best(&graph, count).value * scale);
                assert!(found.proved && (found.value / wanted - 1.0).abs() < 1e-9, "{found:?}");
            }
        }
    }
}

#[test]
fn three_blocs_of_the_tribes() {
    let Some(graph) = real("tribes") else { return };
    report("tribes", &graph, at_most(3), 2.0);
}

#[test]
fn bounds_hold_however_short_the_time_is() {
    for seed in 0..60 {
        let graph = random(seed, &Shape { nodes: 11, ties: 60, negative: 0.5, heaviest: 3 });
        for count in COUNTS {
            let optimum = best_by_brute_force(&graph, count);
            for limit in [0, 1, 50, 500] {
                let search = Search::new(count).time_limit(Duration::from_micros(limit));
                let found = search.partition(&graph);
                assert!(found.lower_bound <= optimum + 1e-9, "{found:?} {optimum}");
                assert!(found.value >= optimum - 1e-9, "{found:?} {optimum}");
                assert_eq!(found.proved, found.gap() == 0.0);
            }
        }
    }
}

#[test]
fn a_dense_graph_comes_back_at_the_limit() {
    let graph = complete(200, 5);
    for count in COUNTS {
        let start = Instant::now();
        let found = Search::new(count).time_limit(Duration::from_millis(500)).partition(&graph);
        assert!(start.elapsed() < Duration::from_secs(6), "{:?}", start.elapsed());
        assert!(!found.proved && found.gap() > 0.0 && found.lower_bound >= 0.0);
        assert!(found.value < 9_500.0, "half of the ties disagree with any guess: {found:?}");
    }
}

#[test]
fn names_and_the_order_of_ties_make_no_difference() {
    for seed in 0..60 {
        let graph = random(seed, &Shape { nodes: 20, ties: 45, negative: 0.4, heaviest: 2 });
        let other = relabelled(&graph, seed);
        for count in COUNTS {
            assert_eq!(best(&graph, count).value, best(&other, count).value, "{seed} {count:?}");
        }
        let mut backwards = SignedGraph::new(graph.nodes());
        for tie in graph.ties().iter().rev() {
            backwards.add(tie.v, tie.u, tie.weight).expect("as good as before");
        }
        assert_eq!(best(&graph, BlocCount::Any), best(&backwards, BlocCount::Any));
        assert_eq!(best(&graph, BlocCount::Two), best(&backwards, BlocCount::Two));
    }
}

#[test]
fn switching_does_not_change_frustration() {
    for seed in 0..60 {
        let graph = random(seed, &Shape { nodes: 25, ties: 60, negative: 0.3, heaviest: 2 });
        // A switched self-loop stays as it is, and so does the sum of a pair's lighter side.
        let value = best(&graph, BlocCount::Two).value;
        assert_eq!(best(&switched(&graph, seed), BlocCount::Two).value, value, "{seed}");
    }
}

#[test]
fn more_blocs_are_never_worse_and_a_seed_gives_one_answer() {
    for seed in 0..60 {
        let graph = random(seed, &Shape { nodes: 16, ties: 40, negative: 0.5, heaviest: 1 });
        let values: Vec<f64> = (1..=5).map(|most| best(&graph, at_most(most)).value).collect();
        assert!(values.is_sorted_by(|a, b| a >= b), "{values:?}");
        assert_eq!(values[1], best(&graph, BlocCount::Two).value);
        assert!(best(&graph, BlocCount::Any).value <= values[4]);
        let search = Search::new(BlocCount::Any).seed(seed);
        assert_eq!(search.partition(&graph), search.partition(&graph));
    }
}

#[test]
fn a_small_trust_network_is_proved() {
    let graph = trust(400, 1_400, 1);
    let found = best(&graph, BlocCount::Two);
    assert!(found.proved && found.value > 0.0, "{}", found.gap());
    let frustrated: f64 = found.frustrated(&graph).map(|(_, tie)| tie.weight.abs()).sum();
    assert_eq!(frustrated, found.value);
}

#[test]
#[ignore = "only fast with --release"]
fn a_trust_network_is_proved() {
    let graph = trust(3_800, 14_000, 1);
    let start = Instant::now();
    let found = Search::new(BlocCount::Two).time_limit(Duration::from_mins(1)).partition(&graph);
    println!("trust: {} {} in {:?}", found.value, found.lower_bound, start.elapsed());
    assert!(found.proved);
}

/// On graphs of this size annealing finds the best blocs, or nearly always.
#[test]
fn without_proof_the_blocs_are_good_and_the_bound_holds() {
    let mut missed = 0;
    for seed in 0..300 {
        let graph = random(seed, &Shape::of(seed, 12));
        for count in COUNTS {
            let found = Search::new(count).seed(seed).without_proof().partition(&graph);
            let proved = best(&graph, count);
            assert!(found.lower_bound <= proved.value && proved.value <= found.value);
            assert_eq!(found, Search::new(count).seed(seed).without_proof().partition(&graph));
            missed += u32::from(found.value > proved.value);
        }
    }
    assert!(missed <= 9, "{missed} of 900");
}
