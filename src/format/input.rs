//! The input: files, folders and streams that make one graph.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::annotations::CodeMapping;
use super::dna::DnaVariables;
use super::events::EventOptions;
use super::facts::Format;
#[cfg(feature = "page-answers")]
use super::json;
use super::limit::Limits;
use super::options::Settings;
use super::routes::{ReadBytes, ReadEvents, Reads};
use super::tables::mapping::{self, Mapping};
use super::texts::Texts;
use super::tree::Lines;
use super::{annotations, graphs, html, sniff, tables};
use crate::error::{Cause, Error, Faults, FileId, LeftOut, Place};
use crate::graph::{Builder, LabelFound, StanceGraph, Undeclared};
use crate::text::Decoded;
use crate::text::open::{NoText, begun, decompressed, read_text};

/// A source of stances.
enum Input {
    Path(PathBuf),
    /// The text of a file, in place of what is at its path.
    Text(PathBuf, String),
    Stream(String, Box<dyn Read + Send>),
}

impl Input {
    /// When it is read: networks depend on what labels mean, and annotations on who is an actor.
    fn turn(&self) -> u8 {
        let format = match self {
            Self::Path(path) | Self::Text(path, _) => Format::of_name(&path.to_string_lossy()),
            Self::Stream(name, _) => Format::of_name(name),
        };
        match format {
            Some(format) if format.is_annotations() => 2,
            Some(format) if format.is_network() => 1,
            Some(_) | None => 0,
        }
    }
}

/// Reads files, folders and streams into one graph.
///
/// ```
/// use stancegraph::Format;
/// use stancegraph::format::Reader;
///
/// let actors = "[actors.russia]\nname = \"Russia\"\n[issues.thaad]\n";
/// let stances = "actor,label,issue\nRussia,opposes,thaad\n";
/// let graph = Reader::new()
///     .stream("actors.toml", actors.as_bytes())
///     .stream("stances.csv", stances.as_bytes())
///     .read()?;
/// assert_eq!(graph.stances().next().unwrap().actor().id.as_str(), "russia");
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[derive(Default)]
pub struct Reader {
    inputs: Vec<Input>,
    settings: Settings,
}

impl Reader {
    /// Creates a reader without any input.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file or a folder. Of a folder, it reads the `.toml`, `.json`, `.jsonl` and `.csv` files, also
    /// with `.gz` behind the extension, in the order of their names. It reports the files of other formats,
    /// and does not read the folders in it.
    #[must_use]
    pub fn path(mut self, path: impl AsRef<Path>) -> Self {
        self.inputs.push(Input::Path(path.as_ref().into()));
        self
    }

    /// Adds the text of a file, which need not be what is at its path; the path decides the format, and where a
    /// mapping beside it is found.
    #[must_use]
    pub fn text(mut self, path: impl AsRef<Path>, text: impl Into<String>) -> Self {
        self.inputs.push(Input::Text(path.as_ref().into(), text.into()));
        self
    }

    /// Gives each stance of a document its number in place of its line.
    pub(crate) fn numbered(mut self) -> Self {
        self.settings.is_numbered = true;
        self
    }

    /// Adds a stream under a name, whose extension decides the format. Without one, it is TOML, unless it
    /// begins like a page.
    #[must_use]
    pub fn stream(mut self, name: impl Into<String>, stream: impl Read + Send + 'static) -> Self {
        self.inputs.push(Input::Stream(name.into(), Box::new(stream)));
        self
    }

