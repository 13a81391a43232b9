//! What the codes of a passage say: who takes which position on what.
//!
//! A mapping is believed. Without one, a code says something if it is a sentence ("Ann opposes the tunnel"), if its
//! folder or its prefix is the name of a field ("Actors/Ann", "issue: tunnel"), if it is an actor or an issue of
//! the map, or a word for a position. What is left open is not guessed.

use std::collections::HashMap;

use super::mapping::{CodeMapping, Fields, Meaning};
use super::passage::{Code, Passage, Role};
use crate::format::tables::{Field, field_called};
use crate::model::{Lexicon, Position, PositionWord, Strength};

/// The names of the map so far: each by its small letters.
#[derive(Debug, Default)]
pub struct Names {
    pub actors: HashMap<String, String>,
    pub issues: HashMap<String, String>,
}

impl Names {
    pub fn folded<'a>(names: impl Iterator<Item = &'a str>) -> HashMap<String, String> {
        names.map(|name| (fold(name), name.to_owned())).collect()
    }

    fn actor(&self, name: &str) -> Option<&String> {
        self.actors.get(&fold(name))
    }

    fn issue(&self, name: &str) -> Option<&String> {
        self.issues.get(&fold(name))
    }

    /// The name as the map has it.
    fn spelt(&self, name: &str, is_actor: bool) -> String {
        let known = if is_actor { self.actor(name) } else { self.issue(name) };
        known.map_or_else(|| plain(name), Clone::clone)
    }
}

fn fold(name: &str) -> String {
    let name = plain(name).to_lowercase();
    without_article(&name).to_owned()
}

fn without_article(name: &str) -> &str {
    let bare = ["the ", "The "].iter().find_map(|article| name.strip_prefix(article));
    bare.unwrap_or(name).trim_start()
}

/// A name on one line, without blanks at its ends.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a passage says.
#[derive(Debug, Default, PartialEq)]
pub struct Said {
    pub actors: Vec<String>,
    pub speaker: Option<String>,
    pub targets: Vec<Target>,
    /// Whom stances on issues are addressed to.
    pub addressee: Option<String>,
    pub position: Option<Position>,
    pub strength: Option<Strength>,
    pub label: Option<String>,
    /// Whether a mapping says all of it.
    pub is_mapped: bool,
    /// What it was concluded from.
    pub rule: String,
}

/// What a stance is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Issue(String),
    Actor(String),
}

/// Why a passage is no stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silent {
    /// A mapping says that its codes are no part of a stance, or it has none.
    Skipped,
    NoActor,
    NoTarget,
    NoPosition,
    Positions,
    /// Several actors and several targets.
    Crossed,
}

impl Silent {
    /// The words to count such passages with, and "relations" for those that are.
    pub fn words(self) -> &'static str {
        match self {
            Self::Skipped => "coded passages that the mapping skips",
            Self::NoActor => "coded passages whose codes name no actor",
            Self::NoTarget => "coded passages whose codes name no issue",
            Self::NoPosition => "coded passages whose codes say no position",
            Self::Positions => "coded passages with codes for several positions",
            Self::Crossed => "coded passages with several actors and several issues",
        }
    }
}

/// Reads codes.
pub struct Reading<'a> {
    pub mapping: Option<&'a CodeMapping>,
    pub names: &'a Names,
}

/// The parts that were found so far.
#[derive(Default)]
struct Parts {
    actors: Vec<String>,
    speakers: Vec<String>,
    issues: Vec<String>,
    toward: Vec<String>,
    positions: Vec<(Position, Option<Strength>)>,
    /// A word that means for and against.
    is_both: bool,
    label: Option<String>,
    is_guessed: bool,
    is_skipped: bool,
}

