//! A staged file: written beside its place, and renamed once it is complete.
//!
//! On Linux, it has no name until then, so that a killed run leaves nothing behind. Elsewhere, and in folders
//! without support for such files, it has a name, and an interrupted run removes it.

use std::fs::{File, Metadata, Permissions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use tempfile::NamedTempFile;

pub(super) struct Staged {
    content: Content,
    place: PathBuf,
}

enum Content {
    #[cfg(target_os = "linux")]
    Unnamed(File),
    Named(NamedTempFile, Pending),
}

impl Staged {
    /// Creates a file with the owner and the permissions of the file that it replaces.
    pub(super) fn beside(place: &Path, before: Option<&Metadata>) -> io::Result<Self> {
        let folder = folder(place);
        let content = match unnamed(folder) {
            Some(content) => content,
            None => named(folder, before)?,
        };
        let mut staged = Self { content, place: place.into() };
        if let Some(before) = before {
            keep_owner(staged.file(), before)?;
            staged.file().set_permissions(before.permissions())?;
        }
        Ok(staged)
    }

    pub(super) fn file(&mut self) -> &mut File {
        match &mut self.content {
            #[cfg(target_os = "linux")]
            Content::Unnamed(file) => file,
            Content::Named(file, _) => file.as_file_mut(),
        }
    }

    /// Moves it to its place, replacing any file there.
    pub(super) fn put(self) -> io::Result<()> {
        match self.content {
            #[cfg(target_os = "linux")]
            Content::Unnamed(file) => linux::put(&file, &self.place),
            Content::Named(file, _pending) => {
                file.persist(&self.place).map_err(|error| error.error).map(drop)
            }
        }
    }
}

impl Staged {
    /// Moves it to its place if the file there still has this content; whether it had.
    ///
    /// On Linux, both files change places at one moment, so that nothing is lost that is written until then: it is found
    /// in the file that comes out, and goes back. Elsewhere the content is looked at just before.
    pub(super) fn put_in_place_of(self, old: &[u8], new: &[u8]) -> io::Result<bool> {
        #[cfg(target_os = "linux")]
        if let Content::Unnamed(file) = &self.content {
            file.sync_data()?;
            match linux::exchange(file, &self.place, old, new) {
                Err(error) if linux::is_unsupported(&error) => {}
                done => return done,
            }
        }
        if std::fs::read(&self.place)? != old {
            return Ok(false);
        }
        #[cfg(not(target_os = "linux"))]
        let _ = new;
        self.put().map(|()| true)
    }
}

fn folder(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(target_os = "linux")]
fn unnamed(folder: &Path) -> Option<Content> {
    linux::unnamed(folder).map(Content::Unnamed)
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_: &Path) -> Option<Content> {
    None
}

fn named(folder: &Path, before: Option<&Metadata>) -> io::Result<Content> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".stancegraph-");
    if before.is_none() {
        builder.permissions(ordinary());
    }
    // The error would name a file that the user does not know.
    let file = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    let pending = Pending::of(file.path());
    Ok(Content::Named(file, pending))
}

#[cfg(unix)]
fn ordinary() -> Permissions {
    use std::os::unix::fs::PermissionsExt;
    Permissions::from_mode(0o666)
}

#[cfg(not(unix))]
fn ordinary() -> Permissions {
    tempfile::tempfile()
        .and_then(|file| file.metadata())
        .map(|meta| meta.permissions())
        .expect("a temporary file has permissions")
}

#[cfg(unix)]
fn keep_owner(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let now = file.metadata()?;
    if (now.uid(), now.gid()) == (before.uid(), before.gid()) {
        return Ok(());
    }
    fchown(file, Some(before.uid()), Some(before.gid())).map_err(|_| {
        let what = "belongs to another user or group, which would be lost; not overwritten";
        io::Error::new(io::ErrorKind::PermissionDenied, what)
    })
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// The named files that an interrupted run must remove.
static PENDING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The exit code of a run interrupted from the keyboard, by shell convention.
const INTERRUPTED: i32 = 130;

/// A named file that is not yet complete.
struct Pending(PathBuf);

impl Pending {
    fn of(path: &Path) -> Self {
        static HANDLER: Once = Once::new();
        HANDLER.call_once(|| {
            // Without a handler, an interrupted run leaves the file behind, but that is no reason to fail.
            let _ = ctrlc::set_handler(|| {
                let pending = PENDING.lock().unwrap_or_else(PoisonError::into_inner);
                for path in pending.iter() {
                    let _ = std::fs::remove_file(path);
                }
                std::process::exit(INTERRUPTED);
            });
        });
        PENDING.lock().unwrap_or_else(PoisonError::into_inner).push(path.into());
        Self(path.into())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        let mut pending = PENDING.lock().unwrap_or_else(PoisonError::into_inner);
        pending.retain(|path| *path != self.0);
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd;
    use std::path::{Path, PathBuf};

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, RenameFlags, linkat, openat, renameat_with};

    use super::Pending;

    /// Opens a file without a name, if the folder supports it.
    pub(super) fn unnamed(folder: &Path) -> Option<File> {
        let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
        openat(CWD, folder, flags, Mode::from_raw_mode(0o666)).ok().map(File::from)
    }

    /// Names the file: directly if its place is free; otherwise through another name, since only a rename
    /// replaces a file.
    pub(super) fn put(file: &File, place: &Path) -> io::Result<()> {
        match link(file, place) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            done => return done,
        }
        let pending = Pending::of(&beside(place));
        link(file, &pending.0)?;
        std::fs::rename(&pending.0, place).inspect_err(|_| {
            let _ = std::fs::remove_file(&pending.0);
        })
    }

    /// Puts the file in the place of one with this content; whether it had that content.
    pub(super) fn exchange(file: &File, place: &Path, old: &[u8], new: &[u8]) -> io::Result<bool> {
        let pending = Pending::of(&beside(place));
        link(file, &pending.0)?;
        // Whoever has written while the file was staged is seen here; the exchange is for the moment that is left.
        if std::fs::read(place)? != old {
            let _ = std::fs::remove_file(&pending.0);
            return Ok(false);
        }
        let turn = || renameat_with(CWD, &pending.0, CWD, place, RenameFlags::EXCHANGE);
        let turned = turn().map_err(io::Error::from);
        let is_it = turned.and_then(|()| {
            let is_it = std::fs::read(&pending.0)? == old;
            if !is_it {
                // Somebody has written just before: that goes back.
                turn()?;
                if std::fs::read(&pending.0)? != new {
                    // And somebody just behind: of two that cannot be one, the later stands, and the earlier is kept.
                    turn()?;
                    let kept = place.with_extension("overtaken");
                    std::fs::rename(&pending.0, kept)?;
                }
            }
            Ok(is_it)
        });
        let _ = std::fs::remove_file(&pending.0);
        is_it
    }

    /// Whether files cannot change places here.
    pub(super) fn is_unsupported(error: &io::Error) -> bool {
        matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
    }

    fn link(file: &File, path: &Path) -> io::Result<()> {
        let open = format!("/proc/self/fd/{}", file.as_raw_fd());
        Ok(linkat(CWD, open, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
    }

    /// An unused name; if it is taken after all, the link fails.
    fn beside(place: &Path) -> PathBuf {
        place.with_file_name(format!(".stancegraph-{:016x}", fastrand::u64(..)))
    }
}
