//! Proposes stances from the text of a news report.
//!
//! ```text
//! text ─▶ paragraphs, sentences, tokens ─▶ names, people, verbs with subjects, speakers ─▶ rules ─▶ drafts
//!         text/                            read/, names/                                   rule/
//! ```
//!
//! Files are read as an [`Article`]. What other programs propose goes through a [`Checker`]. Both give [`Checked`] stances.
//!
//! Everything is driven by tables (`tables/`): a language is a folder with its words by class, its triggers by family,
//! its inflection. Nothing is learned at run time, nothing is downloaded, and the same text gives the same drafts.
//!
//! ```
//! use stancegraph::draft::{Drafter, Language, Named, Names};
//! use stancegraph::model::Position;
//!
//! let names = Names::default()
//!     .with_actors([Named::new("peru", "Peru")])
//!     .with_issues([Named::new("fishing-ban", "Fishing ban")]);
//! let drafter = Drafter::new(&names, Language::english());
//! let drafts = drafter.draft("LIMA, 3 May 2024 (Post) - Peru on Thursday called for an end to the fishing ban.", None);
//! assert_eq!(drafts[0].actor.name, "Peru");
//! assert_eq!(drafts[0].target.name().name, "Fishing ban");
//! assert_eq!(drafts[0].position, Position::Oppose);
//! assert_eq!(drafts[0].date.unwrap().to_string(), "2024-05-02");
//! ```

mod article;
mod confidence;
mod drafter;
pub mod event;
mod language;
mod names;
mod proposal;
mod read;
mod rule;
mod stance;
mod text;

pub use article::{Article, ArticleError, ArticleKind, LONGEST_ARTICLE};
pub use drafter::Drafter;
pub use language::Language;
pub use names::{Named, Names};
pub use proposal::{
    Checked, Checker, Checking, Nearest, NewName, Proposal, ProposalRequest, Proposals,
    ProposalsError, Refusal, Refused, proposals_schema,
};
pub use stance::{Draft, Found, Name, Rule, Target};
pub use text::{Paragraph, Place, paragraphs};
