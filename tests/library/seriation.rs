//! The order of things by their distances: against every order that the tree allows.

use crate::shared::graphs::{self, Seeded};
use stancegraph::bloc::{Distances, Merge, Seriation};
use stancegraph::model::Stance;
use stancegraph::{StanceGraph, Undeclared};

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn random(seed: u64, len: usize, steps: usize) -> Distances {
    let mut seeded = Seeded(seed);
    Distances::between(len, |_, _| seeded.below(steps) as f64 / steps as f64).unwrap()
}

/// The leaves of each cluster, in every order that turning merges round gives.
fn all_orders(merges: &[Merge], len: usize) -> Vec<Vec<usize>> {
    let mut clusters = (0..len).map(|leaf| vec![vec![leaf]]).collect::<Vec<_>>();
    for merge in merges {
        let mut orders = Vec::new();
        for one in &clusters[merge.left] {
            for other in &clusters[merge.right] {
                orders.push([&one[..], other].concat());
                orders.push([&other[..], one].concat());
            }
        }
        clusters.push(orders);
    }
    clusters.pop().unwrap_or_default()
}

fn length(order: &[usize], distances: &Distances) -> f64 {
    order.windows(2).map(|pair| distances.get(pair[0], pair[1])).sum()
}

/// Whether the leaves of every cluster stand side by side.
fn is_of_the_tree(order: &[usize], merges: &[Merge]) -> bool {
    let len = order.len();
    let mut place = vec![0; len];
    order.iter().enumerate().for_each(|(index, leaf)| place[*leaf] = index);
    let mut spans = place.iter().map(|place| (*place, *place, 1)).collect::<Vec<_>>();
    for merge in merges {
        let (a, b) = (spans[merge.left], spans[merge.right]);
        spans.push((a.0.min(b.0), a.1.max(b.1), a.2 + b.2));
    }
    spans.iter().all(|(first, last, count)| last - first + 1 == *count)
}

#[test]
fn no_order_of_the_tree_is_shorter() {
    for seed in 0..120 {
        let len = 2 + usize::try_from(seed).unwrap() % 9;
        // Few different distances make many ties.
        let distances = random(seed, len, if seed % 3 == 0 { 4 } else { 1_000_000 });
        let seriation = Seriation::of(&distances);
        let all = all_orders(seriation.merges(), len);
        assert_eq!(all.len(), 1 << (len - 1));
        let best = all.iter().map(|order| length(order, &distances)).fold(f64::INFINITY, f64::min);
        let found = seriation.length(&distances);
        assert!((found - best).abs() < 1e-9, "seed {seed}: {found} is not {best}");
        assert!(all.iter().any(|order| order == seriation.order()), "seed {seed}");
    }
}

#[test]
fn the_order_is_one_of_the_tree_and_begins_with_the_lower_end() {
    for seed in 0..30 {
        let len = 1 + usize::try_from(seed).unwrap() * 3;
        let seriation = Seriation::of(&random(seed, len, 50));
        let mut sorted = seriation.order().to_vec();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..len).collect::<Vec<_>>());
        assert!(is_of_the_tree(seriation.order(), seriation.merges()));
        assert!(seriation.order().first() <= seriation.order().last());
    }
}

#[test]
fn a_tree_rises_and_groups_stay_together() {
    for seed in 0..40 {
        let len = 2 + usize::try_from(seed).unwrap() % 20;
        let distances = random(seed, len, 100);
        let mut seeded = Seeded(seed);
        let groups = (0..len).map(|_| seeded.below(4)).collect::<Vec<_>>();
        let seriation = Seriation::in_groups(&distances, &groups);
        assert!(is_of_the_tree(seriation.order(), seriation.merges()));
        let in_order = seriation.order().iter().map(|thing| groups[*thing]).collect::<Vec<_>>();
        let changes = in_order.windows(2).filter(|pair| pair[0] != pair[1]).count();
        let mut kinds = groups.clone();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(changes, kinds.len() - 1, "seed {seed}: {in_order:?}");
        for (tree, name) in [(seriation, "grouped"), (Seriation::of(&distances), "free")] {
            for merge in tree.merges() {
                for part in [merge.left, merge.right].iter().filter_map(|p| p.checked_sub(len)) {
                    assert!(tree.merges()[part].height <= merge.height + 1e-12, "{name}");
                }
            }
        }
    }
}

