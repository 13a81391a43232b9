//! The look of a picture.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use stancegraph::bloc::{BlocCount, Parallel, Threshold};
use stancegraph::measure::Measure;
use stancegraph::render::{Diagram, Engine, Fonts, Layout, Picture, Theme};

use crate::failure::Failure;
use crate::{inputs, save};

/// Colours, places, and what ties actors.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "one for each flag")]
#[command(next_help_heading = "Picture")]
pub(super) struct Style {
    /// Colours: light, dark, print (black and white), or a file of your own such as ours.toml
    #[arg(long, value_name = "THEME", default_value = "light")]
    theme: String,
    /// The layout: things that the file has keep their places, the others are added to it
    #[arg(long, value_name = "FILE")]
    pub(super) layout: Option<PathBuf>,
    /// The layout engine for stances: the embedded one, or the installed `dot`
    #[arg(long, value_name = "ENGINE", default_value = "embedded")]
    pub(super) engine: Finder,
    /// In the views of alignments, leave out pairs with fewer shared targets; such pairs have no tie in any view
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) min_shared: usize,
    /// The measure of closeness, in the views of alignments and for blocs in any view: agreement,
    /// identical, decided, s, kappa, pi, alpha, pearson, `tau_b` or cosine
    #[arg(long, value_name = "MEASURE", default_value_t, hide_default_value = true)]
    pub(super) measure: Measure,
    /// The score above which two actors have a tie for: middle (of the measure's range), median (of all scores),
    /// or a number
    #[arg(long, value_name = "SCORE", default_value_t, allow_hyphen_values = true)]
    pub(super) threshold: Threshold,
    /// The number of blocs allowed: 2, another number, or auto
    #[arg(long, value_name = "K", default_value = "2")]
    pub(super) k: BlocCount,
    /// Group actors by what they said about one another, instead of by their alignments
    #[arg(long)]
    pub(super) direct: bool,
    /// Let ties weigh as much as their scores are away from the threshold; with --direct, as much as
    /// was said
    #[arg(long)]
    pub(super) weighted: bool,
    /// With --direct, what several stances of one actor on another are: each a tie (count), one tie of their
    /// sum (sum), or one of their side (merge)
    #[arg(long, value_name = "RULE", default_value_t, requires = "direct")]
    pub(super) parallel: Parallel,
    /// Draw what is superseded or has ended too, pale and dated; by default it is left out and counted
    #[arg(long)]
    pub(super) history: bool,
    /// Pixels of a PNG for one unit of the picture, where --scale says them as a number alone.
    #[arg(skip)]
    pub(super) scale: Option<f32>,
    /// Draw characters that the embedded font lacks with the fonts of this machine
    #[arg(long)]
    system_fonts: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Finder {
    /// Needs nothing
    Embedded,
    /// Needs Graphviz
    Graphviz,
}

impl Style {
    pub(super) fn picture(&self, diagram: Diagram) -> Result<Picture, Failure> {
        Ok(Picture::default()
            .with_diagram(diagram)
            .with_theme(theme(&self.theme)?)
            .with_engine(match self.engine {
                Finder::Embedded => Engine::Embedded,
                Finder::Graphviz => Engine::System,
            })
            .with_min_shared(self.min_shared)
            .with_measure(self.measure)
            .with_threshold(self.threshold)
            .with_blocs(self.k)
            .with_direct(self.direct)
            .with_weighted(self.weighted)
            .with_parallel(self.parallel)
            .with_history(self.has_history(diagram)?)
            .with_layout(self.layout()?))
    }

    /// Whether to draw the past; refuses it for views that cannot show it.
    fn has_history(&self, diagram: Diagram) -> Result<bool, Failure> {
        if self.history && !diagram.has_history() {
            return Err(Failure::Usage(format!(
                "the view {diagram} shows what is in force and has no room for --history; \
                 the views stances, matrix and timeline have"
            )));
        }
        Ok(self.history)
    }

    pub(super) fn fonts(&self) -> Fonts {
        if self.system_fonts { Fonts::System } else { Fonts::Embedded }
    }

    /// The saved layout; empty if the file does not yet exist.
    fn layout(&self) -> Result<Layout, Failure> {
        let Some(path) = &self.layout else { return Ok(Layout::default()) };
        inputs::protect(path);
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(Layout::from_toml(&path.to_string_lossy(), &text)?),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Layout::default()),
            Err(error) => Err(Failure::io(path, error)),
        }
    }

    /// Writes the layout, if the user keeps one.
    pub(super) fn keep(&self, layout: &Layout) -> Result<(), Failure> {
        let Some(path) = &self.layout else { return Ok(()) };
        save::rewrite(path, |out| Ok(write!(out, "{layout}")?))
    }

    /// Refuses a layout that would have no effect.
    pub(super) fn is_free_of_layouts(&self) -> Result<(), Failure> {
        if self.layout.is_none() {
            return Ok(());
        }
        let text = "Graphviz finds the places of DOT itself: leave --layout out, or write an .svg";
        Err(Failure::Usage(text.into()))
    }
}

/// A theme by its name, or from a file.
fn theme(name: &str) -> Result<Theme, Failure> {
    if let Some(theme) = Theme::named(name) {
        return Ok(theme);
    }
    let path = Path::new(name);
    if path.extension().is_none_or(|extension| extension != "toml") {
        let fix = "write light, dark, print or a file such as ours.toml";
        return Err(Failure::Usage(format!("there is no theme \"{name}\"; {fix}")));
    }
    inputs::protect(path);
    let text = std::fs::read_to_string(path).map_err(|error| Failure::io(path, error))?;
    Ok(Theme::from_toml(name, &text)?)
}
