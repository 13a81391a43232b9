//! Machine-coded events: who did what to whom on which day.
//!
//! An event is a stance of one actor toward another: its code gives the label, and its score or class gives
//! the position and strength.

mod cameo;
pub mod gdelt;
pub mod icews;
mod lines;
mod options;
mod plover;
pub mod polecat;

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

pub use self::options::{EventOptions, EventPosition};

use self::lines::Row;
use crate::error::{Cause, FileId};
use crate::format::dates::{self, DateForm, Found};
use crate::format::options::Settings;
use crate::graph::{Builder, StanceRow};
use crate::model::{Actor, ActorId, Attribute, Date, Source, SourceId, StanceId};

/// A column and its name.
#[derive(Clone, Copy)]
struct Column {
    at: usize,
    name: &'static str,
}

/// An actor in an event: its id, and the facts that the event adds.
#[derive(Clone, Copy, Default)]
struct Party<'r> {
    id: &'r str,
    column: usize,
    facts: [(&'static str, &'r str); 2],
}

/// An event, as read from a row.
struct Event<'r> {
    id: StanceId,
    actor: Party<'r>,
    target: Party<'r>,
    label: &'r str,
    date: Date,
    score: Option<f64>,
    quad: u8,
    source: Option<Source>,
    locator: Option<String>,
}

/// The number of occurrences of each value of a fact.
type Tally = BTreeMap<Box<str>, u32>;

/// The facts about actors in the events of a file, by id and fact.
type Facts = BTreeMap<Box<str>, BTreeMap<&'static str, Tally>>;

/// Collects the events of one file.
struct Events {
    file: FileId,
    options: EventOptions,
    coder: &'static str,
    facts: Facts,
    numbers: FxHashSet<u64>,
    ids: FxHashSet<Box<str>>,
    /// The order of the numbers in dates, if it is set.
    dates: Option<DateForm>,
}

impl Events {
    fn new(file: FileId, settings: &Settings, coder: &'static str) -> Self {
        let (numbers, ids) = (FxHashSet::default(), FxHashSet::default());
        let dates = settings.mapping.as_ref().and_then(|mapping| mapping.dates);
        let (options, facts) = (settings.events, Facts::new());
        Self { file, options, coder, facts, numbers, ids, dates }
    }

    /// Adds an event, unless it is not a stance of one actor toward another.
    fn add(&mut self, event: &Event, row: Row, builder: &mut Builder) {
        let id = event.id.as_str();
        let (actor, target) = (&event.actor, &event.target);
        let why_not = match (actor.id.is_empty(), target.id.is_empty()) {
            (true, _) => Some("events without a first actor"),
            (_, true) => Some("events without a second actor"),
            _ if actor.id == target.id => Some("events of an actor with itself"),
            _ if !self.is_new(id) => Some("events that were there before"),
            _ => None,
        };
        if let Some(why_not) = why_not {
            return builder.leave_out(self.file, why_not, id);
        }
        if self.meet(actor, row, builder) && self.meet(target, row, builder) {
            self.stance(event, row, builder);
        }
    }

    fn stance(&mut self, event: &Event, row: Row, builder: &mut Builder) {
        let (position, strength) = self.options.side(event.score, event.quad);
        if let Some(source) = event.source.as_ref().filter(|source| !builder.has_source(&source.id))
        {
            builder.source_at(source.clone(), Some(row.place()));
        }
        builder.row(&StanceRow {
            id: Some(&event.id),
            actor: event.actor.id,
            label: Some(event.label),
            toward: Some(event.target.id),
            position: Some(position),
            strength,
            date: Some(event.date),
            source: event.source.as_ref().map(|source| source.id.as_str()),
            locator: event.locator.as_deref(),
            coder: Some(self.coder),
            place: Some(row.place()),
            ..StanceRow::default()
        });
    }

    fn is_new(&mut self, id: &str) -> bool {
        let is_plain = !id.starts_with(['0', '+']);
        match id.parse().ok().filter(|_| is_plain) {
            Some(number) => self.numbers.insert(number),
            None => self.ids.insert(id.into()),
        }
    }

