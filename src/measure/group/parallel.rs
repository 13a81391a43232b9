//! Pairs of targets that divide the actors in the same way.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::Confidence;
use super::{Division, phi};
use crate::graph::{Node, Side, Standing, View};

/// Two targets, and the similarity of how they divide the actors who are for or against both.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Parallel {
    /// The first target.
    pub a: Node,
    /// The second target, which comes after the first in the order of the graph.
    pub b: Node,
    /// The number of actors who support both, only the first, only the second, or neither because they oppose
    /// both: `table[x][y]`, with 0 for support and 1 for opposition.
    pub table: [[u32; 2]; 2],
    /// The [`phi`] coefficient of the table.
    pub phi: f64,
}

/// The direction in which two targets divide the actors.
// Closed: two issues are parallel one way, the other way or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Support for one goes with support for the other.
    Same,
    /// Support for one goes with opposition to the other.
    Reversed,
    /// The side on one says nothing about the side on the other.
    Unrelated,
}

impl Direction {
    /// The name, as in JSON and CSV.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Reversed => "reversed",
            Self::Unrelated => "unrelated",
        }
    }
}

impl Parallel {
    /// The number of actors who are for or against both.
    #[must_use]
    pub fn shared(&self) -> u32 {
        self.table.concat().iter().sum()
    }

    /// The number of actors who are on the same side of both.
    #[must_use]
    pub fn same(&self) -> u32 {
        self.table[0][0] + self.table[1][1]
    }

    /// Whether support for one goes with support for the other, or with opposition to it.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match self.phi.total_cmp(&0.0) {
            Ordering::Greater => Direction::Same,
            Ordering::Less if self.phi < 0.0 => Direction::Reversed,
            Ordering::Less | Ordering::Equal => Direction::Unrelated,
        }
    }

    /// The absolute phi, reduced the more the fewer actors it rests on: a phi of 1 over three actors ranks
    /// below 0.9 over fifty.
    fn sure(&self) -> f64 {
        self.phi.abs() * Confidence::default().firmness(self.shared() as usize)
    }

    /// Orders the most surely similar first, then those with more actors, then by target.
    fn order(&self, other: &Self) -> Ordering {
        let alike = other.sure().total_cmp(&self.sure());
        let shared = || other.shared().cmp(&self.shared());
        alike.then_with(shared).then_with(|| (self.a, self.b).cmp(&(other.a, other.b)))
    }
}

/// The pairs of targets that divide the actors in the same way.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Parallels {
    /// The pairs, the most surely similar first, in either direction (the absolute phi, reduced the more the fewer
    /// actors it rests on: see [`Confidence::firmness`]); then those with more actors; then by target.
    pub pairs: Vec<Parallel>,
    /// The number of pairs that have some actors in common, but fewer than `min_shared`.
    pub thin: usize,
    /// The number of pairs that cannot be compared, because one of the two does not divide the common actors.
    pub undivided: usize,
    /// The number of pairs beyond the `top` that were asked for.
    pub omitted: usize,
    /// Whether no pair was compared because it would take too long: more than [`MAX_STEPS`].
    pub is_too_much: bool,
}

/// The maximum number of steps for comparing pairs of targets, which takes some minutes. A step is one pair of
/// standings of the same actor.
pub const MAX_STEPS: u64 = 100_000_000_000;

impl View<'_> {
    /// The pairs of targets that divide the same actors in the same way, or with the sides exchanged.
    ///
    /// Compares every two targets that some actor supports and some actor opposes, by the [`phi`] coefficient over
    /// the actors who support or oppose both (at least `min_shared`). Returns the `top` most similar; none if it
    /// would take more than [`MAX_STEPS`].
    ///
    /// # Complexity
    ///
    /// Time: the sum, over the actors, of the squared number of their standings. Memory: the number of standings
    /// and of returned pairs, not that of all pairs.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::measure::Direction;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (actor, tunnel, ferry) in [
    ///     ("ann", "supports", "opposes"), ("bob", "supports", "opposes"), ("cem", "opposes", "supports"),
    /// ] {
    ///     builder.stance(&Stance::on_issue(actor, tunnel, "tunnel")?);
    ///     builder.stance(&Stance::on_issue(actor, ferry, "ferry")?);
    /// }
    /// let graph = builder.build()?;
    /// let found = graph.view().parallels(3, 10);
    /// assert_eq!((found.pairs[0].phi, found.pairs[0].shared()), (-1.0, 3));
    /// assert_eq!(found.pairs[0].direction(), Direction::Reversed);
    /// assert_eq!(graph.view().parallels(4, 10).thin, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn parallels(&self, min_shared: u32, top: usize) -> Parallels {
        parallels(&self.divisions(), min_shared, top)
    }
}

/// Does the same as [`View::parallels`], for divisions that are already computed.
#[must_use]
pub fn parallels(divisions: &[Division], min_shared: u32, top: usize) -> Parallels {
    in_steps(divisions, min_shared, top, MAX_STEPS)
}

