//! Verbs and their subjects.

use std::ops::Range;

use super::antecedent;
use super::noun_phrase;
use super::{Document, Referent};
use crate::draft::language::{Class, Form};
use crate::draft::text::Kind;

/// Whose stance it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// An actor of the gazetteer, by its number.
    Actor(usize),
    /// Somebody else, by name.
    Other(String),
}

/// Whose stance it is, and who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Whose it is.
    pub who: Who,
    /// Who says it, if that is somebody else.
    pub speaker: Option<String>,
    /// Whether the text names a person.
    pub is_person: bool,
    /// Whether a pronoun or a phrase such as "the two sides" stands for it.
    pub is_resolved: bool,
}

impl Holder {
    /// An actor of the gazetteer; a person who is part of another actor speaks for it.
    pub fn actor(document: &Document<'_>, actor: usize) -> Self {
        let named = &document.gazetteer.actors[actor];
        let is_person = named.kind.as_deref() == Some("person");
        let whole = named.part_of.as_ref().filter(|_| is_person);
        let whole =
            whole.and_then(|id| document.gazetteer.actors.iter().position(|other| other.id == *id));
        let speaker = whole.map(|_| named.name.clone());
        Self { who: Who::Actor(whole.unwrap_or(actor)), speaker, is_person, is_resolved: false }
    }

    /// A person of the text.
    pub fn person(document: &Document<'_>, person: usize) -> Self {
        let person = &document.people[person];
        let own = || person.declared.map_or_else(|| Who::Other(person.name.clone()), Who::Actor);
        let who = person.actor.map_or_else(own, Who::Actor);
        let speaker = person.actor.map(|_| person.name.clone());
        Self { who, speaker, is_person: true, is_resolved: false }
    }

    /// What a mention stands for, unless that is an issue.
    pub fn of(document: &Document<'_>, referent: Referent) -> Option<Self> {
        match referent {
            Referent::Actor(actor) => Some(Self::actor(document, actor)),
            Referent::Person(person) => Some(Self::person(document, person)),
            Referent::Issue(_) => None,
        }
    }
}

/// The subject of a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Actors.
    Holders(Vec<Holder>),
    /// An issue, by its number and its tokens.
    Issue(usize, Range<usize>),
    /// Somebody whom the gazetteer does not know, but who has a name; its tokens.
    Named(Range<usize>),
    /// Anything else.
    Unknown,
}

/// A verb with its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verb {
    /// Its first token.
    pub at: usize,
    /// Its number of tokens.
    pub length: usize,
    /// Its subject.
    pub subject: Subject,
    /// The first token of the subject, or of the verb if the subject stands elsewhere.
    pub from: usize,
    /// Whether it reports what somebody says.
    pub is_report: bool,
    /// Whether its subject is that of another verb of the sentence.
    pub is_inherited: bool,
    /// Whether it is negated.
    pub is_negated: bool,
}

/// Finds the verbs of all sentences: reporting verbs, triggers, auxiliaries.
pub fn find(document: &mut Document<'_>) {
    for number in 0..document.sentences.len() {
        let range = document.sentences[number].tokens.clone();
        let mut at = range.start;
        while at < range.end {
            let Some((length, is_report)) = verb_at(document, at) else {
                at += 1;
                continue;
            };
            let verb = with_subject(document, at, length, is_report, &range);
            document.verbs.push(verb);
            at += length;
        }
    }
}

