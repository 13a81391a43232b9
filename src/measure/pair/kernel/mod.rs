//! Kernels: fast comparison of all pairs of a view's actors.
//!
//! A [`Table`] holds the standings as numbers. Two kernels compute the joint distributions of an actor with all
//! later ones, with the same result: [`bits`] compares packed positions word by word, for views in which most
//! actors share most targets; [`gather`] follows the targets of an actor to the others who share them, for all
//! other views.

mod bits;
mod gather;
mod table;

pub(super) use gather::{Gathering, Scored};
pub(super) use table::Table;

use super::{Joint, Tally};
use bits::Planes;
use table::Columns;

/// The faster kernel for a table.
pub enum Kernel {
    Bits(Planes),
    Gather(Columns),
}

impl Kernel {
    /// Chooses a kernel by estimated cost.
    pub(crate) fn of(table: &Table) -> Self {
        match Planes::fit(table) {
            true => Self::Bits(Planes::of(table)),
            false => Self::Gather(Columns::of(table)),
        }
    }

    /// Calls `visit` for each later actor who shares a target with this one, in order.
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
    /// Calls `visit` for each later actor who shares a target with this one, in order, with the tally and score of
    /// the two; use one gathering with one kernel and one score only.
    ///
    /// With `is_foldable`, only results that stay the same when both actors, or both sides, are exchanged on a
    /// target are correct: every share, S, and the tally.
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
