//! `changes`: who moved on what.

use std::path::PathBuf;

use clap::ValueEnum;
use stancegraph::answer::Changes;
use stancegraph::answer::changes::Settings;
use stancegraph::graph::{ChangeKind, Time};
use stancegraph::model::Date;

use crate::answer;
use crate::args::Question;
use crate::failure::Failure;
use crate::outcome::Outcome;

/// Who moved on what: from which side to which, with the stances before and after.
///
/// It lists each day on which the side in force changed: an actor took another side (moved), took a side
/// again after nothing was in force (resumed), or its stance no longer held (lapsed). Both sides on one
/// day are "mixed", and a change to or from mixed is a move. The first stance on record is no move;
/// --first lists these, too. --only reaffirmed lists the days on which an actor took the same side again.
/// A stance without a date proves no move: a change to or from it counts as undated, and --only undated
/// lists it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph changes map.toml --since 2016
  stancegraph changes map.toml --since 2015-06 --until 2016-06 --first
  stancegraph changes map.toml --actor Russia --roll-up --evidence")]
pub struct ChangesArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What changed on this day or later; of a month or a year, from its first day on; --until is the day after
    /// the last
    #[arg(long, value_name = "DATE", conflicts_with_all = ["at", "from", "ever"])]
    since: Option<Date>,
    /// Also first appearances: the first stance of an actor on a target
    #[arg(long, conflicts_with = "only")]
    first: bool,
    /// Only changes of these kinds, instead of moved, resumed and lapsed
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    only: Vec<Kind>,
    /// How many changes to list, the oldest first; by default 100 in tables, otherwise all
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    question: Question,
}

/// What happened to a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// From one side to another
    Moved,
    /// For the first time on record
    First,
    /// The same side once more
    Reaffirmed,
    /// A side again, after nothing was in force
    Resumed,
    /// No longer in force
    Lapsed,
    /// To or from a stance without a date, which proves no move
    Undated,
}

impl From<Kind> for ChangeKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Moved => Self::Moved,
            Kind::First => Self::First,
            Kind::Reaffirmed => Self::Reaffirmed,
            Kind::Resumed => Self::Resumed,
            Kind::Lapsed => Self::Lapsed,
            Kind::Undated => Self::Undated,
        }
    }
}

impl ChangesArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let viewing = &self.question.viewing;
        if viewing.is_about_a_time() {
            let message = "a change is between two days: --since DATE --until DATE";
            return Err(Failure::Usage(message.into()));
        }
        let graph = self.question.graph(&self.files)?;
        let time = Time::Window { from: self.since, until: viewing.until() };
        let view = viewing.view(&graph)?.at(time);
        let answer = Changes::of(&view, &self.settings())?;
        answer::write(&answer, &view, &self.question.output)?;
        Ok(Outcome::Fine)
    }

    fn settings(&self) -> Settings {
        Settings::default()
            .with_since(self.since)
            .with_until(self.question.viewing.until())
            .with_kinds(self.kinds())
            .with_top(self.question.output.listed(self.top, 100))
    }

    fn kinds(&self) -> Vec<ChangeKind> {
        let by_default = Settings::default().kinds;
        let first = self.first.then_some(ChangeKind::First);
        match self.only.as_slice() {
            [] => by_default.into_iter().chain(first).collect(),
            only => only.iter().map(|kind| ChangeKind::from(*kind)).collect(),
        }
    }
}
