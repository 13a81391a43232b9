//! The time left of `--time-limit`, which counts from the start of the process.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use crate::answer::Form;

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A time that no run exceeds.
const FOREVER: Duration = Duration::from_secs(1 << 33);

/// Starts the clock.
pub fn begin() {
    LazyLock::force(&START);
}

/// The time for one answer.
pub struct Budget {
    end: Instant,
}

impl Budget {
    /// An equal share of the time left for each of some answers.
    ///
    /// The work after the search also takes time: a multiple of the time for reading and tying, which depends
    /// on the form. That much is reserved, but at most two thirds of the limit.
    pub fn of(limit: Duration, answers: usize, form: Form) -> Self {
        let (limit, spent) = (limit.min(FOREVER), START.elapsed());
        let writing = match form {
            // These list all ties that do not fit, with their stances.
            Form::Json | Form::Csv => 4 * spent,
            Form::Table | Form::Md => spent + spent / 2,
        };
        let kept = writing.min(2 * limit / 3);
        let left = limit.saturating_sub(spent).saturating_sub(kept);
        let answers = u32::try_from(answers.max(1)).unwrap_or(u32::MAX);
        Self { end: Instant::now() + left / answers }
    }

    /// All the time left.
    pub fn rest(&self) -> Duration {
        self.end.saturating_duration_since(Instant::now())
    }
}

/// `10s`, `500ms`, `2m`; a number alone is seconds.
pub fn time(text: &str) -> Result<Duration, String> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let factor = match unit.trim() {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => f64::NAN,
    };
    let seconds = number.parse::<f64>().unwrap_or(f64::NAN) * factor;
    let time = Duration::try_from_secs_f64(seconds);
    time.map_err(|_| "write a time such as 500ms, 10s or 2m".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_share_what_is_left_and_nothing_is_left_of_nothing() {
        let second = Duration::from_secs(1);
        assert!(Budget::of(1000 * second, 4, Form::Json).rest() <= 250 * second);
        assert!(Budget::of(1000 * second, 4, Form::Json).rest() > 100 * second);
        assert_eq!(Budget::of(Duration::ZERO, 1, Form::Table).rest(), Duration::ZERO);
        assert!(Budget::of(Duration::MAX, 1, Form::Table).rest() > 1000 * second);
    }
}
