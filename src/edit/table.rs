//! Edits of tables: CSV, cell by cell.

use std::collections::BTreeMap;
use std::path::Path;

use super::cells::{Row, cell, rows, written};
use super::names::{Kind, names};
use super::plan::{Found, Task};
use super::splice::Splice;
use crate::error::Error;
use crate::format::{TableField, aliases, delimiter_of, is_mapped, joined};
use crate::graph::StanceRef;

/// The edits of a table.
pub fn edits(task: &Task, text: &str, path: &Path) -> Result<Found, Error> {
    let delimiter = delimiter_of(text);
    let rows = rows(text, delimiter);
    let is_above = |row: &Row| text[row.cells[0].clone()].trim_start_matches('"').starts_with('#');
    let Some(header) = rows.iter().position(|row| !is_above(row)) else {
        return Ok(Found::default());
    };
    let page = Page { text, delimiter, header: &rows[header], rows: &rows[header + 1..] };
    let said = page.header.cells.iter().map(|range| TableField::of_name(page.cell(range).trim()));
    let fields = said.collect::<Vec<_>>();
    let is_own = !is_mapped(text, path) && fields.contains(&Some(TableField::Actor));
    let mut found = Found::default();
    let mut columns = if is_own { own_columns(task, &fields) } else { Vec::new() };
    let is_unknown = |column: &usize| !is_own || fields[*column].is_none();
    columns.extend(page.columns_by_content(task, path).into_iter().filter(is_unknown));
    page.mentions(task, &columns, &fields, is_own, &mut found);
    if is_own && fields.contains(&Some(TableField::Record)) {
        page.declarations(task, &fields, &mut found);
    }
    page.ids(task, &fields, is_mapped(text, path), path, &mut found)?;
    Ok(found)
}

struct Page<'t> {
    text: &'t str,
    delimiter: u8,
    header: &'t Row,
    rows: &'t [Row],
}