/// The number of tokens of a verb that begins here, and whether it reports.
fn verb_at(document: &Document<'_>, at: usize) -> Option<(usize, bool)> {
    if document.mention(at).is_some() || document.tokens[at].kind == Kind::Mark {
        return None;
    }
    let report = document.begins(at, Class::Report);
    // "the Kenyan move" is no verb.
    let follows_adjective = at > 0
        && (document.mention(at - 1).is_some_and(|mention| mention.is_demonym)
            || document.tokens[at - 1].kind == Kind::Possessive);
    let control = document.begins(at, Class::Control);
    let express = document.begins(at, Class::Express).or(document.begins(at, Class::SideVerb));
    let control = control.max(express).filter(|_| !follows_adjective);
    let be = document.begins(at, Class::Be).or(document.begins(at, Class::Auxiliary));
    let is_noun = at > 0
        && (document.is(at - 1, Class::Determiner)
            || document.is(at - 1, Class::Preposition) && !document.is(at - 1, Class::Infinitive));
    let claim =
        document.begins(at, Class::Bad).or(document.begins(at, Class::Good)).filter(|_| !is_noun);
    let be = be.max(claim);
    let trigger = document.triggers(at).iter().find(|(_, trigger)| {
        !matches!(
            document.language.family(*trigger).frame,
            crate::draft::language::Frame::Noun | crate::draft::language::Frame::Predicate
        )
    });
    let trigger = trigger.map(|(length, _)| *length);
    if report.is_none() && control.is_none() && be.is_none() && trigger.is_none() {
        return None;
    }
    let length = trigger.max(report).max(control).max(be)?;
    Some((length, report.is_some()))
}

fn with_subject(
    document: &Document<'_>,
    at: usize,
    length: usize,
    is_report: bool,
    sentence: &Range<usize>,
) -> Verb {
    let mut verb = Verb {
        at,
        length,
        subject: Subject::Unknown,
        from: at,
        is_report,
        is_inherited: false,
        is_negated: false,
    };
    let left = left_of(document, at, sentence.start);
    verb.is_negated = left.is_negated;
    match left.end {
        End::Both(from) => {
            let holders = noun_phrase::both(document, at);
            verb.subject =
                if holders.is_empty() { Subject::Unknown } else { Subject::Holders(holders) };
            verb.from = from;
        }
        End::Start
            if at > sentence.start
                && document.is(at - 1, Class::Agent)
                && document.language.looks_like_gerund(&document.tokens[at].lower) =>
        {
            // "surprised them by backing it"
            inherit(document, &mut verb, sentence);
        }
        End::Start if is_report => invert(document, &mut verb, sentence),
        End::Start => {}
        End::Inherits => inherit(document, &mut verb, sentence),
        End::Phrase(end) => {
            let (subject, from) = noun_phrase::ending(document, end, sentence.start);
            verb.subject = subject;
            verb.from = from;
            // "Neither Peru nor Chile"
            let is_neither =
                |at: usize| document.is(at, Class::Negation) && document.is(at, Class::Both);
            let from = from.min(document.tokens.len() - 1);
            if is_neither(from) || from > sentence.start && is_neither(from - 1) {
                verb.is_negated = !verb.is_negated;
            }
            if verb.subject == Subject::Unknown && document.is_mark(end, ",") {
                // "Acme, a producer, which said"
                across(document, &mut verb, end, sentence);
            }
            if verb.subject == Subject::Unknown && is_report {
                invert(document, &mut verb, sentence);
            }
            let is_paper = verb.subject == Subject::Unknown
                && end > sentence.start
                && document.is(end - 1, Class::Paper)
                && document.language.looks_like_gerund(&document.tokens[at].lower);
            if is_paper {
                // "has collected signatures calling for"
                inherit(document, &mut verb, sentence);
            }
        }
        End::Comma(comma) => {
            let gerund = document
                .triggers(at)
                .first()
                .is_some_and(|(_, trigger)| trigger.form == Form::Gerund);
            let gerund = gerund || document.language.looks_like_gerund(&document.tokens[at].lower);
            if gerund {
                inherit(document, &mut verb, sentence);
                // ", calling it a mistake" goes with who is reported, not with what the report is about.
                let report =
                    document.verbs.iter().rev().take_while(|before| before.at >= sentence.start);
                let report = report.filter(|before| {
                    before.is_report && matches!(before.subject, Subject::Holders(_))
                });
                if let Some(report) = report.last() {
                    verb.subject = report.subject.clone();
                }
            } else {
                let is_after_quotation =
                    document.tokens[comma].quotation > 0 && document.tokens[at].quotation == 0;
                if is_report && is_after_quotation {
                    invert(document, &mut verb, sentence);
                }
                if verb.subject == Subject::Unknown {
                    across(document, &mut verb, comma, sentence);
                }
                if verb.is_inherited && is_report {
                    let known = verb.subject.clone();
                    invert(document, &mut verb, sentence);
                    verb.is_inherited = verb.subject == known;
                }
            }
        }
    }
    verb
}

