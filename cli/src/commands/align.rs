//! `align`: who agrees with whom.

use std::path::PathBuf;

use stancegraph::View;
use stancegraph::answer::Align;
use stancegraph::answer::align::{Listed, Settings};
use stancegraph::measure::{Share, Sort, TwoMode};

use crate::args::Question;
use crate::comparing::Comparing;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::size;
use crate::windows::Windowing;

/// Who agrees with whom: every pair of actors that share a target, or two actors.
///
/// Each score has an interval, and the tally that it rests on: the number of shared targets, and on
/// how many the two agree, disagree, one is neutral or one has said both. Beside it is what the two
/// have said about one another.
///
/// Pairs are sorted by the lower end of the interval, so that 1.00 on one shared target comes after
/// 0.75 on thirty; --sort score sorts by score. The intervals of measures that are not shares come from
/// a bootstrap and are not used for sorting; there, a score on fewer shared targets counts as lower.
///
/// A neutral standing is half way to either side for agreement, a side of its own for identical, and
/// left out by decided. Half the strength is half way to neutral: support with strength 0.5 is as far
/// from full support as from neutral. identical and decided ignore strength.
#[derive(Debug, clap::Args)]
#[command(
    mut_arg("confidence", |it| it.conflicts_with_all(["matrix", "two_mode"])),
    mut_arg("resamples", |it| it.conflicts_with_all(["matrix", "two_mode"])),
    mut_arg("seed", |it| it.conflicts_with_all(["matrix", "two_mode"])),
    mut_arg("distance", |it| it.conflicts_with("two_mode")),
    mut_arg("weight", |it| it.conflicts_with("two_mode")),
    mut_arg("range", |it| it.conflicts_with("two_mode")),
)]
#[command(after_help = "Examples:
  stancegraph align map.toml
  stancegraph align map.toml --between Russia China --evidence
  stancegraph align map.toml --with Russia --top 5
  stancegraph align map.toml --sort score
  stancegraph align coded/ --min-shared 3 --from 2016 --until 2017 --format csv
  stancegraph align map.toml --measure kappa --matrix
  stancegraph align coded/ --between Russia China --window 1y --step 1m
  stancegraph align coded/ --measure congruence --normalise average --duplicates document
  stancegraph align coded/ --two-mode subtract --share activity")]
pub struct AlignArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Only these two actors
    #[arg(long, value_names = ["ACTOR", "ACTOR"], num_args = 2)]
    between: Option<Vec<String>>,
    /// Only pairs with this actor, the closest first
    #[arg(long, value_name = "ACTOR", conflicts_with = "between")]
    with: Option<String>,
    /// Leave out pairs with fewer shared targets
    #[arg(long, value_name = "N", default_value_t = 0)]
    min_shared: usize,
    /// How many pairs to list; by default 100 in tables, all in JSON and CSV
    #[arg(long, value_name = "N", conflicts_with = "between")]
    top: Option<usize>,
    /// The order of pairs: by low (the lower end of the interval) or by score
    #[arg(long, value_name = "BY", default_value_t, conflicts_with_all = ["between", "matrix", "two_mode"])]
    sort: Sort,
    /// A matrix of scores, with a row and a column for each actor
    #[arg(long, conflicts_with_all = ["between", "with", "top", "window"])]
    matrix: bool,
    /// Actors by targets instead of pairs: ignore (the number of stances), subtract (support minus opposition)
    /// or combine (1 support, 2 opposition, 3 both)
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

impl AlignArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let output = &self.question.output;
        self.windowing.write(&view, output, |view, page| page.put(&self.answer(view)?, view))?;
        Ok(Outcome::Fine)
    }

    fn answer<'g>(&self, view: &'g View<'g>) -> Result<Align<'g>, Failure> {
        let settings = self.settings()?;
        self.check_size(view, &settings)?;
        let viewing = &self.question.viewing;
        for name in self.between.iter().flatten().chain(&self.with) {
            viewing.note_speaker(view, view.find_actor(name)?);
        }
        let answer = Align::of(view, &settings)?;
        if let Align::Pairs(pairs) = &answer
            && pairs.is_empty()
            && self.with.is_none()
        {
            viewing.note_alone();
        }
        Ok(answer)
    }

    fn settings(&self) -> Result<Settings, Failure> {
        let listed = match (self.two_mode, self.matrix, self.between.as_deref(), &self.with) {
            (Some(mode), ..) => Listed::TwoMode { mode, share: self.share },
            (_, true, ..) => Listed::Square,
            (_, _, Some([a, b]), _) => Listed::Between(a.clone(), b.clone()),
            (.., Some(actor)) => Listed::With { actor: actor.clone(), top: self.top() },
            _ => Listed::Closest { top: self.top() },
        };
        let comparison = self.comparing.comparison()?.with_sort(self.sort);
        Ok(Settings::default()
            .with_comparison(comparison)
            .with_min_shared(self.min_shared)
            .with_listed(listed))
    }

    fn top(&self) -> Option<usize> {
        self.question.output.listed(self.top, 100)
    }

    /// Refuses computations that would take too long.
    fn check_size(&self, view: &View, settings: &Settings) -> Result<(), Failure> {
        match settings.listed {
            Listed::Square => size::check_square(view),
            Listed::Closest { top } => {
                if self.top.is_none() {
                    size::check_pairs(view, top.is_none())?;
                }
                size::check_samples(view, &settings.comparison, top.unwrap_or(usize::MAX))
            }
            Listed::With { .. } | Listed::Between(..) | Listed::TwoMode { .. } => Ok(()),
        }
    }
}
