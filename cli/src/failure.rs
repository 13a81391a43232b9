//! Why a command fails.

use std::io;
use std::path::Path;

use stancegraph::Error;

/// Why a command ends with exit code 2, or quietly.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// An error of the library.
    #[error(transparent)]
    Library(#[from] Error),
    /// The request makes no sense.
    #[error("{0}")]
    Usage(String),
    /// The words on the command line make no sense.
    #[error(transparent)]
    Words(#[from] clap::Error),
    /// The reader of the output has closed it, since it has seen enough.
    #[error("closed pipe")]
    ClosedPipe,
}

impl Failure {
    /// The failure of an operation on a file.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
    pub fn io(path: impl AsRef<Path>, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Library(Error::io(path, error)),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::io("standard output", error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}
