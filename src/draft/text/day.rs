//! Days, as reports name them.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

use super::dateline::month;
use super::token::Token;
use crate::draft::language::Language;
use crate::model;

/// A date of the precision that the words have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day.
    Day(Date),
    /// A month: year and number.
    Month(i16, i8),
    /// A year.
    Year(i16),
}

impl When {
    /// The date, if its year is one of our era.
    #[must_use]
    pub fn date(self) -> Option<model::Date> {
        self.to_string().parse().ok()
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// The last date that some words name, seen from the day of the report: "on Friday", "last year", "in June",
/// "on 3 May", "in 2019".
#[must_use]
pub fn day_in(tokens: &[Token], report: Date, language: &Language) -> Option<When> {
    (0..tokens.len()).rev().find_map(|at| day_at(tokens, at, report, language))
}

fn day_at(tokens: &[Token], at: usize, report: Date, language: &Language) -> Option<When> {
    let word = tokens[at].lower.as_str();
    let near = &language.near;
    let is = |words: &[String]| words.iter().any(|known| known == word);
    let before = at.checked_sub(1).map(|before| tokens[before].lower.as_str());
    let is_last = before.is_some_and(|before| near.last.iter().any(|last| last == before));
    if is(&near.today) {
        return Some(When::Day(report));
    }
    if is(&near.yesterday) {
        return report.yesterday().ok().map(When::Day);
    }
    if is_last && is(&near.year) {
        return Some(When::Year(report.year() - 1));
    }
    if is_last && is(&near.month) {
        let month = report.checked_sub(1.month()).ok()?;
        return Some(When::Month(month.year(), month.month()));
    }
    if tokens[at].is_capital
        && let Some(day) = weekday(word, report, language)
    {
        return Some(When::Day(day));
    }
    if tokens[at].is_capital
        && let Some(month) = month(word, language)
    {
        return Some(in_month(tokens, at, month, report));
    }
    let year = word.parse::<i16>().ok().filter(|year| (1900..2100).contains(year))?;
    matches!(before, Some("in" | "since")).then_some(When::Year(year))
}

/// The last such day of the week, the day of the report included.
fn weekday(word: &str, report: Date, language: &Language) -> Option<Date> {
    let at = language.weekdays.iter().position(|names| names.iter().any(|name| name == word))?;
    let back = (i64::from(report.weekday().to_monday_zero_offset()) - i64::try_from(at).ok()?)
        .rem_euclid(7);
    report.checked_sub(back.days()).ok()
}

/// The month, or the day in it, in the year that is given or else the last one that is not after the report.
fn in_month(tokens: &[Token], at: usize, month: i8, report: Date) -> When {
    let number = |at: usize| tokens.get(at).and_then(|token| token.lower.parse::<i16>().ok());
    let next = number(at + 1);
    let is_day = |number: &i16| (1..=31).contains(number);
    let is_year = |number: &i16| (1900..2100).contains(number);
    let before = at.checked_sub(1).and_then(number).filter(is_day);
    let day = next.filter(is_day).or(before);
    let written =
        next.filter(is_year).or_else(|| number(at + 2).or_else(|| number(at + 3)).filter(is_year));
    let year = written.unwrap_or_else(|| report.year() - i16::from(month > report.month()));
    let whole = day.and_then(|day| Date::new(year, month, i8::try_from(day).ok()?).ok());
    whole.map_or(When::Month(year, month), When::Day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::draft::text::tokens;

    #[test]
    fn days_are_seen_from_the_report() {
        let read = |text: &str| {
            day_in(&tokens(text, 0), date(2024, 5, 30), Language::english())
                .map(|day| day.to_string())
        };
        assert_eq!(read("spoke on Thursday night").as_deref(), Some("2024-05-30"));
        assert_eq!(read("voted on Friday").as_deref(), Some("2024-05-24"));
        assert_eq!(read("said last year").as_deref(), Some("2023"));
        assert_eq!(read("said last month").as_deref(), Some("2024-04"));
        assert_eq!(read("back in June").as_deref(), Some("2023-06"));
        assert_eq!(read("in March").as_deref(), Some("2024-03"));
        assert_eq!(read("on 3 May").as_deref(), Some("2024-05-03"));
        assert_eq!(read("opposed it in 2019").as_deref(), Some("2019"));
        assert_eq!(read("they may go"), None);
    }
}