fn in_steps(divisions: &[Division], min_shared: u32, top: usize, most: u64) -> Parallels {
    let mut rows = Rows::of(divisions);
    if rows.steps() > most {
        return Parallels { is_too_much: true, ..Parallels::default() };
    }
    let mut best = Best { min_shared: min_shared.max(1), top, found: Parallels::default() };
    for row in 0..rows.targets.len() {
        for (other, table) in rows.tables(row) {
            best.add(rows.targets[row], rows.targets[other], table);
        }
    }
    best.finish()
}

/// The actors for and against each target that has both.
struct Rows {
    targets: Vec<Node>,
    /// For each target, the actors, with 0 for support and 1 for opposition.
    by_target: Vec<Vec<(u32, u8)>>,
    /// For each actor, the targets in order, with the side.
    by_actor: Vec<Vec<(u32, u8)>>,
    /// For each actor, the number of its targets that were already rows.
    done: Vec<usize>,
    /// The tables of the current row with each row after it.
    tables: Vec<[[u32; 2]; 2]>,
}

fn side(standing: &Standing) -> Option<u8> {
    match standing.side() {
        Side::Support => Some(0),
        Side::Oppose => Some(1),
        Side::Neutral | Side::Mixed => None,
    }
}

impl Rows {
    #[expect(clippy::cast_possible_truncation, reason = "nodes are counted in u32")]
    fn of(divisions: &[Division]) -> Self {
        let divided = |division: &&Division| {
            let camps = division.camps();
            camps.support.min(camps.oppose) > 0
        };
        let mut divisions = divisions.iter().filter(divided).collect::<Vec<_>>();
        divisions.sort_by_key(|division| division.node());
        let targets = divisions.iter().map(|division| division.node()).collect::<Vec<_>>();
        let (mut numbers, mut by_actor) = (FxHashMap::default(), Vec::<Vec<_>>::new());
        let mut by_target = vec![Vec::new(); targets.len()];
        for (row, division) in divisions.iter().enumerate() {
            for standing in division.standings() {
                let Some(side) = side(standing) else { continue };
                let next = by_actor.len() as u32;
                let actor = *numbers.entry(standing.actor_ix()).or_insert(next);
                if actor == next {
                    by_actor.push(Vec::new());
                }
                by_actor[actor as usize].push((row as u32, side));
                by_target[row].push((actor, side));
            }
        }
        let (done, tables) = (vec![0; by_actor.len()], vec![[[0; 2]; 2]; targets.len()]);
        Self { targets, by_target, by_actor, done, tables }
    }

    fn steps(&self) -> u64 {
        let steps = self.by_actor.iter().map(|targets| targets.len() as u64);
        steps.map(|count| count * count.saturating_sub(1) / 2).sum()
    }

    /// The tables of a row with those rows after it that share an actor. Must be called for the rows in
    /// order.
    fn tables(&mut self, row: usize) -> Vec<(usize, [[u32; 2]; 2])> {
        let mut touched = Vec::new();
        for (actor, side) in &self.by_target[row] {
            let done = &mut self.done[*actor as usize];
            *done += 1;
            for (other, its) in &self.by_actor[*actor as usize][*done..] {
                let table = &mut self.tables[*other as usize];
                if *table == [[0; 2]; 2] {
                    touched.push(*other);
                }
                table[usize::from(*side)][usize::from(*its)] += 1;
            }
        }
        touched.sort_unstable();
        let take = |other: u32| (other as usize, std::mem::take(&mut self.tables[other as usize]));
        touched.into_iter().map(take).collect()
    }
}

/// A collector that keeps the most similar pairs.
struct Best {
    min_shared: u32,
    top: usize,
    found: Parallels,
}

impl Best {
    fn add(&mut self, a: Node, b: Node, table: [[u32; 2]; 2]) {
        let shared = table[0][0] + table[0][1] + table[1][0] + table[1][1];
        if shared < self.min_shared {
            self.found.thin += 1;
            return;
        }
        match phi(table) {
            None => self.found.undivided += 1,
            Some(phi) => self.found.pairs.push(Parallel { a, b, table, phi }),
        }
        if self.found.pairs.len() > self.top.saturating_mul(2).max(1024) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        let pairs = &mut self.found.pairs;
        let omitted = pairs.len().saturating_sub(self.top);
        if omitted > 0 {
            pairs.select_nth_unstable_by(self.top, Parallel::order);
            pairs.truncate(self.top);
            self.found.omitted += omitted;
        }
    }

    fn finish(mut self) -> Parallels {
        self.cut();
        self.found.pairs.sort_unstable_by(Parallel::order);
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stance;
    use crate::{StanceGraph, Undeclared};

    #[test]
    fn what_would_take_too_long_is_not_begun() {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for (actor, label) in [("ann", "supports"), ("bob", "opposes"), ("cem", "opposes")] {
            for issue in ["tunnel", "ferry", "toll"] {
                builder.stance(&Stance::on_issue(actor, label, issue).expect("ids"));
            }
        }
        let graph = builder.build().expect("no faults");
        let view = graph.view();
        let divisions = view.divisions();
        // Three actors with three targets each take three steps.
        assert_eq!(in_steps(&divisions, 1, 10, 9).pairs.len(), 3);
        let found = in_steps(&divisions, 1, 10, 8);
        assert!(found.is_too_much && found.pairs.is_empty());
    }
}
