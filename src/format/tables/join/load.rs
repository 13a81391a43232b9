//! Reads second tables.

use std::cell::Cell;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::table::{BETWEEN, JoinedRow, JoinedTable, KeyFrom, joined, whole_key};
use crate::error::{Cause, Error, RaggedReason, Remedy, Request, thousands};
use crate::format::dates;
use crate::format::tables::batch::{Batch, End, Row, Wanted};
use crate::format::tables::field::Field;
use crate::format::tables::intake::Intake;
use crate::format::tables::mapping::Mapping;
use crate::format::tables::mapping::join::{Join, Joined, KeyPart, Thing, Told, Trait};
#[cfg(any(feature = "excel", feature = "parquet"))]
use crate::format::tables::source;
use crate::format::tables::source::csv;
use crate::format::tables::template::unknown_column;
use crate::format::{Format, Limits};
use crate::graph::Builder;
use crate::model::{ActorId, trimmed};
use crate::text::Decoded;
use crate::text::open::decompressed;

/// The first table, as far as its second tables need it.
pub struct First<'t> {
    pub header: &'t [String],
    /// The column of each field.
    pub at: &'t [Option<usize>],
    pub mapping: &'t Mapping,
    /// Fields whose text is known only for each stance.
    pub late: Vec<Field>,
}

/// Reads the second tables of a mapping; `None` if there is a fault.
pub fn load_all(
    builder: &mut Builder,
    first: &First,
    limits: &Limits,
) -> Result<Option<Vec<JoinedTable>>, Error> {
    let known = builder.fault_count();
    let mut tables = Vec::new();
    for join in first.mapping.joins.iter().filter(|join| join.path.is_some()) {
        tables.extend(load(builder, first, join, limits)?);
    }
    Ok((builder.fault_count() == known).then_some(tables))
}

fn load(
    builder: &mut Builder,
    first: &First,
    join: &Join,
    limits: &Limits,
) -> Result<Option<JoinedTable>, Error> {
    let path = join.path.as_deref().expect("only tables with a file are read");
    let name = path.to_string_lossy().into_owned();
    let file = builder.file(|files| match is_binary(path) {
        true => files.add_cells(&name, Some(path.into())),
        false => files.add(name, Some(path.into()), None),
    });
    let intake = Intake::new(builder, file, limits);
    let mut loading = Loading { intake, first, join, table: None, columns: Vec::new(), width: 0 };
    let mut failed = None;
    give(path, first.mapping, limits, &mut |batch| {
        let wants_more = loading.batch(batch);
        if let Some(End::Failed(error)) = &batch.end {
            failed = Some(io::Error::new(error.kind(), error.to_string()));
        }
        if wants_more { Wanted::Rows } else { Wanted::Nothing }
    })
    .map_err(|error| Error::io(path, error))?;
    match failed {
        Some(error) => Err(Error::io(path, error)),
        None => Ok(loading.table.map(|(table, _)| table)),
    }
}

/// Hands over the rows of a file.
fn give(
    path: &Path,
    mapping: &Mapping,
    limits: &Limits,
    take: &mut dyn FnMut(&Batch) -> Wanted,
) -> io::Result<()> {
    let input = decompressed(File::open(path)?)?;
    if is_binary(path) {
        let mut bytes = Vec::new();
        input.take(limits.binary).read_to_end(&mut bytes)?;
        return give_cells(path, bytes, limits, take);
    }
    csv::for_each_batch(Decoded::new(input, mapping.encoding), None, limits, take);
    Ok(())
}

fn is_binary(path: &Path) -> bool {
    Format::of_name(&path.to_string_lossy()).is_some_and(Format::is_binary)
}

/// Hands over the rows of a binary file.
fn give_cells(
    path: &Path,
    bytes: Vec<u8>,
    limits: &Limits,
    take: &mut dyn FnMut(&Batch) -> Wanted,
) -> io::Result<()> {
    match Format::of_name(&path.to_string_lossy()) {
        #[cfg(feature = "parquet")]
        Some(Format::Parquet) => source::parquet::give(bytes, take),
        #[cfg(feature = "excel")]
        Some(Format::Excel) => source::excel::give(&bytes, limits.binary, take)
            .map_err(|cause| io::Error::new(io::ErrorKind::InvalidData, cause.to_string())),
        _ => {
            drop((bytes, limits, take));
            let what = "a second table is CSV, Excel or Parquet";
            Err(io::Error::new(io::ErrorKind::Unsupported, what))
        }
    }
}

struct Loading<'b> {
    intake: Intake<'b>,
    first: &'b First<'b>,
    join: &'b Join,
    /// The table, and the columns of its key.
    table: Option<(JoinedTable, Vec<usize>)>,
    /// The columns of each value that it adds.
    columns: Vec<Vec<usize>>,
    /// The number of columns.
    width: usize,
}

