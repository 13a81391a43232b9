//! `draw`: the picture.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use stancegraph::bloc::{BlocCount, Threshold};
use stancegraph::graph::Time;
use stancegraph::measure::Measure;
use stancegraph::model::{Date, Span};
use stancegraph::render::{
    self, Canvas, CanvasError, Diagram, Engine, Extent, Fonts, Picture, Theme,
};
use stancegraph::{Error, View};

use super::align;
use super::blocs::count;
use crate::Outcome;
use crate::answer;
use crate::args::{Reading, Viewing};
use crate::failure::Failure;
use crate::message;
use crate::save::save;

/// Draws who takes which position on what, or who agrees with whom.
///
/// The extension of --output says what is written: .svg, .png, .pdf or .dot. Nothing needs to be
/// installed. Where the picture goes to a file, the alignments that it shows are printed.
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
pub(crate) struct Args {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The picture: .svg, .png, .pdf or .dot; SVG on standard output without it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What is drawn; by default stances, and the matrix above 20 nodes or 40 lines
    #[arg(long, value_name = "VIEW")]
    view: Option<Shown>,
    /// In the view of change, the first day on which something counts as changed
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// In the view of flow, how long a span of time is: 10d, 2w, 3m, 1q or 1y
    #[arg(long, value_name = "SPAN", conflicts_with_all = ["at", "since"], allow_hyphen_values = true)]
    window: Option<Span>,
    /// In the view of flow, how far apart spans begin; by default each begins where the one before ends
    #[arg(long, value_name = "SPAN", requires = "window", allow_hyphen_values = true)]
    step: Option<Span>,
    /// Colours: light, dark, print (black and white), or a file of your own such as ours.toml
    #[arg(long, value_name = "THEME", default_value = "light")]
    theme: String,
    /// Where things stand: those that the file has stay where they are, the others are added to it
    #[arg(long, value_name = "FILE")]
    layout: Option<PathBuf>,
    /// Who finds the places: the engine within, or the `dot` that is installed
    #[arg(long, value_name = "ENGINE", default_value = "embedded")]
    engine: Finder,
    /// Only what lies around this actor or issue
    #[arg(long, value_name = "NAME", conflicts_with = "between")]
    focus: Option<String>,
    /// How many steps around it: 1 is what it says and what is said of it
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    depth: usize,
    /// Only what joins these two actors or issues
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    between: Option<Vec<String>>,
    /// In the views of alignments and of balance, leave out pairs with fewer shared targets
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_shared: usize,
    /// In the views of alignments, how closeness is measured: agreement, identical, decided, s, kappa,
    /// pi, alpha, pearson, `tau_b` or cosine
    #[arg(long, value_name = "MEASURE", default_value_t, hide_default_value = true)]
    measure: Measure,
    /// Above which score two actors are tied in their bloc: middle (of the measure's range), median (of
    /// all scores), or a number
    #[arg(long, value_name = "SCORE", default_value_t, allow_hyphen_values = true)]
    threshold: Threshold,
    /// How many blocs there may be: 2, another number, or auto
    #[arg(long, value_name = "K", default_value = "2", value_parser = count)]
    k: BlocCount,
    /// Pixels of a PNG for one unit of the picture
    #[arg(long, value_name = "NUMBER", default_value_t = 2.0)]
    scale: f32,
    /// Draw characters that the embedded font lacks with the fonts of this machine
    #[arg(long)]
    system_fonts: bool,
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
    /// A table of actors and what they speak of, the like beside the like
    Matrix,
    /// A square table of how close actors are, with their blocs
    Alignment,
    /// Actors, and a line for each pair that shares a target
    AlignmentMap,
    /// For each target who is against and who for it, as bars
    Issues,
    /// Who said what when: a lane for each target of one --actor, or for each actor on one --issue
    Timeline,
    /// Who stands where between two camps, on one axis
    Balance,
    /// What changed --since a day, until --at another or the last
    Change,
    /// How the blocs changed from each --window to the next
    Flow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Finder {
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
    Pdf,
    Dot,
}

impl Form {
    fn of(path: Option<&Path>) -> Result<Self, Failure> {
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
}

impl Args {
    pub(crate) fn run(self) -> Result<Outcome, Failure> {
        let form = Form::of(self.output.as_deref())?;
        let graph = self.viewing.grouped(self.reading.graph(&self.files)?)?;
        let view = self.narrowed(self.viewing.view(&graph)?)?;
        self.draw(&view, form)?;
        if let Some(path) = self.output.as_deref().filter(|path| *path != Path::new("-")) {
            message::note(&format!("{} is drawn", path.display()));
            if !self.quiet {
                let alignments = view.compare(Measure::default())?;
                answer::print(&align::Pairs::closest(&alignments, 20, 0))?;
            }
        }
        Ok(Outcome::Fine)
    }

