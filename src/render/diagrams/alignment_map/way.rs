//! The paths of lines: straight, or curved around names in between.

use super::labels::crosses;
use crate::render::drawing::geometry::{Point, Rect};
use crate::text::xml::Number;

/// The bows that are tried, in lengths of the line. The first one that meets no name is taken.
const BOWS: [f64; 7] = [0.0, 0.07, -0.07, 0.13, -0.13, 0.2, -0.2];
/// The largest bow.
const FARTHEST: f64 = 110.0;
/// The number of straight pieces by which a bow is tested.
const PIECES: u8 = 16;
/// The smallest gap between a bow and a name.
const AIR: f64 = 4.0;

/// A straight line or Bézier curve between two boxes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    from: Point,
    controls: Option<[Point; 2]>,
    to: Point,
}

impl Way {
    /// The straight line from box to box.
    pub(super) fn straight(boxes: &[Rect], [a, b]: [usize; 2]) -> Self {
        let [one, other] = [boxes[a], boxes[b]].map(middle);
        Self { from: edge(&boxes[a], other), controls: None, to: edge(&boxes[b], one) }
    }

    /// The straight line or the flattest bow that meets no other box and stays in the picture; straight if there is
    /// none.
    pub(super) fn around(boxes: &[Rect], ends: [usize; 2], [width, height]: [f64; 2]) -> Self {
        let frame = Rect { x: 0.0, y: 0.0, width, height };
        let others = boxes
            .iter()
            .enumerate()
            .filter(|(index, _)| !ends.contains(index))
            .map(|(_, area)| area.grown(AIR, AIR))
            .collect::<Vec<_>>();
        let is_free = |way: &Self| {
            let points = way.points();
            points.iter().all(|point| is_in(&frame, *point))
                && !others.iter().any(|area| points.windows(2).any(|w| crosses([w[0], w[1]], area)))
        };
        let [one, other] = ends.map(|end| middle(boxes[end]));
        let (dx, dy) = (other.x - one.x, other.y - one.y);
        let length = (dx * dx + dy * dy).sqrt();
        let bows = BOWS.iter().filter(|bow| bow.abs() * length <= FARTHEST);
        let free = bows.map(|bow| Self::bowed(boxes, ends, *bow)).find(is_free);
        free.unwrap_or_else(|| Self::straight(boxes, ends))
    }

    fn bowed(boxes: &[Rect], ends: [usize; 2], bow: f64) -> Self {
        if bow == 0.0 {
            return Self::straight(boxes, ends);
        }
        let [one, other] = ends.map(|end| middle(boxes[end]));
        let (dx, dy) = (other.x - one.x, other.y - one.y);
        // The control points are at one and two thirds; the curve reaches three quarters of their height.
        let out = bow / 0.75;
        let control = |share: f64| Point {
            x: one.x + share * dx - out * dy,
            y: one.y + share * dy + out * dx,
        };
        let controls = [control(0.3), control(0.7)];
        let (from, to) = (edge(&boxes[ends[0]], controls[0]), edge(&boxes[ends[1]], controls[1]));
        Self { from, controls: Some(controls), to }
    }

    /// The point at a share of the path.
    pub(super) fn at(&self, share: f64) -> Point {
        let rest = 1.0 - share;
        let parts = match self.controls {
            None => [(self.from, rest), (self.to, share), (self.to, 0.0), (self.to, 0.0)],
            Some([first, second]) => [
                (self.from, rest * rest * rest),
                (first, 3.0 * rest * rest * share),
                (second, 3.0 * rest * share * share),
                (self.to, share * share * share),
            ],
        };
        let sum = |value: fn(Point) -> f64| parts.iter().map(|(p, part)| value(*p) * part).sum();
        Point { x: sum(|point| point.x), y: sum(|point| point.y) }
    }

    /// Points along the path; for a straight one its ends.
    pub(super) fn points(&self) -> Vec<Point> {
        match self.controls {
            None => vec![self.from, self.to],
            Some(_) => {
                let shares = (0..=PIECES).map(|step| f64::from(step) / f64::from(PIECES));
                shares.map(|share| self.at(share)).collect()
            }
        }
    }

    pub(super) fn path(&self) -> String {
        let text = |point: Point| format!("{},{}", Number(point.x), Number(point.y));
        let [from, to] = [self.from, self.to].map(text);
        match self.controls {
            None => format!("M{from} L{to}"),
            Some([first, second]) => format!("M{from} C{} {} {to}", text(first), text(second)),
        }
    }
}

fn middle(area: Rect) -> Point {
    Point { x: area.x + area.width / 2.0, y: area.middle() }
}

/// The point at which the line from the middle of a box to another point leaves the box.
fn edge(area: &Rect, to: Point) -> Point {
    let from = middle(*area);
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let share = |half: f64, way: f64| {
        if way.abs() > 1e-9 { half / way.abs() } else { f64::INFINITY }
    };
    let share = share(area.width / 2.0, dx).min(share(area.height / 2.0, dy)).min(1.0);
    Point { x: from.x + dx * share, y: from.y + dy * share }
}

fn is_in(frame: &Rect, point: Point) -> bool {
    frame.x <= point.x
        && point.x <= frame.right()
        && frame.y <= point.y
        && point.y <= frame.bottom()
}
