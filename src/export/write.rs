//! Writes a graph in any format.

use std::io::{self, Write};

use crate::error::LeftOut;
use crate::format::losses::counted;
#[cfg(not(all(feature = "draw", feature = "page")))]
use crate::format::without;
use crate::format::{Drawn, Format, Losses, Writes};
use crate::graph::StanceGraph;

impl Format {
    /// Writes the canonical form of a graph.
    ///
    /// # Errors
    ///
    /// Returns any I/O error of the stream, and [`io::ErrorKind::Unsupported`] for a format that is read-only or
    /// that the library is built without.
    pub fn write(self, graph: &StanceGraph, mut out: impl Write) -> io::Result<()> {
        match self.route().writes {
            Writes::With(write, Losses::Lossless) => write(graph.with_drafts(), &mut out),
            Writes::With(write, Losses::Counted(_)) => write(graph, &mut out),
            Writes::Drawn(Drawn::Page) => page(graph, &mut out),
            Writes::Drawn(Drawn::Dot) => dot(graph, &mut out),
            Writes::Drawn(Drawn::Mermaid) => mermaid(graph, &mut out),
            Writes::Never => {
                let what = format!("{self} is read, and not written");
                Err(io::Error::new(io::ErrorKind::Unsupported, what))
            }
        }
    }

    /// Counts what a file of this format cannot hold of a graph; empty for formats that carry the whole model.
    /// Formats that draw, and those that lose something, leave out drafts, too.
    #[must_use]
    pub fn losses(self, graph: &StanceGraph) -> Vec<LeftOut> {
        let carries_drafts = match self.route().writes {
            Writes::With(_, Losses::Lossless) | Writes::Drawn(Drawn::Page) | Writes::Never => true,
            Writes::With(_, Losses::Counted(_)) if self.is_annotations() => true,
            Writes::With(_, Losses::Counted(_)) | Writes::Drawn(Drawn::Dot | Drawn::Mermaid) => {
                graph.counts_drafts()
            }
        };
        let drafts = if carries_drafts { 0 } else { graph.draft_count() };
        let drafts = counted(drafts, "draft", "drafts");
        let losses = match self.route().writes {
            Writes::With(_, Losses::Counted(count)) => count(graph),
            #[cfg(feature = "svg")]
            Writes::Drawn(Drawn::Mermaid) => crate::render::mermaid::losses(graph),
            #[cfg(not(feature = "svg"))]
            Writes::Drawn(Drawn::Mermaid) => Vec::new(),
            Writes::With(_, Losses::Lossless)
            | Writes::Drawn(Drawn::Page | Drawn::Dot)
            | Writes::Never => Vec::new(),
        };
        losses.into_iter().chain(drafts).collect()
    }
}

#[cfg(feature = "page")]
fn page(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(crate::page::html(graph).as_bytes())
}

#[cfg(not(feature = "page"))]
fn page(_: &StanceGraph, _: &mut dyn Write) -> io::Result<()> {
    Err(without(Format::Html, "page"))
}

#[cfg(feature = "draw")]
use crate::render::dot_file as dot;

#[cfg(not(feature = "draw"))]
fn dot(_: &StanceGraph, _: &mut dyn Write) -> io::Result<()> {
    Err(without(Format::Dot, "draw"))
}

#[cfg(feature = "svg")]
use crate::render::mermaid::write as mermaid;

#[cfg(not(feature = "svg"))]
fn mermaid(_: &StanceGraph, _: &mut dyn Write) -> io::Result<()> {
    Err(without(Format::Mermaid, "svg"))
}
