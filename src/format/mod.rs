//! Files for machines, in both directions.
//!
//! A new format is one file here and one variant of [`Format`].

mod canonical;
mod cypher;
mod dates;
mod dna;
mod document;
mod events;
mod graphs;
mod html;
mod input;
mod json;
mod limit;
mod losses;
mod matrix;
#[cfg(feature = "svg")]
mod mermaid;
mod order;
mod quote;
mod schema;
pub(crate) mod settings;
mod slips;
mod sniff;
mod tables;
pub(crate) mod toml;
mod tree;
mod turtle;

use std::fmt;
use std::io::{self, Read, Write};
use std::str::FromStr;

pub use self::canonical::format_text;
pub use self::dna::DnaVariables;
pub use self::events::{EventOptions, EventPosition};
#[cfg(feature = "page")]
pub(crate) use self::html::{embedded_json, in_script};
pub use self::input::Reader;
#[cfg(feature = "page-answers")]
pub(crate) use self::input::read_json;
pub use self::limit::Limits;
pub use self::matrix::Matrix;
pub use self::quote::{check_quotes, source_texts};
pub use self::schema::schema;
pub use self::tables::mapping::Mapping;

pub use crate::text::{TameJson, unpacked};

use crate::error::{Error, LeftOut};
use crate::graph::StanceGraph;

/// A format in which stances are kept, or from which or to which they can be brought.
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
    /// For spreadsheets: `.csv`, `.tsv`, `.tab`.
    Csv,
    /// For programs: `.json`.
    Json,
    /// A page, with the graph in it: `.html`.
    Html,
    /// One stance, actor, issue or source a line: `.jsonl`, `.ndjson`.
    JsonLines,
    /// Excel workbooks: `.xlsx`.
    Excel,
    /// Columns for databases and data frames: `.parquet`.
    Parquet,
    /// GraphML, for NetworkX, igraph, Gephi, yEd: `.graphml`.
    Graphml,
    /// GEXF 1.3, for Gephi: `.gexf`.
    Gexf,
    /// Node-link JSON of NetworkX: `.json` by its content.
    NodeLink,
    /// Cytoscape.js JSON: `.cyjs`.
    Cytoscape,
    /// DOT with the stances in it, as this library writes it: `.dot`, `.gv`.
    Dot,
    /// Pajek networks: `.net`, and projects with one: `.paj`.
    Pajek,
    /// UCINET DL: `.dl`.
    Ucinet,
    /// Matrix Market, read only: `.mtx`.
    MatrixMarket,
    /// Databases of Discourse Network Analyzer, read only: `.dna`.
    Dna,
    /// GDELT 2 events, read only.
    Gdelt,
    /// ICEWS events, read only.
    Icews,
    /// POLECAT events, read only.
    Polecat,
    /// A Mermaid flowchart, written only: `.mmd`.
    Mermaid,
    /// An openCypher script, written only: `.cypher`.
    Cypher,
    /// RDF with PROV-O, written only: `.ttl`.
    Turtle,
}

