//! "said Peru should drop the fee", "we cannot let the ban lapse", "the ban must go".

use std::ops::Range;

use super::content::targets;
use super::reader::{Aim, Proposal, verb_at};
use crate::draft::language::{Class, Form};
use crate::draft::read::{Document, Subject, Who, speaker_at};
use crate::draft::stance::Found;
use crate::model::Position;

/// Proposals of what somebody says must be.
pub fn propose(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> Vec<Proposal> {
    let Some(length) = document.begins(at, Class::Modal).filter(|_| document.mention(at).is_none())
    else {
        return Vec::new();
    };
    let Some(verb) = verb_at(document, at) else { return Vec::new() };
    let Some((speakers, _)) = speaker_at(document, at) else { return Vec::new() };
    let end = at + length;
    let is_negated =
        document.begins(at, Class::Negation).is_some() || document.is(end, Class::Negation);
    let is_own = |holder: &crate::draft::read::Holder| {
        speakers.iter().any(|speaker| speaker.who == holder.who)
    };
    let make = |aim: Aim, toward: Option<Who>, position: Position, found: Found, to: usize| {
        let of = |holder: &crate::draft::read::Holder| Proposal {
            holder: holder.clone(),
            aim: aim.clone(),
            toward: toward.clone(),
            position,
            rule: "modal".to_owned(),
            found,
            clause: verb.from.max(sentence.start).min(at)..to,
            label: at..to,
            reporter: None,
        };
        speakers.iter().map(of).collect::<Vec<_>>()
    };
    match &verb.subject {
        Subject::Issue(issue, _) => {
            let found = Found::Named;
            let object = targets(document, end..sentence.end.min(end + 10));
            let object = object
                .into_iter()
                .filter(|target| target.found == Found::Named && target.aim != Aim::Issue(*issue))
                .collect::<Vec<_>>();
            if !object.is_empty() && !is_negated {
                // "the treaty must contain a cap"
                let all = object.into_iter().flat_map(|target| {
                    make(
                        target.aim,
                        None,
                        Position::Support.turned_if(target.is_turned),
                        target.found,
                        target.end,
                    )
                });
                return all.collect();
            }
            let Some(sign) = fate(document, end, sentence.end, is_negated) else {
                return Vec::new();
            };
            make(Aim::Issue(*issue), None, sign, found, sentence.end.min(end + 5))
        }
        Subject::Holders(holders) => {
            let is_we = document.is(verb.from, Class::We);
            let mut all = Vec::new();
            let base = if document.begins(at, Class::Negation).is_some() { at } else { end };
            for target in targets(document, base..sentence.end) {
                let is_known = !matches!(target.found, Found::New | Found::Actor);
                let restraint = target.found == Found::New
                    && target.is_turned
                    && !is_we
                    && !holders.iter().all(is_own);
                if is_known {
                    let toward = holders
                        .iter()
                        .find(|holder| !is_own(holder))
                        .map(|holder| holder.who.clone());
                    all.extend(make(
                        target.aim,
                        toward,
                        Position::Support.turned_if(target.is_turned),
                        target.found,
                        target.end,
                    ));
                } else if restraint {
                    for holder in holders {
                        all.extend(make(
                            Aim::Actor(holder.who.clone()),
                            None,
                            Position::Oppose,
                            Found::Actor,
                            target.end,
                        ));
                    }
                }
            }
            all.retain(|proposal| proposal.aim != Aim::Actor(proposal.holder.who.clone()));
            all
        }
        Subject::Named(_) | Subject::Unknown if !is_negated => {
            // "the city should build a tram"
            let found = targets(document, end..sentence.end.min(end + 12));
            let known = found.into_iter().filter(|target| target.found == Found::Named);
            let all = known.flat_map(|target| {
                let sign = Position::Support.turned_if(target.is_turned);
                make(target.aim, None, sign, target.found, target.end)
            });
            all.collect()
        }
        Subject::Named(_) | Subject::Unknown => Vec::new(),
    }
}

/// "insisted that the ban be lifted".
pub fn subjunctive(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> Vec<Proposal> {
    let before = at.checked_sub(1).filter(|before| *before >= sentence.start);
    let is_bare = document.is(at, Class::Subjunctive)
        && before.is_some_and(|before| {
            [Class::Auxiliary, Class::Modal, Class::Future, Class::Infinitive, Class::Adverb]
                .iter()
                .all(|class| !document.is(before, *class))
        });
    let Some(verb) = verb_at(document, at).filter(|_| is_bare) else { return Vec::new() };
    let Subject::Issue(issue, _) = &verb.subject else { return Vec::new() };
    let Some((speakers, _)) = speaker_at(document, at) else { return Vec::new() };
    let Some(position) = fate(document, at + 1, sentence.end, verb.is_negated) else {
        return Vec::new();
    };
    let of = |holder: &crate::draft::read::Holder| Proposal {
        holder: holder.clone(),
        aim: Aim::Issue(*issue),
        toward: None,
        position,
        rule: "subjunctive".to_owned(),
        found: Found::Named,
        clause: verb.from.max(sentence.start).min(at)..sentence.end.min(at + 4),
        label: at..sentence.end.min(at + 2),
        reporter: None,
    };
    speakers.iter().map(of).collect()
}

/// "will raise tolls", "we will not share power", where the name of the issue is what is done.
pub fn intention(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> Vec<Proposal> {
    let Some(length) = document.begins(at, Class::Future) else { return Vec::new() };
    let Some(verb) = verb_at(document, at) else { return Vec::new() };
    let Subject::Holders(holders) = &verb.subject else { return Vec::new() };
    let mut next = at + length;
    let mut is_negated = document.is(at, Class::Negation);
    while next < sentence.end
        && (document.is(next, Class::Adverb) || document.is(next, Class::Negation))
    {
        is_negated = is_negated != document.is(next, Class::Negation);
        next += 1;
    }
    let Some(mention) = document
        .mention(next)
        .filter(|mention| mention.tokens.start == next && mention.tokens.len() > 1)
    else {
        return Vec::new();
    };
    let crate::draft::read::Referent::Issue(issue) = mention.referent else { return Vec::new() };
    let of = |holder: &crate::draft::read::Holder| Proposal {
        holder: holder.clone(),
        aim: Aim::Issue(issue),
        toward: None,
        position: Position::Support.turned_if(is_negated),
        rule: "intention".to_owned(),
        found: Found::Named,
        clause: verb.from.max(sentence.start).min(at)..mention.tokens.end,
        label: at..next,
        reporter: None,
    };
    holders.iter().map(of).collect()
}

/// Whether an issue must be or must not be: "must go", "must be extended", "must not become".
fn fate(document: &Document<'_>, start: usize, end: usize, is_negated: bool) -> Option<Position> {
    let until = end.min(start + 6);
    for at in start..until {
        if document.is_any_mark(at) {
            break;
        }
        if document.begins(at, Class::Stay).is_some() {
            return Some(Position::Support.turned_if(is_negated));
        }
        if document.begins(at, Class::Go).is_some()
            || document.begins(at, Class::TurnVerb).is_some()
        {
            return Some(Position::Oppose.turned_if(is_negated));
        }
        let trigger = document
            .triggers(at)
            .iter()
            .find(|(_, trigger)| matches!(trigger.form, Form::Participle | Form::Base));
        if let Some((_, trigger)) = trigger {
            let sign = document.language.family(*trigger).sign;
            return Some(sign.turned_if(is_negated));
        }
    }
    is_negated.then_some(Position::Oppose)
}
