//! The notation of declarations in the file of a fault.

/// How a file declares actors, issues and labels, which the fix of a fault in it has to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notation {
    /// `[actors.ann]`.
    #[default]
    Toml,
    /// `"actors": {"ann": {}}`.
    Json,
    /// `{"record": "actor", "id": "ann"}`.
    JsonLines,
    /// Rows declare little: a file beside them does.
    Rows,
    /// Others are not written by hand: a file beside them declares.
    Beside,
}
