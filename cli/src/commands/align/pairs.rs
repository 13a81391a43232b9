//! Pairs of actors.

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::graph::{ActorIx, Side, Standing};
use stancegraph::measure::{
    Alignment, Alignments, AnyMeasure, Closest, Comparison, Confidence, Interval, Range, Sort,
    Tally,
};

use super::super::who::plural;
use crate::answer::Answer;
use crate::evidence::{self, ActorName, Behind};
use crate::sheet::{Row, Sheet, Value};

/// With more ids than this, JSON leaves them out: every pair of 200 states has twice as many as
/// there are votes.
const MOST_IDS: usize = 2_000_000;

/// How close actors are, pair by pair.
#[derive(Serialize, JsonSchema)]
pub struct Pairs<'g> {
    measure: AnyMeasure,
    /// Between which positions counts are compared, in the unit of the file; absent for other measures.
    range: Option<Range>,
    /// How sure the intervals are, in per cent.
    confidence: Confidence,
    /// By what the pairs are listed.
    sort: Sort,
    min_shared: usize,
    /// How many pairs have fewer shared targets than `min_shared`.
    thin: usize,
    /// How many pairs are beyond the first that were asked for.
    omitted: usize,
    /// Whether the pairs leave out the ids of their stances, which would be more than two million:
    /// `--with`, `--between`, `--top` and `--evidence` list them.
    without_stances: bool,
    /// Those that are surely closest first: by the lower end of the interval, or by score; those
    /// without a score last.
    pairs: Vec<Pair<'g>>,
    #[serde(skip)]
    sorted_by: &'static str,
}

/// How close two actors are.
#[derive(Serialize, JsonSchema)]
pub struct Pair<'g> {
    pub a: ActorName<'g>,
    pub b: ActorName<'g>,
    /// Absent where the measure has no answer.
    pub score: Option<f64>,
    /// Absent where it is not known how sure the score is.
    pub interval: Option<Interval>,
    pub tally: Tally,
    /// What each has said of the other.
    pub ties: Vec<Tie<'g>>,
    /// The ids of the stances that give the score; absent where the answer leaves them out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Vec<String>>")]
    stances: Option<Behind<'g>>,
    /// The same, always.
    #[serde(skip)]
    behind: Behind<'g>,
}

/// Where one actor stands toward another.
#[derive(Serialize, JsonSchema)]
pub struct Tie<'g> {
    from: ActorName<'g>,
    to: &'g str,
    side: Side,
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

impl<'g> Pairs<'g> {
    /// Whether no two actors are in view.
    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.thin + self.omitted == 0
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
            sort: comparison.sort,
            sorted_by: comparison.sorted_by(),
            min_shared,
            thin,
            omitted,
            without_stances,
            pairs: pairs
                .map(|(pair, interval)| Pair::of(pair, interval, !without_stances))
                .collect(),
        }
    }

    /// The closest pairs.
    pub fn closest(alignments: &Alignments<'g>, top: usize, min_shared: usize) -> Self {
        Self::new(alignments.comparison(), min_shared, alignments.closest(top, min_shared))
    }

    /// The closest pairs of one actor.
    pub(super) fn with(
        alignments: &Alignments<'g>,
        actor: ActorIx,
        top: usize,
        min_shared: usize,
    ) -> Self {
        let closest = alignments.closest_to(actor, top, min_shared);
        Self::new(alignments.comparison(), min_shared, closest)
    }

    /// Two actors.
    pub(super) fn between(
        alignments: &Alignments<'g>,
        pair: (ActorIx, ActorIx),
        min_shared: usize,
    ) -> Self {
        let alignment = alignments.between(pair);
        let is_thin = alignment.tally.shared < min_shared;
        let pairs = if is_thin { Vec::new() } else { vec![alignment] };
        let closest = Closest { pairs, thin: usize::from(is_thin), omitted: 0 };
        Self::new(alignments.comparison(), min_shared, closest)
    }

    pub(super) fn sheet(&self) -> Sheet<'g> {
        let rows = self.pairs.iter().map(Pair::row).collect::<Vec<_>>();
        let listed = match rows.len() {
            0 | 1 => String::new(),
            _ => format!(", listed {}", self.sorted_by),
        };
        let title = format!("{}, by {}{listed}", plural(rows.len(), "pair"), self.measure);
        let columns = vec![
            "actor", "and", "score", "low", "high", "shared", "agree", "disagree", "mixed",
            "neutral", "ties",
        ];
        let mut notes = Vec::from_iter(range_note(self.range));
        if self.thin > 0 {
            notes.push(thin(self.thin, self.min_shared));
        }
        if self.omitted > 0 {
            let more = plural(self.omitted, "more pair");
            notes.push(format!("and {more}; --top N lists more, --format csv all"));
        }
        Sheet { title, columns, rows, notes }
    }
}

