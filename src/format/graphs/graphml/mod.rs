//! GraphML: `.graphml`.

use std::io::{self, Write};

use crate::error::{Error, FileId};
use crate::format::input::Settings;
use crate::graph::{Builder, StanceGraph};

/// Reads it into a builder.
pub(in crate::format) fn read(
    _text: &str,
    _file: FileId,
    _settings: &Settings,
    _builder: &mut Builder,
) -> Result<(), Error> {
    Err(Error::io("input", crate::format::not_built()))
}

/// Writes it.
pub(in crate::format) fn write(_graph: &StanceGraph, _out: &mut dyn Write) -> io::Result<()> {
    Err(crate::format::not_built())
}
