//! What pronouns and phrases such as "the two ministers" stand for: what was mentioned last.

use std::ops::Range;

use super::subject::{Holder, Subject, Who};
use super::{Document, Mention, Referent};
use crate::draft::language::Class;

/// How many mentions or verbs are looked back over.
const BACK: usize = 80;

/// The mentions before a token, last first.
pub fn before<'d>(document: &'d Document<'_>, at: usize) -> impl Iterator<Item = &'d Mention> {
    let end = document.mentions.partition_point(|mention| mention.tokens.end <= at);
    document.mentions[..end].iter().rev().take(BACK)
}

/// Whether a mention names a place: "in Washington".
pub fn is_place(document: &Document<'_>, mention: &Mention) -> bool {
    let start = mention.tokens.start;
    if let Referent::Actor(actor) = mention.referent
        && matches!(document.gazetteer.actors[actor].kind.as_deref(), Some("party" | "company"))
    {
        return false;
    }
    let before = (0..start).rev().take(2).find(|at| !document.is(*at, Class::Determiner));
    before.is_some_and(|before| document.is(before, Class::Place))
}

/// The actor that "its", "his" or "whose" stands for: the one just before "whose", else the first of the sentence, else
/// the first of the sentence before.
pub fn owner(document: &Document<'_>, at: usize, start: usize) -> Option<usize> {
    let actor = |mention: &Mention| match mention.referent {
        Referent::Actor(actor) if !is_place(document, mention) => Some(actor),
        Referent::Person(person) => document.people[person].actor,
        Referent::Actor(_) | Referent::Issue(_) => None,
    };
    if document.is(at, Class::Relative) || document.tokens[at].lower == "whose" {
        return before(document, at).find_map(actor);
    }
    let number = document.sentence_of(start)?;
    let first = |number: usize, end: usize| {
        let range = document.sentences[number].tokens.clone();
        let mentions = document.mentions.iter();
        let from = document.mentions.partition_point(|mention| mention.tokens.start < range.start);
        mentions
            .skip(from)
            .take_while(|mention| mention.tokens.end <= range.end.min(end))
            .find_map(actor)
    };
    first(number, at).or_else(|| first(number.checked_sub(1)?, usize::MAX))
}

/// The last actor before a token, in its paragraph, that is neither a state nor a person.
pub fn organisation(document: &Document<'_>, at: usize, start: usize) -> Option<usize> {
    let number = document.sentence_of(start)?;
    let paragraph = document.sentences[number].paragraph;
    let first = document.sentences.partition_point(|sentence| sentence.paragraph < paragraph);
    let earliest = document.sentences[first].tokens.start;
    let here = before(document, at).take_while(|mention| mention.tokens.start >= earliest);
    here.into_iter().find_map(|mention| match mention.referent {
        Referent::Actor(actor) if !is_place(document, mention) => {
            let kind = document.gazetteer.actors[actor].kind.as_deref();
            (kind != Some("state") && kind != Some("person")).then_some(actor)
        }
        Referent::Actor(_) | Referent::Issue(_) | Referent::Person(_) => None,
    })
}

/// The state or government that a report is about: the first that it names as one who acts.
pub fn home_state(document: &Document<'_>, title: usize) -> Option<usize> {
    let is_president = document.tokens[title].lower == "president";
    let all = document.mentions.iter().take(BACK);
    let before = all.clone().take_while(|mention| mention.tokens.start < title);
    let state = |mention: &Mention| match mention.referent {
        Referent::Actor(actor) if !is_place(document, mention) => {
            let named = &document.gazetteer.actors[actor];
            let is_state = named.kind.as_deref() == Some("state");
            let is_government = named.name.to_lowercase().contains("government");
            (is_state || is_government && !is_president).then_some(actor)
        }
        Referent::Actor(_) | Referent::Issue(_) | Referent::Person(_) => None,
    };
    let is_declared = |actor: &usize| *actor < document.gazetteer.declared && !is_president;
    before
        .into_iter()
        .find_map(state)
        .or_else(|| all.into_iter().filter_map(state).find(is_declared))
}

/// What kind of actor a noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// "the two ministers".
    Persons,
    /// "both countries".
    States,
    /// "both parties".
    Parties,
    /// "the group".
    Bodies,
    /// "the company".
    Companies,
    /// "both".
    Any,
}

