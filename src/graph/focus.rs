//! Narrows a view to the neighbourhood of an actor or issue, or to the paths between two of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{ActorIx, Node, View};
use crate::error::Error;

/// The pairs of actor and target to which a view is narrowed.
#[derive(Clone, Debug)]
pub(super) struct Focus {
    /// The query in words: `within 2 steps of THAAD`.
    pub(super) name: String,
    pub(super) pairs: Arc<BTreeSet<(ActorIx, Node)>>,
}

impl View<'_> {
    /// Keeps only the stances within `depth` steps of an actor or issue. The name is an id, a name or an alias;
    /// for an id that both an actor and an issue have, write `actor:tunnel` or `issue:tunnel` (the plain id means
    /// the issue). With depth 1, the view shows what the node says and what is said about it; with 2 also
    /// everything about the nodes at the other end, and so on.
    ///
    /// The selection is made now; a later change of time or filter does not widen it.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Unknown`] if no actor or issue has the name.
    ///
    /// # Complexity
    ///
    /// O(depth × n) in the number of standings.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("ann", "opposes", "tunnel")?);
    /// builder.stance(&Stance::on_issue("bob", "supports", "tunnel")?);
    /// builder.stance(&Stance::on_issue("bob", "supports", "ferry")?);
    /// let graph = builder.build()?;
    ///
    /// let stances = |depth| graph.view().around("ann", depth).map(|view| view.stances().count());
    /// assert_eq!((stances(0)?, stances(1)?, stances(2)?, stances(3)?), (0, 1, 2, 3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn around(self, name: &str, depth: usize) -> Result<Self, Error> {
        let node = self.shown(name)?;
        let title = self.graph().target_of(node).title();
        let steps = if depth == 1 { "1 step".to_owned() } else { format!("{depth} steps") };
        let name = format!("within {steps} of {title}");
        let mut near = BTreeSet::from([node]);
        let mut pairs = BTreeSet::new();
        for _ in 0..depth {
            let before = pairs.len();
            pairs.extend(
                self.pairs().filter(|pair| ends(*pair).iter().any(|end| near.contains(end))),
            );
            near.extend(pairs.iter().flat_map(|pair| ends(*pair)));
            if pairs.len() == before {
                break;
            }
        }
        Ok(self.focussed(Focus { name, pairs: Arc::new(pairs) }))
    }

    /// Keeps only the stances that join two actors or issues: stances of one on the other, and stances by way of
    /// something that both have to do with.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Unknown`] if no actor or issue has the name.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("ann", "opposes", "tunnel")?);
    /// builder.stance(&Stance::on_issue("bob", "supports", "tunnel")?);
    /// builder.stance(&Stance::on_issue("bob", "supports", "ferry")?);
    /// let graph = builder.build()?;
    ///
    /// assert_eq!(graph.view().joining("ann", "bob")?.stances().count(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn joining(self, a: &str, b: &str) -> Result<Self, Error> {
        let [from, to] = [self.shown(a)?, self.shown(b)?];
        let [a, b] = [from, to].map(|node| self.graph().target_of(node).title());
        let name = format!("between {a} and {b}");
        let mut neighbours = BTreeMap::<Node, BTreeSet<Node>>::new();
        for [one, other] in self.pairs().map(ends) {
            neighbours.entry(one).or_default().insert(other);
            neighbours.entry(other).or_default().insert(one);
        }
        let none = BTreeSet::new();
        let [of_a, of_b] = [from, to].map(|node| neighbours.get(&node).unwrap_or(&none));
        let both = of_a.intersection(of_b).copied().collect::<BTreeSet<_>>();
        let joins = |[one, other]: [Node; 2]| {
            let is_end = |node| node == from || node == to;
            let is_joint = |node| is_end(node) || both.contains(&node);
            (is_end(one) || is_end(other)) && is_joint(one) && is_joint(other)
        };
        let pairs = self.pairs().filter(|pair| joins(ends(*pair))).collect();
        Ok(self.focussed(Focus { name, pairs: Arc::new(pairs) }))
    }

    /// Finds a node by its name, as it counts in this view.
    fn shown(&self, name: &str) -> Result<Node, Error> {
        if let Some(actor) = name.strip_prefix("actor:") {
            return self.find_actor(actor).map(Node::Actor);
        }
        if let Some(issue) = name.strip_prefix("issue:") {
            return self.graph().find_issue(issue).map(Node::Issue);
        }
        match self.graph().find_target(name)? {
            Node::Actor(_) => self.find_actor(name).map(Node::Actor),
            issue @ Node::Issue(_) => Ok(issue),
        }
    }

    fn pairs(&self) -> impl Iterator<Item = (ActorIx, Node)> {
        self.standings().iter().map(|standing| (standing.actor_ix(), standing.target_node()))
    }
}

fn ends((actor, target): (ActorIx, Node)) -> [Node; 2] {
    [Node::Actor(actor), target]
}
