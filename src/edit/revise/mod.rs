//! Single stances and declarations that are added, changed or removed in files that people wrote.
//!
//! A revision touches its own lines alone. Before it is given out, its texts are read again: each stance must say what
//! it is to say, and every other stance what it said.

mod check;
mod document;
mod table;

use std::fmt;
use std::path::Path;

use serde_json::{Map, Value};

use super::verify::Ids;
use super::{Changed, TextFile, graph, numbered};
use crate::error::Error;
use crate::format::{Format, TableField, is_mapped};
use crate::graph::StanceGraph;
use crate::model::{Actor, Issue, Source, Stance, StanceId};

/// What is to change in one file, by its number in the list of files.
// Closed: files say stances, and declare what stances name.
#[derive(Clone, Debug, PartialEq)]
pub enum Revision {
    /// A new stance, behind all others of the file.
    Add {
        /// The file.
        file: usize,
        /// What it says.
        stance: Box<Stance>,
    },
    /// A stance that says something else.
    Change {
        /// The file.
        file: usize,
        /// The number of the stance in a document, or its line in a table.
        line: u32,
        /// What it says then.
        stance: Box<Stance>,
    },
    /// A stance that goes.
    Remove {
        /// The file.
        file: usize,
        /// The number of the stance in a document, or its line in a table.
        line: u32,
    },
    /// A new declaration; in a document, also fields that one does not have yet.
    Declare {
        /// The file.
        file: usize,
        /// What is declared.
        declared: Declared,
    },
}

/// A declaration.
// Closed: these are what stances name.
#[derive(Clone, Debug, PartialEq)]
pub enum Declared {
    /// An actor.
    Actor(Actor),
    /// An issue.
    Issue(Issue),
    /// A source.
    Source(Source),
}

/// The fields of declarations, in their usual order.
const DECLARED: [&str; 11] = [
    "name",
    "kind",
    "description",
    "aliases",
    "part-of",
    "title",
    "publisher",
    "date",
    "url",
    "archived",
    "text",
];

impl Declared {
    fn section(&self) -> &'static str {
        match self {
            Self::Actor(_) => "actors",
            Self::Issue(_) => "issues",
            Self::Source(_) => "sources",
        }
    }

    fn record(&self) -> &'static str {
        match self {
            Self::Actor(_) => "actor",
            Self::Issue(_) => "issue",
            Self::Source(_) => "source",
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::Actor(actor) => actor.id.as_str(),
            Self::Issue(issue) => issue.id.as_str(),
            Self::Source(source) => source.id.as_str(),
        }
    }

    /// The fields of its declaration, in their usual order.
    fn fields(&self) -> Vec<(&'static str, Value)> {
        let all = match self {
            Self::Actor(actor) => object(actor),
            Self::Issue(issue) => object(issue),
            Self::Source(source) => object(source),
        };
        in_order(&DECLARED, all)
    }
}

impl Revision {
    fn file(&self) -> usize {
        match self {
            Self::Add { file, .. }
            | Self::Change { file, .. }
            | Self::Remove { file, .. }
            | Self::Declare { file, .. } => *file,
        }
    }
}

/// What revisions give.
#[derive(Debug)]
#[non_exhaustive]
pub struct Revised {
    /// The files that change.
    pub files: Vec<Changed>,
    /// All files, as they are then.
    pub texts: Vec<TextFile>,
    /// The graph of all files then, as [`read`] gives it.
    pub graph: StanceGraph,
    /// The ids of the stances that are new or changed, in the order of the files and of the stances in them.
    pub ids: Vec<StanceId>,
}

/// The graph of some files, in which the line of each stance of a document is its number from 1: what
/// [`Revision`] calls a line.
///
/// # Errors
///
/// [`Error::Faults`] if the files have faults, with the lines on which they are.
pub fn read(files: &[TextFile]) -> Result<StanceGraph, Error> {
    graph(files)
}

/// Whether stances can be added to a file: a document, or a table of our own columns.
#[must_use]
pub fn takes_stances(file: &TextFile) -> bool {
    let Some(text) = file.text.as_deref().filter(|_| TextFile::is_editable(&file.path)) else {
        return false;
    };
    match file.format() {
        Some(Format::Csv) => !is_mapped(text, &file.path) && table::is_own(text),
        _ => true,
    }
}