impl Role {
    /// What a noun stands for.
    pub fn of(document: &Document<'_>, at: usize) -> Option<Self> {
        let roles = [
            (Class::Persons, Self::Persons),
            (Class::States, Self::States),
            (Class::Parties, Self::Parties),
            (Class::Companies, Self::Companies),
            (Class::Bodies, Self::Bodies),
        ];
        roles.into_iter().find(|(class, _)| document.is(at, *class)).map(|(_, role)| role)
    }

    fn fits(self, kind: Option<&str>) -> bool {
        match (self, kind) {
            (Self::Any, _) | (_, None) => true,
            (Self::Persons, Some(kind)) => kind == "person",
            (Self::States, Some(kind)) => kind == "state" || kind == "organisation",
            (Self::Parties, Some(kind)) => kind == "party",
            (Self::Bodies, Some(kind)) => !matches!(kind, "state" | "party" | "person"),
            (Self::Companies, Some(kind)) => kind == "company",
        }
    }
}

/// The last distinct actors of a role before a token, the earliest first; none of `except`.
pub fn last(
    document: &Document<'_>,
    at: usize,
    role: Role,
    count: usize,
    except: &[Who],
) -> Vec<Holder> {
    let mut found = Vec::<Holder>::new();
    for mention in before(document, at) {
        let Some(holder) = holder_of(document, mention, role) else { continue };
        let is_new =
            !except.contains(&holder.who) && found.iter().all(|known| known.who != holder.who);
        if is_new {
            found.push(holder);
        }
        if found.len() == count {
            break;
        }
    }
    found.reverse();
    found
}

/// The actor of a role that a noun stands for: the last of the paragraph that is called so, or else the last whose names do
/// not say that it is something else. "The agency" is the Roads Agency, and not the Drivers' Club.
pub fn called(document: &Document<'_>, noun: usize, role: Role, except: &[Who]) -> Option<Holder> {
    let word = &document.tokens[noun].lower;
    let sentence = document.sentence_of(noun)?;
    let paragraph = document.sentences[sentence].paragraph;
    let first = document.sentences.partition_point(|sentence| sentence.paragraph < paragraph);
    let start = document.sentences[first].tokens.start;
    let of = |mention: &Mention, fits: &dyn Fn(&[String]) -> bool| {
        let holder = holder_of(document, mention, role)?;
        let Who::Actor(actor) = holder.who else { return None };
        let bodies = bodies_in_names(document, actor, word);
        (fits(&bodies) && !except.contains(&holder.who)).then_some(holder)
    };
    let mut here = before(document, noun).take_while(|mention| mention.tokens.start >= start);
    let named = here.find_map(|mention| of(mention, &|bodies| bodies.contains(word)));
    let is_open =
        |bodies: &[String]| role == Role::Parties || bodies.is_empty() || bodies.contains(word);
    named.or_else(|| before(document, noun).find_map(|mention| of(mention, &is_open)))
}

/// The nouns for organisations in the names of an actor, and a noun if it is in them; those of governments are their own.
fn bodies_in_names(document: &Document<'_>, actor: usize, noun: &str) -> Vec<String> {
    let named = &document.gazetteer.actors[actor];
    let names = std::iter::once(&named.name).chain(&named.aliases);
    let words = names.into_iter().flat_map(|name| name.split_whitespace()).map(str::to_lowercase);
    let is_body = |word: &String| {
        word == noun
            || document.language.has(word, Class::Bodies)
            || document.language.has(word, Class::States)
    };
    words.filter(is_body).collect()
}

fn holder_of(document: &Document<'_>, mention: &Mention, role: Role) -> Option<Holder> {
    match mention.referent {
        Referent::Person(person) if matches!(role, Role::Persons | Role::Any) => {
            Some(Holder::person(document, person))
        }
        Referent::Actor(actor) if role != Role::Persons && !is_place(document, mention) => {
            let kind = document.gazetteer.actors[actor].kind.as_deref();
            let is_state_like = role == Role::States
                && kind != Some("state")
                && !document.gazetteer.actors[actor].name.contains("overnment");
            (role.fits(kind) && !is_state_like).then(|| Holder::actor(document, actor))
        }
        // A person stands for the company or the party, too.
        Referent::Person(person) => {
            let actor = document.people[person].actor?;
            let kind = document.gazetteer.actors[actor].kind.as_deref();
            (role.fits(kind) && kind != Some("state")).then(|| Holder::actor(document, actor))
        }
        Referent::Actor(_) | Referent::Issue(_) => None,
    }
}

