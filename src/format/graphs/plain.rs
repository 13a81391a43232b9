//! Plain text formats of network programs: lines of words, some in quotes, and matrices of numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::network::{Network, Tie};
use crate::error::{FileId, LeftOut, Place};
use crate::graph::StanceGraph;
use crate::model::{Attribute, Attributes};

/// A line and its number.
#[derive(Clone, Copy, Debug)]
pub struct Line<'t> {
    pub(super) file: FileId,
    pub(super) number: u32,
    pub(super) text: &'t str,
    /// The start of the unread part, in bytes.
    pub(super) start: usize,
}

/// A word of a line, or a quoted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    pub(super) text: &'t str,
    /// Its start, in bytes.
    pub(super) offset: usize,
    pub(super) is_quoted: bool,
}

impl<'t> Line<'t> {
    /// The lines of a text.
    pub(super) fn all(file: FileId, text: &'t str) -> impl Iterator<Item = Self> + Clone {
        (1..).zip(text.lines()).map(move |(number, text)| Self { file, number, text, start: 0 })
    }

    /// The place of the whole line.
    pub(super) fn place(self) -> Place {
        Place { file: self.file, line: self.number, column: 0, length: 0 }
    }

    /// The place of one of its words.
    pub(super) fn place_of(self, word: Word) -> Place {
        let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let column = count(&self.text[..word.offset]).saturating_add(1);
        Place { file: self.file, line: self.number, column, length: count(word.text) }
    }

    /// Its words, separated by blanks and by the characters that `separates` accepts.
    pub(super) fn words(self, separates: fn(char) -> bool) -> Words<'t> {
        Words { text: self.text, offset: self.start, separates }
    }
}

/// The words of a line.
#[derive(Clone, Debug)]
pub struct Words<'t> {
    text: &'t str,
    offset: usize,
    separates: fn(char) -> bool,
}

impl Words<'_> {
    /// Continues at another byte of the line.
    pub(super) fn go_to(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// The byte at which the next word is looked for.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        let rest = &self.text[self.offset..];
        let rest = rest.trim_start_matches(self.separates);
        let start = self.text.len() - rest.len();
        let first = rest.chars().next()?;
        if let Some(inside) = rest.strip_prefix(['"', '\'']) {
            // An unclosed quote ends with its line.
            let length = inside.find(first).unwrap_or(inside.len());
            self.offset = (start + length + 2).min(self.text.len());
            return Some(Word { text: &inside[..length], offset: start + 1, is_quoted: true });
        }
        let length = rest.find(self.separates).unwrap_or(rest.len());
        self.offset = start + length;
        Some(Word { text: &rest[..length], offset: start, is_quoted: false })
    }
}

/// A number of a matrix, and its place.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    pub(super) value: f64,
    pub(super) place: Place,
}

/// The attribute of ties that holds the numbers of a matrix.
pub const WEIGHT: &str = "weight";

/// A tie with a weight.
pub fn weighted(weight: f64, place: Place) -> Tie {
    let attributes = Attributes::from([(WEIGHT.to_owned(), Attribute::Number(weight))]);
    Tie { attributes, place: Some(place), ..Tie::default() }
}

/// Adds the ties of a matrix, row by row; 0 is no tie, and `None` is a cell without a value.
///
/// In a symmetric matrix, each tie counts once, without direction.
pub fn add_square(
    network: &mut Network,
    (rows, columns): (&[String], &[String]),
    cells: &[Option<Cell>],
    relation: Option<&Arc<str>>,
) {
    let width = columns.len();
    let value = |row: usize, column: usize| {
        cells.get(row * width + column).copied().flatten().map(|cell| cell.value)
    };
    let is_square = rows == columns;
    let is_same = |row: usize| (0..row).all(|column| value(row, column) == value(column, row));
    let is_symmetric = is_square && (0..rows.len()).all(is_same);
    for (number, cell) in cells.iter().enumerate().take(rows.len() * width) {
        let (row, column) = (number / width.max(1), number % width.max(1));
        let Some(cell) = cell.filter(|cell| cell.value != 0.0) else { continue };
        if is_symmetric && column < row {
            continue;
        }
        let tie = weighted(cell.value, cell.place);
        let tie = Tie { is_directed: !is_symmetric, relation: relation.cloned(), ..tie };
        network.tie(&rows[row], &columns[column], tie);
    }
}

