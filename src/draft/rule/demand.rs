//! "urges Peru to stop drilling", "pledged to protect the coast".

use super::content::{self, Target, targets};
use super::discourse;
use super::object::{relative, sign};
use super::reader::{Aim, At, Proposal};
use crate::draft::language::{Class, Form, Frame};
use crate::draft::read::{Document, Holder, Referent, Who, antecedent};
use crate::draft::stance::Found;
use crate::model::Position;

/// How far after a demand its infinitive may begin.
const REACH: usize = 14;

/// Proposals of a demand: on what it asks for, or else on whom it asks to refrain from something.
pub fn propose(here: &At<'_, '_>) -> Vec<Proposal> {
    let is_verb =
        here.is_finite() || here.form == Form::Gerund && !here.is_noun() || is_control(here);
    if !is_verb {
        return Vec::new();
    }
    if is_passive(here) {
        return Vec::new();
    }
    let holders = here.holders();
    let infinitive = infinitive_after(here);
    if infinitive.is_none()
        && let Some(found) = warned_off(here, &holders)
    {
        return found;
    }
    if holders.is_empty() || here.family.frame == Frame::Ask && infinitive.is_none() {
        return Vec::new();
    }
    let (addressees, start) = match infinitive {
        Some(to) => {
            // "wants the ban to stay": what is to be something stands before.
            let has_issue = (here.end..to).any(|at| {
                here.document
                    .mention(at)
                    .is_some_and(|mention| matches!(mention.referent, Referent::Issue(_)))
            });
            (addressees(here, to, &holders), if has_issue { here.end } else { to })
        }
        None => (Vec::new(), here.end),
    };
    let is_refusal = here.is_negated();
    let position = sign(here, false);
    if is_refusal
        && infinitive.is_none()
        && here.family.frame == Frame::Demand
        && here.document.tokens[here.at].quotation > 0
    {
        return Vec::new();
    }
    let found = targets(here.document, start..here.sentence.end);
    let found =
        found.into_iter().map(|target| aimed(here, target, &addressees, start)).collect::<Vec<_>>();
    // "demanded that Peru end it" is no support for Peru.
    let found = found
        .into_iter()
        .filter(|target| {
            target.found != Found::Actor || target.is_turned || here.family.frame == Frame::Ask
        })
        .collect::<Vec<_>>();
    let is_actor = matches!(found.first(), Some(Target { aim: Aim::Actor(who), .. }) if addressees.contains(who));
    let toward = if is_actor { Vec::new() } else { addressees.clone() };
    let toward = toward
        .into_iter()
        .filter(|who| found.iter().all(|target| target.aim != Aim::Actor(who.clone())))
        .collect::<Vec<_>>();
    if is_actor && addressees.len() > 1 {
        let each = addressees
            .iter()
            .flat_map(|who| {
                found
                    .iter()
                    .take(1)
                    .map(|target| Target { aim: Aim::Actor(who.clone()), ..target.clone() })
            })
            .collect::<Vec<_>>();
        return here.proposals(&holders, &[], position, &each);
    }
    here.proposals(&holders, &toward, position, &found)
}

/// "warned Peru against the move", "talked Peru out of the move".
fn warned_off(here: &At<'_, '_>, holders: &[Holder]) -> Option<Vec<Proposal>> {
    let document = here.document;
    let until = here.sentence.end.min(here.end + 7);
    let (at, length) = (here.end..until)
        .take_while(|at| !document.is_any_mark(*at))
        .find_map(|at| Some((at, document.begins(at, Class::Against)?)))?;
    let is_ask = here.family.frame == Frame::Ask && at > here.end;
    if !is_ask {
        return None;
    }
    let found = targets(document, at + length..here.sentence.end)
        .into_iter()
        .filter(|target| !matches!(target.found, Found::New | Found::Actor))
        .collect::<Vec<_>>();
    let toward = addressees(here, at, holders);
    let sign = Position::Oppose.turned_if(here.is_negated());
    (!found.is_empty()).then(|| here.proposals(holders, &toward, sign, &found))
}

fn is_passive(here: &At<'_, '_>) -> bool {
    let before = here.at.checked_sub(1).filter(|before| *before >= here.sentence.start);
    matches!(here.form, Form::Past | Form::Participle)
        && before.is_some_and(|before| here.document.is(before, Class::Be))
}

fn is_control(here: &At<'_, '_>) -> bool {
    let before = here.at.checked_sub(1).filter(|before| *before >= here.sentence.start);
    before.is_some_and(|before| here.document.is(before, Class::Infinitive))
        && here.verb().is_some_and(|verb| verb.is_inherited)
}

/// A demand whose object the map does not know is about its addressee, if it asks to refrain from something.
fn aimed(here: &At<'_, '_>, target: Target, addressees: &[Who], start: usize) -> Target {
    let Some(addressee) = addressees.first() else { return target };
    if target.found == Found::New && target.is_turned {
        let aim = Aim::Actor(addressee.clone());
        return Target {
            aim,
            found: Found::Actor,
            end: target.end,
            start: start.max(here.end),
            is_turned: true,
        };
    }
    target
}

