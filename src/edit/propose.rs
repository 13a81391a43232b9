//! Proposed stances as revisions of a map: drafts of one source, with the names in them declared.

use std::collections::BTreeSet;
use std::ops::Not;

use super::revise::{Declared, Revision};
use crate::draft::{Checked, Name, Named, Names, Target as Aim};
use crate::graph::{StanceGraph, StanceRef};
use crate::model::{
    Actor, ActorId, Characters, IdError, Issue, IssueId, Source, SourceId, Stance, Status, Target,
};

/// What proposals add to a map.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Addition {
    /// The declarations and stances to be added.
    pub revisions: Vec<Revision>,
    /// The number of stances that are added.
    pub added: usize,
    /// The number of proposals that are in the map already.
    pub known: usize,
    /// The actors that are declared.
    pub actors: Vec<ActorId>,
    /// The issues that are declared.
    pub issues: Vec<IssueId>,
}

/// Adds proposals for a source to a file, by its number: as stances with the status of drafts. The source, actors and
/// issues that the map does not have are declared.
///
/// A proposal is known, and not added, if the map has a stance of the same source with its actor and target and its
/// characters or its quote: a draft, a stance that was confirmed, or one that a person wrote. A stance of the same
/// characters and proposer that says something else was changed by hand, and stands for one proposal.
///
/// ```
/// use stancegraph::draft::{Checked, Drafter, Language, Named, Names};
/// use stancegraph::edit::TextFile;
/// use stancegraph::edit::propose::propose;
/// use stancegraph::edit::revise::{read, revise};
/// use stancegraph::model::{Source, SourceId};
///
/// let files = [TextFile::new("map.toml", "[actors.peru]\nname = \"Peru\"\n\n[issues.dam]\nname = \"Lake dam\"\n")];
/// let graph = read(&files)?;
/// let names = Names::of(graph.actors(), graph.issues());
/// let drafts = Drafter::new(&names, Language::english()).draft("Norway opposes the lake dam.", None);
/// let checked = drafts.iter().map(Checked::from).collect::<Vec<_>>();
/// let source = Source::new(SourceId::new("report")?);
/// let addition = propose(&graph, 0, &source, &checked)?;
/// assert_eq!((addition.added, addition.actors[0].as_str()), (1, "norway"));
/// let revised = revise(&files, &graph, &addition.revisions)?;
/// assert_eq!((revised.graph.stance_count(), revised.graph.draft_count()), (0, 1));
/// assert_eq!(propose(&revised.graph, 0, &source, &checked)?.known, 1, "nothing twice");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`IdError`] if a name can be no id.
pub fn propose(
    graph: &StanceGraph,
    file: usize,
    source: &Source,
    proposals: &[Checked],
) -> Result<Addition, IdError> {
    let mut names = NewNames { graph, actors: Vec::new(), issues: Vec::new() };
    let stances = proposals.iter().map(|proposal| names.stance(proposal, &source.id));
    let stances = stances.collect::<Result<Vec<_>, _>>()?;
    let is_known = known(graph, &source.id, &stances);
    let fresh = stances.into_iter().zip(&is_known).filter(|(_, is_known)| !**is_known);
    let fresh = fresh.map(|(stance, _)| stance).collect::<Vec<_>>();
    let known = is_known.len() - fresh.len();
    // What known proposals name was there, or was changed by hand.
    names.actors.retain(|actor| fresh.iter().any(|stance| names_actor(stance, &actor.id)));
    names.issues.retain(|issue| fresh.iter().any(|of| of.issue.as_ref() == Some(&issue.id)));
    let declare = |declared| Revision::Declare { file, declared };
    let is_new = graph.find_source(source.id.as_str()).is_err();
    let mut addition = Addition {
        added: fresh.len(),
        known,
        actors: names.actors.iter().map(|actor| actor.id.clone()).collect(),
        issues: names.issues.iter().map(|issue| issue.id.clone()).collect(),
        revisions: Vec::new(),
    };
    let revisions = &mut addition.revisions;
    revisions.extend(names.actors.into_iter().map(Declared::Actor).map(declare));
    revisions.extend(names.issues.into_iter().map(Declared::Issue).map(declare));
    revisions.extend(is_new.then(|| declare(Declared::Source(source.clone()))));
    let add = |stance| Revision::Add { file, stance: Box::new(stance) };
    revisions.extend(fresh.into_iter().map(add));
    Ok(addition)
}

