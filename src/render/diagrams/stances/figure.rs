//! A chart with all its places: boxes, the curves between them, and panels.

use std::collections::BTreeMap;

use super::chart::{COLUMNS, Chart, Kind};
use crate::render::drawing::geometry::{Piece, Point, Rect};

/// A placed chart.
#[derive(Debug)]
pub struct Figure<'c, 's> {
    pub(crate) chart: &'c Chart<'s>,
    /// The middles of the boxes, as they were found or given.
    pub(crate) heights: Vec<f64>,
    pub(crate) boxes: Vec<Rect>,
    pub(crate) pieces: Vec<Vec<Piece>>,
    pub(crate) panels: Vec<Rect>,
    pub(crate) frame: Rect,
}

/// The narrowest and the widest gap between two columns.
const GAP: [f64; 2] = [56.0, 170.0];
/// The widest gap with very many lines.
const WIDE_GAP: f64 = 340.0;
/// The width of a gap relative to the rise of its steepest line.
const SLOPE: f64 = 0.4;
/// The length of the straight ends of a curve.
const STUB: f64 = 12.0;
/// Space around the members of a camp.
pub(super) const PANEL: [f64; 2] = [13.0, 9.0];

impl<'c, 's> Figure<'c, 's> {
    /// The figure of a chart whose boxes are at these heights.
    pub(crate) fn new(chart: &'c Chart<'s>, heights: &[f64]) -> Self {
        let columns = Columns::of(chart, heights);
        let boxes = chart
            .stations
            .iter()
            .zip(heights)
            .map(|(station, height)| {
                let [left, right] = columns.sides[station.column];
                let x = f64::midpoint(left, right) - station.width / 2.0;
                let y = height - station.height / 2.0;
                Rect { x, y, width: station.width, height: station.height }
            })
            .collect::<Vec<_>>();
        let panels = panels(chart, &boxes);
        let pieces = Joints::of(chart, &boxes, &columns).pieces();
        let all = boxes.iter().chain(&panels).copied();
        let frame = all.reduce(Rect::with).unwrap_or_default();
        let mut figure = Self { chart, heights: heights.to_vec(), boxes, pieces, panels, frame };
        figure.shift(-frame.x, -frame.y);
        figure
    }

    fn shift(&mut self, right: f64, down: f64) {
        let rects = self.boxes.iter_mut().chain(&mut self.panels).chain([&mut self.frame]);
        rects.for_each(|rect| rect.shift(right, down));
        self.pieces.iter_mut().flatten().for_each(|piece| piece.shift(right, down));
    }
}

/// The left and the right side of every column.
struct Columns {
    sides: [[f64; 2]; COLUMNS],
}

impl Columns {
    fn of(chart: &Chart, heights: &[f64]) -> Self {
        let mut widths = [0.0_f64; COLUMNS];
        for station in &chart.stations {
            widths[station.column] = widths[station.column].max(station.width);
        }
        let mut rises = [0.0_f64; COLUMNS];
        for (a, b) in chart.links() {
            let first = chart.stations[a].column.min(chart.stations[b].column);
            rises[first] = rises[first].max((heights[a] - heights[b]).abs().max(1.0));
        }
        let mut sides = [[0.0; 2]; COLUMNS];
        let mut x = 0.0;
        for column in 0..COLUMNS {
            sides[column] = [x, x + widths[column]];
            let widest = if chart.is_crowded() { WIDE_GAP } else { GAP[1] };
            let gap = (rises[column] * SLOPE).clamp(GAP[0], widest);
            x += widths[column] + if rises[column] > 0.0 { gap } else { 0.0 };
        }
        Self { sides }
    }
}

/// The points at which lines leave and reach boxes.
struct Joints<'a, 's> {
    chart: &'a Chart<'s>,
    boxes: &'a [Rect],
    columns: &'a Columns,
    /// For each line and each piece of it, the heights of its two ends.
    heights: Vec<Vec<[f64; 2]>>,
}

/// One end of a piece of a line.
struct End {
    station: usize,
    is_right: bool,
    /// The height of the other end's box.
    other: f64,
    line: usize,
    piece: usize,
    /// 0 for the beginning of the piece, 1 for its end.
    tip: usize,
}

