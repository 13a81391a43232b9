//! The form of a list of edges, as its beginning shows it.

/// What the beginning of a list of edges shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The separator of cells.
    pub delimiter: u8,
    /// The names of its columns, if no row names them.
    pub names: Option<Vec<String>>,
    /// Whether comments say that the third column is a sign.
    pub is_signed: bool,
    /// Whether comments say that edges lead to things of another kind.
    pub is_bipartite: bool,
}
