//! How a graph looks that is kept as DOT, where its data stand beside what is drawn.

use std::collections::BTreeSet;

use graphviz_rust::dot_structures::{Attribute, Stmt};

use super::{edge_attributes, graph_attributes, looks, node_attributes};
use crate::graph::{Node, Side, StanceGraph, StanceRef, Time};
use crate::render::Picture;
use crate::render::drawing::caption::Caption;
use crate::render::shown::Shown;
use crate::render::theme::{Mark, Theme};

/// What stands before all nodes: the caption, and how they are drawn.
pub fn frame(graph: &StanceGraph) -> Vec<Stmt> {
    let theme = Theme::default();
    // Everything is kept, whether it is in force or not.
    let ever = graph.view().at(Time::EVER);
    let sides = graph.stances().map(|stance| Side::from(stance.position()));
    let sides = sides.collect::<BTreeSet<_>>().into_iter();
    let sides = sides.map(|side| (side, Mark::of(side).word)).collect::<Vec<_>>();
    let (shown, seen) = (Shown::of(&ever, &Picture::default()), ever.to_string());
    let caption = Caption::new(&shown, &seen, "Who takes which position", &[], &[]);
    let caption = super::caption(&caption, &sides, theme);
    vec![graph_attributes(caption, theme), node_attributes(), edge_attributes(theme)]
}

/// How a node is drawn.
pub fn node(graph: &StanceGraph, node: Node) -> Vec<Attribute> {
    looks(graph.target_of(node).title(), node, Theme::default())
}

/// How a stance is drawn.
pub fn stance(stance: StanceRef) -> Vec<Attribute> {
    super::stance_attributes(stance, Theme::default())
}
