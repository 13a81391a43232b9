//! How a command ended.

/// How a command ended that did what it was asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing more to say.
    Fine,
    /// What was looked for was found: faults, or a difference.
    Found,
}
