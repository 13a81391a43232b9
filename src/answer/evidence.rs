//! Evidence: the stances that an answer rests on, and names with their ids.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use petgraph::graph::EdgeIndex;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::graph::{StanceGraph, StanceRef, Standing, TargetRef};
use crate::model::{Actor, Characters, Confidence, Date, Position, Source, Status, Weight};

/// A stance, and whether a later one of the same actor on the same target supersedes it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Said<'g> {
    /// The stance.
    pub stance: StanceRef<'g>,
    /// Whether it is no longer in force.
    pub is_superseded: bool,
}

/// The stances that a result rests on.
///
/// They are looked up when they are asked for. JSON contains their ids; after reading from JSON, only the ids are
/// available.
#[derive(Clone)]
pub struct Stances<'g>(Origin<'g>);

#[derive(Clone)]
enum Origin<'g> {
    Graph(&'g StanceGraph, Find<'g>),
    Ids(Vec<String>),
    /// The stances may belong to several graphs.
    Joined(Arc<[Stances<'g>]>),
}

/// A function that finds the edges of stances, each with whether it is superseded.
type Find<'g> = Arc<dyn Fn() -> Vec<(EdgeIndex, bool)> + Send + Sync + 'g>;

impl<'g> Stances<'g> {
    /// Stances of a graph, none of them superseded.
    pub fn new(
        graph: &'g StanceGraph,
        stances: impl Fn() -> Vec<StanceRef<'g>> + Send + Sync + 'g,
    ) -> Self {
        let found = |stance: StanceRef| (stance.index(), false);
        Self::found(graph, move || stances().into_iter().map(found).collect())
    }

    /// Stances of a graph, some of them superseded.
    pub fn marked(
        graph: &'g StanceGraph,
        said: impl Fn() -> Vec<Said<'g>> + Send + Sync + 'g,
    ) -> Self {
        let found = |said: Said| (said.stance.index(), said.is_superseded);
        Self::found(graph, move || said().into_iter().map(found).collect())
    }

    fn found(
        graph: &'g StanceGraph,
        find: impl Fn() -> Vec<(EdgeIndex, bool)> + Send + Sync + 'g,
    ) -> Self {
        Self(Origin::Graph(graph, Arc::new(find)))
    }

    /// All stances of a standing.
    #[must_use]
    pub fn of(standing: Standing<'g>) -> Self {
        Self::marked(standing.graph(), move || standing.said().map(Said::from).collect())
    }

    /// The stances that decide a standing.
    #[must_use]
    pub fn deciding(standing: Standing<'g>) -> Self {
        Self::new(standing.graph(), move || standing.deciding().collect())
    }

    /// These stances, none of them superseded.
    #[must_use]
    pub fn listed(stances: Vec<StanceRef<'g>>) -> Self {
        match stances.first() {
            Some(first) => Self::new(first.graph(), move || stances.clone()),
            None => Self::none(),
        }
    }

    /// No stances.
    #[must_use]
    pub fn none() -> Self {
        Self::from_ids(Vec::new())
    }

    /// Stances of which only the ids are known.
    #[must_use]
    pub fn from_ids(ids: Vec<String>) -> Self {
        Self(Origin::Ids(ids))
    }

    /// The stances of several lists, one after the other.
    #[must_use]
    pub fn joined(all: Vec<Self>) -> Self {
        Self(Origin::Joined(all.into()))
    }

    /// The stances; empty if they were read from JSON, which contains only their [ids](Self::ids).
    #[must_use]
    pub fn said(&self) -> Vec<Said<'g>> {
        match &self.0 {
            Origin::Graph(graph, find) => {
                let said =
                    |(edge, is_superseded)| Said { stance: graph.stance(edge), is_superseded };
                find().into_iter().map(said).collect()
            }
            Origin::Ids(_) => Vec::new(),
            Origin::Joined(all) => all.iter().flat_map(Self::said).collect(),
        }
    }

    /// The stances, without whether they are superseded; empty if they were read from JSON.
    #[must_use]
    pub fn stances(&self) -> Vec<StanceRef<'g>> {
        self.said().into_iter().map(|said| said.stance).collect()
    }

    /// The ids of the stances.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        match &self.0 {
            Origin::Graph(..) => {
                self.stances().iter().map(|stance| stance.id().to_string()).collect()
            }
            Origin::Ids(ids) => ids.clone(),
            Origin::Joined(all) => all.iter().flat_map(Self::ids).collect(),
        }
    }

    /// The number of stances.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Origin::Graph(_, find) => find().len(),
            Origin::Ids(ids) => ids.len(),
            Origin::Joined(all) => all.iter().map(Self::len).sum(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Default for Stances<'_> {
    fn default() -> Self {
        Self::none()
    }
}

