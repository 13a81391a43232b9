//! An overview of a graph.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::left_out;
use super::{
    ActorName, Answer, Column, Note, Quality, Row, Said, Stances, Suggestion, Table, TargetName,
    Value, plural,
};
use crate::graph::{Counts, OutOfTime, StanceRef, Standing, View, both};
use crate::measure::{Camps, group::contested};
use crate::model::{Date, Source, Span};

/// An overview of a graph: counts, issues, actors, sources and the quality of the evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Show<'g> {
    /// The title of the graph.
    pub title: Option<Cow<'g, str>>,
    /// The description of the graph.
    pub description: Option<Cow<'g, str>>,
    /// The number of actors with a stance in the view.
    pub actors: usize,
    /// The number of issues and actors that the stances are on.
    pub targets: usize,
    /// The number of stances.
    pub stances: usize,
    /// The number of stances that a later one of the same actor on the same target supersedes; 0 in a window.
    pub superseded: usize,
    /// The number of further stances that ended before the day of the view.
    pub ended: usize,
    /// The number of further stances with a date after the day of the view.
    pub later: usize,
    /// The number of stances with each position.
    pub positions: Counts,
    /// The first and the last date of the stances.
    pub period: Option<[Date; 2]>,
    /// The number of stances without a date.
    pub undated: usize,
    /// The number of issues, of actors and of sources that are not listed.
    pub omitted: [usize; 3],
    /// The targets, the most contested first, then those with the most actors for or against.
    pub issues: Vec<OnTarget<'g>>,
    /// The actors, those with the most stances first.
    pub by_actor: Vec<ByActor<'g>>,
    /// The sources, those with the most stances first.
    pub by_source: Vec<BySource<'g>>,
    /// The quality of the evidence: what stances lack, how old standings are, and which actors rest on one source.
    pub quality: Quality,
}

/// A target, with the number of actors on each side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OnTarget<'g> {
    /// The issue or the actor.
    pub target: TargetName<'g>,
    /// The number of actors on each side.
    pub camps: Camps,
    /// How contested the target is: 1 if both camps have the same size, 0 if there is only one; absent if both are
    /// empty.
    pub contested: Option<f64>,
    /// The number of stances on the target, by position.
    pub counts: Counts,
    /// With `--evidence`: the ids of the stances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stances: Option<Stances<'g>>,
}

/// An actor, with the number of its stances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ByActor<'g> {
    /// The actor.
    pub actor: ActorName<'g>,
    /// The number of stances with each position.
    pub counts: Counts,
    /// With `--evidence`: the ids of the stances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stances: Option<Stances<'g>>,
}

/// A source, with the number of its stances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct BySource<'g> {
    /// The id; absent for stances without a source.
    pub id: Option<Cow<'g, str>>,
    /// The title; the id if there is none.
    pub title: Option<Cow<'g, str>>,
    /// The publisher.
    pub publisher: Option<Cow<'g, str>>,
    /// The date of publication.
    pub date: Option<Date>,
    /// The number of stances with each position.
    pub counts: Counts,
    /// With `--evidence`: the ids of the stances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stances: Option<Stances<'g>>,
}

/// The settings: what to list, and when a standing is old.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Settings {
    /// The number of issues, of actors and of sources to list; absent for all.
    pub top: Option<usize>,
    /// The age from which on a standing is old.
    pub older_than: Span,
    /// Whether the rows contain their stances.
    pub with_stances: bool,
}

setters! {
    Settings {
        with_top(top: ?usize);
        with_older_than(older_than: Span);
        with_stances(with_stances: bool);
    }
}

impl Default for Settings {
    fn default() -> Self {
        let older_than = "2y".parse().expect("two years are a span");
        Self { top: None, older_than, with_stances: false }
    }
}

impl<'g> Show<'g> {
    /// Creates the overview of a view.
    ///
    /// O(n log n) in the number of stances.
    #[must_use]
    pub fn of(view: &'g View<'g>, settings: &Settings) -> Self {
        let graph = view.graph();
        let top = settings.top.unwrap_or(usize::MAX);
        let quality = || Quality::of(view, settings.older_than, top);
        let count = graph.stance_count();
        let (counted, quality) = both(count, || Counted::of(view), quality);
        let superseded = || view.standings().iter().map(Standing::superseded).sum();
        let (superseded, camps) = both(count, superseded, || camps(view));
        let OutOfTime { ended, later } = view.out_of_time();
        let groups = Groups { view, found: OnceLock::new() };
        let groups = settings.with_stances.then(|| Arc::new(groups));
        let mut issues = on_targets(view, camps, &counted.targets, groups.as_ref());
        let mut by_actor = by_actor(view, &counted.actors, groups.as_ref());
        let mut by_source = by_source(view, &counted.sources, groups.as_ref());
        let all = [issues.len(), by_actor.len(), by_source.len()];
        issues.truncate(top);
        by_actor.truncate(top);
        by_source.truncate(top);
        Self {
            title: graph.title().map(Cow::Borrowed),
            description: graph.description().map(Cow::Borrowed),
            actors: all[1],
            targets: all[0],
            stances: counted.positions.total() as usize,
            superseded,
            ended,
            later,
            positions: counted.positions,
            period: counted.period,
            undated: counted.undated,
            omitted: all.map(|all| all.saturating_sub(top)),
            issues,
            by_actor,
            by_source,
            quality,
        }
    }
}

