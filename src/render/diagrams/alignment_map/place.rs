//! Places nodes by stress majorization: closely tied nodes near one another, each group apart, without overlaps.
//!
//! The stress of the distances is reduced one node at a time (Gansner, Koren & North 2004, "Graph drawing by
//! stress majorization"). Only sums, quotients and square roots are used, which give the same result on every
//! machine.

use crate::render::drawing::geometry::{Point, Rect};

/// How often every node moves to where its ties pull it.
const SWEEPS: usize = 200;
/// The weight of a pair without a tie, relative to a tie.
const LOOSE: f64 = 0.08;
/// The ratio of width to height of a picture.
const WIDE: f64 = 1.2;
/// Nodes of a group are drawn together to this many times their least distance.
const ROOMY: f64 = 1.25;
/// The least distance between two groups.
const BETWEEN: [f64; 2] = [150.0, 56.0];
/// How often overlaps are pushed apart before everything is spread a little.
const PUSHES: usize = 60;
/// The factor of that spread.
const SPREAD: f64 = 1.06;

/// A node: its width and height, and the group that it belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body {
    pub(super) size: [f64; 2],
    pub(super) group: Option<usize>,
}

/// Two nodes with their desired distance: 0 as near as possible, 1 as far as possible.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spring {
    pub(super) ends: [usize; 2],
    pub(super) length: f64,
}

/// Space within a group: around its nodes, above them for its name, and between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Margins {
    pub(super) around: f64,
    pub(super) above: f64,
    /// The least distance between two nodes, horizontal and vertical.
    pub(super) apart: [f64; 2],
}

/// The middles of the nodes and the areas of the groups, in a picture of this size.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) nodes: Vec<Point>,
    /// The area of each group, by its number; empty for a group without nodes.
    pub(super) groups: Vec<Rect>,
    pub(super) size: [f64; 2],
}

/// Places nodes by their ties.
///
/// O(n²) for each of 200 sweeps.
pub(super) fn place(bodies: &[Body], springs: &[Spring], margins: Margins) -> Places {
    let free = turned(relaxed(bodies.len(), springs), bodies);
    let clusters = clusters(bodies);
    let mut nodes = free;
    let mut areas = Vec::new();
    for members in &clusters {
        let sizes = members.iter().map(|node| bodies[*node].size).collect::<Vec<_>>();
        let mut places = members.iter().map(|node| nodes[*node]).collect::<Vec<_>>();
        push_apart(&mut places, &sizes, margins.apart);
        draw_together(&mut places, &sizes, margins.apart.map(|apart| ROOMY * apart));
        for (node, place) in members.iter().zip(&places) {
            nodes[*node] = *place;
        }
        areas.push(area(&places, &sizes, bodies[members[0]].group.is_some(), margins));
    }
    let mut middles = areas.iter().map(|area| middle(*area)).collect::<Vec<_>>();
    let before = middles.clone();
    let sizes = areas.iter().map(|area| [area.width, area.height]).collect::<Vec<_>>();
    push_apart(&mut middles, &sizes, BETWEEN);
    draw_together(&mut middles, &sizes, BETWEEN);
    for (index, members) in clusters.iter().enumerate() {
        let (right, down) =
            (middles[index].x - before[index].x, middles[index].y - before[index].y);
        areas[index].shift(right, down);
        for node in members {
            nodes[*node].x += right;
            nodes[*node].y += down;
        }
    }
    framed(nodes, &areas, &clusters, bodies)
}

/// The nodes of each group, and each node without a group on its own; in the order of their first nodes.
pub(super) fn clusters(bodies: &[Body]) -> Vec<Vec<usize>> {
    let mut clusters = Vec::<Vec<usize>>::new();
    for (node, body) in bodies.iter().enumerate() {
        let same = |members: &&mut Vec<usize>| {
            body.group.is_some() && bodies[members[0]].group == body.group
        };
        match clusters.iter_mut().find(same) {
            Some(members) => members.push(node),
            None => clusters.push(vec![node]),
        }
    }
    clusters
}

