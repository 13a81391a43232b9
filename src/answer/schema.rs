//! The published JSON Schema of all answers.

use schemars::generate::SchemaSettings;

use super::alternatives;
use crate::text::describe_plainly;

/// The JSON Schema (draft 7) of the answers: an answer fits one of its alternatives.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&stancegraph::answer::schema())?;
/// assert_eq!(schema["title"], "Answers of stancegraph");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn schema() -> String {
    let mut generator = SchemaSettings::draft07().into_generator();
    let alternatives = alternatives(&mut generator);
    let mut schema = serde_json::json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Answers of stancegraph",
        "anyOf": alternatives,
        "definitions": generator.take_definitions(true),
    });
    describe_plainly(&mut schema);
    serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n"
}
