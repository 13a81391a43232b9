//! Reads Matrix Market files, coordinates and arrays: `.mtx`.
//!
//! A square matrix relates actors to actors, any other relates actors to issues. Its numbers are weights, and
//! signs if one of them is negative; 0 is no tie.

use rustc_hash::FxHashMap;

use super::network::{Ends, Network, Node, Tie};
use super::plain::{Line, Word, weighted};
use crate::error::{Cause, FileId, Place};
use crate::format::options::Settings;
use crate::graph::Builder;

/// The beginning of every file.
pub const BANNER: &str = "%%matrixmarket";

/// The first line that a fault suggests.
const WANTED: &str = "%%MatrixMarket matrix coordinate real general";

/// The largest number of rows or columns that a file can announce, unless it is large.
const MOST_UNNAMED: usize = 100_000;

/// Reads a Matrix Market file into a builder.
pub fn read(text: &str, file: FileId, settings: &Settings, builder: &mut Builder) {
    let mut reading = Reading { builder, is_faulty: false };
    let mut lines = Line::all(file, text).filter(|line| !line.text.trim().is_empty());
    let place = Place { file, line: 1, column: 0, length: 0 };
    let network = match lines.next() {
        Some(banner) => reading.network(banner, lines, text.len()),
        None => {
            reading.fault(format!("the file does not begin with {WANTED}"), place);
            None
        }
    };
    match network.filter(|_| !reading.is_faulty) {
        Some(network) => network.build(file, settings, builder),
        None => builder.incomplete(),
    }
}

/// The layout of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Row, column and number.
    Coordinate,
    /// Only numbers, column by column.
    Array,
}

/// The entries on the other side of the diagonal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Symmetry {
    /// As given in the file.
    General,
    /// The same.
    Symmetric,
    /// The same with the opposite sign.
    Skew,
}

/// The content of the first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Banner {
    form: Form,
    symmetry: Symmetry,
    /// Whether entries have no numbers.
    is_pattern: bool,
}

/// The size of a matrix, and the announced number of entries.
#[derive(Clone, Copy, Debug)]
struct Size {
    rows: usize,
    columns: usize,
    entries: usize,
    place: Place,
}

/// A number other than 0; none in a pattern.
#[derive(Clone, Copy, Debug)]
struct Entry {
    row: usize,
    column: usize,
    value: Option<f64>,
    place: Place,
}

struct Reading<'b> {
    builder: &'b mut Builder,
    is_faulty: bool,
}

