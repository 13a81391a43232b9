//! Ties between actors, and the quality of the blocs that they lead to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::align::range_note;
use super::measured::{self, MeasureName};
use super::words::{list, number, single_note};
use super::{ActorName, Note, plural};
use crate::bloc::{ActorGraph, BestCount, Blocs, Parallel, Partition};
use crate::measure::AnyMeasure;
use crate::model::PositionRange;

/// The maximum number of names in one cell.
pub const MOST_NAMES: usize = 12;

/// The ties between actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Ties {
    /// The measure; absent for ties by what actors said of one another.
    #[serde(default, deserialize_with = "measured::maybe")]
    #[schemars(with = "Option<MeasureName>")]
    pub measure: Option<AnyMeasure>,
    /// The score above which a tie is for and below which it is against.
    pub threshold: Option<f64>,
    /// The range in which counts compare positions, in the unit of the file; absent for other measures.
    pub range: Option<PositionRange>,
    /// The number of targets that two actors must share to be tied; absent for ties by what actors said of one
    /// another.
    pub min_shared: Option<usize>,
    /// Whether ties have their own weights instead of 1.
    pub weighted: bool,
    /// The rule for several stances of one actor on another; absent if ties are alignments.
    pub parallel: Option<Parallel>,
    /// The number of ties parallel to another tie of the same actor to the same actor.
    pub beside: usize,
    /// The number of actors with a tie.
    pub actors: usize,
    /// The number of ties for.
    pub positive: usize,
    /// The number of ties against.
    pub negative: usize,
    /// The number of ties that rest on a single shared target.
    pub single: usize,
    /// The number of pairs that share fewer than `min_shared` targets.
    pub thin: usize,
    /// The number of pairs whose score equals the threshold; for ties by what actors said of one another, of
    /// neutral standings.
    pub undecided: usize,
    /// The number of pairs without a score; for ties by what actors said of one another, of standings that are as
    /// much for as against.
    pub unanswered: usize,
}

impl From<&ActorGraph<'_>> for Ties {
    fn from(graph: &ActorGraph) -> Self {
        let untied = graph.untied();
        let all = graph.signed().ties();
        let positive = all.iter().filter(|tie| tie.weight > 0.0).count();
        let comparison = graph.comparison();
        Self {
            measure: comparison.map(|comparison| comparison.measure.clone()),
            threshold: graph.threshold(),
            range: comparison.and_then(|comparison| comparison.range),
            min_shared: graph.min_shared(),
            weighted: graph.is_weighted(),
            parallel: graph.parallel().map(|(rule, _)| rule),
            beside: graph.parallel().map_or(0, |(_, beside)| beside),
            actors: graph.nodes().len(),
            positive,
            negative: all.len() - positive,
            single: graph.single(),
            thin: untied.thin,
            undecided: untied.undecided,
            unanswered: untied.unanswered,
        }
    }
}

impl Ties {
    /// The number of ties.
    #[must_use]
    pub fn count(&self) -> usize {
        self.positive + self.negative
    }

    /// Formats a disagreement as `7 of 58 ties do not fit`; if ties can weigh more or less than 1, as
    /// `weight 3.5 of 58 ties does not fit`.
    pub(crate) fn misfit(&self, disagreement: f64) -> String {
        let all = plural(self.count(), "tie");
        let is_weighted = self.weighted || self.parallel == Some(Parallel::Sum);
        let value = number(disagreement);
        match (value.as_str(), is_weighted) {
            ("0", _) if self.count() == 1 => "the only tie fits".into(),
            ("0", _) => format!("all {all} fit"),
            (_, true) => format!("weight {value} of {all} does not fit"),
            ("1", false) => format!("1 of {all} does not fit"),
            (_, false) => format!("{value} of {all} do not fit"),
        }
    }

    /// The share of ties for; `None` without any tie.
    #[must_use]
    pub fn positive_share(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let (positive, all) = (self.positive as f64, self.count() as f64);
        (all > 0.0).then(|| positive / all)
    }

    /// Whether there is nothing that could be a tie.
    pub(crate) fn nothing_said(&self) -> bool {
        self.count() + self.undecided + self.unanswered + self.thin == 0
    }

    /// Notes on what makes a tie, on pairs without one, and on ties that rest on a single target.
    pub(crate) fn notes(&self) -> impl Iterator<Item = Note> {
        [Some(self.what().into()), range_note(self.range), self.thin_note()].into_iter().flatten()
    }

