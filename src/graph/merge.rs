//! Fills builders from other graphs: stance graphs and petgraphs.

use petgraph::EdgeType;
use petgraph::graph::{Graph, IndexType, NodeIndex};
use petgraph::visit::EdgeRef;

use super::names::Registry;
use super::{Builder, StanceGraph};
use crate::error::Error;
use crate::model::{Actor, Issue, Stance, Target};

/// The treatment of two different declarations of one id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OnConflict {
    /// They are a fault, as they are in two files.
    #[default]
    Refuse,
    /// The first declaration counts.
    KeepFirst,
    /// The last declaration counts.
    KeepLast,
}

/// The actor or issue that a node of your petgraph becomes.
// Closed: a node is an issue or an actor.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeOf {
    /// An actor, who takes positions.
    Actor(Actor),
    /// An issue, which positions are about.
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
    /// Adds everything in a graph to what the builder already has.
    ///
    /// Equal declarations of one id count once; `on_conflict` decides between different ones. All stances are
    /// added: a stance in both graphs appears twice, and [`StanceGraph::suspicions`] reports it. The first title
    /// and the first description count.
    ///
    /// O(n) in the size of the added graph.
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

    /// Creates a builder from your petgraph.
    ///
    /// `node` turns a node into an actor or an issue. `stance` receives a stance without a label, of the actor at
    /// the start of an edge toward its other end, and completes it; return `None` to leave the edge out. In an
    /// undirected graph, the first end that is an actor is the actor.
    ///
    /// # Errors
    ///
    /// Returns [`Error::NoActor`] if an edge begins at an issue.
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
    ///     Some(stance.with_position(position))
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

/// Whether to make a declaration: it is new, replaces another, or is a fault.
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
