//! Groups of actors: by kind, or by an attribute.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{ActorIx, IssueIx, Node, Number, RollUp, Stamp, StanceEdge, StanceGraph};
use crate::error::Error;
use crate::model::{Actor, ActorId, Attribute, MAX_ID_LENGTH};

/// The attribute by which actors are grouped.
///
/// ```
/// use stancegraph::graph::Grouping;
///
/// assert_eq!(Grouping::of("kind"), Grouping::Kind);
/// assert_eq!(Grouping::of("region").to_string(), "region");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
#[non_exhaustive]
pub enum Grouping {
    /// The kind of the actor.
    Kind,
    /// A free attribute of the actor.
    Attribute(String),
}

impl Grouping {
    /// The grouping with a name: "kind", or the name of an attribute.
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name {
            "kind" => Self::Kind,
            _ => Self::Attribute(name.into()),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Kind => "kind",
            Self::Attribute(name) => name,
        }
    }

    /// The value by which an actor is grouped, if it has one.
    fn value(&self, actor: &Actor) -> Option<String> {
        let value = match self {
            Self::Kind => actor.kind.clone()?,
            Self::Attribute(name) => match actor.attributes.get(name)? {
                Attribute::Text(text) => text.clone(),
                // "true" alone would say nothing.
                other @ (Attribute::Flag(_) | Attribute::Number(_)) => format!("{name} {other}"),
            },
        };
        Some(clean(&value)).filter(|value| !value.is_empty())
    }
}

/// Puts a text on one line.
fn clean(text: &str) -> String {
    text.replace(char::is_control, " ").trim().to_owned()
}

/// The start of a text, short enough for an id with a number after it.
fn short(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_ID_LENGTH / 2)]
}

impl From<String> for Grouping {
    fn from(name: String) -> Self {
        Self::of(&name)
    }
}

impl From<Grouping> for String {
    fn from(grouping: Grouping) -> Self {
        grouping.to_string()
    }
}

impl JsonSchema for Grouping {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Grouping".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let description = "\"kind\", or the name of an attribute of actors.";
        json_schema!({ "type": "string", "description": description })
    }
}

impl std::fmt::Display for Grouping {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl StanceGraph {
    /// The same graph with a new actor for each group; the actors in the group become its parts.
    ///
    /// A view [by group](super::Unit::Group) then shows the groups. An actor without the attribute takes the value
    /// of the nearest whole that has it; if there is none, the actor belongs to a group for what is missing, such
    /// as `(no kind)`. With `roll_up`, the search starts at the whole instead of the part.
    ///
    /// # Errors
    ///
    /// [`Error::NoKinds`] if actors are grouped by kind and none has a kind; [`Error::NotOne`] if no actor has the
    /// attribute.
    ///
    /// ```
    /// use stancegraph::graph::{Grouping, RollUp, Unit};
    /// use stancegraph::model::{Actor, ActorId, Stance};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (id, label) in [("Russia", "opposes"), ("China", "opposes")] {
    ///     let mut actor = Actor::new(ActorId::new(id)?);
    ///     actor.kind = Some("state".into());
    ///     builder.actor(actor);
    ///     builder.stance(&Stance::on_issue(id, label, "THAAD")?);
    /// }
    /// let graph = builder.build()?.grouped(&Grouping::Kind, RollUp::None)?;
    /// let view = graph.view().by(Unit::Group);
    /// assert_eq!(view.standings().len(), 1);
    /// assert_eq!(view.standings().iter().next().unwrap().to_string(), "state: oppose on THAAD");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn grouped(mut self, by: &Grouping, roll_up: RollUp) -> Result<Self, Error> {
        let values = (0..self.actors.len())
            .map(|actor| self.value(by, self.actor_ix(Number::new(actor)), roll_up));
        let values = values.collect::<Vec<_>>();
        if values.iter().all(Option::is_none) {
            return Err(self.unknown(by));
        }
        if let Some(all) = self.with_drafts.take() {
            self.with_drafts = Some(Arc::new(Arc::unwrap_or_clone(all).grouped(by, roll_up)?));
        }
        let missing = clean(&format!("(no {by})"));
        let values = values.into_iter().map(|value| value.unwrap_or_else(|| missing.clone()));
        let values = values.collect::<Vec<_>>();
        let ids = self.group_ids(by, &values);
        let old = std::mem::take(&mut self.actors);
        let numbers = self.insert(old, &ids);
        let groups = values.iter().map(|value| {
            let id = &ids[value];
            self.actors.binary_search_by(|actor| actor.id.cmp(id)).expect("inserted above")
        });
        let groups = groups.map(Number::new).collect::<Vec<_>>();
        self.wholes = vec![None; self.actors.len()];
        for (old, group) in groups.into_iter().enumerate() {
            self.wholes[numbers[old].index()] = Some(group);
        }
        self.renumber(&numbers);
        self.grouping = Some(clean(by.name()));
        self.group_names = self.group_names(&ids);
        Ok(self)
    }

