//! Why proposals are refused.

use std::fmt;

use crate::model::Position;
use crate::text::one_line;

/// Why a proposal is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It does not fit the schema.
    #[error("it does not fit the schema: {}", one_line(.0))]
    Schema(
        /// What does not fit.
        String,
    ),
    /// A text of it is too long, empty, or has control characters.
    #[error("its {field} {why}")]
    Text {
        /// The field.
        field: &'static str,
        /// What is wrong: "is empty".
        why: String,
    },
    /// Its quote is not in the text.
    #[error("its quote \"{}\" does not occur in the text{}", shortened(quote), After(nearest.as_ref()))]
    QuoteNotFound {
        /// The quote.
        quote: String,
        /// The passage with most of its words, if one has at least half of them.
        nearest: Option<Nearest>,
    },
    /// A name is not in the map, and not declared as new.
    #[error(
        "the map has no {what} \"{}\"{}; if it is new, declare it in {}",
        shortened(name),
        Meant(nearest.as_deref()),
        if *what == "issue" { "new-issues" } else { "new-actors" }
    )]
    UnknownName {
        /// "actor" or "issue".
        what: &'static str,
        /// The name.
        name: String,
        /// The nearest name of the map.
        nearest: Option<String>,
    },
    /// It is about nothing.
    #[error("it names no issue, and no actor in toward that it is about")]
    NoTarget,
    /// Its label says another position.
    #[error("its label \"{}\" says {implied}, and its position is {position}", shortened(label))]
    LabelAgainstPosition {
        /// The label.
        label: String,
        /// What the label says.
        implied: Position,
        /// What the proposal says.
        position: Position,
    },
    /// Another one says the same of the same words.
    #[error("proposal {0} says the same of the same words")]
    Repeated(
        /// The number of the other, from 1.
        usize,
    ),
}

/// The passage of a text that is most like a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Nearest {
    /// Its line, from 1.
    pub line: usize,
    /// Its words, at most 160 characters.
    pub text: String,
}

/// Why a program's answer as a whole gives no proposals.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProposalsError {
    /// It is not JSON, or does not have the fields of [`Proposals`](super::Proposals).
    #[error("no proposals as JSON: {}", one_line(.0))]
    Schema(
        /// What is wrong.
        String,
    ),
    /// There are too many.
    #[error("{count} proposals are too many for one text: at most {most}")]
    TooMany {
        /// How many there are.
        count: usize,
        /// The most that are read.
        most: usize,
    },
}

/// A text on one line, cut after 80 characters, in which nothing steers a terminal.
fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    let line = one_line(text);
    let mut short = line.chars().take(MOST).collect::<String>();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

struct After<'n>(Option<&'n Nearest>);

impl fmt::Display for After<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(Nearest { line, text }) => {
                write!(f, "; the nearest passage, in line {line}, is \"{}\"", one_line(text))
            }
            None => Ok(()),
        }
    }
}

struct Meant<'n>(Option<&'n str>);

impl fmt::Display for Meant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(name) => write!(f, "; did you mean \"{}\"?", shortened(name)),
            None => Ok(()),
        }
    }
}
