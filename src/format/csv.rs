//! CSV, for spreadsheets.
//!
//! A row is a stance. Where a column `record` says so, it is an actor, an issue, a source, a
//! label or the whole graph, so that one table carries the whole model.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use csv::{StringRecord, Terminator, WriterBuilder};

use super::canonical::sorted;
use super::limit::Limits;
use super::mapping::{From, Mapping, Meaning};
use super::rows::{Batch, Broken, Why, for_each_batch};
use crate::error::{Cause, Error, FileId, Place, nearest};
use crate::graph::{Builder, RowPlaces, StanceGraph, StanceRow};
use crate::model::{
    Actor, ActorId, Attributes, Date, Document, IdError, Issue, IssueId, LabelMeaning, Position,
    Source, SourceId, StanceId, Strength, trimmed,
};

macro_rules! fields {
    ($count:literal: $($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A column of our own tables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Field {
            $($variant,)*
        }

        impl Field {
            const ALL: [Self; $count] = [$(Self::$variant,)*];

            pub(super) fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

fields! { 28:
    Record = "record",
    Id = "id",
    Actor = "actor",
    Speaker = "speaker",
    Label = "label",
    Issue = "issue",
    Toward = "toward",
    Position = "position",
    Strength = "strength",
    Date = "date",
    Until = "until",
    Source = "source",
    Locator = "locator",
    Quote = "quote",
    Note = "note",
    Coder = "coder",
    Grade = "grade",
    Name = "name",
    Kind = "kind",
    Aliases = "aliases",
    PartOf = "part-of",
    Description = "description",
    Attributes = "attributes",
    Title = "title",
    Publisher = "publisher",
    Url = "url",
    Archived = "archived",
    Text = "text",
}

impl Field {
    /// The fields of a stance.
    pub(super) const STANCE: [Self; 16] = [
        Self::Id,
        Self::Actor,
        Self::Speaker,
        Self::Label,
        Self::Issue,
        Self::Toward,
        Self::Position,
        Self::Strength,
        Self::Date,
        Self::Until,
        Self::Source,
        Self::Locator,
        Self::Quote,
        Self::Note,
        Self::Coder,
        Self::Grade,
    ];

    /// The fields of a record.
    fn of(record: Record) -> &'static [Self] {
        match record {
            Record::Stance => &Self::STANCE,
            Record::Actor => {
                &[Self::Id, Self::Name, Self::Kind, Self::Aliases, Self::PartOf, Self::Attributes]
            }
            Record::Issue => {
                &[Self::Id, Self::Name, Self::Description, Self::Aliases, Self::Attributes]
            }
            Record::Source => &[
                Self::Id,
                Self::Date,
                Self::Title,
                Self::Publisher,
                Self::Url,
                Self::Archived,
                Self::Text,
            ],
            Record::Label => &[Self::Label, Self::Position, Self::Strength],
            Record::Graph => &[Self::Title, Self::Description],
        }
    }

    /// Whether blanks around it mean something.
    fn is_free_text(self) -> bool {
        matches!(
            self,
            Self::Locator
                | Self::Quote
                | Self::Note
                | Self::Coder
                | Self::Grade
                | Self::Name
                | Self::Kind
                | Self::Description
                | Self::Title
                | Self::Publisher
                | Self::Url
                | Self::Archived
                | Self::Text
        )
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Record {
    Stance,
    Actor,
    Issue,
    Source,
    Label,
    Graph,
}

impl Record {
    const ALL: [Self; 6] =
        [Self::Stance, Self::Actor, Self::Issue, Self::Source, Self::Label, Self::Graph];

    fn as_str(self) -> &'static str {
        match self {
            Self::Stance => "stance",
            Self::Actor => "actor",
            Self::Issue => "issue",
            Self::Source => "source",
            Self::Label => "label",
            Self::Graph => "graph",
        }
    }

    /// With its article.
    fn within(self) -> &'static str {
        match self {
            Self::Stance => "a stance",
            Self::Actor => "an actor",
            Self::Issue => "an issue",
            Self::Source => "a source",
            Self::Label => "a label",
            Self::Graph => "the graph",
        }
    }
}

/// The column of each field.
type Places = [Option<usize>; Field::ALL.len()];

/// Where the fields of a row are.
struct Columns<'m> {
    at: Places,
    /// The fields that have a column.
    used: Vec<(Field, usize)>,
    /// Whether rows can be something else than stances.
    is_mixed: bool,
    /// Columns without a name, which have to be empty.
    nameless: Vec<usize>,
    constants: Vec<(Field, &'m str)>,
    missing: &'m [String],
    header: StringRecord,
}

/// The text of each field of a row.
type Texts<'r> = [Option<&'r str>; Field::ALL.len()];

impl<'m> Columns<'m> {
    fn texts<'r>(&'r self, row: &'r StringRecord) -> Texts<'r>
    where
        'm: 'r,
    {
        let mut texts = [None; Field::ALL.len()];
        for (field, column) in &self.used {
            texts[*field as usize] = row.get(*column).and_then(|cell| self.text(*field, cell));
        }
        for (field, text) in &self.constants {
            texts[*field as usize] = Some(*text);
        }
        texts
    }

    fn text<'r>(&self, field: Field, cell: &'r str) -> Option<&'r str> {
        let text = if field.is_free_text() { cell } else { trimmed(cell) };
        let is_given = !text.is_empty() && (field == Field::Position || !self.is_missing(text));
        is_given.then_some(text)
    }

    fn is_missing(&self, text: &str) -> bool {
        self.missing.iter().any(|missing| missing == text)
    }

    fn name(&self, field: Field) -> &str {
        let column = self.at[field as usize].and_then(|column| self.header.get(column));
        column.unwrap_or(field.as_str())
    }
}

