//! What the pictures of alignments show: how close actors are, and which blocs they form.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::groups;
use crate::bloc::{Blocs, Distances};
use crate::error::Error;
use crate::graph::{ActorIx, Side, View};
use crate::measure::{AlignmentMatrix, Alignments, AnyMeasure, Pairing, Tally, thin};
use crate::render::Picture;
use crate::render::drawing::caption::{node_name, plural};
use crate::render::drawing::evidence;

/// Two actors agree from the first share of a measure's range on, and disagree up to the second.
const HIGH: f64 = 0.75;
const LOW: f64 = 0.25;
/// The most ids of stances in all marks of a picture together.
const MOST_IDS: usize = 40_000;
/// With more pairs, tooltips do not list the targets.
const MOST_TOLD: usize = 500;
/// With more actors left out, they are only counted.
const MOST_NAMED: usize = 3;
/// The most pairs described in words.
const MOST_SENTENCES: usize = 40;

/// The actors of a picture, their scores and their blocs.
pub(super) struct Closeness<'v, 'g> {
    view: &'v View<'g>,
    alignments: Alignments<'v>,
    matrix: AlignmentMatrix,
    ends: (f64, f64),
    min_shared: usize,
    /// The actors drawn, by id.
    pub(super) actors: Vec<ActorIx>,
    blocs: Blocs<'v>,
    /// The actors without a score, who are left out, by id.
    alone: Vec<ActorIx>,
    left_out: usize,
    pub(super) counts: PairCounts,
    has_ids: bool,
}

/// The number of pairs of each kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PairCounts {
    /// Pairs of drawn actors with a score.
    pub(super) scored: usize,
    /// Pairs of all actors that share too few targets.
    pub(super) thin: usize,
    /// Pairs that share no target.
    pub(super) apart: usize,
    /// Pairs for which the measure has no answer.
    pub(super) unanswered: usize,
}

impl<'v, 'g> Closeness<'v, 'g> {
    /// Selects the actors who share the most targets with others, at most `most` of them. If there are more than `few`,
    /// actors without any score are left out.
    pub(super) fn of(
        view: &'v View<'g>,
        picture: &Picture,
        [few, most]: [usize; 2],
    ) -> Result<Self, Error> {
        let Picture { measure, min_shared, .. } = picture;
        let min_shared = *min_shared;
        let alignments = view.compare(measure.clone())?;
        let ends = measure.ends().ok_or_else(|| Error::Picture(no_ends(measure)))?;
        let blocs = picture.grouping().blocs(view)?;
        let matrix = alignments.matrix()?;
        let (scored, mut alone) = parted(&matrix, min_shared);
        let keeps_all = matrix.actors().len() <= few;
        let candidates = if keeps_all { matrix.actors().to_vec() } else { scored };
        if keeps_all {
            alone.clear();
        }
        let (actors, left_out) = choice(&matrix, &candidates, most);
        let counts = PairCounts::default();
        let mut closeness = Self {
            view,
            alignments,
            matrix,
            ends,
            min_shared,
            actors,
            blocs,
            alone,
            left_out,
            counts,
            has_ids: false,
        };
        closeness.count();
        Ok(closeness)
    }

    fn count(&mut self) {
        let mut counts = PairCounts::default();
        let all = self.matrix.actors();
        for (a, b) in pairs(all.len()) {
            match self.matrix.pairing(all[a], all[b]) {
                Some(pair) if pair.tally.shared >= self.min_shared.max(1) => {
                    counts.unanswered += usize::from(pair.score.is_none());
                }
                Some(pair) if pair.tally.shared > 0 => counts.thin += 1,
                _ => counts.apart += 1,
            }
        }
        let drawn = pairs(self.actors.len()).filter_map(|(a, b)| self.pair(a, b));
        let shared = drawn.map(|pair| pair.pairing.tally.shared).collect::<Vec<_>>();
        counts.scored = shared.len();
        self.has_ids = 2 * shared.iter().sum::<usize>() <= MOST_IDS;
        self.counts = counts;
    }

