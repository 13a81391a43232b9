//! Faults: one fault of the input, and all faults together.

use std::fmt::{self, Write};

use super::{Cause, Files, Place, Request, Severity};
use crate::text::steers;

/// The most faults kept; further ones are only counted.
pub const MAX_FAULTS: usize = 100;

/// The most faults before reading of rows stops: a file with every row wrong yields nothing more.
pub const MOST_FAULTS: usize = 10_000;

/// The longest message, in bytes: texts in the input can have any length.
const LONGEST_MESSAGE: usize = 2_000;

/// A fault of the input: what is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fault {
    /// What is wrong.
    pub cause: Cause,
    /// The place; `None` if the fault did not come from a file.
    pub place: Option<Place>,
}

impl Fault {
    /// What is wrong, on one line; control characters of the input are written as escapes.
    #[must_use]
    pub fn message(&self) -> String {
        tame(&self.cause)
    }

    /// The fix, on one line, in terms of the library; `None` if the message says it all.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        self.cause.remedy().map(|remedy| tame(&remedy))
    }

    /// The fix, with requests to the reader worded for a program's users.
    pub fn help_worded(&self, word: impl Fn(&Request) -> String) -> Option<String> {
        self.cause.remedy().map(|remedy| tame(&remedy.worded(word)))
    }
}

/// A list that keeps the first faults and only counts the others, so that nobody pays for faults that are not
/// read.
#[derive(Clone, Debug, Default)]
pub struct FaultList {
    kept: Vec<Fault>,
    omitted: usize,
}

impl FaultList {
    /// Adds a fault.
    pub(crate) fn push(&mut self, cause: Cause, place: Option<Place>) {
        self.push_with(|| Fault { cause, place });
    }

    /// Adds a fault, which is built only if it is kept.
    pub(crate) fn push_with(&mut self, fault: impl FnOnce() -> Fault) {
        match self.is_full() {
            true => self.omitted += 1,
            false => self.kept.push(fault()),
        }
    }

    /// Counts a fault without keeping it.
    pub(crate) fn omit(&mut self) {
        self.omitted += 1;
    }

    /// Adds all faults of another list.
    pub(crate) fn append(&mut self, others: Self) {
        for fault in others.kept {
            self.push_with(|| fault);
        }
        self.omitted += others.omitted;
    }

    /// Whether new faults are only counted.
    pub(crate) fn is_full(&self) -> bool {
        self.kept.len() >= MAX_FAULTS
    }

    /// The number of faults, including those only counted.
    pub(crate) fn len(&self) -> usize {
        self.kept.len() + self.omitted
    }

    /// Whether there are no faults.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The faults that are kept.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Fault> {
        self.kept.iter_mut()
    }

    /// Removes faults that turned out not to be faults.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Fault) -> bool) {
        self.kept.retain(keep);
    }

    /// Whether there are enough faults to stop reading.
    pub(crate) fn is_endless(&self) -> bool {
        self.len() >= MOST_FAULTS
    }

    /// All faults, with their files, and whether reading stopped before the end.
    pub(crate) fn in_files(self, files: Files, is_cut: bool) -> Faults {
        let Self { kept, omitted } = self;
        let faults = Faults::new(kept, files);
        Faults { omitted: faults.omitted + omitted, is_cut, ..faults }
    }
}

/// A text made safe for terminals: texts in the input may be long, and may have control characters.
fn tame(text: &impl fmt::Display) -> String {
    let mut tame = Tame(String::new());
    match write!(tame, "{text}") {
        Ok(()) => tame.0,
        // Only `Tame` stops the writing.
        Err(fmt::Error) => tame.0 + "…",
    }
}

/// Takes text up to the longest message, and escapes control characters.
struct Tame(String);

impl fmt::Write for Tame {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            if self.0.len() >= LONGEST_MESSAGE {
                return Err(fmt::Error);
            }
            match steers(c) {
                true => self.0.extend(c.escape_default()),
                false => self.0.push(c),
            }
        }
        Ok(())
    }
}

/// All faults of the input, with their files.
///
/// `Display` writes one line for each, `file:line:column: error: …; …`.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
    omitted: usize,
    is_cut: bool,
    files: Files,
}

impl Faults {
    /// Creates a list from faults and their files, sorted by place.
    #[must_use]
    pub fn new(mut faults: Vec<Fault>, mut files: Files) -> Self {
        faults.sort_by_cached_key(|fault| (fault.place, fault.message()));
        faults.dedup();
        let omitted = faults.len().saturating_sub(MAX_FAULTS);
        faults.truncate(MAX_FAULTS);
        files.recall(faults.iter().filter_map(|fault| fault.place));
        Self { list: faults, omitted, is_cut: false, files }
    }

    /// The faults, in the order of the files and their lines.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.list.iter()
    }

    /// The files that the places refer to.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The number of faults found in addition to those listed.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Whether reading stopped at too many faults, so that there may be more than are counted.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The number of faults in addition to those listed, in words: "4,900 more".
    ///
    /// `None` if all are listed.
    #[must_use]
    pub fn more(&self) -> Option<String> {
        let more = thousands(self.omitted);
        match (self.omitted, self.is_cut) {
            (0, _) => None,
            (_, false) => Some(format!("{more} more")),
            (_, true) => Some(format!("{more} more up to where reading stopped")),
        }
    }

    /// The number of listed faults with this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|fault| fault.cause.severity() == severity).count()
    }

    /// Whether there are no faults.
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
        self.more().map_or(Ok(()), |more| write!(f, "\nand {more}"))
    }
}

/// Writes a number with commas: `4,900`.
///
/// ```
/// assert_eq!(stancegraph::error::thousands(1_234_567), "1,234,567");
/// ```
#[must_use]
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
