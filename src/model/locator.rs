//! The natural order of locators.

use std::cmp::Ordering;

/// Compares locators so that "paragraph 7" comes before "paragraph 11".
pub fn natural(a: Option<&str>, b: Option<&str>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if a != b => numbered(a).cmp(&numbered(b)).then_with(|| a.cmp(b)),
        _ => a.cmp(&b),
    }
}

/// The words before the first number, and the number.
fn numbered(locator: &str) -> (&str, u64) {
    let start = locator.find(|c: char| c.is_ascii_digit()).unwrap_or(locator.len());
    let digits = &locator[start..];
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    (&locator[..start], digits[..end].parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_are_ordered_by_their_numbers() {
        let mut locators = ["p. 11", "headline", "p. 7", "p. 7b", "12", "p. 99999999999999999999"];
        locators.sort_by(|a, b| natural(Some(a), Some(b)));
        assert_eq!(
            locators,
            ["12", "headline", "p. 7", "p. 7b", "p. 11", "p. 99999999999999999999"]
        );
        assert_eq!(natural(None, Some("")), Ordering::Less);
    }
}
