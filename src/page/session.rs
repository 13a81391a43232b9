//! An open graph that answers.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::EdgeIndex;
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::json;

use super::behind::behind;
use super::drawing::{draw, first_view};
use super::evidence::Evidence;
use super::kept::Kept;
use super::question::Question;
use super::why::why;
use crate::error::Error;
use crate::format::read_json;
use crate::graph::{Facet, StanceGraph, StanceRef};
use crate::model::Date;

/// A graph that is asked in JSON, and answers in JSON.
///
/// The same in a page and outside of one: the same question has the same answer,
/// byte for byte.
///
/// # Examples
///
/// ```
/// use stancegraph::page::Session;
///
/// let text = r#"{"actors": {"ann": {}}, "issues": {"tunnel": {}},
///     "stances": [{"id": "one", "actor": "ann", "label": "opposes", "issue": "tunnel"}]}"#;
/// let session = Session::open(text)?;
/// let answer = session.ask(r#"{"ask": "draw", "view": "matrix", "as_table": true}"#);
/// assert!(answer.contains(r#""text":"▼ 1","about":"ann: oppose on tunnel, 1 stance""#));
/// let answer = session.ask(r#"{"ask": "evidence", "stances": ["one"]}"#);
/// assert!(answer.contains(r#""label":"opposes""#));
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[derive(Debug)]
pub struct Session {
    graph: StanceGraph,
    stances: FxHashMap<String, Vec<EdgeIndex>>,
    kept: Kept,
}

/// What a page has to know of its graph.
#[derive(Serialize)]
struct Opened<'g> {
    description: Option<&'g str>,
    /// By what stances can be filtered.
    filters: Vec<Offer<'g>>,
    /// The days on which something is said or ceases to hold, in order.
    days: Vec<Date>,
    /// The first day, and the last, of which the latest positions are.
    period: Option<[Date; 2]>,
    /// The view to begin with.
    view: &'static str,
}

/// A list of things to filter by.
#[derive(Serialize)]
struct Offer<'g> {
    /// As in links and on the command line: `actor`.
    name: &'static str,
    /// The list of the filter: `actors`.
    field: &'static str,
    choices: Vec<Choice<'g>>,
}

/// Something to filter by.
#[derive(Serialize)]
struct Choice<'g> {
    id: &'g str,
    name: &'g str,
    /// How many stances it has.
    stances: usize,
}

impl Session {
    /// Reads a graph from JSON: what stands in a page.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with all faults.
    pub fn open(text: &str) -> Result<Self, Error> {
        read_json(text).map(Self::of)
    }

    /// Opens a graph.
    #[must_use]
    pub fn of(graph: StanceGraph) -> Self {
        let mut stances = FxHashMap::<_, Vec<_>>::default();
        for stance in graph.stances() {
            stances.entry(stance.id().to_string()).or_default().push(stance.index());
        }
        Self { graph, stances, kept: Kept::default() }
    }

    /// Answers a question; one that cannot be answered with `{"error": "…"}`.
    #[must_use]
    pub fn ask(&self, question: &str) -> String {
        let question = serde_json::from_str(question).map_err(|error| error.to_string());
        let answer = question.and_then(|question| self.answer(question));
        answer.unwrap_or_else(|error| Self::refusal(&error))
    }

    /// An answer that says why there is none.
    #[must_use]
    pub fn refusal(error: &str) -> String {
        json!({ "error": error }).to_string()
    }

    fn answer(&self, question: Question) -> Result<String, String> {
        match question {
            Question::Open => written(&self.opened()),
            Question::Keep { layout } => {
                self.kept.take(layout);
                written(&json!({}))
            }
            Question::Draw(wanted) => {
                let view = self.graph.ask(&wanted.query).map_err(said)?;
                written(&draw(&view, &wanted, &self.kept).map_err(said)?)
            }
            Question::Why(wanted) => {
                let view = self.graph.ask(&wanted.query).map_err(said)?.in_force();
                written(&why(&view, &wanted.a, &wanted.b).map_err(said)?)
            }
            Question::Node(wanted) => {
                let view = self.graph.ask(&wanted.query).map_err(said)?;
                let view = if wanted.history { view.said_so_far() } else { view.in_force() };
                written(&behind(&view, &wanted.node).map_err(said)?)
            }
            Question::Evidence { stances } => {
                let found = stances.iter().flat_map(|id| self.stances(id)).map(Evidence::from);
                written(&json!({ "stances": found.collect::<Vec<_>>() }))
            }
        }
    }

    fn stances(&self, id: &str) -> impl Iterator<Item = StanceRef<'_>> {
        let edges = self.stances.get(id).into_iter().flatten();
        edges.map(|edge| self.graph.stance(*edge))
    }

    fn opened(&self) -> Opened<'_> {
        let graph = &self.graph;
        let offers = Facet::ALL.into_iter().filter(|facet| is_offered(*facet));
        let offers = offers.map(|facet| Offer {
            name: facet.name(),
            field: facet.field(),
            choices: choices(graph, facet),
        });
        Opened {
            description: graph.description(),
            filters: offers.filter(|offer| !offer.choices.is_empty()).collect(),
            days: self.days().into_iter().collect(),
            period: graph.period().map(|(first, last)| [first, last]),
            view: first_view(&graph.view()),
        }
    }

    fn days(&self) -> BTreeSet<Date> {
        let begin = |date: Date| Date::from(date.first_day());
        let lapse = |date: Date| date.last_day().tomorrow().ok().map(Date::from);
        let days = self.graph.stances().flat_map(|stance| {
            [stance.date().map(begin), stance.until().and_then(lapse)].into_iter().flatten()
        });
        days.collect()
    }
}

/// Whether a page offers it: targets are issues and actors, and labels are as many as stances.
fn is_offered(facet: Facet) -> bool {
    match facet {
        Facet::Target | Facet::Label => false,
        Facet::Actor
        | Facet::Issue
        | Facet::Source
        | Facet::Speaker
        | Facet::Coder
        | Facet::Grade => true,
    }
}

/// What stances have of it, by id.
fn choices(graph: &StanceGraph, facet: Facet) -> Vec<Choice<'_>> {
    let mut counts = BTreeMap::<_, (_, usize)>::new();
    for (id, name) in graph.stances().filter_map(|stance| facet.of(stance)) {
        counts.entry(id).or_insert((name, 0)).1 += 1;
    }
    counts.into_iter().map(|(id, (name, stances))| Choice { id, name, stances }).collect()
}

fn written(answer: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(answer).map_err(|error| error.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn said(error: Error) -> String {
    error.to_string()
}
