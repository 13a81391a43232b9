//! Standings as numbers.

use rustc_hash::FxHashMap;

use super::super::Level;
use crate::graph::{ActorIx, Node, Standings};

/// Who is at which level on what, by actor and by target.
pub(in super::super) struct Table {
    /// The actors who have a standing, by id; a row each.
    pub(in super::super) actors: Vec<ActorIx>,
    pub(super) levels: Vec<Level>,
    /// The weight of each column; empty where none is given.
    pub(super) weights: Vec<f64>,
    /// The node of each column.
    nodes: Vec<usize>,
    row_ends: Vec<usize>,
    rows: Vec<Entry>,
    column_ends: Vec<usize>,
    columns: Vec<Entry>,
    /// Later actors of whom, or who of each, something is said.
    ties: Vec<Vec<u32>>,
}

/// An actor's or a target's number, and the level there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) other: u32,
    pub(super) level: u32,
}

impl Table {
    /// O(n) in the number of standings.
    pub(in super::super) fn of(standings: &Standings, node_weights: Option<&[f64]>) -> Self {
        let graph = standings.graph();
        let mut columns = Numbers::of(graph.petgraph().node_count());
        let mut levels = Levels::default();
        let mut table = Self {
            actors: standings.actors().collect(),
            levels: Vec::new(),
            weights: Vec::new(),
            nodes: Vec::new(),
            row_ends: Vec::new(),
            rows: Vec::with_capacity(standings.len()),
            column_ends: Vec::new(),
            columns: Vec::new(),
            ties: Vec::new(),
        };
        let mut last = None;
        for standing in standings.iter() {
            if last.replace(standing.actor_ix()) != Some(standing.actor_ix()) {
                table.row_ends.push(table.rows.len());
            }
            let node = graph.node_index(standing.target_node()).index();
            let level = levels.number(standing.into());
            table.rows.push(Entry { other: columns.number(node), level });
            *table.row_ends.last_mut().expect("begun above") = table.rows.len();
        }
        table.levels = levels.levels;
        if let Some(weights) = node_weights {
            table.weights = columns.nodes.iter().map(|node| weights[*node]).collect();
        }
        table.nodes = columns.nodes;
        table.turn(table.nodes.len());
        table.find_ties(standings);
        table
    }

    /// The same with the column of each node as often as it is told.
    pub(in super::super) fn redrawn(&self, times: impl Fn(usize) -> u32) -> Self {
        let mut starts = vec![0];
        let mut table = Self {
            actors: self.actors.clone(),
            levels: self.levels.clone(),
            weights: Vec::new(),
            nodes: Vec::new(),
            row_ends: Vec::new(),
            rows: Vec::new(),
            column_ends: Vec::new(),
            columns: Vec::new(),
            ties: self.ties.clone(),
        };
        for (column, node) in self.nodes.iter().enumerate() {
            let times = times(*node) as usize;
            table.nodes.extend(std::iter::repeat_n(*node, times));
            let weight = self.weights.get(column).copied();
            table.weights.extend(weight.into_iter().flat_map(|w| std::iter::repeat_n(w, times)));
            starts.push(u32::try_from(table.nodes.len()).expect("columns are counted in u32"));
        }
        for actor in 0..self.actors.len() {
            for Entry { other, level } in self.row(actor) {
                let drawn = starts[*other as usize]..starts[*other as usize + 1];
                table.rows.extend(drawn.map(|other| Entry { other, level: *level }));
            }
            table.row_ends.push(table.rows.len());
        }
        table.turn(table.nodes.len());
        table
    }

    /// Sorts the entries by target: a counting sort, so each column is in the order of actors.
    fn turn(&mut self, columns: usize) {
        let mut starts = vec![0; columns + 1];
        self.rows.iter().for_each(|entry| starts[entry.other as usize + 1] += 1);
        for column in 0..columns {
            starts[column + 1] += starts[column];
        }
        self.column_ends = starts[1..].to_vec();
        self.columns = vec![Entry { other: 0, level: 0 }; self.rows.len()];
        for actor in 0..self.actors.len() {
            for index in self.range(actor) {
                let Entry { other, level } = self.rows[index];
                let place = &mut starts[other as usize];
                let other = u32::try_from(actor).expect("actors are counted in u32");
                self.columns[*place] = Entry { other, level };
                *place += 1;
            }
        }
    }

    fn find_ties(&mut self, standings: &Standings) {
        self.ties = vec![Vec::new(); self.actors.len()];
        let row = |actor: ActorIx| self.actors.binary_search(&actor).ok();
        for standing in standings.iter() {
            let Node::Actor(other) = standing.target_node() else { continue };
            if let (Some(a), Some(b)) = (row(standing.actor_ix()), row(other))
                && a != b
            {
                let later = u32::try_from(a.max(b)).expect("actors are counted in u32");
                self.ties[a.min(b)].push(later);
            }
        }
        for ties in &mut self.ties {
            ties.sort_unstable();
            ties.dedup();
        }
    }

    /// Later actors of whom this one said something, or who did of this one.
    pub(in super::super) fn ties(&self, actor: usize) -> &[u32] {
        &self.ties[actor]
    }

    fn range(&self, actor: usize) -> std::ops::Range<usize> {
        actor.checked_sub(1).map_or(0, |before| self.row_ends[before])..self.row_ends[actor]
    }

    /// The targets of an actor, and the levels there.
    pub(super) fn row(&self, actor: usize) -> &[Entry] {
        &self.rows[self.range(actor)]
    }

    pub(super) fn column_count(&self) -> usize {
        self.column_ends.len()
    }

    pub(super) fn column_range(&self, column: usize) -> std::ops::Range<usize> {
        let start = column.checked_sub(1).map_or(0, |before| self.column_ends[before]);
        start..self.column_ends[column]
    }

    /// The actors after this one who have a standing on a target, and their levels.
    pub(super) fn later(&self, column: usize, actor: usize) -> &[Entry] {
        let entries = &self.columns[self.column_range(column)];
        &entries[entries.partition_point(|entry| entry.other as usize <= actor)..]
    }
}

/// Numbers nodes in the order in which they come.
struct Numbers {
    numbers: Vec<u32>,
    nodes: Vec<usize>,
}

impl Numbers {
    fn of(nodes: usize) -> Self {
        Self { numbers: vec![u32::MAX; nodes], nodes: Vec::new() }
    }

    fn number(&mut self, node: usize) -> u32 {
        let number = &mut self.numbers[node];
        if *number == u32::MAX {
            *number = u32::try_from(self.nodes.len()).expect("nodes are counted in u32");
            self.nodes.push(node);
        }
        *number
    }
}

/// Numbers levels in the order in which they come.
#[derive(Default)]
struct Levels {
    numbers: FxHashMap<(u64, u8), u32>,
    levels: Vec<Level>,
    last: Option<(Level, u32)>,
}

impl Levels {
    fn number(&mut self, level: Level) -> u32 {
        if let Some((last, number)) = self.last
            && last == level
        {
            return number;
        }
        let next = u32::try_from(self.levels.len()).expect("levels are fewer than standings");
        let key = (level.value.to_bits(), level.side as u8);
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.levels.push(level);
        }
        self.last = Some((level, number));
        number
    }
}
