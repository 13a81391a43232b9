//! The measures of how close two actors are.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::closed_set::closed_set;
use super::count::Meeting;
use super::{
    Cell, Distance, Joint, Tally, agreement, alpha, cosine, decided, identical, kappa, pearson, pi,
    s, tau_b,
};

/// How two actors are compared.
///
/// The first ten compare standings, one per actor and target; the last four count what was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Measure {
    /// One minus half the mean distance; see [`agreement()`].
    #[default]
    Agreement,
    /// The share of identical positions; see [`identical()`].
    Identical,
    /// The share of identical positions, abstentions left out; see [`decided()`].
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
    /// Counts that are near; see [`congruence`](super::congruence()).
    Congruence,
    /// Counts that are far apart; see [`conflict`](super::conflict()).
    Conflict,
    /// Congruence less conflict; see [`subtract`](super::subtract()).
    Subtract,
    /// Counts, whatever the position; see [`ignore`](super::ignore()).
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
    /// Whether it counts stances, instead of comparing one standing per target.
    #[must_use]
    pub fn is_of_counts(self) -> bool {
        matches!(self, Self::Congruence | Self::Conflict | Self::Subtract | Self::Ignore)
    }

    /// Whether it can weigh disagreement by a [`Distance`].
    #[must_use]
    pub fn has_distance(self) -> bool {
        matches!(self, Self::Kappa | Self::Pi | Self::Alpha)
    }

    /// Whether it is a share, so that it has a Wilson interval.
    #[must_use]
    pub fn is_share(self) -> bool {
        matches!(self, Self::Agreement | Self::Identical | Self::Decided)
    }

    /// How many cases a share is of; `None` for measures that are none.
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

    /// Whether the score stays the same when on some targets the two actors, or the two sides,
    /// are exchanged.
    pub(super) fn is_foldable(self) -> bool {
        self.is_share() || self.is_of_counts() || self == Self::S
    }

    /// The score of a joint distribution; `None` for measures of counts.
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

    /// Whether it compares positions that lie in a [`Range`](super::Range) of the data's own.
    #[must_use]
    pub fn has_range(self) -> bool {
        matches!(self, Self::Congruence | Self::Conflict | Self::Subtract)
    }

    /// The weight of a meeting of voices on a scale of some width; `None` for measures of standings.
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

    /// The score of one target alone and its weight, where the score of several is the weighted
    /// mean of them; `None` for measures of which it is not.
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
