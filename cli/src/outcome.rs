//! How a command ends.

/// How a command ends that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing else to report.
    Fine,
    /// The command found what it looks for: faults, or a difference.
    Found,
}
