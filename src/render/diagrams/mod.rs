//! The diagrams: what a picture can show, one file or folder for each.

mod alignment;
pub(super) mod alignment_map;
mod balance;
mod change;
pub(super) mod closeness;
mod extent;
mod flow;
mod groups;
mod issues;
mod matrix;
pub(super) mod stable_order;
mod stances;
mod timeline;

use std::borrow::Cow;
use std::fmt;

pub use extent::Extent;

use super::drawing::plate::Plate;
use super::picture::Picture;
use super::shown::Shown;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::graph::{Time, View};
use crate::model::{Date, Span};

/// What a picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Diagram {
    /// Who takes which position: actors, issues, and a line for every stance.
    #[default]
    Stances,
    /// Who takes which position: a row for every actor, a column for every target, and a cell with side and number
    /// for every standing. Rows and columns are ordered so that neighbours are alike (see
    /// [`Seriation`](crate::bloc::Seriation)). What is not known is hatched.
    Matrix,
    /// How close actors are: a row and a column for each, a cell with the score of every pair, and outlined blocs.
    Alignment,
    /// How close actors are: a map with a line for every pair.
    AlignmentMap,
    /// What divides the actors: for each target who is against it, who is for it, and who has said nothing.
    Issues,
    /// Who said what when: a lane for each target of one actor, or for each actor on one target.
    ///
    /// A view with several actors and several targets has a lane for each actor. A snapshot shows everything
    /// that was said up to its day; what is not in force is pale.
    Timeline,
    /// Where actors stand between two camps, on one axis.
    Balance,
    /// What changed since a day: the positions in force on the day before, and those of the view, in the same
    /// places. A window counts with its last day.
    Change {
        /// The first day on which something counts as changed.
        since: Date,
    },
    /// How the blocs changed from one window of time to the next.
    Flow {
        /// How long a window is.
        window: Span,
        /// How far apart windows begin; by default each begins where the one before ends.
        step: Option<Span>,
    },
}

impl fmt::Display for Diagram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stances => "stances",
            Self::Matrix => "matrix",
            Self::Alignment => "alignment",
            Self::AlignmentMap => "alignment-map",
            Self::Issues => "issues",
            Self::Timeline => "timeline",
            Self::Balance => "balance",
            Self::Change { .. } => "change",
            Self::Flow { .. } => "flow",
        })
    }
}

impl Diagram {
    /// The best diagram of positions for the size of a view: [`Diagram::Stances`] up to [`Extent::SMALL`], and
    /// [`Diagram::Matrix`] beyond.
    #[must_use]
    pub fn for_view(view: &View) -> Self {
        if Extent::of(view).is_small() { Self::Stances } else { Self::Matrix }
    }

    /// Whether the diagram can show what is superseded or has ended beside what is in force. A timeline always does.
    #[must_use]
    pub fn has_history(self) -> bool {
        match self {
            Self::Stances | Self::Matrix | Self::Timeline => true,
            Self::Alignment
            | Self::AlignmentMap
            | Self::Issues
            | Self::Balance
            | Self::Change { .. }
            | Self::Flow { .. } => false,
        }
    }

    /// The view that the picture is about: diagrams of time show everything that was said, not the latest positions.
    pub(super) fn seen<'v, 'g>(self, view: &'v View<'g>) -> Cow<'v, View<'g>> {
        let is_of_time = match self {
            Self::Timeline | Self::Flow { .. } => true,
            Self::Stances
            | Self::Matrix
            | Self::Alignment
            | Self::AlignmentMap
            | Self::Issues
            | Self::Balance
            | Self::Change { .. } => false,
        };
        match view.time() {
            Time::Latest if is_of_time => Cow::Owned(view.said()),
            Time::Latest | Time::Snapshot(_) | Time::Window { .. } => Cow::Borrowed(view),
        }
    }

    /// Draws a view.
    ///
    /// # Errors
    ///
    /// [`Error::Picture`] if the system's Graphviz is asked for, but is missing or fails; [`Error::EmptyWindow`] for
    /// changes since a day after that of the view; [`Error::NothingToCut`] and [`Error::TooManyWindows`] if windows
    /// cannot be cut.
    pub(super) fn plate(self, shown: &Shown, picture: &Picture) -> Result<Plate, Error> {
        let view = &shown.now;
        match self {
            Self::Stances => stances::plate(shown, picture),
            Self::Matrix => matrix::plate(shown, picture),
            Self::Alignment => alignment::plate(view, picture),
            Self::AlignmentMap => alignment_map::plate(view, picture),
            Self::Issues => issues::plate(view, picture),
            Self::Timeline => timeline::plate(view, picture),
            Self::Balance => balance::plate(view, picture),
            Self::Change { since } => change::plate(view, picture, since),
            Self::Flow { window, step } => flow::plate(view, picture, window, step),
        }
    }
}
