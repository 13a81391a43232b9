//! Actors: those who take positions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorId, Attributes};

/// An actor takes positions: a state, an organisation, a party, a person.
///
/// ```
/// use stancegraph::model::{Actor, ActorId};
///
/// let mut russia = Actor::new(ActorId::new("russia")?);
/// assert_eq!(russia.title(), "russia");
/// russia.name = Some("Russia".into());
/// assert_eq!(russia.title(), "Russia");
/// # Ok::<(), stancegraph::model::IdError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct Actor {
    /// The id; in a file it is the key.
    #[serde(skip, default = "placeholder")]
    pub id: ActorId,
    /// The name in pictures and tables; by default the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The kind of actor: "state", "party", "person", …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Other names of the same actor in files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The actor that this one is a part of: a minister's state, a state's alliance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<ActorId>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

setters! {
    Actor {
        with_name(name: ?text);
        with_kind(kind: ?text);
        with_aliases(aliases: [String]);
        with_part_of(part_of: ?ActorId);
        with_attributes(attributes: Attributes);
    }
}

fn placeholder() -> ActorId {
    ActorId::new("-").expect("a dash is an id")
}

impl Actor {
    /// An actor with only an id.
    #[must_use]
    pub fn new(id: ActorId) -> Self {
        Self {
            id,
            name: None,
            kind: None,
            aliases: Vec::new(),
            part_of: None,
            attributes: Attributes::new(),
        }
    }

    /// The name, or the id if there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }
}
