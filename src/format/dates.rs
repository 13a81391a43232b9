//! Dates as people and programs write them, in tables and networks of others.
//!
//! `2016-04-29` is read everywhere, and so is what can be nothing else: `29 April 2016`, `2016/4/29`, `29apr2016`,
//! a day with its midnight. `03/04/2016` may be two days; which, only its column or somebody can say.

use std::str::FromStr;

use crate::error::Error;
use crate::model::{Date, date_of};

/// In which order the numbers of a date stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum DateForm {
    /// The day first: 29/04/2016.
    Dmy,
    /// The month first: 04/29/2016.
    Mdy,
    /// The year first: 2016/04/29.
    Ymd,
}

impl DateForm {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Dmy, "dmy"), (Self::Mdy, "mdy"), (Self::Ymd, "ymd")];

    /// As it is written.
    pub(in crate::format) fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

impl FromStr for DateForm {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let known = Self::ALL.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(text.trim()));
        let names = Self::ALL.map(|(_, name)| name);
        known.map(|(form, _)| form).ok_or_else(|| Error::not_one("form of dates", text, &names))
    }
}

/// What a text is that may be a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum Found {
    /// A date, and the form that it proves, where it has one.
    Date(Date, Option<DateForm>),
    /// One of two.
    Either {
        /// With the day first.
        dmy: Date,
        /// With the month first.
        mdy: Date,
    },
    /// None.
    No,
}

/// Reads a date.
pub(in crate::format) fn read(text: &str, form: Option<DateForm>) -> Found {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Found::Date(date, None);
    }
    let day = without_midnight(text);
    if let Ok(date) = day.parse() {
        return Found::Date(date, None);
    }
    in_words(day).map_or_else(|| in_numbers(day, form), |date| Found::Date(date, None))
}

/// The date of an edge, which no column says more of: one with a time of day is that day, and a large number is
/// one of seconds.
pub(in crate::format) fn of_edge(text: &str, form: Option<DateForm>) -> Option<Date> {
    let number = text.trim().parse::<f64>().ok();
    match (read(text, form), number) {
        (Found::Date(date, _), _) => Some(date),
        (Found::Either { .. }, _) => None,
        (Found::No, Some(seconds)) if (1e8..1e11).contains(&seconds) => of_seconds(text),
        (Found::No, _) => text.trim().split(['T', ' ']).next().unwrap_or_default().parse().ok(),
    }
}

/// The day of seconds since 1970, as programs count them.
pub(in crate::format) fn of_seconds(text: &str) -> Option<Date> {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let is_number = rest.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = whole.parse::<i64>().ok().filter(|_| is_number)?;
    let days = seconds.div_euclid(24 * 60 * 60);
    let days = jiff::Span::new().try_days(days).ok()?;
    let day = jiff::civil::date(1970, 1, 1).checked_add(days).ok()?;
    (day.year() > 0).then(|| day.into())
}

/// A text without the midnight behind its day.
fn without_midnight(text: &str) -> &str {
    let at = text.char_indices().find(|(at, c)| {
        let is_between = *c == 'T' || *c == ' ';
        is_between
            && text[at + 1..].starts_with("00:00")
            && text[..*at].ends_with(|c: char| c.is_ascii_digit())
    });
    let Some((at, _)) = at else { return text };
    let clock = text[at + 1..].trim_end_matches('Z').trim_end_matches("UTC").trim_end();
    let is_midnight = clock.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'));
    if is_midnight { &text[..at] } else { text }
}

/// The parts of a date, and what is between them.
fn parts(text: &str) -> Option<[&str; 3]> {
    let mut parts = text.split(['/', '.', '-', ' ', ',']).filter(|part| !part.is_empty());
    let three = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(three)
}

/// `29 April 2016`, `April 29, 2016`, `29apr2016`.
fn in_words(text: &str) -> Option<Date> {
    let spaced = spaced(text);
    let [first, second, year] = parts(&spaced)?;
    let ((month, day), year) = match (month(first), month(second)) {
        (Some(month), None) => ((month, ordinal(second)?), year),
        (None, Some(month)) if first.len() == 4 => ((month, ordinal(year)?), first),
        (None, Some(month)) => ((month, ordinal(first)?), year),
        _ => return None,
    };
    date_of(self::year(year)?, month, day)
}

/// A text with blanks between its letters and its digits.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 2);
    let mut last = None::<char>;
    for c in text.chars() {
        let turns = last.is_some_and(|last| {
            last.is_ascii_digit() && c.is_alphabetic() || last.is_alphabetic() && c.is_ascii_digit()
        });
        if turns {
            spaced.push(' ');
        }
        spaced.push(c);
        last = Some(c);
    }
    // "29th" is a number with letters of its own.
    ["st", "nd", "rd", "th"].iter().fold(spaced, |text, end| {
        ["", ","].iter().fold(text, |text, comma| text.replace(&format!(" {end}{comma} "), " "))
    })
}

/// The number of a month by its name, or the beginning of that.
fn month(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.to_lowercase();
    let is_its = |name: &&str| {
        text.len() >= 3 && (name.starts_with(&text) || text == "sept" && name.starts_with("sept"))
    };
    let number = MONTHS.iter().position(is_its)?;
    i8::try_from(number + 1).ok()
}

fn ordinal(text: &str) -> Option<i8> {
    let is_short = (1..=2).contains(&text.len());
    text.parse().ok().filter(|_| is_short && text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn year(text: &str) -> Option<i16> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_year)
}

/// `29/04/2016`, `2016/4/29`, `20160429`.
fn in_numbers(text: &str, form: Option<DateForm>) -> Found {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let date = date_of_parts(&text[..4], &text[4..6], &text[6..]);
        return date.map_or(Found::No, |date| Found::Date(date, None));
    }
    let between = text.chars().filter(|c| !c.is_ascii_digit()).collect::<Vec<_>>();
    let is_one_sort =
        matches!(between.as_slice(), [a, b] if a == b && matches!(a, '/' | '.' | '-'));
    let Some([first, second, third]) = parts(text).filter(|_| is_one_sort) else {
        return Found::No;
    };
    if year(first).is_some() {
        let date = date_of_parts(first, second, third);
        return date.map_or(Found::No, |date| Found::Date(date, None));
    }
    let dmy = date_of_parts(third, second, first);
    let mdy = date_of_parts(third, first, second);
    let of =
        |date: Option<Date>, form| date.map_or(Found::No, |date| Found::Date(date, Some(form)));
    match (form, dmy, mdy) {
        (Some(DateForm::Dmy), ..) => of(dmy, DateForm::Dmy),
        (Some(DateForm::Mdy), ..) => of(mdy, DateForm::Mdy),
        (Some(DateForm::Ymd), ..) => Found::No,
        (None, Some(dmy), Some(mdy)) if dmy != mdy => Found::Either { dmy, mdy },
        (None, Some(date), Some(_)) => Found::Date(date, None),
        (None, dmy @ Some(_), None) => of(dmy, DateForm::Dmy),
        (None, None, mdy) => of(mdy, DateForm::Mdy),
    }
}

fn date_of_parts(year: &str, month: &str, day: &str) -> Option<Date> {
    date_of(self::year(year)?, ordinal(month)?, ordinal(day)?)
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
    fn seconds_are_those_of_programs() {
        let day = of_seconds("1289241911.72836").map(|date| date.to_string());
        assert_eq!(day.as_deref(), Some("2010-11-08"));
        assert_eq!(of_seconds("soon"), None);
    }
}
