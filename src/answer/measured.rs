//! Measures in answers: built-in ones, and those of the user's own, of which JSON has only the name.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use crate::measure::{AnyMeasure, Measure};

/// Reads the measure of an answer.
pub fn measure<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AnyMeasure, D::Error> {
    Cow::<str>::deserialize(deserializer).map(|name| AnyMeasure::named(&name))
}

/// Reads the measure of an answer that may have none.
pub fn maybe<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<AnyMeasure>, D::Error> {
    let name = Option::<Cow<str>>::deserialize(deserializer)?;
    Ok(name.map(|name| AnyMeasure::named(&name)))
}

/// The schema of the measure of an answer: a built-in measure, or any other name.
pub struct MeasureName;

impl JsonSchema for MeasureName {
    fn schema_name() -> Cow<'static, str> {
        "MeasureName".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The name of a measure: a built-in one, or one of the user's own.",
            "anyOf": [generator.subschema_for::<Measure>(), { "type": "string" }],
        })
    }
}
