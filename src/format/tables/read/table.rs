//! Reads the rows of a table into the builder, from any source.
//!
//! A row is a stance. Its column `record` can make it an actor, an issue, a source, a label or the whole
//! graph instead, so that one table carries the whole model.

use std::cell::OnceCell;
use std::io;

use crate::error::{Cause, Error, FileId, thousands};
use crate::format::limit::Limits;
use crate::format::tables::batch::{Batch, End, Row, Wanted};
use crate::format::tables::columns::Columns;
use crate::format::tables::decode::Decoder;
use crate::format::tables::edge_list::Weighted;
use crate::format::tables::header::{self, Head};
use crate::format::tables::intake::Intake;
use crate::format::tables::mapping::Mapping;
use crate::graph::Builder;

/// Reads rows into a builder: `give` hands them over in batches, the header first, until no more are wanted.
pub fn read(
    builder: &mut Builder,
    file: FileId,
    mapping: Option<&Mapping>,
    limits: &Limits,
    give: impl FnOnce(&mut dyn FnMut(&Batch) -> Wanted),
) -> Result<(), Error> {
    let own = OnceCell::new();
    let decoder = Decoder::new(Intake::new(builder, file, limits), mapping);
    let mut table = Table { decoder, head: Head::new(&own), body: Body::Unknown };
    let mut outcome = Ok(());
    give(&mut |batch| {
        let wanted = table.batch(batch);
        if let Some(end) = &batch.end {
            outcome = table.end(end);
        }
        wanted
    });
    match table.head.failure.take() {
        Some(failure) => Err(failure),
        None => outcome.map(|()| table.settle(mapping)),
    }
}

struct Table<'b, 'm> {
    decoder: Decoder<'b, 'm>,
    head: Head<'m>,
    body: Body<'m>,
}

/// What the rows are.
enum Body<'m> {
    /// Unknown: the header is not yet read.
    Unknown,
    /// Unreadable: the header is wrong.
    Wrong,
    Stances(Box<Columns<'m>>),
    /// Edges of a list with numbers as signs.
    Edges(Box<Weighted>),
}

impl<'m> Table<'_, 'm> {
    /// Reads some rows; returns what is wanted next.
    fn batch(&mut self, batch: &Batch) -> Wanted {
        if self.decoder.intake.builder.is_full() {
            return Wanted::Nothing;
        }
        let mut rows = batch.rows().peekable();
        let mut is_header = false;
        if let Body::Unknown = self.body {
            while rows.next_if(|row| self.head.is_above(*row, &mut self.decoder)).is_some() {}
            let first = rows.peek().map_or(batch.len(), |row| row.index());
            let below = batch.rows().skip_while(|row| row.index() < first);
            for title in rows.by_ref().take(header::titles(below, &self.decoder)) {
                self.decoder.pass_over_title(title);
            }
            if self.head.is_too_long() {
                self.decoder.intake.builder.incomplete();
                return Wanted::Nothing;
            }
            let Some(header) = rows.peek().copied() else { return self.without_header(batch) };
            // Without a header, the first row is an ordinary one.
            if !self.decoder.has_no_header() {
                rows.next();
            }
            self.body = self.body(batch, header);
            is_header = true;
        }
        match &mut self.body {
            Body::Unknown | Body::Wrong => {
                self.decoder.intake.builder.incomplete();
                return Wanted::Nothing;
            }
            Body::Stances(columns) => {
                let from = rows.peek().map_or(batch.len(), |row| row.index());
                self.decoder.rows(batch, from, columns);
            }
            Body::Edges(edges) => {
                for row in rows.filter(|row| !row.is_blank()) {
                    if !self.decoder.is_passed_over(row) && self.decoder.is_sound(batch, row) {
                        edges.row(row, &mut self.decoder.intake);
                    }
                }
            }
        }
        if is_header { Wanted::Numbers(self.repeating()) } else { Wanted::Rows }
    }

    /// What is wanted after rows without a header.
    fn without_header(&mut self, batch: &Batch) -> Wanted {
        if matches!(batch.end, Some(End::Whole)) {
            let wrong = "the table is empty, without a header";
            self.decoder.intake.fault_on(1, Cause::Syntax(wrong.into()));
        }
        if batch.end.is_none() { Wanted::Rows } else { Wanted::Nothing }
    }

    /// What the rows are, by the first row.
    fn body(&mut self, batch: &Batch, header: Row) -> Body<'m> {
        if !self.decoder.is_sound(batch, header) {
            return Body::Wrong;
        }
        if let Some(edges) = self.head.weighted(header, batch, &self.decoder) {
            return Body::Edges(Box::new(edges));
        }
        let columns = self.head.columns(header, &mut self.decoder);
        columns.map_or(Body::Wrong, |columns| Body::Stances(Box::new(columns)))
    }

    /// The columns whose values repeat, and mean the same each time.
    fn repeating(&self) -> Vec<usize> {
        match &self.body {
            // The meaning of a sign depends on the others.
            Body::Stances(columns) if columns.is_plain() && !self.decoder.is_edge_list() => {
                let fields = columns.used.iter().filter(|(field, _)| field.repeats());
                fields.map(|(_, column)| *column).collect()
            }
            Body::Stances(_) | Body::Edges(_) | Body::Unknown | Body::Wrong => Vec::new(),
        }
    }

    /// Settles what depends on all rows.
    fn settle(mut self, mapping: Option<&Mapping>) {
        if let Body::Edges(edges) = self.body {
            let Intake { builder, file, .. } = &mut self.decoder.intake;
            if let Some(column) = edges.direction() {
                let what = "column that says whether edges are directed";
                builder.pass_over(*file, what, column);
            }
            let sign = mapping.and_then(|mapping| mapping.sign.as_deref());
            edges.network().build_by(sign, mapping, *file, builder);
        }
        self.decoder.settle();
    }

    fn end(&mut self, end: &End) -> Result<(), Error> {
        let intake = &mut self.decoder.intake;
        let too_large = |what, limit| Cause::TooLarge { what, limit: format!("{limit} bytes") };
        match end {
            End::Whole => {}
            End::Failed(error) => {
                let name = intake.builder.file_name(intake.file);
                return Err(Error::io(name, io::Error::new(error.kind(), error.to_string())));
            }
            End::LongRow { line } => {
                let limit = intake.limits.field_length as u64;
                intake.fault_on(*line, too_large("a cell of the row", limit));
            }
            #[cfg(any(feature = "excel", feature = "parquet"))]
            End::Broken { line, why } => {
                intake.fault_on(*line, Cause::Syntax(why.clone()));
                intake.builder.incomplete();
            }
            End::WideRow { line } => {
                let limit = format!("{} cells", thousands(intake.limits.columns));
                intake.fault_on(*line, Cause::TooLarge { what: "the row", limit });
                intake.builder.incomplete();
            }
            End::TooLarge => intake.fault_on(1, too_large("the table", intake.limits.table)),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
