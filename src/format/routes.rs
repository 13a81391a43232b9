//! The route of each format: its reader, its writer, and its losses.
//!
//! The compiler asks for all three for each new variant of [`Format`].

use std::io::{self, Read, Write};

#[cfg(feature = "refi")]
use super::annotations::refi;
#[cfg(feature = "dna")]
use super::dna;
use super::document::Parsed;
use super::facts::Format;
use super::limit::Limits;
use super::options::Settings;
use super::order::sorted;
#[cfg(feature = "excel")]
use super::tables::excel;
#[cfg(feature = "parquet")]
use super::tables::parquet;
use super::tree::Lines;
use super::{annotations, cypher, events, graphs, html, json, tables, toml, turtle};
use crate::error::{Error, FileId, LeftOut};
use crate::graph::{Builder, StanceGraph};
use crate::text::TameJson;

/// How files of a format are read and written.
#[derive(Clone, Copy)]
pub struct Route {
    pub(crate) reads: Reads,
    pub(crate) writes: Writes,
}

type Parse = fn(&str, &Lines, &Limits) -> Parsed;
type ReadText = fn(&str, FileId, &Settings, &mut Builder);
/// Reads bytes into a builder.
pub type ReadBytes = fn(Vec<u8>, FileId, &Settings, &mut Builder) -> Result<(), Error>;
/// Reads events into a builder.
pub type ReadEvents =
    for<'r> fn(Box<dyn Read + Send + 'r>, FileId, &Settings, &mut Builder) -> Result<(), Error>;
/// Reads coded passages into a builder.
pub type ReadAnnotations = fn(&str, FileId, &Settings, &mut Builder) -> Result<(), Error>;
type WriteGraph = fn(&StanceGraph, &mut dyn Write) -> io::Result<()>;
type CountLosses = fn(&StanceGraph) -> Vec<LeftOut>;

/// How files of a format are read.
#[derive(Clone, Copy)]
pub enum Reads {
    /// It is not read.
    Never,
    /// Reads it as one tree.
    Tree(Parse),
    /// Reads it whole, as text that only we write.
    Own(ReadText),
    /// Reads it whole, as text that other programs may have written.
    Network(ReadText),
    /// Reads it row by row, through a mapping.
    Rows,
    /// Reads it whole, as bytes.
    Bytes(ReadBytes),
    /// Reads it as events, row by row.
    Events(ReadEvents),
    /// Reads it whole, as coded passages.
    Annotations(ReadAnnotations),
}

/// How graphs are written in a format.
#[derive(Clone, Copy)]
pub enum Writes {
    /// It is not written.
    Never,
    /// Writes it with a writer that counts its losses.
    With(WriteGraph, Losses),
    /// Draws it, in the modules above this one.
    Drawn(Drawn),
}

/// What a writer cannot write.
#[derive(Clone, Copy)]
pub enum Losses {
    /// Nothing: the file has the whole model.
    Lossless,
    /// What this function counts.
    Counted(CountLosses),
}

/// The formats that are pictures or pages with the graph in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// An HTML page.
    Page,
    /// DOT.
    Dot,
    /// A Mermaid flowchart.
    Mermaid,
}

impl Drawn {
    /// Whether the output has the whole model.
    pub(crate) fn is_lossless(self) -> bool {
        match self {
            Self::Page | Self::Dot => true,
            Self::Mermaid => false,
        }
    }
}

impl Format {
    /// How its files are read and written.
    pub(crate) const fn route(self) -> Route {
        use Losses::{Counted, Lossless};
        let (reads, writes) = match self {
            Self::Toml => (Reads::Tree(toml::parsed), Writes::With(write_toml, Lossless)),
            Self::Csv => (Reads::Rows, Writes::With(tables::csv::write, Lossless)),
            Self::Json => (Reads::Tree(json::parsed), Writes::With(write_json, Lossless)),
            Self::Html => (Reads::Tree(html::parsed), Writes::Drawn(Drawn::Page)),
            Self::JsonLines => {
                (Reads::Own(graphs::json_lines::read), Writes::With(write_json_lines, Lossless))
            }
            Self::Excel => (Reads::Bytes(read_excel), Writes::With(excel::write, Lossless)),
            Self::Parquet => (Reads::Bytes(parquet::read), Writes::With(parquet::write, Lossless)),
            Self::Graphml => (
                Reads::Network(graphs::graphml::read),
                Writes::With(graphs::graphml::write, Lossless),
            ),
            Self::Gexf => {
                (Reads::Network(graphs::gexf::read), Writes::With(graphs::gexf::write, Lossless))
            }
            Self::NodeLink => {
                (Reads::Network(graphs::node_link::read), Writes::With(write_node_link, Lossless))
            }
            Self::Cytoscape => {
                (Reads::Network(graphs::cytoscape::read), Writes::With(write_cytoscape, Lossless))
            }
            Self::Dot => (Reads::Own(graphs::dot::read), Writes::Drawn(Drawn::Dot)),
            Self::Pajek => (
                Reads::Network(graphs::pajek::read),
                Writes::With(graphs::pajek::write, Counted(graphs::pajek::losses)),
            ),
            Self::Ucinet => (
                Reads::Network(graphs::ucinet::read),
                Writes::With(graphs::ucinet::write, Counted(graphs::ucinet::losses)),
            ),
            Self::MatrixMarket => (Reads::Network(graphs::matrix_market::read), Writes::Never),
            Self::Dna => (Reads::Bytes(read_dna), Writes::Never),
            Self::Brat => (
                Reads::Annotations(annotations::brat::read),
                Writes::With(annotations::brat::write, Counted(annotations::brat::losses)),
            ),
            Self::WebAnnotation => (
                Reads::Annotations(annotations::web::read),
                Writes::With(annotations::web::write, Lossless),
            ),
            Self::Refi => {
                (Reads::Bytes(refi::read), Writes::With(refi::write, Counted(refi::losses)))
            }
            Self::Doccano => (Reads::Annotations(annotations::doccano::read), Writes::Never),
            Self::LabelStudio => {
                (Reads::Annotations(annotations::label_studio::read), Writes::Never)
            }
            Self::Gdelt => (
                Reads::Events(|rows, file, settings, to| {
                    events::gdelt::read(rows, file, settings, to)
                }),
                Writes::Never,
            ),
            Self::Icews => (
                Reads::Events(|rows, file, settings, to| {
                    events::icews::read(rows, file, settings, to)
                }),
                Writes::Never,
            ),
            Self::Polecat => (
                Reads::Events(|rows, file, settings, to| {
                    events::polecat::read(rows, file, settings, to)
                }),
                Writes::Never,
            ),
            Self::Mermaid => (Reads::Never, Writes::Drawn(Drawn::Mermaid)),
            Self::Cypher => (Reads::Never, Writes::With(cypher::write, Counted(cypher::losses))),
            Self::Turtle => (Reads::Never, Writes::With(turtle::write, Lossless)),
        };
        Route { reads, writes }
    }

