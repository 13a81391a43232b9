//! Proposals as programs write them.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Deserialize, Serialize};

use crate::model::{Characters, Confidence, Date, Position};
use crate::text::describe_plainly;

/// What a program proposes for a text, as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct Proposals {
    /// Actors that proposals name and the map does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new_actors: Vec<NewName>,
    /// Issues that proposals name and the map does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new_issues: Vec<NewName>,
    /// The stances that the text seems to take.
    pub proposals: Vec<Proposal>,
}

/// The name of an actor or an issue that the map does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct NewName {
    /// The name.
    pub name: String,
    /// The kind of an actor: state, party, person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// A stance that a text seems to take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct Proposal {
    /// Whose stance it is: the id, the name or an alias of an actor of the map, or the name of a new actor.
    pub actor: String,
    /// The person who says it for the actor, by id, name or alias, or a new actor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The words that take the position, such as "opposes".
    pub label: String,
    /// What it is about: an issue of the map, or a new one. Without an issue, it is about the actor in `toward`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// The actor that it is about, or that a stance on an issue is addressed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toward: Option<String>,
    /// The position.
    pub position: Position,
    /// When the position was taken, if the text says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Words of the text, copied as they stand, that show the stance.
    pub quote: String,
    /// Where the quote stands, for a quote that stands there several times; may be inexact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub characters: Option<Characters>,
    /// How sure the program is, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Why the program proposes it, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// A note for those who confirm it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The JSON Schema (draft 7) of [`Proposals`]: what a program has to write.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&stancegraph::draft::proposals_schema())?;
/// assert_eq!(schema["title"], "Proposals");
/// assert_eq!(schema["required"], serde_json::json!(["proposals"]));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn proposals_schema() -> String {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<Proposals>().to_value();
    describe_plainly(&mut schema);
    serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n"
}
