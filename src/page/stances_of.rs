//! The stances of an actor or on an issue.

use serde::Serialize;

use crate::answer::{Stances, plural};
use crate::error::Error;
use crate::graph::{Node, View};

/// The stances in view by a node or on it.
#[derive(Serialize)]
pub(super) struct StancesOf {
    title: String,
    stances: Vec<String>,
}

/// The stances by an actor, and those on an actor or issue, which is named as in pictures: `actor:russia`.
pub(super) fn stances_of(view: &View, name: &str) -> Result<StancesOf, Error> {
    let graph = view.graph();
    let (kind, id) = name.split_once(':').unwrap_or(("actor", name));
    let node = match kind {
        "issue" => Node::Issue(graph.find_issue(id)?),
        _ => Node::Actor(graph.find_actor(id)?),
    };
    let is_of = |stance: &crate::StanceRef| {
        Node::Actor(view.actor_for(*stance)) == node || view.target_for(*stance) == node
    };
    let stances = Stances::listed(view.stances().filter(is_of).collect()).ids();
    let title = graph.target_of(node).title();
    Ok(StancesOf { title: format!("{title}: {}", plural(stances.len(), "stance")), stances })
}
