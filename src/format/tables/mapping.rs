//! Tables that others made: which column is which field, and which value is which position.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::field::Field;
use crate::error::{Error, nearest};
use crate::model::{Date, Position, Strength, checked};

/// Which column of a table is which field of a stance, and what its values mean.
///
/// Columns that it does not mention are not read. A value of the position column that it does not
/// mention, and that is none of `support`, `neutral`, `oppose`, is a fault.
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    pub(in crate::format) columns: BTreeMap<Field, From>,
    pub(in crate::format) values: Vec<(String, Meaning)>,
    pub(in crate::format) missing: Vec<String>,
}

/// Where a field comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) enum From {
    Column(String),
    Constant(String),
}

/// What a value of the position column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum Meaning {
    Position(Position),
    /// The row is no stance.
    Skip,
}

/// A mapping in a file of its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    map: BTreeMap<String, String>,
    #[serde(default)]
    constants: BTreeMap<String, String>,
    #[serde(default)]
    values: BTreeMap<String, String>,
    #[serde(default)]
    missing: Vec<String>,
}

impl Mapping {
    /// Reads `FIELD=COLUMN,…`, with `FIELD:=TEXT` for a text that all rows share, and
    /// `VALUE=POSITION,…`, with `skip` for rows that are no stance.
    ///
    /// Names with commas, equal signs or blanks at their ends stand in double quotes; a double
    /// quote in them is doubled.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] with what is wrong and the fields or positions that there are.
    pub fn parse(map: &str, values: &str) -> Result<Self, Error> {
        let mut mapping = Self::default();
        for (field, column) in pairs(map)? {
            match field.strip_suffix(':') {
                Some(field) => mapping.add(field, From::Constant(column))?,
                None => mapping.add(&field, From::Column(column))?,
            }
        }
        for (value, meaning) in pairs(values)? {
            mapping.add_value(value, &meaning)?;
        }
        mapping.checked()
    }

    /// Reads a mapping file.
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
    /// [`Error::Mapping`] with what is wrong, and where.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let written: Written =
            toml::from_str(text).map_err(|error| Error::Mapping(error.to_string()))?;
        let mut mapping = Self { missing: written.missing, ..Self::default() };
        for (field, column) in written.map {
            mapping.add(&field, From::Column(column))?;
        }
        for (field, constant) in written.constants {
            mapping.add(&field, From::Constant(constant))?;
        }
        for (value, meaning) in written.values {
            mapping.add_value(value, &meaning)?;
        }
        mapping.checked()
    }

    /// The same mapping, with values that mean "not given", separated by commas. An empty cell always does.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] where a quote is not closed.
    pub fn with_missing(mut self, missing: &str) -> Result<Self, Error> {
        for value in split(missing, ',')? {
            self.missing.push(unquoted(value));
        }
        Ok(self)
    }

    fn add(&mut self, field: &str, from: From) -> Result<(), Error> {
        let names = Field::STANCE.map(Field::as_str);
        let known = Field::STANCE.into_iter().find(|known| known.as_str() == field);
        let known = known.ok_or_else(|| {
            let hint = nearest(field, names).map(|name| format!("; did you mean \"{name}\"?"));
            let hint = hint.unwrap_or_else(|| format!("; known are {}", names.join(", ")));
            Error::Mapping(format!("a stance has no field \"{field}\" to map a column to{hint}"))
        })?;
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
        if self.values.iter().any(|(known, _)| *known == value) {
            return Err(Error::Mapping(format!("the value \"{value}\" is mapped twice")));
        }
        self.values.push((value, meaning));
        Ok(())
    }

    /// Without an actor there is no stance; what all rows share has to be right.
    fn checked(self) -> Result<Self, Error> {
        if !self.columns.contains_key(&Field::Actor) {
            return Err(Error::Mapping(
                "no column is mapped to \"actor\"; write actor=COLUMN".into(),
            ));
        }
        for (field, from) in &self.columns {
            if let From::Constant(text) = from
                && let Some(wanted) = self.wanted(*field, text)
            {
                let field = field.as_str();
                return Err(Error::Mapping(format!(
                    "\"{field}\" has to be {wanted}, not \"{text}\""
                )));
            }
        }
        Ok(self)
    }

    /// What a text for all rows would have to be, where it is not.
    fn wanted(&self, field: Field, text: &str) -> Option<&'static str> {
        let (is_fine, wanted) = match field {
            Field::Id => (false, "a column, because no two stances have one id"),
            Field::Actor | Field::Speaker | Field::Issue | Field::Toward | Field::Source => {
                (checked(text).is_ok(), "a name without control characters, of 1,024 bytes at most")
            }
            Field::Date | Field::Until => {
                (text.parse::<Date>().is_ok(), "a date such as 2016, 2016-04 or 2016-04-29")
            }
            Field::Strength => {
                let strength = text.parse().ok().and_then(|number| Strength::new(number).ok());
                (strength.is_some(), "a number that is more than 0 and at most 1")
            }
            Field::Position => {
                (self.meaning(text).is_some(), "support, neutral, oppose or one of the values")
            }
            _ => (true, ""),
        };
        (!is_fine).then_some(wanted)
    }

    /// What an empty cell means, where somebody says so.
    pub(in crate::format) fn meaning_of_nothing(&self) -> Option<Meaning> {
        let said = self.values.iter().find(|(value, _)| value.is_empty());
        said.map(|(_, meaning)| *meaning)
    }

    /// What a value means; `None` where nobody says.
    pub(in crate::format) fn meaning(&self, value: &str) -> Option<Meaning> {
        let said = self.values.iter().find(|(known, _)| known == value);
        said.map(|(_, meaning)| *meaning).or_else(|| value.parse().ok().map(Meaning::Position))
    }
}

