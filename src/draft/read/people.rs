//! People, whom a text introduces by their titles.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::antecedent;
use super::{Document, Mention, Referent};
use crate::draft::language::Class;
use crate::draft::text::{Kind, tokens};

/// A person of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name with which the text introduces the person.
    pub name: String,
    /// The number of the actor for which the person speaks, if the map or the text says so.
    pub actor: Option<usize>,
    /// The number of the person among the actors, if the map has him or her.
    pub declared: Option<usize>,
    /// The words of the title.
    pub title: Vec<String>,
}

/// Finds people, and each place where their names or surnames stand.
pub fn find(document: &mut Document<'_>) {
    let mut found = Vec::<Mention>::new();
    let mut names = declared(document);
    for number in 0..document.sentences.len() {
        let range = document.sentences[number].tokens.clone();
        let mut at = range.start;
        while at < range.end {
            let run = run(document, at, range.end);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            if let Some(mention) = known(document, &names, run.clone()) {
                add_title(document, &mention, range.clone());
                found.push(mention);
            } else if let Some((name, person)) = introduced(document, run, range.clone()) {
                let number = document.people.len();
                for word in name.clone() {
                    names.insert(document.tokens[word].lower.clone(), number);
                }
                document.people.push(person);
                found.push(mention(name, number));
            }
        }
    }
    let inside = |at: &Mention| {
        found.iter().any(|person| {
            person.tokens.start < at.tokens.end && at.tokens.start < person.tokens.end
        })
    };
    let others = document.mentions.iter().filter(|other| !inside(other)).cloned();
    let all = others.chain(found.clone()).collect();
    document.set_mentions(all);
}

/// The people of the map, each under every word of the name that no other has.
fn declared(document: &mut Document<'_>) -> FxHashMap<String, usize> {
    let mut names = FxHashMap::<String, usize>::default();
    let mut shared = Vec::new();
    for (number, named) in
        document.gazetteer.actors[..document.gazetteer.declared].iter().enumerate()
    {
        if !named.is_person() {
            continue;
        }
        let whole = named
            .part_of
            .as_ref()
            .and_then(|id| document.gazetteer.actors.iter().position(|other| other.id == *id));
        let person = document.people.len();
        document.people.push(Person {
            name: named.name.clone(),
            actor: whole,
            declared: Some(number),
            title: Vec::new(),
        });
        for name in std::iter::once(&named.name).chain(&named.aliases) {
            for word in
                tokens(name, 0).into_iter().filter(|word| word.is_capital && word.lower.len() > 1)
            {
                if names.insert(word.lower.clone(), person).is_some_and(|other| other != person) {
                    shared.push(word.lower);
                }
            }
        }
    }
    for word in &shared {
        names.remove(word);
    }
    names
}

/// Takes the title before a person of the map, and whom it belongs to where the map does not say.
fn add_title(document: &mut Document<'_>, mention: &Mention, sentence: Range<usize>) {
    let Referent::Person(number) = mention.referent else { return };
    if document.people[number].declared.is_none() || !document.people[number].title.is_empty() {
        return;
    }
    let start = mention.tokens.start;
    let title = start.checked_sub(1).filter(|before| *before >= sentence.start);
    let title = title.filter(|before| document.is(*before, Class::Title)).or_else(|| {
        let comma = title.filter(|comma| document.is_mark(*comma, ","))?;
        title_before(document, comma, sentence.start)
    });
    let Some(title) = title else { return };
    let actor = affiliation(document, title, start, sentence.start);
    let person = &mut document.people[number];
    person.title = vec![document.tokens[title].lower.clone()];
    person.actor = person.actor.or(actor);
}

fn mention(tokens: Range<usize>, person: usize) -> Mention {
    Mention { tokens, referent: Referent::Person(person), is_demonym: false, is_guess: false }
}

/// A run of words with capital letters that begins at a token and belongs to no name of the gazetteer.
fn run(document: &Document<'_>, at: usize, end: usize) -> Range<usize> {
    let is_name = |at: usize| {
        let token = &document.tokens[at];
        token.is_capital && matches!(token.kind, Kind::Word) && document.mention(at).is_none()
    };
    let mut stop = at;
    while stop < end && (is_name(stop) || stop > at && is_joined(document, stop, end, &is_name)) {
        stop += 1;
    }
    // A surname may be the name of a place: "Rafael Lima".
    let is_given = |at: usize| {
        !document.is(at, Class::Title)
            && !document.is(at, Class::Voice)
            && !document.is(at, Class::Determiner)
    };
    let surname = document.mention(stop).filter(|place| {
        stop < end
            && place.tokens.len() == 1
            && !place.is_demonym
            && matches!(place.referent, Referent::Actor(_))
    });
    if stop > at
        && is_given(stop - 1)
        && surname.is_some()
        && document.tokens[stop].is_capital
        && document.tokens[stop].kind == Kind::Word
    {
        stop += 1;
    }
    at..stop
}

