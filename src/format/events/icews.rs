//! Reads ICEWS events: tab-separated, with a header.

use std::io::Read;

use super::lines::{Row, for_each_row};
use super::{Column, Event, EventPosition, Events, Party, cameo, column, columns, present, source};
use crate::error::{Cause, Error, FileId, RaggedReason};
use crate::format::options::Settings;
use crate::graph::Builder;
use crate::model::Source;

/// The required columns, in the order of [`Columns::needed`].
const NEEDED: [&str; 5] = ["Event ID", "Event Date", "Source Name", "Intensity", "Target Name"];

/// The column with the kind of the event, as a code or in words.
#[derive(Clone, Copy)]
enum Deed {
    Code(usize),
    Text(usize),
}

struct Columns {
    needed: [Column; 5],
    deed: Deed,
    facts: [[(&'static str, Option<usize>); 2]; 2],
    story: Option<usize>,
    sentence: Option<usize>,
    publisher: Option<usize>,
    count: usize,
}

/// Reads events into a builder.
pub fn read(
    input: impl Read + Send,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    let mut events = Events::new(file, settings, "ICEWS");
    let mut known = None;
    for_each_row(input, file, &settings.limits, builder, |row, builder| {
        match &known {
            Some(columns) => add(&mut events, columns, row, builder),
            None => known = Columns::of(row, settings.events.position, builder),
        }
        known.is_some()
    })?;
    events.finish(builder);
    Ok(())
}

impl Columns {
    fn of(header: Row, position: EventPosition, builder: &mut Builder) -> Option<Self> {
        let facts = |who: &str| {
            let at = |what: &str| column(header, &format!("{who} {what}"));
            [("country", at("Country")), ("sectors", at("Sectors"))]
        };
        let code = column(header, "CAMEO Code").map(Deed::Code);
        // The class of an event requires its code.
        let text = || column(header, "Event Text").filter(|_| position == EventPosition::Goldstein);
        let deed = code.or_else(|| text().map(Deed::Text));
        if deed.is_none() {
            let name = "CAMEO Code";
            let cause = Cause::MissingField { kind: "column", name, within: "the table" };
            header.fault_of_row(cause, builder);
        }
        Some(Self {
            needed: columns(header, NEEDED, builder)?,
            deed: deed?,
            facts: [facts("Source"), facts("Target")],
            story: column(header, "Story ID"),
            sentence: column(header, "Sentence Number"),
            publisher: column(header, "Publisher"),
            count: header.len(),
        })
    }

    fn party<'r>(&self, row: Row<'r>, number: usize, column: Column) -> Party<'r> {
        let value = |at: Option<usize>| at.map_or("", |at| present(row.get(at)));
        let facts = self.facts[number].map(|(fact, at)| (fact, value(at)));
        Party { id: present(row.get(column.at)), column: column.at, facts }
    }

    fn source(&self, row: Row, file: FileId, builder: &mut Builder) -> Option<Source> {
        let value = |at: Option<usize>| at.map_or("", |at| present(row.get(at)));
        let (story, publisher) = (value(self.story), value(self.publisher));
        let id = if story.is_empty() { publisher } else { story };
        let publisher = Some(publisher).filter(|publisher| !publisher.is_empty());
        let source = source(id, row, builder, file)?;
        Some(Source { publisher: publisher.map(str::to_owned), ..source })
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
    let [id, date, actor, score, target] = columns.needed;
    let id = Events::id(row, id, builder);
    let date = events.date(row, date, builder);
    let score = Events::score(row, score, builder);
    let (Some(id), Some(date), Ok(score)) = (id, date, score) else { return };
    let said = match columns.deed {
        Deed::Code(at) => {
            let code = padded(row.get(at));
            let score = score.or_else(|| cameo::score(&code));
            cameo::says(&code).zip(cameo::quad(&code)).map(|(label, quad)| (label, quad, score))
        }
        // Without a code, only the score gives its position.
        Deed::Text(at) => {
            let label = present(row.get(at));
            if label.is_empty() || score.is_none() {
                let what = "events without a code, and without a text or a score";
                return builder.leave_out(events.file, what, id.as_str());
            }
            Some((label, NO_CLASS, score))
        }
    };
    let Some((label, quad, score)) = said else {
        return builder.leave_out(events.file, "events whose code is none of CAMEO", id.as_str());
    };
    let sentence = columns.sentence.map_or("", |at| present(row.get(at)));
    let event = Event {
        id,
        actor: columns.party(row, 0, actor),
        target: columns.party(row, 1, target),
        label,
        date,
        score,
        quad,
        source: columns.source(row, events.file, builder),
        locator: (!sentence.is_empty()).then(|| format!("sentence {sentence}")),
    };
    events.add(&event, row, builder);
}

/// The class of an event with an unknown code.
const NO_CLASS: u8 = 0;

/// Restores the leading zero of a code, which spreadsheets remove: 42 is 042, and 211 is 0211. Root codes of
/// two digits do not occur in these files.
fn padded(code: &str) -> String {
    let root = code.get(..2).and_then(|root| root.parse::<u8>().ok());
    let has_lost_zero = code.len() == 2 || code.len() == 3 && root.is_some_and(|root| root > 20);
    if has_lost_zero { format!("0{code}") } else { code.to_owned() }
}
