//! Differences between two graphs, or between two days of one graph.

mod edit;
mod effect;
mod stances;

pub use edit::{Edit, EditKind, FieldEdit};
pub use effect::{AlignmentEdit, Scored, StandingEdit};

use serde_json::json;

use crate::graph::{StanceGraph, StanceRef, View};
use crate::model::{Actor, Issue, Source};

/// The differences between two views: of two graphs, or of one graph at two times.
///
/// Actors, issues and sources are compared by their ids, whatever the filter. Stances are compared by their ids, too.
/// Of the remaining ones, an old and a new stance of the same actor on the same target count as one edited stance if
/// they have the same source, locator and date; or else the same source and locator; or else the same date. (A
/// stance without an id of its own has one derived from who said what on which target, when and where, so a
/// corrected note or quote does not change it.) Views at [`Time::Latest`](crate::graph::Time::Latest) are compared
/// with all their stances, other views with the stances of their time.
///
/// # Examples
///
/// ```
/// use stancegraph::diff::Diff;
/// use stancegraph::model::Stance;
/// use stancegraph::{StanceGraph, Undeclared};
///
/// let graph = |label: &str| {
///     let mut builder = StanceGraph::builder();
///     builder.undeclared(Undeclared::Create);
///     builder.stance(&Stance::on_issue("Seoul", label, "THAAD").unwrap());
///     builder.build().unwrap()
/// };
/// let (old, new) = (graph("supports"), graph("opposes"));
/// let (old, new) = (old.view(), new.view());
/// let diff = Diff::between(&old, &new);
/// assert_eq!(diff.stances.len(), 1);
/// let fields = diff.stances[0].fields().iter().map(ToString::to_string).collect::<Vec<_>>();
/// assert_eq!(fields, ["label: supports -> opposes", "position: support -> oppose"]);
/// assert_eq!(diff.standings[0].to_string(), "Seoul on THAAD: support -> oppose");
/// assert!(Diff::between(&old, &old).is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Diff<'v> {
    /// The title, the description, and the meanings of labels.
    pub about: Vec<FieldEdit>,
    /// Actors, by id.
    pub actors: Vec<Edit<&'v Actor>>,
    /// Issues, by id.
    pub issues: Vec<Edit<&'v Issue>>,
    /// Sources, by id.
    pub sources: Vec<Edit<&'v Source>>,
    /// Stances: removed and edited ones in the order of the old graph, then added ones in the order of the new graph.
    pub stances: Vec<Edit<StanceRef<'v>>>,
    /// Standings that differ as a result, by actor, then by target.
    pub standings: Vec<StandingEdit<'v>>,
    /// Pairs of actors whose agreement or number of shared targets differs, by their ids.
    pub alignments: Vec<AlignmentEdit<'v>>,
}

impl<'v> Diff<'v> {
    /// Compares an old and a new view.
    ///
    /// # Complexity
    ///
    /// O(n log n) in the number of stances, plus the cost of all alignments of both views if a standing differs.
    #[must_use]
    pub fn between(old: &'v View<'_>, new: &'v View<'_>) -> Self {
        let (before, after): (&'v StanceGraph, &'v StanceGraph) = (old.graph(), new.graph());
        let standings = effect::standings(old, new);
        Self {
            about: edit::fields(&about(before), &about(after)),
            actors: edit::by_id(before.actors(), after.actors(), |actor| actor.id.as_str()),
            issues: edit::by_id(before.issues(), after.issues(), |issue| issue.id.as_str()),
            sources: edit::by_id(before.sources(), after.sources(), |source| source.id.as_str()),
            stances: stances::edits(stances::compared(old), stances::compared(new)),
            alignments: effect::alignments(old, new, &standings),
            standings,
        }
    }

    /// Whether there is no difference.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.about.is_empty()
            && self.actors.is_empty()
            && self.issues.is_empty()
            && self.sources.is_empty()
            && self.stances.is_empty()
            && self.standings.is_empty()
            && self.alignments.is_empty()
    }
}

fn about(graph: &StanceGraph) -> serde_json::Value {
    json!({
        "title": graph.title(),
        "description": graph.description(),
        "coded-range": graph.coded(),
        "labels": graph.meanings(),
    })
}
