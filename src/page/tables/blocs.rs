//! The tables of blocs.

use super::super::answer::{Cell, Table, plural};
use super::{fill, thin_note};
use crate::bloc::{BestCount, Blocs, Grouping, SWING_REACH, TiedBy};
use crate::error::Error;
use crate::graph::{ActorIx, Side, View};

/// The most rows of misfits.
const MOST_UNFIT: usize = 50;

/// The tables of the blocs: who is in which, who is in none, what does not fit, and who could change sides.
pub fn blocs(view: &View, grouping: &Grouping) -> Result<Vec<Table>, Error> {
    let blocs = grouping.blocs(view)?;
    if !blocs.is_decided() {
        return Ok(vec![undecided(&blocs)]);
    }
    let others = [
        unplaced(view, &blocs),
        oppositions(view, &blocs),
        misfits(view, &blocs),
        swings(view, &blocs),
    ];
    Ok(std::iter::once(members(view, &blocs, &grouping.tied_by))
        .chain(others.into_iter().flatten())
        .collect())
}

/// The table that says that blocs are not decided.
fn undecided(blocs: &Blocs) -> Table {
    let mut table = Table::new("No blocs: proving which are best would take too long", &[]);
    let (actors, ties) = (blocs.ties().nodes().len(), blocs.ties().signed().ties().len());
    let [actors, ties] = [plural(actors, "actor"), plural(ties, "tie")];
    table.notes = vec![format!("{actors}, {ties}: stancegraph blocs searches longer")];
    table
}

fn members(view: &View, blocs: &Blocs, tied_by: &TiedBy) -> Table {
    let title = match blocs.members().len() {
        0 if blocs.unplaced().is_empty() => {
            "No blocs: no two actors clearly agree or disagree".to_owned()
        }
        0 => "No blocs: equally good partitions have none in common".to_owned(),
        count => format!("{}: those who agree, with the fewest exceptions", plural(count, "bloc")),
    };
    let mut table = Table::new(title, &["bloc", "#actors", "members"]);
    let nodes = blocs.ties().nodes();
    let rows = blocs.members().iter().zip(1..).map(|(members, number)| {
        let names = members.iter().map(|node| name(view, nodes[*node]));
        let ties = blocs.ties().signed().ties().iter().enumerate();
        let within = ties.filter(|(_, tie)| members.contains(&tie.u) && members.contains(&tie.v));
        let mut behind = within.flat_map(|(tie, _)| blocs.ties().behind(tie)).collect::<Vec<_>>();
        behind.sort_by_key(|stance| stance.index());
        behind.dedup_by_key(|stance| stance.index());
        vec![
            Cell::text(format!("Bloc {number}")),
            Cell::text(members.len().to_string()).behind(behind),
            Cell::text(names.collect::<Vec<_>>().join(", ")),
        ]
    });
    table.rows = rows.collect();
    table.notes = notes(view, blocs, tied_by);
    table
}

fn notes(view: &View, blocs: &Blocs, tied_by: &TiedBy) -> Vec<String> {
    let tied = match (tied_by, blocs.ties().threshold()) {
        (TiedBy::Alignment { comparison, .. }, Some(threshold)) => format!(
            "two actors are for one another where their {} is above {threshold}, against below",
            comparison.measure
        ),
        _ => "two actors are for or against one another by what one said of the other".into(),
    };
    let value = blocs.partition().value;
    let best = match blocs.best() {
        BestCount::Exactly(1) => "one partition is the best".to_owned(),
        BestCount::Exactly(count) => format!("{count} partitions are equally good"),
        BestCount::AtLeast(count) => format!("at least {count} partitions are equally good"),
        BestCount::Unknown => "not proved".into(),
    };
    let mut notes = vec![tied, format!("disagreement {value}, proven minimal; {best}")];
    let open = blocs.open_disagreement();
    if open > 0.0 {
        notes.push(format!("{open} of it is on ties of unplaced actors"));
    }
    notes.extend(thin_note(blocs.ties().single(), blocs.ties().signed().ties().len(), "tie"));
    let alone = blocs.ties().isolates().iter().map(|actor| name(view, *actor)).collect::<Vec<_>>();
    if !alone.is_empty() {
        notes.push(format!("in no bloc, without a tie: {}", alone.join(", ")));
    }
    notes
}

