//! The map that drafts are written into.

use std::fs;
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date as Day;
use stancegraph::draft::{Article, Checked, Language, Place, paragraphs};
use stancegraph::edit::TextFile;
use stancegraph::edit::propose::{Addition, free_id, propose};
use stancegraph::edit::revise::{read, revise};
use stancegraph::model::{Date, Source, SourceId};
use stancegraph::{Format, StanceGraph, export};

use crate::failure::Failure;
use crate::inputs;
use crate::naming;
use crate::save::{self, Rewrite};

/// A map to write drafts into, with the maps whose names it shares.
pub struct Map {
    path: PathBuf,
    /// The text as it is; none if the map is new.
    old: Option<String>,
    /// The map itself, then the others.
    files: Vec<TextFile>,
    graph: StanceGraph,
    /// The texts to be written beside it.
    texts: Vec<(PathBuf, String)>,
}

/// The text of a source: a file that is there, or one to be written.
enum Kept {
    There(String),
    New(String),
}

impl Map {
    pub fn open(path: &Path, others: &[PathBuf]) -> Result<Self, Failure> {
        let shown = path.display();
        let empty = match Format::of_name(&path.to_string_lossy()) {
            _ if path == Path::new("-") => None,
            Some(Format::Toml) => Some(""),
            Some(Format::Json) => Some("{}\n"),
            Some(_) | None => None,
        };
        let empty = empty.filter(|_| TextFile::is_editable(path)).ok_or_else(|| {
            let fix = format!("stancegraph convert {shown} -o map.toml makes one of a table");
            Failure::Usage(format!("{shown}: drafts go into .toml and .json maps; {fix}"))
        })?;
        save::refuse_input(path)?;
        let is_there = path.try_exists().map_err(|error| Failure::io(path, error))?;
        let own = if is_there { vec![path.to_owned()] } else { Vec::new() };
        let given = own.iter().chain(others).cloned().collect::<Vec<_>>();
        let mut files = naming::texts(&given)?;
        if !is_there {
            files.insert(0, TextFile::new(path, empty));
        }
        let old = if is_there { files[0].text.clone() } else { None };
        if files[0].text.is_none() {
            return Err(Failure::Usage(format!("{shown}: is not UTF-8 text; save it in UTF-8")));
        }
        let graph = read(&files)?;
        inputs::protect_given(others);
        Ok(Self { path: path.to_owned(), old, files, graph, texts: Vec::new() })
    }

    pub fn graph(&self) -> &StanceGraph {
        &self.graph
    }

    fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }

    /// The source of an article: the one in the map that has its text, or a new one, whose text is a file below the
    /// folder of the map.
    pub fn source(
        &mut self,
        path: &Path,
        article: &Article,
        day: Option<Day>,
    ) -> Result<Source, Failure> {
        let relative = self.relative(path).filter(|_| article.is_file_itself());
        let known = self.graph.sources().iter().find(|source| {
            let Some(text) = source.text.as_deref() else { return false };
            relative.as_deref() == Some(text) || self.has(text, &article.text)
        });
        if let Some(known) = known {
            return Ok(known.clone());
        }
        let is_stdin = path == Path::new("-");
        let stem = path.file_stem().filter(|_| !is_stdin).map(|stem| stem.to_string_lossy());
        let title = article.title.clone().or_else(|| headline(&article.text));
        let name = stem.map(|stem| stem.trim_end_matches(".txt").to_owned());
        let name = name.or_else(|| title.clone()).unwrap_or_else(|| "text".into());
        let id = free_id(&name, |id| self.graph.find_source(id).is_ok());
        let id =
            SourceId::new(id).map_err(|error| Failure::Usage(format!("\"{name}\": {error}")))?;
        let kept = match relative {
            Some(relative) => Kept::There(relative),
            None => self.beside(id.as_str(), &article.text),
        };
        let text = match kept {
            Kept::There(name) => name,
            Kept::New(name) => {
                self.texts.push((self.folder().join(&name), article.text.clone()));
                name
            }
        };
        let mut source = Source::new(id);
        source.title = title;
        source.publisher.clone_from(&article.publisher);
        source.date = article.date.or(day.map(Date::from));
        source.url.clone_from(&article.url);
        source.text = Some(text);
        Ok(source)
    }

    /// The path of a file from the folder of the map, if it lies below it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
    fn relative(&self, path: &Path) -> Option<String> {
        let folder = fs::canonicalize(self.folder()).ok()?;
        let place = fs::canonicalize(path).ok().filter(|place| place.is_file())?;
        let names = place.strip_prefix(folder).ok()?.components().map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        });
        Some(names.collect::<Option<Vec<_>>>()?.join("/"))
    }

    /// Whether a file below the folder of the map has a text.
    fn has(&self, name: &str, text: &str) -> bool {
        let is_below =
            Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        let path = self.folder().join(name);
        let length = fs::metadata(&path).map_or(0, |meta| meta.len());
        // With a byte-order mark, or in UTF-16, it is no longer than twice the text.
        let may_be = is_below && (1..=2 * text.len() as u64 + 4).contains(&length);
        may_be
            && fs::read(&path).is_ok_and(|bytes| {
                Article::read("text.txt", &bytes).is_ok_and(|article| article.text == text)
            })
    }

    /// A name for a text beside the map: that of a file with this text, or a new one.
    fn beside(&self, id: &str, text: &str) -> Kept {
        let is_there = |name: &str| {
            let path = self.folder().join(name);
            path.exists() || self.texts.iter().any(|(new, _)| *new == path)
        };
        let stem = free_id(id, |stem| {
            let name = format!("{stem}.txt");
            is_there(&name) && !self.has(&name, text)
        });
        let name = format!("{stem}.txt");
        if is_there(&name) { Kept::There(name) } else { Kept::New(name) }
    }

    /// Adds proposals for a source.
    pub fn add(&mut self, source: &Source, proposals: &[Checked]) -> Result<Addition, Failure> {
        let addition = propose(&self.graph, 0, source, proposals)
            .map_err(|error| Failure::Usage(format!("{}: a name: {error}", source.id)))?;
        if addition.added > 0 {
            let revised = revise(&self.files, &self.graph, &addition.revisions)?;
            (self.files, self.graph) = (revised.texts, revised.graph);
        } else {
            // A text without drafts needs no file.
            let kept = self.graph.sources().iter().filter_map(|source| source.text.as_deref());
            let kept = kept.map(|text| self.folder().join(text)).collect::<Vec<_>>();
            self.texts.retain(|(path, _)| kept.contains(path));
        }
        Ok(addition)
    }

    /// Writes the texts, and then the map; returns whether the map changes.
    pub fn save(&self) -> Result<bool, Failure> {
        let new = self.files[0].text.clone().expect("a map to be written is text");
        if self.old.as_ref() == Some(&new) {
            return Ok(false);
        }
        for (path, text) in &self.texts {
            save::save(Some(path), |out| Ok(out.write_all(text.as_bytes())?))?;
        }
        if let Some(old) = &self.old {
            let (old, new) = (old.clone().into_bytes(), new.into_bytes());
            save::rewrite_all("draft", &[Rewrite { path: self.path.clone(), old, new }])?;
            return Ok(true);
        }
        let format =
            Format::of_name(&self.path.to_string_lossy()).expect("seen when it was opened");
        let canonical = export::format_text(format, &self.path.display().to_string(), &new)?;
        save::save(Some(&self.path), |out| Ok(out.write_all(canonical.as_bytes())?))?;
        Ok(true)
    }

    /// Whether the map was there before.
    pub fn is_old(&self) -> bool {
        self.old.is_some()
    }
}

/// The headline with which a text begins.
fn headline(text: &str) -> Option<String> {
    let first = paragraphs(text, Language::english()).into_iter().next()?;
    let is_headline = first.place == Place::Headline;
    let line = text[first.range].split_whitespace().collect::<Vec<_>>().join(" ");
    is_headline.then_some(line)
}
