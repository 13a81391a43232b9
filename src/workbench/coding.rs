//! Stances out of fields: names are found in the map, or new.

use std::path::Path;

use serde_json::{Map, Value};

use super::bench::Workbench;
use super::fields::{self, Naming};
use super::plan::Created;
use super::{Likeness, Refusal};
use crate::edit::Kind;
use crate::edit::propose::free_id;
use crate::edit::revise::{Declared, Revision, takes_stances};
use crate::format::{Format, Passages, tree};
use crate::graph::StanceGraph;
use crate::model::{Actor, ActorId, Characters, IdError, Issue, IssueId, SourceId, Stance};

/// Finds names, and collects those that are new.
pub struct Coder<'b> {
    bench: &'b Workbench,
    /// Whether an unknown name is a new one.
    creates: bool,
    actors: Vec<Actor>,
    issues: Vec<Issue>,
}

impl<'b> Coder<'b> {
    pub fn new(bench: &'b Workbench, creates: bool) -> Self {
        Self { bench, creates, actors: Vec::new(), issues: Vec::new() }
    }

    fn graph(&self) -> &'b StanceGraph {
        self.bench.graph()
    }

    /// A new stance.
    pub fn added(&mut self, said: &Map<String, Value>) -> Result<Stance, Refusal> {
        let actor = said.get("actor").map(|value| fields::text("actor", value)).transpose()?;
        let Some(actor) = actor.flatten() else {
            return Err(Refusal::senseless("whose stance is it?").at("actor").fix("name an actor"));
        };
        let actor = self.actor("actor", &actor)?;
        let target = crate::model::Target::Actor(actor.clone());
        let mut stance = Stance { toward: None, ..Stance::toward(actor, target) };
        stance.id = fields::id(said)?;
        fields::set(&mut stance, said, self)?;
        if stance.coder.is_none() && !said.contains_key("coder") {
            stance.coder = self.bench.coder().map(str::to_owned);
        }
        self.finished(stance, said)
    }

    /// A stance with some fields set anew.
    pub fn changed(
        &mut self,
        mut stance: Stance,
        said: &Map<String, Value>,
    ) -> Result<Stance, Refusal> {
        fields::set(&mut stance, said, self)?;
        self.finished(stance, said)
    }

    fn finished(&self, mut stance: Stance, said: &Map<String, Value>) -> Result<Stance, Refusal> {
        let Some(target) = stance.target() else {
            let refusal = Refusal::senseless("what is the stance about?").at("issue");
            return Err(refusal.fix("name an issue, or another actor with toward"));
        };
        let on_actor = matches!(target, crate::model::Target::Actor(_));
        let implied =
            stance.label.as_deref().map(|label| self.graph().label_meaning(label, on_actor));
        match (stance.position, implied) {
            (None, None) => {
                let refusal = Refusal::senseless("a stance has a label or a position").at("label");
                return Err(refusal.fix("write what the actor does, such as \"opposes\""));
            }
            (None, Some(None)) => {
                let label = fields::shortened(stance.label.as_deref().unwrap_or_default());
                let error = format!("\"{label}\" does not say which side the stance takes");
                let refusal = Refusal::senseless(error).at("position");
                return Err(refusal.fix("choose support, neutral or oppose"));
            }
            // What the label says need not be said again.
            (Some(position), Some(Some(meaning))) if meaning.position == position => {
                stance.position = None;
            }
            (Some(_), _) | (None, Some(Some(_))) => {}
        }
        self.place(&mut stance, said)?;
        Ok(stance)
    }

    /// Finds the quote in the text of its source, or takes it from there; a quote without characters gets those where
    /// it stands.
    fn place(&self, stance: &mut Stance, said: &Map<String, Value>) -> Result<(), Refusal> {
        let text = stance.source.as_ref().and_then(|source| self.bench.text(source.as_str()));
        let Some(characters) = fields::characters(said)? else {
            let is_elsewhere = ["quote", "source"].iter().any(|name| said.contains_key(*name));
            if is_elsewhere && !said.contains_key("characters") {
                let found = text.zip(stance.quote.as_ref());
                let found = found.and_then(|(text, quote)| text.passages.find(quote, 0));
                stance.characters = found.and_then(|at| Characters::new(at.start, at.end).ok());
            }
            return Ok(());
        };
        let Some(text) = text else {
            let refusal = Refusal::senseless("the source has no text in which characters count");
            return Err(refusal.at("quote"));
        };
        let Some(words) = characters.in_text(&text.text) else {
            let error = format!("the text ends before character {}", characters.end());
            return Err(Refusal::senseless(error).at("quote"));
        };
        if words.trim().is_empty() {
            return Err(Refusal::senseless("only blanks are selected").at("quote"));
        }
        match &stance.quote {
            Some(quote) if quote == words => {}
            Some(quote) if Passages::new(words).find(quote, 0).is_some() => {}
            Some(_) if said.contains_key("quote") => {
                let error = format!("the quote does not stand in characters {characters}");
                return Err(Refusal::conflict(error).at("quote").fix("select the words again"));
            }
            None | Some(_) => stance.quote = Some(words.to_owned()),
        }
        stance.characters = Some(characters);
        Ok(())
    }

    /// A new actor or issue for a name that is none yet; its id is made of the name.
    pub fn new_name(
        &mut self,
        kind: Kind,
        id: Option<&str>,
        name: &str,
    ) -> Result<String, Refusal> {
        let name = name.trim();
        let id = match id {
            Some(id) => id.trim().to_owned(),
            None => self.free_id(kind, name),
        };
        let refused = |error: IdError| {
            Refusal::senseless(format!("the name \"{}\": {error}", fields::shortened(name)))
        };
        let has_name = id != name;
        match kind {
            Kind::Actor => {
                let actor = Actor::new(ActorId::new(&id).map_err(refused)?);
                self.actors.push(if has_name { actor.with_name(name) } else { actor });
            }
            Kind::Issue => {
                let issue = Issue::new(IssueId::new(&id).map_err(refused)?);
                self.issues.push(if has_name { issue.with_name(name) } else { issue });
            }
        }
        Ok(id)
    }

    /// An id of letters and digits that nothing has yet.
    fn free_id(&self, kind: Kind, name: &str) -> String {
        let is_taken = |id: &str| {
            let is_new = match kind {
                Kind::Actor => self.actors.iter().any(|actor| actor.id.as_str() == id),
                Kind::Issue => self.issues.iter().any(|issue| issue.id.as_str() == id),
            };
            is_new || self.bench.names(kind, id).is_some()
        };
        free_id(name, is_taken)
    }

    fn found(&mut self, kind: Kind, field: &str, name: &str) -> Result<String, Refusal> {
        let name = name.trim();
        let fresh = match kind {
            Kind::Actor => self
                .actors
                .iter()
                .find(|it| it.id.as_str() == name || it.title() == name)
                .map(|it| it.id.to_string()),
            Kind::Issue => self
                .issues
                .iter()
                .find(|it| it.id.as_str() == name || it.title() == name)
                .map(|it| it.id.to_string()),
        };
        if let Some(id) = fresh.or_else(|| self.bench.names(kind, name)) {
            return Ok(id);
        }
        if self.creates {
            return self.new_name(kind, None, name);
        }
        let error = format!("no {} \"{}\"", kind.as_str(), fields::shortened(name));
        let mut refusal =
            Refusal::senseless(error).at(field).fix("choose one, or make it a new one");
        refusal.alike = Likeness::of(self.graph(), kind, name).alike;
        Err(refusal)
    }

    /// The declarations of the new names, for the file in which stances name them.
    ///
    /// A table, and a file that says `undeclared = "create"`, declares nothing: there, names are what stances say.
    pub fn declarations(self, home: usize) -> (Vec<Revision>, Created) {
        self.declarations_in(home, true)
    }

    /// The declarations of the new names; where a file needs none, they can be left out.
    pub fn declarations_in(self, home: usize, is_lenient: bool) -> (Vec<Revision>, Created) {
        let created = Created {
            actors: self.actors.iter().map(|actor| actor.id.to_string()).collect(),
            issues: self.issues.iter().map(|issue| issue.id.to_string()).collect(),
        };
        let bench = self.bench;
        let declare = |kind, declared| {
            let file = bench.declaring(kind, home);
            (!is_lenient || !bench.is_lenient(file)).then_some(Revision::Declare { file, declared })
        };
        let actors = self.actors.into_iter().filter_map(|actor| declare(0, Declared::Actor(actor)));
        let issues = self.issues.into_iter().filter_map(|issue| declare(1, Declared::Issue(issue)));
        (actors.chain(issues).collect(), created)
    }
}

