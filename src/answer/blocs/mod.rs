//! Blocs of actors: what unites them, what divides them, and how stable they are.

mod found;
mod rows;
mod tables;

use std::collections::BTreeMap;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ties::{BestPartitions, Certificate, MOST_NAMES, Ties};
use super::unwritten::Unwritten;
use super::{ActorName, Answer, Evidence, Stances, Table, TargetName, evidence_of};
use crate::bloc::{self, ActorGraph, Basis, Grouping, SWING_REACH};
use crate::error::Error;
use crate::graph::{Counts, Side, View};
use crate::measure::Tally;

/// The blocs of a view's actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Blocs<'g> {
    /// The ties between actors.
    pub ties: Ties,
    /// The maximum number of blocs; absent for as many as fit best.
    pub k: Option<usize>,
    /// The quality of the blocs, and what is proved about it.
    pub certificate: Certificate,
    /// The number of best partitions; absent if none is proved to be the best.
    pub best: Option<BestPartitions>,
    /// Whether all best partitions were examined. If not, the blocs are those of a single partition, and actors
    /// who could move at no cost are not found.
    pub decided: bool,
    /// The number of connected components of the ties; no tie says which blocs of one component go with which of
    /// another.
    pub parts: usize,
    /// The blocs: actors who are together in every best partition; the largest first.
    pub blocs: Vec<Bloc<'g>>,
    /// Actors with ties who are in no bloc, because best partitions place them differently or they could move at
    /// no cost.
    pub unplaced: Vec<Unplaced<'g>>,
    /// Actors who oppose a member of their own bloc, whatever the ties between them.
    pub oppositions: Vec<Opposition<'g>>,
    /// Actors without ties, who are in no bloc.
    pub isolates: Vec<ActorName<'g>>,
    /// Targets on which blocs are on opposite sides, those with the most actors on these sides first.
    pub divisions: Vec<Division<'g>>,
    /// Misfits: ties that disagree with every best partition, the heaviest first.
    pub misfits: Vec<Misfit<'g>>,
    /// The disagreement that the misfits do not account for: that of ties of unplaced actors, wherever these are
    /// placed.
    pub open: f64,
    /// The swing reach: a swing actor can move to another bloc and add at most this share of the weight of its
    /// ties to the disagreement.
    pub swing_reach: f64,
    /// The swing actors with the cheapest move of each to another bloc, the cheapest first.
    pub swings: Vec<Swing<'g>>,
    /// The stability of the blocs; absent with `--no-stability`.
    pub stability: Option<Stability<'g>>,
    /// The number of entries that `--top` leaves out of each list.
    pub omitted: Omitted,
    /// Whether all stances are on actors although ties are alignments; ties by what actors said of one another may
    /// be meant then. Absent if not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_actors: bool,
}

/// The number of entries that are left out of each list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Omitted {
    /// Targets that divide blocs.
    pub divisions: usize,
    /// Ties that do not fit.
    pub misfits: usize,
    /// Swing actors.
    pub swings: usize,
}

/// A bloc.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bloc<'g> {
    /// The number by which the rest of the answer refers to the bloc, from 1.
    pub bloc: usize,
    /// The members, by id.
    pub members: Vec<Member<'g>>,
    /// The mean of Rice's index over the targets on which at least two members have a standing.
    pub rice: Option<f64>,
    /// The mean of the agreement index over the same targets.
    pub cohesion: Option<f64>,
    /// The mean share of resamples in which two members stay together.
    pub together: Option<f64>,
    /// The two members who stay together least often; absent for more than 1,000 members.
    pub weakest: Option<Weakest<'g>>,
    /// The number of targets on which at least two members have a standing, all on one side.
    pub united: usize,
    /// The members' sides on each target, those that unite them first.
    pub targets: Vec<OnTarget<'g>>,
    /// The number of targets that `--top` leaves out.
    pub omitted: usize,
    /// The targets that are left out.
    #[serde(skip)]
    unlisted: Unwritten<Vec<OnTarget<'g>>>,
    /// The stances behind the ties within the bloc.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// A member of a bloc.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Member<'g> {
    /// The actor.
    #[serde(flatten)]
    pub actor: ActorName<'g>,
    /// The mean share of resamples in which the actor stays together with another member.
    pub together: Option<f64>,
    /// The stances behind the actor's ties.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// Two members of a bloc.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Weakest<'g> {
    /// One actor.
    pub a: ActorName<'g>,
    /// The other actor.
    pub b: ActorName<'g>,
    /// The share of resamples in which the two stay together.
    pub together: f64,
}

