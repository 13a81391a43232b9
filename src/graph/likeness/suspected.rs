//! The actors and the issues of a graph whose names look like one.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::groups::group;
use crate::error::{Cause, Fault, Files, LineOf, LookAlike, LookAlikes, Place};
use crate::graph::build::Named;
use crate::graph::{ActorIx, StanceGraph};

/// The most letters of a name in capitals that is more likely an acronym than shouted.
const LONGEST_ACRONYM: usize = 4;

/// The stances that name a thing: how many, and where the first are.
#[derive(Clone, Default)]
struct Mentions {
    stances: usize,
    places: Vec<Place>,
}

impl Mentions {
    fn add(&mut self, place: Option<Place>) {
        self.stances += 1;
        self.places.extend(place.map(|place| Place { column: 0, length: 0, ..place }));
        self.places.sort_unstable();
        self.places.dedup();
        self.places.truncate(LookAlike::MOST_LINES);
    }
}

/// The actors, then the issues, whose names look like one: a fault for each group.
pub fn look_alikes_of(graph: &StanceGraph) -> Vec<Fault> {
    let (actors, issues) = (groups_of(graph.actors()), groups_of(graph.issues()));
    if actors.is_empty() && issues.is_empty() {
        return Vec::new();
    }
    let mentions = mentions(graph);
    let (of_actors, of_issues) = mentions.split_at(graph.actors().len());
    let [actor_places, issue_places, _] = &graph.places;
    let files = graph.files();
    let actors = actors
        .into_iter()
        .map(|group| fault(&group, graph.actors(), actor_places, of_actors, files));
    let issues = issues
        .into_iter()
        .map(|group| fault(&group, graph.issues(), issue_places, of_issues, files));
    actors.chain(issues).collect()
}

fn groups_of<T: Named>(things: &[T]) -> Vec<Vec<usize>> {
    let names = things.iter().map(|thing| {
        let first = thing.name().unwrap_or(thing.id());
        let aliases = thing.aliases().iter().map(String::as_str);
        std::iter::once(first).chain(aliases).collect::<Vec<_>>()
    });
    let names = names.collect::<Vec<_>>();
    group(&names.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// The mentions of each node, in their order in the petgraph.
fn mentions(graph: &StanceGraph) -> Vec<Mentions> {
    let mut mentions = vec![Mentions::default(); graph.petgraph().node_count()];
    for stance in graph.stances() {
        let (actor, target) = stance.nodes();
        let others = [stance.speaker_ix(), stance.toward_ix()].into_iter().flatten();
        let mut named = vec![actor.index(), target.index()];
        named.extend(others.map(ActorIx::index));
        named.sort_unstable();
        named.dedup();
        named.into_iter().for_each(|node| mentions[node].add(stance.place()));
    }
    mentions
}

fn fault<T: Named>(
    group: &[usize],
    things: &[T],
    declared: &[Option<Place>],
    mentions: &[Mentions],
    files: &Files,
) -> Fault {
    let title = |index: usize| things[index].name().unwrap_or(things[index].id());
    let mut spelled = FxHashMap::<String, usize>::default();
    for index in group {
        *spelled.entry(spelling(title(*index))).or_default() += 1;
    }
    let worth = |index: &usize| {
        let title = title(*index);
        let as_often = spelled[&spelling(title)];
        let is_declared = declared[*index].is_some();
        (
            is_tidy(title),
            mentions[*index].stances,
            is_declared,
            as_often,
            is_plain(title),
            Reverse(*index),
        )
    };
    let kept = group.iter().copied().max_by_key(worth).expect("a group has names");
    let others = group.iter().copied().filter(|index| *index != kept);
    let names = std::iter::once(kept).chain(others).map(|index| {
        let mut places = mentions[index].places.clone();
        places.extend(declared[index]);
        places.sort_unstable();
        places.truncate(LookAlike::MOST_LINES);
        let line = |place: Place| LineOf { file: files.name(place.file).into(), line: place.line };
        let id = things[index].id().to_owned();
        let stances = mentions[index].stances;
        LookAlike {
            id,
            name: title(index).into(),
            stances,
            lines: places.into_iter().map(line).collect(),
        }
    });
    let places = group.iter().filter(|index| **index != kept);
    let place = |index: usize| declared[index].or_else(|| mentions[index].places.first().copied());
    let place = places.filter_map(|index| place(*index)).min();
    let names =
        LookAlikes { kind: T::WHAT.into(), keep: things[kept].id().into(), names: names.collect() };
    Fault { cause: Cause::LookAlikes(Box::new(names)), place }
}

/// The letters and digits of a name in lower case, without an article.
fn spelling(name: &str) -> String {
    let letters = name.to_lowercase();
    let letters = letters.trim().strip_prefix("the ").unwrap_or(letters.trim());
    letters.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Whether a name has no blanks too many and nothing that is not seen.
fn is_tidy(name: &str) -> bool {
    let is_seen = |letter: char| letter == ' ' || !letter.is_whitespace() && !letter.is_control();
    name.trim() == name
        && !name.contains("  ")
        && name.chars().all(is_seen)
        && !name.contains('\u{200b}')
}

/// Whether a name is written as names are: it begins with a capital, and without an article.
fn is_plain(name: &str) -> bool {
    let is_shouted = name.chars().count() > LONGEST_ACRONYM && !name.contains(char::is_lowercase);
    let begins = name.chars().next().is_some_and(|first| !first.is_lowercase());
    begins && !is_shouted && !name.to_lowercase().starts_with("the ")
}
