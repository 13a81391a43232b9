//! Keeps what files were before they were rewritten in place, and brings it back.
//!
//! Beside the first of the files, `.stancegraph/undo/NUMBER/` has a copy of each file before and after, and
//! `undo.json`, which is written last: a folder without it is no backup.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Rewrite, rewrite_files};
use crate::failure::Failure;

/// The folder of the program beside files.
const OWN: &str = ".stancegraph";

/// The most backups that are kept beside a file.
const MOST: usize = 50;

/// What was rewritten.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    /// The verb: "merge".
    verb: String,
    when: Timestamp,
    files: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// The path, from the folder in which `.stancegraph` lies where the file is below it.
    path: PathBuf,
    /// The names of the copies in the backup.
    old: String,
    new: String,
}

/// A backup that is kept.
struct Backup {
    folder: PathBuf,
    manifest: Manifest,
}

/// Keeps files as they are before they are rewritten; returns where.
pub(super) fn keep(verb: &str, files: &[Rewrite]) -> Result<PathBuf, Failure> {
    let places = files.iter().map(|file| place(&file.path)).collect::<Result<Vec<_>, _>>()?;
    let base = folder_of(&places[0]);
    let own = base.join(OWN);
    let all = own.join("undo");
    let at = |error: io::Error| Failure::io(&all, error);
    fs::create_dir_all(&all).map_err(at)?;
    // Nobody wants backups in version control.
    let ignored = own.join(".gitignore");
    if !ignored.exists() {
        fs::write(&ignored, "*\n").map_err(at)?;
    }
    let folder = new_folder(&all).map_err(at)?;
    let mut manifest = Manifest { verb: verb.into(), when: Timestamp::now(), files: Vec::new() };
    for (number, (file, place)) in (1..).zip(files.iter().zip(&places)) {
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let (old, new) = (format!("{number}-{name}"), format!("{number}-{name}.new"));
        write(&folder.join(&old), &file.old).map_err(at)?;
        write(&folder.join(&new), &file.new).map_err(at)?;
        let path = place.strip_prefix(base).unwrap_or(place).to_owned();
        manifest.files.push(Entry { path, old, new });
    }
    let text = serde_json::to_vec_pretty(&manifest)?;
    write(&folder.join("undo.json"), &text).map_err(at)?;
    forget_old(&all);
    Ok(folder)
}

/// Forgets a backup: what it is for did not happen, or is undone.
pub(super) fn forget(folder: &Path) {
    // What cannot be removed is no harm but room.
    let _ = fs::remove_dir_all(folder);
    // With the last one, the folder goes; a folder that is not empty is not removed.
    let own = folder.ancestors().nth(2).filter(|own| own.ends_with(OWN));
    if let Some(own) = own.filter(|own| fs::remove_dir(own.join("undo")).is_ok()) {
        let _ = fs::remove_file(own.join(".gitignore"));
        let _ = fs::remove_dir(own);
    }
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// The file behind a path: a link is followed.
fn place(path: &Path) -> Result<PathBuf, Failure> {
    let place = fs::canonicalize(path).map_err(|error| Failure::io(path, error))?;
    match place.to_str() {
        Some(_) => Ok(place),
        None => Err(Failure::Usage(format!(
            "{}: no backup can be kept of a name that is not UTF-8",
            path.display()
        ))),
    }
}

fn folder_of(place: &Path) -> &Path {
    place.parent().unwrap_or(Path::new("/"))
}

/// The numbers of the backups in a folder, in order.
fn numbers(all: &Path) -> Vec<u32> {
    let entries = fs::read_dir(all).into_iter().flatten().flatten();
    let mut numbers =
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect::<Vec<_>>();
    numbers.sort_unstable();
    numbers
}

fn numbered(all: &Path, number: u32) -> PathBuf {
    all.join(format!("{number:06}"))
}

/// Makes the next folder; another run may make one at the same time.
fn new_folder(all: &Path) -> io::Result<PathBuf> {
    let mut number = numbers(all).last().map_or(1, |last| last.saturating_add(1));
    loop {
        let folder = numbered(all, number);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            made => return made.map(|()| folder),
        }
    }
}

fn forget_old(all: &Path) {
    let numbers = numbers(all);
    let old = numbers.len().saturating_sub(MOST);
    numbers[..old].iter().for_each(|number| forget(&numbered(all, *number)));
}

/// The backups beside a folder.
fn backups(base: &Path) -> impl Iterator<Item = Backup> {
    let all = base.join(OWN).join("undo");
    let numbers = numbers(&all);
    numbers.into_iter().rev().filter_map(move |number| {
        let folder = numbered(&all, number);
        let text = fs::read(folder.join("undo.json")).ok()?;
        Some(Backup { manifest: serde_json::from_slice(&text).ok()?, folder })
    })
}

impl Backup {
    /// The folder in which `.stancegraph` lies.
    fn base(&self) -> &Path {
        self.folder.ancestors().nth(3).unwrap_or(Path::new("/"))
    }

    fn place(&self, entry: &Entry) -> PathBuf {
        self.base().join(&entry.path)
    }

    fn has(&self, places: &[PathBuf]) -> bool {
        let mut own = self.manifest.files.iter().map(|entry| self.place(entry));
        own.any(|own| places.iter().any(|place| own == *place || own.parent() == Some(place)))
    }

    /// The files as they are to be again, if they are as they were left.
    fn files(&self) -> Result<Vec<Rewrite>, Failure> {
        let files = self.manifest.files.iter().map(|entry| {
            let path = self.place(entry);
            let copy = |name: &str| {
                let copy = self.folder.join(name);
                fs::read(&copy).map_err(|error| Failure::io(&copy, error))
            };
            let (old, new) = (copy(&entry.old)?, copy(&entry.new)?);
            let now = fs::read(&path).map_err(|error| Failure::io(&path, error))?;
            if now != new && now != old {
                return Err(Failure::Usage(format!(
                    "{}: has changed since {}; nothing is undone; as it was before that, it is in {}",
                    path.display(),
                    self.manifest.verb,
                    self.folder.join(&entry.old).display()
                )));
            }
            Ok(Rewrite { path, old: now, new: old })
        });
        files.collect()
    }
}

/// Brings back what some files were before they were last rewritten; returns the verb, and the files.
pub fn undo(paths: &[PathBuf]) -> Result<(String, Vec<PathBuf>), Failure> {
    let places = paths.iter().map(|path| place(path)).collect::<Result<Vec<_>, _>>()?;
    let mut bases =
        places.iter().flat_map(|place| [place.as_path(), folder_of(place)]).collect::<Vec<_>>();
    bases.sort_unstable();
    bases.dedup();
    let found =
        bases.into_iter().filter_map(|base| backups(base).find(|backup| backup.has(&places)));
    let Some(backup) = found.max_by_key(|backup| backup.manifest.when) else {
        let named =
            paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(Failure::Usage(format!(
            "{named}: nothing to undo: no backup is kept beside it"
        )));
    };
    let files = backup.files()?;
    rewrite_files(&files)?;
    forget(&backup.folder);
    let places = files.into_iter().map(|file| file.path).collect();
    Ok((backup.manifest.verb, places))
}
