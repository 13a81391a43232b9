//! `diff`: what differs between two files, or between two days.

use std::path::PathBuf;

use stancegraph::answer::Diff;
use stancegraph::diff;
use stancegraph::graph::Time;
use stancegraph::model::Date;
use stancegraph::{Error, StanceGraph, View};

use crate::answer;
use crate::args::Question;
use crate::failure::Failure;
use crate::outcome::Outcome;

/// So many pairs of actors are in a table.
const SHORT: usize = 20;

/// What differs between two files or folders, or between two days. Exits with 1 if anything differs, 0 if
/// nothing does.
///
/// It lists actors, issues, sources and stances that were added, removed or edited, and the standings and
/// agreements that changed as a result. Stances are matched by their ids. Of the others, a removed and an
/// added stance of one actor on one target count as edited if they have the same source, locator and
/// date, or else the same source and locator, or else the same date.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph diff old.toml new.toml
  stancegraph diff coded-by-ann/ coded-by-ben/ --issue thaad --format md
  stancegraph diff map.toml --days 2015-12-31 2016-12-31
  git show HEAD:map.toml | stancegraph diff - map.toml")]
pub struct DiffArgs {
    /// The old and the new file or folder; with --days, any files
    #[arg(value_name = "OLD NEW", required = true)]
    files: Vec<PathBuf>,
    /// Compare the positions in force on two days of the same files
    #[arg(
        long,
        value_names = ["OLD", "NEW"],
        num_args = 2,
        conflicts_with_all = ["at", "from", "until", "ever"]
    )]
    days: Option<Vec<Date>>,
    /// How many pairs of actors whose agreement changed to list, those that changed most first; by default 20
    /// in tables, otherwise all
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    question: Question,
}

impl DiffArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        match self.days.as_deref() {
            Some([old, new]) => self.between_days(*old, *new),
            _ => self.files(),
        }
    }

    fn between_days(&self, old: Date, new: Date) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let at = |day| -> Result<View, Failure> {
            Ok(self.question.viewing.view(&graph)?.at(Time::Snapshot(day)))
        };
        let (before, after) = (at(old)?, at(new)?);
        let diff = diff::Diff::between(&before, &after);
        self.write(&Diff::between_days([old, new], &diff, self.top()), &after)
    }

    fn files(&self) -> Result<Outcome, Failure> {
        let [old, new] = self.files.as_slice() else {
            let message = "diff compares two files or folders: stancegraph diff OLD NEW; \
                           or two days of the same files: stancegraph diff FILE... --days OLD NEW";
            return Err(Failure::Usage(message.into()));
        };
        if old == new && old.as_os_str() == "-" {
            return Err(Failure::Usage("only one of the two can be standard input".into()));
        }
        let names = [old, new].map(|path| path.display().to_string());
        self.question.reading.check(&self.files)?;
        let graph = |path: &PathBuf| self.question.part(std::slice::from_ref(path));
        let (old, new) = (graph(old)?, graph(new)?);
        let (before, after) = (self.view(&names[0], &old)?, self.view(&names[1], &new)?);
        let diff = diff::Diff::between(&before, &after);
        self.write(&Diff::between_files(names, &diff, self.top()), &after)
    }

    /// A file as it was asked for; what it does not know is said with its name.
    fn view<'g>(&self, name: &str, graph: &'g StanceGraph) -> Result<View<'g>, Failure> {
        self.question.viewing.view(graph).map_err(|failure| match failure {
            Failure::Library(error @ Error::Unknown { .. }) => {
                Failure::Usage(format!("{name}: {error}"))
            }
            other @ (Failure::Library(_)
            | Failure::Usage(_)
            | Failure::Words(_)
            | Failure::ClosedPipe) => other,
        })
    }

    fn write(&self, answer: &Diff, view: &View) -> Result<Outcome, Failure> {
        answer::write(answer, view, &self.question.output)?;
        Ok(if answer.is_empty() { Outcome::Fine } else { Outcome::Found })
    }

    fn top(&self) -> Option<usize> {
        self.question.output.listed(self.top, SHORT)
    }
}
