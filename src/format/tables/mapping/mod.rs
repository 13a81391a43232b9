//! Tables that others made: which column is which field, and which value is which position.

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

/// What stands behind the name of a table in that of its mapping.
pub const BESIDE: &str = ".mapping.toml";

/// Which column of a table is which field of a stance, and what its values mean.
///
/// Columns that it does not mention are not read and told; where it mentions none, columns have the names
/// of fields. A value of the position column that it does not mention, and that is none of
/// `support`, `neutral`, `oppose`, is a fault.
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
pub struct Mapping {
    pub(crate) columns: BTreeMap<Field, From>,
    pub(crate) values: Vec<(String, Meaning)>,
    pub(crate) missing: Vec<String>,
    pub(crate) scale: Option<Scale>,
    pub(crate) wide: Option<Wide>,
    pub(crate) ignored: Vec<String>,
    pub(crate) splits: Vec<(Field, String)>,
    pub(crate) joins: Vec<Join>,
    pub(crate) encoding: Option<&'static Encoding>,
    pub(crate) delimiter: Option<u8>,
    /// Whether it is how lists of signed edges are read.
    pub(crate) is_edge_list: bool,
    /// Which column of a list of edges is the sign.
    pub(crate) sign: Option<String>,
    /// In which order the numbers of dates stand.
    pub(crate) dates: Option<DateForm>,
    /// Whether its first row is no header.
    pub(crate) has_no_header: bool,
    /// What the beginning of a list of edges without a header shows.
    pub(crate) list: Option<List>,
    /// Whether it is ready made, for tables whose other columns are known not to matter.
    pub(crate) is_of_known_tables: bool,
}

/// Where a field comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// A column, or a text with columns in braces.
    Column(String),
    Constant(String),
}

