//! A chart: boxes in columns, and lines from box to box through neighbouring columns, before they have places.
//!
//! A label is a box of its own, in a column between those that its line joins. So no label can lie on another
//! label, on a name, or under a line.

use std::collections::HashMap;

use crate::graph::{Node, Side, StanceRef};
use crate::render::drawing::words::Words;
use crate::render::theme::size;

/// The number of columns: three of names, with a column of labels between every two.
pub const COLUMNS: usize = 5;
/// The distance between two lines that end at one side of a box.
const SLOT: f64 = 13.0;
/// The same with very many lines.
const NARROW_SLOT: f64 = 1.8;
/// With more lines, these are very many.
const MANY: usize = 150;

/// The content of a box.
#[derive(Clone, Debug)]
pub enum Kind {
    /// The name of an actor or an issue.
    Name {
        node: Node,
        words: Words,
        /// The bloc whose panel it is in.
        panel: Option<usize>,
    },
    /// The label of a line.
    Label { words: Words },
    /// Nothing: a line passes.
    Bend,
}

/// A box in a column.
#[derive(Clone, Debug)]
pub struct Station {
    pub(crate) kind: Kind,
    pub(crate) column: usize,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// A line through neighbouring columns.
#[derive(Clone, Debug)]
pub struct Line<'s> {
    /// The boxes that it passes, from its actor to its target.
    pub(crate) route: Vec<usize>,
    pub(crate) side: Side,
    pub(crate) width: f64,
    pub(crate) has_head: bool,
    /// Whether it is no longer in force.
    pub(crate) is_past: bool,
    pub(crate) stances: Vec<StanceRef<'s>>,
    /// Its description, if that is not the description of its stances.
    pub(crate) about: Option<String>,
}

/// Boxes and lines.
#[derive(Clone, Debug)]
pub struct Chart<'s> {
    /// The distance between the columns of names: 2 with labels between them, otherwise 1.
    pub(crate) step: usize,
    pub(crate) stations: Vec<Station>,
    pub(crate) lines: Vec<Line<'s>>,
    names: HashMap<Node, usize>,
    /// Whether each column has several panels.
    is_split: [bool; COLUMNS],
}

impl<'s> Chart<'s> {
    /// An empty chart whose columns of names are `step` apart.
    pub(crate) fn new(step: usize) -> Self {
        let is_split = [false; COLUMNS];
        Self { step, stations: Vec::new(), lines: Vec::new(), names: HashMap::new(), is_split }
    }

    /// Whether there are so many lines that single ones are indistinguishable.
    pub(crate) fn is_crowded(&self) -> bool {
        self.lines.len() > MANY
    }

    /// The distance between two lines that end at one side of a box.
    pub(crate) fn slot(&self) -> f64 {
        if self.is_crowded() { NARROW_SLOT } else { SLOT }
    }

    /// The box of an actor or an issue.
    pub(crate) fn name(&self, node: Node) -> usize {
        self.names[&node]
    }

    pub(crate) fn add_name(
        &mut self,
        node: Node,
        words: Words,
        column: usize,
        panel: Option<usize>,
    ) {
        let air = if words.size > size::SMALL { 14.0 } else { 6.0 };
        let (width, height) = (words.width() + 26.0, words.height() + air);
        let kind = Kind::Name { node, words, panel };
        self.names.insert(node, self.stations.len());
        self.stations.push(Station { kind, column, width, height });
    }

    /// Adds a line from one box to another, through a label or a bend in another column if one is given, and with a
    /// bend in each column that it passes.
    pub(crate) fn add_line(&mut self, line: Line<'s>, via: Option<(Option<Words>, usize)>) {
        let &[from, to] = line.route.as_slice() else { unreachable!("a line has two ends") };
        let end = self.stations[to].column;
        let mut route = vec![from];
        if let Some((words, column)) = via {
            route.push(self.add_middle(words, column, line.width));
        }
        let mut column = self.stations[route[route.len() - 1]].column;
        while column.abs_diff(end) > 1 {
            column = if column < end { column + 1 } else { column - 1 };
            route.push(self.add_middle(None, column, line.width));
        }
        route.push(to);
        self.lines.push(Line { route, ..line });
    }

    fn add_middle(&mut self, words: Option<Words>, column: usize, thickness: f64) -> usize {
        self.add(match words {
            Some(words) => {
                let (width, height) = (words.width() + 8.0, words.height() + 4.0);
                let kind = Kind::Label { words };
                Station { kind, column, width, height }
            }
            None => Station { kind: Kind::Bend, column, width: 0.0, height: thickness },
        })
    }

    fn add(&mut self, station: Station) -> usize {
        self.stations.push(station);
        self.stations.len() - 1
    }

    /// The bloc whose panel a box is in.
    pub(crate) fn panel(&self, index: usize) -> Option<usize> {
        match self.stations[index].kind {
            Kind::Name { panel, .. } => panel,
            Kind::Label { .. } | Kind::Bend => None,
        }
    }

    /// Whether a column has several panels, which need space between them.
    pub(crate) fn is_split(&self, column: usize) -> bool {
        self.is_split[column]
    }

    /// Makes boxes high enough for the lines that end at them, and all names of a column equally wide.
    pub(crate) fn fit(&mut self) {
        let mut first = [None; COLUMNS];
        for station in &self.stations {
            if let Kind::Name { panel: Some(panel), .. } = station.kind {
                let first = first[station.column].get_or_insert(panel);
                self.is_split[station.column] |= *first != panel;
            }
        }
        let slot = self.slot();
        let mut ends = vec![[0_u32; 2]; self.stations.len()];
        for (from, to) in self.links() {
            ends[from][usize::from(self.leaves_right(from, to))] += 1;
            ends[to][usize::from(self.leaves_right(to, from))] += 1;
        }
        let mut widest = [0.0_f64; COLUMNS];
        for (station, ends) in self.stations.iter_mut().zip(ends) {
            if let Kind::Name { .. } = station.kind {
                let lines = f64::from(ends[0].max(ends[1]));
                station.height = station.height.max(lines * slot + 4.0);
                widest[station.column] = widest[station.column].max(station.width);
            }
        }
        for station in &mut self.stations {
            if let Kind::Name { .. } = station.kind {
                station.width = widest[station.column];
            }
        }
    }

    /// Whether a line from one box to another leaves it on its right.
    ///
    /// Two boxes of one column are joined on the right, or, in the last column, on the left.
    pub(crate) fn leaves_right(&self, from: usize, to: usize) -> bool {
        let (from, to) = (self.stations[from].column, self.stations[to].column);
        if from == to { from < self.last_column().max(1) } else { from < to }
    }

    fn last_column(&self) -> usize {
        self.stations.iter().map(|station| station.column).max().unwrap_or(0)
    }

    /// The pieces of all lines: pairs of boxes in neighbouring columns.
    pub(crate) fn links(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.lines.iter().flat_map(|line| line.route.windows(2).map(|pair| (pair[0], pair[1])))
    }
}
