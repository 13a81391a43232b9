//! "backs the bill", "was condemned by Roe", "will scrap the fee".

use super::content::{self, Target, targets};
use super::discourse;
use super::reader::{Aim, At, Proposal};
use crate::draft::language::{Class, Form, Frame};
use crate::draft::read::{Document, Holder, Mention, Referent, Subject, antecedent};
use crate::draft::stance::Found;
use crate::model::Position;

/// Proposals of a verb with an object, active or passive.
pub fn propose(here: &At<'_, '_>) -> Vec<Proposal> {
    if matches!(here.form, Form::Past | Form::Participle)
        && let Some(agents) = agents_after(here.document, here.end, here.sentence.end)
    {
        return passive(here, &agents);
    }
    let is_deed = here.family.frame == Frame::Deed;
    if is_imperative(here) {
        return imperative(here);
    }
    if is_passive(here) || here.is_noun() || !has_subject(here) {
        return Vec::new();
    }
    let is_future = here.has_before(Class::Future);
    if is_deed && !is_future && !is_control(here) {
        return Vec::new();
    }
    let holders = here.holders();
    if holders.is_empty() {
        return Vec::new();
    }
    let sign = sign(here, is_future);
    let is_claim = (here.end + 1..here.end + 3).any(|at| {
        here.document.is(at, Class::ClaimNoun) && !here.document.is(at + 1, Class::Toward)
    });
    if sign == Position::Oppose && is_claim && here.document.is(here.end, Class::Definite) {
        // "rejected that criticism"
        return discourse::retort(here);
    }
    if let Some(echoed) = discourse::echoed(here, sign) {
        return here.proposals(&holders, &[], Position::Support, &[echoed]);
    }
    let mut found = found(here, is_deed);
    if here.document.begins(here.at, Class::Report).is_some() {
        // "announced a ban", but not "announced that …"
        found.retain(|target| {
            matches!(target.found, Found::Named | Found::Alike)
                && target.start <= here.end + 6
                && !(here.end..target.start).any(|at| here.document.is(at, Class::That))
        });
    }
    here.proposals(&holders, &[], sign, &found)
}

/// Whether it has a tense, or is a participle that shares a subject: "…, calling for", "with Roe blocking".
fn has_subject(here: &At<'_, '_>) -> bool {
    match here.form {
        Form::Gerund => here.verb().is_some_and(|verb| {
            let before = here.at.checked_sub(1);
            let follows_comma = before.is_some_and(|before| here.document.is_mark(before, ","));
            let is_after_preposition = before.is_some_and(|before| {
                here.document.is(before, Class::Preposition)
                    && !here.document.is(before, Class::Agent)
            });
            let follows_comma = follows_comma
                || before.is_some_and(|before| {
                    here.document.is(before, Class::Agent) || here.document.is(before, Class::Paper)
                });
            verb.subject != Subject::Unknown
                && !is_after_preposition
                && (follows_comma || !verb.is_inherited)
        }),
        Form::Base => here.is_finite() || is_control(here),
        Form::Fixed | Form::Third | Form::Past | Form::Participle => true,
    }
}

/// "voted … to support", "decided to scrap": an infinitive after a verb that has the same subject.
fn is_control(here: &At<'_, '_>) -> bool {
    let document = here.document;
    let is_infinitive =
        here.at > here.sentence.start && document.is(here.at - 1, Class::Infinitive);
    if is_infinitive && here.at > here.sentence.start + 2 {
        // "was quick to criticise"
        let adjective = document.ends(here.at - 2, Class::ControlAdjective);
        let be = adjective.and_then(|length| (here.at - 1).checked_sub(length + 1));
        if be.is_some_and(|be| document.is(be, Class::Be)) {
            return true;
        }
    }
    let mut verbs = document
        .verbs
        .iter()
        .rev()
        .skip(document.verbs.len() - document.verbs.partition_point(|verb| verb.at < here.at));
    is_infinitive
        && verbs.next().is_some_and(|verb| {
            verb.at >= here.sentence.start && document.begins(verb.at, Class::Control).is_some()
        })
}

