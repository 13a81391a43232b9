//! Which drafts are which stances of the gold.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Mistake, Place};
use crate::graph::{Node, StanceGraph, StanceRef, View};
use crate::model::{Actor, Position, Source};

/// A stance with everything by which it is compared, in words that both maps share.
#[derive(Clone)]
pub struct Item<'g> {
    pub stance: StanceRef<'g>,
    pub source: String,
    pub actor: String,
    pub target: String,
    pub position: Position,
    /// The locator, or its number.
    pub locator: String,
}

/// What the things of the drafts' map are called in the gold.
pub struct Names<'g> {
    gold: &'g StanceGraph,
}

impl<'g> Names<'g> {
    pub fn new(gold: &'g StanceGraph) -> Self {
        Self { gold }
    }

    /// The id of an actor in the gold: of the same id, or else of the same name. None if the gold does not have it.
    pub fn actor(&self, actor: &Actor) -> Option<&'g str> {
        let found = self.gold.find_actor(actor.id.as_str());
        let found = found.or_else(|_| self.gold.find_actor(actor.title())).ok()?;
        self.gold.actor_at(found).ok().map(|actor| actor.id.as_str())
    }

    /// The same of an actor or an issue as a target, with its kind.
    pub fn target(&self, graph: &StanceGraph, node: Node) -> String {
        let Ok(target) = graph.target_at(node) else { return String::new() };
        let found = if target.is_actor() {
            let find = |name: &str| self.gold.find_actor(name).map(Node::Actor);
            find(target.id()).or_else(|_| find(target.title()))
        } else {
            let find = |name: &str| self.gold.find_issue(name).map(Node::Issue);
            find(target.id()).or_else(|_| find(target.title()))
        };
        let known = found.ok().and_then(|node| self.gold.target_at(node).ok());
        let kind = if target.is_actor() { "actor" } else { "issue" };
        match known {
            Some(known) => format!("{kind} {}", known.id()),
            None => format!("{kind} \u{0} {}", target.id()),
        }
    }

    /// The id of a source in the gold: of the same id, or else with the same address, or the same title.
    pub fn source(&self, source: &Source) -> Option<&'g str> {
        let sources = self.gold.sources();
        let known = sources.iter().find(|known| known.id == source.id);
        let by_url = || sources.iter().find(|known| known.url.is_some() && known.url == source.url);
        let by_title =
            || sources.iter().find(|known| known.title.is_some() && known.title == source.title);
        known.or_else(by_url).or_else(by_title).map(|known| known.id.as_str())
    }
}

/// A name that only the drafts' map has.
fn lone(id: &str) -> String {
    format!("\u{0} {id}")
}

/// The stances of a view, in their order.
pub fn items<'g>(view: &View<'g>, names: &Names<'_>) -> Vec<Item<'g>> {
    let graph = view.graph();
    let of = |stance: StanceRef<'g>| {
        let acting = view.acting(stance).ok().and_then(|actor| graph.actor_at(actor).ok());
        let actor = acting.unwrap_or_else(|| stance.actor());
        let node = view.target(stance).unwrap_or(stance.ends().1);
        let source = stance.source().map_or_else(String::new, |source| {
            names.source(source).map_or_else(|| lone(source.id.as_str()), str::to_owned)
        });
        Item {
            stance,
            source,
            actor: names.actor(actor).map_or_else(|| lone(actor.id.as_str()), str::to_owned),
            target: names.target(graph, node),
            position: stance.position(),
            locator: place(stance.locator().unwrap_or_default()),
        }
    };
    view.stances().map(of).collect()
}

