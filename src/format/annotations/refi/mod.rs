//! REFI-QDA projects: `.qdpx`, the exchange format of `NVivo`, MAXQDA, ATLAS.ti, `QualCoder` and others.
//!
//! An archive with `project.qde`, which is XML, and the texts. Offsets are code points of the plain text; what
//! programs do otherwise is told by the words of the passages, or by where words begin.

mod package;
mod read;
mod write;

pub use self::read::read;
pub use self::write::{losses, write};

/// The folders of codes in projects that we write.
const FOLDERS: [&str; 7] =
    ["Actors", "Speakers", "Issues", "Toward", "Positions", "Labels", "Status"];

/// What we are called as the origin of a project.
const ORIGIN: &str = "stancegraph";

/// The code of stances that somebody has confirmed, in the last folder.
const CONFIRMED: &str = "Confirmed";
