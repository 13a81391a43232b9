//! Times as GEXF has them.

use crate::model::Date;

/// What a time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// A day, or a year where the file counts in years.
    Date(Date),
    /// The beginning or the end of all time, or nothing.
    Open,
    /// A number of something else, or no time at all.
    Other,
}

impl Time {
    /// `2016-04-29`, `2016-04-29T12:00:00.000Z`, `2016`, `2016.0`.
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
        year.parse().map_or(Self::Other, Self::Date)
    }
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
        ] {
            assert_eq!(Time::of(text), Time::Date(date.parse().unwrap()), "{text}");
        }
        for text in ["", "None", "-Infinity", "Infinity"] {
            assert_eq!(Time::of(text), Time::Open, "{text}");
        }
        for text in ["1", "2016.5", "1461931200000", "yesterday", "2016-02-30"] {
            assert_eq!(Time::of(text), Time::Other, "{text}");
        }
    }
}