/// The sides of a bloc's members on one target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OnTarget<'g> {
    /// The target.
    pub target: TargetName<'g>,
    /// The side of the majority; absent if both sides have the same number.
    pub side: Option<Side>,
    /// The number of members on each side; members who said both count as mixed.
    pub counts: Counts,
    /// The number of members who said both.
    pub mixed: u32,
    /// Rice's index.
    pub rice: Option<f64>,
    /// The agreement index.
    pub cohesion: Option<f64>,
    /// Whether at least two members have a standing, all on one side.
    pub unites: bool,
    /// The numbers of the blocs on the opposite side.
    pub against: Vec<usize>,
    /// The ids of the stances that decide the standings of the members.
    pub stances: Stances<'g>,
}

/// An actor in no bloc.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Unplaced<'g> {
    /// The actor.
    #[serde(flatten)]
    pub actor: ActorName<'g>,
    /// The other unplaced actors who are with it in every best partition.
    pub always_with: Vec<ActorName<'g>>,
    /// The stances behind the actor's ties.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// An actor's opposition to a member of its own bloc.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Opposition<'g> {
    /// The actor.
    pub actor: ActorName<'g>,
    /// The actor who is opposed.
    pub target: ActorName<'g>,
    /// The side: oppose, or mixed if the actor said both.
    pub side: Side,
    /// The bloc of both.
    pub bloc: usize,
    /// The ids of the stances that decide the side.
    pub stances: Stances<'g>,
}

/// A target that divides blocs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Division<'g> {
    /// The target.
    pub target: TargetName<'g>,
    /// The numbers of the blocs that support it.
    pub support: Vec<usize>,
    /// The numbers of the blocs that oppose it.
    pub oppose: Vec<usize>,
    /// The stances that decide the standings of these blocs' members on the target.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// A tie that disagrees with the blocs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Misfit<'g> {
    /// One actor.
    pub a: ActorName<'g>,
    /// The other actor.
    pub b: ActorName<'g>,
    /// The blocs of the two; null for two unplaced actors who are always together.
    pub blocs: [Option<usize>; 2],
    /// Whether the two are together and the tie is against; if not, they are apart and the tie is for.
    pub together: bool,
    /// The weight that the tie adds to the disagreement.
    pub weight: f64,
    /// The score of the two; absent for ties by what actors said of one another.
    pub score: Option<f64>,
    /// The number of shared targets on which they agree and disagree; absent for ties by what actors said of one
    /// another.
    pub tally: Option<Tally>,
    /// The ids of the stances that make the tie.
    pub stances: Stances<'g>,
}

/// A swing actor, who could move to another bloc.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Swing<'g> {
    /// The actor.
    pub actor: ActorName<'g>,
    /// The bloc of the actor.
    pub bloc: usize,
    /// The bloc to which the actor would move; absent for a bloc of its own, or one of only unplaced actors.
    pub to: Option<usize>,
    /// The disagreement that the move adds.
    pub cost: f64,
    /// The cost as a share of the weight of all ties of the actor.
    pub share: f64,
    /// The stances behind the actor's ties.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// The stability of blocs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Stability<'g> {
    /// The number of resamples that were asked for.
    pub resamples: u32,
    /// The number of resamples that were drawn before the time ran out.
    pub drawn: usize,
    /// The sources, coders and issues that were left out one at a time, each with what changes without it.
    pub left_out: Vec<LeftOut<'g>>,
    /// The number of sources, coders and issues that were not tried.
    pub untried: usize,
}

/// A source, a coder or an issue that was left out, and what changes without it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut<'g> {
    /// Whether it is a source, a coder or an issue.
    pub basis: Basis,
    /// The id; for a coder, the name.
    pub id: String,
    /// The title or the name; the id if there is none.
    pub name: String,
    /// The number of stances that come from it.
    pub stances: usize,
    /// The actors who are in another bloc without it.
    pub moved: Vec<ActorName<'g>>,
    /// The actors who have no tie without it.
    pub untied: Vec<ActorName<'g>>,
    /// The stances that come from it.
    #[serde(skip)]
    behind: Unwritten<Stances<'g>>,
}

