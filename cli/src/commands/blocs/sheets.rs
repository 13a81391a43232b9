//! The tables of the answer on blocs.

use stancegraph::graph::Side;

use super::answer::{Answer, Bloc, Left, Member, Mover, On, Opposed, Sureness, Unfit, Unplaced};
use stancegraph::answer::plural;

use crate::sheet::{self, Row, Sheet, Value};
use crate::tying::{isolates, list, number};

/// The largest number of names in a cell.
const MOST_NAMES: usize = 12;

/// The largest number of targets in a cell.
const MOST_TARGETS: usize = 3;

/// The largest number of blocs with a row.
const MOST_BLOCS: usize = 30;

/// The largest number of left-out things with a row.
const MOST_LEFT_OUT: usize = 10;

/// The largest number of names in the list of changes.
const FEW_NAMES: usize = 6;

/// The share of positive ties above which there is hardly anything to divide.
const NEARLY_ALL: f64 = 0.9;

impl<'g> sheet::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "blocs";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        if !self.is_for_people {
            // For programs: which actor is in which bloc; the rest is for JSON.
            let rest = [
                self.oppositions(),
                self.divisions(),
                self.misfits(),
                self.swings(),
                self.left_out(),
            ];
            let all = [Some(self.membership()), Some(self.targets())].into_iter().chain(rest);
            return all.flatten().collect();
        }
        let rest = [
            self.unplaced(),
            self.oppositions(),
            self.divisions(),
            self.misfits(),
            self.swings(),
            self.left_out(),
        ];
        std::iter::once(self.overview()).chain(rest.into_iter().flatten()).collect()
    }
}

