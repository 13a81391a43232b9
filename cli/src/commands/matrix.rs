//! `matrix`: numbers for spreadsheets, R and UCINET.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use stancegraph::View;
use stancegraph::answer::matrix::Settings;
use stancegraph::answer::{self, Envelope};
use stancegraph::format::Matrix;

use crate::args::Viewing;
use crate::comparing::Measuring;
use crate::failure::Failure;
use crate::json;
use crate::outcome::Outcome;
use crate::print;
use crate::reading::Reading;
use crate::save::save;
use crate::size;

/// The content of the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Standings of each actor on each target, from -1 to 1
    Standings,
    /// Alignments of actors, by any measure
    Alignments,
}

/// How a matrix is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For spreadsheets and R; a cell without a value is empty
    Csv,
    /// For UCINET; a cell without a value is NA
    #[value(alias = "ucinet")]
    Dl,
    /// For programs, with the stances behind each number; see `stancegraph schema --answers`
    Json,
}

/// Writes a matrix: standings (actors by targets), or alignments (actors by actors).
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph matrix standings map.toml -o standings.csv
  stancegraph matrix standings map.toml --targets issues --at 2016-04-29 -o standings.dl
  stancegraph matrix alignments map.toml --measure congruence -o congruence.dl
  stancegraph matrix alignments map.toml --measure conflict | column -s, -t")]
pub struct MatrixArgs {
    /// What the cells are
    #[arg(value_name = "WHAT")]
    what: What,
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The file to write: .csv, .dl or .json; by default standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The form to write, whatever the name of the file
    #[arg(long, value_name = "FORM")]
    to: Option<Form>,
    /// In CSV, put an apostrophe before names that a spreadsheet would take for a formula: those that begin with
    /// =, +, -, @, a tab or a line break
    #[arg(long)]
    spreadsheet_safe: bool,
    #[command(flatten)]
    measuring: Measuring,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    viewing: Viewing,
}

impl MatrixArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let form = self.form()?;
        if self.spreadsheet_safe && form != Form::Csv {
            return Err(Failure::Usage("--spreadsheet-safe is for CSV; --to csv writes it".into()));
        }
        let graph = self.viewing.grouped(self.reading.graph(&self.files)?)?;
        let view = self.viewing.view(&graph)?;
        if self.what == What::Standings && self.measuring.is_said() {
            let text =
                "standings are not compared: --measure and what belongs to it is for alignments";
            return Err(Failure::Usage(text.into()));
        }
        match form {
            Form::Csv if self.spreadsheet_safe => self.write(&view, |matrix, out| {
                let mut csv = Vec::new();
                matrix.write_csv(&mut csv)?;
                print::write_safe(&csv, out)
            }),
            Form::Csv => self.write(&view, |matrix, out| Ok(matrix.write_csv(out)?)),
            Form::Dl => self.write(&view, |matrix, out| Ok(matrix.write_dl(out)?)),
            Form::Json => self.write_answer(&view),
        }
    }

    /// Writes the numbers alone.
    fn write(
        &self,
        view: &View,
        written: impl FnOnce(&Matrix, &mut dyn Write) -> Result<(), Failure>,
    ) -> Result<Outcome, Failure> {
        let matrix = match self.what {
            What::Standings => Matrix::standings(view)?,
            What::Alignments => Matrix::alignments(view, self.measuring.comparison()?)?,
        };
        save(self.output.as_deref(), |out| written(&matrix, out))?;
        Ok(Outcome::Fine)
    }

    /// Writes the answer, with what the numbers rest on.
    fn write_answer(&self, view: &View) -> Result<Outcome, Failure> {
        let settings = match self.what {
            What::Standings => Settings::Standings,
            What::Alignments => {
                size::check_square(view)?;
                let comparison = self.measuring.comparison()?;
                Settings::Alignments { comparison, min_shared: 0 }
            }
        };
        let answer = answer::Matrix::of(view, &settings)?;
        save(self.output.as_deref(), |out| json::write(&Envelope::of(&answer, view, false), out))?;
        Ok(Outcome::Fine)
    }

    fn form(&self) -> Result<Form, Failure> {
        let Some(path) = self.output.as_ref().filter(|_| self.to.is_none()) else {
            return Ok(self.to.unwrap_or(Form::Csv));
        };
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => Ok(Form::Csv),
            Some("dl") => Ok(Form::Dl),
            Some("json") => Ok(Form::Json),
            _ if path.as_os_str() == "-" => Ok(Form::Csv),
            _ => {
                let path = path.display();
                Err(Failure::Usage(format!("{path}: unknown form; known are .csv, .dl and .json")))
            }
        }
    }
}
