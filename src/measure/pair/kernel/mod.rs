//! All pairs of a view's actors, fast.
//!
//! A [`Table`] holds the standings as numbers. Two ways lead from
//! it to the joint distributions of an actor with all later ones, and give the same:
//! [`bits`] compares packed positions word by word, for views in which most actors share
//! most targets; [`gather`] goes through the targets of an actor to those who share them,
//! for all others.

mod bits;
mod gather;
mod table;

pub(super) use gather::{Gathering, Scored};
pub(super) use table::Table;

use super::{Joint, Tally};
use bits::Planes;
use table::Columns;

/// The way to the joint distributions that is faster for a table.
pub enum Kernel {
    Bits(Planes),
    Gather(Columns),
}

impl Kernel {
    /// Chooses the way by what each would cost.
    pub(crate) fn of(table: &Table) -> Self {
        match Planes::fit(table) {
            true => Self::Bits(Planes::of(table)),
            false => Self::Gather(Columns::of(table)),
        }
    }

    /// Calls for each later actor who shares a target with this one, in their order.
    pub(crate) fn each_later(
        &self,
        table: &Table,
        actor: usize,
        gathering: &mut Gathering,
        visit: impl FnMut(usize, &Joint),
    ) {
        match self {
            Self::Bits(planes) => planes.each_later(actor, false, visit),
            Self::Gather(columns) => gathering.each_later((table, columns), actor, visit),
        }
    }
}

impl Kernel {
    /// Calls for each later actor who shares a target with this one with their tally and score, in
    /// their order; a gathering has to stay with one kernel and one score.
    ///
    /// Where it `is_foldable`, only that is right which does not change when both actors, or the
    /// two sides, are exchanged on a target: every share, S, and the tally.
    pub(crate) fn each_scored(
        &self,
        table: &Table,
        actor: usize,
        is_foldable: bool,
        gathering: &mut Gathering,
        score: impl Fn(&Joint) -> Option<f64>,
        mut visit: impl FnMut(usize, Scored),
    ) {
        match self {
            Self::Bits(planes) => planes.each_later(actor, is_foldable, |other, joint| {
                visit(other, (Tally::of(joint), score(joint)));
            }),
            Self::Gather(columns) => gathering.each_scored((table, columns), actor, score, visit),
        }
    }
}

#[cfg(test)]
mod tests;
