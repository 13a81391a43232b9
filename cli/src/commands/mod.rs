//! The verbs, one file each: read, view, compute, write.

pub mod align;
pub mod balance;
pub mod blocs;
pub mod changes;
pub mod check;
pub mod coders;
pub mod completions;
pub mod contradictions;
pub mod convert;
pub mod diff;
pub mod draw;
pub mod fmt;
pub mod issues;
pub mod matrix;
pub mod new;
pub mod page;
pub mod record;
pub mod schema;
pub mod show;
pub mod who;
pub mod why;
