//! What the beginning of a list of edges shows, as a part of how it is read.

/// What the beginning of a list of edges shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// What is between cells.
    pub delimiter: u8,
    /// Its columns, where no row says what they are.
    pub names: Option<Vec<String>>,
    /// Whether comments say that the third column is a sign.
    pub is_signed: bool,
    /// Whether they say that what edges lead to are of another kind.
    pub is_bipartite: bool,
}
