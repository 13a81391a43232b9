//! Noun phrases as subjects.

use std::ops::Range;

use super::antecedent::{self, Role};
use super::subject::{Holder, Subject};
use super::{Document, Mention, Referent};
use crate::draft::language::Class;
use crate::draft::text::{Kind, Place};

/// The most tokens of a noun phrase.
const LONGEST: usize = 18;

/// What the noun phrase that ends before a token stands for, and its first token.
pub fn ending(document: &Document<'_>, end: usize, start: usize) -> (Subject, usize) {
    let Some(last) = end.checked_sub(1).filter(|last| *last >= start) else {
        return (Subject::Unknown, end);
    };
    if let Some((subject, from)) = pronoun(document, last) {
        return (subject, from);
    }
    let range = range(document, end, start);
    let from = range.start;
    (subject(document, range), from)
}

/// The holders of "both" or "neither".
pub fn both(document: &Document<'_>, at: usize) -> Vec<Holder> {
    let holders = antecedent::last(document, at, Role::Any, 2, &[]);
    if holders.len() == 2 { resolved(holders) } else { Vec::new() }
}

fn resolved(holders: Vec<Holder>) -> Vec<Holder> {
    holders.into_iter().map(|holder| Holder { is_resolved: true, ..holder }).collect()
}

fn holders(holders: Vec<Holder>) -> Subject {
    if holders.is_empty() { Subject::Unknown } else { Subject::Holders(holders) }
}

fn pronoun(document: &Document<'_>, last: usize) -> Option<(Subject, usize)> {
    let found = if document.is(last, Class::He) {
        antecedent::he(document, last)
    } else if document.is(last, Class::It) {
        antecedent::it(document, last)
    } else if document.is(last, Class::They) {
        antecedent::they(document, last)
    } else if document.is(last, Class::We) && document.tokens[last].quotation > 0 {
        // The speaker is found when all verbs are known.
        Vec::new()
    } else {
        let length = document.ends(last, Class::Both)?;
        let from = last + 1 - length;
        return Some((holders(both(document, from)), from));
    };
    Some((holders(resolved(found)), last))
}

/// The tokens of the noun phrase that ends before a token.
fn range(document: &Document<'_>, end: usize, start: usize) -> Range<usize> {
    let mut from = end;
    while from > start && end - from < LONGEST {
        let at = from - 1;
        if let Some(mention) = document.mention(at) {
            from = mention.tokens.start.max(start);
            continue;
        }
        if document.tokens[at].quotation != document.tokens[end - 1].quotation {
            break;
        }
        if document.is(at, Class::And) && document.mention(at.wrapping_sub(1)).is_none() {
            break;
        }
        if is_list_comma(document, at) {
            from = at;
            continue;
        }
        // "condemned by Roe": the agent is a phrase of its own.
        let is_passive = document.is(at + 1, Class::Agent) && !document.triggers(at).is_empty();
        if is_barrier(document, at) || is_passive {
            break;
        }
        if document.is(at, Class::Determiner) || document.is(at, Class::Possessive) {
            from = at;
            let is_attached = at > start
                && (document.is(at - 1, Class::Preposition)
                    || document.is(at - 1, Class::And)
                    || document.is(at - 1, Class::Both))
                && !(document.is(at - 1, Class::And)
                    && (at < 2 || document.mention(at - 2).is_none()));
            // "lifting the embargo"
            let is_gerund = at > start
                && document.language.looks_like_gerund(&document.tokens[at - 1].lower)
                && document.mention(at - 1).is_none();
            if is_gerund {
                from = at - 1;
            }
            if !is_attached {
                break;
            }
            continue;
        }
        from = at;
    }
    while from < end
        && (document.is(from, Class::Preposition)
            || document.is(from, Class::And)
            || document.is_any_mark(from))
        && document.mention(from).is_none()
    {
        from += 1;
    }
    from..end
}

/// A comma between two names, the later of which ends a list.
fn is_list_comma(document: &Document<'_>, at: usize) -> bool {
    let is_actor = |at: usize| {
        document.mention(at).is_some_and(|mention| matches!(mention.referent, Referent::Actor(_)))
    };
    document.is_mark(at, ",") && at > 0 && is_actor(at - 1) && {
        let next = at + 1 + usize::from(document.is(at + 1, Class::And));
        let next = next + usize::from(document.is(next, Class::Determiner));
        is_actor(next)
            && document.mention(next).is_some_and(|mention| {
                let after = mention.tokens.end;
                // A list goes on, or the sentence is a headline that has no "and".
                document.is(after, Class::And)
                    || document.is_mark(after, ",")
                    || document.is(at + 1, Class::And)
                    || at < 6
                        && document.sentence_of(at).is_some_and(|number| {
                            document.paragraphs[document.sentences[number].paragraph].place
                                == Place::Headline
                                && !document.is_mark(after, ",")
                        })
            })
    }
}

