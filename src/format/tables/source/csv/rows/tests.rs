//! Rows equal those of the crate `csv`, whichever thread cuts them and wherever blocks end.

use std::io;

use proptest::prelude::*;

use super::*;
use crate::format::tables::batch::{CellPlace, Values};

/// Gives a few bytes at a time.
struct Drops<'t>(&'t [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.len().min(buffer.len()).min(3);
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

/// A row: its line, its cells, the place of the last cell, and the cells that are not text or not closed.
type Seen = (u32, Vec<String>, Option<CellPlace>, Option<usize>, Option<usize>);

/// All rows and how they end, read in blocks of a size, with some helpers.
fn seen(table: &[u8], size: usize, helpers: usize, limits: &Limits) -> (Vec<Seen>, String) {
    let (mut found, mut end) = (Vec::new(), String::new());
    read(Blocks::new(Drops(table), size, limits), None, limits, helpers, &mut |batch| {
        found.extend(batch.rows().map(|row| {
            let cells = row.iter().map(str::to_owned).collect::<Vec<_>>();
            (row.line(), cells, row.place(row.len() - 1), row.broken(), row.open())
        }));
        end = match &batch.end {
            None => String::new(),
            Some(End::Whole) => "whole".into(),
            Some(End::WideRow { line }) => format!("wide {line}"),
            Some(End::LongRow { line }) => format!("long {line}"),
            Some(_) => "another".into(),
        };
        Wanted::Numbers(vec![0, 1])
    });
    (found, end)
}

fn rows(table: &[u8]) -> Vec<(u32, Vec<String>)> {
    let (found, _) = seen(table, BYTES, 1, &Limits::default());
    found.into_iter().map(|(line, cells, ..)| (line, cells)).collect()
}

/// The rows from the crate `csv`, without their lines, which empty lines before a row shift.
fn naive(table: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).from_reader(table);
    let rows = reader.records().map(|row| row.expect("text").iter().map(str::to_owned).collect());
    rows.collect()
}

proptest! {
    #[test]
    fn rows_are_those_that_everyone_reads(
        cells in prop::collection::vec(prop::sample::select(vec![
            "a", "ü", "\"", "\"\"", ",", ",", "\n", "\n", "\r\n", "\r", " ", "\"a\"", "\"a,b\"", "\"a\nb\"", ";",
        ]), 0..40)
    ) {
        // The header has a comma, so that no other delimiter is considered.
        let table = format!("a,b\n{}", cells.concat());
        let found = rows(table.as_bytes());
        let wanted = naive(table.as_bytes());
        prop_assert_eq!(found.iter().map(|(_, row)| row.clone()).collect::<Vec<_>>(), wanted);
        for (line, _) in &found {
            let above = table.replace("\r\n", "\n").replace('\r', "\n").lines().count();
            prop_assert!(*line >= 1 && *line as usize <= above);
        }
    }
}

#[test]
fn rows_longer_than_what_is_read_at_once_are_read() {
    let long = "x".repeat(3 * BYTES);
    let table = format!("a,b\n{long},\"{long}\"\nc,d\n");
    let found = rows(table.as_bytes());
    assert_eq!(found.len(), 3);
    assert_eq!((found[1].0, &found[1].1), (2, &vec![long.clone(), long]));
    assert_eq!(found[2], (3, vec!["c".into(), "d".into()]));
}

#[test]
fn lines_are_counted_whatever_they_end_with_and_whatever_is_quoted() {
    let lines = |table: &str| rows(table.as_bytes()).iter().map(|row| row.0).collect::<Vec<_>>();
    assert_eq!(lines("a,b\r\nc,d\r\n\r\ne,f"), [1, 2, 4]);
    assert_eq!(lines("\n\na,b\n\"c\n\nd\",e\nf,g\n"), [3, 4, 7]);
    assert_eq!(lines("a,b\rc,d\r\re,f\r"), [1, 2, 4]);
    assert_eq!(lines("a,b\n\rc,d\r\n"), [1, 3]);
}

