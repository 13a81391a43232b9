//! UCINET DL, of one or two modes, in all forms except block matrices: `.dl`.

mod data;
mod header;
mod write;

use std::io::{self, Write};

use self::data::Data;
use self::header::{Header, Labels};
use super::network::{Ends, Network, Node};
use super::plain::Line;
use crate::error::{Cause, FileId, LeftOut, Place};
use crate::format::options::Settings;
use crate::graph::{Builder, StanceGraph};

/// The largest number of nodes that a file can announce without naming them.
const MOST_UNNAMED: usize = 100_000;

/// The name of a matrix whose numbers are signs, even if none is negative.
const SIGNED: &str = "signed";

/// A fault of syntax and its place.
type Broken = (String, Place);

/// Reads DL into a builder.
pub fn read(text: &str, file: FileId, settings: &Settings, builder: &mut Builder) {
    let outcome = Header::read(text, file).and_then(|(header, lines)| {
        check_size(&header, text)?;
        network(header, lines)
    });
    match outcome {
        Ok(network) => network.build(file, settings, builder),
        Err((what, place)) => {
            builder.fault(Cause::Syntax(what), Some(place));
            builder.incomplete();
        }
    }
}

fn check_size(header: &Header, text: &str) -> Result<(), Broken> {
    let most = (text.len() / 4).max(MOST_UNNAMED);
    match header.rows.max(header.columns).max(header.matrices) > most {
        true => Err((
            format!("the file announces more nodes than {most}, the most for its size"),
            header.place,
        )),
        false => Ok(()),
    }
}

fn network<'t>(header: Header, lines: impl Iterator<Item = Line<'t>>) -> Result<Network, Broken> {
    let mut network = Network::new(Ends::Created);
    if header.matrix_labels.iter().any(|label| label.eq_ignore_ascii_case(SIGNED)) {
        network.sign_is(super::plain::WEIGHT);
    }
    let (names, header) = Data::read(header, lines, &mut network)?;
    let [rows, columns] = names;
    for (number, name) in rows.into_iter().enumerate() {
        network
            .node(&row_key(number), node(name, number, header.is_two_mode(), false, header.place));
    }
    for (number, name) in columns.into_iter().enumerate().filter(|_| header.is_two_mode()) {
        network.node(&header.column_key(number), node(name, number, true, true, header.place));
    }
    Ok(network)
}

fn node(name: Option<String>, number: usize, knows: bool, is_issue: bool, place: Place) -> Node {
    let id = name.unwrap_or_else(|| (number + 1).to_string());
    Node {
        id: Some(id),
        is_issue: knows.then_some(is_issue),
        place: Some(place),
        ..Node::default()
    }
}

fn row_key(number: usize) -> String {
    (number + 1).to_string()
}

impl Header {
    /// Whether columns are something else than rows.
    fn is_two_mode(&self) -> bool {
        self.is_two_mode
    }

    fn column_key(&self, number: usize) -> String {
        if self.is_two_mode { format!("c{}", number + 1) } else { row_key(number) }
    }

    /// The labels listed before the data, for rows and columns.
    fn listed(&self) -> [&Labels; 2] {
        [&self.row_labels, &self.column_labels]
    }
}

/// Writes DL.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    write::write(graph, out)
}

/// Counts what it cannot hold.
pub fn losses(graph: &StanceGraph) -> Vec<LeftOut> {
    write::losses(graph)
}
