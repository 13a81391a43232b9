//! Filters, which select the stances that a view shows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorIx, Node, Number, StanceGraph, StanceRef};
use crate::error::Error;
use crate::model::{Actor, Position};

/// The kind of targets that a view shows.
// Closed: a target is an issue or an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TargetKind {
    /// Issues and actors.
    #[default]
    All,
    /// Issues only.
    Issues,
    /// Actors only.
    Actors,
}

/// The stances that a view shows. A stance must match every list that is not empty; it matches a list if it
/// matches any of its entries.
///
/// ```
/// use stancegraph::graph::Filter;
/// use stancegraph::model::Position;
///
/// let filter = Filter::default().with_positions([Position::Oppose]);
/// assert_eq!(filter.to_string(), "position oppose");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Filter {
    /// Actors, by id, name or alias.
    pub actors: Vec<String>,
    /// Issues, by id, name or alias.
    pub issues: Vec<String>,
    /// Issues or actors, by id, name or alias.
    pub targets: Vec<String>,
    /// The kind of targets.
    pub target_kind: TargetKind,
    /// Positions. In a snapshot they select standings, not stances: those for which a stance with such a position
    /// is in force. A standing is selected as a whole, so a superseded stance never counts as the actor's
    /// position, and one half of a mixed standing never counts as a side.
    pub positions: Vec<Position>,
    /// Labels.
    pub labels: Vec<String>,
    /// Sources, by id.
    pub sources: Vec<String>,
    /// Speakers, by id, name or alias.
    pub speakers: Vec<String>,
    /// Coders.
    pub coders: Vec<String>,
    /// Grades of the evidence.
    pub grades: Vec<String>,
    /// A text that occurs in the label, quote, note or locator, or in the name of the actor, target or speaker,
    /// ignoring case.
    pub text: Option<String>,
}

setters! {
    Filter {
        with_actors(actors: [String]);
        with_issues(issues: [String]);
        with_targets(targets: [String]);
        with_target_kind(target_kind: TargetKind);
        with_positions(positions: [Position]);
        with_labels(labels: [String]);
        with_sources(sources: [String]);
        with_speakers(speakers: [String]);
        with_coders(coders: [String]);
        with_grades(grades: [String]);
        with_text(text: ?text);
    }
}

impl std::fmt::Display for Filter {
    /// Writes `actor Russia, China; position oppose`; nothing for an empty filter.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let positions = self.positions.iter().map(Position::to_string).collect::<Vec<_>>();
        let text = self.text.iter().cloned().collect::<Vec<_>>();
        let kind = match self.target_kind {
            TargetKind::All => vec![],
            TargetKind::Issues => vec!["issues only".to_owned()],
            TargetKind::Actors => vec!["actors only".to_owned()],
        };
        let mut lists =
            Facet::ALL.map(|facet| (facet.name(), facet.wanted(self).as_slice())).to_vec();
        lists.insert(3, ("targets", &kind));
        lists.insert(4, ("position", &positions));
        lists.push(("text", &text));
        let lists = lists.iter().filter(|(_, list)| !list.is_empty());
        let lists = lists.map(|(name, list)| format!("{name} {}", list.join(", ")));
        f.write_str(&lists.collect::<Vec<_>>().join("; "))
    }
}

/// The lists of names of a [`Filter`].
///
/// The command line, the page and captions offer what is listed here. To add one, add a field to [`Filter`] and a
/// variant here, then fix what the compiler reports.
///
/// ```
/// use stancegraph::graph::{Facet, Filter};
///
/// let mut filter = Filter::default();
/// Facet::Grade.wanted_mut(&mut filter).push("A".into());
/// assert_eq!(filter.grades, ["A"]);
/// assert_eq!(filter.to_string(), "grade A");
/// ```
// Closed: whoever offers filters has to offer each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// The actor of the stance.
    Actor,
    /// The issue that the stance is on.
    Issue,
    /// The issue or actor that the stance is on.
    Target,
    /// The label.
    Label,
    /// The source.
    Source,
    /// The speaker, if it is not the actor itself.
    Speaker,
    /// The coder.
    Coder,
    /// The grade of the evidence.
    Grade,
}

