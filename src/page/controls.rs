//! Words what notes suggest as the controls of a page.

use crate::answer::Suggestion;

/// The control of the page for what a note suggests, or where the program has one.
pub(super) fn worded(suggestion: &Suggestion) -> String {
    match suggestion {
        Suggestion::Top(_) => "a narrower filter".into(),
        Suggestion::MinShared(least) => format!("“shared targets: {least} or more”"),
        Suggestion::Direct => "“what they said of one another”".into(),
        Suggestion::Measure(measure) => format!("the measure {measure} in the program"),
        Suggestion::Threshold(threshold) => format!("the {threshold} as threshold there"),
        Suggestion::Since => "“said in a period”".into(),
        Suggestion::Csv
        | Suggestion::Json
        | Suggestion::Range
        | Suggestion::Kinds(_)
        | Suggestion::FirstStances => "the program".into(),
        Suggestion::Actors => "the filter by actors".into(),
        Suggestion::Issues => "the filter by issues".into(),
        Suggestion::Ever => "“everything said”".into(),
    }
}
