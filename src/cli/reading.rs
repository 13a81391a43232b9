//! How files are read, as it can be said on the command line.

use std::path::PathBuf;

use clap::Args;
use stancegraph::format::{DnaVariables, EventOptions, EventPosition};
use stancegraph::{Format, StanceGraph, format};

use crate::failure::Failure;
use crate::mapped::Mapped;
use crate::message;

/// How files are read.
#[derive(Args, Debug)]
#[command(next_help_heading = "Input")]
pub(crate) struct Reading {
    /// Read all files as this format (see `stancegraph convert --help`), whatever their names say;
    /// standard input is TOML without it
    #[arg(long, value_name = "FORMAT")]
    read_as: Option<Format>,
    /// Which variables of a .dna file say what:
    /// type="DNA Statement",actor=organization,speaker=person,issue=concept,qualifier=agreement
    #[arg(long, value_name = "ROLE=VARIABLE,…")]
    dna: Option<DnaVariables>,
    /// Which sheet of a workbook is read, by its name or its number: stances, 2
    #[arg(long, value_name = "NAME|NUMBER")]
    sheet: Option<String>,
    /// Which attribute of the edges of a network is their sign; without it the first of sign,
    /// polarity, position, stance, sentiment, value and weight
    #[arg(long, value_name = "ATTRIBUTE")]
    sign: Option<String>,
    /// What the position of an event follows from: goldstein (its score from -10 to 10) or quad
    /// (cooperation or conflict, in words or in deeds)
    #[arg(long, value_name = "WHAT", default_value = "goldstein", hide_default_value = true)]
    event_position: EventPosition,
    /// Events are neutral whose score is not farther from 0
    #[arg(long, value_name = "SCORE", default_value_t = 0.0, hide_default_value = true)]
    event_neutral: f64,
    #[command(flatten)]
    mapped: Mapped,
}

impl Reading {
    /// Reads in a format, unless none is given.
    pub(crate) fn prefer(&mut self, format: Option<Format>) {
        self.read_as = format.or(self.read_as);
    }

    /// A scale that is a number alone, and none of a table.
    pub(crate) fn take_factor(&mut self) -> Option<f32> {
        self.mapped.take_factor()
    }

    /// Reads these variables of .dna files, beside those that --dna names.
    pub(crate) fn variables(&mut self, variables: DnaVariables) {
        let named = self.dna.take().unwrap_or_default();
        self.dna = Some(DnaVariables {
            statement_type: variables.statement_type.or(named.statement_type),
            actor: variables.actor.or(named.actor),
            issue: variables.issue.or(named.issue),
            qualifier: variables.qualifier.or(named.qualifier),
            speaker: variables.speaker.or(named.speaker),
        });
    }

    /// Reads all files into one graph.
    pub(crate) fn graph(&self, files: &[PathBuf]) -> Result<StanceGraph, Failure> {
        self.graph_by(format::Reader::new(), files)
    }

    /// Reads all files into one graph, by a reader that knows more.
    pub(crate) fn graph_by(
        &self,
        mut reader: format::Reader,
        files: &[PathBuf],
    ) -> Result<StanceGraph, Failure> {
        if files.is_empty() {
            return Err(Failure::Usage("no file is given; write - for standard input".into()));
        }
        if let Some(format) = self.read_as {
            reader = reader.format(format);
        }
        if let Some(variables) = &self.dna {
            reader = reader.dna(variables.clone());
        }
        if let Some(mapping) = self.mapped.mapping()? {
            reader = reader.mapping(mapping);
        }
        if let Some(sign) = &self.sign {
            reader = reader.sign(sign);
        }
        let (position, neutral) = (self.event_position, self.event_neutral);
        reader = reader.events(EventOptions { position, neutral });
        if let Some(sheet) = &self.sheet {
            reader = reader.sheet(sheet);
        }
        for file in files {
            reader = match file.to_str() {
                Some("-") => reader.stream("standard input", std::io::stdin()),
                _ => reader.path(file),
            };
        }
        let graph = reader.read()?;
        for left_out in graph.left_out() {
            message::note(&message::warning(&format!("left out of {left_out}")));
        }
        Ok(graph)
    }
}