    /// Whether its files can be read.
    #[must_use]
    pub fn is_read(self) -> bool {
        !matches!(self.route().reads, Reads::Never)
    }

    /// Whether its files can be written.
    #[must_use]
    pub fn is_written(self) -> bool {
        !matches!(self.route().writes, Writes::Never)
    }

    /// Whether it carries the whole model: writing and reading returns the same graph.
    #[must_use]
    pub fn is_lossless(self) -> bool {
        let keeps_all = match self.route().writes {
            Writes::With(_, Losses::Lossless) => true,
            Writes::Drawn(drawn) => drawn.is_lossless(),
            Writes::Never | Writes::With(_, Losses::Counted(_)) => false,
        };
        keeps_all && self.is_read()
    }

    /// Whether its files have nodes and edges, possibly from other programs.
    #[must_use]
    pub fn is_network(self) -> bool {
        matches!(self.route().reads, Reads::Network(_))
    }

    /// Whether its files are drawn, and repeat the files beside them.
    #[must_use]
    pub fn is_drawn(self) -> bool {
        matches!(self.route().writes, Writes::Drawn(_))
    }

    /// Whether its files are read as part of a folder; others must be named.
    #[must_use]
    pub fn is_read_in_folders(self) -> bool {
        // A folder of texts and their annotations is what brat calls a collection.
        self.has_canonical_form() && !self.is_drawn() || self == Self::Brat
    }
}

#[expect(clippy::needless_pass_by_value, reason = "all readers of bytes take them")]
fn read_excel(
    bytes: Vec<u8>,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    excel::read(&bytes, file, settings, builder)
}

#[expect(clippy::needless_pass_by_value, reason = "all readers of bytes take them")]
fn read_dna(
    bytes: Vec<u8>,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    dna::read(&bytes, file, settings, builder)
}

fn write_toml(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    toml::write(&sorted(graph.document()), out)
}

fn write_json(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    json::write(&sorted(graph.document()), out)
}

fn write_json_lines(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    graphs::json_lines::write(graph, &mut TameJson(out))
}

fn write_node_link(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    graphs::node_link::write(graph, &mut TameJson(out))
}

fn write_cytoscape(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    graphs::cytoscape::write(graph, &mut TameJson(out))
}

/// Replaces the functions of a format that is not built in.
macro_rules! not_built_in {
    ($module:ident, $format:ident, $feature:literal, $bytes:ty) => {
        #[cfg(not(feature = $feature))]
        mod $module {
            use std::io::{self, Write};

            use crate::error::{Error, FileId, LeftOut};
            use crate::format::facts::{Format, without};
            use crate::format::options::Settings;
            use crate::graph::{Builder, StanceGraph};

            pub fn read(_: $bytes, _: FileId, _: &Settings, _: &mut Builder) -> Result<(), Error> {
                Err(Error::io("input", without(Format::$format, $feature)))
            }

            #[allow(dead_code, reason = "most formats carry the whole model")]
            pub fn losses(_: &StanceGraph) -> Vec<LeftOut> {
                Vec::new()
            }

            #[allow(dead_code, reason = "some formats are only read")]
            pub fn write(_: &StanceGraph, _: &mut dyn Write) -> io::Result<()> {
                Err(without(Format::$format, $feature))
            }
        }
    };
}

not_built_in!(excel, Excel, "excel", &[u8]);
not_built_in!(parquet, Parquet, "parquet", Vec<u8>);
not_built_in!(dna, Dna, "dna", &[u8]);
not_built_in!(refi, Refi, "refi", Vec<u8>);
