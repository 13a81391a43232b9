//! A language: tables, parsed once.

mod class;
mod deed;
mod paradigm;
mod trie;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

pub use class::{Class, Classes};
pub use deed::Deed;
pub use paradigm::{Form, Inflection};
pub use trie::Trie;

use crate::draft::text::words;
use crate::model::Position;

/// What the tables of a language say.
pub struct Language {
    inflection: Inflection,
    classes: Trie<Classes>,
    triggers: Trie<Vec<Trigger>>,
    families: Vec<Family>,
    deeds: Trie<Vec<Deed>>,
    adverb_endings: Vec<String>,
    gerund_endings: Vec<String>,
    /// The words of each month, January first.
    pub months: Vec<Vec<String>>,
    /// The words of each day of the week, Monday first.
    pub weekdays: Vec<Vec<String>>,
    /// Words for days and spans near the day of the report.
    pub near: Near,
    text: TextWords,
}

/// Where holder and target of a stance stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frame {
    /// "backs the bill".
    Object,
    /// "urges Peru to stop drilling".
    Demand,
    /// "tells Peru to stop drilling": a demand only with an infinitive.
    Ask,
    /// "pledged to protect the coast".
    Infinitive,
    /// "is in favour of the bill".
    Predicate,
    /// "its opposition to the bill".
    Noun,
    /// "warns that the cuts would hurt".
    Warning,
    /// "called the tax unjust".
    Rating,
    /// "has come round".
    Implied,
    /// "disagreed".
    Echo,
    /// "dropped its opposition".
    Revoke,
    /// "denied it".
    Retort,
    /// "angered farmers", "found favour with farmers": the target is the subject.
    Received,
    /// Says what is done, and is a stance where it is said to be intended: "will extend the ban".
    Deed,
}

/// Words that take a position in the same way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Its name, which is part of the rule's.
    pub name: String,
    /// The position on its target.
    pub sign: Position,
    /// Where holder and target stand.
    pub frame: Frame,
    /// The position of its negation, where that is not the other side: "did not oppose".
    pub negated: Option<Position>,
    /// Whether it counts only where it is negated: "has not said how".
    #[serde(default)]
    pub needs_negation: bool,
    words: Vec<String>,
}

/// A word of a family, in one of its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The number of its family.
    pub family: usize,
    /// Its form.
    pub form: Form,
}

