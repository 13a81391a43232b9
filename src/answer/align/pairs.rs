//! Alignments as a list of pairs of actors.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::measured::{self, MeasureName};
use crate::answer::{
    ActorName, Answer, Column, Note, Row, Stances, Suggestion, Table, Value, plural,
};
use crate::error::Error;
use crate::graph::{ActorIx, Side, Standing};
use crate::measure::{
    Alignment, Alignments, AnyMeasure, Closest, Comparison, Confidence, Interval, Measure, Sort,
    Tally,
};
use crate::model::PositionRange;

/// The maximum number of stance ids in JSON; with more, JSON leaves them out, because all pairs of 200 states have
/// twice as many ids as there are votes.
const MOST_IDS: usize = 2_000_000;

/// A list of pairs of actors, with the score of each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Pairs<'g> {
    /// The measure.
    #[serde(deserialize_with = "measured::measure")]
    #[schemars(with = "MeasureName")]
    pub measure: AnyMeasure,
    /// The range in which counts compare positions, in the unit of the file; absent for other measures.
    pub range: Option<PositionRange>,
    /// The confidence level of the intervals, in per cent.
    pub confidence: Confidence,
    /// Whether the measure is one of the user's own and a share: pairs are sorted by the lower ends of its
    /// intervals. Absent if not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own_share: bool,
    /// The order of the pairs.
    pub sort: Sort,
    /// The minimum number of shared targets; pairs with fewer are left out.
    pub min_shared: usize,
    /// The number of pairs with fewer shared targets than `min_shared`.
    pub thin: usize,
    /// The number of pairs that are not listed because fewer were asked for.
    pub omitted: usize,
    /// Whether the pairs leave out the ids of their stances, because there would be more than two million:
    /// `--with`, `--between`, `--top` and `--evidence` list them.
    pub without_stances: bool,
    /// The pairs, the most surely close first: by the lower end of the interval, or by score; pairs without a
    /// score last.
    pub pairs: Vec<Pair<'g>>,
}

/// The alignment of two actors.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Pair<'g> {
    /// The first actor.
    pub a: ActorName<'g>,
    /// The second actor.
    pub b: ActorName<'g>,
    /// The score; absent if the measure has no answer.
    pub score: Option<f64>,
    /// The confidence interval of the score; absent if there is none.
    pub interval: Option<Interval>,
    /// The number of shared targets on which they agree and disagree.
    pub tally: Tally,
    /// The standings of each toward the other.
    pub ties: Vec<Tie<'g>>,
    /// The ids of the stances that the score rests on; absent if the answer leaves them out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stances: Option<Stances<'g>>,
    /// The stances that the score rests on, if JSON leaves out their ids.
    #[serde(skip)]
    left_out: Stances<'g>,
}

/// The standing of one actor toward another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Tie<'g> {
    /// The actor who has the standing.
    pub from: ActorName<'g>,
    /// The id of the other actor.
    pub to: Cow<'g, str>,
    /// The side of the actor.
    pub side: Side,
    /// The ids of the stances that decide the side.
    pub stances: Stances<'g>,
}

impl<'g> Pairs<'g> {
    /// Lists the closest pairs, at most `top`.
    #[must_use]
    pub fn closest(alignments: &Alignments<'g>, top: usize, min_shared: usize) -> Self {
        Self::new(alignments.comparison(), min_shared, alignments.closest(top, min_shared))
    }

    /// Lists the closest pairs of one actor, at most `top`.
    ///
    /// # Errors
    ///
    /// [`Error::OtherGraph`] for an actor of another graph.
    pub fn with(
        alignments: &Alignments<'g>,
        actor: ActorIx,
        top: usize,
        min_shared: usize,
    ) -> Result<Self, Error> {
        let closest = alignments.closest_to(actor, top, min_shared)?;
        Ok(Self::new(alignments.comparison(), min_shared, closest))
    }