/// So many cells of the greatest length are as much as a row may be.
const CELLS_IN_A_ROW: usize = 32;

/// Reads a table into a builder, row by row.
pub(super) fn read(
    builder: &mut Builder,
    file: FileId,
    input: impl Read + Send,
    mapping: Option<&Mapping>,
    limits: &Limits,
) -> Result<(), Error> {
    let mut table = Table { builder, file, mapping, limits };
    let mut columns = None;
    let mut outcome = Ok(());
    let longest = limits.field_length.saturating_mul(CELLS_IN_A_ROW);
    for_each_batch(input.take(limits.table.saturating_add(1)), longest, |batch| {
        let wants_more = table.batch(batch, &mut columns);
        if let Some(Err(error)) = &batch.end {
            let name = table.builder.file_name(file);
            outcome = Err(Error::io(name, std::io::Error::new(error.kind(), error.to_string())));
        }
        wants_more
    });
    outcome
}

/// Where a row stands, and the text that it is in.
#[derive(Clone, Copy)]
struct At<'t> {
    batch: &'t Batch,
    line: u64,
    byte: u64,
}

impl<'t> At<'t> {
    fn of(batch: &'t Batch, row: &StringRecord) -> Self {
        let (line, byte) = row.position().map_or((1, 0), |at| (at.line(), at.byte()));
        Self { batch, line, byte }
    }

    fn place(self, file: FileId) -> Place {
        let line = u32::try_from(self.line).unwrap_or(u32::MAX);
        Place { file, line, column: 0, length: 0 }
    }
}

struct Table<'b, 'm> {
    builder: &'b mut Builder,
    file: FileId,
    mapping: Option<&'m Mapping>,
    limits: &'b Limits,
}

