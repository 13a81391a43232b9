//! Names in a text.

use std::ops::Range;

use super::Document;
use crate::draft::language::Class;
use crate::draft::names::{Article, Head, What};
use crate::draft::text::{Kind, Place};

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it stands for.
    pub referent: Referent,
    /// Whether it is an adjective of a people.
    pub is_demonym: bool,
    /// Whether it is a noun phrase that only may stand for it: "the fishing rules".
    pub is_guess: bool,
}

/// What a mention stands for, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Referent {
    /// An actor of the gazetteer.
    Actor(usize),
    /// An issue of the gazetteer.
    Issue(usize),
    /// A person of the text.
    Person(usize),
}

/// The most words between a head and the modifier that makes it a name.
const MOST_BETWEEN: usize = 3;

/// Finds all names: those that are written as the gazetteer has them, then noun phrases with the same head.
pub fn find(document: &mut Document<'_>) {
    let mut mentions = Vec::new();
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let end = sentence.tokens.end.min(at + 12);
            let article = article(document, at, sentence.tokens.start);
            let find = |article| {
                document.gazetteer.find_stems(
                    &document.tokens[at..end],
                    &document.stems[at..end],
                    article,
                )
            };
            // Headlines and compounds have no articles: "tunnel accord".
            let is_headline = document.paragraphs[sentence.paragraph].place == Place::Headline;
            let found = find(article).or_else(|| {
                find(Article::Definite).filter(|(length, entry)| {
                    let goes_before = document.is(at + length, Class::IssueNoun);
                    matches!(entry.what, What::Issue(_)) && (is_headline || goes_before)
                })
            });
            let Some((length, entry)) = found else {
                at += 1;
                continue;
            };
            if matches!(entry.what, What::Actor(_))
                && length == 1
                && is_part_of_name(document, at, sentence.tokens.end)
                && !((entry.is_demonym || is_state(document, entry.what))
                    && has_title(document, at, sentence.tokens.end))
            {
                at += 1;
                continue;
            }
            let referent = match entry.what {
                What::Actor(actor) => Referent::Actor(actor),
                What::Issue(issue) => Referent::Issue(issue),
            };
            mentions.push(Mention {
                tokens: at..at + length,
                referent,
                is_demonym: entry.is_demonym,
                is_guess: false,
            });
            at += length;
        }
    }
    document.set_mentions(mentions);
    add_heads(document);
}

/// Whether it is a state of the map, whose adjectives the map has among its names.
fn is_state(document: &Document<'_>, what: What) -> bool {
    match what {
        What::Actor(actor) => {
            actor < document.gazetteer.declared
                && document.gazetteer.actors[actor].kind.as_deref() == Some("state")
        }
        What::Issue(_) => false,
    }
}

/// Whether the capitalised words after an adjective of a people have a title in them: "Russian Foreign Minister Roe".
fn has_title(document: &Document<'_>, at: usize, end: usize) -> bool {
    let words = (at + 1..end.min(at + 5)).take_while(|at| document.tokens[*at].is_capital);
    let last = words.clone().last().map_or(at + 1, |last| last + 2).min(end);
    (at + 1..last).any(|at| document.is(at, Class::Title) || document.is(at, Class::Voice))
}

/// Whether a single name only begins a longer one: "the North Sea", "the Washington Post".
fn is_part_of_name(document: &Document<'_>, at: usize, end: usize) -> bool {
    let next = at + 1;
    if next >= end {
        return false;
    }
    let token = &document.tokens[next];
    let is_word =
        token.is_capital && token.kind == Kind::Word && document.tokens[at].kind == Kind::Word;
    let is_title = document.is(next, Class::Title) || document.is(next, Class::Voice);
    let is_date = [&document.language.months, &document.language.weekdays]
        .into_iter()
        .flatten()
        .any(|names| names.contains(&token.lower));
    let is_name = document
        .gazetteer
        .find_stems(
            &document.tokens[next..end.min(next + 12)],
            &document.stems[next..end.min(next + 12)],
            Article::Definite,
        )
        .is_some();
    // In a headline in capitals every word looks like a name.
    let sentence_is_title = (at.saturating_sub(3)..end.min(at + 6))
        .all(|at| document.tokens[at].is_capital || document.tokens[at].lower.len() < 4);
    is_word && !is_title && !is_date && !is_name && !sentence_is_title
}

