//! Columns by their names, and texts with columns in braces.

use crate::error::{Cause, nearest};

/// A text with columns in it.
pub struct Template(Vec<Piece>);

enum Piece {
    Text(String),
    Column(usize),
}

impl Template {
    /// Parses `{congress}-{chamber}`; `Err` with the name of an unknown column, `None` for a text without braces.
    pub fn parse(text: &str, header: &[String]) -> Option<Result<Self, String>> {
        if !text.contains('{') {
            return None;
        }
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, behind) = behind.split_once('}')?;
            let (Some(column), _) = columns_called(name.trim(), header) else {
                return Some(Err(name.to_owned()));
            };
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Column(column));
            rest = behind;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Some(Ok(Self(pieces)))
    }

    pub fn columns(&self) -> impl Iterator<Item = usize> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Column(column) => Some(*column),
            Piece::Text(_) => None,
        })
    }

    /// The text of a row, whose cells `text` returns; `None` if one of them is empty.
    pub fn of<'r>(&self, text: impl Fn(usize) -> Option<&'r str>) -> Option<String> {
        let mut whole = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(piece) => whole.push_str(piece),
                Piece::Column(column) => whole.push_str(text(*column)?),
            }
        }
        Some(whole)
    }
}

/// The first two columns with a name; if none matches exactly, in any letter case.
pub fn columns_called(name: &str, names: &[String]) -> (Option<usize>, Option<usize>) {
    let first_two = |is_it: &dyn Fn(&String) -> bool| {
        let mut columns = (0..names.len()).filter(|column| is_it(&names[*column]));
        (columns.next(), columns.next())
    };
    match first_two(&|known| known == name) {
        (None, _) => first_two(&|known| known.eq_ignore_ascii_case(name)),
        exact => exact,
    }
}

/// The fault of a column that a table does not have.
pub fn unknown_column(name: &str, known: &[&str]) -> Cause {
    Cause::UnknownField {
        kind: "column",
        name: name.into(),
        within: "the table",
        suggestion: nearest(name, known.iter().copied()).map(str::to_owned),
        known: known.join(", "),
    }
}