impl<'m> Table<'_, 'm> {
    /// Reads some rows; whether more are wanted.
    fn batch(&mut self, batch: &Batch, columns: &mut Option<Columns<'m>>) -> bool {
        for broken in &batch.broken {
            self.broken(batch, broken);
        }
        let mut rows = batch.rows();
        if columns.is_none() {
            *columns = self.header(batch);
            rows = rows.get(1..).unwrap_or_default();
        }
        let Some(columns) = columns else {
            self.builder.incomplete();
            return false;
        };
        for row in rows {
            self.row(columns, row, At::of(batch, row));
        }
        if batch.end_byte() > self.limits.table {
            let limit = format!("{} bytes", self.limits.table);
            let at = At { batch, line: 1, byte: 0 };
            self.fault(at, Cause::TooLarge { what: "the table", limit }, None);
            return false;
        }
        true
    }

    /// Reports a row that cannot be read.
    fn broken(&mut self, batch: &Batch, broken: &Broken) {
        let at = At { batch, line: broken.line, byte: broken.byte };
        match broken.why {
            Why::NotUtf8 { cell } => self.fault(at, Cause::NotUtf8, Some(cell)),
            Why::OpenQuote { offset } => {
                let line = batch.line_at(broken.byte).unwrap_or_default();
                let before = line.get(..offset).unwrap_or(&line).chars().count();
                let place = Place { column: number(before + 1), length: 1, ..at.place(self.file) };
                let wrong = "the quote that opens here is not closed at the end of its cell";
                let help = "a quote within quotes is doubled";
                self.builder.remember(place, &line);
                self.builder.fault(Cause::Syntax(format!("{wrong}; {help}")), Some(place));
            }
            Why::TooLong => {
                let longest = self.limits.field_length.saturating_mul(CELLS_IN_A_ROW);
                let limit = format!("{longest} bytes");
                self.fault(at, Cause::TooLarge { what: "a row", limit }, None);
            }
        }
    }

    /// The columns of a table's first row.
    fn header(&mut self, batch: &Batch) -> Option<Columns<'m>> {
        let Some(header) = batch.rows().first() else {
            if batch.broken.is_empty() {
                let at = At { batch, line: 1, byte: 0 };
                let cause = Cause::Syntax("the table is empty, without a header".into());
                self.fault(at, cause, None);
            }
            return None;
        };
        let at = At::of(batch, header);
        let is_first = batch.broken.first().is_none_or(|broken| broken.byte > at.byte);
        is_first.then(|| self.columns(at, header)).flatten()
    }

    fn columns(&mut self, at: At, header: &StringRecord) -> Option<Columns<'m>> {
        let mut names = header.clone();
        if let Some(first) = header.get(0).and_then(|first| first.strip_prefix('\u{feff}')) {
            let first = first.trim_matches('"');
            names = std::iter::once(first).chain(header.iter().skip(1)).collect();
        }
        names.trim();
        if let Some(separator) = other_separator(&names) {
            let wrong = format!("the columns are separated by {separator}");
            let cause = Cause::Syntax(format!("{wrong}; save the table with commas"));
            self.fault(at, cause, None);
            return None;
        }
        let (at, constants) = match self.mapping {
            Some(mapping) => self.mapped(at, &names, mapping)?,
            None => (self.named(at, &names)?, Vec::new()),
        };
        let missing = self.mapping.map_or(&[][..], |mapping| &mapping.missing);
        let used = Field::ALL.into_iter().filter_map(|field| Some((field, at[field as usize]?)));
        let used = used.collect::<Vec<_>>();
        let nameless = names.iter().enumerate().filter(|(_, name)| name.is_empty());
        let nameless = match self.mapping {
            Some(_) => Vec::new(),
            None => nameless.map(|(column, _)| column).collect(),
        };
        Some(Columns {
            at,
            is_mixed: used.iter().any(|(field, _)| !Field::STANCE.contains(field)),
            used,
            nameless,
            constants,
            missing,
            header: names,
        })
    }

    /// Columns that have the names of fields.
    fn named(&mut self, header: At, names: &StringRecord) -> Option<Places> {
        let mut at = [None; Field::ALL.len()];
        let mut is_fine = true;
        let known = Field::ALL.map(Field::as_str);
        for (column, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let cause = match Field::ALL.into_iter().find(|field| field.as_str() == name) {
                Some(field) if at[field as usize].is_none() => {
                    at[field as usize] = Some(column);
                    continue;
                }
                Some(_) => Cause::RepeatedField(name.into()),
                None => unknown_column(name, &known),
            };
            self.fault(header, cause, Some(column));
            is_fine = false;
        }
        let has_record = at[Field::Record as usize].is_some();
        if is_fine && !has_record && at[Field::Actor as usize].is_none() {
            let cause = Cause::MissingField { kind: "column", name: "actor", within: "the table" };
            self.fault(header, cause, None);
            is_fine = false;
        }
        is_fine.then_some(at)
    }

    /// Columns that a mapping names.
    fn mapped(
        &mut self,
        header: At,
        names: &StringRecord,
        mapping: &'m Mapping,
    ) -> Option<(Places, Vec<(Field, &'m str)>)> {
        let mut at = [None; Field::ALL.len()];
        let mut constants = Vec::new();
        let mut is_fine = true;
        for (field, from) in &mapping.columns {
            let name = match from {
                From::Constant(text) => {
                    constants.push((*field, text.as_str()));
                    continue;
                }
                From::Column(name) => name,
            };
            let mut columns = names.iter().enumerate().filter(|(_, known)| known == name);
            let (column, again) = (columns.next(), columns.next());
            at[*field as usize] = column.map(|(column, _)| column);
            if let Some((again, _)) = again {
                self.fault(header, Cause::RepeatedField(name.clone()), Some(again));
                is_fine = false;
            } else if column.is_none() {
                let known = names.iter().collect::<Vec<_>>();
                self.fault(header, unknown_column(name, &known), None);
                is_fine = false;
            }
        }
        is_fine.then_some((at, constants))
    }

    fn row(&mut self, columns: &Columns<'m>, row: &StringRecord, at: At) {
        if row.len() != columns.header.len() {
            if !is_blank(row) {
                let cause = Cause::RaggedRow { expected: columns.header.len(), found: row.len() };
                self.fault(at, cause, None);
            }
            return;
        }
        if row.as_slice().len() > self.limits.field_length
            && let Some(long) = row.iter().position(|cell| cell.len() > self.limits.field_length)
        {
            let limit = format!("{} bytes", self.limits.field_length);
            return self.fault(at, Cause::TooLarge { what: "a cell", limit }, Some(long));
        }
        for column in &columns.nameless {
            if row.get(*column).is_some_and(|cell| !cell.trim().is_empty()) {
                let cause = Cause::Syntax("the column of this cell has no name".into());
                return self.fault(at, cause, Some(*column));
            }
        }
        let texts = columns.texts(row);
        if texts[Field::Actor as usize].is_none() && is_blank(row) {
            return;
        }
        let mut cells = Cells { table: self, columns, texts: &texts, at, is_faulty: false };
        let Some(record) = cells.record() else { return };
        if columns.is_mixed {
            cells.check_fields(record);
        }
        match record {
            Record::Stance => cells.stance(),
            Record::Actor => cells.actor(),
            Record::Issue => cells.issue(),
            Record::Source => cells.source(),
            Record::Label => cells.label(),
            Record::Graph => cells.graph(),
        }
    }

    /// Reports a fault in a cell of a row.
    fn fault(&mut self, at: At, cause: Cause, cell: Option<usize>) {
        let text = at.batch.line_at(at.byte);
        let (column, length) = match (&text, cell) {
            (Some(text), Some(cell)) => cell_at(text, cell),
            _ => (0, 0),
        };
        let place = Place { column, length, ..at.place(self.file) };
        if let Some(text) = text {
            self.builder.remember(place, &text);
        }
        self.builder.fault(cause, Some(place));
    }
}

