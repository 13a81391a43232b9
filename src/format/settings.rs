//! Reads small TOML files beside a graph, with all faults and their places.

use std::ops::Range;
use std::sync::Arc;

use super::toml;
use super::tree::Lines;
pub use super::tree::{Key, Node, Value};
use crate::error::{Cause, Error, Fault, Faults, Files, nearest};

/// The faults of a file, with their byte ranges.
#[derive(Debug, Default)]
pub struct Findings(Vec<(Cause, Range<usize>)>);

impl Findings {
    pub(crate) fn add(&mut self, cause: Cause, span: &Range<usize>) {
        self.0.push((cause, span.clone()));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds an unknown key.
    pub(crate) fn unknown(&mut self, key: &Key, within: &'static str, known: &[&str]) {
        let suggestion = nearest(&key.text, known.iter().copied()).map(str::to_owned);
        let (name, known) = (key.text.to_string(), known.join(", "));
        let cause = Cause::UnknownField { kind: "field", name, within, suggestion, known };
        self.add(cause, &key.span);
    }

    /// Adds a value of the wrong type.
    pub(crate) fn wrong_type(&mut self, key: &Key, node: &Node, expected: &'static str) {
        let (field, found) = (key.text.to_string(), node.value.kind());
        self.add(Cause::WrongType { field, expected, found }, &node.span);
    }
}

/// Reads a TOML file, called `name` in its faults.
///
/// # Errors
///
/// [`Error::Faults`] with all syntax faults, and all faults that `walk` finds.
pub fn read<T>(
    name: &str,
    text: &str,
    walk: impl FnOnce(Vec<(Key, Node)>, &mut Findings) -> T,
) -> Result<T, Error> {
    let (root, broken) = toml::parse(text);
    let mut findings = Findings(broken);
    let Value::Table(fields) = root.value else { unreachable!("a file of TOML is a table") };
    let read = walk(fields, &mut findings);
    if findings.0.is_empty() {
        return Ok(read);
    }
    let mut files = Files::default();
    let file = files.add(name, None, Some(Arc::from(text)));
    let lines = Lines::new(file, text);
    let faults = findings.0.into_iter();
    let faults = faults.map(|(cause, span)| Fault { cause, place: Some(lines.place(&span)) });
    Err(Error::Faults(Faults::new(faults.collect(), files)))
}
