//! Stances: statements of actors.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ActorId, Characters, Confidence, Date, IssueId, Position, Provenance, SourceId, StanceId,
    Status, Strength, Weight,
};

/// The target of a stance: what it is about.
///
/// ```
/// use stancegraph::model::{IssueId, Target};
///
/// let target = Target::Issue(IssueId::new("thaad")?);
/// assert_eq!(target.as_str(), "thaad");
/// # Ok::<(), stancegraph::model::IdError>(())
/// ```
// Closed: a target is an issue or an actor.
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

/// A stance is one statement: who said what on which target, when, and in which source.
///
/// Its target is `issue` or, without an issue, the actor `toward`. With both, `toward` is the addressee. Either
/// `label` or `position` is enough: a label of the lexicon implies its position, and a position has a default
/// label.
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
#[non_exhaustive]
pub struct Stance {
    /// Its own id; by default derived from its content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<StanceId>,
    /// Whose position it is.
    pub actor: ActorId,
    /// Who said it for the actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<ActorId>,
    /// The words on the edge: "opposes", "urges restraint".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The issue that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<IssueId>,
    /// The actor that it is about or, with an issue, its addressee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toward: Option<ActorId>,
    /// The side that it takes; overrides what the label implies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// The strength; overrides what the label implies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    /// The weight, in a unit of the data's own, instead of a strength. The strength is then its share of the heaviest
    /// weight.
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
    /// The place in the source: "paragraph 7", "page 12".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// The words of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The coder's comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who coded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coder: Option<String>,
    /// The quality of the evidence, on a scale of the user's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// Whether a person has confirmed it: `draft` if not. No answer and no picture counts a draft.
    #[serde(default, skip_serializing_if = "Status::is_confirmed")]
    pub status: Status,
    /// The characters of the source's text that it quotes: "120-245".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characters: Option<Characters>,
    /// Who or what proposed it, if no person found it: a program, a model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<String>,
    /// The rule by which it was proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How likely it was right when it was proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

setters! {
    Stance {
        with_id(id: ?StanceId);
        with_speaker(speaker: ?ActorId);
        with_label(label: ?text);
        with_toward(toward: ?ActorId);
        with_position(position: ?Position);
        with_strength(strength: ?Strength);
        with_weight(weight: ?Weight);
        with_date(date: ?Date);
        with_until(until: ?Date);
        with_source(source: ?SourceId);
        with_locator(locator: ?text);
        with_quote(quote: ?text);
        with_note(note: ?text);
        with_coder(coder: ?text);
        with_grade(grade: ?text);
        with_status(status: Status);
        with_characters(characters: ?Characters);
        with_proposed_by(proposed_by: ?text);
        with_rule(rule: ?text);
        with_confidence(confidence: ?Confidence);
    }
}

impl Stance {
    /// A stance on an issue, with nothing else yet.
    ///
    /// # Errors
    ///
    /// [`IdError`](super::IdError) if `actor` or `issue` is not an id.
    pub fn on_issue(
        actor: impl AsRef<str>,
        label: impl Into<String>,
        issue: impl AsRef<str>,
    ) -> Result<Self, super::IdError> {
        let stance = Self::of(ActorId::new(actor)?, label.into());
        Ok(Self { issue: Some(IssueId::new(issue)?), ..stance })
    }

    /// A stance toward another actor, with nothing else yet.
    ///
    /// # Errors
    ///
    /// [`IdError`](super::IdError) if `actor` or `toward` is not an id.
    pub fn toward_actor(
        actor: impl AsRef<str>,
        label: impl Into<String>,
        toward: impl AsRef<str>,
    ) -> Result<Self, super::IdError> {
        let stance = Self::of(ActorId::new(actor)?, label.into());
        Ok(Self { toward: Some(ActorId::new(toward)?), ..stance })
    }

    /// A stance of an actor on a target, with nothing else yet, not even a label.
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
            status: Status::Confirmed,
            characters: None,
            proposed_by: None,
            rule: None,
            confidence: None,
        }
    }

    /// The provenance: its status, characters and proposer.
    #[must_use]
    pub fn provenance(&self) -> Provenance<&str> {
        Provenance {
            status: self.status,
            characters: self.characters,
            proposed_by: self.proposed_by.as_deref(),
            rule: self.rule.as_deref(),
            confidence: self.confidence,
        }
    }

    /// The same stance with this provenance.
    #[must_use]
    pub fn with_provenance(self, provenance: Provenance<&str>) -> Self {
        let Provenance { status, characters, proposed_by, rule, confidence } =
            provenance.map(|text| (*text).to_owned());
        Self { status, characters, proposed_by, rule, confidence, ..self }
    }

    /// The target: the issue, or else the actor that it is toward; `None` if it names neither.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        let issue = self.issue.clone().map(Target::Issue);
        issue.or_else(|| self.toward.clone().map(Target::Actor))
    }
}
