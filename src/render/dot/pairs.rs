//! Pairs of actors as lines, and what is left out of a graph of them.

use std::collections::BTreeSet;

use crate::graph::{Side, View};
use crate::measure::{Alignment, Measure};
pub(super) use crate::render::diagrams::closeness::ink;
use crate::render::diagrams::closeness::side_of;
use crate::render::drawing::caption::plural;
use crate::render::theme::LINE;

/// How much wider the line of a clear answer is than that of an open one.
const WIDER: f64 = 1.9;
/// The most actors without a line that are named.
const MOST_NAMED: usize = 3;

/// What a line of a side means between two actors.
pub(super) fn meaning(side: Side) -> &'static str {
    match side {
        Side::Support => "agree (0.75 or more)",
        Side::Oppose => "disagree (0.25 or less)",
        Side::Neutral | Side::Mixed => "in between",
    }
}

/// The pairs that a picture shows, and those that share too little.
pub(super) fn alignments<'s>(
    view: &'s View,
    min_shared: usize,
) -> (Vec<Alignment<'s>>, Vec<Alignment<'s>>) {
    let pairs = view.alignments(Measure::Agreement).filter(|pair| pair.tally.shared > 0);
    pairs.partition(|pair| pair.tally.shared >= min_shared)
}

/// The wider, the clearer the answer is and the more targets it rests on.
pub(super) fn width(pair: &Alignment) -> f64 {
    let clear = (2.0 * score(pair) - 1.0).abs();
    LINE + WIDER * clear * clear * pair.comparison().firmness(&pair.tally)
}

fn score(pair: &Alignment) -> f64 {
    pair.score.unwrap_or(0.5)
}

/// Agreement looks like support, disagreement like opposition.
pub(super) fn side(pair: &Alignment) -> Side {
    side_of(score(pair))
}

/// `1.00 on 3`.
pub(super) fn label(pair: &Alignment) -> String {
    format!("{:.2} on {}", score(pair), pair.tally.shared)
}

/// What a picture of these pairs leaves out.
pub(super) fn left_out(
    view: &View,
    pairs: &[Alignment],
    few: &[Alignment],
    min_shared: usize,
) -> Vec<String> {
    let mut notes = Vec::new();
    if !few.is_empty() {
        let pairs = plural(few.len(), "pair");
        notes.push(format!("{pairs} with fewer than {min_shared} shared targets left out"));
    }
    let drawn = pairs.iter().flat_map(|pair| [pair.pair().0, pair.pair().1]);
    let drawn = drawn.collect::<BTreeSet<_>>();
    let alone = view.standings().actors().filter(|actor| !drawn.contains(actor));
    let alone = alone.map(|actor| view.graph().actor(actor).title()).collect::<Vec<_>>();
    match alone.len() {
        0 => {}
        1..=MOST_NAMED => notes.push(format!("without a line: {}", alone.join(", "))),
        count => notes.push(format!("{} without a line left out", plural(count, "actor"))),
    }
    notes
}
