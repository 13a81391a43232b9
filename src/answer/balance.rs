//! Structural balance: whether the enemy of an enemy is a friend.

use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ties::{BestPartitions, Certificate, Ties, isolates};
use super::words::number;
use super::{ActorName, Answer, Column, Row, Stances, Table, Value, plural};
use crate::bloc::{self, ActorGraph, BlocCount, Search, TiedBy, Triangles, WALK_LIMIT};
use crate::error::Error;
use crate::graph::{StanceRef, View};

/// The structural balance of the ties between actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Balance<'g> {
    /// The ties between actors.
    pub ties: Ties,
    /// The number of triangles, by the signs of their ties.
    pub triangles: Triangles,
    /// The share of balanced triangles; absent if there are no triangles.
    pub triangle_balance: Option<f64>,
    /// Closed walks with an even number of ties against, minus the others, as a share of all. Walks of every
    /// length count, short ones more. Absent if there are no ties, or if too many actors are connected.
    pub walk_balance: Option<f64>,
    /// The frustration: the minimum weight of ties whose removal leaves two camps.
    pub frustration: Frustration<'g>,
    /// Actors without ties.
    pub isolates: Vec<ActorName<'g>>,
}

/// The frustration: the minimum weight of ties whose removal leaves two camps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Frustration<'g> {
    /// The weight, and what is proved about it.
    #[serde(flatten)]
    pub certificate: Certificate,
    /// The weight as a share of the weight of all ties; absent if there are no ties.
    pub share: Option<f64>,
    /// The number of partitions into two camps with this weight; absent if none is proved to be the best.
    pub best: Option<BestPartitions>,
    /// The part of the weight for which the best partitions remove different ties.
    pub open: f64,
    /// The ids of the stances behind the ties that every best partition removes.
    pub stances: Stances<'g>,
}

/// The settings: what ties actors, and how to search. In JSON, a missing field has its value from
/// `Settings::default()`, which has the defaults of the command line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Settings {
    /// The ties between actors.
    pub tied_by: TiedBy,
    /// The seed of the search: the same seed gives the same answer.
    pub seed: u64,
    /// The time limit; `None` for a fixed amount of work that does not depend on the clock, so that the answer is
    /// the same on every machine.
    pub time_limit: Option<Duration>,
}

setters! {
    Settings {
        with_tied_by(tied_by: TiedBy);
        with_seed(seed: u64);
        with_time_limit(time_limit: ?Duration);
    }
}

impl Default for Settings {
    fn default() -> Self {
        let time_limit = Some(Duration::from_secs(10));
        Self { tied_by: TiedBy::default(), seed: 0, time_limit }
    }
}

impl<'g> Balance<'g> {
    /// Measures the balance of the ties between a view's actors.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`View::alignment_graph`].
    ///
    /// ```
    /// use stancegraph::answer::balance::{Balance, Settings};
    /// use stancegraph::bloc::{Parallel, TiedBy};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (actor, label, other) in
    ///     [("ann", "supports", "bob"), ("bob", "supports", "cem"), ("cem", "opposes", "ann")]
    /// {
    ///     builder.stance(&Stance::toward_actor(actor, label, other)?);
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let tied_by = TiedBy::Words { weighted: false, parallel: Parallel::Count };
    /// let balance = Balance::of(&view, &Settings::default().with_tied_by(tied_by))?;
    /// assert_eq!(balance.triangles.one_negative, 1);
    /// assert_eq!(balance.frustration.certificate.value, 1.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(view: &'g View<'g>, settings: &Settings) -> Result<Self, Error> {
        Ok(Self::tied(settings.tied_by.graph(view)?, settings))
    }

    /// Measures the balance of ties that already exist; the settings for ties have no effect.
    #[must_use]
    pub fn tied(ties: ActorGraph<'g>, settings: &Settings) -> Self {
        let begun = settings.time_limit.map(|limit| (limit, Instant::now()));
        let found = bloc::balance(ties.signed());
        let graph = ties.graph();
        let search = Search::new(BlocCount::Two).seed(settings.seed);
        let blocs = ties.blocs_by(match begun {
            Some((limit, begun)) => search.time_limit(limit.saturating_sub(begun.elapsed())),
            None => search.without_proof(),
        });
        let isolates = blocs.ties().isolates().iter();
        Self {
            ties: blocs.ties().into(),
            triangles: found.triangles,
            triangle_balance: found.triangle_balance,
            walk_balance: found.walk_balance,
            isolates: isolates.map(|actor| graph.actor(*actor).into()).collect(),
            frustration: Frustration::of(blocs),
        }
    }

    fn triangle_note(&self) -> &'static str {
        match self.triangle_balance {
            Some(_) => "the share of balanced triangles",
            None => "there is no triangle",
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

impl<'g> Frustration<'g> {
    fn of(blocs: bloc::Blocs<'g>) -> Self {
        let certificate = Certificate::from(blocs.partition());
        let weight = blocs.ties().signed().weight();
        Self {
            share: (weight > 0.0).then(|| certificate.value / weight),
            certificate,
            best: BestPartitions::of(&blocs),
            open: blocs.open_disagreement(),
            stances: Stances::new(blocs.ties().graph(), move || of_misfits(&blocs)),
        }
    }
}

/// The stances behind the ties that do not fit.
fn of_misfits<'g>(blocs: &bloc::Blocs<'g>) -> Vec<StanceRef<'g>> {
    let misfits = blocs.misfits();
    let found = misfits.iter().flat_map(|misfit| blocs.ties().behind(misfit.tie));
    let mut stances = found.collect::<Vec<_>>();
    stances.sort_by_key(|stance| stance.index());
    stances.dedup_by_key(|stance| stance.index());
    stances
}

impl Answer for Balance<'_> {
    const VERB: &'static str = "balance";

    fn tables(&self) -> Vec<Table<'_>> {
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
        let counts = counts.map(|(what, count, note)| row(what, count.into(), note.into()));
        let Frustration { certificate, share, stances, .. } = &self.frustration;
        let value = number(certificate.value).into();
        let frustration = Row {
            stances: stances.clone(),
            ..row("frustration", value, certificate.note().into())
        };
        let exact = |number: Option<f64>| number.map_or(Value::Nothing, Value::Exact);
        let rows = counts.into_iter().chain([
            row("triangle balance", exact(self.triangle_balance), self.triangle_note().into()),
            row("walk balance", exact(self.walk_balance), self.walk_note().into()),
            frustration,
            row("frustrated share", exact(*share), "of the weight of all ties".into()),
        ]);
        let ties = &self.ties;
        let (actors, count) = (plural(ties.actors, "actor"), plural(ties.count(), "tie"));
        vec![Table {
            title: format!("Balance of {actors}, by {count}"),
            columns: vec![Column::text("what"), Column::number("value"), Column::text("meaning")],
            rows: rows.collect(),
            notes: ties.notes().chain(isolates(&self.isolates)).collect(),
        }]
    }
}

fn row<'a>(what: &'static str, value: Value<'a>, meaning: Value<'a>) -> Row<'a> {
    let values = vec![what.into(), value, meaning];
    Row { values, about: what.into(), stances: Stances::none() }
}
