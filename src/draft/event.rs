//! Whether what one actor does to another is cooperation or conflict, in words or in deeds.
//!
//! A table of deeds (`tables/en/deeds.toml`), written by hand after the kinds of events that event data tell apart, says
//! which words are aid, an accusation, an assault. The deeds of a sentence vote for their classes: those between the two
//! actors most, those before them least, and each later one half as much as the one before. A word before a deed may
//! change its class: what is intended, asked for, threatened or refused is said and not done, and what is
//! lifted is yielded. Nothing in the table was counted in or copied from a collection of sentences.

use std::ops::Range;

use super::language::{Class, Deed, Language};
use super::text::{Kind, Token, tokens};
use crate::model::Position;

/// The class of an event between two actors, after the four quadrants of event data.
// Closed: the four quadrants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventClass {
    /// Agreeing, meeting, praising.
    VerbalCooperation,
    /// Aiding, yielding, working together.
    MaterialCooperation,
    /// Accusing, rejecting, threatening, demanding.
    VerbalConflict,
    /// Attacking, coercing, sanctioning, protesting.
    MaterialConflict,
}

impl EventClass {
    /// All classes.
    pub const ALL: [Self; 4] = [
        Self::VerbalCooperation,
        Self::MaterialCooperation,
        Self::VerbalConflict,
        Self::MaterialConflict,
    ];

    /// The side that it takes toward the target.
    #[must_use]
    pub fn sign(self) -> Position {
        match self {
            Self::VerbalCooperation | Self::MaterialCooperation => Position::Support,
            Self::VerbalConflict | Self::MaterialConflict => Position::Oppose,
        }
    }

    /// The class of saying what would be this class if it were done.
    fn said(self) -> Self {
        match self {
            Self::VerbalCooperation | Self::MaterialCooperation => Self::VerbalCooperation,
            Self::VerbalConflict | Self::MaterialConflict => Self::VerbalConflict,
        }
    }
}

/// The class of a deed that is simply done; none for words that only change what comes after them.
fn class_of(deed: Deed) -> Option<EventClass> {
    match deed {
        Deed::Consult | Deed::Support | Deed::Agree => Some(EventClass::VerbalCooperation),
        Deed::Aid | Deed::Cooperate | Deed::Yield => Some(EventClass::MaterialCooperation),
        Deed::Accuse | Deed::Reject | Deed::Request | Deed::Threaten => {
            Some(EventClass::VerbalConflict)
        }
        Deed::Protest | Deed::Mobilize | Deed::Sanction | Deed::Coerce | Deed::Assault => {
            Some(EventClass::MaterialConflict)
        }
        Deed::Intend | Deed::Undo => None,
    }
}

/// How many words a word that changes the class of a deed reaches.
const REACH: usize = 8;
/// How many words a word that undoes a deed reaches.
const UNDONE: usize = 6;
/// What a deed counts that stands between the actors, after them, within them, before them.
const BETWEEN: f64 = 1.0;
const AFTER: f64 = 0.9;
const WITHIN: f64 = 0.15;
const BEFORE: f64 = 0.25;
/// What each deed counts of what the one before counts.
const LATER: f64 = 0.5;

/// A deed in a sentence.
struct Found<'t> {
    /// The number of its first word.
    at: usize,
    /// Its kinds.
    deeds: &'t [Deed],
    /// What it counts for where it stands.
    weight: f64,
    /// Whether it stands in the name of an actor.
    is_within: bool,
    /// Whether a negation goes before.
    is_negated: bool,
}

