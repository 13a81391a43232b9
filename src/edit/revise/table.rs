//! Revisions of tables: CSV.

use serde_json::Value;

use super::super::cells::{Row, cell, rows, written};
use super::super::splice::{Splice, spliced};
use super::{Plain, Wishes};
use crate::format::{TableField, delimiter_of, joined};

/// Whether a table has our own columns.
pub fn is_own(text: &str) -> bool {
    let delimiter = delimiter_of(text);
    let page = Page::of(text, delimiter);
    page.header().is_none_or(|header| {
        let names = header.cells.iter().map(|range| cell(&text[range.clone()]));
        let known = names.map(|name| TableField::of_name(name.trim())).collect::<Vec<_>>();
        let has = |field: TableField| known.contains(&Some(field));
        has(TableField::Actor) || has(TableField::Record)
    })
}

/// The table after its revision.
pub fn revised(text: &str, wishes: &Wishes) -> String {
    let delimiter = delimiter_of(text);
    let mut page = Page::of(text, delimiter);
    page.columns(wishes);
    let mut splices = page.changes(wishes);
    let line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let declared = wishes.declared.iter().map(|declared| {
        let mut fields = declared.fields();
        fields.push(("record", declared.record().into()));
        fields.push(("id", declared.id().into()));
        fields
    });
    let stance = page.word_of_stances();
    let added = wishes.added.iter().map(|fields| {
        let mut fields = fields.clone();
        fields.extend(stance.map(|word| ("record", word.into())));
        fields
    });
    let new = declared.chain(added).map(|fields| page.row(&fields)).collect::<Vec<_>>();
    if !new.is_empty() {
        let missing = if text.is_empty() || text.ends_with('\n') { "" } else { line };
        let header =
            if page.header().is_none() { format!("{}{line}", page.names()) } else { String::new() };
        let lines = new.join(line) + line;
        splices.push(Splice::insert(text.len(), format!("{missing}{header}{lines}")));
    }
    spliced(text, splices)
}

struct Page<'t> {
    text: &'t str,
    delimiter: u8,
    rows: Vec<Row>,
    /// The number of the header among the rows.
    header: Option<usize>,
    /// The names of the columns; behind those of the header, the new ones.
    names: Vec<String>,
}

impl<'t> Page<'t> {
    fn of(text: &'t str, delimiter: u8) -> Self {
        let rows = rows(text, delimiter);
        let is_above =
            |row: &Row| text[row.cells[0].clone()].trim_start_matches('"').starts_with('#');
        let header = rows.iter().position(|row| !is_above(row));
        let cells = header.map_or(&[][..], |header| &rows[header].cells);
        let names = cells.iter().map(|range| cell(&text[range.clone()]).trim().to_owned());
        Self { text, delimiter, header, names: names.collect(), rows }
    }

    fn header(&self) -> Option<&Row> {
        self.header.map(|header| &self.rows[header])
    }

    fn column(&self, field: &str) -> Option<usize> {
        self.names.iter().position(|name| name.eq_ignore_ascii_case(field))
    }

    /// Adds the columns that are missing.
    fn columns(&mut self, wishes: &Wishes) {
        let mut wanted = Vec::new();
        wanted.extend(wishes.declared.iter().flat_map(|_| ["record", "id"]));
        let added = wishes.added.iter().flatten().map(|(name, _)| *name);
        let set = wishes.set.iter().flat_map(|(_, fields)| fields);
        let set = set.filter(|(_, value)| value.is_some()).map(|(name, _)| *name);
        let declared = wishes.declared.iter().flat_map(|declared| declared.fields());
        wanted.extend(added.chain(set).chain(declared.map(|(name, _)| name)));
        if self.header.is_none() {
            wanted.splice(0..0, ["actor"]);
        }
        for name in wanted {
            if self.column(name).is_none() {
                self.names.push(name.to_owned());
            }
        }
    }

    /// What the rows of stances have as their record: nothing if there is no such column.
    fn word_of_stances(&self) -> Option<&'static str> {
        let column = self.column("record")?;
        let below = self.rows.iter().skip(self.header.map_or(0, |header| header + 1));
        let words = below.filter_map(|row| row.cells.get(column));
        let mut words = words.map(|range| cell(&self.text[range.clone()]));
        Some(if words.any(|word| word.trim() == "stance") { "stance" } else { "" })
    }

    fn names(&self) -> String {
        let names = self.names.iter().map(|name| written(name, self.delimiter, ""));
        names.collect::<Vec<_>>().join(&char::from(self.delimiter).to_string())
    }

    fn row(&self, fields: &[(&'static str, Value)]) -> String {
        let cells = self.names.iter().map(|name| {
            let field = fields.iter().find(|(field, _)| name.eq_ignore_ascii_case(field));
            field.map_or(String::new(), |(_, value)| written(&said(value), self.delimiter, ""))
        });
        cells.collect::<Vec<_>>().join(&char::from(self.delimiter).to_string())
    }

    fn changes(&self, wishes: &Wishes) -> Vec<Splice> {
        let Some(header) = self.header else { return Vec::new() };
        let known = self.rows[header].cells.len();
        let is_wider = self.names.len() > known;
        let delimiter = char::from(self.delimiter).to_string();
        let mut splices = Vec::new();
        for (number, row) in self.rows.iter().enumerate().skip(header) {
            if number > header && wishes.removed.contains(&row.line) {
                splices.push(Splice::remove(row.cells[0].start..row.next));
                continue;
            }
            let set = wishes.set.iter().find(|(line, _)| number > header && *line == row.line);
            let set = set.map_or(&[][..], |(_, fields)| fields.as_slice());
            let of = |column: usize| {
                let field =
                    set.iter().find(|(name, _)| self.names[column].eq_ignore_ascii_case(name));
                field.map(|(_, value)| value.as_ref().map(said).unwrap_or_default())
            };
            for (column, range) in row.cells.iter().enumerate().take(self.names.len()) {
                let old = &self.text[range.clone()];
                if let Some(new) = of(column).filter(|new| *new != cell(old)) {
                    let new = written(&new, self.delimiter, old);
                    splices.push(Splice::replace(range.clone(), new));
                }
            }
            let last =
                (row.cells.len()..self.names.len()).rev().find(|column| of(*column).is_some());
            let width = match last {
                _ if is_wider => self.names.len(),
                Some(last) => last + 1,
                None => continue,
            };
            let more = (row.cells.len()..width).map(|column| {
                let text = match number == header {
                    true => self.names[column].clone(),
                    false => of(column).unwrap_or_default(),
                };
                format!("{delimiter}{}", written(&text, self.delimiter, ""))
            });
            splices.push(Splice::insert(row.end, more.collect::<String>()));
        }
        splices
    }
}

/// A value as the text of a cell.
fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => Plain(number).to_string(),
        Value::Array(items) => {
            let items = items.iter().filter_map(Value::as_str).map(str::to_owned);
            joined(&items.collect::<Vec<_>>())
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => value.to_string(),
    }
}
