//! Ties between actors: the options, and what answers say about them.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::View;
use stancegraph::bloc::{
    ActorGraph, BestCount, Blocs, Parallel, Partition, Threshold, TieRule, TiedBy,
};
use stancegraph::measure::{Measure, Range, thin};

use crate::comparing::Measuring;
use crate::evidence::ActorName;
use crate::failure::Failure;
use stancegraph::answer::align::range_note;
use stancegraph::answer::plural;

/// So many names are listed in one cell.
const MOST_NAMES: usize = 12;

/// What ties actors.
#[derive(Args, Debug)]
#[command(next_help_heading = "Ties")]
pub struct Tying {
    /// Use what actors said about one another instead of their alignments: support is a tie for, opposition a tie
    /// against; neutral and mixed standings are no ties
    #[arg(long, conflicts_with_all = ["threshold", "min_shared", "measure", "distance", "weight", "normalise", "range", "duplicates"])]
    direct: bool,
    /// The score above which a tie is for, and below which it is against: middle (of the measure's range),
    /// median (of all scores), or a number
    #[arg(long, value_name = "SCORE", default_value_t, allow_hyphen_values = true)]
    threshold: Threshold,
    /// The fewest targets that two tied actors share; on a single target they can only agree or disagree entirely,
    /// so use 2 or more if there are many targets
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_shared: usize,
    /// Weigh a tie by the distance of its score from the threshold; with --direct, by the weight of its stance in
    /// the unit of the file
    #[arg(long)]
    weighted: bool,
    /// With --direct, what several stances of one actor on another become: a tie each (count), one tie of their
    /// sum (sum), or one tie of their side (merge)
    #[arg(long, value_name = "RULE", default_value_t, requires = "direct")]
    parallel: Parallel,
    #[command(flatten)]
    measuring: Measuring,
}

/// What ties actors.
#[derive(Serialize, JsonSchema)]
pub struct Ties {
    /// Absent where ties are what actors said of one another.
    pub measure: Option<Measure>,
    /// Above it a tie is for, below it against.
    threshold: Option<f64>,
    /// Between which positions counts are compared, in the unit of the file; absent for other measures.
    range: Option<Range>,
    min_shared: Option<usize>,
    weighted: bool,
    /// How several stances of one actor on another are ties; absent where ties are alignments.
    parallel: Option<Parallel>,
    /// Ties beside another of the same actor on the same.
    beside: usize,
    /// How many actors have a tie.
    pub actors: usize,
    positive: usize,
    negative: usize,
    /// Ties that rest on a single shared target.
    single: usize,
    /// Pairs that share fewer than `min_shared` targets.
    thin: usize,
    /// Pairs whose score is the threshold; of what actors said of one another, what is neutral.
    undecided: usize,
    /// Pairs without a score; of what actors said of one another, standings for as much as against.
    unanswered: usize,
}

/// How good a partition is, and what is proved.
#[derive(Serialize, JsonSchema)]
pub struct Certificate {
    /// The weight of ties against within blocs and for between them.
    value: f64,
    /// No blocs have less.
    lower_bound: f64,
    /// The value less the bound.
    gap: f64,
    /// Whether no blocs are better.
    pub proved: bool,
}

impl Tying {
    /// The signed graph of a view's actors.
    pub fn graph<'g>(&self, view: &'g View<'g>) -> Result<ActorGraph<'g>, Failure> {
        Ok(self.tied_by()?.graph(view)?)
    }

    fn tied_by(&self) -> Result<TiedBy, Failure> {
        let Self { threshold, min_shared, weighted, parallel, .. } = *self;
        if self.direct {
            return Ok(TiedBy::Words { weighted, parallel });
        }
        let rule = TieRule { threshold, min_shared, weighted };
        Ok(TiedBy::Alignment { comparison: self.measuring.comparison()?, rule })
    }

