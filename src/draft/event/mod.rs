//! Whether what one actor does to another is cooperation or conflict, in words or in deeds.
//!
//! A linear model over the words of a sentence: its table, `tables/en/events.tsv`, gives each feature a weight for
//! each class. The features are stems of the words around and between the two actors, pairs of neighbouring stems, and
//! the families of the trigger table; names are left out. The weights were learned from sentences that people had coded, by
//! multinomial logistic regression with a quadratic penalty; features of fewer than three sentences, and those whose
//! weights stay small, are left out. Its features depend on the stems and on the table of triggers: after changes
//! there, the table is to be learned anew.

mod feature;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub use feature::features;

use crate::model::Position;

/// The class of an event between two actors, after the four quadrants of event data.
// Closed: the four quadrants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventClass {
    /// Agreeing, meeting, praising.
    VerbalCooperation,
    /// Aiding, yielding, working together.
    MaterialCooperation,
    /// Accusing, rejecting, threatening, demanding.
    VerbalConflict,
    /// Attacking, coercing, sanctioning, protesting.
    MaterialConflict,
}

/// The number of classes.
pub const CLASSES: usize = 4;

impl EventClass {
    /// All classes, in the order of the table.
    pub const ALL: [Self; CLASSES] = [
        Self::VerbalCooperation,
        Self::MaterialCooperation,
        Self::VerbalConflict,
        Self::MaterialConflict,
    ];

    /// The side that it takes toward the target.
    #[must_use]
    pub fn sign(self) -> Position {
        match self {
            Self::VerbalCooperation | Self::MaterialCooperation => Position::Support,
            Self::VerbalConflict | Self::MaterialConflict => Position::Oppose,
        }
    }
}

static TABLE: LazyLock<FxHashMap<&str, [f32; CLASSES]>> = LazyLock::new(|| {
    let lines =
        include_str!("../tables/en/events.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| {
        let mut cells = line.split('\t');
        let feature = cells.next()?;
        let mut weights = [0.0; CLASSES];
        for weight in &mut weights {
            *weight = cells.next()?.parse().ok()?;
        }
        Some((feature, weights))
    });
    rows.collect()
});

/// The probability of each class, in the order of [`EventClass::ALL`], of what the actor at bytes `source` does to the
/// one at bytes `target` of an English sentence.
#[must_use]
pub fn probabilities(sentence: &str, source: Range<usize>, target: Range<usize>) -> [f64; CLASSES] {
    let mut scores = [0.0_f64; CLASSES];
    let features = features(sentence, source, target);
    let scale = f64::sqrt(f64::from(u32::try_from(features.len()).unwrap_or(u32::MAX)).max(1.0));
    for feature in features {
        if let Some(weights) = TABLE.get(feature.as_str()) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += f64::from(*weight) / scale;
            }
        }
    }
    softmax(scores)
}

/// The likeliest class of what one actor does to another.
///
/// ```
/// use stancegraph::draft::event::{EventClass, classify};
///
/// let sentence = "Peru condemned Chile over the fishing ban.";
/// assert_eq!(classify(sentence, 0..4, 15..20), EventClass::VerbalConflict);
/// ```
#[must_use]
pub fn classify(sentence: &str, source: Range<usize>, target: Range<usize>) -> EventClass {
    let probabilities = probabilities(sentence, source, target);
    let mut best = 0;
    for (class, probability) in probabilities.iter().enumerate() {
        if *probability > probabilities[best] {
            best = class;
        }
    }
    EventClass::ALL[best]
}

fn softmax(scores: [f64; CLASSES]) -> [f64; CLASSES] {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers = scores.map(|score| (score - most).exp());
    let sum = powers.iter().sum::<f64>();
    powers.map(|power| power / sum)
}
