//! Excel workbooks: `.xlsx`.
//!
//! Sheets `stances`, `actors`, `issues`, `sources`, `labels` and `graph`, as far as there is
//! something to say; and `texts`, with what is too long for one cell.

mod book;
mod package;
mod sheet;
mod texts;

pub use self::book::{Workbook, broken, chosen, give, sheets};
pub use self::package::Package;
pub use self::sheet::{Reading, text};
pub use self::texts::{Known, Rest, SHEET as TEXTS};

/// The sheets beside that of the stances, and what their rows are.
pub const BESIDE: [(&str, &str); 5] = [
    ("actors", "actor"),
    ("issues", "issue"),
    ("sources", "source"),
    ("labels", "label"),
    ("graph", "graph"),
];

/// The sheet of the stances.
pub const STANCES: &str = "stances";
