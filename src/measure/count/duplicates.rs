//! Rules for duplicates: which repetitions of a stance count.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::graph::StanceRef;
use crate::measure::closed_set::closed_set;
use crate::model::{Date, Precision};

/// The occasion within which an actor's repetition of the same position on the same target counts only once.
///
/// A week belongs to its ISO year and a month to its year, so the same week of two years is two weeks. A stance
/// without a source, or without a date that is precise enough, is not a repetition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Duplicates {
    /// Every stance counts.
    #[default]
    Keep,
    /// A repetition counts once per source.
    Document,
    /// A repetition counts once per ISO week.
    Week,
    /// A repetition counts once per month.
    Month,
    /// A repetition counts once per year.
    Year,
    /// A repetition counts once in all.
    All,
}

closed_set! {
    Duplicates, "duplicate rule",
    [Keep = "keep", Document = "document", Week = "week", Month = "month", Year = "year", All = "all"]
}

impl Duplicates {
    /// The occasion of a stance: two stances with the same actor, target and position are duplicates if
    /// their occasions are equal. `None` if the stance is never a duplicate.
    pub(crate) fn occasion(self, stance: StanceRef) -> Option<(i32, i32)> {
        let day = |precision| {
            let date = stance.date().filter(|date| date.precision() >= precision);
            date.map(Date::first_day)
        };
        let edge = stance.edge();
        match self {
            Self::Keep => None,
            Self::Document => {
                let source = i32::try_from(edge.source?.index()).expect("sources are few");
                Some((source, 0))
            }
            Self::Week => {
                let week = day(Precision::Day)?.iso_week_date();
                Some((week.year().into(), week.week().into()))
            }
            Self::Month => day(Precision::Month).map(|day| (day.year().into(), day.month().into())),
            Self::Year => day(Precision::Year).map(|day| (day.year().into(), 0)),
            Self::All => Some((0, 0)),
        }
    }
}
