//! What a program is given to make proposals from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::wire::proposals_schema;
use crate::draft::names::{Named, Names};
use crate::model::{Date, LabelMeaning, Position, Source};

/// What a program is given on its standard input, as one JSON object.
///
/// ```
/// use stancegraph::draft::{Named, Names, ProposalRequest};
///
/// let names = Names::default().with_actors([Named::new("peru", "Peru")]);
/// let request = serde_json::to_value(ProposalRequest::new("Peru opposes the dam.", &names))?;
/// assert_eq!(request["text"], "Peru opposes the dam.");
/// assert_eq!(request["names"]["actors"][0]["id"], "peru");
/// assert_eq!(request["schema"]["title"], "Proposals");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ProposalRequest<'r> {
    /// The text.
    pub text: &'r str,
    /// What is known about the source of the text.
    pub source: RequestSource<'r>,
    /// The names of the map.
    pub names: RequestNames<'r>,
    /// The JSON Schema of what is to be answered.
    pub schema: serde_json::Value,
}

/// The source of a text.
#[derive(Debug, Default, Serialize)]
pub struct RequestSource<'r> {
    id: Option<&'r str>,
    title: Option<&'r str>,
    publisher: Option<&'r str>,
    date: Option<Date>,
    url: Option<&'r str>,
}

/// The names of a map.
#[derive(Debug, Default, Serialize)]
pub struct RequestNames<'r> {
    actors: Vec<RequestName<'r>>,
    issues: Vec<RequestName<'r>>,
    /// The labels that the map declares, with their positions.
    labels: BTreeMap<&'r str, Position>,
}

#[derive(Debug, Serialize)]
struct RequestName<'r> {
    id: &'r str,
    name: &'r str,
    aliases: &'r [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'r str>,
    #[serde(rename = "part-of", skip_serializing_if = "Option::is_none")]
    part_of: Option<&'r str>,
}

impl<'r> From<&'r Named> for RequestName<'r> {
    fn from(named: &'r Named) -> Self {
        Self {
            id: &named.id,
            name: &named.name,
            aliases: &named.aliases,
            kind: named.kind.as_deref(),
            part_of: named.part_of.as_deref(),
        }
    }
}

impl<'r> ProposalRequest<'r> {
    /// For a text and the names of a map.
    #[must_use]
    pub fn new(text: &'r str, names: &'r Names) -> Self {
        let schema = serde_json::from_str(&proposals_schema()).expect("the schema is JSON");
        let names = RequestNames {
            actors: names.actors.iter().map(RequestName::from).collect(),
            issues: names.issues.iter().map(RequestName::from).collect(),
            labels: BTreeMap::new(),
        };
        Self { text, source: RequestSource::default(), names, schema }
    }

    /// With the source of the text.
    #[must_use]
    pub fn with_source(mut self, source: &'r Source) -> Self {
        self.source = RequestSource {
            id: Some(source.id.as_str()),
            title: source.title.as_deref(),
            publisher: source.publisher.as_deref(),
            date: source.date,
            url: source.url.as_deref(),
        };
        self
    }

    /// With the labels that the map declares.
    #[must_use]
    pub fn with_labels(mut self, labels: &'r BTreeMap<String, LabelMeaning>) -> Self {
        let labels = labels.iter().map(|(label, meaning)| (label.as_str(), meaning.position));
        self.names.labels = labels.collect();
        self
    }
}
