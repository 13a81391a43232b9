//! Tells files of annotations by their content: they are JSON like others.

use super::{doccano, label_studio, web};
use crate::format::facts::Format;
use crate::format::json;
use crate::format::tree::Node;

/// The format of annotations that a text of JSON, or its first line, is in.
pub fn told(text: &str, are_lines: bool) -> Option<Format> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let text = if are_lines { first } else { text };
    let may_be = ["\"Annotation", "\"result\"", "\"text\"", "\"selector\"", "start_offset"];
    if !may_be.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let root = json::parse(text).ok()?;
    let is: [(Format, fn(&Node) -> bool); 3] = [
        (Format::WebAnnotation, web::is_annotation),
        (Format::LabelStudio, label_studio::is_task),
        (Format::Doccano, doccano::is_example),
    ];
    is.into_iter().find(|(_, is_its)| is_its(&root)).map(|(format, _)| format)
}
