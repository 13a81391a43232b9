//! The blocs of a view's actors.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::{ActorGraph, BlocCount, Partition, Search};
use crate::bloc::best::{Backbone, BestCount, backbone, outline};
use crate::bloc::components::components;
use crate::graph::ActorIx;

/// How actors group: what all partitions of their signed graph with the least disagreement say.
///
/// Two actors are in one bloc if they are together in every best partition, and two with a bloc are
/// together in all of them or in none. Whom best partitions place differently, and who could move at no
/// cost, is [unplaced](Blocs::unplaced).
///
/// Where the ties fall into components that nothing connects, the blocs of each component stand for themselves:
/// which of them go with which of another, no tie says. So there may be more blocs than were
/// allowed, but not in any component. With three or more blocs, groups between which there is no tie are blocs of their
/// own as far as their number allows: no tie joins them.
#[derive(Clone)]
pub struct Blocs<'v> {
    ties: ActorGraph<'v>,
    pub(crate) count: BlocCount,
    pub(crate) seed: u64,
    partition: Partition,
    components: Vec<usize>,
    blocs: Vec<Option<usize>>,
    /// The bloc that each node has in the partition; those without a placed member count from the
    /// number of blocs on.
    cast: Vec<usize>,
    members: Vec<Vec<usize>>,
    unplaced: Vec<Vec<usize>>,
    best: BestCount,
    is_decided: bool,
}

impl<'v> ActorGraph<'v> {
    /// Looks for the blocs with the least disagreement: the weight of ties against within them,
    /// and for between them. There may be no more blocs than actors, whatever is allowed.
    ///
    /// What [`ActorGraph::quick_blocs`] decides is the answer; only else the time is used.
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

    /// Looks for blocs by a fixed amount of work, and finds the same on every machine.
    ///
    /// Where that is enough to look at all best partitions the blocs are [decided](Blocs::is_decided); else they are those of
    /// one partition that a search [without proof](Search::without_proof) finds.
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
    fn blocs_by(self, search: Search) -> Blocs<'v> {
        let (count, seed) = (search.count(), search.seeded());
        // Where time is no matter nobody asks for it: a page has no clock.
        let begun = search.is_limited().then(Instant::now);
        let decided = backbone(self.signed(), count);
        let is_decided = decided.is_some();
        let found = decided.unwrap_or_else(|| {
            let search = begun.map_or(search, |begun| search.shortened(begun.elapsed()));
            outline(self.signed(), count, search.partition(self.signed()))
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

/// The nodes of each bloc: the largest first, then by first members.
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

/// The bloc of each node in a partition, by the numbers of those who are placed.
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
    /// The ties.
    #[must_use]
    pub fn ties(&self) -> &ActorGraph<'v> {
        &self.ties
    }

    /// One of the best partitions, or the best that was found, and what is proved about it. It also has those who
    /// are unplaced: somewhere.
    #[must_use]
    pub fn partition(&self) -> &Partition {
        &self.partition
    }

    /// How many partitions are the best.
    ///
    /// Counted exactly where that takes no more than a fixed amount of work: as a rule up to some tens of
    /// actors whom ties connect, and up to 100,000 of three or more blocs.
    #[must_use]
    pub fn best(&self) -> BestCount {
        self.best
    }

    /// Whether all best partitions were looked at. Else blocs are those of one partition, without whoever could move at
    /// no cost.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.is_decided
    }

    /// The nodes of each bloc, in rising order; the largest bloc first.
    #[must_use]
    pub fn members(&self) -> &[Vec<usize>] {
        &self.members
    }

    /// The nodes with ties that have no bloc, as best partitions place them differently; those of one group are together
    /// in all of them. By first nodes.
    #[must_use]
    pub fn unplaced(&self) -> &[Vec<usize>] {
        &self.unplaced
    }

    /// The bloc of a node; `None` where it is unplaced.
    ///
    /// # Panics
    ///
    /// If there is no such node.
    #[must_use]
    pub fn bloc(&self, node: usize) -> Option<usize> {
        self.blocs[node]
    }

    /// The bloc of an actor; `None` without a tie, and where it is unplaced.
    #[must_use]
    pub fn bloc_of(&self, actor: ActorIx) -> Option<usize> {
        self.ties.node(actor).and_then(|node| self.blocs[node])
    }

    /// Into how many components the ties fall that nothing connects.
    #[must_use]
    pub fn component_count(&self) -> usize {
        self.components.iter().max().map_or(0, |last| last + 1)
    }

    /// The component of a node.
    ///
    /// # Panics
    ///
    /// If there is no such node.
    #[must_use]
    pub fn component(&self, node: usize) -> usize {
        self.components[node]
    }

    /// The bloc of a node in the partition, by the number of its placed members; from the number of blocs on
    /// where it has none.
    pub(crate) fn cast(&self, node: usize) -> usize {
        self.cast[node]
    }

    /// The same of all nodes.
    pub(crate) fn casts(&self) -> &[usize] {
        &self.cast
    }

    /// How many blocs a component may have.
    pub(crate) fn most(&self) -> usize {
        match self.count {
            BlocCount::Two => 2,
            BlocCount::AtMost(most) => most.get(),
            BlocCount::Any => usize::MAX,
        }
    }
}
