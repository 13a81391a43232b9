//! `convert`: from any format to any other.

use std::cell::RefCell;
use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use flate2::Compression;
use flate2::write::GzEncoder;
use stancegraph::error::LeftOut;
use stancegraph::format::{self, DnaVariables, Limits, Reader};
use stancegraph::model::steers;
use stancegraph::page;
use stancegraph::{Format, StanceGraph, export};

use crate::failure::Failure;
use crate::inputs;
use crate::message;
use crate::outcome::Outcome;
use crate::print;
use crate::reading::Reading;
use crate::save::{self, save};

/// Converts files to another format.
///
/// Counts and names on stderr what the new format cannot hold.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Read and written, with everything that a graph has in it:
  toml csv json html jsonl xlsx parquet graphml gexf node-link cytoscape dot web-annotation

Read only:
  dna gdelt icews polecat matrix-market doccano label-studio

Read and written as signed networks, without the evidence:
  pajek ucinet

Read and written as coded passages of texts:
  brat refi-qda

Written only:
  mermaid cypher turtle

Examples:
  stancegraph convert stances.csv -o map.toml
  stancegraph convert map.toml -o map.csv.gz
  stancegraph convert map.toml --to json | less
  stancegraph convert coded.dna --actor organization --issue concept --qualifier agreement -o map.toml
  stancegraph convert coded.qdpx --codes codes.toml --texts texts -o map.toml
  stancegraph convert survey.csv --wide --map actor=party,date=year --scale 0:10 -o survey.toml
  stancegraph convert coded.csv --map actor=who,issue=what,position=how --split issue=semicolon -o map.toml
  stancegraph convert un_votes.csv.gz --preset un-votes --join un_roll_calls.csv.gz -o un.json.gz")]
pub struct ConvertArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The file to write; its extension decides the format, and a final .gz compresses; by default standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format to read, whatever the names of the files
    #[arg(long, value_name = "FORMAT", conflicts_with = "read_as")]
    from: Option<Format>,
    /// The format to write, whatever the name of the file
    #[arg(long, value_name = "FORMAT")]
    to: Option<Format>,
    /// In CSV, put an apostrophe before texts that a spreadsheet would take for a formula: those that begin with
    /// =, +, -, @, a tab or a line break
    #[arg(long)]
    spreadsheet_safe: bool,
    #[command(flatten)]
    variables: Variables,
    #[command(flatten)]
    reading: Reading,
}

/// Which variables of a database are read.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Discourse Network Analyzer")]
struct Variables {
    /// The type of statements to read from a .dna file [default: DNA Statement]
    #[arg(long, value_name = "TYPE")]
    statement_type: Option<String>,
    /// The variable for the actor [default: organization]
    #[arg(long, value_name = "VARIABLE")]
    actor: Option<String>,
    /// The variable for the issue [default: concept]
    #[arg(long, value_name = "VARIABLE")]
    issue: Option<String>,
    /// The variable for the position, a boolean or an integer; none if statements only mention their issue
    /// [default: agreement]
    #[arg(long, value_name = "VARIABLE")]
    qualifier: Option<String>,
    /// The variable for the speaker, or none [default: person, if it exists]
    #[arg(long, value_name = "VARIABLE")]
    speaker: Option<String>,
    /// Also write the texts of its documents, or of annotations, into this folder beside the output: `check` looks up
    /// quotes in them
    #[arg(long, value_name = "FOLDER", requires = "output")]
    texts: Option<String>,
}

impl From<Variables> for DnaVariables {
    fn from(variables: Variables) -> Self {
        let mut named = Self::default();
        named.statement_type = variables.statement_type;
        named.actor = variables.actor;
        named.issue = variables.issue;
        named.qualifier = variables.qualifier;
        named.speaker = variables.speaker;
        named
    }
}

