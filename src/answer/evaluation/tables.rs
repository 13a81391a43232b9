//! An evaluation as tables.

use super::{Bin, Evaluation, LoneSource, Missed, Part, Scores, Share, Spurious, Threshold};
use crate::answer::words::left_out;
use crate::answer::{Answer, Column, Note, Row, Stances, Table, Value, plural};

/// A row that rests on no single stance.
fn row(values: Vec<Value<'_>>, about: impl Into<String>) -> Row<'_> {
    Row { values, about: about.into(), stances: Stances::none() }
}

fn share<'a>(of: Option<Share>) -> [Value<'a>; 3] {
    let part = |part: fn(Share) -> f64| Value::score(of.map(part));
    [part(|share| share.share), part(|share| share.low), part(|share| share.high)]
}

/// The columns of a share and its interval.
fn columns<'a>(name: &'static str) -> [Column<'a>; 3] {
    [
        Column::number(name),
        Column::number(format!("{name}_low")).headed("from"),
        Column::number(format!("{name}_high")).headed("to"),
    ]
}

fn scores<'a>(scores: &Scores) -> Vec<Value<'a>> {
    let Scores { right, drafted, wanted, precision, recall, f1 } = *scores;
    let counts = [right, drafted, wanted].map(Value::from);
    counts.into_iter().chain([precision, recall, f1].into_iter().flat_map(share)).collect()
}

fn score_columns(first: Column<'_>) -> Vec<Column<'_>> {
    let counts = ["right", "drafted", "wanted"].map(Column::number);
    let shares = ["precision", "recall", "f1"].into_iter().flat_map(columns);
    std::iter::once(first).chain(counts).chain(shares).collect()
}

impl Evaluation<'_> {
    fn headline(&self) -> String {
        let Scores { f1, drafted, wanted, .. } = self.stances;
        let f1 = match f1 {
            Some(f1) => format!("F1 {:.2} ({:.2} to {:.2})", f1.share, f1.low, f1.high),
            None => "nothing to compare".to_owned(),
        };
        let (drafts, gold) = (plural(drafted, "draft"), plural(wanted, "stance"));
        format!("{} against {}: {f1}; {drafts}, {gold} in the gold", self.drafts, self.gold)
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.stances.drafted == 0 {
            notes.push("no drafts: precision is undefined".into());
        }
        if self.stances.wanted == 0 {
            notes.push("no stances in the gold: recall is undefined".into());
        }
        let lone = |sources: &[LoneSource], name: &str| -> Option<Note> {
            let stances = sources.iter().map(|lone| lone.stances).sum::<usize>();
            let listed =
                sources.iter().take(5).map(|lone| lone.source.as_ref()).collect::<Vec<_>>();
            let more = if sources.len() > listed.len() { ", …" } else { "" };
            let (stances, sources) = (plural(stances, "stance"), plural(sources.len(), "source"));
            let listed = listed.join(", ");
            (!listed.is_empty()).then(|| {
                format!("{stances} left out, in {sources} that only {name} has: {listed}{more}")
                    .into()
            })
        };
        notes.extend(lone(&self.only_drafts, &self.drafts));
        notes.extend(lone(&self.only_gold, &self.gold));
        notes
    }

    fn summary(&self) -> Table<'_> {
        let of = |name: &'static str, found: &Scores| {
            let values = std::iter::once(Value::from(name)).chain(scores(found));
            row(values.collect(), name)
        };
        let rows = vec![of("stances", &self.stances), of("edges", &self.recovered.edges)];
        let columns = score_columns(Column::text("what"));
        Table { title: self.headline(), columns, rows, notes: self.notes() }
    }

    fn mistakes_table(&self) -> Table<'_> {
        let of = |mistaken: &super::Mistaken| {
            let words = mistaken.mistake.words();
            row(vec![words.into(), mistaken.drafts.into()], words)
        };
        Table {
            title: "What is wrong with the drafts that are not right".into(),
            columns: vec![Column::text("mistake"), Column::number("drafts")],
            rows: self.mistakes.iter().map(of).collect(),
            notes: Vec::new(),
        }
    }

    fn recovered_table(&self) -> Table<'_> {
        let (alignments, blocs) = (&self.recovered.alignments, &self.recovered.blocs);
        let of = |what: &'static str, value: Value<'static>| row(vec![what.into(), value], what);
        let rows = vec![
            of("pairs with a score in the gold", alignments.wanted.into()),
            of("pairs with a score in both", alignments.both.into()),
            of("of these, on the same side of the middle", alignments.same_side.into()),
            of("mean difference of their agreement", Value::score(alignments.mean_difference)),
            of("actors in a camp of the gold", blocs.wanted.into()),
            of("actors in a camp of both", blocs.both.into()),
            of("adjusted Rand index of the camps", Value::score(blocs.adjusted_rand)),
        ];
        let mut notes = Vec::<Note>::new();
        if blocs.adjusted_rand.is_none() {
            notes.push(
                "no adjusted Rand index: the camps of both are all one, or all single".into(),
            );
        }
        Table {
            title: "Alignments and camps that are recovered".into(),
            columns: vec![Column::text("what"), Column::number("value")],
            rows,
            notes,
        }
    }

    fn parts_table<'a>(
        parts: &'a [Part<'a>],
        title: &'static str,
        what: &'static str,
    ) -> Table<'a> {
        let of = |part: &'a Part<'a>| {
            let name = part.name.as_deref().unwrap_or("none");
            let counts = [part.right, part.drafted].map(Value::from);
            let values = std::iter::once(Value::from(name)).chain(counts);
            row(values.chain(share(Some(part.precision))).collect(), name)
        };
        let counts = ["right", "drafted"].map(Column::number);
        let first = std::iter::once(Column::text(what));
        Table {
            title: title.into(),
            columns: first.chain(counts).chain(columns("precision")).collect(),
            rows: parts.iter().map(of).collect(),
            notes: Vec::new(),
        }
    }

    fn bins_table(&self) -> Table<'_> {
        let of = |bin: &Bin| {
            let numbers = [Value::Score(bin.from), Value::Score(bin.to), Value::Score(bin.mean)];
            let counts = [bin.right, bin.drafted].map(Value::from);
            let values = numbers.into_iter().chain(counts).chain(share(Some(bin.precision)));
            row(values.collect(), format!("confidence from {} to {}", bin.from, bin.to))
        };
        let numbers = [
            Column::number("confidence_from").headed("confidence"),
            Column::number("confidence_to").headed("to"),
            Column::number("mean"),
            Column::number("right"),
            Column::number("drafted"),
        ];
        Table {
            title: "By confidence".into(),
            columns: numbers.into_iter().chain(columns("precision")).collect(),
            rows: self.bins.iter().map(of).collect(),
            notes: Vec::new(),
        }
    }

    fn thresholds_table(&self) -> Table<'_> {
        let of = |threshold: &Threshold| {
            let least = std::iter::once(Value::Score(threshold.least));
            let values = least.chain(scores(&threshold.scores)).collect();
            row(values, format!("at least {}", threshold.least))
        };
        let columns = score_columns(Column::number("least"));
        Table {
            title: "By least confidence".into(),
            columns,
            rows: self.thresholds.iter().map(of).collect(),
            notes: Vec::new(),
        }
    }

    fn missed_table(&self) -> Table<'_> {
        let columns = vec![
            Column::actor("actor"),
            Column::target("target"),
            Column::side("side"),
            Column::text("place"),
        ];
        Table {
            title: format!("{} missed", plural(self.missed.len() + self.missed_omitted, "stance")),
            columns,
            rows: self.missed.iter().map(Missed::row).collect(),
            notes: Vec::from_iter(left_out(self.missed_omitted, "stance")),
        }
    }

    fn spurious_table(&self) -> Table<'_> {
        let columns = vec![
            Column::text("mistake"),
            Column::actor("actor"),
            Column::target("target"),
            Column::side("side"),
            Column::text("place"),
            Column::number("confidence"),
            Column::text("rule"),
        ];
        let all = self.spurious.len() + self.spurious_omitted;
        Table {
            title: format!("{} not right", plural(all, "draft")),
            columns,
            rows: self.spurious.iter().map(Spurious::row).collect(),
            notes: Vec::from_iter(left_out(self.spurious_omitted, "draft")),
        }
    }
}

