//! Dates as people and programs write them, in tables and networks of others.
//!
//! `2016-04-29` is always read, and so are unambiguous forms: `29 April 2016`, `2016/4/29`, `29apr2016`, a
//! day with its midnight. `03/04/2016` can be two days: its column or the user decides.

use std::str::FromStr;

use rustc_hash::FxHashMap;

use crate::error::Error;
pub(crate) use crate::model::DateForm;
use crate::model::{Date, Precision, Reading, readings};

impl FromStr for DateForm {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let is_it = |form: &Self| form.as_str().eq_ignore_ascii_case(text.trim());
        let names = Self::ALL.map(Self::as_str);
        let known = Self::ALL.into_iter().find(is_it);
        known.ok_or_else(|| Error::not_one("form of dates", text, &names))
    }
}

/// The result of reading a text as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A date, and the form that it proves, if any.
    Date(Date, Option<DateForm>),
    /// One of two dates.
    Either {
        /// The date with the day first.
        dmy: Date,
        /// The date with the month first.
        mdy: Date,
    },
    /// No date.
    No,
}

/// Reads a date; without a form, an ambiguous one gives [`Found::Either`].
pub fn read(text: &str, form: Option<DateForm>) -> Found {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Found::Date(date, None);
    }
    // A month in another form can be a number: 2016.04.
    let is_day = |reading: &Reading| reading.date.precision() == Precision::Day;
    let readings = readings(text).into_iter().filter(is_day).collect::<Vec<_>>();
    match (form, readings.as_slice()) {
        (_, []) => of_epoch(text).map_or(Found::No, |date| Found::Date(date, None)),
        (_, [Reading { date, form: None }, ..]) => Found::Date(*date, None),
        (Some(form), readings) => {
            let of_form = readings.iter().find(|reading| reading.form == Some(form));
            of_form.map_or(Found::No, |reading| Found::Date(reading.date, reading.form))
        }
        (None, [only]) => Found::Date(only.date, only.form),
        (None, [dmy, mdy, ..]) if dmy.date == mdy.date => Found::Date(dmy.date, None),
        (None, [dmy, mdy, ..]) => Found::Either { dmy: dmy.date, mdy: mdy.date },
    }
}

/// The number of texts to remember.
const MOST_KEPT: usize = 10_000;

/// A cache of texts already read: tables repeat their dates, and unusual forms are slow to read.
#[derive(Debug, Default)]
pub struct Dates(FxHashMap<Box<str>, Found>);

impl Dates {
    /// Reads a date as [`read`] does; all calls must pass the same form.
    pub(crate) fn read(&mut self, text: &str, form: Option<DateForm>) -> Found {
        if let Ok(date) = text.trim().parse() {
            return Found::Date(date, None);
        }
        if let Some(found) = self.0.get(text) {
            return *found;
        }
        let found = read(text, form);
        if self.0.len() < MOST_KEPT {
            self.0.insert(text.into(), found);
        }
        found
    }
}

/// The day of a timestamp: the part before its time of day.
pub fn of_moment(text: &str) -> Option<Date> {
    text.trim().split(['T', ' ']).next().unwrap_or_default().parse().ok()
}

/// The first second since 1970 with nine digits, in 1973; a smaller number can mean anything.
const FIRST_SECOND: i64 = 100_000_000;

/// The first second of 2100.
const LAST_SECOND: i64 = 4_102_444_800;

/// The day of seconds or milliseconds since 1970, as programs count them, up to 2100. `None` for a number
/// that can be a day with its hour or minute (2016042912).
pub fn of_epoch(text: &str) -> Option<Date> {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() < 9 || !are_digits(whole) || !are_digits(rest) || is_written_out(whole) {
        return None;
    }
    let number = whole.parse::<i64>().ok()?;
    let is_plausible = |seconds: &i64| (FIRST_SECOND..LAST_SECOND).contains(seconds);
    let seconds = [number, number / 1000].into_iter().find(is_plausible)?;
    let days = jiff::Span::new().try_days(seconds.div_euclid(24 * 60 * 60)).ok()?;
    Some(jiff::civil::date(1970, 1, 1).checked_add(days).ok()?.into())
}