    /// Notes that only these pairs are marked, each by a line and a label.
    pub(super) fn mark_alone<'p>(&mut self, pairs: impl Iterator<Item = &'p Pair>) {
        let shared = pairs.map(|pair| pair.pairing.tally.shared).sum::<usize>();
        self.has_ids = 4 * shared <= MOST_IDS;
    }

    pub(super) fn view(&self) -> &'v View<'g> {
        self.view
    }

    /// The lowest and the highest score of the measure.
    pub(super) fn ends(&self) -> (f64, f64) {
        self.ends
    }

    /// The pair of the actors at two places; `None` without a score on enough shared targets.
    pub(super) fn pair(&self, a: usize, b: usize) -> Option<Pair> {
        let pairing = self.matrix.pairing(self.actors[a], self.actors[b])?;
        let score = pairing.score.filter(|_| pairing.tally.shared >= self.min_shared.max(1))?;
        Some(self.scored(pairing, score))
    }

    /// The bloc of the actor at a place, counted from 0; `None` if it has no tie, is unplaced, or blocs are not
    /// decided.
    pub(super) fn bloc(&self, place: usize) -> Option<usize> {
        self.blocs.actor_bloc(self.actors[place]).filter(|_| self.blocs.is_decided())
    }

    /// The number of blocs.
    fn bloc_count(&self) -> usize {
        if self.blocs.is_decided() { self.blocs.members().len() } else { 0 }
    }

    /// The distances between the drawn actors.
    pub(super) fn distances(&self) -> Result<Distances, Error> {
        Distances::of_alignments(&self.matrix, &self.actors, self.min_shared)
    }

    /// What a mark of a pair carries: its name, and the ids of its stances unless all marks together have too many.
    pub(super) fn marks(&self, pair: &Pair) -> Marks {
        let (a, b) = pair.pairing.pair;
        let node = |actor| crate::graph::Node::Actor(actor);
        let name = format!("{} {}", self.encoded(node(a)), self.encoded(node(b)));
        let alignment = self.has_ids.then(|| self.alignments.aligned((a, b)));
        let stances = alignment.as_ref().map(|alignment| evidence::ids(&alignment.stances()));
        Marks { name, stances, about: self.about(pair) }
    }

    fn encoded(&self, node: crate::graph::Node) -> String {
        evidence::word(&node_name(self.view, node))
    }

    fn scored(&self, pairing: Pairing, score: f64) -> Pair {
        let firmness = self.matrix.comparison().firmness(&pairing.tally);
        Pair { pairing, score, share: self.share(score), firmness }
    }

    /// Whether two actors share something, but fewer targets than required.
    pub(super) fn is_below(&self, a: usize, b: usize) -> bool {
        let pairing = self.matrix.pairing(self.actors[a], self.actors[b]);
        pairing.is_some_and(|p| p.tally.shared > 0 && p.tally.shared < self.min_shared)
    }

    /// What the mark of a pair that shares too little carries.
    pub(super) fn thin_marks(&self, [a, b]: [usize; 2]) -> Option<Marks> {
        let pairing = self.matrix.pairing(self.actors[a], self.actors[b])?;
        let score = pairing.score?;
        Some(self.marks(&self.scored(pairing, score)))
    }

    fn share(&self, score: f64) -> f64 {
        let (low, high) = self.ends;
        ((score - low) / (high - low)).clamp(0.0, 1.0)
    }

    /// The meaning of a side between two actors: `agree (0.75 or more)`.
    pub(super) fn meaning(&self, side: Side) -> String {
        let (low, high) = self.ends;
        let at = |share: f64| short_number(low + share * (high - low));
        match side {
            Side::Support => format!("agree ({} or more)", at(HIGH)),
            Side::Oppose => format!("disagree ({} or less)", at(LOW)),
            Side::Neutral | Side::Mixed => "in between".into(),
        }
    }

    /// The note on actors left out because they have no score; `what` names what they lack.
    pub(super) fn alone(&self, what: &str) -> Option<String> {
        match self.alone.len() {
            0 => None,
            1..=MOST_NAMED => {
                let names = self.alone.iter().map(|actor| self.title(*actor)).collect::<Vec<_>>();
                Some(format!("without {what}: {}", names.join(", ")))
            }
            count => Some(format!("{} without {what} left out", plural(count, "actor"))),
        }
    }

    /// A pair in words, with its targets if the picture has few pairs.
    fn about(&self, pair: &Pair) -> String {
        if self.counts.scored <= MOST_TOLD {
            return super::alignment_map::about(&self.alignments.aligned(pair.pairing.pair));
        }
        self.sentence(pair)
    }

    /// `China and Russia: 0.83 (6 shared: 5 agree, 1 disagree)`.
    fn sentence(&self, pair: &Pair) -> String {
        let [a, b] = [pair.pairing.pair.0, pair.pairing.pair.1].map(|actor| self.title(actor));
        format!("{a} and {b}: {:.2} ({})", pair.score, pair.pairing.tally)
    }

    fn title(&self, actor: ActorIx) -> String {
        evidence::short(self.view.graph().actor(actor).title())
    }

    /// The notes: the measure, what ties actors, how the blocs were found, and what is left out.
    pub(super) fn notes(&self) -> Vec<String> {
        let measure = &self.matrix.comparison().measure;
        let mut notes = vec![format!("closeness by {measure}")];
        if self.bloc_count() > 0 {
            let ties = match self.blocs.ties().threshold() {
                Some(threshold) => format!("ties above {}", short_number(threshold)),
                None => "what actors said about one another".into(),
            };
            let blocs = plural(self.bloc_count(), "bloc");
            let drawn = (0..self.actors.len())
                .filter_map(|place| self.bloc(place))
                .collect::<BTreeSet<_>>()
                .len();
            let drawn = match drawn < self.bloc_count() {
                true => format!(" ({drawn} of them drawn)"),
                false => String::new(),
            };
            notes.push(format!("{blocs}{drawn} by {ties}"));
        }
        notes.extend(self.thin_ties());
        notes.extend(groups::unplaced(&self.blocs));
        notes.extend(groups::opposed(&self.blocs, self.view));
        if self.left_out > 0 {
            let (drawn, all) = (self.actors.len(), self.actors.len() + self.left_out);
            let left_out = self.left_out;
            notes.push(format!(
                "the {drawn} of {all} actors who share most with others; {left_out} left out"
            ));
        }
        if !self.has_ids {
            notes.push("marks name their pair and not its stances, which are too many".into());
        }
        notes
    }

    /// The note on thin ties, if they are not few.
    fn thin_ties(&self) -> Option<String> {
        thin(self.blocs.ties().single(), self.blocs.ties().signed().ties().len(), "tie")
    }

    /// The blocs, and the closest pairs, in words.
    pub(super) fn sentences(&self) -> Vec<String> {
        let mut by_bloc = BTreeMap::<usize, Vec<String>>::new();
        for (place, actor) in self.actors.iter().enumerate() {
            if let Some(bloc) = self.bloc(place) {
                by_bloc.entry(bloc).or_default().push(self.title(*actor));
            }
        }
        let blocs = by_bloc.iter().map(|(bloc, names)| {
            let shown = names.iter().take(MOST_SENTENCES).cloned().collect::<Vec<_>>().join(", ");
            match names.len().saturating_sub(MOST_SENTENCES) {
                0 => format!("Bloc {}: {shown}.", bloc + 1),
                more => format!("Bloc {}: {shown} and {more} more.", bloc + 1),
            }
        });
        let mut all =
            pairs(self.actors.len()).filter_map(|(a, b)| self.pair(a, b)).collect::<Vec<_>>();
        all.sort_by(|a, b| self.matrix.comparison().closest_first(&a.pairing, &b.pairing));
        let told = all.iter().take(MOST_SENTENCES).map(|pair| self.sentence(pair) + ".");
        let more = all
            .len()
            .checked_sub(MOST_SENTENCES)
            .filter(|more| *more > 0)
            .map(|more| format!("And {} more.", plural(more, "pair")));
        blocs.chain(told).chain(more).collect()
    }
}

