//! `matrix`: numbers for spreadsheets, R and UCINET.

use std::path::PathBuf;

use clap::ValueEnum;
use stancegraph::format::Matrix;

use crate::args::Viewing;
use crate::comparing::Measuring;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::print;
use crate::reading::Reading;
use crate::save::save;

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
    /// The file to write: .csv or .dl; by default standard output
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
        let matrix = match self.what {
            What::Standings if self.measuring.is_said() => {
                let text = "standings are not compared: --measure and what belongs to it is for alignments";
                return Err(Failure::Usage(text.into()));
            }
            What::Standings => Matrix::standings(&view)?,
            What::Alignments => Matrix::alignments(&view, self.measuring.comparison()?)?,
        };
        save(self.output.as_deref(), |out| match form {
            Form::Csv if self.spreadsheet_safe => {
                let mut csv = Vec::new();
                matrix.write_csv(&mut csv)?;
                print::write_safe(&csv, out)
            }
            Form::Csv => Ok(matrix.write_csv(out)?),
            Form::Dl => Ok(matrix.write_dl(out)?),
        })?;
        Ok(Outcome::Fine)
    }

    fn form(&self) -> Result<Form, Failure> {
        let Some(path) = self.output.as_ref().filter(|_| self.to.is_none()) else {
            return Ok(self.to.unwrap_or(Form::Csv));
        };
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => Ok(Form::Csv),
            Some("dl") => Ok(Form::Dl),
            _ if path.as_os_str() == "-" => Ok(Form::Csv),
            _ => {
                let path = path.display();
                Err(Failure::Usage(format!("{path}: unknown form; known are .csv and .dl")))
            }
        }
    }
}
