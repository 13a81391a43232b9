//! Groups the stances of an actor on a target into lines.

use crate::graph::{Counts, Side, StanceRef, Standing, View};
use crate::model::Position;
use crate::render::drawing::evidence::{Addressees, days};
use crate::render::drawing::words::Words;
use crate::render::shown::Shown;

/// The most lines between an actor and a target; more become one line.
const MOST_LINES: usize = 3;
/// With more lines in a picture, each pair has only one.
const MOST_SINGLE: usize = 150;

/// A line of a picture, with the stances that it stands for.
#[derive(Clone, Debug)]
pub struct Strand<'s> {
    pub(crate) standing: Standing<'s>,
    pub(crate) side: Side,
    pub(crate) text: String,
    /// How often it was said, if that stands beside its label.
    pub(crate) times: usize,
    pub(crate) stances: Vec<StanceRef<'s>>,
    /// Whether it stands for several labels.
    pub(crate) is_bundle: bool,
    /// Whether it is no longer in force.
    pub(crate) is_past: bool,
}

impl Strand<'_> {
    /// The texts below its label: the addressees, and the date of a past line.
    pub(crate) fn tags(&self) -> Vec<String> {
        let toward = Addressees::of(&self.stances).map(|all| Words::tag_of(&all));
        let when = self.is_past.then(|| days(&self.stances));
        toward.into_iter().chain(when).collect()
    }
}

/// The lines of what is shown, past lines first, by actor and target: up to three for a pair, or one if there are
/// more, or if the picture has very many.
pub fn strands<'s>(shown: &'s Shown) -> Vec<Strand<'s>> {
    let past = shown
        .past()
        .into_iter()
        .flat_map(|past| past.standings().iter())
        .map(|standing| (standing, true));
    let now = shown.now.standings().iter().map(|standing| (standing, false));
    lines(&past.chain(now).collect::<Vec<_>>())
}

/// The number of lines for what is in force in a view.
pub fn count(view: &View) -> usize {
    let now = view.standings().iter().map(|standing| (standing, false));
    lines(&now.collect::<Vec<_>>()).len()
}

/// The lines of standings, each marked as past or not.
fn lines<'s>(standings: &[(Standing<'s>, bool)]) -> Vec<Strand<'s>> {
    let fans = |most| {
        let fan = move |(standing, is_past): &(Standing<'s>, bool)| fan(*standing, *is_past, most);
        standings.iter().flat_map(fan)
    };
    let single = fans(MOST_LINES).take(MOST_SINGLE + 1).collect::<Vec<_>>();
    if single.len() <= MOST_SINGLE {
        return single;
    }
    fans(1).collect()
}

/// One line for each label and addressee, or one for all if there are more than `most`.
fn fan(standing: Standing<'_>, is_past: bool, most: usize) -> Vec<Strand<'_>> {
    let mut fan = Vec::<Strand>::new();
    for stance in standing.stances() {
        let (label, side) = (stance.label(), Side::from(stance.position()));
        let toward = stance.toward();
        let is_same = |strand: &&mut Strand| {
            strand.text == label && strand.side == side && strand.stances[0].toward() == toward
        };
        let same = fan.iter_mut().find(is_same);
        match same {
            Some(strand) => {
                strand.stances.push(stance);
                strand.times += 1;
            }
            None => fan.push(Strand {
                standing,
                side,
                text: label.to_owned(),
                times: 1,
                stances: vec![stance],
                is_bundle: false,
                is_past,
            }),
        }
        if fan.len() > most {
            return vec![bundle(standing, is_past)];
        }
    }
    fan
}

fn bundle(standing: Standing<'_>, is_past: bool) -> Strand<'_> {
    let stances = standing.stances().collect::<Vec<_>>();
    let said = |stance: &StanceRef| (stance.label().to_owned(), stance.position());
    let first = said(&stances[0]);
    // They differ only in their addressees, which stand below the label.
    let text = match stances.iter().all(|stance| said(stance) == first) {
        true => first.0,
        false => summary(standing.counts()),
    };
    Strand { standing, side: standing.side(), text, times: 1, stances, is_bundle: true, is_past }
}

/// `5 stances: 3 ▲ 2 ▼`.
fn summary(counts: Counts) -> String {
    let parts = [
        (counts.support, Position::Support),
        (counts.oppose, Position::Oppose),
        (counts.neutral, Position::Neutral),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, position)| {
        format!(" {count} {}", crate::render::theme::Mark::of(position.into()).glyph)
    });
    format!("{} stances:{}", counts.total(), parts.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stance;
    use crate::{StanceGraph, Undeclared};

    fn lines(labels: &[&str]) -> Vec<(String, Side, usize)> {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for label in labels {
            builder.stance(&Stance::on_issue("Ann", *label, "tunnel").unwrap());
        }
        let graph = builder.build().unwrap();
        let shown = Shown::of(&graph.view(), &crate::render::Picture::default());
        let lines = strands(&shown).into_iter();
        lines.map(|strand| (strand.text, strand.side, strand.stances.len())).collect()
    }

    #[test]
    fn the_same_label_twice_is_one_line() {
        let found = lines(&["supports", "supports", "opposes"]);
        let wanted = [("opposes".into(), Side::Oppose, 1), ("supports".into(), Side::Support, 2)];
        assert_eq!(found.len(), 2);
        assert!(wanted.iter().all(|line| found.contains(line)), "{found:?}");
    }

    #[test]
    fn more_than_three_labels_are_one_line() {
        let found = lines(&["supports", "opposes", "backs", "condemns", "supports"]);
        assert_eq!(found, [("5 stances: 3 ▲ 2 ▼".into(), Side::Mixed, 5)]);
    }
}
