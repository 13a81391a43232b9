//! `page`: one file to share.

use std::path::{Path, PathBuf};

use stancegraph::page;

use crate::failure::Failure;
use crate::message;
use crate::outcome::Outcome;
use crate::progress::Progress;
use crate::reading::Reading;
use crate::save::save;
use crate::serve::serve;

/// Writes one HTML file with pictures, tables and the evidence behind them.
///
/// It opens from disk in any browser and requests nothing over the network. Readers can filter, move
/// through time, and see who said what, when and where, for every mark and number. It contains its
/// data: every command reads a page like the file that it was made from.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph page map.toml -o map.html
  stancegraph page coded/ -o debate.html
  stancegraph page map.toml --serve
  stancegraph check map.html
  stancegraph align map.html --format csv -o pairs.csv")]
pub struct PageArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The page to write; by default standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Show the page on this machine, and update it whenever the files are saved
    #[arg(long, conflicts_with = "output")]
    serve: bool,
    #[command(flatten)]
    reading: Reading,
}

impl PageArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        if self.reading.counts_drafts() {
            let text = "a page shows confirmed stances only, and says how many drafts there are: leave out --drafts";
            return Err(Failure::Usage(text.into()));
        }
        if self.serve {
            return self.serve();
        }
        let path = self.output.as_deref().filter(|path| *path != Path::new("-"));
        let progress = Progress::of("reading the files");
        let graph = self.reading.graph(&self.files)?;
        page::check(&graph)?;
        progress.next("writing the page");
        let html = page::html(&graph);
        save(path, |out| Ok(out.write_all(html.as_bytes())?))?;
        drop(progress);
        if let Some(path) = path {
            let (path, size) = (path.display(), html.len().div_ceil(1000));
            message::note(&format!("{path} is written: {size} kB, open it in a browser"));
        }
        Ok(Outcome::Fine)
    }

    /// Serves the page until the program ends.
    fn serve(self) -> Result<Outcome, Failure> {
        if self.files.iter().any(|file| file == Path::new("-")) {
            let text = "standard input cannot be followed: give the file that is edited";
            return Err(Failure::Usage(text.into()));
        }
        serve(&self.files, || {
            let graph = self.reading.graph(&self.files)?;
            page::check(&graph)?;
            Ok(page::served(&graph))
        })?;
        Ok(Outcome::Fine)
    }
}
