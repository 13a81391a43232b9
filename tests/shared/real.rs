//! Real data, if available.

use std::path::PathBuf;

/// A file of the real data: in the folder of `STANCEGRAPH_DATA`, or beside the project.
///
/// If it is missing, prints so, and the test is skipped.
pub fn real(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("STANCEGRAPH_DATA").map(PathBuf::from);
    let beside = super::repository::root().join("../shared/data");
    let path = folder.unwrap_or(beside).join(name);
    if path.is_file() {
        return Some(path);
    }
    eprintln!("skipped: {name} is not there; say with STANCEGRAPH_DATA where the data are");
    None
}