    /// Reads everything in this format, whatever its name.
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.settings.format = Some(format);
        self
    }

    /// Reads tables through a mapping of columns and values. The mapping beside a table
    /// (`votes.csv.mapping.toml`) completes it, and then lines such as `#map actor=country` above the header.
    #[must_use]
    pub fn mapping(mut self, mapping: Mapping) -> Self {
        self.settings.mapping = Some(mapping);
        self
    }

    /// Sets which variables to read from databases of Discourse Network Analyzer.
    #[must_use]
    pub fn dna(mut self, variables: DnaVariables) -> Self {
        self.settings.dna = variables;
        self
    }

    /// Sets what the codes of annotations mean. The mapping beside a file of annotations
    /// (`coded.qdpx.mapping.toml`) does, if none is set.
    #[must_use]
    pub fn codes(mut self, mapping: CodeMapping) -> Self {
        self.settings.codes = Some(mapping);
        self
    }

    /// Passes the texts of the documents in databases and files of annotations to a closure, each with its file
    /// name. Sources refer to their text by that name in a folder, so that
    /// [`check_quotes`](super::check_quotes) finds it beside the file that the graph is written to.
    #[must_use]
    pub fn texts(
        mut self,
        folder: impl Into<String>,
        take: impl FnMut(&str, &str) + 'static,
    ) -> Self {
        self.settings.texts = Some(Texts::new(folder.into(), take));
        self
    }

    /// Sets which attribute of edges in networks is their sign. By default, it is the first that exists of
    /// `sign`, `polarity`, `position`, `stance`, `sentiment`, `rating`, `value` and `weight`; the last three
    /// only if one of their values is negative.
    #[must_use]
    pub fn sign(mut self, attribute: impl Into<String>) -> Self {
        self.settings.network.sign = Some(attribute.into());
        self
    }

    /// Sets the attribute of nodes by which edges in node-link JSON name their ends, or `position` for their
    /// number in the list. By default, it is `id`, or the attribute that fits.
    #[must_use]
    pub fn node_id(mut self, attribute: impl Into<String>) -> Self {
        self.settings.network.node_id = Some(attribute.into());
        self
    }

    /// Sets how events become stances.
    #[must_use]
    pub fn events(mut self, options: EventOptions) -> Self {
        self.settings.events = options;
        self
    }

    /// Sets which sheet of a workbook to read, by its name or its number from 1. By default, it is the sheet
    /// `stances`, or the first.
    #[cfg(feature = "excel")]
    #[must_use]
    pub fn sheet(mut self, sheet: impl Into<String>) -> Self {
        self.settings.sheet = Some(sheet.into());
        self
    }

    /// Sets the meaning of names that TOML, JSON and JSON Lines do not declare. By default, speakers and sources are
    /// created, and [`StanceGraph::created`] lists them; with [`Undeclared::Create`], actors and issues too.
    #[must_use]
    pub fn undeclared(mut self, undeclared: Undeclared) -> Self {
        self.settings.undeclared = Some(undeclared);
        self
    }

    /// Sets limits on what is read.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    /// Reads everything into one graph.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with all faults of all files; [`Error::Io`] if a file cannot be read;
    /// [`Error::UnknownFormat`] and [`Error::EmptyFolder`] if there is nothing to read.
    pub fn read(self) -> Result<StanceGraph, Error> {
        self.builder()?.build()
    }

    /// Reads everything, and also returns the labels of all stances that were understood, with or without faults.
    ///
    /// # Errors
    ///
    /// Those of [`Reader::read`], except faults, which are returned in place of the graph.
    ///
    /// ```
    /// use stancegraph::format::Reader;
    ///
    /// let csv = "actor,issue,label\nann,tunnel,backs\nbob,tunnel,zorks\n";
    /// let reader = Reader::new().stream("stances.csv", csv.as_bytes());
    /// let (graph, labels) = reader.read_with_labels()?;
    /// assert!(graph.is_err());
    /// let known = labels.iter().map(|found| (found.label.as_str(), found.position.is_some()));
    /// assert_eq!(known.collect::<Vec<_>>(), [("backs", true), ("zorks", false)]);
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    pub fn read_with_labels(self) -> Result<(Result<StanceGraph, Error>, Vec<LabelFound>), Error> {
        let builder = self.builder()?;
        let labels = builder.labels_found();
        Ok((builder.build(), labels))
    }

    /// Reads everything, and returns the graph of the stances without faults beside all faults: what a table would be,
    /// before everything in it is clear.
    ///
    /// # Errors
    ///
    /// Those of [`Reader::read`], except faults.
    ///
    /// ```
    /// use stancegraph::format::Reader;
    ///
    /// let csv = "who,topic,stance\nann,tunnel,for\nbob,tunnel,perhaps\n";
    /// let (graph, faults) = Reader::new().stream("sheet.csv", csv.as_bytes()).read_sound()?;
    /// assert_eq!((graph.stance_count(), faults.iter().count()), (1, 1));
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    pub fn read_sound(self) -> Result<(StanceGraph, Faults), Error> {
        Ok(self.builder()?.build_sound())
    }

    /// Reads everything into one builder.
    fn builder(self) -> Result<Builder, Error> {
        let Self { inputs, settings } = self;
        let mut builder = new_builder(&settings.limits);
        let mut files = Vec::new();
        for input in inputs {
            match input {
                Input::Path(path) if path.is_dir() => {
                    files.extend(
                        Settings::folder(&path, &mut builder)?.into_iter().map(Input::Path),
                    );
                }
                file @ (Input::Path(_) | Input::Text(..) | Input::Stream(..)) => files.push(file),
            }
        }
        if files.len() > settings.limits.files.min(usize::from(u16::MAX) - 1) {
            let limit = format!("{} files", settings.limits.files);
            builder.fault(Cause::TooLarge { what: "the input", limit }, None);
            return Ok(builder);
        }
        files.sort_by_key(Input::turn);
        for file in files {
            if builder.is_full() {
                break;
            }
            match file {
                Input::Path(path) => settings.file(&path, &mut builder)?,
                Input::Text(path, text) => {
                    let name = path.to_string_lossy().into_owned();
                    let format = Format::of_name(&name).unwrap_or(Format::Toml);
                    let text = Box::new(io::Cursor::new(text));
                    settings.stream(&name, Some(path), text, format, &mut builder)?;
                }
                Input::Stream(name, stream) => {
                    let format = Format::of_name(&name).unwrap_or(Format::Toml);
                    settings.stream(&name, None, stream, format, &mut builder)?;
                }
            }
        }
        Ok(builder)
    }
}

