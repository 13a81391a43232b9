//! `show`: what is in the files.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::path::PathBuf;
use std::rc::Rc;

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::graph::{Counts, OutOfTime};
use stancegraph::measure::{Camps, contested};
use stancegraph::model::{Date, Source};
use stancegraph::{StanceRef, Standing, View};

use crate::answer;
use crate::args::Question;
use crate::evidence::{ActorName, Behind, TargetName};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::quality::{Ageing, Quality};
use crate::sheet::{self, Row, Sheet, Value};
use stancegraph::answer::{Said, plural};

/// What is in the files: counts, period, the most contested issues, actors and sources, and how well the
/// stances are documented.
///
/// Quality says how many stances have no source, no date and no quote, how many standings are old
/// (--older-than), and for which actors more than half of the stances come from one source.
/// `check --quality` also lists the old standings.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph show map.toml
  stancegraph show map.toml --format json
  stancegraph show votes.csv.gz --map actor=country,issue=rcid,position=vote \\
      --values yes=support,no=oppose,abstain=neutral")]
pub struct Args {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How many issues, actors and sources to list; by default 10 in tables, all in JSON and CSV
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    ageing: Ageing,
    #[command(flatten)]
    question: Question,
}

/// What a graph has in it.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'g> {
    title: Option<&'g str>,
    description: Option<&'g str>,
    /// How many actors have a stance in the view.
    actors: usize,
    /// How many issues and actors they are on.
    targets: usize,
    stances: usize,
    /// How many of the stances a later one of the same actor on the same target supersedes; in a window none.
    superseded: usize,
    /// How many more stances have ended before the day of the view.
    ended: usize,
    /// How many more stances are of days after the day of the view.
    later: usize,
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
    /// How many stances there are on it, by position.
    counts: Counts,
    /// With `--evidence`: their ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Vec<String>>")]
    stances: Option<Behind<'g>>,
}

#[derive(Serialize, JsonSchema)]
struct ByActor<'g> {
    actor: ActorName<'g>,
    counts: Counts,
    /// With `--evidence`: the ids of the stances.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Vec<String>>")]
    stances: Option<Behind<'g>>,
}

#[derive(Serialize, JsonSchema)]
struct BySource<'g> {
    /// The id; absent for stances without a source.
    id: Option<&'g str>,
    title: Option<&'g str>,
    publisher: Option<&'g str>,
    date: Option<Date>,
    counts: Counts,
    /// With `--evidence`: the ids of the stances.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Vec<String>>")]
    stances: Option<Behind<'g>>,
}

impl Args {
    pub fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let top = self.question.output.top(self.top, 10, usize::MAX);
        let evidence = self.question.output.evidence;
        let answer = Answer::of(&view, top, self.ageing.quality(&view, top), evidence);
        answer::write(&sheet::Unmoved(answer), &view, &self.question.output)?;
        Ok(Outcome::Fine)
    }
}

