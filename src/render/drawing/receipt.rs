//! Marks that name the stances behind them.

use std::fmt::Display;

use super::evidence;
use super::pen::Pen;
use crate::graph::StanceRef;

/// The additional class of a mark for what is no longer in force.
pub const PAST: &str = " past";

impl Pen {
    /// Draws a mark: a group with the ids of its stances; its title is what it says, and the evidence.
    pub(crate) fn receipt(
        &mut self,
        class: &str,
        stances: &[StanceRef],
        about: Option<&str>,
        inside: impl FnOnce(&mut Self),
    ) {
        let about = about.map(str::to_owned).or_else(|| evidence::addressed(stances));
        let tooltip =
            about.into_iter().chain([evidence::tooltip(stances)]).collect::<Vec<_>>().join("\n\n");
        self.mark(class, stances, &tooltip, inside);
    }

    /// Draws a mark with the ids of its stances and a given title.
    pub(crate) fn mark(
        &mut self,
        class: &str,
        stances: &[StanceRef],
        tooltip: &str,
        inside: impl FnOnce(&mut Self),
    ) {
        let ids = evidence::ids(stances);
        let attributes: [(&str, &dyn Display); 2] = [("class", &class), ("data-stances", &ids)];
        self.within("g", &attributes, |pen| {
            pen.xml.text("title", &[], tooltip);
            inside(pen);
        });
    }

    /// Draws a mark of two actors: a group with their ids in `data-pair` and, if there are not too many, the ids of
    /// their stances.
    pub(crate) fn pair(
        &mut self,
        class: &str,
        name: &str,
        stances: Option<&str>,
        tooltip: &str,
        inside: impl FnOnce(&mut Self),
    ) {
        let mut attributes: Vec<(&str, &dyn Display)> =
            vec![("class", &class), ("data-pair", &name)];
        if let Some(stances) = &stances {
            attributes.push(("data-stances", stances));
        }
        self.within("g", &attributes, |pen| {
            pen.xml.text("title", &[], tooltip);
            inside(pen);
        });
    }
}
