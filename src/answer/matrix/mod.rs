//! Matrices: actors by targets, or actors by actors.

mod sides;
mod square;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Table};
use crate::error::Error;
use crate::graph::View;
use crate::measure::Comparison;

pub use sides::{SideCell, Sides};
pub use square::Square;

/// A matrix of a view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Matrix<'g> {
    /// Actors by targets: who is on which side of what.
    Standings(Sides<'g>),
    /// Actors by actors: how close every two are.
    Alignments(Square<'g>),
}

/// The settings: what the cells are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Settings {
    /// Standings of actors on targets.
    #[default]
    Standings,
    /// Alignments of actors.
    Alignments {
        /// The measure by which actors are compared, and its settings.
        #[serde(default)]
        comparison: Comparison,
        /// The minimum number of shared targets; pairs with fewer have no score.
        #[serde(default)]
        min_shared: usize,
    },
}

impl<'g> Matrix<'g> {
    /// Computes a matrix of a view.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] with more than 400 million cells; [`Error::Comparison`] for settings that the measure does
    /// not have.
    ///
    /// ```
    /// use stancegraph::answer::matrix::Settings;
    /// use stancegraph::answer::{Answer, Matrix};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let matrix = Matrix::of(&view, &Settings::Standings)?;
    /// let table = &matrix.tables()[0];
    /// assert_eq!(table.title, "1 actor by 1 target");
    /// assert_eq!(table.rows[0].values[1].to_string(), "▼ 1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(view: &'g View<'g>, settings: &Settings) -> Result<Self, Error> {
        Ok(match settings {
            Settings::Standings => Self::Standings(Sides::of(view)?),
            Settings::Alignments { comparison, min_shared } => {
                let alignments = view.compare(comparison.clone())?;
                Self::Alignments(Square::of(view, &alignments, *min_shared)?)
            }
        })
    }
}

impl Answer for Matrix<'_> {
    const VERB: &'static str = "matrix";

    fn tables(&self) -> Vec<Table<'_>> {
        match self {
            Self::Standings(sides) => sides.tables(),
            Self::Alignments(square) => square.tables(),
        }
    }
}
