//! The tree that TOML and JSON share: values with their byte ranges.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::{FileId, Place};

/// A value and its byte range.
#[derive(Debug)]
pub struct Node<'t> {
    pub(crate) value: Value<'t>,
    pub(crate) span: Range<usize>,
}

/// A value of TOML or JSON.
#[derive(Debug)]
pub enum Value<'t> {
    Text(Cow<'t, str>),
    /// A number as written, without underscores.
    Number(Cow<'t, str>),
    Flag(bool),
    /// A day, as TOML writes it: `2016-04-29`.
    Day(String),
    /// A day with a time, or a time.
    Time,
    Null,
    List(Vec<Node<'t>>),
    Table(Vec<(Key<'t>, Node<'t>)>),
}

/// The name of a field and its byte range.
#[derive(Debug)]
pub struct Key<'t> {
    pub(crate) text: Cow<'t, str>,
    pub(crate) span: Range<usize>,
}

impl<'t> Value<'t> {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The digits, if it is a number.
    pub fn as_number(&self) -> Option<&str> {
        if let Self::Number(digits) = self { Some(digits) } else { None }
    }

    /// The flag, if it is one.
    pub fn as_flag(&self) -> Option<bool> {
        if let Self::Flag(flag) = self { Some(*flag) } else { None }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Node<'t>]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// The fields, if it is a table.
    pub fn as_table(&self) -> Option<&[(Key<'t>, Node<'t>)]> {
        if let Self::Table(fields) = self { Some(fields) } else { None }
    }

    /// The kind of value, with its article.
    pub fn kind(&self) -> &'static str {
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
    /// How deep its lists and tables are nested.
    pub fn depth(&self) -> usize {
        match &self.value {
            Value::List(items) => 1 + items.iter().map(Node::depth).max().unwrap_or(0),
            Value::Table(fields) => {
                1 + fields.iter().map(|(_, field)| field.depth()).max().unwrap_or(0)
            }
            Value::Text(_)
            | Value::Number(_)
            | Value::Flag(_)
            | Value::Day(_)
            | Value::Time
            | Value::Null => 0,
        }
    }

    /// Shifts it to its place in a larger text.
    pub fn shift(&mut self, offset: usize) {
        self.span = shifted(&self.span, offset);
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.shift(offset)),
            Value::Table(fields) => {
                for (key, field) in fields {
                    key.span = shifted(&key.span, offset);
                    field.shift(offset);
                }
            }
            Value::Text(_)
            | Value::Number(_)
            | Value::Flag(_)
            | Value::Day(_)
            | Value::Time
            | Value::Null => {}
        }
    }
}

/// A byte range, shifted to its place in a larger text.
pub fn shifted(span: &Range<usize>, offset: usize) -> Range<usize> {
    span.start + offset..span.end + offset
}

/// The distance, in bytes, between offsets with a known number of characters before them.
const STRIDE: usize = 256;

/// Converts bytes to lines and columns.
#[derive(Debug)]
pub struct Lines<'t> {
    file: FileId,
    text: &'t str,
    starts: Vec<usize>,
    /// The number of characters before every [`STRIDE`]th byte: a file can be one long line.
    counted: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub fn new(file: FileId, text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(offset, _)| offset + 1)).collect();
        let counts = text.as_bytes().chunks(STRIDE).map(count).scan(0, |sum, count| {
            *sum += count;
            Some(*sum)
        });
        let counted = std::iter::once(0).chain(counts).collect();
        Self { file, text, starts, counted }
    }

    /// Whether the text is JSON, by its beginning, which TOML cannot have.
    pub fn is_json(&self) -> bool {
        self.text.trim_start().starts_with('{')
    }

    /// The place of a byte range: its start, and its length in characters on that line.
    pub fn place(&self, span: &Range<usize>) -> Place {
        let start = self.boundary(span.start);
        let line = self.starts.partition_point(|begin| *begin <= start);
        let begin = self.starts[line - 1];
        let line_end = self.line_end(line);
        let start = start.min(line_end);
        let end = self.boundary(span.end.clamp(start, line_end));
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Place {
            file: self.file,
            line: number(line),
            column: number(self.characters(&(begin..start)) + 1),
            length: number(self.characters(&(start..end)).max(1)),
        }
    }

    /// The lines of the table whose name is at an offset; `None` without one.
    pub fn of_table(&self, start: usize) -> Option<Range<u32>> {
        let rest = self.text.get(start..).filter(|rest| rest.starts_with('['))?;
        let end = rest.find("\n[").map_or(self.text.len(), |at| start + at + 1);
        let last = self.place(&(end..end)).line + u32::from(end == self.text.len());
        Some(self.place(&(start..start)).line..last)
    }

    /// The end of the content of a line, without its line break.
    fn line_end(&self, line: usize) -> usize {
        let Some(next) = self.starts.get(line) else { return self.text.len() };
        let content = &self.text[self.starts[line - 1]..next - 1];
        next - 1 - usize::from(content.ends_with('\r'))
    }

    fn characters(&self, span: &Range<usize>) -> usize {
        let before = |offset: usize| {
            let known = offset / STRIDE;
            self.counted[known] + count(&self.text.as_bytes()[known * STRIDE..offset])
        };
        before(span.end) - before(span.start)
    }

    /// The nearest start of a character at or before an offset.
    fn boundary(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        (0..=offset).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }
}

/// The number of characters that begin in some bytes of UTF-8.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
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

    #[test]
    fn a_line_break_of_windows_is_behind_the_line() {
        let lines = Lines::new(FileId(0), "ab\r\nc");
        let place = lines.place(&(3..4));
        assert_eq!((place.line, place.column, place.length), (1, 3, 1));
        assert_eq!(lines.place(&(0..5)).length, 2);
    }

    #[test]
    fn characters_are_counted_right_however_long_the_line_is() {
        let text = "aü語😀".repeat(500);
        let lines = Lines::new(FileId(0), &text);
        for (index, (offset, c)) in (1..).zip(text.char_indices()) {
            let place = lines.place(&(offset..offset + c.len_utf8()));
            assert_eq!((place.column, place.length), (index, 1));
        }
    }
}
