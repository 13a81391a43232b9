//! The dateline: where a report begins, and its day.

use jiff::civil::Date;

use super::token::{Kind, Token};
use crate::draft::language::Language;

/// The dateline of a report: "GENEVA, May 3, 2024 (Agency) - ".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// The number of tokens it takes up.
    pub tokens: usize,
    /// Its day, if it gives a year.
    pub day: Option<Date>,
}

/// The most tokens of a dateline.
const MOST_TOKENS: usize = 24;

/// The dateline with which a paragraph begins, if it does: a place in capitals, or a date, up to a dash.
#[must_use]
pub fn dateline(tokens: &[Token], language: &Language) -> Option<Dateline> {
    let head = &tokens[..tokens.len().min(MOST_TOKENS)];
    let dash = head.iter().position(|token| {
        token.kind == Kind::Mark && matches!(token.lower.as_str(), "-" | "–" | "—")
    })?;
    let head = &tokens[..dash];
    let place = head.first().is_some_and(|token| token.kind == Kind::Acronym);
    let month = head.iter().position(|token| month(&token.lower, language).is_some());
    if !place && month.is_none() || head.iter().any(|token| token.quotation > 0) {
        return None;
    }
    let day = month.and_then(|at| full_date(head, at, language));
    Some(Dateline { tokens: dash + 1, day })
}

/// The number of a month, from 1.
pub fn month(word: &str, language: &Language) -> Option<i8> {
    let at = language.months.iter().position(|names| names.iter().any(|name| name == word))?;
    i8::try_from(at + 1).ok()
}

/// The date around the name of a month: "May 3, 2024", "3 May 2024".
pub fn full_date(tokens: &[Token], month_at: usize, language: &Language) -> Option<Date> {
    let month = month(&tokens[month_at].lower, language)?;
    let numbers = tokens.iter().enumerate().skip(month_at.saturating_sub(2)).take(7);
    let number = |token: &Token| token.lower.trim_end_matches('.').parse::<i16>().ok();
    let numbers = numbers.filter_map(|(_, token)| number(token)).collect::<Vec<_>>();
    let year = *numbers.iter().find(|number| **number > 1000)?;
    let day = *numbers.iter().find(|number| (1..=31).contains(*number))?;
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::text::tokens;

    fn read(text: &str) -> Option<Dateline> {
        dateline(&tokens(text, 0), Language::english())
    }

    #[test]
    fn a_dateline_gives_the_day() {
        let day = |year, month, day| Some(jiff::civil::date(year, month, day));
        assert_eq!(read("GENEVA, May 3, 2024 (Agency) - The").unwrap().day, day(2024, 5, 3));
        assert_eq!(read("UPTON, Nov. 15, 2023 – The").unwrap().day, day(2023, 11, 15));
        assert_eq!(read("LIMA, 2 June 2019 — The").unwrap().day, day(2019, 6, 2));
        assert_eq!(read("OSLO, June 27 (Agency) - The").unwrap().day, None);
        assert_eq!(read("The plan - which failed - was old"), None);
        assert_eq!(read(""), None);
    }
}