impl<'a, 's> Joints<'a, 's> {
    /// Spreads the ends at each side of a box, in the order of the boxes that they lead to.
    fn of(chart: &'a Chart<'s>, boxes: &'a [Rect], columns: &'a Columns) -> Self {
        let blank = chart.lines.iter().map(|line| vec![[0.0; 2]; line.route.len() - 1]);
        let heights = blank.collect();
        let mut joints = Self { chart, boxes, columns, heights };
        let mut ends = joints.ends();
        ends.sort_by(|a, b| {
            let place = |end: &End| (end.station, end.is_right);
            place(a).cmp(&place(b)).then_with(|| a.other.total_cmp(&b.other))
        });
        for side in ends.chunk_by(|a, b| (a.station, a.is_right) == (b.station, b.is_right)) {
            joints.spread(side);
        }
        joints
    }

    fn ends(&self) -> Vec<End> {
        let mut ends = Vec::new();
        for (line, route) in self.chart.lines.iter().map(|line| &line.route).enumerate() {
            for (piece, pair) in route.windows(2).enumerate() {
                for (tip, (from, to)) in
                    [(pair[0], pair[1]), (pair[1], pair[0])].into_iter().enumerate()
                {
                    let (is_right, other) =
                        (self.chart.leaves_right(from, to), self.boxes[to].middle());
                    ends.push(End { station: from, is_right, other, line, piece, tip });
                }
            }
        }
        ends
    }

    #[expect(clippy::cast_precision_loss, reason = "lines are far fewer than 2^52")]
    fn spread(&mut self, ends: &[End]) {
        let station = ends[0].station;
        let slot = match self.chart.stations[station].kind {
            Kind::Name { .. } => self.chart.slot(),
            Kind::Label { .. } => 9.0,
            Kind::Bend => 0.0,
        };
        let middle = self.boxes[station].middle();
        let first = middle - slot * (ends.len() as f64 - 1.0) / 2.0;
        for (index, end) in ends.iter().enumerate() {
            self.heights[end.line][end.piece][end.tip] = first + slot * index as f64;
        }
    }

    fn pieces(&self) -> Vec<Vec<Piece>> {
        let lines = self.chart.lines.iter().zip(&self.heights).map(|(line, heights)| {
            let pairs = line.route.windows(2).zip(heights);
            pairs.map(|(pair, heights)| self.piece([pair[0], pair[1]], *heights)).collect()
        });
        lines.collect()
    }

    fn piece(&self, [a, b]: [usize; 2], [from, to]: [f64; 2]) -> Piece {
        let (from_x, begin) = self.leave(a, b);
        let (to_x, end) = self.leave(b, a);
        let controls = if self.chart.stations[a].column == self.chart.stations[b].column {
            let bulge = if self.chart.leaves_right(a, b) { 40.0 } else { -40.0 };
            [begin + bulge, end + bulge]
        } else {
            let third = (end - begin) * 0.5;
            [begin + third, end - third]
        };
        let (from, to) = (Point { x: from_x, y: from }, Point { x: to_x, y: to });
        Piece { from, begin, controls, end, to }
    }

    /// The x at which a line to another box leaves a box, and at which its curve begins.
    fn leave(&self, from: usize, to: usize) -> (f64, f64) {
        let is_right = self.chart.leaves_right(from, to);
        let station = &self.chart.stations[from];
        let side = self.columns.sides[station.column][usize::from(is_right)];
        let sign = if is_right { 1.0 } else { -1.0 };
        let rect = &self.boxes[from];
        match station.kind {
            Kind::Name { .. } => (if is_right { rect.right() } else { rect.x }, side + sign * STUB),
            Kind::Label { .. } => (if is_right { rect.right() } else { rect.x }, side),
            Kind::Bend => (rect.x, side),
        }
    }
}

/// The panels around the members of each bloc, who stand together in one column.
fn panels(chart: &Chart, boxes: &[Rect]) -> Vec<Rect> {
    let mut panels = BTreeMap::<usize, Vec<Rect>>::new();
    for (index, rect) in boxes.iter().enumerate() {
        if let Some(panel) = chart.panel(index) {
            panels.entry(panel).or_default().push(*rect);
        }
    }
    let panels = panels
        .into_values()
        .filter(|members| members.len() > 1)
        .filter_map(|members| members.into_iter().reduce(Rect::with));
    panels.map(|around| around.grown(PANEL[0], PANEL[1])).collect()
}