fn unplaced(view: &View, blocs: &Blocs) -> Option<Table> {
    let nodes = blocs.ties().nodes();
    let title = "Unplaced: equally good partitions place them differently";
    let mut table = Table::new(title, &["actor", "always with"]);
    let rows = blocs.unplaced().iter().flat_map(|group| {
        group.iter().map(move |node| {
            let others = group
                .iter()
                .filter(|other| *other != node)
                .map(|other| name(view, nodes[*other]))
                .collect::<Vec<_>>();
            vec![Cell::text(name(view, nodes[*node])), Cell::text(others.join(", "))]
        })
    });
    table.rows = rows.collect();
    (!table.rows.is_empty()).then_some(table)
}

fn oppositions(view: &View, blocs: &Blocs) -> Option<Table> {
    let title = "In one bloc, although one opposes the other";
    let mut table = Table::new(title, &["actor", "opposes", "bloc"]);
    let rows = blocs.oppositions(view).into_iter().map(|one| {
        let side = one.standing.side();
        let target = Cell { side: Some(side), ..Cell::text(name(view, one.target)) };
        vec![
            Cell::text(name(view, one.standing.actor_ix())),
            target.behind(one.standing.deciding()),
            Cell::text(format!("Bloc {}", one.bloc + 1)),
        ]
    });
    table.rows = rows.collect();
    (!table.rows.is_empty()).then_some(table)
}

fn misfits(view: &View, blocs: &Blocs) -> Option<Table> {
    let misfits = blocs.misfits();
    let title = format!("What does not fit: {}", plural(misfits.len(), "pair"));
    let mut table = Table::new(title, &["first", "second", "why"]);
    let rows = misfits.iter().take(MOST_UNFIT).map(|misfit| {
        let [a, b] = [misfit.pair.0, misfit.pair.1].map(|actor| view.graph().actor(actor));
        let (why, side) = match misfit.together {
            true => ("in one bloc, and disagree", Side::Oppose),
            false => ("in two blocs, and agree", Side::Support),
        };
        let why = Cell { side: Some(side), ..Cell::text(why) };
        vec![
            Cell::text(a.title()),
            Cell::text(b.title()),
            why.of_pair(a.id.as_str(), b.id.as_str()),
        ]
    });
    fill(&mut table, rows.collect::<Vec<_>>().into_iter());
    if misfits.len() > MOST_UNFIT {
        table.notes.push(format!("and {}", plural(misfits.len() - MOST_UNFIT, "more pair")));
    }
    (!misfits.is_empty()).then_some(table)
}

fn swings(view: &View, blocs: &Blocs) -> Option<Table> {
    let mut swings = blocs.swings();
    swings.retain(|swing| swing.is_within(SWING_REACH));
    let nodes = blocs.ties().nodes();
    let mut table = Table::new(
        "Swing actors: a third or more of their ties pull them elsewhere; the cheapest move first",
        &["actor", "from", "to", "#more that does not fit"],
    );
    let bloc = |bloc: Option<usize>| {
        Cell::text(match bloc {
            None => "one of its own".into(),
            Some(bloc) if bloc >= blocs.members().len() => "the unplaced".into(),
            Some(bloc) => format!("Bloc {}", bloc + 1),
        })
    };
    let rows = swings.iter().take(MOST_UNFIT).map(|swing| {
        vec![
            Cell::text(name(view, nodes[swing.node])),
            bloc(blocs.bloc(swing.node)),
            bloc(swing.to),
            Cell::text(swing.cost.to_string()),
        ]
    });
    table.rows = rows.collect();
    (!swings.is_empty()).then_some(table)
}

fn name<'g>(view: &View<'g>, actor: ActorIx) -> &'g str {
    view.graph().actor(actor).title()
}
