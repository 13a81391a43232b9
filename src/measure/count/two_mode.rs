//! Two-mode networks of actors and targets.

use std::fmt;
use std::str::FromStr;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::voice::Voices;
use super::{Duplicates, Voice};
use crate::graph::{ActorIx, Node, View};
use crate::measure::closed_set::closed_set;

/// The meaning of the weight between an actor and a target.
///
/// # References
///
/// Leifeld, P. (2017). Discourse network analysis: policy debates as dynamic networks. In: The Oxford
/// Handbook of Political Networks, 301-325.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum TwoMode {
    /// The number of stances, whatever the position.
    Ignore,
    /// Support minus opposition, each stance weighted by its strength, or by its weight in the unit of the file.
    #[default]
    Subtract,
    /// 1 for support alone, 2 for opposition alone, 3 for both.
    Combine,
}

closed_set! {
    TwoMode, "two-mode network", [Ignore = "ignore", Subtract = "subtract", Combine = "combine"]
}

/// The divisor of the weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Share {
    /// No normalisation.
    #[default]
    None,
    /// The number of all stances of the actor.
    Activity,
    /// The number of all stances on the target.
    Prominence,
}

closed_set! {
    Share, "two-mode normalisation",
    [None = "none", Activity = "activity", Prominence = "prominence"]
}

impl TwoMode {
    /// The weight of an actor's voices on one target.
    ///
    /// ```
    /// use stancegraph::measure::{TwoMode, Voice};
    ///
    /// let voice = |level, count| Voice { target: 0, level, count };
    /// let voices = [voice(-1.0, 1), voice(1.0, 3)];
    /// assert_eq!(TwoMode::Ignore.weight(&voices), 4.0);
    /// assert_eq!(TwoMode::Subtract.weight(&voices), 2.0);
    /// assert_eq!(TwoMode::Combine.weight(&voices), 3.0);
    /// ```
    #[must_use]
    pub fn weight(self, voices: &[Voice]) -> f64 {
        let says = |sign: f64| voices.iter().any(|voice| voice.level * sign > 0.0);
        match self {
            Self::Ignore => voices.iter().map(|voice| f64::from(voice.count)).sum(),
            Self::Subtract => voices.iter().map(|voice| f64::from(voice.count) * voice.level).sum(),
            Self::Combine => f64::from(u8::from(says(1.0)) + 2 * u8::from(says(-1.0))),
        }
    }
}

/// An actor, a target, and the weight between them.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Affiliation {
    /// The actor's number.
    pub actor: ActorIx,
    /// The target's node.
    pub target: Node,
    /// The weight: any number for `subtract`, 0 or more for the others.
    pub weight: f64,
}

impl View<'_> {
    /// The two-mode network of actors and targets, by actor, then by target.
    ///
    /// It contains every actor and target with a stance between them, whatever the weight.
    ///
    /// ```
    /// use stancegraph::measure::{Duplicates, Share, TwoMode};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
    /// builder.stance(&Stance::on_issue("Russia", "supports", "talks")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let network = view.two_mode(TwoMode::Subtract, Share::Activity, Duplicates::Keep);
    /// assert_eq!(network.iter().map(|tie| tie.weight).collect::<Vec<_>>(), [-0.5, 0.5]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn two_mode(
        &self,
        mode: TwoMode,
        share: Share,
        duplicates: Duplicates,
    ) -> Vec<Affiliation> {
        let voices = Voices::of(self, duplicates);
        let mut prominence = FxHashMap::default();
        for voice in voices.iter().flat_map(|(_, voices)| voices) {
            *prominence.entry(voice.target).or_insert(0.0) += f64::from(voice.count);
        }
        let graph = self.graph();
        let ties = voices.iter().flat_map(|(actor, voices)| {
            let activity = TwoMode::Ignore.weight(voices);
            let prominence = &prominence;
            voices.chunk_by(|a, b| a.target == b.target).map(move |on_target| {
                let number = on_target[0].target;
                let divisor = match share {
                    Share::None => 1.0,
                    Share::Activity => activity,
                    Share::Prominence => prominence[&number],
                };
                let target = graph.node_numbered(number);
                Affiliation { actor, target, weight: mode.weight(on_target) / divisor }
            })
        });
        ties.collect()
    }
}