    /// The view around what is asked for, or between two.
    fn narrowed<'g>(&self, view: View<'g>) -> Result<View<'g>, Failure> {
        let view = match (&self.focus, self.between.as_deref()) {
            (Some(name), _) => view.around(name, self.depth)?,
            (None, Some([a, b])) => view.joining(a, b)?,
            (None, _) => return Ok(view),
        };
        if view.stances().next().is_none() {
            message::note(&format!("no stance is in view: {view}"));
        }
        Ok(view)
    }

    /// Draws the picture and writes it; then writes where things stand.
    fn draw(&self, view: &View, form: Form) -> Result<(), Failure> {
        let picture = self.picture(self.diagram(view, form)?)?;
        if form == Form::Dot && self.layout.is_some() {
            let text =
                "Graphviz finds the places of DOT itself: leave --layout out, or write an .svg";
            return Err(Failure::Usage(text.into()));
        }
        if form == Form::Dot {
            return self.write(render::dot(view, &picture)?.as_bytes());
        }
        let drawn = render::draw(view, &picture)?;
        match form {
            Form::Svg => self.write(drawn.svg.as_bytes())?,
            Form::Png | Form::Pdf => self.write(&self.on_canvas(view, &drawn.svg, form)?)?,
            Form::Dot => unreachable!("it is written above"),
        }
        let Some(path) = &self.layout else { return Ok(()) };
        let text = drawn.layout.to_string();
        save(Some(path), |out| Ok(out.write_all(text.as_bytes())?))
    }

    /// A PNG or PDF of the picture; says which characters no font has.
    fn on_canvas(&self, view: &View, svg: &str, form: Form) -> Result<Vec<u8>, Failure> {
        let fonts = if self.system_fonts { Fonts::System } else { Fonts::Embedded };
        let failed = |error: CanvasError| Error::Picture(error.to_string());
        let canvas = Canvas::new(svg, fonts).map_err(failed)?;
        let missing = canvas.missing_glyphs();
        if !missing.is_empty() {
            message::note(&lacking(&missing, fonts));
        }
        let bytes = match form {
            Form::Pdf => canvas.titled_pdf(view.graph().title()),
            _ => canvas.png_within_limits(self.scale),
        };
        Ok(bytes.map_err(failed)?)
    }

    fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        save(self.output.as_deref(), |out| Ok(out.write_all(bytes)?))
    }

    /// What is asked for by name, with the times that belong to it.
    fn shown(&self, shown: Shown, view: &View) -> Result<Diagram, Failure> {
        let usage = |text: &str| Err(Failure::Usage(text.into()));
        Ok(match (shown, self.since, self.window) {
            (Shown::Change, None, _) => {
                return usage(
                    "a change is between two days: --since DATE, and --at DATE for the second",
                );
            }
            (Shown::Change, Some(since), None) => match view.time() {
                Time::Window { until: None, .. } | Time::Window { from: Some(_), .. } => {
                    return usage("a change is between two days: --since DATE --at DATE");
                }
                _ => Diagram::Change { since },
            },
            (Shown::Flow, _, None) => {
                return usage("a flow is from one span of time to the next: --window 3m, or 1y");
            }
            (Shown::Flow, None, Some(window)) => Diagram::Flow { window, step: self.step },
            (_, Some(_), _) => return usage("--since belongs to --view change"),
            (_, _, Some(_)) => return usage("--window belongs to --view flow"),
            (Shown::Stances, ..) => Diagram::Stances,
            (Shown::Matrix, ..) => Diagram::Matrix,
            (Shown::Alignment, ..) => Diagram::Alignment,
            (Shown::AlignmentMap, ..) => Diagram::AlignmentMap,
            (Shown::Issues, ..) => Diagram::Issues,
            (Shown::Timeline, ..) => Diagram::Timeline,
            (Shown::Balance, ..) => Diagram::Balance,
        })
    }

    /// What is asked for, or what suits the view; DOT has nodes and lines in any case.
    fn diagram(&self, view: &View, form: Form) -> Result<Diagram, Failure> {
        let asked = match (self.view, self.since, self.window) {
            (None, Some(_), _) => Some(Shown::Change),
            (None, _, Some(_)) => Some(Shown::Flow),
            (asked, ..) => asked,
        };
        let shown = match asked {
            Some(shown) => return self.shown(shown, view),
            None if form == Form::Dot => return Ok(Diagram::Stances),
            None => Diagram::for_view(view),
        };
        if shown == Diagram::Matrix {
            let Extent { nodes, lines } = Extent::of(view);
            message::note(&format!(
                "the matrix is drawn, since there are {nodes} nodes and {lines} lines; \
                 --view stances draws the diagram"
            ));
        }
        Ok(shown)
    }

    fn picture(&self, diagram: Diagram) -> Result<Picture, Failure> {
        Ok(Picture {
            diagram,
            theme: theme(&self.theme)?,
            engine: match self.engine {
                Finder::Embedded => Engine::Embedded,
                Finder::Graphviz => Engine::System,
            },
            min_shared: self.min_shared,
            measure: self.measure,
            threshold: self.threshold,
            blocs: self.k,
            layout: self.kept()?,
            ..Picture::default()
        })
    }

    /// Where things stand already; nowhere where the file is not there yet.
    fn kept(&self) -> Result<render::Layout, Failure> {
        let Some(path) = &self.layout else { return Ok(render::Layout::default()) };
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(render::Layout::from_toml(&path.to_string_lossy(), &text)?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Ok(render::Layout::default())
            }
            Err(error) => Err(Failure::io(path, error)),
        }
    }
}

/// A theme by its name, or from a file.
fn theme(name: &str) -> Result<Theme, Failure> {
    if let Some(theme) = Theme::named(name) {
        return Ok(theme);
    }
    let path = Path::new(name);
    if path.extension().is_none_or(|extension| extension != "toml") {
        let way_out = "write light, dark, print or a file such as ours.toml";
        return Err(Failure::Usage(format!("there is no theme \"{name}\"; {way_out}")));
    }
    let text = std::fs::read_to_string(path).map_err(|error| Failure::io(path, error))?;
    Ok(Theme::from_toml(name, &text)?)
}

/// The most characters that a warning lists.
const MOST_LISTED: usize = 10;

/// That characters are drawn as boxes, and what to do.
fn lacking(missing: &BTreeSet<String>, fonts: Fonts) -> String {
    let listed = missing.iter().take(MOST_LISTED);
    let mut listed =
        listed.map(|text| text.replace(char::is_control, "")).collect::<Vec<_>>().join(" ");
    if missing.len() > MOST_LISTED {
        listed += &format!(" and {} more", missing.len() - MOST_LISTED);
    }
    let way_out = match fonts {
        Fonts::Embedded => {
            "--system-fonts takes them from the fonts of this machine, and an .svg \
                            leaves them to whoever opens it"
        }
        Fonts::System => {
            "no font of this machine has them; an .svg leaves them to whoever opens it"
        }
    };
    format!("warning: no glyph for {listed}: drawn as empty boxes; {way_out}")
}
