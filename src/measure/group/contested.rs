//! How contested an issue is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::graph::Side;

/// How many actors are on which side of one target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Camps {
    /// For it.
    pub support: u32,
    /// Against it.
    pub oppose: u32,
    /// Neither, and said so.
    pub neutral: u32,
    /// Said both.
    pub mixed: u32,
}

impl Camps {
    /// Counts one more actor.
    pub fn add(&mut self, side: Side) {
        match side {
            Side::Support => self.support += 1,
            Side::Oppose => self.oppose += 1,
            Side::Neutral => self.neutral += 1,
            Side::Mixed => self.mixed += 1,
        }
    }

    /// All actors who have a standing.
    #[must_use]
    pub fn actors(self) -> u32 {
        self.support + self.oppose + self.neutral + self.mixed
    }
}

/// One minus the lead of the larger camp over the smaller, as a share of both.
///
/// `1` where the camps are of one size, `0` where there is only one. `None`
/// without any actor in either. Show the number of actors beside it.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::contested;
///
/// assert_eq!(contested(2, 2), Some(1.0));
/// assert_eq!(contested(3, 1), Some(0.5));
/// assert_eq!(contested(0, 0), None);
/// ```
#[must_use]
pub fn contested(support: u32, oppose: u32) -> Option<f64> {
    let decided = f64::from(support) + f64::from(oppose);
    (decided > 0.0).then(|| 1.0 - f64::from(support.abs_diff(oppose)) / decided)
}
