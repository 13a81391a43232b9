//! The tally: the number of shared targets on which two actors agree.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Joint;
use crate::graph::Side;

/// The number of shared targets on which two actors agree.
// Closed: one number for each relation, and their sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// Targets on which both have a standing; the sum of the other four.
    pub shared: usize,
    /// Targets that both support or both oppose.
    pub agree: usize,
    /// Targets that one supports and the other opposes.
    pub disagree: usize,
    /// Targets on which at least one has said both.
    pub mixed: usize,
    /// Targets on which at least one is neutral, and neither has said both.
    pub neutral: usize,
}

impl Tally {
    /// The tally of a joint distribution.
    ///
    /// ```
    /// use stancegraph::measure::{Joint, Tally};
    ///
    /// let joint = [(1.0, 1.0), (1.0, -0.5), (0.0, 0.0)].into_iter().collect::<Joint>();
    /// let tally = Tally { shared: 3, agree: 1, disagree: 1, mixed: 0, neutral: 1 };
    /// assert_eq!(Tally::of(&joint), tally);
    /// ```
    #[must_use]
    pub fn of(joint: &Joint) -> Self {
        let mut tally = Self::default();
        for cell in joint.cells() {
            tally.add(Relation::of(cell.a.side, cell.b.side), cell.count as usize);
        }
        tally
    }

    /// Whether a score rests on so few targets, one or two, that a single stance can reverse it.
    ///
    /// ```
    /// use stancegraph::measure::Tally;
    ///
    /// assert!(Tally { shared: 2, ..Tally::default() }.is_thin());
    /// assert!(!Tally { shared: 3, ..Tally::default() }.is_thin());
    /// ```
    #[must_use]
    pub fn is_thin(&self) -> bool {
        (1..3).contains(&self.shared)
    }

    fn add(&mut self, relation: Relation, targets: usize) {
        self.shared += targets;
        match relation {
            Relation::Agree => self.agree += targets,
            Relation::Disagree => self.disagree += targets,
            Relation::Mixed => self.mixed += targets,
            Relation::Neutral => self.neutral += targets,
        }
    }
}

impl fmt::Display for Tally {
    /// Writes `4 shared: 2 agree, 1 disagree, 1 neutral`, without counts of 0.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.agree, Relation::Agree),
            (self.disagree, Relation::Disagree),
            (self.mixed, Relation::Mixed),
            (self.neutral, Relation::Neutral),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts = counts.map(|(count, relation)| format!("{count} {}", relation.as_str()));
        write!(f, "{} shared", self.shared)?;
        match self.shared {
            0 => Ok(()),
            _ => write!(f, ": {}", counts.collect::<Vec<_>>().join(", ")),
        }
    }
}

/// The relation of two standings on one target.
// Closed: two sides agree, disagree, or one of them is no side.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Both support it, or both oppose it.
    Agree,
    /// One supports it, the other opposes it.
    Disagree,
    /// At least one has said both.
    Mixed,
    /// At least one is neutral, and neither has said both.
    Neutral,
}

impl Relation {
    /// The relation of two sides.
    ///
    /// ```
    /// use stancegraph::graph::Side;
    /// use stancegraph::measure::Relation;
    ///
    /// assert_eq!(Relation::of(Side::Support, Side::Oppose), Relation::Disagree);
    /// assert_eq!(Relation::of(Side::Mixed, Side::Neutral), Relation::Mixed);
    /// ```
    #[must_use]
    pub fn of(a: Side, b: Side) -> Self {
        match (a, b) {
            (Side::Mixed, _) | (_, Side::Mixed) => Self::Mixed,
            (Side::Neutral, _) | (_, Side::Neutral) => Self::Neutral,
            (Side::Support, Side::Support) | (Side::Oppose, Side::Oppose) => Self::Agree,
            (Side::Support, Side::Oppose) | (Side::Oppose, Side::Support) => Self::Disagree,
        }
    }

    /// The name, as in JSON and CSV.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Disagree => "disagree",
            Self::Mixed => "mixed",
            Self::Neutral => "neutral",
        }
    }
}
