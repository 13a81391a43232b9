//! The program, run as a process: commands, what they say, and where their outputs go.

#![cfg(feature = "cli")]

#[path = "../shared"]
mod shared {
    #[allow(dead_code, reason = "the program is tested on files")]
    pub(crate) mod graphs;
    pub(crate) mod program;
    pub(crate) mod real;
}

mod align;
mod blocs_verb;
#[cfg(target_os = "linux")]
mod bombs;
mod charts_verb;
mod cli;
mod convert;
mod docs;
mod groups;
mod order;
mod outputs;
mod serve;
