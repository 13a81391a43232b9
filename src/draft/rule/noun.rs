//! "its opposition to the bill", "a push by Roe for the bill", "voiced support for Laos".

use super::content::{Target, targets};
use super::discourse;
use super::object::names_after;
use super::reader::{At, Proposal, turns};
use crate::draft::language::{Class, Frame};
use crate::draft::read::{Document, Holder, Referent, Subject, antecedent};
use crate::draft::stance::Found;
use crate::draft::text::Kind;
use crate::model::Position;

/// Proposals of a noun that takes a position.
pub fn propose(here: &At<'_, '_>) -> Vec<Proposal> {
    let document = here.document;
    let last = here.end - 1;
    if document.is(last, Class::Source) {
        return from_agent(here);
    }
    if let Some(proposals) = enjoyed(here) {
        return proposals;
    }
    let found = targets(document, here.end..here.sentence.end);
    let Some(first) = found.first() else { return Vec::new() };
    if let Some(owner) = possessor(here) {
        let sign = here.family.sign;
        return here.proposals(&owner, &[], sign, &found);
    }
    let after = first.end;
    if let Some(length) =
        document.begins(after, Class::Source).filter(|_| first.found != Found::New)
    {
        let agents = names_after(document, after + length, here.sentence.end);
        if !agents.is_empty() {
            return here.proposals(&agents, &[], here.family.sign, &found);
        }
    }
    governed(here, &found)
}

/// "the bill has the backing of Roe": the target is the subject.
fn enjoyed(here: &At<'_, '_>) -> Option<Vec<Proposal>> {
    let document = here.document;
    let number = document.verbs.partition_point(|verb| verb.at < here.at);
    let verb = &document.verbs[number.checked_sub(1)?];
    let Subject::Issue(issue, _) = verb.subject else { return None };
    let is_near = verb.at >= here.sentence.start
        && here.at - verb.at <= 4
        && document.is(here.end - 1, Class::Of);
    let agents = names_after(document, here.end, here.sentence.end.min(here.end + 8));
    if !is_near || agents.is_empty() {
        return None;
    }
    let aim = super::reader::Aim::Issue(issue);
    let target =
        Target { aim, found: Found::Named, is_turned: false, start: here.end, end: here.end + 2 };
    Some(here.proposals(&agents, &[], here.family.sign, &[target]))
}

/// "The bill angered Roe", "the bill found favour with Roe": what is received is the subject.
pub fn received(here: &At<'_, '_>) -> Vec<Proposal> {
    let document = here.document;
    let Some(verb) = here.verb().filter(|_| !here.is_noun()) else { return Vec::new() };
    let first = (verb.from..here.at).find_map(|at| issue_at(document, at));
    let subject = match verb.subject {
        // "a push for a deadline to stop mining": the deadline.
        Subject::Issue(issue, _) => Some((first.unwrap_or(issue), Found::Named)),
        Subject::Holders(_) | Subject::Unknown
            if document.is(verb.from, Class::It)
                || document.is(verb.from, Class::Demonstrative)
                || verb.from > 0 && document.is(verb.from - 1, Class::Demonstrative) =>
        {
            antecedent::issue(document, verb.from).map(|issue| (issue, Found::Referred))
        }
        Subject::Holders(_) | Subject::Named(_) | Subject::Unknown => None,
    };
    let Some((issue, found)) = subject else { return Vec::new() };
    let holders = names_after(document, here.end, here.sentence.end.min(here.end + 10));
    let end = last_name(document, here.end, here.sentence.end).max(here.end);
    let aim = super::reader::Aim::Issue(issue);
    let target = Target { aim, found, is_turned: here.is_negated(), start: here.end, end };
    here.proposals(&holders, &[], here.family.sign, &[target])
}

/// "a push by Roe for the bill", "met resistance from Roe".
fn from_agent(here: &At<'_, '_>) -> Vec<Proposal> {
    let document = here.document;
    let agents = names_after(document, here.end, here.sentence.end);
    if agents.is_empty() {
        return Vec::new();
    }
    let after = last_name(document, here.end, here.sentence.end);
    let goes_on = document.is(after, Class::Preposition) && !document.is(after, Class::Place);
    let own = if goes_on { targets(document, after..here.sentence.end) } else { Vec::new() };
    let own = own
        .into_iter()
        .filter(|target| target.found != Found::New && target.found != Found::Actor)
        .collect::<Vec<_>>();
    if !own.is_empty() {
        return here.proposals(&agents, &[], here.family.sign, &own);
    }
    // What is met with resistance stands before.
    let Some(issue) = first_issue(here).or_else(|| antecedent::issue(document, here.at)) else {
        return Vec::new();
    };
    let aim = super::reader::Aim::Issue(issue);
    let target = Target { aim, found: Found::Named, is_turned: false, start: here.end, end: after };
    here.proposals(&agents, &[], here.family.sign, &[target])
}

