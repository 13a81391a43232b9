//! Decides which actors stand left and right in a picture, and which are in a panel.
//!
//! Panels are [blocs](crate::bloc::Blocs): two actors in one panel are in one bloc, and neither opposes the
//! other. The side of a bloc is only a layout aid: opposite to the blocs that it disagrees with most.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::bloc::{Blocs, Grouping};
use crate::error::Error;
use crate::graph::{ActorIx, Node, View};
use crate::render::diagrams::groups;

/// The side of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Camp {
    /// With the bloc that has the most stances.
    Left,
    /// In the middle: mostly a target of others.
    Middle,
    /// Opposite.
    Right,
    /// On no side: it has no tie, or is unplaced.
    Loose,
}

/// The sides and panels of a view's actors.
#[derive(Debug, Default)]
pub struct Camps {
    /// The side of every actor that the view shows, as a speaker or a target.
    places: BTreeMap<ActorIx, Camp>,
    /// The bloc of every actor who has one.
    blocs: BTreeMap<ActorIx, usize>,
    /// The bloc of every actor in a panel.
    panels: BTreeMap<ActorIx, usize>,
    /// Whether every panel has all members of its bloc.
    pub(crate) is_whole: bool,
    /// The notes on actors outside of panels.
    pub(crate) notes: Vec<String>,
}

impl Camps {
    /// The side of an actor.
    pub(crate) fn place(&self, actor: ActorIx) -> Camp {
        self.places.get(&actor).copied().unwrap_or(Camp::Loose)
    }

    /// The actors with their sides, by id.
    pub(crate) fn all(&self) -> impl Iterator<Item = (ActorIx, Camp)> {
        self.places.iter().map(|(actor, camp)| (*actor, *camp))
    }

    /// Removes all panels, because not all of their members are drawn.
    pub(crate) fn unmark(&mut self, why: &str) {
        if !std::mem::take(&mut self.panels).is_empty() {
            self.notes.push(format!("blocs not marked, as {why}"));
        }
    }

    /// The members of each bloc, by id.
    pub(super) fn blocs(&self) -> BTreeMap<usize, Vec<ActorIx>> {
        let mut blocs = BTreeMap::<usize, Vec<ActorIx>>::new();
        for (actor, bloc) in &self.blocs {
            blocs.entry(*bloc).or_default().push(*actor);
        }
        blocs
    }

    /// Whether an actor has a bloc.
    pub(super) fn has_bloc(&self, actor: ActorIx) -> bool {
        self.blocs.contains_key(&actor)
    }

    /// The bloc whose panel an actor is in.
    pub(crate) fn panel(&self, actor: ActorIx) -> Option<usize> {
        self.panels.get(&actor).copied()
    }
}

/// The sides and panels of a view's actors.
pub fn camps(view: &View, grouping: &Grouping) -> Result<Camps, Error> {
    let voices = Voices::of(view);
    let blocs = grouping.blocs(view)?;
    let sides = sides(&blocs, &voices);
    let camp = |actor: ActorIx| {
        // If blocs are not decided, those of one partition still make a good order.
        let is_with_others = blocs.actor_bloc(actor).is_some();
        match blocs.ties().place_of(actor).filter(|_| is_with_others) {
            Some(node) => sides[blocs.bloc(node).unwrap_or_default()],
            None if voices.is_spoken_of(actor) => Camp::Middle,
            None => Camp::Loose,
        }
    };
    let places = voices.said.keys().map(|actor| (*actor, camp(*actor))).collect();
    let mut panels = if blocs.is_decided() { blocs.unopposed(view) } else { Vec::new() };
    let all = if blocs.is_decided() { blocs.members() } else { &[] };
    for (panel, all) in panels.iter_mut().zip(all) {
        // One member of several is no group.
        if panel.len() == 1 && all.len() > 1 {
            panel.clear();
        }
    }
    let is_whole = panels.iter().zip(all).all(|(p, all)| p.is_empty() || p.len() == all.len());
    let has_ties = !blocs.ties().nodes().is_empty();
    let outside = groups::outside(&blocs, view, &panels);
    let notes = groups::unplaced(&blocs).into_iter().chain(outside).filter(|_| has_ties).collect();
    let (panels, blocs) = (numbered(&blocs, &panels), numbered(&blocs, all));
    Ok(Camps { places, blocs, panels, is_whole, notes })
}

/// The group of each actor.
fn numbered(blocs: &Blocs, groups: &[Vec<usize>]) -> BTreeMap<ActorIx, usize> {
    let actor = |node: &usize| blocs.ties().nodes()[*node];
    let groups = groups.iter().enumerate();
    groups.flat_map(|(number, nodes)| nodes.iter().map(move |n| (actor(n), number))).collect()
}

/// The side of each bloc: the one with the most stances is left, and each further one joins the side that it
/// agrees with most, or, if equal, the side with fewer stances.
fn sides(blocs: &Blocs, voices: &Voices) -> Vec<Camp> {
    let count = blocs.members().len();
    let mut nets = vec![vec![0.0; count]; count];
    for pair in blocs.ties().signed().pairs() {
        if let (Some(a), Some(b)) = (blocs.bloc(pair.u), blocs.bloc(pair.v)) {
            nets[a][b] += pair.net();
            nets[b][a] += pair.net();
        }
    }
    let said = |members: &Vec<usize>| {
        members.iter().map(|node| voices.said[&blocs.ties().nodes()[*node]]).sum::<usize>()
    };
    let said = blocs.members().iter().map(said).collect::<Vec<_>>();
    let mut order = (0..count).collect::<Vec<_>>();
    order.sort_by_key(|bloc| (Reverse(said[*bloc]), *bloc));
    let mut sides = vec![Camp::Left; count];
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    for bloc in order {
        let pull = |side: &[usize]| side.iter().map(|other| nets[bloc][*other]).sum::<f64>();
        let load = |side: &[usize]| side.iter().map(|other| said[*other]).sum::<usize>();
        let by_pull = pull(&lefts).total_cmp(&pull(&rights));
        let is_left = by_pull.then_with(|| load(&rights).cmp(&load(&lefts))).is_ge();
        sides[bloc] = if is_left { Camp::Left } else { Camp::Right };
        if is_left { lefts.push(bloc) } else { rights.push(bloc) }
    }
    sides
}

