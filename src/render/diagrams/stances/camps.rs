//! Who stands left and who right in a picture.
//!
//! A layout aid, not an answer: it puts actors who agree on the same side and
//! those who disagree on different sides, as well as two sides can. Where
//! actors form three camps, or agree with everyone, the picture still has two.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::graph::{ActorIx, Node, View};
use crate::measure::{Alignment, Measure};

/// How much a word of one actor about another counts, against a shared target.
const TIE: f64 = 0.5;
/// From how many actors the search starts.
const STARTS: usize = 16;
/// The most rounds of improvement.
const ROUNDS: usize = 100;

/// Where an actor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render::diagrams) enum Camp {
    /// With the camp that says most.
    Left,
    /// Mostly spoken of.
    Middle,
    /// With the other camp.
    Right,
    /// With nobody: it takes positions, and agrees or disagrees with nobody.
    Loose,
}

/// The camp of every actor that the view shows, as one who speaks or is spoken of.
pub(in crate::render::diagrams) fn camps(view: &View) -> BTreeMap<ActorIx, Camp> {
    let voices = Voices::of(view);
    let actors = voices.said.keys().copied().collect::<Vec<_>>();
    let relations = Relations::of(view, &actors);
    let sides = relations.best();
    let left = left_side(&actors, &sides, &voices);
    let camp = |index: usize| match sides[index] {
        0 if voices.is_spoken_of(actors[index]) => Camp::Middle,
        0 => Camp::Loose,
        side if side == left => Camp::Left,
        _ => Camp::Right,
    };
    actors.iter().enumerate().map(|(index, actor)| (*actor, camp(index))).collect()
}

/// The side with more stances, of two with the same the one of the first actor.
fn left_side(actors: &[ActorIx], sides: &[i8], voices: &Voices) -> i8 {
    let said = |side: i8| {
        let members = actors.iter().zip(sides).filter(move |(_, s)| **s == side);
        members.map(|(actor, _)| voices.said[actor]).sum::<usize>()
    };
    let first = sides.iter().copied().find(|side| *side != 0).unwrap_or(1);
    if said(-first) > said(first) { -first } else { first }
}

/// How many stances each actor has, and how many others have on it.
struct Voices {
    said: BTreeMap<ActorIx, usize>,
    heard: BTreeMap<ActorIx, usize>,
}

impl Voices {
    fn of(view: &View) -> Self {
        let mut voices = Self { said: BTreeMap::new(), heard: BTreeMap::new() };
        for standing in view.standings().iter() {
            let count = standing.counts().total() as usize;
            *voices.said.entry(standing.actor_ix()).or_default() += count;
            if let Node::Actor(target) = standing.target_node() {
                voices.said.entry(target).or_default();
                *voices.heard.entry(target).or_default() += count;
            }
        }
        voices
    }

    fn is_spoken_of(&self, actor: ActorIx) -> bool {
        self.heard.get(&actor).is_some_and(|heard| *heard >= self.said[&actor])
    }
}

/// How well each pair of actors agrees: above 0 where they belong together.
struct Relations {
    rows: Vec<Vec<(usize, f64)>>,
}

impl Relations {
    fn of(view: &View, actors: &[ActorIx]) -> Self {
        let numbers = actors.iter().enumerate().map(|(index, actor)| (*actor, index));
        let numbers = numbers.collect::<FxHashMap<_, _>>();
        let mut rows = vec![Vec::new(); actors.len()];
        for pair in view.alignments(Measure::Agreement).filter(|pair| pair.tally.shared > 0) {
            let (a, b) = (numbers[&pair.pair().0], numbers[&pair.pair().1]);
            let weight = weight(&pair);
            if weight.abs() > 0.0 {
                rows[a].push((b, weight));
                rows[b].push((a, weight));
            }
        }
        Self { rows }
    }

