//! The blocs of each window: which of them continue in the next window, and in which order.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::bloc::Grouping;
use crate::error::Error;
use crate::graph::{ActorIx, StanceRef, Time, View, Windows};
use crate::model::Date;
use crate::render::diagrams::groups;

/// How many sweeps put the blocs in order.
const SWEEPS: usize = 4;

/// The bloc that actors of a window are in; ordered from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bloc {
    /// In the bloc of this number, which continues over time.
    Of(usize),
    /// In none, because equally good partitions place them differently.
    Unplaced,
    /// In none, because they have no tie.
    Untied,
}

impl Bloc {
    /// The number of the bloc.
    pub(super) fn number(self) -> Option<usize> {
        match self {
            Self::Of(number) => Some(number),
            Self::Unplaced | Self::Untied => None,
        }
    }
}

/// The actors of one bloc in one window, or those without a bloc.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) bloc: Bloc,
    /// From top to bottom.
    pub(super) members: Vec<ActorIx>,
    /// The members who oppose one another, in words.
    pub(super) opposed: Option<String>,
}

/// One window: what was said in it, and its blocs.
#[derive(Debug)]
pub(super) struct Column<'g> {
    pub(super) days: [Option<Date>; 2],
    /// From top to bottom; actors without a bloc last.
    pub(super) blocks: Vec<Block>,
    /// Whether all best partitions of the window are known. If not, everyone with ties is unplaced.
    pub(super) is_decided: bool,
    pub(super) said: BTreeMap<ActorIx, Vec<StanceRef<'g>>>,
}

impl<'g> Column<'g> {
    /// The stances of some actors.
    pub(super) fn stances(&self, actors: &[ActorIx]) -> Vec<StanceRef<'g>> {
        actors.iter().filter_map(|actor| self.said.get(actor)).flatten().copied().collect()
    }

    /// The place of each actor, from the top.
    fn places(&self) -> BTreeMap<ActorIx, usize> {
        let members = self.blocks.iter().flat_map(|block| &block.members);
        members.enumerate().map(|(place, actor)| (*actor, place)).collect()
    }

    /// The block of each actor.
    pub(super) fn blocks_of(&self) -> BTreeMap<ActorIx, usize> {
        let blocks = self.blocks.iter().enumerate();
        blocks.flat_map(|(block, it)| it.members.iter().map(move |actor| (*actor, block))).collect()
    }

    /// Orders the actors of each block by another column; actors who are not in it come last.
    fn order_by(&mut self, places: &BTreeMap<ActorIx, usize>) {
        for block in &mut self.blocks {
            block.members.sort_by_key(|actor| places.get(actor).copied().unwrap_or(usize::MAX));
        }
    }
}

/// Orders the blocks of all columns by one order of the blocs. It starts with the largest bloc first, and
/// exchanges neighbours as long as fewer actors cross. Actors without a bloc come last.
fn uncross(columns: &mut [Column]) {
    let blocks = columns.iter().flat_map(|column| &column.blocks);
    let count = blocks.filter_map(|block| block.bloc.number()).max().map_or(0, |last| last + 1);
    let mut order = (0..count).collect::<Vec<_>>();
    for _ in 0..SWEEPS {
        for upper in 1..count {
            let before = crossed(columns, &order, upper);
            order.swap(upper - 1, upper);
            if crossed(columns, &order, upper) >= before {
                order.swap(upper - 1, upper);
            }
        }
    }
    let ranks = ranks(&order);
    for column in columns {
        column.blocks.sort_by_key(|block| rank(block, &ranks));
    }
}

/// The rank of a block from the top: blocs in their order, then actors without one.
fn rank(block: &Block, ranks: &[usize]) -> Bloc {
    block.bloc.number().map_or(block.bloc, |bloc| Bloc::Of(ranks[bloc]))
}

/// The place of each thing in an order.
fn ranks(order: &[usize]) -> Vec<usize> {
    let mut ranks = vec![0; order.len()];
    order.iter().enumerate().for_each(|(rank, thing)| ranks[*thing] = rank);
    ranks
}

/// The number of crossings between the actors of a bloc and of the bloc above it, in all columns.
fn crossed(columns: &[Column], order: &[usize], lower: usize) -> usize {
    let (ranks, pair) = (ranks(order), [order[lower - 1], order[lower]]);
    let of = |column: &Column, bloc: usize| {
        let block = column.blocks.iter().find(|block| block.bloc == Bloc::Of(bloc));
        block.map_or_else(Vec::new, |block| block.members.clone())
    };
    let ends = |actors: &[ActorIx], beside: &Column| {
        let blocks = beside.blocks_of();
        let mut ends = actors
            .iter()
            .filter_map(|actor| blocks.get(actor))
            .map(|block| rank(&beside.blocks[*block], &ranks))
            .collect::<Vec<_>>();
        ends.sort_unstable();
        ends
    };
    let mut count = 0;
    for (index, column) in columns.iter().enumerate() {
        let [above, below] = pair.map(|bloc| of(column, bloc));
        if above.is_empty() || below.is_empty() {
            continue;
        }
        let beside = [index.checked_sub(1), Some(index + 1)];
        for beside in beside.into_iter().flatten().filter_map(|other| columns.get(other)) {
            let [above, below] = [&above, &below].map(|actors| ends(actors, beside));
            count += crossings(&above, &below);
        }
    }
    count
}

