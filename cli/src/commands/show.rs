//! `show`: what is in the files.

use std::path::PathBuf;

use stancegraph::answer::Show;
use stancegraph::answer::show::Settings;

use crate::answer;
use crate::args::Question;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::quality::Ageing;

/// What is in the files: counts, period, the most contested issues, actors and sources, and how well the
/// stances are documented.
///
/// Quality says how many stances have no source, no date and no quote, how many standings are old
/// (--older-than), and for which actors more than half of the stances come from one source.
/// `check --quality` also lists the old standings.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph show map.toml
  stancegraph show map.toml --format json
  stancegraph show votes.csv.gz --map actor=country,issue=rcid,position=vote \\
      --values yes=support,no=oppose,abstain=neutral")]
pub struct ShowArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How many issues, actors and sources to list; by default 10 in tables, all in JSON and CSV
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    ageing: Ageing,
    #[command(flatten)]
    question: Question,
}

impl ShowArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let output = &self.question.output;
        let settings = Settings::default()
            .with_top(output.listed(self.top, 10))
            .with_older_than(self.ageing.older_than)
            .with_stances(output.evidence);
        answer::write(&Show::of(&view, &settings), &view, output)?;
        Ok(Outcome::Fine)
    }
}
