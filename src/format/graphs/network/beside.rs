//! Resolves numbers of ties beside words that can also give a side: a relation called "dislikes" with a
//! weight of 3.
//!
//! - A known word of opposition makes ties with numbers above 0 opposition: the numbers give the strength.
//! - A word and a number with different sides are a fault, unless one of the two is mapped.
//! - If there are several kinds of ties, unknown ones without negative numbers are a fault that asks for
//!   their meaning: one negative number elsewhere does not make "dislikes" support.

use std::collections::{BTreeMap, HashMap};

use super::{MANY_LABELS, NAMED_LABELS, SIGNS, SIZES, Sign, Tie, Values, WORDS, word};
use crate::error::{Cause, Place};
use crate::format::tables::mapping::Meaning;
use crate::graph::Builder;
use crate::model::{Attribute, Position};

/// The meanings of words whose numbers give only the strength.
#[derive(Debug, Default)]
pub(super) struct Counting(HashMap<String, Meaning>);

/// Whether the numbers of an attribute can be counts, by its name.
fn may_count(sign: &str) -> bool {
    let is = |names: &[&str]| names.iter().any(|name| sign.eq_ignore_ascii_case(name));
    is(&SIZES) || !is(&SIGNS)
}

/// A word of a tie.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    /// Whether it gives the kind of the tie: a relation, or one of [`WORDS`].
    is_sort: bool,
}

/// The ties that share a word.
struct Sort {
    /// The first number above 0, and the first below.
    first: [Option<(f64, Option<Place>)>; 2],
    meaning: Option<Meaning>,
    is_said: bool,
    is_sort: bool,
    /// The name of the attribute with the word.
    called: &'static str,
}

/// The words that take precedence over numbers; `None`, with a fault, if words and numbers conflict.
pub(super) fn counting(
    ties: &[(usize, usize, Tie)],
    sign: &str,
    said: Values,
    builder: &mut Builder,
) -> Option<Counting> {
    if !may_count(sign) || !ties.iter().any(|(.., tie)| has_word(tie)) {
        return Some(Counting::default());
    }
    let sorts = sorts(ties, sign, said, builder);
    let before = builder.fault_count();
    for (label, sort) in &sorts {
        sort.report(label, sign, builder);
    }
    if builder.fault_count() > before {
        return None;
    }
    let of_sort = sorts.iter().filter(|(_, sort)| sort.is_sort);
    let several = (2..=MANY_LABELS).contains(&of_sort.clone().count());
    let mut unknown = of_sort.filter(|(_, sort)| several && sort.meaning.is_none());
    if let Some((_, first)) = unknown.clone().find(|(_, sort)| sort.first[1].is_none()) {
        let place = first.first[0].and_then(|(_, place)| place);
        let labels = unknown.by_ref().take(NAMED_LABELS).map(|(label, _)| label.clone());
        let cause =
            Cause::LabelsBesideNumbers { labels: labels.collect(), called: first.called.into() };
        builder.fault(cause, place);
        return None;
    }
    let counting = sorts.into_iter().filter_map(|(label, sort)| Some((label, sort.counts()?)));
    Some(Counting(counting.collect()))
}

fn has_word(tie: &Tie) -> bool {
    let is_word = |name: &String| {
        name.eq_ignore_ascii_case("label") || WORDS.iter().any(|w| name.eq_ignore_ascii_case(w))
    };
    tie.label.is_some() || tie.relation.is_some() || tie.attributes.keys().any(is_word)
}

fn sorts(
    ties: &[(usize, usize, Tie)],
    sign: &str,
    said: Values,
    builder: &mut Builder,
) -> BTreeMap<String, Sort> {
    let mut sorts = BTreeMap::<String, Sort>::new();
    let mut known = HashMap::<String, (Option<Meaning>, bool)>::new();
    for (.., tie) in ties {
        let value = tie.attributes.get(sign);
        let Some(Sign::Number(number)) = value.and_then(Sign::of) else { continue };
        if number == 0.0 || value.is_some_and(|value| said.says(value)) {
            continue;
        }
        let words = tie.words(sign);
        for (word, _) in &words {
            if !known.contains_key(&word.text) {
                known.insert(word.text.clone(), meaning(&word.text, said, builder));
            }
        }
        let says = |(word, _): &&(Word, &str)| known[&word.text].0.is_some();
        let is_sort = |(word, _): &&(Word, &str)| word.is_sort;
        let Some((word, called)) = words.iter().find(says).or(words.iter().find(is_sort)) else {
            continue;
        };
        let (meaning, is_said) = known[&word.text];
        if meaning.is_none() && sorts.len() > MANY_LABELS && !sorts.contains_key(&word.text) {
            // More than this are names, and the last one stands for all of them.
            continue;
        }
        let (first, is_sort) = ([None, None], word.is_sort);
        let new = Sort { first, meaning, is_said, is_sort, called: called_of(called) };
        let sort = sorts.entry(word.text.clone()).or_insert(new);
        let side = usize::from(number < 0.0);
        sort.first[side] = sort.first[side].or(Some((number, tie.place)));
    }
    sorts
}

