//! How well stances are documented, and how old standings are: for `show` and `check --quality`.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::View;
use stancegraph::graph::{self, Side, Standing};
use stancegraph::model::{Date, Span};

use crate::evidence::Behind;
use crate::sheet::{Row, Sheet, Value};
use stancegraph::answer::plural;

/// From which age on a standing is said to be old.
#[derive(Args, Debug)]
pub struct Ageing {
    /// Which standings are old: those without a stance for this long before the last day of the data, or the day
    /// of --at: 10d, 2w, 3m, 1q, 2y
    #[arg(long, value_name = "SPAN", default_value = "2y", allow_hyphen_values = true)]
    older_than: Span,
}

/// What is missing behind the stances, which standings are old, and who rests on one source.
#[derive(Serialize, JsonSchema)]
pub struct Quality {
    stances: usize,
    /// How many of the stances name no source.
    without_source: usize,
    /// How many have no date.
    without_date: usize,
    /// How many have no quote.
    without_quote: usize,
    /// What the stances add up to: one standing for each actor and target.
    standings: usize,
    /// How many standings are older than `older_than` on the day `as_of`.
    old_standings: usize,
    /// How many standings are of unknown age: what was said last has no date.
    undated_standings: usize,
    older_than: Span,
    /// The day up to which standings have aged: the last of the data, of the window, or that of
    /// `--at`; absent without any date.
    as_of: Option<Date>,
    /// The old standings, the oldest first; `show` leaves them out.
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<Vec<Old>>,
    /// Actors of whose stances more than half come from one source, those with the most first.
    one_source: Vec<OneSource>,
    /// How many more of these there are.
    omitted: usize,
}

/// A standing on which nothing was said for long.
#[derive(Serialize, JsonSchema)]
struct Old {
    actor: Name,
    target: Name,
    side: Side,
    /// When something was said last.
    date: Option<Date>,
}

/// An actor who rests on one source.
#[derive(Serialize, JsonSchema)]
struct OneSource {
    actor: Name,
    source: Name,
    /// How many of the actor's stances come from it.
    from_it: usize,
    /// How many there are in all.
    stances: usize,
}

/// An id, and what it is called.
#[derive(Serialize, JsonSchema)]
struct Name {
    id: String,
    name: String,
}

impl Name {
    fn new(id: &str, name: &str) -> Self {
        Self { id: id.into(), name: name.into() }
    }
}

impl Ageing {
    /// The quality of a view, with at most so many actors who rest on one source.
    pub fn quality(&self, view: &View, top: usize) -> Quality {
        Quality::of(&view.quality(self.older_than), self.older_than, top)
    }
}

impl Quality {
    fn of(found: &graph::Quality, older_than: Span, top: usize) -> Self {
        let one_source = found.one_source.iter().take(top).map(|one| OneSource {
            actor: Name::new(one.actor.id.as_str(), one.actor.title()),
            source: Name::new(one.source.id.as_str(), one.source.title()),
            from_it: one.from_it,
            stances: one.stances,
        });
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
            one_source: one_source.collect(),
            omitted: found.one_source.len().saturating_sub(top),
        }
    }

    /// The same with the list of the old standings.
    pub fn in_full(view: &View, ageing: &Ageing) -> Self {
        let found = view.quality(ageing.older_than);
        let old = found.old.iter().map(|standing| Old::from(*standing)).collect();
        Self { old: Some(old), ..Self::of(&found, ageing.older_than, usize::MAX) }
    }

    /// The counts, then the lists, of each so many rows.
    pub fn sheets<'g>(&self, most: usize) -> Vec<Sheet<'g>> {
        let one_source = (!self.one_source.is_empty()).then(|| self.one_source_sheet(most));
        let old = self.old.as_ref().filter(|old| !old.is_empty());
        let old = old.map(|old| self.old_sheet(old, most));
        [Some(self.counts()), one_source, old].into_iter().flatten().collect()
    }

    fn counts<'g>(&self) -> Sheet<'g> {
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
            let values = vec![
                Value::text(&what),
                Value::count(count),
                Value::count(of),
                Value::Score(share(count, of)),
            ];
            row(what, values)
        });
        Sheet {
            title: "Quality of the evidence".into(),
            columns: vec!["what", "count", "of", "share"],
            rows: rows.collect(),
            notes: Vec::new(),
        }
    }

    fn one_source_sheet<'g>(&self, most: usize) -> Sheet<'g> {
        let rows = self.one_source.iter().take(most).map(|one| {
            let values = vec![
                Value::text(&one.actor.name),
                Value::text(&one.source.name),
                Value::count(one.from_it),
                Value::count(one.stances),
            ];
            row(format!("{} rests on {}", one.actor.name, one.source.name), values)
        });
        let all = self.one_source.len() + self.omitted;
        Sheet {
            title: format!("More than half from one source: {}", plural(all, "actor")),
            columns: vec!["actor", "source", "stances", "of"],
            rows: rows.collect(),
            notes: more(all, most, "actor"),
        }
    }

    fn old_sheet<'g>(&self, old: &[Old], most: usize) -> Sheet<'g> {
        let rows = old.iter().take(most).map(|old| {
            let values = vec![
                Value::text(&old.actor.name),
                Value::Side(old.side),
                Value::text(&old.target.name),
                Value::maybe(old.date),
            ];
            row(format!("{} on {}", old.actor.name, old.target.name), values)
        });
        let count = plural(old.len(), "standing");
        Sheet {
            title: format!("Nothing said for longer than {}: {count}", self.older_than),
            columns: vec!["actor", "side", "target", "last"],
            rows: rows.collect(),
            notes: more(old.len(), most, "standing"),
        }
    }
}

impl From<Standing<'_>> for Old {
    fn from(standing: Standing) -> Self {
        let target = standing.target();
        Self {
            actor: Name::new(standing.actor().id.as_str(), standing.actor().title()),
            target: Name::new(target.id(), target.title()),
            side: standing.side(),
            date: standing.stances().next_back().and_then(stancegraph::StanceRef::date),
        }
    }
}

fn more(all: usize, most: usize, what: &str) -> Vec<String> {
    match all.saturating_sub(most) {
        0 => Vec::new(),
        more => {
            vec![format!("and {}; --format json lists all", plural(more, &format!("more {what}")))]
        }
    }
}

fn share(count: usize, of: usize) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "stances are far fewer than 2^52")]
    (of > 0).then(|| count as f64 / of as f64)
}

fn row<'g>(about: String, values: Vec<Value>) -> Row<'g> {
    Row { values, about, behind: Behind::new(Vec::new) }
}
