//! The questions of a page.

use serde::Deserialize;

use crate::bloc::Parallel;
use crate::error::Error;
use crate::graph::Query;
use crate::measure::AnyMeasure;
use crate::render::{Layout, Picture, Theme};

/// A question, as JSON: `{"ask": "draw", "view": "diagram", …}`.
#[derive(Debug, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub(super) enum Question {
    /// What does the graph contain?
    Open,
    /// Use this layout for the diagram of everything that was said.
    Keep {
        /// The places.
        layout: Layout,
    },
    /// What does a view look like?
    Draw(Draw),
    /// Why are two actors close or not?
    Why(Why),
    /// Which stances in view are by an actor, or on an actor or issue?
    Node(StancesOf),
    /// What do these stances say?
    Evidence {
        /// Their ids.
        stances: Vec<String>,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Draw {
    pub(super) view: Kind,
    #[serde(default)]
    pub(super) theme: Look,
    /// Whether only the table is wanted.
    #[serde(default)]
    pub(super) as_table: bool,
    #[serde(default)]
    pub(super) grouping: Grouped,
    #[serde(default)]
    pub(super) query: Query,
    /// Whether to show what is no longer in force, too.
    #[serde(default)]
    pub(super) history: bool,
}

/// How actors are compared and grouped: the options of the verb `blocs`.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Grouped {
    /// How many blocs are allowed: `2`, another number, or `auto`.
    k: String,
    /// `middle`, `median` or a number.
    threshold: String,
    min_shared: usize,
    measure: AnyMeasure,
    /// Whether ties are what actors said about one another.
    direct: bool,
    weighted: bool,
    parallel: Parallel,
}

impl Default for Grouped {
    fn default() -> Self {
        let Picture { blocs, threshold, min_shared, measure, direct, weighted, parallel, .. } =
            Picture::default();
        let (k, threshold) = (blocs.to_string(), threshold.to_string());
        Self { k, threshold, min_shared, measure, direct, weighted, parallel }
    }
}

impl Grouped {
    /// The same for pictures.
    pub(super) fn picture(&self) -> Result<Picture, Error> {
        Ok(Picture {
            blocs: self.k.parse()?,
            threshold: self.threshold.parse()?,
            min_shared: self.min_shared.max(1),
            measure: self.measure.clone(),
            direct: self.direct,
            weighted: self.weighted,
            parallel: self.parallel,
            ..Picture::default()
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    pub(super) a: String,
    pub(super) b: String,
    #[serde(default)]
    pub(super) query: Query,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StancesOf {
    /// The node, named as in pictures: `actor:russia`, `issue:thaad`.
    pub(super) node: String,
    #[serde(default)]
    pub(super) query: Query,
    /// Whether what is no longer in force counts, too.
    #[serde(default)]
    pub(super) history: bool,
}

/// The views of a page, one tab each.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    Diagram,
    Matrix,
    Alignment,
    Blocs,
    Issues,
    Timeline,
    Table,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Look {
    #[default]
    Light,
    Dark,
    Print,
}

impl Look {
    pub(super) fn theme(self) -> Theme {
        match self {
            Self::Light => Theme::LIGHT,
            Self::Dark => Theme::DARK,
            Self::Print => Theme::PRINT,
        }
    }
}
