//! A session: an open graph that answers questions.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::EdgeIndex;
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::json;

use super::drawing::{draw, first_view};
use super::evidence::Evidence;
use super::layout_cache::LayoutCache;
use super::question::Question;
use super::stances_of::stances_of;
use super::why::why;
use crate::error::Error;
use crate::format::read_json;
use crate::graph::{Facet, StanceGraph, StanceRef};
use crate::model::Date;

/// An open graph that takes questions and gives answers in JSON.
///
/// Inside and outside of a page, the same question has the same answer, byte for byte.
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
    layouts: LayoutCache,
}

/// What a page needs to know about its graph.
#[derive(Serialize)]
struct Opened<'g> {
    description: Option<&'g str>,
    /// The filters that the page offers.
    filters: Vec<Offer<'g>>,
    /// The days on which a stance begins or ends, in order.
    days: Vec<Date>,
    /// The first day, and the last day, on which the latest positions hold.
    period: Option<[Date; 2]>,
    /// The view that the page opens with.
    view: &'static str,
}

/// A filter with its choices.
#[derive(Serialize)]
struct Offer<'g> {
    /// Its name in links and on the command line: `actor`.
    name: &'static str,
    /// Its field in a query: `actors`.
    field: &'static str,
    choices: Vec<Choice<'g>>,
}

/// A choice of a filter.
#[derive(Serialize)]
struct Choice<'g> {
    id: &'g str,
    name: &'g str,
    /// The number of its stances.
    stances: usize,
}

impl Session {
    /// Opens a graph from JSON, as a page contains it.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with all errors in it.
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
        Self { graph, stances, layouts: LayoutCache::default() }
    }

    /// Answers a question; with `{"error": "…"}` if it cannot be answered.
    #[must_use]
    pub fn ask(&self, question: &str) -> String {
        let question = serde_json::from_str(question).map_err(|error| error.to_string());
        let answer = question.and_then(|question| self.answer(question));
        answer.unwrap_or_else(|error| Self::refusal(&error))
    }

    /// The answer to a question that cannot be answered.
    #[must_use]
    pub fn refusal(error: &str) -> String {
        json!({ "error": error }).to_string()
    }

    fn answer(&self, question: Question) -> Result<String, String> {
        match question {
            Question::Open => written(&self.opened()),
            Question::Keep { layout } => {
                self.layouts.take(layout);
                written(&json!({}))
            }
            Question::Draw(wanted) => {
                let view = self.graph.ask(&wanted.query).map_err(said)?;
                written(&draw(&view, &wanted, &self.layouts).map_err(said)?)
            }
            Question::Why(wanted) => {
                let view = self.graph.ask(&wanted.query).map_err(said)?.in_force();
                written(&why(&view, &wanted.a, &wanted.b).map_err(said)?)
            }
            Question::Node(wanted) => {
                let view = self.graph.ask(&wanted.query).map_err(said)?;
                let view = if wanted.history { view.said_so_far() } else { view.in_force() };
                written(&stances_of(&view, &wanted.node).map_err(said)?)
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
        let offers = Facet::ALL.into_iter().filter(|facet| is_offered(*facet)).map(|facet| Offer {
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

/// Whether a page offers a filter. It does not offer targets, which are issues and actors, nor labels, of which there
/// are as many as stances.
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

/// The choices of a filter that stances have, by id.
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
