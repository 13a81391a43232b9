//! What a word does in a sentence.

use serde::Deserialize;

/// A class of words; the tables say which words are in it, and what each class is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    Report,
    Control,
    Negation,
    Auxiliary,
    Future,
    Be,
    Modal,
    Adverb,
    Determiner,
    Definite,
    Demonstrative,
    Preposition,
    Place,
    And,
    But,
    Stop,
    Condition,
    That,
    Relative,
    Agent,
    Source,
    According,
    Infinitive,
    Counterpart,
    He,
    It,
    They,
    We,
    Possessive,
    Reflexive,
    Both,
    Existential,
    Ellipsis,
    Voice,
    Title,
    StateTitle,
    Honorific,
    Persons,
    States,
    Parties,
    Bodies,
    Companies,
    StanceNoun,
    ClaimNoun,
    IssueNoun,
    TurnNoun,
    TurnVerb,
    Spread,
    ContentOf,
    Vague,
    Number,
    Particle,
    Of,
    Bad,
    Good,
    BadQuality,
    GoodQuality,
    Absence,
    BadOutcome,
    Toward,
    Deny,
    SideVerb,
    Because,
    GenericNoun,
    Neuter,
    Open,
    KeepNoun,
    FirmCondition,
    Hypothetical,
    Deed,
    Stay,
    Go,
    NoLonger,
    Express,
    BePredicate,
    FavourNoun,
    AgainstNoun,
    Past,
    Against,
    TopicOf,
    OrgTitle,
    ActNoun,
    ControlAdjective,
    SoVerb,
    NeedOf,
    NeedlessOf,
    Paper,
    Subjunctive,
    ForWhom,
    Lack,
    NoComment,
    Neither,
    Nor,
    BadDeed,
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u128);

impl Classes {
    /// Adds a class.
    pub fn insert(&mut self, class: Class) {
        self.0 |= 1 << class as u128;
    }

    /// Whether a class is in it.
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u128) != 0
    }
}

impl Classes {
    /// Without some classes.
    pub fn without(self, classes: &[Class]) -> Self {
        Self(classes.iter().fold(self.0, |rest, class| rest & !(1 << *class as u128)))
    }
}
