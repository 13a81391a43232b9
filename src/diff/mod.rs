//! Differences between two graphs, or between two days of one graph.

mod edit;
mod effect;
mod rename;
mod stances;

pub use edit::{Edit, EditKind, FieldEdit};
pub use effect::{AlignmentEdit, Scored, StandingEdit};
pub use rename::Same;

use serde_json::json;

use self::rename::{Lone, Lonely, Renames, renames};
use crate::graph::{StanceGraph, StanceRef, View};
use crate::model::{Actor, Issue, Source};

/// The differences between two views: of two graphs, or of one graph at two times.
///
/// Actors, issues and sources are compared by their ids, whatever the filter. An actor or an issue with another id
/// is renamed if at least half of its stances are the same but for that, and no other fits as well, or if its new
/// aliases have the old name; its stances, its standings and its alignments are then compared under the new id. Stances are compared by their ids, too.
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
        let (old_stances, new_stances) = (stances::compared(old), stances::compared(new));
        let actors = edit::by_id(before.actors(), after.actors(), |actor| actor.id.as_str());
        let issues = edit::by_id(before.issues(), after.issues(), |issue| issue.id.as_str());
        let lonely = [lonely_actors(&actors), lonely_issues(&issues)];
        let renames = renames(lonely.each_ref(), &old_stances, &new_stances);
        let standings = effect::standings(old, new, &renames);
        Self {
            about: edit::fields(&about(before), &about(after)),
            actors: edit::with_renamed(
                actors,
                &renames.actors,
                |it| it.id.as_str(),
                |old| renamed_whole(old, &renames),
            ),
            issues: edit::with_renamed(issues, &renames.issues, |it| it.id.as_str(), Clone::clone),
            sources: edit::by_id(before.sources(), after.sources(), |source| source.id.as_str()),
            stances: stances::edits(old_stances, new_stances, &renames),
            alignments: effect::alignments(old, new, &standings, &renames),
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

/// The actors that only one side has.
fn lonely_actors<'v>(edits: &[Edit<&'v Actor>]) -> Lonely<'v> {
    lonely(edits, |actor| Lone {
        id: actor.id.as_str(),
        name: actor.title(),
        aliases: &actor.aliases,
    })
}

/// The issues that only one side has.
fn lonely_issues<'v>(edits: &[Edit<&'v Issue>]) -> Lonely<'v> {
    lonely(edits, |issue| Lone {
        id: issue.id.as_str(),
        name: issue.title(),
        aliases: &issue.aliases,
    })
}

fn lonely<'v, T>(edits: &[Edit<&'v T>], lone: impl Fn(&'v T) -> Lone<'v>) -> Lonely<'v> {
    let of = |kind: EditKind| {
        let edits = edits.iter().filter(move |edit| edit.kind() == kind);
        edits.map(|edit| lone(edit.latest())).collect()
    };
    Lonely { old: of(EditKind::Removed), new: of(EditKind::Added) }
}

/// An old actor as a part of what its whole is called now.
fn renamed_whole(old: &Actor, renames: &Renames) -> Actor {
    let whole =
        old.part_of.as_ref().map(|whole| stances::actor_id(renames.actors.now(whole.as_str())));
    Actor { part_of: whole, ..old.clone() }
}

fn about(graph: &StanceGraph) -> serde_json::Value {
    json!({
        "title": graph.title(),
        "description": graph.description(),
        "coded-range": graph.coded_range(),
        "labels": graph.meanings(),
    })
}
