//! The table of all stances in view, with their words.

use super::super::answer::{Cell, Column, Table, plural};
use super::fill;
use crate::graph::StanceRef;
use crate::model::{Actor, Source};
use crate::render::shown::Shown;

/// The table of everything that is shown, in the order of the graph: by actor, target and date.
pub fn stances(shown: &Shown) -> Table {
    let stances = shown.all().stances().collect::<Vec<_>>();
    let title = format!("All {} in view", plural(stances.len(), "stance"));
    let columns = ["actor", "speaker", "label", "target", "position", "date", "source", "quote"];
    let mut table = Table::new(title, &columns);
    let more = More {
        toward: stances.iter().any(|stance| stance.toward().is_some()),
        notes: stances.iter().any(|stance| stance.note().is_some()),
        in_force: shown.past().is_some(),
    };
    table.columns.extend(more.columns());
    fill(&mut table, stances.into_iter().map(|stance| row(shown, stance, more)));
    table
}

/// The columns beside those that every table has.
#[derive(Clone, Copy)]
struct More {
    toward: bool,
    notes: bool,
    in_force: bool,
}

impl More {
    fn columns(self) -> impl Iterator<Item = Column> {
        let columns = [(self.toward, "toward"), (self.notes, "note"), (self.in_force, "in force")]
            .into_iter()
            .filter(|(is_there, _)| *is_there);
        columns.map(|(_, name)| Column { name: name.to_owned(), is_number: false })
    }
}

fn row(shown: &Shown, stance: StanceRef, more: More) -> Vec<Cell> {
    let mut cells = vec![
        Cell::text(stance.actor().title()),
        Cell::maybe(stance.speaker().map(Actor::title)),
        Cell::text(stance.label()).behind([stance]),
        Cell::text(stance.target().title()),
        Cell::side(stance.position().into()),
        Cell::maybe(stance.date()),
        Cell::maybe(stance.source().map(Source::title)),
        Cell::maybe(stance.quote().map(|quote| format!("“{quote}”"))),
    ];
    cells.extend(more.toward.then(|| Cell::maybe(stance.toward().map(Actor::title))));
    cells.extend(more.notes.then(|| Cell::maybe(stance.note())));
    cells.extend(more.in_force.then(|| Cell::in_force(shown.is_in_force(stance))));
    cells
}
