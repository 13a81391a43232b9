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

/// The phrase that is `phrase` but for the spelling of one word.
///
/// Phrases of another number of words, or of other words, may mean the opposite.
pub(crate) fn misspelt<'a>(
    phrase: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let phrase = phrase.to_lowercase();
    let words = phrase.split_whitespace().collect::<Vec<_>>();
    let alike = candidates.into_iter().filter_map(|candidate| {
        let known = candidate.to_lowercase();
        let known = known.split_whitespace().collect::<Vec<_>>();
        let mut others = words.iter().zip(&known).filter(|(word, known)| word != known);
        let (word, known_word) = others.next().filter(|_| words.len() == known.len())?;
        let is_slip = others.next().is_none() && word.chars().next() == known_word.chars().next();
        let likeness = strsim::normalized_damerau_levenshtein(word, known_word);
        (is_slip && likeness >= 0.7).then_some((likeness, candidate))
    });
    let first = |(a, first): &(f64, &str), (b, second): &(f64, &str)| {
        a.total_cmp(b).then_with(|| second.cmp(first))
    };
    alike.max_by(first).map(|(_, candidate)| candidate)
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

    #[test]
    fn a_phrase_is_another_but_for_one_misspelt_word() {
        let known = ["supports", "approves of", "is opposed to"];
        assert_eq!(misspelt("suports", known), Some("supports"));
        assert_eq!(misspelt("is oposed to", known), Some("is opposed to"));
        for other in ["supports ending", "disapproves of", "approves", "was opposed by"] {
            assert_eq!(misspelt(other, known), None, "{other}");
        }
    }
}
