//! The step between the values that a disagreement can take.

use crate::bloc::signed_graph::Pair;

/// The step between values: if all weights are multiples of one number, so is every value.
#[derive(Clone, Copy, Debug)]
pub struct ValueStep {
    /// 0 if any value is possible.
    step: f64,
    /// Differences up to this are taken for rounding errors.
    pub(crate) tolerance: f64,
}

impl ValueStep {
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
    /// Relative to a value, because reductions pay constants: those of a reduced graph need not be multiples of the
    /// step, but all are off by the same amount.
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

    /// A bound that certainly leaves no room for a value below `best`: a tenth of a step more than needed.
    pub(crate) fn enough(self, value: f64, best: f64) -> f64 {
        let last = if self.step > 0.0 { self.round_up(best - self.step, value) } else { best };
        if last >= best - self.tolerance {
            last - self.step + 0.1 * self.step
        } else {
            last + 0.1 * self.step
        }
    }

    /// The least by which a better value is better.
    pub(crate) fn step(self) -> f64 {
        self.step
    }
}

fn divisor(a: f64, b: f64) -> f64 {
    if b == 0.0 { a } else { divisor(b, a % b) }
}
