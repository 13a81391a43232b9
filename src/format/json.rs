//! JSON, for programs.

use std::io::{self, Write};

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::broken::understood;
use super::document::Parsed;
use super::limit::{Limits, check_parts};
use super::tree::{Key, Lines, Node, Value};
use crate::error::Cause;
use crate::model::Document;
use crate::text::TameJson;

/// Strict JSON, without extensions.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a JSON text.
pub fn parsed(text: &str, lines: &Lines, limits: &Limits) -> Parsed {
    match parse(text) {
        Ok(root) => understood(Some(root), Vec::new(), lines, limits),
        Err(broken) => understood(None, vec![broken], lines, limits),
    }
}

/// Parses a text into a tree, or returns the fault and its byte range.
pub(super) fn parse(text: &str) -> Result<Node<'_>, (Cause, std::ops::Range<usize>)> {
    check(text).map_err(|cause| (cause, 0..0))?;
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| {
        let range = error.range();
        let span = range.start..range.end;
        let slip = super::slips::of_json(error.kind(), text, &span);
        (slip.unwrap_or_else(|| Cause::Syntax(lower(&error.kind().to_string()))), span)
    })?;
    match parsed.value {
        Some(value) => Ok(node(value)),
        None => Err((Cause::Syntax("the file is empty; write at least {}".into()), 0..0)),
    }
}

/// The deepest nesting of values: the parser recurses for each level.
const DEPTH: usize = 256;

/// Checks a text against the limits before memory is allocated for its content.
fn check(text: &str) -> Result<(), Cause> {
    let (mut parts, mut depth) = (0, 0_usize);
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => skip_string(&mut bytes),
            b',' => parts += 1,
            b'[' | b'{' => {
                parts += 1;
                depth += 1;
                if depth > DEPTH {
                    let limit = format!("{DEPTH} levels");
                    return Err(Cause::TooLarge { what: "the depth of the file", limit });
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    check_parts(parts, text.len())
}

/// Skips past the quote that closes a string.
fn skip_string(bytes: &mut std::str::Bytes) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
}

fn lower(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn node(value: ast::Value) -> Node {
    let range = value.range();
    let value = match value {
        ast::Value::StringLit(text) => Value::Text(text.value),
        ast::Value::NumberLit(number) => Value::Number(number.value.into()),
        ast::Value::BooleanLit(flag) => Value::Flag(flag.value),
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::Array(array) => Value::List(array.elements.into_iter().map(node).collect()),
        ast::Value::Object(object) => {
            Value::Table(object.properties.into_iter().map(property).collect())
        }
    };
    Node { value, span: range.start..range.end }
}

fn property(property: ast::ObjectProp) -> (Key, Node) {
    let range = property.name.range();
    let text = match property.name {
        ast::ObjectPropName::String(text) => text.value,
        ast::ObjectPropName::Word(word) => word.value.into(),
    };
    (Key { text, span: range.start..range.end }, node(property.value))
}

/// Writes the canonical form.
pub(super) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(TameJson(&mut *out), document)?;
    writeln!(out)
}
