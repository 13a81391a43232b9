//! Reads the header of a DL file: sizes, modes and form.

use std::sync::Arc;

use super::Broken;
use crate::error::{FileId, Place};
use crate::format::graphs::plain::{Line, Word, Words};

/// The content before the data.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) place: Place,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) matrices: usize,
    pub(super) is_two_mode: bool,
    pub(super) form: Form,
    pub(super) has_diagonal: bool,
    pub(super) row_labels: Labels,
    pub(super) column_labels: Labels,
    pub(super) matrix_labels: Vec<Arc<str>>,
}

/// The place of the labels of rows or columns.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Labels {
    #[default]
    None,
    Listed(Vec<String>),
    /// In the data.
    Embedded,
}

/// The layout of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Full,
    Upper,
    Lower,
    /// A row and a column per line, with an optional value.
    Edges,
    /// A row per line, with its columns.
    Nodes,
    /// A line for each row: the number of its columns, and these columns.
    Counted,
}

impl Form {
    fn of(name: &str) -> Option<(Self, bool)> {
        Some(match name.to_ascii_lowercase().as_str() {
            "fullmatrix" | "fm" => (Self::Full, false),
            "upperhalf" | "uh" => (Self::Upper, false),
            "lowerhalf" | "lh" => (Self::Lower, false),
            "edgelist1" | "el1" | "edgelist" => (Self::Edges, false),
            "edgelist2" | "el2" => (Self::Edges, true),
            "nodelist1" | "nl1" | "nodelist" => (Self::Nodes, false),
            "nodelist2" | "nl2" => (Self::Nodes, true),
            "nodelist1b" | "nl1b" => (Self::Counted, false),
            _ => return None,
        })
    }
}

/// Reads words across lines.
struct Cursor<'t, L> {
    line: Line<'t>,
    words: Words<'t>,
    lines: L,
}

impl<'t, L: Iterator<Item = Line<'t>>> Cursor<'t, L> {
    fn next(&mut self) -> Option<Word<'t>> {
        loop {
            if let Some(word) = self.words.next() {
                return Some(word);
            }
            self.line = self.lines.next()?;
            self.words = self.line.words(separates);
        }
    }

    /// The next keyword in lower case, up to its colon.
    fn keyword(&mut self) -> Option<(String, Word<'t>)> {
        let word = self.next()?;
        match word.text.split_once(':').filter(|_| !word.is_quoted) {
            Some((before, _)) => {
                self.words.go_to(word.offset + before.len() + 1);
                Some((before.to_ascii_lowercase(), word))
            }
            None => Some((word.text.to_ascii_lowercase(), word)),
        }
    }

    fn broken(&self, what: impl Into<String>) -> Broken {
        (what.into(), self.line.place())
    }

    fn number(&mut self, keyword: &str) -> Result<usize, Broken> {
        let number = self.next().and_then(|word| word.text.parse().ok());
        number.ok_or_else(|| self.broken(format!("\"{keyword}\" needs a number: {keyword}=5")))
    }

    /// Reads this many labels, or that they are embedded in the data.
    fn labels(&mut self, count: usize) -> Result<Labels, Broken> {
        let mut labels = Vec::new();
        while labels.len() < count {
            let begun = self.words.clone();
            let Some(word) = self.next() else {
                return Err(
                    self.broken(format!("there are {} labels, and not {count}", labels.len()))
                );
            };
            if !word.is_quoted && labels.is_empty() && is_word(word, "embedded") {
                return Ok(Labels::Embedded);
            }
            if !word.is_quoted && is_word(word, "data") && word.text.ends_with(':') {
                self.words = begun;
                return Err(
                    self.broken(format!("there are {} labels, and not {count}", labels.len()))
                );
            }
            // UCINET ignores a colon after the keyword for labels.
            if word.text != ":" || word.is_quoted {
                labels.push(word.text.to_owned());
            }
        }
        Ok(Labels::Listed(labels))
    }
}

fn is_word(word: Word, wanted: &str) -> bool {
    word.text.trim_end_matches(':').eq_ignore_ascii_case(wanted)
}

