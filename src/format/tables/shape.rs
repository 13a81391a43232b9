//! Rows that are more than one stance, or that need more than their own cells.

use rustc_hash::FxHashSet;

use super::field::Field;
use super::joined::{JoinedRow, JoinedTable};
use super::mapping::{Mapping, Meaning, Wide};
use super::rows::Row;
use super::table::{Cells, Columns, Table, Texts, columns_called};
use crate::error::Cause;
use crate::model::trimmed;

/// How many stances the names in the cells of one row may make.
const MOST: usize = 10_000;

/// What is to be done with a row before it is a stance.
#[derive(Default)]
pub(super) struct Shape<'m> {
    pub(super) composed: Vec<(Field, Template)>,
    pub(super) joins: Vec<JoinedTable>,
    /// What the names of columns are, and which columns these are.
    pub(super) wide: Option<(Field, Vec<usize>)>,
    pub(super) splits: &'m [(Field, String)],
}

impl Shape<'_> {
    /// Whether it reads a column that is no field.
    pub(super) fn reads(&self, column: usize) -> bool {
        let is_wide =
            self.wide.as_ref().is_some_and(|(_, columns)| columns.binary_search(&column).is_ok());
        let mut templates = self.composed.iter().map(|(_, template)| template);
        is_wide
            || templates.any(|template| template.columns().any(|known| known == column))
            || self.joins.iter().any(|join| join.reads(column))
    }

    /// Whether rows are stances as they are.
    pub(super) fn is_plain(&self) -> bool {
        let has_none = self.composed.is_empty() && self.joins.is_empty();
        has_none && self.wide.is_none() && self.splits.is_empty()
    }
}

/// A text with columns in it.
pub(super) struct Template(Vec<Piece>);

enum Piece {
    Text(String),
    Column(usize),
}

impl Template {
    /// `{congress}-{chamber}`; `Err` with the name of a column that is not there, `None` where it
    /// has no braces.
    pub(super) fn parse(text: &str, header: &[String]) -> Option<Result<Self, String>> {
        if !text.contains('{') {
            return None;
        }
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, behind) = behind.split_once('}')?;
            let (Some(column), _) = columns_called(name.trim(), header) else {
                return Some(Err(name.to_owned()));
            };
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Column(column));
            rest = behind;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Some(Ok(Self(pieces)))
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Column(column) => Some(*column),
            Piece::Text(_) => None,
        })
    }

    /// The text of a row; `None` where one of the cells is empty.
    fn of(&self, columns: &Columns, field: Field, row: Row) -> Option<String> {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Column(column) => {
                    text.push_str(columns.text(field, trimmed(row.get(*column)?))?);
                }
            }
        }
        Some(text)
    }
}

/// One row on its way to its stances.
struct Shaping<'c, 'b, 'm> {
    table: &'c mut Table<'b, 'm>,
    columns: &'c Columns<'m>,
    shape: &'c Shape<'m>,
    row: Row<'c>,
    /// The cell of the position, in a wide table.
    cell: Option<usize>,
    /// Rows of second tables.
    joined: Vec<(&'c JoinedTable, &'c JoinedRow)>,
}

/// Reads a row of which a shape says more.
pub(super) fn read<'m>(
    table: &mut Table<'_, 'm>,
    columns: &Columns<'m>,
    shape: &Shape<'m>,
    row: Row,
    texts: &Texts,
) {
    let composed = shape.composed.iter();
    let composed = composed.map(|(field, template)| (*field, template.of(columns, *field, row)));
    let composed = composed.collect::<Vec<_>>();
    let mut own = *texts;
    for (field, text) in &composed {
        own[*field as usize] = text.as_deref();
    }
    let (cell, joined) = (None, Vec::new());
    let mut shaping = Shaping { table, columns, shape, row, cell, joined };
    shaping.join(&mut own, true);
    shaping.widen(&own);
}

impl<'c> Shaping<'c, '_, '_> {
    /// Takes what second tables say, those whose key is early or the others.
    fn join<'t>(&mut self, own: &mut Texts<'t>, early: bool)
    where
        'c: 't,
    {
        for join in self.shape.joins.iter().filter(|join| join.is_early() == early) {
            let (builder, file) = (&mut *self.table.builder, self.table.file);
            if let Some(found) = join.find(self.row, own, builder, file) {
                join.fill(found, own);
                self.joined.push((join, found));
            }
        }
    }

    /// Takes the cells of a wide table one by one.
    fn widen(&mut self, own: &Texts) {
        let Some((field, columns)) = &self.shape.wide else { return self.split(own) };
        let rows = self.table.mapping.and_then(|mapping| mapping.wide).map(Wide::of_rows);
        let has_name = rows.is_none_or(|rows| own[rows as usize].is_some());
        if !has_name
            && self.columns.is_of_nameless()
            && self.row.iter().any(|cell| !cell.trim().is_empty())
        {
            let line = format!("line {}", self.row.line());
            return self.table.builder.leave_out(self.table.file, "rows without a name", line);
        }
        let skips_nothing = self.table.mapping.and_then(Mapping::meaning_of_nothing);
        for column in columns {
            let value = self.row.get(*column);
            let value = value.and_then(|cell| self.columns.text(Field::Position, cell));
            if value.is_none() && skips_nothing == Some(Meaning::Skip) {
                continue;
            }
            let mut own = *own;
            own[*field as usize] = Some(&self.columns.header[*column]);
            own[Field::Position as usize] = value;
            self.cell = Some(*column);
            self.split(&own);
        }
    }

    /// Takes the names of cells that have several one by one.
    fn split(&mut self, own: &Texts) {
        let parts = self.shape.splits.iter().filter_map(|(field, separator)| {
            let names = own[*field as usize]?.split(separator.as_str());
            let names = names.filter_map(|name| self.columns.text(*field, name));
            Some((*field, distinct(names)))
        });
        let parts = parts.collect::<Vec<_>>();
        let counts = parts.iter().map(|(_, names)| names.len().max(1));
        let count = counts.fold(1_usize, usize::saturating_mul);
        if count > MOST {
            let limit = format!("{MOST}");
            let cause = Cause::TooLarge { what: "the number of stances of this row", limit };
            return self.table.fault(self.row, cause, None);
        }
        for number in 0..count {
            let (mut own, mut rest) = (*own, number);
            for (field, names) in &parts {
                let count = names.len().max(1);
                own[*field as usize] = names.get(rest % count).copied();
                rest /= count;
            }
            let id = own[Field::Id as usize].filter(|_| count > 1);
            let id = id.map(|id| format!("{id}-{}", number + 1));
            if id.is_some() {
                own[Field::Id as usize] = id.as_deref();
            }
            self.stance(&own);
        }
    }

    fn stance(&mut self, own: &Texts) {
        let mut own = *own;
        let early = self.joined.len();
        self.join(&mut own, false);
        let (table, columns, row) = (&mut *self.table, self.columns, self.row);
        let is_one = Cells::new(table, columns, &own, row, self.cell).stance();
        let is_many = !self.shape.splits.is_empty() || self.shape.wide.is_some();
        for (table, found) in self.joined.iter().filter(|_| is_one) {
            table.describe(found, &own, is_many, self.table.builder);
        }
        self.joined.truncate(early);
    }
}

/// The texts, each once.
fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut seen = FxHashSet::default();
    texts.filter(|text| seen.insert(*text)).collect()
}
