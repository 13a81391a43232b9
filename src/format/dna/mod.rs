//! Databases of Discourse Network Analyzer, versions 2 and 3: `.dna`.
//!
//! Statements of one type become stances: one variable gives the actor, one the issue, one the position.

mod variables;

#[cfg(feature = "dna")]
mod database;
#[cfg(feature = "dna")]
mod documents;
#[cfg(feature = "dna")]
mod entities;
#[cfg(feature = "dna")]
mod left_out;
#[cfg(feature = "dna")]
mod scheme;
#[cfg(feature = "dna")]
mod stances;
#[cfg(feature = "dna")]
mod statements;
#[cfg(feature = "dna")]
mod version;

pub use self::variables::DnaVariables;
#[cfg(feature = "dna")]
use self::version::{TABLES, Version};

#[cfg(feature = "dna")]
use crate::error::{Error, FileId, Place};
#[cfg(feature = "dna")]
use crate::format::options::Settings;
#[cfg(feature = "dna")]
use crate::graph::Builder;

/// Reads a database into a builder.
#[cfg(feature = "dna")]
#[expect(clippy::unnecessary_wraps, reason = "it is one of many readers")]
pub fn read(
    bytes: &[u8],
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    if let Err(causes) = stances::read(bytes, file, settings, builder) {
        let place = Place { file, line: 0, column: 0, length: 0 };
        causes.into_iter().for_each(|cause| builder.fault(cause, Some(place)));
        builder.incomplete();
    }
    Ok(())
}
