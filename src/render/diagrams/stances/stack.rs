//! Heights without Graphviz: each box is as near to its neighbours as the others of its column allow.
//!
//! Linear in the number of boxes and lines, so that any graph can be drawn.

use super::chart::{COLUMNS, Chart};
use super::place::margin;

/// How many sweeps put the columns in order.
const ORDERINGS: usize = 12;
/// How many sweeps move the boxes towards their neighbours.
const MOVES: usize = 40;
/// The most space above a connected component.
const GAP: f64 = 24.0;
/// The weight of a fixed box, relative to others.
const HEAVY: f64 = 1e9;

/// The middle of each box, from the top, in an order with few crossings. Boxes in `fixed` have the heights given
/// there.
pub(super) fn heights(chart: &Chart, fixed: &[Option<f64>]) -> Vec<f64> {
    let mut stack = Stack::new(chart, fixed);
    for _ in 0..ORDERINGS {
        stack.sweep(true);
    }
    stack.heights
}

/// The heights of boxes whose order in each column is known: each is as near to its neighbours as the others allow.
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
    /// The boxes of each column, from top to bottom.
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

    /// Moves every box towards its neighbours, in the same order or in a better one.
    fn sweep(&mut self, reorders: bool) {
        for column in (0..COLUMNS).chain((0..COLUMNS).rev()) {
            let wanted = self.wanted();
            if reorders {
                self.columns[column].sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
            }
            self.spread(column, |index| wanted[index]);
        }
    }

    /// Moves connected components up to those above them, if there is nothing between.
    fn close_gaps(&mut self, chart: &Chart) {
        let boxes = self
            .heights
            .iter()
            .zip(&self.halves)
            .map(|(height, half)| [height - half, height + half]);
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

    /// The mean height of the neighbours of each box; its own height if it has none.
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

    /// Moves the boxes of a column as near to their wanted heights as their order and sizes allow (pool adjacent
    /// violators). Fixed boxes do not move, even if that leaves too little room between them.
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

/// The middles of boxes, one below the other, as near as possible to their wanted heights: isotonic regression by
/// pool adjacent violators.
///
/// A box is given as half its height, the wanted height of its middle, and its weight.
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
