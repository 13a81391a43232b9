//! From the rows of a batch to the builder.

use super::cells::Cells;
use super::{Decoder, shaping};
use crate::error::Cause;
use crate::format::tables::batch::{Batch, Row};
use crate::format::tables::columns::{Columns, TooLong};
use crate::format::tables::field::Field;
use crate::format::tables::given::Texts;

/// The name, in notes, of the row numbers that R and pandas write before each row.
const NUMBERS: &str = "columns without a name, of row numbers";

impl<'m> Decoder<'_, 'm> {
    /// Reads the rows of a batch, from one on.
    pub fn rows(&mut self, batch: &Batch, from: usize, columns: &Columns<'m>) {
        self.dictionaries.begin(batch, &columns.used);
        let mut texts = columns.shared();
        let has_known_rows = self.has_known_rows(batch, columns);
        let mut next = from;
        loop {
            if has_known_rows {
                next = self.known_rows(batch, next, columns);
            }
            let Some(row) = batch.row(next) else { return };
            next += 1;
            let is_fine = batch.is_flawless() || self.is_flawless(columns, row);
            if is_fine && !self.is_passed_over(row) && self.is_sound(batch, row) {
                self.row(columns, row, &mut texts);
            }
        }
    }

    /// Whether all cells that are read have a value; reports the others.
    #[cold]
    fn is_flawless(&mut self, columns: &Columns, row: Row) -> bool {
        let flaws = row.flaws().filter(|(column, _)| columns.reads(*column)).collect::<Vec<_>>();
        for (column, cause) in &flaws {
            self.intake.fault(row, (*cause).clone(), Some(*column));
        }
        flaws.is_empty()
    }

    #[inline]
    fn row<'r>(&mut self, columns: &Columns<'m>, row: Row<'r>, texts: &mut Texts<'r>) {
        if row.len() != columns.header.len() {
            let cause = Cause::RaggedRow {
                expected: columns.header.len(),
                found: row.len(),
                reason: row.why_ragged(columns.header.len()),
            };
            return self.intake.fault(row, cause, None);
        }
        if !columns.nameless.is_empty() && self.has_nameless_cell(columns, row) {
            return;
        }
        let longest = self.intake.limits.field_length;
        if let Err(TooLong) = columns.read(row, &mut self.dictionaries, longest, texts) {
            return self.long_cell(row);
        }
        match (texts[Field::Record as usize].text(), &columns.shape) {
            (None | Some("stance"), Some(shape)) => shaping::read(self, columns, shape, row, texts),
            (record, _) => {
                let cells = Cells::new(self, columns, texts, row, None);
                match record {
                    None | Some("stance") => drop(cells.stance()),
                    Some(record) => cells.record(record),
                }
            }
        }
    }

    /// Whether a column without a name has a non-empty cell; spreadsheets leave empty columns after the last one.
    fn has_nameless_cell(&mut self, columns: &Columns, row: Row) -> bool {
        let says = |column: &usize| row.get(*column).is_some_and(|cell| !cell.trim().is_empty());
        if columns.is_of_nameless() {
            for column in columns.nameless.iter().filter(|column| says(column)) {
                let name = (column + 1).to_string();
                self.intake.builder.leave_out(
                    self.intake.file,
                    "cells in columns without a name",
                    name,
                );
            }
            return false;
        }
        let cell = columns.nameless.iter().copied().filter(says).find(|column| {
            let is_number = *column == 0 && row.get(0).is_some_and(is_row_number);
            if is_number && !std::mem::replace(&mut self.has_numbers, true) {
                self.intake.builder.leave_out(self.intake.file, NUMBERS, "");
            }
            !is_number
        });
        if cell.is_some() {
            self.intake.fault(
                row,
                Cause::Syntax("the column of this cell has no name".into()),
                cell,
            );
        }
        cell.is_some()
    }

    fn long_cell(&mut self, row: Row) {
        let long = row.iter().position(|cell| cell.len() > self.intake.limits.field_length);
        let limit = format!("{} bytes", self.intake.limits.field_length);
        self.intake.fault(row, Cause::TooLarge { what: "a cell", limit }, long);
    }
}

/// Whether a cell is a row number: R and pandas write one in a first column without a name.
fn is_row_number(cell: &str) -> bool {
    let cell = cell.trim();
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit())
}