/// The number of stances of each actor, and of others on it.
struct Voices {
    said: BTreeMap<ActorIx, usize>,
    heard: BTreeMap<ActorIx, usize>,
}

impl Voices {
    fn of(view: &View) -> Self {
        let mut voices = Self { said: BTreeMap::new(), heard: BTreeMap::new() };
        for standing in view.standings().iter() {
            let count = standing.counts().total() as usize;
            *voices.said.entry(standing.actor_ix()).or_default() += count;
            if let Node::Actor(target) = standing.target_node() {
                voices.said.entry(target).or_default();
                *voices.heard.entry(target).or_default() += count;
            }
        }
        voices
    }

    fn is_spoken_of(&self, actor: ActorIx) -> bool {
        self.heard.get(&actor).is_some_and(|heard| *heard >= self.said[&actor])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bloc::BlocCount;
    use crate::model::Stance;
    use crate::{StanceGraph, Undeclared};

    fn graph(stances: &[(&str, &str, &str)]) -> StanceGraph {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for (actor, label, target) in stances {
            let stance = match target.strip_prefix('@') {
                Some(other) => Stance::toward_actor(*actor, *label, other).unwrap(),
                None => Stance::on_issue(*actor, *label, *target).unwrap(),
            };
            builder.stance(&stance);
        }
        builder.build().unwrap()
    }

    /// The name, the place and the panel of each actor.
    fn camps_of(
        stances: &[(&str, &str, &str)],
        grouping: &Grouping,
    ) -> Vec<(String, Camp, Option<usize>)> {
        let graph = graph(stances);
        let camps = camps(&graph.view(), grouping).unwrap();
        let name = |actor| graph.actor(actor).title().to_owned();
        camps.all().map(|(actor, camp)| (name(actor), camp, camps.panel(actor))).collect()
    }

    fn wanted(all: &[(&str, Camp, Option<usize>)]) -> Vec<(String, Camp, Option<usize>)> {
        all.iter().map(|(name, camp, panel)| ((*name).to_owned(), *camp, *panel)).collect()
    }

    #[test]
    fn opponents_stand_on_two_sides_and_their_subject_between_them() {
        let found = camps_of(
            &[
                ("ann", "supports", "tunnel"),
                ("bob", "supports", "tunnel"),
                ("cem", "opposes", "tunnel"),
                ("ann", "opposes", "@eve"),
                ("cem", "supports", "@eve"),
                ("eve", "supports", "herself"),
                ("fay", "supports", "ferry"),
                ("gil", "abstains", "tunnel"),
            ],
            &Grouping::default(),
        );
        let all = [
            ("ann", Camp::Left, Some(0)),
            ("bob", Camp::Left, Some(0)),
            ("cem", Camp::Right, Some(1)),
            ("eve", Camp::Middle, None),
            ("fay", Camp::Loose, None),
            ("gil", Camp::Loose, None),
        ];
        assert_eq!(found, wanted(&all));
    }

    #[test]
    fn those_who_agree_on_everything_are_one_camp() {
        let stances = [("ann", "supports", "a"), ("bob", "supports", "a")];
        let found = camps_of(&stances, &Grouping::default());
        assert!(found.iter().all(|(_, camp, panel)| (*camp, *panel) == (Camp::Left, Some(0))));
    }

    #[test]
    fn who_opposes_a_member_of_its_bloc_is_in_no_panel_with_it() {
        let found = camps_of(
            &[
                ("ann", "supports", "tunnel"),
                ("bob", "supports", "tunnel"),
                ("cem", "supports", "tunnel"),
                ("cem", "condemns", "@ann"),
            ],
            &Grouping::default(),
        );
        let all = [("ann", Camp::Left, None), ("bob", Camp::Left, None), ("cem", Camp::Left, None)];
        assert_eq!(found, wanted(&all));
    }

    #[test]
    fn each_of_three_blocs_has_a_panel_of_its_own() {
        let issues = ["dam", "well", "canal"];
        let stances = (0..3)
            .flat_map(|camp| {
                ["a", "b"].into_iter().flat_map(move |who| {
                    let name = ["p", "q", "r"][camp];
                    let name = match (name, who) {
                        ("p", "a") => "pa",
                        ("p", _) => "pb",
                        ("q", "a") => "qa",
                        ("q", _) => "qb",
                        (_, "a") => "ra",
                        _ => "rb",
                    };
                    (0..3).map(move |issue| {
                        (name, if issue == camp { "supports" } else { "opposes" }, issues[issue])
                    })
                })
            })
            .collect::<Vec<_>>();
        let count = BlocCount::AtMost(3.try_into().unwrap());
        let found = camps_of(&stances, &Grouping { count, ..Grouping::default() });
        let panels = found.iter().map(|(_, _, panel)| *panel).collect::<Vec<_>>();
        assert_eq!(panels, [Some(0), Some(0), Some(1), Some(1), Some(2), Some(2)]);
        // With at most two blocs, no pair of the three camps is better than another.
        let found = camps_of(&stances, &Grouping::default());
        assert!(found.iter().all(|(_, _, panel)| panel.is_none()));
    }
}