impl Reading<'_> {
    /// What a passage says, or why it is no stance.
    pub fn said(&self, passage: &Passage) -> Result<Said, Silent> {
        let mut parts = Parts::default();
        for code in &passage.codes {
            self.read(code, &mut parts);
        }
        let rule = passage.codes.iter().map(|code| format!("\"{}\"", plain(&code.full())));
        let rule = rule.collect::<Vec<_>>().join(", ");
        let many = if passage.codes.len() == 1 { "code" } else { "codes" };
        parts.said(format!("{many} {rule}"))
    }

    fn read(&self, code: &Code, parts: &mut Parts) {
        match self.mapping.and_then(|mapping| mapping.meaning(code)) {
            Some(Meaning::Skip) => parts.is_skipped = true,
            Some(Meaning::Says(fields)) => parts.take(fields),
            None => self.read_unmapped(code, parts),
        }
    }

    fn read_unmapped(&self, code: &Code, parts: &mut Parts) {
        let (folders, name) = match code.path.split_last() {
            Some((name, folders)) => (folders, name.as_str()),
            None => return,
        };
        let mapped = folders.iter().rev().find_map(|folder| self.mapping?.kind(folder));
        if let Some(role) = mapped.filter(|_| code.role != Some(Role::Label)) {
            let role = turned(role, code.role);
            return self.put(role, name, parts);
        }
        if let Some(role) = code.role {
            let kind = folders.iter().rev().find_map(|folder| role_called(folder));
            parts.is_guessed = true;
            return self.put(kind.map_or(role, |kind| turned(kind, Some(role))), name, parts);
        }
        parts.is_guessed = true;
        let folder = folders.iter().rev().find_map(|folder| role_called(folder));
        if let Some(role) = folder {
            return self.put(role, name, parts);
        }
        if let Some((prefix, rest)) = prefixed(name) {
            if let Some(role) = self.mapping.and_then(|mapping| mapping.kind(prefix)) {
                return self.put(role, rest, parts);
            }
            if let Some(role) = role_called(prefix) {
                return self.put(role, rest, parts);
            }
        }
        // The steps of a tree, and the parts of a name that is written like one.
        let steps = folders.iter().map(String::as_str).chain(split(name));
        let steps = steps.collect::<Vec<_>>();
        if self.put_position(name, parts) || self.put_known(name, parts) {
            for folder in folders {
                self.put_known(folder, parts);
            }
            return;
        }
        if let Some(sentence) = self.sentence(name) {
            return parts.take_sentence(sentence, self.names);
        }
        for step in steps {
            let _ = self.put_position(step, parts) || self.put_known(step, parts);
        }
    }

    /// Puts a name into its part.
    fn put(&self, role: Role, name: &str, parts: &mut Parts) {
        if plain(name).is_empty() {
            return;
        }
        match role {
            Role::Actor => add(&mut parts.actors, self.names.spelt(name, true)),
            Role::Speaker => add(&mut parts.speakers, self.names.spelt(name, true)),
            Role::Issue => add(&mut parts.issues, self.names.spelt(name, false)),
            Role::Toward => add(&mut parts.toward, self.names.spelt(name, true)),
            Role::Target => match (self.names.actor(name), self.names.issue(name)) {
                (Some(actor), None) => add(&mut parts.toward, actor.clone()),
                _ => add(&mut parts.issues, self.names.spelt(name, false)),
            },
            Role::Position => {
                self.put_position(name, parts);
            }
            Role::Label => parts.label = parts.label.take().or(Some(plain(name))),
        }
    }

    /// Takes a word for a position, or a label; returns whether it is one.
    fn put_position(&self, name: &str, parts: &mut Parts) -> bool {
        let name = plain(name);
        if let Some(position) = self.mapping.and_then(|mapping| mapping.position(&name)) {
            parts.positions.push((position, None));
            return true;
        }
        // Names of codes and relations often have underscores for blanks.
        let words = name.replace('_', " ");
        match PositionWord::lookup(&words) {
            Some(PositionWord::Position(position)) => parts.positions.push((position, None)),
            Some(PositionWord::Half(position)) => {
                let half = Strength::new(0.5).expect("a half is a strength");
                parts.positions.push((position, Some(half)));
            }
            Some(PositionWord::Both) => parts.is_both = true,
            Some(PositionWord::None) => parts.is_skipped = true,
            None => {
                let Some(implied) = Lexicon::lookup(&words) else { return false };
                parts.positions.push((implied.position, None));
                parts.label = parts.label.take().or(Some(words.to_lowercase()));
            }
        }
        true
    }

    /// Takes an actor or an issue of the map; returns whether it is one.
    fn put_known(&self, name: &str, parts: &mut Parts) -> bool {
        match (self.names.actor(name), self.names.issue(name)) {
            (Some(actor), None) => add(&mut parts.actors, actor.clone()),
            (None, Some(issue)) => add(&mut parts.issues, issue.clone()),
            (Some(_), Some(_)) | (None, None) => return false,
        }
        true
    }

    /// A code that is a sentence: "Ann strongly opposes the tunnel".
    fn sentence<'n>(&self, name: &'n str) -> Option<Sentence<'n>> {
        let words = words(name);
        let mut found = Vec::<(usize, Sentence)>::new();
        for start in 1..words.len() {
            // "is opposed to" has "opposed" in it.
            if found.last().is_some_and(|(last, _)| start < *last) {
                continue;
            }
            let longest = (start + 1..words.len()).rev().find_map(|end| {
                let sentence = Sentence::of(name, &words, start, end)?;
                self.is_plausible(&sentence).then_some((end, sentence))
            });
            found.extend(longest);
        }
        let is_known = |sentence: &Sentence| {
            let has_target =
                |name: &str| self.names.issue(name).is_some() || self.names.actor(name).is_some();
            self.names.actor(sentence.actor).is_some() && has_target(sentence.target)
        };
        let mut known = found.iter().filter(|(_, sentence)| is_known(sentence));
        match (known.next(), known.next(), found.as_slice()) {
            (Some((_, one)), None, _) | (None, None, [(_, one)]) => Some(*one),
            _ => None,
        }
    }

    /// Whether a part of a name before a verb can be an actor, and the verb is one that somebody does.
    fn is_plausible(&self, sentence: &Sentence) -> bool {
        if self.names.actor(sentence.actor).is_some() {
            return true;
        }
        let last = sentence.actor.split_whitespace().next_back().unwrap_or_default();
        let is_open = |word: &str| NOT_AN_ACTOR.contains(&word.to_lowercase().as_str());
        let first = sentence.label.split_whitespace().find(|word| !word.ends_with("ly"));
        let first = first.unwrap_or_default().to_lowercase();
        let is_done = first.ends_with('s') || first.ends_with("ed") || first == "are";
        // "Greens support" is said of many; "public support" is not said at all.
        let is_plural = last.ends_with('s') || sentence.actor.contains(" and ");
        let is_name = sentence.actor.chars().next().is_some_and(char::is_uppercase);
        (is_done || is_plural && is_name)
            && !is_open(last)
            && !sentence.actor.split_whitespace().any(is_negation)
    }
}

