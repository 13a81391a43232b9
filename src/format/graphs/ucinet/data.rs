//! Reads the data of a DL file, in each of its forms.

use std::collections::HashMap;
use std::sync::Arc;

use super::header::{Form, Header, Labels};
use super::{Broken, SIGNED, row_key};
use crate::error::Place;
use crate::format::graphs::network::{Network, Tie};
use crate::format::graphs::plain::{Cell, Line, Word, add_square, weighted};

/// The names of rows, and of columns if they are something else.
type Names = [Vec<Option<String>>; 2];

/// The numbers of nodes by their labels, in order of appearance.
#[derive(Default)]
struct Embedded {
    numbers: HashMap<String, usize>,
    names: Vec<Option<String>>,
}

impl Embedded {
    fn number(&mut self, label: &str, count: usize) -> Option<usize> {
        if let Some(number) = self.numbers.get(label) {
            return Some(*number);
        }
        let number = self.names.len();
        (number < count).then(|| {
            self.numbers.insert(label.into(), number);
            self.names.push(Some(label.into()));
            number
        })
    }
}

/// The state of reading data into a network.
pub(super) struct Data<'n> {
    header: Header,
    network: &'n mut Network,
    embedded: [Embedded; 2],
    matrix: usize,
}

fn separates(c: char) -> bool {
    c.is_whitespace() || c == ','
}

