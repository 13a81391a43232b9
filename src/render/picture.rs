//! Draws a picture of a view as SVG, PNG or PDF.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Diagram;
use super::Fonts;
#[cfg(feature = "draw")]
use super::canvas::{Canvas, CanvasError};
use super::drawing::caption::Caption;
use super::drawing::sheet::Sheet;
use super::engine::Engine;
use super::layout::Layout;
use super::shown::Shown;
use super::theme::Theme;
use crate::bloc::{BlocCount, Grouping, Parallel, Threshold, TieRule, TiedBy};
use crate::error::Error;
use crate::graph::View;
use crate::measure::AnyMeasure;

/// How a picture is drawn.
///
/// In JSON, what is left out is as in `Picture::default()`.
///
/// ```
/// use stancegraph::render::{Diagram, Picture, Theme};
///
/// let dark = Picture::default().with_theme(Theme::DARK);
/// assert_eq!(dark.diagram, Diagram::Stances);
///
/// let text = r##"{"diagram": "alignment", "measure": "s", "blocs": "auto", "theme": {"support": "#009e73"}}"##;
/// let read: Picture = serde_json::from_str(text)?;
/// assert_eq!(read.theme.oppose, Theme::default().oppose);
/// let again = serde_json::to_string(&read)?;
/// assert_eq!(serde_json::from_str::<Picture>(&again)?, read);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Picture {
    /// What the picture shows.
    pub diagram: Diagram,
    /// Its colours.
    pub theme: Theme,
    /// The layout engine that places its parts.
    pub engine: Engine,
    /// The fonts of a PNG or PDF.
    pub fonts: Fonts,
    /// The places that things have already. They stay there, except that members of a bloc stand together and
    /// apart from opposite blocs.
    pub layout: Layout,
    /// The fewest targets that two actors share to have a line between them, or a score.
    pub min_shared: usize,
    /// In pictures of alignments, the measure of closeness: one of the measures of standings, or one of your own,
    /// whose name is in the caption.
    pub measure: AnyMeasure,
    /// The score above which two actors have a tie for when blocs are searched.
    pub threshold: Threshold,
    /// Whether ties are what actors said about one another, instead of their alignments.
    pub direct: bool,
    /// Whether a tie weighs the distance of its score from the threshold, or the weight of its stance, instead of 1.
    pub weighted: bool,
    /// With `direct`, what several stances of one actor on another become.
    pub parallel: Parallel,
    /// How many blocs are allowed.
    pub blocs: BlocCount,
    /// Whether to draw also what is superseded or has ended, pale and dated, in diagrams that have room for it (see
    /// [`Diagram::has_history`]). If not, it is left out and counted.
    pub history: bool,
    /// Pixels of a PNG for one unit of the SVG; fewer if the PNG would have more than 100 megapixels, or more than
    /// 32,767 pixels on a side.
    pub scale: f32,
}

setters! {
    Picture {
        with_diagram(diagram: Diagram);
        with_theme(theme: Theme);
        with_engine(engine: Engine);
        with_fonts(fonts: Fonts);
        with_layout(layout: Layout);
        with_min_shared(min_shared: usize);
        with_measure(measure: into AnyMeasure);
        with_threshold(threshold: Threshold);
        with_direct(direct: bool);
        with_weighted(weighted: bool);
        with_parallel(parallel: Parallel);
        with_blocs(blocs: BlocCount);
        with_history(history: bool);
        with_scale(scale: f32);
    }
}

impl Default for Picture {
    fn default() -> Self {
        Self {
            diagram: Diagram::default(),
            theme: Theme::default(),
            engine: Engine::default(),
            fonts: Fonts::default(),
            layout: Layout::default(),
            min_shared: 1,
            measure: AnyMeasure::default(),
            threshold: Threshold::default(),
            direct: false,
            weighted: false,
            parallel: Parallel::default(),
            blocs: BlocCount::Two,
            history: false,
            scale: 2.0,
        }
    }
}

impl Picture {
    /// How actors are grouped: the same as in `blocs` with the same options.
    #[must_use]
    pub fn grouping(&self) -> Grouping {
        let Self { threshold, min_shared, weighted, parallel, .. } = *self;
        let tied_by = match self.direct {
            true => TiedBy::Words { weighted, parallel },
            false => {
                let rule = TieRule { threshold, min_shared, weighted };
                TiedBy::Alignment { comparison: self.measure.clone().into(), rule }
            }
        };
        Grouping { tied_by, count: self.blocs }
    }
}