fn first_issue(here: &At<'_, '_>) -> Option<usize> {
    (here.sentence.start..here.at).find_map(|at| issue_at(here.document, at))
}

fn issue_at(document: &Document<'_>, at: usize) -> Option<usize> {
    match document.mention(at)?.referent {
        Referent::Issue(issue) => Some(issue),
        Referent::Actor(_) | Referent::Person(_) => None,
    }
}

/// The token after the names that begin within a few tokens.
fn last_name(document: &Document<'_>, start: usize, end: usize) -> usize {
    let mut last = start;
    let mut at = start;
    while at < end && at < last + 4 {
        if let Some(mention) = document.mention(at) {
            if Holder::of(document, mention.referent).is_none() {
                break;
            }
            last = mention.tokens.end;
            at = last;
        } else if at > start
            && last > start
            && !document.is(at, Class::And)
            && !document.is_mark(at, ",")
            && !document.is(at, Class::Determiner)
            && !document.is(at, Class::Voice)
        {
            break;
        } else {
            at += 1;
        }
    }
    last
}

/// Whose it is, by a possessive before it: "Peru's old opposition", "their call".
fn possessor(here: &At<'_, '_>) -> Option<Vec<Holder>> {
    let document = here.document;
    for at in (here.sentence.start..here.at).rev().take(5) {
        if document.tokens[at].kind == Kind::Possessive {
            let mention = document.mention(at.checked_sub(1)?)?;
            return Holder::of(document, mention.referent).map(|holder| vec![holder]);
        }
        if document.is(at, Class::Possessive) {
            let they = antecedent::they(document, at);
            let owner = if they.is_empty() { antecedent::it(document, at) } else { they };
            let is_subject = here.sentence.start == at
                || document.is_any_mark(at - 1)
                || document.is(at - 1, Class::But);
            return (is_subject && !owner.is_empty()).then_some(owner);
        }
        if let Some(mention) = document.mention(at) {
            return if mention.is_demonym {
                Holder::of(document, mention.referent).map(|holder| vec![holder])
            } else {
                None
            };
        }
        if document.is_any_mark(at)
            || document.is(at, Class::Preposition)
            || document.is(at, Class::Be)
            || document.is(at, Class::Auxiliary)
        {
            return None;
        }
    }
    None
}

/// What the subject of the verb before expresses: "voiced support for Laos", "expressed no concern about".
fn governed(here: &At<'_, '_>, found: &[Target]) -> Vec<Proposal> {
    let document = here.document;
    let number = document.verbs.partition_point(|verb| verb.at < here.at);
    let Some(verb) = number.checked_sub(1).map(|number| &document.verbs[number]) else {
        return Vec::new();
    };
    let gap = (verb.at + verb.length).min(here.at)..here.at;
    let is_near = verb.at >= here.sentence.start && gap.len() <= 6;
    let expresses = document.begins(verb.at, Class::Express).is_some();
    let is_across = gap.clone().any(|at| {
        document.is_any_mark(at)
            || document.mention(at).is_some()
            || document.is(at, Class::Preposition)
    });
    if !is_near || is_across || !expresses && !discourse::is_revoking(document, verb.at) {
        return Vec::new();
    }
    let Subject::Holders(holders) = &verb.subject else { return Vec::new() };
    let negations =
        gap.filter(|at| document.is(*at, Class::Negation)).count() + usize::from(verb.is_negated);
    let turned = document.triggers(verb.at).iter().any(|(_, trigger)| {
        turns(document, *trigger) && document.language.family(*trigger).frame != Frame::Noun
    });
    let sign = match (here.family.sign, negations % 2 == 1) {
        (Position::Oppose, true) => Position::Neutral,
        (sign, is_negated) => sign.turned_if(is_negated != turned),
    };
    let proposals = here.proposals(holders, &[], sign, found);
    let from = verb.from.min(here.at).max(here.sentence.start);
    proposals
        .into_iter()
        .map(|found| Proposal {
            clause: from..found.clause.end,
            label: verb.at..found.label.end,
            ..found
        })
        .collect()
}
