//! The rows of a table on their way into the builder, wherever they come from.
//!
//! A row is a stance. Where a column `record` says so, it is an actor, an issue, a source, a
//! label or the whole graph, so that one table carries the whole model.

use std::cell::OnceCell;
use std::io;

use rustc_hash::FxHashSet;

use super::edge_list::{self, Weighted};
use super::field::Field;
use super::joined::{self, First};
use super::known::Known;
use super::list::{self, List};
use super::mapping::{From, Mapping, Meaning, Wide, directive, whole};
use super::number::with_point;
use super::rows::{BLANKS, Batch, CellPlace, End, Row};
use super::shape::{self, Shape, Template};
use crate::error::{
    Cause, Error, FileId, Notation, Place, RaggedReason, Remedy, Request, nearest,
    nearest_position, thousands,
};
use crate::format::dates::{self, DateForm, Dates, Found};
use crate::format::document::exact;
use crate::format::graphs::network;
use crate::format::json;
use crate::format::limit::Limits;
use crate::format::sniff;
use crate::format::tree::{Node, Value};
use crate::graph::{Builder, RowPlaces, StanceRow};
use crate::model::{
    Actor, ActorId, Attribute, Attributes, CodedRange, Date, IdError, Issue, IssueId, LabelMeaning,
    Position, Source, SourceId, StanceId, Strength, Weight, trimmed,
};

/// What stderr calls the columns that a mapping does not mention.
const UNREAD: &str = "columns of which nothing is said";

/// How many lines above the header may say how a table is read.
const MOST_HEADS: usize = 1_000;

/// What it calls the numbers that R and pandas write before each row.
const NUMBERS: &str = "columns without a name, of row numbers";

/// What is said of lines that look like comments, and may be none.
const TAKEN_FOR_COMMENTS: &str =
    "lines that begin with # or %, taken for comments (below a header they would be edges)";

/// How much of a line is shown.
const SHOWN: usize = 60;

/// The column of each field.
type Places = [Option<usize>; Field::ALL.len()];

/// Where the fields of a row are.
pub(super) struct Columns<'m> {
    at: Places,
    /// The fields that have a column.
    pub(super) used: Vec<(Field, usize)>,
    /// Columns without a name, which have to be empty.
    nameless: Vec<usize>,
    constants: Vec<(Field, &'m str)>,
    missing: &'m [String],
    pub(super) header: Vec<String>,
    /// What else makes a stance of a row, where something does.
    shape: Option<Shape<'m>>,
    /// Whether there are columns that a stance does not have.
    has_more: bool,
    /// Whether whole numbers that are written with a point are those without it.
    has_whole_numbers: bool,
}

/// What the columns of a header are.
#[derive(Default)]
struct Mapped<'m> {
    at: Places,
    constants: Vec<(Field, &'m str)>,
    composed: Vec<(Field, Template)>,
    /// Whether all columns are read.
    is_whole: bool,
}

/// The text of each field of a row.
pub(super) type Texts<'r> = [Option<&'r str>; Field::ALL.len()];

impl<'m> Columns<'m> {
    /// The texts that all rows share.
    fn shared(&self) -> Texts<'m> {
        let mut texts = [None; Field::ALL.len()];
        for (field, text) in &self.constants {
            texts[*field as usize] = Some(*text);
        }
        texts
    }

    /// Whether it is a matrix in which one of those that it is of has no name, as its corner has none.
    pub(super) fn is_of_nameless(&self) -> bool {
        let is_wide = self.shape.as_ref().is_some_and(|shape| shape.wide.is_some());
        is_wide && self.header.first().is_some_and(String::is_empty)
    }

    /// Whether a row is what its cells say, and nothing beside.
    pub(super) fn is_plain(&self) -> bool {
        self.shape.is_none() && self.nameless.is_empty() && self.constants.is_empty()
    }

    #[inline]
    fn read<'r>(&self, row: Row<'r>, texts: &mut Texts<'r>) {
        for (field, column) in &self.used {
            texts[*field as usize] = row.get(*column).and_then(|cell| self.text(*field, cell));
        }
    }

    #[inline]
    pub(super) fn text<'r>(&self, field: Field, cell: &'r str) -> Option<&'r str> {
        let text = if field.is_free_text() { cell } else { trimmed(cell) };
        let text = if self.has_whole_numbers { whole(text).unwrap_or(text) } else { text };
        let is_missing = text.is_empty() || self.missing.iter().any(|missing| missing == text);
        (!is_missing).then_some(text)
    }
}

/// Reads rows into a builder: `give` hands them over, batch by batch, the header first, until
/// nobody wants more.
pub fn read(
    builder: &mut Builder,
    file: FileId,
    mapping: Option<&Mapping>,
    limits: &Limits,
    give: impl FnOnce(&mut dyn FnMut(&Batch) -> bool),
) -> Result<(), Error> {
    let known_faults = builder.fault_count();
    let own = OnceCell::new();
    let (own, head, failure) = (&own, Mapping::default(), None);
    let (edges, has_numbers, known) = (None, false, None);
    let sizes = Sizes { first: builder.row_count(), ..Sizes::default() };
    let mut table = Table {
        builder,
        file,
        mapping,
        own,
        head,
        heads: 0,
        limits,
        known_faults,
        failure,
        edges,
        has_numbers,
        known,
        sizes,
        open_dates: OpenDates::default(),
        dates: Dates::default(),
        skipped: 0,
    };
    let mut columns = None;
    let mut outcome = Ok(());
    give(&mut |batch| {
        let wants_more = table.batch(batch, &mut columns);
        if let Some(end) = &batch.end {
            outcome = table.end(end);
        }
        wants_more
    });
    if let Some(edges) = table.edges.take().filter(|_| outcome.is_ok()) {
        if let Some(column) = edges.direction() {
            let what = "column that says whether edges are directed";
            table.builder.pass_over(file, what, column);
        }
        let sign = mapping.and_then(|mapping| mapping.sign.as_deref());
        edges.network().build_by(sign, mapping, file, table.builder);
    }
    if outcome.is_ok() {
        table.settle_skipped();
        table.settle_sizes();
        table.settle_dates();
    }
    match table.failure.take() {
        Some(failure) => Err(failure),
        None => outcome,
    }
}