/// The meaning of a word, and whether it is mapped.
fn meaning(text: &str, said: Values, builder: &mut Builder) -> (Option<Meaning>, bool) {
    if let Some(meaning) = said.said(text) {
        return (Some(meaning), true);
    }
    let position = builder.position_of(text, false).or_else(|| word(text).map(Sign::position));
    (position.map(Meaning::Position), false)
}

fn called_of(name: &str) -> &'static str {
    let mut names = WORDS.into_iter().chain(["label"]);
    names.find(|known| name.eq_ignore_ascii_case(known)).unwrap_or("relation")
}

impl Sort {
    fn position(&self) -> Option<Position> {
        match self.meaning? {
            Meaning::Position(position) | Meaning::Graded(position, _) => Some(position),
            Meaning::Skip => None,
        }
    }

    /// Reports a number whose side differs from that of the word, if neither takes precedence.
    fn report(&self, label: &str, attribute: &str, builder: &mut Builder) {
        let [above, below] = self.first;
        let (implied, against) = match self.position() {
            Some(Position::Support) => (Position::Support, below),
            // Numbers above 0 give the strength of opposition, unless some are below.
            Some(Position::Oppose) => (Position::Oppose, above.filter(|_| below.is_some())),
            Some(Position::Neutral) | None => return,
        };
        if let Some((number, place)) = against {
            let cause = Cause::LabelAgainstNumber {
                label: label.into(),
                implied,
                attribute: attribute.into(),
                number,
                called: self.called.into(),
            };
            builder.fault(cause, place);
        }
    }

    /// The meaning of the word, if it takes precedence over numbers.
    fn counts(&self) -> Option<Meaning> {
        let meaning = self.meaning?;
        let is_against = self.position() == Some(Position::Oppose) && self.first[1].is_none();
        (self.is_said || is_against).then_some(meaning)
    }
}

impl Counting {
    /// The meaning of a tie by its word, with its number as the size; `None` if its number takes precedence.
    #[expect(
        clippy::option_option,
        reason = "a word may say that its tie is no stance, or nothing"
    )]
    pub(super) fn meaning(&self, tie: &Tie, sign: &str, number: f64) -> Option<Option<Sign>> {
        if self.0.is_empty() || number == 0.0 {
            return None;
        }
        let words = tie.words(sign);
        let meaning = words.iter().find_map(|(word, _)| self.0.get(&word.text).copied())?;
        Some(Sign::meant(meaning).map(|sign| match sign {
            Sign::Word(Position::Support) => Sign::Number(number.abs()),
            Sign::Word(Position::Oppose) => Sign::Number(-number.abs()),
            Sign::Word(Position::Neutral) | Sign::Graded(..) | Sign::Number(_) => sign,
        }))
    }
}

impl Tie {
    /// The words that can give its meaning, each with the name of its attribute: its label, its relation, and
    /// others that are not the sign.
    fn words(&self, sign: &str) -> Vec<(Word, &str)> {
        let word = |text: String, is_sort| {
            let is_direction = ["directed", "undirected", "mutual", "mixed"];
            let is_word = !text.trim().is_empty()
                && !is_direction.iter().any(|name| text.trim().eq_ignore_ascii_case(name));
            is_word.then(|| Word { text: text.trim().to_owned(), is_sort })
        };
        let attribute = |wanted: &str| {
            let mut attributes = self.attributes.iter();
            let found = attributes.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.filter(|(_, value)| matches!(value, Attribute::Text(_)))
        };
        let label = self.label.clone().or_else(|| attribute("label").map(|(_, v)| v.to_string()));
        let label = label.and_then(|text| Some((word(text, false)?, "label")));
        let relation = self.relation.as_deref().and_then(|text| word(text.to_owned(), true));
        let relation = relation.map(|word| (word, "relation"));
        let others = WORDS.into_iter().filter(|word| !word.eq_ignore_ascii_case(sign));
        let others = others.filter_map(|name| {
            let (_, value) = attribute(name)?;
            Some((word(value.to_string(), true)?, name))
        });
        label.into_iter().chain(relation).chain(others).collect()
    }
}
