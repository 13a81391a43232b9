//! `completions`: for the shell.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::Outcome;
use crate::args::Cli;
use crate::failure::Failure;
use crate::save::save;

/// Completions for a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  stancegraph completions bash > ~/.local/share/bash-completion/completions/stancegraph")]
pub struct Args {
    /// The shell
    shell: Shell,
}

impl Args {
    pub fn run(self) -> Result<Outcome, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "stancegraph", &mut script);
        save(None, |out| Ok(out.write_all(&script)?))?;
        Ok(Outcome::Fine)
    }
}