fn is_barrier(document: &Document<'_>, at: usize) -> bool {
    let barriers = [
        Class::Report,
        Class::Auxiliary,
        Class::Be,
        Class::That,
        Class::Stop,
        Class::Condition,
        Class::Infinitive,
        Class::Relative,
        Class::But,
        Class::He,
        Class::They,
        Class::Control,
    ];
    document.tokens[at].kind == Kind::Mark
        || barriers.iter().any(|class| {
            document.is(at, *class)
                && !(document.is(at, Class::Determiner) && *class != Class::That)
        })
}

fn subject(document: &Document<'_>, range: Range<usize>) -> Subject {
    if range.is_empty() {
        return Subject::Unknown;
    }
    let preposition = range
        .clone()
        .find(|at| document.is(*at, Class::Preposition) && document.mention(*at).is_none());
    let head = range.start..preposition.unwrap_or(range.end);
    let Some(last) = head.end.checked_sub(1).filter(|last| head.contains(last)) else {
        return Subject::Unknown;
    };
    let is_vague = document.begins(head.start, Class::Vague).is_some() && head.len() == 1;
    let is_existential = document.begins(range.start, Class::Existential).is_some();
    if is_vague || is_existential {
        return Subject::Unknown;
    }
    if let Some(found) = group(document, &head, last) {
        return found;
    }
    if let Some(found) = owned_voice(document, &head, last) {
        return found;
    }
    match document.mention(last) {
        Some(Mention { referent: Referent::Issue(issue), tokens, .. }) => {
            return Subject::Issue(*issue, tokens.clone());
        }
        Some(_) => return holders(named(document, &head)),
        None => {}
    }
    if document.ends(last, Class::Voice).is_some() {
        let own = named(document, &head);
        if !own.is_empty() {
            return holders(own);
        }
        if let Some(preposition) = preposition
            && (document.is(preposition, Class::Of) || document.is(preposition, Class::Agent))
        {
            let theirs = named(document, &(preposition + 1..range.end));
            if !theirs.is_empty() {
                return holders(theirs);
            }
        }
    }
    if let Some(found) = role(document, &head, last) {
        return found;
    }
    if document.ends(last, Class::Voice).is_some()
        && preposition.is_none()
        && document.mention(last).is_none()
        && let Some(found) = unnamed_voice(document, &head)
    {
        return found;
    }
    if let Some((issue, tokens)) = issue_in(document, &range) {
        return Subject::Issue(issue, tokens);
    }
    // A word that only begins the sentence is no name.
    let begins = document
        .sentence_of(head.start)
        .is_some_and(|number| document.sentences[number].tokens.start == head.start);
    if begins && head.len() == 1 && document.tokens[last].kind == Kind::Word {
        return Subject::Unknown;
    }
    let first =
        head.clone().find(|at| document.tokens[*at].is_capital && document.mention(*at).is_none());
    match first {
        Some(first)
            if document.tokens[last].is_capital && !document.is(first, Class::Determiner) =>
        {
            Subject::Named(first..head.end)
        }
        Some(first) if document.tokens[last].is_capital && first + 1 < head.end => {
            Subject::Named(first + 1..head.end)
        }
        _ => Subject::Unknown,
    }
}

/// The actors and people named in a phrase, without those that only go before another: "South Korea's Acme".
fn named(document: &Document<'_>, range: &Range<usize>) -> Vec<Holder> {
    let mut found = Vec::<Holder>::new();
    let mut at = range.start;
    while at < range.end {
        let Some(mention) = document.mention(at) else {
            at += 1;
            continue;
        };
        at = mention.tokens.end.max(at + 1);
        let next = at
            + usize::from(
                document.tokens.get(at).is_some_and(|token| token.kind == Kind::Possessive),
            );
        let goes_before = next < range.end
            && document
                .mention(next)
                .is_some_and(|next| Holder::of(document, next.referent).is_some())
            && (next > at
                || mention.is_demonym
                // "Telmark rebels"
                || matches!(mention.referent, Referent::Actor(_))
                    && document
                        .mention(next)
                        .is_some_and(|next| matches!(next.referent, Referent::Actor(_))));
        let title_then_name = (at..range.end)
            .find_map(|later| document.mention(later))
            .is_some_and(|later| matches!(later.referent, Referent::Person(_)))
            && !(at..range.end).any(|at| document.is(at, Class::And));
        if !goes_before
            && !title_then_name
            && let Some(holder) = Holder::of(document, mention.referent)
            && found.iter().all(|known| known.who != holder.who)
        {
            found.push(holder);
        }
    }
    found
}

