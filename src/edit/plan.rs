//! What an edit changes, for files of any format.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::{Kind, Thing, names};
use super::splice::spliced;
use super::verify::{self, Ids};
use super::{Changed, Edit, TextFile, numbered, table, tree};
use crate::error::Error;
use crate::format::Format;
use crate::graph::{StanceGraph, StanceRef};
use crate::model::Attribute;

/// What an edit changes.
#[derive(Clone, Debug)]
pub struct Plan {
    pub kind: Kind,
    /// Whether stances keep their ids.
    pub keeps_ids: bool,
    /// The id that the thing has had, and the one that it has then.
    pub id: String,
    pub new_id: String,
    /// The ids of the things that become this one.
    pub merged: Vec<String>,
    /// The texts that name it and are replaced.
    pub texts: FxHashSet<String>,
    /// The texts that can stand instead; the first is that of documents, the last that of tables.
    pub spellings: Vec<String>,
    /// The id under which a file declares what becomes the thing's declaration.
    pub declared: Option<String>,
    /// The new name in the declaration.
    pub name: Option<String>,
    pub aliases: Vec<String>,
    pub no_aliases: Vec<String>,
    /// An alias, and what stands in its place.
    pub other_alias: Option<(String, String)>,
    /// Fields to add to the declaration.
    pub fields: Vec<(&'static str, String)>,
    pub attributes: Vec<(String, Attribute)>,
    pub dropped: Vec<String>,
}

/// What is found in one file.
#[derive(Debug, Default)]
pub struct Found {
    pub splices: Vec<super::splice::Splice>,
    pub mentions: usize,
}

/// What a file is edited by.
pub struct Task<'p> {
    pub plan: &'p Plan,
    pub graph: &'p StanceGraph,
    /// The text that takes the place of the old ones in this file.
    pub spelling: &'p str,
    /// The ids to write, by the line of the stance: its number in a document, its line in a table.
    pub ids: &'p BTreeMap<u32, String>,
}

/// The most rounds in which ids are found that have to be written.
const ROUNDS: usize = 4;

impl Plan {
    /// Whether a thing with this id becomes the thing.
    pub fn takes(&self, id: &str) -> bool {
        id == self.id || self.merged.iter().any(|merged| merged == id)
    }

    /// Makes the edit, and checks it.
    pub fn carry_out(&self, files: &[TextFile], graph: &StanceGraph) -> Result<Edit, Error> {
        let before = Ids::of(graph);
        let mut wanted = FxHashMap::<String, BTreeMap<u32, String>>::default();
        for _ in 0..ROUNDS {
            let (texts, mentions) = self.texts_of(files, graph, &wanted)?;
            let after = numbered(&texts).map_err(|error| self.refused(&error))?;
            let changed = verify::compare(self, &before, &after)?;
            if changed.is_empty() {
                let mut edit = self.edit(files, texts, mentions, &wanted);
                edit.dropped.extend(self.lost(&after));
                return Ok(edit);
            }
            for (file, line, id) in changed {
                wanted.entry(file).or_default().insert(line, id);
            }
        }
        Err(Error::NotEdited("the ids of its stances would change".into()))
    }

    /// What the declaration was to take over, and did not: a table may have no column for it.
    fn lost(&self, after: &StanceGraph) -> Vec<String> {
        let Some(thing) =
            Thing::find(after, self.kind, &self.new_id).ok().filter(|_| self.declared.is_some())
        else {
            return Vec::new();
        };
        let fields = self.fields.iter().filter(|field| !thing.fields.contains(field));
        let fields = fields.map(|(field, text)| format!("{field}: {text}"));
        let attributes =
            self.attributes.iter().filter(|attribute| !thing.attributes.contains(attribute));
        let attributes = attributes.map(|(name, value)| format!("{name}: {value}"));
        let aliases = self.aliases.iter().filter(|alias| !thing.is_called(alias));
        fields.chain(attributes).chain(aliases.map(|alias| format!("alias: {alias}"))).collect()
    }

    fn refused(&self, error: &Error) -> Error {
        let text = error.to_string();
        let first = text.lines().next().unwrap_or_default();
        Error::NotEdited(format!(
            "with {} as {}, the files could not be read: {first}",
            self.said(),
            self.new_id
        ))
    }

    fn said(&self) -> String {
        let old =
            if self.merged.is_empty() { std::slice::from_ref(&self.id) } else { &self.merged };
        old.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ")
    }

