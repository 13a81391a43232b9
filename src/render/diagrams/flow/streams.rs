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

    /// Puts the blocks, and the actors in them, in the order of another column.
    fn order_by(&mut self, places: &BTreeMap<ActorIx, usize>) {
        for block in &mut self.blocks {
            // Who is not there keeps the place that it has, at the end.
            block.members.sort_by_key(|actor| places.get(actor).copied().unwrap_or(usize::MAX));
        }
        let mut keyed = std::mem::take(&mut self.blocks)
            .into_iter()
            .enumerate()
            .map(|(index, block)| (mean(&block.members, places), index, block))
            .collect::<Vec<_>>();
        keyed.sort_by(|(a, first, left), (b, second, right)| {
            let loose = left.bloc.is_none().cmp(&right.bloc.is_none());
            let by_mean = match (a, b) {
                (Some(a), Some(b)) => a.total_cmp(b),
                _ => first.cmp(second),
            };
            loose.then(by_mean).then(first.cmp(second))
        });
        self.blocks = keyed.into_iter().map(|(.., block)| block).collect();
    }
}

/// The mean place of actors; `None` where none has one.
#[expect(clippy::cast_precision_loss, reason = "actors are far fewer than 2^52")]
fn mean(actors: &[ActorIx], places: &BTreeMap<ActorIx, usize>) -> Option<f64> {
    let known = actors.iter().filter_map(|actor| places.get(actor)).collect::<Vec<_>>();
    let sum = known.iter().map(|place| **place as f64).sum::<f64>();
    (!known.is_empty()).then(|| sum / known.len() as f64)
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