impl<'g> Answer<'g> {
    /// The title: `2 blocs of 16 actors: 7 of 58 ties do not fit; no two-camp split does better (proven)`.
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
        let fit = ties.misfit(self.certificate.value());
        let proof = match self.certificate.value() > 0.0 {
            true => format!("; {}", self.certificate.proof(self.k)),
            false => String::new(),
        };
        format!("{blocs} of {}{unplaced}: {fit}{proof}", plural(ties.actors, "actor"))
    }

    fn overview(&self) -> Sheet<'g> {
        let columns =
            vec!["bloc", "actors", "members", "cohesion", "rice", "together", "united on"];
        let rows = self.blocs.iter().take(MOST_BLOCS).map(Bloc::row).collect();
        Sheet { title: self.title(), columns, rows, notes: self.notes() }
    }

    fn membership(&self) -> Sheet<'g> {
        let rows = self
            .blocs
            .iter()
            .flat_map(|bloc| bloc.members.iter().map(|member| member.row(bloc.bloc)));
        let isolates = self.isolates.iter().map(|actor| Row {
            values: vec![
                Value::text(""),
                Value::text(actor.id),
                Value::text(actor.name),
                Value::Score(None),
            ],
            about: format!("{}: no tie", actor.name),
            behind: crate::evidence::Behind::new(Vec::new),
        });
        let unplaced = self.unplaced.iter().map(|one| Row {
            values: vec![
                Value::text("unplaced"),
                Value::text(one.actor.id),
                Value::text(one.actor.name),
                Value::Score(None),
            ],
            about: format!("{}: unplaced", one.actor.name),
            behind: one.behind.clone(),
        });
        let rows = rows.chain(unplaced).chain(isolates).collect();
        let columns = vec!["bloc", "actor", "name", "together"];
        Sheet { title: self.title(), columns, rows, notes: Vec::new() }
    }

    /// The position of each bloc on each target.
    fn targets(&self) -> Sheet<'g> {
        let rows = self.blocs.iter().flat_map(|bloc| {
            bloc.targets.iter().map(|on| Row {
                values: vec![Value::count(bloc.bloc), Value::text(on.target.name)],
                about: format!("bloc {}: {}", bloc.bloc, on.target.name),
                behind: on.stances.clone(),
            })
        });
        let columns = vec!["bloc", "target"];
        Sheet { title: "What blocs say".into(), columns, rows: rows.collect(), notes: Vec::new() }
    }

    fn notes(&self) -> Vec<String> {
        let more = self.blocs.len().saturating_sub(MOST_BLOCS);
        let sureness = self.stability.as_ref().filter(|_| !self.blocs.is_empty());
        let sureness = sureness.and_then(Sureness::note);
        let more = (more > 0)
            .then(|| format!("and {}; --format csv lists all", plural(more, "more bloc")));
        let rest = [
            self.best_note(),
            isolates(&self.isolates),
            self.part_note(),
            self.nobody_swings(),
            sureness,
            self.hint(),
        ];
        more.into_iter().chain(self.ties.notes()).chain(rest.into_iter().flatten()).collect()
    }

    /// The reason why there is no table of swing actors.
    fn nobody_swings(&self) -> Option<String> {
        let nobody = self.swings.is_empty() && self.omitted.swings == 0 && !self.blocs.is_empty();
        nobody.then(|| {
            format!(
                "nobody swings: each move would add more than {:.2} of the weight of an actor's ties",
                self.swing_reach
            )
        })
    }

    /// The number of equally good partitions, if they differ.
    fn best_note(&self) -> Option<String> {
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
            _ => Some(format!("blocs are what all of {} have in common{open}", best.all())),
        }
    }

    fn part_note(&self) -> Option<String> {
        (self.parts > 1).then(|| {
            format!(
                "the ties fall into {} parts that nothing connects: blocs of different parts are \
                 neither together nor apart",
                self.parts
            )
        })
    }

    /// A hint at another question, if this one may not be the intended one.
    fn hint(&self) -> Option<String> {
        let measure = self.ties.measure;
        if measure.is_none() && self.ties.nothing_said() {
            return Some(
                "no actor has a stance on another; without --direct alignments tie".into(),
            );
        }
        if measure.is_some() && self.only_actors {
            let hint = "all stances are on actors: --direct takes them as ties, instead of how far \
                        two agree on third ones";
            return Some(hint.into());
        }
        let share = self.ties.positive_share()?;
        let is_plain = measure.is_some_and(|measure| !measure.has_distance());
        (is_plain && share >= NEARLY_ALL).then(|| {
            format!(
                "{:.0} % of the ties are for: to see what divides those who mostly agree, try \
                 --measure kappa (which corrects for chance) or --threshold median",
                share * 100.0
            )
        })
    }

    fn unplaced(&self) -> Option<Sheet<'g>> {
        let count = plural(self.unplaced.len(), "actor");
        let why = match self.decided {
            true => "whom best partitions place differently",
            false => "who could move at no cost",
        };
        (!self.unplaced.is_empty()).then(|| Sheet {
            title: format!("Unplaced: {count} {why}"),
            columns: vec!["actor", "always with"],
            rows: self.unplaced.iter().map(Unplaced::row).collect(),
            notes: Vec::new(),
        })
    }

    fn oppositions(&self) -> Option<Sheet<'g>> {
        // With ties by statements, negative ones are already listed as misfits.
        let is_tied = |one: &&Opposed| self.ties.measure.is_none() && one.side == Side::Oppose;
        let rows = self.oppositions.iter().filter(|one| !is_tied(one)).map(Opposed::row);
        let rows = rows.collect::<Vec<_>>();
        (!rows.is_empty()).then(|| Sheet {
            title: "In one bloc, although one opposes the other".into(),
            columns: vec!["actor", "opposes", "bloc", "side"],
            rows,
            notes: Vec::new(),
        })
    }

    fn divisions(&self) -> Option<Sheet<'g>> {
        let all = self.divisions.len() + self.omitted.divisions;
        let rows = self.divisions.iter().map(|one| Row {
            values: vec![
                Value::text(one.target.name),
                Value::text(&one.shown[0]),
                Value::text(&one.shown[1]),
            ],
            about: format!("{} divides blocs", one.target.name),
            behind: one.behind.clone(),
        });
        (all > 0).then(|| Sheet {
            title: format!("What divides the blocs: {}", plural(all, "target")),
            columns: vec!["target", "▲ for: bloc", "▼ against: bloc"],
            rows: rows.collect(),
            notes: omitted(self.omitted.divisions, "target"),
        })
    }

    fn misfits(&self) -> Option<Sheet<'g>> {
        let all = self.misfits.len() + self.omitted.misfits;
        let mut columns = vec!["actor", "and", "blocs", "although", "weight"];
        if self.ties.measure.is_some() {
            columns.extend(["score", "shared", "agree", "disagree", "mixed", "neutral"]);
        }
        (all > 0).then(|| Sheet {
            title: format!("Misfits: {} with the blocs", disagree(all)),
            columns,
            rows: self.misfits.iter().map(Unfit::row).collect(),
            notes: omitted(self.omitted.misfits, "misfit"),
        })
    }

    fn swings(&self) -> Option<Sheet<'g>> {
        (!self.swings.is_empty()).then(|| Sheet {
            title: format!(
                "Swing actors: {}; a move adds at most {:.2} of the weight of the actor's ties to the \
                 disagreement",
                plural(self.swings.len() + self.omitted.swings, "actor"),
                self.swing_reach
            ),
            columns: vec!["actor", "bloc", "to", "cost", "share"],
            rows: self.swings.iter().map(Mover::row).collect(),
            notes: omitted(self.omitted.swings, "actor"),
        })
    }

    fn left_out(&self) -> Option<Sheet<'g>> {
        let stability = self.stability.as_ref().filter(|_| !self.blocs.is_empty());
        let left_out = &stability?.left_out;
        let changed = |one: &Left| one.moved.len() + one.untied.len();
        let mut changes = left_out.iter().filter(|one| changed(one) > 0).collect::<Vec<_>>();
        changes.sort_by_key(|one| std::cmp::Reverse(changed(one)));
        let shown = if self.is_for_people { MOST_LEFT_OUT } else { usize::MAX };
        let rows = changes.iter().take(shown).map(|one| one.row()).collect::<Vec<_>>();
        let tried = left_out.len();
        let bases = left_out.iter().map(|one| one.basis).collect::<std::collections::BTreeSet<_>>();
        let what = bases.iter().map(|basis| format!("{basis}s")).collect::<Vec<_>>().join(" and ");
        (tried > 0).then(|| Sheet {
            title: match changes.len() {
                0 => format!("No bloc rests on a single one of {tried} {what}"),
                some => format!("Left out one by one: {some} of {tried} {what} change the blocs"),
            },
            columns: vec!["without", "", "stances", "moved", "untied", "who"],
            rows,
            notes: omitted_of(changes.len().saturating_sub(shown), "that change less"),
        })
    }
}

