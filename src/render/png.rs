//! Draws a picture as PNG.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Size;

use super::canvas::{Canvas, CanvasError};

/// The most pixels of a picture.
const MOST_PIXELS: f32 = 100_000_000.0;
/// The most pixels on one side.
const LONGEST_SIDE: f32 = 32_767.0;

impl Canvas {
    /// Draws the picture as PNG, `scale` pixels to a unit, on a transparent background. The same input gives the
    /// same bytes.
    ///
    /// # Errors
    ///
    /// [`CanvasError::Scale`] if the scale is not above zero, [`CanvasError::TooLarge`] above 100 megapixels or
    /// 32,767 pixels on a side.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, CanvasError> {
        if !(scale.is_finite() && scale > 0.0) {
            return Err(CanvasError::Scale(scale));
        }
        let mut pixels = pixels(self.tree.size(), scale)?;
        resvg::render(&self.tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| CanvasError::Encode(format!("PNG: {error}")))
    }

    /// Draws like [`Canvas::png`], with fewer pixels if there would be too many.
    ///
    /// # Errors
    ///
    /// Those of [`Canvas::png`] except [`CanvasError::TooLarge`].
    pub fn png_within_limits(&self, scale: f32) -> Result<Vec<u8>, CanvasError> {
        match self.png(scale) {
            Err(CanvasError::TooLarge { most, .. }) => self.png(most),
            drawn => drawn,
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, positive and below the longest side"
)]
fn pixels(size: Size, scale: f32) -> Result<Pixmap, CanvasError> {
    let (width, height) = ((size.width() * scale).ceil(), (size.height() * scale).ceil());
    let too_large = CanvasError::TooLarge { width, height, most: most(size) };
    if width.max(height) > LONGEST_SIDE || width * height > MOST_PIXELS {
        return Err(too_large);
    }
    Pixmap::new(width as u32, height as u32).ok_or(too_large)
}

/// The largest possible scale of a picture, rounded down to hundredths.
fn most(size: Size) -> f32 {
    let side = LONGEST_SIDE / size.width().max(size.height());
    let area = (MOST_PIXELS / (size.width() * size.height())).sqrt();
    let most = side.min(area) * 0.999;
    if most > 0.01 { (most * 100.0).floor() / 100.0 } else { most }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Fonts;
    use crate::render::font::Weight;
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

    fn canvas(svg: &str) -> Canvas {
        Canvas::new(svg, Fonts::Embedded).unwrap()
    }

    fn png(svg: &str, scale: f32) -> Result<Vec<u8>, CanvasError> {
        Canvas::new(svg, Fonts::Embedded)?.png(scale)
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
                let tree = canvas(&svg(FAMILY, attributes, text)).tree;
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
        assert_eq!(error, CanvasError::TooLarge { width: 40_000.0, height: 4_000.0, most: 78.97 });
        assert!(error.to_string().contains("40000 × 4000 pixels"));
        assert!(error.to_string().contains("at most 78.97"));
        assert!(png(&picture, 78.97).is_ok());
        assert!(matches!(png(&picture, f32::MAX), Err(CanvasError::TooLarge { .. })));
        assert!(matches!(png(&picture, f32::NAN), Err(CanvasError::Scale(_))));
        assert!(matches!(png("not a picture", 1.0), Err(CanvasError::Svg(_))));
    }

    #[test]
    fn no_image_is_read() {
        let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
                       <image href='/etc/hostname' width='9' height='9'/></svg>";
        assert!(canvas(picture).tree.root().children().is_empty());
    }
}