pub(super) struct Table<'b, 'm> {
    pub(super) builder: &'b mut Builder,
    pub(super) file: FileId,
    pub(super) mapping: Option<&'m Mapping>,
    /// How the table is read where it says so itself.
    own: &'m OnceCell<Mapping>,
    /// What was said above the header.
    head: Mapping,
    /// How many lines said so.
    heads: usize,
    limits: &'b Limits,
    /// How many faults the builder has heard of.
    known_faults: usize,
    /// Why a second table could not be read.
    failure: Option<Error>,
    /// The edges of a list whose signs are in numbers.
    edges: Option<Weighted>,
    /// Whether its rows are numbered in a column without a name.
    has_numbers: bool,
    /// What values out of dictionaries came to.
    known: Option<Known>,
    /// How large the signs of a list of edges are.
    sizes: Sizes,
    /// Dates that may be two days.
    open_dates: OpenDates,
    /// Dates that were read before.
    dates: Dates,
    /// How many rows are no stance, as is said of their values.
    skipped: usize,
}

/// How large the numbers are that are signs, stance by stance.
#[derive(Default)]
struct Sizes {
    /// How many stances there were before.
    first: usize,
    /// How many are 1, before the first that is not.
    ones: usize,
    /// All of them, from the first that is not 1 on; what is no number has none.
    all: Vec<f64>,
    /// Whether one of them is negative, or a sign without a number.
    has_sign: bool,
    /// Where the first stands.
    place: Option<Place>,
}

impl Sizes {
    fn add(&mut self, size: f64) {
        if self.all.is_empty() && size.total_cmp(&1.0).is_eq() {
            self.ones += 1;
            return;
        }
        if self.all.is_empty() {
            self.all = vec![1.0; self.ones];
        }
        self.all.push(size);
    }
}

/// The dates of a table that may be two days, until a column says how its dates are written.
#[derive(Default)]
struct OpenDates {
    /// The forms that columns prove.
    proven: [Vec<DateForm>; 2],
    open: Vec<OpenDate>,
}

/// A date that may be two days.
#[derive(Clone)]
struct OpenDate {
    field: Field,
    text: String,
    dmy: Date,
    mdy: Date,
    place: Place,
    /// How many stances there were before its own.
    stance: usize,
}

/// The column of a date among the two that there are.
fn number_of_date(field: Field) -> usize {
    usize::from(field == Field::Until)
}

