//! When files are saved.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::failure::Failure;

/// How long files have to be left alone: an editor may write a file in several steps.
const QUIET: Duration = Duration::from_millis(40);

/// Something for each time that files were saved, or what lies in folders.
///
/// The folders of the files are watched, since many editors put a new file in the place of the old one.
pub(super) fn changes(files: &[PathBuf]) -> Result<impl Iterator<Item = ()>, Failure> {
    let (sender, receiver) = channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(|error| failed(&error))?;
    for (folder, mode) in folders(files)? {
        watcher.watch(&folder, mode).map_err(|error| failed(&error))?;
    }
    Ok(Changes { receiver, _watcher: watcher })
}

/// What has to be watched to see all files.
fn folders(files: &[PathBuf]) -> Result<BTreeSet<(PathBuf, RecursiveMode)>, Failure> {
    let folders = files.iter().map(|file| {
        let path = file.canonicalize().map_err(|error| Failure::io(file, error))?;
        Ok(match path.parent() {
            Some(folder) if !path.is_dir() => (folder.to_owned(), RecursiveMode::NonRecursive),
            _ => (path, RecursiveMode::Recursive),
        })
    });
    folders.collect()
}

fn failed(error: &notify::Error) -> Failure {
    Failure::Usage(format!("the files cannot be watched: {error}"))
}

struct Changes {
    receiver: Receiver<notify::Result<notify::Event>>,
    _watcher: RecommendedWatcher,
}

impl Iterator for Changes {
    type Item = ();

    fn next(&mut self) -> Option<()> {
        while !is_change(&self.receiver.recv().ok()?) {}
        while self.receiver.recv_timeout(QUIET).is_ok() {}
        Some(())
    }
}

/// Whether something was written, and not only read.
fn is_change(event: &notify::Result<notify::Event>) -> bool {
    event.as_ref().is_ok_and(|event| !matches!(event.kind, EventKind::Access(_)))
}
