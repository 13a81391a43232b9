//! Enumerates all best partitions of a connected component: Russian doll search.
//!
//! Every node joins an existing bloc or opens the next one, so that no partition comes under two names. A
//! branch ends once it must cost more than the best, by what the open nodes cost toward the assigned
//! ones and among themselves (Verfaillie, Lemaître & Schiex 1996; see `search/assign.rs`).
//!
//! With two camps, a set of nodes without ties among them comes last. Each of these chooses whatever the
//! others do, so their choices are multiplied instead of enumerated.

use petgraph::unionfind::UnionFind;

use super::super::partition::canonical;
use super::super::signed_graph::Pair;
use super::freedom::Freedom;
use super::{BestCount, first_guess};

/// The most nodes of a component: each has one bit of a `u128`.
pub(super) const MOST_NODES: usize = 128;
/// The work allowed for all components of a graph: about a tenth of a second.
const WORK: u64 = 60_000_000;
/// The most partitions that are counted.
const MOST_COUNTED: u64 = 100_000;
/// The work allowed for counting the partitions that join groups without a tie, which say nothing about who is
/// with whom.
const COUNTING: u64 = 8_000_000;

/// The work that is left.
pub(super) struct Work(u64);

impl Default for Work {
    fn default() -> Self {
        Self(WORK)
    }
}

/// The nodes and ties of one connected component, in the order of the walk: the most tied nodes first.
pub(super) struct Component {
    /// For each place of the order the node, by its number within the component.
    order: Vec<usize>,
    /// The place from which no two nodes are tied; the end if more than two blocs are allowed.
    tail: usize,
    /// The net weights between places.
    weight: Vec<Vec<f64>>,
    most: usize,
    slack: f64,
    pairs: Vec<Pair>,
}

/// What the walk found.
pub(super) struct Found {
    /// One best partition, by the nodes' numbers within the component.
    pub(super) labels: Vec<usize>,
    pub(super) value: f64,
    pub(super) common: Common,
    pub(super) count: BestCount,
}

/// Which nodes are together in all best partitions, and which in some: a bit set for each node.
pub(super) struct Common {
    always: Vec<u128>,
    ever: Vec<u128>,
}

impl Common {
    fn new(nodes: usize) -> Self {
        Self { always: vec![u128::MAX; nodes], ever: vec![0; nodes] }
    }

    /// Adds one partition; or, with two blocs, all partitions in which the nodes labelled `None` choose freely.
    fn add(&mut self, labels: &[Option<usize>]) {
        let mut blocs = vec![0_u128; labels.len()];
        let (mut free, mut all) = (0_u128, 0_u128);
        for (node, bloc) in labels.iter().enumerate() {
            let mask = bloc.map_or(&mut free, |bloc| &mut blocs[bloc]);
            *mask |= 1 << node;
            all |= 1 << node;
        }
        for (node, bloc) in labels.iter().enumerate() {
            let (always, ever) = match bloc {
                Some(bloc) => (blocs[*bloc], blocs[*bloc] | free),
                None => (1 << node, all),
            };
            self.always[node] &= always;
            self.ever[node] |= ever;
        }
    }

    /// The first node of the class of a node: those always together with it.
    pub(super) fn first_of_class(&self, node: usize) -> usize {
        self.always[node].trailing_zeros() as usize
    }

    /// Whether two nodes are together in some best partition.
    pub(super) fn may_be_together(&self, a: usize, b: usize) -> bool {
        self.ever[a] >> b & 1 == 1
    }
}

impl Component {
    /// The component with these nodes, given in rising order, of the graph with these pairs.
    pub(super) fn of(all: &[Pair], nodes: &[usize], most: usize, slack: f64) -> Self {
        let local = |node: usize| nodes.binary_search(&node).ok();
        let pairs = all
            .iter()
            .filter(|pair| !pair.is_loop() && pair.net() != 0.0)
            .filter_map(|pair| Some(Pair { u: local(pair.u)?, v: local(pair.v)?, ..*pair }))
            .collect::<Vec<_>>();
        let mut ties = vec![0.0; nodes.len()];
        for pair in &pairs {
            ties[pair.u] += pair.net().abs();
            ties[pair.v] += pair.net().abs();
        }
        let mut order = (0..nodes.len()).collect::<Vec<_>>();
        order.sort_by(|a, b| ties[*b].total_cmp(&ties[*a]).then(a.cmp(b)));
        let tail = if most == 2 { put_untied_last(&mut order, &pairs) } else { order.len() };
        let is_small = nodes.len() <= MOST_NODES;
        let weight = if is_small { weights(&order, &pairs) } else { Vec::new() };
        Self { order, tail, weight, most, slack, pairs }
    }

