//! What a picture shows of a view: what is in force and, on request, what came before.

use super::{Diagram, Picture};
use crate::graph::{StanceRef, View};

/// A view as a picture shows it.
#[derive(Debug)]
pub struct Shown<'g> {
    /// What is in force on the day of the view; for a window everything that was said in it.
    pub(crate) now: View<'g>,
    /// What is no longer in force on that day; for a window nothing.
    past: View<'g>,
    /// Everything that was said up to that day.
    said: View<'g>,
    has_history: bool,
    /// Whether the picture itself shows what became of the stances no longer in force.
    is_change: bool,
}

impl<'g> Shown<'g> {
    /// What a picture shows of a view.
    pub(crate) fn of(view: &View<'g>, picture: &Picture) -> Self {
        // The windows of a flow are cut from everything that was said.
        let is_flow = matches!(picture.diagram, Diagram::Flow { .. });
        let view = if is_flow { view.said() } else { view.clone() };
        let is_asked_for = picture.history && picture.diagram.has_history();
        let has_history = is_asked_for || picture.diagram == Diagram::Timeline;
        let is_change = matches!(picture.diagram, Diagram::Change { .. });
        let (now, past, said) = (view.in_force(), view.past(), view.said_so_far());
        Self { now, past, said, has_history, is_change }
    }

    /// What is drawn pale; `None` if there is nothing.
    pub(crate) fn past(&self) -> Option<&View<'g>> {
        (self.has_history && self.past.stances().next().is_some()).then_some(&self.past)
    }

    /// Everything that is drawn, in force or not.
    pub(crate) fn all(&self) -> &View<'g> {
        if self.past().is_some() { &self.said } else { &self.now }
    }

    /// The stances that are drawn at full strength.
    pub(crate) fn stances(&self) -> impl Iterator<Item = StanceRef<'g>> {
        self.now.stances()
    }

    /// `5 superseded not shown`, `5 superseded, 1 ended drawn pale`; `None` if there are none.
    pub(crate) fn others(&self) -> Option<String> {
        let past = self.past.stances().count();
        let has_ended = |stance: &StanceRef| {
            stance.until().zip(self.now.day()).is_some_and(|(until, day)| until.end() < day)
        };
        let ended = self.past.stances().filter(has_ended).count();
        let parts = [(past - ended, "superseded"), (ended, "ended")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect::<Vec<_>>();
        let fate = if self.has_history { "drawn pale" } else { "not shown" };
        (!parts.is_empty() && !self.is_change).then(|| format!("{} {fate}", parts.join(", ")))
    }
}
