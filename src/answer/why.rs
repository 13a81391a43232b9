//! An alignment explained: what two actors agree on, and what divides them.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::align::{Pair, Tie};
use super::measured::{self, MeasureName};
use super::{Answer, Column, Row, Stances, Table, TargetName, Value, plural};
use crate::graph::{Side, Standing};
use crate::measure::{Alignment, AnyMeasure, Confidence, Contribution, Interval, Relation};

/// Two actors' alignment, target by target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Why<'g> {
    /// The measure.
    #[serde(deserialize_with = "measured::measure")]
    #[schemars(with = "MeasureName")]
    pub measure: AnyMeasure,
    /// The confidence level of the interval, in per cent.
    pub confidence: Confidence,
    /// The two actors, and how close they are.
    pub pair: Pair<'g>,
    /// The targets on which both have a standing: first those on which they agree, then those that divide them;
    /// within each, the most influential first.
    pub shared: Vec<SharedTarget<'g>>,
}

/// A target on which both actors have a standing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SharedTarget<'g> {
    /// The target.
    pub target: TargetName<'g>,
    /// The relation of their sides.
    pub relation: Relation,
    /// The target's part of the score; the parts add up to the score. Absent for measures that are not a sum over
    /// targets.
    pub part: Option<f64>,
    /// The score minus the score without this target: positive if the target brings the two together, negative if
    /// it divides them. Absent if there would be no score without it.
    pub influence: Option<f64>,
    /// The standing of the first actor.
    pub a: At<'g>,
    /// The standing of the second actor.
    pub b: At<'g>,
}

/// The standing of one of the two actors on a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct At<'g> {
    /// The side of the actor.
    pub side: Side,
    /// The mean of the signed positions that decide the side, in [-1, 1].
    pub value: f64,
    /// The ids of the stances that decide the side.
    pub stances: Stances<'g>,
}

impl<'g> From<Alignment<'g>> for Why<'g> {
    /// Explains an alignment: see [`View::alignment`](crate::View::alignment).
    fn from(alignment: Alignment<'g>) -> Self {
        let contributions = alignment.contributions().into_iter();
        let mut shared = contributions.map(SharedTarget::from).collect::<Vec<_>>();
        shared.sort_by(SharedTarget::order);
        let comparison = alignment.comparison();
        let (measure, confidence) = (comparison.measure.clone(), comparison.confidence);
        Self { measure, confidence, pair: alignment.into(), shared }
    }
}

impl<'g> From<Contribution<'g>> for SharedTarget<'g> {
    fn from(contribution: Contribution<'g>) -> Self {
        let Contribution { shared, part, influence } = contribution;
        let (target, relation) = (shared.target().into(), shared.relation());
        Self { target, relation, part, influence, a: shared.a.into(), b: shared.b.into() }
    }
}

impl<'g> From<Standing<'g>> for At<'g> {
    fn from(standing: Standing<'g>) -> Self {
        let stances = Stances::deciding(standing);
        Self { side: standing.side(), value: standing.value(), stances }
    }
}

impl SharedTarget<'_> {
    /// Compares by relation, then by influence and part, the larger first.
    fn order(&self, other: &Self) -> Ordering {
        let weight = |target: &Self| {
            let [part, influence] = [target.part, target.influence].map(|x| x.unwrap_or(0.0).abs());
            (influence, part)
        };
        let ((influence, part), (other_influence, other_part)) = (weight(self), weight(other));
        let by_relation = self.relation.cmp(&other.relation);
        let by_influence = by_relation.then(other_influence.total_cmp(&influence));
        by_influence.then(other_part.total_cmp(&part)).then(self.target.id.cmp(&other.target.id))
    }

    fn row(&self, pair: &Pair) -> Row<'_> {
        let (target, a, b) = (&self.target.name, &pair.a.name, &pair.b.name);
        let [does, other_does] = [self.a.side, self.b.side].map(verb);
        let about = format!("{target}: {a} {does}, {b} {other_does}");
        let stances = Stances::joined(vec![self.a.stances.clone(), self.b.stances.clone()]);
        Row {
            values: vec![
                self.relation.as_str().into(),
                Value::from(&self.target).on(stances.clone(), about.clone()),
                self.a.value(a),
                self.b.value(b),
                Value::score(self.part),
                self.influence.map_or(Value::Nothing, Value::Signed),
            ],
            about,
            stances,
        }
    }
}

impl At<'_> {
    /// The side, which leads to the stances that decide it.
    fn value(&self, name: &str) -> Value<'_> {
        let about = format!("{name}: {}", self.side);
        Value::Side(self.side).on(self.stances.clone(), about)
    }
}

/// The verb for a side.
fn verb(side: Side) -> &'static str {
    match side {
        Side::Support => "supports",
        Side::Oppose => "opposes",
        Side::Neutral => "is neutral",
        Side::Mixed => "has said both",
    }
}

impl Answer for Why<'_> {
    const VERB: &'static str = "why";

    fn tables(&self) -> Vec<Table<'_>> {
        let ties = (!self.pair.ties.is_empty()).then(|| self.ties());
        std::iter::once(self.targets()).chain(ties).collect()
    }
}

impl Why<'_> {
    fn targets(&self) -> Table<'_> {
        let rows = self.shared.iter().map(|target| target.row(&self.pair)).collect::<Vec<_>>();
        let note =
            "part: of the score; influence: the score less what it would be without this target";
        let notes = if rows.is_empty() { Vec::new() } else { vec![note.into()] };
        let columns = vec![
            Column::text("relation"),
            Column::target("target"),
            Column::side("first"),
            Column::side("second"),
            Column::number("part"),
            Column::number("influence"),
        ];
        Table { title: self.title(), columns, rows, notes }
    }

    fn title(&self) -> String {
        let Pair { a, b, tally, .. } = &self.pair;
        let counts = format!(
            "{} shared: {} agree, {} disagree, {} mixed, {} neutral",
            tally.shared, tally.agree, tally.disagree, tally.mixed, tally.neutral
        );
        format!("{} and {}: {}; {counts}", a.name, b.name, self.verdict())
    }

    fn verdict(&self) -> String {
        let (measure, pair) = (&self.measure, &self.pair);
        match (pair.score, pair.interval) {
            (Some(score), Some(Interval { low, high })) => {
                format!("{measure} {score:.2} ({} %: {low:.2} to {high:.2})", self.confidence)
            }
            (Some(score), None) => format!("{measure} {score:.2}"),
            (None, _) if pair.tally.shared == 0 => "no shared target, so no answer".into(),
            (None, _) => format!("{measure} has no answer"),
        }
    }

    fn ties(&self) -> Table<'_> {
        let rows = self.pair.ties.iter().map(Tie::row).collect::<Vec<_>>();
        let title = format!("Of one another: {}", plural(rows.len(), "standing"));
        let columns = vec![Column::actor("actor"), Column::side("side")];
        Table { title, columns, rows, notes: Vec::new() }
    }
}
