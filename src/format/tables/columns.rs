//! Where the fields of a row are.

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

/// Where the fields of a row are.
pub struct Columns<'m> {
    pub at: Places,
    /// The fields that have a column.
    pub used: Vec<(Field, usize)>,
    /// Columns without a name, which have to be empty.
    pub nameless: Vec<usize>,
    pub constants: Vec<(Field, &'m str)>,
    pub missing: &'m [String],
    pub header: Vec<String>,
    /// What else makes a stance of a row, where something does.
    pub shape: Option<Shape<'m>>,
    /// Whether there are columns that a stance does not have.
    pub has_more: bool,
    /// Whether whole numbers that are written with a point are those without it.
    pub has_whole_numbers: bool,
}

/// What is to be done with a row before it is a stance.
#[derive(Default)]
pub struct Shape<'m> {
    pub composed: Vec<(Field, Template)>,
    pub joins: Vec<JoinedTable>,
    /// What the names of columns are, and which columns these are.
    pub wide: Option<(Field, Vec<usize>)>,
    pub splits: &'m [(Field, String)],
}

/// A cell with more bytes than it may have.
pub struct TooLong;

impl<'m> Columns<'m> {
    /// What all rows share.
    pub fn shared(&self) -> Texts<'m> {
        let mut texts = [Given::Nothing; Field::ALL.len()];
        for (field, text) in &self.constants {
            texts[*field as usize] = Given::Text(text);
        }
        texts
    }

    /// Whether it is a matrix in which one of those that it is of has no name, as its corner has none.
    pub fn is_of_nameless(&self) -> bool {
        let is_wide = self.shape.as_ref().is_some_and(|shape| shape.wide.is_some());
        is_wide && self.header.first().is_some_and(String::is_empty)
    }

    /// Whether what a value means does not depend on others in its row.
    pub fn is_plain(&self) -> bool {
        self.shape.is_none()
    }

    /// What the cells of a row give, from dictionaries where it is known.
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

    /// Whether something of a row is read from a column.
    pub fn reads(&self, column: usize) -> bool {
        self.used.iter().any(|(_, used)| *used == column)
            || self.nameless.contains(&column)
            || self.shape.as_ref().is_some_and(|shape| shape.reads(column))
            || column >= self.header.len()
    }
}

impl Shape<'_> {
    /// Whether it reads a column that is no field.
    pub fn reads(&self, column: usize) -> bool {
        let is_wide =
            self.wide.as_ref().is_some_and(|(_, columns)| columns.binary_search(&column).is_ok());
        let mut templates = self.composed.iter().map(|(_, template)| template);
        is_wide
            || templates.any(|template| template.columns().any(|known| known == column))
            || self.joins.iter().any(|join| join.reads(column))
    }

    /// Whether rows are stances as they are.
    pub fn is_plain(&self) -> bool {
        let has_none = self.composed.is_empty() && self.joins.is_empty();
        has_none && self.wide.is_none() && self.splits.is_empty()
    }
}