impl ConvertArgs {
    pub fn run(mut self) -> Result<Outcome, Failure> {
        let to = self.target()?;
        if to.is_binary() && self.output.is_none() && std::io::stdout().is_terminal() {
            return Err(Failure::Usage(format!("{to} is not for a terminal: -o FILE writes it")));
        }
        if self.spreadsheet_safe && to != Format::Csv {
            return Err(Failure::Usage(format!("--spreadsheet-safe is for CSV; this writes {to}")));
        }
        self.reading.prefer(self.from);
        let mut variables = std::mem::take(&mut self.variables);
        let texts = Texts::of(variables.texts.take(), self.output.as_deref())?;
        self.reading.variables(variables.into());
        self.reading.check(&self.files)?;
        let graph = self.reading.graph_by(texts.reader(), &self.files)?;
        check(to, &graph)?;
        match self.output.as_deref() {
            Some(output) if inputs::input_at(output).is_some() => {
                self.in_place(output, to, &graph)?;
            }
            output => save(output, |out| self.write(to, &graph, out))?,
        }
        self.warn_of_size(to);
        texts.save()?;
        if let Some(output) = self.output.as_deref().filter(|_| to == Format::Brat) {
            save_annotated(output, &graph)?;
        }
        Ok(Outcome::Fine)
    }

    fn write(&self, to: Format, graph: &StanceGraph, out: &mut dyn Write) -> Result<(), Failure> {
        if self.output.is_none() && io::stdout().is_terminal() {
            return self.write_plain(to, graph, &mut Shown(out));
        }
        write_packed(self.output.as_deref(), out, |out| self.write_plain(to, graph, out))
    }

    fn write_plain(
        &self,
        to: Format,
        graph: &StanceGraph,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        if !self.spreadsheet_safe {
            return Ok(to.write(graph, out)?);
        }
        let mut csv = Vec::new();
        to.write(graph, &mut csv)?;
        print::write_safe(&csv, out)
    }

    /// Writes a graph over the file that it was read from, if that changes nothing but the order.
    fn in_place(&self, path: &Path, to: Format, graph: &StanceGraph) -> Result<(), Failure> {
        let is_one = graph.files().len() == 1 && self.files != [Path::new("-")];
        let is_same = is_one && Format::of_name(&path.to_string_lossy()) == Some(to);
        if !is_same || !to.has_canonical_form() {
            return save::refuse_input(path);
        }
        let mut bytes = Vec::new();
        to.write(graph, &mut bytes)?;
        let without_file = |lost: &LeftOut| {
            let mut lost = lost.clone();
            lost.file.clear();
            lost.to_string()
        };
        let mut lost = graph.lost().map(without_file).collect::<Vec<_>>();
        let is_canonical = || canonical(path, to).is_some_and(|text| text.as_bytes() == bytes);
        if lost.is_empty() && is_canonical() {
            return save::rewrite(path, |out| self.write(to, graph, out));
        }
        if lost.is_empty() {
            lost.push("comments, and what else is not part of the stances".into());
        }
        let also = if to == Format::Toml {
            format!("`stancegraph fmt {}` keeps comments, or choose", path.display())
        } else {
            "choose".into()
        };
        Err(Failure::Usage(format!(
            "{}: is the input, and would lose {}; not overwritten; {also} another name",
            path.display(),
            lost.join("; ")
        )))
    }

    /// Warns if the written file is too large to be read again.
    fn warn_of_size(&self, to: Format) {
        let limit = Limits::default().document;
        let is_text = to.is_read() && !to.is_binary() && !to.is_table();
        let metadata = self.output.as_ref().and_then(|path| std::fs::metadata(path).ok());
        if metadata.is_some_and(|metadata| is_text && metadata.len() > limit) {
            let what = format!(
                "the file is larger than the {} MiB of {to} that stancegraph reads; \
                 csv and parquet have no such limit",
                limit >> 20
            );
            message::note(&message::warning(&what));
        }
    }

    fn target(&self) -> Result<Format, Failure> {
        if let Some(format) = self.to {
            return Ok(format);
        }
        let Some(path) = &self.output else {
            return Err(Failure::Usage(
                "where to? -o FILE decides by its extension, --to FORMAT by name".into(),
            ));
        };
        Format::of_name(&path.to_string_lossy()).ok_or_else(|| {
            let path = path.display();
            Failure::Usage(format!("{path}: its extension says no format; --to FORMAT does"))
        })
    }
}

