//! The tables of verbs whose answers are not yet in the library.

use serde::{Serialize, Serializer};
use stancegraph::answer::{self, Column, Kind, Said, Stances, Table};
use stancegraph::graph::Side;

use crate::evidence::Behind;

/// A value of a table.
#[derive(Clone)]
pub enum Value {
    /// Text, aligned left.
    Text(String),
    /// A number, aligned right.
    Number(String),
    /// A score: two decimals for people, all decimals for programs, empty if there is none.
    Score(Option<f64>),
    /// A number, shown with four decimals.
    Exact(Option<f64>),
    /// A side, with its glyph and colour.
    Side(Side),
}

impl Value {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    #[expect(clippy::needless_pass_by_value, reason = "numbers, by value")]
    pub fn count<N: ToString>(number: N) -> Self {
        Self::Number(number.to_string())
    }

    /// A value that can be missing.
    pub fn maybe(value: Option<impl ToString>) -> Self {
        Self::Text(value.map(|value| value.to_string()).unwrap_or_default())
    }

    fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Number(_) | Self::Score(_) | Self::Exact(_) => Kind::Number,
            Self::Side(_) => Kind::Side,
        }
    }
}

impl From<Value> for answer::Value<'_> {
    fn from(value: Value) -> Self {
        match value {
            Value::Text(text) | Value::Number(text) => text.into(),
            Value::Score(score) => Self::score(score),
            Value::Exact(number) => number.map_or(Self::Nothing, Self::Exact),
            Value::Side(side) => side.into(),
        }
    }
}

/// A row, its description in words, and the stances behind it.
pub struct Row<'g> {
    pub values: Vec<Value>,
    pub about: String,
    pub behind: Behind<'g>,
}

/// A table with a title.
pub struct Sheet<'g> {
    pub title: String,
    pub columns: Vec<&'g str>,
    pub rows: Vec<Row<'g>>,
    /// Notes below the table: what was left out, what a column means.
    pub notes: Vec<String>,
}

/// An answer that is not yet in the library.
pub trait Answer<'g>: Serialize {
    const VERB: &'static str;

    fn sheets(&self) -> Vec<Sheet<'g>>;

    fn says_time(&self) -> bool {
        false
    }
}

/// Adapts such an answer to the library's trait.
pub struct Unmoved<A>(pub A);

impl<A: Serialize> Serialize for Unmoved<A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Implements the library's trait, for one lifetime of the graph.
macro_rules! unmoved {
    ($($answer:ty),*) => {$(
        impl<'g> stancegraph::answer::Answer for $crate::sheet::Unmoved<$answer> {
            const VERB: &'static str = <$answer as $crate::sheet::Answer<'g>>::VERB;

            fn tables(&self) -> Vec<stancegraph::answer::Table<'_>> {
                let sheets = $crate::sheet::Answer::sheets(&self.0);
                sheets.into_iter().map(Into::into).collect()
            }

            fn says_time(&self) -> bool {
                $crate::sheet::Answer::says_time(&self.0)
            }
        }
    )*};
}

pub(crate) use unmoved;

impl<'g> From<Sheet<'g>> for Table<'g> {
    fn from(sheet: Sheet<'g>) -> Self {
        let first = sheet.rows.first().map(|row| row.values.as_slice()).unwrap_or_default();
        let kinds = first.iter().map(Value::kind).chain(std::iter::repeat(Kind::Text));
        let columns = sheet.columns.iter().zip(kinds);
        let columns = columns.map(|(name, kind)| Column { kind, ..Column::text(*name) }).collect();
        let rows = sheet.rows.into_iter().map(|row| answer::Row {
            values: row.values.into_iter().map(Into::into).collect(),
            about: row.about,
            stances: found(&row.behind.said()),
        });
        Table { title: sheet.title, columns, rows: rows.collect(), notes: sheet.notes }
    }
}

fn found<'g>(said: &[Said<'g>]) -> Stances<'g> {
    let Some(first) = said.first() else { return Stances::none() };
    let said = said.to_vec();
    Stances::marked(first.stance.graph(), move || said.clone())
}

/// A note on rows that a table leaves out.
pub fn left_out(count: usize, what: &str) -> Vec<String> {
    match count {
        0 => Vec::new(),
        _ => {
            let more = stancegraph::answer::plural(count, &format!("more {what}"));
            vec![format!("and {more}; --top 100 lists more")]
        }
    }
}
