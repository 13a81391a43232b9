//! Stances whose target stands elsewhere: "dropped its opposition", "backed that call", "took no side".

use std::ops::Range;

use super::content::{Target, targets};
use super::object::{agents_after, names_after};
use super::reader::{Aim, At, Proposal};
use crate::draft::language::{Class, Form, Frame};
use crate::draft::read::{Document, Holder, Referent, Who, antecedent};
use crate::draft::stance::Found;
use crate::model::Position;

/// What the report is about, as a target.
///
/// That is what most of the latest stances are about, and, where they do not decide, what is mentioned most.
pub fn topic(here: &At<'_, '_>) -> Option<Target> {
    let at = here.at;
    let mut counts = Vec::<(usize, usize)>::new();
    for known in here.so_far.iter().rev().take(40) {
        let Aim::Issue(issue) = known.aim else { continue };
        match counts.iter_mut().find(|(one, _)| *one == issue) {
            Some((_, count)) => *count += 1,
            None => counts.push((issue, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let mut best = counts.iter().filter(|(_, count)| *count == most && most > 1);
    let first = best.next().map(|(issue, _)| *issue).filter(|_| best.next().is_none());
    let issue = first.or_else(|| antecedent::topic(here.document, at))?;
    Some(Target {
        aim: Aim::Issue(issue),
        found: Found::Topic,
        is_turned: false,
        start: at,
        end: at,
    })
}

/// The issue that was spoken of last, as a target.
pub fn latest(document: &Document<'_>, at: usize) -> Option<Target> {
    let issue = antecedent::issue(document, at)?;
    Some(Target {
        aim: Aim::Issue(issue),
        found: Found::Referred,
        is_turned: false,
        start: at,
        end: at,
    })
}

/// "took no side", "has come round".
pub fn implied(here: &At<'_, '_>) -> Vec<Proposal> {
    let document = here.document;
    let needs_be = document.is(here.at, Class::BePredicate);
    let is_verb = here.is_finite()
        || here.form == Form::Gerund
        || here.has_before(Class::Be)
        || here.has_before(Class::Auxiliary);
    let holders = here.holders();
    if here.family.needs_negation && !here.is_negated() {
        return Vec::new();
    }
    if holders.is_empty() || !is_verb || needs_be && !here.has_before(Class::Be) {
        return Vec::new();
    }
    let is_open = document.is(here.end - 1, Class::Preposition)
        || document.is(here.end, Class::Preposition) && !document.is(here.end, Class::Place)
        || here.end < here.sentence.end && document.triggers(here.end - 1).len() > 1;
    let content = if is_open { targets(document, here.end..here.sentence.end) } else { Vec::new() };
    let named = content
        .into_iter()
        .filter(|target| matches!(target.found, Found::Named | Found::Alike | Found::Referred))
        .map(|target| Target { is_turned: false, ..target })
        .collect::<Vec<_>>();
    let named = if named.is_empty() { later(here).into_iter().collect() } else { named };
    let named = if named.is_empty() { opening(here).into_iter().collect() } else { named };
    let found = if named.is_empty() { topic(here).into_iter().collect() } else { named };
    let is_negated = here.is_negated() && !document.is(here.at, Class::Negation);
    let sign = if is_negated && needs_be && here.family.sign == Position::Oppose {
        // "is not opposed"
        Position::Neutral
    } else {
        here.family.sign.turned_if(is_negated)
    };
    here.proposals(&holders, &[], sign, &found)
}

/// The issue that the sentence opens with: "As for the tax, it has no view."
fn opening(here: &At<'_, '_>) -> Option<Target> {
    let document = here.document;
    let start = here.sentence.start;
    let length = document.begins(start, Class::TopicOf)?;
    let mention = (start + length..here.at.min(start + length + 4))
        .take_while(|at| !document.is_any_mark(*at))
        .find_map(|at| document.mention(at))?;
    let Referent::Issue(issue) = mention.referent else { return None };
    let Range { start, end } = mention.tokens;
    Some(Target { aim: Aim::Issue(issue), found: Found::Named, is_turned: false, start, end })
}

/// An issue later in the clause, after a preposition such as "on": "has not said how it will vote on the bill".
fn later(here: &At<'_, '_>) -> Option<Target> {
    let document = here.document;
    let until = here.sentence.end.min(here.end + 10);
    let words = (here.end..until)
        .take_while(|at| !document.is_any_mark(*at) && document.begins(*at, Class::Stop).is_none());
    let mention = words.filter_map(|at| document.mention(at)).find(|mention| {
        let before =
            (here.end..mention.tokens.start).rev().find(|at| !document.is(*at, Class::Determiner));
        matches!(mention.referent, Referent::Issue(_))
            && before.is_some_and(|before| document.is(before, Class::Toward))
    })?;
    let Referent::Issue(issue) = mention.referent else { return None };
    let Range { start, end } = mention.tokens;
    Some(Target { aim: Aim::Issue(issue), found: Found::Named, is_turned: false, start, end })
}

/// "dropped its opposition", "pulled its support".
pub fn revoke(here: &At<'_, '_>) -> Vec<Proposal> {
    let document = here.document;
    let holders = here.holders();
    if holders.is_empty() || !here.is_finite() || is_passive(here) {
        return Vec::new();
    }
    let until = here.sentence.end.min(here.end + 4);
    let noun = (here.end..until)
        .take_while(|at| !document.is_any_mark(*at) && document.mention(*at).is_none())
        .find_map(|at| {
            let sign = if document.is(at, Class::AgainstNoun) {
                Position::Oppose
            } else if document.is(at, Class::FavourNoun) {
                Position::Support
            } else {
                return None;
            };
            Some((at, sign))
        });
    let Some((noun, sign)) = noun else { return Vec::new() };
    let sign = sign.turned().turned_if(here.is_negated());
    let found = if document.is(noun + 1, Class::Toward) {
        targets(document, noun + 2..here.sentence.end)
    } else {
        Vec::new()
    };
    let named =
        found.into_iter().filter(|target| !matches!(target.found, Found::New)).collect::<Vec<_>>();
    let found = if named.is_empty() {
        let own = revoked(here, &holders, sign.turned());
        own.or_else(|| latest(document, here.at)).or_else(|| topic(here)).into_iter().collect()
    } else {
        named
    };
    let found = found
        .into_iter()
        .map(|target| Target { end: target.end.max(noun + 1), ..target })
        .collect::<Vec<_>>();
    let all = here.proposals(&holders, &[], sign, &found);
    all.into_iter().map(|found| Proposal { label: here.at..noun + 1, ..found }).collect()
}

/// What the holder was said to be for or against in the sentence: "long sceptical of the plan, has dropped its
/// reservations".
fn revoked(here: &At<'_, '_>, holders: &[Holder], sign: Position) -> Option<Target> {
    let here_before = here.so_far.iter().rev().take(8);
    let mut own = here_before.take_while(|known| known.clause.start >= here.sentence.start);
    let known = own.find(|known| {
        known.position == sign && holders.iter().any(|holder| holder.who == known.holder.who)
    })?;
    Some(Target {
        aim: known.aim.clone(),
        found: Found::Carried,
        is_turned: false,
        start: here.at,
        end: here.at,
    })
}

fn is_passive(here: &At<'_, '_>) -> bool {
    let before = here.at.checked_sub(1);
    matches!(here.form, Form::Past | Form::Participle)
        && before.is_some_and(|before| here.document.is(before, Class::Be))
}

/// Whether a verb takes back what its object is.
pub fn is_revoking(document: &Document<'_>, at: usize) -> bool {
    document
        .triggers(at)
        .iter()
        .any(|(_, trigger)| document.language.family(*trigger).frame == Frame::Revoke)
}

/// What "that call" or "this view" stands for, where it is the object: the stance before, turned by `sign`.
pub fn echoed(here: &At<'_, '_>, sign: Position) -> Option<Target> {
    let document = here.document;
    let reach = if document.is(here.end, Class::Demonstrative) { 2 } else { 1 };
    let noun = (here.end + 1..here.sentence.end.min(here.end + 1 + reach))
        .find(|at| document.is(*at, Class::StanceNoun))?;
    let is_explained = document.is(noun + 1, Class::Toward)
        || document.is(noun + 1, Class::Infinitive)
        || document.is(noun + 1, Class::That);
    if !document.is(here.end, Class::Definite) || document.is(here.end, Class::Both) || is_explained
    {
        return None;
    }
    let who = here.holders().into_iter().map(|holder| holder.who).collect::<Vec<_>>();
    let last = last_of_others(here, &who)?;
    let is_turned = (last.position == Position::Oppose) != (sign == Position::Oppose);
    (last.position != Position::Neutral && sign != Position::Neutral).then(|| Target {
        aim: last.aim.clone(),
        found: Found::Carried,
        is_turned,
        start: here.end,
        end: noun + 1,
    })
}

/// "disagreed", "agreed".
pub fn echo(here: &At<'_, '_>) -> Vec<Proposal> {
    let document = here.document;
    if matches!(here.form, Form::Past | Form::Participle)
        && let Some(agents) = agents_after(document, here.end, here.sentence.end)
    {
        return echoed_by(here, &agents);
    }
    let holders = here.holders();
    if let Some(promised) = promised(here, &holders) {
        return promised;
    }
    let is_closed = here.end >= here.sentence.end
        || document.is_any_mark(here.end)
        || document.is(here.end, Class::Place)
        || document.is(here.end, Class::Adverb)
        || document.is(here.end, Class::Stop)
        || document.is(here.end, Class::And);
    // "echoed the Peruvian call"
    let has_noun = document.is(here.end, Class::Definite)
        && (here.end + 1..here.sentence.end.min(here.end + 5))
            .any(|at| document.is(at, Class::StanceNoun));
    if holders.is_empty() || !here.is_finite() || !is_closed && !has_noun {
        return Vec::new();
    }
    let who = holders.iter().map(|holder| holder.who.clone()).collect::<Vec<_>>();
    let last = named_caller(here).or_else(|| last_of_others(here, &who));
    let Some(last) = last else { return Vec::new() };
    if last.position == Position::Neutral {
        return Vec::new();
    }
    let sign = last.position.turned_if((here.family.sign == Position::Oppose) != here.is_negated());
    let target = Target {
        aim: last.aim.clone(),
        found: Found::Carried,
        is_turned: false,
        start: here.end,
        end: here.end,
    };
    here.proposals(&holders, &[], sign, &[target])
}

/// "That demand was echoed by Roe": the stance before, of others.
fn echoed_by(here: &At<'_, '_>, agents: &[Holder]) -> Vec<Proposal> {
    let who = agents.iter().map(|holder| holder.who.clone()).collect::<Vec<_>>();
    let Some(last) = last_of_others(here, &who) else { return Vec::new() };
    let end = here.end + 2;
    let target = Target {
        aim: last.aim.clone(),
        found: Found::Carried,
        is_turned: false,
        start: here.end,
        end,
    };
    let turn = (here.family.sign == Position::Oppose) != here.is_negated();
    here.proposals(agents, &[], last.position.turned_if(turn), &[target])
}

/// "agreed, however, to study it": an aside parts the verb from what it agrees to.
fn promised(here: &At<'_, '_>, holders: &[Holder]) -> Option<Vec<Proposal>> {
    let document = here.document;
    let is_aside = document.is_mark(here.end, ",") && document.is_mark(here.end + 2, ",");
    // "agreed on Tuesday to build it"
    let dates = [&document.language.weekdays, &document.language.months];
    let is_date = |at: usize| {
        document.tokens.get(at).is_some_and(|token| {
            dates.into_iter().flatten().any(|names| names.contains(&token.lower))
        })
    };
    let is_dated = document.is(here.end, Class::Preposition) && is_date(here.end + 1);
    let to = here.end + if is_aside { 3 } else { 2 };
    if !is_aside && !is_dated
        || here.family.sign == Position::Oppose
        || !document.is(to, Class::Infinitive)
    {
        return None;
    }
    let found = targets(document, to + 1..here.sentence.end);
    Some(here.proposals(holders, &[], Position::Support, &found))
}

/// The stance of the actor whose call it is: "echoed the Peruvian call".
fn named_caller<'a>(here: &'a At<'_, '_>) -> Option<&'a Proposal> {
    let document = here.document;
    let mention =
        (here.end..here.sentence.end.min(here.end + 4)).find_map(|at| document.mention(at))?;
    let holder = Holder::of(document, mention.referent)?;
    here.so_far.iter().rev().take(60).find(|known| known.holder.who == holder.who)
}

fn last_of_others<'a>(here: &'a At<'_, '_>, who: &[Who]) -> Option<&'a Proposal> {
    let document = here.document;
    let number = document.sentence_of(here.at)?;
    let paragraph = document.sentences[number].paragraph.saturating_sub(1);
    let first = document.sentences.partition_point(|sentence| sentence.paragraph < paragraph);
    let earliest = document.sentences[first.max(number.saturating_sub(6))].tokens.start;
    let recent =
        here.so_far.iter().rev().take(12).take_while(|known| known.clause.start >= earliest);
    recent
        .into_iter()
        .find(|known| !who.contains(&known.holder.who) && known.clause.start < here.at)
}