/// The side: "does not oppose" is neutral, "will not oppose" and "no longer opposes" are support.
pub fn sign(here: &At<'_, '_>, is_future: bool) -> Position {
    let sign = here.family.sign;
    if !here.is_negated() {
        return sign;
    }
    let is_changed = is_future || here.has_before(Class::NoLonger);
    let negated = here.family.negated.filter(|_| !is_changed);
    negated.unwrap_or_else(|| sign.turned())
}

fn found(here: &At<'_, '_>, is_deed: bool) -> Vec<Target> {
    let document = here.document;
    let object = object_holders(here);
    if !object.is_empty() {
        let actor = |holder: Holder| Target {
            aim: Aim::Actor(holder.who),
            found: Found::Actor,
            is_turned: false,
            start: here.end,
            end: here.end + 1,
        };
        return object.into_iter().map(actor).collect();
    }
    if (here.at..here.end).any(|at| document.is(at, Class::Reflexive)) {
        // "ruled that out"
        return discourse::latest(document, here.at).into_iter().collect();
    }
    let found = targets(document, content::content(here));
    if let Some(target) = related(here)
        && found.iter().all(|target| matches!(target.found, Found::New | Found::Actor))
    {
        return vec![target];
    }
    let is_new = found.iter().all(|target| target.found == Found::New);
    let is_bare = here.end >= here.sentence.end || document.is_any_mark(here.end);
    if is_bare && is_deed && here.is_negated() {
        // "We will not yield."
        return discourse::topic(here).into_iter().collect();
    }
    if is_bare && is_new {
        return Vec::new();
    }
    found
}

/// What "that" or "which" before the subject stands for: "the ban, which Peru has condemned".
fn related(here: &At<'_, '_>) -> Option<Target> {
    let document = here.document;
    let is_closed = here.end >= here.sentence.end
        || document.is_any_mark(here.end)
        || document.is(here.end, Class::Preposition)
        || document.is(here.end, Class::Stop)
        || document.is(here.end, Class::And)
        || document.is(here.end, Class::Because);
    if is_closed { relative(here) } else { None }
}

/// The issue that a relative clause is about, whose verb has a subject of its own.
pub fn relative(here: &At<'_, '_>) -> Option<Target> {
    let document = here.document;
    if let Some(target) = contact(here) {
        return Some(target);
    }
    let from = here.verb()?.from;
    let relative = from.checked_sub(1).filter(|relative| *relative > here.sentence.start)?;
    let is_relative = document.is(relative, Class::Relative) || document.is(relative, Class::That);
    let before = document.mention(relative - 1).or_else(|| {
        let comma = document.is_mark(relative - 1, ",");
        document.mention(relative.checked_sub(2).filter(|_| comma)?)
    });
    let is_issue = before.is_some_and(|before| matches!(before.referent, Referent::Issue(_)));
    let is_noun =
        document.is(relative - 1, Class::IssueNoun) || document.is(relative - 1, Class::Deed);
    (is_relative && (is_issue || is_noun)).then(|| discourse::latest(document, relative))?
}

/// What a clause without "that" is about: "an idea the ministry has ruled out".
fn contact(here: &At<'_, '_>) -> Option<Target> {
    let document = here.document;
    let verb = here.verb().filter(|verb| verb.from < here.at && !verb.is_inherited)?;
    let subject = (verb.from..here.at).find_map(|at| document.mention(at))?;
    let before = subject.tokens.start.checked_sub(1)?;
    let noun = before.checked_sub(usize::from(document.is(before, Class::Determiner)))?;
    let is_noun = [Class::IssueNoun, Class::Deed, Class::StanceNoun, Class::ClaimNoun]
        .into_iter()
        .any(|class| document.is(noun, class));
    let is_determined = noun > here.sentence.start
        && document.is(noun - 1, Class::Determiner)
        && noun > here.sentence.start + 1;
    let is_actor = !matches!(subject.referent, Referent::Issue(_)) && !subject.is_demonym;
    (is_noun && is_determined && is_actor).then(|| discourse::latest(document, noun))?
}

