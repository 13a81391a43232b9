//! ICEWS events: tab-separated, with a header.

use std::io::Read;

use crate::error::{Error, FileId};
use crate::format::input::Settings;
use crate::graph::Builder;

/// Reads it into a builder.
pub(in crate::format) fn read(
    _input: impl Read + Send,
    _file: FileId,
    _settings: &Settings,
    _builder: &mut Builder,
) -> Result<(), Error> {
    Err(Error::io("input", crate::format::not_built()))
}
