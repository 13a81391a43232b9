//! The contribution of each target to a score.

use rustc_hash::FxHashMap;

use super::bootstrap::OnTarget;
use super::context::{Context, Pair};
use super::shared::shared;
use super::{Joint, OwnMeasure, Shared};

/// The contribution of one shared target to the score of two actors.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Contribution<'v> {
    /// The target, with the standings of both.
    pub shared: Shared<'v>,
    /// The target's part of the score; all parts add up to the score. `None` for measures that are not a sum over
    /// targets, such as `kappa`.
    pub part: Option<f64>,
    /// The score minus the score without this target: a positive value pulls the two together, a negative one
    /// apart. `None` if there would be no score without it.
    pub influence: Option<f64>,
}

impl<'v> Contribution<'v> {
    pub(crate) fn unknown(shared: Shared<'v>) -> Self {
        Self { shared, part: None, influence: None }
    }

    pub(crate) fn all(context: &Context<'v>, pair: Pair) -> Vec<Self> {
        let measure = &context.comparison.measure;
        match (measure.is_of_counts(), measure.of_standings()) {
            (true, _) => of_counts(context, pair),
            (false, Some(own)) => of_shared(context, own, pair),
            (false, None) => of_standings(context, pair),
        }
    }
}

fn of_standings<'v>(context: &Context<'v>, pair: Pair) -> Vec<Contribution<'v>> {
    let joint = context.joint(pair);
    let score = context.score(pair, &joint);
    let measure = &context.comparison.measure;
    let whole = joint.sum(|cell| measure.part(cell).map_or(0.0, |(_, weight)| weight));
    let is_turned = pair.0 > pair.1;
    // All targets of a cell have the same influence.
    let mut influences = FxHashMap::default();
    let contributions = shared(context.standings, pair).map(|shared| {
        let mut cell = shared.cell();
        if is_turned {
            (cell.a, cell.b) = (cell.b, cell.a);
        }
        cell.weight = context.weight(shared.a.target_node());
        let place = joint
            .cells()
            .iter()
            .position(|known| (known.a, known.b, known.weight) == (cell.a, cell.b, cell.weight));
        let influence = place.and_then(|place| {
            let without = || context.score(pair, &without(&joint, place));
            *influences.entry(place).or_insert_with(|| Some(score? - without()?))
        });
        let part = measure.part(&cell).filter(|_| whole > 0.0);
        Contribution { shared, part: part.map(|(score, weight)| score * weight / whole), influence }
    });
    contributions.collect()
}

/// The contributions under a measure that needs the standings themselves: each target is left out once.
fn of_shared<'v>(context: &Context<'v>, own: &OwnMeasure, pair: Pair) -> Vec<Contribution<'v>> {
    let all = context.shared(pair);
    let score = own.score_shared(&all);
    let influence = |place: usize| {
        let mut rest = all.clone();
        rest.remove(place);
        Some(score? - own.score_shared(&rest)?)
    };
    let told = shared(context.standings, pair).enumerate();
    told.map(|(place, shared)| Contribution { shared, part: None, influence: influence(place) })
        .collect()
}

/// The joint distribution without one target of a cell.
fn without(joint: &Joint, cell: usize) -> Joint {
    let counts = joint.cells().iter().enumerate();
    let counts = counts.map(|(place, known)| known.count - u32::from(place == cell));
    joint.recounted(&counts.collect::<Vec<_>>())
}

fn of_counts<'v>(context: &Context<'v>, pair: Pair) -> Vec<Contribution<'v>> {
    let comparison = &context.comparison;
    let targets = context.on_targets(pair);
    let mut all = OnTarget::default();
    targets.iter().for_each(|(_, on)| all.add(on, 1.0));
    let score = all.score(comparison);
    let contributions = shared(context.standings, pair).map(|shared| {
        let node = context.standings.graph().node_number(shared.a.target_node()).index();
        let Ok(place) = targets.binary_search_by_key(&node, |(target, _)| *target) else {
            return Contribution::unknown(shared);
        };
        let weight = comparison.measure.weight(&targets[place].1.met, comparison.width());
        let divided = |weight| comparison.normalisation.divide(weight, &all.met, all.a, all.b);
        let part = weight.map(divided);
        let mut rest = OnTarget::default();
        let others = targets.iter().enumerate().filter(|(index, _)| *index != place);
        others.for_each(|(_, (_, on))| rest.add(on, 1.0));
        let influence = score.zip(rest.score(comparison)).map(|(score, rest)| score - rest);
        Contribution { shared, part, influence }
    });
    contributions.collect()
}
