//! Settings that notes suggest.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::bloc::Threshold;
use crate::measure::Measure;
use crate::text::Phrase;

/// A note below a table: words, with suggested settings among them.
///
/// `Display` words settings in terms of the library, `Settings::top`; a program with flags, or a page with controls,
/// words them with [`Phrase::worded`].
pub type Note = Phrase<Suggestion>;

/// A setting that a note suggests.
///
/// `Display` words it in terms of the library. Programs match all variants, so that each has words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
// Closed: whoever shows a note has to word each.
pub enum Suggestion {
    /// The number of rows to list, with a suggestion if one helps: `100`, or `N` for any.
    Top(Option<Cow<'static, str>>),
    /// The answer as CSV, with all rows.
    Csv,
    /// The answer as JSON, with all rows.
    Json,
    /// The fewest targets that two actors must share.
    MinShared(usize),
    /// The range in which counts compare positions.
    Range,
    /// Ties by what actors said of one another.
    Direct,
    /// Another measure.
    Measure(Measure),
    /// Another threshold between ties for and ties against.
    Threshold(Threshold),
    /// The first day of a period.
    Since,
    /// The kinds of changes to list, with a placeholder if one helps.
    Kinds(Option<Cow<'static, str>>),
    /// Listing first stances on record, too.
    FirstStances,
    /// A filter by actors.
    Actors,
    /// A filter by issues.
    Issues,
    /// Everything that was ever said, in force or not.
    Ever,
}

impl fmt::Display for Suggestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top(None) => f.write_str("Settings::top"),
            Self::Top(Some(number)) => write!(f, "Settings::top = {number}"),
            Self::Csv => f.write_str("Answer::listing"),
            Self::Json => f.write_str("Envelope"),
            Self::MinShared(least) => write!(f, "Settings::min_shared = {least}"),
            Self::Range => f.write_str("Comparison::range"),
            Self::Direct => f.write_str("TiedBy::Words"),
            Self::Measure(measure) => write!(f, "Comparison::measure = {measure}"),
            Self::Threshold(threshold) => write!(f, "TieRule::threshold = {threshold}"),
            Self::Since => f.write_str("Settings::since"),
            Self::Kinds(_) => f.write_str("Settings::kinds"),
            Self::FirstStances => f.write_str("ChangeKind::First"),
            Self::Actors => f.write_str("Filter::actors"),
            Self::Issues => f.write_str("Filter::issues"),
            Self::Ever => f.write_str("Time::EVER"),
        }
    }
}
