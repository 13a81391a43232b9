//! From a command to the files as they are to be.

use std::collections::BTreeSet;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::{Map, Value};

use super::Refusal;
use super::bench::Workbench;
use super::coding::{Coder, no_home};
use super::command::{Command, Declare, Merge, NewFile, NewSource, Recode, Recoded};
use super::fields;
use super::steps::{Step, merged};
use crate::draft::{Article, Checked, Drafter, Language};
use crate::edit::propose::{Addition, free_id, propose, settled_names};
use crate::edit::revise::{Declared, Revised, Revision, read, revise};
use crate::edit::{Changed, Kind, Settings, TextFile, merge};
use crate::graph::{StanceGraph, StanceRef};
use crate::model::{Date, Position, Precision, Source, SourceId, Stance, Status, Target};

/// Files as they are to be. Whoever holds them writes them, and then tells the workbench.
#[derive(Debug)]
pub struct Plan {
    pub(super) step: Step,
    pub(super) direction: Direction,
    pub(super) files: Vec<Changed>,
    pub(super) new_texts: Vec<NewText>,
    pub(super) texts: Vec<TextFile>,
    pub(super) graph: StanceGraph,
    pub(super) done: Done,
}

/// Where a plan leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Do,
    Undo,
    Redo,
}

/// A text that is to be written beside a map, where no file is yet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NewText {
    /// Where.
    pub path: PathBuf,
    /// The text.
    pub text: String,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Done {
    /// The version of the files then.
    pub version: String,
    /// The ids of the stances that are new or changed; those of removed ones are not among them.
    pub changed: Vec<String>,
    /// The names that are new.
    pub created: Created,
    /// What to know about it.
    pub warnings: Vec<String>,
}

/// Names that are new.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Created {
    /// The ids of actors.
    pub actors: Vec<String>,
    /// The ids of issues.
    pub issues: Vec<String>,
}

impl Created {
    fn of(addition: &Addition) -> Self {
        Self {
            actors: addition.actors.iter().map(ToString::to_string).collect(),
            issues: addition.issues.iter().map(ToString::to_string).collect(),
        }
    }
}

impl Plan {
    /// The files that change, with their texts before and after. They must still have the old ones when they are
    /// written.
    #[must_use]
    pub fn files(&self) -> &[Changed] {
        &self.files
    }

    /// The texts that are written first, as new files.
    #[must_use]
    pub fn new_texts(&self) -> &[NewText] {
        &self.new_texts
    }
}

/// The stances that a command names.
struct Sight<'g> {
    now: Found<'g>,
    then: Then<'g>,
}

/// What they were when they were seen.
enum Then<'g> {
    Now,
    Known(Found<'g>),
    /// The version is too old.
    Unknown,
}

/// Stances by id, found once for a command.
struct Found<'g>(FxHashMap<String, StanceRef<'g>>);

impl Workbench {
    /// What a command gives, for a front end that has seen a version of the files.
    ///
    /// Stances of the files that somebody else has changed since that version are not touched.
    ///
    /// # Errors
    ///
    /// A [`Refusal`].
    pub fn plan(&self, seen: &str, command: &Command) -> Result<Plan, Refusal> {
        self.check_sound()?;
        match command {
            Command::Add(said) => self.add(said),
            Command::Change(said) => self.change(seen, said),
            Command::Remove(ids) => self.remove(seen, &ids.ids),
            Command::Accept(ids) => self.accept(seen, &ids.ids),
            Command::Reject(ids) => self.reject(seen, &ids.ids),
            Command::Recode(recode) => self.recode(recode),
            Command::Source(source) => self.source(source),
            Command::Propose(propose) => self.propose(&propose.source),
            Command::Declare(declare) => self.declare(declare),
            Command::Merge(names) => self.merge(names),
        }
    }

    fn finished(
        &self,
        what: String,
        revisions: &[Revision],
        created: Created,
    ) -> Result<Plan, Refusal> {
        let Revised { files, texts, graph, ids } = revise(self.files(), self.graph(), revisions)?;
        let changed = ids.iter().map(ToString::to_string).collect();
        let done = Done { changed, created, ..Done::default() };
        let step = Step::of(what, &files);
        let (direction, new_texts) = (Direction::Do, Vec::new());
        Ok(Plan { step, direction, files, new_texts, texts, graph, done })
    }

