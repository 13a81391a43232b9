//! A mapping in its own file: TOML, with a key for each flag.

use std::ops::Range;

use super::join::{Join, KeyPart};
use super::setting::Setting;
use super::{From, Mapping};
use crate::error::{Cause, Error};
use crate::format::settings::{self, Findings, Key, Node, Value};

const JOIN_KEYS: [&str; 3] = ["file", "key", "map"];

/// Reads a mapping file, called `name` in its faults.
pub(super) fn read(name: &str, text: &str) -> Result<Mapping, Error> {
    settings::read(name, text, |fields, findings| {
        let (mut mapping, mut preset) = (Mapping::default(), None);
        for (key, node) in &fields {
            let said = match Setting::of_name(&key.text) {
                Some(setting) => set(&mut mapping, &mut preset, setting, (key, node), findings),
                None => {
                    findings.unknown(key, "the mapping", &Setting::ALL.map(Setting::as_str));
                    None
                }
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

/// Keeps a fault with its place.
fn note(said: Result<(), Error>, span: &Range<usize>, findings: &mut Findings) {
    if let Err(error) = said {
        findings.add(Cause::Syntax(error.to_string()), span);
    }
}

/// Applies one key; `None` if its faults are already kept.
fn set(
    mapping: &mut Mapping,
    preset: &mut Option<Mapping>,
    setting: Setting,
    (key, node): (&Key, &Node),
    findings: &mut Findings,
) -> Option<Result<(), Error>> {
    match setting {
        Setting::Preset => {
            let name = text_of(key, node, findings)?;
            Some(Mapping::preset(&name).map(|found| *preset = Some(found)))
        }
        Setting::Encoding => of_text(mapping, (key, node), findings, Mapping::with_encoding),
        Setting::Delimiter => of_text(mapping, (key, node), findings, Mapping::with_delimiter),
        Setting::Dates => of_text(mapping, (key, node), findings, Mapping::with_dates),
        Setting::Scale => {
            let text = scale_of(key, node, findings)?;
            Some(with(mapping, |own| own.with_scale(&text)))
        }
        Setting::Wide => match node.value.as_flag() {
            Some(true) => Some(with(mapping, |own| own.with_wide("issues"))),
            Some(false) => None,
            None => of_text(mapping, (key, node), findings, Mapping::with_wide),
        },
        Setting::Words => {
            match node.value.as_flag() {
                Some(reads_words) => mapping.reads_words = reads_words,
                None => findings.wrong_type(key, node, "true or false"),
            }
            None
        }
        Setting::Header => {
            match node.value.as_flag() {
                Some(has_header) => mapping.has_no_header = !has_header,
                None => findings.wrong_type(key, node, "true or false"),
            }
            None
        }
        Setting::Missing => {
            mapping.missing = texts_of(key, node, findings)?;
            None
        }
        Setting::Ignore => {
            mapping.ignored = texts_of(key, node, findings)?;
            None
        }
        Setting::Map => entries(mapping, (key, node), findings, |mapping, field, text| {
            mapping.add(field, From::Column(text))
        }),
        Setting::Constants => entries(mapping, (key, node), findings, |mapping, field, text| {
            mapping.add(field, From::Constant(text))
        }),
        Setting::Values => entries(mapping, (key, node), findings, |mapping, value, text| {
            mapping.add_value(value.to_owned(), &text)
        }),
        Setting::Split => entries(mapping, (key, node), findings, Mapping::add_split),
        Setting::Join => {
            joins(mapping, key, node, findings);
            None
        }
    }
}

/// Adds a setting to a mapping. After a fault, the mapping is not used for reading.
fn with(
    mapping: &mut Mapping,
    say: impl FnOnce(Mapping) -> Result<Mapping, Error>,
) -> Result<(), Error> {
    *mapping = say(std::mem::take(mapping))?;
    Ok(())
}

/// Adds a setting from a text.
fn of_text(
    mapping: &mut Mapping,
    (key, node): (&Key, &Node),
    findings: &mut Findings,
    say: fn(Mapping, &str) -> Result<Mapping, Error>,
) -> Option<Result<(), Error>> {
    let text = text_of(key, node, findings)?;
    Some(with(mapping, |own| say(own, &text)))
}

/// Applies the entries of a key, and keeps the fault of each.
fn entries(
    mapping: &mut Mapping,
    (key, node): (&Key, &Node),
    findings: &mut Findings,
    add: fn(&mut Mapping, &str, String) -> Result<(), Error>,
) -> Option<Result<(), Error>> {
    let Value::Table(fields) = &node.value else {
        findings.wrong_type(key, node, "a table");
        return None;
    };
    for (key, node) in fields {
        if let Some(text) = text_of(key, node, findings) {
            note(add(mapping, &key.text, text), &key.span, findings);
        }
    }
    None
}

fn joins(mapping: &mut Mapping, key: &Key, node: &Node, findings: &mut Findings) {
    match &node.value {
        Value::Table(fields) => mapping.joins.push(join(fields, findings)),
        Value::List(items) => {
            for item in items {
                joins(mapping, key, item, findings);
            }
        }
        Value::Text(_)
        | Value::Number(_)
        | Value::Flag(_)
        | Value::Day(_)
        | Value::Time
        | Value::Null => findings.wrong_type(key, node, "a table"),
    }
}

fn join(fields: &[(Key, Node)], findings: &mut Findings) -> Join {
    let mut join = Join::default();
    for (key, node) in fields {
        match &*key.text {
            "file" => join.path = text_of(key, node, findings).map(Into::into),
            "key" => join.key = key_parts(key, node, findings),
            "map" => match node.value.as_table() {
                Some(columns) => {
                    for (what, node) in columns {
                        let said =
                            texts_of(what, node, findings).map(|texts| join.add(&what.text, texts));
                        note(said.unwrap_or(Ok(())), &what.span, findings);
                    }
                }
                None => findings.wrong_type(key, node, "a table"),
            },
            _ => findings.unknown(key, "a join", &JOIN_KEYS),
        }
    }
    join
}

/// A column, several of them, or pairs of columns of both tables.
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
    let text = node.value.as_text();
    if text.is_none() {
        findings.wrong_type(key, node, "a text");
    }
    text.map(str::to_owned)
}

/// A text, or a list of texts.
fn texts_of(key: &Key, node: &Node, findings: &mut Findings) -> Option<Vec<String>> {
    match node.value.as_list() {
        Some(items) => items.iter().map(|item| text_of(key, item, findings)).collect(),
        None => Some(vec![text_of(key, node, findings)?]),
    }
}

/// `"0:10"`, or `[0, 10]`.
fn scale_of(key: &Key, node: &Node, findings: &mut Findings) -> Option<String> {
    let Value::List(ends) = &node.value else { return text_of(key, node, findings) };
    let ends = ends.iter().map(|end| end.value.as_number().map(str::to_owned));
    match ends.collect::<Option<Vec<_>>>() {
        Some(ends) => Some(ends.join(":")),
        None => {
            findings.wrong_type(key, node, "two numbers");
            None
        }
    }
}