impl<'m> Table<'_, 'm> {
    /// Reads some rows; whether more are wanted.
    fn batch(&mut self, batch: &Batch, columns: &mut Option<Columns<'m>>) -> bool {
        if self.builder.is_full() {
            return false;
        }
        let mut rows = batch.rows().peekable();
        if columns.is_none() && self.edges.is_none() {
            while rows.next_if(|row| self.is_above(*row)).is_some() {}
            if self.heads > MOST_HEADS {
                self.builder.incomplete();
                return false;
            }
            let Some(header) = rows.peek().copied() else {
                if matches!(batch.end, Some(End::Whole)) {
                    self.fault_on(1, Cause::Syntax("the table is empty, without a header".into()));
                }
                return batch.end.is_none();
            };
            // Without a header, the first row is a stance like all.
            if !self.has_no_header() {
                rows.next();
            }
            if self.is_sound(batch, header) {
                self.edges = self.weighted(header, batch);
                *columns = if self.edges.is_none() { self.columns(header) } else { None };
                let columns = columns.as_ref().filter(|_| !self.is_edge_list());
                self.known = columns.and_then(Known::of);
            }
        }
        if let Some(mut edges) = self.edges.take() {
            let says = |row: &Row| row.iter().any(|cell| !cell.trim().is_empty());
            for row in rows.filter(says) {
                if !self.is_passed_over(row) && self.is_sound(batch, row) {
                    self.edge(row, &mut edges);
                }
            }
            self.edges = Some(edges);
            return true;
        }
        let Some(columns) = columns else {
            self.builder.incomplete();
            return false;
        };
        if let Some(mut known) = self.known.take() {
            if known.begin(batch) {
                self.known_rows(columns, rows, &mut known);
                self.known = Some(known);
                return true;
            }
            self.known = Some(known);
        }
        let mut texts = columns.shared();
        for row in rows {
            let is_fine = batch.is_flawless() || self.is_flawless(columns, row);
            if is_fine && !self.is_passed_over(row) && self.is_sound(batch, row) {
                self.row(columns, row, &mut texts);
            }
        }
        true
    }

    /// Reads rows of which the values may be known, and those that are not text by text.
    fn known_rows<'r>(
        &mut self,
        columns: &Columns<'m>,
        rows: impl Iterator<Item = Row<'r>>,
        known: &mut Known,
    ) {
        let mut texts = columns.shared();
        for row in rows {
            if known.read(self, columns, row) {
                continue;
            }
            let (stances, faults) = (self.builder.row_count(), self.builder.fault_count());
            self.row(columns, row, &mut texts);
            let is_stance = self.builder.row_count() == stances + 1;
            if is_stance && self.builder.fault_count() == faults {
                known.learn(self, columns, row);
            }
        }
    }

    /// What its beginning shows, where it is a list of edges.
    fn list(&self) -> Option<&'m List> {
        self.mapping?.list.as_ref()
    }

    /// Whether its first row is no header.
    fn has_no_header(&self) -> bool {
        self.mapping.is_some_and(|mapping| {
            mapping.has_no_header || mapping.list.as_ref().is_some_and(|list| list.names.is_some())
        })
    }

    /// What its columns are called.
    fn names(&self, first: Row) -> Vec<String> {
        match self.list().and_then(|list| list.names.as_ref()) {
            Some(names) => names.clone(),
            None if self.has_no_header() => {
                list::names(&[first.iter().map(str::trim).collect::<Vec<_>>()])
            }
            None => first.iter().map(|name| name.trim().to_owned()).collect(),
        }
    }

    /// Whether a row of a list of edges is a comment.
    fn is_comment(&self, row: Row) -> bool {
        let is_mark = |cell: &str| cell.trim_start().starts_with(['#', '%']);
        self.list().is_some() && row.get(0).is_some_and(is_mark)
    }

    /// Whether a row stands above the first of all: what says how the table is read, or a comment.
    fn is_above(&mut self, row: Row) -> bool {
        if self.head(row) {
            let what = "lines that say how the table is read";
            self.builder.pass_over(self.file, what, self.shown(row));
            return true;
        }
        if self.is_comment(row) {
            self.comment(row, is_like_edge(row));
            return true;
        }
        false
    }

    /// Whether a row says nothing in a list without a header. A comment below the first edge may be an edge of a
    /// name with a mark before it.
    fn is_passed_over(&mut self, row: Row) -> bool {
        if !self.has_no_header() {
            return false;
        }
        if self.is_comment(row) {
            self.comment(row, true);
            return true;
        }
        row.len() == 0
    }

    /// A line as it is shown.
    fn shown(&self, row: Row) -> String {
        let line = match self.list() {
            Some(list) if list.delimiter == BLANKS => row.iter().collect::<Vec<_>>().join(" "),
            _ => row.joined(),
        };
        line.chars().take(SHOWN).collect()
    }

    fn comment(&mut self, row: Row, is_told: bool) {
        if is_told {
            let line = format!("line {}: {}", row.line(), self.shown(row));
            self.builder.leave_out(self.file, TAKEN_FOR_COMMENTS, line);
        } else {
            self.builder.pass_over(self.file, "lines of comments", self.shown(row));
        }
    }

    /// Counts the rows that are no stance, which would be lost where the table is written again.
    fn settle_skipped(&mut self) {
        for _ in 0..std::mem::take(&mut self.skipped) {
            self.builder.pass_over(self.file, "rows that are no stance, as their values say", "");
        }
    }

    /// Gives stances strengths by the sizes of their signs, where these differ.
    fn settle_sizes(&mut self) {
        let Sizes { first, ones, all, has_sign, place } = std::mem::take(&mut self.sizes);
        let is_said = self.mapping.is_some_and(|mapping| {
            mapping.list.as_ref().is_some_and(|list| list.is_signed) || !mapping.values_are_signs()
        });
        if self.has_no_header() && ones + all.len() > 0 && !has_sign && !is_said {
            let cause = Cause::NoSign { known: vec!["sign".into()] };
            return self.builder.fault(cause, place);
        }
        let Some(largest) = network::differing(all.iter().copied()) else {
            if let Some(size) = all.iter().find(|size| **size > 1.0) {
                self.builder.pass_over(self.file, network::ALIKE, size.to_string());
            }
            return;
        };
        for (number, size) in all.into_iter().enumerate().filter(|(_, size)| *size > 0.0) {
            self.builder.set_size(first + number, network::sized(size, largest));
        }
    }

    /// Sets the dates that may be two days by what their column proves; else a fault says so, once.
    fn settle_dates(&mut self) {
        let OpenDates { proven, open } = std::mem::take(&mut self.open_dates);
        let mut is_said = [false; 2];
        for OpenDate { field, text, dmy, mdy, place, stance } in open {
            let column = number_of_date(field);
            let date = match proven[column].as_slice() {
                [DateForm::Dmy] => dmy,
                [DateForm::Mdy] => mdy,
                _ => {
                    if !std::mem::replace(&mut is_said[column], true) {
                        let field = field.as_str().into();
                        self.builder
                            .fault(Cause::EitherDate { field, text, dmy, mdy }, Some(place));
                    }
                    continue;
                }
            };
            match field {
                Field::Until => self.builder.set_until(stance, date),
                _ => self.builder.set_date(stance, date),
            }
        }
    }

    fn weighted(&self, header: Row, batch: &Batch) -> Option<Weighted> {
        let said = self.mapping.filter(|mapping| mapping.names_columns());
        if said.is_some() || self.head != Mapping::default() {
            return None;
        }
        let names = self.names(header);
        let sign = self.mapping.and_then(|mapping| mapping.sign.as_deref());
        let is_list = sign.is_none() && edge_list::mapping(&names).is_some();
        let has_words = is_list && self.values_are_open() && has_words(&names, batch);
        // What is said of its values counts, and is said of words.
        if self.mapping.is_some() && is_list && !has_words {
            return None;
        }
        Weighted::of(&names, sign, has_words)
    }

    /// Whether nobody says what values mean.
    fn values_are_open(&self) -> bool {
        self.mapping.is_none_or(Mapping::says_form_alone)
    }

    fn edge(&mut self, row: Row, edges: &mut Weighted) {
        if row.len() != edges.width() {
            let cause = Cause::RaggedRow {
                expected: edges.width(),
                found: row.len(),
                reason: RaggedReason::Unknown,
            };
            return self.fault(row, cause, None);
        }
        if let Some(long) = row.iter().position(|cell| cell.len() > self.limits.field_length) {
            let limit = format!("{} bytes", self.limits.field_length);
            return self.fault(row, Cause::TooLarge { what: "a cell", limit }, Some(long));
        }
        let place = self.place(row, None);
        if let Err(name) = edges.add(row, place) {
            let cause = Cause::MissingField { kind: "cell", name, within: "the edge" };
            self.fault(row, cause, None);
        }
    }

    fn end(&mut self, end: &End) -> Result<(), Error> {
        let too_large = |what, limit| Cause::TooLarge { what, limit: format!("{limit} bytes") };
        match end {
            End::Whole => {}
            End::Failed(error) => {
                let name = self.builder.file_name(self.file);
                return Err(Error::io(name, io::Error::new(error.kind(), error.to_string())));
            }
            End::LongRow { line } => {
                let limit = self.limits.field_length as u64;
                self.fault_on(*line, too_large("a cell of the row", limit));
            }
            #[cfg(any(feature = "excel", feature = "parquet"))]
            End::Broken { line, why } => {
                self.fault_on(*line, Cause::Syntax(why.clone()));
                self.builder.incomplete();
            }
            End::WideRow { line } => {
                let limit = format!("{} cells", thousands(self.limits.columns));
                self.fault_on(*line, Cause::TooLarge { what: "the row", limit });
                self.builder.incomplete();
            }
            End::TooLarge => self.fault_on(1, too_large("the table", self.limits.table)),
        }
        Ok(())
    }

    /// Whether a row is well-formed; reports it where it is not.
    fn is_sound(&mut self, batch: &Batch, row: Row) -> bool {
        if batch.is_sound() {
            return true;
        }
        if let Some(cell) = row.broken() {
            let encoding = self.mapping.and_then(|mapping| mapping.encoding);
            let cause = encoding.map(|encoding| Cause::NotText(encoding.name()));
            self.fault(row, cause.unwrap_or(Cause::NotUtf8), Some(cell));
            return false;
        }
        if let Some(cell) = row.open() {
            let wrong = "the quoted cell is not closed; a quote within quotes is doubled";
            self.fault(row, Cause::Syntax(wrong.into()), Some(cell));
            return false;
        }
        true
    }

    /// Whether a row above the header says how the table is read.
    fn head(&mut self, row: Row) -> bool {
        if !row.get(0).is_some_and(|cell| cell.starts_with('#')) {
            return false;
        }
        let text = row.joined();
        let Some(said) = directive(&text) else { return false };
        self.heads += 1;
        if self.heads > MOST_HEADS {
            let limit = format!("{} lines", thousands(MOST_HEADS));
            self.fault(row, Cause::TooLarge { what: "what stands above the header", limit }, None);
            return true;
        }
        match said.add_to(std::mem::take(&mut self.head)) {
            Ok(head) => self.head = head,
            Err(error) => self.fault(row, Cause::Syntax(error.to_string()), None),
        }
        true
    }

    /// How the table is read: what was said to the reader counts first, then what stands in the
    /// table, then what its columns look like.
    fn settle(&mut self, names: &[String]) -> Result<(), Error> {
        let head = std::mem::take(&mut self.head);
        let mut own = None;
        if head != Mapping::default() {
            let said = self.mapping.cloned().unwrap_or_default();
            own = Some(said.over(&head).checked()?);
        }
        let said = own.as_ref().or(self.mapping);
        if said.is_none_or(|said| !said.names_columns())
            && let Some(mut signs) = edge_list::mapping(names)
        {
            if said.is_some_and(|said| said.scale.is_some()) {
                signs.values.clear();
            }
            if let Some(list) = self.list() {
                edge_list::complete(&mut signs, list);
            }
            own = Some(own.or(self.mapping.cloned()).unwrap_or_default().over(&signs));
        }
        if let Some(own) = own {
            self.mapping = Some(self.own.get_or_init(|| own));
        }
        Ok(())
    }

    /// Whether the cells that are read could be; reports those that could not.
    #[cold]
    fn is_flawless(&mut self, columns: &Columns, row: Row) -> bool {
        let is_used = |column: usize| {
            columns.used.iter().any(|(_, used)| *used == column)
                || columns.nameless.contains(&column)
                || columns.shape.as_ref().is_some_and(|shape| shape.reads(column))
                || column >= columns.header.len()
        };
        let flaws = row.flaws().filter(|(column, _)| is_used(*column)).collect::<Vec<_>>();
        for (column, cause) in &flaws {
            self.fault(row, (*cause).clone(), Some(*column));
        }
        flaws.is_empty()
    }

    fn columns(&mut self, header: Row) -> Option<Columns<'m>> {
        let names = self.names(header);
        if let Err(error) = self.settle(&names) {
            self.fault(header, Cause::Syntax(error.to_string()), None);
            return None;
        }
        let mut mapped = match self.mapping {
            Some(mapping) if mapping.names_columns() => self.mapped(header, &names, mapping)?,
            _ => Mapped { at: self.named(header, &names)?, is_whole: true, ..Mapped::default() },
        };
        let missing = self.mapping.map_or(&[][..], |mapping| &mapping.missing);
        let shape = self.shape(header, &names, &mut mapped)?;
        let shape = Some(shape).filter(|shape| !shape.is_plain());
        let is_nameless = |column: &usize| {
            names[*column].is_empty() && !mapped.at.contains(&Some(*column)) && mapped.is_whole
        };
        let nameless = (0..names.len()).filter(is_nameless).collect();
        if !mapped.is_whole {
            self.tell_unread(&names, &mapped.at, shape.as_ref());
        }
        let Mapped { at, constants, .. } = mapped;
        let used = Field::ALL.into_iter().filter_map(|field| Some((field, at[field as usize]?)));
        let used = used.collect::<Vec<_>>();
        let has_more =
            used.iter().any(|(field, _)| *field != Field::Record && !Field::STANCE.contains(field));
        let has_whole_numbers = self.mapping.is_some_and(|mapping| mapping.is_of_known_tables);
        let header = names;
        Some(Columns {
            at,
            used,
            nameless,
            constants,
            missing,
            header,
            shape,
            has_more,
            has_whole_numbers,
        })
    }

    /// Names the columns of which the mapping says nothing.
    fn tell_unread(&mut self, names: &[String], at: &Places, shape: Option<&Shape>) {
        let Some(mapping) = self.mapping.filter(|mapping| !mapping.is_of_known_tables) else {
            return;
        };
        let is_read = |column: usize| {
            at.contains(&Some(column))
                || shape.is_some_and(|shape| shape.reads(column))
                || mapping.is_known_column(&names[column])
        };
        for (column, name) in names.iter().enumerate().filter(|(column, _)| !is_read(*column)) {
            let name = if name.is_empty() { (column + 1).to_string() } else { name.clone() };
            self.builder.leave_out(self.file, UNREAD, name);
        }
    }

    /// What else makes a stance of a row.
    fn shape(
        &mut self,
        header: Row,
        names: &[String],
        mapped: &mut Mapped<'m>,
    ) -> Option<Shape<'m>> {
        let Some(mapping) = self.mapping else { return Some(Shape::default()) };
        let wide = match mapping.wide {
            Some(wide) => Some((wide.of_columns(), self.wide(header, names, wide, mapped)?)),
            None => None,
        };
        let splits = mapping.splits.as_slice();
        let late = splits.iter().map(|(field, _)| *field);
        let first = First { header: names, at: &mapped.at, mapping, late: late.collect() };
        let joins = match joined::load_all(self.builder, &first, self.limits) {
            Ok(joins) => joins,
            Err(error) => {
                self.failure = Some(error);
                None
            }
        };
        self.known_faults = self.builder.fault_count();
        let composed = std::mem::take(&mut mapped.composed);
        Some(Shape { composed, joins: joins?, wide, splits })
    }

    /// The columns of a wide table that are issues or actors; sets the first of all where nobody
    /// says what it is.
    fn wide(
        &mut self,
        header: Row,
        names: &[String],
        wide: Wide,
        mapped: &mut Mapped<'m>,
    ) -> Option<Vec<usize>> {
        let mapping = self.mapping?;
        let composed = mapped.composed.iter().flat_map(|(_, template)| template.columns());
        let composed = composed.collect::<Vec<_>>();
        let is_key = |name: &String| {
            let mut keys = mapping.joins.iter().filter(|join| join.path.is_some());
            keys.any(|join| join.key.iter().any(|part| part.ours == *name))
        };
        let mut free = (0..names.len()).filter(|column| {
            let is_said = mapped.at.contains(&Some(*column)) || composed.contains(column);
            let is_ignored = |ignored: &String| ignored.eq_ignore_ascii_case(&names[*column]);
            !is_said && !mapping.ignored.iter().any(is_ignored)
        });
        let rows = wide.of_rows();
        let is_open = mapped.at[rows as usize].is_none()
            && !mapped.constants.iter().any(|(field, _)| *field == rows)
            && !mapped.composed.iter().any(|(field, _)| *field == rows);
        let first = if is_open { free.next() } else { None };
        let columns = free.filter(|column| !names[*column].is_empty() && !is_key(&names[*column]));
        let columns = columns.collect::<Vec<_>>();
        if is_open {
            mapped.at[rows as usize] = first;
        }
        let mut seen = FxHashSet::default();
        let twice = columns.iter().find(|column| !seen.insert(names[**column].as_str()));
        if let Some(column) = twice {
            self.fault(header, Cause::RepeatedField(names[*column].clone()), Some(*column));
            return None;
        }
        if columns.is_empty() {
            let what = if rows == Field::Actor { "issue" } else { "actor" };
            let wrong = format!("the table has no column that is an {what}");
            self.fault(header, Cause::Syntax(wrong), None);
            return None;
        }
        Some(columns)
    }

    /// Columns that have the names of fields.
    fn named(&mut self, header: Row, names: &[String]) -> Option<Places> {
        if let Some(format) = sniff::events(names) {
            let problem = "these are events and no table of stances".into();
            let fix = Remedy::say(format!("read them as {format}: "));
            let fix = fix.and_ask(Request::Format(format.name()));
            self.fault(header, Cause::Slip { problem, fix }, None);
            return None;
        }
        let mut at = [None; Field::ALL.len()];
        let mut is_fine = true;
        let known = Field::ALL.map(Field::as_str);
        let mapping = self.mapping;
        let is_read = |name: &String| {
            !name.is_empty() && mapping.is_none_or(|mapping| !mapping.is_known_column(name))
        };
        for (column, name) in names.iter().enumerate().filter(|(_, name)| is_read(name)) {
            let field = Field::of_name(name);
            if let Some(field) = field.filter(|field| at[*field as usize].is_none()) {
                at[field as usize] = Some(column);
                continue;
            }
            let cause = || match field {
                Some(_) => Cause::RepeatedField(name.clone()),
                None => no_field(name, &known),
            };
            self.fault_with(header, cause, Some(column));
            is_fine = false;
        }
        let has_record = at[Field::Record as usize].is_some()
            || mapping.is_some_and(|mapping| !mapping.joins.is_empty());
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
        header: Row,
        names: &[String],
        mapping: &'m Mapping,
    ) -> Option<Mapped<'m>> {
        let mut mapped = Mapped { is_whole: mapping.wide.is_some(), ..Mapped::default() };
        let mut is_fine = true;
        let mut check = |table: &mut Self, name: &str| {
            let (first, second) = columns_called(name, names);
            if let Some(second) = second {
                table.fault(header, Cause::RepeatedField(name.to_owned()), Some(second));
                is_fine = false;
            } else if first.is_none() {
                let known = names.iter().map(String::as_str).collect::<Vec<_>>();
                table.fault(header, unknown_column(name, &known), None);
                is_fine = false;
            }
            first
        };
        for (field, from) in &mapping.columns {
            let name = match from {
                From::Constant(text) => {
                    mapped.constants.push((*field, text.as_str()));
                    continue;
                }
                From::Column(name) => name,
            };
            let template = Template::parse(name, names).filter(|_| !names.contains(name));
            match template {
                Some(Ok(template)) => mapped.composed.push((*field, template)),
                Some(Err(absent)) => drop(check(self, &absent)),
                None => mapped.at[*field as usize] = check(self, name),
            }
        }
        for name in &mapping.ignored {
            check(self, name);
        }
        is_fine.then_some(mapped)
    }

    #[inline]
    fn row<'r>(&mut self, columns: &Columns<'m>, row: Row<'r>, texts: &mut Texts<'r>) {
        if row.len() != columns.header.len() {
            let cause = Cause::RaggedRow {
                expected: columns.header.len(),
                found: row.len(),
                reason: row.why_ragged(columns.header.len()),
            };
            return self.fault(row, cause, None);
        }
        if !columns.nameless.is_empty() && self.has_nameless_cell(columns, row) {
            return;
        }
        columns.read(row, texts);
        let longest = columns.used.iter().filter_map(|(field, _)| texts[*field as usize]);
        if longest.map(str::len).max() > Some(self.limits.field_length) {
            return self.long_cell(row);
        }
        match (texts[Field::Record as usize], &columns.shape) {
            (None | Some("stance"), Some(shape)) => shape::read(self, columns, shape, row, texts),
            (record, _) => {
                let cells = Cells::new(self, columns, texts, row, None);
                match record {
                    None | Some("stance") => drop(cells.stance()),
                    Some(record) => cells.record(record),
                }
            }
        }
    }

    /// What a position cell means.
    #[inline]
    pub(super) fn meaning(&self, value: &str) -> Option<Meaning> {
        match self.mapping {
            Some(mapping) => mapping.meaning(value),
            None => value.parse().ok().map(Meaning::Position),
        }
    }

    /// How many bytes a cell may have.
    pub(super) fn longest_cell(&self) -> usize {
        self.limits.field_length
    }

    fn is_edge_list(&self) -> bool {
        self.mapping.is_some_and(|mapping| mapping.is_edge_list)
    }

    /// Whether a cell says something in a column without a name; spreadsheets leave such columns
    /// behind the last one, but empty.
    fn has_nameless_cell(&mut self, columns: &Columns, row: Row) -> bool {
        let says = |column: &usize| row.get(*column).is_some_and(|cell| !cell.trim().is_empty());
        if columns.is_of_nameless() {
            for column in columns.nameless.iter().filter(|column| says(column)) {
                let name = (column + 1).to_string();
                self.builder.leave_out(self.file, "cells in columns without a name", name);
            }
            return false;
        }
        let cell = columns.nameless.iter().copied().filter(says).find(|column| {
            let is_number = *column == 0 && row.get(0).is_some_and(is_row_number);
            if is_number && !std::mem::replace(&mut self.has_numbers, true) {
                self.builder.leave_out(self.file, NUMBERS, "");
            }
            !is_number
        });
        if cell.is_some() {
            self.fault(row, Cause::Syntax("the column of this cell has no name".into()), cell);
        }
        cell.is_some()
    }

    fn long_cell(&mut self, row: Row) {
        let long = row.iter().position(|cell| cell.len() > self.limits.field_length);
        let limit = format!("{} bytes", self.limits.field_length);
        self.fault(row, Cause::TooLarge { what: "a cell", limit }, long);
    }

    /// Reports a fault in a cell of a row.
    #[cold]
    pub(super) fn fault(&mut self, row: Row, cause: Cause, cell: Option<usize>) {
        self.fault_with(row, || cause, cell);
    }

    /// Reports a fault that costs something to describe.
    #[cold]
    fn fault_with(&mut self, row: Row, cause: impl FnOnce() -> Cause, cell: Option<usize>) {
        // Where a cell stands in its line is counted from the beginning of the row.
        if self.builder.wants_faults() {
            let place = self.place(row, cell);
            self.builder.remember(place, || row.excerpt(place.line, place.column));
            self.builder.fault(cause(), Some(place));
        } else {
            self.builder.omit_fault();
        }
        self.known_faults = self.builder.fault_count();
    }

    /// Reports a fault of which only the line is known.
    fn fault_on(&mut self, line: u32, cause: Cause) {
        let place = Place { file: self.file, line, column: 0, length: 0 };
        self.builder.fault(cause, Some(place));
    }

    #[inline]
    pub(super) fn place(&self, row: Row, cell: Option<usize>) -> Place {
        let file = self.file;
        match cell.and_then(|cell| row.place(cell)) {
            Some(CellPlace { line, column, length }) => Place { file, line, column, length },
            None => Place { file, line: row.line(), column: 0, length: 0 },
        }
    }
}

