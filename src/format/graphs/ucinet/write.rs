//! Writes DL, with one matrix.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::SIGNED;
use crate::error::LeftOut;
use crate::format::graphs::plain::{self, names};
use crate::format::matrix::{Matrix, shown};
use crate::graph::{Node, StanceGraph, StanceRef};
use crate::model::exact;

/// Writes the ties between all nodes or, if no stance is on an actor, of actors to issues: each is the mean
/// of its stances.
pub(super) fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let names = names(graph);
    let ties = ties(graph);
    let is_two_mode = is_two_mode(graph);
    let (actors, issues) = names.split_at(graph.actors().len());
    if names.is_empty() {
        // DL has no empty matrix.
        return writeln!(out, "dl n=1\nformat = edgelist1\ndata:");
    }
    if is_two_mode {
        writeln!(out, "dl nr={}, nc={}\nformat = edgelist2", actors.len(), issues.len())?;
        write_labels("row labels", actors, out)?;
        write_labels("column labels", issues, out)?;
    } else {
        writeln!(out, "dl n={}\nformat = edgelist1", names.len())?;
        write_labels("labels", &names, out)?;
    }
    if ties.values().all(|value| *value >= 0.0) {
        writeln!(out, "matrix labels:\n{SIGNED}")?;
    }
    writeln!(out, "data:")?;
    let skipped = if is_two_mode { actors.len() } else { 0 };
    for ((from, to), value) in ties.into_iter().filter(|(_, value)| *value != 0.0) {
        writeln!(out, "{} {} {value}", from + 1, to + 1 - skipped)?;
    }
    Ok(())
}

fn is_two_mode(graph: &StanceGraph) -> bool {
    let is_on_actor = graph.stances().any(|stance| stance.target().is_actor());
    !graph.issues().is_empty() && !graph.actors().is_empty() && !is_on_actor
}

/// The mean signed weight of what each node said of each other, by their numbers.
fn ties(graph: &StanceGraph) -> BTreeMap<(usize, usize), f64> {
    let mut said = BTreeMap::<_, Vec<f64>>::new();
    for stance in graph.stances() {
        said.entry(ends(graph, stance)).or_default().push(stance.signed_weight());
    }
    said.into_iter().map(|(ends, weights)| (ends, exact::mean(&weights) + 0.0)).collect()
}

fn ends(graph: &StanceGraph, stance: StanceRef) -> (usize, usize) {
    let number = |node: Node| match node {
        Node::Actor(actor) => actor.index(),
        Node::Issue(issue) => graph.actors().len() + issue.index(),
    };
    let (from, to) = stance.ends();
    (number(from), number(to))
}

/// Counts what it cannot hold.
pub(super) fn losses(graph: &StanceGraph) -> Vec<LeftOut> {
    let ties = ties(graph);
    let left_out = |what, count| LeftOut { count, ..LeftOut::new("", what) };
    let is_one_mode = !graph.issues().is_empty() && !is_two_mode(graph);
    let mut losses = vec![
        left_out("ids of stances", graph.stance_count()),
        left_out("stances beside another of the same two", graph.stance_count() - ties.len()),
        left_out("neutral stances", ties.values().filter(|value| **value == 0.0).count()),
        left_out(
            "issues beside stances on actors, except as nodes like all",
            if is_one_mode { graph.issues().len() } else { 0 },
        ),
        left_out("title of the whole", usize::from(graph.title().is_some())),
    ];
    losses.extend(plain::losses(graph, false));
    losses.retain(|loss| loss.count > 0);
    losses
}

impl Matrix {
    /// Writes it as a full matrix for UCINET; a cell without a value is `NA`.
    ///
    /// # Errors
    ///
    /// Any I/O error of the stream.
    pub fn write_dl(&self, mut out: impl Write) -> io::Result<()> {
        write_square(self, &mut out)
    }
}

fn write_square(matrix: &Matrix, out: &mut dyn Write) -> io::Result<()> {
    let Matrix { name, rows, columns, cells } = matrix;
    match columns {
        Some(columns) => {
            writeln!(out, "dl nr={}, nc={}\nformat = fullmatrix", rows.len(), columns.len())?;
            write_labels("row labels", rows, out)?;
            write_labels("column labels", columns, out)?;
        }
        None => {
            writeln!(out, "dl n={}\nformat = fullmatrix", rows.len())?;
            write_labels("labels", rows, out)?;
        }
    }
    writeln!(out, "matrix labels:\n{name}\ndata:")?;
    let width = columns.as_ref().unwrap_or(rows).len();
    for row in cells.chunks(width.max(1)) {
        let row = row.iter().map(|cell| cell.map_or("NA".into(), shown));
        writeln!(out, "{}", row.collect::<Vec<_>>().join(" "))?;
    }
    Ok(())
}

fn write_labels(what: &str, labels: &[String], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{what}:")?;
    labels.iter().try_for_each(|label| writeln!(out, "{}", quoted(label)))
}

/// A label, in quotes unless it is one word; a quote in it becomes a single one.
fn quoted(label: &str) -> String {
    let label = plain::one_line(label).replace('"', "'");
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '(' | ')');
    let is_plain = !label.is_empty()
        && label.chars().all(is_word)
        && !["embedded", "data"].iter().any(|word| label.eq_ignore_ascii_case(word));
    if is_plain { label } else { format!("\"{label}\"") }
}
