//! Points, rectangles and pieces of lines.

/// A rectangle; `y` points down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Rect {
    pub(crate) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(crate) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub(crate) fn middle(&self) -> f64 {
        self.y + self.height / 2.0
    }

    pub(crate) fn shift(&mut self, right: f64, down: f64) {
        self.x += right;
        self.y += down;
    }

    /// The smallest rectangle around two.
    pub(crate) fn with(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Self { x, y, width: right - x, height: bottom - y }
    }

    pub(crate) fn grown(self, across: f64, down: f64) -> Self {
        let (x, y) = (self.x - across, self.y - down);
        Self { x, y, width: self.width + 2.0 * across, height: self.height + 2.0 * down }
    }
}

/// A point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// A piece of a line: straight to the beginning of its curve, the curve, and straight to the end.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    pub(crate) from: Point,
    pub(crate) begin: f64,
    pub(crate) controls: [f64; 2],
    pub(crate) end: f64,
    pub(crate) to: Point,
}

impl Piece {
    pub(crate) fn shift(&mut self, right: f64, down: f64) {
        for x in [&mut self.begin, &mut self.end].into_iter().chain(&mut self.controls) {
            *x += right;
        }
        for point in [&mut self.from, &mut self.to] {
            point.x += right;
            point.y += down;
        }
    }

    /// 1 if it ends to the right, -1 if it ends to the left.
    pub(crate) fn direction(&self) -> f64 {
        (self.to.x - self.end).signum()
    }
}
