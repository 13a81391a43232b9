//! Pinned nodes keep their places; new nodes get places near those they are close to.

use super::place::{Body, Margins, Places, Spring, apart, area, clusters, framed, mean};
use crate::render::drawing::geometry::Point;

/// The distance from all others of a node that is close to none of them.
const BESIDE: f64 = 160.0;
/// The distance between the places tried for a new node.
const STEP: f64 = 12.0;
/// The number of rings of places tried.
const RINGS: u32 = 400;

/// Places nodes of which some have a place already. These stay, and each of the others goes to the free place
/// nearest to the nodes it is close to. Also returns the shift of everything so that it begins at 0, 0.
pub(super) fn pinned(
    bodies: &[Body],
    springs: &[Spring],
    known: &[Option<Point>],
    margins: Margins,
) -> (Places, Point) {
    let mut nodes = known.to_vec();
    for node in (0..bodies.len()).filter(|node| known[*node].is_none()) {
        let wish = wish(node, bodies, springs, &nodes);
        nodes[node] = Some(free(node, wish, bodies, &nodes, margins.apart));
    }
    let nodes = nodes.into_iter().flatten().collect::<Vec<_>>();
    let clusters = clusters(bodies);
    let areas = clusters
        .iter()
        .map(|members| {
            let (places, sizes): (Vec<_>, Vec<_>) =
                members.iter().map(|node| (nodes[*node], bodies[*node].size)).unzip();
            area(&places, &sizes, bodies[members[0]].group.is_some(), margins)
        })
        .collect::<Vec<_>>();
    let first = nodes.first().copied();
    let places = framed(nodes, &areas, &clusters, bodies);
    let shift = first
        .zip(places.nodes.first())
        .map(|(before, after)| Point { x: after.x - before.x, y: after.y - before.y });
    (places, shift.unwrap_or(Point { x: 0.0, y: 0.0 }))
}

/// The middle of the nodes that a node is close to; without such nodes, beside all others.
fn wish(node: usize, bodies: &[Body], springs: &[Spring], nodes: &[Option<Point>]) -> Point {
    let other = |spring: &Spring| match spring.ends {
        [a, b] if a == node => nodes[b],
        [a, b] if b == node => nodes[a],
        _ => None,
    };
    let near =
        springs.iter().filter(|spring| spring.length < 0.5).filter_map(other).collect::<Vec<_>>();
    if !near.is_empty() {
        return mean(near.into_iter());
    }
    let placed = nodes
        .iter()
        .zip(bodies)
        .filter_map(|(place, body)| Some(((*place)?, body.size[0] / 2.0)))
        .collect::<Vec<_>>();
    let right = placed.iter().map(|(place, half)| place.x + half).fold(0.0, f64::max);
    Point { x: right + BESIDE, y: mean(placed.iter().map(|(place, _)| *place)).y }
}

/// The first place around a wish at which the node overlaps no other.
fn free(
    node: usize,
    wish: Point,
    bodies: &[Body],
    nodes: &[Option<Point>],
    gap: [f64; 2],
) -> Point {
    let is_free = |place: &Point| {
        let others = nodes.iter().zip(bodies).filter_map(|(there, body)| Some(((*there)?, body)));
        others
            .into_iter()
            .all(|(there, body)| apart([*place, there], [bodies[node].size, body.size], gap))
    };
    let rings = (0..RINGS).flat_map(|ring| {
        let far = STEP * f64::from(ring);
        let steps = 8 * i32::try_from(ring.max(1)).unwrap_or(1);
        (0..steps).map(move |step| {
            let [x, y] = on_square(f64::from(step) / f64::from(steps));
            Point { x: wish.x + far * x, y: wish.y + far * y }
        })
    });
    let beyond = Point { x: wish.x + STEP * f64::from(RINGS), y: wish.y };
    rings.into_iter().find(is_free).unwrap_or(beyond)
}

/// A point on the square from -1 to 1, a share of the way around it.
fn on_square(share: f64) -> [f64; 2] {
    let turn = 4.0 * share;
    let along = 2.0 * turn.fract() - 1.0;
    match turn {
        first if first < 1.0 => [along, -1.0],
        second if second < 2.0 => [1.0, along],
        third if third < 3.0 => [-along, 1.0],
        _ => [-1.0, -along],
    }
}
