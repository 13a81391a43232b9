//! The blocs of a view's actors.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::time::Duration;

use super::parts::parts;
use super::{ActorGraph, BlocCount, Partition, Search};
use crate::bloc::search::SMALL;
use crate::error::Error;
use crate::graph::ActorIx;

/// How actors group: the partition of their signed graph with the least disagreement, in blocs.
///
/// Where the ties fall into parts that nothing connects, the blocs of each part stand for themselves:
/// which of them go with which of another, no tie says. So there may be more blocs than were
/// allowed, but not in any part.
#[derive(Clone)]
pub struct Blocs<'v> {
    ties: ActorGraph<'v>,
    pub(in crate::bloc) count: BlocCount,
    pub(in crate::bloc) seed: u64,
    partition: Partition,
    parts: Vec<usize>,
    blocs: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl<'v> ActorGraph<'v> {
    /// Looks for the blocs with the least disagreement: the weight of ties against within them,
    /// and for between them.
    ///
    /// # Errors
    ///
    /// [`Error::Blocs`] where more blocs are asked for than there are actors.
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
    /// let blocs = view.direct_graph(false).blocs(BlocCount::Two, None, 0)?;
    /// assert_eq!(blocs.members(), [vec![0, 1], vec![2]]);
    /// assert!(blocs.partition().proved);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn blocs(
        self,
        count: BlocCount,
        time_limit: Option<Duration>,
        seed: u64,
    ) -> Result<Blocs<'v>, Error> {
        let actors = self.nodes().len() + self.isolates().len();
        if let BlocCount::AtMost(most) = count
            && most.get() > actors
            && actors > 0
        {
            let are = if actors == 1 { "is only 1 actor" } else { "are only so many actors" };
            let what = format!("{most} blocs of {actors} actors: there {are}");
            return Err(Error::Blocs(what));
        }
        let search = Search::new(count).seed(seed);
        Ok(self.blocs_by(match time_limit {
            Some(limit) => search.time_limit(limit),
            None => search,
        }))
    }

    /// Looks for blocs within a moment, and finds the same on every machine: the best, with proof,
    /// of up to 18 actors, and of more what a search [without proof](Search::without_proof) finds. There
    /// may be no more blocs than actors.
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
    /// assert_eq!(view.direct_graph(false).quick_blocs(BlocCount::Two, 0).members(), [vec![0, 1], vec![2]]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn quick_blocs(self, count: BlocCount, seed: u64) -> Blocs<'v> {
        let actors = NonZeroUsize::new(self.nodes().len() + self.isolates().len());
        let count = match (count, actors) {
            (BlocCount::AtMost(most), Some(actors)) => BlocCount::AtMost(most.min(actors)),
            (count, _) => count,
        };
        let search = Search::new(count).seed(seed);
        let is_small = self.nodes().len() <= SMALL;
        self.blocs_by(if is_small { search } else { search.without_proof() })
    }

    /// The blocs that a search finds.
    fn blocs_by(self, search: Search) -> Blocs<'v> {
        let (count, seed) = (search.count(), search.seeded());
        let partition = search.partition(self.signed());
        let parts = parts(self.signed());
        let (blocs, members) = blocs(&partition, &parts);
        Blocs { ties: self, count, seed, partition, parts, blocs, members }
    }
}

/// The bloc of each node and the nodes of each bloc: the largest first, then by first members.
fn blocs(partition: &Partition, parts: &[usize]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (node, key) in parts.iter().zip(&partition.blocs).enumerate() {
        groups.entry(key).or_default().push(node);
    }
    let mut members = groups.into_values().collect::<Vec<_>>();
    members.sort_by_key(|members| (Reverse(members.len()), members[0]));
    let mut blocs = vec![0; parts.len()];
    for (bloc, members) in members.iter().enumerate() {
        members.iter().for_each(|node| blocs[*node] = bloc);
    }
    (blocs, members)
}

impl<'v> Blocs<'v> {
    /// The ties.
    #[must_use]
    pub fn ties(&self) -> &ActorGraph<'v> {
        &self.ties
    }

    /// What was found and what is proved about it.
    #[must_use]
    pub fn partition(&self) -> &Partition {
        &self.partition
    }

    /// The nodes of each bloc, in rising order; the largest bloc first.
    #[must_use]
    pub fn members(&self) -> &[Vec<usize>] {
        &self.members
    }

    /// The bloc of a node.
    ///
    /// # Panics
    ///
    /// If there is no such node.
    #[must_use]
    pub fn bloc(&self, node: usize) -> usize {
        self.blocs[node]
    }

    /// The bloc of an actor; `None` without a tie.
    #[must_use]
    pub fn bloc_of(&self, actor: ActorIx) -> Option<usize> {
        self.ties.node(actor).map(|node| self.blocs[node])
    }

    /// Into how many parts the ties fall that nothing connects.
    #[must_use]
    pub fn part_count(&self) -> usize {
        self.parts.iter().max().map_or(0, |last| last + 1)
    }

    /// The part of a node.
    pub(in crate::bloc) fn part(&self, node: usize) -> usize {
        self.parts[node]
    }

    /// How many blocs a part may have.
    pub(in crate::bloc) fn most(&self) -> usize {
        match self.count {
            BlocCount::Two => 2,
            BlocCount::AtMost(most) => most.get(),
            BlocCount::Any => usize::MAX,
        }
    }
}
