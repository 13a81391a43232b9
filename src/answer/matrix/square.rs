//! Alignments as a square matrix of scores.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::align::{range_note, thin_note};
use crate::answer::measured::{self, MeasureName};
use crate::answer::{ActorName, Answer, Column, Note, Row, Stances, Table, Value, plural};
use crate::error::Error;
use crate::graph::{ActorIx, Standing, View};
use crate::measure::{AlignmentMatrix, Alignments, AnyMeasure, Pairing, Tally};
use crate::model::PositionRange;

/// A square matrix with the score of every two actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Square<'g> {
    /// The measure.
    #[serde(deserialize_with = "measured::measure")]
    #[schemars(with = "MeasureName")]
    pub measure: AnyMeasure,
    /// The range in which counts compare positions, in the unit of the file; absent for other measures.
    pub range: Option<PositionRange>,
    /// The minimum number of shared targets; pairs with fewer have no score here.
    pub min_shared: usize,
    /// The number of pairs with fewer shared targets than `min_shared`, which have no score here.
    pub thin: usize,
    /// The actors of rows and columns.
    pub actors: Vec<ActorName<'g>>,
    /// The scores, with a row for each actor; null if there is no score, and for an actor with itself.
    pub scores: Vec<Vec<Option<f64>>>,
    /// The number of targets on which both have a standing.
    pub shared: Vec<Vec<usize>>,
    /// The number of these targets on which they agree, disagree, one has said both, or one is neutral.
    pub tallies: Vec<Vec<Tally>>,
    /// The ids of the stances that decide the standings of each actor.
    pub stances: Vec<Stances<'g>>,
}

impl<'g> Square<'g> {
    /// Compares all actors of a view with one another.
    ///
    /// # Errors
    ///
    /// Returns an error if there are too many actors: see [`Alignments::matrix`].
    pub fn of(
        view: &'g View<'g>,
        alignments: &Alignments<'g>,
        min_shared: usize,
    ) -> Result<Self, Error> {
        let matrix = alignments.matrix()?;
        let all = matrix.actors();
        let is_thick = |pair: &Pairing| pair.tally.shared >= min_shared;
        let score = |pair: Option<Pairing>| pair.filter(is_thick).and_then(|pair| pair.score);
        let tallies = square(&matrix, |pair| pair.map(|pair| pair.tally).unwrap_or_default());
        let thin = square(&matrix, |pair| pair.is_some_and(|pair| !is_thick(&pair)));
        let comparison = matrix.comparison();
        Ok(Self {
            measure: comparison.measure.clone(),
            range: comparison.range,
            min_shared,
            // Each pair appears twice in the square.
            thin: thin.iter().flatten().filter(|is_thin| **is_thin).count() / 2,
            actors: all.iter().map(|actor| view.graph().actor(*actor).into()).collect(),
            scores: square(&matrix, score),
            shared: tallies.iter().map(|row| row.iter().map(|of| of.shared).collect()).collect(),
            tallies,
            stances: all.iter().map(|actor| stances(view, *actor)).collect(),
        })
    }

    fn notes(&self) -> Vec<Note> {
        let based = self.scores.iter().flatten().any(Option::is_some).then(based_note);
        let thin = thin_note(self.thin, self.min_shared);
        [range_note(self.range), based, thin].into_iter().flatten().collect()
    }
}

/// Creates a row and a column for each actor of a matrix.
fn square<T>(matrix: &AlignmentMatrix, cell: impl Fn(Option<Pairing>) -> T) -> Vec<Vec<T>> {
    let all = matrix.actors();
    let row = |a: &ActorIx| all.iter().map(|b| cell(matrix.pairing(*a, *b))).collect();
    all.iter().map(row).collect()
}

/// The stances that decide the standings of an actor.
fn stances<'g>(view: &'g View<'g>, actor: ActorIx) -> Stances<'g> {
    let standings = move || view.standings().of(actor);
    Stances::new(view.graph(), move || standings().flat_map(Standing::deciding).collect())
}

impl Answer for Square<'_> {
    const VERB: &'static str = "align";

    fn tables(&self) -> Vec<Table<'_>> {
        let rows = self.actors.iter().zip(&self.scores).zip(&self.tallies).zip(&self.stances);
        let rows = rows.map(|(((actor, scores), tallies), stances)| {
            let based = |(score, tally): (&Option<f64>, &Tally)| {
                score.map_or(Value::Nothing, |score| Value::Based(score, *tally))
            };
            let scores = scores.iter().zip(tallies).map(based);
            let values = std::iter::once(actor.into()).chain(scores).collect();
            Row { values, about: actor.name.to_string(), stances: stances.clone() }
        });
        // Two actors may have the same name; programs identify columns by id.
        let others = self.actors.iter();
        let others = others.map(|other| Column::number(&*other.id).headed(&*other.name));
        vec![Table {
            title: format!("{}, by {}", plural(self.actors.len(), "actor"), self.measure),
            columns: std::iter::once(Column::actor("actor")).chain(others).collect(),
            rows: rows.collect(),
            notes: self.notes(),
        }]
    }
}

/// A note on the number of shared targets that a score rests on.
fn based_note() -> Note {
    format!(
        "a score comes with the number of shared targets that it rests on; {} marks one or two alone",
        Table::THIN
    )
    .into()
}
