//! Every stance in view, with its words.

use super::super::answer::{Cell, Table, plural};
use super::fill;
use crate::graph::{StanceRef, View};
use crate::model::{Actor, Source};

/// The table of everything, in the order of the graph: by actor, target and date.
pub(in crate::page) fn stances(view: &View) -> Table {
    let stances = view.stances().collect::<Vec<_>>();
    let title = format!("All {} in view", plural(stances.len(), "stance"));
    let columns = ["actor", "speaker", "label", "target", "position", "date", "source", "words"];
    let mut table = Table::new(title, &columns);
    fill(&mut table, stances.into_iter().map(row));
    table
}

fn row(stance: StanceRef) -> Vec<Cell> {
    let words = stance.quote().map(|quote| format!("“{quote}”"));
    vec![
        Cell::text(stance.actor().title()),
        Cell::maybe(stance.speaker().map(Actor::title)),
        Cell::text(stance.label()).behind([stance]),
        Cell::text(stance.target().title()),
        Cell::side(stance.position().into()),
        Cell::maybe(stance.date()),
        Cell::maybe(stance.source().map(Source::title)),
        Cell::maybe(words.as_deref().or(stance.note())),
    ]
}
