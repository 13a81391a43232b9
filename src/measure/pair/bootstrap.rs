//! The bootstrap: the uncertainty of a score under resampling of targets.

use std::cmp::Ordering;

use super::{Activity, Meeting};
use super::{Comparison, Interval, Joint, Normalisation, OwnMeasure, Shared};
use crate::random::Random;

/// Drawing the number for a cell costs as much as drawing this many targets one by one.
const TARGETS_PER_CELL: usize = 32;

/// The percentile bootstrap: the interval that holds the score in most samples, each of as many shared targets,
/// drawn with replacement.
///
/// `None` if all samples give the same score, since they then tell nothing. Samples in which the score is
/// undefined are left out.
///
/// # References
///
/// Efron, B. & Tibshirani, R. J. (1993). An Introduction to the Bootstrap.
/// Chapman & Hall, chapter 13.
pub fn of_joint(joint: &Joint, comparison: &Comparison, stream: u64) -> Option<Interval> {
    let counts = joint.cells().iter().map(|cell| cell.count).collect::<Vec<_>>();
    let (redraw, mut random) = (Redraw::new(&counts), random(comparison.seed, stream));
    let scores = (0..comparison.resamples).filter_map(|_| {
        let counts = redraw.draw(&mut random);
        comparison.measure.score(&joint.recounted(&counts), comparison.distance)
    });
    percentiles(scores.collect(), comparison)
}

/// The percentile bootstrap of a measure that needs the standings themselves.
pub fn of_shared(
    shared: &[Shared],
    own: &OwnMeasure,
    comparison: &Comparison,
    stream: u64,
) -> Option<Interval> {
    if shared.is_empty() {
        return None;
    }
    let mut random = random(comparison.seed, stream);
    let scores = (0..comparison.resamples).filter_map(|_| {
        let drawn = shared.iter().map(|_| shared[random.below(shared.len())]);
        own.score_shared(&drawn.collect::<Vec<_>>())
    });
    percentiles(scores.collect(), comparison)
}

/// The voices of two actors on one target.
#[derive(Clone, Copy, Debug, Default)]
pub struct OnTarget {
    pub(crate) met: Meeting,
    pub(crate) a: Activity,
    pub(crate) b: Activity,
}

impl OnTarget {
    /// Adds another one, `times` times.
    pub(crate) fn add(&mut self, other: &Self, times: f64) {
        self.met.met += times * other.met.met;
        self.met.apart += times * other.met.apart;
        self.met.alike += times * other.met.alike;
        self.met.a_met += times * other.met.a_met;
        self.met.b_met += times * other.met.b_met;
        for (sum, one) in [(&mut self.a, other.a), (&mut self.b, other.b)] {
            sum.total += times * one.total;
            sum.squares += times * one.squares;
        }
    }

    /// An arbitrary order in which only identical values are equal.
    fn order(&self, other: &Self) -> Ordering {
        let numbers = |on: &Self| {
            let Meeting { met, apart, alike, a_met, b_met } = on.met;
            let [a, b] = [on.a, on.b];
            [met, apart, alike, a_met, b_met, a.total, a.squares, b.total, b.squares]
        };
        let pairs = numbers(self).into_iter().zip(numbers(other));
        pairs.map(|(a, b)| a.total_cmp(&b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    pub(crate) fn score(&self, comparison: &Comparison) -> Option<f64> {
        let normalisation: Normalisation = comparison.normalisation;
        let weight = comparison.measure.weight(&self.met, comparison.width())?;
        Some(normalisation.divide(weight, &self.met, self.a, self.b))
    }
}

/// The percentile bootstrap of a measure of counts, over all targets on which at least one of the two said
/// something.
pub fn of_counts(targets: &[OnTarget], comparison: &Comparison, stream: u64) -> Option<Interval> {
    let (kinds, counts) = counted(targets);
    let (redraw, mut random) = (Redraw::new(&counts), random(comparison.seed, stream));
    let scores = (0..comparison.resamples).filter_map(|_| {
        let mut sum = OnTarget::default();
        let drawn = redraw.draw(&mut random);
        kinds.iter().zip(drawn).for_each(|(kind, times)| sum.add(kind, f64::from(times)));
        sum.score(comparison)
    });
    percentiles(scores.collect(), comparison)
}

/// Groups targets on which the two said the same, with the size of each group: there are few groups.
fn counted(targets: &[OnTarget]) -> (Vec<OnTarget>, Vec<u32>) {
    let mut sorted = targets.to_vec();
    sorted.sort_unstable_by(OnTarget::order);
    let kinds = sorted.chunk_by(|one, other| one.order(other) == Ordering::Equal);
    let count = |kind: &[OnTarget]| u32::try_from(kind.len()).expect("targets are counted in u32");
    kinds.map(|kind| (kind[0], count(kind))).unzip()
}

/// Creates the random numbers of a pair. Every pair has its own stream, so no interval depends on other actors.
fn random(seed: u64, stream: u64) -> Random {
    Random::with_seed(seed ^ stream)
}

/// Draws as many targets as there are, and counts the draws from each cell.
struct Redraw<'c> {
    counts: &'c [u32],
    targets: usize,
    /// The cell of each target, if targets are drawn one by one.
    cells: Vec<u32>,
}

impl<'c> Redraw<'c> {
    fn new(counts: &'c [u32]) -> Self {
        let targets = counts.iter().map(|count| *count as usize).sum();
        let one_by_one = counts.len() * TARGETS_PER_CELL > targets;
        let cells = counts.iter().zip(0..).filter(|_| one_by_one);
        let cells = cells.flat_map(|(count, cell)| std::iter::repeat_n(cell, *count as usize));
        Self { counts, targets, cells: cells.collect() }
    }

    fn draw(&self, random: &mut Random) -> Vec<u32> {
        match self.cells.is_empty() {
            true => self.cell_by_cell(random),
            false => self.one_by_one(random),
        }
    }

    fn cell_by_cell(&self, random: &mut Random) -> Vec<u32> {
        let (mut left, mut of) = (self.targets as u64, self.targets as u64);
        let drawn = self.counts.iter().map(|count| {
            let drawn = binomial(left, u64::from(*count), of, random);
            (left, of) = (left - drawn, of - u64::from(*count));
            u32::try_from(drawn).expect("no more than there are")
        });
        drawn.collect()
    }

    fn one_by_one(&self, random: &mut Random) -> Vec<u32> {
        let mut drawn = vec![0; self.counts.len()];
        for _ in 0..self.targets {
            drawn[self.cells[random.below(self.targets)] as usize] += 1;
        }
        drawn
    }
}

fn binomial(draws: u64, hits: u64, of: u64, random: &mut Random) -> u64 {
    if draws == 0 || hits == of {
        return draws;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let chance = hits as f64 / of as f64;
    random.successes(draws, chance)
}

fn percentiles(mut scores: Vec<f64>, comparison: &Comparison) -> Option<Interval> {
    scores.sort_unstable_by(f64::total_cmp);
    let tail = (1.0 - comparison.confidence.share()) / 2.0;
    let (low, high) = (quantile(&scores, tail)?, quantile(&scores, 1.0 - tail)?);
    (low < high).then_some(Interval { low, high })
}

/// Interpolates between the two nearest of the sorted values.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places in a short list"
)]
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let (below, part) = (sorted[place as usize], place.fract());
    let above = sorted.get(place as usize + 1).copied().unwrap_or(below);
    Some(below + (above - below) * part)
}