    /// Lists a single pair of actors.
    ///
    /// # Errors
    ///
    /// [`Error::OtherGraph`] for an actor of another graph.
    pub fn between(
        alignments: &Alignments<'g>,
        pair: (ActorIx, ActorIx),
        min_shared: usize,
    ) -> Result<Self, Error> {
        let alignment = alignments.between(pair)?;
        let is_thin = alignment.tally.shared < min_shared;
        let pairs = if is_thin { Vec::new() } else { vec![alignment] };
        let closest = Closest { pairs, thin: usize::from(is_thin), omitted: 0 };
        Ok(Self::new(alignments.comparison(), min_shared, closest))
    }

    fn new(comparison: &Comparison, min_shared: usize, closest: Closest<'g>) -> Self {
        let intervals = closest.intervals();
        let Closest { pairs, thin, omitted } = closest;
        let ids = pairs.iter().map(|pair| 2 * pair.tally.shared).sum::<usize>();
        let without_stances = ids > MOST_IDS;
        let pairs = pairs.into_iter().zip(intervals);
        Self {
            measure: comparison.measure.clone(),
            range: comparison.range,
            confidence: comparison.confidence,
            own_share: comparison.measure.built_in().is_none() && comparison.measure.is_share(),
            sort: comparison.sort,
            min_shared,
            thin,
            omitted,
            without_stances,
            pairs: pairs
                .map(|(pair, interval)| Pair::of(pair, interval, !without_stances))
                .collect(),
        }
    }

    /// Whether the view has no pair of actors at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.thin + self.omitted == 0
    }

    fn title(&self) -> String {
        let listed = match self.pairs.len() {
            0 | 1 => String::new(),
            _ => {
                // Of a measure that was read, only the name is known.
                let like =
                    if self.own_share { Measure::Agreement.into() } else { self.measure.clone() };
                let comparison = Comparison { sort: self.sort, ..like.into() };
                format!(", listed {}", comparison.sorted_by())
            }
        };
        format!("{}, by {}{listed}", plural(self.pairs.len(), "pair"), self.measure)
    }

    fn notes(&self) -> Vec<Note> {
        let more = || {
            let more = plural(self.omitted, "more pair");
            Note::say(format!("and {more}; "))
                .and_ask(Suggestion::Top(Some("N".into())))
                .and_say(" lists more, ")
                .and_ask(Suggestion::Csv)
                .and_say(" all")
        };
        let thin = thin_note(self.thin, self.min_shared);
        let omitted = (self.omitted > 0).then(more);
        [range_note(self.range), thin, omitted].into_iter().flatten().collect()
    }
}

impl Answer for Pairs<'_> {
    const VERB: &'static str = "align";

    fn tables(&self) -> Vec<Table<'_>> {
        vec![self.table(Pair::linked_row)]
    }

    /// There may be millions of pairs, and CSV has no links.
    fn listing(&self) -> Option<Table<'_>> {
        Some(self.table(Pair::row))
    }
}

impl Pairs<'_> {
    fn table<'a>(&'a self, row: fn(&'a Pair<'a>) -> Row<'a>) -> Table<'a> {
        let counts = ["shared", "agree", "disagree", "mixed", "neutral"];
        let mut columns = vec![
            Column::actor("actor"),
            Column::actor("other").headed("and"),
            Column::number("score"),
            Column::number("low"),
            Column::number("high"),
        ];
        columns.extend(counts.map(Column::number));
        columns.push(Column::text("ties"));
        let rows = self.pairs.iter().map(row).collect();
        Table { title: self.title(), columns, rows, notes: self.notes() }
    }
}

/// A note on the range in which positions are compared, unless it is the whole scale of strengths.
#[must_use]
pub fn range_note(range: Option<PositionRange>) -> Option<Note> {
    let range = range.filter(|range| (range.low(), range.high()) != (-1.0, 1.0))?;
    let (low, high) = (range.low(), range.high());
    let note = Note::say(format!("positions are compared on the range from {low} to {high}; "));
    Some(note.and_ask(Suggestion::Range).and_say(" sets another"))
}

/// A note on the pairs that are left out because they share too few targets.
pub fn thin_note(pairs: usize, min_shared: usize) -> Option<Note> {
    let pairs = (pairs > 0).then(|| plural(pairs, "pair"))?;
    Some(format!("{pairs} with fewer than {min_shared} shared left out").into())
}

