//! Rules for duplicates: which repetitions of a stance count.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::graph::StanceRef;
use crate::measure::closed_set::closed_set;
use crate::model::{Date, Precision};

/// Within what an actor's repetition of the same position on the same target
/// counts only once.
///
/// A week is one of its ISO year and a month one of its year, so that the same week of two years
/// is two weeks. A stance that has no source, or no date that is precise enough, repeats nothing there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Duplicates {
    /// Every stance counts.
    #[default]
    Keep,
    /// Once in a source.
    Document,
    /// Once in an ISO week.
    Week,
    /// Once in a month.
    Month,
    /// Once in a year.
    Year,
    /// Once at all.
    All,
}

closed_set! {
    Duplicates, "duplicate rule",
    [Keep = "keep", Document = "document", Week = "week", Month = "month", Year = "year", All = "all"]
}

impl Duplicates {
    /// What a stance is compared within: two stances that are alike in actor, target and
    /// position are duplicates where this is the same. `None` where it repeats nothing.
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
