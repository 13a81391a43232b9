//! Actors and issues that are called otherwise and say, or are told, the same.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::graph::StanceRef;

/// How many of the stances of something that was renamed are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Same {
    /// The number of stances that are in both, but for names that changed.
    pub same: usize,
    /// The number of old stances that name it.
    pub old: usize,
    /// The number of new stances that name it.
    pub new: usize,
}

/// Something that only one side has.
pub struct Lone<'v> {
    pub id: &'v str,
    pub name: &'v str,
    pub aliases: &'v [String],
}

/// The old ids, each with the new one.
#[derive(Debug, Default)]
pub struct Renamed<'v> {
    pub ids: BTreeMap<&'v str, (&'v str, Same)>,
}

impl<'v> Renamed<'v> {
    /// The id that something has in the new graph.
    pub fn now<'i>(&self, id: &'i str) -> &'i str
    where
        'v: 'i,
    {
        self.ids.get(id).map_or(id, |(new, _)| new)
    }
}

/// What is renamed: the actors and the issues.
#[derive(Debug, Default)]
pub struct Renames<'v> {
    pub actors: Renamed<'v>,
    pub issues: Renamed<'v>,
}

impl<'v> Renames<'v> {
    /// Whether nothing is renamed.
    pub fn is_empty(&self) -> bool {
        self.actors.ids.is_empty() && self.issues.ids.is_empty()
    }

    /// The id of a stance's target in the new graph.
    pub fn target<'i>(&self, is_actor: bool, id: &'i str) -> &'i str
    where
        'v: 'i,
    {
        if is_actor { self.actors.now(id) } else { self.issues.now(id) }
    }
}

/// What only the old side has, and what only the new side has.
pub struct Lonely<'v> {
    pub old: Vec<Lone<'v>>,
    pub new: Vec<Lone<'v>>,
}

/// Finds what is renamed among the actors and the issues that only one side has.
///
/// Two things are one if at least half of the stances of each are the same but for the names of such things, and no
/// other thing has as many of them; or if the new one has the old name among its names.
pub fn renames<'v>(
    [actors, issues]: [&Lonely<'v>; 2],
    old: &[StanceRef<'v>],
    new: &[StanceRef<'v>],
) -> Renames<'v> {
    if [actors, issues].into_iter().all(|of| of.old.is_empty() || of.new.is_empty()) {
        return Renames::default();
    }
    let masks = [Mask::of(&actors.old, &issues.old), Mask::of(&actors.new, &issues.new)];
    let (of_old, of_new) = (masks[0].told(old), masks[1].told(new));
    Renames {
        actors: matched(actors, &of_old[0], &of_new[0]),
        issues: matched(issues, &of_old[1], &of_new[1]),
    }
}

/// What is told of each thing, as numbers, sorted.
type Told<'v> = FxHashMap<&'v str, Vec<u64>>;

/// The ids that stand for nothing, since the other side does not have them.
struct Mask<'v>([FxHashSet<&'v str>; 2]);

impl<'v> Mask<'v> {
    fn of(actors: &[Lone<'v>], issues: &[Lone<'v>]) -> Self {
        Self([actors, issues].map(|of| of.iter().map(|lone| lone.id).collect()))
    }