/// "the two ministers", "both parties".
fn group(document: &Document<'_>, head: &Range<usize>, last: usize) -> Option<Subject> {
    let both = (head.start..head.end).take(2).find_map(|at| document.begins(at, Class::Both))?;
    if both == 1 && document.mention(last).is_some() && !named(document, head).is_empty() {
        return None;
    }
    if head.clone().any(|at| document.is(at, Class::And)) {
        // "both unions and employers"
        return None;
    }
    let role = Role::of(document, last).unwrap_or(Role::Any);
    let found = antecedent::last(document, head.start, role, 2, &[]);
    Some(if found.len() == 2 { Subject::Holders(resolved(found)) } else { Subject::Unknown })
}

/// "whose Geneva office", "its councillors": of whom the pronoun stands for.
fn owned_voice(document: &Document<'_>, head: &Range<usize>, last: usize) -> Option<Subject> {
    let first = head.start;
    let is_whose = document.is(first, Class::Relative) || document.tokens[first].lower == "whose";
    document.ends(last, Class::Voice)?;
    if is_whose && document.is(first, Class::Possessive) {
        let owner = antecedent::owner(document, first, first)?;
        return Some(holders(resolved(vec![Holder::actor(document, owner)])));
    }
    let is_its = document.is(first, Class::Neuter) && document.mention(last).is_some();
    if is_its && !matches!(document.mention(last)?.referent, Referent::Person(_)) {
        return Some(holders(resolved(antecedent::it(document, first))));
    }
    None
}

/// "the minister", "her party", "the group": what was mentioned last of that kind.
fn role(document: &Document<'_>, head: &Range<usize>, last: usize) -> Option<Subject> {
    let role = Role::of(document, last)?;
    let possessive = head.clone().find(|at| document.is(*at, Class::Possessive));
    if let Some(possessive) = possessive {
        let is_thing = document.is(possessive, Class::Neuter);
        let owner = if is_thing {
            antecedent::it(document, possessive)
        } else {
            antecedent::he(document, possessive)
        };
        let owner = if owner.is_empty() { antecedent::it(document, possessive) } else { owner };
        return Some(holders(resolved(owner)));
    }
    let is_definite = document.is(head.start, Class::Definite) && head.len() <= 3;
    if !is_definite {
        return None;
    }
    if role == Role::Persons {
        let person = antecedent::titled(document, last, head.start);
        return person.map(|person| Subject::Holders(resolved(vec![person])));
    }
    if let Some(called) = antecedent::called(document, last, role, &[]) {
        return Some(Subject::Holders(resolved(vec![called])));
    }
    let found = antecedent::last(document, head.start, role, 1, &[]);
    (!found.is_empty()).then(|| Subject::Holders(resolved(found)))
}

/// "a government spokesman": of whoever acted last in the paragraph.
fn unnamed_voice(document: &Document<'_>, head: &Range<usize>) -> Option<Subject> {
    let is_name = |at: usize| {
        document.tokens[at].is_capital
            && document.mention(at).is_none()
            && !document.is(at, Class::Determiner)
    };
    if head.len() > 1 && head.clone().any(is_name) {
        // "British Columbia's government" has a name, if one that nobody knows.
        return None;
    }
    let paragraph =
        |at: usize| document.sentence_of(at).map(|number| document.sentences[number].paragraph);
    let here = paragraph(head.start)?;
    let verbs =
        document.verbs.iter().rev().take(30).take_while(|verb| paragraph(verb.at) == Some(here));
    let last = verbs.filter(|verb| verb.at < head.start).find_map(|verb| match &verb.subject {
        Subject::Holders(holders) if holders.len() == 1 => Some(holders[0].clone()),
        Subject::Holders(_) | Subject::Issue(..) | Subject::Named(_) | Subject::Unknown => None,
    });
    let start = head.clone().find(|at| !document.is(*at, Class::Determiner))?;
    let speaker = Some(document.slice(start..head.end).to_owned());
    last.map(|holder| Subject::Holders(vec![Holder { speaker, is_resolved: true, ..holder }]))
}

fn issue_in(document: &Document<'_>, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
    range.clone().find_map(|at| match document.mention(at) {
        Some(Mention { referent: Referent::Issue(issue), tokens, .. }) => {
            Some((*issue, tokens.clone()))
        }
        _ => None,
    })
}
