//! What a reader left out, or a writer cannot write.

use std::fmt;

use super::{Remedy, Request};

/// The most examples named.
const EXAMPLES: usize = 5;

/// Things that a reader did not take in, or that a writer cannot write: counted, with the reason and some examples
/// by name.
///
/// ```
/// use stancegraph::error::LeftOut;
///
/// let mut left_out = LeftOut::new("sample.dna", "statements without an organization");
/// left_out.add("17");
/// left_out.add("23");
/// assert_eq!(left_out.to_string(), "sample.dna: 2 statements without an organization: 17, 23");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The file.
    pub file: String,
    /// The kind of things, worded to follow a number.
    pub what: String,
    /// How to get them all the same.
    pub remedy: Option<Remedy>,
    /// The number of things.
    pub count: usize,
    /// The first few, by name.
    pub examples: Vec<String>,
}

impl LeftOut {
    /// Creates an empty count of one kind of thing.
    #[must_use]
    pub fn new(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self { file: file.into(), what: what.into(), remedy: None, count: 0, examples: Vec::new() }
    }

    /// Writes everything on one line, with requests to the reader worded for a program's users.
    pub fn worded(&self, word: impl Fn(&Request) -> String) -> String {
        let file = if self.file.is_empty() { String::new() } else { format!("{}: ", self.file) };
        let remedy = self.remedy.as_ref().map(|remedy| format!(" ({})", remedy.worded(word)));
        let examples = match self.examples.is_empty() {
            true => String::new(),
            false => format!(": {}", self.examples.join(", ")),
        };
        let is_cut = self.count > self.examples.len() && !self.examples.is_empty();
        let more = if is_cut { ", …" } else { "" };
        format!("{file}{} {}{}{examples}{more}", self.count, self.what, remedy.unwrap_or_default())
    }

    /// Counts one more, with its name; an empty name is not kept as an example.
    pub fn add(&mut self, example: impl Into<String>) {
        self.add_with(|| example.into());
    }

    /// Counts one more; its name is built only if it is kept as an example.
    pub(crate) fn add_with(&mut self, example: impl FnOnce() -> String) {
        self.count += 1;
        if self.examples.len() == EXAMPLES {
            return;
        }
        let example = example();
        let is_new = !example.is_empty() && !self.examples.contains(&example);
        if is_new {
            self.examples.push(example);
        }
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.worded(Request::to_string))
    }
}
