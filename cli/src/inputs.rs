//! The input files, which no output may replace.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use same_file::Handle;
use stancegraph::format::{self, Mapping, Reader};
use stancegraph::{Format, StanceGraph};

/// Global to the program, so that no command can forget the check.
static READ: Mutex<Vec<(Handle, PathBuf)>> = Mutex::new(Vec::new());

fn read() -> MutexGuard<'static, Vec<(Handle, PathBuf)>> {
    READ.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The input at a path, compared by device and inode after following links.
pub fn input_at(path: &Path) -> Option<PathBuf> {
    input_of(&handle(path)?)
}

/// The input file that standard output is appended to, if any.
pub fn input_at_stdout() -> Option<PathBuf> {
    input_of(&Handle::stdout().ok()?)
}

fn input_of(handle: &Handle) -> Option<PathBuf> {
    read().iter().find(|(input, _)| input == handle).map(|(_, input)| input.clone())
}

/// Opens a file; not a pipe, since that would wait for its writer.
fn handle(path: &Path) -> Option<Handle> {
    let is_file = fs::metadata(path).is_ok_and(|meta| meta.is_file());
    is_file.then(|| Handle::from_path(path).ok()).flatten()
}

/// Protects a file from being replaced.
pub fn protect(path: &Path) {
    if let Some(handle) = handle(path) {
        add(handle, path);
    }
}

fn add(handle: Handle, path: &Path) {
    let mut read = read();
    if read.iter().all(|(input, _)| *input != handle) {
        read.push((handle, path.into()));
    }
}

/// Protects the file behind standard input from being replaced.
pub fn protect_stdin() {
    let Ok(handle) = Handle::stdin() else { return };
    if handle.as_file().metadata().is_ok_and(|meta| meta.is_file()) {
        add(handle, Path::new("standard input"));
    }
}

/// Protects the given inputs from being replaced: files, the files read from folders, and the file behind `-`.
pub fn protect_given(paths: &[PathBuf]) {
    for path in paths {
        if path == Path::new("-") {
            protect_stdin();
            continue;
        }
        match fs::read_dir(path) {
            Ok(entries) => {
                let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
                files.filter(|file| is_read_in_folders(file)).for_each(|file| protect(&file));
            }
            Err(_) => protect_with_mapping(path),
        }
    }
}

/// Adds files to a reader, `-` for standard input, and protects them from being replaced.
pub fn of_files(reader: Reader, files: &[PathBuf]) -> Reader {
    protect_given(files);
    files.iter().fold(reader, |reader, file| match file.to_str() {
        Some("-") => reader.stream("standard input", std::io::stdin()),
        _ => reader.path(file),
    })
}

fn is_read_in_folders(file: &Path) -> bool {
    Format::of_name(&file.to_string_lossy()).is_some_and(Format::is_read_in_folders)
}

fn protect_with_mapping(path: &Path) {
    protect(path);
    if let Some(mapping) = Mapping::beside(path) {
        protect(&mapping);
    }
}

/// Protects everything that a graph was read from, including joined tables and the texts of its sources.
pub fn protect_all(graph: &StanceGraph) {
    graph.files().paths().for_each(protect_with_mapping);
    format::source_texts(graph).for_each(|path| protect(&path));
}