/// What is fixed about a format.
struct Facts {
    /// Its name on the command line.
    name: &'static str,
    /// The extensions of its files, the usual one first.
    extensions: &'static [&'static str],
    reads: bool,
    writes: bool,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 22] = [
        Self::Toml,
        Self::Csv,
        Self::Json,
        Self::Html,
        Self::JsonLines,
        Self::Excel,
        Self::Parquet,
        Self::Graphml,
        Self::Gexf,
        Self::NodeLink,
        Self::Cytoscape,
        Self::Dot,
        Self::Pajek,
        Self::Ucinet,
        Self::MatrixMarket,
        Self::Dna,
        Self::Gdelt,
        Self::Icews,
        Self::Polecat,
        Self::Mermaid,
        Self::Cypher,
        Self::Turtle,
    ];

    const fn facts(self) -> Facts {
        let (name, extensions, reads, writes): (_, &[&str], _, _) = match self {
            Self::Toml => ("toml", &["toml"], true, true),
            Self::Csv => ("csv", &["csv", "tsv", "tab"], true, true),
            Self::Json => ("json", &["json"], true, true),
            Self::Html => ("html", &["html", "htm"], true, true),
            Self::JsonLines => ("jsonl", &["jsonl", "ndjson"], true, true),
            Self::Excel => ("xlsx", &["xlsx"], true, true),
            Self::Parquet => ("parquet", &["parquet"], true, true),
            Self::Graphml => ("graphml", &["graphml"], true, true),
            Self::Gexf => ("gexf", &["gexf"], true, true),
            Self::NodeLink => ("node-link", &[], true, true),
            Self::Cytoscape => ("cytoscape", &["cyjs"], true, true),
            Self::Dot => ("dot", &["dot", "gv"], true, true),
            Self::Pajek => ("pajek", &["net", "paj"], true, true),
            Self::Ucinet => ("ucinet", &["dl"], true, true),
            Self::MatrixMarket => ("matrix-market", &["mtx"], true, false),
            Self::Dna => ("dna", &["dna"], true, false),
            Self::Gdelt => ("gdelt", &[], true, false),
            Self::Icews => ("icews", &[], true, false),
            Self::Polecat => ("polecat", &[], true, false),
            Self::Mermaid => ("mermaid", &["mmd", "mermaid"], false, true),
            Self::Cypher => ("cypher", &["cypher", "cql"], false, true),
            Self::Turtle => ("turtle", &["ttl"], false, true),
        };
        Facts { name, extensions, reads, writes }
    }

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The usual extension of its files; that of the format it is written in where it has none of
    /// its own.
    #[must_use]
    pub fn extension(self) -> &'static str {
        let own = self.facts().extensions.first().copied();
        own.unwrap_or(if self == Self::NodeLink { "json" } else { "csv" })
    }

    /// Whether its files can be read.
    #[must_use]
    pub fn is_read(self) -> bool {
        self.facts().reads
    }

    /// Whether its files can be written.
    #[must_use]
    pub fn is_written(self) -> bool {
        self.facts().writes
    }

    /// Whether it carries the whole model: what is written and read again is the same graph.
    #[must_use]
    pub fn is_lossless(self) -> bool {
        let is_both = self.is_read() && self.is_written();
        is_both && !matches!(self, Self::Pajek | Self::Ucinet)
    }

    /// Whether it is text that people keep, with a canonical form of its own.
    #[must_use]
    pub fn has_canonical_form(self) -> bool {
        matches!(self, Self::Toml | Self::Csv | Self::Json | Self::JsonLines | Self::Html)
    }

    /// Whether its files are not text.
    #[must_use]
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Excel | Self::Parquet | Self::Dna)
    }

    /// Whether its files have rows of stances, which a [`Mapping`] says how to read.
    #[must_use]
    pub fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Excel | Self::Parquet)
    }

    /// Whether its files are read where a folder is given; others are given alone.
    #[must_use]
    pub fn is_read_in_folders(self) -> bool {
        matches!(self, Self::Toml | Self::Json | Self::Csv | Self::JsonLines)
    }

    /// Whether its files have nodes and edges, which others may have made.
    #[must_use]
    pub fn is_network(self) -> bool {
        match self {
            Self::Graphml
            | Self::Gexf
            | Self::NodeLink
            | Self::Cytoscape
            | Self::Pajek
            | Self::Ucinet
            | Self::MatrixMarket => true,
            Self::Toml
            | Self::Csv
            | Self::Json
            | Self::Html
            | Self::JsonLines
            | Self::Excel
            | Self::Parquet
            | Self::Dot
            | Self::Dna
            | Self::Gdelt
            | Self::Icews
            | Self::Polecat
            | Self::Mermaid
            | Self::Cypher
            | Self::Turtle => false,
        }
    }

    /// Whether its files have events, which are stances of one actor toward another.
    #[must_use]
    pub fn is_events(self) -> bool {
        matches!(self, Self::Gdelt | Self::Icews | Self::Polecat)
    }

    /// The format of files with an extension, in any case.
    ///
    /// ```
    /// use stancegraph::Format;
    ///
    /// assert_eq!(Format::from_extension("TOML"), Some(Format::Toml));
    /// assert_eq!(Format::from_extension("tab"), Some(Format::Csv));
    /// assert_eq!(Format::from_extension("docx"), None);
    /// ```
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let is_its = |known: &&str| known.eq_ignore_ascii_case(extension);
        Self::ALL.into_iter().find(|format| format.facts().extensions.iter().any(is_its))
    }

    /// The format of a file by its name, with `.gz` or without.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.strip_suffix(".gz").unwrap_or(name);
        let (_, extension) = name.rsplit_once('.')?;
        Self::from_extension(extension)
    }

    /// Reads a graph from one stream. [`Reader`] reads files, folders and several at once.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with all faults; [`Error::Io`] where the stream cannot be read, with
    /// [`io::ErrorKind::Unsupported`] for what this format or this build of the library cannot do.
    pub fn read(self, input: impl Read + Send) -> Result<StanceGraph, Error> {
        input::read_stream(self, input)
    }

    /// Writes the canonical form of a graph.
    ///
    /// # Errors
    ///
    /// What the system says of the stream; [`io::ErrorKind::Unsupported`] for a format that is only
    /// read, or that the library is built without.
    pub fn write(self, graph: &StanceGraph, mut out: impl Write) -> io::Result<()> {
        match self {
            Self::Toml => toml::write(&canonical::sorted(graph.document()), &mut out),
            Self::Json => json::write(&canonical::sorted(graph.document()), &mut out),
            Self::Csv => tables::csv::write(graph, &mut out),
            #[cfg(feature = "page")]
            Self::Html => out.write_all(crate::page::html(graph).as_bytes()),
            #[cfg(not(feature = "page"))]
            Self::Html => Err(without(self, "page")),
            Self::JsonLines => graphs::json_lines::write(graph, &mut TameJson(out)),
            #[cfg(feature = "excel")]
            Self::Excel => tables::excel::write(graph, &mut out),
            #[cfg(not(feature = "excel"))]
            Self::Excel => Err(without(self, "excel")),
            #[cfg(feature = "parquet")]
            Self::Parquet => tables::parquet::write(graph, &mut out),
            #[cfg(not(feature = "parquet"))]
            Self::Parquet => Err(without(self, "parquet")),
            Self::Graphml => graphs::graphml::write(graph, &mut out),
            Self::Gexf => graphs::gexf::write(graph, &mut out),
            Self::NodeLink => graphs::node_link::write(graph, &mut TameJson(out)),
            Self::Cytoscape => graphs::cytoscape::write(graph, &mut TameJson(out)),
            Self::Dot => graphs::dot::write(graph, &mut out),
            Self::Pajek => graphs::pajek::write(graph, &mut out),
            Self::Ucinet => graphs::ucinet::write(graph, &mut out),
            #[cfg(feature = "svg")]
            Self::Mermaid => mermaid::write(graph, &mut out),
            #[cfg(not(feature = "svg"))]
            Self::Mermaid => Err(without(self, "svg")),
            Self::Cypher => cypher::write(graph, &mut out),
            Self::Turtle => turtle::write(graph, &mut out),
            Self::MatrixMarket | Self::Dna | Self::Gdelt | Self::Icews | Self::Polecat => {
                let what = format!("{self} is read, and not written");
                Err(io::Error::new(io::ErrorKind::Unsupported, what))
            }
        }
    }

    /// What a file of this format cannot hold of a graph, counted: nothing for formats that carry
    /// the whole model.
    #[must_use]
    pub fn losses(self, graph: &StanceGraph) -> Vec<LeftOut> {
        match self {
            Self::Pajek => graphs::pajek::losses(graph),
            Self::Ucinet => graphs::ucinet::losses(graph),
            #[cfg(feature = "svg")]
            Self::Mermaid => mermaid::losses(graph),
            Self::Cypher => cypher::losses(graph),
            _ => Vec::new(),
        }
    }
}

/// What is said where a format is not built in.
#[cfg_attr(
    all(feature = "draw", feature = "excel", feature = "page", feature = "parquet"),
    expect(dead_code, reason = "everything is built in")
)]
fn without(format: Format, feature: &str) -> io::Error {
    let what = format!("{format} needs the library to be built with the feature \"{feature}\"");
    io::Error::new(io::ErrorKind::Unsupported, what)
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    /// By its name, or an extension of its files.
    fn from_str(name: &str) -> Result<Self, Error> {
        let by_name = Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name));
        let known = Self::ALL.map(Self::name);
        by_name
            .or_else(|| Self::from_extension(name))
            .ok_or_else(|| Error::not_one("format", name, &known))
    }
}
