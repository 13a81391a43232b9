//! All names in one trie.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Named, Names, WorldName, world};
use crate::draft::language::{Class, Language, Trie};
use crate::draft::text::{Kind, Token, tokens};

/// What a name stands for: the number of an actor or of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// An actor.
    Actor(usize),
    /// An issue.
    Issue(usize),
}

/// What kind of name it is, and how it has to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it stands for.
    pub what: What,
    /// Whether it is an adjective of a people: "Russian".
    pub is_demonym: bool,
    /// Whether it is a place that stands for an actor: "Moscow".
    pub is_seat: bool,
    /// Whether it is in the map.
    pub is_declared: bool,
    case: Case,
    article: Article,
}

/// The article that a name needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Article {
    /// None.
    None,
    /// Any article, or "no".
    Any,
    /// A definite one.
    Definite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Any,
    Capital,
    Acronym,
}

/// The actors and issues of a map together with those of the world, to be found in texts.
pub struct Gazetteer {
    trie: Trie<Vec<Entry>>,
    /// The actors: those of the map first, then those of the world that the map has not.
    pub actors: Vec<Named>,
    /// The number of actors of the map.
    pub declared: usize,
    /// The issues of the map.
    pub issues: Vec<Named>,
    /// For each issue, its head and the words before it: "shield" with "missile".
    pub heads: Vec<Head>,
}

/// The last word of a name, and the words that go before it, as stems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The last word.
    pub last: String,
    /// The words before it.
    pub modifiers: Vec<String>,
    /// The issue.
    pub issue: usize,
}

impl Gazetteer {
    /// All names, for texts in a language.
    #[must_use]
    pub fn new(names: &Names, language: &Language) -> Self {
        let mut all = Self {
            trie: Trie::default(),
            actors: names.actors.clone(),
            declared: names.actors.len(),
            issues: names.issues.clone(),
            heads: Vec::new(),
        };
        let mut adder = Adder { language, taken: FxHashSet::default() };
        let (demonyms, seats) = forms_of_the_world();
        // People are found by parts of their names, as those are whom the text introduces.
        let others = names.actors.iter().enumerate().filter(|(_, actor)| !actor.is_person());
        for (number, actor) in others {
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                let lower = plain(name);
                let (is_demonym, is_seat) = (demonyms.contains(&lower), seats.contains(&lower));
                adder.add(&mut all.trie, name, What::Actor(number), is_demonym, is_seat, true);
            }
        }
        for (number, issue) in names.issues.iter().enumerate() {
            for name in std::iter::once(&issue.name).chain(&issue.aliases) {
                adder.add(&mut all.trie, name, What::Issue(number), false, false, true);
            }
        }
        all.add_world(&mut adder);
        all.add_parts_of_issues(&mut adder);
        all
    }

    fn add_world(&mut self, adder: &mut Adder<'_>) {
        let mut known = FxHashMap::default();
        for (number, actor) in self.actors.iter().enumerate() {
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                known.entry(plain(name)).or_insert(number);
            }
        }
        for row in world() {
            let number = self.number_of(row, &known);
            let mut add = |name: &str, is_demonym, is_seat| {
                adder.add(
                    &mut self.trie,
                    name,
                    What::Actor(number),
                    is_demonym,
                    is_seat,
                    number < self.declared,
                );
            };
            std::iter::once(&row.name).chain(&row.others).for_each(|name| add(name, false, false));
            row.demonyms.iter().for_each(|name| add(name, true, false));
            row.seats.iter().for_each(|name| add(name, false, true));
        }
    }

    /// The map's actor that a row of the world is, or else a new one. "Government of Peru" is Peru where the map has no
    /// other.
    fn number_of(&mut self, row: &WorldName, known: &FxHashMap<String, usize>) -> usize {
        let own = std::iter::once(&row.name).chain(&row.others).map(|name| plain(name));
        if let Some(number) = own.clone().find_map(|name| known.get(&name)) {
            return *number;
        }
        let governments = own.flat_map(|name| {
            [
                format!("government of {name}"),
                format!("{name} government"),
                format!("{name} s government"),
            ]
        });
        let government = governments.into_iter().find_map(|name| known.get(&name).copied());
        government.unwrap_or_else(|| {
            let kind = if row.is_state { "state" } else { "organisation" };
            self.actors.push(Named {
                name: row.name.to_owned(),
                kind: Some(kind.to_owned()),
                ..Named::default()
            });
            self.actors.len() - 1
        })
    }

    /// An issue is also called by its name without what follows a preposition, by acronyms in it, and by its head.
    fn add_parts_of_issues(&mut self, adder: &mut Adder<'_>) {
        for issue in 0..self.issues.len() {
            let name = self.issues[issue].name.clone();
            let what = What::Issue(issue);
            let mut words = tokens(&name, 0);
            words.retain(|token| token.kind != Kind::Mark);
            for token in &words {
                let has_digit = token.lower.contains(|c: char| c.is_ascii_digit());
                let is_name =
                    self.find(std::slice::from_ref(token), adder.language, Article::None).is_some();
                if token.kind == Kind::Acronym && !is_name && !has_digit {
                    adder.add(
                        &mut self.trie,
                        &name[token.start..token.end],
                        what,
                        false,
                        false,
                        true,
                    );
                }
            }
            let core = self.core(&words, adder.language);
            if let (Some(first), Some(last)) = (core.first(), core.last())
                && core.len() > 1
            {
                let contiguous = &name[first.start..last.end];
                adder.add(&mut self.trie, contiguous, what, false, false, true);
            }
            if let Some((head, modifiers)) = core.split_last() {
                let stem = |token: &Token| adder.language.stem(&token.lower);
                let modifiers = modifiers.iter().map(stem).collect();
                self.heads.push(Head { last: stem(head), modifiers, issue });
            }
        }
    }

    /// The words of a name up to a preposition, without determiners and without actors before them.
    fn core(&self, words: &[Token], language: &Language) -> Vec<Token> {
        let mut core = Vec::new();
        let mut at = 0;
        while at < words.len() {
            if let Some((length, entry)) = self.find(&words[at..], language, Article::None)
                && matches!(entry.what, What::Actor(_))
                && core.is_empty()
                && words.len() > at + length
                && words[at].kind != Kind::Acronym
            {
                at += length;
                continue;
            }
            let classes = language
                .classes([words[at].lower.as_str()])
                .next()
                .map(|(_, c)| c)
                .unwrap_or_default();
            if classes.has(Class::Preposition) && !core.is_empty() {
                break;
            }
            if !classes.has(Class::Determiner) && words[at].kind != Kind::Possessive {
                core.push(words[at].clone());
            }
            at += 1;
        }
        core
    }

    /// The longest name that begins with the first of some tokens; `article` is what goes before.
    #[must_use]
    pub fn find(
        &self,
        tokens: &[Token],
        language: &Language,
        article: Article,
    ) -> Option<(usize, Entry)> {
        let stems =
            tokens.iter().take(12).map(|token| language.stem(&token.lower)).collect::<Vec<_>>();
        self.find_stems(tokens, &stems, article)
    }

    /// As [`find`](Self::find), with the stems of the tokens.
    #[must_use]
    pub fn find_stems(
        &self,
        tokens: &[Token],
        stems: &[String],
        article: Article,
    ) -> Option<(usize, Entry)> {
        let matches = self.trie.matches(stems.iter().map(String::as_str));
        let fits = matches.filter_map(|(length, entries)| {
            let entry = entries
                .iter()
                .find(|entry| entry.fits(&tokens[..length.min(tokens.len())], article))?;
            Some((length, *entry))
        });
        fits.last()
    }
}

