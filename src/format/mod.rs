//! File formats, in both directions.
//!
//! A new format is one file here, one row in `facts.rs`, and one arm in `routes.rs`.

mod annotations;
mod broken;
mod canonical;
mod comments;
mod copies;
mod cypher;
mod dates;
mod dna;
mod document;
mod editing;
mod events;
mod facts;
pub(crate) mod graphs;
mod html;
mod input;
mod json;
mod limit;
pub(crate) mod losses;
mod matrix;
mod options;
pub(crate) mod order;
mod passage;
mod quotes;
mod routes;
mod schema;
pub(crate) mod settings;
mod short;
mod slips;
mod sniff;
mod tables;
mod texts;
pub(crate) mod toml;
mod tree;
mod turtle;

pub use self::annotations::CodeMapping;
pub use self::annotations::brat::{BratDocument, brat_documents, brat_text};
pub(crate) use self::canonical::canonical_tree;
#[cfg(feature = "workbench")]
pub(crate) use self::dates::{Found as MeantDate, read as meant_date};
pub use self::dna::DnaVariables;
pub(crate) use self::editing::{Field, Tree, delimiter_of, is_mapped, tree};
pub use self::events::{EventOptions, EventPosition};
#[allow(unused_imports, reason = "everything may be built in")]
pub(crate) use self::facts::without;
pub use self::facts::{Format, Kind};
pub(crate) use self::graphs::names;
#[cfg(feature = "page")]
pub(crate) use self::html::{embedded_json, in_script};
#[cfg(feature = "page-answers")]
pub(crate) use self::input::read_json;
pub use self::input::{Reader, files_of_folder};
pub use self::limit::Limits;
pub use self::matrix::Matrix;
pub use self::passage::Passages;
pub use self::quotes::{check_quotes, source_texts, text_of_source};
pub(crate) use self::routes::{Drawn, Losses, Writes};
pub use self::schema::schema;
pub use self::tables::mapping::Mapping;
pub(crate) use self::tables::{Field as TableField, aliases, joined};
pub use crate::text::{TameJson, unpacked};
