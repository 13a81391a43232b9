//! Issues that divide the actors, and pairs of issues that divide them in the same way.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::unwritten::Unwritten;
use super::words::left_out;
use super::{
    Answer, Column, Note, Row, Said, Stances, Suggestion, Table, TargetName, Value, plural,
};
use crate::graph::{Node, Side, StanceRef, Standing, Standings, View};
use crate::measure::{Camps, Direction, Division, Parallel, group::parallels};
use crate::model::Date;

/// The targets that divide the actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Issues<'g> {
    /// The number of actors with a standing on any of the targets.
    pub actors: usize,
    /// The targets, the most contested first, then those with the most actors for or against.
    pub issues: Vec<Contest<'g>>,
    /// The number of targets that are not listed.
    pub omitted: usize,
    /// The minimum number of actors in common; pairs with fewer are left out.
    pub min_shared: u32,
    /// Pairs of targets that divide the actors in the same way, or with the sides exchanged: the most surely
    /// similar first, so that 1 over three actors comes after 0.9 over fifty.
    pub pairs: Vec<IssuePair<'g>>,
    /// The number of pairs that are not listed.
    pub omitted_pairs: usize,
    /// The number of pairs with fewer actors in common than `min_shared`.
    pub thin: usize,
    /// The number of pairs that cannot be compared, because one of the two does not divide the common actors.
    pub undivided: usize,
    /// Whether no pair was compared, because it would take too long.
    pub too_much: bool,
    /// Whether the table of pairs comes first; JSON leaves this out.
    #[serde(skip)]
    pub pairs_first: bool,
}

/// A target, and how it divides the actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Contest<'g> {
    /// The issue or the actor.
    pub target: TargetName<'g>,
    /// The number of actors on each side.
    pub camps: Camps,
    /// The number of actors without a standing on the target.
    pub unknown: usize,
    /// How contested the target is: 1 if both camps have the same size, 0 if there is only one; absent if both are
    /// empty.
    pub contested: Option<f64>,
    /// The first and the last date of the stances on the target.
    pub period: Option<[Date; 2]>,
    /// The ids of the stances on the target.
    pub stances: Stances<'g>,
    /// The standings of the actors on the target.
    #[serde(skip)]
    division: Unwritten<Option<Arc<Division<'g>>>>,
}

/// Two targets, and the similarity of how they divide the actors who support or oppose both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct IssuePair<'g> {
    /// The first target.
    pub a: TargetName<'g>,
    /// The second target.
    pub b: TargetName<'g>,
    /// The phi coefficient, from -1 (the sides exchanged) to 1 (the same sides).
    pub phi: f64,
    /// Whether both divide the actors in the same way, or with the sides exchanged.
    pub direction: Direction,
    /// The number of actors who support or oppose both.
    pub shared: u32,
    /// The number of these actors who are on the same side of both.
    pub same: u32,
    /// The ids of the stances that decide the standings of the shared actors.
    pub stances: Stances<'g>,
}

/// The settings: what to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Settings {
    /// The number of targets to list; absent for all.
    pub top: Option<usize>,
    /// The number of pairs to list.
    pub top_pairs: usize,
    /// The minimum number of actors who support or oppose both; pairs with fewer are left out.
    pub min_shared: u32,
    /// Whether the table of pairs comes first.
    pub pairs_first: bool,
}

setters! {
    Settings {
        with_top(top: ?usize);
        with_top_pairs(top_pairs: usize);
        with_min_shared(min_shared: u32);
        with_pairs_first(pairs_first: bool);
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { top: None, top_pairs: 1000, min_shared: 3, pairs_first: false }
    }
}

impl<'g> Issues<'g> {
    /// Finds the targets that divide the actors of a view.
    #[must_use]
    pub fn of(view: &'g View<'g>, settings: &Settings) -> Self {
        let divisions = view.divisions();
        let found = parallels(&divisions, settings.min_shared, settings.top_pairs);
        let standings = view.standings();
        Self {
            min_shared: settings.min_shared,
            pairs: found.pairs.into_iter().map(|pair| IssuePair::of(pair, standings)).collect(),
            omitted_pairs: found.omitted,
            thin: found.thin,
            undivided: found.undivided,
            too_much: found.is_too_much,
            pairs_first: settings.pairs_first,
            ..Self::contested(view, divisions, settings.top)
        }
    }

    /// The targets alone, at most `top`: pairs, of which there may be very many, are not compared.
    #[must_use]
    pub fn without_pairs(view: &'g View<'g>, top: Option<usize>) -> Self {
        Self::contested(view, view.divisions(), top)
    }

    fn contested(view: &View<'g>, divisions: Vec<Division<'g>>, top: Option<usize>) -> Self {
        let actors = view.standings().actors().count();
        let top = top.unwrap_or(usize::MAX);
        Self {
            actors,
            omitted: divisions.len().saturating_sub(top),
            issues: divisions.into_iter().take(top).map(|it| Contest::of(it, actors)).collect(),
            min_shared: 0,
            pairs: Vec::new(),
            omitted_pairs: 0,
            thin: 0,
            undivided: 0,
            too_much: false,
            pairs_first: false,
        }
    }

