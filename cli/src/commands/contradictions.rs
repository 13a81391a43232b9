//! `contradictions`: where one actor took both sides.

use std::path::PathBuf;

use stancegraph::answer::Contradictions;
use stancegraph::answer::contradictions::Settings;

use crate::answer;
use crate::args::Question;
use crate::failure::Failure;
use crate::outcome::Outcome;

/// Where one actor (with --by speaker: one speaker) took both sides on one target: pairs of
/// opposed stances, those of one day first, then those with the fewest days between.
///
/// It looks at everything that was ever said, or less with --at, --from and --until.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph contradictions map.toml
  stancegraph contradictions map.toml --actor Russia --evidence
  stancegraph contradictions map.toml --by speaker --within 30")]
pub struct ContradictionsArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Only pairs with at most this many days between them; 0 for those of one day
    #[arg(long, value_name = "DAYS")]
    within: Option<u32>,
    /// How many pairs to list; by default 20 in tables, otherwise 10000
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    question: Question,
}

impl ContradictionsArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let output = &self.question.output;
        let top = output.listed(self.top, 20).unwrap_or(Settings::default().top);
        let settings = Settings::default().with_within(self.within).with_top(top);
        answer::write(&Contradictions::of(&view, &settings), &view.said(), output)?;
        Ok(Outcome::Fine)
    }
}
