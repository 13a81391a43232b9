//! DOT with the stances in it: a picture for Graphviz, and a file that reads back.
//!
//! What is drawn is written as `draw` writes it. What is not drawn stands beside it, in attributes that
//! Graphviz does not know: `data_quote` is a text, `number_sign` a number, `flag_member` true or false.
//! Programs that rewrite DOT keep them.

#[cfg(feature = "draw")]
mod quote;
mod read;
mod syntax;
#[cfg(feature = "draw")]
mod write;

pub use self::read::read;
#[cfg(feature = "draw")]
pub use self::write::write;

/// What stands before the name of an attribute, by the type of its value.
const TEXT: &str = "data_";
const NUMBER: &str = "number_";
const FLAG: &str = "flag_";

/// Writes it.
#[cfg(not(feature = "draw"))]
pub(crate) fn write(
    _graph: &crate::graph::StanceGraph,
    _out: &mut dyn std::io::Write,
) -> std::io::Result<()> {
    Err(crate::format::without(crate::format::Format::Dot, "draw"))
}
