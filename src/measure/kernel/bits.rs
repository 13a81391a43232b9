//! All pairs by packed positions: 64 targets at a time.

use super::super::{Cell, Joint, Level};
use super::Table;
use crate::graph::Side;

/// The most memory that packed positions may take, in words.
const MOST_WORDS: usize = 1 << 27;

/// What going through one target of two actors costs, in words compared for all nine counts.
const WORDS_PER_MEETING: usize = 2;

/// Words that are counted at once.
const BLOCK: usize = 8;

/// The three levels, in the order of cells.
const LEVELS: [Level; 3] = [
    Level { side: Side::Oppose, value: -1.0 },
    Level { side: Side::Neutral, value: 0.0 },
    Level { side: Side::Support, value: 1.0 },
];

/// Who opposes what and who supports it, who has a standing at all: a bit for each target.
pub(in super::super) struct Planes {
    actors: usize,
    /// The blocks of one actor.
    blocks: usize,
    /// The blocks of all actors, and of each the three planes.
    planes: Vec<[[u64; BLOCK]; 3]>,
}

impl Planes {
    /// Whether all standings are full support, full opposition or neutral, and the actors share so
    /// many targets that comparing all of them is faster than going through those that they share.
    pub(super) fn fit(table: &Table) -> bool {
        let actors = table.actors.len();
        let words = table.column_count().div_ceil(64 * BLOCK) * BLOCK;
        let meetings = (0..table.column_count()).map(|column| {
            let on = table.column_range(column).len();
            on * on.saturating_sub(1) / 2
        });
        let pairs = actors * actors.saturating_sub(1) / 2;
        table.weights.is_empty()
            && table.levels.iter().all(|level| LEVELS.contains(level))
            && actors.saturating_mul(words) <= MOST_WORDS / 3
            && pairs.saturating_mul(words) <= meetings.sum::<usize>() * WORDS_PER_MEETING
    }

    pub(super) fn of(table: &Table) -> Self {
        let actors = table.actors.len();
        let blocks = table.column_count().div_ceil(64 * BLOCK);
        let mut planes = vec![[[0; BLOCK]; 3]; actors * blocks];
        for actor in 0..actors {
            for entry in table.row(actor) {
                let (word, bit) = (entry.other as usize / 64, 1 << (entry.other % 64));
                let block = &mut planes[actor * blocks + word / BLOCK];
                block[2][word % BLOCK] |= bit;
                match table.levels[entry.level as usize].side {
                    Side::Oppose => block[0][word % BLOCK] |= bit,
                    Side::Support => block[1][word % BLOCK] |= bit,
                    Side::Neutral | Side::Mixed => {}
                }
            }
        }
        Self { actors, blocks, planes }
    }

    fn actor(&self, actor: usize) -> &[[[u64; BLOCK]; 3]] {
        &self.planes[actor * self.blocks..(actor + 1) * self.blocks]
    }

    pub(super) fn each_later(&self, actor: usize, mut visit: impl FnMut(usize, &Joint)) {
        let mut joint = Joint::default();
        let a = self.actor(actor);
        for other in actor + 1..self.actors {
            fill(&mut joint, counts(a, self.actor(other)));
            if !joint.cells().is_empty() {
                visit(other, &joint);
            }
        }
    }
}

/// On how many targets which level meets which, by the levels of the first.
fn counts(a: &[[[u64; BLOCK]; 3]], b: &[[[u64; BLOCK]; 3]]) -> [u32; 9] {
    let mut sums = [0; 9];
    for (a, b) in a.iter().zip(b) {
        for (index, sum) in sums.iter_mut().enumerate() {
            *sum += count_both(&a[index / 3], &b[index % 3]);
        }
    }
    let [oo, os, oh, so, ss, sh, ho, hs, hh] = sums;
    // Neutral is what is held and neither.
    let (on, sn, no, ns) = (oh - oo - os, sh - so - ss, ho - oo - so, hs - os - ss);
    let nn = hh - oh - sh - no - ns;
    [oo, on, os, no, nn, ns, so, sn, ss]
}

/// How many bits are set in both: the words are added up bitwise first, which
/// takes half the work of counting each where the machine has no instruction for it.
fn count_both(a: &[u64; BLOCK], b: &[u64; BLOCK]) -> u32 {
    let word = |index: usize| a[index] & b[index];
    let (ones, twos_a) = add(word(0), word(1), word(2));
    let (ones, twos_b) = add(ones, word(3), word(4));
    let (ones, twos_c) = add(ones, word(5), word(6));
    let (twos, fours) = add(twos_a, twos_b, twos_c);
    ones.count_ones() + word(7).count_ones() + 2 * twos.count_ones() + 4 * fours.count_ones()
}

/// Adds three bits in each place: the sum, and what is carried.
fn add(a: u64, b: u64, c: u64) -> (u64, u64) {
    let half = a ^ b;
    (half ^ c, (a & b) | (half & c))
}

fn fill(joint: &mut Joint, counts: [u32; 9]) {
    joint.clear();
    for (index, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        let (a, b) = (LEVELS[index / 3], LEVELS[index % 3]);
        joint.push(Cell { a, b, count, weight: 1.0 });
    }
}
