//! `changes`: who moved on what.

use std::path::PathBuf;

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::graph::{Change, ChangeKind, Side, Time};
use stancegraph::model::Date;
use stancegraph::{Error, StanceRef, View};

use crate::answer;
use crate::args::Question;
use crate::evidence::{ActorName, Behind, TargetName};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::sheet::{self, Row, Sheet, Value};
use stancegraph::answer::plural;

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
pub struct Args {
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

/// Who moved on what.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'g> {
    /// The first day of the period; absent for the beginning.
    since: Option<Date>,
    /// The day after its last; absent for the last day on which something was said or ceased to hold.
    until: Option<Date>,
    /// How many stances have no date: they are on record before the first day.
    undated: usize,
    /// How many changes of each kind there are in the period, listed or not.
    counts: Counts,
    /// The kinds that are listed.
    listed: Vec<ChangeKind>,
    /// By day, then by actor and target.
    changes: Vec<Changed<'g>>,
    /// How many more there are.
    omitted: usize,
}

/// How many changes are of which kind.
#[derive(Clone, Copy, Default, Serialize, JsonSchema)]
struct Counts {
    moved: usize,
    first: usize,
    reaffirmed: usize,
    resumed: usize,
    lapsed: usize,
    undated: usize,
}

/// A change of one actor's position on one target.
#[derive(Serialize, JsonSchema)]
struct Changed<'g> {
    /// When something was said, or the first day on which it no longer held.
    date: Date,
    kind: ChangeKind,
    actor: ActorName<'g>,
    target: TargetName<'g>,
    /// The side before; absent where nothing was in force.
    from: Option<Side>,
    /// The side after; absent where nothing is in force.
    to: Option<Side>,
    /// The ids of the stances that were in force before.
    #[schemars(with = "Vec<String>")]
    before: Behind<'g>,
    /// The ids of the stances that are in force after.
    #[schemars(with = "Vec<String>")]
    after: Behind<'g>,
}

impl Args {
    pub fn run(self) -> Result<Outcome, Failure> {
        let viewing = &self.question.viewing;
        if viewing.is_about_a_time() {
            let message = "a change is between two days: --since DATE --until DATE";
            return Err(Failure::Usage(message.into()));
        }
        let graph = self.question.graph(&self.files)?;
        let time = Time::Window { from: self.since, until: viewing.until() };
        let view = viewing.view(&graph)?.at(time);
        let answer = self.answer(&view)?;
        answer::write(&sheet::Unmoved(answer), &view, &self.question.output)?;
        Ok(Outcome::Fine)
    }

    fn answer<'g>(&self, view: &View<'g>) -> Result<Answer<'g>, Error> {
        let (since, until) = (self.since, self.question.viewing.until());
        let mut changes = view.changes(since, until)?;
        let mut counts = Counts::default();
        changes.iter().for_each(|change| counts.add(change.kind));
        let listed = self.listed();
        changes.retain(|change| listed.contains(&change.kind));
        let top = self.question.output.top(self.top, 100, usize::MAX);
        let omitted = changes.len().saturating_sub(top);
        let ever = view.clone().at(Time::EVER);
        let undated = ever.stances().filter(|stance| stance.date().is_none()).count();
        let changes = changes.into_iter().take(top).map(Changed::from).collect();
        Ok(Answer { since, until, undated, counts, listed, changes, omitted })
    }

    /// The kinds that are asked for, in the order of [`ChangeKind::ALL`].
    fn listed(&self) -> Vec<ChangeKind> {
        let only = self.only.iter().map(|kind| ChangeKind::from(*kind)).collect::<Vec<_>>();
        let is_listed = |kind: &ChangeKind| match (only.is_empty(), kind) {
            (false, kind) => only.contains(kind),
            (true, ChangeKind::First) => self.first,
            (true, ChangeKind::Reaffirmed | ChangeKind::Undated) => false,
            (true, ChangeKind::Moved | ChangeKind::Resumed | ChangeKind::Lapsed) => true,
        };
        ChangeKind::ALL.into_iter().filter(is_listed).collect()
    }
}

impl Counts {
    fn add(&mut self, kind: ChangeKind) {
        match kind {
            ChangeKind::Moved => self.moved += 1,
            ChangeKind::First => self.first += 1,
            ChangeKind::Reaffirmed => self.reaffirmed += 1,
            ChangeKind::Resumed => self.resumed += 1,
            ChangeKind::Lapsed => self.lapsed += 1,
            ChangeKind::Undated => self.undated += 1,
        }
    }

