//! Watches files for changes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::failure::Failure;

/// How long files must rest before they count as saved: an editor can write a file in several steps.
const QUIET: Duration = Duration::from_millis(40);
/// The longest wait for files that never rest.
const PATIENCE: Duration = Duration::from_millis(150);

/// The interval for checking files without notifications: those in folders that were renamed and renamed
/// back, or on network drives.
const LOOK: Duration = Duration::from_secs(1);

/// An item for each time that files, or the files of folders, were saved.
///
/// It watches the folders of files, since many editors replace a file by a new one.
pub(super) fn changes(files: &[PathBuf]) -> Result<impl Iterator<Item = ()>, Failure> {
    let (sender, receiver) = channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(|error| failed(&error))?;
    let mut watched = BTreeSet::new();
    for file in files {
        let path = file.canonicalize().map_err(|error| Failure::io(file, error))?;
        let (folder, mode) = folder(&path);
        watcher.watch(&folder, mode).map_err(|error| failed(&error))?;
        watched.insert(path);
    }
    let seen = look(&watched);
    Ok(Changes { receiver, watched, seen, watcher })
}

/// The folder to watch for changes of a file, or of everything in a folder.
fn folder(path: &Path) -> (PathBuf, RecursiveMode) {
    match path.parent() {
        Some(folder) if !path.is_dir() => (folder.to_owned(), RecursiveMode::NonRecursive),
        _ => (path.to_owned(), RecursiveMode::Recursive),
    }
}

fn failed(error: &notify::Error) -> Failure {
    Failure::Usage(format!("the files cannot be watched: {error}"))
}

/// The path, time and size of a file, which change when it is written or replaced.
type Look = (PathBuf, Option<SystemTime>, u64);

/// The state of all existing files, including those in folders.
fn look(watched: &BTreeSet<PathBuf>) -> Vec<Look> {
    let mut looks = Vec::new();
    for path in watched {
        looks.extend(one(path.clone()));
        let entries = fs::read_dir(path).into_iter().flatten();
        looks.extend(entries.filter_map(|entry| one(entry.ok()?.path())));
    }
    looks.sort();
    looks
}

fn one(path: PathBuf) -> Option<Look> {
    let meta = fs::metadata(&path).ok()?;
    Some((path, meta.modified().ok(), meta.len()))
}

struct Changes {
    receiver: Receiver<notify::Result<Event>>,
    /// The files, and the folders that are watched as a whole.
    watched: BTreeSet<PathBuf>,
    /// Their state at the last check.
    seen: Vec<Look>,
    watcher: RecommendedWatcher,
}

impl Iterator for Changes {
    type Item = ();

    fn next(&mut self) -> Option<()> {
        loop {
            match self.receiver.recv_timeout(LOOK) {
                Ok(event) if self.is_change(&event) => break,
                Err(RecvTimeoutError::Timeout) if look(&self.watched) != self.seen => {
                    self.watch_again();
                    break;
                }
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        let latest = Instant::now() + PATIENCE;
        while self.receiver.recv_timeout(QUIET).is_ok() && Instant::now() < latest {}
        self.seen = look(&self.watched);
        Some(())
    }
}

impl Changes {
    /// Whether one of the files was written, not only read.
    fn is_change(&self, event: &notify::Result<Event>) -> bool {
        let is_watched = |path: &PathBuf| path.ancestors().any(|part| self.watched.contains(part));
        event.as_ref().is_ok_and(|event| {
            !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(is_watched)
        })
    }

    /// Watches the current folders of the files: the system watches folders themselves, not their names.
    fn watch_again(&mut self) {
        for path in &self.watched {
            let (folder, mode) = folder(path);
            // A missing folder is tried again later.
            let _ = self.watcher.unwatch(&folder);
            let _ = self.watcher.watch(&folder, mode);
        }
    }
}