/// The files that are read as those of a folder, in the order of their names.
///
/// # Errors
///
/// [`Error::Io`] if it cannot be read; [`Error::EmptyFolder`] if there are none.
pub fn files_of_folder(folder: impl AsRef<Path>) -> Result<Vec<PathBuf>, Error> {
    Settings::folder(folder.as_ref(), &mut StanceGraph::builder())
}

/// The extensions of all files that can be read.
fn readable() -> String {
    let readable = Format::ALL.into_iter().filter(|format| format.is_read());
    let extensions = readable.flat_map(Format::extensions);
    let extensions = extensions.map(|extension| format!(".{extension}"));
    format!("{}, and each of them with .gz", extensions.collect::<Vec<_>>().join(", "))
}

impl Settings {
    /// The files of a folder that are in a known format, by name.
    fn folder(folder: &Path, builder: &mut Builder) -> Result<Vec<PathBuf>, Error> {
        let at = |error: io::Error| Error::io(folder, error);
        let mut others = Vec::new();
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(at)? {
            let path = entry.map_err(at)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let is_beside = name.ends_with(".schema.json") || name.ends_with(mapping::BESIDE);
            let is_ours = !is_beside && !name.starts_with('.');
            let Some(format) = Format::of_name(&name).filter(|_| is_ours) else { continue };
            if !format.is_read_in_folders() {
                // A page or a picture repeats the files beside it.
                if format.is_read() && !format.is_drawn() {
                    others.push(name);
                }
                continue;
            }
            let metadata = fs::metadata(&path).map_err(|error| Error::io(&path, error))?;
            if metadata.is_file() {
                files.push(path);
            }
        }
        others.sort();
        let what = "files that are read alone, and not in a folder";
        let mut left_out = LeftOut::new(folder.to_string_lossy(), what);
        others.into_iter().for_each(|name| left_out.add(name));
        builder.left_out(left_out);
        if files.is_empty() {
            return Err(Error::EmptyFolder { path: folder.into() });
        }
        files.sort();
        Ok(files)
    }

