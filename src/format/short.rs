//! The short forms of TOML and JSON: fields that all stances of a file share, and names that need no declaration.

use crate::error::Place;
use crate::model::{ActorId, Date, IssueId, SourceId};

/// The values of the fields that a stance of a file does not have.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    pub actor: Option<(ActorId, Place)>,
    pub speaker: Option<(ActorId, Place)>,
    /// The issue of stances that have no target.
    pub issue: Option<(IssueId, Place)>,
    pub date: Option<Date>,
    pub source: Option<(SourceId, Place)>,
    pub locator: Option<String>,
    pub coder: Option<String>,
    pub grade: Option<String>,
}

/// How a file abbreviates its stances.
#[derive(Clone, Debug, Default)]
pub struct Short {
    pub defaults: Defaults,
    /// Whether names that nobody declares are actors and issues.
    pub creates: bool,
    /// Whether stances are one-liners in a list.
    pub is_inline: bool,
}