    fn add(&self, said: &Map<String, Value>) -> Result<Plan, Refusal> {
        let mut coder = Coder::new(self, fields::creates(said)?);
        let stance = coder.added(said)?;
        let file = self.home(&stance)?;
        let what = format!("add: {}", self.summary(&stance));
        let (mut revisions, created) = coder.declarations(file);
        revisions.push(Revision::Add { file, stance: Box::new(stance) });
        self.finished(what, &revisions, created)
    }

    fn change(&self, seen: &str, said: &Map<String, Value>) -> Result<Plan, Refusal> {
        let id =
            fields::id(said)?.ok_or_else(|| Refusal::malformed("which stance? id is missing"))?;
        let sight = self.sight(seen, std::iter::once(id.as_str()));
        let stance = sight.unchanged_in(id.as_str(), said)?;
        let mut coder = Coder::new(self, fields::creates(said)?);
        let new = coder.changed(stance.to_stance(), said)?;
        let (file, line) = self.place(stance)?;
        let what = format!("change: {}", self.summary(&new));
        let (mut revisions, created) = coder.declarations(file);
        revisions.push(Revision::Change { file, line, stance: Box::new(new) });
        self.finished(what, &revisions, created)
    }

    fn remove(&self, seen: &str, ids: &[String]) -> Result<Plan, Refusal> {
        let sight = self.sight(seen, ids.iter().map(String::as_str));
        let mut revisions = Vec::new();
        for id in ids.iter().collect::<BTreeSet<_>>() {
            let stance = sight.unchanged(id)?;
            let (file, line) = self.place(stance)?;
            revisions.push(Revision::Remove { file, line });
        }
        let what = format!("remove {}", counted(revisions.len(), "stance"));
        self.finished(what, &revisions, Created::default())
    }

    fn accept(&self, seen: &str, ids: &[String]) -> Result<Plan, Refusal> {
        let revisions = self.drafts(seen, ids)?.into_iter().map(|(stance, file, line)| {
            let stance = stance.to_stance().with_status(Status::Confirmed);
            Revision::Change { file, line, stance: Box::new(stance) }
        });
        let revisions = revisions.collect::<Vec<_>>();
        let what = format!("accept {}", counted(revisions.len(), "draft"));
        self.finished(what, &revisions, Created::default())
    }

    fn reject(&self, seen: &str, ids: &[String]) -> Result<Plan, Refusal> {
        let drafts = self.drafts(seen, ids)?.into_iter();
        let revisions = drafts.map(|(_, file, line)| Revision::Remove { file, line });
        let revisions = revisions.collect::<Vec<_>>();
        let what = format!("reject {}", counted(revisions.len(), "draft"));
        self.finished(what, &revisions, Created::default())
    }

    /// The drafts with these ids, each with its place; a confirmed stance among them is refused.
    fn drafts(
        &self,
        seen: &str,
        ids: &[String],
    ) -> Result<Vec<(StanceRef<'_>, usize, u32)>, Refusal> {
        let sight = self.sight(seen, ids.iter().map(String::as_str));
        let mut drafts = Vec::new();
        for id in ids.iter().collect::<BTreeSet<_>>() {
            if sight.stance(id)?.status().is_confirmed() {
                let error = format!("\"{id}\" is no draft: it has been confirmed");
                return Err(Refusal::conflict(error).fix("look at it again"));
            }
            let stance = sight.unchanged(id)?;
            let (file, line) = self.place(stance)?;
            drafts.push((stance, file, line));
        }
        if drafts.is_empty() {
            return Err(Refusal::senseless("no draft is named"));
        }
        Ok(drafts)
    }

