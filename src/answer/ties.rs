//! What ties actors, and how good the blocs are that follow from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::align::range_note;
use super::words::{list, number};
use super::{ActorName, plural};
use crate::bloc::{ActorGraph, BestCount, Blocs, Parallel, Partition};
use crate::measure::{AnyMeasure, Range, thin};

/// So many names are listed in one cell.
const MOST_NAMES: usize = 12;

/// What ties actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ties {
    /// Absent where ties are what actors said of one another.
    pub measure: Option<AnyMeasure>,
    /// Above it a tie is for, below it against.
    pub threshold: Option<f64>,
    /// Between which positions counts are compared, in the unit of the file; absent for other measures.
    pub range: Option<Range>,
    /// How many targets two actors have to share to be tied; absent for ties by what actors said of one another.
    pub min_shared: Option<usize>,
    /// Whether ties have weights of their own instead of 1.
    pub weighted: bool,
    /// How several stances of one actor on another are ties; absent where ties are alignments.
    pub parallel: Option<Parallel>,
    /// Ties beside another of the same actor on the same.
    pub beside: usize,
    /// How many actors have a tie.
    pub actors: usize,
    /// Ties for one another.
    pub positive: usize,
    /// Ties against one another.
    pub negative: usize,
    /// Ties that rest on a single shared target.
    pub single: usize,
    /// Pairs that share fewer than `min_shared` targets.
    pub thin: usize,
    /// Pairs whose score is the threshold; of what actors said of one another, what is neutral.
    pub undecided: usize,
    /// Pairs without a score; of what actors said of one another, standings for as much as against.
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
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.positive + self.negative
    }

    /// `7 of 58 ties do not fit`; of ties that weigh more than 1 or less, `weight 3.5 of 58 ties does not fit`.
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

    /// Whether nothing is there that might be a tie.
    pub(crate) fn nothing_said(&self) -> bool {
        self.count() + self.undecided + self.unanswered + self.thin == 0
    }

    /// What a tie is, what is none, and how thin they are.
    pub(crate) fn notes(&self) -> impl Iterator<Item = String> {
        [Some(self.what()), range_note(self.range), self.thin_note()].into_iter().flatten()
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

    /// What parallel ties are, where there are some or they are not each counted.
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

    /// What thin ties are worth, where they are not few.
    fn thin_note(&self) -> Option<String> {
        let said = thin(self.single, self.count(), "tie")?;
        Some(format!("{said}, where one stance decides; --min-shared 2 leaves them out"))
    }
}

/// How good a partition is, and what is proved.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Certificate {
    /// The weight of ties against within blocs and for between them.
    pub value: f64,
    /// No blocs have less.
    pub lower_bound: f64,
    /// The value less the bound.
    pub gap: f64,
    /// Whether no blocs are better.
    pub proved: bool,
}

impl From<&Partition> for Certificate {
    fn from(partition: &Partition) -> Self {
        let Partition { value, lower_bound, proved, .. } = *partition;
        Self { value, lower_bound, gap: partition.gap(), proved }
    }
}

impl Certificate {
    /// What is proved about a split into up to `most` blocs: `no two-camp split does better (proven)`.
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

    /// What is proved about the value.
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

/// How many partitions are the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BestPartitions {
    /// So many are known; in each part that ties connect, up to the names of blocs, and over all parts multiplied.
    pub count: u64,
    /// Whether there are no more.
    pub exact: bool,
}

impl BestPartitions {
    /// `None` where no partition is proved the best.
    #[must_use]
    pub fn of(blocs: &Blocs) -> Option<Self> {
        match blocs.best() {
            BestCount::Exactly(count) => Some(Self { count, exact: true }),
            BestCount::AtLeast(count) => Some(Self { count, exact: false }),
            BestCount::Unknown => None,
        }
    }

    /// `3 best partitions`, `at least 3 best partitions`.
    pub(crate) fn shown(self) -> String {
        let count = plural(usize::try_from(self.count).unwrap_or(usize::MAX), "best partition");
        if self.exact { count } else { format!("at least {count}") }
    }
}

/// The names of actors, as many as a cell takes.
pub fn names<'a>(actors: impl IntoIterator<Item = &'a ActorName<'a>>) -> String {
    list(&actors.into_iter().map(|actor| &*actor.name).collect::<Vec<_>>(), MOST_NAMES)
}

/// Who has no tie.
pub fn isolates(actors: &[ActorName]) -> Option<String> {
    let has = if actors.len() == 1 { "has" } else { "have" };
    (!actors.is_empty())
        .then(|| format!("{} {has} no tie: {}", plural(actors.len(), "actor"), names(actors)))
}
