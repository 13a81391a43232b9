//! "Did you mean …?"

use std::fmt;

/// The candidate that is most like `name`, where one is like it at all.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (likeness(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|(a, first), (b, second)| a.total_cmp(b).then_with(|| second.cmp(first)))
        .map(|(_, candidate)| candidate)
}

fn likeness(a: &str, b: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(a, b).max(match () {
        () if a.len() >= 3 && (b.starts_with(a) || a.starts_with(b)) && b.len() >= 3 => 0.8,
        () => 0.0,
    })
}

/// Writes the question, or nothing.
pub(crate) struct Suggestion<'a>(pub(crate) Option<&'a str>);

impl fmt::Display for Suggestion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |name| write!(f, "; did you mean \"{name}\"?"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised_and_a_stranger_is_not() {
        let known = ["russia", "china", "united-states"];
        assert_eq!(nearest("rusia", known), Some("russia"));
        assert_eq!(nearest("Chnia", known), Some("china"));
        assert_eq!(nearest("united", known), Some("united-states"));
        assert_eq!(nearest("brazil", known), None);
    }
}
