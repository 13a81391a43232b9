//! What pictures say about the blocs that they show.

use crate::bloc::{BestCount, Blocs, Opposition};
use crate::graph::{ActorIx, StanceGraph, View};
use crate::render::drawing::caption::plural;
use crate::render::drawing::evidence::{listed, short};

/// The most names in a note.
const MOST_NAMED: usize = 8;

/// The actors with ties but no bloc, and why.
pub(super) fn unplaced(blocs: &Blocs) -> Option<String> {
    if !blocs.is_decided() {
        let why = "no blocs: proving which are best would take too long; stancegraph blocs searches longer";
        return Some(why.into());
    }
    let nodes = blocs.unplaced().concat();
    let actors = nodes.iter().map(|node| blocs.ties().nodes()[*node]).collect::<Vec<_>>();
    let count = match blocs.best() {
        BestCount::Exactly(count) => count.to_string(),
        BestCount::AtLeast(count) => format!("at least {count}"),
        BestCount::Unknown => return None,
    };
    let names = names(blocs.ties().graph(), &actors);
    (!actors.is_empty())
        .then(|| format!("unplaced, as {count} partitions are equally good: {names}"))
}

/// The actors who oppose a member of their own bloc.
pub(super) fn opposed(blocs: &Blocs, view: &View) -> Option<String> {
    let all = oppositions(blocs, view);
    (!all.is_empty()).then(|| format!("in one bloc, although {}", told(&all, view)))
}

/// The members who stand outside the panel of their bloc, or why it has no panel: one member opposes another.
pub(super) fn outside(blocs: &Blocs, view: &View, panels: &[Vec<usize>]) -> Vec<String> {
    let graph = view.graph();
    let all = oppositions(blocs, view);
    let notes = all.chunk_by(|a, b| a.bloc == b.bloc).map(|pairs| {
        let named = |nodes: &[usize]| {
            let actors = nodes.iter().map(|node| blocs.ties().nodes()[*node]).collect::<Vec<_>>();
            names(graph, &actors)
        };
        let (members, panel) = (&blocs.members()[pairs[0].bloc], &panels[pairs[0].bloc]);
        let outside = members.iter().filter(|node| !panel.contains(node)).copied();
        let (bloc, why) = (named(members), told(pairs, view));
        match panel.is_empty() {
            true => format!("{bloc} are one bloc, without a panel since {why}"),
            false => {
                let outside = outside.collect::<Vec<_>>();
                let verb = if outside.len() == 1 { "stands" } else { "stand" };
                let outside = named(&outside);
                format!("bloc of {bloc}; {outside} {verb} outside its panel since {why}")
            }
        }
    });
    notes.collect()
}

/// The oppositions within blocs that are decided.
pub(super) fn oppositions<'v>(blocs: &Blocs, view: &'v View) -> Vec<Opposition<'v>> {
    if blocs.is_decided() { blocs.oppositions(view) } else { Vec::new() }
}

/// `a opposes b, c opposes d and 3 more pairs`.
pub(super) fn told(all: &[Opposition], view: &View) -> String {
    let title = |actor: ActorIx| short(view.graph().actor(actor).title());
    let told = all
        .iter()
        .take(MOST_NAMED)
        .map(|one| format!("{} opposes {}", title(one.standing.actor_ix()), title(one.target)))
        .collect::<Vec<_>>()
        .join(", ");
    let more = all.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" and {}", plural(more, "more pair")) } else { String::new() };
    format!("{told}{more}")
}

/// `A, B and 3 more`.
pub(super) fn names(graph: &StanceGraph, actors: &[ActorIx]) -> String {
    listed(actors.iter().map(|actor| short(graph.actor(*actor).title())), MOST_NAMED)
}
