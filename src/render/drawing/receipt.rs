//! Marks that lead to the stances behind them.

use std::fmt::Display;

use super::evidence;
use super::pen::Pen;
use crate::graph::StanceRef;

/// What is added to the class of a mark of what is no longer in force.
pub const PAST: &str = " past";

impl Pen {
    /// A mark: a group with the ids of its stances, and what it says and their evidence as its title.
    pub(crate) fn receipt(
        &mut self,
        class: &str,
        stances: &[StanceRef],
        about: Option<&str>,
        inside: impl FnOnce(&mut Self),
    ) {
        let about = about.map(str::to_owned).or_else(|| evidence::addressed(stances));
        let tooltip = about.into_iter().chain([evidence::tooltip(stances)]);
        let tooltip = tooltip.collect::<Vec<_>>().join("\n\n");
        self.mark(class, stances, &tooltip, inside);
    }

    /// A mark with the ids of its stances and a title of one's own.
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

    /// A mark of two actors: a group that names them in `data-pair` and, where there are not too many,
    /// has the ids of their stances.
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
