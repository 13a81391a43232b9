//! Questions: a query together with a measure.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Comparison;
use crate::graph::Query;

/// A [`Query`] and the [`Comparison`] of actors in its view: one value for serde, with a schema.
///
/// A query does not contain a measure, because measures build on the graph; a question contains both. In JSON, a
/// missing field has its value from `Question::default()`.
///
/// ```
/// use stancegraph::Format;
/// use stancegraph::measure::Question;
///
/// let graph = Format::Csv.read("actor,label,issue\nann,supports,tax\nbob,supports,tax\n".as_bytes())?;
/// let text = r#"{"query": {"filter": {"issues": ["tax"]}}, "comparison": {"measure": "identical"}}"#;
/// let question: Question = serde_json::from_str(text)?;
/// let view = graph.ask(&question.query)?;
/// let closest = view.compare(&question.comparison)?.closest(1, 1);
/// assert_eq!(closest.pairs[0].score, Some(1.0));
///
/// let error = serde_json::from_str::<Question>(r#"{"comparison": {"measure": "identicle"}}"#).unwrap_err();
/// assert!(error.to_string().contains("did you mean \"identical\"?"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Question {
    /// The view: which stances count, at which time, and for whom.
    pub query: Query,
    /// The measure by which actors are compared, and its settings.
    pub comparison: Comparison,
}

setters! {
    Question {
        with_query(query: Query);
        with_comparison(comparison: into Comparison);
    }
}