/// Whether a comment above a list may be its first edge: `#metoo,b,1`.
fn is_like_edge(row: Row) -> bool {
    let has_name = row.get(0).is_some_and(|cell| cell.trim().len() > 1);
    let has_sign = row.get(2).is_some_and(|cell| cell.trim().parse::<f64>().is_ok());
    (3..=4).contains(&row.len()) && has_name && has_sign
}

/// Whether the first sign of a list of edges is one of two words that are signs where all are.
fn has_words(names: &[String], batch: &Batch) -> bool {
    let Some(sign) = names.iter().position(|name| name == "sign") else { return false };
    let cells = batch.rows().filter_map(|row| row.get(sign)).map(str::trim);
    let mut values = cells.filter(|cell| !cell.is_empty() && *cell != "sign");
    values.next().is_some_and(network::is_of_pair)
}

/// The first two columns of a name; in any case of its letters where none is called exactly so.
pub(super) fn columns_called(name: &str, names: &[String]) -> (Option<usize>, Option<usize>) {
    let first_two = |is_it: &dyn Fn(&String) -> bool| {
        let mut columns = (0..names.len()).filter(|column| is_it(&names[*column]));
        (columns.next(), columns.next())
    };
    match first_two(&|known| known == name) {
        (None, _) => first_two(&|known| known.eq_ignore_ascii_case(name)),
        exact => exact,
    }
}

