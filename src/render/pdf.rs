//! Draws a picture as PDF.

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};

use super::canvas::{Canvas, CanvasError};

/// Points on paper for one unit of a picture: 96 units are one inch.
const POINTS: f32 = 0.75;

/// The longest side of a page that PDF readers show, in points.
const LONGEST_SIDE: f32 = 14_400.0;
const MILLIMETRES: f32 = 25.4 / 96.0;

impl Canvas {
    /// Draws the picture as a PDF of one page, as large as the picture, with searchable text and embedded fonts. The
    /// same input gives the same bytes.
    ///
    /// # Errors
    ///
    /// [`CanvasError::LargePage`] if a page cannot be that large.
    pub fn pdf(&self) -> Result<Vec<u8>, CanvasError> {
        self.titled_pdf(None)
    }

    /// The same with a title in its metadata.
    ///
    /// # Errors
    ///
    /// Those of [`Canvas::pdf`].
    pub fn titled_pdf(&self, title: Option<&str>) -> Result<Vec<u8>, CanvasError> {
        let size = self.tree.size();
        if size.width().max(size.height()) * POINTS > LONGEST_SIDE {
            let [width, height] =
                [size.width(), size.height()].map(|side| (side * MILLIMETRES).ceil());
            return Err(CanvasError::LargePage { width, height });
        }
        let size = Size::from_wh(size.width() * POINTS, size.height() * POINTS);
        let size = size.ok_or_else(|| broken("the page has no size"))?;
        let mut document = Document::new();
        if let Some(title) = title {
            document.set_metadata(Metadata::new().title(title.to_owned()));
        }
        let mut page = document.start_page_with(PageSettings::new(size));
        let mut surface = page.surface();
        surface.draw_svg(&self.tree, size, SvgSettings::default());
        surface.finish();
        page.finish();
        document.finish().map_err(|error| broken(&format!("{error:?}")))
    }
}

fn broken(why: &str) -> CanvasError {
    CanvasError::Encode(format!("PDF: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Fonts;

    #[test]
    fn the_same_bytes_twice_with_the_size_of_the_picture() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='40'>\
                   <text x='5' y='25'>Zoë ▲ Жук</text></svg>";
        let pdf =
            || Canvas::new(svg, Fonts::Embedded).unwrap().titled_pdf(Some("a (b) ) Ж")).unwrap();
        assert_eq!(pdf(), pdf());
        let text = String::from_utf8_lossy(&pdf()).into_owned();
        assert!(text.contains("/MediaBox[0 0 300 30]"));
    }
}
