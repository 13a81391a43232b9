//! Second tables, read whole: what they say of a stance, its actor and its issue, by a key.

use std::cell::{Cell, RefCell};
use std::collections::hash_map::Entry;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use super::field::Field;
use super::mapping::join::{Join, Joined, KeyPart, Thing, Told, Trait};
use super::mapping::{Mapping, whole};
use super::rows::{Batch, CellPlace, End, Row, for_each_batch};
use super::table::{Texts, aliases, unknown_column};
use crate::error::{Cause, Error, FileId, Place, RaggedReason, Remedy, Request, thousands};
use crate::format::dates;
use crate::format::{Format, Limits};
use crate::graph::Builder;
use crate::model::{Actor, ActorId, Attribute, Issue, IssueId, trimmed};
use crate::text::Decoded;
use crate::text::open::decompressed;

/// Stands between the columns of a key, where no text has it.
const BETWEEN: char = '\u{1f}';

/// A second table.
pub(super) struct JoinedTable {
    file: FileId,
    /// Our columns of the key.
    key: Vec<KeyFrom>,
    told: Vec<Told>,
    rows: FxHashMap<Box<str>, JoinedRow>,
    /// Keys with whole numbers that are written with a point, by those without it.
    wholes: FxHashMap<Box<str>, Box<str>>,
    /// Keys that it does not have.
    absent: RefCell<FxHashSet<Box<str>>>,
}

/// Where a part of the key is in the first table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyFrom {
    Column(usize),
    Field(Field),
}

/// What a row says, in the order of what the table tells.
pub(super) struct JoinedRow {
    texts: Box<[Option<Box<str>>]>,
    line: u32,
    is_described: Cell<bool>,
}

impl JoinedTable {
    /// Whether the key is known before cells are split.
    pub(super) fn is_early(&self) -> bool {
        self.key.iter().all(|part| matches!(part, KeyFrom::Column(_)))
    }

    /// Whether a column of the first table is a part of the key.
    pub(super) fn reads(&self, column: usize) -> bool {
        self.key.contains(&KeyFrom::Column(column))
    }

    /// The row that belongs to a row of the first table.
    pub(super) fn find(
        &self,
        row: Row,
        texts: &Texts,
        builder: &mut Builder,
        file: FileId,
    ) -> Option<&JoinedRow> {
        let part = |from: &KeyFrom| match from {
            KeyFrom::Column(column) => row.get(*column).map(trimmed),
            KeyFrom::Field(field) => texts[*field as usize],
        };
        let found = match self.key.as_slice() {
            [one] => {
                let key = part(one).filter(|key| !key.is_empty())?;
                self.row(key, || whole(key).unwrap_or(key).into()).ok_or(key.to_owned())
            }
            several => {
                let parts = several.iter().map(part).collect::<Option<Vec<_>>>()?;
                let key = joined(&parts);
                self.row(&key, || whole_key(&parts)).ok_or(key)
            }
        };
        found.map_err(|key| self.note_absent(&key, builder, file)).ok()
    }

    /// The row of a key; of one without the points in its whole numbers where there is none.
    fn row(&self, key: &str, whole: impl FnOnce() -> String) -> Option<&JoinedRow> {
        self.rows.get(key).or_else(|| {
            let whole = whole();
            let other = self.wholes.get(whole.as_str());
            self.rows.get(other.map_or(whole.as_str(), |other| other))
        })
    }

    #[cold]
    fn note_absent(&self, key: &str, builder: &mut Builder, file: FileId) {
        if self.absent.borrow_mut().insert(key.into()) {
            let what = format!("keys without a row in {}", builder.file_name(self.file));
            builder.leave_out(file, &what, key.replace(BETWEEN, "+"));
        }
    }

    /// Fills the fields of a stance that are empty.
    pub(super) fn fill<'r>(&'r self, row: &'r JoinedRow, texts: &mut Texts<'r>) {
        for (told, text) in self.told.iter().zip(&row.texts) {
            if let Told::Stance(field) = told
                && texts[*field as usize].is_none()
            {
                texts[*field as usize] = text.as_deref();
            }
        }
    }

    /// Describes the actor and the issue of a stance.
    pub(super) fn describe(
        &self,
        row: &JoinedRow,
        texts: &Texts,
        is_split: bool,
        builder: &mut Builder,
    ) {
        if row.is_described.replace(true) && !is_split {
            return;
        }
        let place = Place { file: self.file, line: row.line, column: 0, length: 0 };
        let said = |thing: Thing| {
            let said = self.told.iter().zip(&row.texts);
            let said = said.filter_map(move |(told, text)| match told {
                Told::Thing(of, what) if *of == thing => Some((what, text.as_deref()?)),
                _ => None,
            });
            said.collect::<Vec<_>>()
        };
        let id = |field: Field| texts[field as usize];
        let of_actor = said(Thing::Actor);
        if let Some(id) =
            id(Field::Actor).and_then(|id| ActorId::new(id).ok()).filter(|_| !of_actor.is_empty())
        {
            builder.describe_actor(actor(id, &of_actor), place);
        }
        let of_issue = said(Thing::Issue);
        if let Some(id) =
            id(Field::Issue).and_then(|id| IssueId::new(id).ok()).filter(|_| !of_issue.is_empty())
        {
            builder.describe_issue(issue(id, &of_issue), place);
        }
    }
}

