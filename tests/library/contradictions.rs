//! Where one actor took both sides.

use std::cmp::Reverse;

use crate::shared::graphs;
use stancegraph::graph::{Contradiction, Time};
use stancegraph::model::{Date, Document, Position};
use stancegraph::{StanceGraph, StanceRef};

fn built(document: &Document) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.document(document);
    builder.build().expect("no faults")
}

/// A random graph, some of whose stances have no date or a less precise one.
fn graph(seed: u64) -> StanceGraph {
    let mut document = graphs::random(seed, 4, 3, 40).document();
    for (index, stance) in document.stances.iter_mut().enumerate() {
        let month =
            || stance.date.map(|date| date.to_string()[..7].parse::<Date>().expect("a month"));
        stance.date = match index % 7 {
            0 => None,
            1 => month(),
            _ => stance.date,
        };
    }
    built(&document)
}

fn ids(pair: &Contradiction) -> (Option<i32>, String, String) {
    let days = pair.days.map(|days| i32::try_from(days).expect("few"));
    (days, pair.support.id().to_string(), pair.oppose.id().to_string())
}

/// All pairs, straight from the definition.
fn naive(graph: &StanceGraph) -> Vec<(Option<i32>, String, String)> {
    let mut pairs = Vec::new();
    let of = |position| graph.stances().filter(move |stance| stance.position() == position);
    for a in of(Position::Support) {
        for b in of(Position::Oppose) {
            if a.ends() != b.ends() {
                continue;
            }
            let day = |stance: StanceRef| stance.date().map(Date::first_day);
            let days = day(a).zip(day(b)).map(|(a, b)| (b - a).get_days().abs());
            pairs.push((days, a.id().to_string(), b.id().to_string()));
        }
    }
    pairs
}

#[test]
fn they_are_all_pairs_of_opposed_stances_the_nearest_first() {
    for seed in 0..40 {
        let graph = graph(seed);
        let all = graph.view().contradictions();
        let total = all.total();
        let mut found = all.map(|pair| ids(&pair)).collect::<Vec<_>>();
        let far = |days: &Option<i32>| days.map_or(i32::MAX, |days| days);
        assert!(found.is_sorted_by_key(|(days, ..)| far(days)), "{found:?}");
        let mut wanted = naive(&graph);
        assert_eq!(total, wanted.len() as u64);
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "seed {seed}");
    }
}

#[test]
fn very_many_pairs_cost_only_what_is_asked_for() {
    let mut document = graphs::random(3, 2, 1, 30_000).document();
    for stance in &mut document.stances {
        stance.actor = "Austria".parse().expect("an id");
        if stance.issue.is_none() {
            stance.toward = Some("Belgium".parse().expect("an id"));
        }
    }
    let graph = built(&document);
    let all = graph.view().contradictions();
    assert!(all.total() > 30_000_000, "{}", all.total());
    assert!(all.take(10).all(|pair| pair.days == Some(0)));
}

#[test]
fn the_time_of_the_view_counts() {
    let graph = graph(1);
    let (from, until) = ("2024-03".parse().ok(), "2024-09".parse().ok());
    let view = graph.view().at(Time::Window { from, until });
    assert!(view.contradictions().total() < graph.view().contradictions().total());
    let last = view.contradictions().map(|pair| pair.in_order()).max_by_key(|[first, second]| {
        assert!(first.date().map(Date::first_day) <= second.date().map(Date::first_day));
        Reverse(first.date())
    });
    assert!(last.is_some());
}
