//! Sentences.

use std::ops::Range;

use super::token::{Kind, Token};
use crate::draft::language::{Class, Language};

/// The most tokens of a sentence: what is longer is no prose, and is cut, so that no text takes longer than its length allows.
const LONGEST: usize = 400;

/// The sentences of a paragraph, as ranges of its tokens.
///
/// A sentence ends with a full stop, an exclamation mark or a question mark, if the next word begins with a capital
/// letter or a digit and the word before is no abbreviation; after an acronym only if the next word is a function word.
#[must_use]
pub fn sentences(tokens: &[Token], language: &Language) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        if ends(tokens, at, language) || at - start >= LONGEST {
            sentences.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

fn ends(tokens: &[Token], at: usize, language: &Language) -> bool {
    let token = &tokens[at];
    let Some(next) = tokens.get(at + 1) else { return true };
    let opens = next.is_capital || next.lower.starts_with(|c: char| c.is_ascii_digit());
    if !opens {
        return false;
    }
    match token.kind {
        Kind::Mark if token.lower == "." => !follows_abbreviation(tokens, at, language),
        Kind::Mark => matches!(token.lower.as_str(), "!" | "?"),
        Kind::Acronym => ends_with_dot(token) && opens_a_sentence(next, language),
        Kind::Word | Kind::Possessive => false,
    }
}

fn follows_abbreviation(tokens: &[Token], at: usize, language: &Language) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_some_and(|before| {
        before.end == tokens[at].start && language.is_abbreviation(&before.lower)
    })
}

/// An acronym is longer than its letters if it has dots.
fn ends_with_dot(token: &Token) -> bool {
    token.end - token.start > token.lower.len()
}

fn opens_a_sentence(token: &Token, language: &Language) -> bool {
    let classes = language.classes([token.lower.as_str()]).next();
    let opening =
        [Class::Determiner, Class::He, Class::It, Class::They, Class::Preposition, Class::But];
    classes.is_some_and(|(_, classes)| opening.iter().any(|class| classes.has(*class)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::text::tokens;

    #[test]
    fn abbreviations_end_no_sentence() {
        let text = "Mr. Ode met U.S. envoys on Nov. 3. The U.S. The plan stands! \"Is it so?\" he asked. \
            \"No. Not so,\" she said.";
        let tokens = tokens(text, 0);
        let sentences = sentences(&tokens, Language::english()).into_iter();
        let texts =
            sentences.map(|range| &text[tokens[range.start].start..tokens[range.end - 1].end]);
        assert_eq!(
            texts.collect::<Vec<_>>(),
            [
                "Mr. Ode met U.S. envoys on Nov. 3.",
                "The U.S.",
                "The plan stands!",
                "Is it so?\" he asked.",
                "No. Not so,\" she said."
            ]
        );
    }
}