/// The parts of a key as one text.
fn joined(parts: &[&str]) -> String {
    parts.join(BETWEEN.encode_utf8(&mut [0; 4]))
}

/// The same, with whole numbers as they are written without a point.
fn whole_key(parts: &[&str]) -> String {
    joined(&parts.iter().map(|part| whole(part).unwrap_or(part)).collect::<Vec<_>>())
}

fn actor(id: ActorId, said: &[(&Trait, &str)]) -> Actor {
    let mut actor = Actor::new(id);
    for (what, text) in said {
        match what {
            Trait::Name => actor.name = Some((*text).to_owned()),
            Trait::Kind => actor.kind = Some((*text).to_owned()),
            Trait::Aliases => actor.aliases = aliases(Some(text)),
            Trait::PartOf => actor.part_of = ActorId::new(*text).ok(),
            Trait::Description => {}
            Trait::Attribute(name) => {
                actor.attributes.insert(name.clone(), Attribute::Text((*text).to_owned()));
            }
        }
    }
    actor
}

fn issue(id: IssueId, said: &[(&Trait, &str)]) -> Issue {
    let mut issue = Issue::new(id);
    for (what, text) in said {
        match what {
            Trait::Name => issue.name = Some((*text).to_owned()),
            Trait::Description => issue.description = Some((*text).to_owned()),
            Trait::Aliases => issue.aliases = aliases(Some(text)),
            Trait::Kind | Trait::PartOf => {}
            Trait::Attribute(name) => {
                issue.attributes.insert(name.clone(), Attribute::Text((*text).to_owned()));
            }
        }
    }
    issue
}

/// What is known of the first table.
pub(super) struct First<'t> {
    pub(super) header: &'t [String],
    /// The column of each field.
    pub(super) at: &'t [Option<usize>],
    pub(super) mapping: &'t Mapping,
    /// Fields of which the text is only known stance by stance.
    pub(super) late: Vec<Field>,
}

