//! The measure of how contested an issue is.

use std::cmp::{Ordering, Reverse};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::graph::Side;

/// The number of actors on each side of one target.
// Closed: one number for each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Camps {
    /// Actors for it.
    pub support: u32,
    /// Actors against it.
    pub oppose: u32,
    /// Actors who said that they are neither for nor against.
    pub neutral: u32,
    /// Actors who said both.
    pub mixed: u32,
}

impl Camps {
    /// Counts one more actor.
    pub fn add(&mut self, side: Side) {
        // Without branches: sides come in no order that a processor could guess.
        self.support += u32::from(side == Side::Support);
        self.oppose += u32::from(side == Side::Oppose);
        self.neutral += u32::from(side == Side::Neutral);
        self.mixed += u32::from(side == Side::Mixed);
    }

    /// The number of actors on one side.
    #[must_use]
    pub fn on(self, side: Side) -> u32 {
        match side {
            Side::Support => self.support,
            Side::Oppose => self.oppose,
            Side::Neutral => self.neutral,
            Side::Mixed => self.mixed,
        }
    }

    /// The number of actors for it or against it.
    #[must_use]
    pub fn decided(self) -> u32 {
        self.support + self.oppose
    }

    /// Orders the most contested first: by [`contested`], then by the number of actors for or against, then by the
    /// number of actors with a standing. Targets on which nobody takes a side come last.
    ///
    /// ```
    /// use stancegraph::measure::Camps;
    ///
    /// let camps = |support, oppose| Camps { support, oppose, ..Camps::default() };
    /// let mut all = [camps(9, 3), camps(0, 0), camps(1, 1), camps(5, 0), camps(2, 2)];
    /// all.sort_by(Camps::most_contested_first);
    /// assert_eq!(all, [camps(2, 2), camps(1, 1), camps(9, 3), camps(5, 0), camps(0, 0)]);
    /// ```
    #[must_use]
    pub fn most_contested_first(&self, other: &Self) -> Ordering {
        let share = |camps: &Self| contested(camps.support, camps.oppose).unwrap_or(-1.0);
        let by_share = share(other).total_cmp(&share(self));
        let size = |camps: &Self| Reverse((camps.decided(), camps.actors()));
        by_share.then_with(|| size(self).cmp(&size(other)))
    }

    /// The number of all actors with a standing.
    #[must_use]
    pub fn actors(self) -> u32 {
        self.support + self.oppose + self.neutral + self.mixed
    }
}

/// One minus the lead of the larger camp over the smaller, as a share of both.
///
/// `1` if the camps have the same size, `0` if there is only one, `None` if both are empty. Show the number of
/// actors together with the result.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::group::contested;
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
