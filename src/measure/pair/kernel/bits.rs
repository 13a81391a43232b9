//! All pairs by bit-parallel comparison of packed positions: 64 targets at a time.

use super::super::{Cell, Joint, Level};
use super::Table;
use crate::graph::Side;

/// The largest size of packed positions, in words.
const MOST_WORDS: usize = 1 << 27;

/// The cost of visiting one shared target of two actors, in words compared for all nine counts.
const WORDS_PER_MEETING: usize = 4;

/// The number of words compared at once.
const BLOCK: usize = 8;

/// The three levels, in the order of cells.
const LEVELS: [Level; 3] = [
    Level { side: Side::Oppose, value: -1.0 },
    Level { side: Side::Neutral, value: 0.0 },
    Level { side: Side::Support, value: 1.0 },
];

/// Three bit planes of an actor for some targets: opposes them, supports them, has a standing at all.
type Planar = [[u64; BLOCK]; 3];

/// The bit planes of all actors, with one bit for each target: who opposes it, who supports it, who has a standing
/// at all.
pub struct Planes {
    actors: usize,
    /// The number of blocks of one actor.
    blocks: usize,
    /// The blocks of all actors, each with three planes.
    planes: Vec<Planar>,
}

impl Planes {
    /// Whether all standings are full support, full opposition or neutral, and the actors share so many targets
    /// that comparing all targets is faster than visiting the shared ones.
    pub(crate) fn fit(table: &Table) -> bool {
        let actors = table.actors.len();
        let words = table.column_sizes().len().div_ceil(64 * BLOCK) * BLOCK;
        let meetings = table.column_sizes().iter().map(|on| on * on.saturating_sub(1) / 2);
        let pairs = actors * actors.saturating_sub(1) / 2;
        table.weights.is_empty()
            && table.levels.iter().all(|level| LEVELS.contains(level))
            && actors.saturating_mul(words) <= MOST_WORDS / 3
            && pairs.saturating_mul(words) <= meetings.sum::<usize>() * WORDS_PER_MEETING
    }

    pub(crate) fn of(table: &Table) -> Self {
        let actors = table.actors.len();
        let blocks = table.column_sizes().len().div_ceil(64 * BLOCK);
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

    fn actor(&self, actor: usize) -> &[Planar] {
        &self.planes[actor * self.blocks..(actor + 1) * self.blocks]
    }

    pub(crate) fn each_later(
        &self,
        actor: usize,
        folded: bool,
        mut visit: impl FnMut(usize, &Joint),
    ) {
        let mut joint = Joint::default();
        let a = self.actor(actor);
        for other in actor + 1..self.actors {
            let b = self.actor(other);
            let counts = if folded { folded_counts(a, b) } else { counts(a, b) };
            fill(&mut joint, counts);
            if !joint.cells().is_empty() {
                visit(other, &joint);
            }
        }
    }
}

/// Counts the targets for each pair of levels, in the order of the first actor's levels.
// Not inlined into its callers: the compiler optimises it less well there.
#[inline(never)]
fn counts(a: &[Planar], b: &[Planar]) -> [u32; 9] {
    let both = |of_a: usize, of_b: usize| {
        count(a.iter().zip(b).map(|(a, b)| each(|word| a[of_a][word] & b[of_b][word])))
    };
    let planes: [u32; 9] = std::array::from_fn(|index| both(index / 3, index % 3));
    let [oo, os, oh, so, ss, sh, ho, hs, hh] = planes;
    // Neutral means a standing that neither opposes nor supports.
    let (on, sn, no, ns) = (oh - oo - os, sh - so - ss, ho - oo - so, hs - os - ss);
    let nn = hh - oh - sh - no - ns;
    [oo, on, os, no, nn, ns, so, sn, ss]
}

/// Counts like [`counts`], but only whether the sides are the same, not which side each actor takes: takes less
/// than half the time.
// Not inlined into its callers: the compiler optimises it less well there.
#[inline(never)]
fn folded_counts(a: &[Planar], b: &[Planar]) -> [u32; 9] {
    let of = |common: fn(&Planar, &Planar, usize) -> u64| {
        count(a.iter().zip(b).map(|(a, b)| each(|word| common(a, b, word))))
    };
    let held = of(|a, b, word| a[2][word] & b[2][word]);
    let agree = of(|a, b, word| a[0][word] & b[0][word] | a[1][word] & b[1][word]);
    let differ = of(|a, b, word| a[0][word] & b[1][word] | a[1][word] & b[0][word]);
    let neutral = of(|a, b, word| {
        a[2][word] & b[2][word] & !(a[0][word] | a[1][word] | b[0][word] | b[1][word])
    });
    let half = held - agree - differ - neutral;
    [0, 0, 0, 0, neutral, 0, differ, half, agree]
}

#[inline]
fn each(word: impl Fn(usize) -> u64) -> [u64; BLOCK] {
    std::array::from_fn(word)
}

/// The number of bits set in all blocks (population count).
///
/// A carry-save adder first sums blocks bitwise, four at a time, so that few words have to be counted. Without a
/// popcount instruction (or if the compiler may not use it), this takes a third of the time.
#[inline]
fn count(mut blocks: impl Iterator<Item = [u64; BLOCK]>) -> u32 {
    let nothing = [0; BLOCK];
    let (mut ones, mut twos, mut fours) = (nothing, nothing, 0);
    while let Some(first) = blocks.next() {
        let mut next = || blocks.next().unwrap_or(nothing);
        let (sum, twos_a) = add(ones, first, next());
        let (sum, twos_b) = add(sum, next(), next());
        let (double, four) = add(twos, twos_a, twos_b);
        (ones, twos) = (sum, double);
        fours += count_ones(four);
    }
    4 * fours + 2 * count_ones(twos) + count_ones(ones)
}

/// Adds three bits at each position; returns the sums and the carries.
#[inline]
fn add(a: [u64; BLOCK], b: [u64; BLOCK], c: [u64; BLOCK]) -> ([u64; BLOCK], [u64; BLOCK]) {
    let half = each(|word| a[word] ^ b[word]);
    let carried = each(|word| a[word] & b[word] | half[word] & c[word]);
    (each(|word| half[word] ^ c[word]), carried)
}

/// The number of bits set, counted byte by byte in all words at once.
///
/// # References
///
/// Warren, H. S. (2012). Hacker's Delight, 2nd edition. Addison-Wesley, chapter 5.
#[inline]
fn count_ones(words: [u64; BLOCK]) -> u32 {
    let mut bytes = 0;
    for word in words {
        let pairs = word - (word >> 1 & 0x5555_5555_5555_5555);
        let fours = (pairs & 0x3333_3333_3333_3333) + (pairs >> 2 & 0x3333_3333_3333_3333);
        bytes += (fours + (fours >> 4)) & 0x0f0f_0f0f_0f0f_0f0f;
    }
    let doubles = (bytes & 0x00ff_00ff_00ff_00ff) + (bytes >> 8 & 0x00ff_00ff_00ff_00ff);
    u32::try_from(doubles.wrapping_mul(0x0001_0001_0001_0001) >> 48).expect("at most 512")
}

fn fill(joint: &mut Joint, counts: [u32; 9]) {
    joint.clear();
    for (index, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        let (a, b) = (LEVELS[index / 3], LEVELS[index % 3]);
        joint.push(Cell { a, b, count, weight: 1.0 });
    }
}
