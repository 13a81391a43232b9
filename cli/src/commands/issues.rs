//! `issues`: what divides the actors, and what divides them the same way.

use std::path::PathBuf;
use std::rc::Rc;

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::graph::{Node, Standings};
use stancegraph::measure::{Camps, Direction, Division, Parallel, parallels};
use stancegraph::model::Date;
use stancegraph::{StanceRef, Standing, View};

use super::show::left_out;
use crate::args::Question;
use crate::evidence::{Behind, TargetName};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::sheet::{self, Row, Sheet, Value};
use crate::windows::Windowing;
use stancegraph::answer::{Said, plural};

/// What divides the actors, the most contested first, and which issues divide them the same way.
///
/// The nearer its two camps are in size, the more contested an issue is: 1 if they are equal, 0 if there is
/// only one. Of equally contested issues, the one with the most actors for or against comes first. Each issue
/// has the numbers of actors who support it, oppose it, are neutral, have said both, or have said nothing.
/// Two issues are compared over the actors who support or oppose both, by the phi coefficient: 1 if both
/// divide them the same way, -1 if they do so with the sides exchanged.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph issues map.toml
  stancegraph issues map.toml --pairs --min-shared 5
  stancegraph issues map.toml --targets all --top 3 --evidence
  stancegraph issues coded/ --window 1y --step 1m --format csv")]
pub struct Args {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How many issues and pairs to list; by default 10 in tables, otherwise all issues and 1000 pairs
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Leave out pairs of issues with fewer actors who support or oppose both
    #[arg(long, value_name = "N", default_value_t = 3)]
    min_shared: u32,
    /// List the pairs first; CSV has them instead of the issues
    #[arg(long)]
    pairs: bool,
    #[command(flatten)]
    windowing: Windowing,
    #[command(flatten)]
    question: Question,
}

/// What divides the actors.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'g> {
    /// How many actors have a standing on any of the targets.
    actors: usize,
    /// The most contested first, then those with the most actors for or against.
    issues: Vec<Contest<'g>>,
    /// How many more issues there are.
    omitted: usize,
    min_shared: u32,
    /// Which targets divide the actors the same way, or with the sides exchanged: the surely most
    /// alike first, so that 1 over three actors comes after 0.9 over fifty.
    pairs: Vec<Pair<'g>>,
    /// How many more pairs there are.
    omitted_pairs: usize,
    /// How many pairs have fewer actors in common than `min_shared`.
    thin: usize,
    /// How many pairs cannot be compared, since one of them does not divide the actors in common.
    undivided: usize,
    /// Whether no pair was compared, since it would take too long.
    too_much: bool,
    #[serde(skip)]
    pairs_first: bool,
}

/// How one target divides the actors.
#[derive(Serialize, JsonSchema)]
struct Contest<'g> {
    target: TargetName<'g>,
    camps: Camps,
    /// How many of the actors have no standing on it.
    unknown: usize,
    /// 1 where both camps are of one size, 0 where there is only one; absent without any.
    contested: Option<f64>,
    /// The first and the last date of its stances.
    period: Option<[Date; 2]>,
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

/// How alike two targets divide the actors who support or oppose both.
#[derive(Serialize, JsonSchema)]
struct Pair<'g> {
    a: TargetName<'g>,
    b: TargetName<'g>,
    /// From -1 (the sides exchanged) to 1 (the same).
    phi: f64,
    direction: Direction,
    /// How many actors support or oppose both.
    shared: u32,
    /// How many of them are on the same side of both.
    same: u32,
    /// The ids of the stances that decide the standings of the shared actors.
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

impl Args {
    pub fn run(mut self) -> Result<Outcome, Failure> {
        self.question.viewing.issues_by_default();
        let graph = self.question.graph(&self.files)?;
        let view = self.question.viewing.view(&graph)?;
        let output = &self.question.output;
        self.windowing.write(&view, output, |view, page| {
            page.put(&sheet::Unmoved(self.answer(view)), view)
        })?;
        Ok(Outcome::Fine)
    }

    fn answer<'g>(&self, view: &'g View<'g>) -> Answer<'g> {
        let top = |programs| self.question.output.top(self.top, 10, programs);
        let divisions = view.divisions();
        let found = parallels(&divisions, self.min_shared, top(1000));
        let standings = view.standings();
        let actors = standings.actors().count();
        let top = top(usize::MAX);
        Answer {
            actors,
            omitted: divisions.len().saturating_sub(top),
            issues: divisions.into_iter().take(top).map(|it| Contest::of(it, actors)).collect(),
            min_shared: self.min_shared,
            pairs: found.pairs.into_iter().map(|pair| Pair::of(pair, standings)).collect(),
            omitted_pairs: found.omitted,
            thin: found.thin,
            undivided: found.undivided,
            too_much: found.is_too_much,
            pairs_first: self.pairs,
        }
    }
}

