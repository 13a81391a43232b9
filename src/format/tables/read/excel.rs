//! Reads workbooks: one sheet, or the sheets that we write.

use std::io::Cursor;
use std::path::PathBuf;

use calamine::{DataRef, Reader, Sheet, XlsxError};

use super::table;
use crate::error::{Cause, Error, FileId, LeftOut, Place, Remedy, Request, thousands};
use crate::format::options::Settings;
use crate::format::tables::mapping::Mapping;
use crate::format::tables::source::excel::{
    BESIDE, Known, Package, Reading, STANCES, TEXTS, Workbook, broken, chosen, sheets, text,
};
use crate::graph::Builder;

/// The largest number of sheets in a workbook.
const MOST_SHEETS: usize = 1_000;

/// The number of cells in which to look for the header of a sheet.
const MOST_BEFORE: usize = 100_000;

/// Reads a workbook into a builder.
pub fn read(
    bytes: &[u8],
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    let mapping = settings.mapping_of(builder.file_path(file))?;
    match Book::open(bytes, file, settings, mapping.as_ref()) {
        Ok(book) => book.read(builder),
        Err(cause) => {
            let place = Place { file, line: 0, column: 0, length: 0 };
            builder.fault(cause, Some(place));
            builder.incomplete();
            Ok(())
        }
    }
}

/// A workbook, and the sheets to read.
struct Book<'b> {
    workbook: Workbook<'b>,
    package: Package,
    file: FileId,
    settings: &'b Settings,
    mapping: Option<&'b Mapping>,
    /// The sheet to read.
    sheet: String,
    /// The other sheets with cells, by name.
    others: Vec<String>,
}

impl<'b> Book<'b> {
    fn open(
        bytes: &'b [u8],
        file: FileId,
        settings: &'b Settings,
        mapping: Option<&'b Mapping>,
    ) -> Result<Self, Cause> {
        let package = Package::check(bytes, settings.limits.binary)?;
        let workbook = Workbook::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        let sheets = sheets(&workbook);
        if sheets.len() > MOST_SHEETS {
            let limit = format!("{} sheets", thousands(MOST_SHEETS));
            return Err(Cause::TooLarge { what: "the workbook", limit });
        }
        let sheet = chosen(&sheets, settings.sheet.as_deref())?;
        let others = Vec::new();
        let mut book = Self { workbook, package, file, settings, mapping, sheet, others };
        for Sheet { name, .. } in sheets {
            if name != book.sheet && !book.names_of(&name)?.is_empty() {
                book.others.push(name);
            }
        }
        Ok(book)
    }

    fn read(mut self, builder: &mut Builder) -> Result<(), Error> {
        let names_columns = |mapping: &Mapping| mapping.names_columns();
        let is_ours =
            !self.mapping.is_some_and(names_columns) && self.sheet.eq_ignore_ascii_case(STANCES);
        let mut known = Known::default();
        let mut beside = Vec::new();
        let mut unread = Vec::new();
        for name in std::mem::take(&mut self.others) {
            let record = BESIDE.iter().find(|(sheet, _)| name.eq_ignore_ascii_case(sheet));
            let record = record.map(|(_, record)| *record);
            let columns = self.names_of(&name).unwrap_or_default();
            let has = |column: &str| columns.iter().any(|known| known.eq_ignore_ascii_case(column));
            match record {
                Some(record) if is_ours && (has("id") || has(record) || record == "graph") => {
                    beside.push((name, record));
                }
                None if is_ours && name == TEXTS && has("text") && has("content") => {
                    known = self.texts();
                }
                _ => unread.push(name),
            }
        }
        let sheet = std::mem::take(&mut self.sheet);
        builder.left_out(others(builder.file_name(self.file), &sheet, &unread));
        let faults = builder.fault_count();
        self.table(&sheet, None, &known, self.file, builder)?;
        let is_chosen = self.settings.sheet.is_some();
        if builder.fault_count() > faults && !unread.is_empty() && !is_chosen {
            let place = Place { file: self.file, line: 0, column: 0, length: 0 };
            builder.fault(Cause::OtherSheets { read: sheet, others: unread }, Some(place));
        }
        for (sheet, record) in beside {
            let file = self.file;
            // Places in the sheet carry its name.
            let file = builder.file(|files| {
                let (name, path) = (files.name(file).to_owned(), files.path(file));
                let path = path.map(PathBuf::from);
                files.add_cells(&name, path)
            });
            self.table(&sheet, Some(record), &known, file, builder)?;
        }
        Ok(())
    }

    fn table(
        &mut self,
        sheet: &str,
        record: Option<&'static str>,
        known: &Known,
        file: FileId,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        builder.file(|files| {
            files.in_sheet(file, sheet);
            file
        });
        let mapping = self.mapping;
        let merged = match self.package.has_merged {
            true => self.workbook.merge_cells_by_sheet_name(sheet).ok(),
            false => None,
        };
        let reading = Reading {
            record,
            missing: mapping.map_or(&[], |mapping| &mapping.missing),
            is_strict: !mapping.is_some_and(Mapping::names_columns),
            texts: Some(known),
            merged: merged.unwrap_or_default(),
        };
        let mut cells = match self.workbook.worksheet_cells_reader(sheet) {
            Ok(cells) => cells,
            Err(error) => {
                let place = Place { file, line: 0, column: 0, length: 0 };
                builder.fault(broken(&error), Some(place));
                builder.incomplete();
                return Ok(());
            }
        };
        let limits = &self.settings.limits;
        table::read(builder, file, mapping, limits, |take| reading.give(&mut cells, take))
    }

    /// The first non-empty row of a sheet.
    fn names_of(&mut self, sheet: &str) -> Result<Vec<String>, Cause> {
        let mut names = Vec::new();
        let mut cells = match self.workbook.worksheet_cells_reader(sheet) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => return Ok(names),
            Err(error) => return Err(broken(&error)),
        };
        let mut row = None;
        let mut left = MOST_BEFORE;
        while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
            left -= 1;
            if left == 0 || row.is_some_and(|row| row != cell.get_position().0) {
                break;
            }
            if *cell.get_value() != DataRef::Empty {
                row = Some(cell.get_position().0);
                names.push(text(cell.get_value()));
            }
        }
        Ok(names)
    }

    /// The texts that continue in their own sheet: the number of the text, the number of the part, and the part.
    fn texts(&mut self) -> Known {
        let mut known = Known::default();
        let Ok(mut cells) = self.workbook.worksheet_cells_reader(TEXTS) else {
            return known;
        };
        let mut numbers = [None; 2];
        while let Ok(Some(cell)) = cells.next_cell() {
            let said = text(cell.get_value());
            match (cell.get_position().1, numbers) {
                (column @ (0 | 1), _) => {
                    numbers[column as usize] = said.parse::<usize>().ok();
                    numbers[0].into_iter().for_each(|number| known.begin(number));
                }
                (2, [Some(number), Some(part)]) => known.add(number, part, &said),
                _ => {}
            }
        }
        known.sort();
        known
    }
}

/// The sheets that are not read, by name.
fn others(file: &str, read: &str, unread: &[String]) -> LeftOut {
    let sheets = if unread.len() == 1 { "sheet" } else { "sheets" };
    let mut left_out = LeftOut::new(file, format!("{sheets} beside \"{read}\", which is read"));
    left_out.remedy = Some(Remedy::ask(Request::Sheet(None)).and_say(" reads another"));
    unread.iter().for_each(|name| left_out.add(name.as_str()));
    left_out
}
