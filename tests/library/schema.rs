//! The JSON Schema accepts what the reader accepts, and is the committed one.
//!
//! `STANCEGRAPH_RENEW=1 cargo test --test library schema::` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use stancegraph::Format;
use stancegraph::format::{Reader, schema};

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn validator() -> jsonschema::Validator {
    let schema = serde_json::from_str(&schema()).expect("the schema is JSON");
    let options = jsonschema::draft7::options().should_validate_formats(true);
    options.build(&schema).expect("the schema is a schema")
}

/// A TOML text as editors check it: its own dates are texts.
fn as_editors_see(text: &str) -> Value {
    fn json(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(json).collect(),
            toml::Value::Table(table) => {
                Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect())
            }
            other => serde_json::to_value(other).expect("a plain value"),
        }
    }
    json(toml::Value::Table(text.parse().expect("the text is TOML")))
}

#[test]
fn the_committed_schema_is_up_to_date() {
    let path = project("stancegraph.schema.json");
    if std::env::var_os("STANCEGRAPH_RENEW").is_some() {
        fs::write(&path, schema()).expect("the schema can be written");
    }
    let committed = fs::read_to_string(&path).expect("the schema is committed");
    assert_eq!(committed.replace('\r', ""), schema());
}

/// Every description of a schema.
fn descriptions<'s>(schema: &'s Value, found: &mut Vec<&'s str>) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| descriptions(item, found)),
        Value::Object(fields) => {
            found.extend(fields.get("description").and_then(Value::as_str));
            fields.values().for_each(|value| descriptions(value, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn descriptions_are_read_by_people_who_do_not_know_rust() {
    for (schema, least) in [(schema(), 40), (stancegraph::answer::schema(), 300)] {
        let schema = serde_json::from_str::<Value>(&schema).expect("the schema is JSON");
        let mut found = Vec::new();
        descriptions(&schema, &mut found);
        assert!(found.len() >= least, "{}", found.len());
        for text in found {
            for rust in ["```", "](", "[`", "super::", "crate::", "Self::", "structfield"] {
                assert!(!text.contains(rust), "{rust}: {text}");
            }
        }
    }
    assert!(!schema().contains("null"));
}

#[test]
fn the_examples_validate() {
    let validator = validator();
    let entries = fs::read_dir(project("examples/data")).expect("there are examples");
    let paths = entries.map(|entry| entry.expect("a folder can be listed").path());
    let paths = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let mut count = 0;
    for path in paths {
        let text = fs::read_to_string(&path).expect("the example can be read");
        let value = as_editors_see(&text);
        let errors = validator.iter_errors(&value).map(|error| error.to_string());
        assert_eq!(errors.collect::<Vec<_>>(), [""; 0], "{}", path.display());
        assert!(text.starts_with("#:schema "), "editors find the schema");
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn what_is_written_as_json_validates() {
    let example = project("examples/data/northeast-asia-2016.toml");
    let graph = Reader::new().path(example).read().expect("the example has no faults");
    let mut bytes = Vec::new();
    Format::Json.write(&graph, &mut bytes).expect("memory takes everything");
    let value = serde_json::from_slice(&bytes).expect("it is JSON");
    assert!(validator().is_valid(&value), "{value}");
}

/// What the schema says of a small file, and what the reader says.
fn agree(file: &Value) -> bool {
    let valid = validator().is_valid(file);
    let read = Format::Json.read(file.to_string().as_bytes());
    assert_eq!(valid, read.is_ok(), "the schema and the reader differ on {file}: {read:?}");
    valid
}

fn with_stance(field: &str, value: Value) -> Value {
    let mut stance = json!({ "actor": "ann", "label": "opposes", "issue": "tunnel" });
    stance[field] = value;
    json!({ "actors": { "ann": {} }, "issues": { "tunnel": {} }, "stances": [stance] })
}

#[test]
fn dates_validate_in_every_spelling() {
    for date in [json!("2016-04-29"), json!("2016-04"), json!("2016"), json!(2016)] {
        assert!(agree(&with_stance("date", date)));
    }
    for date in [json!("29.4.2016"), json!("2016-4"), json!(true), json!(["2016"]), json!(0)] {
        assert!(!agree(&with_stance("date", date)));
    }
}

#[test]
fn the_schema_and_the_reader_refuse_the_same() {
    for (field, value) in [
        ("sorce", json!("press")),
        ("actor", json!(1)),
        ("position", json!("suport")),
        ("strength", json!(0)),
        ("strength", json!(1.5)),
        ("strength", json!("1")),
        ("note", json!(3)),
        ("note", json!(null)),
        ("issue", json!("")),
        ("actor", json!("  ")),
        ("toward", json!("a\nb")),
    ] {
        assert!(!agree(&with_stance(field, value)), "{field}");
    }
    for file in [
        json!({ "titel": "x" }),
        json!({ "actors": [] }),
        json!({ "actors": { "ann": { "name": 1 } } }),
        json!({ "actors": { "ann": { "part_of": "x" } } }),
        json!({ "actors": { "ann": { "attributes": { "a": [] } } } }),
        json!({ "labels": { "wants": "suport" } }),
        json!({ "labels": { "wants": { "strength": 1 } } }),
        json!({ "labels": { "wants": { "position": "support", "x": 1 } } }),
        json!({ "stances": [{ "label": "opposes" }] }),
        json!([]),
    ] {
        assert!(!agree(&file), "{file}");
    }
    for file in [
        json!({}),
        json!({ "$schema": "./stancegraph.schema.json", "title": "", "description": "x" }),
        json!({ "actors": { "ann": { "attributes": { "a": 1, "b": true, "c": "x" } } } }),
        json!({ "actors": { "ann": { "aliases": ["A"], "kind": "person", "name": "Ann" } } }),
        json!({ "labels": { "wants": { "position": "support", "strength": 0.5 } } }),
        json!({ "sources": { "s": { "date": "2016", "url": "x", "archived": "y", "text": "z" } } }),
    ] {
        assert!(agree(&file), "{file}");
    }
}

#[test]
fn every_field_says_what_it_is_for() {
    let schema: Value = serde_json::from_str(&schema()).expect("the schema is JSON");
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    let definitions = schema["definitions"].as_object().expect("there are definitions");
    for (name, object) in definitions.iter().chain([(&"file".to_owned(), &schema)]) {
        let Some(fields) = object["properties"].as_object() else { continue };
        for (field, schema) in fields {
            assert!(schema["description"].is_string(), "{name}.{field}");
        }
    }
}
