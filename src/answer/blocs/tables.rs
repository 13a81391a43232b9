//! The tables of the answer on blocs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bloc, Blocs, LeftOut, Misfit, OnTarget, Opposition, Stability, Swing};
use crate::answer::ties::isolates;
use crate::answer::words::number;
use crate::answer::{Column, Note, Row, Stances, Suggestion, Table, TargetName, Value, plural};
use crate::bloc::Threshold;
use crate::graph::Side;
use crate::measure::Measure;

/// The maximum number of blocs with a row.
const MOST_BLOCS: usize = 30;

/// The maximum number of rows for sources, coders and issues that were left out.
pub const MOST_LEFT_OUT: usize = 10;

/// The share of ties for from which on hardly anything divides the actors.
const NEARLY_ALL: f64 = 0.9;

impl Blocs<'_> {
    /// Formats the title as
    /// `2 blocs of 16 actors: 7 of 58 ties do not fit; no two-camp split does better (proven)`.
    fn title(&self) -> String {
        let ties = &self.ties;
        if ties.actors == 0 {
            return "No ties, so no blocs".into();
        }
        let blocs = match self.blocs.len() {
            0 => "No blocs".into(),
            count => plural(count, "bloc"),
        };
        let unplaced = match self.unplaced.len() {
            0 => String::new(),
            count => format!(" ({count} unplaced)"),
        };
        let fit = ties.misfit(self.certificate.value);
        let proof = match self.certificate.value > 0.0 {
            true => format!("; {}", self.certificate.proof(self.k)),
            false => String::new(),
        };
        format!("{blocs} of {}{unplaced}: {fit}{proof}", plural(ties.actors, "actor"))
    }

    pub(crate) fn overview(&self, most_names: usize) -> Table<'_> {
        let columns = vec![
            Column::number("bloc"),
            Column::number("actors"),
            Column::text("members"),
            Column::number("cohesion"),
            Column::number("rice"),
            Column::number("together"),
            Column::text("united_on").headed("united on"),
        ];
        let rows = self.blocs.iter().take(MOST_BLOCS).map(|bloc| bloc.row(most_names)).collect();
        Table { title: self.title(), columns, rows, notes: self.notes() }
    }

    /// The members of each bloc.
    pub(crate) fn membership(&self) -> Table<'_> {
        let placed = self.blocs.iter().flat_map(|bloc| {
            bloc.members.iter().map(|member| Row {
                values: vec![
                    bloc.bloc.into(),
                    (&member.actor).into(),
                    Value::score(member.together),
                ],
                about: format!("{}: bloc {}", member.actor.name, bloc.bloc),
                stances: member.stances.0.clone(),
            })
        });
        let unplaced = self.unplaced.iter().map(|one| Row {
            values: vec!["unplaced".into(), (&one.actor).into(), Value::Nothing],
            about: format!("{}: unplaced", one.actor.name),
            stances: one.stances.0.clone(),
        });
        let isolates = self.isolates.iter().map(|actor| Row {
            values: vec![Value::Nothing, actor.into(), Value::Nothing],
            about: format!("{}: no tie", actor.name),
            stances: Stances::none(),
        });
        let columns =
            vec![Column::text("bloc"), Column::actor("actor"), Column::number("together")];
        let rows = placed.chain(unplaced).chain(isolates).collect();
        Table { title: self.title(), columns, rows, notes: Vec::new() }
    }

    /// The side of each bloc on each target.
    pub(crate) fn targets(&self) -> Table<'_> {
        let rows = self.blocs.iter().flat_map(|bloc| {
            bloc.targets.iter().map(|on| Row {
                values: vec![bloc.bloc.into(), (&on.target).into()],
                about: format!("bloc {}: {}", bloc.bloc, on.target.name),
                stances: on.stances.clone(),
            })
        });
        let columns = vec![Column::number("bloc"), Column::target("target")];
        Table { title: "What blocs say".into(), columns, rows: rows.collect(), notes: Vec::new() }
    }

    fn notes(&self) -> Vec<Note> {
        let more = self.blocs.len().saturating_sub(MOST_BLOCS);
        let sureness = self.stability.as_ref().filter(|_| !self.blocs.is_empty());
        let sureness = sureness.and_then(Stability::note);
        let more = (more > 0).then(|| all_in(&plural(more, "more bloc"), Suggestion::Csv));
        let rest = [
            self.best_note(),
            isolates(&self.isolates),
            self.part_note(),
            self.nobody_swings(),
            sureness.map(Note::from),
            self.hint(),
        ];
        more.into_iter().chain(self.ties.notes()).chain(rest.into_iter().flatten()).collect()
    }

    /// A note on why there is no table of swing actors.
    fn nobody_swings(&self) -> Option<Note> {
        let nobody = self.swings.is_empty() && self.omitted.swings == 0 && !self.blocs.is_empty();
        nobody.then(|| {
            let reach = self.swing_reach;
            format!("nobody swings: each move would add more than {reach:.2} of the weight of an actor's ties")
                .into()
        })
    }

    /// A note on the number of best partitions.
    fn best_note(&self) -> Option<Note> {
        if self.ties.actors == 0 {
            return None;
        }
        if !self.decided {
            let text = "more actors or best partitions than can be looked at one by one: who could move \
                        at no cost is unplaced, others may be as arbitrary";
            return Some(text.into());
        }
        let best = self.best?;
        let open = match self.open {
            open if open > 0.0 => {
                format!("; {} of the disagreement is on ties of unplaced actors", number(open))
            }
            _ => String::new(),
        };
        match best.count {
            0 | 1 => Some("this is the only best partition".into()),
            _ => {
                Some(format!("blocs are what all of {} have in common{open}", best.shown()).into())
            }
        }
    }

    fn part_note(&self) -> Option<Note> {
        (self.parts > 1).then(|| {
            format!(
                "the ties fall into {} parts that nothing connects: blocs of different parts are \
                 neither together nor apart",
                self.parts
            )
            .into()
        })
    }

    /// A hint at another question, if that one may have been meant.
    fn hint(&self) -> Option<Note> {
        let Some(measure) = &self.ties.measure else {
            let hint = Note::say("no actor has a stance on another; without ")
                .and_ask(Suggestion::Direct)
                .and_say(" alignments tie");
            return self.ties.nothing_said().then_some(hint);
        };
        if self.only_actors {
            let hint = Note::say("all stances are on actors: ")
                .and_ask(Suggestion::Direct)
                .and_say(" takes them as ties, instead of how far two agree on third ones");
            return Some(hint);
        }
        let share = self.ties.positive_share()?;
        (!measure.has_distance() && share >= NEARLY_ALL).then(|| {
            let share = share * 100.0;
            Note::say(format!(
                "{share:.0} % of the ties are for: to see what divides those who mostly agree, try "
            ))
            .and_ask(Suggestion::Measure(Measure::Kappa))
            .and_say(" (which corrects for chance) or ")
            .and_ask(Suggestion::Threshold(Threshold::Median))
        })
    }

    pub(crate) fn unplaced(&self, most_names: usize) -> Option<Table<'_>> {
        let count = plural(self.unplaced.len(), "actor");
        let why = match self.decided {
            true => "whom best partitions place differently",
            false => "who could move at no cost",
        };
        (!self.unplaced.is_empty()).then(|| Table {
            title: format!("Unplaced: {count} {why}"),
            columns: vec![
                Column::actor("actor"),
                Column::text("always_with").headed("always with"),
            ],
            rows: self.unplaced.iter().map(|one| one.row(most_names)).collect(),
            notes: Vec::new(),
        })
    }

    pub(crate) fn oppositions(&self) -> Option<Table<'_>> {
        // If ties are what actors said, ties against are already among the misfits.
        let is_tied = |one: &&Opposition| self.ties.measure.is_none() && one.side == Side::Oppose;
        let rows = self.oppositions.iter().filter(|one| !is_tied(one)).map(Opposition::row);
        let rows = rows.collect::<Vec<_>>();
        (!rows.is_empty()).then(|| Table {
            title: "In one bloc, although one opposes the other".into(),
            columns: vec![
                Column::actor("actor"),
                Column::actor("target").headed("opposes"),
                Column::number("bloc"),
                Column::text("side"),
            ],
            rows,
            notes: Vec::new(),
        })
    }

    pub(crate) fn divisions(&self) -> Option<Table<'_>> {
        let all = self.divisions.len() + self.omitted.divisions;
        let found = self.on_targets();
        let rows = self.divisions.iter().map(|one| Row {
            values: vec![
                (&one.target).into(),
                shown(&found, &one.support, &one.target).into(),
                shown(&found, &one.oppose, &one.target).into(),
            ],
            about: format!("{} divides blocs", one.target.name),
            stances: one.stances.0.clone(),
        });
        (all > 0).then(|| Table {
            title: format!("What divides the blocs: {}", plural(all, "target")),
            columns: vec![
                Column::target("target"),
                Column::text("support").headed("▲ for: bloc"),
                Column::text("oppose").headed("▼ against: bloc"),
            ],
            rows: rows.collect(),
            notes: omitted(self.omitted.divisions, "target"),
        })
    }

    /// The side of each bloc on each target, by the number of the bloc.
    fn on_targets<'a>(&'a self) -> OnTargets<'a> {
        let of_bloc = |bloc: &'a Bloc| {
            let all = bloc.targets.iter().chain(&bloc.unlisted.0);
            all.map(|on| ((bloc.bloc, on.target.is_actor(), &*on.target.id), on))
        };
        self.blocs.iter().flat_map(of_bloc).collect()
    }

    pub(crate) fn misfits(&self) -> Option<Table<'_>> {
        let all = self.misfits.len() + self.omitted.misfits;
        let mut columns = vec![
            Column::actor("actor"),
            Column::actor("other").headed("and"),
            Column::text("blocs"),
            Column::text("although"),
            Column::number("weight"),
        ];
        if self.ties.measure.is_some() {
            let scores = ["score", "shared", "agree", "disagree", "mixed", "neutral"];
            columns.extend(scores.map(Column::number));
        }
        (all > 0).then(|| Table {
            title: format!("Misfits: {} with the blocs", disagree(all)),
            columns,
            rows: self.misfits.iter().map(Misfit::row).collect(),
            notes: omitted(self.omitted.misfits, "misfit"),
        })
    }

    pub(crate) fn swings(&self) -> Option<Table<'_>> {
        (!self.swings.is_empty()).then(|| Table {
            title: format!(
                "Swing actors: {}; a move adds at most {:.2} of the weight of the actor's ties to the \
                 disagreement",
                plural(self.swings.len() + self.omitted.swings, "actor"),
                self.swing_reach
            ),
            columns: vec![
                Column::actor("actor"),
                Column::number("bloc"),
                Column::text("to"),
                Column::number("cost"),
                Column::number("share"),
            ],
            rows: self.swings.iter().map(Swing::row).collect(),
            notes: omitted(self.omitted.swings, "actor"),
        })
    }

    /// The table of what changes without a source, a coder or an issue, with at most `most` rows.
    pub(crate) fn left_out(&self, most: usize) -> Option<Table<'_>> {
        let stability = self.stability.as_ref().filter(|_| !self.blocs.is_empty());
        let left_out = &stability?.left_out;
        let mut changes = left_out.iter().filter(|one| one.changes() > 0).collect::<Vec<_>>();
        changes.sort_by_key(|one| std::cmp::Reverse(one.changes()));
        let tried = left_out.len();
        let bases = left_out.iter().map(|one| one.basis).collect::<BTreeSet<_>>();
        let what = bases.iter().map(|basis| format!("{basis}s")).collect::<Vec<_>>().join(" and ");
        (tried > 0).then(|| Table {
            title: match changes.len() {
                0 => format!("No bloc rests on a single one of {tried} {what}"),
                some => format!("Left out one by one: {some} of {tried} {what} change the blocs"),
            },
            columns: vec![
                Column::text("without"),
                Column::text("name").headed(""),
                Column::number("stances"),
                Column::number("moved"),
                Column::number("untied"),
                Column::text("who"),
            ],
            rows: changes.iter().take(most).map(|one| LeftOut::row(one)).collect(),
            notes: less(changes.len().saturating_sub(most)),
        })
    }
}

