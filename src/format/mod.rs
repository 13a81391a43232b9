//! Files for machines, in both directions.
//!
//! A new format is one file here and one variant of [`Format`].

mod csv;
mod document;
mod input;
mod json;
mod limit;
mod mapping;
pub(crate) mod open;
mod quote;
mod schema;
mod toml;
mod tree;

use std::fmt;
use std::io::{self, Read, Write};

pub use self::input::{Input, Reader};
pub use self::limit::Limits;
pub use self::mapping::Mapping;
pub use self::schema::schema;

use crate::error::Error;
use crate::graph::StanceGraph;

/// A format in which stances are kept. All carry the same model.
///
/// ```
/// use stancegraph::Format;
///
/// let graph = Format::Csv.read("actor,label,issue\nRussia,opposes,THAAD\n".as_bytes())?;
/// let mut json = Vec::new();
/// Format::Json.write(&graph, &mut json)?;
/// assert_eq!(Format::Json.read(json.as_slice())?.document(), graph.document());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// For people: `.toml`.
    Toml,
    /// For spreadsheets: `.csv`.
    Csv,
    /// For programs: `.json`.
    Json,
}
