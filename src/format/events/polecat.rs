//! Reads POLECAT events, coded in PLOVER: tab-separated, with a header.

use std::io::Read;

use super::lines::{Row, for_each_row};
use super::{Column, Event, Events, Party, column, columns, is_missing, plover, present, source};
use crate::error::{Cause, Error, FileId, RaggedReason};
use crate::format::options::Settings;
use crate::graph::Builder;
use crate::model::{Source, StanceId};

/// The required columns, in the order of [`Columns::needed`].
const NEEDED: [&str; 5] = ["Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name"];

/// The names of the score in different years.
const SCORES: [&str; 2] = ["Intensity", "Event Intensity"];

/// A column that some headers have, although the rows have no cell for it.
const HEADLINE: &str = "Headline";

/// The largest number of actors or recipients of an event.
const MOST_NAMES: usize = 100;

struct Columns {
    needed: [Column; 5],
    facts: [[(&'static str, Option<usize>); 2]; 2],
    mode: Option<usize>,
    score: Option<Column>,
    publisher: Option<usize>,
    published: Option<Column>,
    headline: Option<usize>,
    count: usize,
}

/// A header, with and without its column of headlines.
struct Header {
    whole: Columns,
    without_headlines: Option<Columns>,
}

/// Reads events into a builder.
pub fn read(
    input: impl Read + Send,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    let mut events = Events::new(file, settings, "POLECAT");
    let mut known = None::<Header>;
    for_each_row(input, file, &settings.limits, builder, |row, builder| {
        match &known {
            Some(header) => add(&mut events, header.columns(row), row, builder),
            None => known = Header::of(row, builder),
        }
        known.is_some()
    })?;
    events.finish(builder);
    Ok(())
}

impl Header {
    fn of(header: Row, builder: &mut Builder) -> Option<Self> {
        let whole = Columns::of(header, builder)?;
        let without_headlines = whole.headline.map(|at| whole.without(at));
        Some(Self { whole, without_headlines })
    }

    fn columns(&self, row: Row) -> &Columns {
        let shorter = self.without_headlines.as_ref().filter(|columns| columns.count == row.len());
        shorter.unwrap_or(&self.whole)
    }
}

impl Columns {
    fn of(header: Row, builder: &mut Builder) -> Option<Self> {
        let named = |name: &'static str| column(header, name).map(|at| Column { at, name });
        let facts = |country, sector| {
            [("country", column(header, country)), ("sector", column(header, sector))]
        };
        Some(Self {
            needed: columns(header, NEEDED, builder)?,
            facts: [
                facts("Actor Country", "Primary Actor Sector"),
                facts("Recipient Country", "Primary Recipient Sector"),
            ],
            mode: column(header, "Event Mode"),
            score: SCORES.into_iter().find_map(named),
            publisher: column(header, "Source"),
            published: named("Publication Date"),
            headline: column(header, HEADLINE),
            // Some headers end with tabs.
            count: header.iter().rposition(|name| !name.is_empty())? + 1,
        })
    }

    /// The same columns, without the one that has no cells.
    fn without(&self, gone: usize) -> Self {
        let moved = |at: usize| if at > gone { at - 1 } else { at };
        let column = |column: Column| Column { at: moved(column.at), ..column };
        Self {
            needed: self.needed.map(column),
            facts: self.facts.map(|facts| facts.map(|(fact, at)| (fact, at.map(moved)))),
            mode: self.mode.map(moved),
            score: self.score.map(column),
            publisher: self.publisher.map(moved),
            published: self.published.map(column),
            headline: None,
            count: self.count - 1,
        }
    }

    /// The actors in a cell. The facts in a row are used only for a single actor.
    fn parties<'r>(
        &self,
        row: Row<'r>,
        number: usize,
        column: Column,
        builder: &mut Builder,
    ) -> Vec<Party<'r>> {
        let names = row.get(column.at).split(';').map(|name| present(name.trim()));
        let names = names.filter(|name| !name.is_empty()).take(MOST_NAMES + 1).collect::<Vec<_>>();
        if names.len() > MOST_NAMES {
            let limit = format!("{MOST_NAMES} names");
            row.fault(Cause::TooLarge { what: "the cell", limit }, column.at, builder);
            return Vec::new();
        }
        let value = |at: Option<usize>| at.map_or("", |at| present(row.get(at)));
        let facts = match names.len() {
            1 => self.facts[number].map(|(fact, at)| (fact, value(at))),
            _ => [("", ""); 2],
        };
        names.into_iter().map(|id| Party { id, column: column.at, facts }).collect()
    }

    /// The source: publisher, day and headline.
    fn source(&self, row: Row, events: &Events, builder: &mut Builder) -> Option<Source> {
        let value = |at: Option<usize>| at.map_or("", |at| present(row.get(at)));
        let (publisher, headline) = (value(self.publisher), value(self.headline));
        let date = self.published.filter(|column| !is_missing(row.get(column.at)));
        let date = date.and_then(|column| events.date(row, column, builder));
        let day = date.map(|date| date.to_string()).unwrap_or_default();
        let parts = [publisher, &day, headline].map(str::to_owned);
        let id = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let text = |text: &str| Some(text).filter(|text| !text.is_empty()).map(str::to_owned);
        let source = source(&id, row, builder, events.file)?;
        Some(Source { title: text(headline), publisher: text(publisher), date, ..source })
    }
}

fn add(events: &mut Events, columns: &Columns, row: Row, builder: &mut Builder) {
    if row.len() < columns.count {
        let cause = Cause::RaggedRow {
            expected: columns.count,
            found: row.len(),
            reason: RaggedReason::Unknown,
        };
        return row.fault_of_row(cause, builder);
    }
    let [id, date, kind, actors, targets] = columns.needed;
    let id = Events::id(row, id, builder);
    let date = events.date(row, date, builder);
    let score = columns.score.map_or(Ok(None), |column| Events::score(row, column, builder));
    let (Some(id), Some(date), Ok(score)) = (id, date, score) else { return };
    let Some((says, quad)) = plover::known(row.get(kind.at)) else {
        return builder.leave_out(events.file, "events whose type is none of PLOVER", id.as_str());
    };
    let mode = columns.mode.map_or("", |at| present(row.get(at)));
    let label = if mode.is_empty() { says.to_owned() } else { format!("{says} ({mode})") };
    let source = columns.source(row, events, builder);
    let parties = [(0, actors), (1, targets)];
    let parties = parties.map(|(number, column)| columns.parties(row, number, column, builder));
    let mut number = 0;
    for actor in somebody(&parties[0]) {
        for target in somebody(&parties[1]) {
            number += 1;
            let Some(id) = numbered(&id, number) else { continue };
            let (label, source) = (label.as_str(), source.clone());
            let event =
                Event { id, actor, target, label, date, score, quad, source, locator: None };
            events.add(&event, row, builder);
        }
    }
}

/// All parties, or one empty party if there are none.
fn somebody<'r>(parties: &[Party<'r>]) -> Vec<Party<'r>> {
    if parties.is_empty() { vec![Party::default()] } else { parties.to_vec() }
}

/// The id of an event between several parties, which gives one stance for each pair.
fn numbered(id: &StanceId, number: usize) -> Option<StanceId> {
    if number == 1 { Some(id.clone()) } else { StanceId::new(format!("{id}/{number}")).ok() }
}
