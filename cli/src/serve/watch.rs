//! Watches files for changes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::failure::Failure;

/// How long files have to be left alone: an editor may write a file in several steps.
const QUIET: Duration = Duration::from_millis(40);
/// How long that is waited for, where files never rest.
const PATIENCE: Duration = Duration::from_millis(150);

/// How often files are looked at that tell nothing: those in folders that were renamed away and back, or on
/// disks of other machines.
const LOOK: Duration = Duration::from_secs(1);

/// Something for each time that files were saved, or what lies in folders.
///
/// The folders of the files are watched, since many editors put a new file in the place of the old one.
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

/// What has to be watched to see a file, or all that lies in a folder.
fn folder(path: &Path) -> (PathBuf, RecursiveMode) {
    match path.parent() {
        Some(folder) if !path.is_dir() => (folder.to_owned(), RecursiveMode::NonRecursive),
        _ => (path.to_owned(), RecursiveMode::Recursive),
    }
}

fn failed(error: &notify::Error) -> Failure {
    Failure::Usage(format!("the files cannot be watched: {error}"))
}

/// What tells that a file is another, or was written.
type Look = (PathBuf, Option<SystemTime>, u64);

/// The files that there are, and those of folders.
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
    /// The files, and the folders of which everything counts.
    watched: BTreeSet<PathBuf>,
    /// What was seen of them the last time.
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
    /// Whether one of the files was written, and not only read.
    fn is_change(&self, event: &notify::Result<Event>) -> bool {
        let is_watched = |path: &PathBuf| path.ancestors().any(|part| self.watched.contains(part));
        event.as_ref().is_ok_and(|event| {
            !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(is_watched)
        })
    }

    /// Watches what has the names of the files now: the system watches folders, and not their names.
    fn watch_again(&mut self) {
        for path in &self.watched {
            let (folder, mode) = folder(path);
            // What is not there now is looked for again.
            let _ = self.watcher.unwatch(&folder);
            let _ = self.watcher.watch(&folder, mode);
        }
    }
}