/// Whether digits begin with a day, followed by an hour and possibly a minute.
fn is_written_out(digits: &str) -> bool {
    let Some((day, rest)) = digits.split_at_checked(8) else { return false };
    let below = |text: &str, most: u8| text.parse::<u8>().is_ok_and(|number| number < most);
    let has_time = match rest.len() {
        2 => below(rest, 24),
        4 => below(&rest[..2], 24) && below(&rest[2..], 60),
        _ => false,
    };
    let is_day = || readings(day).iter().any(|found| found.date.precision() == Precision::Day);
    has_time && (day.starts_with("19") || day.starts_with("20")) && is_day()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, form: Option<DateForm>) -> String {
        match read(text, form) {
            Found::Date(date, form) => format!("{date}{}", form.map_or("", DateForm::as_str)),
            Found::Either { dmy, mdy } => format!("{dmy} or {mdy}"),
            Found::No => "no".into(),
        }
    }

    #[test]
    fn what_can_be_one_day_alone_is_that_day() {
        for (text, wanted) in [
            ("2021-04-03", "2021-04-03"),
            ("2021-04", "2021-04"),
            ("2021-04-03 00:00:00", "2021-04-03"),
            ("2021-04-03T00:00:00.000Z", "2021-04-03"),
            ("2021-04-03 00:00:00 UTC", "2021-04-03"),
            ("2021-04-03 00:01", "no"),
            ("3 April 2021", "2021-04-03"),
            ("April 3, 2021", "2021-04-03"),
            ("3rd Sept. 2021", "2021-09-03"),
            ("01jan2017", "2017-01-01"),
            ("1-Jan-2017", "2017-01-01"),
            ("3. März 2021", "2021-03-03"),
            ("1er juillet 2021", "2021-07-01"),
            ("3 de abril de 2021", "2021-04-03"),
            ("April 2021", "no"),
            ("2021.04", "no"),
            ("04/2021", "no"),
            ("2021/4/3", "2021-04-03"),
            ("20210403", "2021-04-03"),
            ("25.04.2021", "2021-04-25dmy"),
            ("04/25/2021", "2021-04-25mdy"),
            ("04/04/2021", "2021-04-04"),
            ("03/04/2021", "2021-04-03 or 2021-03-04"),
            ("03.04.2021", "2021-04-03 or 2021-03-04"),
            ("03/04/21", "no"),
            ("31/04/2021", "no"),
            ("3/4-2021", "no"),
            ("44290", "no"),
            ("soon", "no"),
            ("", "no"),
            ("may", "no"),
        ] {
            assert_eq!(said(text, None), wanted, "{text}");
        }
        assert_eq!(said("03/04/2021", Some(DateForm::Dmy)), "2021-04-03dmy");
        assert_eq!(said("03/04/2021", Some(DateForm::Mdy)), "2021-03-04mdy");
        assert_eq!(said("25/04/2021", Some(DateForm::Mdy)), "no");
        assert_eq!(said("03/04/2021", Some(DateForm::Ymd)), "no");
    }

    #[test]
    fn seconds_and_milliseconds_are_those_of_programs() {
        for (text, wanted) in [
            ("1289241911.72836", "2010-11-08"),
            ("1300000000", "2011-03-13"),
            ("1300000000000", "2011-03-13"),
            ("100000000", "1973-03-03"),
            ("4102444799", "2099-12-31"),
            ("4102444799999", "2099-12-31"),
        ] {
            assert_eq!(of_epoch(text).map(|date| date.to_string()).as_deref(), Some(wanted));
            assert_eq!(said(text, None), wanted);
        }
        // Years, days written out, and times far from today.
        for text in [
            "2016",
            "20160429",
            "2016042912",
            "201604291230",
            "99999999",
            "4102444800",
            "41024448000000",
            "-1300000000",
            "1300000000s",
            "soon",
            "",
        ] {
            assert_eq!(of_epoch(text), None, "{text}");
        }
    }
}
