//! The answers to a page: pictures, or the library's tables.

use std::borrow::Cow;

use serde::Serialize;

use super::controls;
use crate::answer::{Column, Kind, LinkTo, Row, Table, Value, plural};
use crate::graph::Side;

/// The most rows of a table that a page shows.
pub(super) const MOST_ROWS: usize = 2_000;

/// A view: its pictures, or the same as tables, and a summary in words.
#[derive(Debug, Default, Serialize)]
pub(super) struct Drawing {
    /// As SVG.
    pub(super) pictures: Vec<String>,
    pub(super) tables: Vec<Sheet>,
    /// The number of stances in view, the time and the filter.
    pub(super) summary: String,
    pub(super) is_empty: bool,
}

/// A table of the library's answers as a page shows it: values as text, notes in terms of the page's controls, and
/// what each cell leads to.
#[derive(Debug, Default, Serialize)]
pub(super) struct Sheet {
    title: String,
    columns: Vec<Heading>,
    rows: Vec<Vec<Cell>>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Heading {
    name: String,
    kind: Kind,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_number: bool,
}

/// A cell, with the stances or the two actors that it leads to.
#[derive(Debug, Default, Serialize)]
struct Cell {
    text: String,
    /// The full text, if the text is only a sign.
    #[serde(skip_serializing_if = "str::is_empty")]
    about: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<Side>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stances: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pair: Option<[String; 2]>,
}

impl From<&Table<'_>> for Sheet {
    /// As many rows as a page can show, with a note on how many more there are. Columns that are empty in all of
    /// them are left out.
    fn from(table: &Table) -> Self {
        let rows = &table.rows[..table.rows.len().min(MOST_ROWS)];
        let texts = rows.iter().map(|row| row.values.iter().map(Value::to_string).collect());
        let texts = texts.collect::<Vec<Vec<_>>>();
        let is_filled = |column: &usize| texts.iter().any(|row| !row[*column].is_empty());
        let filled = (0..table.columns.len()).filter(is_filled).collect::<Vec<_>>();
        let cells = rows.iter().zip(texts).map(|(row, texts)| cells(row, texts, &filled));
        let more = table.rows.len() - rows.len();
        let more =
            (more > 0).then(|| format!("and {}: filter to see them", plural(more, "more row")));
        let notes = table.notes.iter().map(|note| note.worded(controls::worded));
        Self {
            title: table.title.clone(),
            columns: filled.iter().map(|column| Heading::from(&table.columns[*column])).collect(),
            rows: cells.collect(),
            notes: notes.chain(more).collect(),
        }
    }
}

impl From<&Column<'_>> for Heading {
    fn from(column: &Column) -> Self {
        let (kind, is_number) = (column.kind, column.kind.is_number());
        Self { name: column.heading.to_string(), kind, is_number }
    }
}

/// The cells of a row. What the row rests on is behind its first cell with a text that leads nowhere yet, unless
/// there are cells that lead to stances.
fn cells(row: &Row, texts: Vec<String>, filled: &[usize]) -> Vec<Cell> {
    let cells = row.values.iter().zip(texts).map(|(value, text)| Cell::of(value, text));
    let mut cells = cells.collect::<Vec<_>>();
    let leads = cells.iter().any(|cell| !cell.stances.is_empty());
    let free = cells.iter_mut().find(|cell| cell.pair.is_none() && !cell.text.is_empty());
    if let Some(cell) = free.filter(|_| !leads) {
        cell.stances = row.stances.ids();
        cell.about.clone_from(&row.about);
    }
    let mut cells = cells.into_iter().map(Some).collect::<Vec<_>>();
    filled.iter().filter_map(|column| cells[*column].take()).collect()
}

impl Cell {
    fn of(value: &Value, text: String) -> Self {
        let mut cell = Self { text, side: side(value), ..Self::default() };
        match value {
            Value::Linked(link) => {
                cell.about = link.about.to_string();
                match &link.to {
                    LinkTo::Stances(stances) => cell.stances = stances.ids(),
                    LinkTo::Pair(a, b) => cell.pair = Some([a, b].map(Cow::to_string)),
                }
            }
            Value::Stances(stances) => cell.stances = stances.ids(),
            Value::Nothing
            | Value::Text(_)
            | Value::Count(_)
            | Value::Score(_)
            | Value::Signed(_)
            | Value::Exact(_)
            | Value::Based(..)
            | Value::Date(_)
            | Value::Side(_)
            | Value::Actor(_)
            | Value::Target(_)
            | Value::Counted(..) => {}
        }
        cell
    }
}

/// The side that gives a cell its colour.
fn side(value: &Value) -> Option<Side> {
    if let Value::Side(side) | Value::Counted(side, _) = value.bare() { Some(*side) } else { None }
}
