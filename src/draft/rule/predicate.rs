//! "is in favour of the bill", "a critic of the bill".

use super::content::{content, targets};
use super::reader::{At, Proposal, holders_of};
use crate::draft::language::Class;
use crate::draft::read::{Holder, Subject};
use crate::draft::stance::Found;
use crate::model::Position;

/// Proposals of what somebody is said to be.
pub fn propose(here: &At<'_, '_>) -> Vec<Proposal> {
    let document = here.document;
    let number = document.verbs.partition_point(|verb| verb.at < here.at);
    let verb = number.checked_sub(1).map(|number| &document.verbs[number]);
    let found = targets(document, content(here));
    let found = found
        .into_iter()
        .filter(|target| target.found != Found::New || document.gazetteer.issues.is_empty())
        .collect::<Vec<_>>();
    if let Some(verb) = verb
        && verb.at >= here.sentence.start
        && document.begins(verb.at, Class::Be).is_some()
        && (verb.at + verb.length..here.at).all(|at| {
            document.is(at, Class::Adverb)
                || document.is(at, Class::Negation)
                || document.is(at, Class::Be)
                || document.language.looks_like_adverb(&document.tokens[at].lower)
        })
    {
        let negations =
            (verb.at + verb.length..here.at).filter(|at| document.is(*at, Class::Negation)).count();
        let is_negated = (negations % 2 == 1) != verb.is_negated;
        let sign = match (here.family.sign, is_negated) {
            (Position::Oppose, true) => Position::Neutral,
            (sign, is_negated) => sign.turned_if(is_negated),
        };
        let holders = match &verb.subject {
            Subject::Issue(..) => return Vec::new(),
            Subject::Holders(_) | Subject::Named(_) | Subject::Unknown => {
                holders_of(document, verb)
            }
        };
        let from = verb.from;
        let proposals = here.proposals(&holders, &[], sign, &found);
        return proposals
            .into_iter()
            .map(|found| Proposal { clause: from.min(here.at)..found.clause.end, ..found })
            .collect();
    }
    if let Some(verb) = verb
        && verb.at >= here.sentence.start
        && document.begins(verb.at, Class::SideVerb).is_some()
        && here.at - verb.at < 14
        && !(verb.at..here.at).any(|at| document.is_any_mark(at))
    {
        // "voted by seven to five on Monday in favour of"
        let holders = holders_of(document, verb);
        let sign = here.family.sign.turned_if(verb.is_negated);
        let proposals = here.proposals(&holders, &[], sign, &found);
        return proposals
            .into_iter()
            .map(|found| Proposal {
                clause: verb.from.min(here.at)..found.clause.end,
                label: verb.at..found.label.end,
                ..found
            })
            .collect();
    }
    apposition(here, &found)
}

/// "Australia, once a critic of the plan,".
fn apposition(here: &At<'_, '_>, found: &[super::content::Target]) -> Vec<Proposal> {
    let document = here.document;
    let left = (here.sentence.start..here.at).rev().take(3);
    let comma = left.into_iter().find(|at| document.is_mark(*at, ","));
    let Some(mention) = comma.and_then(|comma| document.mention(comma.checked_sub(1)?)) else {
        return Vec::new();
    };
    let Some(holder) = Holder::of(document, mention.referent) else { return Vec::new() };
    let begins_with_article = here.document.is(here.at, Class::Determiner);
    if !begins_with_article {
        return Vec::new();
    }
    here.proposals(&[holder], &[], here.family.sign, found)
}