/// The stances of a view, counted.
struct Counted {
    actors: Vec<Counts>,
    /// The first element counts stances without a source.
    sources: Vec<Counts>,
    targets: Vec<Counts>,
    positions: Counts,
    period: Option<[Date; 2]>,
    undated: usize,
}

impl Counted {
    fn of(view: &View) -> Self {
        let graph = view.graph();
        let counts = |count: usize| vec![Counts::default(); count];
        let mut counted = Self {
            actors: counts(graph.actors().len()),
            sources: counts(graph.sources().len() + 1),
            targets: counts(graph.petgraph().node_count()),
            positions: Counts::default(),
            period: None,
            undated: 0,
        };
        view.stances().for_each(|stance| counted.add(view, stance));
        counted
    }

    fn add(&mut self, view: &View, stance: StanceRef) {
        let of = Of::stance(view, stance);
        let position = stance.position();
        self.positions.add(position);
        self.actors[of.actor].add(position);
        self.targets[of.target].add(position);
        self.sources[of.source].add(position);
        match stance.date() {
            None => self.undated += 1,
            Some(date) => {
                let [first, last] = self.period.unwrap_or([date, date]);
                self.period = Some([first.min(date), last.max(date)]);
            }
        }
    }
}

/// The numbers of the groups that a stance is in.
struct Of {
    target: usize,
    actor: usize,
    /// 0 if the stance has no source.
    source: usize,
}

impl Of {
    fn stance(view: &View, stance: StanceRef) -> Self {
        Self {
            target: stance.target_number(),
            actor: view.actor_for(stance).index(),
            source: stance.source_ix().map_or(0, |source| source.index() + 1),
        }
    }
}

/// The stances of all groups, collected when those of one group are first asked for.
struct Groups<'g> {
    view: &'g View<'g>,
    found: OnceLock<Found<'g>>,
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
            let deciding = deciding.map(StanceRef::index).collect::<FxHashSet<_>>();
            for stance in self.view.stances() {
                let of = Of::stance(self.view, stance);
                let said = Said { stance, is_superseded: !deciding.contains(&stance.index()) };
                found.targets[of.target].push(said);
                found.actors[of.actor].push(said);
                found.sources[of.source].push(said);
            }
            found
        })
    }

    /// The stances of one group.
    fn stances(
        groups: Option<&Arc<Self>>,
        number: usize,
        which: for<'f> fn(&'f Found<'g>) -> &'f [Vec<Said<'g>>],
    ) -> Option<Stances<'g>> {
        let groups = groups.cloned()?;
        let graph = groups.view.graph();
        Some(Stances::marked(graph, move || which(groups.found())[number].clone()))
    }
}

/// The number of actors on each side of each node.
fn camps(view: &View) -> Vec<Camps> {
    let mut camps = vec![Camps::default(); view.graph().petgraph().node_count()];
    for standing in view.standings().iter() {
        camps[standing.target_number()].add(standing.side());
    }
    camps
}

fn on_targets<'g>(
    view: &'g View<'g>,
    camps: Vec<Camps>,
    counts: &[Counts],
    groups: Option<&Arc<Groups<'g>>>,
) -> Vec<OnTarget<'g>> {
    let graph = view.graph();
    let targets = graph.petgraph().node_weights().zip(camps).zip(counts).enumerate();
    let targets = targets.filter(|(_, ((_, camps), _))| camps.actors() > 0);
    let targets = targets.map(|(number, ((node, camps), counts))| OnTarget {
        target: graph.target_of(*node).into(),
        camps,
        contested: contested(camps.support, camps.oppose),
        counts: *counts,
        stances: Groups::stances(groups, number, |found| &found.targets),
    });
    let mut targets = targets.collect::<Vec<_>>();
    targets.sort_by(|one, other| one.camps.most_contested_first(&other.camps));
    targets
}

