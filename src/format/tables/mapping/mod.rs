//! Mappings of tables from others: which column is which field, and which value is which position.

mod check;
mod delimiter;
mod display;
mod file;
mod head;
pub mod join;
mod list;
mod meaning;
mod preset;
pub mod scale;
mod setting;
mod signs;
mod wide;
mod words;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;

use self::check::NO_ACTOR;
use self::delimiter::named_character;
pub use self::delimiter::{BLANKS, delimiter};
pub use self::head::{directive, is_directive};
use self::join::Join;
pub use self::list::List;
pub use self::meaning::whole;
use self::scale::Scale;
pub use self::signs::SIGNS;
pub use self::wide::Wide;
use self::words::list;
pub use self::words::pairs;
use super::field::Field;
use crate::error::{Error, nearest};
use crate::format::dates::DateForm;
use crate::model::{Position, Strength};

/// The suffix of the mapping file beside a table.
pub const BESIDE: &str = ".mapping.toml";

/// Which column of a table is which field of a stance, and what its values mean.
///
/// Columns that it does not mention are reported, not read; if it mentions none, columns have the names of
/// fields. A value of the position column that it does not mention, and that is not `support`, `neutral` or
/// `oppose`, is a fault.
///
/// ```
/// use stancegraph::Format;
/// use stancegraph::format::{Mapping, Reader};
///
/// let votes = "country,rcid,vote\nNA,1,yes\nFR,1,absent\n";
/// let mapping = Mapping::parse(
///     "actor=country,issue=rcid,position=vote,source:=roll calls",
///     "yes=support,no=oppose,abstain=neutral,absent=skip",
/// )?;
/// let graph = Reader::new().mapping(mapping).stream("votes.csv", votes.as_bytes()).read()?;
/// assert_eq!(graph.stances().map(|stance| stance.to_string()).collect::<Vec<_>>(), ["NA supports 1"]);
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Mapping {
    pub(crate) columns: BTreeMap<Field, From>,
    pub(crate) values: Vec<(String, Meaning)>,
    /// The values that mean for and against.
    pub(crate) both: Vec<String>,
    /// Whether the usual words for positions are read beside the values.
    pub(crate) reads_words: bool,
    pub(crate) missing: Vec<String>,
    pub(crate) scale: Option<Scale>,
    pub(crate) wide: Option<Wide>,
    pub(crate) ignored: Vec<String>,
    pub(crate) splits: Vec<(Field, String)>,
    pub(crate) joins: Vec<Join>,
    pub(crate) encoding: Option<&'static Encoding>,
    pub(crate) delimiter: Option<u8>,
    /// Whether it is the mapping of lists of signed edges.
    pub(crate) is_edge_list: bool,
    /// The column of a list of edges that is the sign.
    pub(crate) sign: Option<String>,
    /// The order of the numbers in dates.
    pub(crate) dates: Option<DateForm>,
    /// Whether the table has no header.
    pub(crate) has_no_header: bool,
    /// What the beginning of a list of edges without a header shows.
    pub(crate) list: Option<List>,
    /// Whether it is ready-made, for tables whose other columns are known not to matter.
    pub(crate) is_of_known_tables: bool,
}

/// The source of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// A column, or a text with columns in braces.
    Column(String),
    Constant(String),
}

/// The meaning of a value in the position column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Position(Position),
    /// A place on a scale.
    Graded(Position, Strength),
    /// The row is no stance.
    Skip,
}

impl Mapping {
    /// The names of the ready-made mappings.
    pub const PRESETS: [&'static str; 2] = preset::NAMES;

    /// Parses `FIELD=COLUMN,…`, with `FIELD:=TEXT` for a text that all rows share, and `VALUE=POSITION,…`,
    /// with `skip` for rows that are not stances.
    ///
    /// Put names with commas, equal signs or blanks at their ends in double quotes, and double the double
    /// quotes in them. A column can also be a text with several columns in braces:
    /// `issue={congress}-{chamber}-{rollnumber}`.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] with the problem and the known fields or positions.
    pub fn parse(map: &str, values: &str) -> Result<Self, Error> {
        let mapping = Self::default().with_map(map)?.with_values(values)?;
        match mapping.columns.is_empty() {
            true => Err(Error::Mapping(NO_ACTOR.into())),
            false => mapping.checked(),
        }
    }

    /// Parses a mapping file. Paths of joined files are relative to the working directory.
    ///
    /// ```
    /// let mapping = stancegraph::format::Mapping::from_toml(r#"
    /// missing = ["NA"]
    /// [map]
    /// actor = "country"
    /// issue = "rcid"
    /// position = "vote"
    /// [constants]
    /// source = "roll calls"
    /// [values]
    /// yes = "support"
    /// "#)?;
    /// assert_eq!(
    ///     mapping.to_string(),
    ///     "actor=country,issue=rcid,position=vote,source:=roll calls yes=support missing NA",
    /// );
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with all faults, each with its place.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        file::read("mapping", text)
    }

