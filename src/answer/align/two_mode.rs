//! Two-mode networks of actors and targets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{ActorName, Answer, Column, Row, Stances, Table, TargetName, Value, plural};
use crate::graph::{Standing, View};
use crate::measure::{Affiliation, Duplicates, Share, TwoMode};

/// The two-mode network of actors and targets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Affiliations<'g> {
    /// The meaning of the weights.
    pub two_mode: TwoMode,
    /// The divisor of the weights.
    pub share: Share,
    /// The repetitions that are left out.
    pub duplicates: Duplicates,
    /// The sum of all weights.
    pub sum: f64,
    /// The weights, by actor, then by target.
    pub weights: Vec<Weighed<'g>>,
}

/// The weight between an actor and a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Weighed<'g> {
    /// The actor.
    pub actor: ActorName<'g>,
    /// The target.
    pub target: TargetName<'g>,
    /// The weight between the actor and the target.
    pub weight: f64,
    /// The ids of the stances, the oldest first.
    pub stances: Stances<'g>,
}

impl<'g> Affiliations<'g> {
    /// Computes the two-mode network of a view.
    #[must_use]
    pub fn of(view: &'g View<'g>, two_mode: TwoMode, share: Share, duplicates: Duplicates) -> Self {
        let ties = view.two_mode(two_mode, share, duplicates);
        // An empty sum would be -0.
        let sum = ties.iter().map(|tie| tie.weight).fold(0.0, std::ops::Add::add);
        let weights = ties.into_iter().map(|tie| Weighed::of(view, tie)).collect();
        Self { two_mode, share, duplicates, sum, weights }
    }
}

impl<'g> Weighed<'g> {
    fn of(view: &'g View<'g>, tie: Affiliation) -> Self {
        let Affiliation { actor, target, weight } = tie;
        let standing = move || view.standings().find(actor, target);
        let graph = view.graph();
        Self {
            actor: graph.actor(actor).into(),
            target: graph.target_of(target).into(),
            weight,
            stances: Stances::new(graph, move || {
                standing().into_iter().flat_map(Standing::stances).collect()
            }),
        }
    }
}

impl Answer for Affiliations<'_> {
    const VERB: &'static str = "align";

    fn tables(&self) -> Vec<Table<'_>> {
        let rows = self.weights.iter().map(|tie| Row {
            values: vec![(&tie.actor).into(), (&tie.target).into(), Value::Score(tie.weight)],
            about: format!("{} on {}", tie.actor.name, tie.target.name),
            stances: tie.stances.clone(),
        });
        let share = match self.share {
            Share::None => String::new(),
            share @ (Share::Activity | Share::Prominence) => format!(", divided by {share}"),
        };
        let count = plural(self.weights.len(), "tie");
        let columns =
            vec![Column::actor("actor"), Column::target("target"), Column::number("weight")];
        vec![Table {
            title: format!("{count} of actors and targets, by {}{share}", self.two_mode),
            columns,
            rows: rows.collect(),
            notes: vec![format!("the sum is {:.2}", self.sum).into()],
        }]
    }
}