    pub(crate) fn issues_table(&self) -> Table<'_> {
        let (count, actors) = (self.issues.len() + self.omitted, self.actors);
        let order = if count > 1 { ", the most contested first" } else { "" };
        let numbers = ["support", "oppose", "neutral", "mixed", "unknown", "contested"];
        let mut columns = vec![Column::target("target")];
        columns.extend(numbers.map(Column::number));
        columns.extend([Column::date("first"), Column::date("last"), Column::stances("stances")]);
        Table {
            title: format!("{}, {}{order}", plural(count, "target"), plural(actors, "actor")),
            columns,
            rows: self.issues.iter().map(Contest::row).collect(),
            notes: Vec::from_iter(left_out(self.omitted, "target")),
        }
    }

    fn pairs_table(&self) -> Table<'_> {
        let pairs = plural(self.pairs.len() + self.omitted_pairs, "pair");
        let columns = vec![
            Column::target("target"),
            Column::target("other").headed("and"),
            Column::number("phi"),
            Column::text("direction"),
            Column::number("shared"),
            Column::number("same-side"),
        ];
        Table {
            title: format!("Divided the same way, or reversed: {pairs}"),
            columns,
            rows: self.pairs.iter().map(IssuePair::row).collect(),
            notes: self.pairs_notes(),
        }
    }

    fn pairs_notes(&self) -> Vec<Note> {
        let mut notes = Vec::from_iter(left_out(self.omitted_pairs, "pair"));
        if self.too_much {
            notes.push(
                Note::say("too many to compare; ")
                    .and_ask(Suggestion::Issues)
                    .and_say(" and ")
                    .and_ask(Suggestion::Actors)
                    .and_say(" ask for fewer"),
            );
        }
        if self.thin > 0 {
            let thin = plural(self.thin, "pair");
            let least = self.min_shared;
            notes.push(format!("{thin} with fewer than {least} actors in common left out").into());
        }
        if self.undivided > 0 {
            let pairs = plural(self.undivided, "pair");
            let note = format!("{pairs} left out: one of the two does not divide their actors");
            notes.push(note.into());
        }
        notes
    }
}

impl<'g> Contest<'g> {
    fn of(division: Division<'g>, actors: usize) -> Self {
        let division = Arc::new(division);
        let graph = division.standings()[0].graph();
        Self {
            target: division.target().into(),
            camps: division.camps(),
            unknown: actors - division.standings().len(),
            contested: division.contested(),
            period: division.period(),
            division: Unwritten(Some(division.clone())),
            stances: Stances::marked(graph, move || {
                let said = division.standings().iter().flat_map(|standing| standing.said());
                said.map(Said::from).collect()
            }),
        }
    }

    /// The number of actors on one side, which leads to the stances that decide their standings.
    fn on_side(&self, side: Side) -> Value<'_> {
        let count = self.camps.on(side);
        let Some(division) = self.division.0.as_ref().filter(|_| count > 0) else {
            return count.into();
        };
        let standings = division.standings().iter().filter(|standing| standing.side() == side);
        let names = standings.map(|standing| standing.actor().title()).collect::<Vec<_>>();
        let about = format!("{}, {side}: {}", plural(names.len(), "actor"), names.join(", "));
        let graph = division.standings()[0].graph();
        let division = division.clone();
        let stances = Stances::new(graph, move || {
            let on_it = division.standings().iter().filter(|standing| standing.side() == side);
            on_it.flat_map(|standing| standing.deciding()).collect()
        });
        Value::from(count).on(stances, about)
    }

    fn row(&self) -> Row<'_> {
        let mut values = vec![(&self.target).into()];
        values.extend(Side::ALL.map(|side| self.on_side(side)));
        values.extend([self.unknown.into(), Value::score(self.contested)]);
        values.extend([0, 1].map(|end| Value::maybe(self.period.map(|period| period[end]))));
        values.push((&self.stances).into());
        Row { values, about: self.target.name.to_string(), stances: self.stances.clone() }
    }
}

impl<'g> IssuePair<'g> {
    fn of(pair: Parallel, standings: Standings<'g>) -> Self {
        let graph = standings.graph();
        Self {
            a: graph.target_of(pair.a).into(),
            b: graph.target_of(pair.b).into(),
            phi: pair.phi,
            direction: pair.direction(),
            shared: pair.shared(),
            same: pair.same(),
            stances: Stances::new(graph, move || shared_stances(pair, standings)),
        }
    }

    fn row(&self) -> Row<'_> {
        let values = vec![
            (&self.a).into(),
            (&self.b).into(),
            Value::Score(self.phi),
            self.direction.as_str().into(),
            self.shared.into(),
            self.same.into(),
        ];
        let about = format!("{} and {}: {}", self.a.name, self.b.name, self.direction.as_str());
        Row { values, about, stances: self.stances.clone() }
    }
}

/// The stances that decide the sides of the common actors on both targets of a pair.
fn shared_stances(pair: Parallel, standings: Standings<'_>) -> Vec<StanceRef<'_>> {
    let decided = |actor, node: Node| {
        standings.find(actor, node).filter(|standing| standing.side().is_decided())
    };
    let both = |actor| Some([decided(actor, pair.a)?, decided(actor, pair.b)?]);
    let pairs = standings.actors().filter_map(both);
    pairs.flatten().flat_map(Standing::deciding).collect()
}

impl Answer for Issues<'_> {
    const VERB: &'static str = "issues";

    fn tables(&self) -> Vec<Table<'_>> {
        let mut tables = vec![self.issues_table(), self.pairs_table()];
        if self.pairs_first {
            tables.reverse();
        }
        tables
    }
}