/// Words after which a verb is nothing that is done now, or by whom they name.
const NOT_AN_ACTOR: [&str; 24] = [
    "to", "would", "could", "should", "may", "might", "must", "will", "shall", "can", "if", "who",
    "what", "that", "which", "and", "or", "of", "for", "by", "as", "than", "when", "why",
];

fn is_negation(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "not" | "never" | "no" | "nobody" | "hardly" | "without")
}

/// A code as a sentence.
#[derive(Clone, Copy, Debug)]
struct Sentence<'n> {
    actor: &'n str,
    label: &'n str,
    position: Position,
    /// Whether the label means the same of an actor.
    is_toward_actors: bool,
    target: &'n str,
}

impl<'n> Sentence<'n> {
    fn of(name: &'n str, words: &[(usize, usize)], start: usize, end: usize) -> Option<Self> {
        let label = &name[words[start].0..words[end - 1].1];
        let implied = Lexicon::lookup(label)?;
        Some(Self {
            actor: without_article(name[..words[start - 1].1].trim()),
            label,
            position: implied.position,
            is_toward_actors: implied.toward_actors,
            target: without_article(name[words[end].0..].trim()),
        })
    }
}

/// The words of a name, as ranges of bytes.
fn words(name: &str) -> Vec<(usize, usize)> {
    // No code is that long, and each word is looked at with all after it.
    let name = &name[..name.floor_char_boundary(400)];
    let starts = name.split_whitespace();
    starts
        .map(|word| {
            let start = word.as_ptr() as usize - name.as_ptr() as usize;
            (start, start + word.len())
        })
        .collect()
}