impl Missed<'_> {
    fn values(&self) -> Vec<Value<'_>> {
        let place = [&self.source, &self.locator].into_iter().flatten();
        let place = place.map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
        vec![(&self.actor).into(), (&self.target).into(), Value::Side(self.side), place.into()]
    }

    fn about(&self) -> String {
        format!("{} on {}: {}", self.actor.name, self.target.name, self.side)
    }

    fn row(&self) -> Row<'_> {
        Row { values: self.values(), about: self.about(), stances: self.stances.clone() }
    }
}

impl Spurious<'_> {
    fn row(&self) -> Row<'_> {
        let mistake = std::iter::once(Value::from(self.mistake.words()));
        let rule = self.rule.as_deref().map_or(Value::Nothing, Value::from);
        let last = [Value::score(self.confidence), rule];
        Row {
            values: mistake.chain(self.draft.values()).chain(last).collect(),
            about: format!("{} ({})", self.draft.about(), self.mistake.words()),
            stances: Stances::joined(vec![self.draft.stances.clone(), self.instead.clone()]),
        }
    }
}

impl Answer for Evaluation<'_> {
    const VERB: &'static str = "evaluate";

    fn tables(&self) -> Vec<Table<'_>> {
        let mut tables = vec![self.summary(), self.mistakes_table(), self.recovered_table()];
        if self.rules.iter().any(|part| part.name.is_some()) {
            tables.push(Self::parts_table(&self.rules, "By rule", "rule"));
        }
        if self.proposers.iter().any(|part| part.name.is_some()) {
            tables.push(Self::parts_table(&self.proposers, "By who proposed them", "proposed_by"));
        }
        if !self.bins.is_empty() {
            tables.push(self.bins_table());
            tables.push(self.thresholds_table());
        }
        tables.push(self.missed_table());
        tables.push(self.spurious_table());
        tables
    }
}
