//! `show`: what is in here.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::graph::{Counts, Node};
use stancegraph::measure::{Camps, contested};
use stancegraph::model::{Date, Source};
use stancegraph::{Standing, View};

use super::who::plural;
use crate::Outcome;
use crate::answer;
use crate::args::Question;
use crate::evidence::{ActorName, Behind, TargetName};
use crate::failure::Failure;
use crate::quality::{Ageing, Quality};
use crate::sheet::{Row, Sheet, Value};

/// What is in here: counts, period, the most contested issues, actors and sources, and how well all
/// that is documented.
///
/// Quality says how many stances have no source, no date and no quote, how many standings are old
/// (--older-than), and of which actors more than half of the stances come from one source.
/// `check --quality` lists the old standings too.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph show map.toml
  stancegraph show map.toml --format json
  stancegraph show votes.csv.gz --map actor=country,issue=rcid,position=vote \\
      --values yes=support,no=oppose,abstain=neutral")]
pub(crate) struct Args {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How many issues, actors and sources are listed; by default 10 in tables, all in JSON and CSV
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    ageing: Ageing,
    #[command(flatten)]
    question: Question,
}

/// What a graph has in it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Answer<'g> {
    title: Option<&'g str>,
    description: Option<&'g str>,
    /// How many actors have a stance in the view.
    actors: usize,
    /// How many issues and actors they are on.
    targets: usize,
    stances: usize,
    positions: Counts,
    /// The first and the last date of a stance.
    period: Option<[Date; 2]>,
    undated: usize,
    /// How many issues, actors and sources are not listed.
    omitted: [usize; 3],
    /// The most contested first, then those with the most actors for or against.
    issues: Vec<OnTarget<'g>>,
    /// Those with the most stances first.
    by_actor: Vec<ByActor<'g>>,
    /// Those with the most stances first.
    by_source: Vec<BySource<'g>>,
    /// What is missing behind the stances, how old standings are, and who rests on one source.
    quality: Quality,
}

/// How many actors are on which side of a target.
#[derive(Serialize, JsonSchema)]
struct OnTarget<'g> {
    target: TargetName<'g>,
    camps: Camps,
    /// 1 where both camps are of one size, 0 where there is only one; absent without any.
    contested: Option<f64>,
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

#[derive(Serialize, JsonSchema)]
struct ByActor<'g> {
    actor: ActorName<'g>,
    counts: Counts,
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

#[derive(Serialize, JsonSchema)]
struct BySource<'g> {
    /// The id; absent for stances without a source.
    id: Option<&'g str>,
    title: Option<&'g str>,
    publisher: Option<&'g str>,
    date: Option<Date>,
    counts: Counts,
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

impl Args {
    pub(crate) fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let top = self.question.output.top(self.top, 10, usize::MAX);
        let answer = Answer::of(&view, top, self.ageing.quality(&view, top));
        answer::write(&answer, &view, &self.question.output)?;
        Ok(Outcome::Fine)
    }
}

impl<'g> Answer<'g> {
    fn of(view: &'g View<'g>, top: usize, quality: Quality) -> Self {
        let graph = view.graph();
        let mut actors = vec![Counts::default(); graph.actors().len()];
        let mut sources = vec![Counts::default(); graph.sources().len() + 1];
        let mut positions = Counts::default();
        let (mut undated, mut period) = (0, None::<[Date; 2]>);
        for stance in view.stances() {
            let edge = stance.edge();
            positions.add(edge.position());
            actors[view.acting(stance).index()].add(edge.position());
            sources[edge.source.map_or(0, |source| source.index() + 1)].add(edge.position());
            match edge.date {
                None => undated += 1,
                Some(date) => {
                    let [first, last] = period.unwrap_or([date, date]);
                    period = Some([first.min(date), last.max(date)]);
                }
            }
        }
        let mut issues = on_targets(view);
        let targets = issues.len();
        let mut by_actor = by_actor(view, &actors);
        let mut by_source = by_source(view, &sources);
        let omitted = [issues.len(), by_actor.len(), by_source.len()];
        let active = by_actor.len();
        issues.truncate(top);
        by_actor.truncate(top);
        by_source.truncate(top);
        Self {
            title: graph.title(),
            description: graph.description(),
            actors: active,
            targets,
            stances: positions.total() as usize,
            positions,
            period,
            undated,
            omitted: omitted.map(|all| all.saturating_sub(top)),
            issues,
            by_actor,
            by_source,
            quality,
        }
    }
}

fn on_targets<'g>(view: &'g View<'g>) -> Vec<OnTarget<'g>> {
    let graph = view.graph();
    let nodes = graph.petgraph().node_count();
    let mut camps = vec![Camps::default(); nodes];
    for standing in view.standings().iter() {
        camps[graph.node_index(standing.target_node()).index()].add(standing.side());
    }
    let targets = graph.petgraph().node_weights().zip(camps);
    let targets = targets.filter(|(_, camps)| camps.actors() > 0).map(|(node, camps)| {
        let node: Node = *node;
        OnTarget {
            target: graph.target_at(node).into(),
            camps,
            contested: contested(camps.support, camps.oppose),
            stances: Behind::new(move || {
                view.standings().on_target(node).flat_map(Standing::stances).collect()
            }),
        }
    });
    let mut targets = targets.collect::<Vec<_>>();
    targets.sort_by(|one, other| one.camps.most_contested_first(&other.camps));
    targets
}

