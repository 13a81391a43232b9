//! `evaluate`: how well drafts, models and second coders do.

use std::path::PathBuf;

use stancegraph::answer::Evaluation;
use stancegraph::answer::evaluation::{Place, Settings};
use stancegraph::measure::Confidence;

use crate::answer;
use crate::args::Question;
use crate::failure::Failure;
use crate::outcome::Outcome;

/// So many missed stances and spurious drafts are in a table.
const SHORT: usize = 20;

/// How well the stances of one map agree with those of another, the gold: precision, recall and F1 of drafts, of a
/// language model's proposals, or of a second coder.
///
/// Both are maps of the same sources. A draft is right if the gold has a stance of the same actor on the
/// same target with the same position, in the same place of the same source; each stance of the gold is found
/// once. Of DRAFTS, drafts and confirmed stances count; of GOLD, confirmed stances, or drafts too with --drafts.
/// Stances in sources that only one of the two has are left out, and counted. CSV has the first table.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph evaluate drafted.toml coded.toml
  stancegraph evaluate coded-by-ann.csv coded-by-ben.csv --place source
  stancegraph evaluate model.toml coded.toml --place characters --least 0.6 --evidence
  stancegraph evaluate drafted.toml coded.toml --top 100 --format md")]
pub struct EvaluateArgs {
    /// The map of drafts, and the gold: files or folders, or - for one of them
    #[arg(value_names = ["DRAFTS", "GOLD"], required = true, num_args = 2)]
    files: Vec<PathBuf>,
    /// How close the places have to be: source, paragraph (the same locator) or characters (overlapping; the same
    /// locator where there are none)
    #[arg(long, value_name = "PLACE", default_value_t)]
    place: Place,
    /// The least confidence of the drafts that count; those without a confidence always count
    #[arg(long, value_name = "SHARE", value_parser = least)]
    least: Option<f64>,
    /// The level of the intervals: 90, 95 or 99
    #[arg(long, value_name = "LEVEL", default_value_t)]
    confidence: Confidence,
    /// How many missed stances and wrong drafts to list; by default 20 in tables, otherwise all
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    question: Question,
}

/// Parses a confidence, such as `0.5`.
fn least(text: &str) -> Result<f64, String> {
    let least = text.parse().ok().filter(|least| (0.0..=1.0).contains(least));
    least.ok_or_else(|| "write a number from 0 to 1".into())
}

impl EvaluateArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let [drafts, gold] = self.files.as_slice() else {
            return Err(Failure::Usage("give two files or folders: DRAFTS GOLD".into()));
        };
        if drafts == gold && drafts.as_os_str() == "-" {
            return Err(Failure::Usage("only one of the two can be standard input".into()));
        }
        let names = [drafts, gold].map(|path| path.display().to_string());
        self.question.reading.check(&self.files)?;
        let graph = |path: &PathBuf| self.question.part(std::slice::from_ref(path));
        let (drafts, gold) = (graph(drafts)?.into_with_drafts(), graph(gold)?);
        let view = |graph| self.question.viewing.view(graph);
        let (drafts, gold) = (view(&drafts)?, view(&gold)?);
        let output = &self.question.output;
        let settings = Settings::default()
            .with_place(self.place)
            .with_least(self.least)
            .with_confidence(self.confidence)
            .with_top(output.listed(self.top, SHORT));
        let evaluation = Evaluation::of(names, &drafts, &gold, &settings)?;
        answer::write(&evaluation, &drafts.said(), output)?;
        Ok(Outcome::Fine)
    }
}