#[test]
fn lines_are_counted_wherever_the_bytes_are_cut() {
    for end in ["\n", "\r\n", "\r"] {
        let table = format!("a,b{end}").repeat(BYTES / 2);
        let found = rows(table.as_bytes());
        assert_eq!(found.len(), BYTES / 2);
        assert!((1..).zip(&found).all(|(line, row)| row.0 == line), "{end:?}");
    }
}

#[test]
fn a_quote_that_is_not_closed_is_found_in_whatever_row_it_is() {
    let open = |table: &str| {
        let (found, _) = seen(table.as_bytes(), BYTES, 0, &Limits::default());
        let open = found.into_iter().filter_map(|(line, .., open)| Some((line, open?)));
        open.collect::<Vec<_>>()
    };
    assert_eq!(open("a,b\nc,\"d\ne,f\ng,\"h\"\ni,j\n"), [(2, 1)]);
    assert_eq!(open("a,b\nc,d\ne,\"f\n"), [(3, 1)]);
    assert_eq!(open("a,b\n\"c,d\n"), [(2, 0)]);
    assert_eq!(open("a,b\n\"c \"\"d\"\"\n\",\"\"\ne,\"f\" \n"), []);
}

/// Pieces of valid and invalid tables.
fn table() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        &b"a"[..],
        b"yes",
        "ü".as_bytes(),
        b"\"",
        b"\"\"",
        b",",
        b",",
        b",",
        b"\n",
        b"\n",
        b"\n",
        b"\r\n",
        b"\r",
        b" ",
        b"\"a\"",
        b"\"a,b\"",
        b"\"a\nb\"",
        b"\"a\n\"\"b\"\"\r\n\"",
        b"\xff",
        b"\"\n",
    ]);
    let mark = prop::sample::select(vec![&b""[..], b"\xef\xbb\xbf"]);
    (mark, prop::collection::vec(pieces, 0..80))
        .prop_map(|(mark, pieces)| [mark, b"a,b\n", &pieces.concat()].concat())
}

proptest! {
    #[test]
    fn all_cores_read_what_one_reads(
        table in table(), size in 4..40_usize, helpers in 0..3_usize, most_columns in 2..9_usize,
    ) {
        let limits = Limits { columns: most_columns, ..Limits::default() };
        let at_once = seen(&table, BYTES, 0, &limits);
        prop_assert_eq!(seen(&table, size, helpers, &limits), at_once);
    }

    #[test]
    fn a_row_that_is_too_long_is_so_for_all_cores(
        table in table(), size in 4..40_usize, helpers in 1..3_usize,
    ) {
        let limits = Limits { field_length: 0, ..Limits::default() };
        prop_assert_eq!(seen(&table, size, helpers, &limits), seen(&table, size, 0, &limits));
    }
}

#[test]
fn values_have_numbers_as_long_as_they_come_again() {
    let numbered = |value: fn(usize) -> String| {
        let rows = (0..60_000).map(|row| format!("{},x\n", value(row)));
        let table = format!("a,b\n{}", rows.collect::<String>());
        let mut seen = Vec::new();
        let limits = Limits::default();
        read(Blocks::new(table.as_bytes(), BYTES, &limits), None, &limits, 1, &mut |batch| {
            for row in batch.rows().skip(1) {
                let has_number =
                    |column| batch.values(column) != Values::Texts && row.number(column).is_some();
                seen.push([0, 1].map(has_number));
            }
            Wanted::Numbers(vec![0, 1])
        });
        *seen.last().expect("there are rows")
    };
    assert_eq!(numbered(|row| (row % 7).to_string()), [true, true]);
    assert_eq!(numbered(|row| row.to_string()), [false, true]);
}

#[test]
fn a_header_says_what_is_between_cells() {
    assert_eq!(rows(b"a;b\n1,5;2\n")[1].1, ["1,5", "2"]);
    assert_eq!(rows(b"a\tb\n1;2\t3\n")[1].1, ["1;2", "3"]);
    assert_eq!(rows(b"a,b;c\n1,2;3\n")[1].1, ["1", "2;3"]);
}
