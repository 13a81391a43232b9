//! The places of the tests' files.

use std::path::{Path, PathBuf};

/// The top folder of the repository, whichever package is under test.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_top = |folder: &&Path| folder.join("tests/shared").is_dir();
    package.ancestors().find(is_top).expect("the tests run in the repository").to_owned()
}
