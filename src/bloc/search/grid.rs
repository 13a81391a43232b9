//! What values a disagreement can take.

use crate::bloc::signed_graph::Pair;

/// Weights that are multiples of one number make every value a multiple of it.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    /// 0 where any value is possible.
    step: f64,
    /// How much of a difference rounding can make.
    pub(crate) tolerance: f64,
}

impl Grid {
    pub(crate) fn of(pairs: &[Pair]) -> Self {
        let weights = || pairs.iter().flat_map(|pair| [pair.positive, pair.negative]);
        let total = weights().fold(0.0, |sum, weight| sum + weight);
        let whole = total < 1e9 && weights().all(|weight| weight.fract() == 0.0);
        let step = if whole { weights().fold(0.0, divisor) } else { 0.0 };
        let tolerance = if step > 0.0 { 1e-6 } else { 1e-11 * total };
        Self { step, tolerance }
    }

    /// The least value not below `bound` that differs from `value` by whole steps.
    ///
    /// Parts of a graph can have values off the grid, but all of one part are
    /// off by the same.
    pub(crate) fn round_up(self, bound: f64, value: f64) -> f64 {
        if self.step > 0.0 {
            value + self.step * ((bound - value - self.tolerance) / self.step).ceil()
        } else {
            bound
        }
    }

    /// Whether a bound leaves no room for a value below `best`.
    pub(crate) fn closes(self, bound: f64, value: f64, best: f64) -> bool {
        self.round_up(bound, value) >= best - self.tolerance
    }

    /// A bound that surely leaves no room for a value below `best`.
    pub(crate) fn enough(self, value: f64, best: f64) -> f64 {
        let last = if self.step > 0.0 { self.round_up(best - self.step, value) } else { best };
        if last >= best - self.tolerance {
            last - self.step + 0.1 * self.step
        } else {
            last + 0.1 * self.step
        }
    }

    /// How much a better value is better, at least.
    pub(crate) fn step(self) -> f64 {
        self.step
    }
}

fn divisor(a: f64, b: f64) -> f64 {
    if b == 0.0 { a } else { divisor(b, a % b) }
}
