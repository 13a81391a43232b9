//! Files for machines, in both directions.
//!
//! A new format is one file here and one variant of [`Format`].

mod canonical;
mod csv;
mod document;
mod edge_list;
mod html;
mod input;
mod json;
mod limit;
mod mapping;
pub(crate) mod open;
mod order;
mod quote;
mod rows;
mod schema;
#[cfg(feature = "svg")]
pub(crate) mod settings;
pub(crate) mod toml;
mod tree;

use std::fmt;
use std::io::{self, Read, Write};
use std::str::FromStr;

pub use self::canonical::format_text;
#[cfg(feature = "page")]
pub(crate) use self::html::{embedded_json, in_script};
pub use self::input::Reader;
#[cfg(feature = "page-answers")]
pub(crate) use self::input::read_json;
pub use self::limit::Limits;
pub use self::mapping::Mapping;
pub use self::quote::check_quotes;
pub use self::schema::schema;

use crate::error::{Error, nearest};
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
    /// A page, with the graph in it: `.html`.
    Html,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Toml, Self::Csv, Self::Json, Self::Html];

    /// The extension of its files, and its name on the command line.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Toml => "toml",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Html => "html",
        }
    }

    /// The format of files with an extension, in any case.
    ///
    /// ```
    /// use stancegraph::Format;
    ///
    /// assert_eq!(Format::from_extension("TOML"), Some(Format::Toml));
    /// assert_eq!(Format::from_extension("docx"), None);
    /// ```
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = if extension.eq_ignore_ascii_case("htm") { "html" } else { extension };
        Self::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }

    /// The format of a file by its name, with `.gz` or without.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let name = name.strip_suffix(".gz").unwrap_or(name);
        let (_, extension) = name.rsplit_once('.')?;
        Self::from_extension(extension)
    }

    /// Reads a graph from one stream. [`Reader`] reads files, folders and several at once.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with all faults; [`Error::Io`] where the stream cannot be read.
    pub fn read(self, input: impl Read + Send) -> Result<StanceGraph, Error> {
        input::read_stream(self, input)
    }

    /// Writes the canonical form of a graph.
    ///
    /// # Errors
    ///
    /// What the system says of the stream; [`io::ErrorKind::Unsupported`] for a page, where the library is
    /// built without the feature `page`.
    pub fn write(self, graph: &StanceGraph, mut out: impl Write) -> io::Result<()> {
        match self {
            Self::Toml => toml::write(&canonical::sorted(graph.document()), &mut out),
            Self::Json => json::write(&canonical::sorted(graph.document()), &mut out),
            Self::Csv => csv::write(graph, &mut out),
            #[cfg(feature = "page")]
            Self::Html => out.write_all(crate::page::html(graph).as_bytes()),
            #[cfg(not(feature = "page"))]
            Self::Html => Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "pages are written with the feature \"page\"",
            )),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.extension())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::from_extension(name).ok_or_else(|| Error::Unknown {
            what: "format",
            name: name.into(),
            suggestion: nearest(name, Self::ALL.map(Self::extension)).map(str::to_owned),
        })
    }
}
