//! The position that each label was given, and the reason.

use std::collections::BTreeMap;

use super::build::meaning;
use super::{Builder, Number, StanceGraph};
use crate::model::{Lexicon, ParsedLabel, Position};

/// The reason for the position of a label's stances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LabelReason {
    /// The lexicon knows the whole label.
    Lexicon(ParsedLabel),
    /// A file declares the meaning under `[labels]`.
    Labels,
    /// The stances state their position themselves: it differs from the label's, or the label implies none.
    Stance,
}

/// The stances of one label with one position, on issues or toward actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabelUse<'g> {
    /// The label.
    pub label: &'g str,
    /// Whether the stances are toward actors rather than on issues.
    pub on_actor: bool,
    /// The position.
    pub position: Position,
    /// The reason for it.
    pub reason: LabelReason,
    /// The position that the label itself implies on such a target, by a file or by the lexicon.
    pub implied: Option<Position>,
    /// The number of stances.
    pub stances: usize,
}

impl StanceGraph {
    /// Lists each label with the position that it was given and the reason: sorted by label, issues before actors,
    /// then by position.
    ///
    /// A position that a stance states itself counts as its label's if both are the same.
    ///
    /// ```
    /// use stancegraph::Format;
    /// use stancegraph::graph::LabelReason;
    /// use stancegraph::model::Position;
    ///
    /// let csv = "actor,label,issue,position\nann,backs,tunnel,\nbob,urges an end to,tunnel,oppose\n";
    /// let graph = Format::Csv.read(csv.as_bytes())?;
    /// let uses = graph.label_uses();
    /// assert!(matches!(uses[0].reason, LabelReason::Lexicon(parsed) if parsed.verb == "backs"));
    /// assert_eq!((uses[1].position, uses[1].reason), (Position::Oppose, LabelReason::Stance));
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    #[must_use]
    pub fn label_uses(&self) -> Vec<LabelUse<'_>> {
        let mut counts = BTreeMap::<(Number, bool, Position), usize>::new();
        for stance in self.stances() {
            let key = (stance.edge().label, stance.target().is_actor(), stance.position());
            *counts.entry(key).or_default() += 1;
        }
        let uses = counts.into_iter();
        uses.map(|((label, on_actor, position), stances)| {
            let implied = self.meaning(label, on_actor).map(|meaning| meaning.position);
            let label = &*self.labels[label.index()];
            let reason = self.reason(label, implied == Some(position));
            LabelUse { label, on_actor, position, reason, implied, stances }
        })
        .collect()
    }

    fn reason(&self, label: &str, is_implied: bool) -> LabelReason {
        reason(label, self.meanings().contains_key(label), is_implied)
    }
}

/// The reason for the position of a label's stances.
fn reason(label: &str, is_in_file: bool, is_implied: bool) -> LabelReason {
    match Lexicon::parse(label) {
        _ if !is_implied => LabelReason::Stance,
        _ if is_in_file => LabelReason::Labels,
        Some(parsed) => LabelReason::Lexicon(parsed),
        None => LabelReason::Stance,
    }
}

/// The stances of one label with one known or unknown position, on issues or toward actors, in input that may have
/// faults.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabelFound {
    /// The label.
    pub label: String,
    /// Whether the stances are toward actors.
    pub on_actor: bool,
    /// The position, and the reason for it; `None` if nothing gives one.
    pub position: Option<(Position, LabelReason)>,
    /// The position that the label itself implies on such a target.
    pub implied: Option<Position>,
    /// The number of stances.
    pub stances: usize,
}

impl Builder {
    /// The labels of all stances so far, sorted, each with the positions that it was given.
    #[must_use]
    pub fn labels_found(&self) -> Vec<LabelFound> {
        let mut counts = BTreeMap::<(&str, bool, Option<Position>), (u32, usize)>::new();
        for entry in &self.entries {
            let label = self.labels.get(entry.label);
            let implied = || self.implied_by(entry.label, entry.on_actor);
            let key = (label, entry.on_actor, entry.position.or_else(implied));
            counts.entry(key).or_insert((entry.label, 0)).1 += 1;
        }
        let found = counts.into_iter();
        let found = found.map(|((label, on_actor, position), (number, stances))| {
            let implied = self.implied_by(number, on_actor);
            let is_in_file = self.meanings.contains_key(&number);
            let why = |position| (position, reason(label, is_in_file, implied == Some(position)));
            let label = label.to_owned();
            LabelFound { label, on_actor, position: position.map(why), implied, stances }
        });
        found.collect()
    }

    fn implied_by(&self, label: u32, on_actor: bool) -> Option<Position> {
        let meaning = meaning(&self.meanings, self.labels.get(label), label, on_actor);
        meaning.map(|meaning| meaning.position)
    }
}
