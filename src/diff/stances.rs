//! Matches stances: which are the same, edited, added or removed.

use rustc_hash::FxHashMap;

use super::edit::{Edit, fields};
use super::rename::Renames;
use crate::graph::{StanceRef, View};
use crate::model::{ActorId, IssueId, Stance};

/// The stances of a view to compare, in the order of the graph.
pub(super) fn compared<'v>(view: &View<'v>) -> Vec<StanceRef<'v>> {
    view.said().stances().collect()
}

pub(super) fn edits<'v>(
    old: Vec<StanceRef<'v>>,
    new: Vec<StanceRef<'v>>,
    renames: &Renames<'v>,
) -> Vec<Edit<StanceRef<'v>>> {
    let mut matching =
        Matching { partners: vec![None; old.len()], taken: vec![false; new.len()], old, new };
    matching.pair(renames, |stance, _| Some(stance.id()));
    // A renamed actor can have several stances of one day: first those that are the same.
    if !renames.is_empty() {
        matching.pair(renames, |stance, renames| {
            Some(serde_json::to_string(&nameless(stance, renames)).expect("words are texts"))
        });
    }
    matching.pair(renames, |stance, renames| {
        Some((whose(stance, renames), whereabouts(stance), stance.date()))
    });
    matching.pair(renames, |stance, renames| {
        stance.source().map(|_| (whose(stance, renames), whereabouts(stance)))
    });
    matching.pair(renames, |stance, renames| Some((whose(stance, renames), stance.date())));
    matching.finish(renames)
}

/// A stance without its own id, under the names of now.
fn nameless(stance: StanceRef, renames: &Renames) -> Stance {
    Stance { id: None, ..whole(stance, renames) }
}

type Whose<'v> = (&'v str, bool, &'v str);

fn whose<'v>(stance: StanceRef<'v>, renames: &Renames<'v>) -> Whose<'v> {
    let target = stance.target();
    let (is_actor, actor) = (target.is_actor(), stance.actor().id.as_str());
    (renames.actors.now(actor), is_actor, renames.target(is_actor, target.id()))
}

fn whereabouts(stance: StanceRef<'_>) -> (Option<&str>, Option<&str>) {
    (stance.source().map(|source| source.id.as_str()), stance.locator())
}

/// A matching of old and new stances.
struct Matching<'v> {
    old: Vec<StanceRef<'v>>,
    new: Vec<StanceRef<'v>>,
    /// For each old stance its new one.
    partners: Vec<Option<usize>>,
    /// Whether each new stance has an old one.
    taken: Vec<bool>,
}

impl<'v> Matching<'v> {
    /// Matches unmatched stances with the same key, in order.
    fn pair<K: std::hash::Hash + Eq>(
        &mut self,
        renames: &Renames<'v>,
        key: impl Fn(StanceRef<'v>, &Renames<'v>) -> Option<K>,
    ) {
        let none = Renames::default();
        let mut alone = FxHashMap::<K, Vec<usize>>::default();
        for (index, stance) in self.new.iter().enumerate().rev() {
            if !self.taken[index]
                && let Some(key) = key(*stance, &none)
            {
                alone.entry(key).or_default().push(index);
            }
        }
        for (index, stance) in self.old.iter().enumerate() {
            if self.partners[index].is_none()
                && let Some(key) = key(*stance, renames)
            {
                let partner = alone.get_mut(&key).and_then(Vec::pop);
                self.partners[index] = partner;
                partner.into_iter().for_each(|partner| self.taken[partner] = true);
            }
        }
    }

    fn finish(self, renames: &Renames<'v>) -> Vec<Edit<StanceRef<'v>>> {
        let old = self.old.iter().zip(&self.partners).filter_map(|(old, partner)| match partner {
            None => Some(Edit::Removed(*old)),
            Some(partner) => edited(*old, self.new[*partner], renames),
        });
        let new = self.new.iter().zip(&self.taken).filter(|(_, taken)| !**taken);
        old.chain(new.map(|(new, _)| Edit::Added(*new))).collect()
    }
}

/// The edit from one stance to the other; `None` if they say the same.
fn edited<'v>(
    old: StanceRef<'v>,
    new: StanceRef<'v>,
    renames: &Renames<'v>,
) -> Option<Edit<StanceRef<'v>>> {
    let (mut before, mut after) = (whole(old, renames), whole(new, &Renames::default()));
    // An id that is written so that a renaming does not change it is no edit.
    if old.id() == new.id() {
        (before.id, after.id) = (None, None);
    }
    (before != after).then(|| Edit::Edited { old, new, fields: fields(&before, &after) })
}

/// A stance with what its label implies, under the names of now.
fn whole(stance: StanceRef, renames: &Renames) -> Stance {
    let mut whole = Stance {
        position: Some(stance.position()),
        strength: Some(stance.strength()),
        ..stance.to_stance()
    };
    if !renames.is_empty() {
        let now = |id: &ActorId| actor_id(renames.actors.now(id.as_str()));
        let [speaker, toward] = [&whole.speaker, &whole.toward].map(|id| id.as_ref().map(now));
        whole = Stance { actor: now(&whole.actor), speaker, toward, ..whole };
        whole.issue = whole.issue.as_ref().map(|id| {
            IssueId::new(renames.issues.now(id.as_str())).expect("it is the id of an issue")
        });
    }
    whole
}

/// The id of an actor that a graph has.
pub(super) fn actor_id(id: &str) -> ActorId {
    ActorId::new(id).expect("it is the id of an actor")
}
