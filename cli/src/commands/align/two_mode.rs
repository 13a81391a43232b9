//! Actors and targets.

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::View;
use stancegraph::graph::Standing;
use stancegraph::measure::{Affiliation, Duplicates, Share, TwoMode};

use super::super::who::plural;
use crate::evidence::{ActorName, Behind, TargetName};
use crate::sheet::{Row, Sheet, Value};

/// The two-mode network of actors and targets.
#[derive(Serialize, JsonSchema)]
pub struct Network<'g> {
    two_mode: TwoMode,
    share: Share,
    duplicates: Duplicates,
    /// The sum of all weights.
    sum: f64,
    /// By actor, then by target.
    weights: Vec<Weight<'g>>,
}

/// The weight between an actor and a target.
#[derive(Serialize, JsonSchema)]
struct Weight<'g> {
    actor: ActorName<'g>,
    target: TargetName<'g>,
    weight: f64,
    /// The ids of the stances, the oldest first.
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

impl<'g> Network<'g> {
    pub(super) fn of(
        view: &'g View<'g>,
        two_mode: TwoMode,
        share: Share,
        duplicates: Duplicates,
    ) -> Self {
        let ties = view.two_mode(two_mode, share, duplicates);
        let weight = |tie: &Affiliation| {
            let Affiliation { actor, target, weight } = *tie;
            let standing = move || view.standings().get(actor, target);
            Weight {
                actor: view.graph().actor_at(actor).into(),
                target: view.graph().target_at(target).into(),
                weight,
                stances: Behind::new(move || {
                    standing().into_iter().flat_map(Standing::stances).collect()
                }),
            }
        };
        // The sum of nothing is -0 otherwise.
        let sum = ties.iter().map(|tie| tie.weight).fold(0.0, std::ops::Add::add);
        Self { two_mode, share, duplicates, sum, weights: ties.iter().map(weight).collect() }
    }

    pub(super) fn sheet(&self) -> Sheet<'g> {
        let rows = self.weights.iter().map(|tie| Row {
            values: vec![
                Value::text(tie.actor.name),
                Value::text(tie.target.name),
                Value::Score(Some(tie.weight)),
            ],
            about: format!("{} on {}", tie.actor.name, tie.target.name),
            behind: tie.stances.clone(),
        });
        let rows = rows.collect::<Vec<_>>();
        let share = match self.share {
            Share::None => String::new(),
            share => format!(", divided by {share}"),
        };
        let count = plural(rows.len(), "tie");
        Sheet {
            title: format!("{count} of actors and targets, by {}{share}", self.two_mode),
            columns: vec!["actor", "target", "weight"],
            rows,
            notes: vec![format!("the sum is {:.2}", self.sum)],
        }
    }
}
