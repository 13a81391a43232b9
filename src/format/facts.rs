//! The facts about each format.

use std::fmt;
use std::io;
use std::str::FromStr;

use crate::error::{Error, Notation};

/// Declares the formats: each row has a variant and its facts, so that no variant lacks facts or is missing
/// from [`Format::ALL`].
macro_rules! formats {
    ($($(#[$documentation:meta])* $format:ident: $facts:expr,)*) => {
        /// A file format that stances are read from or written to.
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
            $($(#[$documentation])* $format,)*
        }

        impl Format {
            /// All formats.
            pub const ALL: [Self; [$(Self::$format),*].len()] = [$(Self::$format),*];

            const fn facts(self) -> Facts {
                match self {
                    $(Self::$format => $facts,)*
                }
            }
        }
    };
}

formats! {
    /// For people: `.toml`.
    Toml: Facts::new("toml", &["toml"], Kind::Document).declares(Notation::Toml),
    /// For spreadsheets: `.csv`, `.tsv`, `.tab`.
    Csv: Facts::new("csv", &["csv", "tsv", "tab"], Kind::Rows).declares(Notation::Rows),
    /// For programs: `.json`.
    Json: Facts::new("json", &["json"], Kind::Document).declares(Notation::Json),
    /// An HTML page that contains the graph: `.html`.
    Html: Facts::new("html", &["html", "htm"], Kind::Document),
    /// One stance, actor, issue or source a line: `.jsonl`, `.ndjson`.
    JsonLines: Facts::new("jsonl", &["jsonl", "ndjson"], Kind::Document).declares(Notation::JsonLines),
    /// Excel workbooks: `.xlsx`.
    Excel: Facts::new("xlsx", &["xlsx"], Kind::Rows).declares(Notation::Rows).binary(),
    /// Parquet, for databases and data frames: `.parquet`.
    Parquet: Facts::new("parquet", &["parquet"], Kind::Rows).declares(Notation::Rows).binary(),
    /// GraphML, for NetworkX, igraph, Gephi, yEd: `.graphml`.
    Graphml: Facts::new("graphml", &["graphml"], Kind::Graph),
    /// GEXF 1.3, for Gephi: `.gexf`.
    Gexf: Facts::new("gexf", &["gexf"], Kind::Graph),
    /// Node-link JSON of NetworkX: `.json`, detected by its content.
    NodeLink: Facts::new("node-link", &[], Kind::Graph),
    /// Cytoscape.js JSON: `.cyjs`.
    Cytoscape: Facts::new("cytoscape", &["cyjs"], Kind::Graph),
    /// DOT with stances, as this library writes it: `.dot`, `.gv`.
    Dot: Facts::new("dot", &["dot", "gv"], Kind::Graph),
    /// Pajek networks, `.net`, and projects with one network, `.paj`.
    Pajek: Facts::new("pajek", &["net", "paj"], Kind::Graph),
    /// UCINET DL: `.dl`.
    Ucinet: Facts::new("ucinet", &["dl"], Kind::Graph),
    /// Matrix Market, read only: `.mtx`.
    MatrixMarket: Facts::new("matrix-market", &["mtx"], Kind::Graph),
    /// Databases of Discourse Network Analyzer, read only: `.dna`.
    Dna: Facts::new("dna", &["dna"], Kind::Database).binary(),
    /// brat annotations beside their text: `.ann`.
    Brat: Facts::new("brat", &["ann"], Kind::Annotations),
    /// W3C Web Annotation, as JSON-LD: `.jsonld`.
    WebAnnotation: Facts::new("web-annotation", &["jsonld"], Kind::Annotations),
    /// REFI-QDA projects of `NVivo`, MAXQDA, ATLAS.ti and others: `.qdpx`.
    Refi: Facts::new("refi-qda", &["qdpx"], Kind::Annotations).binary(),
    /// Doccano, read only: JSON Lines, detected by its content.
    Doccano: Facts::new("doccano", &[], Kind::Annotations),
    /// Label Studio, read only: JSON, detected by its content.
    LabelStudio: Facts::new("label-studio", &[], Kind::Annotations),
    /// GDELT 2 events, read only.
    Gdelt: Facts::new("gdelt", &[], Kind::Events),
    /// ICEWS events, read only.
    Icews: Facts::new("icews", &[], Kind::Events),
    /// POLECAT events, read only.
    Polecat: Facts::new("polecat", &[], Kind::Events),
    /// A Mermaid flowchart, written only: `.mmd`.
    Mermaid: Facts::new("mermaid", &["mmd", "mermaid"], Kind::Graph),
    /// An openCypher script, written only: `.cypher`.
    Cypher: Facts::new("cypher", &["cypher", "cql"], Kind::Graph),
    /// RDF with PROV-O, written only: `.ttl`.
    Turtle: Facts::new("turtle", &["ttl"], Kind::Graph),
}

/// What the files of a format consist of, which decides how they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// One tree, or one record per line, in our own schema.
    Document,
    /// Rows of stances.
    Rows,
    /// Nodes and edges, possibly from other programs.
    Graph,
    /// One event per row: a stance of one actor toward another.
    Events,
    /// Related tables.
    Database,
    /// Passages of texts with codes.
    Annotations,
}

/// The fixed facts about a format; `routes.rs` says how it is read and written.
#[derive(Clone, Copy)]
struct Facts {
    /// Its name on the command line.
    name: &'static str,
    /// The extensions of its files, the usual one first.
    extensions: &'static [&'static str],
    kind: Kind,
    /// How its files declare actors, issues and labels.
    notation: Notation,
    is_binary: bool,
}

impl Facts {
    /// A text format that nobody writes by hand.
    const fn new(name: &'static str, extensions: &'static [&'static str], kind: Kind) -> Self {
        Self { name, extensions, kind, notation: Notation::Beside, is_binary: false }
    }

    /// Sets how files that people write declare actors, issues and labels.
    const fn declares(self, notation: Notation) -> Self {
        Self { notation, ..self }
    }

    /// Marks a format as binary.
    const fn binary(self) -> Self {
        Self { is_binary: true, ..self }
    }
}

impl Format {
    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The usual extension of its files; a format without its own has that of the format it is written in.
    #[must_use]
    pub fn extension(self) -> &'static str {
        let own = self.facts().extensions.first().copied();
        own.unwrap_or(match self.kind() {
            Kind::Graph | Kind::Annotations => "json",
            Kind::Document | Kind::Rows | Kind::Events | Kind::Database => "csv",
        })
    }

    /// All extensions of its files, with the usual one first.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        self.facts().extensions
    }

    /// What its files consist of.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.facts().kind
    }

    /// Whether it is text that people keep, and has a canonical form.
    #[must_use]
    pub fn has_canonical_form(self) -> bool {
        match self.kind() {
            Kind::Document => true,
            Kind::Rows => !self.is_binary(),
            Kind::Graph | Kind::Events | Kind::Database | Kind::Annotations => false,
        }
    }

    /// Whether its files are not text.
    #[must_use]
    pub fn is_binary(self) -> bool {
        self.facts().is_binary
    }

    /// Whether its files have rows of stances, which can be read through a [`Mapping`](super::Mapping).
    #[must_use]
    pub fn is_table(self) -> bool {
        self.kind() == Kind::Rows
    }

    /// Whether its files have events: stances of one actor toward another.
    #[must_use]
    pub fn is_events(self) -> bool {
        self.kind() == Kind::Events
    }

    /// Whether its files have passages of texts with codes, which a [`CodeMapping`](super::CodeMapping) explains.
    #[must_use]
    pub fn is_annotations(self) -> bool {
        self.kind() == Kind::Annotations
    }

    /// How the files with a name declare actors, issues and labels.
    pub(crate) fn notation_of_name(name: &str) -> Notation {
        Self::of_name(name).map(|format| format.facts().notation).unwrap_or_default()
    }

    /// The format of files with an extension, in any letter case.
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
}

/// The error for a format that is not built in.
#[allow(dead_code, reason = "everything may be built in")]
pub fn without(format: Format, feature: &str) -> io::Error {
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

    /// Finds a format by its name, or by an extension of its files.
    fn from_str(name: &str) -> Result<Self, Error> {
        let by_name = Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name));
        let known = Self::ALL.map(Self::name);
        by_name
            .or_else(|| Self::from_extension(name))
            .ok_or_else(|| Error::not_one("format", name, &known))
    }
}
