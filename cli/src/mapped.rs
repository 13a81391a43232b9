//! The options for tables from others.

use std::path::PathBuf;

use clap::Args;
use stancegraph::Error;
use stancegraph::format::Mapping;

use crate::failure::Failure;
use crate::inputs;

/// How tables that others made are read. All of this can also be in a file beside the table
/// (votes.csv.mapping.toml), or above its header (#map actor=country).
#[derive(Args, Debug)]
#[command(next_help_heading = "Tables of others (CSV, Excel, Parquet)")]
pub struct Mapped {
    /// Which column of a table is which field: actor=country,issue=rcid,position=vote; := gives all rows the same
    /// text, and {A}-{B} joins two columns
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    map: Option<String>,
    /// What the values of the position column mean, or the signs and labels of a network:
    /// yes=support,no=oppose,absent=skip
    #[arg(long, value_name = "VALUE=POSITION,…")]
    values: Option<String>,
    /// The scale of positions that are numbers, from opposition to support: 0:10 or 7:1. The middle is neutral, and
    /// the distance from it is the strength. For `draw`, a single number is the pixels of a PNG for each unit of
    /// the picture, by default 2
    #[arg(long, value_name = "OPPOSE:SUPPORT", allow_hyphen_values = true)]
    scale: Option<String>,
    /// Values that mean "missing": NA,-
    #[arg(long, value_name = "VALUE,…")]
    missing: Option<String>,
    /// The separator of several names in a cell, each of which is a stance: issue=semicolon, actor=" and "
    #[arg(long, value_name = "FIELD=SEPARATOR,…")]
    split: Option<String>,
    /// The table has a column for each of the issues (or actors, or actors that stances are toward),
    /// with positions in its cells; the first column is the actor
    #[arg(
        long, value_name = "COLUMNS", num_args = 0..=1, require_equals = true,
        default_missing_value = "issues"
    )]
    wide: Option<String>,
    /// The order of the numbers in dates: dmy (29/04/2016), mdy (04/29/2016) or ymd; by default detected from a date
    /// of the column that has only one reading
    #[arg(long, value_name = "FORM")]
    dates: Option<String>,
    /// The first row of a list of edges is an edge, not a header: source, target, sign and time
    #[arg(long)]
    no_header: bool,
    /// Columns, or attributes of edges, to ignore
    #[arg(long, value_name = "COLUMN,…")]
    ignore: Option<String>,
    /// A second table, joined to the first by a column of both: `rcid=roll_calls.csv`; A+B for two columns,
    /// OURS:THEIRS for different names
    #[arg(long, value_name = "KEY=FILE")]
    join: Vec<String>,
    /// The fields of the second table's columns: date=day,issue.name=title,issue.description=text,
    /// actor.attributes.party=party; by default those with their names
    #[arg(long, value_name = "FIELD=COLUMN,…", requires = "join")]
    join_map: Vec<String>,
    /// A ready-made mapping: un-votes or voteview; other flags override it
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,
    /// A file with all of this; flags override it
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// The delimiter of cells: comma, semicolon, tab, pipe or a character; by default detected from the header
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<String>,
    /// The encoding of a text file that is not UTF-8: latin1, windows-1252, utf-16le, …
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

/// Flags that apply to only some tables, or to more than tables.
pub const VALUES: &str = "--values";
pub const DATES: &str = "--dates";
pub const IGNORE: &str = "--ignore";
pub const DELIMITER: &str = "--delimiter";
pub const ENCODING: &str = "--encoding";

/// Adds a setting to a mapping.
type With = fn(Mapping, &str) -> Result<Mapping, Error>;

impl Mapped {
    /// Takes the scale, if it is a single number.
    pub fn take_factor(&mut self) -> Option<f32> {
        let factor = self.scale.as_ref()?.parse().ok()?;
        self.scale = None;
        Some(factor)
    }

    /// The settings that are texts, with their flags.
    fn said(&self) -> [(&'static str, &Option<String>, With); 10] {
        [
            ("--map", &self.map, Mapping::with_map),
            (VALUES, &self.values, Mapping::with_values),
            ("--scale", &self.scale, Mapping::with_scale),
            ("--missing", &self.missing, Mapping::with_missing),
            ("--split", &self.split, Mapping::with_split),
            ("--wide", &self.wide, Mapping::with_wide),
            (IGNORE, &self.ignore, Mapping::with_ignored),
            (DATES, &self.dates, Mapping::with_dates),
            (DELIMITER, &self.delimiter, Mapping::with_delimiter),
            (ENCODING, &self.encoding, Mapping::with_encoding),
        ]
    }

    /// The flags that are given, except a mapping file, which can be for any input.
    pub fn given(&self) -> impl Iterator<Item = &'static str> {
        let others = [
            ("--join", !self.join.is_empty()),
            ("--preset", self.preset.is_some()),
            ("--no-header", self.no_header),
        ];
        let said = self.said().map(|(flag, text, _)| (flag, text.is_some()));
        said.into_iter().chain(others).filter(|(_, is_given)| *is_given).map(|(flag, _)| flag)
    }

    /// The mapping, if any setting is given.
    pub fn mapping(&self) -> Result<Option<Mapping>, Failure> {
        let mut mapping = Mapping::default();
        for (_, text, with) in self.said() {
            if let Some(text) = text {
                mapping = with(mapping, text)?;
            }
        }
        if self.no_header {
            mapping = mapping.without_header();
        }
        mapping = mapping.with_joins(&self.join, &self.join_map)?;
        if let Some(path) = &self.mapping {
            inputs::protect(path);
            mapping = mapping.over(&Mapping::from_file(path)?);
        }
        if let Some(name) = &self.preset {
            mapping = mapping.over(&Mapping::preset(name)?);
        }
        Ok(Some(mapping).filter(|mapping| *mapping != Mapping::default()))
    }
}
