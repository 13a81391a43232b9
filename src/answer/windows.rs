//! Answers for windows of time.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Evidence, VERSION};
use crate::graph::{Time, View, Windows};
use crate::model::{Date, Span};

/// Answers for windows of time: with `--window`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct InWindows<'g, A> {
    /// The version of the JSON answers.
    pub stancegraph: u32,
    /// The command that gave the answers.
    pub verb: Cow<'static, str>,
    /// The view that is split into windows, in words: its time and its filter.
    pub view: String,
    /// The length of a window.
    pub window: Span,
    /// The time between the starts of two windows.
    pub step: Span,
    /// The number of stances in no window, because they have no date.
    pub undated: usize,
    /// The windows, the oldest first, including those without a stance.
    pub windows: Vec<InWindow<'g, A>>,
}

/// The answer for one window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct InWindow<'g, A> {
    /// The first day.
    pub from: Option<Date>,
    /// The day after the last; absent at the end of the calendar.
    pub until: Option<Date>,
    /// The number of stances in the window.
    pub stances: usize,
    /// The answer.
    pub answer: A,
    /// With `--evidence`: every stance that the answer names, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<BTreeMap<String, Evidence<'g>>>,
}

impl<A> InWindows<'_, A> {
    /// Creates the answers of a verb, with the common fields and without any window yet.
    ///
    /// [`View::windows`] splits the view into the windows, with these lengths.
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
    /// Wraps the answer for one window, with or without the stances that it rests on.
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