impl<'n> Data<'n> {
    /// Reads all data; returns the names of the nodes.
    pub(super) fn read<'t>(
        header: Header,
        lines: impl Iterator<Item = Line<'t>>,
        network: &'n mut Network,
    ) -> Result<(Names, Header), Broken> {
        let form = header.form;
        let mut data = Self { header, network, embedded: Default::default(), matrix: 0 };
        match form {
            Form::Full | Form::Upper | Form::Lower => data.squares(lines)?,
            Form::Edges | Form::Nodes => data.lists(lines)?,
            Form::Counted => data.counted(lines)?,
        }
        Ok((data.names(), data.header))
    }

    fn names(&mut self) -> Names {
        let counts = [self.header.rows, self.header.columns];
        let embedded = std::mem::take(&mut self.embedded).map(|embedded| embedded.names);
        let names = embedded.into_iter().zip(self.header.listed()).zip(counts);
        let names = names.map(|((embedded, labels), count)| {
            let mut names = match labels {
                Labels::Listed(labels) => labels.iter().cloned().map(Some).collect(),
                Labels::None | Labels::Embedded => embedded,
            };
            names.resize(count, None);
            names
        });
        let mut names = names;
        [names.next().unwrap_or_default(), names.next().unwrap_or_default()]
    }

    /// The relation of the ties in this matrix.
    fn relation(&self) -> Option<Arc<str>> {
        let label = self.header.matrix_labels.get(self.matrix);
        label.filter(|label| !label.eq_ignore_ascii_case(SIGNED)).cloned()
    }

    fn broken(&self, what: impl Into<String>) -> Broken {
        (what.into(), self.header.place)
    }

    /// Reads matrices row by row, with line breaks anywhere.
    fn squares<'t>(&mut self, lines: impl Iterator<Item = Line<'t>>) -> Result<(), Broken> {
        let mut words = lines.flat_map(|line| line.words(separates).map(move |word| (line, word)));
        let (rows, columns) = (self.header.rows, self.header.columns);
        for matrix in 0..self.header.matrices {
            self.matrix = matrix;
            if self.header.column_labels == Labels::Embedded {
                self.embedded[1] = Embedded::default();
                self.embed(1, columns, &mut words)?;
            }
            let mut cells = Vec::new();
            for row in 0..rows {
                if self.header.row_labels == Labels::Embedded {
                    if row == 0 {
                        self.embedded[0] = Embedded::default();
                    }
                    self.embed(0, 1, &mut words)?;
                }
                match self.header.form {
                    Form::Upper => self.half(row, row..columns, &mut words)?,
                    Form::Lower => self.half(row, 0..columns.min(row + 1), &mut words)?,
                    Form::Full | Form::Edges | Form::Nodes | Form::Counted => {
                        for column in 0..columns {
                            cells.push(self.cell(row, column, &mut words)?);
                        }
                    }
                }
            }
            if self.header.form == Form::Full {
                self.add(&cells);
            }
        }
        match words.next() {
            Some((line, word)) => {
                let what = "there are more numbers than the matrix has cells".to_owned();
                Err((what, line.place_of(word)))
            }
            None => Ok(()),
        }
    }

    /// Reads labels between the numbers.
    fn embed<'t>(
        &mut self,
        side: usize,
        count: usize,
        words: &mut impl Iterator<Item = (Line<'t>, Word<'t>)>,
    ) -> Result<(), Broken> {
        for _ in 0..count {
            let Some((_, word)) = words.next() else {
                return Err(self.broken("the data end before all labels are there"));
            };
            self.embedded[side].names.push(Some(word.text.into()));
        }
        Ok(())
    }

    /// Reads one cell; `None` without a value, or on a diagonal that the form leaves out.
    fn cell<'t>(
        &self,
        row: usize,
        column: usize,
        words: &mut impl Iterator<Item = (Line<'t>, Word<'t>)>,
    ) -> Result<Option<Cell>, Broken> {
        let is_diagonal = row == column && !self.header.is_two_mode;
        let is_there = self.header.has_diagonal || !is_diagonal;
        if !is_there {
            return Ok(None);
        }
        let Some((line, word)) = words.next() else {
            return Err(self.broken("there are fewer numbers than the matrix has cells"));
        };
        Ok(number(line, word)?.map(|value| Cell { value, place: line.place_of(word) }))
    }

    /// Reads a row of half a matrix as undirected ties.
    fn half<'t>(
        &mut self,
        row: usize,
        columns: std::ops::Range<usize>,
        words: &mut impl Iterator<Item = (Line<'t>, Word<'t>)>,
    ) -> Result<(), Broken> {
        for column in columns {
            let cell = self.cell(row, column, words)?.filter(|cell| cell.value != 0.0);
            if let Some(cell) = cell {
                let tie = weighted(cell.value, cell.place);
                let tie = Tie { relation: self.relation(), ..tie };
                self.network.tie(&row_key(row), &self.header.column_key(column), tie);
            }
        }
        Ok(())
    }

    fn add(&mut self, cells: &[Option<Cell>]) {
        let (rows, columns) = (self.header.rows, self.header.columns);
        let relation = self.relation();
        let rows = (0..rows).map(row_key).collect::<Vec<_>>();
        let columns = (0..columns).map(|number| self.header.column_key(number)).collect::<Vec<_>>();
        add_square(self.network, (&rows, &columns), cells, relation.as_ref());
    }

    /// Reads lists of edges or of nodes, one per line; `!` begins the next matrix.
    fn lists<'t>(&mut self, lines: impl Iterator<Item = Line<'t>>) -> Result<(), Broken> {
        for line in lines {
            let mut words = line.words(separates);
            let Some(first) = words.next() else { continue };
            if first.text.starts_with('!') && !first.is_quoted {
                self.matrix += 1;
                continue;
            }
            let from = self.end(0, line, first)?;
            if self.header.form == Form::Nodes {
                for word in words {
                    let to = self.end(1, line, word)?;
                    self.tie(from, to, 1.0, line.place_of(word));
                }
                continue;
            }
            let Some(second) = words.next() else {
                return Err(("an edge needs two nodes".into(), line.place()));
            };
            let to = self.end(1, line, second)?;
            let value = match words.next() {
                Some(word) => number(line, word)?,
                None => Some(1.0),
            };
            if let Some(more) = words.next() {
                return Err(("an edge has two nodes and a number".into(), line.place_of(more)));
            }
            self.tie(from, to, value.unwrap_or(0.0), line.place());
        }
        Ok(())
    }

    /// Reads a line for each row: the number of its columns, and these columns.
    fn counted<'t>(&mut self, lines: impl Iterator<Item = Line<'t>>) -> Result<(), Broken> {
        let lines = lines.filter(|line| line.words(separates).next().is_some());
        for (number, line) in lines.enumerate() {
            self.matrix = number / self.header.rows;
            let mut words = line.words(separates);
            let count = words.next().and_then(|word| word.text.parse::<usize>().ok());
            if count != Some(words.clone().count()) {
                let what = "a line has the number of nodes that follow, and then these".to_owned();
                return Err((what, line.place()));
            }
            for word in words {
                let to = self.end(1, line, word)?;
                self.tie(number % self.header.rows, to, 1.0, line.place_of(word));
            }
        }
        Ok(())
    }

    /// The number of the row or column that a word names.
    fn end(&mut self, side: usize, line: Line, word: Word) -> Result<usize, Broken> {
        let labels = self.header.listed()[side];
        let count = [self.header.rows, self.header.columns][side];
        let number = match labels {
            Labels::Embedded => {
                let side = if self.header.is_two_mode { side } else { 0 };
                self.embedded[side].number(word.text, count)
            }
            Labels::None | Labels::Listed(_) => {
                let number = word.text.parse::<usize>().ok();
                number.filter(|number| (1..=count).contains(number)).map(|number| number - 1)
            }
        };
        number.ok_or_else(|| {
            let name = word.text.chars().take(40).collect::<String>();
            let what = match labels {
                Labels::Embedded => {
                    format!("\"{name}\" is one label more than the {count} of the header")
                }
                Labels::None | Labels::Listed(_) => {
                    format!("\"{name}\" is no number of a node, from 1 to {count}")
                }
            };
            (what, line.place_of(word))
        })
    }

    fn tie(&mut self, from: usize, to: usize, value: f64, place: Place) {
        if value == 0.0 {
            return;
        }
        let tie = Tie { is_directed: true, relation: self.relation(), ..weighted(value, place) };
        self.network.tie(&row_key(from), &self.header.column_key(to), tie);
    }
}

/// A number; `None` for a missing value.
fn number(line: Line, word: Word) -> Result<Option<f64>, Broken> {
    if ["na", "."].iter().any(|missing| word.text.eq_ignore_ascii_case(missing)) {
        return Ok(None);
    }
    let number = word.text.parse::<f64>().ok().filter(|number| number.is_finite());
    let name = || word.text.chars().take(40).collect::<String>();
    let number =
        number.ok_or_else(|| (format!("\"{}\" is no number", name()), line.place_of(word)))?;
    // UCINET writes larger numbers for missing values.
    Ok(Some(number).filter(|number| *number < 1e36))
}
