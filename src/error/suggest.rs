//! Suggestions: "Did you mean …?"

use std::fmt;

use crate::model::{Lexicon, Position, PositionWord};

/// The longest text, in bytes, that is treated as a misspelt name.
const LONGEST: usize = 200;

/// The number of letter pairs that one [`Speller`] compares before it gives up: about a second.
const STEPS: usize = 20_000_000;

/// The least likeness of two names, from 0 to 1, for a suggestion.
const LIKE: f64 = 0.6;

/// The candidate most like `name`, if any is similar at all.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Speller::new(candidates).nearest(name)
}

/// The candidates that `name` can mean: the most similar one, then those that contain it, at most [`MOST`] in all.
pub fn alike<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let candidates = candidates.into_iter().collect::<Vec<_>>();
    let nearest = nearest(name, candidates.iter().copied());
    let containing = candidates.into_iter().filter(|text| contains(text, name));
    let others = containing.filter(|text| Some(*text) != nearest);
    nearest.into_iter().chain(others).take(MOST).collect()
}

/// The most names suggested.
const MOST: usize = 8;

/// Whether a text contains a part, in any case: at least three characters, or a whole word.
pub fn contains(text: &str, part: &str) -> bool {
    let (text, part) = (text.to_lowercase(), part.trim().to_lowercase());
    let is_word = || text.split(|c: char| !c.is_alphanumeric()).any(|word| word == part);
    part.chars().count() >= 3 && text.contains(&part) || !part.is_empty() && is_word()
}

/// The position that a word means, or resembles, in the language of votes and coders.
pub fn nearest_position(word: &str) -> Option<String> {
    let word = word.trim().to_lowercase();
    let position = match word.as_str() {
        "+" | "+1" | "1" => Some(Position::Support),
        "-" | "-1" => Some(Position::Oppose),
        "0" | "no position" => Some(Position::Neutral),
        other => PositionWord::lookup(other)
            .and_then(PositionWord::position)
            .or_else(|| Lexicon::lookup(other).map(|implied| implied.position)),
    };
    let known = position.map(Position::as_str);
    known.or_else(|| nearest(&word, Position::ALL.map(Position::as_str))).map(str::to_owned)
}

/// The candidate that differs from `phrase` only in the spelling of one word.
///
/// Phrases with a different number of words, or with different words, can mean the opposite.
pub fn misspelt<'a>(
    phrase: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if phrase.len() > LONGEST {
        return None;
    }
    let phrase = phrase.to_lowercase();
    let words = phrase.split_whitespace().collect::<Vec<_>>();
    let candidates = candidates.into_iter().filter(|candidate| candidate.len() <= LONGEST);
    let alike = candidates.filter_map(|candidate| {
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

/// Finds the names that were meant, within one budget of work for all names; once it is spent, names get no
/// suggestion.
pub struct Speller<'a> {
    candidates: Vec<Candidate<'a>>,
    steps: usize,
}

struct Candidate<'a> {
    name: &'a str,
    lower: String,
    letters: Letters,
}

impl<'a> Speller<'a> {
    /// Creates a speller for known names.
    pub(crate) fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().filter(|name| name.len() <= LONGEST);
        let candidates = names.map(|name| {
            let lower = name.to_lowercase();
            Candidate { name, letters: Letters::of(&lower), lower }
        });
        Self { candidates: candidates.collect(), steps: STEPS }
    }

    /// The candidate most like `name`, otherwise the first that contains it.
    pub(crate) fn meant(&mut self, name: &str) -> Option<&'a str> {
        self.nearest(name).or_else(|| self.containing(name))
    }

    fn containing(&mut self, part: &str) -> Option<&'a str> {
        let mut first = None;
        for candidate in &self.candidates {
            self.steps = self.steps.checked_sub(candidate.lower.len())?;
            if contains(candidate.name, part) && first.is_none_or(|first| candidate.name < first) {
                first = Some(candidate.name);
            }
        }
        first
    }

    /// The candidate most like `name`, if any is similar at all.
    pub(crate) fn nearest(&mut self, name: &str) -> Option<&'a str> {
        if name.len() > LONGEST || self.steps == 0 {
            return None;
        }
        let wanted = name.to_lowercase();
        let letters = Letters::of(&wanted);
        let mut best = None::<(f64, &'a str)>;
        for candidate in &self.candidates {
            self.steps = self.steps.saturating_sub(1);
            let mut likeness = by_beginning(&wanted, &candidate.lower);
            if letters.may_be_like(&candidate.letters) {
                let steps = wanted.len() * candidate.lower.len();
                self.steps = self.steps.saturating_sub(steps);
                likeness = likeness.max(by_letters(&wanted, &candidate.lower));
            }
            let is_better = |(known, first): (f64, &str)| {
                likeness.total_cmp(&known).then_with(|| first.cmp(candidate.name)).is_gt()
            };
            if likeness >= LIKE && best.is_none_or(is_better) {
                best = Some((likeness, candidate.name));
            }
            if self.steps == 0 {
                return None;
            }
        }
        best.map(|(_, name)| name)
    }
}

