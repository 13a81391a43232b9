//! A square table of scores.

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::graph::Standing;
use stancegraph::measure::{Alignments, AnyMeasure, Pairing, Range, Tally};
use stancegraph::{Error, View};

use super::super::who::plural;
use super::pairs::{range_note, thin};
use crate::evidence::{ActorName, Behind};
use crate::sheet::{Row, Sheet, THIN, Value};

/// How close all actors are to one another, as a square.
#[derive(Serialize, JsonSchema)]
pub struct Matrix<'g> {
    measure: AnyMeasure,
    /// Between which positions counts are compared, in the unit of the file; absent for other measures.
    range: Option<Range>,
    min_shared: usize,
    /// How many pairs have fewer shared targets than `min_shared`; they have no score here.
    thin: usize,
    /// The actors of rows and columns.
    actors: Vec<ActorName<'g>>,
    /// A row for each actor; null where there is no score, and for an actor with itself.
    scores: Vec<Vec<Option<f64>>>,
    /// On how many targets both have a standing.
    shared: Vec<Vec<usize>>,
    /// On how many of these they agree, disagree, one has said both, or one is neutral.
    tallies: Vec<Vec<Tally>>,
    /// For each actor, the ids of the stances that decide its standings.
    #[schemars(with = "Vec<Vec<String>>")]
    stances: Vec<Behind<'g>>,
}

impl<'g> Matrix<'g> {
    pub(super) fn of(
        view: &'g View<'g>,
        alignments: &Alignments<'g>,
        min_shared: usize,
    ) -> Result<Self, Error> {
        let matrix = alignments.matrix()?;
        let all = matrix.actors();
        let (mut scores, mut tallies, mut thin) = (Vec::new(), Vec::new(), 0);
        for a in all {
            let pairs = all.iter().map(|b| matrix.pair(*a, *b)).collect::<Vec<_>>();
            let is_thick = |shared: usize| shared >= min_shared;
            thin += pairs.iter().flatten().filter(|pair| !is_thick(pair.tally.shared)).count();
            let score = pairs.iter().map(|pair| {
                pair.filter(|pair| is_thick(pair.tally.shared)).and_then(|pair| pair.score)
            });
            scores.push(score.collect());
            let tally = |pair: &Option<Pairing>| pair.map(|pair| pair.tally).unwrap_or_default();
            tallies.push(pairs.iter().map(tally).collect::<Vec<_>>());
        }
        let behind = |actor| {
            let standings = move || view.standings().of_actor(actor);
            Behind::new(move || standings().flat_map(Standing::deciding).collect())
        };
        Ok(Self {
            measure: matrix.comparison().measure.clone(),
            range: matrix.comparison().range,
            min_shared,
            // Each pair stands in the square twice.
            thin: thin / 2,
            actors: all.iter().map(|actor| view.graph().actor_at(*actor).into()).collect(),
            scores,
            shared: tallies.iter().map(|row| row.iter().map(|of| of.shared).collect()).collect(),
            tallies,
            stances: all.iter().map(|actor| behind(*actor)).collect(),
        })
    }

    pub(super) fn sheet(&self) -> Sheet<'g> {
        let rows = self.actors.iter().zip(&self.scores).zip(&self.tallies).zip(&self.stances);
        let rows = rows.map(|(((actor, scores), tallies), behind)| Row {
            values: std::iter::once(Value::text(actor.name))
                .chain(
                    scores.iter().zip(tallies).map(|(score, tally)| Value::Based(*score, *tally)),
                )
                .collect(),
            about: actor.name.to_owned(),
            behind: behind.clone(),
        });
        let names = self.actors.iter().map(|actor| actor.name);
        let based = self.scores.iter().flatten().any(Option::is_some).then(based_note);
        let thin = (self.thin > 0).then(|| thin(self.thin, self.min_shared));
        Sheet {
            title: format!("{}, by {}", plural(self.actors.len(), "actor"), self.measure),
            columns: std::iter::once("actor").chain(names).collect(),
            rows: rows.collect(),
            notes: range_note(self.range).into_iter().chain(based).chain(thin).collect(),
        }
    }
}

/// What stands behind a score.
fn based_note() -> String {
    format!(
        "a score comes with the number of shared targets that it rests on; {THIN} marks one or two alone"
    )
}
