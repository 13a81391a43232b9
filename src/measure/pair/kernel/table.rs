//! Standings as a table of numbers.

use rustc_hash::FxHashMap;

use super::super::Level;
use crate::graph::{ActorIx, Node, Side, Standings};

/// The level of each actor on each target.
pub struct Table {
    /// The actors with a standing, by id; one row each.
    pub(crate) actors: Vec<ActorIx>,
    pub(crate) levels: Vec<Level>,
    /// The weight of each column; empty if no weights are given.
    pub(crate) weights: Vec<f64>,
    /// The node of each column.
    nodes: Vec<usize>,
    row_ends: Vec<usize>,
    rows: Vec<Entry>,
    /// The number of actors with a standing on each target.
    column_sizes: Vec<usize>,
    /// For each actor, the later actors with a tie: one of the two has said something about the other.
    ties: Vec<Vec<u32>>,
}

/// The number of an actor or a target, and the level there.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub(crate) other: u32,
    pub(crate) level: u32,
}

impl Table {
    /// O(n) in the number of standings.
    pub(crate) fn of(standings: Standings, node_weights: Option<&[f64]>) -> Self {
        let graph = standings.graph();
        let mut columns = Numbers::of(graph.petgraph().node_count());
        let mut levels = Levels::default();
        let mut table = Self {
            actors: Vec::new(),
            levels: Vec::new(),
            weights: Vec::new(),
            nodes: Vec::new(),
            row_ends: Vec::new(),
            rows: Vec::with_capacity(standings.len()),
            column_sizes: Vec::new(),
            ties: Vec::new(),
        };
        for standing in standings.iter() {
            if table.actors.last() != Some(&standing.actor_ix()) {
                table.row_ends.extend((!table.actors.is_empty()).then_some(table.rows.len()));
                table.actors.push(standing.actor_ix());
            }
            // A standing of an actor on itself is shared with nobody: with others who spoke about the actor, it is
            // a tie.
            if standing.target_number() == standing.actor_ix().index() {
                continue;
            }
            let column = columns.number(standing.target_number());
            table.rows.push(Entry { other: column, level: levels.number(standing.into()) });
        }
        table.row_ends.extend((!table.actors.is_empty()).then_some(table.rows.len()));
        table.levels = levels.levels;
        table.column_sizes = columns.sizes;
        if let Some(weights) = node_weights {
            table.weights = columns.nodes.iter().map(|node| weights[*node]).collect();
        }
        table.nodes = columns.nodes;
        table.find_ties(standings);
        table
    }