    fn recode(&self, recode: &Recode) -> Result<Plan, Refusal> {
        let (from, to) = (recode.from.trim(), recode.to.trim());
        let mut coder = Coder::new(self, recode.create);
        let field = recode.field.to_string();
        let old = match recode.field {
            Recoded::Label => Some(from.to_owned()),
            Recoded::Issue => self.names(Kind::Issue, from),
            Recoded::Actor => self.names(Kind::Actor, from),
        };
        let is_it = |stance: &StanceRef| match recode.field {
            Recoded::Label => stance.label() == from,
            Recoded::Issue => {
                !stance.target().is_actor() && Some(stance.target().id()) == old.as_deref()
            }
            Recoded::Actor => Some(stance.actor().id.as_str()) == old.as_deref(),
        };
        let stances = self.all().stances().filter(is_it).collect::<Vec<_>>();
        if stances.is_empty() {
            let error = format!("no stance has the {field} \"{}\"", fields::shortened(from));
            return Err(Refusal::missing(error).at(&field));
        }
        let mut said = Map::new();
        said.insert(field.clone(), to.into());
        let mut revisions = Vec::new();
        let mut home = 0;
        for stance in stances {
            let new = coder.changed(stance.to_stance(), &said)?;
            let (file, line) = self.place(stance)?;
            home = file;
            revisions.push(Revision::Change { file, line, stance: Box::new(new) });
        }
        let what = format!(
            "recode {}: {field} \"{}\" to \"{}\"",
            counted(revisions.len(), "stance"),
            fields::shortened(from),
            fields::shortened(to)
        );
        let (mut all, created) = coder.declarations(home);
        all.extend(revisions);
        self.finished(what, &all, created)
    }

    fn source(&self, new: &NewSource) -> Result<Plan, Refusal> {
        let (source, text) = self.source_of(new)?;
        let id = source.id.clone();
        let home = self.file_of_source(&source)?;
        let folder = self.files()[home].path.parent().map(PathBuf::from).unwrap_or_default();
        let is_taken = |stem: &str| folder.join(format!("{stem}.txt")).exists();
        let is_word = id.as_str().contains(char::is_alphanumeric);
        let stem = if is_word { id.as_str() } else { "text" };
        let name = format!("{}.txt", free_id(stem, is_taken));
        let path = folder.join(&name);
        let what = format!("add the text \"{}\"", fields::shortened(source.title()));
        let source = source.with_text(name);
        let (mut revisions, mut created) = (Vec::new(), Created::default());
        if new.draft {
            let addition = self.proposals(&source, &text, home)?;
            created = Created::of(&addition);
            revisions = addition.revisions;
        }
        let is_source = |revision: &Revision| {
            matches!(revision, Revision::Declare { declared: Declared::Source(_), .. })
        };
        if !revisions.iter().any(is_source) {
            let declared = Declared::Source(source);
            revisions.insert(0, Revision::Declare { file: home, declared });
        }
        let mut plan = self.finished(what, &revisions, created)?;
        plan.new_texts.push(NewText { path, text });
        Ok(plan)
    }

    fn propose(&self, id: &str) -> Result<Plan, Refusal> {
        let graph = self.graph();
        let known = graph.sources().iter().find(|source| source.id.as_str() == id);
        let source =
            known.ok_or_else(|| Refusal::missing("there is no such source").at("source"))?;
        let Some(words) = self.text(id) else {
            let refusal =
                Refusal::senseless("the source has no text that can be read").at("source");
            return Err(refusal.fix("add its text"));
        };
        let home = self.home_of(Some(&source.id), None)?;
        let addition = self.proposals(source, &words.text, home)?;
        if addition.added == 0 {
            let error = match addition.known {
                0 => "no stance is found in this text".to_owned(),
                known => {
                    format!("nothing new: {} of this text are known", counted(known, "proposal"))
                }
            };
            return Err(Refusal::senseless(error).at("source"));
        }
        let what = format!("propose {}", counted(addition.added, "draft"));
        self.finished(what, &addition.revisions, Created::of(&addition))
    }

    /// The stances that a text seems to take, as drafts.
    fn proposals(&self, source: &Source, text: &str, file: usize) -> Result<Addition, Refusal> {
        let graph = self.graph();
        let published = source.date.filter(|date| date.precision() == Precision::Day);
        let drafter = Drafter::new(&settled_names(graph), Language::english());
        let drafts = drafter.draft(text, published.map(Date::first_day));
        let sure = drafts.iter().filter(|draft| draft.confidence >= Drafter::LEAST_CONFIDENCE);
        let checked = sure.map(Checked::from).collect::<Vec<_>>();
        let addition = propose(graph, file, source, &checked);
        addition.map_err(|error| Refusal::senseless(format!("a name in the text: {error}")))
    }

