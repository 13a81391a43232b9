//! Pinned names keep their places, and new names get places.

use std::collections::BTreeMap;

use super::chart::{COLUMNS, Chart, Kind};
use super::figure::PANEL;
use super::order::with_panels_together;
use super::place::margin;
use super::stack::pooled;

/// The middle of each name: its pinned one, or a free place near the names it has lines to. `None` for labels and
/// bends.
pub(super) fn names(chart: &Chart, pinned: &BTreeMap<usize, f64>) -> Vec<Option<f64>> {
    let mut heights = vec![None; chart.stations.len()];
    pinned.iter().for_each(|(index, height)| heights[*index] = Some(*height));
    let wanted = wanted(chart, pinned);
    for column in 0..COLUMNS {
        fill(chart, column, &wanted, &mut heights);
        separate(chart, column, &mut heights);
    }
    heights
}

/// Moves the names of a column apart if a name is among the members of a panel that it is not in.
fn separate(chart: &Chart, column: usize, heights: &mut [Option<f64>]) {
    let names = (0..chart.stations.len()).filter(|index| {
        let station = &chart.stations[*index];
        station.column == column && matches!(station.kind, Kind::Name { .. })
    });
    let height = |index: usize| heights[index].expect("every name has a place");
    let mut names = names.collect::<Vec<_>>();
    names.sort_by(|a, b| height(*a).total_cmp(&height(*b)).then(a.cmp(b)));
    let ordered = with_panels_together(chart, &names);
    let half = |index: usize| chart.stations[index].height / 2.0;
    let is_free = |pair: &[usize]| {
        let [above, below] = [pair[0], pair[1]].map(|index| chart.panel(index));
        let between = height(pair[1]) - height(pair[0]) - half(pair[0]) - half(pair[1]);
        let panels = [above, below].into_iter().flatten().map(|_| PANEL[1]);
        above == below || between >= panels.sum()
    };
    if ordered == names && names.windows(2).all(is_free) {
        return;
    }
    let boxes = ordered.iter().map(|index| {
        let half = half(*index) + margin(chart, &chart.stations[*index]);
        (half, height(*index), 1.0)
    });
    for (index, middle) in ordered.iter().zip(pooled(boxes)) {
        heights[*index] = Some(middle);
    }
}

/// For each name the mean height of the pinned names that it has a line to.
fn wanted(chart: &Chart, pinned: &BTreeMap<usize, f64>) -> Vec<Option<f64>> {
    let mut sums = vec![(0.0, 0.0); chart.stations.len()];
    for route in chart.lines.iter().map(|line| &line.route) {
        let (from, to) = (route[0], route[route.len() - 1]);
        for (index, other) in [(from, to), (to, from)] {
            if let Some(height) = pinned.get(&other) {
                sums[index] = (sums[index].0 + height, sums[index].1 + 1.0);
            }
        }
    }
    sums.into_iter().map(|(sum, count)| (count > 0.0).then(|| sum / count)).collect()
}

/// Puts the new names of a column into its gaps.
fn fill(chart: &Chart, column: usize, wanted: &[Option<f64>], heights: &mut [Option<f64>]) {
    let names = (0..chart.stations.len()).filter(|index| {
        let station = &chart.stations[*index];
        station.column == column && matches!(station.kind, Kind::Name { .. })
    });
    let (placed, mut new): (Vec<_>, Vec<_>) = names.partition(|index| heights[*index].is_some());
    let half = |index: usize| {
        let station = &chart.stations[index];
        station.height / 2.0 + margin(chart, station)
    };
    let mut taken = Vec::new();
    for index in placed {
        let middle = heights[index].expect("it is placed");
        taken.push([middle - half(index), middle + half(index)]);
    }
    new.sort_by(|a, b| {
        let key = |index: &usize| wanted[*index].unwrap_or(f64::INFINITY);
        key(a).total_cmp(&key(b)).then(a.cmp(b))
    });
    for index in new {
        let middle = free_place(&mut taken, half(index), wanted[index]);
        heights[index] = Some(middle);
        taken.push([middle - half(index), middle + half(index)]);
    }
}

/// The middle of the free place nearest to the wanted one; without a wish, below all others.
fn free_place(taken: &mut [[f64; 2]], half: f64, wanted: Option<f64>) -> f64 {
    taken.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let (Some(first), Some(bottom)) =
        (taken.first(), taken.iter().map(|[_, end]| *end).reduce(f64::max))
    else {
        return wanted.unwrap_or(0.0);
    };
    let below = bottom + half;
    let Some(wanted) = wanted else { return below };
    let mut best = if wanted > below { wanted } else { below };
    let above = (first[0] - half).min(wanted);
    let mut consider = |middle: f64| {
        if (middle - wanted).abs() < (best - wanted).abs() {
            best = middle;
        }
    };
    consider(above);
    let mut end = f64::NEG_INFINITY;
    for [begin, next_end] in taken.iter() {
        if begin - end >= 2.0 * half && end.is_finite() {
            consider(wanted.clamp(end + half, begin - half));
        }
        end = end.max(*next_end);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "sums of small whole numbers are exact")]
    fn a_free_place_is_the_nearest_that_is_wide_enough() {
        let taken = || vec![[40.0, 60.0], [0.0, 20.0], [70.0, 90.0]];
        let place = |half, wanted| free_place(&mut taken(), half, wanted);
        assert_eq!(place(5.0, Some(62.0)), 65.0);
        assert_eq!(place(5.0, Some(31.0)), 31.0);
        assert_eq!(place(6.0, Some(64.0)), 34.0);
        assert_eq!(place(50.0, Some(10.0)), -50.0);
        assert_eq!(place(50.0, None), 140.0);
        assert_eq!(place(5.0, Some(200.0)), 200.0);
        assert_eq!(free_place(&mut [], 5.0, None), 0.0);
    }
}
