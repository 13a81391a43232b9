//! Dates of any precision.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use jiff::civil;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A year, a month or a day.
///
/// Dates are ordered by their first day; of two dates with the same first day, the less precise one comes first.
/// Years run from 0001 to 9999.
///
/// ```
/// use stancegraph::model::{Date, date};
///
/// let month: Date = "2016-04".parse()?;
/// assert_eq!(month.first_day(), jiff::civil::date(2016, 4, 1));
/// assert_eq!(month.last_day(), jiff::civil::date(2016, 4, 30));
/// assert!(month < date(2016, 4, 1) && "2016".parse::<Date>()? < month);
/// # Ok::<(), stancegraph::model::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(NonZeroU32);

/// The precision of a [`Date`].
// Closed: the parts of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year is known.
    Year,
    /// The year and the month are known.
    Month,
    /// The day is known.
    Day,
}

/// A text that is not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date")]
pub struct DateError(pub String);

/// The day `year-month-day`, for days known to exist.
///
/// # Panics
///
/// If there is no such day.
///
/// ```
/// assert_eq!(stancegraph::model::date(2016, 4, 29).to_string(), "2016-04-29");
/// ```
#[must_use]
pub fn date(year: i16, month: i8, day: i8) -> Date {
    civil::date(year, month, day).into()
}

/// The day of three numbers; `None` if there is no such day.
pub fn date_of(year: i16, month: i8, day: i8) -> Option<Date> {
    let day = civil::Date::new(year, month, day).ok().filter(|day| day.year() > 0)?;
    Some(day.into())
}

impl Date {
    fn pack(year: i16, month: i8, day: i8) -> Option<Self> {
        let [year, month, day] = [u32::try_from(year), u32::try_from(month), u32::try_from(day)]
            .map(|part| part.ok().filter(|part| *part < 10_000));
        let (year, month, day) = (year.filter(|year| *year > 0)?, month?, day?);
        NonZeroU32::new(year << 16 | month << 8 | day).map(Self)
    }

    /// A number that is ordered like the date, and never 0.
    pub(crate) fn packed(self) -> u32 {
        self.0.get()
    }

    fn year(self) -> i16 {
        i16::try_from(self.0.get() >> 16).expect("packed from an i16")
    }

    fn month(self) -> i8 {
        i8::try_from(self.0.get() >> 8 & 0xff).expect("packed from an i8")
    }

    fn day(self) -> i8 {
        i8::try_from(self.0.get() & 0xff).expect("packed from an i8")
    }

    /// The precision of the date.
    #[must_use]
    pub fn precision(self) -> Precision {
        match (self.month(), self.day()) {
            (0, _) => Precision::Year,
            (_, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// The first day that the date can mean.
    #[must_use]
    pub fn first_day(self) -> civil::Date {
        civil::date(self.year(), self.month().max(1), self.day().max(1))
    }

    /// The last day that the date can mean.
    #[must_use]
    pub fn last_day(self) -> civil::Date {
        match self.precision() {
            Precision::Year => self.first_day().last_of_year(),
            Precision::Month => self.first_day().last_of_month(),
            Precision::Day => self.first_day(),
        }
    }

    /// The first day as a date of its own.
    pub(crate) fn begin(self) -> Self {
        let packed = self.0.get();
        let month = packed | (u32::from(self.month() == 0) << 8);
        NonZeroU32::new(month | u32::from(self.day() == 0)).map_or(self, Self)
    }

    /// The last day as a date of its own.
    pub(crate) fn end(self) -> Self {
        self.last_day().into()
    }
}

impl From<civil::Date> for Date {
    /// # Panics
    ///
    /// If the year is before 0001.
    fn from(day: civil::Date) -> Self {
        Self::pack(day.year(), day.month(), day.day()).expect("days of our era fit")
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        parse(text.as_bytes()).ok_or_else(|| DateError(text.into()))
    }
}

fn parse(text: &[u8]) -> Option<Date> {
    let (year, month, day) = match text.len() {
        4 => (digits(text)?, 0, 0),
        7 if text[4] == b'-' => (digits(&text[..4])?, digits(&text[5..])?, 0),
        10 if text[4] == b'-' && text[7] == b'-' => {
            (digits(&text[..4])?, digits(&text[5..7])?, digits(&text[8..])?)
        }
        _ => return None,
    };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let exists = civil::Date::new(year, month.max(1), day.max(1)).is_ok();
    let whole = (text.len() < 7 || month > 0) && (text.len() < 10 || day > 0);
    if exists && whole { Date::pack(year, month, day) } else { None }
}

fn digits(text: &[u8]) -> Option<i16> {
    text.iter().try_fold(0_i16, |number, byte| {
        byte.is_ascii_digit().then(|| number * 10 + i16::from(byte - b'0'))
    })
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.year(), self.month(), self.day());
        f.pad(&match self.precision() {
            Precision::Year => format!("{year:04}"),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Day => format!("{year:04}-{month:02}-{day:02}"),
        })
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    /// Allows both spellings: text, and TOML's own date, which TOML editors check as `format: date`.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A year, a month or a day: 2016, 2016-04, 2016-04-29.",
            "anyOf": [
                { "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" },
                { "type": "string", "format": "date" },
                { "type": "integer", "minimum": 1, "maximum": 9999 }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits_in_four_bytes_with_its_absence() {
        assert_eq!(size_of::<Option<Date>>(), 4);
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for text in ["", "16", "0000", "2016-13", "2016-00", "2016-02-30", "2016-4-1", "2016-04-00"]
        {
            assert_eq!(text.parse::<Date>(), Err(DateError(text.into())), "{text}");
        }
    }

    #[test]
    fn a_date_is_written_as_it_was_read() {
        for text in ["0001", "2016", "2016-04", "2016-02-29", "9999-12-31"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn begin_and_end_are_days() {
        for (text, begin, end) in
            [("2016", "2016-01-01", "2016-12-31"), ("2016-02", "2016-02-01", "2016-02-29")]
        {
            let date: Date = text.parse().unwrap();
            assert_eq!(
                (date.begin().to_string(), date.end().to_string()),
                (begin.into(), end.into())
            );
            assert_eq!(date.begin().begin(), date.begin());
        }
    }
}