/// "rejected the charge", "denied it": against who made it.
pub fn retort(here: &At<'_, '_>) -> Vec<Proposal> {
    let document = here.document;
    let holders = here.holders();
    if holders.is_empty() || !here.is_finite() || is_passive(here) {
        return Vec::new();
    }
    let has_object = (here.at..here.end)
        .any(|at| document.is(at, Class::ClaimNoun) || document.is(at, Class::Demonstrative))
        || document.is(here.end, Class::Definite)
            && (here.end + 1..here.end + 3).any(|at| document.is(at, Class::ClaimNoun));
    if !has_object {
        return Vec::new();
    }
    let who = holders.iter().map(|holder| holder.who.clone()).collect::<Vec<_>>();
    let Some(last) = last_of_others(here, &who) else { return Vec::new() };
    let aim = Aim::Actor(last.holder.who.clone());
    let target =
        Target { aim, found: Found::Carried, is_turned: false, start: here.end, end: here.end };
    here.proposals(&holders, &[], Position::Oppose, &[target])
}

/// ", as did Roe": the same stance.
pub fn ellipsis(
    document: &Document<'_>,
    sentence: &Range<usize>,
    at: usize,
    so_far: &[Proposal],
) -> Vec<Proposal> {
    let Some(length) = document.begins(at, Class::Ellipsis) else { return Vec::new() };
    let holders = names_after(document, at + length, sentence.end);
    // "So does Roe" goes on from the sentence before.
    let opens = at == sentence.start;
    let number =
        document.sentence_of(at).map_or(0, |number| number.saturating_sub(usize::from(opens)));
    let earliest = document.sentences.get(number).map_or(0, |sentence| sentence.tokens.start);
    let here = so_far.iter().rev().take(12).filter(|known| known.clause.start >= earliest);
    let Some(last) = here.into_iter().next() else { return Vec::new() };
    let of = |holder: Holder| Proposal {
        holder,
        found: Found::Carried,
        rule: "ellipsis".to_owned(),
        clause: last.clause.start.max(sentence.start)..sentence.end.min(at + length + 5),
        label: at..at + length,
        ..last.clone()
    };
    holders.into_iter().map(of).collect()
}
