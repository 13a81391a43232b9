//! Where a stance comes from besides its source: the characters that it quotes, and who or what proposed it.

use super::{Characters, Confidence, Status};

/// Whether a stance is confirmed, the characters that it quotes, and who proposed it.
///
/// The text type is `&str` in rows that readers pass on, and `Box<str>` in a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Provenance<T> {
    /// Whether a person has confirmed it.
    pub status: Status,
    /// The characters of the source's text that it quotes.
    pub characters: Option<Characters>,
    /// Who or what proposed it.
    pub proposed_by: Option<T>,
    /// The rule by which it was proposed.
    pub rule: Option<T>,
    /// How likely it was right when it was proposed.
    pub confidence: Option<Confidence>,
}

/// What is wrong with a field of a provenance, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongProvenance {
    /// The field, as files name it.
    pub field: &'static str,
    pub problem: String,
    pub fix: &'static str,
}

impl<T> Provenance<T> {
    /// The names of its fields in files.
    pub(crate) const FIELDS: [&'static str; 5] =
        ["status", "characters", "proposed-by", "rule", "confidence"];

    /// Whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { status, characters, proposed_by, rule, confidence } = self;
        let is_plain = status.is_confirmed() && characters.is_none() && confidence.is_none();
        is_plain && proposed_by.is_none() && rule.is_none()
    }

    /// The same without texts that are empty.
    pub(crate) fn tidy(self) -> Self
    where
        T: AsRef<str>,
    {
        let said = |text: &T| !text.as_ref().is_empty();
        let (proposed_by, rule) = (self.proposed_by.filter(said), self.rule.filter(said));
        Self { proposed_by, rule, ..self }
    }

    /// The same with texts of another type.
    pub(crate) fn map<'a, U>(&'a self, text: impl Fn(&'a T) -> U) -> Provenance<U> {
        Provenance {
            status: self.status,
            characters: self.characters,
            proposed_by: self.proposed_by.as_ref().map(&text),
            rule: self.rule.as_ref().map(&text),
            confidence: self.confidence,
        }
    }
}

impl<T: AsRef<str>> Provenance<T> {
    /// Reads it from texts: the value of each field by its name. An empty text is none.
    pub(crate) fn read(
        mut get: impl FnMut(&'static str) -> Option<T>,
    ) -> Result<Self, Vec<WrongProvenance>> {
        let [status, characters, proposed_by, rule, confidence] =
            Self::FIELDS.map(|field| get(field).filter(|text| !text.as_ref().is_empty()));
        let mut wrong = Vec::new();
        let mut refuse = |field, problem: String, fix| {
            wrong.push(WrongProvenance { field, problem, fix });
        };
        let status = status.map(|text| text.as_ref().parse::<Status>());
        let characters = characters.map(|text| text.as_ref().parse::<Characters>());
        let confidence = confidence.map(|text| text.as_ref().parse::<Confidence>());
        if let Some(Err(error)) = &status {
            refuse("status", error.to_string(), STATUS_FIX);
        }
        if let Some(Err(error)) = &characters {
            refuse("characters", error.to_string(), CHARACTERS_FIX);
        }
        if let Some(Err(error)) = &confidence {
            refuse("confidence", error.to_string(), CONFIDENCE_FIX);
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Self {
            status: status.and_then(Result::ok).unwrap_or_default(),
            characters: characters.and_then(Result::ok),
            proposed_by,
            rule,
            confidence: confidence.and_then(Result::ok),
        })
    }

    /// Its fields as texts, by name, without those that say nothing.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&'static str, String)> {
        let owned = |text: &Option<T>| text.as_ref().map(|text| text.as_ref().to_owned());
        let texts = [
            (!self.status.is_confirmed()).then(|| self.status.to_string()),
            self.characters.map(|characters| characters.to_string()),
            owned(&self.proposed_by),
            owned(&self.rule),
            self.confidence.map(|confidence| confidence.get().to_string()),
        ];
        Self::FIELDS.into_iter().zip(texts).filter_map(|(field, text)| Some((field, text?)))
    }
}

const STATUS_FIX: &str = "write draft, or leave it out for a confirmed stance";
const CHARACTERS_FIX: &str =
    "write the numbers of the first character and of the one after the last: 120-245";
const CONFIDENCE_FIX: &str = "write a number from 0 to 1";
