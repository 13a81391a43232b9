//! What the words after a trigger are about, and how often they turn the side.

use std::ops::Range;

use super::reader::{Aim, At, Proposal, turns, verb_at};
use crate::draft::language::{Class, Form, Frame};
use crate::draft::read::{Document, Holder, Mention, Referent, antecedent};
use crate::draft::stance::Found;
use crate::draft::text::Kind;
use crate::model::Position;

/// A target that was found in the words after a trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What it is.
    pub aim: Aim,
    /// How it was found.
    pub found: Found,
    /// Whether the words before or after it turn the side.
    pub is_turned: bool,
    /// Its first token.
    pub start: usize,
    /// The token after what belongs to it.
    pub end: usize,
}

/// The most tokens of content.
const LONGEST: usize = 60;

/// The targets in the content that begins at a token. What is named comes before what is referred to, that before
/// actors, and those before unknown noun phrases.
#[must_use]
pub fn targets(document: &Document<'_>, content: Range<usize>) -> Vec<Target> {
    let mut walk = Walk {
        document,
        is_turned: false,
        base: false,
        spreads: false,
        named: Vec::new(),
        referred: None,
        actor: None,
    };
    let end = walk.run(content.clone());
    if !walk.named.is_empty() {
        return walk.named;
    }
    if let Some(target) = walk.referred.or(walk.actor) {
        return vec![target];
    }
    let unknown = noun_phrase(document, content.start, end, walk.is_turned);
    if unknown.is_none()
        && walk.is_turned
        && (content.start + 1..end)
            .any(|at| document.is(at, Class::TurnNoun) && document.is(at - 1, Class::Determiner))
        && let Some(issue) = antecedent::topic(document, content.start)
    {
        // "called for a delay"
        return vec![Target {
            aim: Aim::Issue(issue),
            found: Found::Topic,
            is_turned: true,
            start: content.start,
            end,
        }];
    }
    unknown.into_iter().collect()
}

struct Walk<'d, 't> {
    document: &'d Document<'t>,
    is_turned: bool,
    base: bool,
    spreads: bool,
    named: Vec<Target>,
    referred: Option<Target>,
    actor: Option<Target>,
}

impl Walk<'_, '_> {
    /// Walks over the content, and returns the token after it.
    fn run(&mut self, content: Range<usize>) -> usize {
        let document = self.document;
        let limit = content.end.min(content.start + LONGEST);
        let mut at = content.start;
        while at < limit {
            if let Some(mention) = document.mention(at) {
                let end = mention.tokens.end;
                match mention.referent {
                    Referent::Issue(issue) => match self.issue(issue, mention, limit) {
                        Some(next) => at = next,
                        None => return end,
                    },
                    Referent::Actor(_) | Referent::Person(_) => match self.owned(mention) {
                        Some(next) => at = next,
                        None => {
                            self.actor(mention, content.start);
                            at = end;
                        }
                    },
                }
                continue;
            }
            if self.is_end(at, content.start) {
                return at;
            }
            at += self.word(at);
        }
        limit
    }

    /// Takes an issue; returns where to go on, if something coordinate follows.
    fn issue(&mut self, issue: usize, mention: &Mention, limit: usize) -> Option<usize> {
        let document = self.document;
        let end = mention.tokens.end;
        if self.spreads {
            // "widening the fee to lorries" is about services.
            self.spreads = false;
            let other = (end..limit.min(end + 4)).find(|at| document.is(*at, Class::Infinitive));
            let later = other
                .and_then(|to| (to + 1..limit.min(to + 5)).find_map(|at| document.mention(at)));
            if let Some(later) = later
                && matches!(later.referent, Referent::Issue(_))
            {
                return Some(later.tokens.start);
            }
        }
        let (turned_after, after) = after(document, end, limit);
        let found = if mention.is_guess { Found::Alike } else { Found::Named };
        let is_turned = self.is_turned != turned_after;
        self.named.push(Target {
            aim: Aim::Issue(issue),
            found,
            is_turned,
            start: mention.tokens.start,
            end: after,
        });
        let and = after + usize::from(document.is_mark(after, ","));
        if and >= limit || !document.is(and, Class::And) {
            return None;
        }
        let next = and + 1;
        let is_finite = verb_at(document, next).is_some()
            && document
                .triggers(next)
                .first()
                .is_none_or(|(_, trigger)| trigger.form != Form::Base);
        if is_finite {
            return None;
        }
        // "settle the matter" is a verb with its object.
        let is_verb_phrase = document.mention(next).is_some_and(|mention| {
            mention.tokens.len() > 2 && document.is(next + 1, Class::Determiner)
        });
        let is_verb = is_verb_phrase
            || document.triggers(next).iter().any(|(_, trigger)| trigger.form == Form::Base)
            || document.is(next, Class::Infinitive)
            || document.begins(next, Class::TurnVerb).is_some();
        self.is_turned = if is_verb
            || document
                .mention(next)
                .is_none_or(|mention| mention.referent == Referent::Issue(issue))
        {
            self.base
        } else {
            self.is_turned
        };
        Some(next)
    }