/// The token of "to" with which the infinitive of a demand begins; "that" counts where somebody is to do something.
fn infinitive_after(here: &At<'_, '_>) -> Option<usize> {
    let document = here.document;
    let until = here.sentence.end.min(here.end + REACH);
    // "told them he would sign up to" has a verb of its own before "to".
    let is_clause = |at: usize| {
        document.is(at, Class::Auxiliary)
            || document.is(at, Class::Future)
            || document.is(at, Class::That)
    };
    let ends = |at: usize| {
        is_clause(at)
            || document.is_any_mark(at) && !document.is_mark(at, ",")
            || document.begins(at, Class::Stop).is_some() && at > here.end + 1
    };
    let to = (here.end..until).take_while(|at| !ends(*at)).find(|at| {
        document.is(*at, Class::Infinitive)
            && document
                .mention(at + 1)
                .is_none_or(|mention| matches!(mention.referent, Referent::Issue(_)))
            && !document.is(at + 1, Class::Determiner)
            // "an end to mining"
            && !document.is(*at - 1, Class::TurnNoun)
            && !document.is(*at - 1, Class::AgainstNoun)
    })?;
    // "not to" belongs to the infinitive.
    let is_negated = to > here.end && document.is(to - 1, Class::Negation);
    Some(if is_negated { to - 1 } else { to })
}

/// Those whom a demand is addressed to: the names or the pronoun between it and its infinitive.
fn addressees(here: &At<'_, '_>, to: usize, holders: &[Holder]) -> Vec<Who> {
    let document = here.document;
    let mut found = Vec::<Who>::new();
    let is_free = |who: &Who| holders.iter().all(|holder| holder.who != *who);
    let mut at = here.end;
    while at < to {
        if let Some(mention) = document.mention(at) {
            let next = mention.tokens.end;
            let goes_before = document
                .tokens
                .get(next)
                .is_some_and(|token| token.kind == crate::draft::text::Kind::Possessive)
                || mention.is_demonym && document.mention(next).is_some();
            if let Some(holder) = Holder::of(document, mention.referent)
                && !goes_before
                && is_free(&holder.who)
                && !found.contains(&holder.who)
            {
                found.push(holder.who);
            }
            at = next.max(at + 1);
            continue;
        }
        at += 1;
    }
    if found.is_empty() {
        found = pronoun(document, here.end, &is_free);
    }
    found
}

/// Those whom "it", "them" or "both" between a demand and its infinitive stands for.
fn pronoun(document: &Document<'_>, first: usize, is_free: &impl Fn(&Who) -> bool) -> Vec<Who> {
    let last = |count: usize| {
        let found = antecedent::before(document, first)
            .filter(|mention| !antecedent::is_place(document, mention));
        let mut all = Vec::<Who>::new();
        for mention in found {
            if matches!(mention.referent, Referent::Actor(_))
                && let Some(holder) = Holder::of(document, mention.referent)
                && is_free(&holder.who)
                && !all.contains(&holder.who)
            {
                all.push(holder.who);
            }
            if all.len() == count {
                break;
            }
        }
        all
    };
    if document.begins(first, Class::Both).is_some() {
        return last(2);
    }
    if document.is(first, Class::It) || document.is(first, Class::They) {
        return last(1);
    }
    Vec::new()
}

/// Proposals of a promise or a refusal: on what it is to do.
pub fn infinitive(here: &At<'_, '_>) -> Vec<Proposal> {
    if here.is_noun() || here.form == Form::Base && !here.is_finite() || is_passive(here) {
        return Vec::new();
    }
    let holders = here.holders();
    if holders.is_empty() {
        return Vec::new();
    }
    if here.document.begins(here.end, Class::SoVerb).is_some() {
        let Some(last) = here.so_far.last() else { return Vec::new() };
        let turn = (here.family.sign == Position::Oppose) != here.is_negated();
        let (aim, position) = (last.aim.clone(), last.position.turned_if(turn));
        let (start, end) = (here.end, here.end + 2);
        let target = Target { aim, found: Found::Carried, is_turned: false, start, end };
        return here.proposals(&holders, &[], position, &[target]);
    }
    let implied = here.document.triggers(here.end).iter().find_map(|(_, trigger)| {
        let family = here.document.language.family(*trigger);
        (family.frame == Frame::Implied && family.sign != Position::Neutral).then_some(family.sign)
    });
    if let Some(sign) = implied
        && let Some(topic) = discourse::topic(here)
    {
        // "promised to fight on", "refused to back down"
        let turn = (here.family.sign == Position::Oppose) != here.is_negated();
        return here.proposals(&holders, &[], sign.turned_if(turn), &[topic]);
    }
    let found = targets(here.document, content::content(here));
    let mut position = here.family.sign;
    if here.is_negated() {
        position = position.turned();
    }
    let is_bare = here.end >= here.sentence.end || here.document.is_any_mark(here.end);
    if is_bare && let Some(topic) = discourse::topic(here) {
        return here.proposals(&holders, &[], position, &[topic]);
    }
    let is_vague = found.iter().all(|target| matches!(target.found, Found::New | Found::Actor));
    if is_vague && let Some(target) = relative(here) {
        // "a plan that Peru refused to support"
        let is_turned =
            content::is_turned(here.document, here.end..here.sentence.end.min(here.end + 3));
        return here.proposals(&holders, &[], position, &[Target { is_turned, ..target }]);
    }
    let known = found
        .into_iter()
        .filter(|target| here.family.sign == Position::Support || target.found != Found::Actor);
    here.proposals(&holders, &[], position, &known.collect::<Vec<_>>())
}