impl<'g> Answer<'g> {
    fn of(view: &'g View<'g>, top: usize, quality: Quality, evidence: bool) -> Self {
        let graph = view.graph();
        let mut actors = vec![Counts::default(); graph.actors().len()];
        let mut sources = vec![Counts::default(); graph.sources().len() + 1];
        let mut on_targets = vec![Counts::default(); graph.petgraph().node_count()];
        let mut positions = Counts::default();
        let (mut undated, mut period) = (0, None::<[Date; 2]>);
        for stance in view.stances() {
            let edge = stance.edge();
            positions.add(edge.position());
            let of = Of::stance(view, stance);
            actors[of.actor].add(edge.position());
            on_targets[of.target].add(edge.position());
            sources[of.source].add(edge.position());
            match edge.date {
                None => undated += 1,
                Some(date) => {
                    let [first, last] = period.unwrap_or([date, date]);
                    period = Some([first.min(date), last.max(date)]);
                }
            }
        }
        let OutOfTime { ended, later } = view.out_of_time();
        let groups = evidence.then(|| Rc::new(Groups { view, found: OnceCell::new() }));
        let mut issues = self::on_targets(view, &on_targets, groups.as_ref());
        let targets = issues.len();
        let mut by_actor = by_actor(view, &actors, groups.as_ref());
        let mut by_source = by_source(view, &sources, groups.as_ref());
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
            superseded: view.standings().iter().map(Standing::superseded).sum(),
            ended,
            later,
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

/// The numbers of the groups that a stance is in.
struct Of {
    target: usize,
    actor: usize,
    /// 0 where it has none.
    source: usize,
}

impl Of {
    fn stance(view: &View, stance: StanceRef) -> Self {
        let (_, target) = stance.ends();
        Self {
            target: view.graph().node_index(target).expect("of this graph").index(),
            actor: view.acting(stance).expect("of this graph").index(),
            source: stance.source_ix().map_or(0, |source| source.index() + 1),
        }
    }
}

/// The stances of all groups, found at once when those of one are asked for.
struct Groups<'g> {
    view: &'g View<'g>,
    found: OnceCell<Found<'g>>,
}

struct Found<'g> {
    targets: Vec<Vec<Said<'g>>>,
    actors: Vec<Vec<Said<'g>>>,
    sources: Vec<Vec<Said<'g>>>,
}

impl<'g> Groups<'g> {
    fn found(&self) -> &Found<'g> {
        self.found.get_or_init(|| {
            let graph = self.view.graph();
            let mut found = Found {
                targets: vec![Vec::new(); graph.petgraph().node_count()],
                actors: vec![Vec::new(); graph.actors().len()],
                sources: vec![Vec::new(); graph.sources().len() + 1],
            };
            let deciding = self.view.standings().iter().flat_map(Standing::deciding);
            let deciding = deciding.map(StanceRef::id).collect::<HashSet<_>>();
            for stance in self.view.stances() {
                let of = Of::stance(self.view, stance);
                let said = Said { stance, is_superseded: !deciding.contains(&stance.id()) };
                found.targets[of.target].push(said);
                found.actors[of.actor].push(said);
                found.sources[of.source].push(said);
            }
            found
        })
    }

    /// The stances of one group.
    fn behind(
        groups: Option<&Rc<Self>>,
        number: usize,
        which: for<'f> fn(&'f Found<'g>) -> &'f [Vec<Said<'g>>],
    ) -> Option<Behind<'g>> {
        let groups = groups.cloned()?;
        Some(Behind::marked(move || which(groups.found())[number].clone()))
    }
}

type Evidence<'e, 'g> = Option<&'e Rc<Groups<'g>>>;

fn on_targets<'g>(
    view: &'g View<'g>,
    counts: &[Counts],
    groups: Evidence<'_, 'g>,
) -> Vec<OnTarget<'g>> {
    let graph = view.graph();
    let nodes = graph.petgraph().node_count();
    let mut camps = vec![Camps::default(); nodes];
    for standing in view.standings().iter() {
        camps[graph.node_index(standing.target_node()).expect("of this graph").index()]
            .add(standing.side());
    }
    let targets = graph.petgraph().node_weights().zip(camps).zip(counts).enumerate();
    let targets = targets.filter(|(_, ((_, camps), _))| camps.actors() > 0);
    let targets = targets.map(|(number, ((node, camps), counts))| OnTarget {
        target: graph.target_at(*node).expect("of this graph").into(),
        camps,
        contested: contested(camps.support, camps.oppose),
        counts: *counts,
        stances: Groups::behind(groups, number, |found| &found.targets),
    });
    let mut targets = targets.collect::<Vec<_>>();
    targets.sort_by(|one, other| one.camps.most_contested_first(&other.camps));
    targets
}