/// The person with a title who was mentioned last: "the minister".
pub fn titled(document: &Document<'_>, title: usize, at: usize) -> Option<Holder> {
    let word = &document.tokens[title].lower;
    before(document, at).find_map(|mention| match mention.referent {
        Referent::Person(person) if document.people[person].title.contains(word) => {
            Some(Holder::person(document, person))
        }
        Referent::Person(_) | Referent::Actor(_) | Referent::Issue(_) => None,
    })
}

/// The person according to whom the sentence before a token is.
fn according_before(document: &Document<'_>, start: usize) -> Option<Holder> {
    let number = document.sentence_of(start)?;
    let before = document.sentences.get(number.checked_sub(1)?)?;
    let Range { start: first, end } = before.tokens.clone();
    let is_same = before.paragraph == document.sentences[number].paragraph;
    document.begins(first, Class::According).filter(|_| is_same)?;
    let person = (first..end.min(first + 12)).find_map(|at| {
        document.mention(at).filter(|mention| matches!(mention.referent, Referent::Person(_)))
    })?;
    Holder::of(document, person.referent)
}

/// The holders whom "he" or "she" stands for.
pub fn he(document: &Document<'_>, at: usize) -> Vec<Holder> {
    let start =
        document.sentence_of(at).map_or(0, |number| document.sentences[number].tokens.start);
    // "According to Roe, he …" is about somebody else.
    let end = if document.begins(start, Class::According).is_some() { start } else { at };
    if let Some(holder) = according_before(document, start) {
        return vec![holder];
    }
    let subjects = document.verbs.iter().rev().take(BACK).filter(|verb| verb.at < end);
    let spoken = subjects.filter_map(|verb| match &verb.subject {
        Subject::Holders(holders) if holders.len() == 1 && holders[0].is_person => {
            Some(holders.clone())
        }
        Subject::Holders(_) | Subject::Issue(..) | Subject::Named(_) | Subject::Unknown => None,
    });
    let mut spoken = spoken.peekable();
    spoken.next().unwrap_or_else(|| last(document, end, Role::Persons, 1, &[]))
}

/// The holder whom "it" stands for: the last that did something.
pub fn it(document: &Document<'_>, at: usize) -> Vec<Holder> {
    if let Some(before) = alone(document, at).or_else(|| opener(document, at)) {
        return vec![before];
    }
    let start =
        document.sentence_of(at).map_or(0, |number| document.sentences[number].tokens.start);
    let subjects = document.verbs.iter().rev().take(BACK).filter(|verb| verb.at < at);
    // "A clerk said it …": it is the clerk's, whoever that is.
    let report = subjects.clone().take_while(|verb| verb.at >= start).find(|verb| verb.is_report);
    if report.is_some_and(|report| report.subject == Subject::Unknown) {
        return Vec::new();
    }
    let is_here = subjects
        .clone()
        .any(|verb| verb.at >= start && matches!(verb.subject, Subject::Holders(_)));
    // The sentence may begin with an actor whose verb no table knows.
    let first = before(document, at)
        .filter(|mention| mention.tokens.start >= start && mention.tokens.start <= start + 1)
        .last();
    if let Some(first) = first.filter(|first| {
        !is_here && !first.is_demonym && !matches!(first.referent, Referent::Issue(_))
    }) && document
        .tokens
        .get(first.tokens.end)
        .is_some_and(|next| next.kind != crate::draft::text::Kind::Possessive)
    {
        return Holder::of(document, first.referent).into_iter().collect();
    }
    let mut holders = subjects.filter_map(|verb| match &verb.subject {
        Subject::Holders(holders) if holders.len() == 1 => Some(holders.clone()),
        Subject::Holders(_) | Subject::Issue(..) | Subject::Named(_) | Subject::Unknown => None,
    });
    holders.next().unwrap_or_default()
}

/// The only actor of the sentence before one that opens with a pronoun, if no verb there has a subject: "Not so Roe.
/// It …".
fn alone(document: &Document<'_>, at: usize) -> Option<Holder> {
    let number = document.sentence_of(at)?;
    if document.sentences[number].tokens.start != at {
        return None;
    }
    let before = document.sentences.get(number.checked_sub(1)?)?;
    if before.paragraph != document.sentences[number].paragraph {
        return None;
    }
    let range = before.tokens.clone();
    let acts = |verb: &super::Verb| {
        range.contains(&verb.at) && matches!(verb.subject, Subject::Holders(_) | Subject::Named(_))
    };
    if document.verbs.iter().rev().take(BACK).any(acts) {
        return None;
    }
    let mut actors = self::before(document, at)
        .take_while(|mention| mention.tokens.start >= range.start)
        .filter(|mention| !mention.is_demonym && !is_place(document, mention))
        .filter_map(|mention| Holder::of(document, mention.referent));
    let first = actors.next()?;
    actors.all(|other| other.who == first.who).then_some(first)
}

