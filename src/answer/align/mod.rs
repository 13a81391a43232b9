//! Alignments of actors: as pairs, as a square matrix, or as a two-mode network.

mod pairs;
mod two_mode;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Table};
use crate::error::Error;
use crate::graph::View;
use crate::measure::{Comparison, Share, TwoMode};

pub use super::matrix::Square;
pub use pairs::{Pair, Pairs, Tie};
pub(crate) use pairs::{range_note, thin_note};
pub use two_mode::{Affiliations, Weighed};

/// The alignments of a view's actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Align<'g> {
    /// A list of pairs.
    Pairs(Pairs<'g>),
    /// A square matrix of scores.
    Square(Square<'g>),
    /// A two-mode network of actors and targets.
    TwoMode(Affiliations<'g>),
}

/// The settings: how to compare actors, and what to list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct Settings {
    /// The measure by which actors are compared, and its settings.
    pub comparison: Comparison,
    /// The minimum number of shared targets; pairs with fewer are left out.
    pub min_shared: usize,
    /// What to list: pairs, a square matrix or a two-mode network.
    pub listed: Listed,
}

setters! {
    Settings {
        with_comparison(comparison: into Comparison);
        with_min_shared(min_shared: usize);
        with_listed(listed: Listed);
    }
}

/// What to list: pairs, a square matrix or a two-mode network.
// Closed: what an answer costs depends on which it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Listed {
    /// The closest pairs.
    Closest {
        /// The maximum number of pairs; absent for all.
        top: Option<usize>,
    },
    /// The closest pairs with one actor.
    With {
        /// The id, name or alias of the actor.
        actor: String,
        /// The maximum number of pairs; absent for all.
        top: Option<usize>,
    },
    /// Only these two actors, by id, name or alias.
    Between(String, String),
    /// A square matrix of scores.
    Square,
    /// A two-mode network of actors and targets.
    TwoMode {
        /// The meaning of the weights.
        mode: TwoMode,
        /// The divisor of the weights.
        share: Share,
    },
}

impl Default for Settings {
    fn default() -> Self {
        let comparison = Comparison::default();
        Self { comparison, min_shared: 0, listed: Listed::Closest { top: None } }
    }
}

impl<'g> Align<'g> {
    /// Compares the actors of a view.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] for an actor that the graph does not have; [`Error::Comparison`] for settings that the
    /// measure does not have; an error if a square matrix would be too large.
    ///
    /// ```
    /// use stancegraph::answer::align::{Listed, Settings};
    /// use stancegraph::answer::{Align, Answer};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
    /// builder.stance(&Stance::on_issue("China", "opposes", "THAAD")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let listed = Listed::With { actor: "Russia".into(), top: Some(5) };
    /// let align = Align::of(&view, &Settings::default().with_listed(listed))?;
    /// assert_eq!(align.tables()[0].title, "1 pair, by agreement");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(view: &'g View<'g>, settings: &Settings) -> Result<Self, Error> {
        let Settings { comparison, min_shared, listed } = settings;
        let compare = || view.compare(comparison.clone());
        let all = |top: &Option<usize>| top.unwrap_or(usize::MAX);
        Ok(match listed {
            Listed::Closest { top } => {
                Self::Pairs(Pairs::closest(&compare()?, all(top), *min_shared))
            }
            Listed::With { actor, top } => {
                let actor = view.find_actor(actor)?;
                Self::Pairs(Pairs::with(&compare()?, actor, all(top), *min_shared)?)
            }
            Listed::Between(a, b) => {
                let pair = (view.find_actor(a)?, view.find_actor(b)?);
                Self::Pairs(Pairs::between(&compare()?, pair, *min_shared)?)
            }
            Listed::Square => Self::Square(Square::of(view, &compare()?, *min_shared)?),
            Listed::TwoMode { mode, share } => {
                Self::TwoMode(Affiliations::of(view, *mode, *share, comparison.duplicates))
            }
        })
    }
}

impl Answer for Align<'_> {
    const VERB: &'static str = "align";

    fn tables(&self) -> Vec<Table<'_>> {
        match self {
            Self::Pairs(pairs) => pairs.tables(),
            Self::Square(square) => square.tables(),
            Self::TwoMode(network) => network.tables(),
        }
    }
}