fn by_actor<'g>(
    view: &'g View<'g>,
    counts: &[Counts],
    groups: Evidence<'_, 'g>,
) -> Vec<ByActor<'g>> {
    let actors = view.graph().actors().iter().zip(counts).enumerate();
    let actors = actors.filter(|(_, (_, counts))| counts.total() > 0);
    let actors = actors.map(|(number, (actor, counts))| ByActor {
        actor: actor.into(),
        counts: *counts,
        stances: Groups::behind(groups, number, |found| &found.actors),
    });
    let mut actors = actors.collect::<Vec<_>>();
    actors.sort_by_key(|row| std::cmp::Reverse(row.counts.total()));
    actors
}

fn by_source<'g>(
    view: &'g View<'g>,
    counts: &[Counts],
    groups: Evidence<'_, 'g>,
) -> Vec<BySource<'g>> {
    let sources = std::iter::once(None).chain(view.graph().sources().iter().map(Some)).zip(counts);
    let sources = sources.enumerate().filter(|(_, (_, counts))| counts.total() > 0);
    let sources = sources.map(|(number, (source, counts))| BySource {
        id: source.map(|source| source.id.as_str()),
        title: source.map(Source::title),
        publisher: source.and_then(|source| source.publisher.as_deref()),
        date: source.and_then(|source| source.date),
        counts: *counts,
        stances: Groups::behind(groups, number, |found| &found.sources),
    });
    let mut sources = sources.collect::<Vec<_>>();
    sources.sort_by_key(|row| std::cmp::Reverse(row.counts.total()));
    sources
}

/// What a row of a table has behind it, where that is asked for.
fn behind_row<'g>(stances: Option<&Behind<'g>>) -> Behind<'g> {
    stances.cloned().unwrap_or_else(|| Behind::new(Vec::new))
}

impl<'g> sheet::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "show";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let sheets = vec![self.issues_sheet(), self.actors_sheet(), self.sources_sheet()];
        sheets.into_iter().chain(self.quality.sheets(usize::MAX)).collect()
    }
}

impl<'g> Answer<'g> {
    fn headline(&self) -> String {
        let superseded = match self.superseded {
            0 => String::new(),
            count => format!(" ({count} superseded)"),
        };
        let counts = [
            plural(self.stances, "stance") + &superseded,
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
            behind: behind_row(row.stances.as_ref()),
        });
        let columns = vec!["target", "support", "oppose", "neutral", "mixed", "contested"];
        let rows = rows.collect();
        let notes = left_out(self.omitted[0], "target").into_iter().chain(self.out_of_time());
        Sheet { title: self.headline(), columns, rows, notes: notes.collect() }
    }

    /// What is not in the counts, or in them and no longer in force.
    fn out_of_time(&self) -> Option<String> {
        let more = |count: usize, what: &str| {
            let verb = if count == 1 { "has" } else { "have" };
            (count > 0).then(|| format!("{} {verb} {what}", plural(count, "more stance")))
        };
        let day = match self.later {
            0 => "ended",
            _ => "ended before that day",
        };
        let are = if self.later == 1 { "is" } else { "are" };
        let later = format!("{} {are} of later days", plural(self.later, "more stance"));
        let parts = [more(self.ended, day), (self.later > 0).then_some(later)];
        let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        (!parts.is_empty()).then(|| format!("{parts}; --ever counts everything"))
    }

    fn actors_sheet(&self) -> Sheet<'g> {
        let rows = self.by_actor.iter().map(|row| Row {
            values: counted(row.actor.name, row.counts),
            about: row.actor.name.to_owned(),
            behind: behind_row(row.stances.as_ref()),
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
            behind: behind_row(row.stances.as_ref()),
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
pub fn left_out(count: usize, what: &str) -> Vec<String> {
    match count {
        0 => Vec::new(),
        _ => vec![format!(
            "and {}; --top {} lists more",
            plural(count, &format!("more {what}")),
            100
        )],
    }
}

sheet::unmoved!(Answer<'g>);