    /// 1, -1, and 0 for those who are with or against nobody: the best of several searches.
    fn best(&self) -> Vec<i8> {
        let tied = (0..self.rows.len()).filter(|actor| !self.rows[*actor].is_empty());
        let mut best = vec![0; self.rows.len()];
        let mut most = f64::NEG_INFINITY;
        for start in tied.take(STARTS) {
            let sides = self.improved(self.grown(start));
            let score = self.score(&sides);
            if score > most + 1e-9 {
                (best, most) = (sides, score);
            }
        }
        best
    }

    /// Sides that grow from one actor: next comes whoever is most sure of its side.
    fn grown(&self, start: usize) -> Vec<i8> {
        let mut sides = vec![0_i8; self.rows.len()];
        let mut pulls = vec![0.0_f64; self.rows.len()];
        let mut next = Some(start);
        while let Some(actor) = next {
            sides[actor] = if pulls[actor] < 0.0 { -1 } else { 1 };
            for (other, weight) in &self.rows[actor] {
                pulls[*other] += weight * f64::from(sides[actor]);
            }
            let open = (0..sides.len()).filter(|a| sides[*a] == 0 && !self.rows[*a].is_empty());
            next = open.reduce(|best, actor| {
                if pulls[actor].abs() > pulls[best].abs() + 1e-9 { actor } else { best }
            });
        }
        sides
    }

    /// The same with actors moved to the side that pulls them more, until none is.
    fn improved(&self, mut sides: Vec<i8>) -> Vec<i8> {
        for _ in 0..ROUNDS {
            let mut moved = false;
            for actor in 0..sides.len() {
                if self.pull(actor, &sides) * f64::from(sides[actor]) < -1e-9 {
                    sides[actor] = -sides[actor];
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        sides
    }

    fn pull(&self, actor: usize, sides: &[i8]) -> f64 {
        self.rows[actor].iter().map(|(other, weight)| weight * f64::from(sides[*other])).sum()
    }

    fn score(&self, sides: &[i8]) -> f64 {
        (0..sides.len()).map(|actor| self.pull(actor, sides) * f64::from(sides[actor])).sum()
    }
}

#[expect(clippy::cast_precision_loss, reason = "targets are far fewer than 2^52")]
fn weight(pair: &Alignment) -> f64 {
    let ties = pair.ties().into_iter().flatten().map(|tie| tie.value() * TIE).sum::<f64>();
    pair.tally.agree as f64 - pair.tally.disagree as f64 + ties
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stance;
    use crate::{StanceGraph, Undeclared};

    fn camps_of(stances: &[(&str, &str, &str)]) -> Vec<(String, Camp)> {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for (actor, label, target) in stances {
            let stance = match target.strip_prefix('@') {
                Some(other) => Stance::toward_actor(*actor, *label, other).unwrap(),
                None => Stance::on_issue(*actor, *label, *target).unwrap(),
            };
            builder.stance(&stance);
        }
        let graph = builder.build().unwrap();
        let view = graph.view();
        let camps = camps(&view).into_iter();
        camps.map(|(actor, camp)| (graph.actor_at(actor).title().to_owned(), camp)).collect()
    }

    #[test]
    fn opponents_stand_on_two_sides_and_their_subject_between_them() {
        let camps = camps_of(&[
            ("ann", "supports", "tunnel"),
            ("bob", "supports", "tunnel"),
            ("cem", "opposes", "tunnel"),
            ("ann", "opposes", "@eve"),
            ("cem", "supports", "@eve"),
            ("eve", "supports", "herself"),
            ("fay", "supports", "ferry"),
            ("gil", "abstains", "tunnel"),
        ]);
        let wanted = [
            ("ann", Camp::Left),
            ("bob", Camp::Left),
            ("cem", Camp::Right),
            ("eve", Camp::Middle),
            ("fay", Camp::Loose),
            ("gil", Camp::Loose),
        ];
        assert_eq!(camps, wanted.map(|(name, camp)| (name.to_owned(), camp)));
    }

    #[test]
    fn those_who_agree_on_everything_are_one_camp() {
        let camps = camps_of(&[("ann", "supports", "a"), ("bob", "supports", "a")]);
        assert!(camps.iter().all(|(_, camp)| *camp == Camp::Left));
    }
}