/// Two actors with a score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) pairing: Pairing,
    pub(super) score: f64,
    /// The position of the score in the range of its measure, 0 to 1.
    pub(super) share: f64,
    /// How much of the score is left in the middle of its interval, 0 to 1: the less, the fewer targets it rests on.
    pub(super) firmness: f64,
}

/// What a mark of a pair carries.
pub(super) struct Marks {
    /// The ids of both actors, separated by a space.
    pub(super) name: String,
    pub(super) stances: Option<String>,
    pub(super) about: String,
}

impl Pair {
    /// Agreement looks like support, disagreement like opposition.
    pub(super) fn side(&self) -> Side {
        side_of(self.share)
    }

    /// `agree`, `disagree` or `between`.
    pub(super) fn word(&self) -> &'static str {
        match self.side() {
            Side::Support => "agree",
            Side::Oppose => "disagree",
            Side::Neutral | Side::Mixed => "between",
        }
    }

    /// The distance of the score from the middle: 0 there, 1 at both ends.
    pub(super) fn clearness(&self) -> f64 {
        (2.0 * self.share - 1.0).abs()
    }

    /// How clear the score is, and how firm: 0.2 at the end on one target, 0.7 on nine.
    pub(super) fn weight(&self) -> f64 {
        self.clearness() * self.firmness
    }

    /// Whether it rests on only one or two targets.
    pub(super) fn is_thin(&self) -> bool {
        self.pairing.tally.is_thin()
    }

    /// `.83`, `1`, `-.5`.
    pub(super) fn number(&self) -> String {
        let text = format!("{:.2}", self.score)
            .trim_end_matches("00")
            .trim_end_matches('.')
            .replacen("0.", ".", 1);
        if text == "-0" { "0".into() } else { text }
    }
}