    fn what(&self) -> String {
        let by = match (&self.measure, self.threshold) {
            (Some(measure), Some(threshold)) => {
                let threshold = number(threshold);
                format!("tied by {measure}: for above {threshold}, against below")
            }
            _ => format!("tied by what actors said about one another{}", self.by_rule()),
        };
        let untied = match self.min_shared {
            Some(min_shared) => [
                (self.thin, format!("with fewer than {min_shared} shared targets")),
                (self.undecided, "at the threshold".into()),
                (self.unanswered, "without a score".into()),
            ],
            None => [
                (0, String::new()),
                (self.undecided, "neutral".into()),
                (self.unanswered, "mixed".into()),
            ],
        };
        let untied = untied.iter().filter(|(count, _)| *count > 0);
        let untied = untied.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>();
        let none = if untied.is_empty() { "" } else { "; no tie: " };
        format!("{by}; {} for, {} against{none}{}", self.positive, self.negative, untied.join(", "))
    }

    /// The rule for parallel ties in words, if there are any or if they are not counted one by one.
    fn by_rule(&self) -> String {
        match self.parallel {
            Some(Parallel::Count) if self.beside > 0 => {
                format!(" (each stance is a tie; {} beside another of the same two)", self.beside)
            }
            Some(Parallel::Sum) => " (stances of one on another added up)".into(),
            Some(Parallel::Merge) => " (stances of one on another merged)".into(),
            Some(Parallel::Count) | None => String::new(),
        }
    }

    /// A note on ties that rest on a single target, if there are more than a few.
    fn thin_note(&self) -> Option<Note> {
        single_note(self.single, self.count(), "tie")
    }
}

/// The quality of a partition, and what is proved about it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Certificate {
    /// The disagreement: the weight of ties against within blocs and of ties for between them.
    pub value: f64,
    /// The lower bound: no partition has less disagreement.
    pub lower_bound: f64,
    /// The value minus the lower bound.
    pub gap: f64,
    /// Whether it is proved that no partition is better.
    pub proved: bool,
}

impl From<&Partition> for Certificate {
    fn from(partition: &Partition) -> Self {
        let Partition { value, lower_bound, proved, .. } = *partition;
        Self { value, lower_bound, gap: partition.gap(), proved }
    }
}

impl Certificate {
    /// Formats what is proved about a split into up to `most` blocs, as `no two-camp split does better (proven)`.
    pub(crate) fn proof(&self, most: Option<usize>) -> String {
        let split = match most {
            Some(1) => return "only one bloc was allowed".into(),
            Some(2) => "no two-camp split does better".into(),
            Some(most) => format!("no split into up to {most} blocs does better"),
            None => "no other split does better".to_owned(),
        };
        match self.proved {
            true => format!("{split} (proven)"),
            false => self.note(),
        }
    }

    /// Formats what is proved about the value.
    pub(crate) fn note(&self) -> String {
        match self.proved {
            true => "proven minimal".into(),
            false => format!(
                "the minimum is at least {} (gap {}; not proven within the time)",
                number(self.lower_bound),
                number(self.gap)
            ),
        }
    }
}

/// The number of best partitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct BestPartitions {
    /// The number of known best partitions, not counting different names of the blocs: the product of the numbers
    /// for each connected component.
    pub count: u64,
    /// Whether the count is exact; if not, there may be more.
    pub exact: bool,
}

impl BestPartitions {
    /// The count for some blocs; `None` if no partition is proved to be the best.
    #[must_use]
    pub fn of(blocs: &Blocs) -> Option<Self> {
        match blocs.best() {
            BestCount::Exactly(count) => Some(Self { count, exact: true }),
            BestCount::AtLeast(count) => Some(Self { count, exact: false }),
            BestCount::Unknown => None,
        }
    }

    /// Formats the count as `3 best partitions` or `at least 3 best partitions`.
    pub(crate) fn shown(self) -> String {
        let count = plural(usize::try_from(self.count).unwrap_or(usize::MAX), "best partition");
        if self.exact { count } else { format!("at least {count}") }
    }
}

/// Joins the names of actors, at most so many.
pub fn names<'a>(actors: impl IntoIterator<Item = &'a ActorName<'a>>, most: usize) -> String {
    list(&actors.into_iter().map(|actor| &*actor.name).collect::<Vec<_>>(), most)
}

/// A note on actors without ties.
pub fn isolates(actors: &[ActorName]) -> Option<Note> {
    let has = if actors.len() == 1 { "has" } else { "have" };
    let note =
        || format!("{} {has} no tie: {}", plural(actors.len(), "actor"), names(actors, MOST_NAMES));
    (!actors.is_empty()).then(|| note().into())
}
