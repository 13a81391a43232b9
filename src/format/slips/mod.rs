//! Common slips in TOML and JSON, each with its fix.
//!
//! The parsers say what they expected. This module says what a person most likely did: curly quotes, a date
//! in another form, a text without quotes, a comma at the end of a line.

mod json;
mod toml;

pub(super) use self::json::of_json;
pub(super) use self::toml::of_toml;

use crate::error::{Cause, Remedy};

/// Longer lines are not examined.
const LONGEST_LINE: usize = 2_000;

/// A fault with its fix.
fn slip(problem: impl Into<String>, fix: impl Into<String>) -> Cause {
    Cause::Slip { problem: problem.into(), fix: Remedy::say(fix) }
}

/// Quotes that word processors and people write instead of straight ones.
const CURLY: [char; 12] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '‚', '‛', '`', '´'];

/// Replaces curly quotes by straight ones.
fn straight(text: &str) -> String {
    text.replace(CURLY, "\"")
}

/// Reads a number with a comma, a percent sign, or no digit before its decimal point; returns what is wrong,
/// and the number.
fn number(text: &str) -> Option<(&'static str, f64)> {
    let digits = text.strip_suffix('%').map_or(text, str::trim_end);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || b"+-.,".contains(&byte));
    let number = digits.replace(',', ".").parse::<f64>().ok().filter(|_| is_number)?;
    Some(match text {
        _ if text.ends_with('%') => ("a number has no percent sign", number / 100.0),
        _ if text.contains(',') => ("a number has a decimal point, not a comma", number),
        _ if text.starts_with('+') => ("a number has no plus sign", number),
        _ => ("a number has digits on both sides of its decimal point", number),
    })
}
