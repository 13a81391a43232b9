//! The order in which people read stances.

use std::cmp::Ordering;

use crate::model::Stance;

/// By date, source and locator, then by who says what: the order of a report.
///
/// Undated stances come first. Only stances that are alike in everything are equal.
pub(super) fn reading_order(a: &Stance, b: &Stance) -> Ordering {
    a.date
        .cmp(&b.date)
        .then_with(|| a.source.cmp(&b.source))
        .then_with(|| natural(a.locator.as_deref(), b.locator.as_deref()))
        .then_with(|| a.actor.cmp(&b.actor))
        .then_with(|| (&a.issue, &a.toward).cmp(&(&b.issue, &b.toward)))
        .then_with(|| (&a.label, a.position).cmp(&(&b.label, b.position)))
        .then_with(|| (&a.speaker, &a.coder).cmp(&(&b.speaker, &b.coder)))
        .then_with(|| (a.strength, a.until).cmp(&(b.strength, b.until)))
        .then_with(|| {
            (&a.quote, &a.note, &a.grade, &a.id).cmp(&(&b.quote, &b.note, &b.grade, &b.id))
        })
}

/// Compares locators so that "paragraph 7" comes before "paragraph 11".
pub(crate) fn natural(a: Option<&str>, b: Option<&str>) -> Ordering {
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