fn names_actor(stance: &Stance, actor: &ActorId) -> bool {
    let Stance { actor: own, speaker, toward, .. } = stance;
    [Some(own), speaker.as_ref(), toward.as_ref()].contains(&Some(actor))
}

/// Names of a map, and those that it does not have yet.
struct NewNames<'g> {
    graph: &'g StanceGraph,
    actors: Vec<Actor>,
    issues: Vec<Issue>,
}

impl NewNames<'_> {
    fn stance(&mut self, proposal: &Checked, source: &SourceId) -> Result<Stance, IdError> {
        let actor = self.actor(&proposal.actor, None)?;
        let target = match &proposal.target {
            Aim::Issue(issue) => Target::Issue(self.issue(issue)?),
            Aim::Actor(actor) => Target::Actor(self.actor(actor, None)?),
        };
        let toward = proposal.toward.as_ref().map(|toward| self.actor(toward, None)).transpose()?;
        let speaker = proposal.speaker.as_ref().map(|name| self.actor(name, Some(&actor)));
        let speaker = speaker.transpose()?.filter(|speaker| *speaker != actor);
        let mut stance = Stance::toward(actor, target)
            .with_label(proposal.label.as_str())
            .with_position(proposal.position)
            .with_source(source.clone())
            .with_quote(proposal.quote.as_str())
            .with_status(Status::Draft)
            .with_characters(proposal.characters)
            .with_proposed_by(proposal.proposed_by.as_str());
        stance.toward = toward.or(stance.toward);
        stance.speaker = speaker;
        stance.date = proposal.date;
        stance.locator.clone_from(&proposal.locator);
        stance.note.clone_from(&proposal.note);
        stance.rule.clone_from(&proposal.rule);
        stance.confidence = proposal.confidence;
        Ok(stance)
    }

    /// The id of an actor; a new person is part of the actor that he or she speaks for.
    fn actor(&mut self, name: &Name, whole: Option<&ActorId>) -> Result<ActorId, IdError> {
        if let Some(id) = &name.id {
            return ActorId::new(id);
        }
        if let Ok(known) = self.graph.find_actor(&name.name) {
            return Ok(self.graph.actor_at(known).expect("found there").id.clone());
        }
        if let Some(known) = self.actors.iter().find(|actor| actor.title() == name.name) {
            return Ok(known.id.clone());
        }
        let is_taken = |id: &str| {
            let is_new = self.actors.iter().any(|actor| actor.id.as_str() == id);
            is_new || self.graph.find_actor(id).is_ok()
        };
        let id = ActorId::new(free_id(&name.name, is_taken))?;
        let mut actor = Actor::new(id.clone());
        actor.name = (name.name != id.as_str()).then(|| name.name.clone());
        actor.kind.clone_from(&name.kind);
        actor.part_of = whole.cloned();
        self.actors.push(actor);
        Ok(id)
    }

    fn issue(&mut self, name: &Name) -> Result<IssueId, IdError> {
        if let Some(id) = &name.id {
            return IssueId::new(id);
        }
        if let Ok(known) = self.graph.find_issue(&name.name) {
            return Ok(self.graph.issue_at(known).expect("found there").id.clone());
        }
        if let Some(known) = self.issues.iter().find(|issue| issue.title() == name.name) {
            return Ok(known.id.clone());
        }
        let is_taken = |id: &str| {
            let is_new = self.issues.iter().any(|issue| issue.id.as_str() == id);
            is_new || self.graph.find_issue(id).is_ok()
        };
        let id = IssueId::new(free_id(&name.name, is_taken))?;
        let mut issue = Issue::new(id.clone());
        issue.name = (name.name != id.as_str()).then(|| name.name.clone());
        self.issues.push(issue);
        Ok(id)
    }
}

