//! The blocs of each window, which of them go on from one to the next, and in which order.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::bloc::TieRule;
use crate::error::Error;
use crate::graph::{ActorIx, StanceRef, Time, View, Windows};
use crate::measure::Measure;
use crate::model::Date;

/// How often the blocs are put in order.
const SWEEPS: usize = 4;

/// Actors of one window who belong together, or who have no tie.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The bloc that goes on over time; `None` for those without a tie.
    pub(super) bloc: Option<usize>,
    /// From above.
    pub(super) members: Vec<ActorIx>,
}

/// What was said in a window, and who was with whom.
#[derive(Debug)]
pub(super) struct Column<'g> {
    pub(super) days: [Option<Date>; 2],
    /// From above; those without a tie last.
    pub(super) blocks: Vec<Block>,
    pub(super) said: BTreeMap<ActorIx, Vec<StanceRef<'g>>>,
}

impl<'g> Column<'g> {
    /// The stances of some actors.
    pub(super) fn stances(&self, actors: &[ActorIx]) -> Vec<StanceRef<'g>> {
        actors.iter().filter_map(|actor| self.said.get(actor)).flatten().copied().collect()
    }

    /// The place of each actor, from above.
    fn places(&self) -> BTreeMap<ActorIx, usize> {
        let members = self.blocks.iter().flat_map(|block| &block.members);
        members.enumerate().map(|(place, actor)| (*actor, place)).collect()
    }

    /// Which block each actor is in.
    pub(super) fn blocks_of(&self) -> BTreeMap<ActorIx, usize> {
        let blocks = self.blocks.iter().enumerate();
        blocks.flat_map(|(block, it)| it.members.iter().map(move |actor| (*actor, block))).collect()
    }

    /// Puts the blocks, and the actors in them, in the order of another column; who is not there
    /// keeps the place that it has.
    fn order_by(&mut self, places: &BTreeMap<ActorIx, usize>) {
        let own = self.places();
        let place = |actor: &ActorIx| places.get(actor).or_else(|| own.get(actor)).copied();
        for block in &mut self.blocks {
            let known = |actor: &ActorIx| (!places.contains_key(actor), place(actor));
            block.members.sort_by_cached_key(known);
        }
        let mean = |block: &Block| {
            let known = block.members.iter().filter_map(|actor| places.get(actor));
            let known = known.copied().collect::<Vec<_>>();
            let all = block.members.iter().filter_map(place).collect::<Vec<_>>();
            mean(if known.is_empty() { &all } else { &known })
        };
        self.blocks.sort_by(|a, b| {
            let loose = a.bloc.is_none().cmp(&b.bloc.is_none());
            loose.then_with(|| mean(a).total_cmp(&mean(b)))
        });
    }
}

#[expect(clippy::cast_precision_loss, reason = "actors are far fewer than 2^52")]
fn mean(places: &[usize]) -> f64 {
    let sum = places.iter().map(|place| *place as f64).sum::<f64>();
    sum / places.len().max(1) as f64
}

/// Exchanges neighbouring blocks while fewer ribbons cross.
fn uncross(columns: &mut [Column]) {
    for _ in 0..SWEEPS {
        for index in 0..columns.len() {
            let beside = [index.checked_sub(1), Some(index + 1)];
            let beside = beside.into_iter().flatten().filter_map(|other| columns.get(other));
            let beside = beside.map(Column::blocks_of).collect::<Vec<_>>();
            let blocks = &mut columns[index].blocks;
            for upper in 1..blocks.len() {
                let [a, b] = [&blocks[upper - 1], &blocks[upper]];
                if b.bloc.is_none() {
                    continue;
                }
                let gain: i64 =
                    beside.iter().map(|of| crossings(a, b, of) - crossings(b, a, of)).sum();
                if gain > 0 {
                    blocks.swap(upper - 1, upper);
                }
            }
        }
    }
}

/// How often ribbons of an upper block cross those of a lower one, on one side of them.
fn crossings(upper: &Block, lower: &Block, blocks: &BTreeMap<ActorIx, usize>) -> i64 {
    let ends = |block: &Block| {
        let mut ends = block.members.iter().filter_map(|a| blocks.get(a)).collect::<Vec<_>>();
        ends.sort_unstable();
        ends
    };
    let (uppers, lowers) = (ends(upper), ends(lower));
    let above = uppers.iter().map(|end| lowers.partition_point(|other| other < end));
    i64::try_from(above.sum::<usize>()).unwrap_or(i64::MAX)
}