    /// The declaration and the text of a new source, or of one that has no text yet.
    fn source_of(&self, new: &NewSource) -> Result<(Source, String), Refusal> {
        let article = new.file.as_ref().map(article).transpose()?;
        let (text, article) = match (new.text.clone(), article) {
            (None, Some(article)) => (article.text.clone(), Some(article)),
            (text, article) => (text.unwrap_or_default(), article),
        };
        if text.trim().is_empty() {
            return Err(Refusal::senseless("the source has no text")
                .at("text")
                .fix("paste the text"));
        }
        if text.contains('\0') {
            return Err(Refusal::senseless("this is no text: it has a null character").at("text"));
        }
        let article = article.as_ref();
        let title = said(new.title.as_deref()).or_else(|| article?.title.clone());
        let date = said(new.date.as_deref()).map(|date| fields::date("date", &date)).transpose()?;
        let graph = self.graph();
        let is_known = |id: &str| graph.find_source(id).is_ok();
        let id = match said(new.id.as_deref()) {
            Some(id) if self.text(&id).is_some() => {
                let error = format!("the source \"{}\" has a text already", fields::shortened(&id));
                return Err(Refusal::conflict(error).at("id").fix("choose another id"));
            }
            Some(id) => id,
            None => {
                let first = text.lines().map(str::trim).find(|line| !line.is_empty());
                let name = title.as_deref().or(first).unwrap_or("text");
                free_id(name, is_known)
            }
        };
        let refused = |error: crate::model::IdError| Refusal::senseless(error.to_string()).at("id");
        let mut source = Source::new(SourceId::new(&id).map_err(refused)?);
        source.title = title;
        source.publisher = said(new.publisher.as_deref()).or_else(|| article?.publisher.clone());
        source.url = said(new.url.as_deref()).or_else(|| article?.url.clone());
        source.date = date.or_else(|| article?.date);
        Ok((source, text))
    }

    /// The file that declares a source, or the one that is to.
    fn file_of_source(&self, source: &Source) -> Result<usize, Refusal> {
        let graph = self.graph();
        let place = graph.source_place(&source.id);
        let known = place.and_then(|place| self.file_named(graph.files().name(place.file)));
        match known {
            Some(file) => Ok(file),
            None => Ok(self.declaring(2, self.last_file()?)),
        }
    }

    fn declare(&self, declare: &Declare) -> Result<Plan, Refusal> {
        let mut coder = Coder::new(self, true);
        let names = declare.actors.iter().map(|name| (Kind::Actor, name));
        let names = names.chain(declare.issues.iter().map(|name| (Kind::Issue, name)));
        let mut count = 0;
        for (kind, new) in names {
            let ids = [new.id.as_deref(), Some(new.name.as_str())].into_iter().flatten();
            if let Some(id) = ids.into_iter().find_map(|name| self.names(kind, name)) {
                let error = format!(
                    "\"{}\" is {} \"{id}\" already",
                    fields::shortened(&new.name),
                    kind.as_str()
                );
                return Err(Refusal::conflict(error).at(kind.as_str()));
            }
            coder.new_name(kind, new.id.as_deref(), &new.name)?;
            count += 1;
        }
        if count == 0 {
            return Err(Refusal::senseless("nothing is declared: there is no name"));
        }
        let (revisions, created) = coder.declarations_anyway(self.last_file()?);
        self.finished(format!("declare {}", counted(count, "name")), &revisions, created)
    }

    fn merge(&self, names: &Merge) -> Result<Plan, Refusal> {
        let others = names.others.iter().map(String::as_str).collect::<Vec<_>>();
        let settings = Settings::new(Some(names.kind), false);
        let edit = merge(self.files(), &names.keep, &others, settings)?;
        let texts = with(self.files(), &edit.files);
        let graph = read(&texts)?;
        let what = format!("merge {} into {}", others.join(", "), names.keep);
        let warnings = edit.dropped.iter().map(|lost| format!("gone: {lost}")).collect();
        let done = Done { warnings, ..Done::default() };
        let step = Step::of(fields::shortened(&what), &edit.files);
        let (direction, new_texts) = (Direction::Do, Vec::new());
        Ok(Plan { step, direction, files: edit.files, new_texts, texts, graph, done })
    }