/// The side that a share of a measure's range looks like: agreement like support, disagreement like opposition.
pub fn side_of(share: f64) -> Side {
    match share {
        high if high >= HIGH => Side::Support,
        low if low <= LOW => Side::Oppose,
        _ => Side::Neutral,
    }
}

/// The strength of a pair's line: low if it rests on only one or two targets.
pub fn ink(tally: &Tally) -> f64 {
    if tally.is_thin() { 0.45 } else { 1.0 }
}

/// All pairs of `count` places, the lower place first.
pub(super) fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |a| (a + 1..count).map(move |b| (a, b)))
}

/// A number with no more decimals than it needs.
pub(super) fn short_number(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn no_ends(measure: &AnyMeasure) -> String {
    format!(
        "the scores of the measure \"{measure}\" have no ends, so that there is no colour for them: \
         take agreement or another measure of standings"
    )
}

/// The actors with a score on enough shared targets, and the others; both by id.
fn parted(matrix: &AlignmentMatrix, min_shared: usize) -> (Vec<ActorIx>, Vec<ActorIx>) {
    let all = matrix.actors();
    let mut has_score = vec![false; all.len()];
    for (a, b) in pairs(all.len()) {
        let Some(pair) = matrix.pairing(all[a], all[b]) else { continue };
        if pair.score.is_some() && pair.tally.shared >= min_shared.max(1) {
            (has_score[a], has_score[b]) = (true, true);
        }
    }
    let (scored, alone) = (0..all.len()).partition::<Vec<_>, _>(|place| has_score[*place]);
    let actors = |places: Vec<usize>| places.into_iter().map(|place| all[place]).collect();
    (actors(scored), actors(alone))
}

/// The actors who share the most targets with others, by id, and the number left out.
fn choice(matrix: &AlignmentMatrix, all: &[ActorIx], most: usize) -> (Vec<ActorIx>, usize) {
    if all.len() <= most {
        return (all.to_vec(), 0);
    }
    let mut met = vec![0_usize; all.len()];
    for (a, b) in pairs(all.len()) {
        let shared = matrix.pairing(all[a], all[b]).map_or(0, |pair| pair.tally.shared);
        met[a] += shared;
        met[b] += shared;
    }
    let mut places = (0..all.len()).collect::<Vec<_>>();
    places.sort_by_key(|place| (Reverse(met[*place]), *place));
    places.truncate(most);
    places.sort_unstable();
    (places.into_iter().map(|place| all[place]).collect(), all.len() - most)
}
