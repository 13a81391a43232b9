//! Derives the ids of stances without an id of their own.

use std::hash::Hasher;
use std::ops::Range;

use siphasher::sip::SipHasher13;

use super::{StanceGraph, StanceRef};
use crate::model::StanceId;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 12;

/// An id of twelve characters, derived from who said what on which target, when and where. A corrected note or
/// quote does not change it.
pub(super) fn derived_id(stance: StanceRef) -> StanceId {
    let bits = hash(stance);
    let text = (0..LENGTH).map(|index| {
        let digit = bits >> (5 * index) & 31;
        char::from(ALPHABET[usize::try_from(digit).expect("less than 32")])
    });
    let text = text.collect::<String>();
    let text = match ordinal(stance) {
        1 => text,
        ordinal => format!("{text}-{ordinal}"),
    };
    StanceId::new(text).expect("made of letters and digits")
}

/// Whether an id looks like a derived one.
pub fn is_like_derived(id: &str) -> bool {
    let mut parts = id.split('-');
    let is_hash = parts.next().is_some_and(|hash| {
        hash.len() == LENGTH && hash.bytes().all(|letter| ALPHABET.contains(&letter))
    });
    is_hash && parts.all(|number| number.bytes().all(|digit| digit.is_ascii_digit()))
}

/// The position of this stance among those alike, counted from 1.
fn ordinal(stance: StanceRef) -> usize {
    let (runs, index) = (stance.graph().alike_runs(), stance.index().index());
    let run = runs.partition_point(|run| run.start <= index).checked_sub(1);
    let run = run.map(|run| &runs[run]).filter(|run| run.contains(&index));
    run.map_or(1, |run| index - run.start + 1)
}

/// The runs of two or more consecutive edges that are alike, found in one pass: counting back from each stance
/// would cost the square of the longest run.
pub(super) fn alike_runs(graph: &StanceGraph) -> Vec<Range<usize>> {
    let mut runs = Vec::<Range<usize>>::new();
    for stance in graph.stances() {
        let index = stance.index().index();
        if !stance.previous().is_some_and(|earlier| is_alike(earlier, stance)) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == index => run.end += 1,
            _ => runs.push(index - 1..index + 1),
        }
    }
    runs
}

/// Whether two stances say the same thing in the same place.
pub(super) fn is_alike(a: StanceRef, b: StanceRef) -> bool {
    let key = |stance: StanceRef| {
        let edge = stance.edge();
        (edge.label, edge.speaker, edge.toward, edge.source, edge.date, edge.position())
    };
    a.ends() == b.ends() && key(a) == key(b) && a.locator() == b.locator() && a.coder() == b.coder()
}

/// Whether two stances are the same in all but their ids.
pub(super) fn is_same(a: StanceRef, b: StanceRef) -> bool {
    let rest = [(a.quote(), b.quote()), (a.note(), b.note()), (a.grade(), b.grade())];
    is_alike(a, b)
        && a.provenance() == b.provenance()
        && a.edge() == b.edge()
        && a.own_weight() == b.own_weight()
        && rest.into_iter().all(|(a, b)| a == b)
}

fn hash(stance: StanceRef) -> u64 {
    let mut hasher = SipHasher13::new();
    let kind = if stance.target().is_actor() { "actor" } else { "issue" };
    let date = stance.date().map(|date| date.to_string());
    let texts = [
        Some(stance.actor().id.as_str()),
        stance.speaker().map(|speaker| speaker.id.as_str()),
        Some(kind),
        Some(stance.target().id()),
        stance.toward().map(|toward| toward.id.as_str()),
        Some(stance.label()),
        Some(stance.position().as_str()),
        date.as_deref(),
        stance.source().map(|source| source.id.as_str()),
        stance.locator(),
        stance.coder(),
    ];
    for text in texts {
        hasher.write(text.unwrap_or_default().as_bytes());
        hasher.write(&[0xff, u8::from(text.is_some())]);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Undeclared;
    use crate::model::Stance;

    fn graph(targets: impl Iterator<Item = usize>) -> StanceGraph {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for target in targets {
            let stance = Stance::on_issue("ann", "opposes", format!("issue-{target}"));
            builder.stance(&stance.expect("names are ids"));
        }
        builder.build().expect("no faults")
    }

    #[test]
    fn alike_stances_are_numbered_as_by_counting_back() {
        let graph = graph([1, 2, 2, 3, 4, 4, 4, 5].into_iter());
        for stance in graph.stances() {
            let before = std::iter::successors(stance.previous(), |earlier| earlier.previous());
            let before = before.take_while(|earlier| is_alike(*earlier, stance));
            assert_eq!(ordinal(stance), before.count() + 1);
        }
        assert_eq!(graph.alike_runs(), [1..3, 4..7]);
    }

    /// Counting back from each stance would compare five billion pairs.
    #[test]
    fn alike_stances_are_numbered_in_one_pass() {
        let graph = graph((0..100_000).map(|_| 1));
        let last = graph.stances().last().expect("there are many");
        assert_eq!(graph.stances().map(ordinal).sum::<usize>(), 100_000 * 100_001 / 2);
        assert!(last.id().as_str().ends_with("-100000"));
    }
}
