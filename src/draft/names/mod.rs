//! Names: those of the map, and those of the world's states and chief organisations.

mod gazetteer;
mod world;

pub use gazetteer::{Article, Gazetteer, Head, What};
pub use world::{WorldName, world};

use crate::model::{Actor, Issue};

/// An actor or an issue of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The kind of an actor: "state", "party", "person".
    pub kind: Option<String>,
    /// The id of the actor that an actor is part of.
    pub part_of: Option<String>,
}

setters! {
    Named {
        with_aliases(aliases: [String]);
        with_kind(kind: ?text);
        with_part_of(part_of: ?text);
    }
}

setters! {
    Names {
        with_actors(actors: [Named]);
        with_issues(issues: [Named]);
    }
}

impl Named {
    /// A name without aliases and kind.
    #[must_use]
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into(), ..Self::default() }
    }

    /// Whether it is a person.
    #[must_use]
    pub fn is_person(&self) -> bool {
        self.kind.as_deref() == Some("person")
    }
}

/// The actors and issues of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Names {
    /// The actors.
    pub actors: Vec<Named>,
    /// The issues.
    pub issues: Vec<Named>,
}

impl Names {
    /// The actors and issues of a map.
    #[must_use]
    pub fn of(actors: &[Actor], issues: &[Issue]) -> Self {
        Self {
            actors: actors.iter().map(Named::from).collect(),
            issues: issues.iter().map(Named::from).collect(),
        }
    }
}

impl From<&Actor> for Named {
    fn from(actor: &Actor) -> Self {
        Self {
            id: actor.id.as_str().to_owned(),
            name: actor.title().to_owned(),
            aliases: actor.aliases.clone(),
            kind: actor.kind.clone(),
            part_of: actor.part_of.as_ref().map(|whole| whole.as_str().to_owned()),
        }
    }
}

impl From<&Issue> for Named {
    fn from(issue: &Issue) -> Self {
        Self { aliases: issue.aliases.clone(), ..Self::new(issue.id.as_str(), issue.title()) }
    }
}
