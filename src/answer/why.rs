//! What makes two actors agree, and what divides them.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::align::{Pair, Tie};
use super::{Answer, Column, Row, Stances, Table, TargetName, Value, plural};
use crate::graph::{Side, Standing};
use crate::measure::{Alignment, AnyMeasure, Confidence, Contribution, Interval, Relation};

/// Two actors' alignment, target by target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Why<'g> {
    /// By what they are compared.
    pub measure: AnyMeasure,
    /// How sure the interval is, in per cent.
    pub confidence: Confidence,
    /// How close they are.
    pub pair: Pair<'g>,
    /// What both have a standing on: what they agree on first, then what divides them; of
    /// each, what adds most first.
    pub shared: Vec<SharedTarget<'g>>,
}

/// A target on which both actors have a standing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SharedTarget<'g> {
    /// What both are on.
    pub target: TargetName<'g>,
    /// Whether they agree on it.
    pub relation: Relation,
    /// Its part of the score: all parts add up to it. Absent for measures that are not a sum over
    /// targets.
    pub part: Option<f64>,
    /// The score minus what it would be without this target: above 0 it pulls together, below 0
    /// apart. Absent where there would be no score.
    pub influence: Option<f64>,
    /// Where the first of the two stands.
    pub a: At<'g>,
    /// Where the second stands.
    pub b: At<'g>,
}

/// Where one of the two stands on a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct At<'g> {
    /// The side that the actor is on.
    pub side: Side,
    /// The mean of the signed positions that decide the side, in [-1, 1].
    pub value: f64,
    /// The ids of the stances that decide the side.
    pub stances: Stances<'g>,
}

impl<'g> From<Alignment<'g>> for Why<'g> {
    /// What makes up an alignment: see [`View::alignment`](crate::View::alignment).
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
    /// By relation; what weighs more comes first.
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
        Row {
            values: vec![
                self.relation.as_str().into(),
                (&self.target).into(),
                self.a.side.into(),
                self.b.side.into(),
                Value::score(self.part),
                self.influence.map_or(Value::Nothing, Value::Signed),
            ],
            about: format!("{target}: {a} {does}, {b} {other_does}"),
            stances: Stances::joined(vec![self.a.stances.clone(), self.b.stances.clone()]),
        }
    }
}

/// What someone on a side does.
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