/// The settings: what ties actors, and how to search for blocs. In JSON, a missing field has its value from
/// `Settings::default()`, which has the defaults of the command line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Settings {
    /// The ties between actors, and the number of blocs.
    pub grouping: Grouping,
    /// The seed of the random numbers: the same seed gives the same answer.
    pub seed: u64,
    /// The time limit; two thirds are for the search if resamples are drawn. `None` for a fixed amount of work
    /// that does not depend on the clock, so that the answer is the same on every machine; the blocs of many
    /// actors are then often not proved to be the best.
    pub time_limit: Option<Duration>,
    /// The number of resamples of the targets (or of the ties, if ties are what actors said of one another), which
    /// show who stays together; `None` to leave out the stability of the blocs.
    pub resamples: Option<u32>,
    /// The swing reach, from 0 to 1: swing actors can move to another bloc and add at most this share of the
    /// weight of their ties to the disagreement.
    pub swing_reach: f64,
    /// The number of misfits, swing actors and targets to list; `None` for all.
    pub top: Option<usize>,
}

setters! {
    Settings {
        with_grouping(grouping: Grouping);
        with_seed(seed: u64);
        with_time_limit(time_limit: ?Duration);
        with_resamples(resamples: ?u32);
        with_swing_reach(swing_reach: f64);
        with_top(top: ?usize);
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            grouping: Grouping::default(),
            seed: 0,
            time_limit: Some(Duration::from_secs(10)),
            resamples: Some(100),
            swing_reach: SWING_REACH,
            top: None,
        }
    }
}

impl<'g> Blocs<'g> {
    /// Finds the blocs of a view's actors.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`View::alignment_graph`].
    ///
    /// ```
    /// use stancegraph::answer::blocs::Settings;
    /// use stancegraph::answer::{Answer, Blocs};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (actor, label) in [("ann", "supports"), ("bob", "supports"), ("cem", "opposes")] {
    ///     builder.stance(&Stance::on_issue(actor, label, "tunnel")?);
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let settings = Settings::default().with_time_limit(None).with_resamples(None);
    /// let blocs = Blocs::of(&view, &settings)?;
    /// assert_eq!(blocs.tables()[0].title, "2 blocs of 3 actors: all 3 ties fit");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(view: &'g View<'g>, settings: &Settings) -> Result<Self, Error> {
        Self::tied(view, settings.grouping.tied_by.graph(view)?, settings)
    }

    /// Finds the blocs by ties that already exist; the settings for ties have no effect.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`bloc::Blocs::leave_outs`](crate::bloc::Blocs::leave_outs).
    pub fn tied(
        view: &'g View<'g>,
        ties: ActorGraph<'g>,
        settings: &Settings,
    ) -> Result<Self, Error> {
        found::blocs(view, ties, settings)
    }
}

impl<'g> Blocs<'g> {
    /// Explains blocs that were found, without their stability. Of the settings, the number of blocs, the swing
    /// reach and the lengths of lists count.
    #[must_use]
    pub fn found(view: &'g View<'g>, blocs: bloc::Blocs<'g>, settings: &Settings) -> Self {
        found::explained(view, blocs, settings)
    }

    /// The tables, with at most so many names in a cell.
    #[must_use]
    pub fn tables_with(&self, most_names: usize) -> Vec<Table<'_>> {
        let rest = [
            self.unplaced(most_names),
            self.oppositions(),
            self.divisions(),
            self.misfits(),
            self.swings(),
            self.left_out(tables::MOST_LEFT_OUT),
        ];
        std::iter::once(self.overview(most_names)).chain(rest.into_iter().flatten()).collect()
    }
}

impl Answer for Blocs<'_> {
    const VERB: &'static str = "blocs";

    fn tables(&self) -> Vec<Table<'_>> {
        self.tables_with(MOST_NAMES)
    }

    /// The members of each bloc.
    fn listing(&self) -> Option<Table<'_>> {
        Some(self.membership())
    }

    fn evidence(&self) -> BTreeMap<String, Evidence<'_>> {
        let rest = [
            self.oppositions(),
            self.divisions(),
            self.misfits(),
            self.swings(),
            self.left_out(usize::MAX),
        ];
        let all = [Some(self.membership()), Some(self.targets())].into_iter().chain(rest);
        evidence_of(&all.flatten().collect::<Vec<_>>())
    }
}
