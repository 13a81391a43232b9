//! Rows that make several stances, or need more than their own cells.

use rustc_hash::FxHashSet;

use super::Decoder;
use super::cells::Cells;
use crate::error::Cause;
use crate::format::tables::batch::Row;
use crate::format::tables::columns::{Columns, Shape};
use crate::format::tables::field::Field;
use crate::format::tables::given::{Given, Texts};
use crate::format::tables::intake::Intake;
use crate::format::tables::join::{JoinedRow, JoinedTable};
use crate::format::tables::mapping::{Mapping, Meaning, Wide};
use crate::format::tables::template::Template;
use crate::model::trimmed;

/// The largest number of stances from the names in the cells of one row.
const MOST: usize = 10_000;

/// A row while it turns into stances.
struct Shaping<'c, 'b, 'm> {
    decoder: &'c mut Decoder<'b, 'm>,
    columns: &'c Columns<'m>,
    shape: &'c Shape<'m>,
    row: Row<'c>,
    /// The cell of the position, in a wide table.
    cell: Option<usize>,
    /// The matching rows of second tables.
    joined: Vec<(&'c JoinedTable, &'c JoinedRow)>,
}

/// Reads a row through a shape.
pub fn read<'m>(
    decoder: &mut Decoder<'_, 'm>,
    columns: &Columns<'m>,
    shape: &Shape<'m>,
    row: Row,
    texts: &Texts,
) {
    let text_of = |(field, template): &(Field, Template)| {
        let cell = |column: usize| columns.text(*field, trimmed(row.get(column)?));
        (*field, template.of(cell))
    };
    let composed = shape.composed.iter().map(text_of).collect::<Vec<_>>();
    let mut own = *texts;
    for (field, text) in &composed {
        own[*field as usize] = Given::of(text.as_deref());
    }
    let (cell, joined) = (None, Vec::new());
    let mut shaping = Shaping { decoder, columns, shape, row, cell, joined };
    shaping.join(&mut own, true);
    shaping.widen(&own);
}

impl<'c> Shaping<'c, '_, '_> {
    /// Fills in the fields from second tables: either those with an early key, or the others.
    fn join<'t>(&mut self, own: &mut Texts<'t>, early: bool)
    where
        'c: 't,
    {
        for join in self.shape.joins.iter().filter(|join| join.is_early() == early) {
            let Intake { builder, file, .. } = &mut self.decoder.intake;
            if let Some(found) = join.find(self.row, own, builder, *file) {
                join.fill(found, own);
                self.joined.push((join, found));
            }
        }
    }

    /// Makes a stance of each cell of a wide table.
    fn widen(&mut self, own: &Texts) {
        let Some((field, columns)) = &self.shape.wide else { return self.split(own) };
        let rows = self.decoder.mapping.and_then(|mapping| mapping.wide).map(Wide::of_rows);
        let has_name = rows.is_none_or(|rows| own[rows as usize].is_something());
        if !has_name && self.columns.is_of_nameless() && !self.row.is_blank() {
            let line = format!("line {}", self.row.line());
            let Intake { builder, file, .. } = &mut self.decoder.intake;
            return builder.leave_out(*file, "rows without a name", line);
        }
        let skips_nothing = self.decoder.mapping.and_then(Mapping::meaning_of_nothing);
        for column in columns {
            let cell = self.row.get(*column);
            let value = cell.and_then(|cell| self.columns.text(Field::Position, cell));
            if value.is_none() && skips_nothing == Some(Meaning::Skip) {
                continue;
            }
            let mut own = *own;
            own[*field as usize] = Given::Text(&self.columns.header[*column]);
            own[Field::Position as usize] = Given::of(value);
            self.cell = Some(*column);
            self.split(&own);
        }
    }

    /// Makes a stance of each name in cells with several names.
    fn split(&mut self, own: &Texts) {
        let names_in = |(field, separator): &(Field, String)| {
            let pieces = own[*field as usize].text()?.split(separator.as_str());
            let names = pieces.filter_map(|name| self.columns.text(*field, name));
            Some((*field, distinct(names)))
        };
        let parts = self.shape.splits.iter().filter_map(names_in).collect::<Vec<_>>();
        let counts = parts.iter().map(|(_, names)| names.len().max(1));
        let count = counts.fold(1_usize, usize::saturating_mul);
        if count > MOST {
            let limit = format!("{MOST}");
            let cause = Cause::TooLarge { what: "the number of stances of this row", limit };
            return self.decoder.intake.fault(self.row, cause, None);
        }
        for number in 0..count {
            let (mut own, mut rest) = (*own, number);
            for (field, names) in &parts {
                let count = names.len().max(1);
                own[*field as usize] = Given::of(names.get(rest % count).copied());
                rest /= count;
            }
            let id = own[Field::Id as usize].text().filter(|_| count > 1);
            let numbered = id.map(|id| format!("{id}-{}", number + 1));
            if let Some(id) = &numbered {
                own[Field::Id as usize] = Given::Text(id);
            }
            self.stance(&own);
        }
    }

    fn stance(&mut self, own: &Texts) {
        let mut own = *own;
        let early = self.joined.len();
        self.join(&mut own, false);
        let (decoder, columns, row) = (&mut *self.decoder, self.columns, self.row);
        let is_one = Cells::new(decoder, columns, &own, row, self.cell).stance();
        let is_many = !self.shape.splits.is_empty() || self.shape.wide.is_some();
        for (table, found) in self.joined.iter().filter(|_| is_one) {
            table.describe(found, &own, is_many, self.decoder.intake.builder);
        }
        self.joined.truncate(early);
    }
}

/// The distinct texts, in order.
fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut seen = FxHashSet::default();
    texts.filter(|text| seen.insert(*text)).collect()
}