/// `a=b,"c,d"=e` as pairs.
pub(in crate::format) fn pairs(text: &str) -> Result<Vec<(String, String)>, Error> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let pair = |part: &str| {
        let mut sides = split(part, '=')?.into_iter();
        match (sides.next(), sides.next(), sides.next()) {
            (Some(name), Some(value), None) => Ok((unquoted(name), unquoted(value))),
            _ => {
                let part = part.trim();
                Err(Error::Mapping(format!(
                    "\"{part}\" is not of the form NAME=VALUE; names with an equal sign stand in double quotes"
                )))
            }
        }
    };
    split(text, ',')?.into_iter().map(pair).collect()
}

/// Splits at a character outside of double quotes.
fn split(text: &str, at: char) -> Result<Vec<&str>, Error> {
    let mut parts = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    for (offset, c) in text.char_indices() {
        if c == '"' {
            is_quoted = !is_quoted;
        } else if c == at && !is_quoted {
            parts.push(&text[start..offset]);
            start = offset + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    match is_quoted {
        true => Err(Error::Mapping(format!("a double quote is not closed in {text}"))),
        false => Ok(parts),
    }
}

fn unquoted(text: &str) -> String {
    let text = text.trim();
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.map_or_else(|| text.to_owned(), |inner| inner.replace("\"\"", "\""))
}

fn quoted(text: &str) -> String {
    let is_plain = text.trim() == text && !text.contains(['"', ',', '=', ':']);
    if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

impl fmt::Display for Mapping {
    /// As it is written on the command line: the columns, the values, what is missing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.columns.iter().map(|(field, from)| match from {
            From::Column(column) => format!("{}={}", field.as_str(), quoted(column)),
            From::Constant(text) => format!("{}:={}", field.as_str(), quoted(text)),
        });
        f.write_str(&columns.collect::<Vec<_>>().join(","))?;
        let values = self.values.iter().map(|(value, meaning)| match meaning {
            Meaning::Position(position) => format!("{}={position}", quoted(value)),
            Meaning::Skip => format!("{}=skip", quoted(value)),
        });
        let values = values.collect::<Vec<_>>().join(",");
        if !values.is_empty() {
            write!(f, " {values}")?;
        }
        if !self.missing.is_empty() {
            let missing = self.missing.iter().map(|value| quoted(value));
            write!(f, " missing {}", missing.collect::<Vec<_>>().join(","))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_commas_and_equal_signs_stand_in_quotes() {
        let mapping =
            Mapping::parse(r#"actor="a, b",issue="c=""d""""#, r#""1,5"=support"#).unwrap();
        assert_eq!(mapping.columns[&Field::Actor], From::Column("a, b".into()));
        assert_eq!(mapping.columns[&Field::Issue], From::Column("c=\"d\"".into()));
        assert_eq!(mapping.meaning("1,5"), Some(Meaning::Position(Position::Support)));
        let written = mapping.to_string();
        let (map, values) = written.split_once(" \"1").unwrap();
        assert_eq!(Mapping::parse(map, &format!("\"1{values}")).unwrap(), mapping);
    }

    #[test]
    fn what_is_wrong_is_said_with_the_way_out() {
        let message =
            |map: &str, values: &str| Mapping::parse(map, values).unwrap_err().to_string();
        for (map, values, wanted) in [
            (
                "acter=a",
                "",
                "a stance has no field \"acter\" to map a column to; did you mean \"actor\"?",
            ),
            ("issue=a", "", "no column is mapped to \"actor\"; write actor=COLUMN"),
            ("actor=a,actor=b", "", "the field \"actor\" is mapped twice"),
            (
                "actor",
                "",
                "\"actor\" is not of the form NAME=VALUE; names with an equal sign stand in double quotes",
            ),
            ("actor=\"a", "", "a double quote is not closed in actor=\"a"),
            (
                "actor=a",
                "yes=yea",
                "the value \"yes\" means support, neutral, oppose or skip, not \"yea\"",
            ),
            ("actor=a", "y=support,y=oppose", "the value \"y\" is mapped twice"),
            ("actor=a,issue=", "", "the field \"issue\" is mapped to nothing"),
            ("actor=a,issue:=", "", "the field \"issue\" is mapped to nothing"),
            (
                "actor=a,date:=16",
                "",
                "\"date\" has to be a date such as 2016, 2016-04 or 2016-04-29, not \"16\"",
            ),
            (
                "actor=a,strength:=0",
                "",
                "\"strength\" has to be a number that is more than 0 and at most 1, not \"0\"",
            ),
            (
                "actor=a,position:=yes",
                "no=oppose",
                "\"position\" has to be support, neutral, oppose or one of the values, not \"yes\"",
            ),
            (
                "actor=a,id:=1",
                "",
                "\"id\" has to be a column, because no two stances have one id, not \"1\"",
            ),
        ] {
            assert_eq!(message(map, values), wanted);
        }
    }
}
