//! Stance graphs: who takes which position on what, since when, with which
//! evidence, and who agrees with whom.
//!
//! Actors (Russia, China) are nodes; the positions they take (opposes THAAD,
//! urges restraint) are labelled, signed, dated edges with their evidence, in
//! a [petgraph]. The graph is read from plain files, drawn, and asked.
//!
//! ```text
//! files ──format──▶ Builder ──▶ StanceGraph ──▶ View (who, what, when) ──▶ Standing ──measure──▶ Alignment ──bloc──▶ Blocs
//!  toml csv json     checks all    petgraph,      a filter and a time         one per             one per pair         groups
//!                    reports all   immutable      window; borrows             actor, target       + n, interval        + proof
//!                                                      └───────────────── render: dot svg png ─────────────────┘
//! ```
//!
//! Stances are what was said; a [`Standing`] is what they add up to; an
//! [`Alignment`] compares standings. Every answer leads back to the
//! stances behind it.
//!
//! # Example
//!
//! ```
//! use stancegraph::measure::Measure;
//! use stancegraph::model::Stance;
//! use stancegraph::{StanceGraph, Undeclared};
//!
//! let mut builder = StanceGraph::builder();
//! builder.undeclared(Undeclared::Create);
//! builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
//! builder.stance(&Stance::on_issue("China", "objects to", "THAAD")?);
//! builder.stance(&Stance::on_issue("United States", "pursues", "THAAD")?);
//! let graph = builder.build()?;
//!
//! let view = graph.view();
//! let pair = view.alignment("Russia", "China", Measure::Agreement)?;
//! assert_eq!(pair.score, Some(1.0));
//! assert_eq!(pair.stances().len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! How to use it in a program of yours is in `docs/embedding.md`: features, errors, servers, change.
//!
//! # Where things are
//!
//! - [`answer`]: what is told: one type a verb, with JSON and tables.
//! - [`model`]: the words, one type each, for serde.
//! - [`graph`]: [`Builder`], the one door in; [`StanceGraph`]; [`View`] and [`Standing`].
//! - [`measure`]: how close two actors are.
//! - [`bloc`]: how they group, with proof.
//! - [`diff`]: what differs between two graphs, or two days of one.
//! - `draft` (with the feature of that name): stances proposed from texts.
//! - [`edit`]: names in files that people wrote, merged and changed.
//! - [`mod@format`]: files for machines, in both directions.
//! - [`render`]: pictures and tables for people.
//! - `workbench` (with the feature of that name): stances coded in texts, and files that stay the truth.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(clippy::print_stdout, clippy::print_stderr)]
// A new variant does not go unnoticed: every match on an enum of ours names them all.
#![warn(clippy::wildcard_enum_match_arm)]

#[macro_use]
mod setters;

pub mod answer;
pub mod bloc;
pub mod diff;
#[cfg(feature = "draft")]
pub mod draft;
pub mod edit;
pub mod error;
pub mod export;
pub mod format;
pub mod graph;
pub mod measure;
pub mod model;
#[cfg(feature = "page-answers")]
pub mod page;
pub mod prelude;
mod random;
#[cfg(feature = "svg")]
#[cfg_attr(not(feature = "draw"), allow(dead_code, reason = "only DOT, PNG and PDF use it"))]
pub mod render;
pub mod text;
#[cfg(feature = "workbench")]
pub mod workbench;

/// Days and spans of time: the dates of [`model`] are read from it and written into it.
pub use jiff;
/// The graph that a [`StanceGraph`] is made of.
pub use petgraph;

pub use error::{Error, Fault, Faults};
pub use format::Format;
pub use graph::{Builder, StanceGraph, StanceRef, Standing, Undeclared, View};
pub use measure::Alignment;

/// The code of the guide is compiled.
#[cfg(all(doctest, feature = "draw"))]
#[doc = include_str!("../docs/embedding.md")]
mod embedding {}