    /// Takes "the Kenyan move" or "Kenya's plans" as what was mentioned before; returns where to go on.
    fn owned(&mut self, mention: &Mention) -> Option<usize> {
        let document = self.document;
        let end = mention.tokens.end;
        let is_possessive =
            document.tokens.get(end).is_some_and(|token| token.kind == Kind::Possessive);
        if self.referred.is_some() || !is_possessive && !mention.is_demonym {
            return None;
        }
        let first = end + usize::from(is_possessive);
        let noun = (first..first + 3).find(|at| document.is(*at, Class::IssueNoun))?;
        let is_plain = (first..=noun)
            .all(|at| document.mention(at).is_none() && document.triggers(at).is_empty())
            && !document.is(noun + 1, Class::Infinitive)
            && !document.is(noun + 1, Class::Of);
        let issue = if is_plain {
            antecedent::noun(document, noun, mention.tokens.start)?
        } else {
            return None;
        };
        let (turned_after, after) = after(document, noun + 1, document.tokens.len());
        self.referred = Some(Target {
            aim: Aim::Issue(issue),
            found: Found::Referred,
            is_turned: (self.is_turned != turned_after) != was_turned(document, noun, issue),
            start: mention.tokens.start,
            end: after,
        });
        Some(noun + 1)
    }

    /// Takes an actor, if it is the object itself: right at the beginning, or right after a verb.
    fn actor(&mut self, mention: &Mention, start: usize) {
        let document = self.document;
        let is_place = antecedent::is_place(document, mention);
        let before =
            (start..mention.tokens.start).rev().find(|at| !document.is(*at, Class::Determiner));
        let is_object = before.is_none_or(|before| {
            document
                .verbs
                .iter()
                .rev()
                .skip(
                    document.verbs.len() - document.verbs.partition_point(|verb| verb.at <= before),
                )
                .take(1)
                .any(|verb| verb.at + verb.length == before + 1)
                || document.is(before, Class::TurnNoun)
        });
        // "the Peruvian fishing fleet" is no actor.
        let next = mention.tokens.end;
        let is_modifier = document.tokens.get(next).is_some_and(|token| {
            let ending = [
                Class::Preposition,
                Class::And,
                Class::Infinitive,
                Class::Stop,
                Class::That,
                Class::Adverb,
                Class::Condition,
                Class::Auxiliary,
                Class::Be,
            ];
            token.kind == Kind::Word
                && !document.language.looks_like_adverb(&token.lower)
                && !document.language.looks_like_gerund(&token.lower)
                && ending.iter().all(|class| document.begins(next, *class).is_none())
        });
        if self.actor.is_some() || is_place || !is_object || is_modifier {
            return;
        }
        if let Some(holder) = Holder::of(self.document, mention.referent) {
            let Range { start, end } = mention.tokens;
            let aim = Aim::Actor(holder.who);
            self.actor =
                Some(Target { aim, found: Found::Actor, is_turned: self.is_turned, start, end });
        }
    }

