//! What tables say about things that other files may declare.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::build::Named;
use super::builder::{Builder, Undeclared};
use super::names::Registry;
use crate::error::Place;
use crate::model::{Actor, ActorId, Issue, IssueId, Source, SourceId};

/// What tables say about things that other files may declare.
#[derive(Clone, Debug, Default)]
pub(super) struct Described {
    actors: BTreeMap<ActorId, (Actor, Place)>,
    issues: BTreeMap<IssueId, (Issue, Place)>,
    sources: BTreeMap<SourceId, (Source, Place)>,
}

impl Builder {
    /// Describes an actor, unless a declaration exists somewhere; the first description counts.
    pub(crate) fn describe_actor(&mut self, actor: Actor, place: Place) {
        self.described.actors.entry(actor.id.clone()).or_insert((actor, place));
    }

    /// Describes an issue, unless a declaration exists somewhere; the first description counts.
    pub(crate) fn describe_issue(&mut self, issue: Issue, place: Place) {
        self.described.issues.entry(issue.id.clone()).or_insert((issue, place));
    }

    /// Describes a source, unless a declaration exists somewhere; the first description counts.
    pub(crate) fn describe_source(&mut self, source: Source, place: Place) {
        self.described.sources.entry(source.id.clone()).or_insert((source, place));
    }

    /// Declares everything that is described but not declared.
    pub(super) fn settle_described(&mut self) {
        let Described { actors, issues, sources } = std::mem::take(&mut self.described);
        if actors.is_empty() && issues.is_empty() && sources.is_empty() {
            return;
        }
        let undeclared = std::mem::replace(&mut self.undeclared, Undeclared::Create);
        let (known_actors, known_issues) = (known(&self.actors), known(&self.issues));
        let known_sources = known(&self.sources);
        for (id, (actor, place)) in actors {
            if !known_actors.contains(id.as_str()) {
                self.actor_at(actor, Some(place), Some(place));
            }
        }
        for (id, (issue, place)) in issues {
            if !known_issues.contains(id.as_str()) {
                self.issue_at(issue, Some(place));
            }
        }
        for (id, (source, place)) in sources {
            if !known_sources.contains(id.as_str()) {
                self.source_at(source, Some(place));
            }
        }
        self.undeclared = undeclared;
    }
}

/// The ids, names and aliases of everything that is declared.
fn known<T: Named>(registry: &Registry<T>) -> FxHashSet<String> {
    let declared = registry.declared.values().map(|(thing, _)| thing);
    let names = declared.flat_map(|thing| {
        let aliases = thing.aliases().iter().map(String::as_str);
        aliases.chain(thing.name()).chain([thing.id()])
    });
    names.map(|name| name.trim().to_owned()).collect()
}
