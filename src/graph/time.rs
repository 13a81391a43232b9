//! The time of a view.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::model::Date;

/// The time of a view.
///
/// In JSON `{}`, `{"at": "2016"}`, `{"from": "2015", "until": "2017"}` or `{"ever": true}`.
// Closed: whoever shows a time has to word each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Words", into = "Words")]
pub enum Time {
    /// The positions in force on the last day on which the graph has a stance.
    #[default]
    Latest,
    /// The positions in force on a day; for a month or a year, on its last day.
    Snapshot(Date),
    /// What was said from one day until before another; everything that was said if neither is given.
    Window {
        /// The first day; for a month or a year, its first day.
        from: Option<Date>,
        /// The day after the last; for a month or a year, its first day.
        until: Option<Date>,
    },
}

/// A time as it is written in JSON.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Words {
    /// The positions in force on this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Date>,
    /// What was said from this day on.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    /// What was said before this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// Everything that was ever said.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ever: bool,
}

impl Time {
    /// Everything that was ever said.
    pub const EVER: Self = Self::Window { from: None, until: None };

    /// The window from one day until before another; [`Time::Latest`] if neither is given.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyWindow`] if `until` is not after `from`.
    pub fn between(from: Option<Date>, until: Option<Date>) -> Result<Self, Error> {
        match (from, until) {
            (Some(from), Some(until)) if until <= from => Err(Error::EmptyWindow { from, until }),
            (None, None) => Ok(Self::Latest),
            (from, until) => Ok(Self::Window { from, until }),
        }
    }
}

impl TryFrom<Words> for Time {
    type Error = Error;

    fn try_from(words: Words) -> Result<Self, Error> {
        match words {
            Words { at: Some(day), from: None, until: None, ever: false } => {
                Ok(Self::Snapshot(day))
            }
            Words { at: None, from: None, until: None, ever: true } => Ok(Self::EVER),
            Words { at: None, from, until, ever: false } => Self::between(from, until),
            _ => Err(Error::TwoTimes),
        }
    }
}

impl From<Time> for Words {
    fn from(time: Time) -> Self {
        let none = Self::default();
        match time {
            Time::Latest => none,
            Time::Snapshot(day) => Self { at: Some(day), ..none },
            Time::Window { from: None, until: None } => Self { ever: true, ..none },
            Time::Window { from, until } => Self { from, until, ..none },
        }
    }
}

impl JsonSchema for Time {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Time".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Words::json_schema(generator)
    }
}

impl fmt::Display for Time {
    /// Writes the exact days: a snapshot of 2020 is `positions in force on 2020-12-31`, the last day of the year,
    /// and a window from 2020 is `said since 2020-01-01`, the first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latest => f.write_str("latest positions"),
            Self::Snapshot(day) => write!(f, "positions in force on {}", day.end()),
            Self::Window { from: Some(from), until: Some(until) } => {
                write!(f, "said from {} until before {}", from.begin(), until.begin())
            }
            Self::Window { from: Some(from), until: None } => {
                write!(f, "said since {}", from.begin())
            }
            Self::Window { from: None, until: Some(until) } => {
                write!(f, "said before {}", until.begin())
            }
            Self::Window { from: None, until: None } => f.write_str("everything said"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        let day = |text: &str| text.parse::<Date>().ok();
        let window = |from, until| Time::Window { from, until };
        let known = [
            ("{}", Time::Latest),
            (r#"{"at":"2016-05"}"#, Time::Snapshot(day("2016-05").unwrap())),
            (r#"{"from":"2016"}"#, window(day("2016"), None)),
            (r#"{"until":"2016"}"#, window(None, day("2016"))),
            (r#"{"from":"2015","until":"2016"}"#, window(day("2015"), day("2016"))),
            (r#"{"ever":true}"#, Time::EVER),
        ];
        for (text, time) in known {
            assert_eq!(serde_json::from_str::<Time>(text).unwrap(), time);
            assert_eq!(serde_json::to_string(&time).unwrap(), text);
        }
    }

    #[test]
    fn two_times_at_once_and_empty_windows_are_refused() {
        let refused = [
            (r#"{"at": "2016", "ever": true}"#, "at, from or ever"),
            (r#"{"from": "2016", "until": "2016"}"#, "2016"),
            (r#"{"on": "2016"}"#, "unknown field `on`"),
            (r#"{"at": "soon"}"#, "\"soon\" is not a date"),
        ];
        for (text, said) in refused {
            let error = serde_json::from_str::<Time>(text).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