/// "…," said Roe.
fn invert(document: &Document<'_>, verb: &mut Verb, sentence: &Range<usize>) {
    let after = verb.at + verb.length;
    let is_speech_before = verb.at > sentence.start
        && (document.is_any_mark(verb.at - 1) || document.tokens[verb.at - 1].quotation > 0);
    if !is_speech_before {
        return;
    }
    let until = sentence.end.min(after + 10);
    // "said its director, Roe": a comma goes before a name only.
    // A name right after the verb, or after its article or title: "told Roe" has its own subject.
    let is_open = |at: &usize| {
        !document.is_any_mark(*at)
            || document.is_mark(*at, ",")
                && document
                    .mention(at + 1)
                    .is_some_and(|mention| matches!(mention.referent, Referent::Person(_)))
    };
    let mention = (after..until).take_while(is_open).filter_map(|at| document.mention(at));
    let mut holders = mention.filter_map(|mention| {
        Some((Holder::of(document, mention.referent)?, mention.tokens.clone()))
    });
    let Some((first, _)) = holders.next() else { return };
    let person = holders.map(|(holder, _)| holder).find(|holder| holder.is_person);
    verb.subject = Subject::Holders(vec![person.unwrap_or(first)]);
}

/// The subject of the verb before, in the same sentence.
fn inherit(document: &Document<'_>, verb: &mut Verb, sentence: &Range<usize>) {
    let before = document.verbs.iter().rev().take_while(|before| before.at >= sentence.start);
    let mut known = before.filter(|before| before.subject != Subject::Unknown);
    if let Some(known) = known.next() {
        verb.subject = known.subject.clone();
        verb.from = verb.at;
        verb.is_inherited = true;
    } else if let Some(opener) = antecedent::opening_actor(document, sentence.start) {
        verb.subject = Subject::Holders(vec![opener]);
        verb.from = verb.at;
        verb.is_inherited = true;
    }
}

/// The subject before what stands between commas: "Roe, a farmer, said"; the person in it, if it is a name: "its
/// leader, Roe, said".
fn across(document: &Document<'_>, verb: &mut Verb, comma: usize, sentence: &Range<usize>) {
    let mut close = comma;
    for _ in 0..3 {
        let open = (sentence.start..close).rev().take(40).find(|at| is_aside_mark(document, *at));
        let Some(open) = open else { break };
        let inner = document.mention(open + 1).filter(|mention| mention.tokens.end == close);
        if let Some(Referent::Person(person)) = inner.map(|mention| mention.referent) {
            verb.subject = Subject::Holders(vec![Holder::person(document, person)]);
            verb.from = noun_phrase::ending(document, open, sentence.start).1;
            return;
        }
        let (subject, from) = noun_phrase::ending(document, open, sentence.start);
        if subject != Subject::Unknown {
            verb.subject = subject;
            verb.from = from;
            return;
        }
        close = open;
    }
    inherit(document, verb, sentence);
}

/// Whether a token is a mark that opens or closes an aside.
fn is_aside_mark(document: &Document<'_>, at: usize) -> bool {
    [",", "—", "–", "-"].iter().any(|mark| document.is_mark(at, mark))
}

/// What stands before a verb, its auxiliaries and adverbs.
struct Left {
    end: End,
    is_negated: bool,
}

enum End {
    /// Nothing.
    Start,
    /// A noun phrase that ends before this token.
    Phrase(usize),
    /// A comma.
    Comma(usize),
    /// "and", "to": the subject of another verb.
    Inherits,
    /// "both", "neither".
    Both(usize),
}

