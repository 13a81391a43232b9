//! Stable orders: known things keep their places, and new things get places between them.

use crate::bloc::Seriation;

/// What the caption says about an order without a tree.
pub(super) const FROM_LAYOUT: &str = "the order is kept from the layout";

/// An order, with the numbers that keep it in a layout.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StableOrder {
    pub(super) seriation: Seriation,
    /// The number of each thing: unchanged for things that had one.
    pub(super) numbers: Vec<f64>,
}

/// Orders things of which some have a number already.
///
/// Things with a number are in the order of their numbers. Each other thing comes right after the one that it
/// follows in the best order. If the result differs from the best order, it has no tree.
pub(super) fn stable_order(best: Seriation, known: &[Option<f64>]) -> StableOrder {
    let mut line =
        (0..known.len()).filter_map(|thing| Some((known[thing]?, thing))).collect::<Vec<_>>();
    if line.is_empty() {
        let mut numbers = vec![0.0; known.len()];
        for (thing, number) in best.order().iter().zip(0_u32..) {
            numbers[*thing] = f64::from(number);
        }
        return StableOrder { seriation: best, numbers };
    }
    line.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut before = None;
    for thing in best.order() {
        if known[*thing].is_none() {
            let place = before.map_or(0, |before| {
                1 + line.iter().position(|(_, other)| *other == before).expect("it is placed")
            });
            line.insert(place, (between(&line, place), *thing));
        }
        before = Some(*thing);
    }
    let mut numbers = vec![0.0; known.len()];
    line.iter().for_each(|(number, thing)| numbers[*thing] = *number);
    let order = line.into_iter().map(|(_, thing)| thing).collect();
    StableOrder { seriation: best.reordered(order), numbers }
}

/// A number for a thing inserted before a place.
fn between(line: &[(f64, usize)], place: usize) -> f64 {
    let number = |index: usize| line.get(index).map(|(number, _)| *number);
    match (place.checked_sub(1).and_then(number), number(place)) {
        (Some(before), Some(after)) => f64::midpoint(before, after),
        (Some(before), None) => before + 1.0,
        (None, Some(after)) => after - 1.0,
        (None, None) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bloc::Distances;

    /// Things at places on a line, in whose order they belong.
    fn best(places: &[f64]) -> Seriation {
        let distance = |a: usize, b: usize| (places[a] - places[b]).abs();
        Seriation::of(&Distances::between(places.len(), distance).unwrap())
    }

    #[test]
    fn without_numbers_it_is_the_best_order() {
        let found = stable_order(best(&[3.0, 0.0, 7.0, 1.0]), &[None; 4]);
        assert_eq!(found.seriation, best(&[3.0, 0.0, 7.0, 1.0]));
        assert_eq!(found.numbers, [2.0, 0.0, 3.0, 1.0]);
    }

    #[test]
    fn new_things_follow_those_that_they_follow_in_the_best_order() {
        // The best order is 1, 3, 0, 2; 0 and 1 are known, and the other way round.
        let found = stable_order(best(&[3.0, 0.0, 7.0, 1.0]), &[Some(0.0), Some(5.0), None, None]);
        assert_eq!(found.seriation.order(), [0, 2, 1, 3]);
        assert_eq!(found.numbers, [0.0, 5.0, 2.5, 6.0]);
        assert!(found.seriation.merges().is_empty());
    }

    #[test]
    fn the_tree_stays_where_the_order_does() {
        let known = [Some(2.0), None, Some(3.0), Some(1.0)];
        let found = stable_order(best(&[3.0, 0.0, 7.0, 1.0]), &known);
        assert_eq!(found.seriation, best(&[3.0, 0.0, 7.0, 1.0]));
        assert_eq!(found.numbers, [2.0, 0.0, 3.0, 1.0]);
    }
}