/// A prefix that may be the name of a field: `issue: tunnel`.
fn prefixed(name: &str) -> Option<(&str, &str)> {
    let (prefix, rest) = name.split_once([':', '='])?;
    Some((prefix.trim(), rest.trim_start_matches(':').trim()))
}

/// The parts of a name that is written like a path.
fn split(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split(['/', '|', '>', ':', ';', '(', ')', '\\']);
    let parts = parts.flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" – "));
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// The part in a stance that the name of a folder says.
pub fn role_called(name: &str) -> Option<Role> {
    const ROLES: [(Field, Role); 6] = [
        (Field::Actor, Role::Actor),
        (Field::Speaker, Role::Speaker),
        (Field::Issue, Role::Issue),
        (Field::Toward, Role::Toward),
        (Field::Position, Role::Position),
        (Field::Label, Role::Label),
    ];
    let called = field_called(name)?;
    ROLES.into_iter().find(|(field, _)| *field == called).map(|(_, role)| role)
}

/// The role of an end of a relation whose kind says another: an actor whom a relation leads to is its target.
fn turned(kind: Role, end: Option<Role>) -> Role {
    match (kind, end) {
        (Role::Actor | Role::Speaker, Some(Role::Target)) => Role::Toward,
        (Role::Speaker, Some(Role::Actor)) => Role::Actor,
        (kind, _) => kind,
    }
}

/// Adds a name that is not yet there.
fn add(names: &mut Vec<String>, name: String) {
    if !names.contains(&name) {
        names.push(name);
    }
}

impl Parts {
    fn take(&mut self, fields: &Fields) {
        let Fields { actor, speaker, issue, toward, position, label, strength } = fields.clone();
        actor.into_iter().for_each(|name| add(&mut self.actors, name));
        speaker.into_iter().for_each(|name| add(&mut self.speakers, name));
        issue.into_iter().for_each(|name| add(&mut self.issues, name));
        toward.into_iter().for_each(|name| add(&mut self.toward, name));
        let implied = label.as_deref().and_then(Lexicon::lookup).map(|implied| implied.position);
        let position = position.or(implied);
        self.positions.extend(position.map(|position| (position, strength)));
        self.label = self.label.take().or(label);
    }

    fn take_sentence(&mut self, sentence: Sentence, names: &Names) {
        add(&mut self.actors, names.spelt(sentence.actor, true));
        let is_actor =
            names.actor(sentence.target).is_some() && names.issue(sentence.target).is_none();
        match is_actor {
            true => add(&mut self.toward, names.spelt(sentence.target, true)),
            false => add(&mut self.issues, names.spelt(sentence.target, false)),
        }
        // What is demanded of an actor says nothing about support for it.
        if !is_actor || sentence.is_toward_actors {
            self.positions.push((sentence.position, None));
        }
        self.label = self.label.take().or(Some(sentence.label.to_lowercase()));
    }

