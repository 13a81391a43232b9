//! Which camps there are.

use super::super::answer::{Cell, Table, plural};
use super::fill;
use crate::bloc::{BlocCount, Blocs, TieRule};
use crate::error::Error;
use crate::graph::{ActorIx, Side, View};
use crate::measure::Measure;

/// The most rows of what does not fit.
const MOST_UNFIT: usize = 50;

/// The tables of the blocs: who is in which, what does not fit, who might as well be elsewhere.
pub(in crate::page) fn blocs(view: &View) -> Result<Vec<Table>, Error> {
    let ties = view.alignment_graph(Measure::Agreement, TieRule::default())?;
    let blocs = ties.quick_blocs(BlocCount::Two, 0);
    let tables = [members(view, &blocs), misfits(view, &blocs), swings(view, &blocs)];
    Ok(tables.into_iter().flatten().collect())
}

fn members(view: &View, blocs: &Blocs) -> Option<Table> {
    let title = match blocs.members().len() {
        0 => "No blocs: no two actors clearly agree or disagree".to_owned(),
        count => format!("{}: those who agree, with the fewest exceptions", plural(count, "bloc")),
    };
    let mut table = Table::new(title, &["bloc", "#actors", "members"]);
    let nodes = blocs.ties().nodes();
    let rows = blocs.members().iter().zip(1..).map(|(members, number)| {
        let names = members.iter().map(|node| name(view, nodes[*node]));
        let ties = blocs.ties().signed().ties().iter().enumerate();
        let within = ties.filter(|(_, tie)| members.contains(&tie.u) && members.contains(&tie.v));
        let behind = within.flat_map(|(tie, _)| blocs.ties().behind(tie));
        let mut behind = behind.collect::<Vec<_>>();
        behind.sort_by_key(|stance| stance.index());
        behind.dedup_by_key(|stance| stance.index());
        vec![
            Cell::text(format!("Bloc {number}")),
            Cell::text(members.len().to_string()).behind(behind),
            Cell::text(names.collect::<Vec<_>>().join(", ")),
        ]
    });
    table.rows = rows.collect();
    table.notes = notes(view, blocs);
    Some(table)
}

fn notes(view: &View, blocs: &Blocs) -> Vec<String> {
    let partition = blocs.partition();
    let proof = match partition.proved {
        true => "no other two camps have fewer: that is proved".to_owned(),
        false => format!("at least {} in any two camps", partition.lower_bound),
    };
    let misfits = plural(blocs.misfits().len(), "pair");
    let mut notes = vec![
        "two actors are for one another where they agree on more than half of what they share"
            .into(),
        format!("{misfits} do not fit; {proof}"),
    ];
    let alone = blocs.ties().isolates().iter().map(|actor| name(view, *actor)).collect::<Vec<_>>();
    if !alone.is_empty() {
        notes.push(format!("in no bloc, for nothing ties them: {}", alone.join(", ")));
    }
    notes
}

fn misfits(view: &View, blocs: &Blocs) -> Option<Table> {
    let misfits = blocs.misfits();
    let title = format!("What does not fit: {}", plural(misfits.len(), "pair"));
    let mut table = Table::new(title, &["first", "second", "why"]);
    let rows = misfits.iter().take(MOST_UNFIT).map(|misfit| {
        let [a, b] = [misfit.pair.0, misfit.pair.1].map(|actor| view.graph().actor_at(actor));
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
    let swings = blocs.swings();
    let nodes = blocs.ties().nodes();
    let mut table = Table::new(
        "Who might change sides: the cheapest move first",
        &["actor", "from", "to", "#more that does not fit"],
    );
    let bloc = |bloc: Option<usize>| {
        Cell::text(
            bloc.map_or_else(|| "one of its own".into(), |bloc| format!("Bloc {}", bloc + 1)),
        )
    };
    let rows = swings.iter().take(MOST_UNFIT).map(|swing| {
        vec![
            Cell::text(name(view, nodes[swing.node])),
            bloc(Some(blocs.bloc(swing.node))),
            bloc(swing.to),
            Cell::text(swing.cost.to_string()),
        ]
    });
    table.rows = rows.collect();
    (!swings.is_empty()).then_some(table)
}

fn name<'g>(view: &View<'g>, actor: ActorIx) -> &'g str {
    view.graph().actor_at(actor).title()
}