    /// An actor, or nothing where only one side has it.
    fn actor(&self, id: Option<&'v str>) -> Option<&'v str> {
        id.map(|id| if self.0[0].contains(id) { "" } else { id })
    }

    fn told(&self, stances: &[StanceRef<'v>]) -> [Told<'v>; 2] {
        let mut told = [Told::default(), Told::default()];
        for stance in stances {
            let target = stance.target();
            let kind = usize::from(!target.is_actor());
            let actors = [
                Some(stance.actor().id.as_str()),
                stance.speaker().map(|actor| actor.id.as_str()),
                stance.toward().map(|actor| actor.id.as_str()),
            ];
            let aim = if self.0[kind].contains(target.id()) { "" } else { target.id() };
            let shown = actors.map(|actor| self.actor(actor));
            let content = content(*stance, shown, kind, aim);
            let roles =
                actors.into_iter().enumerate().filter_map(|(role, actor)| Some((role, 0, actor?)));
            for (role, kind, id) in roles.chain([(3, kind, target.id())]) {
                if self.0[kind].contains(id) {
                    told[kind].entry(id).or_default().push(number(&(role, content)));
                }
            }
        }
        told.iter_mut().flat_map(FxHashMap::values_mut).for_each(|told| told.sort_unstable());
        told
    }
}

/// A stance without the names that only one side has.
fn content(stance: StanceRef, actors: [Option<&str>; 3], kind: usize, target: &str) -> u64 {
    let texts = [stance.locator(), stance.quote(), stance.note(), stance.coder(), stance.grade()];
    let source = stance.source().map(|source| source.id.as_str());
    let days = [stance.date(), stance.until()].map(|date| date.map(|date| date.to_string()));
    let held = (stance.label(), stance.position().as_str(), stance.strength().get().to_bits());
    number(&(actors, kind, target, texts, source, days, held))
}

fn number(of: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
}

/// The most things on one side that are told the same before it says nothing of any of them.
const MOST_ALIKE: usize = 32;

fn matched<'v>(lonely: &Lonely<'v>, old: &Told, new: &Told) -> Renamed<'v> {
    let mut pairs = pairs(lonely, old, new);
    let rank = |pair: &Pair| (pair.is_said, pair.same.same);
    pairs.sort_by_key(|pair| Reverse(rank(pair)));
    let mut renamed = Renamed::default();
    let [mut old_taken, mut new_taken] = [&lonely.old, &lonely.new].map(|of| vec![false; of.len()]);
    // The best first; a thing that fits two others equally well is neither.
    for equals in pairs.chunk_by(|a, b| rank(a) == rank(b)) {
        let is_free = |pair: &&Pair| !old_taken[pair.old] && !new_taken[pair.new];
        let free = equals.iter().filter(is_free).collect::<Vec<_>>();
        let mut rivals = FxHashMap::<(bool, usize), usize>::default();
        for pair in &free {
            *rivals.entry((false, pair.old)).or_default() += 1;
            *rivals.entry((true, pair.new)).or_default() += 1;
        }
        for pair in free {
            (old_taken[pair.old], new_taken[pair.new]) = (true, true);
            if rivals[&(false, pair.old)] == 1 && rivals[&(true, pair.new)] == 1 {
                renamed.ids.insert(lonely.old[pair.old].id, (lonely.new[pair.new].id, pair.same));
            }
        }
    }
    renamed
}

/// Two things that can be one.
struct Pair {
    old: usize,
    new: usize,
    same: Same,
    /// Whether the new one has the old name among its names.
    is_said: bool,
}

fn pairs(lonely: &Lonely, old: &Told, new: &Told) -> Vec<Pair> {
    let mut candidates = BTreeMap::<(usize, usize), usize>::new();
    let (of_old, of_new) = (by_content(&lonely.old, old), by_content(&lonely.new, new));
    for (content, olds) in &of_old {
        let Some(news) = of_new.get(content) else { continue };
        if olds.len() > MOST_ALIKE || news.len() > MOST_ALIKE {
            continue;
        }
        for (old, old_count) in olds {
            for (new, new_count) in news {
                *candidates.entry((*old, *new)).or_default() += old_count.min(new_count);
            }
        }
    }
    let mut names = FxHashMap::<&str, usize>::default();
    for (index, lone) in lonely.new.iter().enumerate() {
        let aliases = lone.aliases.iter().map(String::as_str);
        names.extend(aliases.chain([lone.name]).map(|name| (name, index)));
    }
    for (index, lone) in lonely.old.iter().enumerate() {
        let said = names.get(lone.id).or_else(|| names.get(lone.name));
        if let Some(new) = said {
            candidates.entry((index, *new)).or_default();
        }
    }
    let count = |told: &Told, id: &str| told.get(id).map_or(0, Vec::len);
    let pairs = candidates.into_iter().map(|((old_index, new_index), same)| {
        let (before, after) = (&lonely.old[old_index], &lonely.new[new_index]);
        let is_said =
            names.get(before.id) == Some(&new_index) || names.get(before.name) == Some(&new_index);
        let same = Same { same, old: count(old, before.id), new: count(new, after.id) };
        Pair { old: old_index, new: new_index, same, is_said }
    });
    pairs
        .filter(|Pair { same, is_said, .. }| {
            let most = same.old.max(same.new);
            same.same > 0 && 2 * same.same >= most || *is_said && (most == 0 || same.same > 0)
        })
        .collect()
}

/// The things of which each content is told, with how often.
fn by_content<'t>(lonely: &[Lone], told: &'t Told) -> BTreeMap<u64, Vec<(usize, usize)>> {
    let mut by_content = BTreeMap::<u64, Vec<(usize, usize)>>::new();
    for (index, lone) in lonely.iter().enumerate() {
        let told: &'t [u64] = told.get(lone.id).map_or(&[], Vec::as_slice);
        for run in told.chunk_by(|a, b| a == b) {
            by_content.entry(run[0]).or_default().push((index, run.len()));
        }
    }
    by_content
}
