//! `coders`: how far coders agree.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::View;
use stancegraph::graph::Side;
use stancegraph::measure::{Code, CodedUnit, CoderPair, Coding, Distance, MAX_CODERS};
use stancegraph::model::Date;

use super::show::left_out;
use crate::answer;
use crate::args::Question;
use crate::evidence::{ActorName, Behind, TargetName};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::sheet::{self, Row, Sheet, Value};
use stancegraph::answer::plural;

/// How far coders agree: Krippendorff's alpha for each issue and over all, how often every two coders
/// agree, and what they disagree on.
///
/// It compares how several coders coded one statement: what one actor said on one target at one place
/// of one source or, without a source, on one day. A coder's value is the mean of the signed positions
/// given to it. Alpha is 1 if all agree, and 0 if they agree as often as by chance.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph coders coded-by-ann.csv coded-by-ben.csv
  stancegraph coders coded/ --distance nominal --disagreements --format csv
  stancegraph coders coded/ --coder ann --coder ben --issue thaad --evidence")]
pub struct Args {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The distance of disagreements: nominal, ordinal, linear or quadratic
    #[arg(long, value_name = "DISTANCE", default_value_t)]
    distance: Distance,
    /// List the disagreements first; CSV has them instead of the issues
    #[arg(long)]
    disagreements: bool,
    /// How many disagreements to list; by default 20 in tables, otherwise all
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    question: Question,
}

/// How far coders agree.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'g> {
    distance: Distance,
    coders: Vec<&'g str>,
    /// Over all statements that several have coded; absent where there is nothing to compare.
    alpha: Option<f64>,
    /// How many statements several have coded.
    units: usize,
    /// How many statements one has coded.
    single: usize,
    /// How many stances say nothing of who coded them.
    uncoded: usize,
    targets: Vec<OnTarget<'g>>,
    /// Absent with very many coders.
    pairs: Option<Vec<Pair<'g>>>,
    /// Those whose values lie furthest apart first.
    disagreements: Vec<Disagreement<'g>>,
    /// How many more disagreements there are.
    omitted: usize,
    #[serde(skip)]
    disagreements_first: bool,
}

/// How far coders agree on one target.
#[derive(Serialize, JsonSchema)]
struct OnTarget<'g> {
    target: TargetName<'g>,
    /// Absent where there is nothing to compare.
    alpha: Option<f64>,
    /// How many statements on it several have coded.
    units: usize,
    /// To how many of them not all gave the same value.
    disputed: usize,
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

/// How far two coders agree.
#[derive(Serialize, JsonSchema)]
struct Pair<'g> {
    a: &'g str,
    b: &'g str,
    /// How many statements both have coded.
    units: usize,
    /// To how many of them both gave the same value.
    same: usize,
    /// The same as a share.
    share: f64,
    /// Absent where there is nothing to compare.
    alpha: Option<f64>,
}

/// A statement to which not all gave the same value.
#[derive(Serialize, JsonSchema)]
struct Disagreement<'g> {
    actor: ActorName<'g>,
    target: TargetName<'g>,
    date: Option<Date>,
    /// The id of its source.
    source: Option<&'g str>,
    locator: Option<&'g str>,
    /// How far the values lie apart, at most 2.
    spread: f64,
    codes: Vec<Coded<'g>>,
}

/// What one coder made of a statement.
#[derive(Serialize, JsonSchema)]
struct Coded<'g> {
    coder: &'g str,
    side: Side,
    /// The mean of the signed positions, in [-1, 1].
    value: f64,
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

impl Args {
    pub fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let answer = self.answer(&view);
        answer::write(&sheet::Unmoved(answer), &view.said(), &self.question.output)?;
        Ok(Outcome::Fine)
    }

    fn answer<'g>(&self, view: &View<'g>) -> Answer<'g> {
        let coding = view.coding(self.distance);
        let top = self.question.output.top(self.top, 20, usize::MAX);
        let disputed = coding.disputed();
        let by_target = coding.by_target();
        let targets = by_target.into_values().map(|units| OnTarget::of(&coding, &units)).collect();
        let pairs = coding.pairs();
        Answer {
            distance: self.distance,
            alpha: coding.alpha(),
            units: coding.units.len(),
            single: coding.single,
            uncoded: coding.uncoded,
            targets,
            pairs: pairs.map(|pairs| pairs.into_iter().map(Pair::from).collect()),
            omitted: disputed.len().saturating_sub(top),
            disagreements: disputed.into_iter().take(top).map(Disagreement::from).collect(),
            coders: coding.coders.clone(),
            disagreements_first: self.disagreements,
        }
    }
}