impl Reading<'_> {
    fn fault(&mut self, what: impl Into<String>, place: Place) {
        self.is_faulty = true;
        self.builder.fault(Cause::Syntax(what.into()), Some(place));
    }

    fn network<'t>(
        &mut self,
        banner: Line<'t>,
        lines: impl Iterator<Item = Line<'t>>,
        length: usize,
    ) -> Option<Network> {
        let place = banner.place();
        let banner = self.banner(banner)?;
        let mut lines = lines.filter(|line| !line.text.trim_start().starts_with('%'));
        let Some(first) = lines.next() else {
            self.fault("the matrix has no size", place);
            return None;
        };
        let size = self.size(banner, first, length)?;
        let entries = match banner.form {
            Form::Coordinate => self.coordinates(banner, size, lines),
            Form::Array => self.array(banner, size, lines),
        };
        Some(network(banner, size, &entries))
    }

    fn banner(&mut self, line: Line) -> Option<Banner> {
        let words = line.words(char::is_whitespace).collect::<Vec<_>>();
        let lower = words.iter().map(|word| word.text.to_ascii_lowercase()).collect::<Vec<_>>();
        let lower = lower.iter().map(String::as_str).collect::<Vec<_>>();
        let [BANNER, "matrix", form, field, symmetry] = lower.as_slice() else {
            self.fault(format!("the file does not begin with {WANTED}"), line.place());
            return None;
        };
        let mut wrong = |number: usize, known: &str| {
            let what = format!("\"{}\" is not read; {known} are", short(words[number].text));
            self.fault(what, line.place_of(words[number]));
        };
        let form = match *form {
            "coordinate" => Some(Form::Coordinate),
            "array" => Some(Form::Array),
            _ => None,
        };
        if form.is_none() {
            wrong(2, "coordinate and array");
        }
        let is_pattern = match *field {
            "real" | "double" | "integer" => Some(false),
            "pattern" => Some(true),
            _ => None,
        };
        if is_pattern.is_none() {
            wrong(3, "real, integer and pattern");
        }
        let symmetry = match *symmetry {
            "general" => Some(Symmetry::General),
            "symmetric" => Some(Symmetry::Symmetric),
            "skew-symmetric" => Some(Symmetry::Skew),
            _ => None,
        };
        if symmetry.is_none() {
            wrong(4, "general, symmetric and skew-symmetric");
        }
        Some(Banner { form: form?, symmetry: symmetry?, is_pattern: is_pattern? })
    }

    fn size(&mut self, banner: Banner, line: Line, length: usize) -> Option<Size> {
        let numbers = line.words(char::is_whitespace).map(|word| word.text.parse::<usize>().ok());
        let numbers = numbers.collect::<Option<Vec<_>>>().unwrap_or_default();
        let (rows, columns, entries) = match (banner.form, numbers.as_slice()) {
            (Form::Coordinate, [rows, columns, entries]) => (*rows, *columns, *entries),
            (Form::Array, [rows, columns]) => (*rows, *columns, 0),
            (Form::Coordinate, _) => {
                self.fault("the size is the numbers of rows, columns and entries", line.place());
                return None;
            }
            (Form::Array, _) => {
                self.fault("the size is the numbers of rows and columns", line.place());
                return None;
            }
        };
        if banner.symmetry != Symmetry::General && rows != columns {
            self.fault("a symmetric matrix has as many rows as columns", line.place());
            return None;
        }
        let most = (length / 4).max(MOST_UNNAMED);
        if rows.max(columns) > most {
            let limit = format!("{most} for a file of this size");
            let cause = Cause::TooLarge { what: "the number of rows or columns", limit };
            self.is_faulty = true;
            self.builder.fault(cause, Some(line.place()));
            return None;
        }
        Some(Size { rows, columns, entries, place: line.place() })
    }

    fn coordinates<'t>(
        &mut self,
        banner: Banner,
        size: Size,
        lines: impl Iterator<Item = Line<'t>>,
    ) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut count = 0_usize;
        for line in lines {
            count += 1;
            entries.extend(self.entry(banner, size, line));
        }
        if count != size.entries {
            let what = format!("the matrix has {count} entries, and not {}", size.entries);
            self.fault(what, size.place);
        }
        entries
    }

    /// Reads an entry; `None` if it is 0 or faulty.
    fn entry(&mut self, banner: Banner, size: Size, line: Line) -> Option<Entry> {
        let words = line.words(char::is_whitespace).collect::<Vec<_>>();
        let (row, column, value) = match (words.as_slice(), banner.is_pattern) {
            ([row, column], true) => (*row, *column, None),
            ([row, column, value], false) => (*row, *column, Some(*value)),
            _ => {
                let what = if banner.is_pattern {
                    "an entry is a row and a column"
                } else {
                    "an entry is a row, a column and a number"
                };
                self.fault(what, line.place());
                return None;
            }
        };
        let row = self.index(line, row, "row", size.rows);
        let column = self.index(line, column, "column", size.columns);
        let value = match value {
            Some(word) => Some(self.number(line, word)?),
            None => None,
        };
        let entry = Entry { row: row?, column: column?, value, place: line.place() };
        (value != Some(0.0)).then_some(entry)
    }

    /// The number of a row or a column, from 0.
    fn index(&mut self, line: Line, word: Word, what: &str, count: usize) -> Option<usize> {
        let number = word.text.parse::<usize>().ok().filter(|number| (1..=count).contains(number));
        if number.is_none() {
            let text = short(word.text);
            let wrong = format!("\"{text}\" is no number of a {what}, from 1 to {count}");
            self.fault(wrong, line.place_of(word));
        }
        Some(number? - 1)
    }

    fn number(&mut self, line: Line, word: Word) -> Option<f64> {
        let number = word.text.parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            self.fault(format!("\"{}\" is no number", short(word.text)), line.place_of(word));
        }
        number
    }

    /// The numbers of an array, column by column; for a symmetric one, from the diagonal down.
    fn array<'t>(
        &mut self,
        banner: Banner,
        size: Size,
        lines: impl Iterator<Item = Line<'t>>,
    ) -> Vec<Entry> {
        let words = lines.flat_map(|line| line.words(char::is_whitespace).map(move |w| (line, w)));
        let first = |column: usize| match banner.symmetry {
            Symmetry::General => 0,
            Symmetry::Symmetric => column,
            Symmetry::Skew => column + 1,
        };
        let lengths = (0..size.columns).map(|column| size.rows.saturating_sub(first(column)));
        let wanted = lengths.fold(0_usize, usize::saturating_add);
        let mut cells = (0..size.columns)
            .flat_map(|column| (first(column)..size.rows).map(move |row| (row, column)));
        let (mut entries, mut count) = (Vec::new(), 0_usize);
        for (line, word) in words {
            count += 1;
            let value = self.number(line, word).filter(|value| *value != 0.0);
            if let (Some((row, column)), Some(_)) = (cells.next(), value) {
                entries.push(Entry { row, column, value, place: line.place() });
            }
        }
        if wanted != count {
            self.fault(format!("the matrix has {count} numbers, and not {wanted}"), size.place);
        }
        entries
    }
}

