//! DOT with stances: a picture for Graphviz, and a file that can be read back.
//!
//! `render/dot/file.rs` writes it: the drawn part looks as `draw` writes it, and the rest is in attributes
//! that Graphviz does not know: `data_quote` is a text, `number_sign` a number, `flag_member` true or false.
//! Programs that rewrite DOT keep them.

mod read;
mod syntax;

pub use self::read::read;

/// The prefix of the name of an attribute, by the type of its value.
pub const TEXT: &str = "data_";
pub const NUMBER: &str = "number_";
pub const FLAG: &str = "flag_";