    /// The mapping file beside a table, if it exists: `votes.csv.mapping.toml`, also for `votes.csv.gz`.
    #[must_use]
    pub fn beside(table: &Path) -> Option<PathBuf> {
        let with = |name: &str| table.with_file_name(format!("{name}{BESIDE}"));
        let name = table.file_name()?.to_string_lossy();
        let plain = name.strip_suffix(".gz").unwrap_or(&name);
        [with(&name), with(plain)].into_iter().find(|path| path.is_file())
    }

    /// The path of the mapping file beside a table, whether it exists or not.
    #[must_use]
    pub fn path_beside(table: &Path) -> PathBuf {
        let name = table.file_name().unwrap_or_default().to_string_lossy();
        table.with_file_name(format!("{name}{BESIDE}"))
    }

    /// Reads a mapping file. Paths of joined files are relative to its folder.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with all faults, each with its place; [`Error::Io`] if it cannot be read.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, error))?;
        let mut mapping = file::read(&path.to_string_lossy(), &text)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for joined in mapping.joins.iter_mut().filter_map(|join| join.path.as_mut()) {
            *joined = folder.join(&joined);
        }
        Ok(mapping)
    }

    /// A ready-made mapping, by its name: one of [`PRESETS`](Self::PRESETS).
    ///
    /// # Errors
    ///
    /// [`Error::NotOne`] with the known names.
    pub fn preset(name: &str) -> Result<Self, Error> {
        preset::of_name(name)
    }

    /// Adds fields to the mapping: `FIELD=COLUMN,…` and `FIELD:=TEXT`.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] if there is no such field, or if it is already mapped.
    pub fn with_map(mut self, map: &str) -> Result<Self, Error> {
        for (field, column) in pairs(map)? {
            match field.strip_suffix(':') {
                Some(field) => self.add(field, From::Constant(column))?,
                None => self.add(&field, From::Column(column))?,
            }
        }
        Ok(self)
    }

    /// Adds values to the mapping: `VALUE=POSITION,…`, with `both` for two stances, one for and one against, and
    /// `skip` for no stance.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] if there is no such position, or if a value is already mapped.
    pub fn with_values(mut self, values: &str) -> Result<Self, Error> {
        for (value, meaning) in pairs(values)? {
            self.add_value(value, &meaning)?;
        }
        Ok(self)
    }

    /// Sets the values that mean "not given", separated by commas. An empty cell always does.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] if a quote is not closed.
    pub fn with_missing(mut self, missing: &str) -> Result<Self, Error> {
        self.missing.extend(list(missing)?);
        Ok(self)
    }

    /// Reads positions as numbers on a scale, such as `0:10`, from the end of opposition to that of support.
    /// The middle is neutral, and the strength is the distance from it.
    ///
    /// ```
    /// use stancegraph::format::{Mapping, Reader};
    ///
    /// let survey = "party,item,answer\nGreens,tunnel,2.5\n";
    /// let mapping = Mapping::parse("actor=party,issue=item,position=answer", "")?.with_scale("0:10")?;
    /// let graph = Reader::new().mapping(mapping).stream("survey.csv", survey.as_bytes()).read()?;
    /// let stance = graph.stances().next().unwrap();
    /// assert_eq!((stance.to_string(), stance.strength().get()), ("Greens opposes tunnel".into(), 0.5));
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] if it is not a scale.
    pub fn with_scale(mut self, scale: &str) -> Result<Self, Error> {
        self.scale = Some(scale.parse()?);
        Ok(self)
    }

    /// Splits cells with several names: `FIELD=SEPARATOR,…`. Each name gives a stance. A separator is a text,
    /// or the name of a character: `comma`, `semicolon`, `tab`, `pipe`, `space`, `newline`.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] if the field is not `actor`, `speaker`, `issue` or `toward`.
    pub fn with_split(mut self, split: &str) -> Result<Self, Error> {
        for (field, separator) in pairs(split)? {
            self.add_split(&field, separator)?;
        }
        Ok(self)
    }

    /// Reads a wide table. Its columns are `issues`, `actors`, or actors that stances are `toward`: all
    /// columns that are neither mapped nor ignored. Unless the map says otherwise, the first column is the
    /// actor, or the issue if columns are actors.
    ///
    /// # Errors
    ///
    /// [`Error::NotOne`] for any other word.
    pub fn with_wide(mut self, columns: &str) -> Result<Self, Error> {
        self.wide = Some(Wide::parse(columns)?);
        Ok(self)
    }

    /// Sets the columns to ignore, separated by commas.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] if a quote is not closed.
    pub fn with_ignored(mut self, columns: &str) -> Result<Self, Error> {
        self.ignored.extend(join::names(columns)?);
        Ok(self)
    }

    /// Adds second tables: each is `KEY=FILE`, and its map says what its columns are, such as
    /// `issue.description=descr,date=date`; without a map, their names do. A key of several columns is `A+B`;
    /// a key with another name in the second table is `OURS:THEIRS`.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] with the problem.
    pub fn with_joins(mut self, files: &[String], maps: &[String]) -> Result<Self, Error> {
        self.joins.extend(join::joins(files, maps)?);
        Ok(self)
    }

    /// Sets the encoding of text that is not UTF-8: `latin1`, `windows-1252`, `utf-16le`, or any other label
    /// of the Encoding Standard.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] if there is no such encoding.
    pub fn with_encoding(mut self, label: &str) -> Result<Self, Error> {
        self.encoding = Some(encoding(label)?);
        Ok(self)
    }

    /// Sets the separator of cells: `tab`, `comma`, `semicolon`, `pipe`, `space`, or an ASCII character.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] for anything else.
    pub fn with_delimiter(mut self, delimiter: &str) -> Result<Self, Error> {
        self.delimiter = Some(self::delimiter(delimiter)?);
        Ok(self)
    }

    /// Sets the order of the numbers in dates that differ from `2016-04-29`: `dmy`, `mdy` or `ymd`. By
    /// default, a date that can be read in only one way decides for its whole column.
    ///
    /// ```
    /// use stancegraph::format::{Mapping, Reader};
    ///
    /// let table = "actor,label,issue,date\nGreens,opposes,tunnel,03/04/2021\n";
    /// let mapping = Mapping::default().with_dates("dmy")?;
    /// let graph = Reader::new().mapping(mapping).stream("a.csv", table.as_bytes()).read()?;
    /// let date = graph.stances().next().unwrap().date().unwrap();
    /// assert_eq!(date.to_string(), "2021-04-03");
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotOne`] for any other word.
    pub fn with_dates(mut self, form: &str) -> Result<Self, Error> {
        self.dates = Some(form.parse()?);
        Ok(self)
    }

    /// Reads the usual words for positions (yes, against, abstention, dafür, contre, +) beside the values of the
    /// mapping.
    ///
    /// ```
    /// use stancegraph::format::{Mapping, Reader};
    ///
    /// let table = "who,what,vote\nGreens,tunnel,Against\n";
    /// let mapping = Mapping::parse("actor=who,issue=what,position=vote", "perhaps=skip")?.with_words();
    /// let graph = Reader::new().mapping(mapping).stream("a.csv", table.as_bytes()).read()?;
    /// assert_eq!(graph.stances().next().unwrap().to_string(), "Greens opposes tunnel");
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    #[must_use]
    pub fn with_words(mut self) -> Self {
        self.reads_words = true;
        self
    }

    /// Reads a list of edges whose first row is an edge, not a header. Its columns are `source`, `target`,
    /// `sign` and `time`; further columns are named by their number.
    ///
    /// ```
    /// use stancegraph::format::{Mapping, Reader};
    ///
    /// let list = "Ann,Bob,opposes\nBob,Cem,supports\n";
    /// let mapping = Mapping::default().without_header();
    /// let graph = Reader::new().mapping(mapping).stream("a.csv", list.as_bytes()).read()?;
    /// assert_eq!(graph.stances().next().unwrap().to_string(), "Ann opposes Bob");
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    #[must_use]
    pub fn without_header(mut self) -> Self {
        self.has_no_header = true;
        self
    }

    /// Completes the mapping by another one, for everything that it leaves open.
    #[must_use]
    pub fn over(mut self, base: &Self) -> Self {
        for (field, from) in &base.columns {
            self.columns.entry(*field).or_insert_with(|| from.clone());
        }
        for (value, meaning) in &base.values {
            if !self.says(value) {
                self.values.push((value.clone(), *meaning));
            }
        }
        for value in &base.both {
            if !self.says(value) {
                self.both.push(value.clone());
            }
        }
        self.reads_words |= base.reads_words;
        self.missing.extend(base.missing.iter().cloned());
        self.ignored.extend(base.ignored.iter().cloned());
        for (field, separator) in &base.splits {
            if !self.splits.iter().any(|(known, _)| known == field) {
                self.splits.push((*field, separator.clone()));
            }
        }
        self.joins.extend(base.joins.iter().cloned());
        self.scale = self.scale.or(base.scale);
        self.wide = self.wide.or(base.wide);
        self.encoding = self.encoding.or(base.encoding);
        self.delimiter = self.delimiter.or(base.delimiter);
        self.is_edge_list |= base.is_edge_list;
        self.is_of_known_tables |= base.is_of_known_tables;
        self.sign = self.sign.or_else(|| base.sign.clone());
        self.dates = self.dates.or(base.dates);
        self.has_no_header |= base.has_no_header;
        self.list = self.list.or_else(|| base.list.clone());
        self
    }

    /// Adds the meaning of a value, unless it has one.
    pub(crate) fn complete(&mut self, value: String, meaning: &str) {
        // A value that is mapped stays as it is; the meaning is one of the known words.
        let _ = self.add_value(value, meaning);
    }

    fn add(&mut self, field: &str, from: From) -> Result<(), Error> {
        // The address is that of the source.
        let address = Some(Field::Url).filter(|url| url.as_str() == field);
        let known = match address {
            Some(address) => address,
            None => field_of_stance(field, "to map a column to")?,
        };
        let is_empty =
            matches!(&from, From::Column(text) | From::Constant(text) if text.is_empty());
        if is_empty {
            return Err(Error::Mapping(format!("the field \"{field}\" is mapped to nothing")));
        }
        match self.columns.insert(known, from) {
            None => Ok(()),
            Some(_) => Err(Error::Mapping(format!("the field \"{field}\" is mapped twice"))),
        }
    }

    fn add_value(&mut self, value: String, meaning: &str) -> Result<(), Error> {
        if self.says(&value) {
            return Err(Error::Mapping(format!("the value \"{value}\" is mapped twice")));
        }
        let meaning = match meaning {
            "both" => {
                self.both.push(value);
                return Ok(());
            }
            "skip" => Meaning::Skip,
            word => Meaning::Position(word.parse().map_err(|_| {
                let words = "support, neutral, oppose, both or skip";
                Error::Mapping(format!("the value \"{value}\" means {words}, not \"{word}\""))
            })?),
        };
        self.values.push((value, meaning));
        Ok(())
    }

    fn add_split(&mut self, name: &str, separator: String) -> Result<(), Error> {
        let field = field_of_stance(name, "to split cells of")?;
        let is_name = matches!(field, Field::Actor | Field::Speaker | Field::Issue | Field::Toward);
        let fault = |what: &str| Err(Error::Mapping(format!("\"{name}\" {what}")));
        if !is_name {
            return fault(
                "is one thing a stance; what can be split is actor, speaker, issue, toward",
            );
        }
        if separator.is_empty() {
            return fault(
                "is split at nothing; write what is between names, such as issue=semicolon",
            );
        }
        if self.splits.iter().any(|(known, _)| *known == field) {
            return fault("is split twice");
        }
        let separator = match separator.as_str() {
            "newline" => "\n".to_owned(),
            name => named_character(name).map_or(separator, |byte| char::from(byte).to_string()),
        };
        self.splits.push((field, separator));
        Ok(())
    }

    /// Whether it says only how a table is written, and nothing about its content.
    pub(crate) fn says_form_alone(&self) -> bool {
        let Self { encoding, delimiter, dates, has_no_header, ref list, .. } = *self;
        let form = Self { encoding, delimiter, dates, has_no_header, ..Self::default() };
        *self == Self { list: list.clone(), ..form }
    }

    /// Whether it says which columns are read; otherwise, columns have the names of fields.
    pub(crate) fn names_columns(&self) -> bool {
        !self.columns.is_empty() || self.wide.is_some()
    }

    /// Whether a column without the name of a field is ignored, or is a key.
    pub(crate) fn is_known_column(&self, name: &str) -> bool {
        let is_key = |join: &Join| join.key.iter().any(|part| part.ours == name);
        let is_field = || Field::of_name(name).is_some();
        let is_ignored = self.ignored.iter().any(|ignored| ignored.eq_ignore_ascii_case(name));
        is_ignored || self.joins.iter().any(is_key) && !is_field()
    }
}

/// A field of a stance by its name.
fn field_of_stance(name: &str, purpose: &str) -> Result<Field, Error> {
    let names = Field::STANCE.map(Field::as_str);
    let known = Field::STANCE.into_iter().find(|known| known.as_str() == name);
    known.ok_or_else(|| {
        let hint = nearest(name, names).map(|name| format!("; did you mean \"{name}\"?"));
        let hint = hint.unwrap_or_else(|| format!("; known are {}", names.join(", ")));
        Error::Mapping(format!("a stance has no field \"{name}\" {purpose}{hint}"))
    })
}

/// An encoding by its label.
fn encoding(label: &str) -> Result<&'static Encoding, Error> {
    let known = ["latin1", "windows-1252", "utf-8", "utf-16le", "utf-16be", "macintosh"];
    let label = if label.eq_ignore_ascii_case("latin-1") { "latin1" } else { label };
    Encoding::for_label(label.trim().as_bytes())
        .filter(|encoding| *encoding != encoding_rs::REPLACEMENT)
        .ok_or_else(|| Error::not_one("encoding", label, &known))
}

#[cfg(test)]
mod tests;
