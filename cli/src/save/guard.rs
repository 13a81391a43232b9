//! Decides which files an output may replace.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::Path;

use crate::failure::Failure;

/// Returns the metadata of the file to replace, if it exists.
///
/// Refuses folders, dangling links, read-only files, files with a second name, and missing folders.
pub(super) fn replaceable(path: &Path) -> Result<Option<Metadata>, Failure> {
    let refuse = |why: String| Err(Failure::Usage(format!("{}: {why}", path.display())));
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => refuse("is a folder, not a file".into()),
        Ok(meta) if meta.permissions().readonly() => refuse("is read-only; not overwritten".into()),
        Ok(meta) if has_other_name(&meta) => refuse(
            "has another name too, by a hard link, which would keep the old content; \
             not overwritten; delete it first, or choose another name"
                .into(),
        ),
        Ok(meta) => Ok(Some(meta)),
        Err(error) if error.kind() == ErrorKind::NotFound => match fs::read_link(path) {
            Ok(to) => refuse(format!(
                "is a link to {}, which does not exist; not overwritten",
                to.display()
            )),
            Err(_) => match missing_folder(path) {
                Some(folder) => refuse(format!(
                    "the folder {} does not exist; create it first",
                    folder.display()
                )),
                None => Ok(None),
            },
        },
        Err(error) => Err(Failure::io(path, error)),
    }
}

/// The missing folder of a path, if its folder does not exist.
fn missing_folder(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists())
}

#[cfg(unix)]
fn has_other_name(meta: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    meta.nlink() > 1
}

#[cfg(not(unix))]
fn has_other_name(_: &Metadata) -> bool {
    false
}
