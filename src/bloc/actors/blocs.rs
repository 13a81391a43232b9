//! Finds the blocs of a view's actors.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::{ActorGraph, BlocCount, Partition, Search};
use crate::bloc::best::{Backbone, BestCount, backbone, outline};
use crate::bloc::components::components;
use crate::error::Error;
use crate::graph::ActorIx;

/// The blocs of actors: what all partitions of their signed graph with the least disagreement have in common.
///
/// Two actors are in one bloc if they are together in every best partition; two actors with a bloc are
/// together in all best partitions or in none. An actor is [unplaced](Blocs::unplaced) if best partitions place it
/// differently, or if it could move at no cost.
///
/// Each connected component has blocs of its own, because no tie says which of them go with which of another
/// component. So there can be more blocs in all than were allowed, but not within a component. With three or more
/// blocs allowed, groups without a tie between them are separate blocs as far as the number allows.
#[derive(Clone)]
pub struct Blocs<'v> {
    ties: ActorGraph<'v>,
    pub(crate) count: BlocCount,
    pub(crate) seed: u64,
    partition: Partition,
    components: Vec<usize>,
    blocs: Vec<Option<usize>>,
    /// The bloc of each node in the partition; blocs without a placed member are numbered after all others.
    cast: Vec<usize>,
    members: Vec<Vec<usize>>,
    unplaced: Vec<Vec<usize>>,
    best: BestCount,
    is_decided: bool,
}

impl<'v> ActorGraph<'v> {
    /// Finds the blocs with the least disagreement: the weight of ties against within blocs and of ties for
    /// between them.
    ///
    /// If [`ActorGraph::quick_blocs`] decides them, that is the answer; only otherwise does a search run, for
    /// the time allowed.
    ///
    /// ```
    /// use stancegraph::bloc::{BestCount, BlocCount};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::toward_actor("ann", "supports", "bob")?);
    /// builder.stance(&Stance::toward_actor("bob", "opposes", "cem")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let blocs = view.direct_graph(false).blocs(BlocCount::Two, None, 0);
    /// assert_eq!(blocs.members(), [vec![0, 1], vec![2]]);
    /// assert_eq!((blocs.partition().proved, blocs.best()), (true, BestCount::Exactly(1)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn blocs(self, count: BlocCount, time_limit: Option<Duration>, seed: u64) -> Blocs<'v> {
        let search = Search::new(count).seed(seed);
        self.blocs_by(match time_limit {
            Some(limit) => search.time_limit(limit),
            None => search,
        })
    }

    /// Finds blocs with a fixed amount of work, the same ones on every machine.
    ///
    /// If that is enough to look at all best partitions, the blocs are [decided](Blocs::is_decided). Otherwise they
    /// are those of one partition that a search [without proof](Search::without_proof) finds.
    ///
    /// ```
    /// use stancegraph::bloc::BlocCount;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::toward_actor("ann", "supports", "bob")?);
    /// builder.stance(&Stance::toward_actor("bob", "opposes", "cem")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let blocs = view.direct_graph(false).quick_blocs(BlocCount::Two);
    /// assert!(blocs.is_decided());
    /// assert_eq!(blocs.members(), [vec![0, 1], vec![2]]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn quick_blocs(self, count: BlocCount) -> Blocs<'v> {
        self.blocs_by(Search::new(count).without_proof())
    }

    /// The blocs that all best partitions agree on, or those that a search finds.
    pub(crate) fn blocs_by(self, search: Search) -> Blocs<'v> {
        let (count, seed) = (search.count(), search.seeded());
        // The clock is read only if time is limited, because WebAssembly in a page has none.
        let begun = search.is_limited().then(Instant::now);
        let decided = backbone(self.signed(), count);
        let is_decided = decided.is_some();
        let found = decided.unwrap_or_else(|| {
            let rest = begun.map_or(search, |begun| search.shortened(begun.elapsed()));
            outline(self.signed(), count, rest.partition(self.signed()))
        });
        let Backbone { partition, blocs: placed, unplaced, best } = found;
        let components = components(self.signed());
        let members = members(&placed, &components);
        let mut blocs = vec![None; components.len()];
        for (bloc, members) in members.iter().enumerate() {
            members.iter().for_each(|node| blocs[*node] = Some(bloc));
        }
        let cast = cast(&blocs, members.len(), &partition, &components);
        Blocs {
            ties: self,
            count,
            seed,
            partition,
            components,
            blocs,
            cast,
            members,
            unplaced,
            best,
            is_decided,
        }
    }
}

