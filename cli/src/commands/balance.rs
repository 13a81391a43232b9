//! `balance`: is the enemy of an enemy a friend?

use std::path::PathBuf;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::bloc::{self, BlocCount, WALK_LIMIT};
use stancegraph::{StanceRef, View};

use crate::args::Question;
use crate::budget::Budget;
use crate::evidence::{ActorName, Behind};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::sheet::{self, Row, Sheet, Value};
use crate::tying::{Best, Certificate, Ties, Tying, isolates, number, time};
use crate::windows::Windowing;
use stancegraph::answer::plural;

/// How balanced the ties of actors are: whether friends of friends, and enemies of enemies, are friends.
///
/// A triangle with an even number of ties against is balanced. The frustration is the least weight of ties
/// to remove so that two camps remain, with no tie against within a camp or for between them: see `blocs`.
/// Ties are those of `blocs`: alignments above or below a threshold, or with --direct what actors
/// said about one another.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph balance map.toml
  stancegraph balance tribes_edges.csv --direct
  stancegraph balance coded/ --min-shared 2 --window 1y
  stancegraph balance votes.csv --map actor=country,issue=rcid,position=vote \\
      --values yes=support,no=oppose,abstain=neutral --measure kappa")]
pub struct Args {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    tying: Tying,
    /// The time limit from the start of the program, including reading and all windows: 500ms, 10s, 2m
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = time, allow_hyphen_values = true)]
    time_limit: Duration,
    /// The seed of the search: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    #[command(flatten)]
    windowing: Windowing,
    #[command(flatten)]
    question: Question,
}

/// How far the ties of actors are balanced.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'g> {
    ties: Ties,
    triangles: Triangles,
    /// The share of balanced triangles; absent without a triangle.
    triangle_balance: Option<f64>,
    /// Closed walks with an even number of ties against, less the others, as a share of all: those
    /// of every length, short ones weigh more. Absent without a tie, and where the ties are too many.
    walk_balance: Option<f64>,
    frustration: Frustration<'g>,
    /// Actors without any tie.
    isolates: Vec<ActorName<'g>>,
}

/// How many triangles there are, by the signs of their ties.
#[derive(Serialize, JsonSchema)]
struct Triangles {
    /// +++: balanced.
    all_positive: u64,
    /// ++-: not balanced.
    one_negative: u64,
    /// +--: balanced.
    two_negative: u64,
    /// ---: not balanced.
    all_negative: u64,
}

/// The least weight of ties that would have to go for two camps to remain.
#[derive(Serialize, JsonSchema)]
struct Frustration<'g> {
    #[serde(flatten)]
    certificate: Certificate,
    /// The value as a share of the weight of all ties; absent without any.
    share: Option<f64>,
    /// How many partitions into two camps have it; absent where none is proved the best.
    best: Option<Best>,
    /// The weight of those ties that would have to go of which the best partitions say differently which.
    open: f64,
    /// The ids of the stances behind the ties that would have to go whichever the partition.
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

impl Args {
    pub fn run(self) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        self.windowing.write(&view, &self.question.output, |view, page| {
            page.put(&sheet::Unmoved(self.answer(view, page.left())?), view)
        })?;
        Ok(Outcome::Fine)
    }

    /// The first of so many answers.
    fn answer<'g>(&self, view: &'g View<'g>, answers: usize) -> Result<Answer<'g>, Failure> {
        let graph = self.tying.graph(view)?;
        let ties = self.tying.ties(&graph);
        let found = bloc::balance(graph.signed());
        let actor = |ix: &_| view.graph().actor_at(*ix).expect("of this graph").into();
        let isolates = graph.isolates().iter().map(actor).collect();
        let weight = graph.signed().weight();
        let form = self.question.output.form()?;
        let limit = Budget::of(self.time_limit, answers, form).rest();
        let blocs = graph.blocs(BlocCount::Two, Some(limit), self.seed);
        let certificate = Certificate::from(blocs.partition());
        let frustration = Frustration {
            share: (weight > 0.0).then(|| certificate.value() / weight),
            certificate,
            best: Best::of(&blocs),
            open: blocs.open_disagreement(),
            stances: Behind::new(move || behind(&blocs)),
        };
        Ok(Answer {
            ties,
            triangles: Triangles {
                all_positive: found.triangles.all_positive,
                one_negative: found.triangles.one_negative,
                two_negative: found.triangles.two_negative,
                all_negative: found.triangles.all_negative,
            },
            triangle_balance: found.triangle_balance,
            walk_balance: found.walk_balance,
            frustration,
            isolates,
        })
    }
}

/// The stances behind the ties that do not fit.
fn behind<'g>(blocs: &bloc::Blocs<'g>) -> Vec<StanceRef<'g>> {
    let misfits = blocs.misfits();
    let stances = misfits.iter().flat_map(|misfit| blocs.ties().behind(misfit.tie));
    let mut stances = stances.collect::<Vec<_>>();
    stances.sort_by_key(|stance| stance.index());
    stances.dedup_by_key(|stance| stance.index());
    stances
}

impl<'g> sheet::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "balance";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let triangles = &self.triangles;
        let counts = [
            ("triangles + + +", triangles.all_positive, "balanced: all for one another"),
            (
                "triangles + + -",
                triangles.one_negative,
                "not balanced: a friend's enemy is a friend",
            ),
            ("triangles + - -", triangles.two_negative, "balanced: two against a third"),
            ("triangles - - -", triangles.all_negative, "not balanced: everyone against everyone"),
        ];
        let counts = counts.map(|(what, count, note)| row(what, Value::count(count), note.into()));
        let share = self.frustration.share;
        let frustration = Row {
            behind: self.frustration.stances.clone(),
            ..row(
                "frustration",
                Value::Number(number(self.frustration.certificate.value())),
                self.frustration.certificate.note(),
            )
        };
        let rows = counts.into_iter().chain([
            row("triangle balance", Value::Exact(self.triangle_balance), self.triangle_note()),
            row("walk balance", Value::Exact(self.walk_balance), self.walk_note()),
            frustration,
            row("frustrated share", Value::Exact(share), "of the weight of all ties".into()),
        ]);
        let ties = &self.ties;
        let (actors, count) = (plural(ties.actors, "actor"), plural(ties.count(), "tie"));
        vec![Sheet {
            title: format!("Balance of {actors}, by {count}"),
            columns: vec!["what", "value", "meaning"],
            rows: rows.collect(),
            notes: ties.notes().chain(isolates(&self.isolates)).collect(),
        }]
    }
}

impl Answer<'_> {
    fn triangle_note(&self) -> String {
        match self.triangle_balance {
            Some(_) => "the share of balanced triangles".into(),
            None => "there is no triangle".into(),
        }
    }

    fn walk_note(&self) -> String {
        match (self.walk_balance, self.ties.count()) {
            (Some(_), _) => "closed walks of any length; 1 is balanced".into(),
            (None, 0) => "there is no tie".into(),
            (None, _) => {
                format!("not computed for more than {WALK_LIMIT} actors that hang together")
            }
        }
    }
}

fn row<'g>(what: &str, value: Value, meaning: String) -> Row<'g> {
    let values = vec![Value::text(what), value, Value::Text(meaning)];
    Row { values, about: what.into(), behind: Behind::new(Vec::new) }
}

sheet::unmoved!(Answer<'g>);
