//! What TOML and JSON have in common: values, each with the bytes it stands at.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::{FileId, Place};

/// A value and the bytes it stands at.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) value: Value<'t>,
    pub(super) span: Range<usize>,
}

/// A value of TOML or JSON.
#[derive(Debug)]
pub(super) enum Value<'t> {
    Text(Cow<'t, str>),
    /// As it is written, without underscores.
    Number(Cow<'t, str>),
    Flag(bool),
    /// A day, as TOML writes it: `2016-04-29`.
    Day(String),
    /// A day with a time, or a time alone.
    Time,
    Null,
    List(Vec<Node<'t>>),
    Table(Vec<(Key<'t>, Node<'t>)>),
}

/// The name of a field and the bytes it stands at.
#[derive(Debug)]
pub(super) struct Key<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) span: Range<usize>,
}

impl Value<'_> {
    /// The kind of value, with its article.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Flag(_) => "true or false",
            Self::Day(_) => "a date",
            Self::Time => "a date with a time",
            Self::Null => "null",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

impl Node<'_> {
    /// How deep the lists and tables in it go.
    pub(super) fn depth(&self) -> usize {
        match &self.value {
            Value::List(items) => 1 + items.iter().map(Node::depth).max().unwrap_or(0),
            Value::Table(fields) => {
                1 + fields.iter().map(|(_, field)| field.depth()).max().unwrap_or(0)
            }
            _ => 0,
        }
    }
}

/// From bytes to lines and columns.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    file: FileId,
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(file: FileId, text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(offset, _)| offset + 1)).collect();
        Self { file, text, starts }
    }

    /// The place of some bytes: where they begin, and how many characters of that line they are.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let start = self.boundary(span.start);
        let end = self.boundary(span.end.max(start));
        let line = self.starts.partition_point(|begin| *begin <= start);
        let begin = self.starts[line - 1];
        let line_end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        let count =
            |from: usize, to: usize| self.text.get(from..to).map_or(0, |t| t.chars().count());
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Place {
            file: self.file,
            line: number(line),
            column: number(count(begin, start) + 1),
            length: number(count(start, end.min(line_end.max(start))).max(1)),
        }
    }

    /// The nearest beginning of a character at or before an offset.
    fn boundary(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        (0..=offset).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let lines = Lines::new(FileId(0), "a\nüüx = 1\n");
        let place = lines.place(&(6..7));
        assert_eq!((place.line, place.column, place.length), (2, 3, 1));
        let end = lines.place(&(11..11));
        assert_eq!((end.line, end.column), (2, 8));
        let beyond = lines.place(&(90..99));
        assert_eq!((beyond.line, beyond.column), (3, 1));
    }
}
