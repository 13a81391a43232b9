//! Describes a pair of actors in words.

use crate::measure::Alignment;

/// The most targets in a tooltip.
const MOST_TOLD: usize = 12;

/// The pair in words, and its targets.
pub fn about(pair: &Alignment) -> String {
    let mut lines = vec![pair.to_string(), pair.tally.to_string()];
    for shared in pair.shared().take(MOST_TOLD) {
        let (a, b) = (shared.a.side(), shared.b.side());
        let relation = shared.relation().as_str();
        lines.push(format!("{}: {a} and {b} ({relation})", shared.target().title()));
    }
    if pair.tally.shared > MOST_TOLD {
        lines.push(format!("… and {} more", pair.tally.shared - MOST_TOLD));
    }
    lines.join("\n")
}