    /// What takes back the last step.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] if there is none, or if somebody else has changed the same lines.
    pub fn undo(&self) -> Result<Plan, Refusal> {
        let step = self.last_done().ok_or_else(|| Refusal::missing("nothing to undo"))?;
        self.stepped(step, Direction::Undo)
    }

    /// What makes the step again that was undone last.
    ///
    /// # Errors
    ///
    /// Those of [`undo`](Self::undo).
    pub fn redo(&self) -> Result<Plan, Refusal> {
        let step = self.last_undone().ok_or_else(|| Refusal::missing("nothing to redo"))?;
        self.stepped(step, Direction::Redo)
    }

    fn stepped(&self, step: &Step, direction: Direction) -> Result<Plan, Refusal> {
        self.check_sound()?;
        let back = step.turned();
        let turns = if direction == Direction::Undo { &back.files } else { &step.files };
        let mut files = Vec::new();
        for turn in turns {
            let now = self.files().iter().find(|file| file.path == turn.path);
            let now = now.and_then(|file| file.text.clone());
            let new = now.as_deref().and_then(|now| merged(&turn.old, &turn.new, now));
            let (Some(old), Some(new)) = (now, new) else {
                let error = format!("{}: has changed in the same place", turn.path.display());
                return Err(Refusal::conflict(error).fix("change it by hand"));
            };
            files.push(Changed { path: turn.path.clone(), old, new });
        }
        let texts = with(self.files(), &files);
        let graph = read(&texts).map_err(|error| {
            let why = Refusal::from(error).error;
            Refusal::conflict(format!("the files would have faults: {why}"))
        })?;
        let done = Done { changed: fresh(self.all(), graph.with_drafts()), ..Done::default() };
        // What is left for the other way round is what was written now.
        let written = Step::of(step.what.clone(), &files);
        let step = if direction == Direction::Undo { written.turned() } else { written };
        Ok(Plan { step, direction, files, new_texts: Vec::new(), texts, graph, done })
    }

    /// "Ann opposes Tunnel".
    fn summary(&self, stance: &Stance) -> String {
        let graph = self.graph();
        let name = |kind: Kind, id: &str| {
            let known = match kind {
                Kind::Actor => graph.find_actor(id).map(|actor| graph.actor(actor).title()),
                Kind::Issue => graph.find_issue(id).map(|issue| graph.issue(issue).title()),
            };
            known.map_or_else(|_| id.to_owned(), str::to_owned)
        };
        let label = stance.label.as_deref();
        let label = label.or(stance.position.map(Position::default_label)).unwrap_or_default();
        let target = match stance.target() {
            Some(Target::Actor(actor)) => name(Kind::Actor, actor.as_str()),
            Some(Target::Issue(issue)) => name(Kind::Issue, issue.as_str()),
            None => String::new(),
        };
        fields::shortened(&format!("{} {label} {target}", name(Kind::Actor, stance.actor.as_str())))
    }

    fn last_file(&self) -> Result<usize, Refusal> {
        let takes = self.files().iter().rposition(crate::edit::revise::takes_stances);
        takes.ok_or_else(no_home)
    }

    fn place(&self, stance: StanceRef) -> Result<(usize, u32), Refusal> {
        self.place_of(stance)
            .ok_or_else(|| Refusal::conflict("the stance stands in no file of this map"))
    }

    /// Stances by their ids, as they are and as they were seen.
    fn sight<'i>(&self, seen: &str, ids: impl Iterator<Item = &'i str> + Clone) -> Sight<'_> {
        let then = match self.at(seen) {
            _ if seen == self.version() => Then::Now,
            Some(graph) => Then::Known(Found::of(graph, ids.clone())),
            None => Then::Unknown,
        };
        Sight { now: Found::of(self.all(), ids), then }
    }
}

