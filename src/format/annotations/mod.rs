//! Annotations: passages of texts with codes, as programs for qualitative data analysis and for annotating text keep
//! them.
//!
//! ```text
//! brat, web, refi, doccano, label_studio ──Collection──▶ intake ──▶ Builder
//!                                              meaning: what codes say, by a mapping or as they stand
//!                                              anchor:  where passages are, by offsets and by words
//! StanceGraph ──coded──▶ texts with passages ──▶ brat, web, refi
//! ```
//!
//! Each reader makes a [`Collection`](passage::Collection) of documents and passages; what becomes of them is the
//! same for all.

mod anchor;
mod beside;
pub mod brat;
mod coded;
pub mod doccano;
mod intake;
mod json;
pub mod label_studio;
mod mapping;
mod meaning;
mod passage;
#[cfg(feature = "refi")]
pub mod refi;
mod told;
pub mod web;

pub use self::mapping::CodeMapping;
pub use self::told::told;
