//! Where answers go.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::failure::Failure;

/// Writes to a file, or to standard output for `None` and `-`.
///
/// A file is written beside its place and then renamed, so that it is whole or
/// not there at all; what stood there before stays until then.
pub(crate) fn save(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    match path.filter(|path| *path != Path::new("-")) {
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            write(&mut out)?;
            Ok(out.flush()?)
        }
        Some(path) if is_special(path) => {
            let file = fs::File::create(path).map_err(|error| Failure::io(path, error))?;
            let mut out = BufWriter::new(file);
            write(&mut out).and_then(|()| Ok(out.flush()?)).map_err(|failure| at(path, failure))
        }
        Some(path) => replace(path, write).map_err(|failure| at(path, failure)),
    }
}

/// A pipe or a device cannot be replaced by a file.
fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir())
}

fn replace(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // A link stays a link: what it leads to is replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if path.is_dir() {
        return Err(Failure::Usage(format!("{}: is a folder, not a file", path.display())));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".stancegraph-");
    let permissions = fs::metadata(path).map(|meta| meta.permissions());
    builder.permissions(permissions.unwrap_or_else(|_| ordinary()));
    let mut file = builder.tempfile_in(folder)?;
    let mut out = BufWriter::new(&mut file);
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(unix)]
fn ordinary() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(0o666)
}

#[cfg(not(unix))]
fn ordinary() -> fs::Permissions {
    tempfile::tempfile()
        .and_then(|file| file.metadata())
        .map(|meta| meta.permissions())
        .expect("a temporary file has permissions")
}

/// Names the file in what the system said.
fn at(path: &Path, failure: Failure) -> Failure {
    match failure {
        Failure::Library(stancegraph::Error::Io { source, .. }) => {
            Failure::Library(stancegraph::Error::io(path, source))
        }
        other => other,
    }
}
