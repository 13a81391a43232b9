//! Names that look like one, as a finding shows them.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Actors, or issues, whose names look like one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LookAlikes {
    /// "actor" or "issue".
    pub kind: String,
    /// The id of the one to keep: the commonest, among those whose name is tidy.
    pub keep: String,
    /// All of them: the one to keep, then the others by id.
    pub names: Vec<LookAlike>,
}

/// One of several names that look like one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LookAlike {
    /// The id.
    pub id: String,
    /// The name; the id if it has none.
    pub name: String,
    /// The number of stances that name it, as actor, speaker, addressee or target.
    pub stances: usize,
    /// Where it stands: its declaration and its first stances, at most three places.
    pub lines: Vec<LineOf>,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
// Closed: a line is a file and a number.
pub struct LineOf {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// The most names of a group in a message; a finding has all.
const MOST_NAMES: usize = 20;

impl LookAlike {
    /// The most lines listed for a name.
    pub const MOST_LINES: usize = 3;
}

impl LookAlikes {
    /// The files in which the names stand, each once.
    #[must_use]
    pub fn files(&self) -> Vec<&str> {
        let mut files = Vec::new();
        for line in self.names.iter().flat_map(|name| &name.lines) {
            if !files.contains(&line.file.as_str()) {
                files.push(&line.file);
            }
        }
        files
    }

    /// The ids of those that are not kept.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| name.id.as_str()).filter(|id| *id != self.keep)
    }

    /// The name of the one to keep.
    #[must_use]
    pub fn kept(&self) -> &str {
        let kept = self.names.iter().find(|name| name.id == self.keep);
        kept.map_or(&self.keep, |kept| &kept.name)
    }
}

impl fmt::Display for LookAlikes {
    /// `"United States" (line 2), "US" (lines 3, 5, 6 and more) look like one actor`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_one_file = self.files().len() < 2;
        for (index, name) in self.names.iter().take(MOST_NAMES).enumerate() {
            let between = match index {
                0 => "",
                _ if index + 1 == self.names.len() => " and ",
                _ => ", ",
            };
            write!(f, "{between}\"{}\"", name.name)?;
            name.write_lines(is_one_file, f)?;
        }
        if let more @ 1.. = self.names.len().saturating_sub(MOST_NAMES) {
            write!(f, " and {more} more")?;
        }
        write!(f, " look like one {}", self.kind)
    }
}

impl LookAlike {
    fn write_lines(&self, is_one_file: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.lines.iter().map(|LineOf { file, line }| match is_one_file {
            true => line.to_string(),
            false => format!("{file}:{line}"),
        });
        let lines = lines.collect::<Vec<_>>().join(", ");
        let what = match (is_one_file, self.lines.len()) {
            (_, 0) => return Ok(()),
            (false, _) => "",
            (true, 1) => "line ",
            (true, _) => "lines ",
        };
        let more = if self.stances > self.lines.len() { " and more" } else { "" };
        write!(f, " ({what}{lines}{more})")
    }
}