/// The nodes of each bloc: the largest bloc first, then by first members.
fn members(placed: &[Option<usize>], components: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (node, (component, bloc)) in components.iter().zip(placed).enumerate() {
        if let Some(bloc) = bloc {
            groups.entry((component, bloc)).or_default().push(node);
        }
    }
    let mut members = groups.into_values().collect::<Vec<_>>();
    members.sort_by_key(|members| (Reverse(members.len()), members[0]));
    members
}

/// The bloc of each node in a partition, under the numbers of the blocs of placed nodes.
fn cast(
    blocs: &[Option<usize>],
    count: usize,
    partition: &Partition,
    components: &[usize],
) -> Vec<usize> {
    let key = |node: usize| (components[node], partition.blocs[node]);
    let mut numbers = BTreeMap::new();
    for (node, bloc) in blocs.iter().enumerate() {
        if let Some(bloc) = bloc {
            numbers.insert(key(node), *bloc);
        }
    }
    let mut next = count;
    let number = |node: usize| {
        *numbers.entry(key(node)).or_insert_with(|| {
            next += 1;
            next - 1
        })
    };
    (0..blocs.len()).map(number).collect()
}

impl<'v> Blocs<'v> {
    /// The signed graph that was grouped.
    #[must_use]
    pub fn ties(&self) -> &ActorGraph<'v> {
        &self.ties
    }

    /// One of the best partitions, or the best one found, with its proof. Unplaced actors have a bloc in it, too,
    /// though others would be as good.
    #[must_use]
    pub fn partition(&self) -> &Partition {
        &self.partition
    }

    /// The number of best partitions.
    ///
    /// The count is exact if it takes no more than a fixed amount of work: usually with up to some tens of
    /// connected actors, and with three or more blocs for up to 100,000 partitions.
    #[must_use]
    pub fn best(&self) -> BestCount {
        self.best
    }

    /// Whether all best partitions were looked at. If not, the blocs are those of one partition, without the actors
    /// who could move at no cost.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.is_decided
    }

    /// The nodes of each bloc, in rising order; the largest bloc first.
    #[must_use]
    pub fn members(&self) -> &[Vec<usize>] {
        &self.members
    }

    /// The nodes that have ties but no bloc, because best partitions place them differently, in groups that are
    /// together in all of them; by first nodes.
    #[must_use]
    pub fn unplaced(&self) -> &[Vec<usize>] {
        &self.unplaced
    }

    /// The bloc of a node; `None` if it is unplaced.
    ///
    /// # Panics
    ///
    /// If there is no such node.
    #[must_use]
    pub fn bloc(&self, node: usize) -> Option<usize> {
        self.blocs[node]
    }

    /// The bloc of an actor; `None` if it has no tie or is unplaced.
    ///
    /// # Errors
    ///
    /// [`Error::OtherGraph`](crate::Error::OtherGraph) for an actor of another graph.
    pub fn bloc_of(&self, actor: ActorIx) -> Result<Option<usize>, Error> {
        self.ties.graph().check_actor(actor).map(|()| self.actor_bloc(actor))
    }

    pub(crate) fn actor_bloc(&self, actor: ActorIx) -> Option<usize> {
        self.ties.place_of(actor).and_then(|node| self.blocs[node])
    }

    /// The number of connected components.
    #[must_use]
    pub fn component_count(&self) -> usize {
        self.components.iter().max().map_or(0, |last| last + 1)
    }

    /// The connected component of a node.
    ///
    /// # Panics
    ///
    /// If there is no such node.
    #[must_use]
    pub fn component(&self, node: usize) -> usize {
        self.components[node]
    }

    /// The bloc of a node in the partition; at or above the number of blocs if that bloc has no placed member.
    pub(crate) fn cast(&self, node: usize) -> usize {
        self.cast[node]
    }

    /// The same for all nodes.
    pub(crate) fn casts(&self) -> &[usize] {
        &self.cast
    }

    /// The most blocs that a component can have.
    pub(crate) fn most(&self) -> usize {
        match self.count {
            BlocCount::Two => 2,
            BlocCount::AtMost(most) => most.get(),
            BlocCount::Any => usize::MAX,
        }
    }
}
