//! How files are read, as it can be said on the command line.

use std::path::PathBuf;

use clap::Args;
use stancegraph::{Format, StanceGraph, format};

use crate::failure::Failure;
use crate::message;

/// How files are read.
#[derive(Args, Debug)]
#[command(next_help_heading = "Input")]
pub(crate) struct Reading {
    /// Read all files as this format (see `stancegraph convert --help`), whatever their names say;
    /// standard input is TOML without it
    #[arg(long, value_name = "FORMAT")]
    read_as: Option<Format>,
    /// Which column of a table is which field: actor=country,issue=rcid,position=vote
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    map: Option<String>,
    /// What the values of the position column mean: yes=support,no=oppose,absent=skip
    #[arg(long, value_name = "VALUE=POSITION,…", requires = "map")]
    values: Option<String>,
    /// Which values of a table mean that there is none: NA,-
    #[arg(long, value_name = "VALUE,…", requires = "map")]
    missing: Option<String>,
    /// Which sheet of a workbook is read, by its name or its number: stances, 2
    #[arg(long, value_name = "NAME|NUMBER")]
    sheet: Option<String>,
    /// A file with the mapping, instead of --map and --values
    #[arg(long, value_name = "FILE", conflicts_with = "map")]
    mapping: Option<PathBuf>,
    /// Which attribute of the edges of a network is their sign; without it the first of sign,
    /// polarity, position, stance, sentiment, value and weight
    #[arg(long, value_name = "ATTRIBUTE")]
    sign: Option<String>,
}

impl Reading {
    /// Reads in a format, unless none is given.
    pub(crate) fn prefer(&mut self, format: Option<Format>) {
        self.read_as = format.or(self.read_as);
    }

    /// Reads all files into one graph.
    pub(crate) fn graph(&self, files: &[PathBuf]) -> Result<StanceGraph, Failure> {
        if files.is_empty() {
            return Err(Failure::Usage("no file is given; write - for standard input".into()));
        }
        let mut reader = format::Reader::new();
        if let Some(format) = self.read_as {
            reader = reader.format(format);
        }
        if let Some(mapping) = self.mapping()? {
            reader = reader.mapping(mapping);
        }
        if let Some(sign) = &self.sign {
            reader = reader.sign(sign);
        }
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

    fn mapping(&self) -> Result<Option<format::Mapping>, Failure> {
        if let Some(path) = &self.mapping {
            let text = std::fs::read_to_string(path).map_err(|error| Failure::io(path, error))?;
            return Ok(Some(format::Mapping::from_toml(&text)?));
        }
        let Some(map) = &self.map else { return Ok(None) };
        let mapping = format::Mapping::parse(map, self.values.as_deref().unwrap_or_default())?;
        Ok(Some(match &self.missing {
            Some(missing) => mapping.with_missing(missing)?,
            None => mapping,
        }))
    }
}
