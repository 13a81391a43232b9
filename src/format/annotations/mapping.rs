//! Mappings of codes: what a code, or the folder that it is in, says about a stance.

use std::collections::BTreeMap;
use std::path::Path;

use super::passage::{Code, Role};
use crate::error::{Cause, Error};
use crate::format::settings::{self, Findings, Key, Node, Value};
use crate::model::{Position, Strength, checked};

/// What codes of annotations mean: read from a file of TOML.
///
/// ```
/// use stancegraph::Format;
/// use stancegraph::format::{CodeMapping, Reader};
///
/// let mapping = CodeMapping::from_toml(r#"
/// [codes]
/// "Hafen/dagegen" = { actor = "Greens", position = "oppose", issue = "harbour" }
/// Memo = "skip"
/// [kinds]
/// Akteure = "actor"
/// "#)?;
/// let line = r#"{"text": "No harbour, say the Greens.", "label": [[0, 10, "Hafen/dagegen"]]}"#;
/// let graph = Reader::new().codes(mapping).format(Format::Doccano).stream("a.jsonl", line.as_bytes()).read()?;
/// let stance = graph.stances().next().unwrap();
/// assert_eq!((stance.to_string(), stance.quote()), ("Greens opposes harbour".into(), Some("No harbour")));
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CodeMapping {
    codes: BTreeMap<String, Meaning>,
    kinds: BTreeMap<String, Role>,
    positions: BTreeMap<String, Position>,
    /// Whether what it says becomes drafts all the same.
    makes_drafts: bool,
}

/// What a code says about a stance.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// The code is no part of a stance.
    Skip,
    Says(Box<Fields>),
}

/// The fields of a stance that a code says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields {
    pub actor: Option<String>,
    pub speaker: Option<String>,
    pub issue: Option<String>,
    pub toward: Option<String>,
    pub position: Option<Position>,
    pub label: Option<String>,
    pub strength: Option<Strength>,
}

/// The keys of a mapping.
const KEYS: [&str; 4] = ["codes", "kinds", "positions", "status"];

/// The fields of a code.
const FIELDS: [&str; 7] = ["actor", "speaker", "issue", "toward", "position", "label", "strength"];

/// The parts that a kind of code can have.
const ROLES: [(&str, Role); 6] = [
    ("actor", Role::Actor),
    ("speaker", Role::Speaker),
    ("issue", Role::Issue),
    ("toward", Role::Toward),
    ("position", Role::Position),
    ("label", Role::Label),
];

impl CodeMapping {
    /// Reads a mapping.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with all faults, each with its place.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        read("mapping", text)
    }

    /// Reads a mapping from a file.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with all faults, each with its place; [`Error::Io`] if it cannot be read.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, error))?;
        read(&path.to_string_lossy(), &text)
    }

    /// What a code says, by its name with its folders or without.
    pub(super) fn meaning(&self, code: &Code) -> Option<&Meaning> {
        self.codes.get(&code.full()).or_else(|| self.codes.get(code.name()))
    }

    /// The part that a kind of code has.
    pub(super) fn kind(&self, name: &str) -> Option<Role> {
        self.kinds.get(name).copied()
    }

    /// The position that a word means.
    pub(super) fn position(&self, word: &str) -> Option<Position> {
        self.positions.get(word).copied()
    }

    /// Whether its stances are drafts all the same.
    pub(super) fn makes_drafts(&self) -> bool {
        self.makes_drafts
    }
}

fn read(name: &str, text: &str) -> Result<CodeMapping, Error> {
    settings::read(name, text, |fields, findings| {
        let mut mapping = CodeMapping::default();
        for (key, node) in &fields {
            match &*key.text {
                "codes" => entries(key, node, findings, |code, node, findings| {
                    if let Some(meaning) = meaning(code, node, findings) {
                        mapping.codes.insert(code.text.to_string(), meaning);
                    }
                }),
                "kinds" => entries(key, node, findings, |kind, node, findings| {
                    let names = ROLES.map(|(name, _)| name);
                    if let Some(at) = one_of(kind, node, findings, &names) {
                        mapping.kinds.insert(kind.text.to_string(), ROLES[at].1);
                    }
                }),
                "positions" => entries(key, node, findings, |word, node, findings| {
                    if let Some(position) = position(word, node, findings) {
                        mapping.positions.insert(word.text.to_string(), position);
                    }
                }),
                "status" => {
                    let names = ["confirmed", "draft"];
                    let at = one_of(key, node, findings, &names);
                    mapping.makes_drafts = at == Some(1);
                }
                _ => findings.unknown(key, "the mapping of codes", &KEYS),
            }
        }
        mapping
    })
}

