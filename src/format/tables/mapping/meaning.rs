//! The meaning of the values of a table.

use super::scale::Grade;
use super::signs::SIGNS;
use super::{Mapping, Meaning};

impl Mapping {
    /// Whether the values have no other meaning than the usual notations of signs.
    pub(crate) fn values_are_signs(&self) -> bool {
        let is_sign = |value: &str| SIGNS.iter().any(|(sign, _)| *sign == value);
        self.scale.is_none() && self.values.iter().all(|(value, _)| is_sign(value))
    }

    /// Whether it maps a value.
    pub(super) fn says(&self, value: &str) -> bool {
        self.values.iter().any(|(known, _)| known == value) || self.is_both(value)
    }

    /// Whether a value means for and against.
    pub(crate) fn is_both(&self, value: &str) -> bool {
        self.both.iter().any(|known| known == value)
    }

    /// Whether the usual words for positions are read: nothing says what values mean, or it says so.
    pub(crate) fn takes_words(&self) -> bool {
        let is_open = self.values.is_empty() && self.both.is_empty();
        self.scale.is_none() && (is_open || self.reads_words || self.columns.is_empty())
    }

    /// The meaning of an empty cell, if it is mapped; in a wide table, an empty cell is no stance.
    pub(crate) fn meaning_of_nothing(&self) -> Option<Meaning> {
        let said = self.values.iter().find(|(value, _)| value.is_empty());
        said.map(|(_, meaning)| *meaning).or(self.wide.map(|_| Meaning::Skip))
    }

    /// The meaning of a value; `None` if it is unknown.
    #[inline]
    pub(crate) fn meaning(&self, value: &str) -> Option<Meaning> {
        let said = self.values.iter().find(|(known, _)| known == value);
        match said {
            Some((_, meaning)) => Some(*meaning),
            None => self.of_whole(value).or_else(|| self.meaning_of_unsaid(value)),
        }
    }

    /// The meaning of a whole number with a decimal point: "6.0" is "6".
    fn of_whole(&self, value: &str) -> Option<Meaning> {
        let whole = whole(value)?;
        self.values.iter().find(|(known, _)| known == whole).map(|(_, meaning)| *meaning)
    }

    /// The meaning that the mapping gives a value, by name or by a scale.
    pub(crate) fn said(&self, value: &str) -> Option<Meaning> {
        let is_said = self.scale.is_some() || self.says(value) || self.of_whole(value).is_some();
        if is_said { self.meaning(value) } else { None }
    }

    fn meaning_of_unsaid(&self, value: &str) -> Option<Meaning> {
        if let Some(scale) = self.scale {
            return match scale.grade(value) {
                Grade::At(position, None) => Some(Meaning::Position(position)),
                Grade::At(position, Some(strength)) => Some(Meaning::Graded(position, strength)),
                Grade::Outside | Grade::NoNumber => None,
            };
        }
        let position = value.parse().ok().map(Meaning::Position);
        // The cells of a wide table are positions, which can be signs.
        let has_signs = self.wide.is_some() && self.values.is_empty();
        let sign = || SIGNS.into_iter().find(|(sign, _)| has_signs && *sign == value);
        position.or_else(|| sign().map(|(_, position)| Meaning::Position(position)))
    }
}

/// A whole number without its decimal point and zeros; `None` for other texts.
pub fn whole(text: &str) -> Option<&str> {
    let (whole, rest) = text.split_once('.')?;
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = !rest.is_empty() && rest.bytes().all(|byte| byte == b'0');
    (is_number && is_whole).then_some(whole)
}
