//! Reads GDELT events: tab-separated, without a header. Version 2 has 61 columns, version 1 has 58 or 57.

use std::io::Read;

use super::lines::{Row, for_each_row};
use super::{Column, Event, Events, NAME, Party, cameo, is_missing, present, source};
use crate::error::{Cause, Error, FileId};
use crate::format::options::Settings;
use crate::graph::Builder;
use crate::model::Source;

const ID: Column = Column { at: 0, name: "GlobalEventID" };
const DAY: Column = Column { at: 1, name: "Day" };
const ACTORS: [usize; 2] = [5, 15];
const CODE: usize = 26;
const SCORE: Column = Column { at: 30, name: "GoldsteinScale" };

/// Reads events into a builder.
pub fn read(
    input: impl Read + Send,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    let mut events = Events::new(file, settings, "GDELT");
    for_each_row(input, file, &settings.limits, builder, |row, builder| {
        if !is_header(row) {
            add(&mut events, row, builder);
        }
        true
    })?;
    events.finish(builder);
    Ok(())
}

/// Whether a row is a header, which some files have.
fn is_header(row: Row) -> bool {
    row.place().line == 1 && row.get(ID.at).eq_ignore_ascii_case(ID.name)
}

fn add(events: &mut Events, row: Row, builder: &mut Builder) {
    let Some(address) = address(row, builder) else { return };
    let id = Events::id(row, ID, builder);
    let date = events.date(row, DAY, builder);
    let score = Events::score(row, SCORE, builder);
    let parties = ACTORS.map(|column| party(row, column, builder));
    let (Some(id), Some(date), Ok(score), [Some(actor), Some(target)]) = (id, date, score, parties)
    else {
        return;
    };
    let code = row.get(CODE);
    let (Some(label), Some(quad)) = (cameo::says(code), cameo::quad(code)) else {
        return builder.leave_out(events.file, "events whose code is none of CAMEO", id.as_str());
    };
    let score = score.or_else(|| cameo::score(code));
    let source = source(address, row, builder, events.file).map(with_address);
    let locator = None;
    let event = Event { id, actor, target, label, date, score, quad, source, locator };
    events.add(&event, row, builder);
}

/// The address of the report on the event.
fn address<'r>(row: Row<'r>, builder: &mut Builder) -> Option<&'r str> {
    match row.len() {
        61 => Some(present(row.get(60))),
        58 => Some(present(row.get(57))),
        57 => Some(""),
        found => {
            let wrong = format!(
                "the row has {found} fields; an event of GDELT has 61, with tabs between them"
            );
            row.fault_of_row(Cause::Syntax(wrong), builder);
            None
        }
    }
}

/// An actor by its code, with its name.
fn party<'r>(row: Row<'r>, column: usize, builder: &mut Builder) -> Option<Party<'r>> {
    let id = present(row.get(column));
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let wrong = format!("\"{id}\" is not a code of an actor: letters and digits");
        row.fault(Cause::Syntax(wrong), column, builder);
        return None;
    }
    let name = row.get(column + 1);
    let name = if is_missing(name) || id.is_empty() { "" } else { name };
    Some(Party { id, column, facts: [(NAME, name), ("", "")] })
}

/// Sets the URL of a source, if its id is one: broadcasts, for instance, have other texts there.
fn with_address(source: Source) -> Source {
    let address = source.id.as_str();
    let is_address = address.starts_with("http://") || address.starts_with("https://");
    let url = is_address.then(|| address.to_owned());
    Source { url, ..source }
}
