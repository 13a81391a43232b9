//! What all programs for annotations have in common: documents, and coded passages in them.

use std::collections::{BTreeMap, HashMap};

use crate::error::Place;
use crate::model::{Date, Position};

/// Everything that a file of annotations says.
#[derive(Debug, Default)]
pub struct Collection {
    /// The program or the format, as drafts name it.
    pub tool: String,
    pub documents: Vec<Document>,
    pub passages: Vec<Passage>,
    /// What is not a passage: the kind of thing, worded to follow a number, and the names.
    pub left_out: Counts,
}

/// A document: the source of what is said in it.
#[derive(Debug, Default)]
pub struct Document {
    /// The name that becomes the id of the source.
    pub name: String,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub date: Option<Date>,
    pub url: Option<String>,
    pub text: Option<String>,
    /// The file of the text, if it is one beside the annotations.
    pub path: Option<String>,
}

/// A passage of a document with codes.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The number of its document.
    pub document: Option<usize>,
    /// Start and end, in characters; programs that count otherwise are found out by the words.
    pub span: Option<(u64, u64)>,
    /// The words of the passage, if the file repeats them.
    pub quote: Option<String>,
    /// Whether the quote may be cut off at its end.
    pub is_quote_cut: bool,
    /// The text just before and just after it.
    pub context: [Option<String>; 2],
    pub codes: Vec<Code>,
    pub coder: Option<String>,
    pub note: Option<String>,
    pub date: Option<Date>,
    pub locator: Option<String>,
    /// Whether the file itself says that the stance is confirmed.
    pub is_confirmed: bool,
    /// Whether it is a stance of its own, whatever other passages there are at its place.
    pub is_alone: bool,
    pub place: Option<Place>,
}

/// Passages at the same place by the same coder are one, with all their codes: many programs mark a passage once for
/// each code.
pub fn merged(passages: Vec<Passage>) -> Vec<Passage> {
    let mut merged = Vec::<Passage>::with_capacity(passages.len());
    let mut at = HashMap::new();
    for passage in passages {
        let Some(span) = passage.span.filter(|_| !passage.is_alone) else {
            merged.push(passage);
            continue;
        };
        let number = *at.entry((span, passage.coder.clone())).or_insert(merged.len());
        match merged.get_mut(number) {
            Some(known) => known.join(passage),
            None => merged.push(passage),
        }
    }
    merged
}

impl Passage {
    /// Takes the codes and the note of another passage at the same place.
    fn join(&mut self, other: Self) {
        for code in other.codes {
            if !self.codes.contains(&code) {
                self.codes.push(code);
            }
        }
        self.note = match (self.note.take(), other.note) {
            (Some(own), Some(other)) if own != other => Some(format!("{own}; {other}")),
            (own, other) => own.or(other),
        };
        self.quote = self.quote.take().or(other.quote);
    }
}

/// A code: what a passage was marked with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// The folders of the tree of codes above it, or the kind of entity, and its name last.
    pub path: Vec<String>,
    /// Its part in a stance, if the format says it.
    pub role: Option<Role>,
}

impl Code {
    pub fn named(name: impl Into<String>) -> Self {
        Self { path: vec![name.into()], role: None }
    }

    pub fn within(kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self { path: vec![kind.into(), name.into()], role: None }
    }

    #[must_use]
    pub fn in_role(self, role: Role) -> Self {
        Self { role: Some(role), ..self }
    }

    /// Its own name.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// All its names, with slashes between them.
    pub fn full(&self) -> String {
        self.path.join("/")
    }
}

/// The part of a code in a stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Actor,
    Speaker,
    Issue,
    /// The actor that a stance is addressed to, or on.
    Toward,
    /// An issue or an actor: the end of a relation.
    Target,
    /// A word for a position, or a label.
    Position,
    /// The words of the label.
    Label,
}

/// A span that relations can join, as most programs have it.
#[derive(Clone, Debug, Default)]
pub struct Entity {
    /// The kind of entity: its label.
    pub kind: String,
    pub text: String,
    pub span: Option<(u64, u64)>,
}

impl Entity {
    /// The codes of a relation: who, what, and how they are joined.
    pub fn joined(&self, relation: &str, to: &Self) -> Vec<Code> {
        vec![
            Code::within(&self.kind, &self.text).in_role(Role::Actor),
            Code::named(relation).in_role(Role::Position),
            Code::within(&to.kind, &to.text).in_role(Role::Target),
        ]
    }

    /// The span from the first word of two entities to the last one.
    pub fn together(&self, other: &Self) -> Option<(u64, u64)> {
        let ((a, b), (c, d)) = (self.span?, other.span?);
        Some((a.min(c), b.max(d)))
    }
}

/// A position as it is written into files of codes.
pub fn word_of(position: Position) -> &'static str {
    match position {
        Position::Support => "Support",
        Position::Neutral => "Neutral",
        Position::Oppose => "Oppose",
    }
}

/// The number of names to keep for each kind of thing.
const NAMED: usize = 5;

/// The longest name to keep, in characters.
const LONGEST: usize = 80;

/// Counts of things, by kind, with the first names.
#[derive(Debug, Default)]
pub struct Counts(BTreeMap<String, (usize, Vec<String>)>);

impl Counts {
    /// Adds one thing.
    pub fn add(&mut self, what: &str, name: &str) {
        self.add_many(what, 1, name);
    }

    /// Adds some things with one name.
    pub fn add_many(&mut self, what: &str, count: usize, name: &str) {
        if count == 0 {
            return;
        }
        if !self.0.contains_key(what) {
            self.0.insert(what.to_owned(), (0, Vec::new()));
        }
        let (sum, names) = self.0.get_mut(what).expect("it was just added");
        *sum += count;
        if names.len() < NAMED {
            let shown = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
            let shown = shown.take(LONGEST).collect::<String>();
            let shown = shown.trim().to_owned();
            if !shown.is_empty() && !names.contains(&shown) {
                names.push(shown);
            }
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, usize, &[String])> {
        self.0.iter().map(|(what, (count, names))| (what.as_str(), *count, names.as_slice()))
    }
}
