//! The output formats of pictures.

use std::collections::BTreeSet;
use std::path::Path;

use stancegraph::render::{Canvas, CanvasError, Fonts};
use stancegraph::{Error, View};

use super::style::Style;
use crate::failure::Failure;
use crate::message;

/// The default number of pixels of a PNG for one unit of the picture.
const USUAL_SCALE: f32 = 2.0;

/// The largest number of characters to list in a warning.
const MOST_LISTED: usize = 10;

/// The output format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Svg,
    Png,
    Pdf,
    Dot,
}

impl Form {
    /// The form by the extension of a path; SVG for standard output.
    pub(super) fn of(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else { return Ok(Self::Svg) };
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match extension.as_str() {
            "svg" => Ok(Self::Svg),
            "png" => Ok(Self::Png),
            "pdf" => Ok(Self::Pdf),
            "dot" | "gv" => Ok(Self::Dot),
            _ => {
                let path = path.display();
                Err(Failure::Usage(format!("{path}: a picture is .svg, .png, .pdf or .dot")))
            }
        }
    }

    /// Refuses a scale for formats without pixels, and an invalid one, before anything is drawn.
    pub(super) fn check_scale(self, scale: Option<f32>) -> Result<(), Failure> {
        let Some(scale) = scale else { return Ok(()) };
        let usage = |text: String| Err(Failure::Usage(text));
        match self {
            Self::Svg | Self::Pdf | Self::Dot => usage(format!(
                "--scale {scale} is for the pixels of a .png; other pictures have any size"
            )),
            Self::Png if !(scale.is_finite() && scale > 0.0) => {
                usage(format!("--scale {scale}: write a number above 0, such as 2"))
            }
            Self::Png => Ok(()),
        }
    }

    /// Refuses the fonts of this machine for formats that are drawn with the fonts of their viewer.
    pub(super) fn check_fonts(self, fonts: Fonts) -> Result<(), Failure> {
        match (self, fonts) {
            (Self::Svg | Self::Dot, Fonts::System) => Err(Failure::Usage(
                "--system-fonts is for .png and .pdf; others are drawn with the fonts of whoever opens them"
                    .into(),
            )),
            (Self::Svg | Self::Dot, Fonts::Embedded) | (Self::Png | Self::Pdf, _) => Ok(()),
        }
    }

    /// Converts an SVG to this form; warns about characters without a glyph.
    pub(super) fn bytes(self, view: &View, svg: &str, style: &Style) -> Result<Vec<u8>, Failure> {
        if self == Self::Svg {
            return Ok(svg.into());
        }
        let failed = |error: CanvasError| Error::Picture(error.to_string());
        let canvas = Canvas::new(svg, style.fonts()).map_err(failed)?;
        let missing = canvas.missing_glyphs();
        if !missing.is_empty() {
            message::note(&lacking(&missing, style.fonts()));
        }
        let bytes = match self {
            Self::Pdf => canvas.titled_pdf(view.graph().title()),
            Self::Svg | Self::Png | Self::Dot => png(&canvas, style.scale),
        };
        Ok(bytes.map_err(failed)?)
    }
}

/// Draws with the scale that the user asked for, or fails with the limit; by default, the scale is reduced to
/// fit the limit.
fn png(canvas: &Canvas, scale: Option<f32>) -> Result<Vec<u8>, CanvasError> {
    match scale {
        Some(scale) => canvas.png(scale),
        None => canvas.png_within_limits(USUAL_SCALE),
    }
}

/// The warning about characters drawn as boxes, with a fix.
fn lacking(missing: &BTreeSet<String>, fonts: Fonts) -> String {
    let listed = missing.iter().take(MOST_LISTED).map(|text| text.replace(char::is_control, ""));
    let mut listed = listed.collect::<Vec<_>>().join(" ");
    if missing.len() > MOST_LISTED {
        listed += &format!(" and {} more", missing.len() - MOST_LISTED);
    }
    let fix = match fonts {
        Fonts::Embedded => "--system-fonts takes them from the fonts of this machine, and an .svg",
        Fonts::System => "no font of this machine has them; an .svg",
    };
    format!(
        "warning: no glyph for {listed}: drawn as empty boxes; \
         {fix} leaves them to whoever opens it"
    )
}