    fn is_end(&self, at: usize, start: usize) -> bool {
        let document = self.document;
        let token = &document.tokens[at];
        if token.kind == Kind::Mark {
            let is_list = token.lower == ","
                && document.mention(at.saturating_sub(1)).is_some()
                && document.mention(at + 1).is_some();
            // ", however,"
            let is_aside = token.lower == ","
                && (document.is_mark(at + 2, ",") || at > 1 && document.is_mark(at - 2, ","));
            // "Area Defense (THAAD)": a name in brackets goes with what it abbreviates.
            let is_bracket =
                token.lower == "(" && document.mention(at + 1).is_some() || token.lower == ")";
            return !is_list && !is_aside && !is_bracket;
        }
        if at > start && document.is(at, Class::And) && document.mention(at + 1).is_none() {
            let next = (at + 1..at + 4).find(|next| {
                !document.is(*next, Class::Adverb)
                    && document
                        .tokens
                        .get(*next)
                        .is_some_and(|token| !document.language.looks_like_adverb(&token.lower))
            });
            let finite = next
                .and_then(|next| document.triggers(next).first().map(|(_, trigger)| trigger.form));
            let is_report = next.is_some_and(|next| {
                document.begins(next, Class::Report).is_some()
                    || document.begins(next, Class::Express).is_some() && finite != Some(Form::Base)
            });
            if is_report
                || matches!(finite, Some(Form::Third | Form::Past | Form::Participle | Form::Fixed))
                    && next.is_some_and(|next| verb_at(document, next).is_some())
            {
                return true;
            }
        }
        // "any text that names Peru": what follows only describes.
        let describes = at > start + 1
            && document.is(at, Class::That)
            && document.mention(at + 1).is_none()
            && !document.is(at + 1, Class::StanceNoun)
            && !document.is(at + 1, Class::IssueNoun)
            && verb_at(document, at - 1).is_none();
        if describes {
            return true;
        }
        let is_stop = document.begins(at, Class::Stop).is_some()
            || document.begins(at, Class::Condition).is_some();
        at > start
            && is_stop
            && !(document.is(at, Class::TurnNoun)
                && self.named.is_empty()
                && !document.is(at, Class::Condition))
    }

    /// Takes a word, and returns the number of tokens it takes up.
    fn word(&mut self, at: usize) -> usize {
        let document = self.document;
        if let Some(length) = document.begins(at, Class::Negation)
            && document.triggers(at).first().is_none_or(|(longer, _)| *longer <= length)
        {
            self.is_turned = !self.is_turned;
            return length;
        }
        if let Some(length) = self.pronoun(at) {
            return length;
        }
        let longest = document.triggers(at).first().map_or(0, |(length, _)| *length);
        // "the abandoned project" says what it is, and not what is to be done.
        let is_adjective = at > 0
            && document.is(at - 1, Class::Determiner)
            && document.tokens[at].lower.ends_with("ed")
            && document.mention(at + 1).is_some();
        if let Some(length) =
            turning(document, at).filter(|length| *length >= longest && !is_adjective)
        {
            self.is_turned = !self.is_turned;
            return length;
        }
        if document.begins(at, Class::Spread).is_some() {
            self.spreads = true;
        }
        longest.max(1)
    }

    /// Takes "it", or a noun such as "the plan", as what was mentioned before.
    fn pronoun(&mut self, at: usize) -> Option<usize> {
        let document = self.document;
        let is_pronoun = document.is(at, Class::Reflexive);
        let follows = at + 1 >= document.tokens.len()
            || document.is_any_mark(at + 1)
            || document.is(at + 1, Class::Preposition)
            || document.is(at + 1, Class::Condition)
            || document.begins(at + 1, Class::Condition).is_some()
            || document.is(at + 1, Class::And)
            || document.is(at + 1, Class::Adverb)
            || document.is(at + 1, Class::Stop)
            || document.language.looks_like_adverb(&document.tokens[at + 1].lower);
        let noun = (at..at + 4)
            .find(|noun| document.is(*noun, Class::IssueNoun) && document.mention(*noun).is_none());
        let is_definite = document.is(at, Class::Definite) && !document.is(at, Class::Possessive);
        let (end, is_found) = match noun {
            Some(noun)
                if is_definite
                    && (at + 1..noun).all(|word| {
                        document.triggers(word).is_empty() && document.mention(word).is_none()
                    }) =>
            {
                (noun + 1, true)
            }
            _ => (at + 1, is_pronoun && follows),
        };
        if !is_found || self.referred.is_some() {
            return None;
        }
        let issue = if end > at + 1 {
            antecedent::noun(document, end - 1, at)
        } else {
            antecedent::issue(document, at)
        }?;
        let (turned_after, after) = after(document, end, document.tokens.len());
        let is_turned = self.is_turned != turned_after;
        let is_turned = is_turned != was_turned(document, end - 1, issue);
        self.referred = Some(Target {
            aim: Aim::Issue(issue),
            found: Found::Referred,
            is_turned,
            start: at,
            end: after,
        });
        Some(end - at)
    }
}