/// Creates a network of all rows and columns as nodes, and all entries as ties.
fn network(banner: Banner, size: Size, entries: &[Entry]) -> Network {
    let mut network = Network::new(Ends::Declared);
    let is_square = size.rows == size.columns;
    let node = |number: usize, is_issue: bool| Node {
        id: Some((number + 1).to_string()),
        is_issue: (!is_square).then_some(is_issue),
        place: Some(size.place),
        ..Node::default()
    };
    let row = |number: usize| (number + 1).to_string();
    let column = |number: usize| {
        let mark = if is_square { "" } else { "c" };
        format!("{mark}{}", number + 1)
    };
    (0..size.rows).for_each(|number| network.node(&row(number), node(number, false)));
    if !is_square {
        (0..size.columns).for_each(|number| network.node(&column(number), node(number, true)));
    }
    let is_said_twice = banner.symmetry == Symmetry::General && is_square && is_mirrored(entries);
    let is_directed =
        banner.symmetry == Symmetry::Skew || banner.symmetry == Symmetry::General && !is_said_twice;
    for entry in entries.iter().filter(|entry| !is_said_twice || entry.row <= entry.column) {
        let tie = |value: Option<f64>| match value {
            Some(value) => Tie { is_directed, ..weighted(value, entry.place) },
            None => Tie { is_directed, place: Some(entry.place), ..Tie::default() },
        };
        network.tie(&row(entry.row), &column(entry.column), tie(entry.value));
        if banner.symmetry == Symmetry::Skew && entry.row != entry.column {
            let mirrored = entry.value.map(|value| -value);
            network.tie(&row(entry.column), &column(entry.row), tie(mirrored));
        }
    }
    network
}

/// Whether both sides of the diagonal are equal, with each entry once.
fn is_mirrored(entries: &[Entry]) -> bool {
    let mut values = FxHashMap::default();
    let is_once = entries.iter().all(|entry| {
        values.insert((entry.row, entry.column), entry.value.map(f64::to_bits)).is_none()
    });
    is_once
        && entries.iter().all(|entry| {
            let mirrored = values.get(&(entry.column, entry.row));
            mirrored == Some(&entry.value.map(f64::to_bits))
        })
}

fn short(text: &str) -> &str {
    &text[..text.floor_char_boundary(40)]
}
