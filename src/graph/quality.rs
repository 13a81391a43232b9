//! The quality of a view: missing evidence, old standings, and actors who depend on one source.

use std::collections::BTreeMap;

use super::{ActorIx, Number, Standing, Time, View, both};
use crate::model::{Actor, Date, Source, Span};

/// The documentation of a view's stances, and the age of its standings.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Quality<'v> {
    /// The number of stances in the view.
    pub stances: usize,
    /// The number of stances without a source.
    pub without_source: usize,
    /// The number of stances without a date.
    pub without_date: usize,
    /// The number of stances without a quote.
    pub without_quote: usize,
    /// The number of standings that they add up to.
    pub standings: usize,
    /// The number of standings of unknown age: their last stance has no date.
    pub ageless: usize,
    /// The day on which ages are measured: the day of the snapshot, or the last day of the window. For the latest
    /// positions and for windows, it is no later than the last day of the data. `None` if there is no date.
    pub as_of: Option<Date>,
    /// Standings about which nothing was said for longer than the span, the oldest first.
    pub old: Vec<Standing<'v>>,
    /// Actors with more than half of their stances from one source, those with the most stances from it first.
    pub one_source: Vec<OneSource<'v>>,
}

/// An actor who depends on one source.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct OneSource<'g> {
    /// The actor.
    pub actor: &'g Actor,
    /// The source.
    pub source: &'g Source,
    /// The number of the actor's stances in the view that come from the source.
    pub from_it: usize,
    /// The number of the actor's stances in the view, including those without a source.
    pub stances: usize,
}

impl View<'_> {
    /// Reports what is missing behind the view's stances, which standings are older than a span, and which actors
    /// depend on one source.
    ///
    /// A date of lower precision counts from its first day.
    ///
    /// # Complexity
    ///
    /// O(n log n) in the number of stances.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::model::{Source, Stance, date};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.source(Source::new("times".parse()?));
    /// for (year, issue, source) in
    ///     [(2010, "dam", Some("times")), (2016, "tram", Some("times")), (2016, "zoo", None)]
    /// {
    ///     let stance = Stance::on_issue("Ann", "supports", issue)?;
    ///     let source = source.map(str::parse).transpose()?;
    ///     builder.stance(&stance.with_date(date(year, 7, 1)).with_source(source));
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let quality = view.quality("2y".parse()?);
    /// assert_eq!((quality.without_source, quality.stances), (1, 3));
    /// assert_eq!((quality.old.len(), quality.standings), (1, 3));
    /// assert_eq!(quality.old[0].target().id(), "dam");
    /// let one = quality.one_source[0];
    /// assert_eq!((one.source.id.as_str(), one.from_it, one.stances), ("times", 2, 3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn quality(&self, older_than: Span) -> Quality<'_> {
        let as_of = self.as_of();
        let since = as_of.and_then(|day| older_than.before(day.first_day())).map(Date::from);
        let count = self.graph().stance_count();
        let (lacks, (ageless, old)) = both(count, || Lacks::of(self), || self.ages(since));
        Quality {
            stances: lacks.stances,
            without_source: lacks.source,
            without_date: lacks.date,
            without_quote: lacks.quote,
            standings: self.standings().len(),
            ageless,
            as_of,
            old,
            one_source: self.one_source(&lacks.sources.counted()),
        }
    }

    /// The number of standings of unknown age, and those about which nothing was said since a day.
    fn ages(&self, since: Option<Date>) -> (usize, Vec<Standing<'_>>) {
        let standings = self.standings();
        if self.graph().period().is_none() {
            return (standings.len(), Vec::new());
        }
        let (mut ageless, mut old) = (0, Vec::new());
        for standing in standings.iter() {
            match (last_said(standing), since) {
                (None, _) => ageless += 1,
                (Some(day), Some(since)) if day < since => old.push((day, standing)),
                (Some(_), _) => {}
            }
        }
        // The sort is stable: standings of one day stay in the order of actors and targets.
        old.sort_by_key(|(day, _)| *day);
        (ageless, old.into_iter().map(|(_, standing)| standing).collect())
    }

    /// The day on which ages are measured.
    fn as_of(&self) -> Option<Date> {
        let last = self.graph().period().map(|(_, last)| last);
        match self.time() {
            Time::Latest => last,
            Time::Snapshot(day) => Some(day.end()),
            Time::Window { until, .. } => {
                let until = until.and_then(|day| day.first_day().yesterday().ok()).map(Date::from);
                [until, last].into_iter().flatten().min()
            }
        }
    }

    fn one_source(&self, sources: &BySource) -> Vec<OneSource<'_>> {
        let of = |(actor, counts): (&ActorIx, &BTreeMap<Option<Number>, usize>)| {
            let stances = counts.values().sum::<usize>();
            let main = counts.iter().find(|(_, count)| 2 * **count > stances)?;
            let (source, from_it) = ((*main.0)?, *main.1);
            let (actor, source) =
                (self.graph().actor(*actor), self.graph().source_numbered(source));
            Some(OneSource { actor, source, from_it, stances })
        };
        let mut found = sources.iter().filter_map(of).collect::<Vec<_>>();
        found.sort_by_key(|one| std::cmp::Reverse(one.from_it));
        found
    }
}

/// What the stances of a view lack, and their sources.
#[derive(Default)]
struct Lacks {
    stances: usize,
    source: usize,
    date: usize,
    quote: usize,
    sources: Sources,
}

impl Lacks {
    fn of(view: &View) -> Self {
        let graph = view.graph();
        // In large tables of votes there is nothing to look for.
        if graph.sources().is_empty() && graph.period().is_none() && graph.evidence.rows.is_empty()
        {
            let stances = view.stances().count();
            let sources = Sources::default();
            return Self { stances, source: stances, date: stances, quote: stances, sources };
        }
        let mut lacks = Self::default();
        for stance in view.stances() {
            let edge = stance.edge();
            lacks.stances += 1;
            lacks.source += usize::from(edge.source.is_none());
            lacks.date += usize::from(edge.date.is_none());
            lacks.quote += usize::from(stance.quote().is_none());
            lacks.sources.add(view.actor_for(stance), edge.source);
        }
        lacks
    }
}

/// The number of stances of each actor from each source.
type BySource = BTreeMap<ActorIx, BTreeMap<Option<Number>, usize>>;

/// Counts the stances of each actor by source. Consecutive stances often have the same source, which is then
/// looked up once.
#[derive(Default)]
struct Sources {
    counts: BySource,
    last: Option<(ActorIx, Option<Number>)>,
    /// The number of stances of the last actor and source that are not yet counted.
    more: usize,
}

impl Sources {
    fn add(&mut self, actor: ActorIx, source: Option<Number>) {
        if self.last != Some((actor, source)) {
            self.settle();
            self.last = Some((actor, source));
        }
        self.more += 1;
    }

    fn settle(&mut self) {
        let more = std::mem::take(&mut self.more);
        if let Some((actor, source)) = self.last {
            *self.counts.entry(actor).or_default().entry(source).or_default() += more;
        }
    }

    fn counted(mut self) -> BySource {
        self.settle();
        self.counts
    }
}

/// The earliest day that the date of the last stance can mean.
fn last_said(standing: Standing) -> Option<Date> {
    Some(standing.stances().next_back()?.date()?.begin())
}
