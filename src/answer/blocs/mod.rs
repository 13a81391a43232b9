//! Which camps there are, what unites and divides them, and how sure that is.

mod found;
mod rows;
mod tables;

use std::collections::BTreeMap;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ties::{BestPartitions, Certificate, Ties};
use super::unwritten::Unwritten;
use super::{ActorName, Answer, Evidence, Stances, Table, TargetName, evidence_of};
use crate::bloc::{ActorGraph, Basis, Grouping, SWING_REACH};
use crate::error::Error;
use crate::graph::{Counts, Side, View};
use crate::measure::Tally;

/// The blocs of a view's actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Blocs<'g> {
    /// What ties actors.
    pub ties: Ties,
    /// How many blocs there may be; absent for as many as fit best.
    pub k: Option<usize>,
    /// How good the blocs are, and what is proved.
    pub certificate: Certificate,
    /// How many partitions are the best; absent where none is proved so.
    pub best: Option<BestPartitions>,
    /// Whether all best partitions were looked at; else blocs are those of one partition, without who could move at no
    /// cost.
    pub decided: bool,
    /// Into how many parts the ties fall that nothing connects; which blocs of one go with which
    /// of another, no tie says.
    pub parts: usize,
    /// Actors who are together in every best partition; the largest first.
    pub blocs: Vec<Bloc<'g>>,
    /// Actors with ties who are in no bloc: best partitions place them differently, or they could move at
    /// no cost.
    pub unplaced: Vec<Unplaced<'g>>,
    /// Actors of one bloc of whom one opposes the other, whatever ties them.
    pub oppositions: Vec<Opposition<'g>>,
    /// Actors without any tie, who are in no bloc.
    pub isolates: Vec<ActorName<'g>>,
    /// Targets on which blocs stand on opposite sides, those on which the most actors do first.
    pub divisions: Vec<Division<'g>>,
    /// Ties that disagree with every best partition, the heaviest first.
    pub misfits: Vec<Misfit<'g>>,
    /// The disagreement beyond that of all misfits: of ties of unplaced actors, wherever these go.
    pub open: f64,
    /// Up to which share of the weight of an actor's ties a move may add to the disagreement for the
    /// actor to be among the swing actors.
    pub swing_reach: f64,
    /// The swing actors, of each the cheapest move to another bloc, the cheapest first.
    pub swings: Vec<Swing<'g>>,
    /// How sure the blocs are; absent with `--no-stability`.
    pub stability: Option<Stability<'g>>,
    /// How many more there are of each list than `--top` asks for.
    pub omitted: Omitted,
    /// Whether all stances are on actors, although alignments tie: then ties by what actors said of one another
    /// may be meant. Absent where that is not so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_actors: bool,
}

/// How many of each list are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Omitted {
    /// Of the targets that divide blocs.
    pub divisions: usize,
    /// Of the ties that do not fit.
    pub misfits: usize,
    /// Of the swing actors.
    pub swings: usize,
}

/// One bloc.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bloc<'g> {
    /// The number by which the rest of the answer means it, from 1.
    pub bloc: usize,
    /// Who is in it, by id.
    pub members: Vec<Member<'g>>,
    /// The mean of Rice's index over the targets on which at least two members have a standing.
    pub rice: Option<f64>,
    /// The mean of the agreement index over the same.
    pub cohesion: Option<f64>,
    /// The mean share of resamples in which two members stay together.
    pub together: Option<f64>,
    /// The two members who stay together least often; absent of more than 1,000 members.
    pub weakest: Option<Weakest<'g>>,
    /// On how many targets at least two members have a standing, all on one side.
    pub united: usize,
    /// What its members say of each target: what unites them first.
    pub targets: Vec<OnTarget<'g>>,
    /// How many more targets there are than `--top` asks for.
    pub omitted: usize,
    /// These targets.
    #[serde(skip)]
    unlisted: Unwritten<Vec<OnTarget<'g>>>,
    /// The stances behind the ties within the bloc.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// A member of a bloc.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Member<'g> {
    /// Who it is.
    #[serde(flatten)]
    pub actor: ActorName<'g>,
    /// In which share of resamples it stays with another member, on average.
    pub together: Option<f64>,
    /// The stances behind its ties.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// Two members of a bloc.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Weakest<'g> {
    /// The one.
    pub a: ActorName<'g>,
    /// The other.
    pub b: ActorName<'g>,
    /// In which share of resamples they stay together.
    pub together: f64,
}

/// What the members of a bloc say of one target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OnTarget<'g> {
    /// What it is about.
    pub target: TargetName<'g>,
    /// The side of most; absent with as many on both.
    pub side: Option<Side>,
    /// Members on each side; who has said both is mixed.
    pub counts: Counts,
    /// Members who have said both.
    pub mixed: u32,
    /// Rice's index.
    pub rice: Option<f64>,
    /// The agreement index.
    pub cohesion: Option<f64>,
    /// Whether at least two members have a standing, all on one side.
    pub unites: bool,
    /// The blocs that stand on the opposite side.
    pub against: Vec<usize>,
    /// The ids of the stances that decide where members stand.
    pub stances: Stances<'g>,
}