/// The number of pairs of ends in which that of the upper bloc is below the other.
fn crossings(upper: &[Bloc], lower: &[Bloc]) -> usize {
    upper.iter().map(|end| lower.partition_point(|other| other < end)).sum()
}

/// The columns of the last windows, at most `most`.
pub(super) fn columns<'g>(
    windows: &Windows<'g>,
    most: usize,
    grouping: &Grouping,
) -> Result<Vec<Column<'g>>, Error> {
    let first = windows.len().saturating_sub(most);
    let mut columns = (first..windows.len())
        .filter_map(|index| windows.get(index))
        .map(|window| column(&window, grouping))
        .collect::<Result<Vec<_>, _>>()?;
    go_on(&mut columns);
    by_size(&mut columns);
    uncross(&mut columns);
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
    Ok(columns)
}

/// Renumbers the blocs by their members over all windows, the most first.
fn by_size(columns: &mut [Column]) {
    let blocks = || columns.iter().flat_map(|column| &column.blocks);
    let count = blocks().filter_map(|block| block.bloc.number()).max().map_or(0, |last| last + 1);
    let mut sizes = (0..count).map(|bloc| (Reverse(0), bloc)).collect::<Vec<_>>();
    for block in blocks() {
        if let Some(bloc) = block.bloc.number() {
            sizes[bloc].0.0 += block.members.len();
        }
    }
    sizes.sort_unstable();
    let mut ranks = vec![0; count];
    sizes.iter().enumerate().for_each(|(rank, (_, bloc))| ranks[*bloc] = rank);
    for block in columns.iter_mut().flat_map(|column| &mut column.blocks) {
        block.bloc = rank(block, &ranks);
    }
}

/// The column of a window: the largest bloc first, then actors without a bloc.
fn column<'g>(window: &View<'g>, grouping: &Grouping) -> Result<Column<'g>, Error> {
    let days = match window.time() {
        Time::Window { from, until } => [from, until],
        Time::Latest | Time::Snapshot(_) => [None, None],
    };
    let mut said = BTreeMap::<_, Vec<_>>::new();
    for stance in window.stances() {
        said.entry(window.actor_for(stance)).or_default().push(stance);
    }
    let blocs = grouping.blocs(window)?;
    let is_decided = blocs.is_decided();
    let actor = |node: &usize| blocs.ties().nodes()[*node];
    let members = blocs.members().iter().enumerate().filter(|_| is_decided);
    let opposed = groups::oppositions(&blocs, window);
    let blocks = members.map(|(bloc, nodes)| {
        let opposed = opposed.iter().filter(|one| one.bloc == bloc).copied().collect::<Vec<_>>();
        let opposed = (!opposed.is_empty()).then(|| groups::told(&opposed, window));
        Block { bloc: Bloc::Of(0), members: nodes.iter().map(actor).collect(), opposed }
    });
    let unplaced = match is_decided {
        true => blocs.unplaced().iter().flatten().map(actor).collect(),
        false => blocs.ties().nodes().to_vec(),
    };
    let others = [(Bloc::Unplaced, unplaced), (Bloc::Untied, blocs.ties().isolates().to_vec())]
        .into_iter()
        .filter(|(_, members)| !members.is_empty())
        .map(|(bloc, members)| Block { bloc, members, opposed: None });
    let blocks = blocks.chain(others).collect();
    Ok(Column { days, blocks, is_decided, said })
}

/// Decides which bloc each block continues: the one with whose last members it shares the most, or else a new one.
fn go_on(columns: &mut [Column]) {
    let mut last = Vec::<Vec<ActorIx>>::new();
    for column in columns {
        let mut pairs = Vec::new();
        for (block, it) in
            column.blocks.iter().enumerate().filter(|(_, it)| it.bloc.number().is_some())
        {
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
            if block.bloc.number().is_none() {
                continue;
            }
            let bloc = bloc.unwrap_or(last.len());
            if bloc == last.len() {
                last.push(Vec::new());
            }
            last[bloc].clone_from(&block.members);
            block.bloc = Bloc::Of(bloc);
        }
    }
}
