//! `record`: one actor's positions.

use stancegraph::answer::Record;

use crate::answer;
use crate::args::{Question, split};
use crate::failure::Failure;
use crate::outcome::Outcome;

const USAGE: &str = "stancegraph record ACTOR FILE...";

/// One actor's record: every position, since when, how it changed, and the stances behind it.
#[derive(Debug, clap::Args)]
#[command(override_usage = format!("{USAGE} [OPTIONS]"))]
#[command(after_help = "Examples:
  stancegraph record Russia map.toml
  stancegraph record Lavrov map.toml --by speaker --evidence
  stancegraph record Moscow map.toml --issue thaad --format json")]
pub struct RecordArgs {
    /// The actor (id, name or alias), and the files
    #[arg(value_name = "ACTOR FILE", required = true, num_args = 2..)]
    words: Vec<String>,
    #[command(flatten)]
    question: Question,
}

impl RecordArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let (names, files) = split(&self.words, 1, USAGE)?;
        let graph = self.question.graph(&files)?;
        let view = self.question.viewing.view(&graph)?;
        let actor = view.find_actor(&names[0])?;
        let answer = Record::of(&view, actor)?;
        if answer.positions.is_empty() {
            self.question.viewing.note_speaker(&view, actor);
        }
        answer::write(&answer, &view, &self.question.output)?;
        Ok(Outcome::Fine)
    }
}