impl Facet {
    /// All facets.
    pub const ALL: [Self; 8] = [
        Self::Actor,
        Self::Issue,
        Self::Target,
        Self::Label,
        Self::Source,
        Self::Speaker,
        Self::Coder,
        Self::Grade,
    ];

    /// The name, as on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Issue => "issue",
            Self::Target => "target",
            Self::Label => "label",
            Self::Source => "source",
            Self::Speaker => "speaker",
            Self::Coder => "coder",
            Self::Grade => "grade",
        }
    }

    /// The name of the list in a [`Filter`].
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Actor => "actors",
            Self::Issue => "issues",
            Self::Target => "targets",
            Self::Label => "labels",
            Self::Source => "sources",
            Self::Speaker => "speakers",
            Self::Coder => "coders",
            Self::Grade => "grades",
        }
    }

    /// The list in a filter.
    #[must_use]
    pub fn wanted(self, filter: &Filter) -> &Vec<String> {
        match self {
            Self::Actor => &filter.actors,
            Self::Issue => &filter.issues,
            Self::Target => &filter.targets,
            Self::Label => &filter.labels,
            Self::Source => &filter.sources,
            Self::Speaker => &filter.speakers,
            Self::Coder => &filter.coders,
            Self::Grade => &filter.grades,
        }
    }

    /// The list in a filter, to change it.
    pub fn wanted_mut(self, filter: &mut Filter) -> &mut Vec<String> {
        match self {
            Self::Actor => &mut filter.actors,
            Self::Issue => &mut filter.issues,
            Self::Target => &mut filter.targets,
            Self::Label => &mut filter.labels,
            Self::Source => &mut filter.sources,
            Self::Speaker => &mut filter.speakers,
            Self::Coder => &mut filter.coders,
            Self::Grade => &mut filter.grades,
        }
    }

    /// The value of a stance, if it has one: the text by which a filter finds it, and the name for people.
    #[must_use]
    pub fn of<'g>(self, stance: StanceRef<'g>) -> Option<(&'g str, &'g str)> {
        let actor = |actor: &'g Actor| (actor.id.as_str(), actor.title());
        let text = |text: &'g str| (text, text);
        match self {
            Self::Actor => Some(actor(stance.actor())),
            Self::Issue => Self::Target.of(stance).filter(|_| !stance.target().is_actor()),
            Self::Target => Some((stance.target().id(), stance.target().title())),
            Self::Label => Some(text(stance.label())),
            Self::Source => stance.source().map(|source| (source.id.as_str(), source.title())),
            Self::Speaker => stance.speaker().map(actor),
            Self::Coder => stance.coder().map(text),
            Self::Grade => stance.grade().map(text),
        }
    }
}

impl Filter {
    /// The same filter with actors, issues, speakers and targets by their names instead of ids or aliases.
    #[cfg(feature = "svg")]
    pub(super) fn in_names(&self, graph: &StanceGraph) -> Self {
        let named = |names: &[String], title: &dyn Fn(&str) -> Option<String>| {
            names.iter().map(|name| title(name).unwrap_or_else(|| name.clone())).collect()
        };
        let title = |node: Node| graph.target_of(node).title().to_owned();
        let actor = |name: &str| graph.find_actor(name).ok().map(Node::Actor).map(title);
        let issue = |name: &str| graph.find_issue(name).ok().map(Node::Issue).map(title);
        let target = |name: &str| graph.find_target(name).ok().map(title);
        Self {
            actors: named(&self.actors, &actor),
            speakers: named(&self.speakers, &actor),
            issues: named(&self.issues, &issue),
            targets: named(&self.targets, &target),
            ..self.clone()
        }
    }
}

/// A filter whose names are resolved in a graph. `None` lets everything through.
#[derive(Clone, Debug, Default)]
pub(super) struct Sieve {
    actors: Option<Vec<ActorIx>>,
    targets: Option<Vec<Node>>,
    kind: TargetKind,
    positions: Option<Vec<Position>>,
    labels: Option<Vec<Number>>,
    sources: Option<Vec<Number>>,
    speakers: Option<Vec<Number>>,
    coders: Option<Vec<String>>,
    grades: Option<Vec<String>>,
    text: Option<String>,
}

