//! Names that look like one that is to be new.

use serde::Serialize;

use crate::edit::Kind;
use crate::error::alike;
use crate::graph::{StanceGraph, look_alike_groups};

/// What a name may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Likeness {
    /// The id of what has this name already.
    pub exact: Option<String>,
    /// What looks like it, the likeliest first.
    pub alike: Vec<Alike>,
}

/// An actor or an issue that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Alike {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Why: "spelled alike", "contains it".
    pub why: &'static str,
}

/// The most names shown.
const MOST: usize = 8;

impl Likeness {
    /// What a name may mean in a graph.
    #[must_use]
    pub fn of(graph: &StanceGraph, kind: Kind, name: &str) -> Self {
        let things = things(graph, kind);
        let exact = match kind {
            Kind::Actor => graph.find_actor(name).map(|actor| graph.actor(actor).id.to_string()),
            Kind::Issue => graph.find_issue(name).map(|issue| graph.issue(issue).id.to_string()),
        };
        let mut found = Self { exact: exact.ok(), alike: Vec::new() };
        let mut names = things.iter().map(|thing| thing.names.clone()).collect::<Vec<_>>();
        names.push(vec![name]);
        let names = names.iter().map(Vec::as_slice).collect::<Vec<_>>();
        let groups = look_alike_groups(&names);
        let own = groups.into_iter().find(|group| group.contains(&things.len()));
        for index in own.into_iter().flatten().filter(|index| *index < things.len()) {
            found.add(&things[index], "spelled alike");
        }
        let texts = things.iter().flat_map(|thing| thing.names.iter().copied());
        for text in alike(name, texts) {
            if let Some(thing) = things.iter().find(|thing| thing.names.contains(&text)) {
                found.add(thing, "a similar name");
            }
        }
        found
    }

    fn add(&mut self, thing: &Thing, why: &'static str) {
        let is_known = self.exact.as_deref() == Some(thing.id)
            || self.alike.iter().any(|known| known.id == thing.id);
        if !is_known && self.alike.len() < MOST {
            let (id, name) = (thing.id.to_owned(), thing.title.to_owned());
            self.alike.push(Alike { id, name, why });
        }
    }
}

struct Thing<'g> {
    id: &'g str,
    title: &'g str,
    /// The title first, then the id and the aliases.
    names: Vec<&'g str>,
}

fn things(graph: &StanceGraph, kind: Kind) -> Vec<Thing<'_>> {
    match kind {
        Kind::Actor => graph
            .actors()
            .iter()
            .map(|actor| Thing::new(actor.id.as_str(), actor.title(), &actor.aliases))
            .collect(),
        Kind::Issue => graph
            .issues()
            .iter()
            .map(|issue| Thing::new(issue.id.as_str(), issue.title(), &issue.aliases))
            .collect(),
    }
}

impl<'g> Thing<'g> {
    fn new(id: &'g str, title: &'g str, aliases: &'g [String]) -> Self {
        let mut names = vec![title];
        names.extend(aliases.iter().map(String::as_str));
        if id != title {
            names.push(id);
        }
        Self { id, title, names }
    }
}
