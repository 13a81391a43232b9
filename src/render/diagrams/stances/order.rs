//! The order of labels in their columns, once the names are in order.

use std::collections::BTreeMap;

use super::chart::{COLUMNS, Chart, Kind};

/// The boxes of each column from top to bottom: names and bends in the order of their heights, labels so that lines
/// do not cross unless they must.
///
/// If lines cross in either order, the labels of one target stay together. If no box is fixed, the members of each
/// panel are brought together.
pub(super) fn order(chart: &Chart, heights: &[f64], is_free: bool) -> Vec<Vec<usize>> {
    let mut columns = vec![Vec::new(); COLUMNS];
    for (index, station) in chart.stations.iter().enumerate() {
        columns[station.column].push(index);
    }
    for column in &mut columns {
        column.sort_by(|a, b| heights[*a].total_cmp(&heights[*b]));
        if is_free {
            *column = with_panels_together(chart, column);
        }
    }
    let places = places(&columns, chart.stations.len());
    for (number, column) in columns.iter_mut().enumerate() {
        let is_label = |index: &usize| matches!(chart.stations[*index].kind, Kind::Label { .. });
        if column.iter().any(is_label) {
            *column = Sorter::new(chart, &places, number).sorted(column);
        }
    }
    columns
}

/// A column with the members of each panel together, around their mean place.
pub(super) fn with_panels_together(chart: &Chart, column: &[usize]) -> Vec<usize> {
    let panel = |index: usize| chart.panel(index);
    let mut sums = BTreeMap::<usize, (usize, usize)>::new();
    for (place, index) in column.iter().enumerate() {
        if let Some(panel) = panel(*index) {
            let (sum, count) = sums.entry(panel).or_default();
            (*sum, *count) = (*sum + place, *count + 1);
        }
    }
    let key = |(place, index): (usize, &usize)| {
        let panel = panel(*index);
        // Twice the mean, to stay in whole numbers.
        let at = panel.map_or(2 * place, |panel| 2 * sums[&panel].0 / sums[&panel].1);
        (at, panel.is_none(), panel, place)
    };
    let mut keyed = column.iter().enumerate().map(key).collect::<Vec<_>>();
    keyed.sort_unstable();
    keyed.into_iter().map(|(.., place)| column[place]).collect()
}

fn places(columns: &[Vec<usize>], count: usize) -> Vec<usize> {
    let mut places = vec![0; count];
    for column in columns {
        column.iter().enumerate().for_each(|(place, index)| places[*index] = place);
    }
    places
}

/// Sorts one column of labels by the places of their neighbours.
struct Sorter {
    /// The places of each box's neighbours in the inner and in the outer column.
    inner: Vec<Vec<usize>>,
    outer: Vec<Vec<usize>>,
}

impl Sorter {
    fn new(chart: &Chart, places: &[usize], column: usize) -> Self {
        let mut sorter =
            Self { inner: vec![Vec::new(); places.len()], outer: vec![Vec::new(); places.len()] };
        let middle = COLUMNS / 2;
        for (a, b) in chart.links() {
            for (index, other) in [(a, b), (b, a)] {
                if chart.stations[index].column == column {
                    let is_right = chart.stations[other].column > column;
                    let is_inner = is_right == (column < middle);
                    let side = if is_inner { &mut sorter.inner } else { &mut sorter.outer };
                    side[index].push(places[other]);
                }
            }
        }
        sorter
    }

    fn sorted(&self, column: &[usize]) -> Vec<usize> {
        let (mut through, mut turning) = (Vec::new(), Vec::new());
        for index in column {
            let is_through = self.inner[*index].len() == 1 && self.outer[*index].len() == 1;
            if is_through { through.push(*index) } else { turning.push(*index) }
        }
        through.sort_by_key(|index| (self.inner[*index][0], self.outer[*index][0], *index));
        turning.sort_by_key(|index| (self.sum(*index), *index));
        for index in turning {
            through.insert(self.best_slot(&through, index), index);
        }
        through
    }

    fn sum(&self, index: usize) -> usize {
        self.inner[index].iter().chain(&self.outer[index]).sum()
    }

    /// The slot at which a label whose line turns back to its own column crosses the fewest others; the middle one of
    /// several.
    fn best_slot(&self, column: &[usize], index: usize) -> usize {
        let crossings = |above: &usize, below: &usize| {
            let pairs = [
                (&self.inner[*above], &self.inner[*below]),
                (&self.outer[*above], &self.outer[*below]),
            ]
            .into_iter()
            .flat_map(|(a, b)| {
                a.iter().flat_map(move |first| b.iter().map(move |second| (first, second)))
            });
            pairs.filter(|(first, second)| first > second).count()
        };
        let mut cost = column.iter().map(|other| crossings(&index, other)).sum::<usize>();
        let mut costs = vec![cost];
        for other in column {
            cost = cost + crossings(other, &index) - crossings(&index, other);
            costs.push(cost);
        }
        let least = costs.iter().min().copied().unwrap_or(0);
        let slots = (0..costs.len()).filter(|slot| costs[*slot] == least).collect::<Vec<_>>();
        slots[slots.len() / 2]
    }
}
