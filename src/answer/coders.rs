//! Inter-coder reliability: the agreement of coders.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::left_out;
use super::{ActorName, Answer, Column, Note, Row, Stances, Table, TargetName, Value, plural};
use crate::graph::{Side, View};
use crate::measure::{Code, CodedUnit, CoderPair, Coding, Distance, MAX_CODERS};
use crate::model::Date;

/// The agreement of the coders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Coders<'g> {
    /// The distance by which disagreements are weighed.
    pub distance: Distance,
    /// The coders, by name.
    pub coders: Vec<Cow<'g, str>>,
    /// Krippendorff's alpha over all statements that several coders have coded; absent if there is nothing to
    /// compare.
    pub alpha: Option<f64>,
    /// The number of statements that several coders have coded.
    pub units: usize,
    /// The number of statements that a single coder has coded.
    pub single: usize,
    /// The number of stances without a coder.
    pub uncoded: usize,
    /// The agreement by target: actors before issues, each by id.
    pub targets: Vec<CodedTarget<'g>>,
    /// The agreement of each pair of coders; absent if there are very many coders.
    pub pairs: Option<Vec<TwoCoders<'g>>>,
    /// The disagreements, those with the largest spread first.
    pub disagreements: Vec<Disagreement<'g>>,
    /// The number of disagreements that are not listed.
    pub omitted: usize,
    /// Whether the table of disagreements comes first; JSON leaves this out.
    #[serde(skip)]
    pub disagreements_first: bool,
}

/// The agreement of the coders on one target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CodedTarget<'g> {
    /// The issue or the actor.
    pub target: TargetName<'g>,
    /// Krippendorff's alpha; absent if there is nothing to compare.
    pub alpha: Option<f64>,
    /// The number of statements on the target that several coders have coded.
    pub units: usize,
    /// The number of these statements to which coders gave different values.
    pub disputed: usize,
    /// The ids of the stances of these statements.
    pub stances: Stances<'g>,
}

/// The agreement of two coders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TwoCoders<'g> {
    /// One coder.
    pub a: Cow<'g, str>,
    /// The other coder.
    pub b: Cow<'g, str>,
    /// The number of statements that both have coded.
    pub units: usize,
    /// The number of these statements to which both gave the same value.
    pub same: usize,
    /// The share of their common statements to which both gave the same value.
    pub share: f64,
    /// Krippendorff's alpha; absent if there is nothing to compare.
    pub alpha: Option<f64>,
}

/// A statement to which coders gave different values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Disagreement<'g> {
    /// The actor who made the statement.
    pub actor: ActorName<'g>,
    /// The target of the statement.
    pub target: TargetName<'g>,
    /// The date of the statement.
    pub date: Option<Date>,
    /// The id of its source.
    pub source: Option<Cow<'g, str>>,
    /// The place in the source.
    pub locator: Option<Cow<'g, str>>,
    /// The largest difference between two values, at most 2.
    pub spread: f64,
    /// The codes, by coder.
    pub codes: Vec<Coded<'g>>,
}

/// The code that one coder gave a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Coded<'g> {
    /// The coder.
    pub coder: Cow<'g, str>,
    /// The side that the coder's stances add up to.
    pub side: Side,
    /// The mean of the signed positions, in [-1, 1].
    pub value: f64,
    /// The ids of the coder's stances.
    pub stances: Stances<'g>,
}

/// The settings: the distance, and what to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Settings {
    /// The distance by which disagreements are weighed.
    pub distance: Distance,
    /// The number of disagreements to list; absent for all.
    pub top: Option<usize>,
    /// Whether the table of disagreements comes first.
    pub disagreements_first: bool,
}

setters! {
    Settings {
        with_distance(distance: Distance);
        with_top(top: ?usize);
        with_disagreements_first(disagreements_first: bool);
    }
}

impl<'g> Coders<'g> {
    /// Measures the agreement of a view's coders, over everything that was [said](View::said).
    #[must_use]
    pub fn of(view: &View<'g>, settings: &Settings) -> Self {
        let coding = view.coding(settings.distance);
        let top = settings.top.unwrap_or(usize::MAX);
        let disputed = coding.disputed();
        let by_target = coding.by_target().into_values();
        Self {
            distance: settings.distance,
            coders: coding.coders.iter().copied().map(Cow::Borrowed).collect(),
            alpha: coding.alpha(),
            units: coding.units.len(),
            single: coding.single,
            uncoded: coding.uncoded,
            targets: by_target.map(|units| CodedTarget::of(&coding, &units)).collect(),
            pairs: coding.pairs().map(|pairs| pairs.into_iter().map(TwoCoders::from).collect()),
            omitted: disputed.len().saturating_sub(top),
            disagreements: disputed.into_iter().take(top).map(Disagreement::from).collect(),
            disagreements_first: settings.disagreements_first,
        }
    }

