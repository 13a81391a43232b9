//! The canonical form of the formats that are read as one tree.

use super::comments::comments;
use super::facts::Format;
use super::json;
use super::limit::Limits;
use super::order::{reading_order, sorted};
use super::routes::Reads;
use super::short::Short;
use super::toml::write_with;
use super::tree::Lines;
use crate::error::{Error, Files};
use crate::model::Document;

/// Returns the canonical form of a TOML or JSON text; `None` for other formats.
///
/// # Errors
///
/// All faults of the text itself.
pub fn canonical_tree(format: Format, name: &str, text: &str) -> Result<Option<Vec<u8>>, Error> {
    let mut out = Vec::new();
    if format == Format::Json {
        json::write(&sorted(document(format, name, text)?.0), &mut out)
    } else if format == Format::Toml {
        let (document, mut short) = document(format, name, text)?;
        short.is_inline = are_stances_inline(text);
        let mut order = (0..document.stances.len()).collect::<Vec<_>>();
        order.sort_by(|a, b| reading_order(&document.stances[*a], &document.stances[*b]));
        write_with(&document, &order, comments(text), &short, &mut out)
    } else {
        return Ok(None);
    }
    .expect("memory takes everything");
    Ok(Some(out))
}

fn document(format: Format, name: &str, text: &str) -> Result<(Document, Short), Error> {
    let Reads::Tree(parse) = format.route().reads else { unreachable!("both are trees") };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut files = Files::default();
    let file = files.add(name, None, Some(text.into()));
    let mut parsed = parse(text, &Lines::new(file, text), &Limits::default());
    let faults = std::mem::take(&mut parsed.faults);
    if faults.is_empty() {
        let short = std::mem::take(&mut parsed.short);
        return Ok((parsed.into_document(), short));
    }
    Err(Error::Faults(faults.in_files(files, false)))
}

/// Whether the stances of a TOML text are one-liners in a list: `stances = [{ … }, { … }]`.
fn are_stances_inline(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = text.parse::<toml_edit::DocumentMut>();
    document.is_ok_and(|document| document.get("stances").is_some_and(toml_edit::Item::is_value))
}
