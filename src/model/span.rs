//! Spans of the calendar.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A number of days, weeks, months, quarters or years: `10d`, `2w`, `3m`, `1q`, `1y`.
///
/// ```
/// use jiff::civil::date;
/// use stancegraph::model::Span;
///
/// let month: Span = "1m".parse()?;
/// assert_eq!(month.after(date(2016, 1, 31), 1), Some(date(2016, 2, 29)));
/// assert_eq!(month.after(date(2016, 1, 31), 2), Some(date(2016, 3, 31)));
/// assert_eq!("a week".parse::<Span>().unwrap_err().to_string(),
///     "\"a week\" is not a span; write a number and d, w, m, q or y: 10d, 2w, 3m, 1q, 1y");
/// # Ok::<(), stancegraph::model::SpanError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Span {
    number: u32,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// Why a text is not a span.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SpanError {
    /// The text is not a number and a unit.
    #[error("\"{0}\" is not a span; write a number and d, w, m, q or y: 10d, 2w, 3m, 1q, 1y")]
    Unknown(String),
    /// The span is empty.
    #[error("a span of \"{0}\" is empty; the shortest is 1d")]
    Empty(String),
    /// The span is longer than all years.
    #[error("a span of \"{0}\" is longer than all dates from 0001 to 9999")]
    TooLong(String),
}

/// The months from the first to the last year.
const MOST_MONTHS: u32 = 9_999 * 12;
const MOST_DAYS: u32 = 9_999 * 366;

impl Unit {
    const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    fn as_char(self) -> char {
        match self {
            Self::Day => 'd',
            Self::Week => 'w',
            Self::Month => 'm',
            Self::Quarter => 'q',
            Self::Year => 'y',
        }
    }

    /// The number of months, or else of days, of one unit.
    fn size(self) -> (u32, u32) {
        match self {
            Self::Day => (0, 1),
            Self::Week => (0, 7),
            Self::Month => (1, 0),
            Self::Quarter => (3, 0),
            Self::Year => (12, 0),
        }
    }
}

impl Span {
    /// Its number of months; 0 for days and weeks.
    fn months(self) -> u32 {
        self.number.saturating_mul(self.unit.size().0)
    }

    /// Its number of days; 0 for months, quarters and years.
    fn days(self) -> u32 {
        self.number.saturating_mul(self.unit.size().1)
    }

    /// The day `times` spans after another; `None` after the year 9999.
    ///
    /// If the month has no such day, it is the last day of the month: one month after 31 January is 28 or 29
    /// February, and two months after it is 31 March.
    #[must_use]
    pub fn after(self, day: civil::Date, times: u32) -> Option<civil::Date> {
        let months = i64::from(self.months()) * i64::from(times);
        let days = i64::from(self.days()) * i64::from(times);
        let span = jiff::Span::new().try_months(months).ok()?.try_days(days).ok()?;
        day.checked_add(span).ok()
    }

    /// The day one span before another; `None` before the year 1.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use stancegraph::model::Span;
    ///
    /// let span: Span = "2y".parse()?;
    /// assert_eq!(span.before(date(2016, 2, 29)), Some(date(2014, 2, 28)));
    /// assert_eq!(span.before(date(2, 1, 1)), None);
    /// # Ok::<(), stancegraph::model::SpanError>(())
    /// ```
    #[must_use]
    pub fn before(self, day: civil::Date) -> Option<civil::Date> {
        let (months, days) = (i64::from(self.months()), i64::from(self.days()));
        let span = jiff::Span::new().try_months(months).ok()?.try_days(days).ok()?;
        day.checked_sub(span).ok().filter(|day| day.year() > 0)
    }

    /// The day `times` of this span and one of another span after a day. If both are months, or both are days, they are
    /// added up first.
    pub(crate) fn after_and(self, day: civil::Date, times: u32, then: Self) -> Option<civil::Date> {
        if (self.months() == 0) != (then.months() == 0) {
            return then.after(self.after(day, times)?, 1);
        }
        let months = i64::from(self.months()) * i64::from(times) + i64::from(then.months());
        let days = i64::from(self.days()) * i64::from(times) + i64::from(then.days());
        let span = jiff::Span::new().try_months(months).ok()?.try_days(days).ok()?;
        day.checked_add(span).ok()
    }

    /// The first day of the year, quarter, month or week (from Monday) that contains a day.
    #[must_use]
    pub fn begin(self, day: civil::Date) -> civil::Date {
        let before = |days: i8| day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day);
        match self.unit {
            Unit::Day => day,
            Unit::Week => before(day.weekday().to_monday_zero_offset()),
            Unit::Month => day.first_of_month(),
            Unit::Quarter => civil::date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1),
            Unit::Year => day.first_of_year(),
        }
    }
}

impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        let text = text.trim();
        let unknown = || SpanError::Unknown(text.into());
        let unit = Unit::ALL
            .into_iter()
            .find(|unit| text.ends_with(unit.as_char()))
            .ok_or_else(unknown)?;
        let digits = &text[..text.len() - 1];
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(unknown());
        }
        let too_long = || SpanError::TooLong(text.into());
        let number = digits.parse().map_err(|_| too_long())?;
        let span = Self { number, unit };
        match number {
            0 => Err(SpanError::Empty(text.into())),
            _ if span.months() > MOST_MONTHS || span.days() > MOST_DAYS => Err(too_long()),
            _ => Ok(span),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number, self.unit.as_char())
    }
}

impl TryFrom<String> for Span {
    type Error = SpanError;

    fn try_from(text: String) -> Result<Self, SpanError> {
        text.parse()
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn span(text: &str) -> Span {
        text.parse().unwrap()
    }

    #[test]
    fn a_span_is_written_as_it_was_read() {
        for text in ["1d", "2w", "3m", "1q", "9999y", "119988m", "3659634d"] {
            assert_eq!(span(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_not_a_span_is_refused() {
        for text in ["", "y", "1", "1x", "-1y", "+1y", "1.5y", "1 y", "y1", "1Y", "½y", "1é"] {
            assert_eq!(text.parse::<Span>(), Err(SpanError::Unknown(text.into())), "{text}");
        }
        for text in ["0d", "00y"] {
            assert_eq!(text.parse::<Span>(), Err(SpanError::Empty(text.into())));
        }
        for text in ["10000y", "99999999999999999999d", "4294967295q", "4294967295w"] {
            assert_eq!(text.parse::<Span>(), Err(SpanError::TooLong(text.into())));
        }
    }

    #[test]
    fn months_do_not_drift() {
        let day = date(2015, 12, 31);
        let days = (0..5).map(|times| span("1m").after(day, times).unwrap().to_string());
        assert_eq!(
            days.collect::<Vec<_>>(),
            ["2015-12-31", "2016-01-31", "2016-02-29", "2016-03-31", "2016-04-30"]
        );
        assert_eq!(span("1y").after(date(9999, 1, 1), 1), None);
        assert_eq!(span("9999y").after(day, u32::MAX), None);
    }

    #[test]
    fn a_span_begins_with_the_calendar() {
        let day = date(2016, 5, 26);
        let begin = |text: &str| span(text).begin(day);
        assert_eq!(begin("5d"), day);
        assert_eq!(begin("1w"), date(2016, 5, 23));
        assert_eq!(begin("1m"), date(2016, 5, 1));
        assert_eq!(begin("1q"), date(2016, 4, 1));
        assert_eq!(begin("1y"), date(2016, 1, 1));
        assert_eq!(span("1w").begin(date(1, 1, 3)), date(1, 1, 1));
    }
}