fn by_actor<'g>(view: &'g View<'g>, counts: &[Counts]) -> Vec<ByActor<'g>> {
    let actors = view.graph().actors().iter().zip(counts);
    let actors = actors.filter(|(_, counts)| counts.total() > 0);
    let mut actors = actors
        .map(|(actor, counts)| ByActor {
            actor: actor.into(),
            counts: *counts,
            stances: Behind::new(move || {
                let of_actor = |id| view.graph().actor_at(id).id == actor.id;
                view.stances().filter(|stance| of_actor(view.acting(*stance))).collect()
            }),
        })
        .collect::<Vec<_>>();
    actors.sort_by_key(|row| std::cmp::Reverse(row.counts.total()));
    actors
}

fn by_source<'g>(view: &'g View<'g>, counts: &[Counts]) -> Vec<BySource<'g>> {
    let sources = std::iter::once(None).chain(view.graph().sources().iter().map(Some)).zip(counts);
    let sources = sources.filter(|(_, counts)| counts.total() > 0);
    let mut sources = sources
        .map(|(source, counts)| BySource {
            id: source.map(|source| source.id.as_str()),
            title: source.map(Source::title),
            publisher: source.and_then(|source| source.publisher.as_deref()),
            date: source.and_then(|source| source.date),
            counts: *counts,
            stances: Behind::new(move || {
                view.stances().filter(|stance| stance.source() == source).collect()
            }),
        })
        .collect::<Vec<_>>();
    sources.sort_by_key(|row| std::cmp::Reverse(row.counts.total()));
    sources
}

impl<'g> answer::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "show";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let sheets = vec![self.issues_sheet(), self.actors_sheet(), self.sources_sheet()];
        sheets.into_iter().chain(self.quality.sheets(usize::MAX)).collect()
    }
}

impl<'g> Answer<'g> {
    fn headline(&self) -> String {
        let counts = [
            plural(self.stances, "stance"),
            plural(self.actors, "actor"),
            plural(self.targets, "target"),
        ];
        let period = self.period.map(|[first, last]| match first == last {
            true => format!(", {first}"),
            false => format!(", {first} to {last}"),
        });
        let undated = match self.undated {
            0 => String::new(),
            undated => format!(", {undated} undated"),
        };
        let title = self.title.map(|title| format!("{title}: ")).unwrap_or_default();
        format!("{title}{}{}{undated}", counts.join(", "), period.unwrap_or_default())
    }

    fn issues_sheet(&self) -> Sheet<'g> {
        let rows = self.issues.iter().map(|row| Row {
            values: vec![
                Value::text(row.target.name),
                Value::count(row.camps.support),
                Value::count(row.camps.oppose),
                Value::count(row.camps.neutral),
                Value::count(row.camps.mixed),
                Value::Score(row.contested),
            ],
            about: row.target.name.to_owned(),
            behind: row.stances.clone(),
        });
        let columns = vec!["target", "support", "oppose", "neutral", "mixed", "contested"];
        let rows = rows.collect();
        Sheet { title: self.headline(), columns, rows, notes: left_out(self.omitted[0], "target") }
    }

    fn actors_sheet(&self) -> Sheet<'g> {
        let rows = self.by_actor.iter().map(|row| Row {
            values: counted(row.actor.name, row.counts),
            about: row.actor.name.to_owned(),
            behind: row.stances.clone(),
        });
        let columns = vec!["actor", "stances", "support", "oppose", "neutral"];
        let rows = rows.collect();
        let notes = left_out(self.omitted[1], "actor");
        Sheet { title: "Stances by actor".into(), columns, rows, notes }
    }

    fn sources_sheet(&self) -> Sheet<'g> {
        let name = |row: &BySource| {
            let parts = [row.publisher.map(str::to_owned), row.title.map(str::to_owned)];
            let date = row.date.map(|date| date.to_string());
            let name = parts.into_iter().chain([date]).flatten().collect::<Vec<_>>().join(", ");
            if name.is_empty() { "(no source)".to_owned() } else { name }
        };
        let rows = self.by_source.iter().map(|row| Row {
            values: counted(&name(row), row.counts),
            about: name(row),
            behind: row.stances.clone(),
        });
        let columns = vec!["source", "stances", "support", "oppose", "neutral"];
        let rows = rows.collect();
        let notes = left_out(self.omitted[2], "source");
        Sheet { title: "Stances by source".into(), columns, rows, notes }
    }
}

fn counted(name: &str, counts: Counts) -> Vec<Value> {
    let numbers = [counts.total(), counts.support, counts.oppose, counts.neutral];
    std::iter::once(Value::text(name)).chain(numbers.map(Value::count)).collect()
}

/// A note on rows that a table leaves out.
pub(crate) fn left_out(count: usize, what: &str) -> Vec<String> {
    match count {
        0 => Vec::new(),
        _ => vec![format!(
            "and {}; --top {} lists more",
            plural(count, &format!("more {what}")),
            100
        )],
    }
}