impl Loading<'_> {
    fn batch(&mut self, batch: &Batch) -> bool {
        for row in batch.rows() {
            if !self.intake.is_sound(batch, row, None) {
                continue;
            }
            if self.table.is_some() {
                self.row(row);
                continue;
            }
            self.header(row);
            if self.table.is_none() {
                return false;
            }
        }
        self.end(batch)
    }

    fn end(&mut self, batch: &Batch) -> bool {
        let line = match &batch.end {
            None => return true,
            Some(End::Whole) if self.table.is_none() => {
                self.intake
                    .fault_on(1, Cause::Syntax("the table is empty, without a header".into()));
                return false;
            }
            Some(End::WideRow { line }) => {
                let limit = format!("{} cells", thousands(self.intake.limits.columns));
                self.intake.fault_on(*line, Cause::TooLarge { what: "the row", limit });
                return false;
            }
            Some(End::LongRow { line }) => *line,
            Some(End::TooLarge) => 1,
            #[cfg(any(feature = "excel", feature = "parquet"))]
            Some(End::Broken { line, why }) => {
                self.intake.fault_on(*line, Cause::Syntax(why.clone()));
                return false;
            }
            Some(End::Whole | End::Failed(_)) => return false,
        };
        let limit = format!("{} bytes", self.intake.limits.table);
        self.intake.fault_on(line, Cause::TooLarge { what: "the table", limit });
        false
    }

    fn header(&mut self, header: Row) {
        self.width = header.len();
        let names = header.iter().map(|name| name.trim().to_owned()).collect::<Vec<_>>();
        let Some((key, told)) = self.chosen(header, &names) else { return };
        let at = |name: &str| names.iter().position(|known| known == name);
        let mut theirs = Vec::new();
        let mut ours = Vec::new();
        for part in &key {
            match at(&part.theirs) {
                Some(column) => theirs.push(column),
                None => return self.unknown(header, &part.theirs, &names),
            }
            match self.ours(&part.ours) {
                Some(from) => ours.push(from),
                None => {
                    let known = self.first.header.iter().map(String::as_str).collect::<Vec<_>>();
                    let cause = unknown_column(&part.ours, &known);
                    return self.intake.fault(header, cause, None);
                }
            }
        }
        let keyed = self.keyed(&ours);
        let mut table = JoinedTable::new(self.intake.file, ours);
        for Joined { what, columns } in told {
            let what = match what {
                Told::Thing(Thing::Keyed, what) => Told::Thing(keyed, what),
                what @ (Told::Stance(_) | Told::Thing(..)) => what,
            };
            let found = columns.iter().filter_map(|name| at(name)).collect::<Vec<_>>();
            if let Some(name) = columns.iter().find(|name| at(name).is_none())
                && !self.join.is_lenient
                && !self.is_ready_made()
            {
                return self.unknown(header, name, &names);
            }
            if !found.is_empty() {
                table.told.push(what);
                self.columns.push(found);
            }
        }
        if table.told.is_empty() {
            let problem = "nothing is said of the columns of this table".into();
            let fix = Remedy::ask(Request::JoinedColumns).and_say(" says what they are");
            return self.intake.fault(header, Cause::Slip { problem, fix }, None);
        }
        self.table = Some((table, theirs));
    }

    fn is_ready_made(&self) -> bool {
        self.join.key.is_empty()
    }

    /// The key and the added values: those of the join, of a ready-made mapping, or by the names of columns.
    fn chosen(&mut self, header: Row, names: &[String]) -> Option<(Vec<KeyPart>, Vec<Joined>)> {
        let (join, has) = (self.join, |name: &String| names.contains(name));
        let ready_made = self.first.mapping.joins.iter().filter(|known| known.path.is_none());
        let mut ready_made = ready_made
            .filter(|known| join.key.is_empty() || join.key == known.key)
            .filter(|known| known.key.iter().all(|part| has(&part.theirs)));
        let known = ready_made.next();
        let key = if join.key.is_empty() { known.map(|known| &known.key) } else { Some(&join.key) };
        let Some(key) = key else {
            let problem = "nobody says which columns of both tables are the key".into();
            let fix = Remedy::say("write ").and_ask(Request::Join);
            self.intake.fault(header, Cause::Slip { problem, fix }, None);
            return None;
        };
        if !join.columns.is_empty() {
            return Some((key.clone(), join.columns.clone()));
        }
        if let Some(known) = known {
            return Some((key.clone(), known.columns.clone()));
        }
        let is_key = |name: &String| key.iter().any(|part| part.theirs == *name);
        let named = names.iter().filter(|name| !is_key(name)).filter_map(|name| {
            Some(Joined { what: Told::of_name(name)?, columns: vec![name.clone()] })
        });
        Some((key.clone(), named.collect()))
    }

    /// The source of a part of the key in the first table.
    fn ours(&self, name: &str) -> Option<KeyFrom> {
        let fields = Field::STANCE.into_iter();
        let column = self.first.header.iter().position(|known| known == name);
        let is_late = |field: &Field| {
            self.first.late.contains(field) && self.first.at[*field as usize] == column
        };
        if let Some(column) = column {
            let late = fields.clone().find(is_late);
            return Some(late.map_or(KeyFrom::Column(column), KeyFrom::Field));
        }
        fields.into_iter().find(|field| field.as_str() == name).map(KeyFrom::Field)
    }

    /// Whether the key is the actor or the issue.
    fn keyed(&self, key: &[KeyFrom]) -> Thing {
        let actor = self.first.at[Field::Actor as usize];
        let is_actor = |from: &KeyFrom| match from {
            KeyFrom::Column(column) => actor == Some(*column),
            KeyFrom::Field(field) => *field == Field::Actor,
        };
        if key.iter().any(is_actor) { Thing::Actor } else { Thing::Issue }
    }

    /// Whether a row can be read; reports it otherwise.
    fn is_sound(&mut self, row: Row) -> bool {
        if row.len() != self.width {
            let cause = Cause::RaggedRow {
                expected: self.width,
                found: row.len(),
                reason: RaggedReason::Unknown,
            };
            self.intake.fault(row, cause, None);
            return false;
        }
        let Some((_, key)) = &self.table else { return false };
        let is_used = |column: &usize| {
            key.contains(column) || self.columns.iter().any(|columns| columns.contains(column))
        };
        let flaws = row.flaws().filter(|(column, _)| is_used(column)).collect::<Vec<_>>();
        let is_sound = flaws.is_empty();
        for (column, cause) in flaws {
            self.intake.fault(row, cause.clone(), Some(column));
        }
        is_sound
    }

    fn row(&mut self, row: Row) {
        if !self.is_sound(row) {
            return;
        }
        let Some((table, key)) = &mut self.table else { return };
        let cells = key.iter().filter_map(|column| row.get(*column));
        let parts = cells.map(trimmed).collect::<Vec<_>>();
        if parts.len() < key.len() || parts.iter().all(|part| part.is_empty()) {
            return;
        }
        let (key, whole) = (joined(&parts), whole_key(&parts));
        if whole != key {
            table.wholes.entry(whole.into()).or_insert_with(|| key.as_str().into());
        }
        let text = |columns: &Vec<usize>| {
            let cells = columns.iter().filter_map(|column| row.get(*column));
            let mut texts = cells.map(str::trim).filter(|text| !text.is_empty());
            texts.next().map(Box::from)
        };
        let texts = self.columns.iter().map(text).collect::<Box<[Option<Box<str>>]>>();
        let new = JoinedRow { texts, line: row.line(), is_described: Cell::new(false) };
        match table.rows.entry(key.as_str().into()) {
            Entry::Vacant(free) => drop(free.insert(new)),
            Entry::Occupied(taken) if taken.get().texts == new.texts => return,
            Entry::Occupied(_) => {
                let what = "rows whose key another row has, which says something else";
                let key = key.replace(BETWEEN, "+");
                return self.intake.builder.leave_out(self.intake.file, what, key);
            }
        }
        self.check(row, &key);
    }

    /// Reports values that a stance cannot have.
    fn check(&mut self, row: Row, key: &str) {
        let Some((table, _)) = &self.table else { return };
        let mut faults = Vec::new();
        let texts = &table.rows[key].texts;
        for ((told, text), columns) in table.told.iter().zip(texts).zip(&self.columns) {
            let Some(text) = text.as_deref() else { continue };
            let cell = columns
                .iter()
                .copied()
                .find(|column| row.get(*column).is_some_and(|cell| cell.trim() == text));
            let limit = self.intake.limits.field_length;
            if text.len() > limit {
                let limit = format!("{limit} bytes");
                faults.push((Cause::TooLarge { what: "a cell", limit }, cell));
            } else if let Told::Stance(Field::Date | Field::Until) = told
                && dates::read(text, self.first.mapping.dates) == dates::Found::No
            {
                let text = text.chars().take(80).collect();
                faults.push((Cause::InvalidDate { field: "date".into(), text }, cell));
            } else if let Told::Thing(_, Trait::PartOf) = told
                && let Err(error) = ActorId::new(text)
            {
                faults.push((Cause::InvalidId { field: "part-of".into(), error }, cell));
            }
        }
        for (cause, cell) in faults {
            self.intake.fault(row, cause, cell);
        }
    }

    fn unknown(&mut self, header: Row, name: &str, names: &[String]) {
        let known = names.iter().map(String::as_str).collect::<Vec<_>>();
        self.intake.fault(header, unknown_column(name, &known), None);
    }
}
