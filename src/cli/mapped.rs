//! How tables of others are read, as it can be said on the command line.

use std::path::PathBuf;

use clap::Args;
use stancegraph::Error;
use stancegraph::format::Mapping;

use crate::failure::Failure;

/// How tables of others are read. Whatever these say can stand in a file beside the table too
/// (votes.csv.mapping.toml), or above its header (#map actor=country).
#[derive(Args, Debug)]
#[command(next_help_heading = "Tables of others (CSV, Excel, Parquet)")]
pub(crate) struct Mapped {
    /// Which column of a table is which field: actor=country,issue=rcid,position=vote; := gives
    /// all rows one text, and {A}-{B} is made of two columns
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    map: Option<String>,
    /// What the values of the position column mean: yes=support,no=oppose,absent=skip
    #[arg(long, value_name = "VALUE=POSITION,…")]
    values: Option<String>,
    /// The scale on which positions are numbers, from opposition to support: 0:10 or 7:1. The middle
    /// is neutral, and how far a number is from it is its strength. For `draw`, a number alone is how many
    /// pixels of a PNG one unit of the picture has: 2 without it
    #[arg(long, value_name = "OPPOSE:SUPPORT", allow_hyphen_values = true)]
    scale: Option<String>,
    /// Which values of a table mean that there is none: NA,-
    #[arg(long, value_name = "VALUE,…")]
    missing: Option<String>,
    /// What is between the names of a cell that has several; each is a stance: issue=semicolon,
    /// actor=" and "
    #[arg(long, value_name = "FIELD=SEPARATOR,…")]
    split: Option<String>,
    /// The table has a column for each of the issues (or actors, or actors that stances are toward),
    /// with positions in its cells; the first column is the actor
    #[arg(
        long, value_name = "COLUMNS", num_args = 0..=1, require_equals = true,
        default_missing_value = "issues"
    )]
    wide: Option<String>,
    /// Columns that are not read
    #[arg(long, value_name = "COLUMN,…")]
    ignore: Option<String>,
    /// A second table, whose rows belong to those of the first by a column of both:
    /// `rcid=roll_calls.csv`; A+B for two columns, OURS:THEIRS for different names
    #[arg(long, value_name = "KEY=FILE")]
    join: Vec<String>,
    /// What the columns of the second table say: date=day,issue.name=title,issue.description=text,
    /// actor.attributes.party=party; without it, what they are called
    #[arg(long, value_name = "FIELD=COLUMN,…", requires = "join")]
    join_map: Vec<String>,
    /// A ready-made mapping: un-votes or voteview; the other flags count before it
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,
    /// A file with all of this; the flags count before it
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// What is between cells: comma, semicolon, tab, pipe or a character; without it, the header says
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<String>,
    /// How the text of a file is encoded, where it is not UTF-8: latin1, windows-1252, utf-16le, …
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

/// One more thing said of a mapping.
type With = fn(Mapping, &str) -> Result<Mapping, Error>;

impl Mapped {
    /// A scale that is a number alone.
    pub(crate) fn take_factor(&mut self) -> Option<f32> {
        let factor = self.scale.as_ref()?.parse().ok()?;
        self.scale = None;
        Some(factor)
    }

    /// The flags that are given and say something of tables alone, by name.
    pub(crate) fn given(&self) -> impl Iterator<Item = &'static str> {
        let flags = [
            ("--map", self.map.is_some()),
            ("--values", self.values.is_some()),
            ("--scale", self.scale.is_some()),
            ("--missing", self.missing.is_some()),
            ("--split", self.split.is_some()),
            ("--wide", self.wide.is_some()),
            ("--ignore", self.ignore.is_some()),
            ("--join", !self.join.is_empty()),
            ("--preset", self.preset.is_some()),
        ];
        flags.into_iter().filter(|(_, is_given)| *is_given).map(|(flag, _)| flag)
    }

    /// Whether it says what is between cells, and whether how text is encoded.
    pub(crate) fn says_text(&self) -> (bool, bool) {
        (self.delimiter.is_some(), self.encoding.is_some())
    }

    /// The mapping, where anything is said.
    pub(crate) fn mapping(&self) -> Result<Option<Mapping>, Failure> {
        let said: [(&Option<String>, With); 9] = [
            (&self.map, Mapping::with_map),
            (&self.values, Mapping::with_values),
            (&self.scale, Mapping::with_scale),
            (&self.missing, Mapping::with_missing),
            (&self.split, Mapping::with_split),
            (&self.wide, Mapping::with_wide),
            (&self.ignore, Mapping::with_ignored),
            (&self.delimiter, Mapping::with_delimiter),
            (&self.encoding, Mapping::with_encoding),
        ];
        let mut mapping = Mapping::default();
        for (text, with) in said {
            if let Some(text) = text {
                mapping = with(mapping, text)?;
            }
        }
        mapping = mapping.with_joins(&self.join, &self.join_map)?;
        if let Some(path) = &self.mapping {
            mapping = mapping.over(&Mapping::from_file(path)?);
        }
        if let Some(name) = &self.preset {
            mapping = mapping.over(&Mapping::preset(name)?);
        }
        Ok(Some(mapping).filter(|mapping| *mapping != Mapping::default()))
    }
}
