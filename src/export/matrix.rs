//! Alignments as a matrix for other programs.

use crate::error::Error;
use crate::format::{Matrix, names};
use crate::graph::View;
use crate::measure::Comparison;

impl Matrix {
    /// The closeness of the actors of a view. There is no value on the diagonal or where the measure is undefined.
    ///
    /// # Errors
    ///
    /// Returns [`Error::TooMany`] with more than 20,000 actors, and the errors of [`View::compare`].
    pub fn alignments(view: &View, comparison: impl Into<Comparison>) -> Result<Self, Error> {
        let matrix = view.compare(comparison)?.matrix()?;
        let names = names(view.graph());
        let row = |actor: &_| matrix.scores(*actor).map(|(_, score)| score).collect::<Vec<_>>();
        Ok(Self {
            name: matrix.comparison().measure.to_string(),
            rows: matrix.actors().iter().map(|actor| names[actor.index()].clone()).collect(),
            columns: None,
            cells: matrix.actors().iter().flat_map(row).collect(),
        })
    }
}