/// Hands over the entries of a table.
fn entries(
    key: &Key,
    node: &Node,
    findings: &mut Findings,
    mut take: impl FnMut(&Key, &Node, &mut Findings),
) {
    let Value::Table(fields) = &node.value else {
        return findings.wrong_type(key, node, "a table");
    };
    fields.iter().for_each(|(key, node)| take(key, node, findings));
}

/// `"skip"`, a position, or a table of fields.
fn meaning(key: &Key, node: &Node, findings: &mut Findings) -> Option<Meaning> {
    if let Value::Table(fields) = &node.value {
        let mut said = Fields::default();
        for (field, node) in fields {
            set(&mut said, field, node, findings);
        }
        return Some(Meaning::Says(Box::new(said)));
    }
    match node.value.as_text() {
        Some("skip") => Some(Meaning::Skip),
        Some(_) => {
            let position = Some(position(key, node, findings)?);
            Some(Meaning::Says(Box::new(Fields { position, ..Fields::default() })))
        }
        None => {
            findings.wrong_type(key, node, "a table, a position or \"skip\"");
            None
        }
    }
}

fn set(said: &mut Fields, field: &Key, node: &Node, findings: &mut Findings) {
    let place = match &*field.text {
        "position" => {
            said.position = position(field, node, findings);
            return;
        }
        "strength" => {
            let digits = node.value.as_number();
            let strength = digits.and_then(|digits| digits.parse().ok());
            said.strength = strength.and_then(|strength| Strength::new(strength).ok());
            if said.strength.is_none() {
                let shown = digits.unwrap_or(node.value.kind()).to_owned();
                findings.add(Cause::InvalidStrength(shown), &node.span);
            }
            return;
        }
        "actor" => &mut said.actor,
        "speaker" => &mut said.speaker,
        "issue" => &mut said.issue,
        "toward" => &mut said.toward,
        "label" => &mut said.label,
        _ => return findings.unknown(field, "a code", &FIELDS),
    };
    match node.value.as_text().map(checked) {
        Some(Ok(text)) => *place = Some(text.to_owned()),
        Some(Err(error)) => findings.add(Cause::Syntax(error.to_string()), &node.span),
        None => findings.wrong_type(field, node, "a text"),
    }
}

fn position(key: &Key, node: &Node, findings: &mut Findings) -> Option<Position> {
    let names = Position::ALL.map(Position::as_str);
    one_of(key, node, findings, &names).map(|at| Position::ALL[at])
}

/// The number of the word that a text is.
fn one_of(key: &Key, node: &Node, findings: &mut Findings, names: &[&str]) -> Option<usize> {
    let Some(text) = node.value.as_text() else {
        findings.wrong_type(key, node, "a text");
        return None;
    };
    let at = names.iter().position(|name| *name == text);
    if at.is_none() {
        let what = format!("\"{}\" is one of {}, not \"{text}\"", key.text, names.join(", "));
        findings.add(Cause::Syntax(what), &node.span);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_with_its_folders_or_without() {
        let mapping = CodeMapping::from_toml(
            "[codes]\n\"A/b\" = { actor = \"Ann\" }\nc = \"skip\"\nd = \"oppose\"\n\
             [kinds]\nWer = \"actor\"\n[positions]\n\"nö\" = \"oppose\"\n",
        )
        .expect("nothing is wrong with it");
        let known = |path: &[&str]| {
            let path = path.iter().map(ToString::to_string).collect();
            mapping.meaning(&Code { path, role: None }).is_some()
        };
        assert!(known(&["A", "b"]) && known(&["X", "c"]) && known(&["d"]));
        assert!(!known(&["X", "b"]) && !known(&["b"]));
        assert_eq!(mapping.kind("Wer"), Some(Role::Actor));
        assert_eq!(mapping.position("nö"), Some(Position::Oppose));
        assert!(!mapping.makes_drafts());
    }

    #[test]
    fn what_a_mapping_cannot_say_is_reported_with_its_place() {
        let text = "colour = 1\nstatus = \"final\"\n[codes]\na = 3\nb = \"perhaps\"\n\
                    c = { who = \"x\", actor = 1, issue = \" \", strength = 7 }\n[kinds]\nd = \"person\"\n";
        let said = CodeMapping::from_toml(text).expect_err("much is wrong").to_string();
        let lines = said.lines().filter(|line| line.contains("error:"));
        let lines = lines.map(|line| line.split(':').nth(1).expect("a line")).collect::<Vec<_>>();
        assert_eq!(lines, ["1", "2", "4", "5", "6", "6", "6", "6", "8"], "{said}");
    }
}
