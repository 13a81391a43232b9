//! What pictures say of the blocs that they show.

use crate::bloc::{BestCount, Blocs};
use crate::graph::{ActorIx, StanceGraph, View};
use crate::render::drawing::caption::plural;
use crate::render::drawing::evidence::short;

/// The most names that a note has.
const MOST_NAMED: usize = 8;

/// Who has ties and no bloc, and why.
pub(super) fn unplaced(blocs: &Blocs) -> Option<String> {
    if !blocs.is_decided() {
        let why = "no blocs: it takes longer than a picture may to prove which are best; the verb blocs looks longer";
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

/// Who opposes a member of its own bloc.
pub(super) fn opposed(blocs: &Blocs, view: &View) -> Option<String> {
    let all = if blocs.is_decided() { blocs.oppositions(view) } else { Vec::new() };
    let title = |actor: ActorIx| short(view.graph().actor_at(actor).title());
    let told = all.iter().take(MOST_NAMED);
    let told =
        told.map(|one| format!("{} opposes {}", title(one.standing.actor_ix()), title(one.target)));
    let told = told.collect::<Vec<_>>().join(", ");
    let more = all.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" and {}", plural(more, "more pair")) } else { String::new() };
    (!all.is_empty()).then(|| format!("in one bloc, although {told}{more}"))
}

/// `A, B and 3 more`.
pub(super) fn names(graph: &StanceGraph, actors: &[ActorIx]) -> String {
    let shown = actors.iter().take(MOST_NAMED).map(|actor| short(graph.actor_at(*actor).title()));
    let shown = shown.collect::<Vec<_>>().join(", ");
    match actors.len().saturating_sub(MOST_NAMED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
