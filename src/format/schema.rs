//! The JSON Schema of the files.

use schemars::generate::SchemaSettings;

use crate::model::Document;

/// The JSON Schema (draft-07) of TOML and JSON files, for editors.
///
/// A TOML editor finds it by the first line of a file, `#:schema ./stancegraph.schema.json`; a
/// JSON editor by the field `$schema`.
///
/// ```
/// let schema = stancegraph::format::schema();
/// assert!(schema.contains("http://json-schema.org/draft-07/schema#"));
/// ```
#[must_use]
pub fn schema() -> String {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<Document>();
    schema.insert("title".into(), "stancegraph".into());
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text + "\n"
}
