//! What divides the actors, and what divides them the same way.

use crate::shared::graphs;
use stancegraph::StanceGraph;
use stancegraph::graph::{Node, Side};
use stancegraph::measure::{
    Confidence, Division, Parallel,
    group::{contested, parallels, phi},
};

/// The tables of all pairs of targets, straight from the standings.
fn naive(graph: &StanceGraph) -> Vec<(Node, Node, [[u32; 2]; 2])> {
    let view = graph.view();
    let standings = view.standings();
    let side = |actor, node| match standings.get(actor, node).expect("of this graph")?.side() {
        Side::Support => Some(0),
        Side::Oppose => Some(1),
        _ => None,
    };
    let targets = standings.targets();
    let mut tables = Vec::new();
    for (index, a) in targets.iter().enumerate() {
        for b in &targets[index + 1..] {
            let mut table = [[0; 2]; 2];
            for actor in standings.actors() {
                let (Some(x), Some(y)) = (side(actor, *a), side(actor, *b)) else { continue };
                table[x][y] += 1;
            }
            tables.push((*a, *b, table));
        }
    }
    tables
}

#[test]
fn parallels_are_those_of_a_naive_count() {
    for seed in 0..30 {
        let graph = graphs::random(seed, 9, 7, 60);
        let view = graph.view();
        let found = view.parallels(2, usize::MAX);
        let wanted = naive(&graph).into_iter().filter_map(|(a, b, table)| {
            let shared = table.concat().iter().sum::<u32>();
            Some((a, b, table, phi(table).filter(|_| shared >= 2)?))
        });
        let mut wanted = wanted.collect::<Vec<_>>();
        let mut pairs = found.pairs.clone();
        let sure = |pair: &Parallel| {
            pair.phi.abs() * Confidence::default().firmness(pair.shared() as usize)
        };
        assert!(pairs.is_sorted_by(|a, b| sure(a) >= sure(b)), "{pairs:?}");
        assert!(pairs.iter().all(|pair| (-1.0..=1.0).contains(&pair.phi)));
        let top = view.parallels(2, 3);
        assert_eq!(top.pairs, pairs[..pairs.len().min(3)]);
        assert_eq!(top.omitted, pairs.len() - top.pairs.len());
        pairs.sort_by_key(|pair| (pair.a, pair.b));
        let pairs = pairs.iter().map(|pair| (pair.a, pair.b, pair.table, pair.phi));
        wanted.sort_by_key(|(a, b, ..)| (*a, *b));
        assert_eq!(pairs.collect::<Vec<_>>(), wanted, "seed {seed}");
    }
}

#[test]
fn of_very_many_pairs_the_most_alike_are_kept() {
    let graph = graphs::random(7, 60, 90, 4000);
    let view = graph.view();
    let divisions = view.divisions();
    let all = parallels(&divisions, 1, usize::MAX);
    assert!(all.pairs.len() > 2048, "{}", all.pairs.len());
    let top = parallels(&divisions, 1, 5);
    assert_eq!(top.pairs, all.pairs[..5]);
    assert_eq!(top.omitted, all.pairs.len() - 5);
    let none = parallels(&divisions, 1, 0);
    assert_eq!((none.pairs.len(), none.omitted), (0, all.pairs.len()));
}

#[test]
fn divisions_count_every_standing_once() {
    for seed in 0..10 {
        let graph = graphs::random(seed, 9, 7, 60);
        let view = graph.view();
        let divisions = view.divisions();
        let standings = divisions.iter().map(|division| division.standings().len()).sum::<usize>();
        assert_eq!(standings, view.standings().len());
        assert_eq!(divisions.iter().flat_map(Division::stances).count(), view.stances().count());
        for division in &divisions {
            let camps = division.camps();
            assert_eq!(camps.actors() as usize, division.standings().len());
            assert_eq!(division.contested(), contested(camps.support, camps.oppose));
        }
        let key = |d: &Division| (d.contested().unwrap_or(-1.0), d.camps().decided());
        assert!(divisions.is_sorted_by(|one, next| key(one) >= key(next)));
    }
}
