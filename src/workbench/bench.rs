//! The state of a session.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::Refusal;
use super::freshness::{Past, version};
use super::plan::{Direction, Done, Plan};
use super::steps::{Step, Steps};
use crate::edit::TextFile;
use crate::edit::revise::read;
use crate::error::{Error, Faults};
use crate::format::{Passages, text_of_source};
use crate::graph::{StanceGraph, StanceRef};

/// A session: the files of a map, what they say, and what was done.
#[derive(Debug)]
pub struct Workbench {
    files: Vec<TextFile>,
    graph: Arc<StanceGraph>,
    version: String,
    faults: Option<Faults>,
    past: Past,
    done: Steps,
    undone: Steps,
    coder: Option<String>,
    texts: Mutex<FxHashMap<String, Arc<SourceWords>>>,
}

/// The text of a source, and where words are in it.
#[derive(Debug)]
pub struct SourceWords {
    pub text: String,
    pub characters: usize,
    pub passages: Passages,
}

impl Workbench {
    /// Opens the files of a map. Files with faults are shown and not written; until they are read again, their map is
    /// empty.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if a file cannot be read.
    pub fn open(files: Vec<TextFile>) -> Result<Self, Error> {
        let mut bench = Self {
            files: Vec::new(),
            graph: Arc::new(StanceGraph::builder().build()?),
            version: String::new(),
            faults: None,
            past: Past::default(),
            done: Steps::default(),
            undone: Steps::default(),
            coder: None,
            texts: Mutex::default(),
        };
        bench.refresh(files)?;
        Ok(bench)
    }

    /// Whose stances are coded: new ones get this coder.
    #[must_use]
    pub fn with_coder(mut self, coder: Option<String>) -> Self {
        self.coder = coder;
        self
    }

    /// Takes the files as they are now; whether they differ from what they were.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if a file cannot be read.
    pub fn refresh(&mut self, files: Vec<TextFile>) -> Result<bool, Error> {
        if !self.version.is_empty() && files == self.files {
            return Ok(false);
        }
        let (graph, faults) = match read(&files) {
            Ok(graph) => (Arc::new(graph), None),
            Err(Error::Faults(faults)) => (Arc::clone(&self.graph), Some(faults)),
            Err(error) => return Err(error),
        };
        self.faults = faults;
        self.take(files, graph);
        Ok(true)
    }

    fn take(&mut self, files: Vec<TextFile>, graph: Arc<StanceGraph>) {
        self.version = version(&files);
        if self.faults.is_none() {
            self.past.remember(&self.version, &graph);
        }
        (self.files, self.graph) = (files, graph);
    }

    /// The version of the files: the same for the same texts.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What the files say; while they have faults, what they said before.
    #[must_use]
    pub fn graph(&self) -> &Arc<StanceGraph> {
        &self.graph
    }

    /// The files.
    #[must_use]
    pub fn files(&self) -> &[TextFile] {
        &self.files
    }

    /// The faults of the files, if they have some.
    #[must_use]
    pub fn faults(&self) -> Option<&Faults> {
        self.faults.as_ref()
    }

    /// Whose stances are coded.
    #[must_use]
    pub fn coder(&self) -> Option<&str> {
        self.coder.as_deref()
    }

    /// The graph that has drafts among its stances.
    pub(super) fn all(&self) -> &StanceGraph {
        self.graph.with_drafts()
    }

    /// What the stances were at a version.
    pub(super) fn at(&self, version: &str) -> Option<&StanceGraph> {
        self.past.at(version).map(|graph| graph.with_drafts())
    }

    /// The file of a stance, and its line there.
    pub(super) fn place_of(&self, stance: StanceRef) -> Option<(usize, u32)> {
        let place = stance.place()?;
        let name = stance.graph().files().name(place.file);
        Some((self.file_named(name)?, place.line))
    }

    /// The last step, which can be undone.
    pub(super) fn last_done(&self) -> Option<&Step> {
        self.done.last()
    }

    /// The step that was undone last.
    pub(super) fn last_undone(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// Takes a plan as carried out: its files are written.
    pub fn carried_out(&mut self, plan: Plan) -> Done {
        let Plan { step, direction, texts, graph, mut done, .. } = plan;
        match direction {
            Direction::Do => {
                self.undone.clear();
                self.done.push(step);
            }
            Direction::Undo => {
                self.done.pop();
                self.undone.push(step);
            }
            Direction::Redo => {
                self.undone.pop();
                self.done.push(step);
            }
        }
        self.take(texts, Arc::new(graph));
        done.version.clone_from(&self.version);
        done
    }

    /// Refuses while the files have faults.
    pub(super) fn check_sound(&self) -> Result<(), Refusal> {
        let Some(faults) = &self.faults else { return Ok(()) };
        let first = faults.iter().next();
        let said = first.map(|fault| {
            let place = fault.place.map(|place| format!("{}: ", faults.files().say(place)));
            format!("{}{}", place.unwrap_or_default(), fault.message())
        });
        let error = format!("the files have faults: {}", said.unwrap_or_default());
        Err(Refusal::conflict(error)
            .fix("correct them in an editor; nothing is written until then"))
    }

    /// The text of a source, if it has one that can be read.
    pub(super) fn text(&self, source: &str) -> Option<Arc<SourceWords>> {
        let graph = &self.graph;
        let source = graph.find_source(source).and_then(|source| graph.source_at(source)).ok()?;
        source.text.as_ref()?;
        let text = text_of_source(source, graph).ok()?;
        let mut known = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(words) = known.get(source.id.as_str()).filter(|words| words.text == text) {
            return Some(Arc::clone(words));
        }
        let (characters, passages) = (text.chars().count(), Passages::new(&text));
        let words = Arc::new(SourceWords { text, characters, passages });
        known.insert(source.id.to_string(), Arc::clone(&words));
        Some(words)
    }
}
