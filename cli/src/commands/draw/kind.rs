//! The view that a picture shows.

use clap::ValueEnum;
use stancegraph::View;
use stancegraph::graph::Time;
use stancegraph::model::{Date, Span};
use stancegraph::render::{Diagram, Extent};

use super::form::Form;
use crate::failure::Failure;
use crate::message;

/// What is drawn, with the times that belong to it.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Picture")]
pub(super) struct Kind {
    /// The view to draw; by default stances, or the matrix above 20 nodes or 40 lines
    #[arg(long, value_name = "VIEW")]
    view: Option<Shown>,
    /// In the view of change, the first day on which something counts as changed; of a month or a year, its
    /// first day
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// In the view of flow, the length of a window of time: 10d, 2w, 3m, 1q or 1y
    #[arg(long, value_name = "SPAN", conflicts_with_all = ["at", "since"], allow_hyphen_values = true)]
    window: Option<Span>,
    /// In the view of flow, the distance between the beginnings of windows; by default each begins where the last
    /// one ends
    #[arg(long, value_name = "SPAN", requires = "window", allow_hyphen_values = true)]
    step: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shown {
    /// Actors, issues, and a line for each position
    Stances,
    /// A table of actors by targets, ordered so that neighbours are alike
    Matrix,
    /// A matrix of how close actors are, with their blocs
    Alignment,
    /// Actors, and a line for each pair that shares a target
    AlignmentMap,
    /// For each target, who is against it and who is for it, as bars
    Issues,
    /// Who said what when: a lane for each target of one --actor, or for each actor on one --issue
    Timeline,
    /// Where actors stand between two camps, on one axis
    Balance,
    /// What changed --since a day, until --at another or the last
    Change,
    /// How the blocs changed from each --window to the next
    Flow,
}

impl Kind {
    /// The diagram that the user asked for, or one that suits the view; DOT always has nodes and lines.
    pub(super) fn diagram(&self, view: &View, form: Form) -> Result<Diagram, Failure> {
        let asked = match (self.view, self.since, self.window) {
            (None, Some(_), _) => Some(Shown::Change),
            (None, _, Some(_)) => Some(Shown::Flow),
            (asked, ..) => asked,
        };
        match asked {
            Some(shown) => self.with_times(shown, view),
            None if form == Form::Dot => Ok(Diagram::Stances),
            None => Ok(suited(view)),
        }
    }

    fn with_times(&self, shown: Shown, view: &View) -> Result<Diagram, Failure> {
        let usage = |text: &str| Err(Failure::Usage(text.into()));
        Ok(match (shown, self.since, self.window) {
            (Shown::Change, None, _) => {
                return usage(
                    "a change is between two days: --since DATE, and --at DATE for the second",
                );
            }
            (Shown::Change, Some(since), None) => match view.time() {
                Time::Window { until: None, .. } | Time::Window { from: Some(_), .. } => {
                    return usage("a change is between two days: --since DATE --at DATE");
                }
                Time::Latest | Time::Snapshot(_) | Time::Window { from: None, until: Some(_) } => {
                    Diagram::Change { since }
                }
            },
            (Shown::Flow, _, None) => {
                return usage("a flow is from one span of time to the next: --window 3m, or 1y");
            }
            (Shown::Flow, None, Some(window)) => Diagram::Flow { window, step: self.step },
            (_, Some(_), _) => return usage("--since belongs to --view change"),
            (_, _, Some(_)) => return usage("--window belongs to --view flow"),
            (Shown::Stances, ..) => Diagram::Stances,
            (Shown::Matrix, ..) => Diagram::Matrix,
            (Shown::Alignment, ..) => Diagram::Alignment,
            (Shown::AlignmentMap, ..) => Diagram::AlignmentMap,
            (Shown::Issues, ..) => Diagram::Issues,
            (Shown::Timeline, ..) => Diagram::Timeline,
            (Shown::Balance, ..) => Diagram::Balance,
        })
    }
}

/// The diagram that suits the size of a view; notes if it is not that of stances.
fn suited(view: &View) -> Diagram {
    let diagram = Diagram::for_view(view);
    if diagram == Diagram::Matrix {
        let Extent { nodes, lines } = Extent::of(view);
        message::note(&format!(
            "the matrix is drawn, since there are {nodes} nodes and {lines} lines; \
             --view stances draws the diagram"
        ));
    }
    diagram
}
