//! `record`: one actor's positions.

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::graph::{Counts, Side, Standing};
use stancegraph::model::Date;

use super::who::plural;
use crate::Outcome;
use crate::answer;
use crate::args::{Question, split};
use crate::evidence::{self, ActorName, Behind, TargetName};
use crate::failure::Failure;
use crate::sheet::{Row, Sheet, Value};

const USAGE: &str = "stancegraph record ACTOR FILE...";

/// One actor's record: every position, since when, how it changed, and the stances behind it.
#[derive(Debug, clap::Args)]
#[command(override_usage = format!("{USAGE} [OPTIONS]"))]
#[command(after_help = "Examples:
  stancegraph record Russia map.toml
  stancegraph record Lavrov map.toml --by speaker --evidence
  stancegraph record Moscow map.toml --issue thaad --format json")]
pub struct Args {
    /// The actor (id, name or alias), and the files
    #[arg(value_name = "ACTOR FILE", required = true, num_args = 2..)]
    words: Vec<String>,
    #[command(flatten)]
    question: Question,
}

/// One actor's positions.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'g> {
    actor: ActorName<'g>,
    kind: Option<&'g str>,
    part_of: Option<&'g str>,
    positions: Vec<Held<'g>>,
}

/// Where the actor stands on one target.
#[derive(Serialize, JsonSchema)]
struct Held<'g> {
    target: TargetName<'g>,
    side: Side,
    /// The mean of the signed positions that decide the side, in [-1, 1].
    value: f64,
    since: Option<Date>,
    counts: Counts,
    /// The sides that the actor has been on, the oldest first.
    changes: Vec<Change>,
    /// The ids of the stances, the oldest first.
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

/// A side, and the first day on which the actor took it after another.
#[derive(Serialize, JsonSchema)]
struct Change {
    date: Option<Date>,
    side: Side,
}

impl From<(Option<Date>, Side)> for Change {
    fn from((date, side): (Option<Date>, Side)) -> Self {
        Self { date, side }
    }
}

impl Args {
    pub fn run(self) -> Result<Outcome, Failure> {
        let (names, files) = split(&self.words, 1, USAGE)?;
        let graph = self.question.graph(&files)?;
        let view = self.question.viewing.view(&graph)?;
        let actor = view.find_actor(&names[0])?;
        let answer = Answer {
            actor: graph.actor_at(actor).into(),
            kind: graph.actor_at(actor).kind.as_deref(),
            part_of: graph.whole_of(actor).map(|whole| graph.actor_at(whole).title()),
            positions: view.standings().of_actor(actor).map(Held::from).collect(),
        };
        if answer.positions.is_empty() {
            self.question.viewing.note_speaker(&view, actor);
        }
        answer::write(&answer, &view, &self.question.output)?;
        Ok(Outcome::Fine)
    }
}

impl<'g> From<Standing<'g>> for Held<'g> {
    fn from(standing: Standing<'g>) -> Self {
        Self {
            target: standing.target().into(),
            side: standing.side(),
            value: standing.value(),
            since: standing.since(),
            counts: standing.counts(),
            changes: standing.history().into_iter().map(Change::from).collect(),
            stances: Behind::of(standing),
        }
    }
}

impl<'g> answer::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "record";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let rows = self.positions.iter().map(|held| Row {
            values: vec![
                Value::text(held.target.name),
                Value::Side(held.side),
                Value::maybe(held.since),
                Value::count(held.counts.total()),
                Value::text(history(&held.changes)),
            ],
            about: format!("{} on {}: {}", self.actor.name, held.target.name, held.side),
            behind: held.stances.clone(),
        });
        let rows = rows.collect::<Vec<_>>();
        let part_of = self.part_of.map(|whole| format!("part of {whole}"));
        let about = [self.kind.map(str::to_owned), part_of];
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let about = if about.is_empty() { about } else { format!(" ({about})") };
        let title = format!("{}{about}: {}", self.actor.name, plural(rows.len(), "position"));
        let columns = vec!["target", "side", "since", "stances", "changes"];
        vec![Sheet { title, columns, rows, notes: Vec::new() }]
    }
}

/// `▲ 2011 → ▼ 2016-04`; nothing where nothing changed.
fn history(changes: &[Change]) -> String {
    if changes.len() < 2 {
        return String::new();
    }
    let steps = changes.iter().map(|change| {
        let date = change.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
        format!("{} {date}", evidence::glyph(change.side))
    });
    steps.collect::<Vec<_>>().join(" → ")
}