/// The actors that are the object itself, and not what goes before it: "rebuked Peru for", "accused both of", "accused
/// the minister of".
fn object_holders(here: &At<'_, '_>) -> Vec<Holder> {
    let document = here.document;
    let first = here.end
        + usize::from(
            document.is(here.end, Class::Determiner)
                && document.begins(here.end, Class::Both).is_none(),
        );
    let closes = |at: usize| {
        at >= here.sentence.end
            || document.is_any_mark(at)
            || document.is(at, Class::Stop)
            || document.is(at, Class::Preposition)
                && !document.is(at, Class::Place)
                && !document.is(at, Class::Infinitive)
    };
    if let Some(length) = document.begins(here.end, Class::Both) {
        let role = antecedent::Role::of(document, here.end + length);
        let end = here.end + length + usize::from(role.is_some());
        if !closes(end) {
            return Vec::new();
        }
        let own = here.holders().into_iter().map(|holder| holder.who).collect::<Vec<_>>();
        let both =
            antecedent::last(document, here.end, role.unwrap_or(antecedent::Role::Any), 2, &own);
        return if both.len() == 2 { both } else { Vec::new() };
    }
    if let Some(mention) = document.mention(first) {
        let holder = Holder::of(document, mention.referent)
            .filter(|_| closes(mention.tokens.end) && !mention.is_demonym);
        return holder.into_iter().collect();
    }
    role_holder(here, first, closes).into_iter().collect()
}

/// The actor that a noun stands for as an object: "blamed the minister for", "attacked the lobby group for".
fn role_holder(here: &At<'_, '_>, first: usize, closes: impl Fn(usize) -> bool) -> Option<Holder> {
    let document = here.document;
    let is_definite = document.is(here.end, Class::Definite);
    let noun = (first..first + 3).find(|at| closes(at + 1))?;
    let role = antecedent::Role::of(document, noun)
        .filter(|_| is_definite && document.mention(noun).is_none())?;
    if role == antecedent::Role::Persons {
        return antecedent::titled(document, noun, here.end);
    }
    let own = here.holders().into_iter().map(|holder| holder.who).collect::<Vec<_>>();
    antecedent::last(document, here.end, role, 1, &own).pop()
}

/// Whether a form of "be" goes before.
fn is_passive(here: &At<'_, '_>) -> bool {
    let document = here.document;
    let left = (here.sentence.start..here.at).rev().take(4);
    let mut left =
        left.take_while(|at| !document.is_any_mark(*at) && document.mention(*at).is_none());
    let is_skipped = |at: usize| {
        document.is(at, Class::Adverb)
            || document.is(at, Class::Negation)
            || document.language.looks_like_adverb(&document.tokens[at].lower)
    };
    let before = left.find(|at| !is_skipped(*at));
    matches!(here.form, Form::Past | Form::Participle)
        && before.is_some_and(|at| document.is(at, Class::Be))
}

/// "by Roe" right after a participle, with at most a date or an adverb between.
pub fn agents_after(
    document: &Document<'_>,
    end: usize,
    sentence_end: usize,
) -> Option<Vec<Holder>> {
    let until = sentence_end.min(end + 5);
    let by = (end..until)
        .take_while(|at| !document.is_any_mark(*at) && document.mention(*at).is_none())
        .find(|at| document.is(*at, Class::Agent))?;
    let agents = names_after(document, by + 1, sentence_end);
    (!agents.is_empty()).then_some(agents)
}

/// The actors named right after a preposition, with what joins them.
pub fn names_after(document: &Document<'_>, start: usize, end: usize) -> Vec<Holder> {
    let mut found = Vec::<Holder>::new();
    let mut at = start;
    let mut steps = 0;
    while at < end && steps < 8 {
        if let Some(mention) = document.mention(at) {
            let next = mention.tokens.end;
            let goes_before = mention.is_demonym
                || document
                    .tokens
                    .get(next)
                    .is_some_and(|token| token.kind == crate::draft::text::Kind::Possessive);
            let voice = (next..end.min(next + 4))
                .take_while(|at| !document.is_any_mark(*at))
                .any(|at| document.is(at, Class::Voice));
            if let Some(holder) = Holder::of(document, mention.referent)
                && (!goes_before || voice || mention.is_demonym)
            {
                found.push(holder);
            }
            at = next;
            if goes_before {
                continue;
            }
            let joined = document.is(at, Class::And)
                || document.is_mark(at, ",")
                    && (document.mention(at + 1).is_some() || document.is(at + 1, Class::And));
            if !joined {
                break;
            }
            at += 1;
            steps = 4;
            continue;
        }
        let is_other = !found.is_empty() && !document.triggers(at).is_empty();
        if document.is_any_mark(at)
            || is_other
            || document.is(at, Class::Stop)
            || document.begins(at, Class::Report).is_some()
        {
            break;
        }
        at += 1;
        steps += 1;
    }
    found
}