    fn file(&self, path: &Path, builder: &mut Builder) -> Result<(), Error> {
        let name = path.to_string_lossy();
        let format = self.format.or_else(|| Format::of_name(&name));
        let format = match format {
            Some(format) => Some(format),
            None => {
                let seen = Self::seen(path, self.mapping.as_ref());
                seen.map_err(|error| Error::io(path, error))?
            }
        };
        let format =
            format.ok_or_else(|| Error::UnknownFormat { path: path.into(), known: readable() })?;
        let file = File::open(path).map_err(|error| Error::io(path, error))?;
        self.stream(&name, Some(path.into()), Box::new(file), format, builder)
    }

    /// Detects the format of a file from its beginning, if its name does not say it: public collections name
    /// networks `out.NAME` and `.txt`.
    fn seen(path: &Path, mapping: Option<&Mapping>) -> io::Result<Option<Format>> {
        let mut start = Vec::new();
        let text = decompressed(File::open(path)?)?;
        text.take(sniff::LONG_START as u64).read_to_end(&mut start)?;
        Ok(sniff::network(&start, mapping))
    }

    fn stream(
        &self,
        name: &str,
        path: Option<PathBuf>,
        stream: Box<dyn Read + Send + '_>,
        format: Format,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        let format = self.format.unwrap_or(format);
        let begun = begun(stream, sniff::START).map_err(|error| Error::io(name, error))?;
        let (start, stream) = (begun.0, Box::new(begun.1));
        if let Some(why) = sniff::no_text(&start, format).filter(|_| !format.is_binary()) {
            let file = builder.file(|files| files.add_cells(name, path));
            let place = Place { file, line: 0, column: 0, length: 0 };
            builder.fault(Cause::Syntax(why), Some(place));
            builder.incomplete();
            return Ok(());
        }
        match format.route().reads {
            Reads::Rows => self.table(name, path, stream, builder),
            Reads::Bytes(read) => self.binary(name, path, stream, read, builder),
            Reads::Events(read) => self.events(name, path, stream, read, builder),
            Reads::Tree(_) | Reads::Own(_) | Reads::Network(_) | Reads::Annotations(_) => {
                self.document(name, path, stream, format, builder)
            }
            Reads::Never => {
                let what = format!("{format} is written, and not read");
                Err(Error::io(name, io::Error::new(io::ErrorKind::Unsupported, what)))
            }
        }
    }

    fn events(
        &self,
        name: &str,
        path: Option<PathBuf>,
        stream: Box<dyn Read + Send + '_>,
        read: ReadEvents,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        let file = builder.file(|files| files.add(name, path, None));
        let text = decompressed(stream).map_err(|error| Error::io(name, error))?;
        let text = Decoded::new(text, self.encoding());
        builder.undeclared(Undeclared::Create);
        read(Box::new(text), file, self, builder)
    }

    /// Reads a binary file whole.
    fn binary(
        &self,
        name: &str,
        path: Option<PathBuf>,
        stream: Box<dyn Read + Send + '_>,
        read: ReadBytes,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        let file = builder.file(|files| files.add_cells(name, path));
        builder.undeclared(Undeclared::Create);
        let mut bytes = Vec::new();
        let stream = decompressed(stream).map_err(|error| Error::io(name, error))?;
        let limit = self.limits.binary;
        let mut stream = stream.take(limit.saturating_add(1));
        stream.read_to_end(&mut bytes).map_err(|error| Error::io(name, error))?;
        if bytes.len() as u64 > limit {
            let place = Place { file, line: 0, column: 0, length: 0 };
            let limit = format!("{limit} bytes");
            builder.fault(Cause::TooLarge { what: "the file", limit }, Some(place));
            builder.incomplete();
            return Ok(());
        }
        read(bytes, file, self, builder)
    }

    fn table(
        &self,
        name: &str,
        path: Option<PathBuf>,
        stream: Box<dyn Read + Send + '_>,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        let mapping = self.mapping_of(path.as_deref())?;
        let file = builder.file(|files| files.add(name, path, None));
        let text = decompressed(stream).map_err(|error| Error::io(name, error))?;
        builder.undeclared(Undeclared::Create);
        tables::csv::read(builder, file, text, mapping.as_ref(), &self.limits)
    }