impl Naming for Coder<'_> {
    fn actor(&mut self, field: &str, name: &str) -> Result<ActorId, Refusal> {
        let id = self.found(Kind::Actor, field, name)?;
        ActorId::new(id).map_err(|error| Refusal::senseless(error.to_string()).at(field))
    }

    fn issue(&mut self, name: &str) -> Result<IssueId, Refusal> {
        let id = self.found(Kind::Issue, "issue", name)?;
        IssueId::new(id).map_err(|error| Refusal::senseless(error.to_string()).at("issue"))
    }

    fn source(&mut self, id: &str) -> Result<SourceId, Refusal> {
        if let Ok(source) = self.graph().find_source(id) {
            return Ok(self.graph().source_at(source)?.id.clone());
        }
        let error = format!("no source \"{}\"", fields::shortened(id));
        let refused = || Refusal::senseless(error).at("source").fix("add the source first");
        if self.creates { SourceId::new(id).map_err(|_| refused()) } else { Err(refused()) }
    }
}

impl Workbench {
    /// The id of what has a name.
    pub(super) fn names(&self, kind: Kind, name: &str) -> Option<String> {
        let graph = self.graph();
        match kind {
            Kind::Actor => {
                graph.find_actor(name).map(|actor| graph.actor(actor).id.to_string()).ok()
            }
            Kind::Issue => {
                graph.find_issue(name).map(|issue| graph.issue(issue).id.to_string()).ok()
            }
        }
    }