/// An actor in no bloc.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Unplaced<'g> {
    /// Who it is.
    #[serde(flatten)]
    pub actor: ActorName<'g>,
    /// The other unplaced actors who are with it in every best partition.
    pub always_with: Vec<ActorName<'g>>,
    /// The stances behind its ties.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// What an actor says against a member of its own bloc.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opposition<'g> {
    /// Who says it.
    pub actor: ActorName<'g>,
    /// Whom it opposes.
    pub target: ActorName<'g>,
    /// Opposed, or mixed where it has said both.
    pub side: Side,
    /// The bloc of both.
    pub bloc: usize,
    /// The ids of the stances that say so.
    pub stances: Stances<'g>,
}

/// A target that divides blocs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Division<'g> {
    /// What it is.
    pub target: TargetName<'g>,
    /// The numbers of the blocs that support it.
    pub support: Vec<usize>,
    /// The numbers of those that oppose it.
    pub oppose: Vec<usize>,
    /// The stances that decide where the members of these blocs stand on it.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// A tie that disagrees with the blocs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Misfit<'g> {
    /// The one.
    pub a: ActorName<'g>,
    /// The other.
    pub b: ActorName<'g>,
    /// The blocs of the two; none of two unplaced ones who are always together.
    pub blocs: [Option<usize>; 2],
    /// Whether the two share a bloc and are tied against; else they are tied for.
    pub together: bool,
    /// What it adds to the disagreement.
    pub weight: f64,
    /// How close the two are; absent where ties are what actors said of one another.
    pub score: Option<f64>,
    /// On how many targets they agree and disagree; absent likewise.
    pub tally: Option<Tally>,
    /// The ids of the stances that make the tie.
    pub stances: Stances<'g>,
}

/// An actor who could move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Swing<'g> {
    /// Who it is.
    pub actor: ActorName<'g>,
    /// Its bloc.
    pub bloc: usize,
    /// The bloc to which it would move; absent for one of its own, or of unplaced actors only.
    pub to: Option<usize>,
    /// What that adds to the disagreement.
    pub cost: f64,
    /// The same as a share of the weight of all ties of the actor.
    pub share: f64,
    /// The stances behind its ties.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// How sure blocs are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stability<'g> {
    /// How many resamples were asked for.
    pub resamples: u32,
    /// How many were drawn before the time ran out.
    pub drawn: usize,
    /// What was left out, one after the other, and what changes without it.
    pub left_out: Vec<LeftOut<'g>>,
    /// How many more sources, coders and issues there are that were not left out.
    pub untried: usize,
}

/// What changes without a source, a coder or an issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut<'g> {
    /// Which of the three it is.
    pub basis: Basis,
    /// The id, or the coder.
    pub id: String,
    /// The title or the name; the id where it has none.
    pub name: String,
    /// How many stances come from it.
    pub stances: usize,
    /// Who is in another bloc without it.
    pub moved: Vec<ActorName<'g>>,
    /// Who has no tie without it.
    pub untied: Vec<ActorName<'g>>,
    /// The stances that come from it.
    #[serde(skip)]
    behind: Unwritten<Stances<'g>>,
}

/// What is asked for. In JSON, what is left out is as in `Settings::default()`, the defaults of the command line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What ties actors, and how many blocs there may be.
    pub grouping: Grouping,
    /// Where drawing and searching begin: the same seed gives the same answer.
    pub seed: u64,
    /// How long it may take, of which two thirds are for the search where resamples are drawn. `None` for a fixed
    /// amount of work without a look at the clock, and the same answer on every machine; the blocs of many actors
    /// are then often not proved the best.
    pub time_limit: Option<Duration>,
    /// How often targets (of ties by what actors said of one another: ties) are drawn anew to see who stays together;
    /// `None` to leave out how sure the blocs are.
    pub resamples: Option<u32>,
    /// Who swings: those whose move to another bloc adds at most this share of the weight of their ties to the
    /// disagreement, from 0 to 1.
    pub swing_reach: f64,
    /// How many misfits, swing actors and targets are listed; `None` for all.
    pub top: Option<usize>,
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
    /// The blocs of a view's actors.
    ///
    /// # Errors
    ///
    /// Those of [`View::alignment_graph`].
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
    /// let settings = Settings { time_limit: None, resamples: None, ..Settings::default() };
    /// let blocs = Blocs::of(&view, &settings)?;
    /// assert_eq!(blocs.tables()[0].title, "2 blocs of 3 actors: all 3 ties fit");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(view: &'g View<'g>, settings: &Settings) -> Result<Self, Error> {
        Self::tied(view, settings.grouping.tied_by.graph(view)?, settings)
    }

    /// The same by ties that were made before, whatever the settings say of ties.
    ///
    /// # Errors
    ///
    /// Those of [`bloc::Blocs::leave_outs`](crate::bloc::Blocs::leave_outs).
    pub fn tied(
        view: &'g View<'g>,
        ties: ActorGraph<'g>,
        settings: &Settings,
    ) -> Result<Self, Error> {
        found::blocs(view, ties, settings)
    }
}

impl Answer for Blocs<'_> {
    const VERB: &'static str = "blocs";

    fn tables(&self) -> Vec<Table<'_>> {
        let rest = [
            self.unplaced(),
            self.oppositions(),
            self.divisions(),
            self.misfits(),
            self.swings(),
            self.left_out(tables::MOST_LEFT_OUT),
        ];
        std::iter::once(self.overview()).chain(rest.into_iter().flatten()).collect()
    }

    /// Who is in which bloc.
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