/// R and pandas number the rows of what they write, in a first column without a name.
fn is_row_number(cell: &str) -> bool {
    let cell = cell.trim();
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// A column that is called like no field, where the names of columns are those of fields.
fn no_field(name: &str, known: &[&str]) -> Cause {
    let suggestion = nearest(name, known.iter().copied()).map(str::to_owned);
    Cause::UnknownColumn { name: name.into(), suggestion, known: known.join(", ") }
}

/// A strength that is written with a point or a comma.
pub(super) fn strength(text: &str) -> Option<Strength> {
    Strength::new(with_point(text).parse().ok()?).ok()
}

/// A weight that is written with a point or a comma.
pub(super) fn weight(text: &str) -> Option<Weight> {
    Weight::new(with_point(text).parse().ok()?).ok()
}

pub(super) fn unknown_column(name: &str, known: &[&str]) -> Cause {
    Cause::UnknownField {
        kind: "column",
        name: name.into(),
        within: "the table",
        suggestion: nearest(name, known.iter().copied()).map(str::to_owned),
        known: known.join(", "),
    }
}

/// The cells of one row, on their way into the builder.
pub(super) struct Cells<'c, 'b, 'm> {
    table: &'c mut Table<'b, 'm>,
    columns: &'c Columns<'m>,
    texts: &'c Texts<'c>,
    row: Row<'c>,
    /// The cell of the position, where it is another than that of a column.
    cell: Option<usize>,
    is_faulty: bool,
    /// How large the sign of a list of edges is, and whether it can be nothing but a sign.
    size: Option<(f64, bool)>,
    /// The sign, where that is a label.
    word: Option<&'c str>,
}