impl fmt::Debug for Stances<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.ids()).finish()
    }
}

/// Two values are equal if they have the same ids.
impl PartialEq for Stances<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.ids() == other.ids()
    }
}

impl Serialize for Stances<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Origin::Graph(..) => {
                serializer.collect_seq(self.stances().iter().map(|stance| stance.id()))
            }
            Origin::Ids(ids) => serializer.collect_seq(ids),
            Origin::Joined(_) => serializer.collect_seq(self.ids()),
        }
    }
}

impl<'de> Deserialize<'de> for Stances<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from_ids)
    }
}

impl JsonSchema for Stances<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Stances".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<String>::json_schema(generator)
    }
}

impl<'g> From<(StanceRef<'g>, bool)> for Said<'g> {
    fn from((stance, is_superseded): (StanceRef<'g>, bool)) -> Self {
        Self { stance, is_superseded }
    }
}

/// An actor, by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ActorName<'g> {
    /// The id.
    pub id: Cow<'g, str>,
    /// The name; the id if there is none.
    pub name: Cow<'g, str>,
}

/// An issue or an actor that stances are on, by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TargetName<'g> {
    /// Whether it is an issue or an actor.
    pub kind: NodeKind,
    /// The id.
    pub id: Cow<'g, str>,
    /// The name; the id if there is none.
    pub name: Cow<'g, str>,
}

/// An issue or an actor.
// Closed: a node is an issue or an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// An issue.
    Issue,
    /// An actor.
    Actor,
}

impl NodeKind {
    /// The word for it in JSON and in tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Actor => "actor",
        }
    }
}

/// The source of a stance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SourceName<'g> {
    /// The id.
    pub id: Cow<'g, str>,
    /// The title; the id if there is none.
    pub title: Cow<'g, str>,
    /// The publisher.
    pub publisher: Option<Cow<'g, str>>,
    /// The date of publication.
    pub date: Option<Date>,
    /// The address.
    pub url: Option<Cow<'g, str>>,
    /// The address of an archived copy.
    pub archived: Option<Cow<'g, str>>,
}

/// A stance with all its fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Evidence<'g> {
    /// The id of the stance.
    pub id: String,
    /// The actor who takes the position.
    pub actor: ActorName<'g>,
    /// The speaker who said it for the actor.
    pub speaker: Option<ActorName<'g>>,
    /// The label: "opposes".
    pub label: Cow<'g, str>,
    /// The target.
    pub target: TargetName<'g>,
    /// The actor to whom a stance on an issue is addressed.
    pub toward: Option<ActorName<'g>>,
    /// The position: support, opposition or neutral.
    pub position: Position,
    /// The strength: greater than 0, at most 1.
    pub strength: f64,
    /// The weight, in the unit of its file; absent if the stance has none.
    pub weight: Option<f64>,
    /// The date of the stance.
    pub date: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The source.
    pub source: Option<SourceName<'g>>,
    /// The place in the source: a page, a minute.
    pub locator: Option<Cow<'g, str>>,
    /// The quote.
    pub quote: Option<Cow<'g, str>>,
    /// The note of a coder.
    pub note: Option<Cow<'g, str>>,
    /// The coder.
    pub coder: Option<Cow<'g, str>>,
    /// The grade of the evidence.
    pub grade: Option<Cow<'g, str>>,
    /// Whether a person has confirmed it; absent if so. Drafts count only where they are asked for.
    #[serde(default, skip_serializing_if = "Status::is_confirmed")]
    pub status: Status,
    /// The characters of the source's text that it quotes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characters: Option<Characters>,
    /// Who or what proposed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<Cow<'g, str>>,
    /// The rule by which it was proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Cow<'g, str>>,
    /// How likely it was right when it was proposed, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The file that contains the stance.
    pub file: Option<Cow<'g, str>>,
    /// The line in the file, from 1.
    pub line: Option<u32>,
    /// Whether a later one of the same actor on the same target supersedes it.
    pub superseded: bool,
}

