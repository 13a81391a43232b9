//! The options for reading files.

use std::path::PathBuf;

use clap::Args;
use stancegraph::error::Faults;
use stancegraph::format::{CodeMapping, DnaVariables, EventOptions, EventPosition};
use stancegraph::graph::{LabelFound, Undeclared};
use stancegraph::{Format, StanceGraph, format};

use crate::failure::Failure;
use crate::flags;
use crate::inputs;
use crate::mapped::{DATES, DELIMITER, ENCODING, IGNORE, Mapped, VALUES};
use crate::message;

/// How files are read.
#[derive(Args, Debug)]
#[command(next_help_heading = "Input")]
pub struct Reading {
    /// Read all files as this format (see `stancegraph convert --help`), whatever their names; standard input is
    /// TOML by default
    #[arg(long, value_name = "FORMAT")]
    read_as: Option<Format>,
    /// The roles of a .dna file's variables:
    /// type="DNA Statement",actor=organization,speaker=person,issue=concept,qualifier=agreement
    #[arg(long, value_name = "ROLE=VARIABLE,…")]
    dna: Option<DnaVariables>,
    /// What the codes of annotations mean (brat, REFI-QDA, Doccano, Label Studio, W3C): a file of TOML with [codes],
    /// [kinds] and [positions]; by default the one beside them (coded.qdpx.mapping.toml)
    #[arg(long, value_name = "FILE")]
    codes: Option<PathBuf>,
    /// The sheet of a workbook to read, by name or number: stances, 2
    #[arg(long, value_name = "NAME|NUMBER")]
    sheet: Option<String>,
    /// The attribute of a network's edges that is their sign; by default the first of sign, polarity, position,
    /// stance, sentiment, rating, value and weight, or the label
    #[arg(long, value_name = "ATTRIBUTE")]
    sign: Option<String>,
    /// The attribute by which edges of node-link JSON name their ends: name, key, or position for the number in the
    /// list; by default id, or what fits
    #[arg(long, value_name = "ATTRIBUTE")]
    node_id: Option<String>,
    /// How to derive the position of an event: goldstein (its score from -10 to 10) or quad (cooperation or
    /// conflict, in words or in deeds)
    #[arg(long, value_name = "WHAT")]
    event_position: Option<EventPosition>,
    /// Events with a score up to this far from 0 are neutral
    #[arg(long, value_name = "SCORE")]
    event_neutral: Option<f64>,
    /// Create the actors and issues that a TOML or JSON file does not declare, with a warning that lists them;
    /// `undeclared = "create"` in the file does the same
    #[arg(long)]
    lenient: bool,
    /// Count the drafts too: stances that a program proposed and no person has confirmed
    #[arg(long)]
    drafts: bool,
    #[command(flatten)]
    mapped: Mapped,
}

impl Reading {
    /// Whether drafts count.
    pub fn counts_drafts(&self) -> bool {
        self.drafts
    }

    /// Sets the format to read, if one is given.
    pub fn prefer(&mut self, format: Option<Format>) {
        self.read_as = format.or(self.read_as);
    }

    /// Takes the scale, if it is a single number rather than one of a table.
    pub fn take_factor(&mut self) -> Option<f32> {
        self.mapped.take_factor()
    }

    /// Sets variables of .dna files; `--dna` supplies the others.
    pub fn variables(&mut self, variables: DnaVariables) {
        let named = self.dna.take().unwrap_or_default();
        self.dna = Some(variables.or(named));
    }

    /// Reads all files into one graph.
    pub fn graph(&self, files: &[PathBuf]) -> Result<StanceGraph, Failure> {
        self.check(files)?;
        self.graph_by(format::Reader::new(), files)
    }

    /// Checks that every flag applies to one of the files.
    pub fn check(&self, files: &[PathBuf]) -> Result<(), Failure> {
        let mut formats = Vec::new();
        for file in files {
            let format = match file.to_str() {
                _ if self.read_as.is_some() => self.read_as,
                Some("-") => Some(Format::Toml),
                _ => Format::of_name(&file.to_string_lossy()).filter(|_| !file.is_dir()),
            };
            // A folder can contain tables; a file without a known format can be anything.
            let Some(format) = format else { return Ok(()) };
            formats.push(format);
        }
        for Flag { name, has_use, what } in self.given() {
            if !formats.is_empty() && !formats.iter().any(|format| has_use(*format)) {
                let as_what = match formats.as_slice() {
                    [format] => format!("this is read as {format}"),
                    _ => "no file is read as one".into(),
                };
                return Err(Failure::Usage(format!("{name} is for {what}; {as_what}")));
            }
        }
        Ok(())
    }

