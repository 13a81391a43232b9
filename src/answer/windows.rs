//! One answer for each window of time.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Evidence, VERSION};
use crate::graph::{Time, View, Windows};
use crate::model::{Date, Span};

/// Answers for windows of time: with `--window`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InWindows<'g, A> {
    /// The version of the answers' form.
    pub stancegraph: u32,
    /// The command that gave the answers.
    pub verb: Cow<'static, str>,
    /// Which stances are cut into windows: the time and the filter.
    pub view: String,
    /// How long a window is.
    pub window: Span,
    /// How far apart windows begin.
    pub step: Span,
    /// How many stances are in no window since they have no date.
    pub undated: usize,
    /// The oldest first; those without a stance too.
    pub windows: Vec<InWindow<'g, A>>,
}

/// The answer for one window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InWindow<'g, A> {
    /// The first day.
    pub from: Option<Date>,
    /// The day after the last; absent at the end of the calendar.
    pub until: Option<Date>,
    /// How many stances are in the window.
    pub stances: usize,
    /// The answer.
    pub answer: A,
    /// With `--evidence`: every stance that the answer names, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<BTreeMap<String, Evidence<'g>>>,
}

impl<A> InWindows<'_, A> {
    /// What all windows have in common, for answers of a verb; the windows are yet to come.
    ///
    /// The windows are cut from a view by [`View::windows`], with these lengths.
    #[must_use]
    pub fn begun(verb: &'static str, windows: &Windows, window: Span, step: Option<Span>) -> Self {
        Self {
            stancegraph: VERSION,
            verb: verb.into(),
            view: windows.base().to_string(),
            window,
            step: step.unwrap_or(window),
            undated: windows.undated(),
            windows: Vec::new(),
        }
    }
}

impl<'g, A: Answer> InWindow<'g, &'g A> {
    /// An answer to one window, with the stances that it rests on or without them.
    pub fn of(answer: &'g A, view: &View, with_evidence: bool) -> Self {
        let [from, until] = ends(view);
        let evidence = with_evidence.then(|| answer.evidence());
        Self { from, until, stances: view.stances().count(), answer, evidence }
    }
}

/// The first day of a window, and the day after the last.
fn ends(view: &View) -> [Option<Date>; 2] {
    match view.time() {
        Time::Window { from, until } => [from, until],
        Time::Latest | Time::Snapshot(_) => [None, None],
    }
}
