//! "called the tax unjust", "described the plan as a milestone".

use super::content::{Target, was_turned};
use super::reader::{Aim, At, Proposal};
use crate::draft::language::{Class, Form};
use crate::draft::read::{Holder, Mention, Referent, antecedent};
use crate::draft::stance::Found;
use crate::model::Position;

/// How far after the verb its object ends, and how many words of the rating are read.
const REACH: usize = 12;

/// Proposals of a verb that says what somebody calls something.
pub fn propose(here: &At<'_, '_>) -> Vec<Proposal> {
    let is_verb = here.is_finite() || here.form == Form::Gerund;
    let holders = here.holders();
    if !is_verb || here.is_noun() || holders.is_empty() {
        return Vec::new();
    }
    // "a ban that Peru calls essential"
    let Some(target) = rated(here).or_else(|| related(here)) else { return Vec::new() };
    let Some(sign) = quality(here, target.end) else { return Vec::new() };
    let sign = sign.turned_if(here.is_negated());
    let reach = here.sentence.end.min(target.end + REACH);
    let document = here.document;
    let is_end = |at: &usize| document.is_any_mark(*at) && document.tokens[*at].quotation == 0;
    let end = (target.end + 1..reach).find(is_end).unwrap_or(reach);
    here.proposals(&holders, &[], sign, &[Target { end, start: target.start, ..target }])
}

fn related(here: &At<'_, '_>) -> Option<Target> {
    let target = super::object::relative(here)?;
    Some(Target { start: here.end, end: here.end, ..target })
}

fn rated(here: &At<'_, '_>) -> Option<Target> {
    let document = here.document;
    let until = here.sentence.end.min(here.end + 8);
    let first = here.end;
    let noun = (first..until.min(first + 3))
        .find(|at| document.is(*at, Class::IssueNoun) && document.mention(*at).is_none());
    let mention = (first..until)
        .take_while(|at| {
            !document.is_any_mark(*at)
                && document.tokens[*at].quotation == document.tokens[here.at].quotation
        })
        .find_map(|at| document.mention(at));
    let target = |aim, found, start, end| Some(Target { aim, found, is_turned: false, start, end });
    match mention {
        Some(Mention { referent: Referent::Issue(issue), tokens, .. }) => {
            target(Aim::Issue(*issue), Found::Named, tokens.start, tokens.end)
        }
        _ if document.is(first, Class::It)
            || noun.is_some() && document.is(first, Class::Definite) =>
        {
            let issue = match noun {
                Some(noun) => antecedent::noun(document, noun, here.at),
                None => antecedent::issue(document, here.at),
            }?;
            let is_turned = noun.is_some_and(|noun| was_turned(document, noun, issue));
            Some(Target {
                aim: Aim::Issue(issue),
                found: Found::Referred,
                is_turned,
                start: first,
                end: noun.map_or(first + 1, |noun| noun + 1),
            })
        }
        Some(mention) if mention.tokens.start <= first + 1 => {
            let holder = Holder::of(document, mention.referent)?;
            target(Aim::Actor(holder.who), Found::Actor, mention.tokens.start, mention.tokens.end)
        }
        _ => None,
    }
}

/// What the words after the object say of it: a known quality, or, where they are quoted, most often nothing good.
fn quality(here: &At<'_, '_>, end: usize) -> Option<Position> {
    let document = here.document;
    let until = here.sentence.end.min(end + REACH);
    let words = end..until;
    let mut is_negated = false;
    for at in words.clone() {
        if document.is_any_mark(at) && document.tokens[at].quotation == 0 {
            break;
        }
        is_negated = is_negated != document.is(at, Class::Negation);
        if document.begins(at, Class::BadQuality).is_some() {
            return Some(Position::Oppose.turned_if(is_negated));
        }
        if document.begins(at, Class::GoodQuality).is_some() {
            return Some(Position::Support.turned_if(is_negated));
        }
    }
    let own = document.tokens[here.at].quotation;
    let mut quoted = words.take(4);
    (own == 0 && quoted.any(|at| document.tokens[at].quotation > 0)).then_some(Position::Oppose)
}