    fn document(
        &self,
        name: &str,
        path: Option<PathBuf>,
        stream: Box<dyn Read + Send + '_>,
        format: Format,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        builder.undeclared(Undeclared::Refuse);
        let text = match read_text(stream, self.encoding(), self.limits.document) {
            Ok(text) => text,
            Err(no_text) => {
                let file = builder.file(|files| files.add(name, path, None));
                return self.no_text(name, no_text, file, builder);
            }
        };
        let text: Arc<str> = text.into();
        let file = builder.file(|files| files.add(name, path, Some(Arc::clone(&text))));
        let format = self.told_by_content(format, name, &text);
        match format.route().reads {
            Reads::Tree(parse) => {
                builder.undeclared(self.undeclared.unwrap_or(Undeclared::CreateEvidence));
                builder.tell_created(true);
                let mut parsed = parse(&text, &Lines::new(file, &text), &self.limits);
                if self.is_numbered {
                    parsed.number();
                }
                parsed.build(builder);
                builder.tell_created(false);
            }
            Reads::Own(read) | Reads::Network(read) => read(&text, file, self, builder),
            Reads::Annotations(read) => return read(&text, file, self, builder),
            Reads::Rows | Reads::Bytes(_) | Reads::Events(_) | Reads::Never => {
                unreachable!("other formats are read in other ways")
            }
        }
        Ok(())
    }

    /// The format of a text whose name does not decide it.
    fn told_by_content(&self, format: Format, name: &str, text: &str) -> Format {
        // A stream without a known name may still be a page.
        let says_nothing = self.format.is_none() && Format::of_name(name).is_none();
        if says_nothing && html::is_html(text) {
            Format::Html
        } else if self.format.is_none() && format == Format::Json {
            // Graphs and annotations as JSON have the same extensions as other JSON.
            annotations::told(text, false).unwrap_or_else(|| graphs::json_format(text))
        } else if self.format.is_none() && format == Format::JsonLines {
            annotations::told(text, true).unwrap_or(format)
        } else {
            format
        }
    }

    fn no_text(
        &self,
        name: &str,
        why: NoText,
        file: FileId,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        let place = |line: usize| {
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            Some(Place { file, line, column: 0, length: 0 })
        };
        builder.incomplete();
        match why {
            NoText::Io(error) => return Err(Error::io(name, error)),
            NoText::NotUtf8 { line } => {
                let cause = self.encoding().map(|encoding| Cause::NotText(encoding.name()));
                builder.fault(cause.unwrap_or(Cause::NotUtf8), place(line));
            }
            NoText::TooLarge => {
                let limit = format!("{} bytes", self.limits.document);
                builder.fault(Cause::TooLarge { what: "the file", limit }, place(1));
            }
        }
        Ok(())
    }
}

/// A builder with the limits, and with the notations of files.
fn new_builder(limits: &Limits) -> Builder {
    let mut builder = StanceGraph::builder();
    builder.limit(limits.items);
    builder.notations(Format::notation_of_name);
    builder
}

/// Reads a graph from JSON, without the readers of other formats.
#[cfg(feature = "page-answers")]
pub fn read_json(text: &str) -> Result<StanceGraph, Error> {
    let limits = Limits::default();
    let mut builder = new_builder(&limits);
    builder.undeclared(Undeclared::Refuse);
    let file = builder.file(|files| files.add("input", None, Some(text.into())));
    json::parsed(text, &Lines::new(file, text), &limits).build(&mut builder);
    builder.build()
}

impl Format {
    /// Reads a graph from one stream. [`Reader`] reads files, folders and several inputs at once.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with all faults; [`Error::Io`] if the stream cannot be read, with
    /// [`io::ErrorKind::Unsupported`] if this format or this build of the library cannot read it.
    pub fn read(self, input: impl Read + Send) -> Result<StanceGraph, Error> {
        let settings = Settings { format: Some(self), ..Settings::default() };
        let mut builder = new_builder(&settings.limits);
        settings.stream("input", None, Box::new(input), self, &mut builder)?;
        builder.build()
    }
}
