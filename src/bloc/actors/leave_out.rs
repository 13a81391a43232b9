//! What blocs rest on: leaves out one source, coder or issue at a time.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Blocs;
use super::actor_graph::Origin;
use super::recast::{moved, recast};
use crate::bloc::search::Deadline;
use crate::error::Error;
use crate::graph::{ActorIx, Filter, StanceRef, TargetRef, View};

/// What to leave out.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Basis {
    /// All stances from one source.
    Source,
    /// All stances that one coder coded.
    Coder,
    /// All stances on one issue.
    Issue,
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Source => "source",
            Self::Coder => "coder",
            Self::Issue => "issue",
        })
    }
}

/// What changes without one source, coder or issue.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LeftOut {
    /// Whether it is a source, a coder or an issue.
    pub basis: Basis,
    /// Its id, or the coder's name.
    pub id: String,
    /// How many stances of the view come from it.
    pub stances: usize,
    /// The placed actors who are in another bloc without it. Names of blocs do not count.
    pub moved: Vec<ActorIx>,
    /// The actors who have no tie without it.
    pub untied: Vec<ActorIx>,
}

impl LeftOut {
    /// Whether anything changes without it.
    #[must_use]
    pub fn matters(&self) -> bool {
        !self.moved.is_empty() || !self.untied.is_empty()
    }
}

/// What changed as each source, coder and issue was left out.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct LeaveOuts {
    /// What changes without each, by basis, then by how many stances it has.
    pub tried: Vec<LeftOut>,
    /// How many were not tried.
    pub omitted: usize,
}

impl Blocs<'_> {
    /// Leaves out every source, coder and issue of the view in turn, and finds the blocs of the rest.
    ///
    /// Of each kind, the `most` with the most stances are tried. A kind with only one member is not tried, as
    /// nothing would be left, and issues are not tried for direct ties. The threshold stays the same. If the time
    /// runs out, the rest count as omitted.
    ///
    /// # Errors
    ///
    /// Those of [`View::alignment_graph`], if targets have weights.
    pub fn leave_outs(
        &self,
        view: &View,
        most: usize,
        time_limit: Option<Duration>,
    ) -> Result<LeaveOuts, Error> {
        let deadline = Deadline::after(time_limit);
        let mut all = LeaveOuts::default();
        for basis in self.bases().iter().copied() {
            let counts = counts(view, basis);
            if counts.len() < 2 {
                continue;
            }
            for (index, (id, stances)) in counts.into_iter().enumerate() {
                let left_out = match index >= most || deadline.passed() {
                    true => None,
                    false => self.left_out(view, basis, id, stances, deadline)?,
                };
                match left_out {
                    Some(left_out) => all.tried.push(left_out),
                    None => all.omitted += 1,
                }
            }
        }
        Ok(all)
    }

    fn bases(&self) -> &'static [Basis] {
        match self.ties().origin {
            Origin::Aligned { .. } => &[Basis::Source, Basis::Coder, Basis::Issue],
            Origin::Said { .. } => &[Basis::Source, Basis::Coder],
        }
    }

    fn left_out(
        &self,
        view: &View,
        basis: Basis,
        id: String,
        stances: usize,
        deadline: Deadline,
    ) -> Result<Option<LeftOut>, Error> {
        let ids = vec![id.clone()];
        let filter = match basis {
            Basis::Source => Filter { sources: ids, ..Filter::default() },
            Basis::Coder => Filter { coders: ids, ..Filter::default() },
            Basis::Issue => Filter { issues: ids, ..Filter::default() },
        };
        let rest = view.clone().without(&filter)?;
        let ties = self.ties().of_view(&rest)?;
        // An actor that had no tie before needs some label, and does not count.
        let known = ties
            .nodes()
            .iter()
            .map(|actor| {
                self.ties().place_of(*actor).map_or(0, |node| self.partition().blocs[node])
            })
            .collect::<Vec<_>>();
        let cast = recast(ties.signed(), &known, self.count, self.seed, deadline);
        let Some(cast) = cast else { return Ok(None) };
        let was_placed = |actor: &ActorIx| self.actor_bloc(*actor).is_some();
        let moved = moved(&known, &cast).into_iter().map(|node| ties.nodes()[node]);
        let nodes = self.ties().nodes().iter().copied();
        Ok(Some(LeftOut {
            basis,
            id,
            stances,
            moved: moved.filter(was_placed).collect(),
            untied: nodes.filter(|actor| ties.place_of(*actor).is_none()).collect(),
        }))
    }
}

/// The ids, each with its number of stances, those with the most first.
fn counts(view: &View, basis: Basis) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for stance in view.stances() {
        if let Some(id) = id(stance, basis) {
            *counts.entry(id).or_default() += 1;
        }
    }
    let mut counts =
        counts.into_iter().map(|(id, count)| (id.to_owned(), count)).collect::<Vec<_>>();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

fn id(stance: StanceRef<'_>, basis: Basis) -> Option<&str> {
    match (basis, stance.target()) {
        (Basis::Source, _) => stance.source().map(|source| source.id.as_str()),
        (Basis::Coder, _) => stance.coder(),
        (Basis::Issue, TargetRef::Issue(issue)) => Some(issue.id.as_str()),
        (Basis::Issue, TargetRef::Actor(_)) => None,
    }
}