/// Whether a person speaks for an actor that is no state.
fn speaks(document: &Document<'_>, holder: &Holder) -> bool {
    match holder.who {
        Who::Actor(actor) => {
            holder.speaker.is_some()
                && document.gazetteer.actors[actor].kind.as_deref() != Some("state")
        }
        Who::Other(_) => false,
    }
}

/// The actor with which the sentence before one that opens with a pronoun opens.
fn opener(document: &Document<'_>, at: usize) -> Option<Holder> {
    let number = document.sentence_of(at)?;
    let before = document.sentences.get(number.checked_sub(1)?)?;
    let is_opening = document.sentences[number].tokens.start == at
        && before.paragraph == document.sentences[number].paragraph;
    opening_actor(document, before.tokens.start).filter(|_| is_opening)
}

/// The actor that a sentence opens with, as its subject.
pub fn opening_actor(document: &Document<'_>, start: usize) -> Option<Holder> {
    let first = document
        .mention(start)
        .or_else(|| document.is(start, Class::Determiner).then(|| document.mention(start + 1))?);
    let first = first.filter(|first| {
        !first.is_demonym
            && matches!(first.referent, Referent::Actor(_))
            && !document.is(first.tokens.end, Class::And)
            && !document.is(first.tokens.end, Class::Voice)
            && document.mention(first.tokens.end).is_none()
            && document
                .tokens
                .get(first.tokens.end)
                .is_some_and(|next| next.kind != crate::draft::text::Kind::Possessive)
    })?;
    Holder::of(document, first.referent)
}

/// The holders whom "they" stands for.
pub fn they(document: &Document<'_>, at: usize) -> Vec<Holder> {
    if let Some(alone) = alone(document, at) {
        return vec![alone];
    }
    let start =
        document.sentence_of(at).map_or(0, |number| document.sentences[number].tokens.start);
    let here = last(document, at, Role::Persons, 2, &[]);
    let is_here = |mention: &&Mention| {
        mention.tokens.start >= start && matches!(mention.referent, Referent::Person(_))
    };
    if here.len() == 2 && before(document, at).filter(is_here).count() >= 2 {
        return here;
    }
    let subjects = document.verbs.iter().rev().take(BACK).filter(|verb| verb.at < at);
    let mut groups = subjects.filter_map(|verb| match &verb.subject {
        Subject::Holders(holders)
            if holders.len() > 1 || !holders[0].is_person || speaks(document, &holders[0]) =>
        {
            Some(holders.clone())
        }
        Subject::Holders(_) | Subject::Issue(..) | Subject::Named(_) | Subject::Unknown => None,
    });
    groups.next().unwrap_or_default()
}

/// The issue that was mentioned last before a token.
pub fn issue(document: &Document<'_>, at: usize) -> Option<usize> {
    before(document, at).find_map(|mention| match mention.referent {
        Referent::Issue(issue) => Some(issue),
        Referent::Actor(_) | Referent::Person(_) => None,
    })
}

/// The issue that a definite noun stands for: "the plan" is what the report is about, "the ban" the last one whose name
/// ends so.
pub fn noun(document: &Document<'_>, noun: usize, at: usize) -> Option<usize> {
    if document.is(noun, Class::GenericNoun) {
        return topic(document, at);
    }
    let stem = &document.stems[noun];
    let heads = document.gazetteer.heads.iter().filter(|head| head.last == *stem);
    let named = heads.map(|head| head.issue).collect::<Vec<_>>();
    if named.is_empty() {
        // "the venture", where no issue is called so
        return topic(document, at);
    }
    before(document, at).find_map(|mention| match mention.referent {
        Referent::Issue(issue) if named.contains(&issue) => Some(issue),
        Referent::Issue(_) | Referent::Actor(_) | Referent::Person(_) => None,
    })
}

/// The issue that a report is about up to a token: the one mentioned most of late, the earlier one if two are.
pub fn topic(document: &Document<'_>, at: usize) -> Option<usize> {
    let mut counts = Vec::<(usize, usize)>::new();
    let mentions = before(document, at).collect::<Vec<_>>();
    for mention in mentions.into_iter().rev() {
        let Referent::Issue(issue) = mention.referent else { continue };
        match counts.iter_mut().find(|(known, _)| *known == issue) {
            Some((_, count)) => *count += 1,
            None => counts.push((issue, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(issue, _)| issue)
}
