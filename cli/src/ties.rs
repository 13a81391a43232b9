//! What ties actors, on the command line.

use clap::Args;
use stancegraph::bloc::{Parallel, Threshold, TieRule, TiedBy};

use crate::comparing::Measuring;
use crate::failure::Failure;

/// What ties actors.
#[derive(Args, Debug)]
#[command(next_help_heading = "Ties")]
pub struct TieArgs {
    /// Take what actors said of one another instead of how close they are: support is a tie for,
    /// opposition one against; neutral and mixed standings are none
    #[arg(long, conflicts_with_all = ["threshold", "min_shared", "measure", "distance", "weight", "normalise", "range", "duplicates"])]
    direct: bool,
    /// Above which score a tie is for, and below which against: middle (of the measure's range),
    /// median (of all scores), or a number
    #[arg(long, value_name = "SCORE", default_value_t, allow_hyphen_values = true)]
    threshold: Threshold,
    /// How many targets two actors have to share to be tied; on a single one they can only agree or
    /// disagree entirely, so where there are many targets take 2 or more
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_shared: usize,
    /// Let a tie weigh as much as its score is away from the threshold; with --direct, as much as the stance
    /// does in the unit of its file
    #[arg(long)]
    weighted: bool,
    /// With --direct, what several stances of one actor on another are: each a tie (count), one tie of their
    /// sum (sum), or one tie of their side (merge)
    #[arg(long, value_name = "RULE", default_value_t, requires = "direct")]
    parallel: Parallel,
    #[command(flatten)]
    measuring: Measuring,
}

impl TieArgs {
    pub fn tied_by(&self) -> Result<TiedBy, Failure> {
        let Self { threshold, min_shared, weighted, parallel, .. } = *self;
        if self.direct {
            return Ok(TiedBy::Words { weighted, parallel });
        }
        let rule = TieRule { threshold, min_shared, weighted };
        Ok(TiedBy::Alignment { comparison: self.measuring.comparison()?, rule })
    }
}
