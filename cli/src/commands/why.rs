//! `why`: what makes two actors agree, and what divides them.

use stancegraph::answer::Why;

use crate::answer;
use crate::args::{Question, split};
use crate::comparing::Comparing;
use crate::failure::Failure;
use crate::outcome::Outcome;

const USAGE: &str = "stancegraph why ACTOR ACTOR FILE...";

/// Why two actors are close or not: the targets that pull them together and apart, how much each adds
/// to the score, and the stances behind it.
#[derive(Debug, clap::Args)]
#[command(override_usage = format!("{USAGE} [OPTIONS]"))]
#[command(after_help = "Examples:
  stancegraph why Russia China map.toml
  stancegraph why Russia China map.toml --measure kappa
  stancegraph why Russia \"United States\" map.toml --format md -o why.md")]
pub struct WhyArgs {
    /// The two actors (id, name or alias), and the files
    #[arg(value_name = "ACTOR ACTOR FILE", required = true, num_args = 3..)]
    words: Vec<String>,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    question: Question,
}

impl WhyArgs {
    pub fn run(mut self) -> Result<Outcome, Failure> {
        let (names, files) = split(&self.words, 2, USAGE)?;
        let graph = self.question.graph(&files)?;
        let view = self.question.viewing.view(&graph)?;
        let comparison = self.comparing.comparison()?;
        let answer = Why::from(view.alignment(&names[0], &names[1], comparison)?);
        if answer.shared.is_empty() {
            for name in &names {
                self.question.viewing.note_speaker(&view, view.find_actor(name)?);
            }
        }
        // An explanation without its evidence explains nothing.
        self.question.output.evidence = true;
        answer::write(&answer, &view, &self.question.output)?;
        Ok(Outcome::Fine)
    }
}