/// Places of low stress, starting from a ring in the order of the nodes.
#[expect(clippy::cast_precision_loss, reason = "few nodes")]
fn relaxed(count: usize, springs: &[Spring]) -> Vec<Point> {
    let scale = 120.0 * (count as f64).sqrt();
    let sum = springs.iter().map(|spring| spring.length).sum::<f64>();
    let mean = if springs.is_empty() { 0.5 } else { sum / springs.len() as f64 };
    let wanted = |length: f64| scale * (0.3 + length);
    let mut lengths = vec![(wanted(mean), LOOSE); count * count];
    for Spring { ends: [a, b], length } in springs {
        lengths[a * count + b] = (wanted(*length), 1.0);
        lengths[b * count + a] = (wanted(*length), 1.0);
    }
    let mut places = (0..count).map(|node| on_ring(node, count, scale / 2.0)).collect::<Vec<_>>();
    for _ in 0..SWEEPS {
        for node in 0..count {
            places[node] = wish(node, &places, &lengths[node * count..][..count]);
        }
    }
    places
}

/// A point on a square that stands on its corner.
#[expect(clippy::cast_precision_loss, reason = "few nodes")]
fn on_ring(node: usize, count: usize, radius: f64) -> Point {
    let turn = 4.0 * node as f64 / count as f64;
    let across = |turn: f64| match turn {
        first if first < 2.0 => 1.0 - first,
        second => second - 3.0,
    };
    Point { x: radius * across(turn), y: radius * across((turn + 3.0) % 4.0) }
}

/// The mean of the places that all others want a node to have.
fn wish(node: usize, places: &[Point], lengths: &[(f64, f64)]) -> Point {
    let here = places[node];
    let (mut x, mut y, mut sum) = (0.0, 0.0, 0.0);
    for (other, there) in places.iter().enumerate().filter(|(other, _)| *other != node) {
        let (length, weight) = lengths[other];
        let weight = weight / (length * length);
        let (dx, dy) = (here.x - there.x, here.y - there.y);
        let distance = (dx * dx + dy * dy).sqrt().max(1e-6);
        x += weight * (there.x + length * dx / distance);
        y += weight * (there.y + length * dy / distance);
        sum += weight;
    }
    if sum > 0.0 { Point { x: x / sum, y: y / sum } } else { here }
}

/// Turns places so that the second group is to the right of the first or, without two groups, so that they are
/// wider than high, and so that the first node is above the middle.
fn turned(mut places: Vec<Point>, bodies: &[Body]) -> Vec<Point> {
    let centre = mean(places.iter().copied());
    for place in &mut places {
        (place.x, place.y) = (place.x - centre.x, place.y - centre.y);
    }
    let of_group = |group: usize| {
        let members = (0..places.len()).filter(|node| bodies[*node].group == Some(group));
        mean(members.map(|node| places[node]))
    };
    let (first, second) = (of_group(0), of_group(1));
    let has_two = bodies.iter().any(|body| body.group == Some(1));
    let (cos, sin) = match has_two {
        true => direction(second.x - first.x, second.y - first.y),
        false => widest(&places),
    };
    for place in &mut places {
        let (x, y) = (place.x * cos + place.y * sin, place.y * cos - place.x * sin);
        (place.x, place.y) = (x, y);
    }
    let first = places.first().copied().unwrap_or(centre);
    let flip = if !has_two && first.x > 0.0 { -1.0 } else { 1.0 };
    let upset = if first.y > 0.0 { -1.0 } else { 1.0 };
    for place in &mut places {
        (place.x, place.y) = (place.x * flip * WIDE, place.y * upset);
    }
    places
}

/// The direction in which places vary the most.
fn widest(places: &[Point]) -> (f64, f64) {
    let sum = |value: fn(&Point) -> f64| places.iter().map(value).sum::<f64>();
    axis(sum(|p| p.x * p.x), sum(|p| p.x * p.y), sum(|p| p.y * p.y))
}

/// The main axis of places with these sums of products.
fn axis(xx: f64, xy: f64, yy: f64) -> (f64, f64) {
    let half = (xx - yy) / 2.0;
    let root = (half * half + xy * xy).sqrt();
    // Of the two forms of the eigenvector, the one that does not vanish.
    let (x, y) = if half >= 0.0 { (half + root, xy) } else { (xy, root - half) };
    direction(x, y)
}