    /// Finds all best partitions; `None` if that takes too much work.
    pub(super) fn best(&self, work: &mut Work) -> Option<Found> {
        let count = self.order.len();
        let guess = first_guess(count, &self.pairs, self.most);
        let (dolls, value) = self.dolls(self.disagreement(&guess), work)?;
        let mut common = Common::new(count);
        let mut first = None;
        let is_told = |places: &[usize]| self.most < 3 || self.hangs_together(places);
        let mut walk = Walk::new(self, 0, &dolls, value, work);
        (walk.prunes_loose, walk.end) = (self.most > 2, self.tail);
        let (mut told, mut count) = (0, BestCount::Exactly(0));
        let is_all = walk.all(&mut |walk| {
            if is_told(&walk.labels) {
                let tail = (self.tail..self.order.len())
                    .map(|place| walk.choices(place))
                    .collect::<Vec<_>>();
                let forced = tail.iter().map(|[one, other]| (one == other).then_some(*one));
                let fixed = walk.labels.iter().copied().map(Some).chain(forced).collect::<Vec<_>>();
                common.add(&self.by_node(&fixed));
                first.get_or_insert_with(|| {
                    let choice = tail.iter().map(|[one, _]| *one);
                    let places = walk.labels.iter().copied().chain(choice).collect::<Vec<_>>();
                    canonical(&self.by_node(&places))
                });
                count = count.and(fixed.iter().filter(|bloc| bloc.is_none()).count());
                told += 1;
            }
            told < MOST_COUNTED
        });
        if !is_all {
            return None;
        }
        if self.most > 2 {
            count = self.counted(&dolls, value);
        }
        Some(Found { labels: first?, value, common, count })
    }

    /// Counts the best partitions, including those that join groups without a tie between them.
    fn counted(&self, dolls: &[f64], value: f64) -> BestCount {
        let mut found = 0;
        let mut work = Work(COUNTING);
        let is_all = Walk::new(self, 0, dolls, value, &mut work).all(&mut |_| {
            found += 1;
            found < MOST_COUNTED
        });
        if is_all { BestCount::Exactly(found) } else { BestCount::AtLeast(found.max(1)) }
    }

    /// The least disagreement of the nodes from each place on, and of all.
    fn dolls(&self, guess: f64, work: &mut Work) -> Option<(Vec<f64>, f64)> {
        let count = self.order.len();
        let mut dolls = vec![0.0; count + 1];
        for from in (0..count).rev() {
            let reach = self.weight[from][from..].iter().map(|weight| weight.abs()).sum::<f64>();
            let known = if from == 0 { guess } else { dolls[from + 1] + reach };
            dolls[from] = Walk::new(self, from, &dolls, known, work).least()?;
        }
        Some((dolls.clone(), dolls[0]))
    }

    fn disagreement(&self, labels: &[usize]) -> f64 {
        let weight = self.pairs.iter().map(|pair| {
            let is_together = labels[pair.u] == labels[pair.v];
            if is_together == (pair.net() > 0.0) { 0.0 } else { pair.net().abs() }
        });
        weight.sum()
    }

    /// Reorders values from places to nodes.
    fn by_node<T: Copy + Default>(&self, places: &[T]) -> Vec<T> {
        let mut by_node = vec![T::default(); places.len()];
        self.order.iter().zip(places).for_each(|(node, bloc)| by_node[*node] = *bloc);
        by_node
    }

    /// Whether ties hold each bloc together, or no further bloc is allowed.
    ///
    /// A bloc in two pieces without a tie between them could be two blocs at the same cost; then only the finer
    /// partition counts.
    fn hangs_together(&self, places: &[usize]) -> bool {
        let count = places.len();
        let used = places.iter().max().map_or(0, |last| last + 1);
        if used >= self.most {
            return true;
        }
        let mut pieces = UnionFind::<usize>::new(count);
        let mut joined = 0;
        for place in 0..count {
            for other in place + 1..count {
                let is_tied = self.weight[place][other] != 0.0 && places[other] == places[place];
                joined += usize::from(is_tied && pieces.union(place, other));
            }
        }
        count - joined == used
    }

    /// For each node the number of moves, to another bloc or a new one, that cost nothing.
    pub(super) fn free_moves(&self, labels: &[usize]) -> Vec<u64> {
        let components = vec![0; labels.len()];
        Freedom::new(&components, &self.pairs, labels, |_| self.most).moves(self.slack)
    }
}

/// Moves nodes of which no two are tied to the end of an order, chosen greedily from the back; returns where they
/// begin.
fn put_untied_last(order: &mut [usize], pairs: &[Pair]) -> usize {
    let mut beside = vec![Vec::new(); order.len()];
    for pair in pairs {
        beside[pair.u].push(pair.v);
        beside[pair.v].push(pair.u);
    }
    let mut is_last = vec![false; order.len()];
    // At least one node stays in front: the camps of the others are relative to it.
    for node in order.iter().skip(1).rev() {
        is_last[*node] = !beside[*node].iter().any(|other| is_last[*other]);
    }
    order.sort_by_key(|node| is_last[*node]);
    order.iter().filter(|node| !is_last[**node]).count()
}

