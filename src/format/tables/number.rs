//! Numbers with a decimal comma.

use std::borrow::Cow;

/// Replaces a decimal comma by a point; other texts stay as they are.
///
/// `1,500` can be a thousand and a half, so it stays, and is not a number.
pub(super) fn with_point(text: &str) -> Cow<'_, str> {
    let Some((whole, part)) = text.split_once(',') else { return text.into() };
    let digits = whole.trim_start_matches(['-', '+', '\u{2212}']);
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number =
        !digits.is_empty() && !part.is_empty() && are_digits(digits) && are_digits(part);
    let may_be_thousands = part.len() == 3 && digits != "0";
    match is_number && !may_be_thousands {
        true => format!("{whole}.{part}").into(),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_comma_becomes_a_point_and_nothing_else_does() {
        for (text, number) in
            [("0,5", "0.5"), ("-0,125", "-0.125"), ("8,25", "8.25"), ("+1,0", "+1.0")]
        {
            assert_eq!(with_point(text), number);
        }
        for text in ["1,500", "1,5,0", ",5", "5,", "a,5", "1.5,0", "0.5", "", "-,5"] {
            assert_eq!(with_point(text), text);
        }
    }
}
