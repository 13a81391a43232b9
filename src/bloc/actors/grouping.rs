//! How to group actors: the single entry to blocs for answers, pictures and pages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorGraph, BlocCount, Blocs, Parallel, TieRule};
use crate::error::Error;
use crate::graph::View;
use crate::measure::{Comparison, Measure};

/// What ties actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
#[non_exhaustive]
pub enum TiedBy {
    /// Their alignments.
    Alignment {
        /// The measure and its settings.
        comparison: Comparison,
        /// The threshold, and the fewest shared targets.
        rule: TieRule,
    },
    /// What they said about one another.
    Words {
        /// Whether a tie has the weight of its stance instead of 1.
        weighted: bool,
        /// What several stances of one actor on another become.
        parallel: Parallel,
    },
}

/// How actors are grouped: what ties them, and how many blocs are allowed.
///
/// The same view and the same grouping give the same [`Blocs`], in tables, pictures and pages alike.
///
/// ```
/// use stancegraph::bloc::{BlocCount, Grouping};
/// use stancegraph::model::Stance;
/// use stancegraph::{StanceGraph, Undeclared};
///
/// let mut builder = StanceGraph::builder();
/// builder.undeclared(Undeclared::Create);
/// for (actor, label) in [("ann", "supports"), ("bob", "supports"), ("cem", "opposes")] {
///     builder.stance(&Stance::on_issue(actor, label, "tunnel")?);
/// }
/// let graph = builder.build()?;
/// let view = graph.view();
/// let grouping = Grouping::default().with_count(BlocCount::Any);
/// assert_eq!(grouping.blocs(&view)?.members(), [vec![0, 1], vec![2]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Grouping {
    /// What ties actors.
    pub tied_by: TiedBy,
    /// How many blocs are allowed.
    pub count: BlocCount,
}

setters! {
    Grouping {
        with_tied_by(tied_by: TiedBy);
        with_count(count: BlocCount);
    }
}

impl Default for Grouping {
    /// One or two blocs, by agreement.
    fn default() -> Self {
        Self { tied_by: TiedBy::default(), count: BlocCount::Two }
    }
}

impl Default for TiedBy {
    /// Agreement, above and below the middle.
    fn default() -> Self {
        Self::Alignment { comparison: Measure::default().into(), rule: TieRule::default() }
    }
}

impl TiedBy {
    /// The signed graph of a view's actors.
    ///
    /// # Errors
    ///
    /// Those of [`View::alignment_graph`].
    pub fn graph<'v>(&self, view: &'v View<'_>) -> Result<ActorGraph<'v>, Error> {
        match self {
            Self::Alignment { comparison, rule } => view.alignment_graph(comparison.clone(), *rule),
            Self::Words { weighted, parallel } => Ok(view.direct_graph_with(*weighted, *parallel)),
        }
    }
}

impl Grouping {
    /// The blocs of a view, found with a fixed amount of work: see [`ActorGraph::quick_blocs`].
    ///
    /// # Errors
    ///
    /// Those of [`View::alignment_graph`].
    pub fn blocs<'v>(&self, view: &'v View<'_>) -> Result<Blocs<'v>, Error> {
        Ok(self.tied_by.graph(view)?.quick_blocs(self.count))
    }
}
