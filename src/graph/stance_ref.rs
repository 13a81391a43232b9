//! References to the stances of a graph.

use std::borrow::Cow;
use std::fmt;

use petgraph::graph::{EdgeIndex, NodeIndex};

use super::builder::Texts;
use super::derived_id::derived_id;
use super::edge::{Number, Stamp};
use super::{ActorIx, LabelIx, Node, SourceIx, StanceEdge, StanceGraph, StanceIx};
use crate::error::Place;
use crate::model::{
    Actor, Characters, Confidence, Date, Issue, LabelMeaning, Position, Provenance, Source, Stance,
    StanceId, Status, Strength, Target, Weight,
};

/// A stance of a graph, with everything known about it.
#[derive(Clone, Copy)]
pub struct StanceRef<'g> {
    graph: &'g StanceGraph,
    index: EdgeIndex,
}

/// The target of a stance: an actor or an issue.
// Closed: a target is an issue or an actor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TargetRef<'g> {
    /// Another actor.
    Actor(&'g Actor),
    /// An issue.
    Issue(&'g Issue),
}

impl<'g> TargetRef<'g> {
    /// The id of the actor or the issue.
    #[must_use]
    pub fn id(self) -> &'g str {
        match self {
            Self::Actor(actor) => actor.id.as_str(),
            Self::Issue(issue) => issue.id.as_str(),
        }
    }

    /// The name of the actor or the issue.
    #[must_use]
    pub fn title(self) -> &'g str {
        match self {
            Self::Actor(actor) => actor.title(),
            Self::Issue(issue) => issue.title(),
        }
    }

    /// Whether it is an actor.
    #[must_use]
    pub fn is_actor(self) -> bool {
        matches!(self, Self::Actor(_))
    }
}

impl<'g> StanceRef<'g> {
    #[inline]
    pub(super) fn new(graph: &'g StanceGraph, index: EdgeIndex) -> Self {
        Self { graph, index }
    }

