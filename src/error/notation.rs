//! The notation of declarations in files.

/// The notation in which a file declares actors, issues and labels; the fix of a fault in it has to use it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notation {
    /// `[actors.ann]`.
    #[default]
    Toml,
    /// `"actors": {"ann": {}}`.
    Json,
    /// `{"record": "actor", "id": "ann"}`.
    JsonLines,
    /// Rows declare little: a separate file does.
    Rows,
    /// Other formats are not written by hand: a separate file declares.
    Beside,
}