fn by_letters(a: &str, b: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(a, b)
}

/// The likeness of two names if one begins with the other.
fn by_beginning(a: &str, b: &str) -> f64 {
    let is_long = a.len() >= 3 && b.len() >= 3;
    if is_long && (b.starts_with(a) || a.starts_with(b)) { 0.8 } else { 0.0 }
}

/// The number of times each letter occurs in a name, in 32 classes.
struct Letters {
    counts: [u8; 32],
    length: usize,
}

impl Letters {
    fn of(name: &str) -> Self {
        let (mut counts, mut length) = ([0; 32], 0);
        for c in name.chars() {
            counts[c as usize % 32] += 1;
            length += 1;
        }
        Self { counts, length }
    }

    /// Whether two names can be similar: every letter that only one of them has is an edit.
    fn may_be_like(&self, other: &Self) -> bool {
        let pairs = self.counts.iter().zip(other.counts);
        let more = pairs.map(|(a, b)| usize::from(a.saturating_sub(b))).sum::<usize>();
        let fewer = (more + other.length).saturating_sub(self.length);
        let longest = self.length.max(other.length);
        // An edit distance of more than two fifths of the length is a likeness below 0.6.
        5 * more.max(fewer) <= 2 * longest
    }
}

/// Writes the question with several names, or nothing.
pub struct Suggestions<'a>(pub(crate) &'a [String]);

impl fmt::Display for Suggestions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((last, others)) = self.0.split_last() else { return Ok(()) };
        f.write_str("; did you mean ")?;
        for (index, name) in others.iter().enumerate() {
            let between = if index + 1 == others.len() { " or" } else { "," };
            write!(f, "\"{name}\"{between} ")?;
        }
        write!(f, "\"{last}\"?")
    }
}

/// Writes the question, or nothing.
pub struct Suggestion<'a>(pub(crate) Option<&'a str>);

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
    fn names_that_contain_a_word_are_proposed_behind_the_nearest() {
        let known = ["North Korea", "South Korea", "Kenya", "Russia"];
        assert_eq!(alike("korea", known), ["North Korea", "South Korea"]);
        assert_eq!(alike("Rusia", known), ["Russia"]);
        assert!(alike("or", known).is_empty());
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(Suggestions(&names).to_string(), "; did you mean \"a\", \"b\" or \"c\"?");
        assert_eq!(Suggestions(&names[..1]).to_string(), "; did you mean \"a\"?");
    }

    #[test]
    fn words_of_votes_are_proposed_as_positions() {
        for (word, position) in
            [("for", "support"), ("Nay", "oppose"), ("abstains", "neutral"), ("Suport", "support")]
        {
            assert_eq!(nearest_position(word).as_deref(), Some(position), "{word}");
        }
        assert_eq!(nearest_position("maybe"), None);
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

    #[test]
    fn what_is_not_compared_would_not_have_been_found() {
        let words =
            ["thaad", "thad", "tunnel", "tunel", "tax", "tariff", "Tarif", "süd", "sud", "a"];
        for name in words {
            let naive = words.into_iter().map(|word| {
                let (a, b) = (name.to_lowercase(), word.to_lowercase());
                (by_letters(&a, &b).max(by_beginning(&a, &b)), word)
            });
            let naive = naive.filter(|(likeness, _)| *likeness >= LIKE);
            let naive = naive.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
            assert_eq!(nearest(name, words), naive.map(|(_, word)| word), "{name}");
        }
    }

    #[test]
    fn the_work_is_bounded_however_many_names_there_are_and_however_long() {
        let known = (0..100_000).map(|number| format!("state-{number}")).collect::<Vec<_>>();
        let mut speller = Speller::new(known.iter().map(String::as_str));
        let found = (0..1_000).filter(|_| speller.nearest("sttae-77").is_some());
        assert!(found.count() < 1_000);
        assert_eq!(speller.steps, 0);
        let long = "a".repeat(1 << 20);
        assert_eq!(nearest(&long, [long.as_str()]), None);
    }
}
