//! Chooses the actors and targets of a matrix: all, up to what a picture has room for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::graph::{ActorIx, Node, View};
use crate::render::drawing::caption::plural;

/// The most rows.
const MOST_ROWS: usize = 400;
/// The most columns.
const MOST_COLUMNS: usize = 160;

/// The actors and the targets of a matrix, each by id.
pub(super) struct Choice {
    pub(super) actors: Vec<ActorIx>,
    pub(super) targets: Vec<Node>,
    /// The numbers of actors and of targets left out.
    left_out: [usize; 2],
}

impl Choice {
    /// Chooses those with the most standings; of equal ones the first by id.
    pub(super) fn of(view: &View) -> Self {
        let (mut actors, mut targets) = (BTreeMap::new(), BTreeMap::new());
        for standing in view.standings().iter() {
            *actors.entry(standing.actor_ix()).or_insert(0) += 1;
            *targets.entry(standing.target_node()).or_insert(0) += 1;
        }
        let left_out =
            [actors.len().saturating_sub(MOST_ROWS), targets.len().saturating_sub(MOST_COLUMNS)];
        Self { actors: most(actors, MOST_ROWS), targets: most(targets, MOST_COLUMNS), left_out }
    }

    pub(super) fn notes(&self) -> Vec<String> {
        let drawn = [(self.actors.len(), "actor"), (self.targets.len(), "target")];
        let left_out = drawn.iter().zip(self.left_out).filter(|(_, left_out)| *left_out > 0);
        let note = |((count, word), left_out): (&(usize, &str), usize)| {
            let all = plural(count + left_out, word);
            format!("the {count} of {all} with the most positions; {left_out} left out")
        };
        left_out.map(note).collect()
    }
}

fn most<T: Copy + Ord>(counts: BTreeMap<T, usize>, most: usize) -> Vec<T> {
    let mut by_count = counts.into_iter().collect::<Vec<_>>();
    by_count.sort_by_key(|(thing, count)| (Reverse(*count), *thing));
    let mut chosen = by_count.into_iter().take(most).map(|(thing, _)| thing).collect::<Vec<_>>();
    chosen.sort_unstable();
    chosen
}