    fn said(mut self, rule: String) -> Result<Said, Silent> {
        let is_empty = self.actors.is_empty() && self.issues.is_empty() && self.toward.is_empty();
        if self.is_skipped && is_empty {
            return Err(Silent::Skipped);
        }
        // Who speaks for nobody else speaks for themselves.
        if self.actors.is_empty() {
            self.actors = std::mem::take(&mut self.speakers);
        }
        if self.actors.is_empty() {
            return Err(Silent::NoActor);
        }
        let addressee = match (self.issues.is_empty(), self.toward.as_slice()) {
            (false, [one]) => Some(one.clone()),
            _ => None,
        };
        let toward = self.toward.iter().cloned().map(Target::Actor);
        let targets: Vec<_> = match self.issues.is_empty() {
            true => toward.collect(),
            false => self.issues.iter().cloned().map(Target::Issue).collect(),
        };
        let is_on =
            |target: &Target| matches!(target, Target::Actor(name) if self.actors.contains(name));
        if targets.is_empty() || targets.iter().any(is_on) {
            return Err(Silent::NoTarget);
        }
        if self.actors.len() > 1 && targets.len() > 1 {
            return Err(Silent::Crossed);
        }
        let Some((position, strength)) = self.positions.first().copied() else {
            return Err(if self.is_both { Silent::Positions } else { Silent::NoPosition });
        };
        if self.is_both || self.positions.iter().any(|(other, _)| *other != position) {
            return Err(Silent::Positions);
        }
        let speaker = match self.speakers.as_slice() {
            [one] if !self.actors.contains(one) => Some(one.clone()),
            _ => None,
        };
        Ok(Said {
            actors: self.actors,
            speaker,
            targets,
            addressee,
            position: Some(position),
            strength,
            label: self.label,
            is_mapped: !self.is_guessed,
            rule,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names {
            actors: Names::folded(["Ann", "Bob", "Green Party"].into_iter()),
            issues: Names::folded(["tunnel", "harbour toll"].into_iter()),
        }
    }

    fn said_with(mapping: Option<&CodeMapping>, codes: Vec<Code>) -> Result<String, Silent> {
        let names = names();
        let passage = Passage { codes, ..Passage::default() };
        let said = Reading { mapping, names: &names }.said(&passage)?;
        let targets = said.targets.iter().map(|target| match target {
            Target::Issue(name) => name.clone(),
            Target::Actor(name) => format!("@{name}"),
        });
        let targets = targets.collect::<Vec<_>>().join("+");
        let position = said.position.expect("a stance has one");
        Ok(format!("{} {position} {targets}", said.actors.join("+")))
    }

    fn said(codes: &[&str]) -> Result<String, Silent> {
        let code =
            |text: &&str| Code { path: text.split('\\').map(str::to_owned).collect(), role: None };
        said_with(None, codes.iter().map(code).collect())
    }

    #[test]
    fn a_code_can_be_a_sentence() {
        assert_eq!(said(&["Ann opposes the bridge"]), Ok("Ann oppose bridge".into()));
        assert_eq!(said(&["Public support for TUNNEL"]), Err(Silent::NoActor));
        assert_eq!(
            said(&["The Greens strongly support TUNNEL"]),
            Ok("Greens support tunnel".into())
        );
        assert_eq!(said(&["Zed strongly supports Tunnel"]), Ok("Zed support tunnel".into()));
        assert_eq!(said(&["Zed is opposed to the tunnel"]), Ok("Zed oppose tunnel".into()));
        assert_eq!(said(&["ann condemns bob"]), Ok("Ann oppose @Bob".into()));
        assert_eq!(said(&["Zed opposes tunnel\\A memo"]), Err(Silent::NoActor));
        for open in [
            "Zed does not support the tunnel",
            "Opposition to the tunnel",
            "Zed opposes",
            "reasons to oppose the tunnel",
            "Ann demands Bob",
            "Those who oppose the tunnel",
        ] {
            let said = said(&[open]);
            assert!(said.is_err(), "{open}: {said:?}");
        }
    }

    #[test]
    fn several_codes_make_a_stance_if_each_is_known() {
        assert_eq!(said(&["Ann", "tunnel", "against"]), Ok("Ann oppose tunnel".into()));
        assert_eq!(said(&["Ann", "Bob", "tunnel", "dafür"]), Ok("Ann+Bob support tunnel".into()));
        assert_eq!(said(&["Ann", "tunnel", "for", "against"]), Err(Silent::Positions));
        assert_eq!(said(&["Ann", "tunnel", "mixed"]), Err(Silent::Positions));
        assert_eq!(said(&["Ann", "tunnel"]), Err(Silent::NoPosition));
        assert_eq!(said(&["Ann", "bridge", "for"]), Err(Silent::NoTarget));
        assert_eq!(said(&["Zed", "tunnel", "for"]), Err(Silent::NoActor));
        let crossed = ["Ann", "Bob", "tunnel", "harbour toll", "for"];
        assert_eq!(said(&crossed), Err(Silent::Crossed));
        assert_eq!(said(&[]), Err(Silent::NoActor));
    }

    #[test]
    fn folders_and_prefixes_say_what_a_code_is() {
        let tree = ["Akteure\\Zed", "Themen\\Verkehr\\bridge", "Haltung\\dagegen"];
        assert_eq!(said(&tree), Ok("Zed oppose bridge".into()));
        assert_eq!(
            said(&["actor: Zed", "issue: bridge", "vote=yes"]),
            Ok("Zed support bridge".into())
        );
        assert_eq!(said(&["Person\\Eve", "topic: bridge", "pro"]), Ok("Eve support bridge".into()));
        assert_eq!(said(&["Ann\\tunnel\\against"]), Ok("Ann oppose tunnel".into()));
        assert_eq!(said(&["Ann / tunnel (against)"]), Ok("Ann oppose tunnel".into()));
        assert_eq!(said(&["Ann\\bridge\\against"]), Err(Silent::NoTarget));
    }

    #[test]
    fn the_ends_of_a_relation_are_who_and_what() {
        let relation = |from: &str, verb: &str, to: &str| {
            said_with(
                None,
                vec![
                    Code::within(from, "Zed").in_role(Role::Actor),
                    Code::named(verb).in_role(Role::Position),
                    Code::within(to, "Bob").in_role(Role::Target),
                ],
            )
        };
        assert_eq!(relation("Country", "opposes", "Country"), Ok("Zed oppose @Bob".into()));
        assert_eq!(relation("X", "calls_for", "Topic"), Ok("Zed support Bob".into()));
        assert_eq!(relation("X", "opposes", "X"), Ok("Zed oppose @Bob".into()), "it is an actor");
        assert_eq!(relation("X", "located in", "X"), Err(Silent::NoPosition));
        assert_eq!(relation("Topic", "opposes", "X"), Err(Silent::NoActor));
    }

    #[test]
    fn a_mapping_is_believed_and_what_it_leaves_open_is_a_guess() {
        let mapping = CodeMapping::from_toml(
            "[codes]\n\"x/y\" = { actor = \"Zed\", position = \"oppose\", issue = \"bridge\" }\n\
             z = { actor = \"Zed\", issue = \"bridge\" }\nm = \"skip\"\n[kinds]\nWer = \"actor\"\n",
        )
        .expect("nothing is wrong with it");
        let names = names();
        let reading = Reading { mapping: Some(&mapping), names: &names };
        let said = |codes: Vec<Code>| {
            let said = reading.said(&Passage { codes, ..Passage::default() })?;
            Ok((said.actors.join("+"), said.is_mapped))
        };
        assert_eq!(said(vec![Code::within("x", "y"), Code::named("m")]), Ok(("Zed".into(), true)));
        let open = vec![Code::named("z"), Code::named("against")];
        assert_eq!(said(open), Ok(("Zed".into(), false)));
        assert_eq!(said(vec![Code::named("m")]), Err(Silent::Skipped));
        let kinds = vec![Code::within("Wer", "Eve"), Code::named("tunnel"), Code::named("pro")];
        assert_eq!(said(kinds), Ok(("Eve".into(), false)));
    }
}
