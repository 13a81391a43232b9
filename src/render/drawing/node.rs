//! Draws actors and issues as boxes with their names.

use super::caption::{node_name, plural};
use super::geometry::{Point, Rect};
use super::pen::{Anchor, Pen};
use super::words::Words;
use crate::graph::{Node, Standing, View};

/// The largest corner radius of an issue's pill.
const PILL: f64 = 17.0;

impl Pen {
    /// Draws the box of an actor or the pill of an issue, with its name in the middle.
    pub(crate) fn node(&mut self, view: &View, node: Node, words: &Words, place: Rect) {
        self.named(view, node, |pen| {
            let theme = pen.theme;
            let (fill, stroke, radius) = match node {
                Node::Actor(_) => (theme.actor, theme.actor_line, 4.0),
                Node::Issue(_) => (theme.issue, theme.issue_line, PILL.min(place.height / 2.0)),
            };
            pen.rect("box", place, radius, (&fill, &stroke));
            let middle = place.x + place.width / 2.0;
            let top = place.y + (place.height - words.height()) / 2.0;
            pen.words(words, Point { x: middle, y: top }, Anchor::Middle, theme.text);
        });
    }

    /// Draws a group that stands for an actor or an issue, with its id in `data-node` and a description as title.
    pub(crate) fn named(&mut self, view: &View, node: Node, inside: impl FnOnce(&mut Self)) {
        let class = match node {
            Node::Actor(_) => "actor",
            Node::Issue(_) => "issue",
        };
        let id = node_name(view, node);
        self.within("g", &[("class", &class), ("data-node", &id)], |pen| {
            pen.xml.text("title", &[], &about(view, node));
            inside(pen);
        });
    }
}

/// A node in words: its name, its kind or description, and the numbers of stances by it and on it.
fn about(view: &View, node: Node) -> String {
    let graph = view.graph();
    let target = graph.target_of(node);
    let more = match node {
        Node::Actor(actor) => graph.actor(actor).kind.clone(),
        Node::Issue(issue) => graph.issue(issue).description.clone(),
    };
    let count = |standing: Standing| standing.counts().total() as usize;
    let by = match node {
        Node::Actor(actor) => view.standings().of(actor).map(count).sum(),
        Node::Issue(_) => 0,
    };
    let on = view.standings().on(node).map(count).sum();
    let by = (by > 0).then(|| format!("{} of it", plural(by, "stance")));
    let on = (on > 0).then(|| format!("{} on it", plural(on, "stance")));
    [Some(target.title().to_owned()), more, by, on]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}
