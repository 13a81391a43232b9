//! Writes a mapping as its own file.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use super::delimiter::{BLANKS, name_of};
use super::join::Join;
use super::{From, Mapping, Meaning, Wide};
use crate::format::dates::DateForm;

impl Mapping {
    /// Writes it as a mapping file, which [`Mapping::from_toml`] reads.
    ///
    /// ```
    /// use stancegraph::format::Mapping;
    ///
    /// let mapping = Mapping::parse("actor=country,issue=rcid,position=vote", "yes=support,none=skip")?;
    /// let file = mapping.to_toml();
    /// assert_eq!(Mapping::from_toml(&file)?, mapping);
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut file = DocumentMut::new();
        let mut set = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                file.insert(name, Item::Value(value));
            }
        };
        set("encoding", self.encoding.map(|encoding| encoding.name().to_lowercase().into()));
        let delimiter = self.delimiter.filter(|byte| *byte != BLANKS);
        set("delimiter", delimiter.map(|byte| name_of(byte).into()));
        set("header", self.has_no_header.then(|| false.into()));
        set("dates", self.dates.map(DateForm::as_str).map(Value::from));
        set("scale", self.scale.map(|scale| scale.to_string().into()));
        set("wide", self.wide.map(Wide::as_str).map(Value::from));
        set("words", self.reads_words.then(|| true.into()));
        set("missing", list(&self.missing));
        set("ignore", list(&self.ignored));
        let [mut map, mut constants, mut values, mut split] = [(); 4].map(|()| Table::new());
        for (field, from) in &self.columns {
            match from {
                From::Column(column) => map.insert(field.as_str(), text(column)),
                From::Constant(constant) => constants.insert(field.as_str(), text(constant)),
            };
        }
        for (value, meaning) in &self.values {
            match meaning {
                Meaning::Position(position) => values.insert(value, text(position.as_str())),
                Meaning::Skip => values.insert(value, text("skip")),
                // Only a scale gives it.
                Meaning::Graded(..) => None,
            };
        }
        for value in &self.both {
            values.insert(value, text("both"));
        }
        for (field, separator) in &self.splits {
            split.insert(field.as_str(), text(separator));
        }
        let tables = [("map", map), ("constants", constants), ("values", values), ("split", split)];
        for (name, table) in tables.into_iter().filter(|(_, table)| !table.is_empty()) {
            file.insert(name, Item::Table(table));
        }
        let joins = self.joins.iter().filter_map(join).collect::<toml_edit::ArrayOfTables>();
        if !joins.is_empty() {
            file.insert("join", Item::ArrayOfTables(joins));
        }
        file.to_string()
    }
}

fn text(text: &str) -> Item {
    Item::Value(text.into())
}

fn list(texts: &[String]) -> Option<Value> {
    (!texts.is_empty()).then(|| texts.iter().map(String::as_str).collect::<Array>().into())
}

/// A second table; ready-made ones without a file are part of their mapping.
fn join(join: &Join) -> Option<Table> {
    let mut table = Table::new();
    table.insert("file", text(&join.path.as_ref()?.to_string_lossy()));
    let key = join.key.iter().map(|part| (part.ours.as_str(), part.theirs.as_str()));
    table.insert("key", Item::Value(key.collect::<InlineTable>().into()));
    let mut map = InlineTable::new();
    for joined in &join.columns {
        if let Some(columns) = list(&joined.columns) {
            map.insert(joined.what.name(), columns);
        }
    }
    if !map.is_empty() {
        table.insert("map", Item::Value(map.into()));
    }
    Some(table)
}
