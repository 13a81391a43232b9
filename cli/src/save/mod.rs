//! Writes answers to files or standard output.

mod all;
mod guard;
mod staged;
mod undo;

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use self::all::rewrite_files;
pub use self::all::{Replaced, Rewrite, replace_all, rewrite_all};
use self::staged::Staged;
pub use self::undo::undo;
use crate::failure::Failure;
use crate::inputs;

/// Writes to a file, or to standard output for `None` and `-`.
///
/// A file is written beside its place and then renamed, so that it is either complete or not there at all; an
/// existing file stays until then. A file that the program has read is refused.
pub fn save(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        return print(write);
    };
    refuse_input(path)?;
    rewrite(path, write)
}

/// Does the same if the output can be the input: the places of a layout.
pub fn rewrite(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if is_special(path) {
        let file = fs::File::create(path).map_err(|error| Failure::io(path, error))?;
        let mut out = BufWriter::new(file);
        write(&mut out).and_then(|()| Ok(out.flush()?)).map_err(|failure| at(path, failure))
    } else {
        replace(path, write).map_err(|failure| at(path, failure))
    }
}

/// Refuses an input file as output, before anything is computed.
pub fn refuse_input(path: &Path) -> Result<(), Failure> {
    let Some(input) = inputs::input_at(path) else { return Ok(()) };
    let (output, input) = (path.display(), input.display());
    let also = if path == Path::new(&input.to_string()) {
        "is one of the inputs".to_owned()
    } else {
        format!("is one of the inputs, {input}")
    };
    Err(Failure::Usage(format!("{output}: {also}; not overwritten; choose another name")))
}

fn print(write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>) -> Result<(), Failure> {
    if let Some(input) = inputs::input_at_stdout() {
        let what = format!(
            "{}: is an input, and standard output too; choose another file",
            input.display()
        );
        return Err(Failure::Usage(what));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out)?;
    Ok(out.flush()?)
}

/// Whether it is a pipe or a device, which a file cannot replace.
pub fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir())
}

fn replace(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // A link stays a link; its target is replaced.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = guard::replaceable(path)?;
    let mut staged = Staged::beside(&place, before.as_ref())?;
    let mut out = BufWriter::new(staged.file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    Ok(staged.put()?)
}

/// Adds the name of the file to a system error.
fn at(path: &Path, failure: Failure) -> Failure {
    match failure {
        Failure::Library(stancegraph::Error::Io { source, .. }) => {
            Failure::Library(stancegraph::Error::io(path, source))
        }
        other @ (Failure::Library(_)
        | Failure::Usage(_)
        | Failure::Words(_)
        | Failure::ClosedPipe) => other,
    }
}
