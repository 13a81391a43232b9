//! Rewrites several files in place: all, or none.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use super::staged::Staged;
use super::{guard, is_special, undo};
use crate::failure::Failure;

/// A file to rewrite, with what is in it before and after.
#[derive(Debug)]
pub struct Rewrite {
    pub path: PathBuf,
    pub old: Vec<u8>,
    pub new: Vec<u8>,
}

/// Rewrites files in place, and keeps what they were for `--undo`.
///
/// All are written beside their places before the first one is renamed. If one cannot be, those before it are
/// brought back.
pub fn rewrite_all(verb: &str, files: &[Rewrite]) -> Result<(), Failure> {
    if files.is_empty() {
        return Ok(());
    }
    files.iter().try_for_each(check)?;
    let backup = undo::keep(verb, files)?;
    rewrite_files(files).inspect_err(|_| undo::forget(&backup))
}

/// What became of files that were to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// All are replaced.
    All,
    /// One was not what it had been; none is replaced.
    None,
}

/// Replaces files, without a backup, if they are what they were; what somebody else writes at the same moment is not
/// lost.
pub fn replace_all(files: &[Rewrite]) -> Result<Replaced, Failure> {
    for file in files {
        if is_special(&file.path) {
            let what = format!("{}: is no ordinary file; not overwritten", file.path.display());
            return Err(Failure::Usage(what));
        }
        let now = fs::read(&file.path).map_err(|error| Failure::io(&file.path, error))?;
        if now != file.old {
            return Ok(Replaced::None);
        }
    }
    let staged = files.iter().map(|file| stage(file, &file.new)).collect::<Result<Vec<_>, _>>()?;
    for (done, (staged, file)) in staged.into_iter().zip(files).enumerate() {
        let put = staged.put_in_place_of(&file.old, &file.new);
        if !matches!(put, Ok(true)) {
            for file in &files[..done] {
                let back = stage(file, &file.old)?;
                // Whoever has written it since has seen the new content.
                let _ = back.put_in_place_of(&file.new, &file.old);
            }
            return match put {
                Ok(_) => Ok(Replaced::None),
                Err(error) => Err(Failure::io(&file.path, error)),
            };
        }
    }
    Ok(Replaced::All)
}

/// Rewrites them without a backup.
pub(super) fn rewrite_files(files: &[Rewrite]) -> Result<(), Failure> {
    let staged = files.iter().map(|file| stage(file, &file.new)).collect::<Result<Vec<_>, _>>()?;
    for (done, (staged, file)) in staged.into_iter().zip(files).enumerate() {
        if let Err(error) = staged.put() {
            for file in &files[..done] {
                // What can be brought back is; the error says why the whole failed.
                let _ = stage(file, &file.old).map(Staged::put);
            }
            return Err(Failure::io(&file.path, error));
        }
    }
    Ok(())
}

/// Checks that a file can be replaced, and that it is what was read.
fn check(file: &Rewrite) -> Result<(), Failure> {
    if is_special(&file.path) {
        return Err(Failure::Usage(format!(
            "{}: is no ordinary file; not overwritten",
            file.path.display()
        )));
    }
    guard::replaceable(&file.path)?;
    let now = fs::read(&file.path).map_err(|error| Failure::io(&file.path, error))?;
    match now == file.old {
        true => Ok(()),
        false => Err(Failure::Usage(format!(
            "{}: has changed while it was read; try again",
            file.path.display()
        ))),
    }
}

fn stage(file: &Rewrite, content: &[u8]) -> Result<Staged, Failure> {
    let at = |error| Failure::io(&file.path, error);
    let place = fs::canonicalize(&file.path).map_err(at)?;
    let before = guard::replaceable(&file.path)?;
    let mut staged = Staged::beside(&place, before.as_ref()).map_err(at)?;
    let mut out = BufWriter::new(staged.file());
    out.write_all(content).and_then(|()| out.flush()).map_err(at)?;
    drop(out);
    Ok(staged)
}
