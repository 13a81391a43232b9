//! The archive of a project.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::error::{Cause, thousands};
use crate::format::limit::Limits;
use crate::text::open::{NoText, most_unpacked, read_text};

/// The largest number of files in a project.
const MOST_FILES: usize = 100_000;

/// An archive whose files are unpacked up to a limit.
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The names of its files, by their last part in small letters.
    names: HashMap<String, Vec<String>>,
    /// The bytes that may still be unpacked.
    left: u64,
    limit: u64,
    longest: u64,
}

impl<'b> Package<'b> {
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Cause> {
        let archive = ZipArchive::new(Cursor::new(bytes));
        let archive = archive.map_err(|error| syntax(&error.to_string()))?;
        if archive.len() > MOST_FILES {
            let limit = format!("{} files", thousands(MOST_FILES));
            return Err(Cause::TooLarge { what: "the project", limit });
        }
        let limit = limits.binary.min(most_unpacked(bytes.len() as u64));
        let mut names = HashMap::<String, Vec<String>>::new();
        for name in archive.file_names().filter_map(Result::ok) {
            names.entry(last(&name)).or_default().push(name.into_owned());
        }
        Ok(Self { archive, names, left: limit, limit, longest: limits.document })
    }

    /// The name and the text of the project file.
    pub fn project(&mut self) -> Result<(String, String), Cause> {
        let named = self.names.iter().filter(|(last, _)| ends_with(last, ".qde"));
        let mut found = named.flat_map(|(_, names)| names).collect::<Vec<_>>();
        found.sort_by_key(|name| (name.len(), name.as_str()));
        let Some(name) = found.first().map(|name| (*name).clone()) else {
            return Err(syntax("it has no project.qde"));
        };
        match self.text(&name)? {
            Ok(text) => Ok((name, text)),
            Err(why) => Err(syntax(&format!("{name}: {why}"))),
        }
    }

    /// The text of a file that a source names as `internal://…`; or why it cannot be read.
    pub fn internal(&mut self, name: &str) -> Result<Result<String, String>, Cause> {
        // Programs differ in the name of the folder.
        let wanted = name.trim_start_matches('/').to_lowercase();
        let is_it = |path: &&String| {
            let path = path.to_lowercase().replace('\\', "/");
            path == wanted || path.strip_suffix(&wanted).is_some_and(|rest| rest.ends_with('/'))
        };
        let alike = self.names.get(&last(name)).into_iter().flatten();
        match alike.into_iter().find(is_it).cloned() {
            Some(path) => self.text(&path),
            None => Ok(Err("it is not in the project".into())),
        }
    }

    /// Unpacks a text; the outer error is that of a project that is too large.
    fn text(&mut self, name: &str) -> Result<Result<String, String>, Cause> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let mut bytes = Vec::new();
        if let Err(error) = file.take(self.left.saturating_add(1)).read_to_end(&mut bytes) {
            return Ok(Err(error.to_string()));
        }
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            let limit = format!("{} bytes when it is unpacked", self.limit);
            return Err(Cause::TooLarge { what: "the project", limit });
        };
        self.left = left;
        Ok(read_text(bytes.as_slice(), None, self.longest).map_err(|why| match why {
            NoText::Io(error) => error.to_string(),
            NoText::TooLarge => "it is too large".into(),
            NoText::NotUtf8 { line } => format!("line {line} is not UTF-8 text"),
        }))
    }
}

/// The last part of a path, in small letters.
fn last(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase()
}

fn ends_with(name: &str, end: &str) -> bool {
    name.to_lowercase().ends_with(end)
}

fn syntax(what: &str) -> Cause {
    Cause::Syntax(format!("not a REFI-QDA project: {what}"))
}