impl<'g> Sight<'g> {
    fn stance(&self, id: &str) -> Result<StanceRef<'g>, Refusal> {
        if let Some(stance) = self.now.0.get(id) {
            return Ok(*stance);
        }
        let was = matches!(&self.then, Then::Known(then) if then.0.contains_key(id));
        Err(match was {
            true => Refusal::conflict("the stance has changed or gone meanwhile")
                .fix("look at it again"),
            false => {
                Refusal::missing(format!("no stance has the id \"{}\"", fields::shortened(id)))
            }
        })
    }

    /// What a stance said when it was seen; nothing if that is now.
    fn known(&self, id: &str) -> Result<Option<Stance>, Refusal> {
        match &self.then {
            Then::Now => Ok(None),
            Then::Known(then) => Ok(then.0.get(id).map(|stance| stance.to_stance())),
            Then::Unknown => {
                let refusal = Refusal::conflict("the files have changed since this was shown");
                Err(refusal.fix("look at it again"))
            }
        }
    }

    /// A stance that nobody else has changed.
    fn unchanged(&self, id: &str) -> Result<StanceRef<'g>, Refusal> {
        let stance = self.stance(id)?;
        match self.known(id)? {
            Some(known) if known != stance.to_stance() => Err(changed_meanwhile()),
            Some(_) | None => Ok(stance),
        }
    }

    /// A stance in which nobody else has changed some fields.
    fn unchanged_in(&self, id: &str, said: &Map<String, Value>) -> Result<StanceRef<'g>, Refusal> {
        let stance = self.stance(id)?;
        let Some(known) = self.known(id)? else { return Ok(stance) };
        let object = |stance: &Stance| match serde_json::to_value(stance) {
            Ok(Value::Object(object)) => object,
            _ => Map::new(),
        };
        let (known, now) = (object(&known), object(&stance.to_stance()));
        let mut others = said.keys().filter(|name| known.get(*name) != now.get(*name));
        match others.next() {
            Some(field) => Err(changed_meanwhile().at(field)),
            None => Ok(stance),
        }
    }
}

impl Coder<'_> {
    /// The declarations of the new names, also in a file that needs none.
    fn declarations_anyway(self, home: usize) -> (Vec<Revision>, Created) {
        self.declarations_in(home, false)
    }
}

impl<'g> Found<'g> {
    fn of<'i>(graph: &'g StanceGraph, ids: impl IntoIterator<Item = &'i str>) -> Self {
        let wanted = ids.into_iter().collect::<BTreeSet<_>>();
        let all = graph.stances().map(|stance| (stance.id().to_string(), stance));
        Self(all.filter(|(id, _)| wanted.contains(id.as_str())).collect())
    }
}

fn changed_meanwhile() -> Refusal {
    Refusal::conflict("the stance has been changed meanwhile").fix("look at it again")
}

/// The files with some of them changed.
fn with(files: &[TextFile], changed: &[Changed]) -> Vec<TextFile> {
    let now = |file: &TextFile| {
        let new = changed.iter().find(|new| new.path == file.path);
        new.map_or_else(|| file.clone(), |new| TextFile::new(&new.path, &new.new))
    };
    files.iter().map(now).collect()
}

/// The ids of the stances of a graph that another has not, or that say something else there.
fn fresh(before: &StanceGraph, after: &StanceGraph) -> Vec<String> {
    let known = before.stances().map(|stance| (stance.id().to_string(), stance.to_stance()));
    let known = known.collect::<FxHashMap<_, _>>();
    let is_new = |stance: &StanceRef| {
        known.get(stance.id().as_str()).is_none_or(|known| *known != stance.to_stance())
    };
    after.stances().filter(is_new).map(|stance| stance.id().to_string()).collect()
}

/// The article in a file that was dropped.
fn article(file: &NewFile) -> Result<Article, Refusal> {
    let bytes = STANDARD.decode(file.base64.as_bytes());
    let bytes = bytes.map_err(|_| Refusal::malformed("the file is not in base 64").at("file"))?;
    Article::read(&file.name, &bytes).map_err(|error| {
        let name = fields::shortened(&file.name);
        Refusal::senseless(format!("{name}: {error}")).at("file")
    })
}

fn said(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn counted(count: usize, what: &str) -> String {
    crate::answer::plural(count, what)
}
