//! The built-in measures of how close two actors are.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::closed_set::closed_set;
use super::count::Meeting;
use super::standing::{agreement, alpha, cosine, decided, identical, kappa, pearson, pi, s, tau_b};
use super::{Cell, Distance, Joint, Tally};

/// A built-in measure of how close two actors are.
///
/// The first ten compare standings, one per actor and target; the last four count what was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Measure {
    /// One minus half the mean distance of the standings; see [`agreement()`].
    #[default]
    Agreement,
    /// The share of identical positions; see [`identical()`].
    Identical,
    /// The share of identical positions, without abstentions; see [`decided()`].
    Decided,
    /// Signorino and Ritter's S; see [`s()`].
    S,
    /// Cohen's kappa; see [`kappa()`].
    Kappa,
    /// Scott's pi; see [`pi()`].
    Pi,
    /// Krippendorff's alpha; see [`alpha()`].
    Alpha,
    /// Pearson's correlation; see [`pearson()`].
    Pearson,
    /// Kendall's tau-b; see [`tau_b()`].
    TauB,
    /// The cosine of the standings; see [`cosine()`].
    Cosine,
    /// Counts with close positions; see [`congruence`](super::count::congruence()).
    Congruence,
    /// Counts with distant positions; see [`conflict`](super::count::conflict()).
    Conflict,
    /// Congruence minus conflict; see [`subtract`](super::count::subtract()).
    Subtract,
    /// Counts, whatever the position; see [`ignore`](super::count::ignore()).
    Ignore,
}

closed_set! {
    Measure, "measure",
    [
        Agreement = "agreement",
        Identical = "identical",
        Decided = "decided",
        S = "s",
        Kappa = "kappa",
        Pi = "pi",
        Alpha = "alpha",
        Pearson = "pearson",
        TauB = "tau_b",
        Cosine = "cosine",
        Congruence = "congruence",
        Conflict = "conflict",
        Subtract = "subtract",
        Ignore = "ignore",
    ]
}

impl Measure {
    /// Whether the measure counts stances instead of comparing one standing per target.
    #[must_use]
    pub fn is_of_counts(self) -> bool {
        matches!(self, Self::Congruence | Self::Conflict | Self::Subtract | Self::Ignore)
    }

    /// Whether the measure can weigh disagreement by a [`Distance`].
    #[must_use]
    pub fn has_distance(self) -> bool {
        matches!(self, Self::Kappa | Self::Pi | Self::Alpha)
    }

    /// Whether the measure is a share, and so has a Wilson interval.
    #[must_use]
    pub fn is_share(self) -> bool {
        matches!(self, Self::Agreement | Self::Identical | Self::Decided)
    }

    /// The number of cases of a share; `None` for measures that are not shares.
    pub(super) fn cases(self, tally: &Tally) -> Option<usize> {
        match self {
            Self::Agreement | Self::Identical => Some(tally.shared),
            Self::Decided => Some(tally.agree + tally.disagree),
            Self::S
            | Self::Kappa
            | Self::Pi
            | Self::Alpha
            | Self::Pearson
            | Self::TauB
            | Self::Cosine
            | Self::Congruence
            | Self::Conflict
            | Self::Subtract
            | Self::Ignore => None,
        }
    }

    /// The lowest and the highest score; `None` for measures of counts.
    pub(crate) fn ends(self) -> Option<(f64, f64)> {
        match self {
            Self::Agreement | Self::Identical | Self::Decided => Some((0.0, 1.0)),
            Self::S
            | Self::Kappa
            | Self::Pi
            | Self::Alpha
            | Self::Pearson
            | Self::TauB
            | Self::Cosine => Some((-1.0, 1.0)),
            Self::Congruence | Self::Conflict | Self::Subtract | Self::Ignore => None,
        }
    }

    /// Whether the score stays the same if the two actors, or the two sides, are exchanged on some targets.
    pub(super) fn is_foldable(self) -> bool {
        self.is_share() || self.is_of_counts() || self == Self::S
    }

    /// The score of a joint distribution; `None` for measures of counts, and if the measure is undefined
    /// there.
    #[must_use]
    pub fn score(self, joint: &Joint, distance: Distance) -> Option<f64> {
        match self {
            Self::Agreement => agreement(joint),
            Self::Identical => identical(joint),
            Self::Decided => decided(joint),
            Self::S => s(joint),
            Self::Kappa => kappa(joint, distance),
            Self::Pi => pi(joint, distance),
            Self::Alpha => alpha(joint, distance),
            Self::Pearson => pearson(joint),
            Self::TauB => tau_b(joint),
            Self::Cosine => cosine(joint),
            Self::Congruence | Self::Conflict | Self::Subtract | Self::Ignore => None,
        }
    }

    /// Whether the measure compares positions in a [range](crate::model::PositionRange) that depends on the data.
    #[must_use]
    pub fn has_range(self) -> bool {
        matches!(self, Self::Congruence | Self::Conflict | Self::Subtract)
    }

    /// The weight of a meeting of voices, on a scale of the given width; `None` for measures of standings.
    pub(super) fn weight(self, meeting: &Meeting, width: f64) -> Option<f64> {
        match self {
            Self::Congruence => Some(meeting.congruence(width)),
            Self::Conflict => Some(meeting.conflict(width)),
            Self::Subtract => Some(meeting.subtract(width)),
            Self::Ignore => Some(meeting.met),
            Self::Agreement
            | Self::Identical
            | Self::Decided
            | Self::S
            | Self::Kappa
            | Self::Pi
            | Self::Alpha
            | Self::Pearson
            | Self::TauB
            | Self::Cosine => None,
        }
    }

    /// The score and the weight of a single target, if the score of several targets is the weighted mean
    /// of theirs; `None` for other measures.
    pub(super) fn part(self, cell: &Cell) -> Option<(f64, f64)> {
        let apart = (cell.a.value - cell.b.value).abs();
        match self {
            Self::Agreement => Some((1.0 - apart / 2.0, 1.0)),
            Self::S => Some((1.0 - apart, cell.weight)),
            Self::Identical => Some((f64::from(super::standing::is_identical(cell)), 1.0)),
            Self::Decided => Some((
                f64::from(super::standing::is_identical(cell)),
                f64::from(super::standing::is_decided(cell)),
            )),
            Self::Kappa
            | Self::Pi
            | Self::Alpha
            | Self::Pearson
            | Self::TauB
            | Self::Cosine
            | Self::Congruence
            | Self::Conflict
            | Self::Subtract
            | Self::Ignore => None,
        }
    }
}
