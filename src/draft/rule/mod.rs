//! The rules: what each frame of words says about holder, target and side.

mod claim;
mod content;
mod demand;
mod discourse;
mod modal;
mod noun;
mod object;
mod predicate;
mod rating;
mod reader;

pub use reader::{Aim, Proposal, propose};
