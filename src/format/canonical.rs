//! The canonical form of the formats that are read as one tree.

use super::comments::comments;
use super::facts::Format;
use super::json;
use super::limit::Limits;
use super::order::{reading_order, sorted};
use super::routes::Reads;
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
        json::write(&sorted(document(format, name, text)?), &mut out)
    } else if format == Format::Toml {
        let document = document(format, name, text)?;
        let mut order = (0..document.stances.len()).collect::<Vec<_>>();
        order.sort_by(|a, b| reading_order(&document.stances[*a], &document.stances[*b]));
        write_with(&document, &order, comments(text), &mut out)
    } else {
        return Ok(None);
    }
    .expect("memory takes everything");
    Ok(Some(out))
}

fn document(format: Format, name: &str, text: &str) -> Result<Document, Error> {
    let Reads::Tree(parse) = format.route().reads else { unreachable!("both are trees") };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut files = Files::default();
    let file = files.add(name, None, Some(text.into()));
    let mut parsed = parse(text, &Lines::new(file, text), &Limits::default());
    let faults = std::mem::take(&mut parsed.faults);
    if faults.is_empty() {
        return Ok(parsed.into_document());
    }
    Err(Error::Faults(faults.in_files(files, false)))
}
