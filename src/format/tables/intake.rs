//! The destination of rows: a builder, and the file that its faults refer to.

use encoding_rs::Encoding;

use super::batch::{Batch, CellPlace, Row};
use crate::error::{Cause, FileId, Place};
use crate::format::limit::Limits;
use crate::graph::Builder;

/// A builder while it reads a file.
pub struct Intake<'b> {
    pub builder: &'b mut Builder,
    pub file: FileId,
    pub limits: &'b Limits,
    /// The number of faults at the last check.
    known_faults: usize,
}

impl<'b> Intake<'b> {
    pub fn new(builder: &'b mut Builder, file: FileId, limits: &'b Limits) -> Self {
        let known_faults = builder.fault_count();
        Self { builder, file, limits, known_faults }
    }

    /// Whether the builder has new faults since the last call.
    pub fn has_new_faults(&mut self) -> bool {
        let faults = self.builder.fault_count();
        faults > std::mem::replace(&mut self.known_faults, faults)
    }

    /// Whether a row is well-formed; reports it otherwise.
    pub fn is_sound(
        &mut self,
        batch: &Batch,
        row: Row,
        encoding: Option<&'static Encoding>,
    ) -> bool {
        if batch.is_sound() {
            return true;
        }
        if let Some(cell) = row.broken() {
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

    /// Reports a fault in a cell of a row.
    #[cold]
    pub fn fault(&mut self, row: Row, cause: Cause, cell: Option<usize>) {
        self.fault_with(row, || cause, cell);
    }

    /// Reports a fault that is costly to describe.
    #[cold]
    pub fn fault_with(&mut self, row: Row, cause: impl FnOnce() -> Cause, cell: Option<usize>) {
        // The place of a cell in its line is counted from the beginning of the row.
        if self.builder.wants_faults() {
            let place = self.place(row, cell);
            self.builder.remember(place, || row.excerpt(place.line, place.column));
            self.builder.fault(cause(), Some(place));
        } else {
            self.builder.omit_fault();
        }
        self.known_faults = self.builder.fault_count();
    }

    /// Reports a fault with a known line only.
    pub fn fault_on(&mut self, line: u32, cause: Cause) {
        let place = Place { file: self.file, line, column: 0, length: 0 };
        self.builder.fault(cause, Some(place));
    }

    #[inline]
    pub fn place(&self, row: Row, cell: Option<usize>) -> Place {
        let file = self.file;
        match cell.and_then(|cell| row.place(cell)) {
            Some(CellPlace { line, column, length }) => Place { file, line, column, length },
            None => Place { file, line: row.line(), column: 0, length: 0 },
        }
    }
}
