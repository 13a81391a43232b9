//! Tells files of annotations by their content: they are JSON like others.

use super::{doccano, label_studio, web};
use crate::format::facts::Format;
use crate::format::json;

/// The format of annotations that a text of JSON, or its first line, is in.
pub fn told(text: &str, are_lines: bool) -> Option<Format> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let text = if are_lines { first } else { text };
    let may_be = ["\"Annotation", "\"result\"", "\"text\"", "\"selector\"", "start_offset"];
    if !may_be.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let root = json::parse(text).ok()?;
    if web::is_annotation(&root) {
        Some(Format::WebAnnotation)
    } else if label_studio::is_task(&root) {
        Some(Format::LabelStudio)
    } else {
        doccano::is_example(&root).then_some(Format::Doccano)
    }
}
