//! Tests both kernels against the slow method: merging the standings of two actors.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use super::super::{Cell, Joint, Level, Tally};
use super::{Columns, Gathering, Planes, Table};
use crate::graph::{Standings, View};
use crate::measure::Distance;
use crate::measure::Measure;
use crate::model::{Position, Stance, Strength};
use crate::{StanceGraph, Undeclared};

/// The parameters of a random graph.
#[derive(Clone, Copy)]
struct Kind {
    actors: usize,
    issues: usize,
    stances: usize,
    is_graded: bool,
}

fn random(seed: u64, kind: Kind) -> StanceGraph {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for _ in 0..kind.stances {
        let actor = format!("a{:03}", random.random_range(0..kind.actors));
        let issue = format!("i{:04}", random.random_range(0..kind.issues));
        let position = Position::ALL[random.random_range(0..3)];
        let mut stance = Stance::on_issue(actor, position.as_str(), issue).expect("ids");
        stance.position = Some(position);
        let strength =
            if kind.is_graded { [1.0, 0.5, 0.3][random.random_range(0..3)] } else { 1.0 };
        stance.strength = Some(Strength::new(strength).expect("a strength"));
        builder.stance(&stance);
    }
    builder.build().expect("no faults")
}

fn naive(standings: Standings, table: &Table, actor: usize) -> Vec<(usize, Joint)> {
    let joint = |other: usize| {
        let cells = standings.of(table.actors[actor]).filter_map(|a| {
            let b = standings.find(table.actors[other], a.target_node())?;
            Some(Cell { a: Level::from(a), b: Level::from(b), count: 1, weight: 1.0 })
        });
        cells.collect::<Joint>()
    };
    let later = (actor + 1..table.actors.len()).map(|other| (other, joint(other)));
    later.filter(|(_, joint)| joint.shared() > 0).collect()
}

fn by<F: FnMut(&mut dyn FnMut(usize, &Joint))>(mut each: F) -> Vec<(usize, Joint)> {
    let mut found = Vec::new();
    each(&mut |other, joint| found.push((other, joint.clone())));
    found
}

/// Everything that folded counts can give.
fn foldable(joint: &Joint) -> (Tally, Vec<Option<f64>>) {
    let measures = Measure::ALL.iter().filter(|measure| measure.is_foldable());
    let scores = measures.map(|measure| measure.score(joint, Distance::default()));
    (Tally::of(joint), scores.collect())
}

/// In a window of everything, actors that took both sides are mixed.
fn check(view: &View, has_bits: bool) {
    let standings = view.standings();
    let table = Table::of(standings, None);
    let planes = has_bits.then(|| Planes::of(&table));
    let (columns, mut gathering) = (Columns::of(&table), Gathering::default());
    for actor in 0..table.actors.len() {
        let slow = naive(standings, &table, actor);
        let gathered = by(|visit| gathering.each_later((&table, &columns), actor, visit));
        assert_eq!(gathered, slow);
        if let Some(planes) = &planes {
            assert_eq!(by(|visit| planes.each_later(actor, false, visit)), slow);
            let folded = by(|visit| planes.each_later(actor, true, visit));
            let scores = |found: &[(usize, Joint)]| {
                found.iter().map(|(other, joint)| (*other, foldable(joint))).collect::<Vec<_>>()
            };
            assert_eq!(scores(&folded), scores(&slow));
        }
    }
}

#[test]
fn packed_words_and_shared_targets_give_what_merging_gives() {
    for seed in 0..30_u32 {
        let kind = Kind { actors: 12, issues: 700, stances: 4000, is_graded: false };
        // With one stance on each target, no standing is mixed.
        let stances = 1 + 40 * seed as usize;
        let graph = random(seed.into(), Kind { stances, ..kind });
        let once = graph.view().standings().iter().all(|standing| standing.stances().len() == 1);
        let is_ternary = graph.view().standings().iter().all(|standing| {
            standing.side() != crate::graph::Side::Mixed && standing.value().fract() == 0.0
        });
        check(&graph.view(), once || is_ternary);
    }
}

#[test]
fn graded_and_mixed_standings_are_gathered() {
    for seed in 0..30 {
        let kind = Kind { actors: 9, issues: 25, stances: 200, is_graded: true };
        check(&random(seed, kind).view(), false);
    }
}

#[test]
fn the_bits_are_chosen_for_what_they_can_hold() {
    let dense = Kind { actors: 20, issues: 40, stances: 300, is_graded: false };
    let graded = random(1, Kind { is_graded: true, ..dense });
    assert!(!Planes::fit(&Table::of(graded.view().standings(), None)));
    let sparse = random(1, Kind { actors: 900, issues: 5000, stances: 900, is_graded: false });
    assert!(!Planes::fit(&Table::of(sparse.view().standings(), None)));
}