/// An id of the letters and digits of a name that is not taken: `iran-deal-2015`, `iran-deal-2015-2`.
#[must_use]
pub fn free_id(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    const LONGEST: usize = 60;
    let mut id = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() && id.chars().count() < LONGEST {
            id.push(letter);
        } else if !id.ends_with('-') && !id.is_empty() && !matches!(letter, '\'' | '’' | '.') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    let first = if id.is_empty() { name.trim() } else { id };
    let numbered = (2_usize..).map(|number| format!("{first}-{number}"));
    let mut ids = std::iter::once(first.to_owned()).chain(numbered);
    ids.find(|id| !is_taken(id)).expect("numbers do not end")
}

/// The names of a map by which stances are found in texts: all but those that drafts brought, as long as none of their
/// drafts is confirmed. So a text gives the same drafts when it is read once more.
#[must_use]
pub fn settled_names(graph: &StanceGraph) -> Names {
    let is_draft = |stance: &StanceRef<'_>| stance.status() == Status::Draft;
    let (drafts, stances): (Vec<_>, Vec<_>) = graph.with_drafts().stances().partition(is_draft);
    let named = |stances: &[StanceRef<'_>]| {
        let names = stances.iter().flat_map(|stance| {
            let toward = stance.toward().map(|actor| (true, actor.id.to_string()));
            let speaker = stance.speaker().map(|actor| (true, actor.id.to_string()));
            let target = stance.target();
            let target = (target.is_actor(), target.id().to_owned());
            let actor = (true, stance.actor().id.to_string());
            [Some(actor), Some(target), toward, speaker].into_iter().flatten()
        });
        names.collect::<BTreeSet<_>>()
    };
    let (drafted, settled) = (named(&drafts), named(&stances));
    let is_settled = |is_actor: bool, id: &str, name: &str, aliases: &[String]| {
        let key = (is_actor, id.to_owned());
        let is_own = id != free_id(name, |_| false) || !aliases.is_empty();
        is_own || settled.contains(&key) || !drafted.contains(&key)
    };
    let actors = graph
        .actors()
        .iter()
        .filter(|actor| is_settled(true, actor.id.as_str(), actor.title(), &actor.aliases));
    let issues = graph
        .issues()
        .iter()
        .filter(|issue| is_settled(false, issue.id.as_str(), issue.title(), &issue.aliases));
    Names::default().with_actors(actors.map(Named::from)).with_issues(issues.map(Named::from))
}

/// Which stances the map has already.
fn known(graph: &StanceGraph, source: &SourceId, stances: &[Stance]) -> Vec<bool> {
    let all = graph.with_drafts().stances();
    let own = all.filter(|known| known.source().is_some_and(|of| of.id == *source));
    let mut own = own.collect::<Vec<_>>();
    let mut take = |is_it: &dyn Fn(StanceRef<'_>) -> bool| {
        let place = own.iter().position(|known| is_it(*known));
        place.map(|place| own.remove(place)).is_some()
    };
    let same = stances.iter().map(|stance| take(&|known| says_the_same(known, stance)));
    let mut is_known = same.collect::<Vec<_>>();
    for (stance, is_known) in stances.iter().zip(&mut is_known).filter(|(_, is)| is.not()) {
        let proposer = stance.proposed_by.as_deref();
        *is_known = take(&|known| {
            let is_of_it = known.proposed_by() == proposer && proposer.is_some();
            is_of_it && same_place(known.characters(), stance.characters)
        });
    }
    is_known
}

fn same_place(known: Option<Characters>, proposed: Option<Characters>) -> bool {
    known.is_some() && known == proposed
}

fn says_the_same(known: StanceRef<'_>, stance: &Stance) -> bool {
    let is_target = stance.target().is_some_and(|target| known.target_id() == target);
    let is_quote = known.quote().is_some() && known.quote() == stance.quote.as_deref();
    known.actor().id == stance.actor
        && is_target
        && (same_place(known.characters(), stance.characters) || is_quote)
}
