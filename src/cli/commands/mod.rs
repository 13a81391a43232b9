//! The verbs, one file each: read, view, compute, write.

pub(crate) mod align;
pub(crate) mod balance;
pub(crate) mod blocs;
pub(crate) mod changes;
pub(crate) mod check;
pub(crate) mod coders;
pub(crate) mod completions;
pub(crate) mod contradictions;
pub(crate) mod convert;
pub(crate) mod diff;
pub(crate) mod draw;
pub(crate) mod fmt;
pub(crate) mod issues;
pub(crate) mod matrix;
pub(crate) mod new;
pub(crate) mod page;
pub(crate) mod record;
pub(crate) mod schema;
pub(crate) mod show;
pub(crate) mod who;
pub(crate) mod why;