/// A row as spreadsheets leave them behind the last one.
fn is_blank(row: &StringRecord) -> bool {
    row.as_slice().trim().is_empty()
}

/// What separates the columns of a header that has no commas.
fn other_separator(header: &StringRecord) -> Option<&'static str> {
    let only = header.get(0).filter(|_| header.len() == 1)?;
    let separators = [(';', "semicolons"), ('\t', "tabs"), ('|', "vertical bars")];
    let found = separators.into_iter().find(|(separator, _)| only.contains(*separator));
    found.map(|(_, name)| name)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn unknown_column(name: &str, known: &[&str]) -> Cause {
    Cause::UnknownField {
        kind: "column",
        name: name.into(),
        within: "the table",
        suggestion: nearest(name, known.iter().copied()).map(str::to_owned),
        known: known.join(", "),
    }
}

/// Where a cell begins in its line, and how long it is, in characters; columns count from 1.
fn cell_at(line: &str, cell: usize) -> (u32, u32) {
    let (mut index, mut start, mut is_quoted) = (0, 0, false);
    let mut end = 0;
    for (offset, c) in line.chars().enumerate() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted && index == cell => {
                return (number(start + 1), number(offset - start));
            }
            ',' if !is_quoted => (index, start) = (index + 1, offset + 1),
            _ => {}
        }
        end = offset + 1;
    }
    if index == cell { (number(start + 1), number(end.saturating_sub(start))) } else { (0, 0) }
}