/// Words such as `1 tie disagrees`, `2 ties disagree`.
fn disagree(ties: usize) -> String {
    format!("{} {}", plural(ties, "tie"), if ties == 1 { "disagrees" } else { "disagree" })
}

fn omitted_of(count: usize, what: &str) -> Vec<String> {
    let more = (count > 0).then(|| format!("and {count} {what}; --format json lists all"));
    more.into_iter().collect()
}

fn omitted(count: usize, what: &str) -> Vec<String> {
    let more = (count > 0)
        .then(|| format!("and {}; --top N lists more", plural(count, &format!("more {what}"))));
    more.into_iter().collect()
}

impl<'g> Bloc<'g> {
    fn row(&self) -> Row<'g> {
        let members = self.members.iter().map(|member| member.actor.name).collect::<Vec<_>>();
        let unites = self.targets.iter().filter(|on| on.unites).take(MOST_TARGETS).map(On::shown);
        let more = self.united.saturating_sub(MOST_TARGETS);
        let more = (more > 0).then(|| format!("and {more} more"));
        let unites = unites.chain(more).collect::<Vec<_>>().join(", ");
        Row {
            values: vec![
                Value::count(self.bloc),
                Value::count(members.len()),
                Value::text(list(&members, MOST_NAMES)),
                Value::Score(self.cohesion),
                Value::Score(self.rice),
                Value::Score(self.together),
                Value::text(unites),
            ],
            about: format!("bloc {}: the ties within it", self.bloc),
            behind: self.behind.clone(),
        }
    }
}

impl On<'_> {
    /// A target as shown: `▲ talks (5)`.
    fn shown(&self) -> String {
        let glyph = self.side.map(|side| side.glyph().to_string()).unwrap_or_default();
        format!("{glyph} {} ({})", self.target.name, self.counts.total())
    }
}

