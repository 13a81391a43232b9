//! `contradictions`: where one actor took both sides.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::graph::Contradiction;
use stancegraph::model::{Date, Position};
use stancegraph::{StanceRef, View};

use super::show::left_out;
use crate::answer;
use crate::args::Question;
use crate::evidence::{ActorName, Behind, TargetName};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::sheet::{self, Row, Sheet, Value};

/// Where one actor (with --by speaker: one speaker) took both sides on one target: pairs of
/// opposed stances, those of one day first, then those with the fewest days between.
///
/// It looks at everything that was ever said, or less with --at, --from and --until.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph contradictions map.toml
  stancegraph contradictions map.toml --actor Russia --evidence
  stancegraph contradictions map.toml --by speaker --within 30")]
pub struct Args {
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

/// Where actors took both sides.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'g> {
    /// How many pairs of opposed stances there are, however many days lie between.
    total: u64,
    /// The most days between that were asked for.
    within: Option<u32>,
    /// Whether more pairs fit than are listed.
    more: bool,
    /// Those with the fewest days between first; those without a date last.
    contradictions: Vec<Opposed<'g>>,
}

/// Two opposed stances.
#[derive(Serialize, JsonSchema)]
struct Opposed<'g> {
    actor: ActorName<'g>,
    target: TargetName<'g>,
    /// How many days lie between; absent where one is not dated.
    days: Option<u32>,
    /// The earlier one.
    first: Said<'g>,
    /// The later one.
    second: Said<'g>,
    #[serde(skip)]
    behind: Behind<'g>,
}

/// One of the two.
#[derive(Serialize, JsonSchema)]
struct Said<'g> {
    id: String,
    date: Option<Date>,
    label: &'g str,
    /// Whom a stance on an issue is addressed to.
    toward: Option<ActorName<'g>>,
    position: Position,
}

impl Args {
    pub fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let answer = self.answer(&view);
        answer::write(&sheet::Unmoved(answer), &view.said(), &self.question.output)?;
        Ok(Outcome::Fine)
    }

    fn answer<'g>(&self, view: &View<'g>) -> Answer<'g> {
        let all = view.contradictions();
        let total = all.total();
        let fits = |pair: &Contradiction| {
            self.within.is_none_or(|most| pair.days.is_some_and(|days| days <= most))
        };
        let mut fitting = all.take_while(fits);
        let top = self.question.output.top(self.top, 20, 10_000);
        let contradictions = fitting.by_ref().take(top).map(Opposed::from).collect();
        Answer { total, within: self.within, more: fitting.next().is_some(), contradictions }
    }
}

impl<'g> From<Contradiction<'g>> for Opposed<'g> {
    fn from(pair: Contradiction<'g>) -> Self {
        let [first, second] = pair.in_order();
        Self {
            actor: pair.actor().into(),
            target: pair.target().into(),
            days: pair.days,
            first: first.into(),
            second: second.into(),
            behind: Behind::new(move || vec![first, second]),
        }
    }
}

impl<'g> From<StanceRef<'g>> for Said<'g> {
    fn from(stance: StanceRef<'g>) -> Self {
        let (id, date) = (stance.id().to_string(), stance.date());
        let (label, toward) = (stance.label(), stance.toward().map(ActorName::from));
        Self { id, date, label, toward, position: stance.position() }
    }
}

impl Said<'_> {
    /// `opposes`, `opposes → Seoul`.
    fn wording(&self) -> String {
        match &self.toward {
            Some(actor) => format!("{} → {}", self.label, actor.name),
            None => self.label.to_owned(),
        }
    }
}

impl<'g> Opposed<'g> {
    fn row(&self) -> Row<'g> {
        let days = self.days.map(|days| days.to_string()).unwrap_or_default();
        let said = [&self.first, &self.second];
        let said = said.map(|it| {
            [Value::maybe(it.date), Value::Side(it.position.into()), Value::text(it.wording())]
        });
        let mut values = vec![Value::text(self.actor.name), Value::text(self.target.name)];
        values.push(Value::Number(days));
        values.extend(said.into_iter().flatten());
        let about = format!("{} on {}", self.actor.name, self.target.name);
        Row { values, about, behind: self.behind.clone() }
    }
}

impl<'g> sheet::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "contradictions";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let rows = self.contradictions.iter().map(Opposed::row).collect::<Vec<_>>();
        let what = if self.total == 1 { "pair" } else { "pairs" };
        let title = format!("{} {what} of opposed stances", self.total);
        let columns = vec![
            "actor",
            "target",
            "days",
            "first",
            "side",
            "label",
            "then",
            "then-side",
            "then-label",
        ];
        let left = usize::try_from(self.total).unwrap_or(usize::MAX) - rows.len();
        let mut notes = Vec::new();
        match (self.within, self.more) {
            (None, _) => notes.extend(left_out(left, "pair")),
            (Some(_), true) => notes.push("and more pairs; --top 100 lists more".into()),
            (Some(days), false) if left > 0 => {
                notes.push(format!("{left} with more than {days} days between, or undated"));
            }
            (Some(_), false) => {}
        }
        vec![Sheet { title, columns, rows, notes }]
    }
}

sheet::unmoved!(Answer<'g>);
