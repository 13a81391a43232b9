//! The order of pairs in lists.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Comparison, Pairing, wilson};
use crate::measure::closed_set::closed_set;

/// The order in which pairs are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Sort {
    /// By the lowest score that is likely: a score of 1 on a single target comes after one of 0.9 on thirty.
    ///
    /// This is the lower end of the Wilson interval. For a measure that is not a share, the interval is that of
    /// the place of the score within its range, over as many cases as there are shared targets, because a
    /// bootstrap takes too long for every pair and has no answer for the pairs with the fewest targets. Measures
    /// of counts have no range, and are sorted by score.
    #[default]
    Low,
    /// By the score alone, then by the number of shared targets.
    Score,
}

closed_set! { Sort, "order", [Low = "low", Score = "score"] }

impl Comparison {
    /// Compares two pairs in the order of every list: by [`Comparison::sort`], then by score, by the number of
    /// shared targets and by id; pairs without a score come last.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::measure::{Comparison, Measure, Sort};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for issue in ["dam", "tram", "park", "zoo"] {
    ///     builder.stance(&Stance::on_issue("Ann", "supports", issue)?);
    ///     builder.stance(&Stance::on_issue("Bob", "supports", issue)?);
    /// }
    /// builder.stance(&Stance::on_issue("Bob", "opposes", "fair")?);
    /// builder.stance(&Stance::on_issue("Ann", "supports", "fair")?);
    /// builder.stance(&Stance::on_issue("Cem", "supports", "zoo")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let first = |comparison: Comparison| {
    ///     Ok::<_, stancegraph::Error>(view.compare(comparison)?.closest(1, 1).pairs[0].to_string())
    /// };
    /// let sure = first(Measure::Agreement.into())?;
    /// assert_eq!(sure, "Ann and Bob: 0.80 [0.38, 0.96] on 5 shared targets");
    /// let high = first(Comparison::from(Measure::Agreement).with_sort(Sort::Score))?;
    /// assert_eq!(high, "Ann and Cem: 1.00 [0.21, 1.00] on 1 shared target");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn closest_first(&self, one: &Pairing, other: &Pairing) -> Ordering {
        Ranked::new(*one, self).cmp(&Ranked::new(*other, self))
    }

    /// Describes the order, in words that follow "listed".
    #[must_use]
    pub fn sorted_by(&self) -> &'static str {
        match self.sort {
            Sort::Score => "by score",
            Sort::Low if self.measure.is_share() => "by the lower end of the interval",
            Sort::Low if self.measure.is_of_counts() => "by score",
            Sort::Low => "by score, one on fewer shared targets counted as lower",
        }
    }

    /// The number by which a pair is sorted; negative infinity if the measure has no answer.
    fn rank(&self, pairing: &Pairing) -> f64 {
        let Some(score) = pairing.score else { return f64::NEG_INFINITY };
        match (self.sort, self.measure.ends()) {
            (Sort::Score, _) | (Sort::Low, None) => score,
            (Sort::Low, Some((low, high))) => {
                let tally = &pairing.tally;
                let cases = self.measure.cases(tally).unwrap_or(tally.shared);
                let share = ((score - low) / (high - low)).clamp(0.0, 1.0);
                let least = wilson(share, cases, self.confidence).map_or(0.0, |ends| ends.low);
                low + least * (high - low)
            }
        }
    }
}

/// A pairing that is ordered by closeness: the smallest is the closest.
pub(super) struct Ranked {
    rank: f64,
    pub(super) pairing: Pairing,
}

impl Ranked {
    pub(super) fn new(pairing: Pairing, comparison: &Comparison) -> Self {
        Self { rank: comparison.rank(&pairing), pairing }
    }

    /// Whether a pairing comes after this one whatever its interval: a lower end is never above the score.
    pub(super) fn is_surely_before(&self, pairing: &Pairing) -> bool {
        pairing.score.is_none_or(|score| score < self.rank)
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        let score = |ranked: &Self| ranked.pairing.score.unwrap_or(f64::NEG_INFINITY);
        let shared = |ranked: &Self| ranked.pairing.tally.shared;
        let by_rank = other.rank.total_cmp(&self.rank);
        let by_score = by_rank.then_with(|| score(other).total_cmp(&score(self)));
        let by_shared = by_score.then_with(|| shared(other).cmp(&shared(self)));
        by_shared.then_with(|| self.pairing.pair.cmp(&other.pairing.pair))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}
