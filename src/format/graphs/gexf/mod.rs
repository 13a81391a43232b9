//! GEXF 1.3: `.gexf`.

mod read;
mod time;

use std::io::{self, Write};

use crate::graph::StanceGraph;

pub(in crate::format) use self::read::read;

/// Writes it.
pub(in crate::format) fn write(_graph: &StanceGraph, _out: &mut dyn Write) -> io::Result<()> {
    Err(crate::format::not_built())
}
