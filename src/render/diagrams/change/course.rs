//! What became of positions between two days.

use std::collections::BTreeMap;

use crate::graph::{ActorIx, Node, Side, StanceRef, Standing, View};
use crate::render::diagrams::stances::strand::Strand;
use crate::render::drawing::evidence::{Addressees, short, tooltip};
use crate::render::theme::Mark;

/// What became of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    New,
    Turned { from: Side },
    Gone,
    Same,
}

/// The position of an actor on a target on both days.
pub(super) struct Course<'s> {
    pub(super) fate: Fate,
    pub(super) strand: Strand<'s>,
    pub(super) about: String,
    /// The stances that decided the position on the first day, if it has turned since.
    pub(super) before: Vec<StanceRef<'s>>,
}

impl Fate {
    /// Whether another fate is of the same kind, whatever the side before.
    pub(super) fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

impl Course<'_> {
    /// What became of it; for a position that turned, with the evidence of what it was.
    pub(super) fn told(&self) -> String {
        match self.before.as_slice() {
            [] => self.about.clone(),
            before => format!("{}\n\nBefore:\n{}", self.about, tooltip(before)),
        }
    }

    /// The actor and the target.
    pub(super) fn pair(&self) -> (ActorIx, Node) {
        (self.strand.standing.actor_ix(), self.strand.standing.target_node())
    }
}

/// Every position of either day that the filter selects on one of the days.
pub(super) fn courses<'s, 'g>(
    before: Option<&'s View<'g>>,
    after: &'s View<'g>,
) -> Vec<Course<'s>> {
    let mut both = BTreeMap::<(ActorIx, Node), [Option<Standing>; 2]>::new();
    let views = [before, Some(after)];
    for (day, view) in views.into_iter().enumerate() {
        let standings = view.into_iter().flat_map(|view| view.standings_of_any_position().iter());
        for standing in standings {
            let pair = (standing.actor_ix(), standing.target_node());
            both.entry(pair).or_default()[day] = Some(standing);
        }
    }
    both.retain(|_, of_days| {
        let mut of_days = of_days.iter().zip(views);
        of_days.any(|(standing, view)| {
            standing.zip(view).is_some_and(|(standing, view)| view.asks_for(standing))
        })
    });
    both.into_values().filter_map(course).collect()
}

fn course([before, after]: [Option<Standing<'_>>; 2]) -> Option<Course<'_>> {
    let fate = match (before, after) {
        (None, None) => return None,
        (None, Some(_)) => Fate::New,
        (Some(_), None) => Fate::Gone,
        (Some(before), Some(after)) if before.side() == after.side() => Fate::Same,
        (Some(before), Some(_)) => Fate::Turned { from: before.side() },
    };
    let standing = after.or(before)?;
    let stances = standing.deciding().collect::<Vec<_>>();
    let turned_from = before.filter(|_| matches!(fate, Fate::Turned { .. }));
    let before = turned_from.into_iter().flat_map(Standing::deciding).collect();
    let (side, text) = (standing.side(), label(fate, standing.side(), &words(standing)));
    let toward = Addressees::of(&stances).map(|all| format!(", toward {}", all.names(usize::MAX)));
    let about = about(fate, standing) + &toward.unwrap_or_default();
    let (is_bundle, is_past) = (false, fate == Fate::Gone);
    let strand = Strand { standing, side, text, stances, times: 1, is_bundle, is_past };
    Some(Course { fate, strand, about, before })
}

/// The labels that decide a position: `praises / criticises`.
fn words(standing: Standing) -> String {
    let mut words = standing.deciding().map(StanceRef::label).collect::<Vec<_>>();
    words.sort_unstable();
    words.dedup();
    let more = words.len().saturating_sub(2);
    let shown = words.iter().take(2).map(|word| short(word)).collect::<Vec<_>>().join(" / ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

/// `+ opposes`, `− opposes`, `→▼ opposes` after the glyph of the side before.
fn label(fate: Fate, side: Side, word: &str) -> String {
    match fate {
        Fate::New => format!("+ {word}"),
        Fate::Gone => format!("− {word}"),
        Fate::Turned { .. } => format!("→ {} {word}", Mark::of(side).glyph),
        Fate::Same => word.to_owned(),
    }
}

/// What became of a position, in words.
fn about(fate: Fate, standing: Standing) -> String {
    let (actor, target) = (short(standing.actor().title()), short(standing.target().title()));
    let side = standing.side();
    match fate {
        Fate::New => format!("{actor}: new, {side} on {target}"),
        Fate::Gone => format!("{actor}: gone, was {side} on {target}"),
        Fate::Turned { from } => format!("{actor}: turned from {from} to {side} on {target}"),
        Fate::Same => format!("{actor}: unchanged, {side} on {target}"),
    }
}

/// `2 new, 1 turned, 0 gone, 5 unchanged`.
pub(super) fn counts(courses: &[Course]) -> String {
    let count = |is: fn(Fate) -> bool| courses.iter().filter(|course| is(course.fate)).count();
    format!(
        "{} new, {} turned, {} gone, {} unchanged",
        count(|fate| fate == Fate::New),
        count(|fate| matches!(fate, Fate::Turned { .. })),
        count(|fate| fate == Fate::Gone),
        count(|fate| fate == Fate::Same)
    )
}
