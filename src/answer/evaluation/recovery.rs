//! How much of the graph the drafts recover: edges, alignments, blocs.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Scores;
use super::matching::Names;
use crate::bloc::Grouping;
use crate::error::Error;
use crate::graph::{ActorIx, View};
use crate::measure::group::adjusted_rand;
use crate::measure::{Confidence, Measure};

/// How much of the gold's graph that of the drafts has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Recovered {
    /// The edges: who is on which side of what, over everything that was said.
    pub edges: Scores,
    /// The alignments.
    pub alignments: RecoveredAlignments,
    /// The two camps.
    pub blocs: RecoveredBlocs,
}

/// How much of the alignments is recovered, by agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RecoveredAlignments {
    /// The number of pairs with a score in the gold.
    pub wanted: usize,
    /// The number of pairs with a score among the drafts.
    pub drafted: usize,
    /// The number of pairs with a score in both.
    pub both: usize,
    /// The number of these that are both above the middle, both below it, or both at it.
    pub same_side: usize,
    /// The mean absolute difference of the scores of these, from 0 to 1; absent if there are none.
    pub mean_difference: Option<f64>,
}

/// How much of the camps is recovered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RecoveredBlocs {
    /// The number of actors in a camp of the gold.
    pub wanted: usize,
    /// The number of actors in a camp of the drafts.
    pub drafted: usize,
    /// The number of actors that are in a camp of both.
    pub both: usize,
    /// The [adjusted Rand index](adjusted_rand) of these; absent if it is undefined.
    pub adjusted_rand: Option<f64>,
}

impl Recovered {
    /// Compares the graphs of two views.
    ///
    /// # Errors
    ///
    /// Those of [`View::compare`] and of the graph of a grouping.
    pub fn of(
        drafts: &View<'_>,
        gold: &View<'_>,
        names: &Names<'_>,
        confidence: Confidence,
    ) -> Result<Self, Error> {
        let (one, other) = (edges(drafts, names), edges(gold, names));
        let right = one.intersection(&other).count();
        Ok(Self {
            edges: Scores::new(right, one.len(), other.len(), confidence),
            alignments: alignments(drafts, gold, names)?,
            blocs: blocs(drafts, gold, names)?,
        })
    }
}

fn name(view: &View<'_>, names: &Names<'_>, actor: ActorIx) -> String {
    let Ok(actor) = view.graph().actor_at(actor) else { return String::new() };
    names.actor(actor).map_or_else(|| format!("\u{0} {}", actor.id), str::to_owned)
}

fn edges(view: &View<'_>, names: &Names<'_>) -> BTreeSet<(String, String, &'static str)> {
    let of = |standing: crate::graph::Standing<'_>| {
        let target = names.target(view.graph(), standing.target_node());
        (name(view, names, standing.actor_ix()), target, standing.side().as_str())
    };
    view.standings().iter().map(of).collect()
}

/// The middle of agreement.
const MIDDLE: f64 = 0.5;

fn alignments(
    drafts: &View<'_>,
    gold: &View<'_>,
    names: &Names<'_>,
) -> Result<RecoveredAlignments, Error> {
    let scores = |view: &View<'_>| -> Result<BTreeMap<(String, String), f64>, Error> {
        let all = view.compare(Measure::Agreement)?;
        let scored = all.pairings().filter_map(|pairing| {
            let [a, b] = [pairing.pair.0, pairing.pair.1].map(|actor| name(view, names, actor));
            let pair = if a <= b { (a, b) } else { (b, a) };
            Some((pair, pairing.score?))
        });
        Ok(scored.collect())
    };
    let (one, other) = (scores(drafts)?, scores(gold)?);
    let both = one.iter().filter_map(|(pair, score)| Some((*score, *other.get(pair)?)));
    let both = both.collect::<Vec<_>>();
    let side = |score: f64| score.total_cmp(&MIDDLE);
    let difference = both.iter().map(|(one, other)| (one - other).abs()).sum::<f64>();
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let mean_difference = (!both.is_empty()).then(|| difference / both.len() as f64);
    Ok(RecoveredAlignments {
        wanted: other.len(),
        drafted: one.len(),
        both: both.len(),
        same_side: both.iter().filter(|(one, other)| side(*one) == side(*other)).count(),
        mean_difference,
    })
}

fn blocs(drafts: &View<'_>, gold: &View<'_>, names: &Names<'_>) -> Result<RecoveredBlocs, Error> {
    let camps = |view: &View<'_>| -> Result<BTreeMap<String, usize>, Error> {
        let grouping = Grouping::default();
        let blocs = grouping.tied_by.graph(view)?.quick_blocs(grouping.count);
        let nodes = blocs.ties().nodes().iter().enumerate();
        let placed = nodes.filter_map(|(node, actor)| Some((*actor, blocs.bloc(node)?)));
        Ok(placed.map(|(actor, bloc)| (name(view, names, actor), bloc)).collect())
    };
    let (one, other) = (camps(drafts)?, camps(gold)?);
    let both = one.iter().filter_map(|(actor, bloc)| Some((*bloc, *other.get(actor)?)));
    let (a, b): (Vec<_>, Vec<_>) = both.unzip();
    Ok(RecoveredBlocs {
        wanted: other.len(),
        drafted: one.len(),
        both: a.len(),
        adjusted_rand: adjusted_rand(&a, &b),
    })
}
