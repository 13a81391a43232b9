//! One statement.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorId, Date, IssueId, Position, SourceId, StanceId, Strength, Weight};

/// What a stance is about.
///
/// ```
/// use stancegraph::model::{IssueId, Target};
///
/// let target = Target::Issue(IssueId::new("thaad")?);
/// assert_eq!(target.as_str(), "thaad");
/// # Ok::<(), stancegraph::model::IdError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// Another actor.
    Actor(ActorId),
    /// An issue.
    Issue(IssueId),
}

impl Target {
    /// The id of the actor or the issue.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Actor(id) => id.as_str(),
            Self::Issue(id) => id.as_str(),
        }
    }
}

/// One statement: who said what on which target, when, and where it is written.
///
/// Its target is `issue`, or the actor `toward` where there is no issue. Where
/// there are both, `toward` is whom it is addressed to. Of `label` and
/// `position` one is enough: a label of the lexicon implies its position, a
/// position has a label of its own.
///
/// ```
/// use stancegraph::model::{Stance, Target, date};
///
/// let mut stance = Stance::on_issue("russia", "opposes", "thaad")?;
/// stance.date = Some(date(2016, 4, 29));
/// assert_eq!(stance.target().as_ref().map(Target::as_str), Some("thaad"));
/// # Ok::<(), stancegraph::model::IdError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Stance {
    /// Its own id; without one, an id is derived from what it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<StanceId>,
    /// Whose position it is.
    pub actor: ActorId,
    /// Who said it for the actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<ActorId>,
    /// What is drawn on the edge: "opposes", "urges restraint".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The issue it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<IssueId>,
    /// The actor it is about or, with an issue, addressed to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toward: Option<ActorId>,
    /// The side it takes; goes before what the label implies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// How strongly; goes before what the label implies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    /// How much it weighs, in a unit of the data's own, instead of a strength: that is its part of the
    /// heaviest weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
    /// When it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The last date on which it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Where it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// Where in the source: "paragraph 7", "page 12".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// The words of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// What the coder has to say about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who coded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coder: Option<String>,
    /// How good the evidence is, in a scale of the user's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
}

impl Stance {
    /// A stance on an issue, of which nothing else is known yet.
    ///
    /// # Errors
    ///
    /// [`IdError`](super::IdError) where `actor` or `issue` is not an id.
    pub fn on_issue(
        actor: impl AsRef<str>,
        label: impl Into<String>,
        issue: impl AsRef<str>,
    ) -> Result<Self, super::IdError> {
        let stance = Self::of(ActorId::new(actor)?, label.into());
        Ok(Self { issue: Some(IssueId::new(issue)?), ..stance })
    }

    /// A stance toward another actor, of which nothing else is known yet.
    ///
    /// # Errors
    ///
    /// [`IdError`](super::IdError) where `actor` or `toward` is not an id.
    pub fn toward_actor(
        actor: impl AsRef<str>,
        label: impl Into<String>,
        toward: impl AsRef<str>,
    ) -> Result<Self, super::IdError> {
        let stance = Self::of(ActorId::new(actor)?, label.into());
        Ok(Self { toward: Some(ActorId::new(toward)?), ..stance })
    }

    /// A stance of an actor on a target, of which nothing else is known yet: without a label.
    #[must_use]
    pub fn toward(actor: ActorId, target: Target) -> Self {
        let (issue, toward) = match target {
            Target::Issue(issue) => (Some(issue), None),
            Target::Actor(actor) => (None, Some(actor)),
        };
        Self { issue, toward, label: None, ..Self::of(actor, String::new()) }
    }

    fn of(actor: ActorId, label: String) -> Self {
        Self {
            id: None,
            actor,
            speaker: None,
            label: Some(label),
            issue: None,
            toward: None,
            position: None,
            strength: None,
            weight: None,
            date: None,
            until: None,
            source: None,
            locator: None,
            quote: None,
            note: None,
            coder: None,
            grade: None,
        }
    }

    /// What it is about: the issue, else the actor it is toward; `None` where it names neither.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        let issue = self.issue.clone().map(Target::Issue);
        issue.or_else(|| self.toward.clone().map(Target::Actor))
    }
}
