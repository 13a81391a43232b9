//! Reads one sheet, row by row, into batches.

use std::collections::HashMap;
use std::io::{Read, Seek};

use calamine::{CellErrorType, DataRef, Dimensions, ExcelDateTime, XlsxCellReader, XlsxError};

use super::texts::Known;
use crate::error::{Cause, thousands};
use crate::format::tables::batch::{Batch, End, Wanted};
use crate::format::tables::mapping::directive;

/// The largest number of columns: that of Excel.
const MOST_COLUMNS: u32 = 16_384;

/// The largest number of cells in a sheet, including empty ones within the header's columns.
const MOST_CELLS: usize = 300_000_000;

/// How the cells of a sheet are read.
#[derive(Default)]
pub struct Reading<'s> {
    /// The value of the column `record`, which the sheet does not have, for every row.
    pub record: Option<&'static str>,
    /// Values that mean "not given".
    pub missing: &'s [String],
    /// Whether cells beyond the header's columns are faults.
    pub is_strict: bool,
    /// Texts that continue elsewhere.
    pub texts: Option<&'s Known>,
    /// Merged cells.
    pub merged: Vec<Dimensions>,
}

/// A non-empty cell.
struct Cell {
    column: u32,
    text: Result<String, Wrong>,
}

/// Why a cell cannot be read.
#[derive(Clone)]
enum Wrong {
    Error(CellErrorType),
    /// A formula without a value, as programs write it that do not calculate.
    NoValue,
    /// A number that has the format of a date, but is not one.
    NoDate(f64),
}

/// A sheet while its rows are read.
struct Sheet<'s, 't> {
    reading: &'s Reading<'s>,
    take: &'t mut dyn FnMut(&Batch) -> Wanted,
    batch: Batch,
    /// The first column of the header, and the number of its columns.
    header: Option<(u32, usize)>,
    /// The number of the current row, from 0, and its cells.
    row: u32,
    cells: Vec<Cell>,
    /// The last rows of merged cells that span several rows, by the row and column in which they begin.
    merged: HashMap<(u32, u32), u32>,
    /// Texts of columns that extend down to a row.
    reaching: HashMap<u32, (u32, String)>,
    /// The number of cells, including empty ones, that can still follow.
    cells_left: usize,
}

impl Reading<'_> {
    /// Hands over the rows of a sheet, the header first.
    pub fn give<RS: Read + Seek>(
        &self,
        cells: &mut XlsxCellReader<'_, RS>,
        take: &mut dyn FnMut(&Batch) -> Wanted,
    ) {
        let high = self.merged.iter().filter(|merged| merged.end.0 > merged.start.0);
        let merged = high.map(|merged| (merged.start, merged.end.0)).collect();
        let mut sheet = Sheet {
            reading: self,
            take,
            batch: Batch::grid(0),
            header: None,
            row: 0,
            cells: Vec::new(),
            merged,
            reaching: HashMap::new(),
            cells_left: MOST_CELLS,
        };
        let end = match sheet.all(cells) {
            Ok(true) => End::Whole,
            Ok(false) => return,
            Err(why) => End::Broken { line: sheet.row.saturating_add(1), why },
        };
        sheet.batch.end = Some(end);
        (sheet.take)(&sheet.batch);
    }
}

