//! What a picture can show: one file for each.

pub(super) mod alignment_map;
mod balance;
mod issues;
pub(super) mod stances;
mod timeline;

use std::fmt;

use super::drawing::plate::Plate;
use super::picture::Picture;
use crate::error::Error;
use crate::graph::View;

/// What a picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Diagram {
    /// Who takes which position on what: actors, issues, and a line for every stance.
    #[default]
    Stances,
    /// How close the actors are to one another: a line for every pair.
    AlignmentMap,
    /// What divides the actors: for each target who is against and who for it, and who has said
    /// nothing.
    Issues,
    /// Who said what when: a lane for each target of one actor, or for each actor on one target.
    ///
    /// Of a view with stances of several actors on several targets, a lane for each actor. A view
    /// of a snapshot shows everything that was said up to its day.
    Timeline,
    /// Who stands where between two camps, on one axis.
    Balance,
}

impl fmt::Display for Diagram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stances => "stances",
            Self::AlignmentMap => "alignment-map",
            Self::Issues => "issues",
            Self::Timeline => "timeline",
            Self::Balance => "balance",
        })
    }
}

impl Diagram {
    /// Draws a view.
    ///
    /// # Errors
    ///
    /// [`Error::Picture`] where the system's Graphviz is asked for and is not there, or fails.
    pub(super) fn plate(self, view: &View, picture: &Picture) -> Result<Plate, Error> {
        match self {
            Self::Stances => stances::plate(view, picture),
            Self::AlignmentMap => alignment_map::plate(view, picture),
            Self::Issues => issues::plate(view, picture),
            Self::Timeline => timeline::plate(view, picture),
            Self::Balance => balance::plate(view, picture),
        }
    }
}
