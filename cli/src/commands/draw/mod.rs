//! `draw`: pictures.

mod form;
mod kind;
mod part;
mod setting;
mod style;

use std::path::{Path, PathBuf};

use stancegraph::View;
use stancegraph::answer::align::Pairs;
use stancegraph::render;

use crate::answer;
use crate::args::Viewing;
use crate::failure::Failure;
use crate::message;
use crate::outcome::Outcome;
use crate::reading::Reading;
use crate::save::{self, save};
use crate::size;

use form::Form;
use kind::Kind;
use part::Part;
use style::Style;

/// Draws who takes which position on what, or who agrees with whom.
///
/// The extension of --output decides the format: .svg, .png, .pdf or .dot. Nothing needs to be installed. If
/// the picture is written to a file, the alignments that it shows are printed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph draw map.toml -o map.svg
  stancegraph draw map.toml --view alignment-map --theme dark -o camps.png
  stancegraph draw map.toml --issue thaad --at 2016-04-29 -o thaad.svg
  stancegraph draw map.toml --focus russia --depth 2 --layout map.layout.toml -o russia.pdf
  stancegraph draw map.toml --view issues -o contested.svg
  stancegraph draw map.toml --view timeline --actor russia -o record.svg
  stancegraph draw map.toml --view change --since 2015 --at 2016-04-29 -o moved.svg
  stancegraph draw map.toml --view flow --window 1y -o blocs.svg
  stancegraph draw map.toml -o map.dot")]
pub struct DrawArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The picture to write: .svg, .png, .pdf or .dot; by default SVG on standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Do not print the alignments
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    kind: Kind,
    #[command(flatten)]
    style: Style,
    #[command(flatten)]
    part: Part,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    viewing: Viewing,
}

impl DrawArgs {
    pub fn run(mut self) -> Result<Outcome, Failure> {
        let form = Form::of(self.output.as_deref())?;
        self.style.scale = self.reading.take_factor();
        form.check_scale(self.style.scale)?;
        form.check_fonts(self.style.fonts())?;
        let graph = self.viewing.grouped(self.reading.graph(&self.files)?)?;
        if let Some(path) = &self.output {
            save::refuse_input(path)?;
        }
        let view = self.part.of(self.viewing.view(&graph)?)?;
        if graph.stance_count() == 0 {
            message::note(&match graph.draft_count() {
                0 => "there is no stance to draw".to_owned(),
                1 => "there is no stance to draw; --drafts draws the one draft".to_owned(),
                drafts => format!("there is no stance to draw; --drafts draws the {drafts} drafts"),
            });
        }
        self.draw(&view, form)?;
        if let Some(path) = self.output.as_deref().filter(|path| *path != Path::new("-")) {
            message::note(&format!("{} is drawn", path.display()));
            if !self.quiet {
                self.list_alignments(&view)?;
            }
        }
        Ok(Outcome::Fine)
    }

    /// Prints the alignments in the picture, unless that takes too long.
    fn list_alignments(&self, view: &View) -> Result<(), Failure> {
        if let Some(pairs) = size::many_pairs(view) {
            message::note(&format!(
                "the alignments are not listed: up to {pairs} pairs; stancegraph align --top 20 lists the closest"
            ));
            return Ok(());
        }
        let alignments = view.compare(self.style.measure)?;
        answer::print(&Pairs::closest(&alignments, 20, 0), view)
    }

    /// Draws and writes the picture, then writes the layout.
    fn draw(&self, view: &View, form: Form) -> Result<(), Failure> {
        let diagram = self.kind.diagram(view, form)?;
        if form == Form::Dot {
            self.style.is_free_of_layouts()?;
        }
        setting::refuse_unused(&self.style, diagram, form)?;
        let picture = self.style.picture(diagram)?;
        if form == Form::Dot {
            return self.write(render::dot(view, &picture)?.as_bytes());
        }
        let drawn = render::draw(view, &picture)?;
        self.write(&form.bytes(view, &drawn.svg, &self.style)?)?;
        self.style.keep(&drawn.layout)
    }

    fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        save(self.output.as_deref(), |out| Ok(out.write_all(bytes)?))
    }
}
