//! `completions`: completions for shells.

use clap_complete::Shell;

use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::save::save;

/// Completions for a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  stancegraph completions bash > ~/.local/share/bash-completion/completions/stancegraph")]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

impl CompletionsArgs {
    pub fn run(self, program: &mut clap::Command) -> Result<Outcome, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, program, "stancegraph", &mut script);
        save(None, |out| Ok(out.write_all(&script)?))?;
        Ok(Outcome::Fine)
    }
}
