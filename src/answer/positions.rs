//! All standings of a view, one below another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::left_out;
use super::{ActorName, Answer, Column, Held, Row, Stances, Table, Value, plural};
use crate::graph::{Standing, View};

/// Who stands where: every position of every actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Positions<'g> {
    /// The positions by actor, then by target: actors before issues, each by id.
    pub positions: Vec<HeldBy<'g>>,
    /// The number of positions that are not listed.
    pub omitted: usize,
}

/// The position of an actor on a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct HeldBy<'g> {
    /// The actor.
    pub actor: ActorName<'g>,
    /// The position.
    #[serde(flatten)]
    pub held: Held<'g>,
    /// The ids of the stances that decide the side.
    pub deciding: Stances<'g>,
}

impl<'g> Positions<'g> {
    /// Lists the positions of a view, at most `top`.
    ///
    /// ```
    /// use stancegraph::answer::{Answer, Positions};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let positions = Positions::of(&view, None);
    /// assert_eq!(positions.tables()[0].title, "Who stands where: 1 standing");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(view: &'g View<'g>, top: Option<usize>) -> Self {
        let (standings, top) = (view.standings(), top.unwrap_or(usize::MAX));
        Self {
            positions: standings.iter().take(top).map(HeldBy::from).collect(),
            omitted: standings.len().saturating_sub(top),
        }
    }
}

impl<'g> From<Standing<'g>> for HeldBy<'g> {
    fn from(standing: Standing<'g>) -> Self {
        let deciding = Stances::deciding(standing);
        Self { actor: standing.actor().into(), held: standing.into(), deciding }
    }
}

impl HeldBy<'_> {
    fn row(&self) -> Row<'_> {
        let Held { target, side, since, stances, .. } = &self.held;
        let about = format!("{}: {side} on {}", self.actor.name, target.name);
        Row {
            values: vec![
                (&self.actor).into(),
                Value::Side(*side).on(self.deciding.clone(), about.clone()),
                target.into(),
                Value::maybe(*since),
                stances.into(),
            ],
            about,
            stances: stances.clone(),
        }
    }
}

impl Answer for Positions<'_> {
    const VERB: &'static str = "page";

    fn tables(&self) -> Vec<Table<'_>> {
        let count = plural(self.positions.len() + self.omitted, "standing");
        let columns = vec![
            Column::actor("actor"),
            Column::side("side").headed("position"),
            Column::target("target"),
            Column::date("since"),
            Column::stances("stances"),
        ];
        vec![Table {
            title: format!("Who stands where: {count}"),
            columns,
            rows: self.positions.iter().map(HeldBy::row).collect(),
            notes: Vec::from_iter(left_out(self.omitted, "standing")),
        }]
    }
}