/// Whether a token is a particle within a name.
fn is_joined(
    document: &Document<'_>,
    at: usize,
    end: usize,
    is_name: &impl Fn(usize) -> bool,
) -> bool {
    document.is(at, Class::Particle) && at + 1 < end && is_name(at + 1)
}

/// A person who was introduced before, by any word of the name.
fn known(
    document: &Document<'_>,
    names: &FxHashMap<String, usize>,
    run: Range<usize>,
) -> Option<Mention> {
    let mut known =
        run.clone().filter_map(|at| Some((at, *names.get(&document.tokens[at].lower)?)));
    let (first, person) = known.next()?;
    let last = known.rfind(|(_, other)| *other == person).map_or(first, |(at, _)| at);
    Some(mention(first..last + 1, person))
}

/// A person whom the text introduces here: the name, and who it is.
fn introduced(
    document: &Document<'_>,
    run: Range<usize>,
    sentence: Range<usize>,
) -> Option<(Range<usize>, Person)> {
    let mut titles = run
        .clone()
        .filter(|at| document.is(*at, Class::Title) || document.is(*at, Class::Honorific));
    if let Some(title) = titles.next_back().filter(|title| title + 1 < run.end) {
        // "Foreign Minister Jane Roe"
        let name = title + 1..run.end;
        let found = person(document, name.clone(), Some(title), sentence.clone());
        let comma = run.start.checked_sub(1).filter(|comma| document.is_mark(*comma, ","));
        let outer = comma
            .filter(|comma| *comma >= sentence.start && found.1.actor.is_none())
            .and_then(|comma| title_before(document, comma, sentence.start));
        // "its leader, Senator Jane Roe,"
        return Some(match outer {
            Some(outer) => person(document, name, Some(outer), sentence),
            None => found,
        });
    }
    let before = run.start.checked_sub(1).filter(|before| *before >= sentence.start);
    if run.len() < 2 || run.len() > 4 {
        return None;
    }
    if let Some(actor) = described(document, run.end, sentence.end) {
        // "Jane Roe, the leader of the Greens,"
        let name = document.slice(run.clone()).to_owned();
        return Some((run, Person { name, actor: Some(actor), declared: None, title: Vec::new() }));
    }
    if let Some(before) = before {
        if document.is(before, Class::Title) {
            // "council leader Jane Roe"
            return Some(person(document, run, Some(before), sentence));
        }
        if is_occupation(document, before, sentence.start) && run.len() < 4 {
            // "publican Jane Roe": a private person
            return Some(person(document, run, None, sentence));
        }
        if document.is_mark(before, ",")
            && let Some(title) = title_before(document, before, sentence.start)
        {
            // "its leader, Jane Roe,"
            return Some(person(document, run, Some(title), sentence));
        }
        if let Some(Mention { referent: Referent::Actor(actor), tokens, .. }) =
            document.mention(before)
            && document.gazetteer.actors[*actor].kind.as_deref() == Some("party")
            && tokens.end == run.start
        {
            let name = document.slice(run.clone()).to_owned();
            return Some((
                run,
                Person { name, actor: Some(*actor), declared: None, title: Vec::new() },
            ));
        }
    }
    None
}

/// Whether a word is a noun that says what somebody is: small, of no class that joins words, and not a verb.
fn is_occupation(document: &Document<'_>, at: usize, start: usize) -> bool {
    let token = &document.tokens[at];
    let joins = [
        Class::Preposition,
        Class::Determiner,
        Class::And,
        Class::But,
        Class::Stop,
        Class::Relative,
        Class::Infinitive,
        Class::Auxiliary,
        Class::Be,
        Class::Adverb,
        Class::Report,
        Class::That,
        Class::Condition,
        Class::Negation,
        Class::Possessive,
        Class::Express,
        Class::Control,
        Class::SideVerb,
        Class::Ellipsis,
    ];
    let is_noun = token.kind == Kind::Word
        && !token.is_capital
        && token.lower.len() > 3
        && document.mention(at).is_none()
        && document.triggers(at).is_empty()
        && joins.iter().all(|class| document.begins(at, *class).is_none())
        && !document.language.looks_like_adverb(&token.lower)
        && !document.language.looks_like_gerund(&token.lower)
        && !token.lower.ends_with("ed");
    // "a publican from Leeds" does not go before a name, "but publican Roe" does.
    let opens = at == start
        || document.is_any_mark(at - 1)
        || document.is(at - 1, Class::And)
        || document.is(at - 1, Class::But)
        || document.is(at - 1, Class::Stop);
    is_noun && opens
}

