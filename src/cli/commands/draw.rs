//! `draw`: the picture.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use stancegraph::View;
use stancegraph::measure::Measure;
use stancegraph::render::{self, Diagram, Engine, Picture, Theme};

use super::align;
use crate::Outcome;
use crate::answer;
use crate::args::{Reading, Viewing};
use crate::failure::Failure;
use crate::message;
use crate::save::save;

/// Draws who takes which position on what, or who agrees with whom.
///
/// The extension of --output says what is written: .svg, .png or .dot. Nothing needs to be
/// installed. Where the picture goes to a file, the alignments that it shows are printed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph draw map.toml -o map.svg
  stancegraph draw map.toml --view alignment-map --theme dark -o camps.png
  stancegraph draw map.toml --issue thaad --at 2016-04-29 -o thaad.svg
  stancegraph draw map.toml --view issues -o contested.svg
  stancegraph draw map.toml --view timeline --actor russia -o record.svg
  stancegraph draw map.toml -o map.dot")]
pub(crate) struct Args {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The picture: .svg, .png or .dot; SVG on standard output without it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What is drawn
    #[arg(long, value_name = "VIEW", default_value = "stances")]
    view: Shown,
    /// Colours for a light or a dark ground, or for print in black and white
    #[arg(long, value_name = "THEME", default_value = "light")]
    theme: Ground,
    /// Who finds the places: the engine within, or the `dot` that is installed
    #[arg(long, value_name = "ENGINE", default_value = "embedded")]
    engine: Layout,
    /// In the views of alignments and of balance, leave out pairs with fewer shared targets
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_shared: usize,
    /// Pixels of a PNG for one unit of the picture
    #[arg(long, value_name = "NUMBER", default_value_t = 2.0)]
    scale: f32,
    /// Do not print the alignments
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    viewing: Viewing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shown {
    /// Actors, issues, and a line for each position
    Stances,
    /// Actors, and a line for each pair that shares a target
    AlignmentMap,
    /// For each target who is against and who for it, as bars
    Issues,
    /// Who said what when: a lane for each target of one --actor, or for each actor on one --issue
    Timeline,
    /// Who stands where between two camps, on one axis
    Balance,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ground {
    Light,
    Dark,
    Print,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Layout {
    /// Needs nothing
    Embedded,
    /// Needs Graphviz
    Graphviz,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Svg,
    Png,
    Dot,
}

impl Form {
    fn of(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else { return Ok(Self::Svg) };
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match extension.as_str() {
            "svg" => Ok(Self::Svg),
            "png" => Ok(Self::Png),
            "dot" | "gv" => Ok(Self::Dot),
            _ => {
                let path = path.display();
                Err(Failure::Usage(format!("{path}: a picture is .svg, .png or .dot")))
            }
        }
    }
}

impl Args {
    pub(crate) fn run(self) -> Result<Outcome, Failure> {
        let form = Form::of(self.output.as_deref())?;
        let graph = self.viewing.grouped(self.reading.graph(&self.files)?)?;
        let view = self.viewing.view(&graph)?;
        let bytes = self.draw(&view, form)?;
        save(self.output.as_deref(), |out| Ok(out.write_all(&bytes)?))?;
        if let Some(path) = self.output.as_deref().filter(|path| *path != Path::new("-")) {
            message::note(&format!("{} is drawn", path.display()));
            if !self.quiet {
                let alignments = view.compare(Measure::default())?;
                answer::print(&align::Pairs::closest(&alignments, 20, 0))?;
            }
        }
        Ok(Outcome::Fine)
    }

    fn draw(&self, view: &View, form: Form) -> Result<Vec<u8>, Failure> {
        let picture = self.picture();
        Ok(match form {
            Form::Svg => render::svg(view, &picture)?.into_bytes(),
            Form::Png => render::png(view, &picture)?,
            Form::Dot => render::dot(view, &picture)?.into_bytes(),
        })
    }

    fn picture(&self) -> Picture {
        Picture {
            diagram: match self.view {
                Shown::Stances => Diagram::Stances,
                Shown::AlignmentMap => Diagram::AlignmentMap,
                Shown::Issues => Diagram::Issues,
                Shown::Timeline => Diagram::Timeline,
                Shown::Balance => Diagram::Balance,
            },
            theme: match self.theme {
                Ground::Light => Theme::LIGHT,
                Ground::Dark => Theme::DARK,
                Ground::Print => Theme::PRINT,
            },
            engine: match self.engine {
                Layout::Embedded => Engine::Embedded,
                Layout::Graphviz => Engine::System,
            },
            min_shared: self.min_shared,
            scale: self.scale,
        }
    }
}
