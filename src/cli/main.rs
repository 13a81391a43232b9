//! The command-line program: exit codes, and nothing else.
//!
//! 0 is fine, 1 is "found something" (`check`, `fmt --check`, `diff`), 2 is an error.
//! A reader that closes the pipe has seen enough: that is success.

mod answer;
mod args;
mod budget;
mod commands;
mod comparing;
mod evidence;
mod failure;
mod inputs;
mod json;
mod mapped;
mod message;
mod progress;
mod quality;
mod reading;
mod save;
mod serve;
mod sheet;
mod size;
mod tying;
mod windows;

use std::process::ExitCode;

use clap::Parser;

use self::args::Cli;
use self::failure::Failure;

fn main() -> ExitCode {
    budget::begin();
    let outcome = Cli::parse().command.run();
    match outcome {
        Ok(Outcome::Fine) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(failure) => {
            message::failure(&failure);
            ExitCode::from(2)
        }
    }
}

/// How a command ended that did what it was asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// There is nothing more to say.
    Fine,
    /// What was looked for was found: faults, or a difference.
    Found,
}
