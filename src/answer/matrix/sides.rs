//! Standings as a matrix of actors by targets.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{ActorName, Answer, Column, Row, Stances, Table, TargetName, Value, plural};
use crate::error::Error;
use crate::graph::{ActorIx, Node, Side, Standing, View};

/// The maximum number of cells.
const MOST_CELLS: usize = 400_000_000;

/// A matrix with the side of each actor on each target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Sides<'g> {
    /// The actors of the rows, by id.
    pub actors: Vec<ActorName<'g>>,
    /// The targets of the columns: actors before issues, each by id.
    pub targets: Vec<TargetName<'g>>,
    /// The cells, with a row for each actor; null where the actor said nothing on the target.
    pub cells: Vec<Vec<Option<SideCell<'g>>>>,
}

/// The standing of an actor on a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SideCell<'g> {
    /// The side.
    pub side: Side,
    /// The mean of the signed positions that decide the side, in [-1, 1].
    pub value: f64,
    /// The ids of the stances, the oldest first.
    pub stances: Stances<'g>,
}

impl<'g> Sides<'g> {
    /// The standings of all actors of a view on all its targets.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] with more than 400 million cells.
    pub fn of(view: &'g View<'g>) -> Result<Self, Error> {
        let (graph, standings) = (view.graph(), view.standings());
        let (actors, targets) = (standings.actors().collect::<Vec<_>>(), standings.targets());
        let cells = actors.len().saturating_mul(targets.len());
        if cells > MOST_CELLS {
            return Err(Error::TooMany { what: "cells", count: cells, most: MOST_CELLS });
        }
        let cell = |actor, target| standings.find(actor, target).map(SideCell::from);
        let row = |actor: &ActorIx| targets.iter().map(|target| cell(*actor, *target)).collect();
        let name = |target: &Node| graph.target_of(*target).into();
        Ok(Self {
            cells: actors.iter().map(row).collect(),
            actors: actors.iter().map(|actor| graph.actor(*actor).into()).collect(),
            targets: targets.iter().map(name).collect(),
        })
    }

    /// The columns of the targets, named by id; by kind and id where an actor and an issue have the same one.
    fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        let (mut seen, mut both) = (BTreeSet::new(), BTreeSet::new());
        for target in &self.targets {
            if !seen.insert(&target.id) {
                both.insert(&target.id);
            }
        }
        self.targets.iter().map(move |target| {
            let name = match both.contains(&target.id) {
                true => format!("{}:{}", target.kind.as_str(), target.id).into(),
                false => Cow::Borrowed(&*target.id),
            };
            Column::side(name).headed(&*target.name)
        })
    }

    fn row<'a>(&'a self, actor: &'a ActorName, cells: &'a [Option<SideCell>]) -> Row<'a> {
        let shown = self.targets.iter().zip(cells).map(|(target, cell)| match cell {
            Some(cell) => cell.value(actor, target),
            None => Value::Nothing,
        });
        let stances = cells.iter().flatten().map(|cell| cell.stances.clone()).collect();
        Row {
            values: std::iter::once(actor.into()).chain(shown).collect(),
            about: actor.name.to_string(),
            stances: Stances::joined(stances),
        }
    }
}

impl<'g> From<Standing<'g>> for SideCell<'g> {
    fn from(standing: Standing<'g>) -> Self {
        let stances = Stances::of(standing);
        Self { side: standing.side(), value: standing.value(), stances }
    }
}

impl SideCell<'_> {
    fn value<'a>(&'a self, actor: &ActorName, target: &TargetName) -> Value<'a> {
        let (side, count) = (self.side, self.stances.len());
        let stances = plural(count, "stance");
        let about = format!("{}: {side} on {}, {stances}", actor.name, target.name);
        Value::Counted(side, count as u64).on(self.stances.clone(), about)
    }
}

impl Answer for Sides<'_> {
    const VERB: &'static str = "matrix";

    fn tables(&self) -> Vec<Table<'_>> {
        let (actors, targets) = (self.actors.len(), self.targets.len());
        let rows = self.actors.iter().zip(&self.cells).map(|(actor, cells)| self.row(actor, cells));
        let note = "an empty cell: no stance was found, which is not the same as neutral";
        vec![Table {
            title: format!("{} by {}", plural(actors, "actor"), plural(targets, "target")),
            columns: std::iter::once(Column::actor("actor")).chain(self.columns()).collect(),
            rows: rows.collect(),
            notes: vec![note.into()],
        }]
    }
}
