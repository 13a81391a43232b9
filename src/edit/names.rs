//! What names stand for, exactly: as stances in files name things.

use crate::error::Error;
use crate::graph::StanceGraph;
use crate::model::Attribute;

/// What is renamed: actors or issues.
// Closed: nothing else has names that stances say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Actors.
    Actor,
    /// Issues.
    Issue,
}

impl Kind {
    /// "actor" or "issue".
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Issue => "issue",
        }
    }

    /// The section of a document that declares such things.
    pub(super) fn section(self) -> &'static str {
        match self {
            Self::Actor => "actors",
            Self::Issue => "issues",
        }
    }

    /// The fields of a stance that name such a thing.
    pub(super) fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Actor => &["actor", "speaker", "toward"],
            Self::Issue => &["issue"],
        }
    }
}

/// A thing that is named: an actor or an issue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thing {
    pub id: String,
    pub name: Option<String>,
    pub aliases: Vec<String>,
    /// What else its declaration says, by field: the text fields, then the attributes.
    pub fields: Vec<(&'static str, String)>,
    pub attributes: Vec<(String, Attribute)>,
}

impl Thing {
    /// The thing in a graph with this id, name or alias.
    pub fn find(graph: &StanceGraph, kind: Kind, name: &str) -> Result<Self, Error> {
        match kind {
            Kind::Actor => {
                let actor = graph.actor(graph.find_actor(name)?);
                let part_of = actor.part_of.as_ref().map(ToString::to_string);
                let fields = [("kind", actor.kind.clone()), ("part-of", part_of)];
                let attributes = actor.attributes.iter();
                Ok(Self {
                    id: actor.id.to_string(),
                    name: actor.name.clone(),
                    aliases: actor.aliases.clone(),
                    fields: fields.into_iter().filter_map(|(of, text)| Some((of, text?))).collect(),
                    attributes: attributes.map(|(of, it)| (of.clone(), it.clone())).collect(),
                })
            }
            Kind::Issue => {
                let issue = graph.issue(graph.find_issue(name)?);
                let description = issue.description.clone();
                let attributes = issue.attributes.iter();
                Ok(Self {
                    id: issue.id.to_string(),
                    name: issue.name.clone(),
                    aliases: issue.aliases.clone(),
                    fields: description.map(|text| ("description", text)).into_iter().collect(),
                    attributes: attributes.map(|(of, it)| (of.clone(), it.clone())).collect(),
                })
            }
        }
    }

    /// Its id, its name and its aliases, each once.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = vec![self.id.as_str()];
        let more = self.name.iter().chain(&self.aliases).map(String::as_str);
        more.for_each(|text| {
            if !texts.contains(&text.trim()) {
                texts.push(text.trim());
            }
        });
        texts
    }

    pub fn is_called(&self, text: &str) -> bool {
        self.texts().contains(&text.trim())
    }
}

/// Whether a text names the thing with this id in a graph.
pub fn names(graph: &StanceGraph, kind: Kind, text: &str, id: &str) -> bool {
    Thing::find(graph, kind, text).is_ok_and(|thing| thing.id == id && thing.is_called(text))
}

/// Whether names are those of actors or of issues.
///
/// # Errors
///
/// [`Error::Unknown`] for the first that is neither; [`Error::Ambiguous`] if all are both.
pub fn kind_of(graph: &StanceGraph, said: Option<Kind>, all: &[&str]) -> Result<Kind, Error> {
    if let Some(kind) = said {
        return Ok(kind);
    }
    let find =
        |kind: Kind| all.iter().try_for_each(|name| Thing::find(graph, kind, name).map(drop));
    match (find(Kind::Actor), find(Kind::Issue)) {
        (Ok(()), Ok(())) => Err(Error::Ambiguous { name: all[0].into() }),
        (Ok(()), Err(_)) => Ok(Kind::Actor),
        (Err(_), Ok(())) => Ok(Kind::Issue),
        (Err(actor), Err(issue)) => Err(unknown(graph, all, actor, issue)),
    }
}

/// The error of names that are neither those of actors nor those of issues: of the kind of most of them.
fn unknown(graph: &StanceGraph, all: &[&str], actor: Error, issue: Error) -> Error {
    let known =
        |kind: Kind| all.iter().filter(|name| Thing::find(graph, kind, name).is_ok()).count();
    if known(Kind::Issue) > known(Kind::Actor) { issue } else { actor }
}
