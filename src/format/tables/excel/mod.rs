//! Excel workbooks: `.xlsx`.
//!
//! Sheets `stances`, `actors`, `issues`, `sources`, `labels` and `graph`, as far as there is
//! something to say; and `texts`, with what is too long for one cell.

mod package;
mod read;
mod sheet;
mod texts;
mod write;

pub use self::read::{give, read};
pub use self::write::write;

/// The sheets beside that of the stances, and what their rows are.
const BESIDE: [(&str, &str); 5] = [
    ("actors", "actor"),
    ("issues", "issue"),
    ("sources", "source"),
    ("labels", "label"),
    ("graph", "graph"),
];

/// The sheet of the stances.
const STANCES: &str = "stances";