impl Page<'_> {
    fn cell(&self, range: &std::ops::Range<usize>) -> String {
        cell(&self.text[range.clone()])
    }

    fn at(&self, row: &Row, column: Option<usize>) -> Option<String> {
        row.cells.get(column?).map(|range| self.cell(range))
    }

    /// The columns of a table that others made: those in which each cell names what its stances name.
    fn columns_by_content(&self, task: &Task, path: &Path) -> Vec<usize> {
        let mut stances = BTreeMap::<u32, Vec<StanceRef>>::new();
        let name = path.to_string_lossy();
        for stance in task.graph.with_drafts().stances() {
            let place = stance.place().filter(|place| task.graph.files().name(place.file) == name);
            place.into_iter().for_each(|place| stances.entry(place.line).or_default().push(stance));
        }
        let is_of = |column: usize, field: &str| {
            self.rows.iter().filter_map(|row| Some((row, stances.get(&row.line)?))).all(
                |(row, stances)| {
                    let cell = self.at(row, Some(column)).unwrap_or_default();
                    stances.iter().all(|stance| match named(*stance, field) {
                        Some(id) => names(task.graph, task.plan.kind, &cell, id),
                        None => cell.trim().is_empty(),
                    })
                },
            )
        };
        let has_name = |column: &usize| {
            self.rows.iter().any(|row| {
                self.at(row, Some(*column))
                    .is_some_and(|cell| task.plan.texts.contains(cell.trim()))
            })
        };
        let columns = (0..self.header.cells.len()).filter(has_name);
        columns
            .filter(|column| task.plan.kind.fields().iter().any(|field| is_of(*column, field)))
            .collect()
    }

    fn mentions(
        &self,
        task: &Task,
        columns: &[usize],
        fields: &[Option<TableField>],
        is_own: bool,
        found: &mut Found,
    ) {
        let column = |field: TableField| fields.iter().position(|of| *of == Some(field));
        let (record, part_of) = (column(TableField::Record), column(TableField::PartOf));
        for row in self.rows {
            let record =
                if is_own { self.at(row, record).unwrap_or_default() } else { String::new() };
            let part_of = part_of.filter(|_| task.plan.kind == Kind::Actor);
            let columns = match record.trim() {
                "" | "stance" => columns,
                "actor" => part_of.as_slice(),
                _ => &[],
            };
            for range in columns.iter().filter_map(|column| row.cells.get(*column)) {
                let text = self.cell(range);
                if task.plan.replaces(task.graph, &text) && text != task.spelling {
                    found.mentions += 1;
                    found.splices.push(self.replaced(range, task.spelling));
                }
            }
        }
    }

    fn replaced(&self, range: &std::ops::Range<usize>, text: &str) -> Splice {
        let old = &self.text[range.clone()];
        Splice::replace(range.clone(), written(text, self.delimiter, old))
    }

    /// Edits rows that declare actors or issues.
    fn declarations(&self, task: &Task, fields: &[Option<TableField>], found: &mut Found) {
        let plan = task.plan;
        let column = |field: TableField| fields.iter().position(|of| *of == Some(field));
        let record = column(TableField::Record);
        let is_record =
            |row: &&Row| self.at(row, record).is_some_and(|cell| cell.trim() == plan.kind.as_str());
        for row in self.rows.iter().filter(is_record) {
            let id = self.at(row, column(TableField::Id)).unwrap_or_default().trim().to_owned();
            if plan.declared.as_deref() != Some(id.as_str()) {
                if plan.takes(&id) {
                    found.splices.push(Splice::remove(row.cells[0].start..row.next));
                }
                continue;
            }
            let mut put = |field: TableField, text: &str| {
                if let Some(range) = column(field).and_then(|column| row.cells.get(column)) {
                    found.splices.push(self.replaced(range, text));
                }
            };
            if id != plan.new_id {
                put(TableField::Id, &plan.new_id);
            }
            if let Some(name) = &plan.name {
                put(TableField::Name, name);
            }
            for (field, text) in &plan.fields {
                TableField::of_name(field).into_iter().for_each(|field| put(field, text));
            }
            let old = self.at(row, column(TableField::Aliases)).unwrap_or_default();
            let mut all = aliases(Some(&old));
            all.retain(|alias| !plan.no_aliases.contains(alias));
            if let Some((old, new)) = &plan.other_alias {
                all.iter_mut()
                    .filter(|alias| *alias == old)
                    .for_each(|alias| alias.clone_from(new));
            }
            all.extend(plan.aliases.iter().cloned());
            if all != aliases(Some(&old)) {
                put(TableField::Aliases, &joined(&all));
            }
        }
    }

    /// Writes the ids of stances that would change, in a new column if there is none.
    fn ids(
        &self,
        task: &Task,
        fields: &[Option<TableField>],
        is_mapped: bool,
        path: &Path,
        found: &mut Found,
    ) -> Result<(), Error> {
        if task.ids.is_empty() {
            return Ok(());
        }
        if is_mapped {
            return Err(Error::IdsWouldChange { path: path.into(), stances: task.ids.len() });
        }
        let column = fields.iter().position(|field| *field == Some(TableField::Id));
        let width = self.header.cells.len();
        let delimiter = char::from(self.delimiter).to_string();
        if column.is_none() {
            found.splices.push(Splice::insert(self.header.end, format!("{delimiter}id")));
        }
        for row in self.rows {
            let id = task.ids.get(&row.line).map_or("", String::as_str);
            match column.and_then(|column| row.cells.get(column)) {
                Some(range) if !id.is_empty() => found.splices.push(self.replaced(range, id)),
                Some(_) => {}
                None if column.is_some() && id.is_empty() => {}
                None => {
                    let missing = column.unwrap_or(width) + 1 - row.cells.len();
                    found.splices.push(Splice::insert(
                        row.end,
                        format!("{}{id}", delimiter.repeat(missing)),
                    ));
                }
            }
        }
        Ok(())
    }
}

/// The columns with the names of fields that name such things.
fn own_columns(task: &Task, fields: &[Option<TableField>]) -> Vec<usize> {
    let is_name = |field: &TableField| task.plan.kind.fields().contains(&field.as_str());
    let columns = fields.iter().enumerate();
    let columns = columns.filter(|(_, field)| field.as_ref().is_some_and(is_name));
    columns.map(|(column, _)| column).collect()
}

/// The id of what a stance names in a field.
fn named<'g>(stance: StanceRef<'g>, field: &str) -> Option<&'g str> {
    let target = stance.target();
    match field {
        "actor" => Some(stance.actor().id.as_str()),
        "speaker" => stance.speaker().map(|actor| actor.id.as_str()),
        "toward" if target.is_actor() => Some(target.id()),
        "toward" => stance.toward().map(|actor| actor.id.as_str()),
        _ => Some(target.id()).filter(|_| !target.is_actor()),
    }
}