impl<'g> From<Alignment<'g>> for Pair<'g> {
    fn from(alignment: Alignment<'g>) -> Self {
        let interval = alignment.interval();
        Self::of(alignment, interval, true)
    }
}

/// Two values are equal if their JSON is equal.
impl PartialEq for Pair<'_> {
    fn eq(&self, other: &Self) -> bool {
        let Self { a, b, score, interval, tally, ties, stances, left_out: _ } = self;
        (a, b, score, interval) == (&other.a, &other.b, &other.score, &other.interval)
            && (tally, ties, stances) == (&other.tally, &other.ties, &other.stances)
    }
}

impl<'g> Pair<'g> {
    fn of(alignment: Alignment<'g>, interval: Option<Interval>, lists_stances: bool) -> Self {
        let (a, b) = (alignment.a().into(), alignment.b().into());
        let (score, tally) = (alignment.score, alignment.tally);
        let ties = alignment.ties().into_iter().flatten().map(Tie::from).collect();
        let found = Stances::new(alignment.graph(), move || alignment.stances());
        let (stances, left_out) = match lists_stances {
            true => (Some(found), Stances::none()),
            false => (None, found),
        };
        Self { a, b, score, interval, tally, ties, stances, left_out }
    }

    /// The stances that the score and the ties rest on.
    #[must_use]
    pub fn all_stances(&self) -> Stances<'g> {
        let shared = self.shared_stances();
        let ties = self.ties.iter().map(|tie| &tie.stances);
        Stances::joined(std::iter::once(shared).chain(ties).cloned().collect())
    }

    /// The stances that the score rests on.
    fn shared_stances(&self) -> &Stances<'g> {
        self.stances.as_ref().unwrap_or(&self.left_out)
    }

    fn shown_ties(&self) -> Value<'_> {
        self.ties.iter().map(Tie::shown).collect::<Vec<_>>().join(", ").into()
    }

    fn row(&self) -> Row<'_> {
        self.row_of(Value::score(self.score), self.tally.shared.into(), self.shown_ties())
    }

    /// The same row: the score leads to the reasons for it, the number of shared targets and the ties to stances.
    fn linked_row(&self) -> Row<'_> {
        let (a, b, tally) = (&self.a, &self.b, self.tally);
        let score = self.score.map_or(Value::Nothing, |score| {
            Value::Score(score).of_pair(a, b, format!("{score:.2}, {tally}"))
        });
        let about = format!("{} and {}: {tally}", a.name, b.name);
        let shared = Value::from(tally.shared).on(self.shared_stances().clone(), about);
        let about = format!("{} and {} of one another", a.name, b.name);
        let said = self.ties.iter().map(|tie| tie.stances.clone()).collect();
        self.row_of(score, shared, self.shown_ties().on(Stances::joined(said), about))
    }

    fn row_of<'a>(&'a self, score: Value<'a>, shared: Value<'a>, ties: Value<'a>) -> Row<'a> {
        let tally = self.tally;
        let counts = [tally.agree, tally.disagree, tally.mixed, tally.neutral];
        let ends = [self.interval.map(|of| of.low), self.interval.map(|of| of.high)];
        let mut values = vec![(&self.a).into(), (&self.b).into(), score];
        values.extend(ends.map(Value::score));
        values.push(shared);
        values.extend(counts.map(Value::from));
        values.push(ties);
        let about = format!("{} and {}", self.a.name, self.b.name);
        Row { values, about, stances: self.all_stances() }
    }
}

impl<'g> From<Standing<'g>> for Tie<'g> {
    fn from(standing: Standing<'g>) -> Self {
        Self {
            from: standing.actor().into(),
            to: standing.target().id().into(),
            side: standing.side(),
            stances: Stances::deciding(standing),
        }
    }
}

impl Tie<'_> {
    fn shown(&self) -> String {
        format!("{} by {}", self.side.glyph(), self.from.name)
    }

    /// The row of a table of actors and sides.
    pub(crate) fn row(&self) -> Row<'_> {
        let values = vec![(&self.from).into(), self.side.into()];
        let about = format!("{}: {} toward the other", self.from.name, self.side);
        Row { values, about, stances: self.stances.clone() }
    }
}
