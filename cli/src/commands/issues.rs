//! `issues`: what divides the actors, and what divides them the same way.

use std::path::PathBuf;

use stancegraph::answer::Issues;
use stancegraph::answer::issues::Settings;

use crate::args::Question;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::windows::Windowing;

/// What divides the actors, the most contested first, and which issues divide them the same way.
///
/// The nearer its two camps are in size, the more contested an issue is: 1 if they are equal, 0 if there is
/// only one. Of equally contested issues, the one with the most actors for or against comes first. Each issue
/// has the numbers of actors who support it, oppose it, are neutral, have said both, or have said nothing.
/// Two issues are compared over the actors who support or oppose both, by the phi coefficient: 1 if both
/// divide them the same way, -1 if they do so with the sides exchanged.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph issues map.toml
  stancegraph issues map.toml --pairs --min-shared 5
  stancegraph issues map.toml --targets all --top 3 --evidence
  stancegraph issues coded/ --window 1y --step 1m --format csv")]
pub struct IssuesArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How many issues and pairs to list; by default 10 in tables, otherwise all issues and 1000 pairs
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Leave out pairs of issues with fewer actors who support or oppose both
    #[arg(long, value_name = "N", default_value_t = 3)]
    min_shared: u32,
    /// List the pairs first; CSV has them instead of the issues
    #[arg(long)]
    pairs: bool,
    #[command(flatten)]
    windowing: Windowing,
    #[command(flatten)]
    question: Question,
}

impl IssuesArgs {
    pub fn run(mut self) -> Result<Outcome, Failure> {
        self.question.viewing.issues_by_default();
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let output = &self.question.output;
        let settings = Settings::default()
            .with_top(output.listed(self.top, 10))
            .with_top_pairs(output.listed(self.top, 10).unwrap_or(Settings::default().top_pairs))
            .with_min_shared(self.min_shared)
            .with_pairs_first(self.pairs);
        self.windowing
            .write(&view, output, |view, page| page.put(&Issues::of(view, &settings), view))?;
        Ok(Outcome::Fine)
    }
}
