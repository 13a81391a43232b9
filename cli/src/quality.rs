//! The option for old standings, in `show` and `check --quality`.

use clap::Args;
use stancegraph::model::Span;

/// From which age on a standing is said to be old.
#[derive(Args, Debug)]
pub struct Ageing {
    /// Which standings are old: those without a stance for this long before the last day of the data, or the day
    /// of --at: 10d, 2w, 3m, 1q, 2y
    #[arg(long, value_name = "SPAN", default_value = "2y", allow_hyphen_values = true)]
    pub older_than: Span,
}
