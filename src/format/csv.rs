//! x
use super::{Limits, Mapping};
use crate::error::{Error, FileId};
use crate::graph::{Builder, StanceGraph};
use std::io::{self, Read, Write};
pub(super) fn read(
    _: &mut Builder,
    _: FileId,
    _: impl Read,
    _: Option<&Mapping>,
    _: &Limits,
) -> Result<(), Error> {
    Ok(())
}
pub(super) fn write(_: &StanceGraph, _: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
