//! The quality of a graph's evidence: how well stances are documented, and how old standings are.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorName, Column, Note, Row, Stances, Suggestion, Table, Value, plural};
use crate::graph::{self, Side, StanceRef, Standing, View};
use crate::model::{Date, Span};

/// The quality of the evidence: what stances lack, which standings are old, and which actors rest on one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Quality {
    /// The number of stances.
    pub stances: usize,
    /// The number of stances without a source.
    pub without_source: usize,
    /// The number of stances without a date.
    pub without_date: usize,
    /// The number of stances without a quote.
    pub without_quote: usize,
    /// The number of standings: one for each actor and target.
    pub standings: usize,
    /// The number of standings that are older than `older_than` on the day `as_of`.
    pub old_standings: usize,
    /// The number of standings of unknown age, whose last stance has no date.
    pub undated_standings: usize,
    /// The age from which on a standing is old.
    pub older_than: Span,
    /// The day on which the age of standings is measured: the last day of the data or of the window, or the day of
    /// `--at`; absent without any date.
    pub as_of: Option<Date>,
    /// The old standings, the oldest first; `show` leaves them out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Vec<OldStanding>>,
    /// Actors with more than half of their stances from one source, those with the most stances from it first.
    pub one_source: Vec<OneSource>,
    /// The number of such actors that are not listed.
    pub omitted: usize,
}

/// A standing about which nothing was said for long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OldStanding {
    /// The actor.
    pub actor: Named,
    /// The target.
    pub target: Named,
    /// The side of the actor.
    pub side: Side,
    /// The date of the last stance.
    pub date: Option<Date>,
}

/// An actor with more than half of its stances from one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OneSource {
    /// The actor.
    pub actor: Named,
    /// The source.
    pub source: Named,
    /// The number of the actor's stances from this source.
    pub from_it: usize,
    /// The number of all stances of the actor.
    pub stances: usize,
}

/// An id and a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name; the id if there is none.
    pub name: String,
}

impl Named {
    fn new(id: &str, name: &str) -> Self {
        Self { id: id.into(), name: name.into() }
    }

    fn actor(&self) -> Value<'_> {
        let (id, name) = (Cow::Borrowed(&*self.id), Cow::Borrowed(&*self.name));
        Value::Actor(ActorName { id, name })
    }
}

impl Quality {
    /// Computes the quality of a view, with at most `top` actors who rest on one source and without the list of
    /// old standings.
    #[must_use]
    pub fn of(view: &View, older_than: Span, top: usize) -> Self {
        Self::new(&view.quality(older_than), older_than, top)
    }

    /// Computes the quality of a view, with all actors who rest on one source and with the old standings.
    #[must_use]
    pub fn in_full(view: &View, older_than: Span) -> Self {
        let found = view.quality(older_than);
        let old = found.old.iter().map(|standing| OldStanding::from(*standing)).collect();
        Self { old: Some(old), ..Self::new(&found, older_than, usize::MAX) }
    }

    fn new(found: &graph::Quality, older_than: Span, top: usize) -> Self {
        Self {
            stances: found.stances,
            without_source: found.without_source,
            without_date: found.without_date,
            without_quote: found.without_quote,
            standings: found.standings,
            old_standings: found.old.len(),
            undated_standings: found.ageless,
            older_than,
            as_of: found.as_of,
            old: None,
            one_source: found.one_source.iter().take(top).map(OneSource::from).collect(),
            omitted: found.one_source.len().saturating_sub(top),
        }
    }