fn left_of(document: &Document<'_>, verb: usize, start: usize) -> Left {
    let mut at = verb;
    let mut negations = 0;
    let mut both = None;
    let end = loop {
        let Some(last) = at.checked_sub(1).filter(|last| *last >= start) else {
            break both.map_or(End::Start, End::Both);
        };
        if document.mention(last).is_some() {
            break End::Phrase(at);
        }
        let skipped = [
            Class::Negation,
            Class::Auxiliary,
            Class::Be,
            Class::Future,
            Class::Modal,
            Class::Adverb,
        ];
        let skipped = skipped.into_iter().filter_map(|class| document.ends(last, class)).max();
        if let Some(length) = skipped {
            negations += usize::from(document.ends(last, Class::Negation).is_some());
            let is_both = document.is(last, Class::Both);
            both = if is_both { Some(last) } else { both };
            at -= length.min(at - start);
            continue;
        }
        if document.language.looks_like_adverb(&document.tokens[last].lower) {
            at = last;
            continue;
        }
        if let Some(length) = time_before(document, at, start) {
            at -= length;
            continue;
        }
        if document.is(last, Class::Preposition) && !document.is(last, Class::Infinitive) {
            break End::Start;
        }
        if is_aside_mark(document, last) {
            // ", however,"
            let open = (start..last).rev().take(5).find(|open| document.is_any_mark(*open));
            let is_aside = |open: usize| {
                open + 1 < last
                    && (open + 1..last).all(|at| {
                        document.is(at, Class::Adverb)
                            || document.language.looks_like_adverb(&document.tokens[at].lower)
                    })
            };
            match open {
                Some(open) if is_aside(open) => {
                    at = open;
                    continue;
                }
                _ => break End::Comma(last),
            }
        }
        if document.is_mark(last, ")") {
            let open = (start..last).rev().take(20).find(|open| document.is_mark(*open, "("));
            match open {
                Some(open) if open > start => {
                    at = open;
                    continue;
                }
                _ => break End::Start,
            }
        }
        if document.is_any_mark(last) {
            break both.map_or(End::Start, End::Both);
        }
        if document.is(last, Class::And)
            || document.is(last, Class::But)
            || document.is(last, Class::Infinitive)
        {
            break End::Inherits;
        }
        if document.is(last, Class::Relative) {
            let before = last - usize::from(last > start && document.is_mark(last - 1, ","));
            break if document.is(last, Class::That)
                && document.mention(last.saturating_sub(1)).is_none()
            {
                End::Start
            } else {
                End::Phrase(before)
            };
        }
        break End::Phrase(at);
    };
    Left { end, is_negated: negations % 2 == 1 }
}

/// The number of tokens of a date or time that ends before a token: "on Friday", "last year", "in March".
fn time_before(document: &Document<'_>, end: usize, start: usize) -> Option<usize> {
    let last = end - 1;
    let is_time = |at: usize| {
        let word = &document.tokens[at].lower;
        let near = &document.language.near;
        let lists = [&near.today, &near.yesterday, &near.year, &near.month];
        let dates = document.language.weekdays.iter().chain(&document.language.months);
        lists.into_iter().chain(dates).any(|words| words.contains(word))
    };
    let is_part = |at: usize| document.language.near.part.contains(&document.tokens[at].lower);
    let is_number = |at: usize| document.tokens[at].lower.starts_with(|c: char| c.is_ascii_digit());
    let day = (start.max(last.saturating_sub(1))..=last)
        .rev()
        .find(|at| {
            is_time(*at)
                && (*at == last
                    || document.tokens[*at].is_capital && (is_part(last) || is_number(last)))
        })
        .or_else(|| {
            (is_number(last)
                && last > start
                && (is_time(last - 1) || document.is(last - 1, Class::Place)))
            .then(|| last - usize::from(is_time(last - 1)))
        })?;
    let mut from = day;
    while from > start
        && (document.is(from - 1, Class::Preposition)
            || document.language.near.last.contains(&document.tokens[from - 1].lower))
    {
        from -= 1;
    }
    Some(end - from)
}
