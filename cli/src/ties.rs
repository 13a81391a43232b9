//! What ties actors, on the command line.

use clap::Args;
use stancegraph::bloc::{Parallel, Threshold, TieRule, TiedBy};

use crate::comparing::Measuring;
use crate::failure::Failure;

/// What ties actors.
#[derive(Args, Debug)]
#[command(next_help_heading = "Ties")]
pub struct TieArgs {
    /// Use what actors said about one another instead of their alignments: support is a tie for, opposition a tie
    /// against; neutral and mixed standings are no ties
    #[arg(long, conflicts_with_all = ["threshold", "min_shared", "measure", "distance", "weight", "normalise", "range", "duplicates"])]
    direct: bool,
    /// The score above which a tie is for, and below which it is against: middle (of the measure's range),
    /// median (of all scores), or a number
    #[arg(long, value_name = "SCORE", default_value_t, allow_hyphen_values = true)]
    threshold: Threshold,
    /// The fewest targets that two tied actors share; on a single target they can only agree or disagree entirely,
    /// so use 2 or more if there are many targets
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_shared: usize,
    /// Weigh a tie by the distance of its score from the threshold; with --direct, by the weight of its stance in
    /// the unit of the file
    #[arg(long)]
    weighted: bool,
    /// With --direct, what several stances of one actor on another become: a tie each (count), one tie of their
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
        let rule = TieRule::default()
            .with_threshold(threshold)
            .with_min_shared(min_shared)
            .with_weighted(weighted);
        Ok(TiedBy::Alignment { comparison: self.measuring.comparison()?, rule })
    }
}