    /// The flags that are given, each with the formats that it applies to.
    fn given(&self) -> Vec<Flag> {
        let flag = |name, has_use: fn(Format) -> bool, what| Flag { name, has_use, what };
        let flags = [
            (self.says_variables(), flag("--dna", |of| of == Format::Dna, "DNA databases")),
            (self.codes.is_some(), flag("--codes", has_codes, "annotations")),
            (self.sheet.is_some(), flag("--sheet", |of| of == Format::Excel, "workbooks")),
            (self.sign.is_some(), flag("--sign", is_network, "networks and lists of edges")),
            (self.node_id.is_some(), flag("--node-id", is_json, "node-link JSON")),
            (self.event_position.is_some(), flag("--event-position", Format::is_events, "events")),
            (self.event_neutral.is_some(), flag("--event-neutral", Format::is_events, "events")),
        ];
        let given = flags.into_iter().filter(|(is_given, _)| *is_given).map(|(_, flag)| flag);
        let mapped = self.mapped.given().map(|name| match name {
            DELIMITER => flag(name, |of| of == Format::Csv, "CSV and its kin"),
            ENCODING => flag(name, |of| !of.is_binary(), "text"),
            VALUES | IGNORE => flag(name, is_network, "tables and networks"),
            DATES => flag(name, has_dates, "tables, networks and events"),
            _ => flag(name, Format::is_table, "tables"),
        });
        given.chain(mapped).collect()
    }

    fn says_variables(&self) -> bool {
        self.dna.as_ref().is_some_and(|variables| *variables != DnaVariables::default())
    }

    /// Reads the graph, if there are no faults, and the labels in any case.
    pub fn graph_and_labels(
        &self,
        files: &[PathBuf],
    ) -> Result<(Result<StanceGraph, Failure>, Vec<LabelFound>), Failure> {
        self.check(files)?;
        let (graph, labels) = self.reader(format::Reader::new(), files)?.read_with_labels()?;
        Ok((graph.map(noted).map_err(Failure::from), labels))
    }

    /// Reads all files into the graph of the stances without faults, and returns the faults.
    pub fn sound(&self, files: &[PathBuf]) -> Result<(StanceGraph, Faults), Failure> {
        self.check(files)?;
        let (graph, faults) = self.reader(format::Reader::new(), files)?.read_sound()?;
        Ok((noted(graph), faults))
    }

    /// Reads all files into one graph, with this reader; warns about conflicting labels.
    pub fn graph_by(
        &self,
        reader: format::Reader,
        files: &[PathBuf],
    ) -> Result<StanceGraph, Failure> {
        let graph = self.unjudged(reader, files)?;
        let mut conflicts = graph.label_conflicts();
        conflicts.extend(graph.created().cloned());
        message::warnings(&Faults::new(conflicts, graph.files().clone()));
        Ok(if self.drafts { graph.into_with_drafts() } else { graph })
    }

    /// Does the same without these warnings, for callers that report them.
    pub fn unjudged(
        &self,
        reader: format::Reader,
        files: &[PathBuf],
    ) -> Result<StanceGraph, Failure> {
        Ok(noted(self.reader(reader, files)?.read()?))
    }

    /// A reader of all files, with all options.
    fn reader(
        &self,
        mut reader: format::Reader,
        files: &[PathBuf],
    ) -> Result<format::Reader, Failure> {
        if files.is_empty() {
            return Err(Failure::Usage("no file is given; write - for standard input".into()));
        }
        if let Some(format) = self.read_as {
            reader = reader.format(format);
        }
        if let Some(variables) = &self.dna {
            reader = reader.dna(variables.clone());
        }
        if let Some(path) = &self.codes {
            inputs::protect(path);
            reader = reader.codes(CodeMapping::from_file(path)?);
        }
        if let Some(mapping) = self.mapped.mapping()? {
            reader = reader.mapping(mapping);
        }
        if let Some(sign) = &self.sign {
            reader = reader.sign(sign);
        }
        if let Some(attribute) = &self.node_id {
            reader = reader.node_id(attribute);
        }
        let usual = EventOptions::default();
        reader = reader.events(
            EventOptions::default()
                .with_position(self.event_position.unwrap_or(usual.position))
                .with_neutral(self.event_neutral.unwrap_or(usual.neutral)),
        );
        if self.lenient {
            reader = reader.undeclared(Undeclared::Create);
        }
        if let Some(sheet) = &self.sheet {
            reader = reader.sheet(sheet);
        }
        Ok(inputs::of_files(reader, files))
    }
}

/// Reports what was left out of a graph, and protects its files from being overwritten.
fn noted(graph: StanceGraph) -> StanceGraph {
    inputs::protect_all(&graph);
    for taken in graph.taken() {
        for line in taken.to_string().lines() {
            message::note(&format!("{}: {line}", taken.file));
        }
    }
    for left_out in graph.left_out() {
        message::note(&message::warning(&format!("left out of {}", flags::left_out(left_out))));
    }
    graph
}

/// A flag that applies to only some formats.
struct Flag {
    name: &'static str,
    has_use: fn(Format) -> bool,
    what: &'static str,
}

/// Whether files of a format can be networks of other programs.
fn is_network(format: Format) -> bool {
    format.is_network() || format.is_table() || format == Format::Json
}

/// Whether files with the name of a format can be annotations.
fn has_codes(format: Format) -> bool {
    format.is_annotations() || matches!(format, Format::Json | Format::JsonLines)
}

fn has_dates(format: Format) -> bool {
    is_network(format) || format.is_events()
}

fn is_json(format: Format) -> bool {
    matches!(format, Format::Json | Format::NodeLink)
}