    /// The table with the column of each node repeated `times` times.
    pub(crate) fn redrawn(&self, times: impl Fn(usize) -> u32) -> Self {
        let mut starts = vec![0];
        let mut table = Self {
            actors: self.actors.clone(),
            levels: self.levels.clone(),
            weights: Vec::new(),
            nodes: Vec::new(),
            row_ends: Vec::new(),
            rows: Vec::new(),
            column_sizes: Vec::new(),
            ties: self.ties.clone(),
        };
        for (column, node) in self.nodes.iter().enumerate() {
            let times = times(*node) as usize;
            table.nodes.extend(std::iter::repeat_n(*node, times));
            table.column_sizes.extend(std::iter::repeat_n(self.column_sizes[column], times));
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
        table
    }

    fn find_ties(&mut self, standings: Standings) {
        self.ties = vec![Vec::new(); self.actors.len()];
        let actors = standings.graph().actors().len();
        let row = |actor: ActorIx| self.actors.binary_search(&actor).ok();
        for (a, actor) in self.actors.iter().enumerate() {
            // Actors are the first nodes, so they come first among targets.
            let ties = standings.of(*actor).map_while(|tie| match tie.target_number() {
                number if number < actors => Some(tie.target_node()),
                _ => None,
            });
            for tie in ties {
                let Node::Actor(other) = tie else { continue };
                if let Some(b) = row(other).filter(|b| *b != a) {
                    let later = u32::try_from(a.max(b)).expect("actors are counted in u32");
                    self.ties[a.min(b)].push(later);
                }
            }
        }
        for ties in &mut self.ties {
            ties.sort_unstable();
            ties.dedup();
        }
    }

    /// Later actors about whom this one said something, or who said something about this one.
    pub(crate) fn ties(&self, actor: usize) -> &[u32] {
        &self.ties[actor]
    }

    fn range(&self, actor: usize) -> std::ops::Range<usize> {
        actor.checked_sub(1).map_or(0, |before| self.row_ends[before])..self.row_ends[actor]
    }

    /// The targets of an actor, and the levels there.
    pub(crate) fn row(&self, actor: usize) -> &[Entry] {
        &self.rows[self.range(actor)]
    }

    /// The number of actors with a standing on each target.
    pub(crate) fn column_sizes(&self) -> &[usize] {
        &self.column_sizes
    }
}

/// The entries of a table, by target.
pub struct Columns {
    ends: Vec<usize>,
    entries: Vec<Entry>,
    /// The place of each entry of the rows in its column.
    places: Vec<u32>,
}

impl Columns {
    /// Sorts the entries by target: a counting sort, so each column is in the order of actors.
    pub(crate) fn of(table: &Table) -> Self {
        let mut ends = Vec::with_capacity(table.column_sizes.len());
        let mut places = Vec::with_capacity(table.column_sizes.len());
        for size in &table.column_sizes {
            places.push(ends.last().copied().unwrap_or(0));
            ends.push(places[places.len() - 1] + size);
        }
        let mut entries = vec![Entry { other: 0, level: 0 }; table.rows.len()];
        let mut stands = Vec::with_capacity(table.rows.len());
        for actor in 0..table.actors.len() {
            let other = u32::try_from(actor).expect("actors are counted in u32");
            for entry in table.row(actor) {
                let place = &mut places[entry.other as usize];
                entries[*place] = Entry { other, level: entry.level };
                stands.push(u32::try_from(*place).expect("standings are counted in u32"));
                *place += 1;
            }
        }
        Self { ends, entries, places: stands }
    }

    /// For each target of an actor: the level there, the target, and the later actors with a standing on it, with
    /// their levels.
    pub(crate) fn later(
        &self,
        table: &Table,
        actor: usize,
    ) -> impl Iterator<Item = (Entry, &[Entry])> {
        let own = table.row(actor).iter().zip(&self.places[table.range(actor)]);
        own.map(|(entry, place)| {
            let rest = *place as usize + 1..self.ends[entry.other as usize];
            (*entry, &self.entries[rest])
        })
    }
}

/// Numbers nodes in the order of their first occurrence, and counts their occurrences.
struct Numbers {
    numbers: Vec<u32>,
    nodes: Vec<usize>,
    sizes: Vec<usize>,
}

impl Numbers {
    fn of(nodes: usize) -> Self {
        Self { numbers: vec![u32::MAX; nodes], nodes: Vec::new(), sizes: Vec::new() }
    }

    fn number(&mut self, node: usize) -> u32 {
        let number = &mut self.numbers[node];
        if *number == u32::MAX {
            *number = u32::try_from(self.nodes.len()).expect("nodes are counted in u32");
            self.nodes.push(node);
            self.sizes.push(0);
        }
        self.sizes[*number as usize] += 1;
        *number
    }
}

/// Numbers levels in the order of their first occurrence.
#[derive(Default)]
struct Levels {
    numbers: FxHashMap<(u64, Side), u32>,
    levels: Vec<Level>,
    /// The last level of each side, which is usually the next one too.
    last: [Option<(u64, u32)>; Side::ALL.len()],
}

impl Levels {
    fn number(&mut self, level: Level) -> u32 {
        let bits = level.value.to_bits();
        if let Some((known, number)) = self.last[level.side as usize]
            && known == bits
        {
            return number;
        }
        let next = u32::try_from(self.levels.len()).expect("levels are fewer than standings");
        let number = *self.numbers.entry((bits, level.side)).or_insert(next);
        if number == next {
            self.levels.push(level);
        }
        self.last[level.side as usize] = Some((bits, number));
        number
    }
}
