//! `who`: who stands where on an issue.

use stancegraph::answer::Who;
use stancegraph::graph::Side;

use crate::answer;
use crate::args::{Question, split};
use crate::failure::Failure;
use crate::message;
use crate::outcome::Outcome;

const USAGE: &str = "stancegraph who [supports|opposes|neutral|mixed] TARGET FILE...";

/// Who supports, opposes, is neutral or mixed on an issue (or toward an actor), and since when.
#[derive(Debug, clap::Args)]
#[command(override_usage = format!("{USAGE} [OPTIONS]"))]
#[command(after_help = "Examples:
  stancegraph who opposes thaad map.toml
  stancegraph who thaad map.toml --evidence
  stancegraph who supports north-korea map.toml --at 2016-05")]
pub struct WhoArgs {
    /// A side (or none for all), the issue (or a part of its name) or actor, and the files
    #[arg(value_name = "[SIDE] TARGET FILE", required = true, num_args = 2..)]
    words: Vec<String>,
    #[command(flatten)]
    question: Question,
}

impl WhoArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let side = self.words.first().and_then(|word| side(word));
        let (mut names, files) = split(&self.words, 1 + usize::from(side.is_some()), USAGE)?;
        let name = names.pop().unwrap_or_default();
        let graph = self.question.graph(&files)?;
        let view = self.question.viewing.view(&graph)?;
        let target = graph.find_target_by_part(&name)?;
        if graph.find_target(&name).is_err() {
            let target = graph.target_at(target).expect("of this graph");
            message::note(&format!("\"{name}\" is taken for the issue \"{}\"", target.title()));
        }
        answer::write(&Who::of(&view, target, side)?, &view, &self.question.output)?;
        Ok(Outcome::Fine)
    }
}

fn side(word: &str) -> Option<Side> {
    match word {
        "supports" | "support" => Some(Side::Support),
        "opposes" | "oppose" => Some(Side::Oppose),
        "neutral" => Some(Side::Neutral),
        "mixed" => Some(Side::Mixed),
        _ => None,
    }
}
