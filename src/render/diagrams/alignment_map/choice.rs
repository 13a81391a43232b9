//! Chooses the pairs with a line: all if they are few, otherwise the clearest ones of each actor.

use std::cmp::Reverse;

use super::Closeness;
use crate::bloc::{Distances, Seriation};
use crate::render::diagrams::closeness::{Pair, pairs};
use crate::render::drawing::caption::plural;

/// Up to this many lines, and this many for each actor, are not too many.
const LINES: usize = 24;
const LINES_EACH: f64 = 1.5;
/// The most pairs that share too little and are drawn as hairlines.
const MOST_HAIRS: usize = 12;

/// Two actors with a line, by their places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub(super) ends: [usize; 2],
    pub(super) pair: Pair,
}

/// The lines of a map.
pub(super) struct Choice {
    /// All pairs with a score.
    pub(super) scored: Vec<Tie>,
    /// The pairs with a line, the clearest first.
    pub(super) lines: Vec<Tie>,
    /// Pairs that share too little.
    pub(super) hairs: Vec<[usize; 2]>,
    /// The number of pairs that share too little, and of the clearest ones that each actor has.
    thin: usize,
    each: Option<usize>,
}

impl Choice {
    /// `distances` are those of the actors: of equally clear pairs, the most alike come first.
    pub(super) fn of(closeness: &Closeness, distances: &Distances) -> Self {
        let count = closeness.actors.len();
        let scored = pairs(count)
            .filter_map(|(a, b)| closeness.pair(a, b).map(|pair| Tie { ends: [a, b], pair }))
            .collect::<Vec<_>>();
        let thin = pairs(count)
            .filter(|(a, b)| closeness.is_below(*a, *b))
            .map(|(a, b)| [a, b])
            .collect::<Vec<_>>();
        let (lines, each) = clearest(&scored, &places(distances));
        let hairs = if thin.len() <= MOST_HAIRS { thin.clone() } else { Vec::new() };
        Self { scored, lines, hairs, thin: closeness.counts.thin, each }
    }

    pub(super) fn notes(&self, min_shared: usize) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(each) = self.each {
            let (drawn, all) = (self.lines.len(), plural(self.scored.len(), "pair"));
            let ties = if each == 1 { "clearest pair" } else { "clearest pairs" };
            notes.push(format!(
                "{drawn} of {all} have a line: the {each} {ties} of each actor, of equal ones those \
                 of the most alike; the others left out"
            ));
        }
        let left_out = self.thin - self.hairs.len();
        if left_out > 0 {
            let pairs = plural(left_out, "pair");
            notes.push(format!("{pairs} with fewer than {min_shared} shared targets left out"));
        }
        if !self.hairs.is_empty() {
            let pairs = plural(self.hairs.len(), "pair");
            notes.push(format!("{pairs} with fewer than {min_shared} shared targets as hairlines"));
        }
        notes
    }
}

/// All ties, or as many of the clearest ones of each actor as there is room for; the clearest first.
///
/// Of equally clear pairs, neighbours in `places` come first. In the order of ids, a few actors would get all
/// of them.
fn clearest(scored: &[Tie], places: &[usize]) -> (Vec<Tie>, Option<usize>) {
    let actors = places.len();
    let apart = |tie: &Tie| places[tie.ends[0]].abs_diff(places[tie.ends[1]]);
    let mut ties = scored.to_vec();
    ties.sort_by(|a, b| {
        let by_weight = b.pair.weight().total_cmp(&a.pair.weight());
        by_weight
            .then_with(|| {
                Reverse(a.pair.pairing.tally.shared).cmp(&Reverse(b.pair.pairing.tally.shared))
            })
            .then_with(|| apart(a).cmp(&apart(b)))
            .then_with(|| a.ends.cmp(&b.ends))
    });
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few hundred"
    )]
    let most = LINES + (LINES_EACH * actors as f64) as usize;
    if ties.len() <= most {
        return (ties, None);
    }
    let ranks = ranks(&ties, actors);
    let count = |each: usize| ranks.iter().filter(|rank| **rank < each).count();
    let each = (2..=actors).take_while(|each| count(*each) <= most).last().unwrap_or(1);
    let strongest = ties.iter().zip(&ranks).filter(|(_, rank)| **rank < each).map(|(tie, _)| *tie);
    (strongest.collect(), Some(each))
}

/// The place of each actor in the seriation.
fn places(distances: &Distances) -> Vec<usize> {
    let seriation = Seriation::of(distances);
    let mut places = vec![0; seriation.order().len()];
    seriation.order().iter().enumerate().for_each(|(place, actor)| places[*actor] = place);
    places
}

/// For each tie the number of clearer ties at its ends, at the end where these are fewer.
fn ranks(ties: &[Tie], actors: usize) -> Vec<usize> {
    let mut seen = vec![0; actors];
    let rank = |tie: &Tie| {
        let [a, b] = tie.ends;
        let rank = seen[a].min(seen[b]);
        seen[a] += 1;
        seen[b] += 1;
        rank
    };
    ties.iter().map(rank).collect()
}
