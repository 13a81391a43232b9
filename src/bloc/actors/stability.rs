//! How stable blocs are: the bootstrap over targets.

use std::collections::BTreeMap;
use std::time::Duration;

use super::actor_graph::Origin;
use super::recast::{Cast, recast};
use super::{Blocs, SignedGraph};
use crate::bloc::search::Deadline;
use crate::random::Random;

/// In which share of the resamples placed actors stay together.
#[derive(Clone, Debug)]
pub struct Stability {
    blocs: Vec<Vec<usize>>,
    drawn: Vec<Cast>,
}

impl Blocs<'_> {
    /// The bootstrap: draws as many targets as there are, with replacement, finds the blocs of the sample, and
    /// repeats. With direct ties it draws ties instead of targets.
    ///
    /// The same seed gives the same samples and blocs, unless the time runs out and there are fewer samples.
    /// The blocs are those of a search [without proof](super::Search::without_proof).
    ///
    /// # References
    ///
    /// Efron, B. & Tibshirani, R. J. (1993). An Introduction to the Bootstrap.
    /// Chapman & Hall, chapter 13.
    #[must_use]
    pub fn stability(&self, resamples: u32, time_limit: Option<Duration>) -> Stability {
        let deadline = Deadline::after(time_limit);
        let mut random = Random::with_seed(self.seed);
        let mut drawn = Vec::new();
        for _ in 0..resamples {
            if deadline.passed() {
                break;
            }
            let graph = self.redrawn(&mut random);
            let known = &self.partition().blocs;
            let Some(cast) = recast(&graph, known, self.count, self.seed, deadline) else { break };
            drawn.push(cast);
        }
        Stability { blocs: self.members().to_vec(), drawn }
    }

    fn redrawn(&self, random: &mut Random) -> SignedGraph {
        match &self.ties().origin {
            Origin::Aligned { alignments, rule, threshold, .. } => {
                let targets = alignments.targets();
                let times = draw(targets.len(), random);
                let times = |node| targets.binary_search(&node).map_or(0, |index| times[index]);
                self.ties().retied(&alignments.redrawn(times), *rule, *threshold)
            }
            Origin::Said { .. } => {
                let ties = self.ties().signed();
                let mut drawn = SignedGraph::new(ties.nodes());
                for (tie, times) in ties.ties().iter().zip(draw(ties.ties().len(), random)) {
                    let added = drawn.add(tie.u, tie.v, tie.weight * f64::from(times));
                    added.expect("nodes exist and weights are finite");
                }
                drawn
            }
        }
    }
}

/// How often each item is drawn in as many draws as there are items.
fn draw(count: usize, random: &mut Random) -> Vec<u32> {
    let mut times = vec![0; count];
    (0..count).for_each(|_| times[random.below(count)] += 1);
    times
}

impl Stability {
    /// The number of samples drawn.
    #[must_use]
    pub fn drawn(&self) -> usize {
        self.drawn.len()
    }

    /// The share of samples in which two nodes are in one bloc, of the samples in which ties connect the two.
    /// `None` if there is none.
    ///
    /// # Panics
    ///
    /// If there is no such node.
    #[must_use]
    pub fn together(&self, u: usize, v: usize) -> Option<f64> {
        let both = self.drawn.iter().filter_map(|cast| cast[u].zip(cast[v]));
        let said = both.filter(|(u, v)| u.0 == v.0);
        share(said.fold((0, 0), |(same, all), (u, v)| (same + usize::from(u == v), all + 1)))
    }

    /// For each member of a bloc the mean of [`Stability::together`] with the others, weighted by the number of
    /// samples that connect them. O(m r) for m members and r samples.
    ///
    /// # Panics
    ///
    /// If there is no such bloc.
    #[must_use]
    pub fn of_members(&self, bloc: usize) -> Vec<Option<f64>> {
        let members = &self.blocs[bloc];
        let mut sums = vec![(0, 0); members.len()];
        for cast in &self.drawn {
            let (mut groups, mut components) = (BTreeMap::new(), BTreeMap::new());
            for group in members.iter().filter_map(|node| cast[*node]) {
                *groups.entry(group).or_insert(0) += 1;
                *components.entry(group.0).or_insert(0) += 1;
            }
            for (sum, node) in sums.iter_mut().zip(members) {
                let Some(group) = cast[*node] else { continue };
                *sum = (sum.0 + groups[&group] - 1, sum.1 + components[&group.0] - 1);
            }
        }
        sums.into_iter().map(share).collect()
    }

    /// The mean over all pairs of a bloc, weighted by the number of samples that connect them; `None` for a single
    /// member.
    ///
    /// # Panics
    ///
    /// If there is no such bloc.
    #[must_use]
    pub fn of_bloc(&self, bloc: usize) -> Option<f64> {
        let mut sum = (0, 0);
        for cast in &self.drawn {
            let mut casts =
                self.blocs[bloc].iter().filter_map(|node| cast[*node]).collect::<Vec<_>>();
            casts.sort_unstable();
            let pairs = |count: usize| count * (count - 1) / 2;
            sum.0 += casts.chunk_by(|a, b| a == b).map(|same| pairs(same.len())).sum::<usize>();
            sum.1 += casts
                .chunk_by(|a, b| a.0 == b.0)
                .map(|component| pairs(component.len()))
                .sum::<usize>();
        }
        share(sum)
    }

    /// The pair of a bloc that stays together least often, with its share.
    ///
    /// O(m² r) for m members and r samples.
    ///
    /// # Panics
    ///
    /// If there is no such bloc.
    #[must_use]
    pub fn weakest_pair(&self, bloc: usize) -> Option<(usize, usize, f64)> {
        let members = &self.blocs[bloc];
        let pairs = members.iter().enumerate().flat_map(|(index, u)| {
            members[index + 1..].iter().filter_map(|v| Some((*u, *v, self.together(*u, *v)?)))
        });
        pairs.reduce(|least, next| if next.2 < least.2 { next } else { least })
    }
}

fn share((some, all): (usize, usize)) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let (some, all) = (some as f64, all as f64);
    (all > 0.0).then(|| some / all)
}
