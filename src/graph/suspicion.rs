//! Warnings: what is suspicious but not wrong.

use rustc_hash::{FxHashMap, FxHashSet};

use super::derived_id::is_alike;
use super::likeness::look_alikes_of;
use super::{Counts, Side, StanceGraph, StanceRef};
use crate::error::{Cause, Fault, Place};
use crate::model::Date;

impl StanceGraph {
    /// Lists what is suspicious: names that look like the same name, dates after `today`, an actor that
    /// contradicts itself on one day, a label that implies the opposite of its stance, names that were created
    /// because no file declares them, a stance that appears twice. Drafts contradict and repeat nothing.
    ///
    /// ```
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
    /// builder.stance(&Stance::on_issue("russia ", "opposes", "talks")?);
    /// let suspicions = builder.build()?.suspicions(None);
    /// assert_eq!(suspicions[0].cause.to_string(), "\"Russia\" and \"russia\" look like one actor");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn suspicions(&self, today: Option<Date>) -> Vec<Fault> {
        let all = self.with_drafts();
        let mut found = look_alikes_of(all);
        found.extend(all.stances().filter_map(|stance| in_future(stance, today)));
        found.extend(self.contradictions());
        found.extend(self.label_conflicts());
        found.extend(self.created().cloned());
        found.extend(self.stated_twice());
        found
    }

    fn contradictions(&self) -> impl Iterator<Item = Fault> {
        let stances = self.stances().collect::<Vec<_>>();
        let day = |stance: &StanceRef| (stance.ends(), stance.date().map(Date::begin));
        let days = stances.chunk_by(|a, b| day(a) == day(b));
        let faults = days.filter_map(|stances| {
            let counts = stances.iter().map(|stance| stance.position()).collect::<Counts>();
            let last = stances.last()?;
            let cause = Cause::Contradiction {
                actor: last.actor().title().into(),
                target: last.target().title().into(),
                date: last.date(),
            };
            (counts.side() == Some(Side::Mixed)).then(|| Fault { cause, place: last.place() })
        });
        faults.collect::<Vec<_>>().into_iter()
    }

    /// The first stance of each label whose side is opposite to the label's; the stance's own position counts.
    ///
    /// ```
    /// use stancegraph::model::{Position, Stance};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// let mut stance = Stance::on_issue("Russia", "opposes", "THAAD")?;
    /// stance.position = Some(Position::Support);
    /// builder.stance(&stance);
    /// let conflicts = builder.build()?.label_conflicts();
    /// let said = "the label \"opposes\" says oppose, and the stance support";
    /// assert_eq!(conflicts[0].cause.to_string(), said);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn label_conflicts(&self) -> Vec<Fault> {
        if !self.contradicts_labels {
            return Vec::new();
        }
        // Most graphs have few labels, and all stances to look at.
        let opposites = self
            .implied
            .iter()
            .map(|meanings| meanings.map(|meaning| meaning?.position.opposite()));
        let opposites = opposites.collect::<Vec<_>>();
        let is_opposite = |stance: &StanceRef| {
            let on_actor = usize::from(stance.target_number() < self.actors.len());
            opposites[stance.edge().label.index()][on_actor] == Some(stance.position())
        };
        let mut seen = FxHashSet::default();
        let faults = self.stances().filter(is_opposite).filter_map(|stance| {
            let implied = self.meaning(stance.edge().label, stance.target().is_actor())?.position;
            let (label, position) = (stance.label(), stance.position());
            let cause = || Cause::LabelAgainstPosition { label: label.into(), implied, position };
            let is_new = seen.insert((label, position));
            is_new.then(|| Fault { cause: cause(), place: stance.place() })
        });
        faults.collect()
    }

    /// Stances that say the same thing in the same place, in the same words and with the same note. Two quotes
    /// from one article are two stances.
    fn stated_twice(&self) -> Vec<Fault> {
        let mut firsts = FxHashMap::default();
        let faults = self.stances().filter_map(|stance| {
            // Stances that are alike are adjacent.
            if !stance.previous().is_some_and(|earlier| is_alike(earlier, stance)) {
                firsts.clear();
            }
            let first = *firsts.entry((stance.quote(), stance.note())).or_insert(stance);
            let name = |place: Place| self.files.say(Place { column: 0, ..place });
            let cause = Cause::StatedTwice { first: first.place().map(name) };
            let fault = Fault { cause, place: stance.place() };
            (first.index() != stance.index()).then_some(fault)
        });
        faults.collect()
    }
}

fn in_future(stance: StanceRef, today: Option<Date>) -> Option<Fault> {
    let date = stance.date().filter(|date| today.is_some_and(|today| date.begin() > today))?;
    Some(Fault { cause: Cause::FutureDate(date), place: stance.place() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::graph::Undeclared;
    use crate::model::{Position, Stance};

    proptest! {
        /// Whether there is a conflict is known from building; that changes nothing.
        #[test]
        fn conflicts_are_those_of_a_search(
            said in prop::collection::vec((0..3_usize, any::<bool>(), 0..4_usize), 0..5)
        ) {
            let mut builder = StanceGraph::builder();
            builder.undeclared(Undeclared::Create);
            for (label, on_actor, position) in said {
                let label = ["supports", "opposes", "is neutral on"][label];
                let new = if on_actor { Stance::toward_actor } else { Stance::on_issue };
                let mut stance = new("a", label, "b").expect("names are ids");
                stance.position = Position::ALL.get(position).copied();
                builder.stance(&stance);
            }
            // A label may mean nothing toward actors; that is reported elsewhere.
            let Ok(graph) = builder.build() else { return Ok(()) };
            let is_conflict = |stance: &StanceRef| {
                let implied = graph.meaning(stance.edge().label, stance.target().is_actor());
                implied.and_then(|implied| implied.position.opposite()) == Some(stance.position())
            };
            let naive = graph.stances().any(|stance| is_conflict(&stance));
            prop_assert_eq!(naive, !graph.label_conflicts().is_empty());
        }
    }
}