/// Reads the second tables of a mapping; `None` where there is a fault.
pub(super) fn load_all(
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
    let mut loading =
        Loading { builder, first, join, limits, file, table: None, columns: Vec::new(), width: 0 };
    let mut failed = None;
    give(path, first.mapping, limits, &mut |batch| {
        let wants_more = loading.batch(batch);
        if let Some(End::Failed(error)) = &batch.end {
            failed = Some(io::Error::new(error.kind(), error.to_string()));
        }
        wants_more
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
    take: &mut dyn FnMut(&Batch) -> bool,
) -> io::Result<()> {
    let input = decompressed(File::open(path)?)?;
    if is_binary(path) {
        let mut bytes = Vec::new();
        input.take(limits.binary).read_to_end(&mut bytes)?;
        return give_cells(path, bytes, limits, take);
    }
    for_each_batch(Decoded::new(input, mapping.encoding), None, limits, take);
    Ok(())
}

fn is_binary(path: &Path) -> bool {
    Format::of_name(&path.to_string_lossy()).is_some_and(Format::is_binary)
}

/// Hands over the rows of what is no text.
fn give_cells(
    path: &Path,
    bytes: Vec<u8>,
    limits: &Limits,
    take: &mut dyn FnMut(&Batch) -> bool,
) -> io::Result<()> {
    match Format::of_name(&path.to_string_lossy()) {
        #[cfg(feature = "parquet")]
        Some(Format::Parquet) => super::parquet::give(bytes, take),
        #[cfg(feature = "excel")]
        Some(Format::Excel) => super::excel::give(&bytes, limits.binary, take)
            .map_err(|cause| io::Error::new(io::ErrorKind::InvalidData, cause.to_string())),
        _ => {
            drop((bytes, limits, take));
            let what = "a second table is CSV, Excel or Parquet";
            Err(io::Error::new(io::ErrorKind::Unsupported, what))
        }
    }
}

struct Loading<'b> {
    builder: &'b mut Builder,
    first: &'b First<'b>,
    join: &'b Join,
    limits: &'b Limits,
    file: FileId,
    /// The table, and the columns of its key.
    table: Option<(JoinedTable, Vec<usize>)>,
    /// The columns of what it tells.
    columns: Vec<Vec<usize>>,
    /// How many columns there are in all.
    width: usize,
}

impl Loading<'_> {
    fn batch(&mut self, batch: &Batch) -> bool {
        for row in batch.rows() {
            if let Some(cell) = row.broken().filter(|_| !batch.is_sound()) {
                self.fault(row, Cause::NotUtf8, Some(cell));
            } else if let Some(cell) = row.open().filter(|_| !batch.is_sound()) {
                let wrong = "the quoted cell is not closed; a quote within quotes is doubled";
                self.fault(row, Cause::Syntax(wrong.into()), Some(cell));
            } else if self.table.is_none() {
                self.header(row);
                if self.table.is_none() {
                    return false;
                }
            } else {
                self.row(row);
            }
        }
        self.end(batch)
    }

    fn end(&mut self, batch: &Batch) -> bool {
        let line = match &batch.end {
            None => return true,
            Some(End::Whole) if self.table.is_none() => {
                self.fault_on(1, Cause::Syntax("the table is empty, without a header".into()));
                return false;
            }
            Some(End::WideRow { line }) => {
                let limit = format!("{} cells", thousands(self.limits.columns));
                self.fault_on(*line, Cause::TooLarge { what: "the row", limit });
                return false;
            }
            Some(End::LongRow { line }) => *line,
            Some(End::TooLarge) => 1,
            #[cfg(any(feature = "excel", feature = "parquet"))]
            Some(End::Broken { line, why }) => {
                self.fault_on(*line, Cause::Syntax(why.clone()));
                return false;
            }
            Some(End::Whole | End::Failed(_)) => return false,
        };
        let limit = format!("{} bytes", self.limits.table);
        self.fault_on(line, Cause::TooLarge { what: "the table", limit });
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
                    return self.fault(header, cause, None);
                }
            }
        }
        let keyed = self.keyed(&ours);
        let mut table = JoinedTable {
            file: self.file,
            key: ours,
            told: Vec::new(),
            rows: FxHashMap::default(),
            wholes: FxHashMap::default(),
            absent: RefCell::default(),
        };
        for Joined { what, columns } in told {
            let what = match what {
                Told::Thing(Thing::Keyed, what) => Told::Thing(keyed, what),
                what => what,
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
            return self.fault(header, Cause::Slip { problem, fix }, None);
        }
        self.table = Some((table, theirs));
    }

    fn is_ready_made(&self) -> bool {
        self.join.key.is_empty()
    }

    /// The key and what is told: what somebody says, a ready-made mapping, the names of columns.
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
            self.fault(header, Cause::Slip { problem, fix }, None);
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

    /// Where a part of the key is in the first table.
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

    /// Whether a row can be read; reports it where it cannot.
    fn is_sound(&mut self, row: Row) -> bool {
        if row.len() != self.width {
            let cause = Cause::RaggedRow {
                expected: self.width,
                found: row.len(),
                reason: RaggedReason::Unknown,
            };
            self.fault(row, cause, None);
            return false;
        }
        let Some((_, key)) = &self.table else { return false };
        let is_used = |column: &usize| {
            key.contains(column) || self.columns.iter().any(|columns| columns.contains(column))
        };
        let flaws = row.flaws().filter(|(column, _)| is_used(column));
        let flaws = flaws.map(|(column, cause)| (column, cause.clone())).collect::<Vec<_>>();
        let is_sound = flaws.is_empty();
        for (column, cause) in flaws {
            self.fault(row, cause, Some(column));
        }
        is_sound
    }

    fn row(&mut self, row: Row) {
        if !self.is_sound(row) {
            return;
        }
        let Some((table, key)) = &mut self.table else { return };
        let parts = key.iter().filter_map(|column| row.get(*column)).map(trimmed);
        let parts = parts.collect::<Vec<_>>();
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
                return self.builder.leave_out(self.file, what, key);
            }
        }
        self.check(row, &key);
    }

    /// Reports what a stance could not have.
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
            let limit = self.limits.field_length;
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
            self.fault(row, cause, cell);
        }
    }

    fn unknown(&mut self, header: Row, name: &str, names: &[String]) {
        let known = names.iter().map(String::as_str).collect::<Vec<_>>();
        self.fault(header, unknown_column(name, &known), None);
    }

    fn fault(&mut self, row: Row, cause: Cause, cell: Option<usize>) {
        let place = match cell.and_then(|cell| row.place(cell)) {
            Some(CellPlace { line, column, length }) => {
                Place { file: self.file, line, column, length }
            }
            None => Place { file: self.file, line: row.line(), column: 0, length: 0 },
        };
        self.builder.remember(place, || row.excerpt(place.line, place.column));
        self.builder.fault(cause, Some(place));
    }

    fn fault_on(&mut self, line: u32, cause: Cause) {
        let place = Place { file: self.file, line, column: 0, length: 0 };
        self.builder.fault(cause, Some(place));
    }
}
