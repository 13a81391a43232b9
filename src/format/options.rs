//! Options for the readers of all formats.
//!
//! It stands below the readers, so that each knows its options, but no other reader.

use std::path::Path;

use encoding_rs::Encoding;

use super::annotations::CodeMapping;
use super::dna::DnaVariables;
use super::events::EventOptions;
use super::facts::Format;
use super::limit::Limits;
use super::tables::mapping::Mapping;
use super::texts::Texts;
use crate::error::Error;
use crate::graph::Undeclared;

/// How files are read.
#[derive(Default)]
pub struct Settings {
    pub(crate) format: Option<Format>,
    pub(crate) mapping: Option<Mapping>,
    pub(crate) dna: DnaVariables,
    /// What the codes of annotations mean.
    pub(crate) codes: Option<CodeMapping>,
    pub(crate) texts: Option<Texts>,
    pub(crate) limits: Limits,
    /// What names that trees do not declare are.
    pub(crate) undeclared: Option<Undeclared>,
    /// The sheet of a workbook to read, by its name or its number.
    #[cfg(feature = "excel")]
    pub(crate) sheet: Option<String>,
    /// Whether the stances of documents stand in the line of their number.
    pub(crate) is_numbered: bool,
    pub(crate) network: NetworkOptions,
    pub(crate) events: EventOptions,
}

/// How networks are read.
#[derive(Clone, Debug, Default)]
pub struct NetworkOptions {
    /// The attribute of ties that is their sign.
    pub(crate) sign: Option<String>,
    /// The attribute of nodes by which edges name their ends, or `position`.
    pub(crate) node_id: Option<String>,
}

impl Settings {
    /// The mapping of a table: the reader's own, completed by the mapping file beside the table.
    pub(crate) fn mapping_of(&self, table: Option<&Path>) -> Result<Option<Mapping>, Error> {
        let beside = table.and_then(Mapping::beside).map(Mapping::from_file).transpose()?;
        let mapping = match (self.mapping.clone(), beside) {
            (Some(own), Some(beside)) => Some(own.over(&beside)),
            (own, beside) => own.or(beside),
        };
        let Some(sign) = self.network.sign.clone() else {
            return mapping.map(Mapping::checked).transpose();
        };
        Ok(Some(Mapping { sign: Some(sign), ..mapping.unwrap_or_default() }))
    }

    /// The encoding of text, if it is set.
    pub(crate) fn encoding(&self) -> Option<&'static Encoding> {
        self.mapping.as_ref().and_then(|mapping| mapping.encoding)
    }
}