/// What locators are compared by: "paragraph 7", "p. 7" and "7" are one place.
fn place(locator: &str) -> String {
    let digits = locator
        .chars()
        .skip_while(|letter| !letter.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect::<String>();
    let digits = digits.trim_start_matches('0').to_owned();
    if digits.is_empty() { locator.trim().to_lowercase() } else { digits }
}

/// Which draft is which stance of the gold: by the number of the draft, that of the stance.
///
/// As many drafts as possible find a stance, each its own; of equal ones, the surest. The order of neither counts.
pub fn matched(
    drafts: &[Item<'_>],
    gold: &[Item<'_>],
    by: Place,
    wanted: impl Fn(&Item<'_>) -> bool,
) -> BTreeMap<usize, usize> {
    let mut groups = BTreeMap::<_, (Vec<usize>, Vec<usize>)>::new();
    let key = |item: &Item<'_>| {
        let locator = match by {
            Place::Paragraph => item.locator.clone(),
            Place::Characters | Place::Source => String::new(),
        };
        (item.source.clone(), item.actor.clone(), item.target.clone(), item.position, locator)
    };
    for (number, item) in drafts.iter().enumerate().filter(|(_, item)| wanted(item)) {
        groups.entry(key(item)).or_default().0.push(number);
    }
    for (number, item) in gold.iter().enumerate() {
        if let Some(group) = groups.get_mut(&key(item)) {
            group.1.push(number);
        }
    }
    let mut all = BTreeMap::new();
    for (mut one, other) in groups.into_values() {
        one.sort_by_key(|number| Reverse(drafts[*number].stance.confidence()));
        if by == Place::Characters {
            all.extend(most(&one, &other, |draft, stance| near(&drafts[draft], &gold[stance], by)));
        } else {
            all.extend(one.into_iter().zip(other));
        }
    }
    all
}

/// Whether two stances stand in the same place.
fn near(one: &Item<'_>, other: &Item<'_>, by: Place) -> bool {
    match by {
        Place::Source => true,
        Place::Paragraph => one.locator == other.locator,
        Place::Characters => match (one.stance.characters(), other.stance.characters()) {
            (Some(one), Some(other)) => one.start() < other.end() && other.start() < one.end(),
            _ => one.locator == other.locator,
        },
    }
}

/// The most pairs of which each number is in one alone, by augmenting paths; earlier numbers come first.
fn most(
    one: &[usize],
    other: &[usize],
    fits: impl Fn(usize, usize) -> bool,
) -> BTreeMap<usize, usize> {
    let mut owner = BTreeMap::<usize, usize>::new();
    for first in one {
        let mut came_from = BTreeMap::<usize, usize>::new();
        let mut queue = vec![*first];
        let mut at = 0;
        let mut free = None;
        while at < queue.len() && free.is_none() {
            let draft = queue[at];
            at += 1;
            for stance in other {
                if came_from.contains_key(stance) || !fits(draft, *stance) {
                    continue;
                }
                came_from.insert(*stance, draft);
                match owner.get(stance) {
                    Some(holder) => queue.push(*holder),
                    None => {
                        free = Some(*stance);
                        break;
                    }
                }
            }
        }
        let held = |owner: &BTreeMap<usize, usize>, draft: usize| {
            owner.iter().find(|(_, holder)| **holder == draft).map(|(stance, _)| *stance)
        };
        while let Some(stance) = free {
            let draft = came_from[&stance];
            free = held(&owner, draft);
            owner.insert(stance, draft);
        }
    }
    owner.into_iter().map(|(stance, draft)| (draft, stance)).collect()
}

/// What is wrong with drafts that are no stance of the gold.
pub struct Judge<'i, 'g> {
    gold: &'i [Item<'g>],
    by: Place,
    of_source: BTreeMap<&'i str, Vec<usize>>,
}

impl<'i, 'g> Judge<'i, 'g> {
    pub fn new(gold: &'i [Item<'g>], by: Place) -> Self {
        let mut of_source = BTreeMap::<&str, Vec<usize>>::new();
        for (number, item) in gold.iter().enumerate() {
            of_source.entry(&item.source).or_default().push(number);
        }
        Self { gold, by, of_source }
    }

    /// The gravest mistake that tells a draft from the gold, and the stances of the gold it is closest to.
    pub fn mistake(&self, draft: &Item<'_>) -> (Mistake, Vec<StanceRef<'g>>) {
        let none = Vec::new();
        let known = self.of_source.get(draft.source.as_str()).unwrap_or(&none);
        let close = |mistake: Mistake| {
            let found = known.iter().map(|number| &self.gold[*number]);
            let found = found.filter(|item| self.is_but_for(mistake, draft, item));
            found.map(|item| item.stance).collect::<Vec<_>>()
        };
        let order =
            [Mistake::Side, Mistake::Twice, Mistake::Holder, Mistake::Place, Mistake::Target];
        let found = order.into_iter().map(|mistake| (mistake, close(mistake)));
        found.into_iter().find(|(_, stances)| !stances.is_empty()).unwrap_or_default()
    }

    /// Whether a draft and a stance of the gold are the same but for a mistake.
    fn is_but_for(&self, mistake: Mistake, draft: &Item<'_>, gold: &Item<'_>) -> bool {
        let same = [
            draft.position == gold.position,
            draft.actor == gold.actor,
            near(draft, gold, self.by),
            draft.target == gold.target,
        ];
        let but = match mistake {
            Mistake::Twice => return same == [true; 4],
            Mistake::Nothing => return false,
            Mistake::Side => 0,
            Mistake::Holder => 1,
            Mistake::Place => 2,
            Mistake::Target => 3,
        };
        (0..4).all(|one| same[one] == (one != but))
    }
}

/// The sources of a map that the other does not have, each with its number of stances in view; without those that have
/// none.
pub fn unshared<'g>(
    items: &[Item<'g>],
    is_shared: impl Fn(&Item<'g>) -> bool,
) -> Vec<(Cow<'g, str>, usize)> {
    let mut counts = BTreeMap::<&'g str, usize>::new();
    for item in items.iter().filter(|item| !is_shared(item)) {
        if let Some(source) = item.stance.source() {
            *counts.entry(source.id.as_str()).or_default() += 1;
        }
    }
    counts.into_iter().map(|(source, count)| (Cow::Borrowed(source), count)).collect()
}

/// The sources, as the gold calls them, that both maps have; stances without a source are in it as "".
pub fn shared_sources(drafts: &StanceGraph, names: &Names<'_>) -> BTreeSet<String> {
    let known = drafts.sources().iter().filter_map(|source| names.source(source));
    known.map(str::to_owned).chain([String::new()]).collect()
}
