//! `coders`: how far coders agree.

use std::path::PathBuf;

use stancegraph::answer::Coders;
use stancegraph::answer::coders::Settings;
use stancegraph::measure::Distance;

use crate::answer;
use crate::args::Question;
use crate::failure::Failure;
use crate::outcome::Outcome;

/// How far coders agree: Krippendorff's alpha for each issue and over all, how often every two coders
/// agree, and what they disagree on.
///
/// It compares how several coders coded one statement: what one actor said on one target at one place
/// of one source or, without a source, on one day. A coder's value is the mean of the signed positions
/// given to it. Alpha is 1 if all agree, and 0 if they agree as often as by chance.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph coders coded-by-ann.csv coded-by-ben.csv
  stancegraph coders coded/ --distance nominal --disagreements --format csv
  stancegraph coders coded/ --coder ann --coder ben --issue thaad --evidence")]
pub struct CodersArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The distance of disagreements: nominal, ordinal, linear or quadratic
    #[arg(long, value_name = "DISTANCE", default_value_t)]
    distance: Distance,
    /// List the disagreements first; CSV has them instead of the issues
    #[arg(long)]
    disagreements: bool,
    /// How many disagreements to list; by default 20 in tables, otherwise all
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    question: Question,
}

impl CodersArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let output = &self.question.output;
        let settings = Settings::default()
            .with_distance(self.distance)
            .with_top(output.listed(self.top, 20))
            .with_disagreements_first(self.disagreements);
        answer::write(&Coders::of(&view, &settings), &view.said(), output)?;
        Ok(Outcome::Fine)
    }
}
