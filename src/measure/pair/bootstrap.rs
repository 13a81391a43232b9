//! How sure a score is, by drawing targets anew.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use rand_distr::{Binomial, Distribution};

use super::{Activity, Meeting};
use super::{Comparison, Interval, Joint, Normalisation};

/// With more cells than this share of the targets, targets are drawn one by one.
const CELLS_PER_TARGET: usize = 8;

/// The interval in which a score lies in most samples of as many shared
/// targets, drawn with replacement: the percentile bootstrap.
///
/// `None` where all samples give one score: then drawing tells nothing.
/// Samples in which the score has no answer are left out.
///
/// # References
///
/// Efron, B. & Tibshirani, R. J. (1993). An Introduction to the Bootstrap.
/// Chapman & Hall, chapter 13.
pub(in crate::measure) fn of_joint(
    joint: &Joint,
    comparison: &Comparison,
    stream: u64,
) -> Option<Interval> {
    let shared = joint.shared();
    let mut random = random(comparison.seed, stream);
    let scores = (0..comparison.resamples).filter_map(|_| {
        let counts = redraw(joint, shared, &mut random);
        comparison.measure.score(&joint.recounted(&counts), comparison.distance)
    });
    percentiles(scores.collect(), comparison)
}

/// What two actors said on one target.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::measure) struct OnTarget {
    pub(in crate::measure) met: Meeting,
    pub(in crate::measure) a: Activity,
    pub(in crate::measure) b: Activity,
}

impl OnTarget {
    pub(in crate::measure) fn add(&mut self, other: &Self) {
        self.met.congruence += other.met.congruence;
        self.met.conflict += other.met.conflict;
        self.met.alike += other.met.alike;
        self.met.a_met += other.met.a_met;
        self.met.b_met += other.met.b_met;
        for (sum, one) in [(&mut self.a, other.a), (&mut self.b, other.b)] {
            sum.total += one.total;
            sum.squares += one.squares;
        }
    }

    pub(in crate::measure) fn score(&self, comparison: &Comparison) -> Option<f64> {
        let normalisation: Normalisation = comparison.normalisation;
        let weight = comparison.measure.weight(&self.met)?;
        Some(normalisation.divide(weight, &self.met, self.a, self.b))
    }
}

/// The same for a measure of counts, over all targets on which one of the two said something.
pub(in crate::measure) fn of_counts(
    targets: &[OnTarget],
    comparison: &Comparison,
    stream: u64,
) -> Option<Interval> {
    if targets.is_empty() {
        return None;
    }
    let mut random = random(comparison.seed, stream);
    let scores = (0..comparison.resamples).filter_map(|_| {
        let mut sum = OnTarget::default();
        targets.iter().for_each(|_| sum.add(&targets[random.random_range(0..targets.len())]));
        sum.score(comparison)
    });
    percentiles(scores.collect(), comparison)
}

/// Every pair draws from a stream of its own: no interval depends on who else is there.
fn random(seed: u64, stream: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed ^ stream)
}

/// How often each cell is drawn in as many draws as there are targets.
fn redraw(joint: &Joint, shared: usize, random: &mut Xoshiro256PlusPlus) -> Vec<u32> {
    let cells = joint.cells();
    if cells.len() * CELLS_PER_TARGET > shared {
        return one_by_one(joint, shared, random);
    }
    let (mut left, mut of) = (shared as u64, shared as u64);
    let counts = cells.iter().map(|cell| {
        let drawn = binomial(left, u64::from(cell.count), of, random);
        (left, of) = (left - drawn, of - u64::from(cell.count));
        u32::try_from(drawn).expect("no more than there are")
    });
    counts.collect()
}

fn binomial(draws: u64, hits: u64, of: u64, random: &mut Xoshiro256PlusPlus) -> u64 {
    if draws == 0 || hits == of {
        return draws;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let chance = hits as f64 / of as f64;
    Binomial::new(draws, chance).expect("a probability").sample(random)
}

fn one_by_one(joint: &Joint, shared: usize, random: &mut Xoshiro256PlusPlus) -> Vec<u32> {
    let mut ends = Vec::with_capacity(joint.cells().len());
    for cell in joint.cells() {
        ends.push(ends.last().unwrap_or(&0) + cell.count as usize);
    }
    let mut counts = vec![0; ends.len()];
    for _ in 0..shared {
        let drawn = random.random_range(0..shared);
        counts[ends.partition_point(|end| *end <= drawn)] += 1;
    }
    counts
}

fn percentiles(mut scores: Vec<f64>, comparison: &Comparison) -> Option<Interval> {
    scores.sort_unstable_by(f64::total_cmp);
    let tail = (1.0 - comparison.confidence.share()) / 2.0;
    let (low, high) = (quantile(&scores, tail)?, quantile(&scores, 1.0 - tail)?);
    (low < high).then_some(Interval { low, high })
}

/// Between the two nearest of sorted values.
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