/// The cells of one row, on their way into the builder.
struct Cells<'c, 'b, 'm> {
    table: &'c mut Table<'b, 'm>,
    columns: &'c Columns<'m>,
    texts: &'c Texts<'c>,
    at: At<'c>,
    is_faulty: bool,
}

impl<'c> Cells<'c, '_, '_> {
    /// What the row is.
    fn record(&mut self) -> Option<Record> {
        let Some(name) = self.get(Field::Record) else { return Some(Record::Stance) };
        let known = Record::ALL.into_iter().find(|record| record.as_str() == name);
        if known.is_none() {
            let suggestion = nearest(name, Record::ALL.map(Record::as_str)).map(str::to_owned);
            let cause = Cause::Unknown { what: "record", name: name.into(), suggestion };
            self.fault(cause, Field::Record);
        }
        known
    }

    /// Reports cells that a record does not have: nobody would read them.
    fn check_fields(&mut self, record: Record) {
        let fields = Field::of(record);
        for (field, _) in &self.columns.used {
            let is_known = *field == Field::Record || fields.contains(field);
            if !is_known && self.get(*field).is_some() {
                let cause = Cause::UnknownField {
                    kind: "cell",
                    name: field.as_str().into(),
                    within: record.within(),
                    suggestion: None,
                    known: fields.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(", "),
                };
                self.fault(cause, *field);
            }
        }
    }

