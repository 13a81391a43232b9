//! `align`: who agrees with whom.

mod matrix;
mod pairs;
mod two_mode;

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::View;
use stancegraph::measure::{Share, TwoMode};

use crate::Outcome;
use crate::answer;
use crate::args::Question;
use crate::comparing::Comparing;
use crate::failure::Failure;
use crate::sheet::Sheet;
use crate::size;
use crate::windows::Windowing;

pub(crate) use pairs::{Pair, Pairs, Tie, range_note, shown};

/// Who agrees with whom: every pair of actors that share a target, or two actors.
///
/// A score comes with the number of targets that it rests on and an interval. What the two
/// have said of one another stands beside it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph align map.toml
  stancegraph align map.toml --between Russia China --evidence
  stancegraph align map.toml --with Russia --top 5
  stancegraph align coded/ --min-shared 3 --from 2016 --until 2017 --format csv
  stancegraph align map.toml --measure kappa --matrix
  stancegraph align coded/ --between Russia China --window 1y --step 1m
  stancegraph align coded/ --measure congruence --normalise average --duplicates document
  stancegraph align coded/ --two-mode subtract --share activity")]
pub(crate) struct Args {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Only these two actors
    #[arg(long, value_names = ["ACTOR", "ACTOR"], num_args = 2)]
    between: Option<Vec<String>>,
    /// Only pairs with this actor: whom it is closest to
    #[arg(long, value_name = "ACTOR", conflicts_with = "between")]
    with: Option<String>,
    /// Leave out pairs with fewer shared targets
    #[arg(long, value_name = "N", default_value_t = 0)]
    min_shared: usize,
    /// How many pairs are listed, the closest first; by default 100 in tables, all in JSON and CSV
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// A square table of scores, a row and a column for each actor
    #[arg(long, conflicts_with_all = ["between", "with", "top", "window"])]
    matrix: bool,
    /// Actors and targets instead of pairs: ignore (how many stances), subtract (support less
    /// opposition) or combine (1 support, 2 opposition, 3 both)
    #[arg(long, value_name = "MODE", conflicts_with_all = ["between", "with", "top", "min_shared", "measure", "normalise"])]
    two_mode: Option<TwoMode>,
    /// What two-mode weights are divided by: none, activity (of the actor) or prominence (of the
    /// target)
    #[arg(long, value_name = "OF", default_value_t, requires = "two_mode")]
    share: Share,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    windowing: Windowing,
    #[command(flatten)]
    question: Question,
}

/// How close actors are.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Answer<'g> {
    Pairs(Pairs<'g>),
    Matrix(matrix::Matrix<'g>),
    TwoMode(two_mode::Network<'g>),
}

impl Args {
    pub(crate) fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let output = &self.question.output;
        self.windowing.write(&view, output, |view, page| page.put(&self.answer(view)?, view))?;
        Ok(Outcome::Fine)
    }

    fn answer<'g>(&self, view: &'g View<'g>) -> Result<Answer<'g>, Failure> {
        if let Some(mode) = self.two_mode {
            let duplicates = self.comparing.duplicates();
            return Ok(Answer::TwoMode(two_mode::Network::of(view, mode, self.share, duplicates)));
        }
        let comparison = self.comparing.comparison()?;
        if self.matrix {
            size::check_square(view)?;
        }
        let output = &self.question.output;
        let top = output.top(self.top, 100, usize::MAX);
        if !self.matrix && self.between.is_none() && self.with.is_none() {
            if self.top.is_none() {
                size::check_pairs(view, !output.is_for_people())?;
            }
            size::check_samples(view, &comparison, top)?;
        }
        let alignments = view.compare(comparison)?;
        if self.matrix {
            return Ok(Answer::Matrix(matrix::Matrix::of(view, &alignments, self.min_shared)?));
        }
        let of = |name: &str| view.find_actor(name);
        Ok(Answer::Pairs(match (self.between.as_deref(), &self.with) {
            (Some([a, b]), _) => Pairs::between(&alignments, (of(a)?, of(b)?), self.min_shared),
            (_, Some(actor)) => Pairs::with(&alignments, of(actor)?, top, self.min_shared),
            _ => Pairs::closest(&alignments, top, self.min_shared),
        }))
    }
}

impl<'g> answer::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "align";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        match self {
            Self::Pairs(pairs) => vec![pairs.sheet()],
            Self::Matrix(matrix) => vec![matrix.sheet()],
            Self::TwoMode(network) => vec![network.sheet()],
        }
    }
}
