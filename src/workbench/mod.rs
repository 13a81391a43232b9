//! The workbench: stances are coded in the texts of a map, and its files stay the truth.
//!
//! ```text
//! files ──▶ Workbench ──state──▶ a front end ──command──▶ Plan ──the caller writes──▶ files
//!             ▲                                             │
//!             └───────────────── carried out ───────────────┘
//! ```
//!
//! A [`Workbench`] holds the texts of a map's files. A [`Command`] gives a [`Plan`]: the files as they are to be, read
//! again and found to say what was asked for. Whoever holds the files writes them and tells the workbench; when
//! somebody else has written them, it is told so too. Nothing here speaks HTTP.
//!
//! ```
//! use stancegraph::edit::TextFile;
//! use stancegraph::workbench::{Command, Workbench};
//!
//! let map = "[actors.ann]\nname = \"Ann\"\n\n[issues.tunnel]\n";
//! let mut bench = Workbench::open(vec![TextFile::new("map.toml", map)])?;
//! let said = r#"{"add": {"actor": "Ann", "label": "opposes", "issue": "tunnel"}}"#;
//! let plan = bench.plan(bench.version(), &Command::from_json(said)?)?;
//! assert!(plan.files()[0].new.ends_with("\n\n[[stances]]\nactor = \"ann\"\nlabel = \"opposes\"\nissue = \"tunnel\"\n"));
//! bench.carried_out(plan);
//! let plan = bench.undo()?;
//! assert_eq!(plan.files()[0].new, map);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alike;
mod bench;
mod coding;
mod command;
mod fields;
mod freshness;
mod plan;
mod refusal;
mod search;
mod state;
mod steps;

pub use alike::{Alike, Likeness};
pub use bench::Workbench;
pub use command::{
    Command, Declare, Ids, Merge, NewFile, NewName, NewSource, Propose, Recode, Recoded,
};
pub use plan::{Created, Done, NewText, Plan};
pub use refusal::{Refusal, Why};
pub use search::{Hit, Hits};
pub use state::{
    Card, DateMeant, LabelMeant, LabelState, NameState, SourceState, SourceText, State,
};
