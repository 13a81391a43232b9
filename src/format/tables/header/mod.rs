//! What is above the rows of a table: directives that say how to read it, and the names of its columns.

mod naming;
mod spreadsheet;

use std::cell::OnceCell;

use self::naming::Naming;
use super::batch::{Batch, Row};
use super::columns::Columns;
use super::decode::Decoder;
use super::edge_list::{self, Weighted};
use super::mapping::{Mapping, directive};
use crate::error::{Cause, Error, thousands};
use crate::format::graphs::network;

/// The largest number of directive lines above the header.
const MOST_LINES: usize = 1_000;

/// The largest number of titles and empty rows above the header of a spreadsheet.
const MOST_TITLES: usize = 20;

/// The directives and the header above the rows of a table.
pub struct Head<'m> {
    /// The final mapping, if the table itself changes it.
    own: &'m OnceCell<Mapping>,
    /// The mapping from the directives above the header.
    said: Mapping,
    /// The number of directive lines.
    lines: usize,
    /// The error that kept a second table from being read.
    pub failure: Option<Error>,
}

/// The number of titles and empty rows above the header of a spreadsheet; 0 if nothing below them is a header of
/// stances, or if the reader was told how to read the table.
pub fn titles<'r>(rows: impl Iterator<Item = Row<'r>>, decoder: &Decoder) -> usize {
    if decoder.mapping.is_some() || decoder.list().is_some() || decoder.has_no_header() {
        return 0;
    }
    for (count, row) in rows.take(MOST_TITLES + 1).enumerate() {
        let names = decoder.names(row);
        if names.iter().filter(|name| !name.is_empty()).count() > 1 {
            // An ordinary table has its header in the first row.
            return if count > 0 && spreadsheet::is_header(&names) { count } else { 0 };
        }
    }
    0
}

impl<'m> Head<'m> {
    /// Creates an empty one; `own` keeps the final mapping.
    pub fn new(own: &'m OnceCell<Mapping>) -> Self {
        Self { own, said: Mapping::default(), lines: 0, failure: None }
    }

    /// Whether there are too many directive lines.
    pub fn is_too_long(&self) -> bool {
        self.lines > MOST_LINES
    }

    /// The columns, from the row that names them; `None` if there is a fault.
    pub fn columns(&mut self, header: Row, decoder: &mut Decoder<'_, 'm>) -> Option<Columns<'m>> {
        let names = decoder.names(header);
        let own = match self.settle(&names, decoder) {
            Ok(own) => own,
            Err(error) => {
                decoder.intake.fault(header, Cause::Syntax(error.to_string()), None);
                return None;
            }
        };
        let said = own.as_ref().or(decoder.mapping);
        let own = match spreadsheet::mapping(&names, said, decoder) {
            Ok(Some(sheet)) => Some(said.cloned().unwrap_or_default().over(&sheet)),
            Ok(None) => own,
            Err((cause, column)) => {
                decoder.intake.fault(header, *cause, Some(column));
                return None;
            }
        };
        if let Some(own) = own {
            decoder.mapping = Some(self.own.get_or_init(|| own));
        }
        let mut naming = Naming { decoder, header, names: &names, failure: None };
        let columns = naming.columns();
        self.failure = naming.failure;
        columns
    }

    /// Whether a row is above the first row of the table: a directive, or a comment.
    pub fn is_above(&mut self, row: Row, decoder: &mut Decoder) -> bool {
        if self.is_said(row, decoder) {
            let what = "lines that say how the table is read";
            decoder.intake.builder.pass_over(decoder.intake.file, what, decoder.shown(row));
            return true;
        }
        if decoder.is_comment(row) {
            decoder.comment(row, is_like_edge(row));
            return true;
        }
        false
    }

    /// Whether a row above the header is a directive.
    fn is_said(&mut self, row: Row, decoder: &mut Decoder) -> bool {
        if !row.get(0).is_some_and(|cell| cell.starts_with('#')) {
            return false;
        }
        let text = row.joined();
        let Some(said) = directive(&text) else { return false };
        self.lines += 1;
        if self.lines > MOST_LINES {
            let limit = format!("{} lines", thousands(MOST_LINES));
            decoder.intake.fault(
                row,
                Cause::TooLarge { what: "what stands above the header", limit },
                None,
            );
            return true;
        }
        match said.add_to(std::mem::take(&mut self.said)) {
            Ok(head) => self.said = head,
            Err(error) => decoder.intake.fault(row, Cause::Syntax(error.to_string()), None),
        }
        true
    }

    /// Settles how to read the table: first the reader's own mapping, then the directives in the table, then
    /// the names of its columns.
    fn settle(
        &mut self,
        names: &[String],
        decoder: &mut Decoder<'_, 'm>,
    ) -> Result<Option<Mapping>, Error> {
        let head = std::mem::take(&mut self.said);
        let mut own = None;
        if head != Mapping::default() {
            let said = decoder.mapping.cloned().unwrap_or_default();
            own = Some(said.over(&head).checked()?);
        }
        let said = own.as_ref().or(decoder.mapping);
        if said.is_none_or(|said| !said.names_columns())
            && let Some(mut signs) = edge_list::mapping(names)
        {
            if said.is_some_and(|said| said.scale.is_some()) {
                signs.values.clear();
            }
            if let Some(list) = decoder.list() {
                edge_list::complete(&mut signs, list);
            }
            own = Some(own.or(decoder.mapping.cloned()).unwrap_or_default().over(&signs));
        }
        Ok(own)
    }

    /// The list of edges, if the table is one with numbers as signs.
    pub fn weighted(&self, header: Row, batch: &Batch, decoder: &Decoder) -> Option<Weighted> {
        let said = decoder.mapping.filter(|mapping| mapping.names_columns());
        if said.is_some() || self.said != Mapping::default() {
            return None;
        }
        let names = decoder.names(header);
        let sign = decoder.mapping.and_then(|mapping| mapping.sign.as_deref());
        let is_list = sign.is_none() && edge_list::mapping(&names).is_some();
        let has_words = is_list && values_are_open(decoder) && has_words(&names, batch);
        // A mapping of values takes precedence, and it maps words.
        if decoder.mapping.is_some() && is_list && !has_words {
            return None;
        }
        Weighted::of(&names, sign, has_words)
    }
}

/// Whether no mapping says what values mean.
fn values_are_open(decoder: &Decoder) -> bool {
    decoder.mapping.is_none_or(Mapping::says_form_alone)
}

/// Whether a comment above a list may be its first edge: `#metoo,b,1`.
fn is_like_edge(row: Row) -> bool {
    let has_name = row.get(0).is_some_and(|cell| cell.trim().len() > 1);
    let has_sign = row.get(2).is_some_and(|cell| cell.trim().parse::<f64>().is_ok());
    (3..=4).contains(&row.len()) && has_name && has_sign
}

/// Whether the first sign of a list of edges is one of a pair of words, which are signs if all signs belong
/// to the pair.
fn has_words(names: &[String], batch: &Batch) -> bool {
    let Some(sign) = names.iter().position(|name| name == "sign") else { return false };
    let cells = batch.rows().filter_map(|row| row.get(sign)).map(str::trim);
    let mut values = cells.filter(|cell| !cell.is_empty() && *cell != "sign");
    values.next().is_some_and(network::is_of_pair)
}
