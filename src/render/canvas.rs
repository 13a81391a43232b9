//! An SVG picture with its fonts, ready to be drawn as PNG or PDF.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Group, ImageHrefResolver, Node, Options, Tree};

use super::Fonts;
use super::font::{Font, Weight};

/// Why a picture cannot be drawn.
///
/// # Examples
///
/// ```
/// use stancegraph::render::{Canvas, Fonts};
///
/// let error = Canvas::new("<svg", Fonts::Embedded).unwrap_err();
/// assert!(error.to_string().starts_with("the picture is not valid SVG"));
/// ```
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CanvasError {
    /// The text is not an SVG picture.
    #[error("the picture is not valid SVG: {0}")]
    Svg(String),
    /// The scale is not a number above zero.
    #[error("the scale must be above 0, not {0}")]
    Scale(f32),
    /// There would be too many pixels.
    #[error(
        "the picture would have {width} × {height} pixels, the most is 100 megapixels \
         and 32767 on a side: use a scale of at most {most}, or SVG"
    )]
    TooLarge {
        /// Width in pixels.
        width: f32,
        /// Height in pixels.
        height: f32,
        /// The largest scale that is possible.
        most: f32,
    },
    /// The page of a PDF would be too large.
    #[error(
        "the page would be {width} × {height} mm, the most is 5080 mm on a side: use SVG, or draw a part"
    )]
    LargePage {
        /// Width in millimetres.
        width: f32,
        /// Height in millimetres.
        height: f32,
    },
    /// The pixels or the page could not be written.
    #[error("cannot write {0}")]
    Encode(String),
}

/// An SVG picture with its fonts, to be drawn as PNG or PDF.
///
/// Text is drawn with the embedded font, whatever `font-family` says. Images that the picture refers to are left
/// out. So no file is ever read except fonts, and these only with [`Fonts::System`].
///
/// # Examples
///
/// ```
/// use stancegraph::render::{Canvas, Fonts};
///
/// let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">
///   <text x="5" y="20">Zoë 平和</text></svg>"#;
/// let canvas = Canvas::new(svg, Fonts::Embedded)?;
/// assert!(canvas.png(2.0)?.starts_with(b"\x89PNG"));
/// assert!(canvas.pdf()?.starts_with(b"%PDF"));
/// assert_eq!(canvas.missing_glyphs().into_iter().collect::<Vec<_>>(), ["和", "平"]);
/// # Ok::<(), stancegraph::render::CanvasError>(())
/// ```
pub struct Canvas {
    pub(super) tree: Tree,
}

impl fmt::Debug for Canvas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canvas").field("size", &self.tree.size()).finish_non_exhaustive()
    }
}

impl Canvas {
    /// Reads an SVG picture.
    ///
    /// # Errors
    ///
    /// [`CanvasError::Svg`] if the text is not SVG.
    pub fn new(svg: &str, fonts: Fonts) -> Result<Self, CanvasError> {
        let tree = Tree::from_str(svg, &options(fonts));
        Ok(Self { tree: tree.map_err(|error| CanvasError::Svg(error.to_string()))? })
    }

    /// The characters that no font has. They are drawn as empty boxes.
    #[must_use]
    pub fn missing_glyphs(&self) -> BTreeSet<String> {
        let mut missing = BTreeSet::new();
        collect_missing(self.tree.root(), &mut missing);
        missing
    }
}

fn collect_missing(group: &Group, missing: &mut BTreeSet<String>) {
    for node in group.children() {
        match node {
            Node::Group(group) => collect_missing(group, missing),
            Node::Text(text) => {
                let glyphs = text
                    .layouted()
                    .iter()
                    .flat_map(|span| &span.positioned_glyphs)
                    .filter(|glyph| glyph.id.0 == 0);
                missing.extend(glyphs.map(|glyph| glyph.text.clone()));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// The options of the SVG reader: no images from outside.
fn options(fonts: Fonts) -> Options<'static> {
    Options {
        font_family: Font::FAMILY.to_owned(),
        fontdb: database(fonts),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

fn database(fonts: Fonts) -> Arc<Database> {
    static EMBEDDED: OnceLock<Arc<Database>> = OnceLock::new();
    static SYSTEM: OnceLock<Arc<Database>> = OnceLock::new();
    match fonts {
        Fonts::Embedded => EMBEDDED.get_or_init(|| Arc::new(embedded())).clone(),
        Fonts::System => SYSTEM.get_or_init(|| Arc::new(with_system())).clone(),
    }
}

fn embedded() -> Database {
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

fn with_system() -> Database {
    let mut fonts = embedded();
    fonts.load_system_fonts();
    fonts
}