/// Between which positions counts are compared, where that is not the whole scale of strengths.
pub fn range_note(range: Option<Range>) -> Option<String> {
    let range = range.filter(|range| (range.low(), range.high()) != (-1.0, 1.0))?;
    let (low, high) = (range.low(), range.high());
    Some(format!(
        "positions are compared on the range from {low} to {high}; --range LOW:HIGH sets another"
    ))
}

/// What thin pairs are left out.
pub(super) fn thin(pairs: usize, min_shared: usize) -> String {
    format!("{} with fewer than {min_shared} shared left out", plural(pairs, "pair"))
}

/// Pairs alone are an answer too: beside a picture.
impl<'g> Answer<'g> for Pairs<'g> {
    const VERB: &'static str = "align";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        vec![self.sheet()]
    }
}

impl<'g> From<Alignment<'g>> for Pair<'g> {
    fn from(alignment: Alignment<'g>) -> Self {
        let interval = alignment.interval();
        Self::of(alignment, interval, true)
    }
}

impl<'g> Pair<'g> {
    fn of(alignment: Alignment<'g>, interval: Option<Interval>, lists_stances: bool) -> Self {
        let (a, b) = (alignment.a().into(), alignment.b().into());
        let (score, tally) = (alignment.score, alignment.tally);
        let ties = alignment.ties().into_iter().flatten().map(Tie::from).collect();
        let behind = Behind::new(move || alignment.stances());
        let stances = lists_stances.then(|| behind.clone());
        Self { a, b, score, interval, tally, ties, stances, behind }
    }
}

impl<'g> From<Standing<'g>> for Tie<'g> {
    fn from(standing: Standing<'g>) -> Self {
        Self {
            from: standing.actor().into(),
            to: standing.target().id(),
            side: standing.side(),
            stances: Behind::new(move || standing.deciding().collect()),
        }
    }
}

impl<'g> Pair<'g> {
    /// The stances behind the score and the ties.
    fn all_behind(&self) -> Behind<'g> {
        let (shared, ties) = (self.behind.clone(), self.tie_stances());
        Behind::new(move || {
            let ties = ties.iter().flat_map(Behind::stances);
            shared.stances().into_iter().chain(ties).collect()
        })
    }

    fn tie_stances(&self) -> Vec<Behind<'g>> {
        self.ties.iter().map(|tie| tie.stances.clone()).collect()
    }

    fn row(&self) -> Row<'g> {
        let tally = self.tally;
        let counts = [tally.shared, tally.agree, tally.disagree, tally.mixed, tally.neutral];
        let mut values = vec![
            Value::text(self.a.name),
            Value::text(self.b.name),
            Value::Score(self.score),
            Value::Score(self.interval.map(|interval| interval.low)),
            Value::Score(self.interval.map(|interval| interval.high)),
        ];
        values.extend(counts.map(Value::count));
        values.push(Value::text(self.ties.iter().map(Tie::shown).collect::<Vec<_>>().join(", ")));
        Row {
            values,
            about: format!("{} and {}", self.a.name, self.b.name),
            behind: self.all_behind(),
        }
    }
}

impl<'g> Tie<'g> {
    fn shown(&self) -> String {
        format!("{} by {}", evidence::glyph(self.side), self.from.name)
    }

    pub fn row(&self) -> Row<'g> {
        let values = vec![Value::text(self.from.name), Value::Side(self.side)];
        let about = format!("{}: {} toward the other", self.from.name, self.side);
        Row { values, about, behind: self.stances.clone() }
    }
}

/// `0.44 to 1.00`.
pub fn shown(interval: Interval) -> String {
    format!("{:.2} to {:.2}", interval.low, interval.high)
}
