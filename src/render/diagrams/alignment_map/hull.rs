//! Rounded convex hulls around the members of a bloc.

use crate::render::drawing::geometry::{Point, Rect};
use crate::text::xml::Number;

/// The corners of the convex hull of rectangles, clockwise from the leftmost one.
///
/// Andrew's monotone chain algorithm (1979): O(n log n).
pub(super) fn hull(rects: &[Rect]) -> Vec<Point> {
    let mut corners = rects.iter().flat_map(corners).collect::<Vec<_>>();
    corners.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let mut hull = chain(corners.iter().copied());
    hull.extend(chain(corners.into_iter().rev()));
    hull
}

fn corners(rect: &Rect) -> [Point; 4] {
    let (left, right, top, bottom) = (rect.x, rect.right(), rect.y, rect.bottom());
    [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y })
}

/// One side of a hull, without its last corner.
fn chain(corners: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut chain = Vec::<Point>::new();
    for corner in corners {
        while let [.., a, b] = chain[..]
            && turn(a, b, corner) <= 1e-9
        {
            chain.pop();
        }
        chain.push(corner);
    }
    chain.pop();
    chain
}

/// Above 0 if the way from a over b to c turns right; `y` points down.
fn turn(a: Point, b: Point, c: Point) -> f64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// A path around a hull at a distance, with round corners.
pub(super) fn path(hull: &[Point], away: f64) -> String {
    let sides = hull.iter().zip(hull.iter().cycle().skip(1));
    let mut path = String::new();
    for (index, (from, to)) in sides.enumerate() {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = (dx * dx + dy * dy).sqrt().max(1e-9);
        // The outside is to the left of a clockwise way.
        let (out_x, out_y) = (away * dy / length, -away * dx / length);
        let [x, y] = [from.x + out_x, from.y + out_y].map(Number);
        let radius = Number(away);
        path += &match index {
            0 => format!("M{x},{y} "),
            _ => format!("A{radius} {radius} 0 0 1 {x},{y} "),
        };
        path += &format!("L{},{} ", Number(to.x + out_x), Number(to.y + out_y));
    }
    if let [first, second, ..] = hull {
        let (dx, dy) = (second.x - first.x, second.y - first.y);
        let length = (dx * dx + dy * dy).sqrt().max(1e-9);
        let [x, y] = [first.x + away * dy / length, first.y - away * dx / length].map(Number);
        path += &format!("A{} {} 0 0 1 {x},{y} Z", Number(away), Number(away));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_is_around_all_and_convex() {
        let mut rng = fastrand::Rng::with_seed(4);
        for count in 1..30 {
            let rects = (0..count)
                .map(|_| Rect {
                    x: f64::from(rng.u16(0..300)),
                    y: f64::from(rng.u16(0..300)),
                    width: f64::from(rng.u16(1..80)),
                    height: f64::from(rng.u16(1..40)),
                })
                .collect::<Vec<_>>();
            let hull = hull(&rects);
            let sides = hull.iter().zip(hull.iter().cycle().skip(1));
            for (a, b) in sides {
                let inside = rects.iter().flat_map(corners).all(|c| turn(*a, *b, c) >= -1e-6);
                assert!(inside, "{count}: a corner is outside");
            }
        }
    }
}