/// The unit vector of a direction; to the right if the vector is zero.
fn direction(x: f64, y: f64) -> (f64, f64) {
    let length = (x * x + y * y).sqrt();
    if length > 1e-9 { (x / length, y / length) } else { (1.0, 0.0) }
}

pub(super) fn mean(places: impl Iterator<Item = Point>) -> Point {
    let (x, y, count) =
        places.fold((0.0, 0.0, 0.0), |(x, y, count), p| (x + p.x, y + p.y, count + 1.0));
    let count = f64::max(count, 1.0);
    Point { x: x / count, y: y / count }
}

fn middle(area: Rect) -> Point {
    Point { x: area.x + area.width / 2.0, y: area.middle() }
}

/// Moves boxes as little as possible until none overlap, with a gap between them.
fn push_apart(places: &mut [Point], sizes: &[[f64; 2]], gap: [f64; 2]) {
    // If two have the same middle, the second moves a little.
    for node in 0..places.len() {
        while (0..node).any(|other| is_same(places[node], places[other])) {
            places[node].x += 1.0;
            places[node].y += 0.5;
        }
    }
    loop {
        for _ in 0..PUSHES {
            if !push(places, sizes, gap) {
                return;
            }
        }
        places
            .iter_mut()
            .for_each(|place| (place.x, place.y) = (place.x * SPREAD, place.y * SPREAD));
    }
}

/// Moves boxes towards their middle until two of them are only a gap apart.
fn draw_together(places: &mut [Point], sizes: &[[f64; 2]], gap: [f64; 2]) {
    let centre = mean(places.iter().copied());
    let scaled = |share: f64| {
        let scaled = |place: &Point| Point {
            x: centre.x + (place.x - centre.x) * share,
            y: centre.y + (place.y - centre.y) * share,
        };
        places.iter().map(scaled).collect::<Vec<_>>()
    };
    let is_free = |places: &[Point]| !push(&mut places.to_vec(), sizes, gap);
    let shares = (1..20).map(|step| 1.0 - 0.05 * f64::from(step));
    let best = shares.map(scaled).take_while(|places| is_free(places)).last();
    if let Some(best) = best {
        places.copy_from_slice(&best);
    }
}

fn is_same(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() < 0.1 && (a.y - b.y).abs() < 0.1
}

/// Whether two boxes have at least the gap between them.
pub(super) fn apart([a, b]: [Point; 2], [one, other]: [[f64; 2]; 2], gap: [f64; 2]) -> bool {
    let wide = f64::midpoint(one[0], other[0]) + gap[0];
    let high = f64::midpoint(one[1], other[1]) + gap[1];
    (a.x - b.x).abs() >= wide || (a.y - b.y).abs() >= high
}

/// Pushes overlapping boxes apart by the shorter way; whether there were any.
fn push(places: &mut [Point], sizes: &[[f64; 2]], gap: [f64; 2]) -> bool {
    let mut has_pushed = false;
    for b in 0..places.len() {
        for a in 0..b {
            let wide = f64::midpoint(sizes[a][0], sizes[b][0]) + gap[0];
            let high = f64::midpoint(sizes[a][1], sizes[b][1]) + gap[1];
            let (dx, dy) = (places[b].x - places[a].x, places[b].y - places[a].y);
            let (across, down) = (wide - dx.abs(), high - dy.abs());
            if across <= 0.1 || down <= 0.1 {
                continue;
            }
            has_pushed = true;
            if across < down {
                let by = (across / 2.0 + 0.05).copysign(dx);
                (places[a].x, places[b].x) = (places[a].x - by, places[b].x + by);
            } else {
                let by = (down / 2.0 + 0.05).copysign(dy);
                (places[a].y, places[b].y) = (places[a].y - by, places[b].y + by);
            }
        }
    }
    has_pushed
}

fn around(place: Point, [width, height]: [f64; 2]) -> Rect {
    Rect { x: place.x - width / 2.0, y: place.y - height / 2.0, width, height }
}