/// The actor in the title that follows a name after a comma.
fn described(document: &Document<'_>, comma: usize, end: usize) -> Option<usize> {
    if !document.is_mark(comma, ",") || comma + 1 >= end {
        return None;
    }
    let until = end.min(comma + 12);
    let words = || {
        (comma + 1..until).take_while(|at| {
            !document.is_any_mark(*at)
                && !document.is(*at, Class::Relative)
                && !document.is(*at, Class::Report)
        })
    };
    let title = words().find(|at| document.is(*at, Class::Title))?;
    let begins = document.is(comma + 1, Class::Determiner)
        || document.mention(comma + 1).is_some()
        || document.is(comma + 1, Class::Title)
        || title <= comma + 3;
    let closes =
        document.is_mark(words().last()? + 1, ",") || document.is_mark(words().last()? + 1, ".");
    let actor = words().find_map(|at| match document.mention(at)?.referent {
        Referent::Actor(actor) => Some(actor),
        Referent::Issue(_) | Referent::Person(_) => None,
    });
    actor.filter(|_| begins && closes)
}

/// The title in the noun phrase before a comma.
fn title_before(document: &Document<'_>, comma: usize, start: usize) -> Option<usize> {
    let words = (start..comma).rev().take(9).take_while(|at| !document.is_any_mark(*at));
    words.into_iter().find(|at| {
        document.is(*at, Class::Title) || document.ends(*at, Class::Counterpart).is_some()
    })
}

fn person(
    document: &Document<'_>,
    name: Range<usize>,
    title: Option<usize>,
    sentence: Range<usize>,
) -> (Range<usize>, Person) {
    let actor = title.and_then(|title| affiliation(document, title, name.start, sentence.start));
    let words = title.map(|title| document.tokens[title].lower.clone()).into_iter().collect();
    let text = document.slice(name.clone()).to_owned();
    (name, Person { name: text, actor, declared: None, title: words })
}

/// The actor that a title belongs to: the last before it in its noun phrase, else the first after it, else what a
/// possessive pronoun stands for, else, for ministers and the like, the state that the report is about.
fn affiliation(document: &Document<'_>, title: usize, name: usize, start: usize) -> Option<usize> {
    let actor_at = |at: usize| match document.mention(at)?.referent {
        Referent::Actor(actor) => Some(actor),
        Referent::Issue(_) | Referent::Person(_) => None,
    };
    let mut possessive = None;
    for at in (start..title).rev().take(10) {
        if let Some(actor) = actor_at(at) {
            return Some(actor);
        }
        if document.is(at, Class::Possessive) {
            possessive = Some(at);
            break;
        }
        let is_barrier = document.is_any_mark(at)
            || document.is(at, Class::Report)
            || document.is(at, Class::Auxiliary)
            || document.is(at, Class::Preposition);
        if is_barrier {
            break;
        }
    }
    let owner =
        (start..title).rev().take(6).find(|at| document.tokens[*at].kind == Kind::Possessive);
    let role = owner.and_then(|owner| owner.checked_sub(1)).filter(|role| *role >= start);
    if let Some(role) = role
        && possessive.is_none()
        && let Some(kind) = antecedent::Role::of(document, role)
        && kind != antecedent::Role::Persons
    {
        // "the party's spokesman"
        let called = antecedent::called(document, role, kind, &[]);
        let last = || antecedent::last(document, role, kind, 1, &[]).pop();
        if let Some(super::Holder { who: super::Who::Actor(actor), .. }) = called.or_else(last) {
            return Some(actor);
        }
    }
    let after = (title + 1..name).find_map(actor_at);
    if after.is_some() {
        return after;
    }
    if let Some(possessive) = possessive {
        return antecedent::owner(document, possessive, start);
    }
    if document.ends(title, Class::StateTitle).is_some() {
        return antecedent::home_state(document, title);
    }
    // "spokesman Jane Roe", "with lawmaker Jane Roe saying"
    let opens = title.checked_sub(1).filter(|before| *before >= start);
    let is_with = opens.is_some_and(|before| document.tokens[before].lower == "with");
    (document.is(title, Class::OrgTitle) || is_with)
        .then(|| antecedent::organisation(document, title, start))?
}
