//! Cuts a view into time windows.

use jiff::civil;
use petgraph::graph::EdgeIndex;

use super::{Time, View};
use crate::error::Error;
use crate::model::{Date, Span};

/// The most windows into which a view can be cut.
pub const MAX_WINDOWS: usize = 10_000;

/// The windows of a view, the oldest first: half-open, no longer than requested, including empty ones.
///
/// Created by [`View::windows`].
#[derive(Clone, Debug)]
pub struct Windows<'g> {
    base: View<'g>,
    undated: usize,
    /// The dated stances, by their first day.
    dated: Vec<(Date, EdgeIndex)>,
    days: Vec<Days>,
    /// The number of windows the iterator has returned.
    given: usize,
}

/// A day, and the day before which the window ends.
type Days = (Date, Option<Date>);

impl<'g> Windows<'g> {
    /// The view to cut, at the time that the windows cover.
    #[must_use]
    pub fn base(&self) -> &View<'g> {
        &self.base
    }

    /// The number of stances without a date, which are in no window.
    #[must_use]
    pub fn undated(&self) -> usize {
        self.undated
    }

    /// The window with this number, from 0.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<View<'g>> {
        self.days.get(index).map(|days| self.at(*days))
    }

    fn at(&self, (from, until): Days) -> View<'g> {
        let start = self.dated.partition_point(|(date, _)| *date < from);
        let rest = &self.dated[start..];
        let count = rest.partition_point(|(date, _)| until.is_none_or(|until| *date < until));
        let mut edges = rest[..count].iter().map(|(_, edge)| *edge).collect::<Vec<_>>();
        edges.sort_unstable();
        self.base.clone().at(Time::Window { from: Some(from), until }).among(edges)
    }
}

impl<'g> Iterator for Windows<'g> {
    type Item = View<'g>;

    fn next(&mut self) -> Option<View<'g>> {
        let window = self.get(self.given)?;
        self.given += 1;
        Some(window)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.days.len() - self.given;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Windows<'_> {}

impl View<'_> {
    /// Cuts the view into windows of a given length, until its last stance is covered. Each window starts one step
    /// (by default one length) after the previous one.
    ///
    /// The `i`-th window begins `i` steps after the first day of the first window and ends one length later, so
    /// consecutive windows of months leave no day out. The first window begins with the view ([`Time::Window`]
    /// with `from`), otherwise with the year, quarter, month or week of the first stance (for a length in days:
    /// with its day). No window goes beyond the `until` of the view, so the last one may be shorter; after the
    /// year 9999 there is no end. For a snapshot, the windows cover everything said up to its day; for
    /// [`Time::Latest`], everything. Stances without a date are in no window.
    ///
    /// # Errors
    ///
    /// Returns [`Error::NothingToCut`] if no stance of the view has a date, unless the view is itself a window
    /// with both ends; [`Error::TooManyWindows`] if there would be more than [`MAX_WINDOWS`].
    ///
    /// # Complexity
    ///
    /// O(n log n) in the number of stances, plus for each window the number of its stances.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::model::{Stance, date};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for year in [2014, 2016] {
    ///     let stance = Stance::on_issue("russia", "opposes", "thaad")?;
    ///     builder.stance(&stance.with_date(date(year, 4, 29)));
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let years = view.windows("1y".parse()?, None)?;
    /// let years = years.map(|year| format!("{year}: {}", year.stances().count()));
    /// assert_eq!(years.collect::<Vec<_>>(), [
    ///     "said from 2014-01-01 until before 2015-01-01: 1",
    ///     "said from 2015-01-01 until before 2016-01-01: 0",
    ///     "said from 2016-01-01 until before 2017-01-01: 1",
    /// ]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn windows(&self, length: Span, step: Option<Span>) -> Result<Windows<'_>, Error> {
        let base = self.uncut();
        let Time::Window { from, until } = base.time() else { unreachable!("it is a window") };
        let (mut dated, mut undated) = (Vec::new(), 0);
        for stance in base.stances() {
            match stance.date() {
                Some(date) => dated.push((date.begin(), stance.index())),
                None => undated += 1,
            }
        }
        dated.sort_unstable();
        let first = dated.first().map(|(date, _)| length.begin(date.first_day()));
        let first = from.map(Date::first_day).or(first).ok_or(Error::NothingToCut)?;
        let end = match until {
            Some(until) => Some(until.first_day()),
            None => {
                let (last, _) = dated.last().ok_or(Error::NothingToCut)?;
                last.first_day().tomorrow().ok()
            }
        };
        let bound = until.map(Date::first_day);
        let days = cut((first, end), bound, length, step.unwrap_or(length))?;
        Ok(Windows { base, undated, dated, days, given: 0 })
    }

    /// The same view of everything it covers, whenever it was said.
    fn uncut(&self) -> View<'_> {
        let time = match self.time() {
            Time::Latest => Time::EVER,
            Time::Snapshot(day) => {
                let until = day.last_day().tomorrow().ok().map(Date::from);
                Time::Window { from: None, until }
            }
            window @ Time::Window { .. } => window,
        };
        self.clone().at(time)
    }
}

/// The windows that cover a period up to its end (`None` means the end of time), cut at a bound.
fn cut(
    (first, end): (civil::Date, Option<civil::Date>),
    bound: Option<civil::Date>,
    length: Span,
    step: Span,
) -> Result<Vec<Days>, Error> {
    let mut windows = Vec::<Days>::new();
    let mut covered = Some(first);
    for times in 0.. {
        let Some(from) = step.after(first, times) else { break };
        let is_covered = |day: Option<civil::Date>| match (day, end) {
            (Some(day), Some(end)) => day >= end,
            (day, _) => day.is_none(),
        };
        if is_covered(Some(from)) || is_covered(covered) {
            break;
        }
        if windows.len() == MAX_WINDOWS {
            return Err(Error::TooManyWindows { limit: MAX_WINDOWS });
        }
        let until = step.after_and(first, times, length);
        let until = match (until, bound) {
            (Some(until), Some(bound)) => Some(until.min(bound)),
            (until, bound) => until.or(bound),
        };
        windows.push((from.into(), until.map(Date::from)));
        covered = until;
    }
    Ok(windows)
}
