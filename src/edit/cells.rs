//! The rows and cells of a table, each with its bytes.

use std::ops::Range;

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u32,
    pub cells: Vec<Range<usize>>,
    /// The end of its last cell.
    pub end: usize,
    /// The start of the next line.
    pub next: usize,
}

/// Cuts a table into rows; empty lines are none. The rules are those of the reader of tables.
pub fn rows(text: &str, delimiter: u8) -> Vec<Row> {
    let bytes = text.as_bytes();
    let (mut rows, mut at, mut line) = (Vec::new(), 0, 1);
    while at < bytes.len() {
        if matches!(bytes[at], b'\n' | b'\r') {
            (at, line) = behind_line_end(bytes, at, line);
            continue;
        }
        let (start, mut cells) = (line, Vec::new());
        loop {
            let end = cell_end(bytes, at, delimiter);
            line += lines(&bytes[at..end]);
            cells.push(at..end);
            at = end;
            if bytes.get(at) != Some(&delimiter) {
                break;
            }
            at += 1;
        }
        let end = at;
        (at, line) = behind_line_end(bytes, at, line);
        rows.push(Row { line: start, cells, end, next: at });
    }
    rows
}

fn behind_line_end(bytes: &[u8], at: usize, line: u32) -> (usize, u32) {
    match bytes.get(at..) {
        Some([b'\r', b'\n', ..]) => (at + 2, line + 1),
        Some([b'\r' | b'\n', ..]) => (at + 1, line + 1),
        _ => (at, line),
    }
}

fn lines(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |lines, byte| lines + u32::from(*byte == b'\n'))
}

/// The end of the cell that begins here; within quotes, nothing but a single quote ends it.
fn cell_end(bytes: &[u8], start: usize, delimiter: u8) -> usize {
    let mut at = start;
    if bytes.get(start) == Some(&b'"') {
        at += 1;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            if *byte == b'"' {
                match bytes.get(at) {
                    Some(b'"') => at += 1,
                    _ => break,
                }
            }
        }
    }
    let ends = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
    at + bytes[at..].iter().position(ends).unwrap_or(bytes.len() - at)
}

/// The text of a cell.
pub fn cell(text: &str) -> String {
    match text.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"').unwrap_or(quoted).replace("\"\"", "\""),
        None => text.to_owned(),
    }
}

/// A text as a cell, in quotes where it needs them or where those before it had some.
pub fn written(text: &str, delimiter: u8, old: &str) -> String {
    let is_open =
        |letter: char| matches!(letter, '"' | '\n' | '\r') || letter == char::from(delimiter);
    let is_bare = !text.contains(is_open) && !old.starts_with('"') && text.trim() == text;
    if is_bare { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_cut_like_those_of_the_reader() {
        let text = "a,\"b,\"\"c\"\"\n\",d\r\n\n\"x\" y,,\nlast";
        let rows = rows(text, b',');
        let cells = rows.iter().map(|row| {
            (row.line, row.cells.iter().map(|range| cell(&text[range.clone()])).collect::<Vec<_>>())
        });
        let cells = cells.collect::<Vec<_>>();
        assert_eq!(cells[0], (1, vec!["a".into(), "b,\"c\"\n".into(), "d".into()]));
        assert_eq!(cells[1].0, 4);
        assert_eq!(cells[1].1.len(), 3);
        assert_eq!(cells[2], (5, vec!["last".into()]));
        assert_eq!(rows.last().map(|row| (row.end, row.next)), Some((text.len(), text.len())));
    }

    #[test]
    fn a_cell_is_quoted_where_it_has_to_be() {
        assert_eq!(written("a b", b',', "old"), "a b");
        assert_eq!(written("a, b", b',', "old"), "\"a, b\"");
        assert_eq!(written("a, b", b';', "old"), "a, b");
        assert_eq!(written("a", b',', "\"old\""), "\"a\"");
        assert_eq!(written("a \"b\"", b',', ""), "\"a \"\"b\"\"\"");
    }
}