    fn edit(
        &self,
        files: &[TextFile],
        texts: Vec<TextFile>,
        mentions: usize,
        ids: &FxHashMap<String, BTreeMap<u32, String>>,
    ) -> Edit {
        let changed = files.iter().zip(texts).filter_map(|(old, new)| {
            let (old_text, new_text) = (old.text.clone()?, new.text?);
            let is_changed = old_text != new_text;
            is_changed.then_some(Changed { path: new.path, old: old_text, new: new_text })
        });
        Edit {
            files: changed.collect(),
            mentions,
            ids: ids.values().map(BTreeMap::len).sum(),
            aliases: if self.declared.is_some() { self.aliases.clone() } else { Vec::new() },
            dropped: self.dropped.clone(),
        }
    }

    /// The texts of all files after the edit.
    fn texts_of(
        &self,
        files: &[TextFile],
        graph: &StanceGraph,
        ids: &FxHashMap<String, BTreeMap<u32, String>>,
    ) -> Result<(Vec<TextFile>, usize), Error> {
        let (mut texts, mut mentions) = (Vec::new(), 0);
        let none = BTreeMap::new();
        for file in files {
            let ids = ids.get(&*file.path.to_string_lossy()).unwrap_or(&none);
            let Some(text) = file.text.as_deref().filter(|_| TextFile::is_editable(&file.path))
            else {
                self.check_untouched(file, graph, ids.len())?;
                texts.push(file.clone());
                continue;
            };
            let (mark, body) = match text.strip_prefix('\u{feff}') {
                Some(body) => ("\u{feff}", body),
                None => ("", text),
            };
            let is_table = file.format() == Some(Format::Csv);
            let spelling = self.spelling(body, is_table);
            let task = Task { plan: self, graph, spelling, ids };
            let found = match is_table {
                true => table::edits(&task, body, &file.path)?,
                false => tree::edits(&task, body, file.format() == Some(Format::Json))?,
            };
            mentions += found.mentions;
            let new = spliced(body, found.splices);
            texts.push(TextFile::new(&file.path, format!("{mark}{new}")));
        }
        Ok((texts, mentions))
    }

    /// The spelling that is the commonest in a text; otherwise the first in documents, and the last in tables.
    fn spelling(&self, text: &str, is_table: bool) -> &str {
        let count = |spelling: &str| text.matches(&format!("\"{spelling}\"")).count();
        let count = |spelling: &str| if is_table { 0 } else { count(spelling) };
        let mut best = if is_table { self.spellings.last() } else { self.spellings.first() };
        for spelling in &self.spellings {
            if best.is_none_or(|best| count(spelling) > count(best)) {
                best = Some(spelling);
            }
        }
        best.map_or(&self.new_id, String::as_str)
    }

    /// Refuses an edit of a file that cannot be edited and names what changes.
    fn check_untouched(
        &self,
        file: &TextFile,
        graph: &StanceGraph,
        ids: usize,
    ) -> Result<(), Error> {
        let is_here = |stance: &StanceRef| stands_in(*stance, file);
        let is_changed = |id: &str| self.takes(id) && (self.new_id != id);
        let names_it = |stance: StanceRef| {
            let target = stance.target();
            let actors = [Some(stance.actor()), stance.speaker(), stance.toward()];
            let mut ids = actors.into_iter().flatten().map(|actor| actor.id.as_str());
            match self.kind {
                Kind::Actor => ids.any(is_changed) || target.is_actor() && is_changed(target.id()),
                Kind::Issue => !target.is_actor() && is_changed(target.id()),
            }
        };
        match ids > 0 || graph.with_drafts().stances().filter(is_here).any(names_it) {
            false => Ok(()),
            true => {
                let path = file.path.display();
                let why = match TextFile::is_editable(&file.path) {
                    true => "it is no UTF-8 text",
                    false => "only .toml, .json and .csv files can",
                };
                Err(Error::NotEdited(format!(
                    "{path}: names {} too, and cannot be edited: {why}; convert it first",
                    self.said()
                )))
            }
        }
    }

    /// Whether a text names one of the things whose names are replaced.
    pub fn replaces(&self, graph: &StanceGraph, text: &str) -> bool {
        let text = text.trim();
        self.texts.contains(text)
            && std::iter::once(&self.id)
                .chain(&self.merged)
                .any(|id| names(graph, self.kind, text, id))
    }
}

/// Whether a stance stands in a file.
pub fn stands_in(stance: StanceRef, file: &TextFile) -> bool {
    let files = stance.graph().files();
    stance.place().is_some_and(|place| files.name(place.file) == file.path.to_string_lossy())
}

/// Whether a file declares a thing.
pub fn is_declared(graph: &StanceGraph, kind: Kind, thing: &Thing) -> bool {
    graph.is_declared(kind == Kind::Actor, &thing.id)
}