/// The columns of the last windows, at most so many.
pub(super) fn columns<'g>(
    windows: &Windows<'g>,
    most: usize,
    min_shared: usize,
) -> Result<Vec<Column<'g>>, Error> {
    let first = windows.len().saturating_sub(most);
    let columns = (first..windows.len()).filter_map(|index| windows.get(index));
    let mut columns =
        columns.map(|window| column(&window, min_shared)).collect::<Result<Vec<_>, _>>()?;
    go_on(&mut columns);
    by_size(&mut columns);
    for sweep in 0..SWEEPS {
        let count = columns.len();
        for step in 1..count {
            let (index, other) = match sweep % 2 {
                0 => (step, step - 1),
                _ => (count - 1 - step, count - step),
            };
            let places = columns[other].places();
            columns[index].order_by(&places);
        }
    }
    uncross(&mut columns);
    Ok(columns)
}

/// Counts the blocs from the one with the most members over all windows.
fn by_size(columns: &mut [Column]) {
    let blocks = || columns.iter().flat_map(|column| &column.blocks);
    let count = blocks().filter_map(|block| block.bloc).max().map_or(0, |last| last + 1);
    let mut sizes = (0..count).map(|bloc| (Reverse(0), bloc)).collect::<Vec<_>>();
    for block in blocks() {
        if let Some(bloc) = block.bloc {
            sizes[bloc].0.0 += block.members.len();
        }
    }
    sizes.sort_unstable();
    let mut ranks = vec![0; count];
    sizes.iter().enumerate().for_each(|(rank, (_, bloc))| ranks[*bloc] = rank);
    for block in columns.iter_mut().flat_map(|column| &mut column.blocks) {
        block.bloc = block.bloc.map(|bloc| ranks[bloc]);
    }
}

/// The blocs of a window: the largest first, then those without a tie.
fn column<'g>(window: &View<'g>, min_shared: usize) -> Result<Column<'g>, Error> {
    let days = match window.time() {
        Time::Window { from, until } => [from, until],
        Time::Latest | Time::Snapshot(_) => [None, None],
    };
    let mut said = BTreeMap::<_, Vec<_>>::new();
    for stance in window.stances() {
        said.entry(window.acting(stance)).or_default().push(stance);
    }
    let rule = TieRule { min_shared, ..TieRule::default() };
    let ties = window.alignment_graph(Measure::default(), rule)?;
    let loose = ties.isolates().to_vec();
    let blocs = ties.camps(0);
    let actor = |node: &usize| blocs.ties().nodes()[*node];
    let members = blocs.members().iter().map(|nodes| nodes.iter().map(actor).collect());
    let mut blocks = members.map(|members| Block { bloc: Some(0), members }).collect::<Vec<_>>();
    if !loose.is_empty() {
        blocks.push(Block { bloc: None, members: loose });
    }
    Ok(Column { days, blocks, said })
}

/// Says which bloc each block is: that with which it shares the most members, where those of
/// each bloc are the ones that it had last; and else a new one.
fn go_on(columns: &mut [Column]) {
    let mut last = Vec::<Vec<ActorIx>>::new();
    for column in columns {
        let mut pairs = Vec::new();
        for (block, it) in column.blocks.iter().enumerate().filter(|(_, it)| it.bloc.is_some()) {
            for (bloc, members) in last.iter().enumerate() {
                let shared = it.members.iter().filter(|actor| members.contains(actor)).count();
                if shared > 0 {
                    pairs.push((Reverse(shared), bloc, block));
                }
            }
        }
        pairs.sort_unstable();
        let mut blocs = vec![None; column.blocks.len()];
        for (_, bloc, block) in pairs {
            if blocs[block].is_none() && !blocs.contains(&Some(bloc)) {
                blocs[block] = Some(bloc);
            }
        }
        for (block, bloc) in column.blocks.iter_mut().zip(blocs) {
            if block.bloc.is_none() {
                continue;
            }
            let bloc = bloc.unwrap_or(last.len());
            if bloc == last.len() {
                last.push(Vec::new());
            }
            last[bloc].clone_from(&block.members);
            block.bloc = Some(bloc);
        }
    }
}