    fn get(&self, field: Field) -> Option<&'c str> {
        self.texts[field as usize]
    }

    fn owned(&self, field: Field) -> Option<String> {
        self.get(field).map(str::to_owned)
    }

    fn fault(&mut self, cause: Cause, field: Field) {
        self.is_faulty = true;
        let column = self.columns.at[field as usize];
        self.table.fault(self.at, cause, column);
    }

    fn place(&self) -> Place {
        self.at.place(self.table.file)
    }

    fn name(&self, field: Field) -> String {
        self.columns.name(field).to_owned()
    }

    /// Reports a cell that has to be there, unless it is and is faulty.
    fn missing(&mut self, name: &'static str, within: &'static str) {
        if std::mem::replace(&mut self.is_faulty, true) {
            return;
        }
        let cause = Cause::MissingField { kind: "cell", name, within };
        self.table.fault(self.at, cause, None);
    }

    fn date(&mut self, field: Field) -> Option<Date> {
        let text = self.get(field)?;
        let date = text.parse();
        if date.is_err() {
            let text = text.chars().take(80).collect();
            self.fault(Cause::InvalidDate { field: self.name(field), text }, field);
        }
        date.ok()
    }

    fn strength(&mut self) -> Option<Strength> {
        let text = self.get(Field::Strength)?;
        let strength = text.parse().ok().and_then(|number| Strength::new(number).ok());
        if strength.is_none() {
            self.fault(Cause::InvalidStrength(text.into()), Field::Strength);
        }
        strength
    }

    fn id<I: std::str::FromStr<Err = IdError>>(&mut self, field: Field) -> Option<I> {
        match self.get(field)?.parse() {
            Ok(id) => Some(id),
            Err(error) => {
                self.fault(Cause::InvalidId { field: self.name(field), error }, field);
                None
            }
        }
    }

    /// What the position cell means; `None` where the row has none.
    fn meaning(&mut self) -> Option<Meaning> {
        match self.table.mapping {
            Some(mapping) => self.mapped(mapping),
            None => self.plain(),
        }
    }

    fn plain(&mut self) -> Option<Meaning> {
        let word = self.get(Field::Position)?;
        let position = word.parse().ok();
        if position.is_none() {
            let suggestion = nearest(word, Position::ALL.map(Position::as_str)).map(str::to_owned);
            let cause = Cause::UnknownPosition { name: word.into(), suggestion };
            self.fault(cause, Field::Position);
        }
        position.map(Meaning::Position)
    }

    /// An empty cell means what the mapping says of it, and else leaves it to the label.
    fn mapped(&mut self, mapping: &Mapping) -> Option<Meaning> {
        let value = self.get(Field::Position).unwrap_or_default();
        let meaning = mapping.meaning(value);
        let is_missing = value.is_empty() || self.columns.is_missing(value);
        if meaning.is_some() || is_missing && self.get(Field::Label).is_some() {
            return meaning;
        }
        if is_missing && self.columns.at[Field::Position as usize].is_none() {
            return None;
        }
        let column = self.name(Field::Position);
        self.fault(Cause::UnmappedValue { column, value: value.into() }, Field::Position);
        None
    }

    fn position(&mut self) -> Option<Position> {
        match self.meaning()? {
            Meaning::Position(position) => Some(position),
            Meaning::Skip => None,
        }
    }

    fn stance(mut self) {
        let meaning = self.meaning();
        if meaning == Some(Meaning::Skip) {
            return;
        }
        let position = match meaning {
            Some(Meaning::Position(position)) => Some(position),
            _ => None,
        };
        let id = self.id::<StanceId>(Field::Id);
        let (strength, date, until) =
            (self.strength(), self.date(Field::Date), self.date(Field::Until));
        let Some(actor) = self.get(Field::Actor) else {
            return self.missing("actor", "the stance");
        };
        let row = StanceRow {
            id: id.as_ref(),
            actor,
            speaker: self.get(Field::Speaker),
            label: self.get(Field::Label),
            issue: self.get(Field::Issue),
            toward: self.get(Field::Toward),
            position,
            strength,
            date,
            until,
            source: self.get(Field::Source),
            locator: self.get(Field::Locator),
            quote: self.get(Field::Quote),
            note: self.get(Field::Note),
            coder: self.get(Field::Coder),
            grade: self.get(Field::Grade),
            place: Some(self.place()),
            places: RowPlaces::default(),
        };
        if !self.is_faulty {
            let known = self.table.builder.fault_count();
            self.table.builder.row(&row);
            if self.table.builder.fault_count() > known {
                self.locate();
            }
        }
    }

    /// Says in which cells the faults are that the builder found in this row.
    fn locate(&mut self) {
        const NAMES: [Field; 6] = [
            Field::Label,
            Field::Actor,
            Field::Speaker,
            Field::Issue,
            Field::Toward,
            Field::Source,
        ];
        let Some(line) = self.at.batch.line_at(self.at.byte) else { return };
        let row = self.place();
        self.table.builder.remember(row, &line);
        let (columns, texts) = (self.columns, self.texts);
        self.table.builder.locate(row, |name| {
            let named = |field: &Field| texts[*field as usize].is_some_and(|text| text == name);
            let column = columns.at[NAMES.into_iter().find(named)? as usize]?;
            let (column, length) = cell_at(&line, column);
            Some(Place { column, length, ..row })
        });
    }

    fn actor(mut self) {
        let Some(id) = self.id::<ActorId>(Field::Id) else {
            return self.missing("id", "the actor");
        };
        let actor = Actor {
            id,
            name: self.owned(Field::Name),
            kind: self.owned(Field::Kind),
            aliases: aliases(self.get(Field::Aliases)),
            part_of: self.id(Field::PartOf),
            attributes: self.attributes(),
        };
        let place = Some(self.place());
        self.table.builder.actor_at(actor, place, place);
    }

    fn issue(mut self) {
        let Some(id) = self.id::<IssueId>(Field::Id) else {
            return self.missing("id", "the issue");
        };
        let issue = Issue {
            id,
            name: self.owned(Field::Name),
            description: self.owned(Field::Description),
            aliases: aliases(self.get(Field::Aliases)),
            attributes: self.attributes(),
        };
        let place = Some(self.place());
        self.table.builder.issue_at(issue, place);
    }

    fn source(mut self) {
        let Some(id) = self.id::<SourceId>(Field::Id) else {
            return self.missing("id", "the source");
        };
        let source = Source {
            id,
            title: self.owned(Field::Title),
            publisher: self.owned(Field::Publisher),
            date: self.date(Field::Date),
            url: self.owned(Field::Url),
            archived: self.owned(Field::Archived),
            text: self.owned(Field::Text),
        };
        let place = Some(self.place());
        self.table.builder.source_at(source, place);
    }

    fn label(mut self) {
        let Some(label) = self.get(Field::Label) else { return self.missing("label", "the label") };
        let strength = self.strength().unwrap_or_default();
        match self.position() {
            Some(position) => {
                let (meaning, place) = (LabelMeaning { position, strength }, self.place());
                self.table.builder.label_at(label, meaning, Some(place));
            }
            None if !self.is_faulty => self.missing("position", "the label"),
            None => {}
        }
    }

    fn graph(self) {
        if let Some(title) = self.get(Field::Title) {
            self.table.builder.title(title);
        }
        if let Some(description) = self.get(Field::Description) {
            self.table.builder.description(description);
        }
    }

    /// Attributes are JSON in their cell.
    fn attributes(&mut self) -> Attributes {
        let Some(text) = self.get(Field::Attributes) else { return Attributes::new() };
        match serde_json::from_str(text) {
            Ok(attributes) => attributes,
            Err(error) => {
                let form = "attributes are written {\"name\": value}";
                self.fault(Cause::Syntax(format!("{form}: {error}")), Field::Attributes);
                Attributes::new()
            }
        }
    }
}