/// The likeliest class of what the actor at bytes `source` of an English sentence does to the one at bytes `target`.
///
/// A sentence without a word of the table is taken for verbal conflict, the most frequent class of news.
///
/// ```
/// use stancegraph::draft::event::{EventClass, classify};
///
/// let sentence = "Peru condemned Chile over the fishing ban.";
/// assert_eq!(classify(sentence, 0..4, 15..20), EventClass::VerbalConflict);
/// let sentence = "Peru lifted its sanctions against Chile.";
/// assert_eq!(classify(sentence, 0..4, 34..39), EventClass::MaterialCooperation);
/// ```
#[must_use]
pub fn classify(sentence: &str, source: Range<usize>, target: Range<usize>) -> EventClass {
    let language = Language::english();
    let words = tokens(sentence, 0);
    let words = words
        .iter()
        .filter(|token| token.kind != Kind::Mark && token.kind != Kind::Possessive)
        .collect::<Vec<_>>();
    let mut scores = EventClass::ALL.map(|class| (class, 0.0));
    let mut changes = None;
    let mut rank = 1.0;
    for found in found(language, &words, &source, &target) {
        for deed in found.deeds {
            let Some(class) = class_of(*deed) else { continue };
            let class = changed(class, *deed, found.at, changes);
            let is_refused = found.is_negated && class.sign() == Position::Support;
            let class = if is_refused { EventClass::VerbalConflict } else { class };
            for (_, score) in scores.iter_mut().filter(|(known, _)| *known == class) {
                *score += found.weight * rank;
            }
        }
        let change = found.deeds.iter().rev().find(|deed| changes_later(**deed));
        changes = change.map(|change| (*change, found.at)).or(changes);
        let counts = found.deeds.iter().any(|deed| *deed != Deed::Intend);
        rank *= if counts && !found.is_within { LATER } else { 1.0 };
    }
    let mut best = (EventClass::VerbalConflict, 0.0);
    for (class, score) in scores {
        if score > best.1 {
            best = (class, score);
        }
    }
    best.0
}

/// Whether a deed changes the class of those that come after it.
fn changes_later(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::Intend | Deed::Threaten | Deed::Request | Deed::Reject | Deed::Accuse | Deed::Undo
    )
}

/// The class of a deed after what changes it: "will help", "threatened to attack", "lifted the sanctions".
fn changed(class: EventClass, deed: Deed, at: usize, change: Option<(Deed, usize)>) -> EventClass {
    let Some((change, before)) = change.filter(|(_, before)| (1..=REACH).contains(&(at - before)))
    else {
        return class;
    };
    let is_conflict = class.sign() == Position::Oppose;
    let is_material =
        matches!(class, EventClass::MaterialCooperation | EventClass::MaterialConflict);
    let is_near = at - before <= UNDONE;
    if change == Deed::Intend {
        return class.said();
    }
    let is_said = matches!(change, Deed::Request | Deed::Reject | Deed::Accuse);
    if is_said || change == Deed::Threaten && is_material {
        return EventClass::VerbalConflict;
    }
    if change == Deed::Undo && is_near && is_conflict {
        return EventClass::MaterialCooperation;
    }
    if change == Deed::Undo && is_near && matches!(deed, Deed::Aid | Deed::Cooperate) {
        return EventClass::MaterialConflict;
    }
    class
}

/// The deeds of a sentence, in their order.
fn found<'t>(
    language: &'t Language,
    words: &[&Token],
    source: &Range<usize>,
    target: &Range<usize>,
) -> Vec<Found<'t>> {
    let lowers = words.iter().map(|token| token.lower.as_str()).collect::<Vec<_>>();
    let (first, second) =
        if source.start <= target.start { (source, target) } else { (target, source) };
    let mut all = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let token = words[at];
        let is_name = token.is_capital && at > 0 || token.kind == Kind::Acronym;
        let longest = language.deeds(lowers[at..].iter().copied());
        let Some((length, deeds)) = longest.filter(|_| !is_name) else {
            at += 1;
            continue;
        };
        let overlaps = |range: &Range<usize>| token.start < range.end && range.start < token.end;
        let is_within = overlaps(source) || overlaps(target);
        let weight = if is_within {
            WITHIN
        } else if token.end <= first.start {
            BEFORE
        } else if token.end <= second.start {
            BETWEEN
        } else {
            AFTER
        };
        let mut before = lowers[at.saturating_sub(3)..at].iter();
        let is_negated = before.any(|word| language.has(word, Class::Negation));
        all.push(Found { at, deeds, weight, is_within, is_negated });
        at += length;
    }
    all
}
