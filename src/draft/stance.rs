//! What is proposed.

use std::ops::Range;

use serde::Serialize;

use crate::draft::text::Place;
use crate::model::{Date, Position};

/// A stance that the text seems to take: to be confirmed by a person.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Draft {
    /// Whose it is.
    pub actor: Name,
    /// Who says it for the actor, as the text names him or her.
    pub speaker: Option<String>,
    /// The words that take the position, as they stand in the text.
    pub label: String,
    /// What it is about.
    pub target: Target,
    /// Whom a demand is addressed to.
    pub toward: Option<Name>,
    /// The side.
    pub position: Position,
    /// When: a date that the sentence names, else the day of the report.
    pub date: Option<Date>,
    /// Whether the sentence names the date.
    pub is_dated: bool,
    /// The paragraph.
    pub place: Place,
    /// The words of the text.
    pub quote: String,
    /// The characters of the quote in the text, as Unicode scalar values from 0.
    pub span: Range<usize>,
    /// How likely it is that a careful coder finds the same; above 0, below 1.
    pub confidence: f64,
    /// The rule that found it.
    pub rule: Rule,
}

/// An actor: of the map, of the world's tables, or named by the text alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct Name {
    /// Its id, if the map has it.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// The kind of an actor that the map does not have, if it is known: "state", "organisation", "person".
    pub kind: Option<String>,
}

/// What a stance is about.
// Closed: stances are on issues or actors.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// An issue of the map, or a new one.
    Issue(Name),
    /// Another actor.
    Actor(Name),
}

impl Target {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &Name {
        match self {
            Self::Issue(name) | Self::Actor(name) => name,
        }
    }
}

/// The rule that found a draft, and how it found holder and target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Rule {
    /// The family of words, or the kind of claim.
    pub name: String,
    /// How the target was found.
    pub target: Found,
    /// Whether a pronoun, or a phrase such as "both sides", stands for the holder.
    pub is_holder_resolved: bool,
}

/// How a target was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Found {
    /// By a name of the map, in the clause.
    Named,
    /// By a phrase that resembles a name of the map.
    Alike,
    /// By a pronoun or a noun such as "the plan".
    Referred,
    /// It is what the report is about.
    Topic,
    /// It is that of the stance before.
    Carried,
    /// It is an actor.
    Actor,
    /// It is a noun phrase that the map does not know.
    New,
}

impl Found {
    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Alike => "alike",
            Self::Referred => "referred",
            Self::Topic => "topic",
            Self::Carried => "carried",
            Self::Actor => "actor",
            Self::New => "new",
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, target {}", self.name, self.target.as_str())?;
        if self.is_holder_resolved { f.write_str(", holder referred") } else { Ok(()) }
    }
}
