//! The comments of TOML, which its canonical form keeps.

use std::collections::BTreeMap;

use toml_edit::{Decor, DocumentMut, Item, TableLike};

use super::toml::{BETWEEN, Comment, Comments, join};

/// Collects the comments of a text that is known to be valid TOML.
pub fn comments(text: &str) -> Comments {
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

/// Takes the comments at the top of the file. Those up to the last empty line belong to the file, not to the
/// first item below them; so do directives for editors, such as `#:schema`.
fn header(document: &DocumentMut, at: &mut BTreeMap<String, Comment>) -> Vec<String> {
    let first = first_path(document);
    let Some(comment) = first.and_then(|path| at.get_mut(&path)) else { return Vec::new() };
    let for_editors = comment.above.iter().take_while(|line| line.starts_with("#:")).count();
    let empty = comment.above.iter().rposition(String::is_empty).map_or(0, |last| last + 1);
    let end = for_editors.max(empty);
    let header = comment.above.drain(..end).collect();
    trimmed(header)
}

/// The path of the first item: a top-level key or, without one, the first table.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
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
                for (id, item) in table {
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

/// The deepest level at which a comment keeps its own place: that of an actor's `name`.
const DEPTH: usize = 3;

struct Collector<'c> {
    found: &'c mut BTreeMap<String, Comment>,
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

    /// Collects the comments above and beside an item that begins a line.
    fn decor(&mut self, path: &str, decor: &Decor) {
        self.add(path, lines(raw(decor.prefix())), None);
        self.suffix(path, decor);
    }

    /// Collects the comments of an item in a list or an inline table. There, a comment before the line break
    /// is beside the previous item.
    fn inner_decor(&mut self, previous: &str, path: &str, decor: &Decor) {
        self.space(previous, path, raw(decor.prefix()));
        self.suffix(path, decor);
    }

    fn suffix(&mut self, path: &str, decor: &Decor) {
        let mut lines = lines(raw(decor.suffix())).into_iter().filter(|line| !line.is_empty());
        let beside = lines.next();
        self.add(path, lines.collect(), beside);
    }

    fn space(&mut self, previous: &str, path: &str, space: &str) {
        let (beside, above) = space.split_once('\n').unwrap_or(("", space));
        let beside = Some(beside.trim().to_owned()).filter(|comment| !comment.is_empty());
        self.add(previous, Vec::new(), beside);
        self.add(path, lines(above), None);
    }

    /// The path of a part; parts deeper than a field share the path of the field.
    fn part(path: &str, name: &str) -> String {
        let deeper = join(path, name);
        if deeper.split(BETWEEN).count() > DEPTH { path.to_owned() } else { deeper }
    }

    fn table(&mut self, path: &str, table: &dyn TableLike) {
        for (name, item) in table.iter() {
            let own = Self::part(path, name);
            if let Some(key) = table.key(name) {
                self.decor(&own, key.leaf_decor());
            }
            self.item(&own, item);
        }
    }

    fn item(&mut self, path: &str, item: &Item) {
        match item {
            Item::None => {}
            Item::Value(value) => {
                self.decor(path, value.decor());
                self.value(path, value);
            }
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

    /// Collects the comments inside a value.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
    fn value(&mut self, path: &str, value: &toml_edit::Value) {
        match value {
            toml_edit::Value::Array(array) => self.array(path, array),
            toml_edit::Value::InlineTable(table) => self.inline_table(path, table),
            _ => {}
        }
    }

    fn array(&mut self, path: &str, array: &toml_edit::Array) {
        let mut previous = path.to_owned();
        for (number, item) in array.iter().enumerate() {
            let is_stances = path == "stances";
            let own = if is_stances { join(path, &number.to_string()) } else { path.to_owned() };
            self.inner_decor(&previous, &own, item.decor());
            self.value(&own, item);
            previous = own;
        }
        self.space(&previous, path, array.trailing().as_str().unwrap_or_default());
    }

    fn inline_table(&mut self, path: &str, table: &toml_edit::InlineTable) {
        let mut previous = path.to_owned();
        for (name, item) in table {
            let own = Self::part(path, name);
            if let Some(key) = table.key(name) {
                self.inner_decor(&previous, &own, key.leaf_decor());
            }
            self.inner_decor(&own, &own, item.decor());
            self.value(&own, item);
            previous = own;
        }
        self.space(&previous, path, table.trailing().as_str().unwrap_or_default());
    }
}

fn raw(text: Option<&toml_edit::RawString>) -> &str {
    text.and_then(toml_edit::RawString::as_str).unwrap_or_default()
}

/// The comment lines between two items; keeps an empty line between them.
fn lines(space: &str) -> Vec<String> {
    let mut found = Vec::<String>::new();
    for line in space.lines().map(str::trim) {
        let repeats = line.is_empty() && found.last().is_none_or(String::is_empty);
        if !repeats {
            found.push(line.to_owned());
        }
    }
    // The text after the last line break is the indentation of the item.
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
