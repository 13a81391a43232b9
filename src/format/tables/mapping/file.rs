//! A mapping in a file of its own: TOML, with a key for each flag.

use std::ops::Range;

use super::join::{Join, KeyPart};
use super::{From, Mapping};
use crate::error::{Cause, Error};
use crate::format::settings::{self, Findings, Key, Node, Value};

const KEYS: [&str; 14] = [
    "preset",
    "encoding",
    "delimiter",
    "map",
    "constants",
    "values",
    "missing",
    "scale",
    "wide",
    "ignore",
    "split",
    "dates",
    "header",
    "join",
];

const JOIN_KEYS: [&str; 3] = ["file", "key", "map"];

/// Reads a mapping file, called `name` in its faults.
pub(super) fn read(name: &str, text: &str) -> Result<Mapping, Error> {
    settings::read(name, text, |fields, findings| {
        let mut mapping = Mapping::default();
        let mut preset = None;
        for (key, node) in &fields {
            let said = match &*key.text {
                "preset" => text_of(key, node, findings).map(|name| {
                    preset = Some(Mapping::preset(&name)?);
                    Ok(())
                }),
                _ => field(&mut mapping, key, node, findings),
            };
            note(said.unwrap_or(Ok(())), &node.span, findings);
        }
        let mapping = match &preset {
            Some(preset) => mapping.over(preset),
            None => mapping,
        };
        let checked = mapping.clone().checked().map(drop);
        if findings.is_empty() {
            note(checked, &(0..0), findings);
        }
        mapping
    })
}

/// Keeps what is wrong, with its place.
fn note(said: Result<(), Error>, span: &Range<usize>, findings: &mut Findings) {
    if let Err(error) = said {
        findings.add(Cause::Syntax(error.to_string()), span);
    }
}

fn field(
    mapping: &mut Mapping,
    key: &Key,
    node: &Node,
    findings: &mut Findings,
) -> Option<Result<(), Error>> {
    // Where something is wrong, nobody reads by it.
    let own = std::mem::take(mapping);
    let with = match &*key.text {
        "encoding" => own.with_encoding(&text_of(key, node, findings)?),
        "delimiter" => own.with_delimiter(&text_of(key, node, findings)?),
        "scale" => own.with_scale(&scale_of(key, node, findings)?),
        "wide" => match &node.value {
            Value::Flag(true) => own.with_wide("issues"),
            Value::Flag(false) => Ok(own),
            _ => own.with_wide(&text_of(key, node, findings)?),
        },
        "dates" => own.with_dates(&text_of(key, node, findings)?),
        "header" => match &node.value {
            Value::Flag(has_header) => Ok(Mapping { has_no_header: !has_header, ..own }),
            _ => {
                findings.wrong_type(key, node, "true or false");
                return None;
            }
        },
        "missing" => Ok(Mapping { missing: texts_of(key, node, findings)?, ..own }),
        "ignore" => Ok(Mapping { ignored: texts_of(key, node, findings)?, ..own }),
        name => {
            *mapping = own;
            table(mapping, name, key, node, findings);
            return None;
        }
    };
    Some(with.map(|with| *mapping = with))
}

/// What has entries of its own.
fn table(mapping: &mut Mapping, name: &str, key: &Key, node: &Node, findings: &mut Findings) {
    type Add = fn(&mut Mapping, &str, String) -> Result<(), Error>;
    let add: Add = match name {
        "map" => |mapping, field, text| mapping.add(field, From::Column(text)),
        "constants" => |mapping, field, text| mapping.add(field, From::Constant(text)),
        "values" => |mapping, value, text| mapping.add_value(value.to_owned(), &text),
        "split" => |mapping, field, text| mapping.add_split(field, text),
        "join" => {
            return joins(mapping, key, node, findings);
        }
        _ => return findings.unknown(key, "the mapping", &KEYS),
    };
    let Value::Table(fields) = &node.value else {
        return findings.wrong_type(key, node, "a table");
    };
    for (key, node) in fields {
        if let Some(text) = text_of(key, node, findings) {
            note(add(mapping, &key.text, text), &key.span, findings);
        }
    }
}

fn joins(mapping: &mut Mapping, key: &Key, node: &Node, findings: &mut Findings) {
    match &node.value {
        Value::Table(fields) => mapping.joins.push(join(fields, findings)),
        Value::List(items) => {
            for item in items {
                joins(mapping, key, item, findings);
            }
        }
        _ => findings.wrong_type(key, node, "a table"),
    }
}

fn join(fields: &[(Key, Node)], findings: &mut Findings) -> Join {
    let mut join = Join::default();
    for (key, node) in fields {
        match &*key.text {
            "file" => join.path = text_of(key, node, findings).map(Into::into),
            "key" => join.key = key_parts(key, node, findings),
            "map" => match &node.value {
                Value::Table(columns) => {
                    for (what, node) in columns {
                        let said =
                            texts_of(what, node, findings).map(|texts| join.add(&what.text, texts));
                        note(said.unwrap_or(Ok(())), &what.span, findings);
                    }
                }
                _ => findings.wrong_type(key, node, "a table"),
            },
            _ => findings.unknown(key, "a join", &JOIN_KEYS),
        }
    }
    join
}

/// A column, several of them, or ours with theirs.
fn key_parts(key: &Key, node: &Node, findings: &mut Findings) -> Vec<KeyPart> {
    if let Value::Table(fields) = &node.value {
        let parts = fields.iter().filter_map(|(ours, node)| {
            let theirs = text_of(ours, node, findings)?;
            Some(KeyPart { ours: ours.text.to_string(), theirs })
        });
        return parts.collect();
    }
    let names = texts_of(key, node, findings).unwrap_or_default();
    names.into_iter().map(|name| KeyPart { ours: name.clone(), theirs: name }).collect()
}

fn text_of(key: &Key, node: &Node, findings: &mut Findings) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.to_string()),
        _ => {
            findings.wrong_type(key, node, "a text");
            None
        }
    }
}

/// A text, or a list of them.
fn texts_of(key: &Key, node: &Node, findings: &mut Findings) -> Option<Vec<String>> {
    match &node.value {
        Value::List(items) => items.iter().map(|item| text_of(key, item, findings)).collect(),
        _ => Some(vec![text_of(key, node, findings)?]),
    }
}

/// `"0:10"`, or `[0, 10]`.
fn scale_of(key: &Key, node: &Node, findings: &mut Findings) -> Option<String> {
    let Value::List(ends) = &node.value else { return text_of(key, node, findings) };
    let ends = ends.iter().map(|end| match &end.value {
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    match ends.collect::<Option<Vec<_>>>() {
        Some(ends) => Some(ends.join(":")),
        None => {
            findings.wrong_type(key, node, "two numbers");
            None
        }
    }
}
