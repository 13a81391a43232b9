//! `who`: who stands where on an issue.

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::graph::{Counts, Side, Standing};
use stancegraph::model::Date;

use crate::Outcome;
use crate::answer;
use crate::args::{Question, split};
use crate::evidence::{ActorName, Behind, TargetName};
use crate::failure::Failure;
use crate::message;
use crate::sheet::{Row, Sheet, Value};

const USAGE: &str = "stancegraph who [supports|opposes|neutral|mixed] TARGET FILE...";

/// Who supports, opposes, is neutral or mixed on an issue (or toward an actor), and since when.
#[derive(Debug, clap::Args)]
#[command(override_usage = format!("{USAGE} [OPTIONS]"))]
#[command(after_help = "Examples:
  stancegraph who opposes thaad map.toml
  stancegraph who thaad map.toml --evidence
  stancegraph who supports north-korea map.toml --at 2016-05")]
pub struct Args {
    /// A side (or none for all), the issue (or a part of its name) or actor, and the files
    #[arg(value_name = "[SIDE] TARGET FILE", required = true, num_args = 2..)]
    words: Vec<String>,
    #[command(flatten)]
    question: Question,
}

/// Who stands where on a target.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'g> {
    target: TargetName<'g>,
    /// The side that was asked for; absent for all.
    side: Option<Side>,
    actors: Vec<Holder<'g>>,
    /// How many stances these are.
    stances: usize,
    /// How many of them a later one of the same actor supersedes.
    superseded: usize,
}

/// An actor with a standing on the target.
#[derive(Serialize, JsonSchema)]
struct Holder<'g> {
    actor: ActorName<'g>,
    side: Side,
    /// The mean of the signed positions that decide the side, in [-1, 1].
    value: f64,
    /// Since when the actor has been on this side without a stance of another.
    since: Option<Date>,
    counts: Counts,
    /// How many of the stances a later one supersedes; in a window none.
    superseded: usize,
    /// The ids of the stances, the oldest first.
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

impl Args {
    pub fn run(self) -> Result<Outcome, Failure> {
        let side = self.words.first().and_then(|word| side(word));
        let (mut names, files) = split(&self.words, 1 + usize::from(side.is_some()), USAGE)?;
        let name = names.pop().unwrap_or_default();
        let graph = self.question.graph(&files)?;
        let view = self.question.viewing.view(&graph)?;
        let target = graph.find_target_by_part(&name)?;
        if graph.find_target(&name).is_err() {
            let target = graph.target_at(target);
            message::note(&format!("\"{name}\" is taken for the issue \"{}\"", target.title()));
        }
        let standings = view.standings().on_target(target);
        let mut standings = standings
            .filter(|standing| side.is_none_or(|side| standing.side() == side))
            .collect::<Vec<_>>();
        standings.sort_by_key(|standing| standing.side());
        let actors = standings.iter().copied().map(Holder::from).collect::<Vec<_>>();
        let answer = Answer {
            target: graph.target_at(target).into(),
            side,
            stances: standings.iter().map(|standing| standing.stances().len()).sum(),
            superseded: actors.iter().map(|holder| holder.superseded).sum(),
            actors,
        };
        answer::write(&answer, &view, &self.question.output)?;
        Ok(Outcome::Fine)
    }
}

fn side(word: &str) -> Option<Side> {
    match word {
        "supports" | "support" => Some(Side::Support),
        "opposes" | "oppose" => Some(Side::Oppose),
        "neutral" => Some(Side::Neutral),
        "mixed" => Some(Side::Mixed),
        _ => None,
    }
}

impl<'g> From<Standing<'g>> for Holder<'g> {
    fn from(standing: Standing<'g>) -> Self {
        Self {
            actor: standing.actor().into(),
            side: standing.side(),
            value: standing.value(),
            since: standing.since(),
            counts: standing.counts(),
            superseded: standing.superseded(),
            stances: Behind::of(standing),
        }
    }
}

impl<'g> answer::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "who";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let rows = self.actors.iter().map(|holder| Row {
            values: vec![
                Value::text(holder.actor.name),
                Value::Side(holder.side),
                Value::maybe(holder.since),
                Value::count(holder.counts.total()),
            ],
            about: format!("{}: {} on {}", holder.actor.name, holder.side, self.target.name),
            behind: holder.stances.clone(),
        });
        let rows = rows.collect::<Vec<_>>();
        let actors = plural(rows.len(), "actor");
        let stances = plural(self.stances, "stance");
        let asked = self.side.map(|side| format!(", {side}")).unwrap_or_default();
        let superseded = match self.superseded {
            0 => String::new(),
            count => format!(", {count} superseded"),
        };
        let title = format!("{}{asked}: {actors}, {stances}{superseded}", self.target.name);
        let columns = vec!["actor", "side", "since", "stances"];
        vec![Sheet { title, columns, rows, notes: Vec::new() }]
    }
}

/// `1 actor`, `2 actors`.
pub fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
