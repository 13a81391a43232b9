//! What may be replaced by a file.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::Path;

use crate::failure::Failure;

/// What is known of the file that is to be replaced, if there is one.
///
/// Folders, links that lead nowhere, and files that are read-only are refused.
pub(super) fn replaceable(path: &Path) -> Result<Option<Metadata>, Failure> {
    let refuse = |why: String| Err(Failure::Usage(format!("{}: {why}", path.display())));
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => refuse("is a folder, not a file".into()),
        Ok(meta) if meta.permissions().readonly() => refuse("is read-only; not overwritten".into()),
        Ok(meta) => Ok(Some(meta)),
        Err(error) if error.kind() == ErrorKind::NotFound => match fs::read_link(path) {
            Ok(to) => refuse(format!(
                "is a link to {}, which does not exist; not overwritten",
                to.display()
            )),
            Err(_) => Ok(None),
        },
        Err(error) => Err(Failure::io(path, error)),
    }
}