#[test]
fn one_group_is_no_group() {
    let distances = random(5, 17, 1_000);
    let grouped = Seriation::in_groups(&distances, &[3; 17]);
    assert_eq!(grouped.order(), Seriation::of(&distances).order());
}

#[test]
fn places_on_a_line_are_put_in_their_order() {
    let mut seeded = Seeded(3);
    let places = (0..60).map(|_| f64::from(u32::try_from(seeded.below(1_000)).unwrap()));
    let places = places.collect::<Vec<_>>();
    let distances = Distances::between(60, |a, b| (places[a] - places[b]).abs()).unwrap();
    let found = Seriation::of(&distances);
    let range = places.iter().copied().fold(f64::NEG_INFINITY, f64::max)
        - places.iter().copied().fold(f64::INFINITY, f64::min);
    assert!((found.length(&distances) - range).abs() < 1e-9);
}

#[test]
fn what_is_no_distance_is_refused() {
    for wrong in [f64::NAN, f64::INFINITY, -0.5] {
        let error = Distances::between(3, |_, b| if b == 2 { wrong } else { 1.0 }).unwrap_err();
        assert!(error.to_string().contains("the distance of 0 and 2"), "{error}");
    }
    assert!(Distances::between(Distances::MOST + 1, |_, _| 0.0).is_err());
    let empty = Distances::between(0, |_, _| 0.0).unwrap();
    assert!(empty.is_empty() && Seriation::of(&empty).order().is_empty());
    let one = Distances::between(1, |_, _| 0.0).unwrap();
    assert_eq!(Seriation::of(&one).order(), [0]);
}

/// By the definition: the mean over shared targets and one more, on which two are half apart.
#[test]
fn distances_of_actors_are_those_of_their_definition() {
    for seed in 0..20 {
        let graph = graphs::random(seed, 8, 6, 30);
        let view = graph.view();
        let standings = view.standings();
        let actors = standings.actors().collect::<Vec<_>>();
        let shared = |a: usize, b: usize| {
            let of = |actor: usize| standings.of_actor(actors[actor]).expect("of this graph");
            let pairs = of(a).flat_map(|one| of(b).map(move |other| (one, other)));
            let pairs = pairs.filter(|(one, other)| one.target_node() == other.target_node());
            let apart = pairs.map(|(one, other)| (one.value() - other.value()).abs() / 2.0);
            apart.collect::<Vec<_>>()
        };
        let pairs = (0..actors.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let distances = Distances::of_actors(&view, &actors).unwrap();
        for (a, b) in pairs {
            let wanted = mean(&[shared(a, b), vec![0.5]].concat());
            assert!((distances.get(a, b) - wanted).abs() < 1e-9, "seed {seed}: {a} and {b}");
        }
        let targets = standings.targets();
        let of_targets = Distances::of_targets(&view, &targets).unwrap();
        assert_eq!(of_targets.len(), targets.len());
    }
}

/// The leaves of each cluster.
fn leaves(merges: &[Merge], len: usize) -> Vec<Vec<usize>> {
    let mut leaves = (0..len).map(|leaf| vec![leaf]).collect::<Vec<_>>();
    for merge in merges {
        leaves.push([&leaves[merge.left][..], &leaves[merge.right]].concat());
    }
    leaves
}

#[test]
fn no_tree_joins_what_shares_nothing() {
    let mut apart = 0;
    for seed in 0..60 {
        let graph = graphs::random(seed, 9, 7, 14);
        let view = graph.view();
        let actors = view.standings().actors().collect::<Vec<_>>();
        let distances = Distances::of_actors(&view, &actors).unwrap();
        let groups = (0..actors.len()).map(|actor| actor % 3).collect::<Vec<_>>();
        for seriation in [Seriation::of(&distances), Seriation::in_groups(&distances, &groups)] {
            assert!(is_of_the_tree(seriation.order(), seriation.merges()));
            let leaves = leaves(seriation.merges(), actors.len());
            for merge in seriation.merges() {
                let (left, right) = (&leaves[merge.left], &leaves[merge.right]);
                let mut pairs = left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b)));
                let shares = pairs.any(|(a, b)| {
                    let of = |actor: usize| {
                        view.standings().of_actor(actors[actor]).expect("of this graph")
                    };
                    of(a).any(|one| of(b).any(|other| one.target_node() == other.target_node()))
                });
                assert!(shares || !merge.is_joined, "seed {seed}: {left:?} and {right:?}");
                apart += usize::from(!merge.is_joined);
                for inner in [merge.left, merge.right] {
                    let inner = inner.checked_sub(actors.len()).map(|at| seriation.merges()[at]);
                    assert!(!merge.is_joined || inner.is_none_or(|inner| inner.is_joined));
                }
            }
        }
    }
    assert!(apart > 20, "{apart}");
}