fn separates(c: char) -> bool {
    c.is_whitespace() || c == ',' || c == '='
}

impl Header {
    /// Reads everything up to the data; returns the lines that follow.
    pub(super) fn read(
        text: &str,
        file: FileId,
    ) -> Result<(Self, impl Iterator<Item = Line<'_>>), Broken> {
        let mut lines = Line::all(file, text);
        let line = lines.next().unwrap_or(Line { file, number: 1, text: "", start: 0 });
        let mut cursor = Cursor { line, words: line.words(separates), lines };
        match cursor.next() {
            Some(word) if is_word(word, "dl") => {}
            _ => return Err(cursor.broken("the file does not begin with DL")),
        }
        let mut header = Self {
            place: cursor.line.place(),
            rows: 0,
            columns: 0,
            matrices: 1,
            is_two_mode: false,
            form: Form::Full,
            has_diagonal: true,
            row_labels: Labels::None,
            column_labels: Labels::None,
            matrix_labels: Vec::new(),
        };
        loop {
            let Some((keyword, word)) = cursor.keyword() else {
                return Err(cursor.broken("there is no \"data:\""));
            };
            if keyword == "data" {
                break;
            }
            header.say(&keyword, word, &mut cursor)?;
        }
        if header.rows == 0 || header.columns == 0 {
            return Err(cursor.broken("DL needs the number of nodes: n=5, or nr=5 and nc=3"));
        }
        let first = Line { start: cursor.words.offset(), ..cursor.line };
        Ok((header, std::iter::once(first).chain(cursor.lines)))
    }

    fn say<'t, L: Iterator<Item = Line<'t>>>(
        &mut self,
        keyword: &str,
        word: Word<'t>,
        cursor: &mut Cursor<'t, L>,
    ) -> Result<(), Broken> {
        match keyword {
            "n" => {
                self.rows = cursor.number("n")?;
                self.columns = self.rows;
            }
            "nr" => {
                self.rows = cursor.number("nr")?;
                self.is_two_mode = true;
            }
            "nc" => {
                self.columns = cursor.number("nc")?;
                self.is_two_mode = true;
            }
            "nm" => self.matrices = cursor.number("nm")?,
            "format" => {
                let name = cursor.next().map_or("", |word| word.text);
                let Some((form, is_two_mode)) = Form::of(name) else {
                    return Err(cursor.broken(format!(
                        "the form \"{name}\" is not read; fullmatrix, upperhalf, lowerhalf, edgelist1, \
                         edgelist2, nodelist1, nodelist1b and nodelist2 are"
                    )));
                };
                self.form = form;
                self.is_two_mode |= is_two_mode;
            }
            "diagonal" => {
                let is_absent = cursor.next().is_some_and(|word| is_word(word, "absent"));
                self.has_diagonal = !is_absent;
            }
            "title" => drop(cursor.next()),
            "labels" => {
                self.row_labels = cursor.labels(self.rows)?;
                self.column_labels = match self.row_labels {
                    Labels::Embedded => Labels::Embedded,
                    Labels::None | Labels::Listed(_) => Labels::None,
                };
            }
            "row" | "column" | "col" | "matrix" | "level" | "relation" => {
                if cursor.keyword().is_none_or(|(word, _)| word != "labels") {
                    return Err(cursor.broken(format!("\"labels:\" has to follow \"{keyword}\"")));
                }
                match keyword {
                    "row" => self.row_labels = cursor.labels(self.rows)?,
                    "column" | "col" => self.column_labels = cursor.labels(self.columns)?,
                    _ => match cursor.labels(self.matrices)? {
                        Labels::Listed(labels) => {
                            self.matrix_labels = labels.into_iter().map(Arc::from).collect();
                        }
                        Labels::None | Labels::Embedded => {
                            return Err(cursor.broken("labels of matrices cannot be embedded"));
                        }
                    },
                }
            }
            _ => {
                let name = word.text.chars().take(40).collect::<String>();
                return Err((format!("\"{name}\" is no word of DL"), cursor.line.place_of(word)));
            }
        }
        Ok(())
    }
}