/// What a value of the position column means.
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

    /// Reads `FIELD=COLUMN,…`, with `FIELD:=TEXT` for a text that all rows share, and
    /// `VALUE=POSITION,…`, with `skip` for rows that are no stance.
    ///
    /// Names with commas, equal signs or blanks at their ends stand in double quotes; a double
    /// quote in them is doubled. A column can be a text with several of them in braces:
    /// `issue={congress}-{chamber}-{rollnumber}`.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] with what is wrong and the fields or positions that there are.
    pub fn parse(map: &str, values: &str) -> Result<Self, Error> {
        let mapping = Self::default().with_map(map)?.with_values(values)?;
        match mapping.columns.is_empty() {
            true => Err(Error::Mapping(NO_ACTOR.into())),
            false => mapping.checked(),
        }
    }

    /// Reads a mapping file. The files that it joins are sought from where the program runs.
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
    /// [`Error::Faults`] with all that is wrong, each with its place.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        file::read("mapping", text)
    }

    /// The mapping file that lies beside a table, where there is one: `votes.csv.mapping.toml`, also for
    /// `votes.csv.gz`.
    #[must_use]
    pub fn beside(table: &Path) -> Option<PathBuf> {
        let with = |name: &str| table.with_file_name(format!("{name}{BESIDE}"));
        let name = table.file_name()?.to_string_lossy();
        let plain = name.strip_suffix(".gz").unwrap_or(&name);
        [with(&name), with(plain)].into_iter().find(|path| path.is_file())
    }

    /// Reads a mapping file. The files that it joins are sought from its folder.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with all that is wrong, each with its place; [`Error::Io`] where it cannot
    /// be read.
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
    /// [`Error::NotOne`] with the names that there are.
    pub fn preset(name: &str) -> Result<Self, Error> {
        preset::of_name(name)
    }

    /// The same mapping, with more fields: `FIELD=COLUMN,…` and `FIELD:=TEXT`.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] where there is no such field, or where it is mapped already.
    pub fn with_map(mut self, map: &str) -> Result<Self, Error> {
        for (field, column) in pairs(map)? {
            match field.strip_suffix(':') {
                Some(field) => self.add(field, From::Constant(column))?,
                None => self.add(&field, From::Column(column))?,
            }
        }
        Ok(self)
    }

    /// The same mapping, with more values: `VALUE=POSITION,…`.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] where there is no such position, or where a value is mapped already.
    pub fn with_values(mut self, values: &str) -> Result<Self, Error> {
        for (value, meaning) in pairs(values)? {
            self.add_value(value, &meaning)?;
        }
        Ok(self)
    }

    /// The same mapping, with values that mean "not given", separated by commas. An empty cell always does.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] where a quote is not closed.
    pub fn with_missing(mut self, missing: &str) -> Result<Self, Error> {
        self.missing.extend(list(missing)?);
        Ok(self)
    }

    /// The same mapping, with positions that are numbers on a scale: `0:10`, from the end of
    /// opposition to that of support. The middle is neutral, and the strength is the distance from it.
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
    /// [`Error::Mapping`] where it is no scale.
    pub fn with_scale(mut self, scale: &str) -> Result<Self, Error> {
        self.scale = Some(scale.parse()?);
        Ok(self)
    }

    /// The same mapping, for cells with several names: `FIELD=SEPARATOR,…`. Each gives a stance. A
    /// separator is a text, or the name of a character: `comma`, `semicolon`, `tab`, `pipe`, `space`,
    /// `newline`.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] where the field is none of `actor`, `speaker`, `issue`, `toward`.
    pub fn with_split(mut self, split: &str) -> Result<Self, Error> {
        for (field, separator) in pairs(split)? {
            self.add_split(&field, separator)?;
        }
        Ok(self)
    }

    /// The same mapping, for a wide table, of which the columns are `issues`, `actors`, or actors
    /// that stances are `toward`: all that are neither mapped nor ignored. The first column is the
    /// actor, or the issue where columns are actors, unless the map says so.
    ///
    /// # Errors
    ///
    /// [`Error::NotOne`] for any other word.
    pub fn with_wide(mut self, columns: &str) -> Result<Self, Error> {
        self.wide = Some(Wide::parse(columns)?);
        Ok(self)
    }

    /// The same mapping, with columns that are not read, separated by commas.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] where a quote is not closed.
    pub fn with_ignored(mut self, columns: &str) -> Result<Self, Error> {
        self.ignored.extend(join::names(columns)?);
        Ok(self)
    }

    /// The same mapping, with second tables: each is `KEY=FILE`, and the map beside it says what
    /// its columns are, such as `issue.description=descr,date=date`; by their names where there
    /// is none. A key of several columns is `A+B`, one of another name there is `OURS:THEIRS`.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] with what is wrong.
    pub fn with_joins(mut self, files: &[String], maps: &[String]) -> Result<Self, Error> {
        self.joins.extend(join::joins(files, maps)?);
        Ok(self)
    }

    /// The same mapping, for text that is not UTF-8: `latin1`, `windows-1252`, `utf-16le`, or any
    /// other label of the Encoding Standard.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] where there is no such encoding.
    pub fn with_encoding(mut self, label: &str) -> Result<Self, Error> {
        self.encoding = Some(encoding(label)?);
        Ok(self)
    }

    /// The same mapping, with what is between cells: `tab`, `comma`, `semicolon`, `pipe`, `space`,
    /// or a character of ASCII.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] where it is something else.
    pub fn with_delimiter(mut self, delimiter: &str) -> Result<Self, Error> {
        self.delimiter = Some(self::delimiter(delimiter)?);
        Ok(self)
    }

    /// The same mapping, for dates whose numbers stand in another order than `2016-04-29`: `dmy`, `mdy` or
    /// `ymd`. Where nobody says it, a column in which one date can be read in one way alone says it of all.
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

    /// The same mapping, for a list of edges whose first row is an edge and no header: its columns are
    /// `source`, `target`, `sign` and `time`, and those behind are called by their number.
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

    /// The same mapping, completed by another where it says nothing.
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

    fn add(&mut self, field: &str, from: From) -> Result<(), Error> {
        let known = field_of_stance(field, "to map a column to")?;
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
        let meaning = match meaning {
            "skip" => Meaning::Skip,
            word => Meaning::Position(word.parse().map_err(|_| {
                let words = "support, neutral, oppose or skip";
                Error::Mapping(format!("the value \"{value}\" means {words}, not \"{word}\""))
            })?),
        };
        if self.says(&value) {
            return Err(Error::Mapping(format!("the value \"{value}\" is mapped twice")));
        }
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

    /// Whether it says how a table is written, and nothing of what is in it.
    pub(crate) fn says_form_alone(&self) -> bool {
        let Self { encoding, delimiter, dates, has_no_header, ref list, .. } = *self;
        let form = Self { encoding, delimiter, dates, has_no_header, ..Self::default() };
        *self == Self { list: list.clone(), ..form }
    }

    /// Whether it says which columns are read; else columns have the names of fields.
    pub(crate) fn names_columns(&self) -> bool {
        !self.columns.is_empty() || self.wide.is_some()
    }

    /// Whether a column that has no name of ours is ignored, or is a key.
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