    fn headline(&self) -> String {
        let coders = plural(self.coders.len(), "coder");
        let alpha = match self.alpha {
            Some(alpha) => format!("alpha {alpha:.2} ({})", self.distance),
            None if self.coders.len() < 2 => "no alpha: it takes two".into(),
            None if self.units == 0 => "no alpha: none was coded by two".into(),
            None => "no alpha: all values are the same".into(),
        };
        let units = plural(self.units, "statement");
        format!("{coders}, {units} coded by more than one: {alpha}")
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.single > 0 {
            notes.push(format!("{} coded by one alone", plural(self.single, "statement")).into());
        }
        if self.uncoded > 0 {
            let stances = plural(self.uncoded, "stance");
            let note = format!("{stances} without a coder (its field \"coder\" says who it was)");
            notes.push(note.into());
        }
        notes
    }

    fn targets_table(&self) -> Table<'_> {
        let numbers = ["alpha", "statements", "disputed"].map(Column::number);
        let columns = std::iter::once(Column::target("target")).chain(numbers).collect();
        let rows = self.targets.iter().map(CodedTarget::row).collect();
        Table { title: self.headline(), columns, rows, notes: self.notes() }
    }

    fn pairs_table(&self) -> Table<'_> {
        let rows = self.pairs.iter().flatten().map(TwoCoders::row).collect();
        let notes = match self.pairs {
            Some(_) => Vec::new(),
            None => {
                vec![format!("more than {MAX_CODERS} coders: not every two are compared").into()]
            }
        };
        let mut columns = vec![Column::text("coder"), Column::text("other").headed("and")];
        columns.extend(["statements", "same", "share", "alpha"].map(Column::number));
        Table { title: "How often two agree".into(), columns, rows, notes }
    }

    fn disagreements_table(&self) -> Table<'_> {
        let columns = vec![
            Column::actor("actor"),
            Column::target("target"),
            Column::date("date"),
            Column::text("place"),
            Column::number("spread"),
            Column::text("coded"),
        ];
        Table {
            title: plural(self.disagreements.len() + self.omitted, "disagreement"),
            columns,
            rows: self.disagreements.iter().map(Disagreement::row).collect(),
            notes: Vec::from_iter(left_out(self.omitted, "disagreement")),
        }
    }
}

impl<'g> CodedTarget<'g> {
    fn of(coding: &Coding<'g>, units: &[&CodedUnit<'g>]) -> Self {
        Self {
            target: units[0].target().into(),
            alpha: coding.alpha_of(units.iter().copied()),
            units: units.len(),
            disputed: units.iter().filter(|unit| unit.is_disputed()).count(),
            stances: Stances::listed(units.iter().flat_map(|unit| unit.stances()).collect()),
        }
    }

    fn row(&self) -> Row<'_> {
        let alpha = Value::score(self.alpha);
        let values = vec![(&self.target).into(), alpha, self.units.into(), self.disputed.into()];
        Row { values, about: self.target.name.to_string(), stances: self.stances.clone() }
    }
}

impl<'g> From<CoderPair<'g>> for TwoCoders<'g> {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    fn from(pair: CoderPair<'g>) -> Self {
        let CoderPair { a, b, units, same, alpha } = pair;
        let share = same as f64 / units as f64;
        Self { a: a.into(), b: b.into(), units, same, share, alpha }
    }
}

impl TwoCoders<'_> {
    fn row(&self) -> Row<'_> {
        let values = vec![
            (&self.a).into(),
            (&self.b).into(),
            self.units.into(),
            self.same.into(),
            Value::Score(self.share),
            Value::score(self.alpha),
        ];
        Row { values, about: format!("{} and {}", self.a, self.b), stances: Stances::none() }
    }
}

impl<'g> From<&CodedUnit<'g>> for Disagreement<'g> {
    fn from(unit: &CodedUnit<'g>) -> Self {
        Self {
            actor: unit.actor().into(),
            target: unit.target().into(),
            date: unit.date(),
            source: unit.source().map(|source| source.id.as_str().into()),
            locator: unit.locator().map(Cow::Borrowed),
            spread: unit.spread(),
            codes: unit.codes.iter().map(Coded::from).collect(),
        }
    }
}

impl<'g> From<&Code<'g>> for Coded<'g> {
    fn from(code: &Code<'g>) -> Self {
        let stances = Stances::listed(code.stances.clone());
        Self { coder: code.coder.into(), side: code.side, value: code.value, stances }
    }
}

impl Disagreement<'_> {
    fn row(&self) -> Row<'_> {
        let place = [&self.source, &self.locator].into_iter().flatten();
        let place = place.map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
        let codes = self.codes.iter().map(|code| format!("{}: {}", code.coder, code.side));
        Row {
            values: vec![
                (&self.actor).into(),
                (&self.target).into(),
                Value::maybe(self.date),
                place.into(),
                Value::Score(self.spread),
                codes.collect::<Vec<_>>().join(", ").into(),
            ],
            about: format!("{} on {}", self.actor.name, self.target.name),
            stances: Stances::joined(self.codes.iter().map(|code| code.stances.clone()).collect()),
        }
    }
}

impl Answer for Coders<'_> {
    const VERB: &'static str = "coders";

    fn tables(&self) -> Vec<Table<'_>> {
        let mut tables = vec![self.targets_table()];
        if self.units > 0 {
            tables.push(self.pairs_table());
        }
        if self.disagreements_first {
            tables.insert(0, self.disagreements_table());
        } else if self.units > 0 {
            tables.push(self.disagreements_table());
        }
        tables
    }
}