impl<'g> OnTarget<'g> {
    fn of(coding: &Coding<'g>, units: &[&CodedUnit<'g>]) -> Self {
        let stances = units.iter().flat_map(|unit| unit.stances()).collect::<Vec<_>>();
        Self {
            target: units[0].target().into(),
            alpha: coding.alpha_of(units.iter().copied()),
            units: units.len(),
            disputed: units.iter().filter(|unit| unit.is_disputed()).count(),
            stances: Behind::new(move || stances.clone()),
        }
    }

    fn row(&self) -> Row<'g> {
        Row {
            values: vec![
                Value::text(self.target.name),
                Value::Score(self.alpha),
                Value::count(self.units),
                Value::count(self.disputed),
            ],
            about: self.target.name.to_owned(),
            behind: self.stances.clone(),
        }
    }
}

impl<'g> From<CoderPair<'g>> for Pair<'g> {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    fn from(pair: CoderPair<'g>) -> Self {
        let CoderPair { a, b, units, same, alpha } = pair;
        Self { a, b, units, same, share: same as f64 / units as f64, alpha }
    }
}

impl<'g> Pair<'g> {
    fn row(&self) -> Row<'g> {
        Row {
            values: vec![
                Value::text(self.a),
                Value::text(self.b),
                Value::count(self.units),
                Value::count(self.same),
                Value::Score(Some(self.share)),
                Value::Score(self.alpha),
            ],
            about: format!("{} and {}", self.a, self.b),
            behind: Behind::new(Vec::new),
        }
    }
}

impl<'g> From<&CodedUnit<'g>> for Disagreement<'g> {
    fn from(unit: &CodedUnit<'g>) -> Self {
        Self {
            actor: unit.actor().into(),
            target: unit.target().into(),
            date: unit.date(),
            source: unit.source().map(|source| source.id.as_str()),
            locator: unit.locator(),
            spread: unit.spread(),
            codes: unit.codes.iter().map(Coded::from).collect(),
        }
    }
}

impl<'g> From<&Code<'g>> for Coded<'g> {
    fn from(code: &Code<'g>) -> Self {
        let stances = code.stances.clone();
        let (coder, side, value) = (code.coder, code.side, code.value);
        Self { coder, side, value, stances: Behind::new(move || stances.clone()) }
    }
}

impl<'g> Disagreement<'g> {
    fn row(&self) -> Row<'g> {
        let place = [self.source, self.locator].into_iter().flatten().collect::<Vec<_>>();
        let codes = self.codes.iter().map(|code| format!("{}: {}", code.coder, code.side));
        let behind = self.codes.iter().map(|code| code.stances.clone()).collect::<Vec<_>>();
        Row {
            values: vec![
                Value::text(self.actor.name),
                Value::text(self.target.name),
                Value::maybe(self.date),
                Value::text(place.join(", ")),
                Value::Score(Some(self.spread)),
                Value::text(codes.collect::<Vec<_>>().join(", ")),
            ],
            about: format!("{} on {}", self.actor.name, self.target.name),
            behind: Behind::new(move || behind.iter().flat_map(Behind::stances).collect()),
        }
    }
}

impl<'g> Answer<'g> {
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

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.single > 0 {
            notes.push(format!("{} coded by one alone", plural(self.single, "statement")));
        }
        if self.uncoded > 0 {
            let stances = plural(self.uncoded, "stance");
            notes.push(format!("{stances} without a coder (its field \"coder\" says who it was)"));
        }
        notes
    }

    fn targets_sheet(&self) -> Sheet<'g> {
        let rows = self.targets.iter().map(OnTarget::row).collect();
        let columns = vec!["target", "alpha", "statements", "disputed"];
        Sheet { title: self.headline(), columns, rows, notes: self.notes() }
    }

    fn pairs_sheet(&self) -> Sheet<'g> {
        let rows = self.pairs.iter().flatten().map(Pair::row).collect();
        let notes = match self.pairs {
            Some(_) => Vec::new(),
            None => vec![format!("more than {MAX_CODERS} coders: not every two are compared")],
        };
        let columns = vec!["coder", "and", "statements", "same", "share", "alpha"];
        Sheet { title: "How often two agree".into(), columns, rows, notes }
    }

    fn disagreements_sheet(&self) -> Sheet<'g> {
        let rows = self.disagreements.iter().map(Disagreement::row).collect::<Vec<_>>();
        let title = plural(rows.len() + self.omitted, "disagreement");
        let columns = vec!["actor", "target", "date", "place", "spread", "coded"];
        Sheet { title, columns, rows, notes: left_out(self.omitted, "disagreement") }
    }
}

impl<'g> sheet::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "coders";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let mut sheets = vec![self.targets_sheet()];
        if self.units > 0 {
            sheets.push(self.pairs_sheet());
        }
        if self.disagreements_first {
            sheets.insert(0, self.disagreements_sheet());
        } else if self.units > 0 {
            sheets.push(self.disagreements_sheet());
        }
        sheets
    }
}

sheet::unmoved!(Answer<'g>);
