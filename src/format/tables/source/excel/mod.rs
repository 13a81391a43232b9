//! Excel workbooks: `.xlsx`.
//!
//! It has the sheets `stances`, `actors`, `issues`, `sources`, `labels` and `graph`, as far as they have
//! content, and `texts` for texts that are too long for one cell.

mod book;
mod package;
mod sheet;
mod texts;

pub use self::book::{Workbook, broken, chosen, give, sheets};
pub use self::package::Package;
pub use self::sheet::{Reading, text};
pub use self::texts::{Known, Rest, SHEET as TEXTS};

/// The sheets beside that of the stances, and the records in their rows.
pub const BESIDE: [(&str, &str); 5] = [
    ("actors", "actor"),
    ("issues", "issue"),
    ("sources", "source"),
    ("labels", "label"),
    ("graph", "graph"),
];

/// The sheet of the stances.
pub const STANCES: &str = "stances";
