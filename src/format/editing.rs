//! What edits of files need to know of formats: the tree of a document, the rows and the columns of a table.

use std::ops::Range;
use std::path::Path;

use super::limit::Limits;
use super::tables::delimiter;
use super::tables::mapping::{Mapping, directive};
use super::tree::{Key, Lines, Node, Value};
use super::{json, toml};
use crate::error::{Error, FaultList, Files};

/// A value of a document.
pub type Tree<'t> = Node<'t>;

/// The name of a field of a document.
pub type Field<'t> = Key<'t>;

impl<'t> Node<'t> {
    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<(&Key<'t>, &Self)> {
        let field = self.fields().iter().find(|(key, _)| key.text == name);
        field.map(|(key, node)| (key, node))
    }

    /// All fields; none if it is no table.
    pub fn fields(&self) -> &[(Key<'t>, Self)] {
        self.value.as_table().unwrap_or_default()
    }

    /// The items; none if it is no list.
    pub fn items(&self) -> &[Self] {
        self.value.as_list().unwrap_or_default()
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        self.value.as_text()
    }

    /// Whether it is a table.
    pub fn is_table(&self) -> bool {
        matches!(self.value, Value::Table(_))
    }

    /// Its bytes.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

impl Key<'_> {
    /// The name.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its bytes.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// The tree of a document.
///
/// # Errors
///
/// The syntax faults of the text.
pub fn tree(text: &str, is_json: bool) -> Result<Node<'_>, Error> {
    let (root, broken) = match is_json {
        true => match json::parse(text) {
            Ok(root) => (Some(root), Vec::new()),
            Err(broken) => (None, vec![broken]),
        },
        false => {
            let (root, broken) = toml::parse(text);
            (Some(root), broken)
        }
    };
    match root {
        Some(root) if broken.is_empty() && root.depth() <= Limits::default().depth => Ok(root),
        _ => {
            let mut files = Files::default();
            let file = files.add("input", None, Some(text.into()));
            let lines = Lines::new(file, text);
            let mut faults = FaultList::default();
            broken
                .into_iter()
                .for_each(|(cause, span)| faults.push(cause, Some(lines.place(&span))));
            Err(Error::Faults(faults.in_files(files, false)))
        }
    }
}

/// The separator of the cells of a table.
pub fn delimiter_of(text: &str) -> u8 {
    delimiter(text.as_bytes())
}

/// Whether a table is read by a mapping: one beside it, or one in lines above its header.
pub fn is_mapped(text: &str, path: &Path) -> bool {
    let above = text.lines().take_while(|line| line.starts_with('#'));
    let is_said = above.filter_map(directive).any(|directive| directive.delimiter().is_none());
    is_said || Mapping::beside(path).is_some()
}