impl<'c, 'b, 'm> Cells<'c, 'b, 'm> {
    pub(super) fn new(
        table: &'c mut Table<'b, 'm>,
        columns: &'c Columns<'m>,
        texts: &'c Texts<'c>,
        row: Row<'c>,
        cell: Option<usize>,
    ) -> Self {
        Self { table, columns, texts, row, cell, is_faulty: false, size: None, word: None }
    }

    fn get(&self, field: Field) -> Option<&'c str> {
        self.texts[field as usize]
    }

    fn owned(&self, field: Field) -> Option<String> {
        self.get(field).map(str::to_owned)
    }

    fn fault(&mut self, cause: Cause, field: Field) {
        self.is_faulty = true;
        let column = self.column(field);
        self.table.fault(self.row, cause, column);
    }

    fn column(&self, field: Field) -> Option<usize> {
        let of_position = self.cell.filter(|_| field == Field::Position);
        of_position.or(self.columns.at[field as usize])
    }

    fn place(&self) -> Place {
        self.table.place(self.row, None)
    }

    fn name(&self, field: Field) -> String {
        let column = self.column(field).and_then(|column| self.columns.header.get(column));
        column.map_or(field.as_str(), String::as_str).to_owned()
    }

    /// Reports a cell that has to be there, unless it is there and faulty.
    fn missing(&mut self, name: &'static str, within: &'static str) {
        if std::mem::replace(&mut self.is_faulty, true) {
            return;
        }
        let cause = Cause::MissingField { kind: "cell", name, within };
        self.table.fault(self.row, cause, None);
    }

    fn date(&mut self, field: Field) -> Option<Date> {
        let text = self.get(field)?;
        let short = |text: &str| text.chars().take(80).collect::<String>();
        if let Some(day) = dates::of_epoch(text) {
            self.table.builder.leave_out_time(self.table.file, text, day);
            return Some(day);
        }
        let form = self.table.mapping.and_then(|mapping| mapping.dates);
        match self.table.dates.read(text, form) {
            Found::Date(date, form) => {
                let proven = &mut self.table.open_dates.proven[number_of_date(field)];
                proven.extend(form.filter(|form| !proven.contains(form)));
                Some(date)
            }
            Found::Either { dmy, mdy } => {
                let place = self.table.place(self.row, self.column(field));
                let stance = self.table.builder.row_count();
                let text = short(text);
                if self.is_of_source() {
                    let field = self.name(field);
                    self.fault(Cause::EitherDate { field, text, dmy, mdy }, Field::Date);
                    return None;
                }
                if self.table.open_dates.open.is_empty() {
                    let excerpt = || self.row.excerpt(place.line, place.column);
                    self.table.builder.remember(place, excerpt);
                }
                self.table.open_dates.open.push(OpenDate { field, text, dmy, mdy, place, stance });
                None
            }
            Found::No if self.table.is_edge_list() && self.is_time(field) => {
                self.table.builder.leave_out(self.table.file, network::NO_DATES, short(text));
                None
            }
            Found::No => {
                let text = short(text);
                self.fault(Cause::InvalidDate { field: self.name(field), text }, field);
                None
            }
        }
    }

    /// Whether a date is in a column of times, which may be counted in any way.
    fn is_time(&self, field: Field) -> bool {
        matches!(self.name(field).as_str(), "time" | "timestamp")
    }

    /// Whether its row is a source, of which no other date says more.
    fn is_of_source(&self) -> bool {
        self.get(Field::Record) == Some("source")
    }

    fn strength(&mut self) -> Option<Strength> {
        let text = self.get(Field::Strength)?;
        let strength = strength(text);
        if strength.is_none() {
            self.fault(Cause::InvalidStrength(text.into()), Field::Strength);
        }
        strength
    }

    fn weight(&mut self) -> Option<Weight> {
        let text = self.get(Field::Weight)?;
        let weight = weight(text);
        if weight.is_none() {
            self.fault(Cause::InvalidWeight(text.into()), Field::Weight);
        }
        weight
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
        let Some(value) = self.get(Field::Position) else { return self.meaning_of_nothing() };
        let said = self.table.meaning(value);
        let meaning = if self.table.is_edge_list() { self.sign(value, said) } else { said };
        if meaning.is_none() {
            let cause = match self.table.mapping {
                Some(_) if self.table.is_edge_list() => Cause::UnknownSign(value.into()),
                Some(Mapping { scale: Some(scale), .. }) => {
                    let (column, scale) = (self.name(Field::Position), scale.to_string());
                    Cause::NotOnScale { column, value: value.into(), scale }
                }
                Some(_) => {
                    let column = self.name(Field::Position);
                    Cause::UnmappedValue { column, value: value.into() }
                }
                None => {
                    let suggestion = nearest_position(value);
                    Cause::UnknownPosition { name: value.into(), suggestion }
                }
            };
            self.fault(cause, Field::Position);
        }
        meaning
    }

    /// What a sign of a list of edges means: what is said of it, else a number, else a label.
    fn sign(&mut self, value: &'c str, said: Option<Meaning>) -> Option<Meaning> {
        let is_said = self.table.mapping.is_some_and(|mapping| mapping.scale.is_some());
        self.size = None;
        if is_said {
            return said;
        }
        let number = with_point(value).replace('\u{2212}', "-").parse::<f64>().ok();
        let number = number.filter(|number| number.is_finite());
        let on_actor = self.get(Field::Issue).is_none();
        let meaning = match (said.or_else(|| edge_list::word(value)), number) {
            (Some(meaning), _) => Some(meaning),
            (None, Some(number)) => Some(Meaning::Position(match number {
                number if number > 0.0 => Position::Support,
                number if number < 0.0 => Position::Oppose,
                _ => Position::Neutral,
            })),
            (None, None) => {
                let position = self.table.builder.position_of(value, on_actor);
                self.word = position.map(|_| value);
                position.map(Meaning::Position)
            }
        };
        let has_sign = number.is_none_or(|number| number < 0.0) || value.starts_with('+');
        self.size = Some((number.map_or(f64::NAN, f64::abs), has_sign));
        meaning
    }

    /// What an empty position means: what the mapping says of it, or else what the label does.
    fn meaning_of_nothing(&mut self) -> Option<Meaning> {
        let meaning = self.table.mapping?.meaning_of_nothing();
        let column = self.columns.at[Field::Position as usize];
        let is_open = meaning.is_none() && self.get(Field::Label).is_none();
        if is_open && column.is_some() && self.get(Field::Actor).is_some() {
            let column = self.name(Field::Position);
            let cause = match self.table.is_edge_list() {
                true => Cause::UnknownSign(String::new()),
                false => Cause::UnmappedValue { column, value: String::new() },
            };
            self.fault(cause, Field::Position);
        }
        meaning
    }

    fn position(&mut self) -> Option<Position> {
        match self.meaning()? {
            Meaning::Position(position) | Meaning::Graded(position, _) => Some(position),
            Meaning::Skip => None,
        }
    }

    /// Adds a stance; whether it is one.
    #[inline]
    pub(super) fn stance(self) -> bool {
        let stances = self.table.builder.row_count();
        let open = self.table.open_dates.open.len();
        let (is_stance, table) = self.added();
        // A date of a row that is none would be set in the next one.
        if table.builder.row_count() == stances {
            table.open_dates.open.truncate(open);
        }
        is_stance
    }

    fn added(mut self) -> (bool, &'c mut Table<'b, 'm>) {
        if self.columns.has_more {
            self.check_fields("a stance", &Field::STANCE);
        }
        let (position, graded) = match self.meaning() {
            Some(Meaning::Skip) => {
                self.table.skipped += 1;
                return (false, self.table);
            }
            Some(Meaning::Position(position)) => (Some(position), None),
            Some(Meaning::Graded(position, strength)) => (Some(position), Some(strength)),
            None => (None, None),
        };
        let id = self.id::<StanceId>(Field::Id);
        let strength = if graded.is_some() { graded } else { self.strength() };
        let weight = self.weight();
        let (date, until) = (self.date(Field::Date), self.date(Field::Until));
        let Some(actor) = self.get(Field::Actor) else {
            // Spreadsheets leave rows of nothing at the end.
            let is_blank = self.row.iter().all(|cell| cell.trim().is_empty());
            if !is_blank {
                self.missing("actor", "the stance");
            }
            return (false, self.table);
        };
        let row = StanceRow {
            id: id.as_ref(),
            actor,
            speaker: self.get(Field::Speaker),
            label: self.get(Field::Label).or(self.word),
            issue: self.get(Field::Issue),
            toward: self.get(Field::Toward),
            position,
            strength,
            weight,
            date,
            until,
            source: self.get(Field::Source),
            locator: self.get(Field::Locator),
            quote: self.get(Field::Quote),
            note: self.get(Field::Note),
            coder: self.get(Field::Coder),
            grade: self.get(Field::Grade),
            place: Some(self.place()),
            places: RowPlaces {
                label: self.place_of_unknown_label(position),
                ..RowPlaces::default()
            },
        };
        if self.is_faulty {
            return (false, self.table);
        }
        let stances = self.table.builder.row_count();
        self.table.builder.row(&row);
        if self.table.builder.row_count() > stances {
            self.keep_size(graded.is_some() || strength.is_some());
        }
        let faults = self.table.builder.fault_count();
        if faults > self.table.known_faults {
            self.table.known_faults = faults;
            self.remember();
        }
        (true, self.table)
    }

    /// Keeps how large the sign of a list of edges is that says no strength otherwise.
    #[inline]
    fn keep_size(&mut self, has_strength: bool) {
        let Some((size, has_sign)) = self.size else { return };
        let place = self.place();
        let sizes = &mut self.table.sizes;
        sizes.has_sign |= has_sign;
        sizes.place.get_or_insert(place);
        sizes.add(if has_strength { f64::NAN } else { size });
    }

    /// Keeps the lines for those who report on them, and says in which cells the names stand that
    /// are none.
    #[cold]
    fn remember(&mut self) {
        const NAMES: [Field; 5] =
            [Field::Actor, Field::Speaker, Field::Issue, Field::Toward, Field::Source];
        let (row, whole) = (self.row, self.place());
        let place = |field: Field| {
            let column = self.columns.at[field as usize];
            self.get(field).zip(column.map(|column| self.table.place(row, Some(column))))
        };
        let places = NAMES.into_iter().filter_map(place).collect::<Vec<_>>();
        let lines = places.iter().map(|(_, place)| *place).chain([whole]).collect::<Vec<_>>();
        self.table.builder.locate_names(whole, &places);
        for place in lines {
            self.table.builder.remember(place, || row.excerpt(place.line, place.column));
        }
    }

    /// Where the label stands, if it does not say a position and no cell does.
    #[inline]
    fn place_of_unknown_label(&mut self, position: Option<Position>) -> Option<Place> {
        let label = self.get(Field::Label).filter(|_| position.is_none())?;
        let on_actor = self.get(Field::Issue).is_none();
        let is_known = self.table.builder.says_position(label, on_actor);
        (!is_known).then(|| self.table.place(self.row, self.columns.at[Field::Label as usize]))
    }

    /// What is not a stance.
    fn record(mut self, record: &str) {
        let Some((within, fields)) = record_fields(record) else {
            let known = ["stance", "actor", "issue", "source", "label", "graph"];
            let suggestion = nearest(record, known).map(str::to_owned);
            let name = record.into();
            let cause =
                Cause::Unknown { what: "record", name, suggestion, notation: Notation::default() };
            return self.fault(cause, Field::Record);
        };
        self.check_fields(within, fields);
        match record {
            "actor" => self.actor(),
            "issue" => self.issue(),
            "source" => self.source(),
            "label" => self.label(),
            _ => self.graph(),
        }
    }

    /// Cells that the row's record does not have would be lost.
    fn check_fields(&mut self, within: &'static str, fields: &[Field]) {
        for (field, _) in &self.columns.used {
            let is_known = *field == Field::Record || fields.contains(field);
            if self.get(*field).is_some() && !is_known {
                let known = fields.iter().map(|field| field.as_str()).collect::<Vec<_>>();
                let (name, known) = (self.name(*field), known.join(", "));
                let (kind, suggestion) = ("cell", None);
                let cause = Cause::UnknownField { kind, name, within, suggestion, known };
                self.fault(cause, *field);
            }
        }
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

    fn graph(mut self) {
        if let Some(title) = self.get(Field::Title) {
            self.table.builder.title(title);
        }
        if let Some(description) = self.get(Field::Description) {
            self.table.builder.description(description);
        }
        match self.get(Field::CodedRange).map(str::parse::<CodedRange>) {
            Some(Ok(range)) => drop(self.table.builder.coded_range(range)),
            Some(Err(error)) => self.fault(Cause::Syntax(error.to_string()), Field::CodedRange),
            None => {}
        }
    }

    /// Attributes are JSON in their cell.
    fn attributes(&mut self) -> Attributes {
        let Some(text) = self.get(Field::Attributes) else { return Attributes::new() };
        let Ok(Node { value: Value::Table(fields), .. }) = json::parse(text) else {
            let form = "attributes are written {\"name\": \"value\"}";
            self.fault(Cause::Syntax(form.into()), Field::Attributes);
            return Attributes::new();
        };
        let mut attributes = Attributes::new();
        for (key, node) in &fields {
            let name = key.text.to_string();
            let known = attribute(&name, &node.value).and_then(|value| {
                let known = attributes.insert(name.clone(), value);
                known.map_or(Ok(()), |_| Err(Cause::RepeatedField(name)))
            });
            if let Err(cause) = known {
                self.fault(cause, Field::Attributes);
            }
        }
        attributes
    }
}

