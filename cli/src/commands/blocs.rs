//! `blocs`: the camps, with proof.

use std::path::PathBuf;
use std::time::Duration;

use stancegraph::View;
use stancegraph::answer::Blocs;
use stancegraph::answer::blocs::Settings;
use stancegraph::bloc::{BlocCount, Grouping, SWING_REACH};

use crate::args::Question;
use crate::budget::{Budget, time};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::ties::TieArgs;
use crate::windows::Windowing;

/// The default number of list entries in a table.
const SHORT: usize = 10;

/// The camps: the blocs with the least disagreement, with proof, what unites and divides them, who
/// does not fit, and how sure that is.
///
/// Two actors have a tie for if their score is above a threshold, and a tie against if it is below. Blocs
/// have as few ties as possible against within a bloc or for between two. With --direct, the ties are what
/// actors said about one another, or the edges of a list with the columns source, target and sign.
///
/// If nearly everyone agrees on nearly everything, as in votes, a threshold of 0.5 makes nearly all ties
/// positive, and everyone one bloc. Then use a measure that corrects for chance (--measure kappa), or
/// the median as the threshold.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph blocs map.toml
  stancegraph blocs map.toml --k auto --evidence
  stancegraph blocs tribes_edges.csv --direct --k 3
  stancegraph blocs countries_edges.csv --direct --source 46-49
  stancegraph blocs coded/ --min-shared 3 --measure subtract --normalise average
  stancegraph blocs votes.csv --map actor=country,issue=rcid,position=vote \\
      --values yes=support,no=oppose,abstain=neutral --measure kappa
  stancegraph blocs coded/ --window 1y --no-stability")]
pub struct BlocsArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The number of blocs allowed: 2 (camps), another number, or auto for any number
    #[arg(long, value_name = "K", default_value = "2")]
    k: BlocCount,
    /// The time limit from the start of the program, including reading and all windows: 500ms, 10s, 2m. The search
    /// gets two thirds of what is left after reading, or all of it with --no-stability
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = time, allow_hyphen_values = true)]
    time_limit: Duration,
    /// How often to resample targets (with --direct: ties) to see who stays together
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(0..=100_000), conflicts_with = "no_stability")]
    resamples: u32,
    /// Do not resample, nor leave out sources, coders and issues one by one
    #[arg(long)]
    no_stability: bool,
    /// The seed of resampling and searching: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// An actor swings if a move to another bloc adds at most this share of the weight of its ties to the
    /// disagreement, from 0 to 1; by default a third, so that at least a third of its ties pull it there.
    /// 1 lists everyone
    #[arg(long, value_name = "SHARE", value_parser = share)]
    swing_reach: Option<f64>,
    /// How many misfits, swing actors and targets to list; by default 10 in tables and all in JSON, which can be
    /// a lot with many votes
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    ties: TieArgs,
    #[command(flatten)]
    windowing: Windowing,
    #[command(flatten)]
    question: Question,
}

/// Parses a share, such as `0.5`.
fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "write a number from 0 to 1".into())
}

impl BlocsArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        self.windowing.write(&view, &self.question.output, |view, page| {
            page.put(&self.answer(view, page.left())?, view)
        })?;
        Ok(Outcome::Fine)
    }

    /// The answer for a view, if this many answers share the remaining time.
    fn answer<'g>(&self, view: &'g View<'g>, answers: usize) -> Result<Blocs<'g>, Failure> {
        let grouping = Grouping::default().with_tied_by(self.ties.tied_by()?).with_count(self.k);
        let ties = grouping.tied_by.graph(view)?;
        let output = &self.question.output;
        let budget = Budget::of(self.time_limit, answers, output.form()?);
        let settings = Settings::default()
            .with_grouping(grouping)
            .with_seed(self.seed)
            .with_time_limit(budget.rest())
            .with_resamples((!self.no_stability).then_some(self.resamples))
            .with_swing_reach(self.swing_reach.unwrap_or(SWING_REACH))
            .with_top(output.listed(self.top, SHORT));
        Ok(Blocs::tied(view, ties, &settings)?)
    }
}
