//! Who and what a view shows.

use super::{ActorIx, LabelIx, Node, SourceIx, StanceGraph, StanceRef};
use crate::error::Error;
use crate::model::Position;

/// Which targets a view shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TargetKind {
    /// Issues and actors.
    #[default]
    All,
    /// Issues alone.
    Issues,
    /// Actors alone.
    Actors,
}

/// What a view shows. An empty list lets everything through; of a list, any
/// entry will do; of several lists, all must fit.
///
/// ```
/// use stancegraph::graph::Filter;
/// use stancegraph::model::Position;
///
/// let filter = Filter { positions: vec![Position::Oppose], ..Filter::default() };
/// assert_eq!(filter.to_string(), "position oppose");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Actors, by id, name or alias.
    pub actors: Vec<String>,
    /// Issues, by id, name or alias.
    pub issues: Vec<String>,
    /// Issues or actors, by id, name or alias.
    pub targets: Vec<String>,
    /// Which kind of targets.
    pub target_kind: TargetKind,
    /// Positions. Of a snapshot they select standings and not stances: those for which a stance of such
    /// a position is in force. A standing comes through whole, so that a superseded stance never counts as
    /// the position, and half of what is mixed not as a side.
    pub positions: Vec<Position>,
    /// Labels.
    pub labels: Vec<String>,
    /// Sources, by id.
    pub sources: Vec<String>,
    /// Speakers, by id, name or alias.
    pub speakers: Vec<String>,
    /// Coders.
    pub coders: Vec<String>,
    /// A text that the label, quote, note or locator has, or the name of the
    /// actor or target, in any case.
    pub text: Option<String>,
}

impl std::fmt::Display for Filter {
    /// `actor Russia, China; position oppose`; nothing for a filter that lets everything through.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let positions = self.positions.iter().map(Position::to_string).collect::<Vec<_>>();
        let text = self.text.iter().cloned().collect::<Vec<_>>();
        let kind = match self.target_kind {
            TargetKind::All => vec![],
            TargetKind::Issues => vec!["issues only".to_owned()],
            TargetKind::Actors => vec!["actors only".to_owned()],
        };
        let lists = [
            ("actor", &self.actors),
            ("issue", &self.issues),
            ("target", &self.targets),
            ("targets", &kind),
            ("position", &positions),
            ("label", &self.labels),
            ("source", &self.sources),
            ("speaker", &self.speakers),
            ("coder", &self.coders),
            ("text", &text),
        ];
        let lists = lists.iter().filter(|(_, list)| !list.is_empty());
        let lists = lists.map(|(name, list)| format!("{name} {}", list.join(", ")));
        f.write_str(&lists.collect::<Vec<_>>().join("; "))
    }
}

/// A filter whose names are found in a graph. `None` lets everything through.
#[derive(Clone, Debug, Default)]
pub(super) struct Sieve {
    actors: Option<Vec<ActorIx>>,
    targets: Option<Vec<Node>>,
    kind: TargetKind,
    positions: Option<Vec<Position>>,
    labels: Option<Vec<LabelIx>>,
    sources: Option<Vec<SourceIx>>,
    speakers: Option<Vec<ActorIx>>,
    coders: Option<Vec<String>>,
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
            labels: find(&filter.labels, |name| graph.find_label(name))?,
            sources: find(&filter.sources, |name| graph.find_source(name))?,
            speakers: find(&filter.speakers, |name| graph.find_actor(name))?,
            coders: find(&filter.coders, |name| Ok(name.clone()))?,
            text: filter.text.as_ref().map(|text| text.to_lowercase()),
        })
    }

    /// Whether a stance comes through, with the actor it counts for and its target.
    pub(super) fn passes(&self, stance: StanceRef, actor: ActorIx, target: Node) -> bool {
        self.passes_position(stance) && self.passes_but_for_position(stance, actor, target)
    }

    pub(super) fn passes_position(&self, stance: StanceRef) -> bool {
        has(self.positions.as_ref(), Some(&stance.edge().position()))
    }

    /// Whether a stance comes through, whatever its position.
    pub(super) fn passes_but_for_position(
        &self,
        stance: StanceRef,
        actor: ActorIx,
        target: Node,
    ) -> bool {
        let edge = stance.edge();
        // Of a group, one can ask for some of its actors.
        let is_asked_for =
            |actors: &Vec<ActorIx>| actors.contains(&actor) || actors.contains(&stance.actor_ix());
        self.actors.as_ref().is_none_or(is_asked_for)
            && has(self.targets.as_ref(), Some(&target))
            && self.passes_kind(target)
            && has(self.labels.as_ref(), Some(&edge.label))
            && has(self.sources.as_ref(), edge.source.as_ref())
            && has(self.speakers.as_ref(), edge.speaker.as_ref())
            && self.passes_coder(stance)
            && self.passes_text(stance)
    }

    fn passes_kind(&self, target: Node) -> bool {
        match self.kind {
            TargetKind::All => true,
            TargetKind::Issues => matches!(target, Node::Issue(_)),
            TargetKind::Actors => matches!(target, Node::Actor(_)),
        }
    }

    fn passes_coder(&self, stance: StanceRef) -> bool {
        let Some(coders) = &self.coders else { return true };
        stance.coder().is_some_and(|coder| coders.iter().any(|known| known == coder))
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
