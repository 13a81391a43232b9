//! `why`: what makes two actors agree, and what divides them.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::graph::{Side, Standing};
use stancegraph::measure::{AnyMeasure, Confidence, Contribution, Relation};

use super::align::{Pair, Tie, shown};
use super::who::plural;
use crate::Outcome;
use crate::answer;
use crate::args::{Question, split};
use crate::comparing::Comparing;
use crate::evidence::{Behind, TargetName};
use crate::failure::Failure;
use crate::sheet::{Row, Sheet, Value};

const USAGE: &str = "stancegraph why ACTOR ACTOR FILE...";

/// Why two actors are close or not: the targets that pull them together, those that pull them
/// apart, how much each adds to the score, and the stances that put each actor where it is.
#[derive(Debug, clap::Args)]
#[command(override_usage = format!("{USAGE} [OPTIONS]"))]
#[command(after_help = "Examples:
  stancegraph why Russia China map.toml
  stancegraph why Russia China map.toml --measure kappa
  stancegraph why Russia \"United States\" map.toml --format md -o why.md")]
pub struct Args {
    /// The two actors (id, name or alias), and the files
    #[arg(value_name = "ACTOR ACTOR FILE", required = true, num_args = 3..)]
    words: Vec<String>,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    question: Question,
}

/// Two actors' alignment, target by target.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'g> {
    measure: AnyMeasure,
    /// How sure the interval is, in per cent.
    confidence: Confidence,
    pair: Pair<'g>,
    /// What both have a standing on: what they agree on first, then what divides them; of
    /// each, what adds most first.
    shared: Vec<Target<'g>>,
}

/// A target on which both actors have a standing.
#[derive(Serialize, JsonSchema)]
struct Target<'g> {
    target: TargetName<'g>,
    relation: Relation,
    /// Its part of the score: all parts add up to it. Absent for measures that are not a sum over
    /// targets.
    part: Option<f64>,
    /// The score minus what it would be without this target: above 0 it pulls together, below 0
    /// apart. Absent where there would be no score.
    influence: Option<f64>,
    a: At<'g>,
    b: At<'g>,
}

/// Where one of the two stands on a target.
#[derive(Serialize, JsonSchema)]
struct At<'g> {
    side: Side,
    /// The mean of the signed positions that decide the side, in [-1, 1].
    value: f64,
    /// The ids of the stances that decide the side.
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

impl Args {
    pub fn run(mut self) -> Result<Outcome, Failure> {
        let (names, files) = split(&self.words, 2, USAGE)?;
        let graph = self.question.graph(&files)?;
        let view = self.question.viewing.view(&graph)?;
        let comparison = self.comparing.comparison()?;
        let (measure, confidence) = (comparison.measure.clone(), comparison.confidence);
        let alignment = view.alignment(&names[0], &names[1], comparison)?;
        let mut shared =
            alignment.contributions().into_iter().map(Target::from).collect::<Vec<_>>();
        shared.sort_by(Target::order);
        if shared.is_empty() {
            for name in &names {
                self.question.viewing.note_speaker(&view, view.find_actor(name)?);
            }
        }
        let answer = Answer { measure, confidence, pair: alignment.into(), shared };
        // An explanation without its evidence explains nothing.
        self.question.output.evidence = true;
        answer::write(&answer, &view, &self.question.output)?;
        Ok(Outcome::Fine)
    }
}

impl<'g> From<Contribution<'g>> for Target<'g> {
    fn from(contribution: Contribution<'g>) -> Self {
        let Contribution { shared, part, influence } = contribution;
        let (target, relation) = (shared.target().into(), shared.relation());
        Self { target, relation, part, influence, a: shared.a.into(), b: shared.b.into() }
    }
}

impl<'g> From<Standing<'g>> for At<'g> {
    fn from(standing: Standing<'g>) -> Self {
        let stances = Behind::new(move || standing.deciding().collect());
        Self { side: standing.side(), value: standing.value(), stances }
    }
}

impl<'g> Target<'g> {
    /// By relation; what weighs more comes first.
    fn order(&self, other: &Self) -> Ordering {
        let weight = |target: &Self| {
            let [part, influence] = [target.part, target.influence].map(|x| x.unwrap_or(0.0).abs());
            (influence, part)
        };
        let ((influence, part), (other_influence, other_part)) = (weight(self), weight(other));
        let by_relation = self.relation.cmp(&other.relation);
        let by_influence = by_relation.then(other_influence.total_cmp(&influence));
        by_influence.then(other_part.total_cmp(&part)).then(self.target.id.cmp(other.target.id))
    }

    fn row(&self, pair: &Pair<'g>) -> Row<'g> {
        let (a, b) = (self.a.stances.clone(), self.b.stances.clone());
        Row {
            values: vec![
                Value::text(self.relation.as_str()),
                Value::text(self.target.name),
                Value::Side(self.a.side),
                Value::Side(self.b.side),
                Value::Score(self.part),
                Value::Signed(self.influence),
            ],
            about: format!(
                "{}: {} {}, {} {}",
                self.target.name,
                pair.a.name,
                verb(self.a.side),
                pair.b.name,
                verb(self.b.side)
            ),
            behind: Behind::new(move || a.stances().into_iter().chain(b.stances()).collect()),
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

impl<'g> answer::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "why";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let pair = &self.pair;
        let rows = self.shared.iter().map(|target| target.row(pair)).collect::<Vec<_>>();
        let verdict = match (pair.score, pair.interval) {
            (Some(score), Some(interval)) => {
                let percent = self.confidence;
                format!("{} {score:.2} ({percent} %: {})", self.measure, shown(interval))
            }
            (Some(score), None) => format!("{} {score:.2}", self.measure),
            (None, _) if pair.tally.shared == 0 => "no shared target, so no answer".into(),
            (None, _) => format!("{} has no answer", self.measure),
        };
        let tally = pair.tally;
        let counts = format!(
            "{} shared: {} agree, {} disagree, {} mixed, {} neutral",
            tally.shared, tally.agree, tally.disagree, tally.mixed, tally.neutral
        );
        let title = format!("{} and {}: {verdict}; {counts}", pair.a.name, pair.b.name);
        let columns = vec!["relation", "target", "first", "second", "part", "influence"];
        let notes = match rows.is_empty() {
            true => Vec::new(),
            false => vec![
                "part: of the score; influence: the score less what it would be without this target"
                    .into(),
            ],
        };
        let mut sheets = vec![Sheet { title, columns, rows, notes }];
        if !pair.ties.is_empty() {
            sheets.push(self.ties());
        }
        sheets
    }
}

impl<'g> Answer<'g> {
    fn ties(&self) -> Sheet<'g> {
        let rows = self.pair.ties.iter().map(Tie::row);
        let rows = rows.collect::<Vec<_>>();
        let title = format!("Of one another: {}", plural(rows.len(), "standing"));
        Sheet { title, columns: vec!["actor", "side"], rows, notes: Vec::new() }
    }
}