/// `a; b\;c` is "a" and "b;c".
fn aliases(cell: Option<&str>) -> Vec<String> {
    let mut aliases = vec![String::new()];
    let mut letters = cell.unwrap_or_default().chars();
    while let Some(c) = letters.next() {
        let last = aliases.last_mut().expect("there is always one");
        match c {
            '\\' => last.extend(letters.next()),
            ';' => aliases.push(String::new()),
            c => last.push(c),
        }
    }
    let trimmed = aliases.iter().map(|alias| alias.trim().to_owned());
    trimmed.filter(|alias| !alias.is_empty()).collect()
}

fn joined(aliases: &[String]) -> String {
    let escaped = aliases.iter().map(|alias| alias.replace('\\', "\\\\").replace(';', "\\;"));
    escaped.collect::<Vec<_>>().join("; ")
}

type Cell = (Field, String);

/// Writes the canonical form: a table of stances alone where there is nothing else to say.
///
/// The position is always written out, for those who read the table without the lexicon.
pub(super) fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let mut document = graph.document();
    for (written, stance) in document.stances.iter_mut().zip(graph.stances()) {
        written.position = Some(stance.position());
    }
    let document = sorted(document);
    let mut rows = declarations(&document);
    rows.extend(document.stances.iter().map(stance_cells));
    let columns = Field::ALL.into_iter().filter(|field| {
        let is_needed = matches!(field, Field::Actor | Field::Label);
        is_needed || rows.iter().any(|row| row.iter().any(|(known, _)| known == field))
    });
    let columns = columns.collect::<Vec<_>>();
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(out);
    writer.write_record(columns.iter().map(|field| field.as_str()))?;
    for row in rows {
        let mut row = row.into_iter().collect::<BTreeMap<_, _>>();
        writer.write_record(columns.iter().map(|field| row.remove(field).unwrap_or_default()))?;
    }
    writer.flush()
}

/// Rows for everything that is more than a name in a stance.
fn declarations(document: &Document) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut add = |record: &str, cells: Vec<Option<Cell>>| {
        let mut row = vec![(Field::Record, record.to_owned())];
        row.extend(cells.into_iter().flatten());
        rows.push(row);
    };
    if document.title.is_some() || document.description.is_some() {
        let title = text(Field::Title, document.title.as_deref());
        add("graph", vec![title, text(Field::Description, document.description.as_deref())]);
    }
    let is_named = Named::of(document);
    for (id, actor) in &document.actors {
        let is_bare = *actor == Actor::new(id.clone());
        if !is_bare || !is_named.actors.contains(id) {
            add("actor", actor_cells(actor));
        }
    }
    for (id, issue) in &document.issues {
        if *issue != Issue::new(id.clone()) || !is_named.issues.contains(id) {
            add("issue", issue_cells(issue));
        }
    }
    for (id, source) in &document.sources {
        if *source != Source::new(id.clone()) || !is_named.sources.contains(id) {
            add("source", source_cells(source));
        }
    }
    for (label, meaning) in &document.labels {
        let strength = Some(meaning.strength).filter(|strength| !strength.is_full());
        let cells = vec![
            text(Field::Label, Some(label)),
            text(Field::Position, Some(meaning.position.as_str())),
            strength.map(|strength| (Field::Strength, strength.get().to_string())),
        ];
        add("label", cells);
    }
    rows
}

