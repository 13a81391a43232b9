//! Distances between actors by their standings, and between targets by the standings on them.

use std::collections::BTreeMap;

use super::Distances;
use crate::error::Error;
use crate::graph::{ActorIx, Node, View};

impl Distances {
    /// The distances between actors by their standings in a view.
    ///
    /// On a target on which both have a standing, two actors are apart by half the difference of the values: 0 on
    /// one side, 1 on opposite sides, 0.5 if one of them is neutral. The distance is the mean over their shared targets
    /// and **one more target on which they are 0.5 apart**. So two actors who share nothing are neither near nor
    /// far, and a single shared target says less than ten. Distances are in [0, 1]; those below 0.5 are near.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] for more than [`Distances::MOST`] actors.
    ///
    /// # Complexity
    ///
    /// O(nm) for n actors with m standings.
    ///
    /// ```
    /// use stancegraph::bloc::{Distances, Seriation};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (actor, label) in [("Beijing", "opposes"), ("Seoul", "supports"), ("Moscow", "opposes")] {
    ///     builder.stance(&Stance::on_issue(actor, label, "THAAD")?);
    /// }
    /// builder.stance(&Stance::on_issue("Tokyo", "supports", "Whaling")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let actors = view.standings().actors().collect::<Vec<_>>();
    /// let distances = Distances::of_actors(&view, &actors)?;
    /// let [beijing, moscow, seoul, tokyo] = [0, 1, 2, 3];
    /// assert_eq!(distances.get(beijing, moscow), (0.0 + 0.5) / 2.0);
    /// assert_eq!(distances.get(beijing, seoul), (1.0 + 0.5) / 2.0);
    /// assert_eq!(distances.get(beijing, tokyo), 0.5);
    /// assert_eq!(Seriation::of(&distances).order(), [seoul, moscow, beijing, tokyo]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_actors(view: &View, actors: &[ActorIx]) -> Result<Self, Error> {
        actors.iter().try_for_each(|actor| view.graph().check_actor(*actor))?;
        let standings = view.standings();
        let values = |actor: &ActorIx| {
            let values = standings.of(*actor).map(|s| (s.target_number(), s.value()));
            values.collect::<Vec<_>>()
        };
        of_profiles(&actors.iter().map(values).collect::<Vec<_>>())
    }

    /// The distances between targets by the standings on them: as [`Distances::of_actors`], over the actors who
    /// have a standing on both targets.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] for more than [`Distances::MOST`] targets, [`Error::OtherGraph`] for one of another graph.
    pub fn of_targets(view: &View, targets: &[Node]) -> Result<Self, Error> {
        targets.iter().try_for_each(|target| view.graph().check_node(*target))?;
        let places = targets
            .iter()
            .enumerate()
            .map(|(place, target)| (*target, place))
            .collect::<BTreeMap<_, _>>();
        let mut profiles = vec![Vec::new(); targets.len()];
        // Actors with a standing, numbered in the order of the standings: by actor.
        let mut speakers = Vec::new();
        for standing in view.standings().iter() {
            if speakers.last() != Some(&standing.actor_ix()) {
                speakers.push(standing.actor_ix());
            }
            if let Some(place) = places.get(&standing.target_node()) {
                profiles[*place].push((speakers.len() - 1, standing.value()));
            }
        }
        of_profiles(&profiles)
    }
}

/// The known values of one thing, each with its number.
type Profile = Vec<(usize, f64)>;

fn of_profiles(profiles: &[Profile]) -> Result<Distances, Error> {
    let most = profiles.iter().flatten().map(|(number, _)| number + 1).max().unwrap_or(0);
    let mut row = vec![f64::NAN; most];
    let mut last = None;
    Distances::between_some(profiles.len(), |a, b| {
        if last.replace(a) != Some(a) {
            row.fill(f64::NAN);
            profiles[a].iter().for_each(|(number, value)| row[*number] = *value);
        }
        let (sum, shared) = apart(&row, &profiles[b]);
        ((sum + Distances::MIDDLE) / (shared + 1.0), shared > 0.0)
    })
}

/// The sum of the differences of two things, and on how many numbers both have a value.
fn apart(row: &[f64], other: &Profile) -> (f64, f64) {
    let differences = other.iter().map(|(number, value)| (row[*number] - value).abs() / 2.0);
    let known = differences.filter(|difference| !difference.is_nan());
    known.fold((0.0, 0.0), |(sum, count), difference| (sum + difference, count + 1.0))
}
