//! Products of two actors' voices on each target, which measures of counts are made of.

use std::cmp::Ordering;

use super::Voice;

/// The width of the scale of strengths: from -1 to 1.
pub const FULL_WIDTH: f64 = 2.0;

/// Sums over all targets of what two actors said.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Meeting {
    /// Products of counts, whatever the positions.
    pub(crate) met: f64,
    /// Products of counts, times the distance of the positions.
    pub(crate) apart: f64,
    /// Products of counts at the same position.
    pub(crate) alike: f64,
    /// Stances of the first actor at a position that the second takes, too.
    pub(crate) a_met: f64,
    /// Stances of the second actor at a position that the first takes, too.
    pub(crate) b_met: f64,
}

impl Meeting {
    /// Sums over voices that are sorted by target and level.
    pub(crate) fn of(a: &[Voice], b: &[Voice]) -> Self {
        let mut meeting = Self::default();
        let (mut at_a, mut at_b) = (0, 0);
        while let (Some(one), Some(other)) = (a.get(at_a), b.get(at_b)) {
            match one.target.cmp(&other.target) {
                Ordering::Less => at_a += 1,
                Ordering::Greater => at_b += 1,
                Ordering::Equal => {
                    let (on_a, on_b) = (same_target(&a[at_a..]), same_target(&b[at_b..]));
                    meeting.add(on_a, on_b);
                    (at_a, at_b) = (at_a + on_a.len(), at_b + on_b.len());
                }
            }
        }
        meeting
    }

    /// Adds the voices on one target.
    pub(crate) fn add(&mut self, a: &[Voice], b: &[Voice]) {
        for one in a {
            for other in b {
                self.meet(*one, *other);
            }
        }
    }

    #[expect(clippy::float_cmp, reason = "levels are alike or they are not")]
    pub(crate) fn meet(&mut self, a: Voice, b: Voice) {
        let (n_a, n_b) = (f64::from(a.count), f64::from(b.count));
        self.met += n_a * n_b;
        self.apart += n_a * n_b * (a.level - b.level).abs();
        if a.level == b.level {
            self.alike += n_a * n_b;
            self.a_met += n_a;
            self.b_met += n_b;
        }
    }
}

impl Meeting {
    /// Products of counts, weighted by the closeness of the positions on a scale of the given width.
    pub(crate) fn congruence(&self, width: f64) -> f64 {
        if width == 0.0 { self.met } else { (self.met * width - self.apart) / width }
    }

    /// Products of counts, weighted by the distance of the positions on a scale of the given width.
    pub(crate) fn conflict(&self, width: f64) -> f64 {
        if width == 0.0 { 0.0 } else { self.apart / width }
    }

    /// Congruence minus conflict.
    pub(crate) fn subtract(&self, width: f64) -> f64 {
        if width == 0.0 { self.met } else { (self.met * width - 2.0 * self.apart) / width }
    }
}

/// The voices on the first target.
fn same_target(voices: &[Voice]) -> &[Voice] {
    let others = voices.iter().position(|voice| voice.target != voices[0].target);
    &voices[..others.unwrap_or(voices.len())]
}

/// Calls `visit` for each target on which at least one of the two said something.
pub fn each_target(
    mut a: &[Voice],
    mut b: &[Voice],
    mut visit: impl FnMut(usize, &[Voice], &[Voice]),
) {
    let next = |voices: &[Voice]| voices.first().map_or(usize::MAX, |voice| voice.target);
    while !a.is_empty() || !b.is_empty() {
        let target = next(a).min(next(b));
        let until = |voices: &[Voice]| voices.partition_point(|voice| voice.target <= target);
        let (on_a, on_b) = (until(a), until(b));
        visit(target, &a[..on_a], &b[..on_b]);
        (a, b) = (&a[on_a..], &b[on_b..]);
    }
}

/// The amount that an actor said.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Activity {
    /// The number of all stances.
    pub(crate) total: f64,
    /// The sum of the squared counts of each target and position.
    pub(crate) squares: f64,
}

impl Activity {
    pub(crate) fn of(voices: &[Voice]) -> Self {
        let mut activity = Self::default();
        voices.iter().for_each(|voice| activity.add(*voice));
        activity
    }

    pub(crate) fn add(&mut self, voice: Voice) {
        let count = f64::from(voice.count);
        self.total += count;
        self.squares += count * count;
    }
}
