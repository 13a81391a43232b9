//! `balance`: is the enemy of an enemy a friend?

use std::path::PathBuf;
use std::time::Duration;

use stancegraph::View;
use stancegraph::answer::Balance;
use stancegraph::answer::balance::Settings;

use crate::args::Question;
use crate::budget::{Budget, time};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::ties::TieArgs;
use crate::windows::Windowing;

/// How balanced the ties of actors are: whether friends of friends, and enemies of enemies, are friends.
///
/// A triangle with an even number of ties against is balanced. The frustration is the least weight of ties
/// to remove so that two camps remain, with no tie against within a camp or for between them: see `blocs`.
/// Ties are those of `blocs`: alignments above or below a threshold, or with --direct what actors
/// said about one another.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph balance map.toml
  stancegraph balance tribes_edges.csv --direct
  stancegraph balance coded/ --min-shared 2 --window 1y
  stancegraph balance votes.csv --map actor=country,issue=rcid,position=vote \\
      --values yes=support,no=oppose,abstain=neutral --measure kappa")]
pub struct BalanceArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    ties: TieArgs,
    /// The time limit from the start of the program, including reading and all windows: 500ms, 10s, 2m
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = time, allow_hyphen_values = true)]
    time_limit: Duration,
    /// The seed of the search: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    #[command(flatten)]
    windowing: Windowing,
    #[command(flatten)]
    question: Question,
}

impl BalanceArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        self.windowing.write(&view, &self.question.output, |view, page| {
            page.put(&self.answer(view, page.left())?, view)
        })?;
        Ok(Outcome::Fine)
    }

    /// The answer for a view, if this many answers share the remaining time.
    fn answer<'g>(&self, view: &'g View<'g>, answers: usize) -> Result<Balance<'g>, Failure> {
        let tied_by = self.ties.tied_by()?;
        let ties = tied_by.graph(view)?;
        let budget = Budget::of(self.time_limit, answers, self.question.output.form()?);
        let settings = Settings::default()
            .with_tied_by(tied_by)
            .with_seed(self.seed)
            .with_time_limit(budget.rest());
        Ok(Balance::tied(ties, &settings))
    }
}