/// Writes the text that a file of brat annotations is about, beside it.
fn save_annotated(annotations: &Path, graph: &StanceGraph) -> Result<(), Failure> {
    let path = annotations.with_extension("txt");
    let text = format::brat_text(graph);
    save(Some(&path), |out| Ok(out.write_all(text.as_bytes())?))
}

/// Checks that a graph can be written in a format, and says what the format cannot hold.
pub fn check(to: Format, graph: &StanceGraph) -> Result<(), Failure> {
    if to == Format::Html {
        page::check(graph)?;
    }
    for loss in to.losses(graph) {
        message::note(&message::warning(&format!("{to} cannot hold {loss}")));
    }
    Ok(())
}

/// Writes to a file, compressed if its name ends with `.gz`.
pub fn write_packed(
    path: Option<&Path>,
    out: &mut dyn Write,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let is_packed = path.and_then(Path::extension).is_some_and(|extension| extension == "gz");
    if !is_packed {
        return write(out);
    }
    let mut gzip = GzEncoder::new(out, Compression::default());
    write(&mut gzip)?;
    gzip.finish()?;
    Ok(())
}

/// Escapes the control characters of text for a terminal, and counts only the original bytes as written.
struct Shown<W>(W);

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Ok(text) = std::str::from_utf8(bytes) else { return self.0.write(bytes) };
        for letter in text.chars() {
            match steers(letter) && !matches!(letter, '\n' | '\t' | '\r') {
                true => write!(self.0, "{}", letter.escape_unicode())?,
                false => write!(self.0, "{letter}")?,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The canonical form of a file, compressed or not; `None` if it has none.
fn canonical(path: &Path, format: Format) -> Option<String> {
    let mut text = String::new();
    format::unpacked(fs::File::open(path).ok()?).ok()?.read_to_string(&mut text).ok()?;
    export::format_text(format, &path.to_string_lossy(), &text).ok()
}

/// The texts of documents, to be written to files beside the output.
#[derive(Default)]
struct Texts {
    /// The folder, as sources refer to it.
    folder: Option<String>,
    path: PathBuf,
    kept: Rc<RefCell<Vec<(String, String)>>>,
}

impl Texts {
    fn of(folder: Option<String>, output: Option<&Path>) -> Result<Self, Failure> {
        let Some(folder) = folder else { return Ok(Self::default()) };
        let is_below = |part| matches!(part, Component::Normal(_));
        if folder.is_empty() || !Path::new(&folder).components().all(is_below) {
            let wrong = format!("--texts {folder}: it has to be a folder beside the output");
            return Err(Failure::Usage(wrong));
        }
        let beside = output.and_then(Path::parent).unwrap_or(Path::new(""));
        let path = beside.join(&folder);
        let folder = Some(folder.trim_end_matches(['/', '\\']).replace('\\', "/"));
        Ok(Self { folder, path, kept: Rc::default() })
    }

    fn reader(&self) -> Reader {
        let kept = Rc::clone(&self.kept);
        let keep = move |name: &str, text: &str| kept.borrow_mut().push((name.into(), text.into()));
        match &self.folder {
            Some(folder) => Reader::new().texts(folder, keep),
            None => Reader::new(),
        }
    }

    fn save(&self) -> Result<(), Failure> {
        if self.folder.is_none() {
            return Ok(());
        }
        fs::create_dir_all(&self.path).map_err(|error| Failure::io(&self.path, error))?;
        for (name, text) in self.kept.borrow().iter() {
            save(Some(&self.path.join(name)), |out| Ok(out.write_all(text.as_bytes())?))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown_and_not_done() {
        let mut shown = Vec::new();
        Shown(&mut shown).write_all("a,\"\u{9b}31m\"\t\u{202e}ä\n".as_bytes()).unwrap();
        assert_eq!(String::from_utf8(shown).unwrap(), "a,\"\\u{9b}31m\"\t\\u{202e}ä\n");
    }
}
