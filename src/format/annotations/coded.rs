//! A graph as texts with coded passages, for the writers of annotations.

use std::collections::{BTreeMap, HashMap};

use super::anchor::{Anchors, Counting, Found};
use crate::error::LeftOut;
use crate::format::losses::counted;
use crate::format::order::reading_order_in_graph;
use crate::format::quotes::text_of_source;
use crate::graph::{StanceGraph, StanceRef, TargetRef};
use crate::model::{Actor, Source};

/// The document of the stances that name no source.
const NO_SOURCE: &str = "stances without a source";

/// A source with its text and its passages.
pub struct CodedText<'g> {
    pub source: Option<&'g Source>,
    pub text: String,
    pub passages: Vec<CodedPassage<'g>>,
}

/// A stance, and the characters of the text that it quotes.
#[derive(Clone, Copy)]
pub struct CodedPassage<'g> {
    pub stance: StanceRef<'g>,
    pub start: usize,
    pub end: usize,
}

/// The actor that a stance is on, or else addressed to.
pub fn toward(stance: StanceRef<'_>) -> Option<&Actor> {
    match stance.target() {
        TargetRef::Actor(actor) => Some(actor),
        TargetRef::Issue(_) => stance.toward(),
    }
}

impl CodedText<'_> {
    /// What it is called.
    pub fn name(&self) -> &str {
        self.source.map_or(NO_SOURCE, |source| source.id.as_str())
    }
}

/// A graph as coded texts.
pub struct Coded<'g> {
    pub texts: Vec<CodedText<'g>>,
    /// The stances that are no passage: without a quote, or with one that is not in the text.
    pub unplaced: Vec<StanceRef<'g>>,
}

impl<'g> Coded<'g> {
    /// The passages of a graph with its drafts, by source. A source without a text has its quotes for one, a line
    /// each.
    pub fn of(graph: &'g StanceGraph) -> Self {
        let mut by_source = BTreeMap::<Option<&str>, Vec<StanceRef>>::new();
        let mut unplaced = Vec::new();
        let mut stances = graph.with_drafts().stances().collect::<Vec<_>>();
        stances.sort_unstable_by(|a, b| reading_order_in_graph(*a, *b));
        for stance in stances {
            match stance.quote().filter(|quote| !quote.trim().is_empty()) {
                Some(_) => {
                    let source = stance.source().map(|source| source.id.as_str());
                    by_source.entry(source).or_default().push(stance);
                }
                None => unplaced.push(stance),
            }
        }
        let texts = by_source.into_values().map(|stances| {
            let source = stances.first().and_then(|stance| stance.source());
            let text = source.filter(|source| source.text.is_some());
            let text = text.and_then(|source| text_of_source(source, graph.with_drafts()).ok());
            match text {
                Some(text) => found(source, text, stances, &mut unplaced),
                None => composed(source, &stances),
            }
        });
        let texts = texts.collect();
        Self { texts, unplaced }
    }

    /// What is lost of the graph, but for the fields that a format keeps.
    pub fn losses(graph: &StanceGraph, kept: &[&str]) -> Vec<LeftOut> {
        type Has = fn(StanceRef) -> bool;
        let coded = Coded::of(graph);
        let parts: [(&str, &str, Has); 14] = [
            ("stance's own id", "stances' own ids", |stance| stance.own_id().is_some()),
            ("strength", "strengths", |stance| !stance.strength().is_full()),
            ("grade", "grades", |stance| stance.grade().is_some()),
            ("speaker", "speakers", |stance| stance.speaker().is_some()),
            ("addressee", "addressees", |stance| {
                !stance.target().is_actor() && stance.toward().is_some()
            }),
            ("date", "dates", |stance| stance.date().is_some()),
            ("last date", "last dates", |stance| stance.until().is_some()),
            ("source", "sources", |stance| stance.source().is_some()),
            ("locator", "locators", |stance| stance.locator().is_some()),
            ("note", "notes", |stance| stance.note().is_some()),
            ("coder", "coders", |stance| stance.coder().is_some()),
            ("proposer", "proposers", |stance| stance.proposed_by().is_some()),
            ("rule of a draft", "rules of drafts", |stance| stance.rule().is_some()),
            ("confidence", "confidences", |stance| stance.confidence().is_some()),
        ];
        let placed = coded.texts.iter().flat_map(|text| &text.passages);
        let placed = placed.map(|passage| passage.stance).collect::<Vec<_>>();
        let details = parts.into_iter().map(|(one, many, has)| {
            let mut count = coded.unplaced.iter().filter(|stance| has(**stance)).count();
            if !kept.contains(&one) {
                count += placed.iter().filter(|stance| has(**stance)).count();
            }
            counted(count, one, many)
        });
        let is_without =
            |stance: &&StanceRef| stance.quote().is_none_or(|quote| quote.trim().is_empty());
        let without = coded.unplaced.iter().filter(is_without).count();
        let elsewhere = coded.unplaced.len() - without;
        let whole = [
            counted(without, "stance without a quote", "stances without a quote"),
            counted(
                elsewhere,
                "stance whose quote is not in the text of its source",
                "stances whose quote is not in the text of its source",
            ),
            crate::format::losses::coded_range(graph),
        ];
        let things = crate::format::losses::details(graph.with_drafts());
        whole.into_iter().chain(details).flatten().chain(things).collect()
    }
}

/// The passages of a text.
fn found<'g>(
    source: Option<&'g Source>,
    text: String,
    stances: Vec<StanceRef<'g>>,
    unplaced: &mut Vec<StanceRef<'g>>,
) -> CodedText<'g> {
    let mut anchors = Anchors::new(&text);
    let mut passages = Vec::new();
    for stance in stances {
        let span = stance.characters().map(|at| (u64::from(at.start()), u64::from(at.end())));
        let counting = Counting::Characters;
        match anchors.find(span, counting, stance.quote(), false, [None; 2]) {
            Found::There(start, end) | Found::Moved(start, end) => {
                passages.push(CodedPassage { stance, start, end });
            }
            Found::Ambiguous | Found::Missing | Found::GivenUp => unplaced.push(stance),
        }
    }
    CodedText { source, text, passages }
}

/// A text made of the quotes alone.
fn composed<'g>(source: Option<&'g Source>, stances: &[StanceRef<'g>]) -> CodedText<'g> {
    let (mut text, mut count) = (String::new(), 0);
    let mut known = HashMap::new();
    let passages = stances.iter().map(|stance| {
        let quote = stance.quote().unwrap_or_default();
        let (start, end) = *known.entry(quote).or_insert_with(|| {
            let start = count;
            text.push_str(quote);
            text.push('\n');
            let end = start + quote.chars().count();
            count = end + 1;
            (start, end)
        });
        CodedPassage { stance: *stance, start, end }
    });
    let passages = passages.collect();
    CodedText { source, text, passages }
}
