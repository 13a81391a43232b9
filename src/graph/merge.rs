//! Builders from other graphs: stance graphs and petgraphs.

use petgraph::EdgeType;
use petgraph::graph::{Graph, IndexType, NodeIndex};
use petgraph::visit::EdgeRef;

use super::names::Registry;
use super::{Builder, StanceGraph};
use crate::error::Error;
use crate::model::{Actor, Issue, Stance, Target};

/// What becomes of two declarations of one id that say different things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OnConflict {
    /// They are a fault, as they are in two files.
    #[default]
    Refuse,
    /// The first one counts.
    KeepFirst,
    /// The last one counts.
    KeepLast,
}

/// What a node of a petgraph of yours becomes.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeOf {
    /// Who takes positions.
    Actor(Actor),
    /// What positions are about.
    Issue(Issue),
}

impl NodeOf {
    fn target(&self) -> Target {
        match self {
            Self::Actor(actor) => Target::Actor(actor.id.clone()),
            Self::Issue(issue) => Target::Issue(issue.id.clone()),
        }
    }
}

impl Builder {
    /// Adds all of a graph: to what is there, and to other graphs.
    ///
    /// Declarations that say the same are one; of those that do not, `on_conflict` decides. Stances are all added: one
    /// that is in both graphs is there twice, and [`StanceGraph::suspicions`] names it. The title and the description are those
    /// of the first that has some.
    ///
    /// O(n) in the size of the graph that is added.
    ///
    /// ```
    /// use stancegraph::graph::OnConflict;
    /// use stancegraph::model::{Actor, ActorId, Stance};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let graph = |name: &str, label| {
    ///     let mut builder = StanceGraph::builder();
    ///     builder.undeclared(Undeclared::Create);
    ///     let mut actor = Actor::new(ActorId::new("us")?);
    ///     actor.name = Some(name.into());
    ///     builder.actor(actor).stance(&Stance::on_issue("us", label, "deal")?);
    ///     Ok::<_, Box<dyn std::error::Error>>(builder.build()?)
    /// };
    /// let (one, other) = (graph("United States", "supports")?, graph("USA", "opposes")?);
    /// let merged = |on_conflict| {
    ///     let mut builder = StanceGraph::builder();
    ///     builder.merge(&one, on_conflict).merge(&other, on_conflict);
    ///     builder.build()
    /// };
    /// assert!(merged(OnConflict::Refuse).is_err());
    /// let last = merged(OnConflict::KeepLast)?;
    /// assert_eq!((last.actors()[0].title(), last.stance_count()), ("USA", 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merge(&mut self, graph: &StanceGraph, on_conflict: OnConflict) -> &mut Self {
        let mut document = graph.document();
        let (actors, issues, sources) = (&mut self.actors, &mut self.issues, &mut self.sources);
        document.actors.retain(|id, actor| is_news(actors, id.as_str(), actor, on_conflict));
        document.issues.retain(|id, issue| is_news(issues, id.as_str(), issue, on_conflict));
        document.sources.retain(|id, source| is_news(sources, id.as_str(), source, on_conflict));
        let (labels, meanings) = (&mut self.labels, &mut self.meanings);
        document.labels.retain(|label, _| {
            let number = labels.intern(label);
            match on_conflict {
                OnConflict::Refuse => true,
                OnConflict::KeepFirst => !meanings.contains_key(&number),
                OnConflict::KeepLast => {
                    meanings.remove(&number);
                    true
                }
            }
        });
        self.document(&document)
    }

    /// A builder out of a petgraph of yours.
    ///
    /// `node` says what a node is: an actor or an issue. `stance` is given a stance of the actor at which an edge begins
    /// toward its other end, without a label, and says what is known of it; `None` leaves the edge out. Of an undirected
    /// graph, the actor is the first end that is one.
    ///
    /// # Errors
    ///
    /// [`Error::NoActor`] for an edge that begins at an issue.
    ///
    /// ```
    /// use petgraph::graph::DiGraph;
    /// use stancegraph::graph::{Builder, NodeOf};
    /// use stancegraph::model::{Actor, ActorId, Issue, IssueId, Position, Stance};
    /// use stancegraph::petgraph;
    ///
    /// let mut own = DiGraph::new();
    /// let (ann, bob, tax) = (own.add_node("ann"), own.add_node("bob"), own.add_node("#tax"));
    /// own.extend_with_edges([(ann, tax, -1), (bob, tax, 1), (bob, ann, -1)]);
    ///
    /// let node = |_, name: &&str| match name.strip_prefix('#') {
    ///     Some(issue) => NodeOf::Issue(Issue::new(IssueId::new(issue).expect("an id"))),
    ///     None => NodeOf::Actor(Actor::new(ActorId::new(name).expect("an id"))),
    /// };
    /// let stance = |stance: Stance, sign: &i32| {
    ///     let position = if *sign > 0 { Position::Support } else { Position::Oppose };
    ///     Some(Stance { position: Some(position), ..stance })
    /// };
    /// let graph = Builder::from_petgraph(&own, node, stance)?.build()?;
    /// assert_eq!((graph.actors().len(), graph.issues().len(), graph.stance_count()), (2, 1, 3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_petgraph<N, E, Ty: EdgeType, Ix: IndexType>(
        graph: &Graph<N, E, Ty, Ix>,
        mut node: impl FnMut(NodeIndex<Ix>, &N) -> NodeOf,
        mut stance: impl FnMut(Stance, &E) -> Option<Stance>,
    ) -> Result<Self, Error> {
        let mut builder = Self::default();
        let nodes = graph.node_indices().map(|index| node(index, &graph[index]));
        let nodes = nodes.collect::<Vec<_>>();
        for edge in graph.edge_references() {
            let [from, to] = [edge.source(), edge.target()].map(|end| &nodes[end.index()]);
            let ends = match (from, to) {
                (NodeOf::Actor(actor), to) => (actor, to),
                (from, NodeOf::Actor(actor)) if !graph.is_directed() => (actor, from),
                (NodeOf::Issue(_), _) => return Err(Error::NoActor(edge.id().index())),
            };
            if let Some(said) =
                stance(Stance::toward(ends.0.id.clone(), ends.1.target()), edge.weight())
            {
                builder.stance(&said);
            }
        }
        for node in nodes {
            match node {
                NodeOf::Actor(actor) => builder.actor(actor),
                NodeOf::Issue(issue) => builder.issue(issue),
            };
        }
        Ok(builder)
    }
}

/// Whether a declaration is to be made: it is new, or replaces another, or is a fault.
fn is_news<T: PartialEq>(
    known: &mut Registry<T>,
    id: &str,
    thing: &T,
    on_conflict: OnConflict,
) -> bool {
    let Some(first) = known.declared(id) else { return true };
    if first == thing {
        return false;
    }
    match on_conflict {
        OnConflict::Refuse => true,
        OnConflict::KeepFirst => false,
        OnConflict::KeepLast => {
            known.forget(id);
            true
        }
    }
}
