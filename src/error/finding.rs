//! Findings, which are faults for programs: with a start, an end and a replacement.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::meant_date::meant;
use super::{Cause, Fault, Faults, Files, LookAlikes, Severity};

/// A [`Fault`] that does not depend on the files it was found in, for editors and for JSON.
///
/// Lines and columns count from 1, and columns are in characters, not bytes. The start is the first character of
/// the fault, and the end is the one after its last: columns 9 to 14 are five characters. If the start equals the
/// end, something is missing there. In a workbook, columns are those of the sheet, and a finding covers one cell.
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
#[non_exhaustive]
pub struct Finding {
    /// "error" or "warning".
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The fix, in words.
    pub help: Option<String>,
    /// The file; absent if the fault does not come from a file.
    pub file: Option<String>,
    /// The line of the start, from 1; 0 for the whole file.
    pub line: Option<u32>,
    /// The column of the start, in characters from 1; absent if only the line is known.
    pub column: Option<u32>,
    /// The line of the end.
    pub end_line: Option<u32>,
    /// The column after the last character, in characters from 1; absent if only the line is known.
    pub end_column: Option<u32>,
    /// The text that replaces everything from the start to the end; absent unless that is the whole fix.
    pub replacement: Option<String>,
    /// The names that look like one, if that is what is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<LookAlikes>,
}

/// A wrong text in a file, and the text that was meant.
struct Slip {
    wrong: String,
    meant: String,
}

impl Faults {
    /// The faults as findings, in the order of the files and their lines.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.iter().map(|fault| Finding::of(fault, self.files())).collect()
    }
}

/// Writes the same as [`Findings`].
impl Serialize for Faults {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Findings { findings: self.findings(), omitted: self.omitted(), stopped: self.is_cut() }
            .serialize(serializer)
    }
}

/// [`Faults`] in JSON, which can be read back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Findings {
    /// The findings, in the order of the files and their lines.
    pub findings: Vec<Finding>,
    /// The number of findings that are not listed.
    pub omitted: usize,
    /// Whether reading stopped because there were too many.
    pub stopped: bool,
}

impl Finding {
    /// Creates the finding for a fault in some files.
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
            group: fault.cause.look_alikes().cloned(),
        }
    }
}

impl Fault {
    /// The text that replaces the one at the place, if that is the whole fix and the place contains the
    /// wrong text literally.
    fn replacement(&self, files: &Files) -> Option<String> {
        let Slip { wrong, meant } = self.cause.slip()?;
        let place = self.place.filter(|place| !files.has_cells(place.file) && place.column > 0)?;
        let excerpt = files.excerpt(place)?;
        let start = (place.column - 1).checked_sub(excerpt.skipped())? as usize;
        let said = excerpt.text().chars().skip(start).take(place.length as usize);
        let said = said.collect::<String>();
        let (before, after) = said.split_once(&wrong)?;
        // A fix of more than the word and its quotes is left to people.
        let is_frame = |text: &str| text.chars().all(|c| matches!(c, '"' | '\''));
        let is_whole = is_frame(before) && is_frame(after) && needs_no_quotes(&wrong, &meant);
        is_whole.then(|| format!("{before}{meant}{after}"))
    }
}

/// Whether the text that is meant can replace the wrong word without quotes: apart from what the wrong word has,
/// too, it contains nothing that could have a meaning in the format.
fn needs_no_quotes(wrong: &str, meant: &str) -> bool {
    let is_date = meant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_safe = |c: char| c.is_alphanumeric() || c == '_' || wrong.contains(c) || is_date;
    !meant.contains(['"', '\'', '\\']) && meant.chars().all(is_safe)
}

impl Cause {
    /// The names that look like one, if that is what is wrong.
    fn look_alikes(&self) -> Option<&LookAlikes> {
        if let Self::LookAlikes(names) = self { Some(names) } else { None }
    }

    /// The wrong text and the one that is meant, if only one text can be meant.
    fn slip(&self) -> Option<Slip> {
        if let Self::UnknownField { name, suggestion, .. }
        | Self::UnknownColumn { name, suggestion, .. }
        | Self::UnknownPosition { name, suggestion }
        | Self::Unknown { name, suggestion, .. }
        | Self::UnknownNode { key: name, suggestion }
        // If several stances have the label, a fix at one place would leave the others wrong.
        | Self::UnknownLabel { label: name, stances: 1, suggestion, .. } = self
        {
            return Some(Slip { wrong: name.clone(), meant: suggestion.clone()? });
        }
        let Self::InvalidDate { text, .. } = self else { return None };
        let date = one(meant(text))?;
        Some(Slip { wrong: text.clone(), meant: date.to_string() })
    }
}

/// The only element of a list; `None` if there are several or none.
fn one<T>(list: Vec<T>) -> Option<T> {
    let mut list = list.into_iter();
    list.next().filter(|_| list.next().is_none())
}
