//! Words with requests among them.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text with requests among its words, for messages that name a setting.
///
/// The library does not know how its users make settings: `Display` words a request in terms of the library, and
/// [`worded`](Self::worded) words it as a flag, or as a control of a page.
///
/// ```
/// use stancegraph::answer::{Note, Suggestion};
///
/// let note = Note::say("and 3 more pairs; ").and_ask(Suggestion::Csv).and_say(" lists all");
/// let flag = |ask: &Suggestion| match ask {
///     Suggestion::Csv => "--format csv".to_owned(),
///     other => other.to_string(),
/// };
/// assert_eq!(note.worded(flag), "and 3 more pairs; --format csv lists all");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Phrase<R>(Vec<Part<R>>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Part<R> {
    Words(String),
    Ask(R),
}

impl<R> Phrase<R> {
    /// Begins a phrase with words.
    pub fn say(words: impl Into<String>) -> Self {
        Self(vec![Part::Words(words.into())])
    }

    /// Begins a phrase with a request.
    pub fn ask(request: R) -> Self {
        Self(vec![Part::Ask(request)])
    }

    /// Appends words.
    #[must_use]
    pub fn and_say(mut self, words: impl Into<String>) -> Self {
        self.0.push(Part::Words(words.into()));
        self
    }

    /// Appends a request.
    #[must_use]
    pub fn and_ask(mut self, request: R) -> Self {
        self.0.push(Part::Ask(request));
        self
    }

    /// The whole phrase, with requests worded by `word`.
    pub fn worded(&self, word: impl Fn(&R) -> String) -> String {
        let parts = self.0.iter().map(|part| match part {
            Part::Words(words) => words.clone(),
            Part::Ask(request) => word(request),
        });
        parts.collect()
    }

    /// The requests, in the order of the words.
    pub fn requests(&self) -> impl Iterator<Item = &R> {
        self.0.iter().filter_map(|part| match part {
            Part::Words(_) => None,
            Part::Ask(request) => Some(request),
        })
    }
}

impl<R: fmt::Display> fmt::Display for Phrase<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.worded(R::to_string))
    }
}

impl<R, T: Into<String>> From<T> for Phrase<R> {
    fn from(words: T) -> Self {
        Self::say(words)
    }
}
