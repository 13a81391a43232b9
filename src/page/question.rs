//! What a page asks.

use serde::Deserialize;

use crate::bloc::Parallel;
use crate::error::Error;
use crate::graph::{Filter, StanceGraph, Time, View};
use crate::measure::Measure;
use crate::model::{Date, Position};
use crate::render::{Layout, Picture, Theme};

/// A question, as JSON: `{"ask": "draw", "view": "diagram", …}`.
#[derive(Debug, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub(super) enum Question {
    /// What is in the graph?
    Open,
    /// Here is where things stand in the diagram of everything that was said.
    Keep {
        /// The places.
        layout: Layout,
    },
    /// How does a view look?
    Draw(Draw),
    /// Why are two actors close or not?
    Why(Why),
    /// Which stances in view are of an actor, or on an actor or issue?
    Node(Behind),
    /// What was said in these stances?
    Evidence {
        /// Their ids.
        stances: Vec<String>,
    },
}

#[derive(Debug, Deserialize)]
pub(super) struct Draw {
    pub(super) view: Kind,
    #[serde(default)]
    pub(super) theme: Look,
    /// Whether the table alone is wanted.
    #[serde(default)]
    pub(super) as_table: bool,
    #[serde(flatten)]
    pub(super) grouped: Grouped,
    #[serde(flatten)]
    pub(super) seen: Seen,
}

/// How actors are compared and grouped: the options of the verb `blocs`.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct Grouped {
    /// How many blocs there may be: `2`, another number, or `auto`.
    k: String,
    /// `middle`, `median` or a number.
    threshold: String,
    min_shared: usize,
    measure: Measure,
    /// Whether ties are what actors said of one another.
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
            measure: self.measure,
            direct: self.direct,
            weighted: self.weighted,
            parallel: self.parallel,
            ..Picture::default()
        })
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Why {
    pub(super) a: String,
    pub(super) b: String,
    #[serde(flatten)]
    pub(super) seen: Seen,
}

#[derive(Debug, Deserialize)]
pub(super) struct Behind {
    /// As pictures name it: `actor:russia`, `issue:thaad`.
    pub(super) node: String,
    #[serde(flatten)]
    pub(super) seen: Seen,
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

/// Which stances count, and at which time: what the command line asks with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    actors: Vec<String>,
    issues: Vec<String>,
    positions: Vec<Position>,
    sources: Vec<String>,
    text: Option<String>,
    /// The positions in force on this day.
    at: Option<Date>,
    /// What was said from this day on.
    from: Option<Date>,
    /// What was said before this day.
    until: Option<Date>,
    /// Everything that was ever said.
    ever: bool,
    /// Whether what is no longer in force is shown too.
    pub(super) history: bool,
}

impl Seen {
    pub(super) fn view<'g>(&self, graph: &'g StanceGraph) -> Result<View<'g>, Error> {
        graph.view().at(self.time()?).filter(&self.filter())
    }

    /// The view of what is shown: of a snapshot what is in force, or everything said up to its day.
    pub(super) fn shown<'g>(&self, graph: &'g StanceGraph) -> Result<View<'g>, Error> {
        let view = self.view(graph)?;
        Ok(if self.history { view.said_so_far() } else { view.in_force() })
    }

    fn time(&self) -> Result<Time, Error> {
        match (self.at, self.from, self.until) {
            (Some(day), ..) => Ok(Time::Snapshot(day)),
            (None, Some(from), Some(until)) if until <= from => {
                Err(Error::EmptyWindow { from, until })
            }
            (None, None, None) if !self.ever => Ok(Time::Latest),
            (None, from, until) => Ok(Time::Window { from, until }),
        }
    }

    fn filter(&self) -> Filter {
        Filter {
            actors: self.actors.clone(),
            issues: self.issues.clone(),
            positions: self.positions.clone(),
            sources: self.sources.clone(),
            text: self.text.clone().filter(|text| !text.trim().is_empty()),
            ..Filter::default()
        }
    }
}