/// Counts what files with nodes, ties and one number each cannot hold.
pub fn losses(graph: &StanceGraph, holds_labels: bool) -> Vec<LeftOut> {
    let mut counts = BTreeMap::<(u8, &str), usize>::new();
    let mut count = |order, what, is_there: bool| {
        if is_there {
            *counts.entry((order, what)).or_default() += 1;
        }
    };
    for stance in graph.stances() {
        count(0, "labels", !holds_labels && stance.label() != stance.position().default_label());
        count(1, "dates", stance.date().is_some());
        count(2, "ends", stance.until().is_some());
        count(3, "speakers", stance.speaker().is_some());
        count(4, "addressees", stance.toward().is_some() && !stance.target().is_actor());
        count(5, "references to sources", stance.source().is_some());
        count(6, "locators", stance.locator().is_some());
        count(7, "quotes", stance.quote().is_some());
        count(8, "notes", stance.note().is_some());
        count(9, "coders", stance.coder().is_some());
        count(10, "grades", stance.grade().is_some());
    }
    for actor in graph.actors() {
        count(11, "ids of actors with a name", actor.name.is_some());
        count(12, "kinds of actors", actor.kind.is_some());
        count(13, "wholes of actors", actor.part_of.is_some());
        count(14, "other names", !actor.aliases.is_empty());
        count(15, "actors' attributes", !actor.attributes.is_empty());
    }
    for issue in graph.issues() {
        count(16, "ids of issues with a name", issue.name.is_some());
        count(17, "descriptions", issue.description.is_some());
        count(14, "other names", !issue.aliases.is_empty());
        count(18, "issues' attributes", !issue.attributes.is_empty());
    }
    graph.sources().iter().for_each(|_| count(19, "sources", true));
    graph.meanings().iter().for_each(|_| count(20, "meanings of labels", true));
    count(21, "description of the whole", graph.description().is_some());
    count(22, "range of coded positions", graph.coded_range().is_some());
    let left_out =
        counts.into_iter().map(|((_, what), count)| LeftOut { count, ..LeftOut::new("", what) });
    left_out.collect()
}

/// The name of each actor, then of each issue, all of them unique.
///
/// If a name is not unique, the id replaces it, with its kind if the id is also taken.
pub fn names(graph: &StanceGraph) -> Vec<String> {
    let actors = graph.actors().iter().map(|actor| (actor.title(), actor.id.as_str(), "actor"));
    let issues = graph.issues().iter().map(|issue| (issue.title(), issue.id.as_str(), "issue"));
    let all = actors.chain(issues).map(|(title, id, kind)| (one_line(title), id, kind));
    let all = all.collect::<Vec<_>>();
    let mut counts = BTreeMap::<&str, usize>::new();
    for (title, id, _) in &all {
        *counts.entry(title).or_default() += 1;
        if title != id {
            *counts.entry(id).or_default() += 1;
        }
    }
    let is_free = |name: &str| counts.get(name) == Some(&1) && !name.is_empty();
    let mut given = std::collections::BTreeSet::new();
    let name = |(title, id, kind): &(String, &str, &str)| {
        let name = match (is_free(title), is_free(id)) {
            (true, _) => title.clone(),
            (false, true) => (*id).to_owned(),
            (false, false) => format!("{id} ({kind})"),
        };
        let mut numbered = name.clone();
        let mut number = 1;
        while !given.insert(numbered.clone()) {
            number += 1;
            numbered = format!("{name} {number}");
        }
        numbered
    };
    all.iter().map(name).collect()
}

/// A text without line breaks and other control characters, and without blanks at its ends.
pub fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ").trim().to_owned()
}