/// Words for days and spans near the day of the report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Near {
    pub today: Vec<String>,
    pub yesterday: Vec<String>,
    pub last: Vec<String>,
    pub year: Vec<String>,
    pub month: Vec<String>,
    pub part: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextWords {
    abbreviations: Vec<String>,
    boilerplate: Vec<String>,
    boilerplate_anywhere: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordTable {
    classes: BTreeMap<Class, Vec<String>>,
    claims: BTreeMap<Class, Vec<String>>,
    adverb_ending: Vec<String>,
    gerund_ending: Vec<String>,
    dates: DateWords,
    text: TextWords,
}

#[derive(Deserialize)]
struct DateWords {
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    #[serde(flatten)]
    near: Near,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeedTable {
    deeds: BTreeMap<Deed, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TriggerTable {
    family: Vec<Family>,
}

macro_rules! language {
    ($folder:literal) => {
        LazyLock::new(|| {
            Language::parse(
                include_str!(concat!("../tables/", $folder, "/paradigms.toml")),
                include_str!(concat!("../tables/", $folder, "/words.toml")),
                include_str!(concat!("../tables/", $folder, "/triggers.toml")),
                include_str!(concat!("../tables/", $folder, "/deeds.toml")),
            )
            .expect("the tables are right, which a test holds")
        })
    };
}

static ENGLISH: LazyLock<Language> = language!("en");
static GERMAN: LazyLock<Language> = language!("de");

impl Language {
    /// English.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// German: a proof that a language is a folder of tables; it knows few words.
    #[must_use]
    pub fn german() -> &'static Self {
        &GERMAN
    }

    fn parse(
        paradigms: &str,
        word_table: &str,
        triggers: &str,
        deeds: &str,
    ) -> Result<Self, toml::de::Error> {
        let DeedTable { deeds } = toml::from_str(deeds)?;
        let inflection: Inflection = toml::from_str(paradigms)?;
        let table: WordTable = toml::from_str(word_table)?;
        let TriggerTable { family: families } = toml::from_str(triggers)?;
        let classes = class_trie(&inflection, [table.classes, table.claims].iter().flatten());
        Ok(Self {
            triggers: trigger_trie(&inflection, &families),
            deeds: deed_trie(&inflection, &deeds),
            inflection,
            classes,
            families,
            adverb_endings: table.adverb_ending,
            gerund_endings: table.gerund_ending,
            months: table.dates.months,
            weekdays: table.dates.weekdays,
            near: table.dates.near,
            text: table.text,
        })
    }

    /// The classes of the phrases that begin with the first of some words, each with its number of words.
    pub fn classes<'w>(
        &self,
        words: impl IntoIterator<Item = &'w str>,
    ) -> impl Iterator<Item = (usize, Classes)> {
        self.classes.matches(words).map(|(length, classes)| (length, *classes))
    }

    /// The triggers that begin with the first of some words, each with its number of words.
    pub fn triggers<'w>(
        &self,
        words: impl IntoIterator<Item = &'w str>,
    ) -> impl Iterator<Item = (usize, &[Trigger])> {
        self.triggers.matches(words).map(|(length, triggers)| (length, triggers.as_slice()))
    }

    /// The kinds of the longest deed that begins with the first of some words, with its number of words.
    pub fn deeds<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Option<(usize, &[Deed])> {
        self.deeds.longest(words).map(|(length, kinds)| (length, kinds.as_slice()))
    }

    /// The family of a trigger.
    #[must_use]
    pub fn family(&self, trigger: Trigger) -> &Family {
        &self.families[trigger.family]
    }

    /// All families.
    #[must_use]
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// Whether a word alone is of a class.
    #[must_use]
    pub fn has(&self, word: &str, class: Class) -> bool {
        self.classes([word]).any(|(length, classes)| length == 1 && classes.has(class))
    }

    /// Whether a word looks like an adverb.
    #[must_use]
    pub fn looks_like_adverb(&self, word: &str) -> bool {
        let mut endings = self.adverb_endings.iter();
        word.len() > 4 && endings.any(|ending| word.ends_with(ending.as_str()))
    }

    /// Whether a word looks like a gerund.
    #[must_use]
    pub fn looks_like_gerund(&self, word: &str) -> bool {
        let mut endings = self.gerund_endings.iter();
        word.len() > 4 && endings.any(|ending| word.ends_with(ending.as_str()))
    }

    /// What a word is compared as when names are compared.
    #[must_use]
    pub fn stem(&self, word: &str) -> String {
        self.inflection.stem(word)
    }

    /// Whether a word, without its dot, is an abbreviation.
    #[must_use]
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.text.abbreviations.iter().any(|abbreviation| abbreviation == word)
    }

    /// Whether a paragraph is not part of the report: credits, links, notices.
    #[must_use]
    pub fn is_boilerplate(&self, paragraph: &str) -> bool {
        let lower = paragraph.chars().take(400).collect::<String>().to_lowercase();
        let lower = lower.trim_start();
        self.text.boilerplate.iter().any(|start| lower.starts_with(start.as_str()))
    }

    /// Whether a sentence is a notice of the publisher's.
    #[must_use]
    pub fn is_notice(&self, sentence: &str) -> bool {
        let lower = sentence.to_lowercase();
        self.text.boilerplate_anywhere.iter().any(|words| lower.contains(words.as_str()))
    }
}

fn class_trie<'t>(
    inflection: &Inflection,
    table: impl Iterator<Item = (&'t Class, &'t Vec<String>)>,
) -> Trie<Classes> {
    let mut trie = Trie::<Classes>::default();
    for (class, phrases) in table {
        for (_, phrase) in phrases.iter().flat_map(|phrase| inflection.forms(phrase)) {
            trie.entry(words(&phrase).iter().map(String::as_str)).insert(*class);
        }
    }
    trie
}

fn deed_trie(inflection: &Inflection, deeds: &BTreeMap<Deed, Vec<String>>) -> Trie<Vec<Deed>> {
    let mut trie = Trie::<Vec<Deed>>::default();
    for (kind, phrases) in deeds {
        for (_, phrase) in phrases.iter().flat_map(|phrase| inflection.forms(phrase)) {
            let known = trie.entry(words(&phrase).iter().map(String::as_str));
            if !known.contains(kind) {
                known.push(*kind);
            }
        }
    }
    trie
}

fn trigger_trie(inflection: &Inflection, families: &[Family]) -> Trie<Vec<Trigger>> {
    let mut trie = Trie::<Vec<Trigger>>::default();
    for (number, family) in families.iter().enumerate() {
        for (form, phrase) in family.words.iter().flat_map(|phrase| inflection.forms(phrase)) {
            let trigger = Trigger { family: number, form };
            let known = trie.entry(words(&phrase).iter().map(String::as_str));
            if !known.contains(&trigger) {
                known.push(trigger);
            }
        }
    }
    trie
}
