//! Times in GEXF.

use crate::format::dates;
use crate::model::Date;

/// The meaning of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// A day, or a year if the file counts in years.
    Date(Date),
    /// No bound, or nothing.
    Open,
    /// A number in another unit, or not a time.
    Other,
}

impl Time {
    /// Parses `2016-04-29`, `2016-04-29T12:00:00.000Z`, `2016`, `2016.0`.
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim();
        let word = text.trim_start_matches(['-', '+']);
        // NetworkX writes None.
        if ["", "infinity", "inf", "none", "null"]
            .iter()
            .any(|open| word.eq_ignore_ascii_case(open))
        {
            return Self::Open;
        }
        let day = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
        let year = text.strip_suffix(".0").unwrap_or(day);
        let date = year.parse().ok().or_else(|| dates::of_epoch(&epoch(text)?.to_string()));
        date.map_or(Self::Other, Self::Date)
    }
}

/// The seconds since 1970 that a number gives, in seconds or, as in Gephi, in milliseconds; `None` if it is
/// too small for a modern time.
fn epoch(text: &str) -> Option<i64> {
    const SECONDS: std::ops::Range<f64> = 1e8..1e11;
    let number = text.parse::<f64>().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "it is within the range")]
    match number {
        _ if SECONDS.contains(&number) => Some(number.floor() as i64),
        _ if SECONDS.contains(&(number / 1000.0)) => Some((number / 1000.0).floor() as i64),
        _ => None,
    }
}

/// Whether it has a time of day other than the first or the last second.
pub(super) fn has_time_of_day(text: &str) -> bool {
    const DAY: i64 = 24 * 60 * 60;
    if let Some(seconds) = epoch(text.trim()) {
        return ![0, DAY - 1].contains(&seconds.rem_euclid(DAY));
    }
    let time = text.trim().split_once(['T', ' ']).map_or("", |(_, time)| time.trim());
    let clock = time.split(['+', '-', 'Z']).next().unwrap_or_default();
    clock.contains(|digit: char| digit.is_ascii_digit() && digit != '0')
}

/// The last day of a time that ends at the beginning of a day, a month or a year.
pub(super) fn day_before(text: &str, end: Date) -> Date {
    let text = text.trim();
    let is_within_a_day =
        text.contains(['T', ' ']) || epoch(text).is_some_and(|_| has_time_of_day(text));
    let day = end.first_day().yesterday().ok().filter(|day| !is_within_a_day && day.year() > 0);
    day.map_or(end, Date::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_years_are_dates_and_other_numbers_are_not() {
        for (text, date) in [
            ("2016-04-29", "2016-04-29"),
            (" 2016-04-29T12:00:00.000+02:00 ", "2016-04-29"),
            ("2016-04-29 12:00", "2016-04-29"),
            ("2016", "2016"),
            ("2016.0", "2016"),
            ("1461931200000", "2016-04-29"),
            ("1.4619312E12", "2016-04-29"),
            ("1461931200", "2016-04-29"),
            ("1461974399.5", "2016-04-29"),
        ] {
            assert_eq!(Time::of(text), Time::Date(date.parse().unwrap()), "{text}");
        }
        for text in ["", "None", "-Infinity", "Infinity"] {
            assert_eq!(Time::of(text), Time::Open, "{text}");
        }
        for text in ["1", "2016.5", "31536000", "yesterday", "2016-02-30"] {
            assert_eq!(Time::of(text), Time::Other, "{text}");
        }
    }

    #[test]
    fn midnight_is_no_time_of_day() {
        for text in [
            "2016-04-29",
            "2016",
            "2016-04-29T00:00:00.000+02:00",
            "2016-04-29 00:00",
            "2016-04-29T00:00Z",
            "1461888000000",
            "1461974399000",
        ] {
            assert!(!has_time_of_day(text), "{text}");
        }
        for text in [
            "2016-04-29T12:00:00.000+02:00",
            "2016-04-29 00:01",
            " 2016-04-29T20:00Z",
            "1461931200",
        ] {
            assert!(has_time_of_day(text), "{text}");
        }
    }

    #[test]
    fn an_open_end_is_not_there_any_more() {
        let before = |text: &str| {
            let Time::Date(date) = Time::of(text) else { panic!("{text} is a date") };
            day_before(text, date).to_string()
        };
        assert_eq!(before("2011-06-30"), "2011-06-29");
        assert_eq!(before("2011-07"), "2011-06-30");
        assert_eq!(before("2011"), "2010-12-31");
        assert_eq!(before("2011-06-30T12:00:00"), "2011-06-30");
    }
}