/// The area of nodes; that of a group has room around the nodes and for its name.
pub(super) fn area(places: &[Point], sizes: &[[f64; 2]], is_group: bool, margins: Margins) -> Rect {
    let rects = places.iter().zip(sizes).map(|(place, size)| around(*place, *size));
    let area = rects.reduce(Rect::with).unwrap_or_default();
    if !is_group {
        return area;
    }
    let Margins { around, above, .. } = margins;
    let mut area = area.grown(around, around);
    area.y -= above;
    area.height += above;
    area
}

/// Moves everything so that it begins at 0, 0.
pub(super) fn framed(
    nodes: Vec<Point>,
    areas: &[Rect],
    clusters: &[Vec<usize>],
    bodies: &[Body],
) -> Places {
    let Some(all) = areas.iter().copied().reduce(Rect::with) else { return Places::default() };
    let count = bodies.iter().filter_map(|body| body.group).max().map_or(0, |last| last + 1);
    let mut groups = vec![Rect::default(); count];
    for (area, members) in areas.iter().zip(clusters) {
        if let Some(group) = bodies[members[0]].group {
            groups[group] = *area;
            groups[group].shift(-all.x, -all.y);
        }
    }
    let nodes = nodes.into_iter().map(|p| Point { x: p.x - all.x, y: p.y - all.y }).collect();
    Places { nodes, groups, size: [all.width, all.height] }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARGINS: Margins = Margins { around: 10.0, above: 20.0, apart: [30.0, 20.0] };

    fn bodies(count: usize, groups: usize) -> Vec<Body> {
        let group = |node: usize| (node % (groups + 1)).checked_sub(1);
        (0..count)
            .map(|node| Body {
                size: [60.0 + f64::from(u32::try_from(node).unwrap()), 24.0],
                group: group(node),
            })
            .collect()
    }

    #[test]
    fn nothing_is_placed_on_anything() {
        let mut rng = fastrand::Rng::with_seed(1);
        for count in 0..40 {
            let bodies = bodies(count, count % 4);
            let springs = (0..count * 2)
                .map(|_| Spring {
                    ends: [rng.usize(0..count), rng.usize(0..count)],
                    length: rng.f64(),
                })
                .filter(|spring| spring.ends[0] != spring.ends[1])
                .collect::<Vec<_>>();
            let places = place(&bodies, &springs, MARGINS);
            let rects = places
                .nodes
                .iter()
                .zip(&bodies)
                .map(|(p, body)| around(*p, body.size))
                .collect::<Vec<_>>();
            for (a, rect) in rects.iter().enumerate() {
                assert!(rect.x >= -0.01 && rect.y >= -0.01, "{count}");
                assert!(rect.right() <= places.size[0] + 0.01, "{count}");
                assert!(rect.bottom() <= places.size[1] + 0.01, "{count}");
                for other in &rects[..a] {
                    assert!(!on(rect, other), "{count}: {rect:?} {other:?}");
                }
                for (group, area) in places.groups.iter().enumerate().filter(|(_, a)| a.width > 0.0)
                {
                    assert_eq!(on(rect, area), bodies[a].group == Some(group), "{count}");
                }
            }
        }
    }

    fn on(a: &Rect, b: &Rect) -> bool {
        a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
    }

    #[test]
    fn those_on_one_spot_are_put_apart_too() {
        let bodies = vec![Body { size: [50.0, 20.0], group: None }; 5];
        let springs = [Spring { ends: [0, 1], length: 0.0 }];
        let places = place(&bodies, &springs, MARGINS);
        assert!(places.size[0] * places.size[1] >= 5.0 * 50.0 * 20.0);
    }

    #[test]
    fn the_near_are_nearer_than_the_far() {
        let bodies = vec![Body { size: [10.0, 10.0], group: None }; 3];
        let springs = [([0, 1], 0.0), ([0, 2], 1.0), ([1, 2], 1.0)]
            .map(|(ends, length)| Spring { ends, length });
        let nodes = place(&bodies, &springs, MARGINS).nodes;
        let apart = |a: usize, b: usize| {
            ((nodes[a].x - nodes[b].x).powi(2) + (nodes[a].y - nodes[b].y).powi(2)).sqrt()
        };
        assert!(2.0 * apart(0, 1) < apart(0, 2) && 2.0 * apart(0, 1) < apart(1, 2));
    }
}