/// The names that stances use, and that need no row of their own.
struct Named<'d> {
    actors: std::collections::HashSet<&'d ActorId>,
    issues: std::collections::HashSet<&'d IssueId>,
    sources: std::collections::HashSet<&'d SourceId>,
}

impl<'d> Named<'d> {
    fn of(document: &'d Document) -> Self {
        let stances = &document.stances;
        let actors = stances.iter().flat_map(|stance| {
            [Some(&stance.actor), stance.speaker.as_ref(), stance.toward.as_ref()]
        });
        Self {
            actors: actors.flatten().collect(),
            issues: stances.iter().filter_map(|stance| stance.issue.as_ref()).collect(),
            sources: stances.iter().filter_map(|stance| stance.source.as_ref()).collect(),
        }
    }
}

fn text(field: Field, text: Option<&str>) -> Option<Cell> {
    text.map(|text| (field, text.to_owned()))
}

fn attributes(attributes: &Attributes) -> Option<Cell> {
    let json = serde_json::to_string(attributes).expect("attributes are JSON");
    (!attributes.is_empty()).then_some((Field::Attributes, json))
}

fn actor_cells(actor: &Actor) -> Vec<Option<Cell>> {
    vec![
        text(Field::Id, Some(actor.id.as_str())),
        text(Field::Name, actor.name.as_deref()),
        text(Field::Kind, actor.kind.as_deref()),
        (!actor.aliases.is_empty()).then(|| (Field::Aliases, joined(&actor.aliases))),
        text(Field::PartOf, actor.part_of.as_ref().map(AsRef::as_ref)),
        attributes(&actor.attributes),
    ]
}

fn issue_cells(issue: &Issue) -> Vec<Option<Cell>> {
    vec![
        text(Field::Id, Some(issue.id.as_str())),
        text(Field::Name, issue.name.as_deref()),
        (!issue.aliases.is_empty()).then(|| (Field::Aliases, joined(&issue.aliases))),
        text(Field::Description, issue.description.as_deref()),
        attributes(&issue.attributes),
    ]
}

fn source_cells(source: &Source) -> Vec<Option<Cell>> {
    vec![
        text(Field::Id, Some(source.id.as_str())),
        source.date.map(|date| (Field::Date, date.to_string())),
        text(Field::Title, source.title.as_deref()),
        text(Field::Publisher, source.publisher.as_deref()),
        text(Field::Url, source.url.as_deref()),
        text(Field::Archived, source.archived.as_deref()),
        text(Field::Text, source.text.as_deref()),
    ]
}

fn stance_cells(stance: &crate::model::Stance) -> Vec<Cell> {
    let cells = [
        text(Field::Id, stance.id.as_ref().map(AsRef::as_ref)),
        text(Field::Actor, Some(stance.actor.as_str())),
        text(Field::Speaker, stance.speaker.as_ref().map(AsRef::as_ref)),
        text(Field::Label, stance.label.as_deref()),
        text(Field::Issue, stance.issue.as_ref().map(AsRef::as_ref)),
        text(Field::Toward, stance.toward.as_ref().map(AsRef::as_ref)),
        text(Field::Position, stance.position.map(Position::as_str)),
        stance.strength.map(|strength| (Field::Strength, strength.get().to_string())),
        stance.date.map(|date| (Field::Date, date.to_string())),
        stance.until.map(|until| (Field::Until, until.to_string())),
        text(Field::Source, stance.source.as_ref().map(AsRef::as_ref)),
        text(Field::Locator, stance.locator.as_deref()),
        text(Field::Quote, stance.quote.as_deref()),
        text(Field::Note, stance.note.as_deref()),
        text(Field::Coder, stance.coder.as_deref()),
        text(Field::Grade, stance.grade.as_deref()),
    ];
    cells.into_iter().flatten().collect()
}
