//! Voices: counts of what actors said, the raw material of discourse networks.

use rustc_hash::FxHashSet;

use super::{Activity, Duplicates};
use crate::graph::{ActorIx, Node, View};
use crate::model::PositionRange;

/// A position of an actor on one target, with the number of times it was stated.
// Closed: a measure of counts is a function of these three.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Voice {
    /// The number of the target's node.
    pub target: usize,
    /// The signed position: in [-1, 1], or in the unit of the file if its stances have weights.
    pub level: f64,
    /// The number of stances.
    pub count: u32,
}

/// What every actor of a view said, sorted by actor, target and level.
#[derive(Clone, Debug, Default)]
pub struct Voices {
    /// The end of each actor's voices, sorted; they begin where the previous actor's end.
    ends: Vec<(ActorIx, usize)>,
    /// The amount that each actor said.
    activities: Vec<Activity>,
    voices: Vec<Voice>,
}

impl Voices {
    pub(crate) fn of(view: &View, duplicates: Duplicates) -> Self {
        Self::counted(view, duplicates, |_, _| true)
    }

    /// The voices of a view, without what actors say about themselves.
    pub(crate) fn of_others(view: &View, duplicates: Duplicates) -> Self {
        Self::counted(view, duplicates, |actor, target| target != Node::Actor(actor))
    }

    fn counted(
        view: &View,
        duplicates: Duplicates,
        counts: impl Fn(ActorIx, Node) -> bool,
    ) -> Self {
        let graph = view.graph();
        let mut seen = FxHashSet::default();
        let mut said = view
            .stances()
            .filter_map(|stance| {
                let actor = view.actor_for(stance);
                let target = view.target_for(stance);
                if !counts(actor, target) {
                    return None;
                }
                let target = graph.node_number(target).index();
                let key = level_key(stance.signed_weight());
                let kept = duplicates
                    .occasion(stance)
                    .is_none_or(|occasion| seen.insert((actor, target, key, occasion)));
                kept.then_some((actor, target, key))
            })
            .collect::<Vec<_>>();
        // The keys are nearly in order already.
        said.sort();
        let mut all = Self::default();
        for alike in said.chunk_by(|a, b| a == b) {
            let (actor, target, key) = alike[0];
            let count = u32::try_from(alike.len()).expect("stances are counted in u32");
            all.push(actor, Voice { target, level: level(key), count });
        }
        all
    }

    /// The voices with each target repeated `times` times, each time under a number of its own.
    pub(crate) fn redrawn(&self, times: impl Fn(usize) -> u32) -> Self {
        let last = self.voices.iter().map(|voice| voice.target).max();
        let mut starts = vec![0];
        for target in 0..last.map_or(0, |last| last + 1) {
            starts.push(starts[target] + times(target) as usize);
        }
        let mut drawn = Self::default();
        let mut start = 0;
        for (actor, end) in &self.ends {
            for alike in self.voices[start..*end].chunk_by(|a, b| a.target == b.target) {
                for target in starts[alike[0].target]..starts[alike[0].target + 1] {
                    alike.iter().for_each(|voice| drawn.push(*actor, Voice { target, ..*voice }));
                }
            }
            start = *end;
        }
        drawn
    }

    fn push(&mut self, actor: ActorIx, voice: Voice) {
        self.voices.push(voice);
        match self.ends.last_mut() {
            Some((last, end)) if *last == actor => *end = self.voices.len(),
            _ => {
                self.ends.push((actor, self.voices.len()));
                self.activities.push(Activity::default());
            }
        }
        self.activities.last_mut().expect("of this actor").add(voice);
    }

    /// The range from the lowest to the highest position; `None` if nothing was said.
    pub(crate) fn range(&self) -> Option<PositionRange> {
        let levels = self.voices.iter().map(|voice| voice.level);
        let ends = levels.map(|level| (level, level));
        let (low, high) =
            ends.reduce(|(low, high), (level, _)| (low.min(level), high.max(level)))?;
        PositionRange::new(low, high).ok()
    }

    /// The amount that one actor said.
    pub(crate) fn activity(&self, actor: ActorIx) -> Activity {
        let place = self.ends.binary_search_by_key(&actor, |(known, _)| *known);
        place.map(|place| self.activities[place]).unwrap_or_default()
    }

    /// Iterates over the actors, with the voices of each.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ActorIx, &[Voice])> {
        self.ends.iter().map(|(actor, _)| (*actor, self.of_actor(*actor)))
    }

    /// The voices of one actor, by target and level.
    pub(crate) fn of_actor(&self, actor: ActorIx) -> &[Voice] {
        match self.ends.binary_search_by_key(&actor, |(known, _)| *known) {
            Ok(index) => {
                let start = index.checked_sub(1).map_or(0, |before| self.ends[before].1);
                &self.voices[start..self.ends[index].1]
            }
            Err(_) => &[],
        }
    }
}

/// A number with the same order as the level, and equal only for equal levels. The bits of an IEEE number have
/// this order once those of negative numbers are inverted.
fn level_key(level: f64) -> u64 {
    let bits = (level + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

fn level(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}
