//! `align`: who agrees with whom.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::graph::{Side, Standing};
use stancegraph::measure::{Alignment, Interval, Measure, Tally};
use stancegraph::{Error, View};

use super::who::plural;
use crate::Outcome;
use crate::answer;
use crate::args::Question;
use crate::evidence::{self, ActorName, Behind};
use crate::failure::Failure;
use crate::sheet::{Row, Sheet, Value};

/// Who agrees with whom: every pair of actors that share a target, or two actors.
///
/// A score comes with the number of targets that it rests on and a 95 % interval. What the two
/// have said of one another stands beside it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph align map.toml
  stancegraph align map.toml --between Russia China --evidence
  stancegraph align coded/ --min-shared 3 --from 2016 --until 2017 --format csv")]
pub(crate) struct Args {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Only these two actors
    #[arg(long, value_names = ["ACTOR", "ACTOR"], num_args = 2)]
    between: Option<Vec<String>>,
    /// How closeness is measured
    #[arg(long, value_name = "MEASURE", default_value_t)]
    measure: Measure,
    /// Leave out pairs with fewer shared targets
    #[arg(long, value_name = "N", default_value_t = 0)]
    min_shared: usize,
    /// How many pairs are listed, the closest first
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    question: Question,
}

/// How close actors are.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Answer<'g> {
    measure: Measure,
    min_shared: usize,
    /// How many pairs have fewer shared targets than `min_shared`.
    thin: usize,
    /// How many pairs are beyond the first that were asked for.
    omitted: usize,
    /// The closest first; those without a score last.
    pairs: Vec<Pair<'g>>,
}

/// How close two actors are.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Pair<'g> {
    pub(crate) a: ActorName<'g>,
    pub(crate) b: ActorName<'g>,
    /// Absent where the two share no target.
    pub(crate) score: Option<f64>,
    /// With 95 % confidence.
    pub(crate) interval: Option<Interval>,
    pub(crate) tally: Tally,
    /// What each has said of the other.
    pub(crate) ties: Vec<Tie<'g>>,
    /// The ids of the stances that decide the standings on the shared targets.
    #[schemars(with = "Vec<String>")]
    pub(crate) stances: Behind<'g>,
}

/// Where one actor stands toward another.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Tie<'g> {
    from: ActorName<'g>,
    to: &'g str,
    side: Side,
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

impl Args {
    pub(crate) fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.reading.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let answer = self.answer(&view)?;
        answer::write(&answer, &view, &self.question.output)?;
        Ok(Outcome::Fine)
    }

    fn answer<'g>(&self, view: &'g View<'g>) -> Result<Answer<'g>, Error> {
        let mut alignments = match self.between.as_deref() {
            Some([a, b]) => vec![view.alignment(a, b, self.measure)?],
            _ => view.alignments(self.measure).collect(),
        };
        let all = alignments.len();
        alignments.retain(|alignment| alignment.tally.shared >= self.min_shared);
        let thin = all - alignments.len();
        closest_first(&mut alignments);
        let omitted = alignments.len().saturating_sub(self.top.unwrap_or(usize::MAX));
        alignments.truncate(alignments.len() - omitted);
        let pairs = alignments.into_iter().map(Pair::from).collect();
        Ok(Answer { measure: self.measure, min_shared: self.min_shared, thin, omitted, pairs })
    }
}

impl<'g> Answer<'g> {
    /// The closest pairs of a view.
    pub(crate) fn closest(view: &'g View<'g>, measure: Measure, top: usize) -> Self {
        let mut alignments = view.alignments(measure).collect::<Vec<_>>();
        closest_first(&mut alignments);
        let omitted = alignments.len().saturating_sub(top);
        let pairs = alignments.into_iter().take(top).map(Pair::from).collect();
        Self { measure, min_shared: 0, thin: 0, omitted, pairs }
    }
}

/// By score, then by the number of shared targets, then by id.
fn closest_first(alignments: &mut [Alignment]) {
    let score = |alignment: &Alignment| alignment.score.unwrap_or(f64::NEG_INFINITY);
    alignments.sort_by(|a, b| {
        let by_score = score(b).total_cmp(&score(a));
        by_score.then(b.tally.shared.cmp(&a.tally.shared)).then(a.pair().cmp(&b.pair()))
    });
}

impl<'g> From<Alignment<'g>> for Pair<'g> {
    fn from(alignment: Alignment<'g>) -> Self {
        Self {
            a: alignment.a().into(),
            b: alignment.b().into(),
            score: alignment.score,
            interval: alignment.interval,
            tally: alignment.tally,
            ties: alignment.ties().into_iter().flatten().map(Tie::from).collect(),
            stances: Behind::new(move || alignment.stances().collect()),
        }
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
    fn behind(&self) -> Behind<'g> {
        let (shared, ties) = (self.stances.clone(), self.tie_stances());
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
        Row { values, about: format!("{} and {}", self.a.name, self.b.name), behind: self.behind() }
    }
}

impl<'g> Tie<'g> {
    fn shown(&self) -> String {
        format!("{} by {}", evidence::glyph(self.side), self.from.name)
    }

    pub(crate) fn row(&self) -> Row<'g> {
        let values = vec![Value::text(self.from.name), Value::Side(self.side)];
        let about = format!("{}: {} toward the other", self.from.name, self.side);
        Row { values, about, behind: self.stances.clone() }
    }
}

/// `0.44 to 1.00`.
pub(crate) fn shown(interval: Interval) -> String {
    format!("{:.2} to {:.2}", interval.low, interval.high)
}

impl<'g> answer::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "align";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let rows = self.pairs.iter().map(Pair::row).collect::<Vec<_>>();
        let title = format!("{}, by {}", plural(rows.len(), "pair"), self.measure);
        let columns = vec![
            "actor", "and", "score", "low", "high", "shared", "agree", "disagree", "mixed",
            "neutral", "ties",
        ];
        let mut notes = Vec::new();
        if self.thin > 0 {
            let thin = plural(self.thin, "pair");
            notes.push(format!("{thin} with fewer than {} shared left out", self.min_shared));
        }
        if self.omitted > 0 {
            notes.push(format!("and {}", plural(self.omitted, "more pair")));
        }
        vec![Sheet { title, columns, rows, notes }]
    }
}
