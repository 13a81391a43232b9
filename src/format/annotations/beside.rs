//! The text of a document that lies beside its annotations.

use std::fs::File;
use std::path::Path;

use crate::error::FileId;
use crate::format::options::Settings;
use crate::graph::Builder;
use crate::text::open::{NoText, read_text};

/// The name of a file, without its folder and its extension.
pub fn stem(name: &str) -> String {
    let path = Path::new(name.strip_suffix(".gz").unwrap_or(name));
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The name and the content of the file beside a file of annotations with another extension; or why there is none.
pub fn text_beside(
    file: FileId,
    extension: &str,
    settings: &Settings,
    builder: &Builder,
) -> Result<(String, String), String> {
    let stem = stem(builder.file_name(file));
    let name = format!("{stem}.{extension}");
    let path =
        builder.file_path(file).ok_or_else(|| format!("{name} (the annotations are no file)"))?;
    let at = path.with_file_name(&name);
    let text = File::open(at).map_err(NoText::Io);
    let text = text.and_then(|file| read_text(file, None, settings.limits.document));
    match text {
        Ok(text) => Ok((name, text)),
        Err(NoText::Io(error)) => Err(format!("{name} ({error})")),
        Err(NoText::TooLarge) => Err(format!("{name} (it is too large)")),
        Err(NoText::NotUtf8 { line }) => Err(format!("{name} (line {line} is not UTF-8)")),
    }
}