    /// Records the facts of an event about an actor; returns whether its id is valid.
    fn meet(&mut self, party: &Party, row: Row, builder: &mut Builder) -> bool {
        if let Err(error) = ActorId::new(party.id) {
            row.fault(Cause::InvalidId { field: "actor".into(), error }, party.column, builder);
            return false;
        }
        if !self.facts.contains_key(party.id) {
            self.facts.insert(party.id.into(), BTreeMap::new());
        }
        let facts = self.facts.get_mut(party.id).expect("it is there now");
        for (fact, value) in party.facts.iter().filter(|(_, value)| !value.is_empty()) {
            let tally = facts.entry(fact).or_default();
            match tally.get_mut(*value) {
                Some(count) => *count += 1,
                None => drop(tally.insert((*value).into(), 1)),
            }
        }
        true
    }

    /// Declares the actors, with the facts that most events give.
    fn finish(self, builder: &mut Builder) {
        for (id, facts) in self.facts {
            let id = ActorId::new(&*id).expect("it was checked");
            if builder.has_actor(&id) {
                continue;
            }
            let mut actor = Actor::new(id);
            for (fact, tally) in facts {
                match (fact, usual(&tally)) {
                    (NAME, Some(name)) => actor.name = Some(format!("{name} ({})", actor.id)),
                    (fact, Some(value)) => {
                        actor.attributes.insert(fact.into(), Attribute::from(value));
                    }
                    _ => {}
                }
            }
            builder.actor_at(actor, None, None);
        }
    }

    /// The id of an event.
    fn id(row: Row, column: Column, builder: &mut Builder) -> Option<StanceId> {
        let id = StanceId::new(row.get(column.at));
        id.map_err(|error| {
            let field = column.name.into();
            row.fault(Cause::InvalidId { field, error }, column.at, builder);
        })
        .ok()
    }

    /// A date in the usual form, without dashes, or as `01jan2017`.
    fn date(&self, row: Row, column: Column, builder: &mut Builder) -> Option<Date> {
        let text = row.get(column.at);
        let (field, text) = (column.name.into(), text.chars().take(80).collect::<String>());
        let cause = match dates::read(&text, self.dates) {
            Found::Date(date, _) => return Some(date),
            Found::Either { dmy, mdy } => Cause::EitherDate { field, text, dmy, mdy },
            Found::No => Cause::InvalidDate { field, text },
        };
        row.fault(cause, column.at, builder);
        None
    }

    /// A score; `Ok(None)` if there is none.
    fn score(row: Row, column: Column, builder: &mut Builder) -> Result<Option<f64>, ()> {
        let text = row.get(column.at);
        if is_missing(text) {
            return Ok(None);
        }
        let score = text.parse::<f64>().ok().filter(|score| score.is_finite());
        score.map(Some).ok_or_else(|| {
            let (field, expected, found) = (column.name.into(), "a number", "a text");
            row.fault(Cause::WrongType { field, expected, found }, column.at, builder);
        })
    }
}

/// The fact that becomes the actor's name, followed by the code, since many codes share a name.
const NAME: &str = "name";

/// The most frequent value; among equals, the first.
fn usual(tally: &Tally) -> Option<&str> {
    let most = tally.values().max()?;
    tally.iter().find(|(_, count)| *count == most).map(|(value, _)| &**value)
}

/// Whether a text stands for a missing value.
fn is_missing(text: &str) -> bool {
    matches!(text, "" | "NULL" | "None" | "NA" | "---")
}

fn present(text: &str) -> &str {
    if is_missing(text) { "" } else { text }
}

/// Finds the columns with these names in a header; reports missing ones.
fn columns<const N: usize>(
    header: Row,
    names: [&'static str; N],
    builder: &mut Builder,
) -> Option<[Column; N]> {
    let mut is_whole = true;
    let columns = names.map(|name| {
        let at = header.iter().position(|known| known.eq_ignore_ascii_case(name));
        if at.is_none() {
            is_whole = false;
            let cause = Cause::MissingField { kind: "column", name, within: "the table" };
            header.fault_of_row(cause, builder);
        }
        Column { at: at.unwrap_or_default(), name }
    });
    is_whole.then_some(columns)
}

/// The column with this name, if any.
fn column(header: Row, name: &str) -> Option<usize> {
    header.iter().position(|known| known.eq_ignore_ascii_case(name))
}

/// A source by its id; reports an invalid id.
fn source(id: &str, row: Row, builder: &mut Builder, file: FileId) -> Option<Source> {
    let id = Some(id).filter(|id| !id.is_empty())?;
    match SourceId::new(id) {
        Ok(id) => Some(Source::new(id)),
        Err(_) => {
            let line = format!("line {}", row.place().line);
            builder.leave_out(file, "sources whose names are no ids", line);
            None
        }
    }
}
