//! Matrices with named rows and columns, for spreadsheets and UCINET.

use std::io::{self, Write};

use super::graphs::names;
use crate::error::Error;
use crate::graph::{Node, Standing, View};

/// The largest number of cells.
const MOST_CELLS: usize = 400_000_000;

/// A matrix with named rows and columns, whose cells can lack a value.
///
/// ```
/// use stancegraph::format::Matrix;
/// use stancegraph::measure::Measure;
/// use stancegraph::Format;
///
/// let graph = Format::Csv.read("actor,label,issue\nann,supports,bridge\nbob,opposes,bridge\n".as_bytes())?;
/// let mut csv = Vec::new();
/// Matrix::standings(&graph.view())?.write_csv(&mut csv)?;
/// assert_eq!(csv, b"actor,bridge\nann,1\nbob,-1\n");
///
/// let mut dl = Vec::new();
/// Matrix::alignments(&graph.view(), Measure::Agreement)?.write_dl(&mut dl)?;
/// assert_eq!(
///     String::from_utf8(dl)?,
///     "dl n=2\nformat = fullmatrix\nlabels:\nann\nbob\nmatrix labels:\nagreement\ndata:\nNA 0\n0 NA\n",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    pub(crate) name: String,
    pub(crate) rows: Vec<String>,
    /// The names of the columns, if they differ from those of the rows.
    pub(crate) columns: Option<Vec<String>>,
    /// The cells, row by row.
    pub(crate) cells: Vec<Option<f64>>,
}

impl Matrix {
    /// Where each actor of a view stands on each target, from -1 (opposes) to 1 (supports); no value where
    /// the actor said nothing.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] with more than 400 million cells.
    pub fn standings(view: &View) -> Result<Self, Error> {
        let standings = view.standings();
        let (actors, targets) = (standings.actors().collect::<Vec<_>>(), standings.targets());
        check_size(actors.len(), targets.len())?;
        let names = names(view.graph());
        let number = |node: &Node| match node {
            Node::Actor(actor) => actor.index(),
            Node::Issue(issue) => view.graph().actors().len() + issue.index(),
        };
        let value = |actor, target| standings.find(actor, target).map(Standing::value);
        let row =
            |actor: &_| targets.iter().map(|target| value(*actor, *target)).collect::<Vec<_>>();
        Ok(Self {
            name: "standings".into(),
            rows: actors.iter().map(|actor| names[actor.index()].clone()).collect(),
            columns: Some(targets.iter().map(|node| names[number(node)].clone()).collect()),
            cells: actors.iter().flat_map(row).collect(),
        })
    }

    /// Writes it as CSV, with the names of the rows in the column `actor`; a cell without a value is empty.
    ///
    /// # Errors
    ///
    /// Any I/O error of the stream.
    pub fn write_csv(&self, out: impl Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        let columns = self.columns.as_ref().unwrap_or(&self.rows);
        let header = std::iter::once("actor").chain(columns.iter().map(String::as_str));
        csv.write_record(header)?;
        for (name, cells) in self.rows.iter().zip(self.cells.chunks(columns.len().max(1))) {
            let cells = cells.iter().map(|cell| cell.map(shown).unwrap_or_default());
            csv.write_record(std::iter::once(name.clone()).chain(cells))?;
        }
        csv.flush()
    }
}

fn check_size(rows: usize, columns: usize) -> Result<(), Error> {
    let count = rows.saturating_mul(columns);
    match count > MOST_CELLS {
        true => Err(Error::TooMany { what: "cells in a matrix", count, most: MOST_CELLS }),
        false => Ok(()),
    }
}

/// A number, without a negative zero.
pub(super) fn shown(number: f64) -> String {
    (number + 0.0).to_string()
}
