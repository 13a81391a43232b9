//! One fault of the input, and all of them together.

use std::fmt;

use super::{Cause, Files, Place, Severity};

/// How many faults are kept; those after are only counted.
pub const MAX_FAULTS: usize = 1_000;

/// What is wrong with the input, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What is wrong.
    pub cause: Cause,
    /// Where; `None` for what did not come from a file.
    pub place: Option<Place>,
}

impl Fault {
    /// What is wrong, on one line: control characters of the input are written as escapes.
    #[must_use]
    pub fn message(&self) -> String {
        tame(&self.cause.to_string())
    }

    /// The way out, on one line; `None` where the message says it all.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        self.cause.help().map(|help| tame(&help))
    }
}

/// Texts of the input end up on terminals, where control characters do things.
fn tame(text: &str) -> String {
    let mut tame = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_control() {
            true => tame.extend(c.escape_default()),
            false => tame.push(c),
        }
    }
    tame
}

/// All faults of the input, with the files they are in.
///
/// Its `Display` gives a line each, `file:line:column: error: …; …`.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
    omitted: usize,
    files: Files,
}

impl Faults {
    /// Takes faults and the files they are in; sorts them by place.
    #[must_use]
    pub fn new(mut faults: Vec<Fault>, mut files: Files) -> Self {
        faults.sort_by_key(|a| (a.place, a.cause.to_string()));
        faults.dedup();
        let omitted = faults.len().saturating_sub(MAX_FAULTS);
        faults.truncate(MAX_FAULTS);
        files.recall(faults.iter().filter_map(|fault| fault.place));
        Self { list: faults, omitted, files }
    }

    /// Counts faults that were found but not kept.
    #[must_use]
    pub(crate) fn omitting(mut self, more: usize) -> Self {
        self.omitted += more;
        self
    }

    /// The faults, in the order of the files and their lines.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.list.iter()
    }

    /// The files that the places speak of.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// How many faults were found beyond those that are listed.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// How many are listed with this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|fault| fault.cause.severity() == severity).count()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            if let Some(place) = fault.place {
                write!(f, "{}: ", self.files.say(place))?;
            }
            write!(f, "{}: {}", fault.cause.severity(), fault.message())?;
            if let Some(help) = fault.help() {
                write!(f, "; {help}")?;
            }
        }
        match self.omitted {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}