impl Entry {
    fn fits(&self, tokens: &[Token], article: Article) -> bool {
        let Some(first) = tokens.first() else { return false };
        let is_case = match self.case {
            Case::Any => true,
            Case::Capital => first.is_capital,
            Case::Acronym => first.kind == Kind::Acronym,
        };
        is_case && article >= self.article
    }
}

struct Adder<'l> {
    language: &'l Language,
    taken: FxHashSet<Vec<String>>,
}

impl Adder<'_> {
    /// Adds a name, unless another has it already.
    fn add(
        &mut self,
        trie: &mut Trie<Vec<Entry>>,
        name: &str,
        what: What,
        is_demonym: bool,
        is_seat: bool,
        is_declared: bool,
    ) {
        let with_mark = name.strip_suffix('!');
        let mut words = tokens(with_mark.unwrap_or(name), 0);
        words.retain(|token| token.kind != Kind::Mark);
        let is_article = |token: &Token| {
            let mut classes = self.language.classes([token.lower.as_str()]);
            classes.next().is_some_and(|(_, classes)| classes.has(Class::Determiner))
        };
        let articles = words.iter().take_while(|token| is_article(token)).count();
        let has_article = articles > 0 && articles < words.len();
        let is_definite =
            has_article && words[..articles].iter().all(|token| is_definite(self.language, token));
        if has_article {
            words.drain(..articles);
        }
        let Some(first) = words.first() else { return };
        let is_short = words.len() == 1;
        let is_proper = first.is_capital && !matches!(what, What::Issue(_));
        let case = match (first.kind == Kind::Acronym && is_short, is_proper) {
            (true, _) => Case::Acronym,
            (false, true) => Case::Capital,
            (false, false) => Case::Any,
        };
        let needs_article = has_article && is_short && (with_mark.is_some() || !first.is_capital);
        let article = match (needs_article, is_definite) {
            (false, _) => Article::None,
            (true, true) => Article::Definite,
            (true, false) => Article::Any,
        };
        let stems = words.iter().map(|token| self.language.stem(&token.lower)).collect::<Vec<_>>();
        let entry = Entry { what, is_demonym, is_seat, is_declared, case, article };
        let entries = trie.entry(stems.iter().map(String::as_str));
        if self.taken.insert(stems)
            || entries.iter().all(|known| known.case != case || known.article != article)
        {
            entries.push(entry);
        }
    }
}

fn is_definite(language: &Language, token: &Token) -> bool {
    let mut classes = language.classes([token.lower.as_str()]);
    classes.next().is_some_and(|(_, classes)| classes.has(Class::Definite))
}

fn forms_of_the_world() -> (FxHashSet<String>, FxHashSet<String>) {
    let demonyms = world().iter().flat_map(|row| &row.demonyms).map(|name| plain(name));
    let seats = world().iter().flat_map(|row| &row.seats).map(|name| plain(name));
    (demonyms.collect(), seats.collect())
}

/// The letters and digits of a name, as it is compared.
fn plain(name: &str) -> String {
    crate::draft::text::words(name.trim_end_matches('!')).join(" ")
}
