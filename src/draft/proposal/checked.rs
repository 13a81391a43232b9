//! Proposals that hold: of the rules, and of other programs.

use crate::draft::stance::{Draft, Name, Target};
use crate::model::{Characters, Confidence, Date, Position};

/// A stance that is proposed, whose quote stands in the text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Checked {
    /// Whose it is.
    pub actor: Name,
    /// Who says it for the actor.
    pub speaker: Option<Name>,
    /// The words that take the position.
    pub label: String,
    /// What it is about.
    pub target: Target,
    /// Whom a stance on an issue is addressed to.
    pub toward: Option<Name>,
    /// The side.
    pub position: Position,
    /// When.
    pub date: Option<Date>,
    /// The paragraph.
    pub locator: Option<String>,
    /// The words of the text, as they stand there.
    pub quote: String,
    /// The characters of the quote in the text.
    pub characters: Characters,
    /// How likely it is right, if its proposer says so.
    pub confidence: Option<Confidence>,
    /// The rule that found it, or why it is proposed.
    pub rule: Option<String>,
    /// A note for those who confirm it.
    pub note: Option<String>,
    /// Who proposes it.
    pub proposed_by: String,
}

impl Checked {
    /// Who proposes what the rules of this library find.
    pub const RULES: &'static str = "stancegraph";
}

impl From<&Draft> for Checked {
    fn from(draft: &Draft) -> Self {
        let number = |place: usize| u32::try_from(place).expect("articles are shorter");
        let (start, end) = (number(draft.span.start), number(draft.span.end));
        let speaker = draft.speaker.clone();
        Self {
            actor: draft.actor.clone(),
            speaker: speaker.map(|name| Name { id: None, name, kind: Some("person".into()) }),
            label: draft.label.clone(),
            target: draft.target.clone(),
            toward: draft.toward.clone(),
            position: draft.position,
            date: draft.date,
            locator: Some(draft.place.to_string()),
            quote: draft.quote.clone(),
            characters: Characters::new(start, end).expect("a quote has words"),
            // The tables have two digits; products of theirs need no more than four.
            confidence: Confidence::new((draft.confidence * 1e4).round() / 1e4).ok(),
            rule: Some(draft.rule.to_string()),
            note: None,
            proposed_by: Self::RULES.into(),
        }
    }
}
