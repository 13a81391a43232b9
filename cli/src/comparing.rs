//! The options of measures.

use clap::Args;
use stancegraph::measure::{Comparison, Confidence, Distance, Duplicates, Measure, Normalisation};
use stancegraph::model::PositionRange;

use crate::failure::Failure;

/// How closeness is measured.
#[derive(Args, Debug)]
#[command(next_help_heading = "Measure")]
pub struct Measuring {
    /// The measure of closeness: agreement, identical, decided, s, kappa, pi, alpha, pearson, `tau_b` or cosine;
    /// of counts: congruence, conflict, subtract or ignore.
    ///
    /// A neutral standing is half way between the sides for agreement and s (0.5 on one target for
    /// agreement), a side of its own for identical, and left out by decided; for the others its value is 0.
    /// A standing of half the strength is half way to neutral (0.75 for agreement), and like any other for
    /// identical and decided. The tally beside a score says on how many targets the two agree, disagree and so on
    #[arg(long, value_name = "MEASURE", default_value_t, hide_default_value = true)]
    measure: Measure,
    /// How kappa, pi and alpha weigh disagreement: nominal, ordinal, linear or quadratic
    #[arg(long, value_name = "DISTANCE", default_value_t)]
    distance: Distance,
    /// The weight of a target in s; others weigh 1; may be repeated
    #[arg(long, value_name = "TARGET=WEIGHT", value_parser = weight)]
    weight: Vec<(String, f64)>,
    /// What counts are divided by: none, average, jaccard, cosine (the product of activities) or
    /// salton (the usual cosine)
    #[arg(long, value_name = "BY", default_value_t)]
    normalise: Normalisation,
    /// The range of positions for counts, in the unit of the file, as LOW:HIGH; by default -1:1, for weights the
    /// heaviest on both sides, and for a .dna database whose qualifier is a whole number its smallest and
    /// largest value
    #[arg(long, value_name = "LOW:HIGH", allow_hyphen_values = true)]
    range: Option<PositionRange>,
    /// The span within which a repeated position counts once: document, week, month, year or all; keep counts all
    #[arg(long, value_name = "WITHIN", default_value_t)]
    duplicates: Duplicates,
}

/// How actors are compared, and how sure that is.
#[derive(Args, Debug)]
#[command(next_help_heading = "Measure")]
pub struct Comparing {
    #[command(flatten)]
    measuring: Measuring,
    /// The confidence of intervals, in per cent: 90, 95 or 99
    #[arg(long, value_name = "PERCENT", default_value_t)]
    confidence: Confidence,
    /// The number of samples for the intervals of measures that are not shares; 0 leaves these intervals out
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    resamples: u32,
    /// The seed of the samples: the same seed gives the same intervals
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
}

impl Comparing {
    /// The measure with its settings.
    pub fn comparison(&self) -> Result<Comparison, Failure> {
        Ok(self
            .measuring
            .comparison()?
            .with_confidence(self.confidence)
            .with_resamples(self.resamples)
            .with_seed(self.seed))
    }
}

impl Measuring {
    /// Whether the user chose how to measure closeness.
    pub fn is_said(&self) -> bool {
        let Self { measure, distance, weight, normalise, range, duplicates } = self;
        *measure != Measure::default()
            || *distance != Distance::default()
            || *normalise != Normalisation::default()
            || *duplicates != Duplicates::default()
            || !weight.is_empty()
            || range.is_some()
    }

    /// The measure with its settings.
    pub fn comparison(&self) -> Result<Comparison, Failure> {
        let mut comparison = Comparison::from(self.measure)
            .with_distance(self.distance)
            .with_normalisation(self.normalise)
            .with_range(self.range)
            .with_duplicates(self.duplicates);
        for (target, weight) in &self.weight {
            if comparison.weights.insert(target.clone(), *weight).is_some() {
                return Err(Failure::Usage(format!("two weights of \"{target}\"")));
            }
        }
        Ok(comparison)
    }
}

/// Parses `talks=2.5`.
fn weight(text: &str) -> Result<(String, f64), String> {
    let fix = || format!("\"{text}\" is not a target and its weight, as in talks=2.5");
    let (target, weight) = text.rsplit_once('=').ok_or_else(fix)?;
    Ok((target.trim().to_owned(), weight.trim().parse().map_err(|_| fix())?))
}
