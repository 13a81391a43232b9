//! Matches stances: which are the same, edited, added or removed.

use rustc_hash::FxHashMap;

use super::edit::{Edit, fields};
use crate::graph::{StanceRef, View};
use crate::model::Stance;

/// The stances of a view to compare, in the order of the graph.
pub(super) fn compared<'v>(view: &View<'v>) -> Vec<StanceRef<'v>> {
    view.said().stances().collect()
}

pub(super) fn edits<'v>(
    old: Vec<StanceRef<'v>>,
    new: Vec<StanceRef<'v>>,
) -> Vec<Edit<StanceRef<'v>>> {
    let mut matching =
        Matching { partners: vec![None; old.len()], taken: vec![false; new.len()], old, new };
    matching.pair(|stance| Some(stance.id()));
    matching.pair(|stance| Some((whose(stance), whereabouts(stance), stance.date())));
    matching.pair(|stance| stance.source().map(|_| (whose(stance), whereabouts(stance))));
    matching.pair(|stance| Some((whose(stance), stance.date())));
    matching.finish()
}

type Whose<'v> = (&'v str, bool, &'v str);

fn whose(stance: StanceRef<'_>) -> Whose<'_> {
    let target = stance.target();
    (stance.actor().id.as_str(), target.is_actor(), target.id())
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
    fn pair<K: std::hash::Hash + Eq>(&mut self, key: impl Fn(StanceRef<'v>) -> Option<K>) {
        let mut alone = FxHashMap::<K, Vec<usize>>::default();
        for (index, stance) in self.new.iter().enumerate().rev() {
            if !self.taken[index]
                && let Some(key) = key(*stance)
            {
                alone.entry(key).or_default().push(index);
            }
        }
        for (index, stance) in self.old.iter().enumerate() {
            if self.partners[index].is_none()
                && let Some(key) = key(*stance)
            {
                let partner = alone.get_mut(&key).and_then(Vec::pop);
                self.partners[index] = partner;
                partner.into_iter().for_each(|partner| self.taken[partner] = true);
            }
        }
    }

    fn finish(self) -> Vec<Edit<StanceRef<'v>>> {
        let old = self.old.iter().zip(&self.partners).filter_map(|(old, partner)| match partner {
            None => Some(Edit::Removed(*old)),
            Some(partner) => edited(*old, self.new[*partner]),
        });
        let new = self.new.iter().zip(&self.taken).filter(|(_, taken)| !**taken);
        old.chain(new.map(|(new, _)| Edit::Added(*new))).collect()
    }
}

/// The edit from one stance to the other; `None` if they say the same.
fn edited<'v>(old: StanceRef<'v>, new: StanceRef<'v>) -> Option<Edit<StanceRef<'v>>> {
    let (before, after) = (whole(old), whole(new));
    (before != after).then(|| Edit::Edited { old, new, fields: fields(&before, &after) })
}

/// A stance with what its label implies.
fn whole(stance: StanceRef) -> Stance {
    Stance {
        position: Some(stance.position()),
        strength: Some(stance.strength()),
        ..stance.to_stance()
    }
}