fn attribute(name: &str, value: &Value) -> Result<Attribute, Cause> {
    match value {
        Value::Text(text) => Ok(Attribute::Text(text.to_string())),
        Value::Flag(flag) => Ok(Attribute::Flag(*flag)),
        Value::Number(digits) => exact(name, digits).map(Attribute::Number),
        other => {
            let expected = "a text, a number, true or false";
            Err(Cause::WrongType { field: name.into(), expected, found: other.kind() })
        }
    }
}

/// The fields of each record that is not a stance, with its article.
fn record_fields(record: &str) -> Option<(&'static str, &'static [Field])> {
    use Field::{
        Aliases, Archived, Attributes, CodedRange, Date, Description, Id, Kind, Label, Name,
        PartOf, Position, Publisher, Strength, Text, Title, Url,
    };
    Some(match record {
        "actor" => ("an actor", &[Id, Name, Kind, Aliases, PartOf, Attributes]),
        "issue" => ("an issue", &[Id, Name, Description, Aliases, Attributes]),
        "source" => ("a source", &[Id, Title, Publisher, Date, Url, Archived, Text]),
        "label" => ("a label", &[Label, Position, Strength]),
        "graph" => ("the graph", &[Title, Description, CodedRange]),
        _ => return None,
    })
}

/// `a; b\;c` is "a" and "b;c".
pub fn aliases(cell: Option<&str>) -> Vec<String> {
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