/// The targets by bloc, by whether the target is an actor, and by its id.
type OnTargets<'a> = BTreeMap<(usize, bool, &'a str), &'a OnTarget<'a>>;

/// Formats blocs as `1 (5 of 6), 3 (2 of 2)`: how many of the members with a standing are on the bloc's side, if
/// that is known.
fn shown(found: &OnTargets, blocs: &[usize], target: &TargetName) -> String {
    let one = |bloc: &usize| match found.get(&(*bloc, target.is_actor(), &*target.id)) {
        Some(on) => {
            let most = on.counts.support.max(on.counts.oppose);
            format!("{bloc} ({most} of {})", on.counts.total() + on.mixed)
        }
        None => bloc.to_string(),
    };
    blocs.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Formats a number of ties as `1 tie disagrees` or `2 ties disagree`.
fn disagree(ties: usize) -> String {
    format!("{} {}", plural(ties, "tie"), if ties == 1 { "disagrees" } else { "disagree" })
}

fn less(count: usize) -> Vec<Note> {
    let more = (count > 0).then(|| all_in(&format!("{count} that change less"), Suggestion::Json));
    more.into_iter().collect()
}

/// A note on rows that another form of the answer has.
fn all_in(more: &str, form: Suggestion) -> Note {
    Note::say(format!("and {more}; ")).and_ask(form).and_say(" lists all")
}

fn omitted(count: usize, what: &str) -> Vec<Note> {
    let more = || Note::say(format!("and {}; ", plural(count, &format!("more {what}"))));
    let top = Suggestion::Top(Some("N".into()));
    let note = (count > 0).then(|| more().and_ask(top).and_say(" lists more"));
    note.into_iter().collect()
}
