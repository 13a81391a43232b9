//! Parallel ties: whether several stances of one actor on another are one tie or several.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::graph::{Side, StanceRef, Standing};
use crate::measure::closed_set;
use crate::model::exact;

/// What several stances of one actor on another become: one tie or several.
///
/// Only the stances that decide the standing count: in a snapshot those of the latest day, in a window all.
///
/// # References
///
/// Harary, F. (1959). On the measurement of structural balance. Behavioral Science 4, 316-323. The line index
/// of balance counts lines, so in a multigraph it counts each of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Parallel {
    /// Each stance is a tie of its own: the line index of the multigraph. With one for and one against, one of
    /// them disagrees wherever the two actors are.
    #[default]
    Count,
    /// Their sum is one tie: two for and one against make one for. If they cancel, there is no tie.
    Sum,
    /// They are one tie on the side that they add up to, with weight 1 or their mean weight. An actor who said
    /// both is not tied either way.
    Merge,
}

closed_set! {
    Parallel, "rule for parallel ties",
    [Count = "count", Sum = "sum", Merge = "merge"]
}

/// Why a standing, or a stance, is no tie.
pub(super) enum No {
    /// It is neutral.
    Neutral,
    /// It is for as much as it is against.
    Mixed,
}

impl Parallel {
    /// Calls `visit` for every tie that a standing makes, with its weight and the stance if it comes from one
    /// alone, or with the reason why something is no tie.
    pub(super) fn each_tie<'s>(
        self,
        standing: Standing<'s>,
        weighted: bool,
        mut visit: impl FnMut(Result<f64, No>, Option<StanceRef<'s>>),
    ) {
        let size = |stance: StanceRef| match weighted {
            true => stance.signed_weight(),
            false => f64::from(stance.position().sign()),
        };
        match self {
            Self::Count => standing.deciding().for_each(|stance| {
                let weight = size(stance);
                visit(if weight == 0.0 { Err(No::Neutral) } else { Ok(weight) }, Some(stance));
            }),
            Self::Sum => {
                let weight = exact::sum(&standing.deciding().map(size).collect::<Vec<_>>());
                visit(if weight == 0.0 { Err(No::of(standing)) } else { Ok(weight) }, None);
            }
            Self::Merge => {
                let weight = match standing.side() {
                    Side::Neutral | Side::Mixed => Err(No::of(standing)),
                    Side::Support | Side::Oppose if weighted => Ok(standing.weight()),
                    Side::Support => Ok(1.0),
                    Side::Oppose => Ok(-1.0),
                };
                visit(weight, None);
            }
        }
    }
}

impl No {
    fn of(standing: Standing) -> Self {
        match standing.side() {
            Side::Neutral => Self::Neutral,
            Side::Mixed | Side::Support | Side::Oppose => Self::Mixed,
        }
    }
}
