//! Answers: one type for the answer to each question, for programs and for people.
//!
//! An answer is computed from a [`View`] and contains its results, with the ids of the stances that they rest on.
//! The same type serves every output: serde writes the JSON that the program prints, and reads it back;
//! [`schema`](schemars::schema_for) describes it; [`Answer::tables`] returns it as titled tables with typed
//! columns, from which the program writes text, CSV and Markdown.
//!
//! ```
//! use stancegraph::answer::{Answer, Envelope, Who};
//! use stancegraph::model::Stance;
//! use stancegraph::{StanceGraph, Undeclared};
//!
//! let mut builder = StanceGraph::builder();
//! builder.undeclared(Undeclared::Create);
//! builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
//! let graph = builder.build()?;
//! let view = graph.view();
//!
//! let who = Who::of(&view, graph.find_target("THAAD")?, None)?;
//! let table = &who.tables()[0];
//! assert_eq!(table.title, "THAAD: 1 actor, 1 stance");
//! assert_eq!(table.header(), ["actor", "actor_id", "side", "since", "stances"]);
//! assert_eq!(table.records().collect::<Vec<_>>(), [["Russia", "Russia", "oppose", "", "1"]]);
//!
//! let json = serde_json::to_string(&Envelope::of(&who, &view, false))?;
//! let read: Envelope<Who> = serde_json::from_str(&json)?;
//! assert_eq!(read.answer, who);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod align;
pub mod balance;
pub mod blocs;
pub mod changes;
mod check;
pub mod coders;
pub mod contradictions;
pub mod diff;
mod drafts;
mod errors;
pub mod evaluation;
mod evidence;
mod import;
pub mod issues;
pub mod matrix;
mod measured;
mod positions;
mod quality;
mod record;
mod schema;
pub mod show;
pub mod statements;
mod suggestion;
mod table;
mod ties;
mod unwritten;
mod who;
mod why;
mod windows;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::generate::SchemaGenerator;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use crate::graph::View;

pub use align::Align;
pub use balance::Balance;
pub use blocs::Blocs;
pub use changes::Changes;
pub use check::{Check, CheckedLabel, LabelParts, PositionSource};
pub use coders::Coders;
pub use contradictions::Contradictions;
pub use diff::Diff;
pub use drafts::{DraftedName, DraftedStance, DraftedText, Drafts, RefusedProposal};
pub use errors::{Errors, Wrong};
pub use evaluation::Evaluation;
pub use evidence::{ActorName, Evidence, NodeKind, Said, SourceName, Stances, TargetName};
pub use import::{Import, ImportedStance, ImportedTable};
pub use issues::Issues;
pub use matrix::Matrix;
pub use positions::{HeldBy, Positions};
pub use quality::{Named, OldStanding, OneSource, Quality};
pub use record::{Held, Record, SideSince};
pub use schema::schema;
pub use show::Show;
pub use statements::{Statement, Statements};
pub use suggestion::{Note, Suggestion};
pub use table::{Column, Kind, Link, LinkTo, Row, Table, Value};
pub use ties::{BestPartitions, Certificate, Ties};
pub use who::{Holder, Who};
pub use why::{At, SharedTarget, Why};
pub use windows::{InWindow, InWindows};
pub use words::plural;
#[cfg(feature = "page-answers")]
pub(crate) use words::single_note;

/// One schema for each form that an answer has: a new answer is one line here.
fn alternatives(generator: &mut SchemaGenerator) -> Vec<Schema> {
    vec![
        generator.subschema_for::<Envelope<Show>>(),
        generator.subschema_for::<Envelope<Who>>(),
        generator.subschema_for::<Envelope<Record>>(),
        generator.subschema_for::<Envelope<Align>>(),
        generator.subschema_for::<InWindows<Align>>(),
        generator.subschema_for::<Envelope<Matrix>>(),
        generator.subschema_for::<Envelope<Why>>(),
        generator.subschema_for::<Envelope<Issues>>(),
        generator.subschema_for::<InWindows<Issues>>(),
        generator.subschema_for::<Envelope<Changes>>(),
        generator.subschema_for::<Envelope<Diff>>(),
        generator.subschema_for::<Envelope<Blocs>>(),
        generator.subschema_for::<InWindows<Blocs>>(),
        generator.subschema_for::<Envelope<Balance>>(),
        generator.subschema_for::<InWindows<Balance>>(),
        generator.subschema_for::<Envelope<Contradictions>>(),
        generator.subschema_for::<Envelope<Coders>>(),
        generator.subschema_for::<Envelope<Import>>(),
        generator.subschema_for::<Envelope<Drafts>>(),
        generator.subschema_for::<Envelope<Evaluation>>(),
        generator.subschema_for::<Check>(),
        generator.subschema_for::<Errors>(),
    ]
}

/// The version of the JSON answers; it changes when a field is removed or changes its meaning.
pub const VERSION: u32 = 1;

/// The answer to a question.
pub trait Answer: Serialize {
    /// The verb of the program that prints the answer.
    const VERB: &'static str;

    /// The answer as tables, the most important first.
    fn tables(&self) -> Vec<Table<'_>>;

    /// The one table that CSV contains: the first, or another if the first is only a summary.
    fn listing(&self) -> Option<Table<'_>> {
        self.tables().into_iter().next()
    }

    /// Whether the titles of the tables state their time.
    fn says_time(&self) -> bool {
        false
    }

    /// Every stance that the answer rests on, by its id; empty for an answer that was read from JSON, which has
    /// only the ids.
    fn evidence(&self) -> BTreeMap<String, Evidence<'_>> {
        evidence_of(&self.tables())
    }
}

/// The stances that the rows of tables rest on, by their ids.
fn evidence_of<'a>(tables: &[Table<'a>]) -> BTreeMap<String, Evidence<'a>> {
    let rows = tables.iter().flat_map(|table| &table.rows);
    let said = rows.flat_map(|row| row.stances.said());
    said.map(|said| (said.stance.id().to_string(), Evidence::from(said))).collect()
}

/// An answer in JSON, with the fields that all answers have in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Envelope<'g, A> {
    /// The version of the JSON answers.
    pub stancegraph: u32,
    /// The command that gave the answer.
    pub verb: Cow<'static, str>,
    /// The view in words: its time and its filter.
    pub view: String,
    /// The answer.
    pub answer: A,
    /// With `--evidence`: every stance that the answer names, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<BTreeMap<String, Evidence<'g>>>,
}

impl<'g, A: Answer> Envelope<'g, &'g A> {
    /// Wraps the answer to a view, with or without the stances that it rests on.
    pub fn of(answer: &'g A, view: &View, with_evidence: bool) -> Self {
        Self {
            stancegraph: VERSION,
            verb: A::VERB.into(),
            view: view.to_string(),
            answer,
            evidence: with_evidence.then(|| answer.evidence()),
        }
    }
}