    /// The file in which a new stance is written: where the last one of its source and its coder stands, or the last
    /// one of its source, or of its coder, or the last one; a map without any has its last file.
    pub(super) fn home(&self, stance: &Stance) -> Result<usize, Refusal> {
        self.home_of(stance.source.as_ref(), stance.coder.as_deref())
    }

    /// The same by a source and a coder.
    pub(super) fn home_of(
        &self,
        source: Option<&SourceId>,
        coder: Option<&str>,
    ) -> Result<usize, Refusal> {
        let takes = self.files().iter().map(takes_stances).collect::<Vec<_>>();
        let known = self.all().stances().filter_map(|known| {
            let (file, line) = self.place_of(known)?;
            let is_of_source = known.source().map(|source| &source.id) == source;
            let is_of_coder = known.coder() == coder;
            let rank = match (is_of_source, is_of_coder) {
                (true, true) => 3,
                (true, false) => 2,
                (false, true) => 1,
                (false, false) => 0,
            };
            takes[file].then_some((rank, file, line))
        });
        let best = known.max().map(|(_, file, _)| file);
        best.or_else(|| takes.iter().rposition(|takes| *takes)).ok_or_else(no_home)
    }

    /// The file in which something new is declared, by its kind: 0 for actors, 1 for issues, 2 for sources.
    pub(super) fn declaring(&self, kind: usize, home: usize) -> usize {
        let last = self.graph().last_declaring(kind).and_then(|name| self.file_named(name));
        last.filter(|file| takes_stances(&self.files()[*file])).unwrap_or(home)
    }

    /// Whether names need no declaration in a file.
    pub(super) fn is_lenient(&self, file: usize) -> bool {
        let file = &self.files()[file];
        let Some(text) = &file.text else { return false };
        match Format::of_name(&file.path.to_string_lossy()) {
            Some(Format::Csv) => true,
            format => {
                let root = tree(text.trim_start_matches('\u{feff}'), format == Some(Format::Json));
                text.contains("undeclared")
                    && root.is_ok_and(|root| root.field("undeclared").is_some())
            }
        }
    }

    pub(super) fn file_named(&self, name: &str) -> Option<usize> {
        self.files().iter().position(|file| file.path == Path::new(name))
    }
}

/// Why there is no file for a stance.
pub fn no_home() -> Refusal {
    let refusal = Refusal::conflict(
        "no file of this map can be written: only .toml, .json and our own .csv can",
    );
    refusal.fix("add a .toml file to the map")
}