/// Draws a view as SVG, to be opened in a browser or put on a page.
///
/// [`Picture::diagram`] says what is drawn. A snapshot shows the stances in force, those that decide the
/// [standings](crate::graph::Standing). What is superseded or has ended is left out and counted, or drawn pale
/// with [`Picture::history`]. In the diagram of stances, the actors of one bloc stand together on the left or on the
/// right, and their targets in the middle; a panel surrounds the members of a bloc who do not oppose one another. Up
/// to three labels of one actor on one target have a line each; more become one thick line with their number.
///
/// Every mark is a `<g>` with the evidence as its `<title>`, and the ids of its stances, separated by spaces, in
/// `data-stances`; white space and `%` in an id are written as in a URL (`%20`). Pale marks also have the class
/// `past`. Labels are always text, never markup. The same view gives the same bytes.
///
/// # Errors
///
/// [`Error::Picture`] if the system's Graphviz is asked for, but is missing or fails.
///
/// # Examples
///
/// ```
/// use stancegraph::model::Stance;
/// use stancegraph::render::{self, Picture};
/// use stancegraph::{StanceGraph, Undeclared};
///
/// let mut builder = StanceGraph::builder();
/// builder.undeclared(Undeclared::Create);
/// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
/// let graph = builder.build()?;
/// let svg = render::svg(&graph.view(), &Picture::default())?;
/// assert!(svg.starts_with("<svg") && svg.contains(">opposes</text>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn svg(view: &View, picture: &Picture) -> Result<String, Error> {
    Ok(draw(view, picture)?.svg)
}

/// A picture with the places of the things in it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Drawn {
    /// The picture.
    pub svg: String,
    /// The places of things, for the next [`Picture`]: the layout that was given, with the places of what is new.
    pub layout: Layout,
}

/// Draws a view as SVG, like [`svg`], and returns the places of the things in it.
///
/// # Errors
///
/// Those of [`svg`].
///
/// # Examples
///
/// ```
/// use stancegraph::model::Stance;
/// use stancegraph::render::{self, Diagram, Picture};
/// use stancegraph::{StanceGraph, Undeclared};
///
/// let graph = |stances: &[(&str, &str)]| {
///     let mut builder = StanceGraph::builder();
///     builder.undeclared(Undeclared::Create);
///     for (actor, issue) in stances {
///         builder.stance(&Stance::on_issue(*actor, "supports", *issue).unwrap());
///     }
///     builder.build().unwrap()
/// };
/// let (small, large) = (graph(&[("ann", "a")]), graph(&[("ann", "a"), ("abe", "b")]));
/// let layout = render::draw(&small.view(), &Picture::default())?.layout;
/// let picture = Picture::default().with_layout(layout.clone());
/// let places = render::draw(&large.view(), &picture)?.layout;
/// let place = |layout: &render::Layout| layout.places(Diagram::Stances)["actor:ann"];
/// assert_eq!(place(&places), place(&layout));
/// # Ok::<(), stancegraph::Error>(())
/// ```
pub fn draw(view: &View, picture: &Picture) -> Result<Drawn, Error> {
    let shown = Shown::of(view, picture);
    let mut plate = picture.diagram.plate(&shown, picture)?;
    let seen = picture.diagram.seen(view).in_names().to_string();
    let caption = Caption::new(&shown, &seen, &plate.what, &plate.notes, &plate.sentences);
    let mut layout = picture.layout.clone();
    layout.keep(picture.diagram, std::mem::take(&mut plate.places));
    Ok(Drawn { svg: Sheet::new(plate, caption).svg(picture.theme), layout })
}

/// Draws a view as PNG.
///
/// # Errors
///
/// Those of [`svg`], and [`Error::Picture`] if the scale is not above 0.
///
/// # Examples
///
/// ```
/// use stancegraph::StanceGraph;
/// use stancegraph::render::{self, Picture};
///
/// let graph = StanceGraph::builder().build()?;
/// let png = render::png(&graph.view(), &Picture::default())?;
/// assert!(png.starts_with(b"\x89PNG"));
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[cfg(feature = "draw")]
pub fn png(view: &View, picture: &Picture) -> Result<Vec<u8>, Error> {
    let canvas = canvas(view, picture)?;
    canvas.png_within_limits(picture.scale).map_err(failed)
}

/// Draws a view as PDF: one page as large as the picture, with searchable text.
///
/// # Errors
///
/// Those of [`svg`], and [`Error::Picture`] if a page cannot be that large.
///
/// # Examples
///
/// ```
/// use stancegraph::StanceGraph;
/// use stancegraph::render::{self, Picture};
///
/// let graph = StanceGraph::builder().build()?;
/// let pdf = render::pdf(&graph.view(), &Picture::default())?;
/// assert!(pdf.starts_with(b"%PDF"));
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[cfg(feature = "draw")]
pub fn pdf(view: &View, picture: &Picture) -> Result<Vec<u8>, Error> {
    canvas(view, picture)?.titled_pdf(view.graph().title()).map_err(failed)
}

#[cfg(feature = "draw")]
fn canvas(view: &View, picture: &Picture) -> Result<Canvas, Error> {
    Canvas::new(&svg(view, picture)?, picture.fonts).map_err(failed)
}

#[cfg(feature = "draw")]
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn failed(error: CanvasError) -> Error {
    Error::Picture(error.to_string())
}
