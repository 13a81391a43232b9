//! Everything that can go wrong between a file and a picture.

mod cause;
mod fault;
mod files;
mod finding;
mod left_out;
pub(crate) mod meant_date;
mod notation;
mod remedy;
mod suggest;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub use cause::{Cause, RaggedReason, Severity};
pub(crate) use fault::FaultList;
pub use fault::{Fault, Faults, MAX_FAULTS, thousands};
pub use files::{Excerpt, FileId, Files, Place};
pub use finding::{Finding, Findings};
pub use left_out::LeftOut;
pub use notation::Notation;
pub use remedy::{Remedy, Request};
pub(crate) use suggest::{
    Speller, Suggestion, Suggestions, alike, contains, misspelt, nearest, nearest_position,
};

use crate::model::Date;

/// What kept an answer from being given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input has faults; all of them are listed.
    #[error("{0}")]
    Faults(Faults),
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file whose canonical form would not have all that is in it.
    #[error(
        "{file}: the canonical form would lose {}; not written; converting it to another file writes the rest",
        Lost(lost)
    )]
    Lossy {
        /// The file.
        file: String,
        /// What would be lost.
        lost: Vec<LeftOut>,
    },
    /// The name of a file says no format that this program knows.
    #[error("{}: unknown format; known are {known}", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// The extensions that say a format.
        known: String,
    },
    /// A folder has no file to read.
    #[error("{}: no .toml, .json or .csv file in this folder", path.display())]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A name that the graph does not have.
    #[error("no {what} \"{name}\"{}", Suggestions(suggestions))]
    Unknown {
        /// What was looked for: "actor", "issue", …
        what: &'static str,
        /// The name that was asked for.
        name: String,
        /// The nearest name that there is, then those that contain it.
        suggestions: Vec<String>,
    },
    /// A word that is none of a closed set.
    #[error("no {what} \"{name}\"{}; known are {known}", Suggestion(suggestion.as_deref()))]
    NotOne {
        /// What was looked for: "measure", "distance", …
        what: &'static str,
        /// The word.
        name: String,
        /// The nearest one.
        suggestion: Option<String>,
        /// All of them.
        known: String,
    },
    /// Actors are to be grouped by kind, and none has one.
    #[error("no actor has a kind; in TOML, kind = \"state\" below [actors.ID] says it")]
    NoKinds,
    /// An actor that does not count for itself in a view.
    #[error("\"{actor}\" counts for \"{whole}\" here: ask for that, or without grouping")]
    CountsFor {
        /// The actor.
        actor: String,
        /// The group or the whole.
        whole: String,
    },
    /// A window that ends before it begins.
    #[error(
        "the window from {} until before {} is empty",
        from.first_day(),
        until.first_day()
    )]
    EmptyWindow {
        /// The first day.
        from: Date,
        /// The day after the last.
        until: Date,
    },
    /// More than one time at once.
    #[error("a time is one of at, from or ever, and until goes with from alone")]
    TwoTimes,
    /// A query by group of a graph whose actors are not grouped so.
    #[error("actors are not grouped by \"{0}\"; group the graph first")]
    NotGrouped(
        /// What they are to be grouped by.
        String,
    ),
    /// An edge of a petgraph that begins at an issue, by its number.
    #[error("edge {0} begins at an issue; only actors take positions")]
    NoActor(
        /// The number of the edge.
        usize,
    ),
    /// No dated stance to cut a view into windows by.
    #[error("no stance of the view has a date, so there is nothing to cut into windows")]
    NothingToCut,
    /// More windows than a view is cut into.
    #[error("more than {limit} windows; a longer window or a longer step makes fewer")]
    TooManyWindows {
        /// The most that there may be.
        limit: usize,
    },
    /// A mapping of columns or values that cannot be used.
    #[error("{0}")]
    Mapping(String),
    /// A number of an actor, an issue, or something else that is of another graph.
    #[error("this number of {what} is of another graph; find it there by its id")]
    OtherGraph {
        /// What it is a number of: "an actor".
        what: &'static str,
    },
    /// Settings of a comparison that do not fit its measure.
    #[error("{0}")]
    Comparison(String),
    /// Settings of a search for blocs that make no sense.
    #[error("{0}")]
    Blocs(String),
    /// More of something than an answer can hold.
    #[error("{count} {what} are too many: at most {most}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// Something that would be too large to be of use.
    #[error("{what} of {size} is too large: at most {most}; {fix}")]
    TooLarge {
        /// What would be.
        what: &'static str,
        /// How large it would be.
        size: String,
        /// How large it may be.
        most: String,
        /// What can be done instead.
        fix: &'static str,
    },
    /// A picture could not be laid out or written.
    #[error("{0}")]
    Picture(String),
}

/// Things that would be lost, one behind the other.
struct Lost<'l>(&'l [LeftOut]);

impl fmt::Display for Lost<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lost = self.0.iter().map(ToString::to_string).collect::<Vec<_>>();
        f.write_str(&lost.join("; "))
    }
}

impl Error {
    /// A word that is none of those that are known.
    pub(crate) fn not_one(what: &'static str, name: &str, known: &[&str]) -> Self {
        // What was typed is never what was meant.
        let others = known.iter().copied().filter(|known| *known != name);
        let suggestion = nearest(name, others).map(str::to_owned);
        Self::NotOne { what, name: name.into(), suggestion, known: known.join(", ") }
    }

    /// Wraps what the system said of a file.
    pub fn io(path: impl AsRef<Path>, source: io::Error) -> Self {
        Self::Io { path: path.as_ref().into(), source }
    }
}