    /// Whether actors are grouped in this way.
    pub(super) fn is_grouped_by(&self, by: &Grouping) -> bool {
        self.grouping.as_deref() == Some(clean(by.name()).as_str())
    }

    /// The number of each group, by its name and by its id.
    fn group_names(&self, ids: &BTreeMap<String, ActorId>) -> FxHashMap<Box<str>, u32> {
        let names = ids.iter().flat_map(|(value, id)| [(value.as_str(), id), (id.as_str(), id)]);
        let number = |id: &ActorId| {
            self.actors.binary_search_by(|actor| actor.id.cmp(id)).expect("inserted before")
        };
        let names = names.map(|(name, id)| {
            (name.into(), u32::try_from(number(id)).expect("actors are counted in u32"))
        });
        names.collect()
    }

    fn value(&self, by: &Grouping, actor: ActorIx, roll_up: RollUp) -> Option<String> {
        let above = |actor: &ActorIx| self.whole(*actor);
        let first = match roll_up {
            RollUp::None => actor,
            RollUp::Parent => above(&actor).unwrap_or(actor),
            RollUp::Top => std::iter::successors(Some(actor), above).last().unwrap_or(actor),
        };
        std::iter::successors(Some(first), above).find_map(|actor| by.value(self.actor(actor)))
    }

    fn unknown(&self, by: &Grouping) -> Error {
        if *by == Grouping::Kind {
            return Error::NoKinds;
        }
        let attributes = self.actors.iter().flat_map(|actor| actor.attributes.keys());
        let known = attributes.map(String::as_str).chain(["actor", "kind", "speaker"]);
        let known = known.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        Error::not_one("attribute of actors", by.name(), &known)
    }

    /// An id for each group, distinct from the ids of all actors.
    fn group_ids(&self, by: &Grouping, values: &[String]) -> BTreeMap<String, ActorId> {
        let ids = self.actors.iter().map(|actor| actor.id.to_string());
        let mut taken = ids.collect::<FxHashSet<_>>();
        let mut groups = BTreeMap::new();
        for value in values.iter().collect::<BTreeSet<_>>() {
            let by = clean(by.name());
            let numbered = |n: u32| format!("{}:{}:{n}", short(&by), short(value));
            let mut candidates =
                std::iter::once(short(value).to_owned()).chain((1..).map(numbered));
            let id = candidates.find(|id| !taken.contains(id)).expect("without end");
            taken.insert(id.clone());
            groups.insert(value.clone(), ActorId::new(id).expect("clean and short"));
        }
        groups
    }

    /// Inserts the groups among the actors and returns the new number of each old actor.
    fn insert(&mut self, old: Vec<Actor>, ids: &BTreeMap<String, ActorId>) -> Vec<Number> {
        let groups = ids.iter().map(|(value, id)| {
            let mut group = Actor::new(id.clone());
            group.name = (value.as_str() != id.as_str()).then(|| value.clone());
            (None, group)
        });
        let actors = old.into_iter().enumerate().map(|(number, actor)| (Some(number), actor));
        let mut all = actors.chain(groups).collect::<Vec<_>>();
        all.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
        let mut numbers = vec![Number::new(0); all.len() - ids.len()];
        let mut places = vec![None; all.len()];
        for (new, (number, _)) in all.iter().enumerate() {
            if let Some(number) = number {
                numbers[*number] = Number::new(new);
                places[new] = self.places[0][*number];
            }
        }
        self.places[0] = places;
        self.actors = all.into_iter().map(|(_, actor)| actor).collect();
        numbers
    }

    /// Replaces the numbers of actors in names, nodes and edges by the new ones. The order of actors does not
    /// change, and neither does that of edges.
    fn renumber(&mut self, numbers: &[Number]) {
        for number in self.actor_names.values_mut() {
            let new = numbers[*number as usize].index();
            *number = u32::try_from(new).expect("actors are counted in u32");
        }
        let actor = |old: Number| numbers[old.index()];
        let end = |node: Node| match node {
            Node::Actor(old) => actor(old.number).index(),
            Node::Issue(issue) => self.actors.len() + issue.index(),
        };
        let old = std::mem::take(&mut self.graph);
        let mut graph =
            DiGraph::with_capacity(self.actors.len() + self.issues.len(), old.edge_count());
        let stamp = Stamp::next();
        for number in (0..self.actors.len()).map(Number::new) {
            graph.add_node(Node::Actor(ActorIx::new(number, stamp)));
        }
        for number in (0..self.issues.len()).map(Number::new) {
            graph.add_node(Node::Issue(IssueIx::new(number, stamp)));
        }
        for edge in old.raw_edges() {
            let [from, to] =
                [edge.source(), edge.target()].map(|node| NodeIndex::new(end(old[node])));
            let (speaker, toward) = (edge.weight.speaker.map(actor), edge.weight.toward.map(actor));
            graph.add_edge(from, to, StanceEdge { speaker, toward, ..edge.weight });
        }
        self.graph = graph;
        self.stamp = stamp;
    }
}