impl<'g> Member<'g> {
    fn row(&self, bloc: usize) -> Row<'g> {
        Row {
            values: vec![
                Value::count(bloc),
                Value::text(self.actor.id),
                Value::text(self.actor.name),
                Value::Score(self.together),
            ],
            about: format!("{}: bloc {bloc}", self.actor.name),
            behind: self.behind.clone(),
        }
    }
}

impl<'g> Unfit<'g> {
    fn row(&self) -> Row<'g> {
        let [a, b] = self.blocs;
        let tied = if self.together { "against" } else { "for" };
        let mut values = vec![
            Value::text(self.a.name),
            Value::text(self.b.name),
            Value::text(match (a, b) {
                (Some(a), Some(b)) if a == b => format!("both {a}"),
                (Some(a), Some(b)) => format!("{a} and {b}"),
                (None, _) | (_, None) => "unplaced".into(),
            }),
            Value::text(format!("tied {tied}")),
            Value::Score(Some(self.weight)),
        ];
        if let Some(tally) = self.tally {
            let counts = [tally.shared, tally.agree, tally.disagree, tally.mixed, tally.neutral];
            values.push(Value::Score(self.score));
            values.extend(counts.map(Value::count));
        }
        let about = format!("{} and {}: tied {tied} one another", self.a.name, self.b.name);
        Row { values, about, behind: self.stances.clone() }
    }
}

impl<'g> Unplaced<'g> {
    fn row(&self) -> Row<'g> {
        let others = self.always_with.iter().map(|actor| actor.name).collect::<Vec<_>>();
        Row {
            values: vec![Value::text(self.actor.name), Value::text(list(&others, MOST_NAMES))],
            about: format!("{}: unplaced", self.actor.name),
            behind: self.behind.clone(),
        }
    }
}

impl<'g> Opposed<'g> {
    fn row(&self) -> Row<'g> {
        Row {
            values: vec![
                Value::text(self.actor.name),
                Value::text(self.target.name),
                Value::count(self.bloc),
                Value::text(self.side.to_string()),
            ],
            about: format!("{} on {}", self.actor.name, self.target.name),
            behind: self.stances.clone(),
        }
    }
}

impl<'g> Mover<'g> {
    fn row(&self) -> Row<'g> {
        let to = self.to.map_or_else(|| "its own".to_owned(), |bloc| bloc.to_string());
        Row {
            values: vec![
                Value::text(self.actor.name),
                Value::count(self.bloc),
                Value::text(&to),
                Value::Score(Some(self.cost)),
                Value::Score(Some(self.share)),
            ],
            about: format!("{}: from bloc {} to {to}", self.actor.name, self.bloc),
            behind: self.behind.clone(),
        }
    }
}

impl Sureness<'_> {
    fn note(&self) -> Option<String> {
        let drawn = match (self.drawn, self.resamples as usize) {
            (_, 0) => None,
            (drawn, asked) if drawn == asked => Some(format!("in {drawn} resamples")),
            (drawn, asked) => {
                Some(format!("in the {drawn} of {asked} resamples for which time was"))
            }
        };
        let drawn = drawn.map(|drawn| format!("together: how often two members stay so {drawn}"));
        let untried = (self.untried > 0).then(|| {
            format!("{} not left out: those with the most stances were tried", self.untried)
        });
        let parts = [drawn, untried].into_iter().flatten().collect::<Vec<_>>();
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

impl<'g> Left<'g> {
    fn row(&self) -> Row<'g> {
        let who = self.moved.iter().chain(&self.untied).map(|actor| actor.name);
        let who = who.collect::<Vec<_>>();
        Row {
            values: vec![
                Value::text(self.basis.to_string()),
                Value::text(&self.name),
                Value::count(self.stances),
                Value::count(self.moved.len()),
                Value::count(self.untied.len()),
                Value::text(list(&who, FEW_NAMES)),
            ],
            about: format!("{} {}", self.basis, self.name),
            behind: self.behind.clone(),
        }
    }
}

sheet::unmoved!(Answer<'g>);
