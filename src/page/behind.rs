//! The stances behind an actor or an issue.

use serde::Serialize;

use super::answer::{ids, plural};
use crate::error::Error;
use crate::graph::{Node, View};

/// The stances in view that are of a node or on it.
#[derive(Serialize)]
pub(super) struct Behind {
    title: String,
    stances: Vec<String>,
}

/// What is said by an actor, and of an actor or issue, of which pictures say `actor:russia`.
pub(super) fn behind(view: &View, name: &str) -> Result<Behind, Error> {
    let graph = view.graph();
    let (kind, id) = name.split_once(':').unwrap_or(("actor", name));
    let node = match kind {
        "issue" => Node::Issue(graph.find_issue(id)?),
        _ => Node::Actor(graph.find_actor(id)?),
    };
    let is_of = |stance: &crate::StanceRef| {
        Node::Actor(view.actor_for(*stance)) == node || view.target_for(*stance) == node
    };
    let stances = ids(view.stances().filter(is_of));
    let title = graph.target_of(node).title();
    Ok(Behind { title: format!("{title}: {}", plural(stances.len(), "stance")), stances })
}
