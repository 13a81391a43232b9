//! The command-line program: exit codes, and nothing else.
//!
//! Exit code 0 means success, 1 means "found something" (`check`, `fmt --check`, `diff`), 2 is an error. A
//! reader that closes the pipe has seen enough, so that is a success.

#![warn(clippy::wildcard_enum_match_arm)]

mod answer;
mod args;
mod budget;
mod commands;
mod comparing;
mod evidence;
mod facets;
mod failure;
mod flags;
mod inputs;
mod json;
mod mapped;
mod message;
mod naming;
mod outcome;
mod print;
mod progress;
mod quality;
mod reading;
mod save;
mod serve;
mod size;
mod ties;
mod windows;

use std::process::ExitCode;

use clap::Parser;

use self::commands::Cli;
use self::failure::Failure;
use self::outcome::Outcome;

fn main() -> ExitCode {
    budget::begin();
    if asks_for_json() {
        message::hold_notes();
    }
    match Cli::try_parse().map_err(Failure::from).and_then(|cli| cli.command.run()) {
        Ok(Outcome::Fine) | Err(Failure::ClosedPipe) => {
            message::release_notes();
            ExitCode::SUCCESS
        }
        Ok(Outcome::Found) => {
            message::release_notes();
            ExitCode::from(1)
        }
        Err(Failure::Words(error)) if !error.use_stderr() => error.exit(),
        Err(failure) => {
            message::failure(&failure);
            ExitCode::from(2)
        }
    }
}

/// Whether `--format json` is on the command line, even if the rest of it is invalid.
fn asks_for_json() -> bool {
    let words = std::env::args_os().skip(1).take_while(|word| word != "--").collect::<Vec<_>>();
    let apart = words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
    apart || words.iter().any(|word| word == "--format=json")
}
