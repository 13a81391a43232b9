//! `import`: a table as it is, into a map.

use std::path::{Path, PathBuf};

use stancegraph::answer::Import;
use stancegraph::error::Severity;
use stancegraph::format::Mapping;
use stancegraph::text::one_line;
use stancegraph::{Format, StanceGraph};

use super::convert;
use crate::answer::{self, Output};
use crate::failure::Failure;
use crate::message;
use crate::outcome::Outcome;
use crate::reading::Reading;
use crate::save::save;

/// Imports a spreadsheet as it is: says what it takes each column and each value for, and writes a map.
///
/// Columns may have their usual names in English, German, French or Spanish (Organisation, Topic,
/// Stance, Datum, Lien), and positions their usual words (Yes, against, abstention, dafür, contre, +).
/// What is unclear is an error that names its fix.
///
/// --preview shows the first rows as stances, and writes nothing. With --output, the mapping that was
/// found is written beside each table (votes.csv.mapping.toml), so that it is read the same way again.
///
/// Exits with 1 if a preview has errors.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph import sheet.csv --preview
  stancegraph import sheet.xlsx --sheet 2 --dates dmy -o map.toml
  stancegraph import sheet.csv --ignore Country --values x=support -o map.toml")]
pub struct ImportArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Show the first rows as stances, by default 10 of them, and what is unclear; write nothing
    #[arg(
        long, value_name = "ROWS", num_args = 0..=1, require_equals = true, default_missing_value = "10"
    )]
    preview: Option<usize>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    reading: Reading,
}

impl ImportArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        match self.preview {
            Some(rows) => self.preview(rows),
            None => self.import(),
        }
    }

    fn preview(&self, rows: usize) -> Result<Outcome, Failure> {
        let (graph, faults) = self.reading.sound(&self.files)?;
        let view = graph.view();
        answer::write(&Import::of(&graph, rows), &view.said(), &self.output)?;
        let has_errors = faults.count(Severity::Error) > 0;
        if has_errors {
            message::note(&message::faults(&faults));
        }
        Ok(if has_errors { Outcome::Found } else { Outcome::Fine })
    }

    fn import(&self) -> Result<Outcome, Failure> {
        let Some(output) = self.output.output.as_deref() else {
            let what = "where to? -o map.toml writes the map; --preview shows the first rows";
            return Err(Failure::Usage(what.into()));
        };
        let format = Format::of_name(&output.to_string_lossy()).ok_or_else(|| {
            let output = output.display();
            Failure::Usage(format!("{output}: its extension says no format; write map.toml"))
        })?;
        let graph = self.reading.graph(&self.files)?;
        convert::check(format, &graph)?;
        save(Some(output), |out| {
            convert::write_packed(Some(output), out, |out| Ok(format.write(&graph, out)?))
        })?;
        write_mappings(&graph)?;
        Ok(Outcome::Fine)
    }
}

/// Writes the mapping of each table beside it, unless there is one already.
fn write_mappings(graph: &StanceGraph) -> Result<(), Failure> {
    for taken in graph.taken().iter().filter(|taken| !taken.mapping.is_empty()) {
        let table = Path::new(&taken.file);
        if !table.is_file() {
            continue;
        }
        let path = Mapping::path_beside(table);
        if let Some(known) = Mapping::beside(table) {
            if Mapping::from_file(&known)? != Mapping::from_toml(&taken.mapping)? {
                message::note(&format!("{}: already exists; not overwritten", known.display()));
            }
            continue;
        }
        let name = table.file_name().unwrap_or_default().to_string_lossy();
        let text = format!("# How stancegraph reads {}.\n{}", one_line(&name), taken.mapping);
        save(Some(&path), |out| Ok(out.write_all(text.as_bytes())?))?;
        message::note(&format!(
            "{}: written, so that the table is read the same way again",
            path.display()
        ));
    }
    Ok(())
}
