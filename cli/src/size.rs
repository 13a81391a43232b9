//! Limits of size: sizes in words, and checks against questions that would take minutes or all memory.

use stancegraph::View;
use stancegraph::measure::Comparison;

use crate::failure::Failure;

/// The largest number of pairs to compute without --top.
const MOST_PAIRS: f64 = 1e9;
/// The largest number of pairs to compute for the list beside a picture, which takes about a second.
const MOST_BESIDE: f64 = 3e7;
/// The largest number of pairs in an answer without --top.
const MOST_HELD: f64 = 2e7;
/// The measured costs of a pair: seconds on one core, bytes of memory while it is held, bytes of output.
const SECONDS: f64 = 3e-8;
const HELD: f64 = 500.0;
const WRITTEN: f64 = 250.0;
/// The largest number of samples for intervals.
const MOST_SAMPLES: f64 = 2e9;
/// The number of samples that a core draws per second.
const SAMPLES_PER_SECOND: f64 = 5e5;
/// The largest number of actors in a square table.
const MOST_IN_SQUARE: usize = 5_000;

/// The number of pairs in words, if it is too large to compute unasked.
pub fn many_pairs(view: &View) -> Option<String> {
    let pairs = pairs(view);
    (pairs > MOST_BESIDE).then(|| count(pairs))
}

/// Refuses to compute more pairs than a user would wait for, or than fit into memory.
pub fn check_pairs(view: &View, holds_all: bool) -> Result<(), Failure> {
    let (actors, pairs) = (actors(view), pairs(view));
    let most = if holds_all { MOST_HELD } else { MOST_PAIRS };
    if pairs <= most {
        return Ok(());
    }
    let memory = match holds_all {
        true => format!(" and {} of memory", bytes(pairs * HELD)),
        false => String::new(),
    };
    Err(Failure::Usage(format!(
        "up to {} pairs of {} actors would take {}{memory}, and {} to list: --top 1000 lists the \
         closest of all, --with ACTOR those of one, and --actor, --issue and --from take a part",
        count(pairs),
        count(as_number(actors)),
        time(pairs * SECONDS),
        bytes(pairs * WRITTEN),
    )))
}

/// Refuses to draw more samples than a user would wait for.
pub fn check_samples(view: &View, comparison: &Comparison, top: usize) -> Result<(), Failure> {
    let listed = pairs(view).min(as_number(top));
    let samples = listed * f64::from(comparison.resamples);
    if comparison.measure.is_share() || samples <= MOST_SAMPLES {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "intervals of {} pairs from {} samples each would take {}: --resamples 1000 is enough for most, \
         0 leaves them out, and --top N lists fewer pairs",
        count(listed),
        count(f64::from(comparison.resamples)),
        time(samples / SAMPLES_PER_SECOND),
    )))
}

/// Refuses a square table that is too large to read.
pub fn check_square(view: &View) -> Result<(), Failure> {
    let actors = actors(view);
    if actors <= MOST_IN_SQUARE {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "a square of {} actors has {} cells: at most {} actors; --top N lists the closest pairs, and \
         stancegraph matrix alignments writes up to 20,000 actors as numbers alone",
        count(as_number(actors)),
        count(as_number(actors).powi(2)),
        count(as_number(MOST_IN_SQUARE)),
    )))
}

fn actors(view: &View) -> usize {
    view.standings().actors().count()
}

/// An upper bound for the number of pairs that share a target.
fn pairs(view: &View) -> f64 {
    let mut on_target = std::collections::HashMap::new();
    for standing in view.standings().iter() {
        *on_target.entry(standing.target_node()).or_insert(0.0) += 1.0;
    }
    let of = |count: f64| count * (count - 1.0) / 2.0;
    let shared = on_target.values().map(|count| of(*count)).sum::<f64>();
    shared.min(of(as_number(actors(view)))).max(0.0)
}

#[expect(clippy::cast_precision_loss, reason = "sizes in words have few digits")]
fn as_number(count: usize) -> f64 {
    count as f64
}

/// A count in words: `450`, `12 thousand`, `1.2 billion`.
pub fn count(number: f64) -> String {
    in_units(number, 1000.0, &["", " thousand", " million", " billion", " trillion"])
}

/// A size in words: `300 kB`, `48 GB`.
pub fn bytes(number: f64) -> String {
    in_units(number, 1000.0, &[" bytes", " kB", " MB", " GB", " TB"])
}

/// A time in words: `40 seconds`, `3 hours`.
fn time(seconds: f64) -> String {
    match seconds {
        _ if seconds < 90.0 => format!("about {} seconds", seconds.ceil()),
        _ if seconds < 5400.0 => format!("about {} minutes", (seconds / 60.0).round()),
        _ if seconds < 172_800.0 => format!("about {} hours", (seconds / 3600.0).round()),
        _ => format!("about {} days", (seconds / 86_400.0).round()),
    }
}

fn in_units(number: f64, step: f64, units: &[&str]) -> String {
    let (mut rest, mut unit) = (number, 0);
    while rest >= step && unit + 1 < units.len() {
        (rest, unit) = (rest / step, unit + 1);
    }
    let text = if unit == 0 || rest >= 10.0 { format!("{rest:.0}") } else { format!("{rest:.1}") };
    let text = text.strip_suffix(".0").unwrap_or(&text);
    format!("{text}{}", units[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_words() {
        assert_eq!(count(450.0), "450");
        assert_eq!(count(1_249_975_000.0), "1.2 billion");
        assert_eq!(count(5_000.0), "5 thousand");
        assert_eq!(bytes(24_500_000_000.0), "24 GB");
        assert_eq!(time(37.2), "about 38 seconds");
        assert_eq!(time(3_600.0), "about 60 minutes");
        assert_eq!(time(1e6), "about 12 days");
    }
}
