//! The columns of the fields of a row.

use super::batch::Row;
use super::dictionary::{Dictionaries, Known};
use super::field::Field;
use super::given::{Given, Texts};
use super::join::JoinedTable;
use super::mapping::whole;
use super::template::Template;
use crate::model::trimmed;

/// The column of each field.
pub type Places = [Option<usize>; Field::ALL.len()];

/// The columns of a table, by field.
pub struct Columns<'m> {
    pub at: Places,
    /// The fields that have a column.
    pub used: Vec<(Field, usize)>,
    /// Columns without a name, which must be empty.
    pub nameless: Vec<usize>,
    pub constants: Vec<(Field, &'m str)>,
    pub missing: &'m [String],
    pub header: Vec<String>,
    /// What else turns a row into stances, if anything.
    pub shape: Option<Shape<'m>>,
    /// Whether there are columns for more than stances.
    pub has_more: bool,
    /// Whether whole numbers with a decimal point equal those without it.
    pub has_whole_numbers: bool,
}

/// How to turn a row into stances before its fields are read.
#[derive(Default)]
pub struct Shape<'m> {
    pub composed: Vec<(Field, Template)>,
    pub joins: Vec<JoinedTable>,
    /// The field that the names of columns are, and these columns.
    pub wide: Option<(Field, Vec<usize>)>,
    pub splits: &'m [(Field, String)],
}

/// A cell is longer than the limit.
pub struct TooLong;

impl<'m> Columns<'m> {
    /// The values that all rows share.
    pub fn shared(&self) -> Texts<'m> {
        let mut texts = [Given::Nothing; Field::ALL.len()];
        for (field, text) in &self.constants {
            texts[*field as usize] = Given::Text(text);
        }
        texts
    }

    /// Whether it is a matrix without a name in its corner.
    pub fn is_of_nameless(&self) -> bool {
        let is_wide = self.shape.as_ref().is_some_and(|shape| shape.wide.is_some());
        is_wide && self.header.first().is_some_and(String::is_empty)
    }

    /// Whether the meaning of a value does not depend on the rest of its row.
    pub fn is_plain(&self) -> bool {
        self.shape.is_none()
    }

    /// Reads the cells of a row, from dictionaries if possible.
    #[inline]
    pub fn read<'r>(
        &self,
        row: Row<'r>,
        dictionaries: &mut Dictionaries,
        longest: usize,
        texts: &mut Texts<'r>,
    ) -> Result<(), TooLong> {
        for (field, column) in &self.used {
            texts[*field as usize] = match dictionaries.get(*field, *column, row) {
                Some(Known::Nothing) => Given::Nothing,
                Some(known) => Given::Known(known),
                None => {
                    let text = row.get(*column).and_then(|cell| self.text(*field, cell));
                    if text.is_none() {
                        dictionaries.keep(*field, *column, row, Known::Nothing);
                    }
                    if text.is_some_and(|text| text.len() > longest) {
                        return Err(TooLong);
                    }
                    Given::of(text)
                }
            };
        }
        Ok(())
    }

    #[inline]
    pub fn text<'r>(&self, field: Field, cell: &'r str) -> Option<&'r str> {
        let text = if field.is_free_text() { cell } else { trimmed(cell) };
        let said = if self.has_whole_numbers { whole(text).unwrap_or(text) } else { text };
        let is_missing = said.is_empty() || self.missing.iter().any(|missing| missing == said);
        (!is_missing).then_some(said)
    }

    /// Whether a column is read.
    pub fn reads(&self, column: usize) -> bool {
        self.used.iter().any(|(_, used)| *used == column)
            || self.nameless.contains(&column)
            || self.shape.as_ref().is_some_and(|shape| shape.reads(column))
            || column >= self.header.len()
    }
}

impl Shape<'_> {
    /// Whether it reads a column that is not a field.
    pub fn reads(&self, column: usize) -> bool {
        let is_wide =
            self.wide.as_ref().is_some_and(|(_, columns)| columns.binary_search(&column).is_ok());
        let mut templates = self.composed.iter().map(|(_, template)| template);
        is_wide
            || templates.any(|template| template.columns().any(|known| known == column))
            || self.joins.iter().any(|join| join.reads(column))
    }

    /// Whether each row is one stance as it is.
    pub fn is_plain(&self) -> bool {
        let has_none = self.composed.is_empty() && self.joins.is_empty();
        has_none && self.wide.is_none() && self.splits.is_empty()
    }
}