impl ActorName<'_> {
    /// A copy that borrows from this one.
    #[must_use]
    pub fn borrowed(&self) -> ActorName<'_> {
        ActorName { id: Cow::Borrowed(&self.id), name: Cow::Borrowed(&self.name) }
    }
}

impl TargetName<'_> {
    /// Whether the target is an actor.
    #[must_use]
    pub fn is_actor(&self) -> bool {
        self.kind == NodeKind::Actor
    }

    /// A copy that borrows from this one.
    #[must_use]
    pub fn borrowed(&self) -> TargetName<'_> {
        let (id, name) = (Cow::Borrowed(&*self.id), Cow::Borrowed(&*self.name));
        TargetName { kind: self.kind, id, name }
    }
}

impl<'g> From<&'g Actor> for ActorName<'g> {
    fn from(actor: &'g Actor) -> Self {
        Self { id: actor.id.as_str().into(), name: actor.title().into() }
    }
}

impl<'g> From<TargetRef<'g>> for TargetName<'g> {
    fn from(target: TargetRef<'g>) -> Self {
        let kind = match target {
            TargetRef::Actor(_) => NodeKind::Actor,
            TargetRef::Issue(_) => NodeKind::Issue,
        };
        Self { kind, id: target.id().into(), name: target.title().into() }
    }
}

impl<'g> From<&'g Source> for SourceName<'g> {
    fn from(source: &'g Source) -> Self {
        Self {
            id: source.id.as_str().into(),
            title: source.title().into(),
            publisher: source.publisher.as_deref().map(Cow::Borrowed),
            date: source.date,
            url: source.url.as_deref().map(Cow::Borrowed),
            archived: source.archived.as_deref().map(Cow::Borrowed),
        }
    }
}

impl<'g> From<Said<'g>> for Evidence<'g> {
    fn from(said: Said<'g>) -> Self {
        let stance = said.stance;
        let files = stance.graph().files();
        Self {
            id: stance.id().to_string(),
            actor: stance.actor().into(),
            speaker: stance.speaker().map(Into::into),
            label: stance.label().into(),
            target: stance.target().into(),
            toward: stance.toward().map(Into::into),
            position: stance.position(),
            strength: stance.strength().get(),
            weight: stance.own_weight().map(Weight::get),
            date: stance.date(),
            until: stance.until(),
            source: stance.source().map(Into::into),
            locator: stance.locator().map(Cow::Borrowed),
            quote: stance.quote().map(Cow::Borrowed),
            note: stance.note().map(Cow::Borrowed),
            coder: stance.coder().map(Cow::Borrowed),
            grade: stance.grade().map(Cow::Borrowed),
            status: stance.status(),
            characters: stance.characters(),
            proposed_by: stance.proposed_by().map(Cow::Borrowed),
            rule: stance.rule().map(Cow::Borrowed),
            confidence: stance.confidence(),
            file: stance.place().map(|place| files.name(place.file).into()),
            line: stance.place().map(|place| place.line),
            superseded: said.is_superseded,
        }
    }
}
