//! A pair of actors in words.

use crate::measure::{Alignment, Relation};

/// The most targets that a tooltip tells.
const MOST_TOLD: usize = 12;

/// The pair in words, and its targets.
pub(in crate::render) fn about(pair: &Alignment) -> String {
    let mut lines = vec![pair.to_string()];
    for shared in pair.shared().take(MOST_TOLD) {
        let (a, b) = (shared.a.side(), shared.b.side());
        let word = match shared.relation() {
            Relation::Agree => "agree",
            Relation::Disagree => "disagree",
            Relation::Mixed | Relation::Neutral => "neither",
        };
        lines.push(format!("{}: {a} and {b} ({word})", shared.target().title()));
    }
    if pair.tally.shared > MOST_TOLD {
        lines.push(format!("… and {} more", pair.tally.shared - MOST_TOLD));
    }
    lines.join("\n")
}