    /// What is said of it.
    pub fn ties(&self, graph: &ActorGraph) -> Ties {
        let untied = graph.untied();
        let all = graph.signed().ties();
        let positive = all.iter().filter(|tie| tie.weight > 0.0).count();
        Ties {
            measure: (!self.direct).then(|| self.measuring.measure()),
            threshold: graph.threshold(),
            range: graph.comparison().and_then(|comparison| comparison.range),
            min_shared: (!self.direct).then_some(self.min_shared),
            weighted: self.weighted,
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
    pub fn count(&self) -> usize {
        self.positive + self.negative
    }

    /// Whether nothing is there that might be a tie.
    pub fn nothing_said(&self) -> bool {
        self.count() + self.undecided + self.unanswered + self.thin == 0
    }

    /// `7 of 58 ties do not fit`; of ties that weigh more than 1 or less, `weight 3.5 of 58 ties does not fit`.
    pub fn misfit(&self, disagreement: f64) -> String {
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
    pub fn positive_share(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let (positive, all) = (self.positive as f64, self.count() as f64);
        (all > 0.0).then(|| positive / all)
    }

    /// What a tie is, what is none, and how thin they are.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        [Some(self.what()), range_note(self.range), self.thin()].into_iter().flatten()
    }

    fn what(&self) -> String {
        let by = match (self.measure, self.threshold) {
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
            Some(_) | None => String::new(),
        }
    }

    /// What thin ties are worth, where they are not few.
    fn thin(&self) -> Option<String> {
        let said = thin(self.single, self.count(), "tie")?;
        Some(format!("{said}, where one stance decides; --min-shared 2 leaves them out"))
    }
}

impl From<&Partition> for Certificate {
    fn from(partition: &Partition) -> Self {
        let Partition { value, lower_bound, proved, .. } = *partition;
        Self { value, lower_bound, gap: partition.gap(), proved }
    }
}

/// How many partitions are the best.
#[derive(Clone, Copy, Serialize, JsonSchema)]
pub struct Best {
    /// So many are known; in each part that ties connect, up to the names of blocs, and over all parts multiplied.
    pub count: u64,
    /// Whether there are no more.
    exact: bool,
}

impl Best {
    /// `None` where no partition is proved the best.
    pub fn of(blocs: &Blocs) -> Option<Self> {
        match blocs.best() {
            BestCount::Exactly(count) => Some(Self { count, exact: true }),
            BestCount::AtLeast(count) => Some(Self { count, exact: false }),
            BestCount::Unknown => None,
        }
    }

    /// `3 best partitions`, `at least 3 best partitions`.
    pub fn all(self) -> String {
        let count = plural(usize::try_from(self.count).unwrap_or(usize::MAX), "best partition");
        if self.exact { count } else { format!("at least {count}") }
    }
}

impl Certificate {
    /// What is proved about a split into up to `most` blocs: `no two-camp split does better (proven)`.
    pub fn proof(&self, most: Option<usize>) -> String {
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
    pub fn note(&self) -> String {
        match self.proved {
            true => "proven minimal".into(),
            false => format!(
                "the minimum is at least {} (gap {}; not proven within the time)",
                number(self.lower_bound),
                number(self.gap)
            ),
        }
    }

    /// The weight of disagreement.
    pub fn value(&self) -> f64 {
        self.value
    }
}

/// A number with no more decimals than it needs, four at most.
pub fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The names of actors, as many as a cell takes.
pub fn names(actors: &[ActorName]) -> String {
    list(&actors.iter().map(|actor| actor.name).collect::<Vec<_>>(), MOST_NAMES)
}

/// `a, b, and 3 more`.
pub fn list<T: AsRef<str>>(texts: &[T], most: usize) -> String {
    let shown = texts.iter().take(most).map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match texts.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown}, and {more} more"),
    }
}

/// Who has no tie.
pub fn isolates(actors: &[ActorName]) -> Option<String> {
    let has = if actors.len() == 1 { "has" } else { "have" };
    (!actors.is_empty())
        .then(|| format!("{} {has} no tie: {}", plural(actors.len(), "actor"), names(actors)))
}

/// `10s`, `500ms`, `2m`; a number alone is seconds.
pub fn time(text: &str) -> Result<std::time::Duration, String> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let factor = match unit.trim() {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => f64::NAN,
    };
    let seconds = number.parse::<f64>().unwrap_or(f64::NAN) * factor;
    let time = std::time::Duration::try_from_secs_f64(seconds);
    time.map_err(|_| "write a time such as 500ms, 10s or 2m".into())
}
