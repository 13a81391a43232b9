//! The program, run as a process: commands, messages, and destinations of output.

#[path = "../shared"]
mod shared {
    #[allow(dead_code, reason = "the program is tested on files")]
    pub mod graphs;
    pub mod program;
    pub mod real;
    pub mod repository;
}

mod align;
mod blocs_verb;
#[cfg(target_os = "linux")]
mod bombs;
mod changes_verb;
mod charts_verb;
mod cli;
mod code_verb;
mod coders_verb;
mod contradictions_verb;
mod convert;
mod diff_verb;
mod docs;
mod draft_verb;
mod evaluate_verb;
mod groups;
mod import_verb;
mod issues_verb;
mod naming_verbs;
mod order;
mod outputs;
mod serve;
