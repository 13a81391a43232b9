//! A picture as PNG, drawn with the embedded font only.

use super::font::{Font, Weight};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{ImageHrefResolver, Options, Size, Tree};
use std::sync::{Arc, OnceLock};

/// Most pixels that a picture may have.
const MOST_PIXELS: f32 = 100_000_000.0;
/// Most pixels on one side.
const LONGEST_SIDE: f32 = 32_767.0;

/// Why there is no PNG.
///
/// # Examples
///
/// ```
/// use stancegraph::render::png::png;
///
/// let error = png("<svg", 1.0).unwrap_err();
/// assert!(error.to_string().starts_with("the picture is not valid SVG"));
/// ```
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PngError {
    /// The text is not an SVG picture.
    #[error("the picture is not valid SVG: {0}")]
    Svg(String),
    /// The scale is not a number above zero.
    #[error("the scale must be above 0, not {0}")]
    Scale(f32),
    /// There would be too many pixels.
    #[error(
        "the picture would have {width} × {height} pixels, the most is 100 megapixels \
         and 32767 on a side: use a smaller scale, or SVG"
    )]
    TooLarge {
        /// Pixels from left to right.
        width: f32,
        /// Pixels from top to bottom.
        height: f32,
    },
    /// The pixels could not be written.
    #[error("cannot write PNG: {0}")]
    Encode(String),
}

/// Draws an SVG picture as PNG, `scale` pixels to a unit, on a transparent ground.
///
/// Text is drawn with the embedded font, whatever `font-family` says; images
/// that the picture refers to are left out, so no file is ever read. The same
/// input gives the same bytes.
///
/// # Errors
///
/// [`PngError::Svg`] for a text that is not SVG, [`PngError::Scale`] for a scale
/// that is not above zero, [`PngError::TooLarge`] above 100 megapixels or 32,767
/// pixels on a side.
///
/// # Examples
///
/// ```
/// use stancegraph::render::png::{PngError, png};
///
/// let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>"#;
/// assert!(png(svg, 2.0)?.starts_with(b"\x89PNG"));
/// assert_eq!(png(svg, 0.0), Err(PngError::Scale(0.0)));
/// # Ok::<(), PngError>(())
/// ```
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    if !(scale.is_finite() && scale > 0.0) {
        return Err(PngError::Scale(scale));
    }
    let tree = Tree::from_str(svg, &options()).map_err(|e| PngError::Svg(e.to_string()))?;
    let mut pixels = pixels(tree.size(), scale)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| PngError::Encode(error.to_string()))
}

/// Draws like [`png`], with fewer pixels where that many would be too many.
pub(super) fn png_within_limits(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    match png(svg, scale) {
        Err(PngError::TooLarge { width, height }) => {
            let side = LONGEST_SIDE / width.max(height);
            let area = (MOST_PIXELS / (width * height)).sqrt();
            png(svg, scale * side.min(area).min(1.0) * 0.999)
        }
        drawn => drawn,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, positive and below the longest side"
)]
fn pixels(size: Size, scale: f32) -> Result<Pixmap, PngError> {
    let (width, height) = ((size.width() * scale).ceil(), (size.height() * scale).ceil());
    let too_large = PngError::TooLarge { width, height };
    if width.max(height) > LONGEST_SIDE || width * height > MOST_PIXELS {
        return Err(too_large);
    }
    Pixmap::new(width as u32, height as u32).ok_or(too_large)
}

/// Only embedded fonts, and no images from outside.
fn options() -> Options<'static> {
    Options {
        font_family: Font::FAMILY.to_owned(),
        fontdb: fonts(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    FONTS.get_or_init(|| Arc::new(database())).clone()
}

fn database() -> Database {
    let mut fonts = Database::new();
    for weight in [Weight::Regular, Weight::Bold] {
        fonts.load_font_source(Source::Binary(Arc::new(Font::bytes(weight))));
    }
    fonts.set_sans_serif_family(Font::FAMILY);
    fonts.set_serif_family(Font::FAMILY);
    fonts.set_monospace_family(Font::FAMILY);
    fonts.set_cursive_family(Font::FAMILY);
    fonts.set_fantasy_family(Font::FAMILY);
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::font::width;
    use resvg::usvg::Node;

    const FAMILY: &str = "&quot;DejaVu Sans&quot;, Verdana, sans-serif";

    fn svg(family: &str, attributes: &str, text: &str) -> String {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='40'>\
             <rect width='400' height='40' fill='white'/>\
             <text x='5' y='25' font-family='{}' font-size='16' {attributes}>{text}</text></svg>",
            family.replace("&quot;", "\"")
        )
    }

    fn dark_pixels(svg: &str) -> usize {
        let pixels = Pixmap::decode_png(&png(svg, 1.0).unwrap()).unwrap();
        pixels.pixels().iter().filter(|pixel| pixel.red() < 100).count()
    }

    #[test]
    fn text_is_drawn_in_any_family() {
        assert_eq!(dark_pixels(&svg(FAMILY, "", "")), 0);
        let drawn = dark_pixels(&svg(FAMILY, "", "Zoë ▲ supports"));
        assert!(drawn > 200, "{drawn}");
        for family in ["sans-serif", "Verdana, sans-serif", "nothing", "serif", "monospace"] {
            assert_eq!(dark_pixels(&svg(family, "", "Zoë ▲ supports")), drawn, "{family}");
        }
        assert!(dark_pixels(&svg(FAMILY, "font-weight='bold'", "Zoë ▲ supports")) > drawn);
    }

    #[test]
    fn text_is_as_wide_as_the_metrics_say() {
        for text in ["AVATo fi Wa.", "Zoë Müller", "▲ Жук Ωμέγα", "e\u{301}x", "→ 5 − 3"]
        {
            for (weight, attributes) in [(Weight::Regular, ""), (Weight::Bold, "font-weight='700'")]
            {
                let tree = Tree::from_str(&svg(FAMILY, attributes, text), &options()).unwrap();
                let Some(Node::Text(node)) = tree.root().children().last() else {
                    panic!("no text")
                };
                let drawn = f64::from(node.bounding_box().width());
                assert!((drawn - width(text, 16.0, weight)).abs() < 0.05, "{text} {drawn}");
            }
        }
    }

    #[test]
    fn the_same_bytes_twice() {
        let picture = svg(FAMILY, "", "the same bytes");
        assert_eq!(png(&picture, 1.5), png(&picture, 1.5));
    }

    #[test]
    fn a_scale_gives_its_size() {
        let pixels = Pixmap::decode_png(&png(&svg(FAMILY, "", "x"), 2.0).unwrap()).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (800, 80));
    }

    #[test]
    fn too_many_pixels_are_an_error() {
        let picture = svg(FAMILY, "", "x");
        let error = png(&picture, 100.0).unwrap_err();
        assert_eq!(error, PngError::TooLarge { width: 40_000.0, height: 4_000.0 });
        assert!(error.to_string().contains("40000 × 4000 pixels"));
        assert!(matches!(png(&picture, f32::MAX), Err(PngError::TooLarge { .. })));
        assert!(matches!(png(&picture, f32::NAN), Err(PngError::Scale(_))));
        assert!(matches!(png("not a picture", 1.0), Err(PngError::Svg(_))));
    }

    #[test]
    fn no_image_is_read() {
        let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
                       <image href='/etc/hostname' width='9' height='9'/></svg>";
        let tree = Tree::from_str(picture, &options()).unwrap();
        assert!(tree.root().children().is_empty());
    }
}
