//! The chart of a view's alignments: camps left and right, a line for every pair.

use std::collections::{BTreeMap, BTreeSet};

use super::stances::camps::{Camp, camps};
use super::stances::chart::{Chart, Line};
use super::stances::figure::Figure;
use super::stances::sides;
use crate::error::Error;
use crate::graph::{ActorIx, Node, Side, View};
use crate::measure::{Alignment, Measure, Relation};
use crate::render::Picture;
use crate::render::drawing::caption::plural;
use crate::render::drawing::legend::Entry;
use crate::render::drawing::plate::Plate;
use crate::render::drawing::words::Words;
use crate::render::theme::{LINE, THIN};

/// From which score on two actors agree, and up to which they disagree.
const HIGH: f64 = 0.75;
const LOW: f64 = 0.25;
/// The most lines that have a label.
const MOST_LABELS: usize = 150;
/// How much wider the line of a clear answer is than that of an open one.
const WIDER: f64 = 1.9;
/// The most actors without a line that are named.
const MOST_NAMED: usize = 3;
/// The most targets that a tooltip tells.
const MOST_TOLD: usize = 12;

/// Draws a line for every pair.
pub(super) fn plate(view: &View, picture: &Picture) -> Result<Plate, Error> {
    let (chart, notes) = chart(view, picture.min_shared);
    let figure = Figure::placed(&chart, picture, &BTreeMap::new())?;
    let mut legend = sides(&chart).map(|side| Entry::line(side, meaning(side))).collect::<Vec<_>>();
    let scale = "1.00 on 3: full agreement on 3 shared targets";
    legend.extend((!chart.lines.is_empty()).then(|| Entry::sentence(scale)));
    legend.extend(figure.camps());
    let drawn = Plate::drawn("Who agrees with whom", figure.size(), picture.theme, |pen| {
        figure.draw(pen, view);
    });
    Ok(Plate { legend, notes, ..drawn })
}

/// What a line of a side means between two actors.
pub(in crate::render) fn meaning(side: Side) -> &'static str {
    match side {
        Side::Support => "agree (0.75 or more)",
        Side::Oppose => "disagree (0.25 or less)",
        _ => "in between",
    }
}

/// The pairs that a picture shows, and those that share too little.
pub(in crate::render) fn alignments<'s>(
    view: &'s View,
    min_shared: usize,
) -> (Vec<Alignment<'s>>, Vec<Alignment<'s>>) {
    let pairs = view.alignments(Measure::Agreement).filter(|pair| pair.tally.shared > 0);
    pairs.partition(|pair| pair.tally.shared >= min_shared)
}

/// What a view's alignments look like, before it is known where, and what is left out.
fn chart<'s>(view: &'s View, min_shared: usize) -> (Chart<'s>, Vec<String>) {
    let (pairs, few) = alignments(view, min_shared);
    let camps = camps(view);
    let columns = columns(&camps, &pairs);
    let mut chart = Chart::default();
    for (actor, column) in &columns {
        let words = Words::actor(view.graph().actor_at(*actor).title());
        let in_camp = matches!(camps[actor], Camp::Left | Camp::Right);
        chart.add_name(Node::Actor(*actor), words, *column, in_camp);
    }
    let has_labels = pairs.len() <= MOST_LABELS;
    for pair in &pairs {
        let (a, b) = pair.pair();
        let words = has_labels.then(|| Words::label(&label(pair), side(pair), 1));
        let column = match (columns[&a], columns[&b]) {
            (1, 1) => 0,
            (3, 3) => 4,
            _ => 2,
        };
        chart.add_line(line(&chart, pair, has_labels), Some((words, column)));
    }
    chart.fit();
    let mut notes = left_out(view, &pairs, &few, min_shared);
    notes.extend((!has_labels).then(|| "labels left out: too many lines".to_owned()));
    (chart, notes)
}

/// The columns of the actors that have a line: those without a camp join the smaller one.
fn columns(camps: &BTreeMap<ActorIx, Camp>, pairs: &[Alignment]) -> BTreeMap<ActorIx, usize> {
    let actors = pairs.iter().flat_map(|pair| [pair.pair().0, pair.pair().1]);
    let actors = actors.collect::<BTreeSet<_>>();
    let size = |camp: Camp| actors.iter().filter(|actor| camps[actor] == camp).count();
    let smaller = if size(Camp::Right) < size(Camp::Left) { 3 } else { 1 };
    let column = |actor: &ActorIx| match camps[actor] {
        Camp::Left => 1,
        Camp::Right => 3,
        Camp::Middle | Camp::Loose => smaller,
    };
    actors.iter().map(|actor| (*actor, column(actor))).collect()
}

fn line<'s>(chart: &Chart, pair: &Alignment<'s>, has_labels: bool) -> Line<'s> {
    let (a, b) = pair.pair();
    let route = [a, b].map(|actor| chart.name(Node::Actor(actor))).to_vec();
    let width = if has_labels { width(pair) } else { THIN };
    let stances = pair.stances();
    Line { route, side: side(pair), width, has_head: false, stances, about: Some(about(pair)) }
}

/// The wider, the clearer the answer is.
pub(in crate::render) fn width(pair: &Alignment) -> f64 {
    let clear = (2.0 * score(pair) - 1.0).abs();
    LINE + WIDER * clear * clear
}

fn score(pair: &Alignment) -> f64 {
    pair.score.unwrap_or(0.5)
}

/// Agreement looks like support, disagreement like opposition.
pub(in crate::render) fn side(pair: &Alignment) -> Side {
    match score(pair) {
        high if high >= HIGH => Side::Support,
        low if low <= LOW => Side::Oppose,
        _ => Side::Neutral,
    }
}

/// `1.00 on 3`.
pub(in crate::render) fn label(pair: &Alignment) -> String {
    format!("{:.2} on {}", score(pair), pair.tally.shared)
}

/// The pair in words, and its targets.
pub(in crate::render) fn about(pair: &Alignment) -> String {
    let mut lines = vec![pair.to_string()];
    for shared in pair.shared().take(MOST_TOLD) {
        let (a, b) = (shared.a.side(), shared.b.side());
        let word = match shared.relation() {
            Relation::Agree => "agree",
            Relation::Disagree => "disagree",
            Relation::Mixed | Relation::Neutral => "neither",
        };
        lines.push(format!("{}: {a} and {b} ({word})", shared.target().title()));
    }
    if pair.tally.shared > MOST_TOLD {
        lines.push(format!("… and {} more", pair.tally.shared - MOST_TOLD));
    }
    lines.join("\n")
}

/// What a picture of these pairs leaves out.
pub(in crate::render) fn left_out(
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
    let alone = alone.map(|actor| view.graph().actor_at(actor).title()).collect::<Vec<_>>();
    match alone.len() {
        0 => {}
        1..=MOST_NAMED => notes.push(format!("without a line: {}", alone.join(", "))),
        count => notes.push(format!("{} without a line left out", plural(count, "actor"))),
    }
    notes
}