    /// The graph that it belongs to.
    #[must_use]
    pub fn graph(self) -> &'g StanceGraph {
        self.graph
    }

    /// Its number in the graph.
    #[must_use]
    pub fn number(self) -> StanceIx {
        StanceIx::new(Number::new(self.index.index()), self.graph.stamp)
    }

    /// The edge's number in the petgraph.
    #[must_use]
    pub fn index(self) -> EdgeIndex {
        self.index
    }

    /// The edge.
    #[must_use]
    #[inline]
    pub fn edge(self) -> &'g StanceEdge {
        &self.graph.graph[self.index]
    }

    /// The nodes at both ends of the edge.
    #[must_use]
    #[inline]
    pub fn ends(self) -> (Node, Node) {
        let (from, to) = self.nodes();
        (self.graph.graph[from], self.graph.graph[to])
    }

    /// The petgraph numbers of the nodes at both ends.
    #[inline]
    pub(super) fn nodes(self) -> (NodeIndex, NodeIndex) {
        self.graph.graph.edge_endpoints(self.index).expect("the edge exists")
    }

    /// The number of the target's node.
    #[inline]
    pub(crate) fn target_number(self) -> usize {
        self.nodes().1.index()
    }

    pub(super) fn previous(self) -> Option<Self> {
        let index = self.index.index().checked_sub(1)?;
        Some(Self { index: EdgeIndex::new(index), ..self })
    }

    fn texts(self) -> Option<&'g Texts> {
        self.graph.evidence.of(self.index)
    }

    /// The id: its own, otherwise the derived one.
    #[must_use]
    pub fn id(self) -> StanceId {
        self.own_id().cloned().unwrap_or_else(|| derived_id(self))
    }

    /// The id in the file.
    #[must_use]
    pub fn own_id(self) -> Option<&'g StanceId> {
        self.texts()?.id.as_ref()
    }

    /// The actor who holds the position.
    #[must_use]
    pub fn actor(self) -> &'g Actor {
        self.graph.actor(self.actor_ix())
    }

    /// The number of the actor who holds the position.
    #[must_use]
    #[inline]
    pub fn actor_ix(self) -> ActorIx {
        // Edges begin at actors, and actors are the first nodes.
        ActorIx::new(Number::new(self.nodes().0.index()), self.stamp())
    }

    /// The actor who spoke for the actor.
    #[must_use]
    pub fn speaker(self) -> Option<&'g Actor> {
        self.edge().speaker.map(|speaker| self.graph.actor_numbered(speaker))
    }

    /// The number of the actor who spoke for the actor.
    #[must_use]
    pub fn speaker_ix(self) -> Option<ActorIx> {
        self.edge().speaker.map(|speaker| ActorIx::new(speaker, self.stamp()))
    }

    fn stamp(self) -> Stamp {
        self.graph.stamp
    }

    /// The label on the edge.
    #[must_use]
    pub fn label(self) -> &'g str {
        self.graph.label_numbered(self.edge().label)
    }

    /// The number of its label.
    #[must_use]
    pub fn label_ix(self) -> LabelIx {
        LabelIx::new(self.edge().label, self.stamp())
    }

    /// The target.
    #[must_use]
    pub fn target(self) -> TargetRef<'g> {
        self.graph.target_of(self.ends().1)
    }

    /// The actor to whom a stance on an issue is addressed.
    #[must_use]
    pub fn toward(self) -> Option<&'g Actor> {
        self.edge().toward.map(|toward| self.graph.actor_numbered(toward))
    }

    /// The number of the actor to whom it is addressed.
    #[must_use]
    pub fn toward_ix(self) -> Option<ActorIx> {
        self.edge().toward.map(|toward| ActorIx::new(toward, self.stamp()))
    }

    /// The label, with the addressee of a stance on an issue if there is one: `urges restraint`, `urges restraint
    /// → North Korea`.
    ///
    /// ```
    /// use stancegraph::model::{ActorId, Stance};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// let stance = Stance::on_issue("Russia", "opposes", "THAAD")?;
    /// builder.stance(&stance.with_toward(ActorId::new("Seoul")?));
    /// let graph = builder.build()?;
    /// let stance = graph.stances().next().expect("there is one");
    /// assert_eq!(stance.wording(), "opposes → Seoul");
    /// assert_eq!(stance.to_string(), "Russia opposes THAAD, toward Seoul");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn wording(self) -> Cow<'g, str> {
        match self.toward() {
            Some(actor) => format!("{} → {}", self.label(), actor.title()).into(),
            None => self.label().into(),
        }
    }

    /// The side that it takes.
    #[must_use]
    pub fn position(self) -> Position {
        self.edge().position()
    }

    /// The strength of the position.
    #[must_use]
    pub fn strength(self) -> Strength {
        self.edge().strength()
    }

    /// The weight in the unit of its file: its own weight, otherwise its strength as a fraction of
    /// [`heaviest`](StanceGraph::heaviest).
    ///
    /// ```
    /// use stancegraph::model::{Stance, Weight};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (target, weight) in [("bob", 12.0), ("cem", 1.0)] {
    ///     let mut stance = Stance::toward_actor("ann", "supports", target)?;
    ///     stance.weight = Some(Weight::new(weight)?);
    ///     builder.stance(&stance);
    /// }
    /// let graph = builder.build()?;
    /// let weights = graph.stances().map(|stance| stance.weight()).collect::<Vec<_>>();
    /// assert_eq!(weights, [12.0, 1.0]);
    /// let strengths = graph.stances().map(|stance| stance.strength().get()).collect::<Vec<_>>();
    /// assert_eq!(strengths, [1.0, 1.0 / 12.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn weight(self) -> f64 {
        self.graph.weights.of(self.index, self.edge())
    }

    /// The position as one number in the unit of its file: its sign times its weight.
    #[must_use]
    pub fn signed_weight(self) -> f64 {
        f64::from(self.position().sign()) * self.weight()
    }

    /// The weight in its file, if the graph has weights that differ from strengths.
    #[must_use]
    pub fn own_weight(self) -> Option<Weight> {
        let is_own = self.edge().is_weighed() && self.graph.heaviest() > 1.0;
        is_own.then(|| Weight::new(self.weight()).expect("it was read as one"))
    }

    /// The position as one number in [-1, 1].
    #[must_use]
    pub fn signed(self) -> f64 {
        self.edge().signed()
    }

    /// The date on which it was said.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        self.edge().date
    }

    /// The last date on which it holds.
    #[must_use]
    pub fn until(self) -> Option<Date> {
        self.edge().until
    }

    /// The source in which it was said.
    #[must_use]
    pub fn source(self) -> Option<&'g Source> {
        self.edge().source.map(|source| self.graph.source_numbered(source))
    }

    /// The number of the source.
    #[must_use]
    pub fn source_ix(self) -> Option<SourceIx> {
        self.edge().source.map(|source| SourceIx::new(source, self.stamp()))
    }

    /// The place in the source.
    #[must_use]
    pub fn locator(self) -> Option<&'g str> {
        self.texts()?.locator.as_deref()
    }

    /// The words of the source.
    #[must_use]
    pub fn quote(self) -> Option<&'g str> {
        self.texts()?.quote.as_deref()
    }

    /// The coder's note on it.
    #[must_use]
    pub fn note(self) -> Option<&'g str> {
        self.texts()?.note.as_deref()
    }

    /// The name of the coder.
    #[must_use]
    pub fn coder(self) -> Option<&'g str> {
        self.texts()?.coder.as_deref()
    }

    /// The grade of the evidence.
    #[must_use]
    pub fn grade(self) -> Option<&'g str> {
        self.texts()?.grade.as_deref()
    }

    /// Whether a person has confirmed it. In a graph without its drafts, every stance is confirmed.
    #[must_use]
    pub fn status(self) -> Status {
        self.provenance().status
    }

    /// The characters of the source's text that it quotes.
    #[must_use]
    pub fn characters(self) -> Option<Characters> {
        self.provenance().characters
    }

    /// Who or what proposed it.
    #[must_use]
    pub fn proposed_by(self) -> Option<&'g str> {
        self.provenance().proposed_by
    }

    /// The rule by which it was proposed.
    #[must_use]
    pub fn rule(self) -> Option<&'g str> {
        self.provenance().rule
    }

    /// How likely it was right when it was proposed.
    #[must_use]
    pub fn confidence(self) -> Option<Confidence> {
        self.provenance().confidence
    }

    /// Its status, its characters, and who proposed it.
    #[must_use]
    pub fn provenance(self) -> Provenance<&'g str> {
        let known = self.texts().and_then(|texts| texts.provenance.as_deref());
        known.map(|known| known.map(|text| &**text)).unwrap_or_default()
    }

    /// The place in the files.
    #[must_use]
    pub fn place(self) -> Option<Place> {
        self.graph.origins[self.index.index()].place()
    }

    /// The meaning that its label implies, if it has the same position.
    fn implied(self) -> Option<LabelMeaning> {
        let edge = self.edge();
        let on_actor = self.target().is_actor();
        let implied = self.graph.meaning(edge.label, on_actor);
        implied.filter(|meaning| meaning.position == edge.position())
    }

    /// Its strength, if it differs from the one that its label implies.
    pub(crate) fn own_strength(self) -> Option<Strength> {
        let implied = self.implied().map_or(Strength::FULL, |meaning| meaning.strength);
        let is_own = self.own_weight().is_none() && self.strength() != implied;
        is_own.then(|| self.strength())
    }

    /// The stance as a file writes it, without what the label implies.
    #[must_use]
    pub fn to_stance(self) -> Stance {
        let edge = self.edge();
        let (issue, toward) = match self.target() {
            TargetRef::Issue(issue) => (Some(issue.id.clone()), self.toward()),
            TargetRef::Actor(actor) => (None, Some(actor)),
        };
        let says_position = self.implied().is_none();
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let Provenance { status, characters, proposed_by, rule, confidence } = self.provenance();
        Stance {
            id: self.own_id().cloned(),
            actor: self.actor().id.clone(),
            speaker: self.speaker().map(|speaker| speaker.id.clone()),
            label: Some(self.label().to_owned()),
            issue,
            toward: toward.map(|actor| actor.id.clone()),
            position: says_position.then(|| edge.position()),
            strength: self.own_strength(),
            weight: self.own_weight(),
            date: edge.date,
            until: edge.until,
            source: self.source().map(|source| source.id.clone()),
            locator: owned(self.locator()),
            quote: owned(self.quote()),
            note: owned(self.note()),
            coder: owned(self.coder()),
            grade: owned(self.grade()),
            status,
            characters,
            proposed_by: owned(proposed_by),
            rule: owned(rule),
            confidence,
        }
    }

    /// The target, by id.
    #[must_use]
    pub fn target_id(self) -> Target {
        match self.target() {
            TargetRef::Actor(actor) => Target::Actor(actor.id.clone()),
            TargetRef::Issue(issue) => Target::Issue(issue.id.clone()),
        }
    }
}

impl fmt::Display for StanceRef<'_> {
    /// `Russia opposes THAAD deployment`, `Russia opposes THAAD deployment, toward South Korea`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.actor().title(), self.label(), self.target().title())?;
        self.toward().map_or(Ok(()), |actor| write!(f, ", toward {}", actor.title()))
    }
}

impl fmt::Debug for StanceRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StanceRef({}: {self})", self.id())
    }
}
