//! All pairs by way of the targets that they share.

use super::super::{Cell, Joint, Tally};
use super::table::{Columns, Table};

const NONE: u32 = u32::MAX;

/// The most levels for which the score of every pair of levels is cached.
const MOST_LEVELS: usize = 64;

/// Buffers for the meetings of one actor with all later ones; created once, reused for each actor.
///
/// Later actors are marked in a bit set, so that they come in order without sorting.
#[derive(Default)]
pub struct Gathering {
    found: Vec<u64>,
    heads: Vec<u32>,
    meetings: Vec<Met>,
    joint: Joint,
    /// The number of meetings of each two levels, for the current pair; `counted` lists the levels that meet.
    counts: Vec<u32>,
    counted: Vec<usize>,
    /// The score of two actors who share a single target, by their levels there.
    alone: Vec<Option<Scored>>,
}

/// The number of targets on which two actors agree, and their score.
pub type Scored = (Tally, Option<f64>);

/// A meeting of two actors on one target, linked to the previous meeting of the same two.
#[derive(Clone, Copy)]
struct Met {
    next: u32,
    a: u32,
    b: u32,
    column: u32,
}

impl Gathering {
    /// O(m + n / 64) for m meetings on the actor's targets and n actors.
    pub(crate) fn each_later(
        &mut self,
        (table, columns): (&Table, &Columns),
        actor: usize,
        mut visit: impl FnMut(usize, &Joint),
    ) {
        self.gather(table, columns, actor);
        for word in 0..self.found.len() {
            let mut bits = std::mem::take(&mut self.found[word]);
            while bits != 0 {
                let other = word * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                self.join(table, other);
                visit(other, &self.joint);
            }
        }
    }

    /// Calls `visit` for each later actor with the tally and the score.
    ///
    /// In a sparse graph, most pairs share a single target. Their score depends only on the two levels there, and
    /// is computed once; so use one gathering with one table and one score only.
    pub(crate) fn each_scored(
        &mut self,
        (table, columns): (&Table, &Columns),
        actor: usize,
        score: impl Fn(&Joint) -> Option<f64>,
        mut visit: impl FnMut(usize, Scored),
    ) {
        let levels = table.levels.len();
        let can_remember = table.weights.is_empty() && levels <= MOST_LEVELS;
        self.alone.resize(if can_remember { levels * levels } else { 0 }, None);
        self.gather(table, columns, actor);
        for word in 0..self.found.len() {
            let mut bits = std::mem::take(&mut self.found[word]);
            while bits != 0 {
                let other = word * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let met = self.meetings[self.heads[other] as usize];
                let place = met.a as usize * levels + met.b as usize;
                if met.next == NONE
                    && let Some(Some(scored)) = self.alone.get(place)
                {
                    self.heads[other] = NONE;
                    visit(other, *scored);
                    continue;
                }
                self.join(table, other);
                let scored = (Tally::of(&self.joint), score(&self.joint));
                if met.next == NONE && can_remember {
                    self.alone[place] = Some(scored);
                }
                visit(other, scored);
            }
        }
    }

    fn gather(&mut self, table: &Table, columns: &Columns, actor: usize) {
        let actors = table.actors.len();
        self.found.resize(actors.div_ceil(64), 0);
        self.heads.resize(actors, NONE);
        self.meetings.clear();
        for (at, later) in columns.later(table, actor) {
            for later in later {
                let other = later.other as usize;
                self.found[other / 64] |= 1 << (other % 64);
                let met =
                    Met { next: self.heads[other], a: at.level, b: later.level, column: at.other };
                self.heads[other] =
                    u32::try_from(self.meetings.len()).expect("standings are counted in u32");
                self.meetings.push(met);
            }
        }
    }

    fn join(&mut self, table: &Table, other: usize) {
        self.joint.clear();
        match table.weights.is_empty() && table.levels.len() <= MOST_LEVELS {
            true => self.count_cells(table, other),
            false => self.list_cells(table, other),
        }
        self.joint.settle();
    }

    /// Counts the meetings of each two levels, so that few cells have to be sorted.
    fn count_cells(&mut self, table: &Table, other: usize) {
        let levels = table.levels.len();
        self.counts.resize(levels * levels, 0);
        let mut next = std::mem::replace(&mut self.heads[other], NONE);
        while next != NONE {
            let met = self.meetings[next as usize];
            let place = met.a as usize * levels + met.b as usize;
            if self.counts[place] == 0 {
                self.counted.push(place);
            }
            self.counts[place] += 1;
            next = met.next;
        }
        for place in self.counted.drain(..) {
            self.joint.push(Cell {
                a: table.levels[place / levels],
                b: table.levels[place % levels],
                count: std::mem::take(&mut self.counts[place]),
                weight: 1.0,
            });
        }
    }

    fn list_cells(&mut self, table: &Table, other: usize) {
        let mut next = std::mem::replace(&mut self.heads[other], NONE);
        while next != NONE {
            let met = self.meetings[next as usize];
            self.joint.push(Cell {
                a: table.levels[met.a as usize],
                b: table.levels[met.b as usize],
                count: 1,
                weight: table.weights.get(met.column as usize).copied().unwrap_or(1.0),
            });
            next = met.next;
        }
    }
}
