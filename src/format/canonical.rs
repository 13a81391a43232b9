//! The canonical form.

use std::collections::HashMap;

use toml_edit::{Decor, DocumentMut, Item, TableLike};

use super::order::reading_order;
use super::toml::{BETWEEN, Comment, Comments, join, write_with};
use super::{Format, Limits, input, json};
use crate::error::{Error, Faults, Files};
use crate::model::Document;

/// Sorts the stances as people read them; the rest is sorted by id already.
pub(super) fn sorted(mut document: Document) -> Document {
    document.stances.sort_by(reading_order);
    document
}

/// Puts a text into its canonical form: declarations by id, stances by date, source and locator.
///
/// What it says stays as it is, comments in TOML included. `name` is what faults call the text.
/// The canonical form of a canonical form is the same.
///
/// ```
/// use stancegraph::Format;
/// use stancegraph::format::format_text;
///
/// let text = "[actors.b]\n# the first\n[actors.a] # in the alphabet\n";
/// let canonical = "# the first\n[actors.a] # in the alphabet\n\n[actors.b]\n";
/// assert_eq!(format_text(Format::Toml, "map.toml", text)?, canonical);
/// # Ok::<(), stancegraph::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Faults`] where the text has faults of its own. Names that it does not declare are none:
/// another file may.
pub fn format_text(format: Format, name: &str, text: &str) -> Result<String, Error> {
    let mut out = Vec::new();
    match format {
        Format::Csv => {
            let graph = super::Reader::new().format(format);
            let graph = graph.stream(name, std::io::Cursor::new(text.to_owned())).read()?;
            format.write(&graph, &mut out)
        }
        Format::Json => json::write(&sorted(document(format, name, text)?), &mut out),
        Format::Toml => {
            let document = document(format, name, text)?;
            let mut order = (0..document.stances.len()).collect::<Vec<_>>();
            order.sort_by(|a, b| reading_order(&document.stances[*a], &document.stances[*b]));
            write_with(&document, &order, &comments(text), &mut out)
        }
    }
    .expect("memory takes everything");
    Ok(String::from_utf8(out).expect("writers write text"))
}

fn document(format: Format, name: &str, text: &str) -> Result<Document, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut files = Files::default();
    let file = files.add(name, None, Some(text.into()));
    let mut parsed = input::parse(format, text, file, &Limits::default());
    let faults = std::mem::take(&mut parsed.faults);
    if faults.is_empty() {
        return Ok(parsed.into_document());
    }
    let faults =
        faults.into_iter().map(|(cause, place)| crate::Fault { cause, place: Some(place) });
    Err(Error::Faults(Faults::new(faults.collect(), files)))
}

/// The comments of a text that is known to be TOML.
fn comments(text: &str) -> Comments {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Ok(document) = text.parse::<DocumentMut>() else { return Comments::default() };
    let mut found = Comments {
        end: document.trailing().as_str().map(lines).unwrap_or_default(),
        ..Comments::default()
    };
    Collector { found: &mut found.at }.table("", document.as_table());
    found.header = header(&document, &mut found.at);
    found.end = trimmed(found.end);
    found
}

/// The comments at the top, up to their last empty line, are those of the file
/// and not of whatever happens to stand there first.
fn header(document: &DocumentMut, at: &mut HashMap<String, Comment>) -> Vec<String> {
    let first = first_path(document);
    let Some(comment) = first.and_then(|path| at.get_mut(&path)) else { return Vec::new() };
    let end = comment.above.iter().rposition(String::is_empty).map_or(0, |last| last + 1);
    let header = comment.above.drain(..end).collect();
    trimmed(header)
}