    /// The tables: the counts, then the lists, each with at most `most` rows.
    #[must_use]
    pub fn tables(&self, most: usize) -> Vec<Table<'_>> {
        let one_source = (!self.one_source.is_empty()).then(|| self.one_source_table(most));
        let old = self.old.as_ref().filter(|old| !old.is_empty());
        let old = old.map(|old| self.old_table(old, most));
        [Some(self.counts()), one_source, old].into_iter().flatten().collect()
    }

    fn counts(&self) -> Table<'_> {
        let old = match self.as_of {
            Some(day) => format!("standings older than {} on {day}", self.older_than),
            None => format!("standings older than {}", self.older_than),
        };
        let rows = [
            ("stances without a source".to_owned(), self.without_source, self.stances),
            ("stances without a date".to_owned(), self.without_date, self.stances),
            ("stances without a quote".to_owned(), self.without_quote, self.stances),
            (old, self.old_standings, self.standings),
            ("standings of unknown age".to_owned(), self.undated_standings, self.standings),
        ];
        let rows = rows.into_iter().map(|(what, count, of)| {
            let share = Value::score(share(count, of));
            row(what.clone(), vec![what.into(), count.into(), of.into(), share])
        });
        let columns = vec![
            Column::text("what"),
            Column::number("count"),
            Column::number("of"),
            Column::number("share"),
        ];
        let title = "Quality of the evidence".into();
        Table { title, columns, rows: rows.collect(), notes: Vec::new() }
    }

    fn one_source_table(&self, most: usize) -> Table<'_> {
        let rows = self.one_source.iter().take(most).map(|one| {
            let (actor, source) = (&one.actor, one.source.name.as_str());
            let about = format!("{} rests on {source}", actor.name);
            let values = vec![actor.actor(), source.into(), one.from_it.into(), one.stances.into()];
            row(about, values)
        });
        let all = self.one_source.len() + self.omitted;
        let columns = vec![
            Column::actor("actor"),
            Column::text("source"),
            Column::number("stances"),
            Column::number("of"),
        ];
        Table {
            title: format!("More than half from one source: {}", plural(all, "actor")),
            columns,
            rows: rows.collect(),
            notes: Vec::from_iter(more(all, most, "actor")),
        }
    }

    fn old_table<'a>(&self, old: &'a [OldStanding], most: usize) -> Table<'a> {
        let rows = old.iter().take(most).map(|old| {
            let target = old.target.name.as_str();
            let about = format!("{} on {target}", old.actor.name);
            let date = Value::maybe(old.date);
            row(about, vec![old.actor.actor(), old.side.into(), target.into(), date])
        });
        let columns = vec![
            Column::actor("actor"),
            Column::side("side"),
            Column::text("target"),
            Column::date("last"),
        ];
        let count = plural(old.len(), "standing");
        Table {
            title: format!("Nothing said for longer than {}: {count}", self.older_than),
            columns,
            rows: rows.collect(),
            notes: Vec::from_iter(more(old.len(), most, "standing")),
        }
    }
}

impl From<Standing<'_>> for OldStanding {
    fn from(standing: Standing) -> Self {
        let (actor, target) = (standing.actor(), standing.target());
        Self {
            actor: Named::new(actor.id.as_str(), actor.title()),
            target: Named::new(target.id(), target.title()),
            side: standing.side(),
            date: standing.stances().next_back().and_then(StanceRef::date),
        }
    }
}

impl From<&graph::OneSource<'_>> for OneSource {
    fn from(one: &graph::OneSource) -> Self {
        Self {
            actor: Named::new(one.actor.id.as_str(), one.actor.title()),
            source: Named::new(one.source.id.as_str(), one.source.title()),
            from_it: one.from_it,
            stances: one.stances,
        }
    }
}

fn more(all: usize, most: usize, what: &str) -> Option<Note> {
    let more = all.checked_sub(most).filter(|more| *more > 0)?;
    let more = plural(more, &format!("more {what}"));
    Some(Note::say(format!("and {more}; ")).and_ask(Suggestion::Json).and_say(" lists all"))
}

fn share(count: usize, of: usize) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "stances are far fewer than 2^52")]
    (of > 0).then(|| count as f64 / of as f64)
}

fn row(about: String, values: Vec<Value>) -> Row {
    Row { values, about, stances: Stances::none() }
}