fn by_actor<'g>(
    view: &'g View<'g>,
    counts: &[Counts],
    groups: Option<&Arc<Groups<'g>>>,
) -> Vec<ByActor<'g>> {
    let actors = view.graph().actors().iter().zip(counts).enumerate();
    let actors = actors.filter(|(_, (_, counts))| counts.total() > 0);
    let actors = actors.map(|(number, (actor, counts))| ByActor {
        actor: actor.into(),
        counts: *counts,
        stances: Groups::stances(groups, number, |found| &found.actors),
    });
    let mut actors = actors.collect::<Vec<_>>();
    actors.sort_by_key(|row| Reverse(row.counts.total()));
    actors
}

fn by_source<'g>(
    view: &'g View<'g>,
    counts: &[Counts],
    groups: Option<&Arc<Groups<'g>>>,
) -> Vec<BySource<'g>> {
    let sources = std::iter::once(None).chain(view.graph().sources().iter().map(Some)).zip(counts);
    let sources = sources.enumerate().filter(|(_, (_, counts))| counts.total() > 0);
    let sources = sources.map(|(number, (source, counts))| BySource {
        id: source.map(|source| source.id.as_str().into()),
        title: source.map(|source| Source::title(source).into()),
        publisher: source.and_then(|source| source.publisher.as_deref()).map(Cow::Borrowed),
        date: source.and_then(|source| source.date),
        counts: *counts,
        stances: Groups::stances(groups, number, |found| &found.sources),
    });
    let mut sources = sources.collect::<Vec<_>>();
    sources.sort_by_key(|row| Reverse(row.counts.total()));
    sources
}

impl BySource<'_> {
    fn name(&self) -> String {
        let parts = [&self.publisher, &self.title].map(|part| part.as_deref().map(str::to_owned));
        let date = self.date.map(|date| date.to_string());
        let name = parts.into_iter().chain([date]).flatten().collect::<Vec<_>>().join(", ");
        if name.is_empty() { "(no source)".to_owned() } else { name }
    }
}

impl Answer for Show<'_> {
    const VERB: &'static str = "show";

    fn tables(&self) -> Vec<Table<'_>> {
        let tables = vec![self.issues_table(), self.actors_table(), self.sources_table()];
        tables.into_iter().chain(self.quality.tables(usize::MAX)).collect()
    }
}

impl Show<'_> {
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
        let title = self.title.as_ref().map(|title| format!("{title}: ")).unwrap_or_default();
        format!("{title}{}{}{undated}", counts.join(", "), period.unwrap_or_default())
    }

    fn issues_table(&self) -> Table<'_> {
        let rows = self.issues.iter().map(|row| Row {
            values: vec![
                (&row.target).into(),
                row.camps.support.into(),
                row.camps.oppose.into(),
                row.camps.neutral.into(),
                row.camps.mixed.into(),
                Value::score(row.contested),
            ],
            about: row.target.name.to_string(),
            stances: row.stances.clone().unwrap_or_default(),
        });
        let numbers = ["support", "oppose", "neutral", "mixed", "contested"].map(Column::number);
        let columns = std::iter::once(Column::target("target")).chain(numbers).collect();
        let notes = left_out(self.omitted[0], "target").into_iter().chain(self.out_of_time());
        let (rows, notes) = (rows.collect(), notes.collect());
        Table { title: self.headline(), columns, rows, notes }
    }

    /// A note on stances that the counts leave out because of their dates.
    fn out_of_time(&self) -> Option<Note> {
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
        let note = || Note::say(format!("{parts}; ")).and_ask(Suggestion::Ever);
        (!parts.is_empty()).then(|| note().and_say(" counts everything"))
    }

    fn actors_table(&self) -> Table<'_> {
        let rows = self.by_actor.iter().map(|row| Row {
            values: counted((&row.actor).into(), row.counts),
            about: row.actor.name.to_string(),
            stances: row.stances.clone().unwrap_or_default(),
        });
        let (columns, rows) = (counted_columns(Column::actor("actor")), rows.collect());
        let notes = Vec::from_iter(left_out(self.omitted[1], "actor"));
        Table { title: "Stances by actor".into(), columns, rows, notes }
    }

    fn sources_table(&self) -> Table<'_> {
        let rows = self.by_source.iter().map(|row| Row {
            values: counted(row.name().into(), row.counts),
            about: row.name(),
            stances: row.stances.clone().unwrap_or_default(),
        });
        let (columns, rows) = (counted_columns(Column::text("source")), rows.collect());
        let notes = Vec::from_iter(left_out(self.omitted[2], "source"));
        Table { title: "Stances by source".into(), columns, rows, notes }
    }
}

fn counted_columns(first: Column) -> Vec<Column> {
    let numbers = ["stances", "support", "oppose", "neutral"].map(Column::number);
    std::iter::once(first).chain(numbers).collect()
}

fn counted(name: Value, counts: Counts) -> Vec<Value> {
    let numbers = [counts.total(), counts.support, counts.oppose, counts.neutral];
    std::iter::once(name).chain(numbers.map(Value::from)).collect()
}