    fn of(self, kind: ChangeKind) -> usize {
        match kind {
            ChangeKind::Moved => self.moved,
            ChangeKind::First => self.first,
            ChangeKind::Reaffirmed => self.reaffirmed,
            ChangeKind::Resumed => self.resumed,
            ChangeKind::Lapsed => self.lapsed,
            ChangeKind::Undated => self.undated,
        }
    }

    /// `2 moved, 1 first`, of the kinds that are wanted.
    fn shown(self, is_wanted: impl Fn(ChangeKind) -> bool) -> Vec<String> {
        let kinds = ChangeKind::ALL.into_iter().filter(|kind| is_wanted(*kind));
        let counts = kinds.map(|kind| (self.of(kind), kind)).filter(|(count, _)| *count > 0);
        counts.map(|(count, kind)| format!("{count} {kind}")).collect()
    }
}

impl<'g> From<Change<'g>> for Changed<'g> {
    fn from(change: Change<'g>) -> Self {
        Self {
            date: change.date,
            kind: change.kind,
            actor: change.actor().into(),
            target: change.target().into(),
            from: change.from,
            to: change.to,
            before: Behind::new(move || change.before.clone()),
            after: Behind::new(move || change.after.clone()),
        }
    }
}

impl<'g> Changed<'g> {
    fn row(&self) -> Row<'g> {
        let side = |side: Option<Side>| side.map_or_else(|| Value::text(""), Value::Side);
        let (before, after) = (self.before.clone(), self.after.clone());
        Row {
            values: vec![
                Value::text(self.date.to_string()),
                Value::text(self.actor.name),
                Value::text(self.target.name),
                Value::text(self.kind.as_str()),
                side(self.from),
                side(self.to),
                Value::text(said(&self.before.stances())),
                Value::text(said(&self.after.stances())),
            ],
            about: self.about(),
            behind: Behind::new(move || [before.stances(), after.stances()].concat()),
        }
    }

    fn about(&self) -> String {
        let side = |side: Option<Side>| side.map_or("nothing", Side::as_str);
        let what = format!("{} on {}", self.actor.name, self.target.name);
        let (from, to) = (side(self.from), side(self.to));
        format!("{}: {what} {}, from {from} to {to}", self.date, self.kind)
    }
}

/// `2015-03-01 supports`, and how many more were said on that day.
fn said(stances: &[StanceRef]) -> String {
    let Some(last) = stances.last() else { return String::new() };
    let date = last.date().map_or_else(|| "undated".to_owned(), |date| date.to_string());
    let more = match stances.len() - 1 {
        0 => String::new(),
        more => format!(" (+{more})"),
    };
    format!("{date} {}{more}", last.wording())
}

impl<'g> sheet::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "changes";

    fn says_time(&self) -> bool {
        true
    }

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let rows = self.changes.iter().map(Changed::row).collect::<Vec<_>>();
        let period = match (self.since, self.until) {
            (None, None) => String::new(),
            (Some(since), None) => format!(" since {}", since.first_day()),
            (None, Some(until)) => format!(" before {}", until.first_day()),
            (Some(since), Some(until)) => {
                format!(" from {} until before {}", since.first_day(), until.first_day())
            }
        };
        let counts = self.counts.shown(|kind| self.listed.contains(&kind)).join(", ");
        let counts = if counts.is_empty() { counts } else { format!(": {counts}") };
        let title = format!("{}{period}{counts}", plural(rows.len() + self.omitted, "change"));
        let columns = vec!["date", "actor", "target", "change", "from", "to", "before", "after"];
        let more = plural(self.omitted, "more change");
        let more = format!("and {more}; --since, --only and --top say which, and how many");
        let mut notes = if self.omitted > 0 { vec![more] } else { Vec::new() };
        let unlisted = self.counts.shown(|kind| !self.listed.contains(&kind)).join(", ");
        if !unlisted.is_empty() {
            notes.push(format!("not listed: {unlisted}; --first, or --only KIND, lists them"));
        }
        if self.undated > 0 {
            let undated = plural(self.undated, "stance");
            notes.push(format!("{undated} without a date: on record before the first day"));
        }
        vec![Sheet { title, columns, rows, notes }]
    }
}

sheet::unmoved!(Answer<'g>);
