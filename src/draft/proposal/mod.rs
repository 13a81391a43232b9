//! Proposals that other programs make from a text, such as language models, and the checks that they go through.
//!
//! A program is given a [`ProposalRequest`] and answers with [`Proposals`]. The [`Checker`] takes over those that hold:
//! the quote occurs in the text, names resolve, nothing contradicts itself.

mod checked;
mod checker;
mod passages;
mod refusal;
mod request;
mod wire;

pub use checked::Checked;
pub use checker::{Checker, Checking, Refused};
pub use refusal::{Nearest, ProposalsError, Refusal};
pub use request::ProposalRequest;
pub use wire::{NewName, Proposal, Proposals, proposals_schema};
