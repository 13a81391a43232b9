//! Errors: everything that can go wrong between a file and a picture.

mod cause;
mod fault;
mod files;
mod finding;
mod left_out;
mod look_alikes;
pub(crate) mod meant_date;
mod notation;
mod remedy;
mod suggest;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub use cause::{Cause, CreatedName, RaggedReason, Severity};
pub(crate) use fault::FaultList;
pub use fault::{Fault, Faults, MAX_FAULTS, thousands};
pub use files::{Excerpt, FileId, Files, Place};
pub use finding::{Finding, Findings};
pub use left_out::LeftOut;
pub use look_alikes::{LineOf, LookAlike, LookAlikes};
pub use notation::Notation;
pub use remedy::{Remedy, Request};
pub(crate) use suggest::{
    Speller, Suggestion, Suggestions, alike, contains, misspelt, nearest, nearest_position,
};

use crate::model::Date;

/// An error that prevents an answer.
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
        /// The error from the operating system.
        source: io::Error,
    },
    /// The canonical form of a file would lose some of its content.
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
    /// A file name has no extension of a known format.
    #[error("{}: unknown format; known are {known}", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// The extensions of known formats.
        known: String,
    },
    /// A folder has no file that can be read.
    #[error("{}: no .toml, .json or .csv file in this folder", path.display())]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The graph has nothing with this name.
    #[error("no {what} \"{name}\"{}", Suggestions(suggestions))]
    Unknown {
        /// The kind of thing looked for: "actor", "issue", …
        what: &'static str,
        /// The name looked for.
        name: String,
        /// The nearest name, then names that contain it.
        suggestions: Vec<String>,
    },
    /// A name is that of an actor and of an issue.
    #[error("\"{name}\" is an actor and an issue; say which is meant")]
    Ambiguous {
        /// The name.
        name: String,
    },
    /// A name belongs to another actor or issue.
    #[error(
        "\"{name}\" is a name of another {what}, \"{id}\"; to make \"{old}\" one with it, merge them"
    )]
    NameOfAnother {
        /// "actor" or "issue".
        what: &'static str,
        /// The name.
        name: String,
        /// The id of the one that has the name.
        id: String,
        /// The id of the one that was to get it.
        old: String,
    },
    /// The ids of stances would change with the names in them, and cannot be written.
    #[error(
        "{}: a mapping reads this table, and it says no column for the ids of stances, {stances} of which would \
         change with the name; Settings::new_ids lets them",
        path.display()
    )]
    IdsWouldChange {
        /// The table.
        path: PathBuf,
        /// The number of stances.
        stances: usize,
    },
    /// Files cannot be edited as asked for.
    #[error("{0}")]
    NotEdited(String),
    /// A word is not in a closed set.
    #[error("no {what} \"{name}\"{}; known are {known}", Suggestion(suggestion.as_deref()))]
    NotOne {
        /// The kind of thing looked for: "measure", "distance", …
        what: &'static str,
        /// The word.
        name: String,
        /// The nearest word in the set.
        suggestion: Option<String>,
        /// All words in the set.
        known: String,
    },
    /// Actors should be grouped by kind, but none has a kind.
    #[error("no actor has a kind; in TOML, kind = \"state\" below [actors.ID] says it")]
    NoKinds,
    /// An actor does not count as itself in a view.
    #[error("\"{actor}\" counts for \"{whole}\" here: ask for that, or without grouping")]
    CountsFor {
        /// The actor.
        actor: String,
        /// The group or the whole that it counts for.
        whole: String,
    },
    /// A window ends before it begins.
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
    /// More than one time was given.
    #[error("a time is one of at, from or ever, and until goes with from alone")]
    TwoTimes,
    /// A query by group needs a graph whose actors are grouped that way.
    #[error("actors are not grouped by \"{0}\"; group the graph first")]
    NotGrouped(
        /// The property to group them by.
        String,
    ),
    /// An edge of a petgraph begins at an issue.
    #[error("edge {0} begins at an issue; only actors take positions")]
    NoActor(
        /// The number of the edge.
        usize,
    ),
    /// A view has no dated stance, so it cannot be cut into windows.
    #[error("no stance of the view has a date, so there is nothing to cut into windows")]
    NothingToCut,
    /// There would be more windows than a view can be cut into.
    #[error("more than {limit} windows; a longer window or a longer step makes fewer")]
    TooManyWindows {
        /// The most windows allowed.
        limit: usize,
    },
    /// A mapping of columns or values cannot be used.
    #[error("{0}")]
    Mapping(String),
    /// A number of an actor, an issue or something else belongs to another graph.
    #[error("this number of {what} is of another graph; find it there by its id")]
    OtherGraph {
        /// The kind of thing it numbers: "an actor".
        what: &'static str,
    },
    /// The settings of a comparison do not fit its measure.
    #[error("{0}")]
    Comparison(String),
    /// The settings of a search for blocs make no sense.
    #[error("{0}")]
    Blocs(String),
    /// There is more of something than an answer can hold.
    #[error("{count} {what} are too many: at most {most}")]
    TooMany {
        /// The kind of thing there is too much of.
        what: &'static str,
        /// The number of them.
        count: usize,
        /// The most allowed.
        most: usize,
    },
    /// Something would be too large to be useful.
    #[error("{what} of {size} is too large: at most {most}; {fix}")]
    TooLarge {
        /// The thing that would be too large.
        what: &'static str,
        /// Its size.
        size: String,
        /// The largest size allowed.
        most: String,
        /// What to do instead.
        fix: &'static str,
    },
    /// A picture could not be laid out or written.
    #[error("{0}")]
    Picture(String),
}

/// Writes a list of what would be lost.
struct Lost<'l>(&'l [LeftOut]);

impl fmt::Display for Lost<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lost = self.0.iter().map(ToString::to_string).collect::<Vec<_>>();
        f.write_str(&lost.join("; "))
    }
}

impl Error {
    /// A word that is not among the known ones.
    pub(crate) fn not_one(what: &'static str, name: &str, known: &[&str]) -> Self {
        // The word that was typed is never the word that was meant.
        let others = known.iter().copied().filter(|known| *known != name);
        let suggestion = nearest(name, others).map(str::to_owned);
        Self::NotOne { what, name: name.into(), suggestion, known: known.join(", ") }
    }

    /// Wraps an error from the operating system about a file.
    pub fn io(path: impl AsRef<Path>, source: io::Error) -> Self {
        Self::Io { path: path.as_ref().into(), source }
    }
}