fn weights(order: &[usize], pairs: &[Pair]) -> Vec<Vec<f64>> {
    let mut places = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, node)| places[*node] = place);
    let mut weights = vec![vec![0.0; order.len()]; order.len()];
    for pair in pairs {
        let (u, v) = (places[pair.u], places[pair.v]);
        (weights[u][v], weights[v][u]) = (pair.net(), pair.net());
    }
    weights
}

/// A walk through the partitions of the places from `from` on.
struct Walk<'p> {
    component: &'p Component,
    from: usize,
    dolls: &'p [f64],
    /// The most that a partition may cost.
    limit: f64,
    work: &'p mut Work,
    /// Whether to skip branches that put a node into a bloc to which nothing will tie it.
    prunes_loose: bool,
    /// The place at which the walk turns back.
    end: usize,
    labels: Vec<usize>,
    /// For each open place the weight to each bloc, and the positive weight to all assigned nodes.
    pull: Vec<Vec<f64>>,
    positive: Vec<f64>,
    is_over: bool,
}

impl<'p> Walk<'p> {
    fn new(
        component: &'p Component,
        from: usize,
        dolls: &'p [f64],
        limit: f64,
        work: &'p mut Work,
    ) -> Self {
        let count = component.order.len();
        Self {
            component,
            from,
            dolls,
            limit,
            work,
            prunes_loose: false,
            end: count,
            labels: Vec::with_capacity(count),
            pull: vec![vec![0.0; component.most + 1]; count],
            positive: vec![0.0; count],
            is_over: false,
        }
    }

    /// The least cost of a partition, or the limit if none is cheaper; `None` if the work ran out.
    fn least(mut self) -> Option<f64> {
        let mut least = self.limit;
        self.limit -= 2.0 * self.component.slack;
        self.extend(0, 0.0, &mut |walk, cost| {
            least = cost;
            walk.limit = cost - 2.0 * walk.component.slack;
            true
        });
        (!self.is_over).then_some(least)
    }

    /// Shows all partitions within the limit, until `show` returns false; whether it got to the end.
    fn all(mut self, show: &mut impl FnMut(&Self) -> bool) -> bool {
        self.limit += self.component.slack;
        self.extend(0, 0.0, &mut |walk, _| show(walk));
        !self.is_over
    }

    /// The first and the last camp that cost an open node least; different ones if it is free.
    fn choices(&self, place: usize) -> [usize; 2] {
        let [one, other] = [self.pull[place][0], self.pull[place][1]];
        match one - other {
            away if away.abs() <= self.component.slack => [0, 1],
            away if away > 0.0 => [0, 0],
            _ => [1, 1],
        }
    }

    fn extend(&mut self, used: usize, cost: f64, show: &mut impl FnMut(&mut Self, f64) -> bool) {
        let place = self.from + self.labels.len();
        let open = (used + 1).min(self.component.most);
        self.spend((self.component.order.len() - place + 1) * open);
        if self.is_over || self.bound(place, open, cost) > self.limit {
            return;
        }
        if place == self.end {
            self.is_over = !show(self, cost);
            return;
        }
        let mut options = (0..open).map(|bloc| (-self.pull[place][bloc], bloc)).collect::<Vec<_>>();
        options.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (push, bloc) in options {
            if self.prunes_loose && bloc < used && self.stays_loose(place, bloc, used) {
                continue;
            }
            let more = (self.positive[place] + push).max(0.0);
            self.join(place, bloc, 1.0);
            self.labels.push(bloc);
            self.extend(used.max(bloc + 1), cost + more, show);
            self.labels.pop();
            self.join(place, bloc, -1.0);
            if self.is_over {
                return;
            }
        }
    }

    fn spend(&mut self, steps: usize) {
        let steps = steps as u64;
        self.is_over = self.is_over || self.work.0 < steps;
        self.work.0 = self.work.0.saturating_sub(steps);
    }

    /// A lower bound on every completion.
    fn bound(&self, place: usize, open: usize, cost: f64) -> f64 {
        let node = |place: usize| {
            let pull = self.pull[place][..open].iter().copied().fold(f64::MIN, f64::max);
            (self.positive[place] - pull).max(0.0)
        };
        cost + self.dolls[place] + (place..self.component.order.len()).map(node).sum::<f64>()
    }

    /// Whether a node in this bloc would stay without a tie to it, though a further bloc is allowed.
    fn stays_loose(&self, place: usize, bloc: usize, used: usize) -> bool {
        let row = &self.component.weight[place];
        let to_bloc = self
            .labels
            .iter()
            .enumerate()
            .any(|(other, label)| *label == bloc && row[self.from + other] != 0.0);
        let to_come = row[place + 1..].iter().any(|weight| *weight != 0.0);
        let others = self.component.order.len() - place - 1;
        !to_bloc && !to_come && used + others < self.component.most
    }

    fn join(&mut self, place: usize, bloc: usize, sign: f64) {
        for other in place + 1..self.component.order.len() {
            let weight = self.component.weight[place][other];
            if weight != 0.0 {
                self.pull[other][bloc] += sign * weight;
                if weight > 0.0 {
                    self.positive[other] += sign * weight;
                }
            }
        }
    }
}
