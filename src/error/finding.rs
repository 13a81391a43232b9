//! Faults as programs are told them: with a start, an end, and what to write instead.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::meant_date::meant;
use super::{Cause, Fault, Faults, Files, Severity};

/// A [`Fault`] without the files that it is in: for editors, for JSON.
///
/// Columns are in characters, not bytes, and count from 1, as lines do. The start is the first character meant, the
/// end is behind the last one: from column 9 to column 14 are five characters. Where the start is the end, something
/// is missing there. In a workbook, columns are those of the sheet, and a finding is of one cell.
///
/// ```
/// use stancegraph::{Error, Format};
///
/// let toml = "[issues.tax]\n\n[[stances]]\nactor = \"ann\"\nissue = \"taxx\"\nlabel = \"opposes\"\n[actors.ann]\n";
/// let Err(Error::Faults(faults)) = Format::Toml.read(toml.as_bytes()) else { panic!() };
/// let finding = &faults.findings()[0];
/// assert_eq!(finding.message, "unknown issue \"taxx\"; did you mean \"tax\"?");
/// assert_eq!((finding.line, finding.column, finding.end_column), (Some(5), Some(9), Some(15)));
/// assert_eq!(finding.replacement.as_deref(), Some("\"tax\""));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// "error" or "warning".
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The fix, in words.
    pub help: Option<String>,
    /// The file; absent for what did not come from a file.
    pub file: Option<String>,
    /// From 1; 0 where the whole file is meant.
    pub line: Option<u32>,
    /// In characters, from 1; absent where only the line is known.
    pub column: Option<u32>,
    /// The line of the end.
    pub end_line: Option<u32>,
    /// In characters, from 1: behind the last one meant; absent where only the line is known.
    pub end_column: Option<u32>,
    /// What to write from the start to the end, where that is the whole fix.
    pub replacement: Option<String>,
}

/// What is wrong in a file, and what is meant.
struct Slip {
    wrong: String,
    meant: String,
}

impl Faults {
    /// The faults, in the order of the files and their lines, as programs are told them.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.iter().map(|fault| Finding::of(fault, self.files())).collect()
    }
}

/// The [`Faults::findings`], how many were found beyond them, and whether reading stopped.
impl Serialize for Faults {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Findings { findings: self.findings(), omitted: self.omitted(), stopped: self.is_cut() }
            .serialize(serializer)
    }
}

/// What [`Faults`] are in JSON, to be read back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Findings {
    /// In the order of the files and their lines.
    pub findings: Vec<Finding>,
    /// How many were found beyond those that are listed.
    pub omitted: usize,
    /// Whether reading stopped since there were too many.
    pub stopped: bool,
}

impl Finding {
    /// A fault of some files.
    #[must_use]
    pub fn of(fault: &Fault, files: &Files) -> Self {
        let place = fault.place;
        let column = place.map(|place| place.column).filter(|column| *column > 0);
        let length = place.map_or(0, |place| match files.has_cells(place.file) {
            true => 1,
            false => place.length,
        });
        Self {
            severity: fault.cause.severity(),
            message: fault.message(),
            help: fault.help(),
            file: place.map(|place| files.name(place.file).to_owned()),
            line: place.map(|place| place.line),
            column,
            end_line: place.map(|place| place.line),
            end_column: column.map(|column| column + length),
            replacement: fault.replacement(files),
        }
    }
}

impl Fault {
    /// What to write at the place, where that is the whole fix and what is wrong stands there in so many characters.
    fn replacement(&self, files: &Files) -> Option<String> {
        let Slip { wrong, meant } = self.cause.slip()?;
        let place = self.place.filter(|place| !files.has_cells(place.file) && place.column > 0)?;
        let excerpt = files.excerpt(place)?;
        let start = (place.column - 1).checked_sub(excerpt.skipped())? as usize;
        let said = excerpt.text().chars().skip(start).take(place.length as usize);
        let said = said.collect::<String>();
        let (before, after) = said.split_once(&wrong)?;
        // If the fix has more than the word and its quotes, it is for people.
        let is_frame = |text: &str| text.chars().all(|c| matches!(c, '"' | '\''));
        let is_whole = is_frame(before) && is_frame(after) && needs_no_quotes(&wrong, &meant);
        is_whole.then(|| format!("{before}{meant}{after}"))
    }
}

/// Whether what is meant can stand where the wrong word does: nothing in it could mean something to the format but what
/// the wrong word has, too.
fn needs_no_quotes(wrong: &str, meant: &str) -> bool {
    let is_date = meant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_safe = |c: char| c.is_alphanumeric() || c == '_' || wrong.contains(c) || is_date;
    !meant.contains(['"', '\'', '\\']) && meant.chars().all(is_safe)
}

impl Cause {
    /// What is written wrong, and what is meant, where nothing else can be meant.
    fn slip(&self) -> Option<Slip> {
        if let Self::UnknownField { name, suggestion, .. }
        | Self::UnknownColumn { name, suggestion, .. }
        | Self::UnknownPosition { name, suggestion }
        | Self::Unknown { name, suggestion, .. }
        | Self::UnknownNode { key: name, suggestion }
        // With a label of several stances, the other stances would still have it.
        | Self::UnknownLabel { label: name, stances: 1, suggestion, .. } = self
        {
            return Some(Slip { wrong: name.clone(), meant: suggestion.clone()? });
        }
        let Self::InvalidDate { text, .. } = self else { return None };
        let date = one(meant(text))?;
        Some(Slip { wrong: text.clone(), meant: date.to_string() })
    }
}

/// The only one of a list.
fn one<T>(list: Vec<T>) -> Option<T> {
    let mut list = list.into_iter();
    list.next().filter(|_| list.next().is_none())
}