impl Sheet<'_, '_> {
    /// Reads all rows; returns whether more are wanted.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
    fn all<RS: Read + Seek>(&mut self, cells: &mut XlsxCellReader<'_, RS>) -> Result<bool, String> {
        let broken = |error: XlsxError| format!("the sheet is broken: {error}");
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
            let (row, column) = cell.pos;
            if row < self.row {
                return Err("the rows of the sheet are not in order".into());
            }
            if row > self.row && !self.next_row(row)? {
                return Ok(false);
            }
            let text = match &cell.value {
                DataRef::Empty if cell.formula.is_some() => Err(Wrong::NoValue),
                DataRef::Empty => continue,
                DataRef::Error(error) => Err(Wrong::Error(error.clone())),
                DataRef::DateTime(moment) if !is_in_calendar(moment) => {
                    Err(Wrong::NoDate(moment.as_f64()))
                }
                value => Ok(text(value)),
            };
            self.cells.push(Cell { column, text });
        }
        self.next_row(u32::MAX)
    }

    /// Ends a row and begins another; returns whether more are wanted.
    fn next_row(&mut self, next: u32) -> Result<bool, String> {
        let line = self.row.saturating_add(1);
        let mut cells = std::mem::take(&mut self.cells);
        cells.sort_by_key(|cell| cell.column);
        match self.header {
            None => self.header(line, &cells)?,
            Some(_) if cells.is_empty() => {}
            Some((first, count)) => {
                // A row costs as much as the header's columns, however few cells it has.
                let left = self.cells_left.checked_sub(count);
                self.cells_left = left.ok_or_else(|| {
                    format!("the sheet is larger than {} cells", thousands(MOST_CELLS))
                })?;
                self.cells(line, &mut cells, first, count);
            }
        }
        cells.clear();
        self.cells = cells;
        self.row = next;
        if self.batch.is_too_large() {
            return Err("a row of the sheet is too large".into());
        }
        if !self.batch.is_full() {
            return Ok(true);
        }
        let wants_more = (self.take)(&self.batch).is_more();
        self.batch.reset();
        Ok(wants_more)
    }

    /// Reads the header: the first non-empty row names the columns.
    fn header(&mut self, line: u32, cells: &[Cell]) -> Result<(), String> {
        let is_said = |cell: &&Cell| cell.text.as_ref().is_ok_and(|text| !text.trim().is_empty());
        let (Some(first), Some(last)) =
            (cells.iter().find(is_said), cells.iter().rev().find(is_said))
        else {
            return Ok(());
        };
        let is_above_header = first.column == 0 && Self::is_above(cells);
        self.batch.behind(first.column);
        self.batch.begin_row(line);
        if last.column >= MOST_COLUMNS {
            let limit = format!("{} columns", thousands(MOST_COLUMNS as usize));
            return Err(format!("the sheet is larger than {limit}"));
        }
        let mut cells = cells.iter().peekable();
        for column in first.column..=last.column {
            while cells.next_if(|cell| cell.column < column).is_some() {}
            let cell = cells.next_if(|cell| cell.column == column);
            let text = cell.and_then(|cell| cell.text.as_deref().ok());
            self.batch.push(text.unwrap_or_default());
        }
        if is_above_header {
            return Ok(());
        }
        if self.reading.record.is_some() {
            self.batch.push("record");
        }
        let count = (last.column - first.column + 1) as usize;
        self.header = Some((first.column, count));
        Ok(())
    }

    /// Whether a row is a directive on how to read the table below it.
    fn is_above(cells: &[Cell]) -> bool {
        let texts = cells.iter().filter_map(|cell| cell.text.as_deref().ok());
        let line = texts.collect::<Vec<_>>().join(",");
        line.starts_with('#') && directive(&line).is_some()
    }

    fn cells(&mut self, line: u32, cells: &mut Vec<Cell>, first: u32, count: usize) {
        let row = self.batch.len();
        self.batch.begin_row(line);
        let mut cells = cells.drain(..).peekable();
        for (index, column) in (first..).take(count).enumerate() {
            while cells.next_if(|cell| cell.column < column).is_some() {}
            let cell = cells.next_if(|cell| cell.column == column).map(|cell| cell.text);
            match self.merged(column, cell) {
                Some(Ok(text)) => self.text(&text),
                Some(Err(wrong)) => self.wrong(row, index, &wrong),
                None => self.batch.push(""),
            }
        }
        if let Some(record) = self.reading.record {
            self.batch.push(record);
        }
        let behind =
            cells.find(|cell| cell.text.as_ref().is_ok_and(|text| !text.trim().is_empty()));
        if let (Some(behind), true) = (behind, self.reading.is_strict) {
            let column = (behind.column - first) as usize;
            let wrong = "the column of this cell has no name";
            self.batch.flaw(row, column, Cause::Syntax(wrong.into()));
        }
    }

    fn text(&mut self, text: &str) {
        match self.reading.texts.and_then(|texts| texts.whole(text)) {
            Some(whole) => self.batch.push(&whole),
            None => self.batch.push(text),
        }
    }

    fn wrong(&mut self, row: usize, column: usize, wrong: &Wrong) {
        self.batch.push("");
        match wrong {
            Wrong::NoValue => {
                let wrong = "the formula has no value; open the workbook in Excel or LibreOffice and save it";
                self.batch.flaw(row, column, Cause::Syntax(wrong.into()));
            }
            Wrong::NoDate(number) => {
                let wrong = format!(
                    "the number {number} has the format of a date and is none: dates are from 0 \
                     (1899-12-31) to 2958465 (9999-12-31); write the date, or give the cell the format \
                     of a text or a number"
                );
                self.batch.flaw(row, column, Cause::Syntax(wrong));
            }
            Wrong::Error(error) => {
                let error = error.to_string();
                if !self.reading.missing.contains(&error) {
                    self.batch.flaw(row, column, Cause::ErrorInCell(error));
                }
            }
        }
    }

    /// The text of a cell, or that of a merged cell that extends down to it.
    fn merged(
        &mut self,
        column: u32,
        cell: Option<Result<String, Wrong>>,
    ) -> Option<Result<String, Wrong>> {
        if let (Some(Ok(text)), Some(end)) = (&cell, self.merged.get(&(self.row, column))) {
            self.reaching.insert(column, (*end, text.clone()));
        }
        if cell.is_some() || self.reaching.is_empty() {
            return cell;
        }
        let reaching = self.reaching.get(&column).filter(|(end, _)| *end >= self.row);
        reaching.map(|(_, text)| Ok(text.clone()))
    }
}

/// A value as displayed, but dates in our form.
pub fn text(value: &DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".into(),
        DataRef::Bool(false) => "FALSE".into(),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
        }
        DataRef::Error(error) => error.to_string(),
    }
}

/// Whether a number with the format of a date is one. Calamine accepts numbers beyond the last day of the
/// calendar, which is 2958465, or 2957003 if days count from 1904.
fn is_in_calendar(moment: &ExcelDateTime) -> bool {
    let number = moment.as_f64();
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let is_last = (year, month, day) == (9999, 12, 31);
    let is_day =
        number >= 0.0 && (!is_last || [2_958_465.0, 2_957_003.0].contains(&number.floor()));
    moment.is_duration() || is_day
}

/// A day, with its time unless that is midnight; only a time if it is less than a day.
fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let number = moment.as_f64();
    match (number.fract() == 0.0, moment.is_duration() || (0.0..1.0).contains(&number)) {
        (_, true) => time,
        (true, false) => date,
        (false, false) => format!("{date}T{time}"),
    }
}