/// Revises files whose graph is known.
///
/// # Errors
///
/// [`Error::NotEdited`] if a file cannot be edited, or would not say what it is to say; [`Error::Faults`] if the files
/// would have faults.
///
/// # Examples
///
/// ```
/// use stancegraph::edit::TextFile;
/// use stancegraph::edit::revise::{Revision, read, revise};
/// use stancegraph::model::Stance;
///
/// let toml = "[actors.ann]\n[issues.tunnel]\n\n# said twice\n[[stances]]\nactor = \"ann\"\nlabel = \"opposes\"\nissue = \"tunnel\"\n";
/// let files = [TextFile::new("map.toml", toml)];
/// let stance = Box::new(Stance::on_issue("ann", "supports", "tunnel")?);
/// let revised = revise(&files, &read(&files)?, &[Revision::Add { file: 0, stance }])?;
/// let new = "\n[[stances]]\nactor = \"ann\"\nlabel = \"supports\"\nissue = \"tunnel\"\n";
/// assert_eq!(revised.files[0].new, format!("{toml}{new}"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn revise(
    files: &[TextFile],
    before: &StanceGraph,
    revisions: &[Revision],
) -> Result<Revised, Error> {
    let ids = Ids::of(before);
    let mut texts = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let own = revisions.iter().filter(|of| of.file() == number).collect::<Vec<_>>();
        texts.push(if own.is_empty() { file.clone() } else { revised(file, &own, &ids)? });
    }
    let graph = match numbered(&texts) {
        Err(Error::Faults(_)) => graph(&texts)?,
        read => read?,
    };
    let ids = check::checked(files, revisions, &ids, &graph)?;
    let changed = files.iter().zip(&texts).filter_map(|(old, new)| {
        let (old, text) = (old.text.clone()?, new.text.clone()?);
        (old != text).then(|| Changed { path: new.path.clone(), old, new: text })
    });
    Ok(Revised { files: changed.collect(), texts: texts.clone(), graph, ids })
}

fn revised(file: &TextFile, revisions: &[&Revision], ids: &Ids) -> Result<TextFile, Error> {
    let path = file.path.display();
    let Some(text) = file.text.as_deref().filter(|_| TextFile::is_editable(&file.path)) else {
        let what = format!(
            "{path}: cannot be edited; only .toml, .json and .csv files can; convert it first"
        );
        return Err(Error::NotEdited(what));
    };
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let wishes = Wishes::of(file, revisions, ids);
    let new = match file.format() {
        Some(Format::Csv) if is_mapped(body, &file.path) || !table::is_own(body) => {
            let what = format!(
                "{path}: a mapping reads this table, so its rows cannot be edited here; \
                 stancegraph import writes it as a map that can"
            );
            return Err(Error::NotEdited(what));
        }
        Some(Format::Csv) => table::revised(body, &wishes),
        format => document::revised(body, format == Some(Format::Json), &wishes)?,
    };
    Ok(TextFile::new(&file.path, format!("{mark}{new}")))
}

/// What is to change in one file, as fields.
#[derive(Debug, Default)]
struct Wishes<'r> {
    added: Vec<Vec<(&'static str, Value)>>,
    /// The fields to set, or to remove, by the line of the stance.
    set: Vec<(u32, Vec<Wish>)>,
    removed: Vec<u32>,
    declared: Vec<&'r Declared>,
}

/// A field, and its value; nothing to remove it.
type Wish = (&'static str, Option<Value>);

impl<'r> Wishes<'r> {
    fn of(file: &TextFile, revisions: &[&'r Revision], ids: &Ids) -> Self {
        let mut wishes = Self::default();
        for revision in revisions {
            match revision {
                Revision::Add { stance, .. } => wishes.added.push(fields(stance)),
                Revision::Change { line, stance, .. } => {
                    wishes.set.push((*line, changed_fields(ids.at(&file.path, *line), stance)));
                }
                Revision::Remove { line, .. } => wishes.removed.push(*line),
                Revision::Declare { declared, .. } => wishes.declared.push(declared),
            }
        }
        wishes
    }
}

/// The fields of a stance in their usual order.
fn fields(stance: &Stance) -> Vec<(&'static str, Value)> {
    in_order(&TableField::STANCE.map(TableField::as_str), object(stance))
}

/// Fields that say together what is supported: of these, what a file says needlessly must not contradict the others.
const OF_POSITION: [&str; 6] = ["label", "issue", "toward", "position", "strength", "weight"];

/// The fields that differ.
fn changed_fields(old: Option<Stance>, new: &Stance) -> Vec<Wish> {
    let (old, new) = (old.map(|old| object(&old)).unwrap_or_default(), object(new));
    let differs = |name: &&str| old.get(*name) != new.get(*name);
    let is_other = OF_POSITION.iter().any(differs);
    let names = TableField::STANCE.map(TableField::as_str);
    let is_told = |name: &&str| differs(name) || is_other && OF_POSITION[3..].contains(name);
    names.into_iter().filter(is_told).map(|name| (name, new.get(name).cloned())).collect()
}

fn object(of: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(of) {
        Ok(Value::Object(object)) => object,
        _ => unreachable!("words are objects with texts as keys"),
    }
}

fn in_order(names: &[&'static str], mut all: Map<String, Value>) -> Vec<(&'static str, Value)> {
    names.iter().filter_map(|name| Some((*name, all.remove(*name)?))).collect()
}

impl Ids<'_> {
    /// The stance in a line of a file.
    fn at(&self, path: &Path, line: u32) -> Option<Stance> {
        let stances = self.0.get(&*path.to_string_lossy())?;
        stances.iter().find(|(own, _)| *own == line).map(|(_, stance)| stance.to_stance())
    }
}

/// A number as people write it: `3`, not `3.0`.
struct Plain<'n>(&'n serde_json::Number);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_f64().and_then(crate::model::whole) {
            Some(whole) => write!(f, "{whole}"),
            None => write!(f, "{}", self.0),
        }
    }
}
