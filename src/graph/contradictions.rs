//! Contradictions: one actor took both sides on one target.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;

use jiff::civil;

use super::{ActorIx, Node, StanceGraph, StanceRef, TargetRef, View};
use crate::model::{Actor, Date, Position};

/// Two stances of one actor on one target: one supports it, the other opposes it.
#[derive(Clone, Copy, Debug)]
pub struct Contradiction<'g> {
    pair: (ActorIx, Node),
    /// The supporting stance.
    pub support: StanceRef<'g>,
    /// The opposing stance.
    pub oppose: StanceRef<'g>,
    /// The number of days between their first days; `None` if either has no date.
    pub days: Option<u32>,
}

impl<'g> Contradiction<'g> {
    fn graph(&self) -> &'g StanceGraph {
        self.support.graph()
    }

    /// The actor.
    #[must_use]
    pub fn actor(&self) -> &'g Actor {
        self.graph().actor(self.pair.0)
    }

    /// The target.
    #[must_use]
    pub fn target(&self) -> TargetRef<'g> {
        self.graph().target_of(self.pair.1)
    }

    /// Both stances, the earlier first; on the same day, the supporting one first.
    #[must_use]
    pub fn in_order(&self) -> [StanceRef<'g>; 2] {
        let day = |stance: StanceRef| stance.date().map(Date::begin);
        match day(self.support) <= day(self.oppose) {
            true => [self.support, self.oppose],
            false => [self.oppose, self.support],
        }
    }
}

impl fmt::Display for Contradiction<'_> {
    /// `Seoul on THAAD: supports, then opposes 30 days later`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.in_order().map(StanceRef::wording);
        write!(f, "{} on {}: {first}, then {second}", self.actor().title(), self.target().title())?;
        match self.days {
            None => Ok(()),
            Some(0) => f.write_str(" on the same day"),
            Some(1) => f.write_str(" a day later"),
            Some(days) => write!(f, " {days} days later"),
        }
    }
}

/// The contradictions in a view, those with the fewest days between the stances first.
///
/// Created by [`View::contradictions`].
#[derive(Clone, Debug)]
pub struct Contradictions<'g> {
    groups: Vec<Group<'g>>,
    queue: BinaryHeap<Reverse<Next>>,
    total: u64,
}

/// The opposed stances of one actor on one target; each list is sorted by day, undated stances first.
#[derive(Clone, Debug)]
struct Group<'g> {
    pair: (ActorIx, Node),
    support: Vec<StanceRef<'g>>,
    oppose: Vec<StanceRef<'g>>,
    /// The days of the dated stances in `oppose`.
    days: Vec<civil::Date>,
}

/// The next pair of one supporting stance; pairs without a date come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Next {
    gap: u32,
    group: u32,
    support: u32,
    oppose: u32,
    towards: Towards,
}

/// The direction in which to look for the pair after the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Towards {
    Earlier,
    Later,
    Undated,
}

/// Stands for an unknown gap: larger than any number of days.
const UNDATED: u32 = u32::MAX;

impl<'g> Contradictions<'g> {
    /// The total number of contradictions: every pair of a supporting and an opposing stance counts.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    fn new(groups: Vec<Group<'g>>) -> Self {
        let pairs = |group: &Group| group.support.len() as u64 * group.oppose.len() as u64;
        let total = groups.iter().map(pairs).sum();
        let mut all = Self { groups, queue: BinaryHeap::new(), total };
        for group in 0..all.groups.len() {
            for support in 0..all.groups[group].support.len() {
                all.start(group, support);
            }
        }
        all
    }

    /// Queues the nearest opposing stance on either side of a supporting one, and the undated ones.
    fn start(&mut self, group: usize, support: usize) {
        let it = &self.groups[group];
        let undated = it.oppose.len() - it.days.len();
        let nearest = it.support[support]
            .date()
            .map(Date::first_day)
            .map(|day| undated + it.days.partition_point(|known| *known < day));
        match nearest {
            None => self.push(group, support, 0, Towards::Undated),
            Some(later) => {
                self.push(group, support, later, Towards::Later);
                if later > undated {
                    self.push(group, support, later - 1, Towards::Earlier);
                }
                if undated > 0 {
                    self.push(group, support, 0, Towards::Undated);
                }
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "stances are counted in u32")]
    fn push(&mut self, group: usize, support: usize, oppose: usize, towards: Towards) {
        let it = &self.groups[group];
        if let Some(other) = it.oppose.get(oppose) {
            let gap = gap(it.support[support], *other).unwrap_or(UNDATED);
            let [group, support, oppose] = [group, support, oppose].map(|number| number as u32);
            self.queue.push(Reverse(Next { gap, group, support, oppose, towards }));
        }
    }

    /// Queues the next pair of the same supporting stance.
    fn advance(&mut self, next: Next) {
        let [group, support, oppose] =
            [next.group, next.support, next.oppose].map(|number| number as usize);
        let it = &self.groups[group];
        let undated = it.oppose.len() - it.days.len();
        let last = if it.support[support].date().is_none() { it.oppose.len() } else { undated };
        match next.towards {
            Towards::Later => self.push(group, support, oppose + 1, Towards::Later),
            Towards::Earlier if oppose > undated => {
                self.push(group, support, oppose - 1, Towards::Earlier);
            }
            Towards::Undated if oppose + 1 < last => {
                self.push(group, support, oppose + 1, Towards::Undated);
            }
            Towards::Earlier | Towards::Undated => {}
        }
    }
}