impl<'g> Contest<'g> {
    fn of(division: Division<'g>, actors: usize) -> Self {
        let division = Rc::new(division);
        Self {
            target: division.target().into(),
            camps: division.camps(),
            unknown: actors - division.standings().len(),
            contested: division.contested(),
            period: division.period(),
            stances: Behind::marked(move || {
                let said = division.standings().iter().flat_map(|standing| standing.said());
                said.map(Said::from).collect()
            }),
        }
    }

    fn row(&self) -> Row<'g> {
        let camps = self.camps;
        let counts = [camps.support, camps.oppose, camps.neutral, camps.mixed];
        let mut values = vec![Value::text(self.target.name)];
        values.extend(counts.map(Value::count));
        values.extend([Value::count(self.unknown), Value::Score(self.contested)]);
        values.extend([0, 1].map(|end| Value::maybe(self.period.map(|period| period[end]))));
        values.push(Value::count(self.stances.stances().len()));
        Row { values, about: self.target.name.to_owned(), behind: self.stances.clone() }
    }
}

impl<'g> Pair<'g> {
    fn of(pair: Parallel, standings: Standings<'g>) -> Self {
        let target = |node| standings.graph().target_at(node).expect("of this graph").into();
        Self {
            a: target(pair.a),
            b: target(pair.b),
            phi: pair.phi,
            direction: pair.direction(),
            shared: pair.shared(),
            same: pair.same(),
            stances: Behind::new(move || shared_stances(pair, standings)),
        }
    }

    fn row(&self) -> Row<'g> {
        let values = vec![
            Value::text(self.a.name),
            Value::text(self.b.name),
            Value::Score(Some(self.phi)),
            Value::text(self.direction.as_str()),
            Value::count(self.shared),
            Value::count(self.same),
        ];
        let about = format!("{} and {}: {}", self.a.name, self.b.name, self.direction.as_str());
        Row { values, about, behind: self.stances.clone() }
    }
}

/// What puts the actors of a pair of targets on their sides of both.
fn shared_stances(pair: Parallel, standings: Standings<'_>) -> Vec<StanceRef<'_>> {
    let decided = |actor, node: Node| {
        standings
            .get(actor, node)
            .expect("of this graph")
            .filter(|standing| standing.side().is_decided())
    };
    let both = |actor| Some([decided(actor, pair.a)?, decided(actor, pair.b)?]);
    let pairs = standings.actors().filter_map(both);
    pairs.flatten().flat_map(Standing::deciding).collect()
}

impl<'g> Answer<'g> {
    fn issues_sheet(&self) -> Sheet<'g> {
        let rows = self.issues.iter().map(Contest::row).collect::<Vec<_>>();
        let (count, actors) = (rows.len() + self.omitted, self.actors);
        let order = if count > 1 { ", the most contested first" } else { "" };
        let title = format!("{}, {}{order}", plural(count, "target"), plural(actors, "actor"));
        let columns = vec![
            "target",
            "support",
            "oppose",
            "neutral",
            "mixed",
            "unknown",
            "contested",
            "first",
            "last",
            "stances",
        ];
        Sheet { title, columns, rows, notes: left_out(self.omitted, "target") }
    }

    fn pairs_sheet(&self) -> Sheet<'g> {
        let rows = self.pairs.iter().map(Pair::row).collect::<Vec<_>>();
        let count = rows.len() + self.omitted_pairs;
        let title = format!("Divided the same way, or reversed: {}", plural(count, "pair"));
        let columns = vec!["target", "and", "phi", "direction", "shared", "same-side"];
        let mut notes = left_out(self.omitted_pairs, "pair");
        if self.too_much {
            notes.push("too many to compare; --issue and --actor ask for fewer".into());
        }
        if self.thin > 0 {
            let thin = plural(self.thin, "pair");
            let least = self.min_shared;
            notes.push(format!("{thin} with fewer than {least} actors in common left out"));
        }
        if self.undivided > 0 {
            let pairs = plural(self.undivided, "pair");
            notes.push(format!("{pairs} left out: one of the two does not divide their actors"));
        }
        Sheet { title, columns, rows, notes }
    }
}

impl<'g> sheet::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "issues";

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let mut sheets = vec![self.issues_sheet(), self.pairs_sheet()];
        if self.pairs_first {
            sheets.reverse();
        }
        sheets
    }
}

sheet::unmoved!(Answer<'g>);
