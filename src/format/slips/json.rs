//! Slips in JSON, found from what the parser expected and met.

use std::ops::Range;

use jsonc_parser::errors::ParseErrorKind;

use super::{CURLY, number, slip};
use crate::error::{Cause, meant_date};

/// The slip at the place of a JSON syntax error; `None` if it is unknown.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
pub fn of_json(kind: &ParseErrorKind, text: &str, range: &Range<usize>) -> Option<Cause> {
    let place = Place::of(text, range);
    let (problem, fix) = match kind {
        ParseErrorKind::ExpectedComma => place.no_comma(),
        ParseErrorKind::TrailingCommasNotAllowed => {
            ("a comma stands before the closing bracket".into(), "delete the comma".into())
        }
        ParseErrorKind::SingleQuotedStringsNotAllowed => {
            let text = place.rest.get(1..).and_then(|rest| rest.split('\'').next());
            ("a text in single quotes".into(), format!("write \"{}\"", text.unwrap_or("…")))
        }
        ParseErrorKind::ExpectedStringObjectProperty
        | ParseErrorKind::UnexpectedToken
        | ParseErrorKind::UnexpectedTokenInObject
        | ParseErrorKind::UnexpectedWord
        | ParseErrorKind::NonFiniteNumbersNotAllowed => place.unexpected()?,
        ParseErrorKind::ExpectedColonAfterObjectKey => {
            ("a name without a value".into(), "write a colon and a value after the name".into())
        }
        ParseErrorKind::String(_) => place.text_without_end()?,
        ParseErrorKind::UnterminatedObject => {
            ("what { opens here is not closed".into(), "write } where it ends".into())
        }
        ParseErrorKind::UnterminatedArray => {
            ("what [ opens here is not closed".into(), "write ] where it ends".into())
        }
        ParseErrorKind::MultipleRootJsonValues if place.rest.starts_with(['}', ']']) => {
            ("a closing bracket too many".into(), "delete it".into())
        }
        ParseErrorKind::CommentsNotAllowed => {
            ("JSON has no comments".into(), "delete it, or keep the file as TOML".into())
        }
        ParseErrorKind::BareDecimalPointNumbersNotAllowed
        | ParseErrorKind::UnaryPlusNumbersNotAllowed => {
            let (problem, number) = number(place.word())?;
            (problem.into(), format!("write {number}"))
        }
        // A number that continues as text: 2015-Q3.
        _ => meant_date::no_date(&place.value(), "\"")?.into_problem_and_fix(),
    };
    Some(slip(problem, fix))
}

/// A few words before and after the place of a fault.
struct Place<'t> {
    before: &'t str,
    rest: &'t str,
}

const NEAR: usize = 200;

impl<'t> Place<'t> {
    fn of(text: &'t str, range: &Range<usize>) -> Self {
        let at = floor(text, range.start);
        let first = floor(text, at.saturating_sub(NEAR));
        let last = floor(text, at + NEAR);
        Self { before: &text[first..at], rest: &text[at..last] }
    }

    /// The word here, up to the next punctuation of JSON.
    fn word(&self) -> &'t str {
        let end = self.rest.find([',', ':', '}', ']', '\n', '"']).unwrap_or(self.rest.len());
        self.rest[..end].trim()
    }

    /// The unquoted value around the place of the fault.
    fn value(&self) -> String {
        let begin = self.before.rfind([':', ',', '[', '{', '\n', '"']).map_or(0, |at| at + 1);
        format!("{}{}", &self.before[begin..], self.word()).trim().to_owned()
    }

    fn no_comma(&self) -> (String, String) {
        let value = self.value();
        let dates = meant_date::meant(&value);
        if let Some(date) = dates.first() {
            let fix = match dates.as_slice() {
                [_] => format!("write \"{date}\""),
                _ => format!("{}, in quotes", meant_date::how_to_write(&value)),
            };
            return ("a date needs quotes".into(), fix);
        }
        if let Some(found) = meant_date::no_date(&value, "\"") {
            return found.into_problem_and_fix();
        }
        ("no comma between this and what follows".into(), "write a comma behind it".into())
    }

    fn unexpected(&self) -> Option<(String, String)> {
        let word = self.word();
        let before = self.before.trim_end();
        let is_digit = |c: char| c.is_ascii_digit();
        if let Some(whole) = before.strip_suffix(',').filter(|whole| whole.ends_with(is_digit))
            && word.starts_with(is_digit)
        {
            let begin = whole.rfind(|c| !is_digit(c)).map_or(0, |at| at + 1);
            let fix = format!("write {}.{word}", &whole[begin..]);
            return Some(("a number has a decimal point, not a comma".into(), fix));
        }
        if self.rest.starts_with(CURLY) {
            let text = word.trim_matches(CURLY);
            return Some(("curly quotes around a text".into(), format!("write \"{text}\"")));
        }
        if self.rest.starts_with('=') {
            return Some(("an equals sign stands for the colon".into(), "write :".into()));
        }
        if word.is_empty() {
            return None;
        }
        if let Some(found) = meant_date::no_date(&self.value(), "\"") {
            return Some(found.into_problem_and_fix());
        }
        if self.before.ends_with('"') {
            return Some((
                "a quote within a text has a backslash before it".into(),
                format!("write \\\"{word}"),
            ));
        }
        Some(match word.to_lowercase().as_str() {
            lower @ ("true" | "false") => {
                ("true and false are written in small letters".into(), format!("write {lower}"))
            }
            "none" | "nil" | "undefined" | "nan" | "infinity" | "-infinity" => {
                (format!("JSON has no {word}"), "leave the field out".into())
            }
            _ if self.rest[word.len()..].trim_start().starts_with(':') => {
                ("a name needs quotes".into(), format!("write \"{word}\""))
            }
            _ => ("a text needs quotes".into(), format!("write \"{word}\"")),
        })
    }

    fn text_without_end(&self) -> Option<(String, String)> {
        let line = self.rest.lines().next().unwrap_or_default();
        let is_open = line.matches('"').count() % 2 == 1;
        let fix = "write \" where it ends, and \\\" for a quote within it";
        is_open.then(|| ("the text has no closing quote".into(), fix.into()))
    }
}

/// The nearest start of a character at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