impl<'g> Iterator for Contradictions<'g> {
    type Item = Contradiction<'g>;

    fn next(&mut self) -> Option<Contradiction<'g>> {
        let Reverse(next) = self.queue.pop()?;
        self.advance(next);
        let group = &self.groups[next.group as usize];
        let days = Some(next.gap).filter(|gap| *gap != UNDATED);
        let support = group.support[next.support as usize];
        let oppose = group.oppose[next.oppose as usize];
        Some(Contradiction { pair: group.pair, support, oppose, days })
    }
}

/// The number of days between the first days of two stances.
fn gap(a: StanceRef, b: StanceRef) -> Option<u32> {
    let (a, b) = (a.date()?.first_day(), b.date()?.first_day());
    let days = a.until(b).expect("both are days of the calendar").get_days();
    Some(days.unsigned_abs())
}

impl<'g> View<'g> {
    /// The contradictions: every pair of a supporting and an opposing stance of one actor on one target. Pairs
    /// with the fewest days between them come first (so pairs on one day lead), then by actor and target; pairs
    /// with an undated stance come last.
    ///
    /// A date counts from its first day. With [`Time::Latest`](super::Time::Latest), every stance counts, whether
    /// it is still in force or not.
    ///
    /// # Complexity
    ///
    /// O(n log n) in the number of stances, plus O(log n) for each pair produced.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::model::{Stance, date};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (day, label) in [(1, "supports"), (1, "opposes"), (4, "opposes")] {
    ///     let stance = Stance::on_issue("Seoul", label, "THAAD")?;
    ///     builder.stance(&stance.with_date(date(2016, 7, day)));
    /// }
    /// let graph = builder.build()?;
    /// let found = graph.view().contradictions().map(|pair| pair.to_string()).collect::<Vec<_>>();
    /// assert_eq!(found, [
    ///     "Seoul on THAAD: supports, then opposes on the same day",
    ///     "Seoul on THAAD: supports, then opposes 3 days later",
    /// ]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn contradictions(&self) -> Contradictions<'g> {
        let said: View<'g> = self.said();
        let decided = said.stances().filter(|stance| stance.position() != Position::Neutral);
        let key = |stance: StanceRef| (said.actor_for(stance), said.target_for(stance));
        let keyed =
            decided.map(|stance| (key(stance), stance.date().map(Date::begin), stance.index()));
        let mut stances = keyed.collect::<Vec<_>>();
        stances.sort_unstable();
        let graph = self.graph();
        let groups = stances.chunk_by(|a, b| a.0 == b.0).filter_map(|group| {
            let stances = group.iter().map(|(.., edge)| graph.stance(*edge));
            let is_for = |stance: &StanceRef| stance.position() == Position::Support;
            let (support, oppose) = stances.partition::<Vec<_>, _>(is_for);
            let days = oppose.iter().filter_map(|stance| Some(stance.date()?.first_day()));
            let days = days.collect();
            let is_both = !support.is_empty() && !oppose.is_empty();
            is_both.then_some(Group { pair: group[0].0, support, oppose, days })
        });
        Contradictions::new(groups.collect())
    }
}