/// A tree joins clusters by the pairs that share something, and only those that are near.
#[test]
fn a_tree_joins_only_what_is_near_on_what_it_shares() {
    let mut joined = 0;
    for seed in 0..60 {
        let graph = graphs::random(seed, 9, 6, 24);
        let view = graph.view();
        let actors = view.standings().actors().collect::<Vec<_>>();
        let distances = Distances::of_actors(&view, &actors).unwrap();
        let seriation = Seriation::of(&distances);
        let leaves = leaves(seriation.merges(), actors.len());
        let mut were_all_joined = true;
        for merge in seriation.merges() {
            let (left, right) = (&leaves[merge.left], &leaves[merge.right]);
            let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b)));
            let known = pairs.filter(|(a, b)| distances.is_known(*a, *b));
            let known = known.map(|(a, b)| distances.get(a, b)).collect::<Vec<_>>();
            let mean = known.iter().sum::<f64>() / f64::from(u32::try_from(known.len()).unwrap());
            let is_near = !known.is_empty() && mean < 0.5 - 1e-9;
            assert!(!merge.is_joined || !known.is_empty() && mean < 0.5 + 1e-9, "seed {seed}");
            // Nothing that is near comes after something that is not.
            assert!(were_all_joined || !merge.is_joined, "seed {seed}: {left:?} and {right:?}");
            were_all_joined &= is_near;
            joined += usize::from(merge.is_joined);
        }
    }
    assert!(joined > 100, "{joined}");
}

#[test]
fn who_opposes_what_it_shares_is_joined_to_nobody() {
    let said = [
        ("pia", "supports", "x"),
        ("pia", "supports", "y"),
        ("quo", "supports", "x"),
        ("ros", "supports", "x"),
        ("sam", "opposes", "x"),
        ("tim", "opposes", "x"),
        ("zoe", "opposes", "y"),
    ];
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (actor, label, issue) in said {
        builder.stance(&Stance::on_issue(actor, label, issue).unwrap());
    }
    let graph = builder.build().unwrap();
    let view = graph.view();
    let actors = view.standings().actors().collect::<Vec<_>>();
    let seriation = Seriation::of(&Distances::of_actors(&view, &actors).unwrap());
    let leaves = leaves(seriation.merges(), actors.len());
    let joined = seriation.merges().iter().enumerate().filter(|(_, merge)| merge.is_joined);
    let joined = joined.map(|(index, _)| {
        let mut all = leaves[actors.len() + index].clone();
        all.sort_unstable();
        all
    });
    let mut joined = joined.collect::<Vec<_>>();
    joined.sort();
    assert_eq!(joined, [vec![0, 1], vec![0, 1, 2], vec![3, 4]]);
}

/// Average linkage by its definition: always the two clusters whose things are the nearest on average.
#[test]
fn merges_are_those_of_the_nearest_on_average() {
    for seed in 0..40 {
        let len = 2 + usize::try_from(seed).unwrap() % 15;
        let distances = random(seed, len, 1_000_000);
        let merges = Seriation::of(&distances).merges().to_vec();
        let leaves = leaves(&merges, len);
        let mut left = (0..len).collect::<Vec<_>>();
        for (index, merge) in merges.iter().enumerate() {
            let mean = |a: usize, b: usize| {
                let pairs = leaves[a].iter().flat_map(|x| leaves[b].iter().map(move |y| (x, y)));
                let all = pairs.map(|(x, y)| distances.get(*x, *y)).collect::<Vec<_>>();
                #[expect(clippy::cast_precision_loss, reason = "small numbers")]
                let count = all.len() as f64;
                all.iter().sum::<f64>() / count
            };
            let found = mean(merge.left, merge.right);
            assert!((found - merge.height).abs() < 1e-9 && merge.is_joined);
            for (a, b) in left.iter().flat_map(|a| left.iter().map(move |b| (*a, *b))) {
                assert!(a == b || mean(a, b) >= found - 1e-9, "seed {seed}");
            }
            left.retain(|cluster| ![merge.left, merge.right].contains(cluster));
            left.push(len + index);
        }
    }
}