/// The path of what stands first: a key of the top, or else the first table.
fn first_path(document: &DocumentMut) -> Option<String> {
    let mut keys = document.iter().filter(|(_, item)| item.is_value());
    if let Some((name, _)) = keys.next() {
        return Some(name.to_owned());
    }
    let mut tables = Vec::new();
    for (name, item) in document.iter() {
        match item {
            Item::Table(table) => {
                tables.extend(table.position().map(|position| (position, name.to_owned())));
                for (id, item) in table.iter() {
                    let position = item.as_table().and_then(toml_edit::Table::position);
                    tables.extend(position.map(|position| (position, join(name, id))));
                }
            }
            Item::ArrayOfTables(array) => {
                let position = array.iter().next().and_then(toml_edit::Table::position);
                tables.extend(position.map(|position| (position, join(name, "0"))));
            }
            _ => {}
        }
    }
    tables.into_iter().min().map(|(_, path)| path)
}

/// How deep a comment can have a place of its own: at the name of an actor.
const DEPTH: usize = 3;

struct Collector<'c> {
    found: &'c mut HashMap<String, Comment>,
}

impl Collector<'_> {
    fn add(&mut self, path: &str, above: Vec<String>, beside: Option<String>) {
        if above.iter().all(String::is_empty) && beside.is_none() {
            return;
        }
        let comment = self.found.entry(path.to_owned()).or_default();
        comment.above.extend(above);
        match &mut comment.beside {
            Some(known) => comment.above.extend(beside.filter(|beside| beside != known)),
            none => *none = beside,
        }
    }

    fn decor(&mut self, path: &str, decor: &Decor) {
        let text = |raw: Option<&toml_edit::RawString>| raw.and_then(|raw| raw.as_str()).map(lines);
        let above = text(decor.prefix()).unwrap_or_default();
        let beside = text(decor.suffix()).unwrap_or_default();
        let beside = beside.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>();
        self.add(path, above, (!beside.is_empty()).then(|| beside.join(" ")));
    }

    fn table(&mut self, path: &str, table: &dyn TableLike) {
        for (name, item) in table.iter() {
            let deeper = join(path, name);
            let deep = deeper.split(BETWEEN).count();
            // What is deeper than a field stands with the field.
            let own = if deep > DEPTH { path.to_owned() } else { deeper };
            if let Some(key) = table.key(name) {
                self.decor(&own, key.leaf_decor());
            }
            self.item(&own, item);
        }
    }

    fn item(&mut self, path: &str, item: &Item) {
        match item {
            Item::None => {}
            Item::Value(value) => self.value(path, value),
            Item::Table(table) => {
                self.decor(path, table.decor());
                self.table(path, table);
            }
            Item::ArrayOfTables(array) => {
                for (number, table) in array.iter().enumerate() {
                    let path = join(path, &number.to_string());
                    self.decor(&path, table.decor());
                    self.table(&path, table);
                }
            }
        }
    }

    fn value(&mut self, path: &str, value: &toml_edit::Value) {
        self.decor(path, value.decor());
        match value {
            toml_edit::Value::Array(array) => {
                for (number, item) in array.iter().enumerate() {
                    let is_stances = path == "stances";
                    let own =
                        if is_stances { join(path, &number.to_string()) } else { path.to_owned() };
                    self.value(&own, item);
                }
                let end = array.trailing().as_str().map(lines).unwrap_or_default();
                self.add(path, end, None);
            }
            toml_edit::Value::InlineTable(table) => {
                self.table(path, table);
            }
            _ => {}
        }
    }
}

/// The comment lines of the space between two items; an empty line between them stays one.
fn lines(space: &str) -> Vec<String> {
    let mut found = Vec::<String>::new();
    for line in space.lines().map(str::trim) {
        let repeats = line.is_empty() && found.last().is_none_or(String::is_empty);
        if !repeats {
            found.push(line.to_owned());
        }
    }
    // What is behind the last line break is the indentation of the item.
    if !space.ends_with('\n') && found.last().is_some_and(String::is_empty) {
        found.pop();
    }
    if found.iter().all(String::is_empty) { Vec::new() } else { found }
}

fn trimmed(mut lines: Vec<String>) -> Vec<String> {
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    lines.split_off(start)
}