impl Sieve {
    pub(super) fn new(filter: &Filter, graph: &StanceGraph) -> Result<Self, Error> {
        let issues = find(&filter.issues, |name| graph.find_issue(name).map(Node::Issue))?;
        let targets = find(&filter.targets, |name| graph.find_target(name))?;
        let targets = match (issues, targets) {
            (Some(issues), Some(targets)) => {
                Some(issues.into_iter().filter(|issue| targets.contains(issue)).collect())
            }
            (issues, targets) => issues.or(targets),
        };
        Ok(Self {
            actors: find(&filter.actors, |name| graph.find_actor(name))?,
            targets,
            kind: filter.target_kind,
            positions: find(&filter.positions, |position| Ok(*position))?,
            labels: find(&filter.labels, |name| graph.find_label(name).map(|label| label.number))?,
            sources: find(&filter.sources, |name| {
                graph.find_source(name).map(|source| source.number)
            })?,
            speakers: find(&filter.speakers, |name| {
                graph.find_actor(name).map(|actor| actor.number)
            })?,
            coders: find(&filter.coders, |name| Ok(name.clone()))?,
            grades: find(&filter.grades, |name| Ok(name.clone()))?,
            text: filter.text.as_ref().map(|text| text.to_lowercase()),
        })
    }

    /// Whether a stance passes, given its target and the actor for which it counts.
    pub(super) fn passes(&self, stance: StanceRef, actor: ActorIx, target: Node) -> bool {
        self.passes_position(stance) && self.passes_but_for_position(stance, actor, target)
    }

    pub(super) fn passes_position(&self, stance: StanceRef) -> bool {
        has(self.positions.as_ref(), Some(&stance.edge().position()))
    }

    /// Whether a stance passes, whatever its position.
    pub(super) fn passes_but_for_position(
        &self,
        stance: StanceRef,
        actor: ActorIx,
        target: Node,
    ) -> bool {
        let edge = stance.edge();
        // A query can ask for some actors of a group.
        let is_asked_for =
            |actors: &Vec<ActorIx>| actors.contains(&actor) || actors.contains(&stance.actor_ix());
        self.actors.as_ref().is_none_or(is_asked_for)
            && has(self.targets.as_ref(), Some(&target))
            && self.passes_kind(target)
            && has(self.labels.as_ref(), Some(&edge.label))
            && has(self.sources.as_ref(), edge.source.as_ref())
            && has(self.speakers.as_ref(), edge.speaker.as_ref())
            && is_one_of(self.coders.as_ref(), || stance.coder())
            && is_one_of(self.grades.as_ref(), || stance.grade())
            && self.passes_text(stance)
    }

    fn passes_kind(&self, target: Node) -> bool {
        match self.kind {
            TargetKind::All => true,
            TargetKind::Issues => matches!(target, Node::Issue(_)),
            TargetKind::Actors => matches!(target, Node::Actor(_)),
        }
    }

    fn passes_text(&self, stance: StanceRef) -> bool {
        let Some(text) = &self.text else { return true };
        let has = |words: &str| words.to_lowercase().contains(text);
        has(stance.label())
            || has(stance.actor().title())
            || has(stance.target().title())
            || stance.speaker().is_some_and(|speaker| has(speaker.title()))
            || [stance.quote(), stance.note(), stance.locator()].into_iter().flatten().any(has)
    }
}

fn find<N, T>(names: &[N], find: impl Fn(&N) -> Result<T, Error>) -> Result<Option<Vec<T>>, Error> {
    let found = names.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    Ok((!found.is_empty()).then_some(found))
}

fn has<T: PartialEq>(list: Option<&Vec<T>>, thing: Option<&T>) -> bool {
    list.is_none_or(|list| thing.is_some_and(|thing| list.contains(thing)))
}

fn is_one_of<'s>(wanted: Option<&Vec<String>>, text: impl FnOnce() -> Option<&'s str>) -> bool {
    let Some(wanted) = wanted else { return true };
    text().is_some_and(|text| wanted.iter().any(|known| known == text))
}
