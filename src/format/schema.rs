//! The JSON Schema of the files.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::model::{Document, MAX_ID_LENGTH};
use crate::text::describe_plainly;

/// A text without control characters that is not blank, in the syntax that all regex dialects share.
const ID: &str = concat!(
    r"^[^\u0000-\u001f\u007f-\u009f]*",
    r"[^\u0000-\u001f\u007f-\u009f\s]",
    r"[^\u0000-\u001f\u007f-\u009f]*$"
);

/// Returns the JSON Schema (draft-07) of TOML and JSON files, for editors.
///
/// A TOML editor finds it by `#:schema ./stancegraph.schema.json` in the first line of a file; a JSON editor
/// by the field `$schema`.
///
/// ```
/// let schema = stancegraph::format::schema();
/// assert!(schema.contains("http://json-schema.org/draft-07/schema#"));
/// ```
#[must_use]
pub fn schema() -> String {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<Document>().to_value();
    tidy(&mut schema);
    describe_plainly(&mut schema);
    schema["title"] = "Stances".into();
    schema["description"] =
        "Who takes which position on what, since when, and with which evidence.".into();
    let definitions = &mut schema["definitions"];
    for id in ["ActorId", "IssueId", "SourceId", "StanceId"] {
        definitions[id]["pattern"] = ID.into();
        definitions[id]["maxLength"] = MAX_ID_LENGTH.into();
    }
    definitions["Stance"]["allOf"] =
        json!([one_of("issue", "toward"), one_of("label", "position")]);
    let stance = definitions["Stance"]["properties"].clone();
    let shared = ["actor", "speaker", "issue", "date", "source", "locator", "coder", "grade"];
    let shared = shared.map(|name| (name.to_owned(), stance[name].clone()));
    schema["properties"]["defaults"] = json!({
        "description": "What all stances of the file have that do not say otherwise.",
        "type": "object",
        "properties": shared.into_iter().collect::<Map<_, _>>(),
        "additionalProperties": false,
    });
    schema["properties"]["undeclared"] = json!({
        "description": "\"create\": names that nobody declares are actors and issues.",
        "enum": ["create"],
    });
    let schema = Schema::try_from(schema).expect("it was one");
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text + "\n"
}

fn one_of(first: &str, second: &str) -> Value {
    json!({ "anyOf": [{ "required": [first] }, { "required": [second] }] })
}

/// Removes what editors cannot use: `null`, which no file can contain, and formats of Rust.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
fn tidy(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Object(fields) => {
            fields.values_mut().for_each(tidy);
            fields.retain(|name, value| name != "format" || value != "double");
            forget_null(fields);
        }
        _ => {}
    }
}

fn forget_null(fields: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = fields.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            fields.insert("type".into(), only);
        }
    }
    let Some(Value::Array(choices)) = fields.get_mut("anyOf") else { return };
    choices.retain(|choice| *choice != json!({ "type": "null" }));
    if let [_] = choices.as_slice() {
        let only = fields.remove("anyOf").expect("it is there");
        fields.insert("allOf".into(), only);
    }
}