/// "The bill was condemned by Roe", "a plan backed by Roe": the target stands before.
fn passive(here: &At<'_, '_>, agents: &[Holder]) -> Vec<Proposal> {
    let document = here.document;
    let start = here.sentence.start;
    let from = here.verb().map_or(here.at, |verb| verb.from).max(start);
    let subject = here.verb().map(|verb| &verb.subject);
    let target = match subject {
        Some(Subject::Issue(issue, tokens)) => {
            Some(named(Aim::Issue(*issue), Found::Named, tokens))
        }
        _ => before(document, from.min(here.at), here.at)
            .or_else(|| before(document, here.at.saturating_sub(8).max(start), here.at)),
    };
    let target = target.or_else(|| {
        let issue = antecedent::issue(document, here.at)?;
        let is_pronoun =
            (start..here.at).any(|at| document.is(at, Class::It) || document.is(at, Class::They));
        let aim = Aim::Issue(issue);
        is_pronoun.then_some(Target {
            aim,
            found: Found::Referred,
            is_turned: false,
            start: here.at,
            end: here.end,
        })
    });
    let Some(target) = deed_before(here).or(target) else { return Vec::new() };
    let sign = here.family.sign.turned_if(here.is_negated());
    let end = here.end + 4;
    let found = here.proposals(agents, &[], sign, &[Target { start: here.at, end, ..target }]);
    found
        .into_iter()
        .map(|found| Proposal {
            rule: format!("{} (passive)", found.rule),
            label: here.at..here.end,
            ..found
        })
        .collect()
}

/// What "a decision hailed by Roe and condemned by Poe" is about.
fn deed_before(here: &At<'_, '_>) -> Option<Target> {
    let document = here.document;
    let left = (here.sentence.start..here.at).rev().take(14);
    let noun = left.take_while(|at| !document.is_any_mark(*at)).find(|at| {
        document.is(*at, Class::ActNoun)
            && *at > here.sentence.start
            && document.is(*at - 1, Class::Determiner)
    })?;
    let follows = noun + 1 == here.at || document.is(here.at - 1, Class::And);
    let issue = antecedent::noun(document, noun, noun).filter(|_| follows)?;
    Some(Target {
        aim: Aim::Issue(issue),
        found: Found::Referred,
        is_turned: content::was_turned(document, noun, issue),
        start: here.at,
        end: here.end,
    })
}

fn named(aim: Aim, found: Found, tokens: &std::ops::Range<usize>) -> Target {
    Target { aim, found, is_turned: false, start: tokens.start, end: tokens.end }
}

/// The issue, or else the actor, named in some tokens.
fn before(document: &Document<'_>, from: usize, to: usize) -> Option<Target> {
    let mentions = || (from..to).filter_map(|at| document.mention(at));
    let issue = mentions().find_map(|mention| match mention {
        Mention { referent: Referent::Issue(issue), tokens, .. } => {
            Some(named(Aim::Issue(*issue), Found::Named, tokens))
        }
        _ => None,
    });
    issue.or_else(|| {
        let mention = mentions().next()?;
        let holder = Holder::of(document, mention.referent)?;
        Some(named(Aim::Actor(holder.who), Found::Actor, &mention.tokens))
    })
}

/// Whether it opens a sentence that somebody is quoted with: "Scrap the fee!"
fn is_imperative(here: &At<'_, '_>) -> bool {
    matches!(here.form, Form::Base | Form::Fixed)
        && here.at == here.sentence.start
        && here.document.tokens[here.at].quotation > 0
}

fn imperative(here: &At<'_, '_>) -> Vec<Proposal> {
    let Some((speakers, _)) = crate::draft::read::speaker_at(here.document, here.at) else {
        return Vec::new();
    };
    let found = targets(here.document, content::content(here));
    let named = found
        .into_iter()
        .filter(|target| matches!(target.found, Found::Named | Found::Alike))
        .collect::<Vec<_>>();
    let found = here.proposals(&speakers, &[], here.family.sign, &named);
    found.into_iter().map(|found| Proposal { rule: "imperative".to_owned(), ..found }).collect()
}