/// The article that stands before a token, with at most two adjectives between.
fn article(document: &Document<'_>, at: usize, start: usize) -> Article {
    let before = (start..at).rev().take(3);
    let words = before.take_while(|before| !document.is_any_mark(*before));
    let articles = words.map(|before| {
        let is_definite = document.is(before, Class::Definite)
            || document.tokens[before].kind == Kind::Possessive;
        match (is_definite, document.is(before, Class::Determiner)) {
            (true, _) => Article::Definite,
            (false, true) => Article::Any,
            (false, false) => Article::None,
        }
    });
    articles.max().unwrap_or(Article::None)
}

/// Adds noun phrases that have the head of an issue's name and one of the words before it, and those in which a word
/// such as "system" takes the place of the head.
fn add_heads(document: &mut Document<'_>) {
    let heads = [document.gazetteer.heads.clone(), learned(document)].concat();
    let mut mentions = document.mentions.clone();
    let mut last = None;
    for sentence in &document.sentences {
        for at in sentence.tokens.clone() {
            if let Some(Mention { referent: Referent::Issue(issue), .. }) = document.mention(at) {
                last = Some(*issue);
            }
            if document.mention(at).is_some() {
                continue;
            }
            let found = heads.iter().filter_map(|head| {
                Some((with_head(document, head, at, sentence.tokens.start)?, head.issue))
            });
            let found = found.collect::<Vec<_>>();
            // The head itself is surer than a word in its place, and of two issues that fit the later one is meant.
            let best =
                found.iter().min_by_key(|((_, is_guess), issue)| (*is_guess, Some(*issue) != last));
            if let Some(((start, is_guess), issue)) = best {
                last = Some(*issue);
                let referent = Referent::Issue(*issue);
                mentions.push(Mention {
                    tokens: *start..at + 1,
                    referent,
                    is_demonym: false,
                    is_guess: *is_guess,
                });
            }
        }
    }
    document.set_mentions(mentions);
}

/// Where a noun phrase begins that ends at a token and has such a head, and whether another word takes its place.
fn with_head(
    document: &Document<'_>,
    head: &Head,
    at: usize,
    start: usize,
) -> Option<(usize, bool)> {
    let is_head = document.stems[at] == head.last;
    if !is_head && !document.is(at, Class::IssueNoun) || head.modifiers.is_empty() {
        return None;
    }
    let before = (start..at).rev().take(MOST_BETWEEN);
    let mut before = before.take_while(|before| {
        document.tokens[*before].kind != Kind::Mark && document.mention(*before).is_none()
    });
    let modifier = before.find(|before| head.modifiers.contains(&document.stems[*before]))?;
    Some((modifier, !is_head))
}

/// Names that the text itself gives to an issue in an apposition: "an ORCA permit, the new fishing licence,".
fn learned(document: &Document<'_>) -> Vec<Head> {
    let issues = document.mentions.iter().filter_map(|mention| match mention.referent {
        Referent::Issue(issue) => Some((issue, mention.tokens.end)),
        Referent::Actor(_) | Referent::Person(_) => None,
    });
    issues.filter_map(|(issue, end)| apposition(document, issue, end)).collect()
}

fn apposition(document: &Document<'_>, issue: usize, end: usize) -> Option<Head> {
    let comma = (end..document.tokens.len().min(end + 3)).find(|at| document.is_mark(*at, ","))?;
    let is_noun_phrase = document.is(comma + 1, Class::Determiner);
    let close =
        (comma + 1..document.tokens.len().min(comma + 8)).find(|at| document.is_any_mark(*at))?;
    let words = comma + 2..close;
    let is_plain = |at: usize| {
        [
            Class::Preposition,
            Class::Auxiliary,
            Class::Report,
            Class::Determiner,
            Class::Relative,
            Class::And,
        ]
        .iter()
        .all(|class| !document.is(at, *class))
    };
    if !is_noun_phrase
        || words.len() < 2
        || !words.clone().all(is_plain)
        || (words.clone()).any(|at| document.is(at, Class::Voice))
    {
        return None;
    }
    let mut words = words
        .filter(|at| document.mention(*at).is_none())
        .map(|at| document.stems[at].clone())
        .collect::<Vec<_>>();
    let head = words.pop()?;
    words.drain(..words.len().saturating_sub(1));
    (!words.is_empty()).then_some(Head { last: head, modifiers: words, issue })
}
