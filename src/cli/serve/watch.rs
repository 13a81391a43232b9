//! When files are saved.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::failure::Failure;

/// How long files have to be left alone: an editor may write a file in several steps.
const QUIET: Duration = Duration::from_millis(40);
/// How long that is waited for, where files never rest.
const PATIENCE: Duration = Duration::from_millis(150);

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
    Ok(Changes { receiver, watched, _watcher: watcher })
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

struct Changes {
    receiver: Receiver<notify::Result<Event>>,
    /// The files, and the folders of which everything counts.
    watched: BTreeSet<PathBuf>,
    _watcher: RecommendedWatcher,
}

impl Iterator for Changes {
    type Item = ();

    fn next(&mut self) -> Option<()> {
        while !self.is_change(&self.receiver.recv().ok()?) {}
        let latest = Instant::now() + PATIENCE;
        while self.receiver.recv_timeout(QUIET).is_ok() && Instant::now() < latest {}
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
}
