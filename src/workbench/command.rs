//! What a front end can ask for.

use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Refusal;
use crate::edit::Kind;

/// A command. In JSON it is an object with one field: `{"remove": {"ids": ["…"]}}`.
// Closed: these are what a workbench does.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// A new stance, by its fields; names are those of the map, or new ones with `"create": true`.
    Add(Map<String, Value>),
    /// Other values for some fields of the stance with this `id`; null removes one.
    Change(Map<String, Value>),
    /// Stances that go.
    Remove(Ids),
    /// Drafts that are confirmed; nothing else about them changes, and no other stance does.
    Accept(Ids),
    /// Drafts that go; a confirmed stance among them is refused.
    Reject(Ids),
    /// Another label, issue or actor for all stances with this one.
    Recode(Recode),
    /// A source with its text.
    Source(NewSource),
    /// Proposals for a text that is there, as drafts.
    Propose(Propose),
    /// Names without a stance.
    Declare(Declare),
    /// Names that are one.
    Merge(Merge),
}

/// Stances, by id.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Ids {
    /// The ids.
    pub ids: Vec<String>,
}

/// What is recoded.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Recode {
    /// Which field.
    pub field: Recoded,
    /// The value that stances have.
    pub from: String,
    /// The value that they get.
    pub to: String,
    /// Whether an unknown name is a new one.
    #[serde(default)]
    pub create: bool,
}

/// The fields that can be recoded.
// Closed: what stances share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recoded {
    /// The label, whatever its case.
    Label,
    /// The issue.
    Issue,
    /// Whose stance it is.
    Actor,
}

impl fmt::Display for Recoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Label => "label",
            Self::Issue => "issue",
            Self::Actor => "actor",
        })
    }
}

/// A source with its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct NewSource {
    /// Its id; by default made of the title. That of a source without a text gives it this one.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The text, as it was pasted.
    pub text: Option<String>,
    /// A file with the text in it, instead: a web page, a Word document, a mail.
    pub file: Option<NewFile>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub date: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Whether stances are proposed from it, as drafts.
    pub draft: bool,
}

/// A file that was dropped.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NewFile {
    /// Its name, whose extension says what it is.
    pub name: String,
    /// Its bytes in base 64.
    pub base64: String,
}

/// Which text stances are proposed from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Propose {
    /// The id of the source.
    pub source: String,
}

/// New names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Declare {
    /// Actors.
    pub actors: Vec<NewName>,
    /// Issues.
    pub issues: Vec<NewName>,
}

/// A new name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NewName {
    /// Its id; by default made of the name.
    #[serde(default)]
    pub id: Option<String>,
    /// The name.
    pub name: String,
}

/// Names that are one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Merge {
    /// The one that stays.
    pub keep: String,
    /// Those that become aliases of it.
    pub others: Vec<String>,
    /// Whether they are actors or issues.
    pub kind: Kind,
}

impl Command {
    /// Reads a command.
    ///
    /// # Errors
    ///
    /// A refusal that says which part is none.
    ///
    /// ```
    /// use stancegraph::workbench::Command;
    ///
    /// assert!(Command::from_json(r#"{"remove": {"ids": []}}"#).is_ok());
    /// assert!(Command::from_json(r#"{"remoove": {}}"#).is_err());
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Refusal> {
        let command = serde_json::from_str(text);
        command.map_err(|error| Refusal::malformed(format!("no command: {error}")))
    }
}