/// Whether "the decision" or "that move" was one against the issue ("scrapped the ban"), or a noun turns it by itself:
/// "the suspension".
pub fn was_turned(document: &Document<'_>, noun: usize, issue: usize) -> bool {
    let stem = &document.stems[noun];
    if document.is(noun, Class::TurnNoun) {
        return document.gazetteer.heads.iter().all(|head| head.last != *stem);
    }
    if document.ends(noun, Class::ActNoun).is_none() {
        return false;
    }
    let mut mentions = antecedent::before(document, noun)
        .filter(|mention| mention.referent == Referent::Issue(issue));
    mentions.any(|mention| {
        let start = mention.tokens.start;
        let mut left = (0..start).rev().take(5).take_while(|at| !document.is_any_mark(*at));
        left.any(|at| {
            document.triggers(at).iter().any(|(_, trigger)| {
                let family = document.language.family(*trigger);
                family.frame == Frame::Deed
                    && family.sign == Position::Oppose
                    && matches!(trigger.form, Form::Third | Form::Past | Form::Participle)
            })
        })
    })
}

/// The length of the words from one on that turn the side, if they do.
fn turning(document: &Document<'_>, at: usize) -> Option<usize> {
    let noun = document.begins(at, Class::TurnNoun);
    let verb = document.begins(at, Class::TurnVerb);
    let mut triggers = document.triggers(at).iter();
    let trigger = triggers.find(|(_, trigger)| turns(document, *trigger));
    noun.max(verb).max(trigger.map(|(length, _)| *length))
}

/// Whether some words turn the side: "lifting", "an end to".
#[must_use]
pub fn is_turned(document: &Document<'_>, words: Range<usize>) -> bool {
    let mut is_turned = false;
    let mut at = words.start;
    while at < words.end {
        let length = turning(document, at).filter(|_| document.mention(at).is_none());
        is_turned = is_turned != length.is_some();
        at += length.unwrap_or(1);
    }
    is_turned
}

/// Whether the words after a target turn the side ("the ban lapse", "the talks delayed"), and the token after them.
fn after(document: &Document<'_>, end: usize, limit: usize) -> (bool, usize) {
    let mut is_turned = false;
    let mut words = 0;
    let mut at = end;
    while at < limit && words < 4 {
        if document.is_any_mark(at)
            || document.mention(at).is_some()
            || document.is(at, Class::And)
            || document.is(at, Class::Stop)
            || document.begins(at, Class::Condition).is_some()
        {
            break;
        }
        if document.is(at, Class::Negation) {
            is_turned = !is_turned;
        } else if document.is(at, Class::Be)
            || document.is(at, Class::Auxiliary)
            || document.is(at, Class::Adverb)
            || document.is(at, Class::Infinitive)
                && !document.is(at + 1, Class::Determiner)
                && document.mention(at + 1).is_none()
        {
        } else {
            if document.is(at, Class::Preposition) {
                break;
            }
            let turn = document.begins(at, Class::TurnVerb).is_some()
                || document.triggers(at).iter().any(|(_, trigger)| {
                    trigger.form != Form::Gerund
                        && turns(document, *trigger)
                        && document.language.family(*trigger).frame
                            != crate::draft::language::Frame::Noun
                });
            if turn {
                return (!is_turned, at + 1);
            }
            words += 1;
        }
        at += 1;
    }
    // A negation alone turns nothing, unless a verb follows: "must not become".
    (is_turned && words > 0, end)
}

