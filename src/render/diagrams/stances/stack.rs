//! Heights without Graphviz: each box as near to its neighbours as the others
//! of its column allow. Linear in boxes and lines, so that any graph is drawn.

use super::chart::{COLUMNS, Chart};
use super::place::margin;

/// How often the columns are put in order.
const ORDERINGS: usize = 12;
/// How often the boxes are moved towards their neighbours.
const MOVES: usize = 40;
/// The most space above a part that nothing joins to the others.
const GAP: f64 = 24.0;
/// How much heavier a fixed box is than others.
const HEAVY: f64 = 1e9;

/// The middle of each box, from above, in an order with few crossings.
///
/// Those of `fixed` stand where it says.
pub(super) fn heights(chart: &Chart, fixed: &[Option<f64>]) -> Vec<f64> {
    let mut stack = Stack::new(chart, fixed);
    for _ in 0..ORDERINGS {
        stack.sweep(true);
    }
    stack.heights
}

/// The heights of boxes whose order in each column is known: each as near to its
/// neighbours as the others allow.
pub(super) fn settled(
    chart: &Chart,
    fixed: &[Option<f64>],
    columns: Vec<Vec<usize>>,
    heights: Vec<f64>,
) -> Vec<f64> {
    let mut stack = Stack::new(chart, fixed);
    (stack.columns, stack.heights) = (columns, heights);
    for _ in 0..MOVES {
        stack.sweep(false);
    }
    if fixed.iter().all(Option::is_none) {
        stack.close_gaps(chart);
    }
    stack.heights
}

struct Stack<'f> {
    fixed: &'f [Option<f64>],
    /// The boxes of each column, from above.
    columns: Vec<Vec<usize>>,
    neighbours: Vec<Vec<usize>>,
    /// Half the height of each box with its margins.
    halves: Vec<f64>,
    heights: Vec<f64>,
}

impl<'f> Stack<'f> {
    fn new(chart: &Chart, fixed: &'f [Option<f64>]) -> Self {
        let count = chart.stations.len();
        let mut columns = vec![Vec::new(); COLUMNS];
        let mut neighbours = vec![Vec::new(); count];
        for (index, station) in chart.stations.iter().enumerate() {
            columns[station.column].push(index);
        }
        for (a, b) in chart.links() {
            neighbours[a].push(b);
            neighbours[b].push(a);
        }
        let halves = chart.stations.iter().map(|s| s.height / 2.0 + margin(chart, s)).collect();
        let heights = fixed.iter().map(|height| height.unwrap_or(0.0)).collect();
        let mut stack = Self { fixed, columns, neighbours, halves, heights };
        for column in 0..COLUMNS {
            stack.spread(column, |index| fixed[index].unwrap_or(0.0));
        }
        stack
    }

    /// Moves every box towards its neighbours, in order or into a better one.
    fn sweep(&mut self, reorders: bool) {
        for column in (0..COLUMNS).chain((0..COLUMNS).rev()) {
            let wanted = self.wanted();
            if reorders {
                self.columns[column].sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
            }
            self.spread(column, |index| wanted[index]);
        }
    }

    /// Moves parts that nothing joins to those above them nearer, where there is nothing between.
    fn close_gaps(&mut self, chart: &Chart) {
        let boxes = self.heights.iter().zip(&self.halves);
        let boxes = boxes.map(|(height, half)| [height - half, height + half]);
        let lines = chart.links().map(|(a, b)| {
            let (a, b) = (self.heights[a], self.heights[b]);
            [a.min(b), a.max(b)]
        });
        let mut taken = boxes.chain(lines).collect::<Vec<_>>();
        taken.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let mut moves = Vec::new();
        let (mut end, mut by) = (f64::INFINITY, 0.0);
        for [begin, bottom] in taken {
            if begin > end + GAP {
                by += begin - end - GAP;
                moves.push((begin, by));
            }
            end = if end.is_finite() { end.max(bottom) } else { bottom };
        }
        for height in &mut self.heights {
            let above = moves.partition_point(|(begin, _)| begin <= height);
            *height -= above.checked_sub(1).map_or(0.0, |last| moves[last].1);
        }
    }

    /// The mean height of the neighbours of each box; its own where it has none.
    fn wanted(&self) -> Vec<f64> {
        let mean = |(index, others): (usize, &Vec<usize>)| {
            let sum = others.iter().map(|other| self.heights[*other]).sum::<f64>();
            if let Some(height) = self.fixed[index] {
                return height;
            }
            if others.is_empty() { self.heights[index] } else { sum / count(others.len()) }
        };
        self.neighbours.iter().enumerate().map(mean).collect()
    }

    /// Puts the boxes of a column, in their order, as near to where they want
    /// to be as their sizes allow (the pool of adjacent violators). Fixed ones do not
    /// move, even where that leaves too little room between them.
    fn spread(&mut self, column: usize, wanted: impl Fn(usize) -> f64) {
        let boxes = self.columns[column].iter().map(|index| {
            let weight = if self.fixed[*index].is_some() { HEAVY } else { 1.0 };
            (self.halves[*index], wanted(*index), weight)
        });
        let middles = pooled(boxes);
        for (index, middle) in self.columns[column].iter().zip(middles) {
            self.heights[*index] = self.fixed[*index].unwrap_or(middle);
        }
    }
}

/// The middles of boxes of which each is below the one before, as near as possible to where they want to be.
///
/// A box is half its height, where its middle wants to be, and its weight.
pub(super) fn pooled(boxes: impl Iterator<Item = (f64, f64, f64)>) -> Vec<f64> {
    let mut offset = 0.0;
    let mut offsets = Vec::new();
    let mut pools = Vec::<(f64, f64, usize)>::new();
    for (half, wanted, weight) in boxes {
        offset += half;
        offsets.push(offset);
        pools.push((wanted - offset, weight, 1));
        offset += half;
        while let [.., (above, v, n), (below, w, m)] = pools[..]
            && above >= below
        {
            pools.truncate(pools.len() - 2);
            pools.push(((above * v + below * w) / (v + w), v + w, n + m));
        }
    }
    let starts = pools.into_iter().flat_map(|(start, _, n)| std::iter::repeat_n(start, n));
    starts.zip(offsets).map(|(start, offset)| start + offset).collect()
}

#[expect(clippy::cast_precision_loss, reason = "boxes are far fewer than 2^52")]
fn count(boxes: usize) -> f64 {
    boxes as f64
}
