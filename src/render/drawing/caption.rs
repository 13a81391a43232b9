//! The texts around a picture: title, time and filter, numbers, sources.

use std::collections::BTreeSet;

use super::evidence;
use crate::graph::{Node, Number, StanceRef, View};
use crate::render::shown::Shown;

/// The most sources named below a picture.
const MOST_SOURCES: usize = 3;
/// The most standings in the description.
const MOST_TOLD: usize = 40;

/// The texts around a picture.
#[derive(Debug)]
pub struct Caption {
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) credit: Option<String>,
    /// The picture in words, for readers who cannot see it.
    pub(crate) description: String,
}

impl Caption {
    /// The texts of a picture, with notes on what it leaves out. `seen` describes its time and filter.
    pub(crate) fn new(
        shown: &Shown,
        seen: &str,
        what: &str,
        notes: &[String],
        sentences: &[String],
    ) -> Self {
        let view = &shown.now;
        let title = view.graph().title().unwrap_or(what).to_owned();
        let drawn = shown.all().stances().collect::<Vec<_>>();
        let sources =
            drawn.iter().filter_map(|stance| stance.edge().source).collect::<BTreeSet<_>>();
        let mut parts = vec![capital(seen), counts(shown)];
        parts.extend(sourced(&drawn, sources.len()));
        parts.extend(notes.iter().cloned());
        Self {
            description: description(shown, seen, what, sentences),
            title,
            subtitle: parts.join("  ·  "),
            credit: credit(view, &sources),
        }
    }
}

/// `12 stances`, `12 stances in force; 5 superseded not shown`.
fn counts(shown: &Shown) -> String {
    let count = plural(shown.stances().count(), "stance");
    match shown.others() {
        Some(others) => format!("{count} in force; {others}"),
        None => count,
    }
}

/// The number of sources, and of stances without one: `3 sources`, `26 of 46 without a source`.
fn sourced(stances: &[StanceRef], sources: usize) -> Vec<String> {
    let (all, without) = (stances.len(), count_without_source(stances));
    let named = (sources > 0).then(|| plural(sources, "source"));
    let bare = (without > 0).then(|| format!("{without} of {all} without a source"));
    named.into_iter().chain(bare).collect()
}

fn count_without_source(stances: &[StanceRef]) -> usize {
    stances.iter().filter(|stance| stance.edge().source.is_none()).count()
}

fn credit(view: &View, sources: &BTreeSet<Number>) -> Option<String> {
    let mut named = sources
        .iter()
        .take(MOST_SOURCES)
        .map(|source| view.graph().source_numbered(*source))
        .map(evidence::source)
        .collect::<Vec<_>>();
    if sources.len() > MOST_SOURCES {
        named.push(format!("and {} more", sources.len() - MOST_SOURCES));
    }
    let word = if sources.len() == 1 { "Source" } else { "Sources" };
    (!named.is_empty()).then(|| format!("{word}: {}", named.join("; ")))
}

/// The numbers, and the side of each actor on each target.
fn description(shown: &Shown, seen: &str, what: &str, told: &[String]) -> String {
    let standings = shown.now.standings();
    let mut sentences = vec![format!(
        "{what}: {} by {} on {} ({seen}).",
        plural(shown.stances().count(), "stance"),
        plural(standings.actors().count(), "actor"),
        plural(standings.targets().len(), "target"),
    )];
    sentences.extend(shown.others().map(|others| capital(&format!("{others}."))));
    if !told.is_empty() {
        sentences.extend(told.iter().cloned());
        return sentences.join(" ");
    }
    for standing in standings.iter().take(MOST_TOLD) {
        let [actor, target] =
            [standing.actor().title(), standing.target().title()].map(evidence::short);
        let count = plural(standing.counts().total() as usize, "stance");
        sentences.push(format!("{actor}: {} on {target}, {count}.", standing.side()));
    }
    if standings.len() > MOST_TOLD {
        sentences.push(format!("And {} more.", standings.len() - MOST_TOLD));
    }
    sentences.join(" ")
}

/// `1 stance`, `2 stances`.
pub fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name of a node: `actor:russia`, `issue:thaad`.
pub fn node_name(view: &View, node: Node) -> String {
    let kind = match node {
        Node::Actor(_) => "actor",
        Node::Issue(_) => "issue",
    };
    format!("{kind}:{}", view.graph().target_of(node).id())
}