/// An unknown noun phrase at the beginning of the content.
fn noun_phrase(
    document: &Document<'_>,
    start: usize,
    end: usize,
    is_turned: bool,
) -> Option<Target> {
    let is_word = |at: &usize| document.tokens[*at].kind != Kind::Mark;
    let dates = [&document.language.months, &document.language.weekdays];
    let opening = [
        Class::Determiner,
        Class::Infinitive,
        Class::Adverb,
        Class::Preposition,
        Class::TurnNoun,
        Class::TurnVerb,
        Class::That,
    ];
    let opens = |at: &usize| {
        let word = &document.tokens[*at].lower;
        let is_date = dates.into_iter().flatten().any(|names| names.contains(word));
        let is_class = opening.iter().any(|class| document.is(*at, *class));
        let is_verb = verb_at(document, *at).is_some() && document.mention(*at).is_none();
        is_class || is_verb || is_date
    };
    // "a quick adoption of the rules" is about the talks.
    let kept = (start..end.min(start + 5))
        .find(|at| document.is(*at, Class::KeepNoun) && document.is(at + 1, Class::Of));
    let start = kept.map_or(start, |kept| kept + 1).min(end);
    let first = (start..end).take_while(is_word).find(|at| !opens(at))?;
    let is_part = |at: &usize| {
        is_word(at)
            && !document.is(*at, Class::Auxiliary)
            && !document.is(*at, Class::Determiner)
            && !document.is(*at, Class::Infinitive)
            && !document.is(*at, Class::Be)
            && !document.is(*at, Class::And)
            && (!document.is(*at, Class::Preposition) || document.is(*at, Class::Of))
    };
    let last = (first..end.min(first + 7))
        .take_while(is_part)
        .filter(|at| !document.is(*at, Class::Preposition))
        .last()?;
    let text = document.slice(first..last + 1);
    let is_phrase = text.chars().filter(|c| c.is_alphabetic()).count() > 3;
    is_phrase.then(|| Target {
        aim: Aim::New(text.to_owned()),
        found: Found::New,
        is_turned,
        start: first,
        end: last + 1,
    })
}

/// Where the content of a trigger may end: with the sentence.
pub fn content(here: &At<'_, '_>) -> Range<usize> {
    here.end..here.sentence.end
}

/// What a condition asks for is a stance of its own: "only if the fees were scrapped".
#[must_use]
pub fn conditions(here: &At<'_, '_>, found: &[Proposal]) -> Vec<Proposal> {
    let document = here.document;
    let Some(first) = found.first() else { return Vec::new() };
    let until = here.sentence.end.min(first.clause.end + 14);
    let condition =
        (first.clause.end..until).find_map(|at| Some((at, document.begins(at, Class::Condition)?)));
    let Some((at, length)) = condition else { return Vec::new() };
    // Between them stands no other verb with a subject of its own.
    let is_firm = document.begins(at, Class::FirmCondition).is_some();
    let is_hypothetical = (first.clause.start..first.clause.end)
        .any(|at| document.begins(at, Class::Hypothetical).is_some());
    if !is_firm && !is_hypothetical {
        return Vec::new();
    }
    let other = document
        .verbs
        .iter()
        .skip(document.verbs.partition_point(|verb| verb.at < first.clause.end));
    let mut other = other.take_while(|verb| verb.at < at);
    if other.any(|verb| !verb.is_inherited && !verb.is_report) {
        return Vec::new();
    }
    let targets = targets(document, at + length..here.sentence.end);
    let named =
        targets.into_iter().filter(|target| matches!(target.found, Found::Named | Found::Alike));
    let mut all = Vec::new();
    for target in named {
        if found.iter().any(|known| known.aim == target.aim) {
            continue;
        }
        for known in found.iter().filter(|known| known.aim == first.aim) {
            all.push(Proposal {
                aim: target.aim.clone(),
                position: Position::Support.turned_if(target.is_turned),
                rule: "condition".to_owned(),
                found: target.found,
                clause: at..target.end,
                label: at..target.start,
                toward: None,
                ..known.clone()
            });
        }
    }
    all
}
