//! Documents: everything that a file can say.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Actor, ActorId, Issue, IssueId, LabelMeaning, PositionRange, Source, SourceId, Stance,
};

/// Everything that a file can say, in the form in which TOML and JSON write it.
///
/// A [`Document`] is not checked: its ids can be unknown. A [`StanceGraph`](crate::StanceGraph) is checked, and
/// can be turned back into a document.
///
/// ```
/// use stancegraph::model::Document;
///
/// let document: Document = serde_json::from_str(r#"{ "title": "Northeast Asia" }"#)?;
/// assert_eq!(document.title.as_deref(), Some("Northeast Asia"));
/// assert!(document.stances.is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct Document {
    /// The address of the JSON Schema, for editors.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The title of the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it covers, and how it was coded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The range in which positions were coded, in the unit of the weights: "0:3".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coded_range: Option<PositionRange>,
    /// Who takes positions, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub actors: BTreeMap<ActorId, Actor>,
    /// What positions are about, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub issues: BTreeMap<IssueId, Issue>,
    /// Where stances were said, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<SourceId, Source>,
    /// What labels mean, beyond the lexicon.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, LabelMeaning>,
    /// The stances.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stances: Vec<Stance>,
}

setters! {
    Document {
        with_title(title: ?text);
        with_description(description: ?text);
        with_coded_range(coded_range: ?PositionRange);
        with_actors(actors: BTreeMap<ActorId, Actor>);
        with_issues(issues: BTreeMap<IssueId, Issue>);
        with_sources(sources: BTreeMap<SourceId, Source>);
        with_labels(labels: BTreeMap<String, LabelMeaning>);
        with_stances(stances: [Stance]);
    }
}
